/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-look: what it costs to have looked at __dict__.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-look.c -o since-look
   It prints what tests/examples/since-look.txt holds. */
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
    printf("CPython\tABI\tnone\tlooked\tone\tlooked\tfive\tlooked\n");
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        const struct sl_platform *p = sl_platforms[i];

        if (!is_latest(i))
            continue;
        printf("%s\t%s", p->version, p->abi->name);
        for (size_t n = 0; n <= 5; n += n == 0 ? 1 : 4)
            printf("\t%zu\t%zu", sl_weigh(p, SL_BY_HEAP, SL_WAY_PLAIN, n, 0),
                   sl_weigh(p, SL_BY_HEAP, SL_WAY_PLAIN_LOOKED, n, 0));
        putchar('\n');
    }
    return 0;
}
