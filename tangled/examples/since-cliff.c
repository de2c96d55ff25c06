/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-cliff: the attribute for which there is no shared key.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-cliff.c -o since-cliff
   It prints what tests/examples/since-cliff.txt holds. */
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
    const char *const versions[] = {"3.10", "3.11", "3.12", "3.13", "3.15"};

    printf("attributes\t3.10\t3.11\t3.12\t3.13\t3.15\tslots, 3.15\n");
    for (size_t n = 28; n <= 32; n++) {
        printf("%zu", n);
        for (int i = 0; i < 5; i++)
            printf("\t%zu",
                   sl_weigh(python(versions[i]), SL_BY_HEAP, SL_WAY_PLAIN, n, 0));
        printf("\t%zu\n", sl_weigh(python("3.15"), SL_BY_HEAP, SL_WAY_SLOTS, n, n));
    }
    return 0;
}
