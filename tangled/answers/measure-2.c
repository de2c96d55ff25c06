/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* measure-2: the int of CPython 2.7 on 64-bit Windows.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 measure-2.c -o measure-2
   It prints what tests/answers/measure-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    struct sl_abi llp64 = sl_lp64;
    ptrdiff_t used, whole;

    llp64.name = "LLP64";
    llp64.long_ = (struct sl_ctype){4, 4};
    used = sl_calcsize(&llp64, SL_INT_FORMAT, NULL);
    whole = sl_calcsize(&llp64, SL_INT_FORMAT "0P", NULL);
    printf("ABI\tint\tlost\n%s\t%td\t%td\n", llp64.name, whole, whole - used);
    return 0;
}
