/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* fixed-2: how many rarely set attributes may have slots.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 fixed-2.c -o fixed-2
   It prints what tests/answers/fixed-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* Bytes of a plain instance, on average, with 5 attributes and RARE others, each of
   which is there with probability P. */
static double
average(const struct sl_type *plain, size_t rare, double p)
{
    double chance = 1, sum = 0;

    for (size_t i = 0; i < rare; i++)
        chance *= 1 - p;
    for (size_t set = 0; set <= rare; set++) {
        sum += chance * (double)sl_instance_sizeof(plain, 5 + set);
        chance *= (double)(rare - set) / (double)(set + 1) * p / (1 - p);
    }
    return sum;
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    size_t rare = 0;

    while ((double)sl_slotted_sizeof(&sl_python27_lp64, 5 + rare + 1) <=
           average(c, rare + 1, 0.01))
        rare++;
    printf("%zu rare slots: %zu bytes, without slots %.1f on average\n", rare,
           sl_slotted_sizeof(&sl_python27_lp64, 5 + rare), average(c, rare, 0.01));
    sl_decref(&c->object);
    sl_interp_free(py);
    return 0;
}
