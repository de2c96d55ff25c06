/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* type-1: which slots are mangled.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 type-1.c -o type-1
   It prints what tests/answers/type-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    static const char *const slots[] = {"x", "_x", "__x", "__x__", "__", "___x"};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_type *node =
        sl_slotted_new(py, "_Node", sl_builtin(py, SL_OBJECT), slots, 6, NULL);

    for (size_t i = 0; i < node->made->member_count; i++)
        puts(((struct sl_str *)(void *)node->made->members[i].name)->data);
    sl_decref(&node->object);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
