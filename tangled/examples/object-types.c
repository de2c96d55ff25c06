/* Generated from chapters/02-object.nw by make tangle: do not edit. MIT licence. */
/* object-types: the built-in types of CPython 2.7, weighed for two machines.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 object-types.c -o object-types
   It prints what tests/examples/object-types.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    struct sl_interp *lp64 = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_interp *ilp32 = sl_interp_new(&sl_python27_ilp32, NULL, NULL);

    if (lp64 == NULL || ilp32 == NULL)
        return 1;
    printf("type\tbasicsize\titemsize\tdictoffset\tweakrefoffset\tGC head\tempty\t"
           "empty, ILP32\n");
    for (int i = 0; i <= SL_TYPE; i++) {
        const struct sl_type *t = sl_builtin(lp64, (enum sl_builtin)i);
        const struct sl_type *narrow = sl_builtin(ilp32, (enum sl_builtin)i);

        printf("%s\t%zu\t%zu\t%td\t%td\t%s\t%zu\t%zu\n", t->name, t->basicsize,
               t->itemsize, t->dictoffset, t->weaklistoffset, t->gc ? "yes" : "no",
               sl_getsizeof(t, 0), sl_getsizeof(narrow, 0));
    }
    sl_interp_free(lp64);
    sl_interp_free(ilp32);
    return 0;
}
