/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* since-1: where slots save the largest and the smallest part.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-1.c -o since-1
   It prints what tests/answers/since-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* What slots save with N attributes, in thousandths of what is asked without. */
static size_t
saved(const struct sl_platform *p, size_t n)
{
    size_t plain = sl_weigh(p, SL_BY_HEAP, SL_WAY_PLAIN, n, 0);
    size_t slots = sl_weigh(p, SL_BY_HEAP, SL_WAY_SLOTS, n, n);

    return (plain - slots) * 1000 / plain;
}

int
main(void)
{
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        const struct sl_platform *p = sl_platforms[i];
        size_t most = 1, least = 1;

        for (size_t n = 2; n <= 28; n++) {
            most = saved(p, n) > saved(p, most) ? n : most;
            least = saved(p, n) < saved(p, least) ? n : least;
        }
        printf("%-6s %-5s  most %2zu%% with %2zu, least %2zu%% with %2zu\n",
               p->version, p->abi->name, saved(p, most) / 10, most,
               saved(p, least) / 10, least);
    }
    return 0;
}
