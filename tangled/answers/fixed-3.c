/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* fixed-3: a value whose end sets the slot that it was in.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 fixed-3.c -o fixed-3
   It prints what tests/answers/fixed-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* An object that at its end sets a slot of HOST to 2. */
struct late {
    struct sl_object object;
    struct sl_object *host, *name; /* borrowed */
};

static void
late_dealloc(struct sl_object *o)
{
    struct late *late = (struct late *)(void *)o;
    struct sl_object *found = sl_getattr(late->host, late->name, NULL);
    struct sl_object *two = sl_int_new(o->type->interp, 2, NULL);
    char text[32];

    printf("its end finds %s\n", sl_repr(found, text, sizeof text));
    sl_setattr(late->host, late->name, two, NULL);
    sl_decref(two);
    sl_decref(found);
    sl_object_free(o);
}

static void
set_twice(struct sl_object *o, struct sl_object *name, struct sl_type *type)
{
    struct sl_object *first = sl_object_new(type, sizeof(struct late), NULL);
    struct sl_object *one = sl_int_new(o->type->interp, 1, NULL), *found;
    char text[32];

    ((struct late *)(void *)first)->host = o;
    ((struct late *)(void *)first)->name = name;
    sl_setattr(o, name, first, NULL);
    sl_decref(first);
    sl_setattr(o, name, one, NULL);
    found = sl_getattr(o, name, NULL);
    printf("in the slot: %s\n", sl_repr(found, text, sizeof text));
    sl_decref(found);
    sl_decref(one);
}

int
main(void)
{
    static const char *const slots[] = {"x"};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_type type = {.name = "late", .basicsize = sizeof(struct late)};
    struct sl_object *name = sl_str_interned(py, "x", NULL), *o;
    struct sl_type *s =
        sl_slotted_new(py, "S", sl_builtin(py, SL_OBJECT), slots, 1, NULL);

    type.dealloc = late_dealloc;
    sl_type_ready(py, &type);
    o = sl_instance_new(s, 0, NULL);
    set_twice(o, name, &type);
    sl_decref(o);
    sl_decref(&s->object);
    sl_decref(name);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
