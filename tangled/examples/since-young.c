/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-young: the first instances of a class with two attributes.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-young.c -o since-young
   It prints what tests/examples/since-young.txt holds. */
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
    const char *const versions[] = {"3.6", "3.10", "3.11", "3.12", "3.13", "3.15"};
    const size_t nths[] = {1, 2, 3, 10, 20, 28, 29, 30};

    printf("instance\t3.6\t3.10\t3.11\t3.12\t3.13\t3.15\n");
    for (int i = 0; i < 8; i++) {
        printf("%zu", nths[i]);
        for (int j = 0; j < 6; j++)
            printf("\t%zu", sl_heap_sequence(python(versions[j]), 2, nths[i]));
        putchar('\n');
    }
    return 0;
}
