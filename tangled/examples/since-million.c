/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-million: a million instances of five attributes, in three ways.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-million.c -o since-million
   It prints what tests/examples/since-million.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* Whether no later release of the same series is known: of 3.13 there are two. */
static int
is_latest(size_t i)
{
    const struct sl_platform *p = sl_platforms[i], *next = sl_platforms[i + 1];

    return next == NULL || next->abi != p->abi ||
           next->release->minor != p->release->minor;
}

/* Of a million instances of five attributes, in units of a million bytes. */
static double
megabytes(const struct sl_platform *p, enum sl_way_kind kind, size_t slots)
{
    struct sl_heap_cost cost = {0};

    sl_heap_bytes(p, kind, 5, slots, &cost, NULL);
    return cost.resident;
}

int
main(void)
{
    printf("CPython\tABI\tno slots\t4 of 5 in slots\tall in slots\tsaved\n");
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        const struct sl_platform *p = sl_platforms[i];
        double plain = megabytes(p, SL_WAY_PLAIN, 0);
        double slots = megabytes(p, SL_WAY_SLOTS, 5);

        if (is_latest(i))
            printf("%s\t%s\t%.0f\t%.0f\t%.0f\t%.0f%%\n", p->version, p->abi->name,
                   plain, megabytes(p, SL_WAY_HYBRID, 4), slots,
                   100 * (plain - slots) / plain);
    }
    return 0;
}
