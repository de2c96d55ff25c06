/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-empty: the smallest instances that a class can have.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-empty.c -o since-empty
   It prints what tests/examples/since-empty.txt holds. */
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

int
main(void)
{
    printf("CPython\tABI\tno slot\tone slot\t__weakref__\tone and __weakref__\n");
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        const struct sl_platform *p = sl_platforms[i];

        if (!is_latest(i))
            continue;
        printf("%s\t%s", p->version, p->abi->name);
        for (size_t j = 0; j < 4; j++)
            printf("\t%zu",
                   sl_heap_getsizeof(p, j < 2 ? SL_WAY_SLOTS : SL_WAY_SLOTS_WEAKREF,
                                     j % 2, 0));
        putchar('\n');
    }
    return 0;
}
