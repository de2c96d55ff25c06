/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* type-3: the order of slots does not matter.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 type-3.c -o type-3
   It prints what tests/answers/type-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
print_layout(struct sl_interp *py, const char *name, const char *const *slots)
{
    struct sl_type *c =
        sl_slotted_new(py, name, sl_builtin(py, SL_OBJECT), slots, 3, NULL);
    struct sl_region regions[8];
    size_t count = sl_layout(c, 0, regions, 8);

    for (size_t i = 0; i < count; i++)
        printf("%s\t%td\t%s\n", name, regions[i].offset, regions[i].name);
    sl_decref(&c->object);
}

int
main(void)
{
    static const char *const first[] = {"x", "y", "__dict__"};
    static const char *const second[] = {"__dict__", "y", "x"};
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);

    printf("class\toffset\tregion\n");
    print_layout(py, "A", first);
    print_layout(py, "B", second);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
