/* Generated from chapters/02-object.nw by make tangle: do not edit. MIT licence. */
/* object-life: references taken and given back, and strings made unique.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 object-life.c -o object-life
   It prints what tests/examples/object-life.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
say(const char *what, const struct sl_interp *py)
{
    printf("%-38s %zu\n", what, py->living);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);

    if (py == NULL)
        return 1;
    struct sl_object *name = sl_str_interned(py, "colour", NULL);
    struct sl_object *same = sl_str_interned(py, "colour", NULL);
    struct sl_object *copy = sl_str_new(py, "colour", 6, NULL);
    struct sl_object *items[] = {name, copy};
    struct sl_object *pair = sl_tuple_new(py, items, 2, NULL);

    printf("interned twice: %s object\n", name == same ? "one" : "another");
    printf("copied: %s object, %s\n", copy == name ? "the same" : "another",
           sl_equal(copy, name, NULL) == 1 ? "and equal" : "not equal");
    say("living, with the table of interned:", py);
    sl_decref(same);
    sl_decref(name);
    sl_decref(copy);
    say("after giving back all but the tuple:", py);
    sl_decref(pair);
    say("after the tuple:", py);
    printf("forgotten: %zu\n", sl_interp_free(py));
    return 0;
}
