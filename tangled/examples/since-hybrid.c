/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-hybrid: five attributes, some of them in slots.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-hybrid.c -o since-hybrid
   It prints what tests/examples/since-hybrid.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <stdlib.h>

static const struct sl_platform *
python(const char *version)
{
    const struct sl_platform *p = sl_platform_find(version, "lp64", NULL);

    if (p == NULL)
        exit(1); /* it was not measured */
    return p;
}

int
main(void)
{
    const char *const versions[] = {"2.7",  "3.6",  "3.8", "3.11",
                                    "3.12", "3.13", "3.14"};

    printf("CPython\tno slots\tnone of 5\t2 of 5\t4 of 5\t5 of 5\tall slots\n");
    for (int i = 0; i < 7; i++) {
        const struct sl_platform *p = python(versions[i]);

        printf("%s\t%zu", versions[i], sl_weigh(p, SL_BY_HEAP, SL_WAY_PLAIN, 5, 0));
        for (size_t j = 0; j <= 5; j += j == 4 ? 1 : 2)
            printf("\t%zu", sl_weigh(p, SL_BY_HEAP, SL_WAY_HYBRID, 5, j));
        printf("\t%zu\n", sl_weigh(p, SL_BY_HEAP, SL_WAY_SLOTS, 5, 5));
    }
    return 0;
}
