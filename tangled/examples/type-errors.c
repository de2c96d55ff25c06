/* Generated from chapters/05-type.nw by make tangle: do not edit. MIT licence. */
/* type-errors: what CPython 2.7 says to wrong slots.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 type-errors.c -o type-errors
   It prints what tests/examples/type-errors.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static const struct mistake {
    enum sl_builtin base;
    const char *slots[3];
    size_t count;
} mistakes[] = {

    {SL_OBJECT, {"first name"}, 1},
    {SL_OBJECT, {"a", "2nd"}, 2},
    {SL_OBJECT, {""}, 1},
    {SL_OBJECT, {"__dict__", "__dict__"}, 2},
    {SL_EXCEPTION, {"__dict__"}, 1},
    {SL_SET, {"__weakref__"}, 1},
    {SL_TUPLE, {"x", "y"}, 2},
    {SL_STR, {"__dict__"}, 1},
    {SL_BOOL, {NULL}, 0},
};

static void
try(struct sl_interp *py, const struct mistake *m)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *base = sl_builtin(py, m->base);
    struct sl_type *c = sl_slotted_new(py, "C", base, m->slots, m->count, &error);

    printf("class C(%s): __slots__ = (", base->name);
    for (size_t i = 0; i < m->count; i++)
        printf("%s'%s'", i == 0 ? "" : ", ", m->slots[i]);
    printf("%s)\n  %s\n", m->count == 1 ? "," : "", error.message);
    if (c != NULL)
        sl_decref(&c->object);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);

    if (py == NULL)
        return 1;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++)
        try(py, &mistakes[i]);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
