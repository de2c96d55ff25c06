/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* empty-3: named tuples against classes with slots.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 empty-3.c -o empty-3
   It prints what tests/answers/empty-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
compare_fields(struct sl_interp *py, size_t n)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    struct sl_type *named =
        sl_slotted_new(py, "T", sl_builtin(py, SL_TUPLE), NULL, 0, NULL);
    struct sl_type *slots =
        sl_slotted_new(py, "S", sl_builtin(py, SL_OBJECT), names, n, NULL);

    printf("%zu\t%zu\t%zu\t%zu\n", n, sl_getsizeof(named, n),
           sl_getsizeof(slots, 0), sl_getsizeof(named, n) - sl_getsizeof(slots, 0));
    sl_decref(&named->object);
    sl_decref(&slots->object);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);

    printf("fields\tnamed tuple\tslots\tdifference\n");
    for (size_t n = 0; n <= 5; n++)
        compare_fields(py, n);
    sl_interp_free(py);
    return 0;
}
