/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* since-3: when a class is old enough.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-3.c -o since-3
   It prints what tests/answers/since-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        const struct sl_platform *p = sl_platforms[i];
        size_t settled = sl_weigh(p, SL_BY_HEAP, SL_WAY_PLAIN, 2, 0);
        size_t sum = 0, count = 0;

        if (p->release->values < SL_VALUES_BLOCK)
            continue; /* before 3.11 */
        do
            sum += sl_heap_sequence(p, 2, ++count);
        while (10 * sum > 11 * settled * count);
        printf("%-6s %-5s  %zu in the long run, after %zu instances\n", p->version,
               p->abi->name, settled, count);
    }
    return 0;
}
