/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-allowed: slots below tuple, int and bytes, in CPython 3.14 and 3.15.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-allowed.c -o since-allowed
   It prints what tests/examples/since-allowed.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <stdlib.h>

static void
try_class(const char *version, const char *base, const char *slot)
{
    struct sl_interp *py =
        sl_interp_new(sl_platform_find(version, "lp64", NULL), NULL, NULL);
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *c;

    if (py == NULL)
        exit(1); /* no memory */
    c = sl_slotted_new(py, "C", sl_builtin_named(py, base), &slot, 1, &error);
    if (c == NULL)
        printf("    %s: %s: %s\n", version, sl_error_name(error.kind),
               error.message);
    else
        printf("    %s: ok\n", version);
    sl_decref(c == NULL ? NULL : &c->object);
    sl_interp_free(py);
}

int
main(void)
{
    static const char *const cases[][2] = {{"tuple", "x"},
                                           {"tuple", "__dict__"},
                                           {"int", "__weakref__"},
                                           {"int", "x"},
                                           {"bytes", "x"}};

    for (int i = 0; i < 5; i++) {
        printf("class C(%s): __slots__ = ['%s']\n", cases[i][0], cases[i][1]);
        try_class("3.14", cases[i][0], cases[i][1]);
        try_class("3.15", cases[i][0], cases[i][1]);
    }
    return 0;
}
