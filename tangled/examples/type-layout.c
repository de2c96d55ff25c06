/* Generated from chapters/05-type.nw by make tangle: do not edit. MIT licence. */
/* type-layout: where the slots of three classes go.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 type-layout.c -o type-layout
   It prints what tests/examples/type-layout.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
print_layout(const struct sl_type *type)
{
    struct sl_region regions[32];
    size_t count = sl_layout(type, 0, regions, 32);

    printf("%s: %zu bytes with the head\n", type->name, sl_getsizeof(type, 0));
    for (size_t i = 0; i < count && i < 32; i++)
        printf("%6td  %2zu  %-16s %s\n", regions[i].offset, regions[i].size,
               regions[i].name, regions[i].type->name);
}

int
main(void)
{
    static const char *const slots[] = {"a", "b", "__weakref__"};
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_type *a, *b, *c;

    if (py == NULL)
        return 1;
    a = sl_slotted_new(py, "A", sl_builtin(py, SL_OBJECT), slots, 1, NULL);
    b = a == NULL ? NULL : sl_slotted_new(py, "B", a, slots + 1, 2, NULL);
    c = b == NULL ? NULL : sl_class_new(py, "C", b, NULL);
    if (c != NULL) {
        print_layout(a);
        print_layout(b);
        print_layout(c);
        sl_decref(&c->object);
    }
    if (b != NULL)
        sl_decref(&b->object);
    if (a != NULL)
        sl_decref(&a->object);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
