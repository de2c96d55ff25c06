/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* hybrid-3: how an instance gets rid of a large table.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 hybrid-3.c -o hybrid-3
   It prints what tests/answers/hybrid-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* o.NAME = None, or del o.NAME. */
static void
change(struct sl_object *o, char digit, bool delete)
{
    struct sl_interp *py = o->type->interp;
    char text[] = {'a', digit, '\0'};
    struct sl_object *name = sl_str_interned(py, text, NULL);

    if (delete)
        sl_delattr(o, name, NULL);
    else
        sl_setattr(o, name, sl_none(py), NULL);
    sl_decref(name);
}

static void
say(const char *event, struct sl_object *o)
{
    const struct sl_dict *d = *sl_dict_pointer(o);

    printf("%s\t%zu attribute%s\t%zu bytes\n", event, d->used,
           d->used == 1 ? "" : "s", sl_dict_getsizeof(d, &sl_python27_lp64));
}

static void
assign_copy(struct sl_object *o)
{
    struct sl_object *name = sl_str_interned(o->type->interp, "__dict__", NULL);
    struct sl_dict *copy = sl_dict_copy(*sl_dict_pointer(o), NULL);

    sl_setattr(o, name, &copy->object, NULL);
    sl_decref(&copy->object);
    sl_decref(name);
}

int
main(void)
{
    static const char *const slots[] = {"url", "__dict__"};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_type *page =
        sl_slotted_new(py, "Page", sl_builtin(py, SL_OBJECT), slots, 2, NULL);
    struct sl_object *o = sl_instance_new(page, 0, NULL);

    for (char digit = '1'; digit <= '6'; digit++)
        change(o, digit, false);
    say("six set", o);
    for (char digit = '1'; digit <= '5'; digit++)
        change(o, digit, true);
    say("five deleted", o);
    assign_copy(o);
    say("copy assigned", o);
    sl_decref(o);
    sl_decref(&page->object);
    sl_interp_free(py);
    return 0;
}
