/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* avoid-3: groups of classes that instances can move between.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 avoid-3.c -o avoid-3
   It prints what tests/answers/avoid-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static bool
can_become(struct sl_type *from, struct sl_type *to)
{
    struct sl_object *o = sl_instance_new(from, 0, NULL);
    bool can = sl_class_assign(o, to, NULL) == 0;

    sl_decref(o);
    return can;
}

int
main(void)
{
    static const char *const names[] = {"a", "b", "__dict__", "__weakref__"};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_type *types[17] = {sl_class_new(py, "plain", object, NULL)};
    size_t groups = 17;

    for (size_t set = 0; set < 16; set++) {
        const char *slots[4];
        char title[40] = "slots";
        size_t count = 0;

        for (size_t i = 0; i < 4; i++)
            if (set >> i & 1) {
                slots[count++] = names[i];
                strcat(strcat(title, " "), names[i]);
            }
        types[set + 1] = sl_slotted_new(py, title, object, slots, count, NULL);
        for (size_t i = 0; i <= set; i++)
            if (can_become(types[i], types[set + 1]) &&
                can_become(types[set + 1], types[i])) {
                printf("%s = %s\n", types[i]->name, title);
                groups--;
            }
    }
    printf("%zu groups\n", groups);
    for (size_t i = 0; i < 17; i++)
        sl_decref(&types[i]->object);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
