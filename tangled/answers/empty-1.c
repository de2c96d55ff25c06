/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* empty-1: which types weigh more with a class between, though it adds nothing.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 empty-1.c -o empty-1
   It prints what tests/answers/empty-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
compare(struct sl_type *base)
{
    struct sl_type *c = sl_slotted_new(base->interp, "C", base, NULL, 0, NULL);

    if (c == NULL)
        return; /* a final type */
    if (sl_getsizeof(c, 0) != sl_getsizeof(base, 0))
        printf("%s\t%zu\t%zu\n", base->name, sl_getsizeof(base, 0),
               sl_getsizeof(c, 0));
    sl_decref(&c->object);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);

    printf("type\titself\tclass\n");
    for (int which = 0; which < SL_BUILTINS; which++)
        compare(sl_builtin(py, (enum sl_builtin)which));
    sl_interp_free(py);
    return 0;
}
