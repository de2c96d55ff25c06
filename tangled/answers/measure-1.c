/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* measure-1: the order of members that takes least.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 measure-1.c -o measure-1
   It prints what tests/answers/measure-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <string.h>

static size_t
best_order(const struct sl_abi *abi, char *codes, size_t from, char *best)
{
    size_t least = SIZE_MAX;

    if (codes[from] == '\0') {
        char padded[16];

        snprintf(padded, sizeof padded, "%s0d", codes);
        return (size_t)sl_calcsize(abi, padded, NULL);
    }
    for (size_t i = from; codes[i] != '\0'; i++) {
        char copy[16], found[16];
        size_t size;

        strcpy(copy, codes);
        copy[from] = codes[i];
        copy[i] = codes[from];
        strcpy(found, copy);
        size = best_order(abi, copy, from + 1, found);
        if (size < least) {
            least = size;
            strcpy(best, found);
        }
    }
    return least;
}

int
main(void)
{
    const struct sl_abi *abis[] = {&sl_lp64, &sl_ilp32};
    const char *const names[] = {"LP64", "ILP32"};

    printf("ABI\tgiven\tbest\torder\n");
    for (int i = 0; i < 2; i++) {
        char codes[16] = "cdcic", best[16] = "cdcic";
        ptrdiff_t given = sl_calcsize(abis[i], "cdcic0d", NULL);
        size_t least = best_order(abis[i], codes, 0, best);

        printf("%s\t%td\t%zu\t%s\n", names[i], given, least, best);
    }
    return 0;
}
