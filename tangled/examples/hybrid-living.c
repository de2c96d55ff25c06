/* Generated from chapters/08-hybrid.nw by make tangle: do not edit. MIT licence. */
/* hybrid-living: an instance with four slots and a dictionary.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 hybrid-living.c -o hybrid-living
   On a 64-bit machine it prints what tests/examples/hybrid-living.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
weigh(struct sl_object *o, size_t others)
{
    struct sl_interp *py = o->type->interp;
    struct sl_way way = {sl_builtin(py, SL_OBJECT), true, 4, true, false};
    struct sl_dict *d = *sl_dict_pointer(o);
    size_t dict = d == NULL ? 0 : sl_dict_getsizeof(d, py->platform);
    struct sl_cost cost = {0, 0};

    sl_cost_of(&way, others, &cost, NULL);
    printf("%zu others: %3zu + %4zu bytes, computed %3zu + %4zu\n", others,
           sl_getsizeof(o->type, 0), dict, cost.instance, cost.dict);
}

static void
set(struct sl_object *o, const char *name, const char *value)
{
    struct sl_interp *py = o->type->interp;
    struct sl_object *key = sl_str_interned(py, name, NULL);
    struct sl_object *text = sl_str_interned(py, value, NULL);

    if (key != NULL && text != NULL)
        sl_setattr(o, key, text, NULL);
    sl_decref(text);
    sl_decref(key);
}

static void
show(struct sl_object *o, const char *name)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *key = sl_str_interned(o->type->interp, name, NULL);
    struct sl_object *value = key == NULL ? NULL : sl_getattr(o, key, &error);
    char text[40];

    if (value != NULL)
        printf("o.%s is %s\n", name, sl_repr(value, text, sizeof text));
    else
        printf("o.%s: %s: %s\n", name, sl_error_name(error.kind), error.message);
    sl_decref(value);
    sl_decref(key);
}

static void
in_both_places(struct sl_object *o)
{
    struct sl_interp *py = o->type->interp;
    struct sl_object *key = sl_str_interned(py, "url", NULL);
    struct sl_object *text = sl_str_interned(py, "in the dictionary", NULL);
    struct sl_dict *d = sl_instance_dict(o, NULL);

    if (key != NULL && text != NULL && d != NULL) {
        sl_dict_set(d, key, text, NULL);
        show(o, "url");
        sl_delattr(o, key, NULL);
        show(o, "url");
    }
    sl_decref(text);
    sl_decref(key);
}

static void
live(struct sl_object *o, const char *const slots[4])
{
    char name[] = "a0";

    for (int i = 0; i < 4; i++)
        set(o, slots[i], "in the slot");
    weigh(o, 0);
    for (size_t others = 1; others <= 6; others++) {
        name[1] = (char)('0' + others);
        set(o, name, "in the dictionary");
        if (others == 1 || others >= 5)
            weigh(o, others);
    }
    in_both_places(o);
}

int
main(void)
{
    static const char *const slots[] = {"url", "title", "size", "owner",
                                        "__dict__"};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_type *page = NULL;
    struct sl_object *o = NULL;

    if (py != NULL)
        page =
            sl_slotted_new(py, "Page", sl_builtin(py, SL_OBJECT), slots, 5, NULL);
    if (page != NULL)
        o = sl_instance_new(page, 0, NULL);
    if (o != NULL)
        live(o, slots);
    sl_decref(o);
    if (page != NULL)
        sl_decref(&page->object);
    if (py != NULL)
        sl_interp_free(py);
    return o == NULL;
}
