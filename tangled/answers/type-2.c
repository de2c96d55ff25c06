/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* type-2: a slot that is listed twice.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 type-2.c -o type-2
   It prints what tests/answers/type-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    static const char *const slots[] = {"b", "a", "b"};
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_type *twice = sl_slotted_new(py, "Twice", object, slots, 3, NULL);
    struct sl_type *once = sl_slotted_new(py, "Once", object, slots, 2, NULL);

    printf("offset\tslot\n");
    for (size_t i = 0; i < twice->made->member_count; i++) {
        const struct sl_member *m = &twice->made->members[i];

        printf("%zu\t%s%s\n", m->offset, ((struct sl_str *)(void *)m->name)->data,
               m->descriptor != NULL ? "" : " (wasted)");
    }
    printf("%zu bytes more\n", sl_getsizeof(twice, 0) - sl_getsizeof(once, 0));
    sl_decref(&twice->object);
    sl_decref(&once->object);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
