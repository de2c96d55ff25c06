/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* avoid-1: three classes as bases, in every order.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 avoid-1.c -o avoid-1
   It prints what tests/answers/avoid-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
try_order(struct sl_type *const *bases, size_t count)
{
    struct sl_interp *py = bases[0]->interp;
    struct sl_type *c = sl_type_new(py, "C", bases, count, NULL, NULL);

    printf("C(");
    for (size_t i = 0; i < count; i++)
        printf("%s%s", i > 0 ? ", " : "", bases[i]->name);
    if (c == NULL)
        printf(") fails\n");
    else
        printf(") extends %s, %zu bytes\n", c->base->name, sl_getsizeof(c, 0));
    if (c != NULL)
        sl_decref(&c->object);
}

int
main(void)
{
    static const char *const slots[] = {"x", "__dict__", "__weakref__"};
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_type *all[] = {sl_slotted_new(py, "A", object, slots, 1, NULL),
                             sl_slotted_new(py, "B", object, slots + 1, 2, NULL),
                             sl_class_new(py, "P", object, NULL)};

    for (size_t i = 0; i < 3; i++)
        for (size_t j = 0; j < 3; j++) {
            struct sl_type *order[] = {all[i], all[j], all[(6 - i - j) % 3]};

            if (i != j) {
                try_order(order, 2);
                try_order(order, 3);
            }
        }
    for (size_t i = 0; i < 3; i++)
        sl_decref(&all[i]->object);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
