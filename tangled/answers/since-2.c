/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* since-2: forty attributes, some in slots, at least one not.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-2.c -o since-2
   It prints what tests/answers/since-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    const char *const versions[] = {"3.12", "3.13", "3.15"};

    for (int i = 0; i < 3; i++) {
        const struct sl_platform *p = sl_platform_find(versions[i], "lp64", NULL);
        long saved = 0;
        size_t best = 0, plain = sl_weigh(p, SL_BY_HEAP, SL_WAY_PLAIN, 40, 0);

        for (size_t j = 1; j < 40; j++)
            if (sl_hybrid_saved(p, SL_BY_HEAP, 40, j) > saved) {
                saved = sl_hybrid_saved(p, SL_BY_HEAP, 40, j);
                best = j;
            }
        printf("%s: plain %zu, %zu in slots %ld, all in slots %zu\n", versions[i],
               plain, best, (long)plain - saved,
               sl_weigh(p, SL_BY_HEAP, SL_WAY_SLOTS, 40, 40));
    }
    return 0;
}
