/* Generated from chapters/07-fixed.nw by make tangle: do not edit. MIT licence. */
/* fixed-curve: instances with attributes in a dictionary and in slots, weighed.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 fixed-curve.c -o fixed-curve
   It prints what tests/examples/fixed-curve.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
print_sizes(struct sl_type *plain, size_t n)
{
    const struct sl_platform *platform = plain->interp->platform;

    printf("\t%zu\t%zu\t%zu", sl_instance_sizeof(plain, n),
           sl_slotted_sizeof(platform, n), sl_slots_at_par(platform, n));
}

int
main(void)
{
    static const size_t counts[] = {0,  1,  2,  3,  4,  5,  6,
                                    10, 21, 22, 50, 85, 86, 100};
    struct sl_interp *lp64 = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_interp *ilp32 = sl_interp_new(&sl_python27_ilp32, NULL, NULL);
    struct sl_type *wide = NULL, *narrow = NULL;

    if (lp64 != NULL && ilp32 != NULL) {
        wide = sl_class_new(lp64, "C", sl_builtin(lp64, SL_OBJECT), NULL);
        narrow = sl_class_new(ilp32, "C", sl_builtin(ilp32, SL_OBJECT), NULL);
    }
    if (wide == NULL || narrow == NULL)
        return 1;
    printf("attributes\tplain, LP64\tslots, LP64\tslots at par\t"
           "plain, ILP32\tslots, ILP32\tslots at par\n");
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        printf("%zu", counts[i]);
        print_sizes(wide, counts[i]);
        print_sizes(narrow, counts[i]);
        printf("\n");
    }
    sl_decref(&wide->object);
    sl_decref(&narrow->object);
    return sl_interp_free(lp64) == 0 && sl_interp_free(ilp32) == 0 ? 0 : 1;
}
