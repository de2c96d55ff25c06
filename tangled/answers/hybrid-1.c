/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* hybrid-1: pointers that a dictionary's table has for each key.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 hybrid-1.c -o hybrid-1
   It prints what tests/answers/hybrid-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static double
price(size_t keys)
{
    return 3.0 * (double)sl_dict_places(keys) / (double)keys;
}

int
main(void)
{
    size_t least = 6, most = 6;

    for (size_t keys = 6; keys <= 1000; keys++) {
        if (price(keys) < price(least))
            least = keys;
        if (price(keys) > price(most))
            most = keys;
    }
    printf("\tkeys\tpointers a key\n");
    printf("least\t%zu\t%.2f\n", least, price(least));
    printf("most\t%zu\t%.2f\n", most, price(most));
    return 0;
}
