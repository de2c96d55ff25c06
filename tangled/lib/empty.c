/* Generated from chapters/06-empty.nw by make tangle: do not edit. MIT licence. */
#include "empty.h"
#include "bases.h"
#include "builtin.h"
#include "instance.h"
#include "types-since.h"

#include <string.h>

/* How instances under a built-in type are filled. */
struct inside {
    enum sl_builtin root;

    /* Fills O, all zero but for its two words, with what VALUE holds: 0, or -1 with
       ERROR set; then O can still end. */
    int (*fill)(struct sl_object *o, struct sl_object *value,
                struct sl_error *error);
};

static int
fill_int(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    (void)error;
    ((struct sl_int *)(void *)o)->value = ((struct sl_int *)(void *)value)->value;
    return 0;
}

static int
fill_str(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_str *s = (struct sl_str *)(void *)o;
    const struct sl_str *from = (const struct sl_str *)(void *)value;

    (void)error;
    s->var.size = from->var.size;
    s->hash = from->hash;
    memcpy(s->data, from->data, (size_t)from->var.size + 1);
    return 0;
}

static int
fill_unicode(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_unicode *u = (struct sl_unicode *)(void *)o;
    const struct sl_unicode *from = (const struct sl_unicode *)(void *)value;
    size_t bytes = ((size_t)from->var.size + 1) * sizeof *u->characters;

    u->characters = sl_memory_new(o->type->interp, bytes, error);
    if (u->characters == NULL)
        return -1;
    memcpy(u->characters, from->characters, bytes);
    u->var.size = from->var.size;
    u->hash = from->hash;
    return 0;
}

static int
fill_tuple(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_tuple *t = (struct sl_tuple *)(void *)o;
    const struct sl_tuple *from = (const struct sl_tuple *)(void *)value;

    (void)error;
    for (ptrdiff_t i = 0; i < from->var.size; i++)
        t->items[i] = sl_incref(from->items[i]);
    t->var.size = from->var.size;
    return 0;
}

static int
fill_dict(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_dict *d = (struct sl_dict *)(void *)o;

    sl_dict_begin(d);
    return sl_dict_update(d, (struct sl_dict *)(void *)value, error);
}

/* How to fill instances of the class TYPE; NULL if it is no class, or there is no
   function for it. */
static const struct inside *
inside_of(const struct sl_type *type)
{
    static const struct inside insides[] = {
        {SL_INT, fill_int},     {SL_STR, fill_str},   {SL_UNICODE, fill_unicode},
        {SL_TUPLE, fill_tuple}, {SL_DICT, fill_dict},
    };
    const struct sl_type *root = sl_root_of(type);

    for (size_t i = 0; i < sizeof insides / sizeof insides[0]; i++)
        if (root != type && root == sl_builtin(type->interp, insides[i].root))
            return &insides[i];
    return NULL;
}

static int
check_value(struct sl_type *type, const struct inside *inside,
            struct sl_object *value, struct sl_error *error)
{
    struct sl_interp *interp = type->interp;

    if (interp->platform->abi->pointer.size != sizeof(void *))
        return sl_fail(error, SL_RUNTIME_ERROR,
                       "instances live on this machine's ABI only");
    if (inside == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "cannot create '%.100s' instances",
                       type->name);
    if (!sl_is_a(value, inside->root))
        return sl_fail(error, SL_TYPE_ERROR,
                       "cannot create '%.100s' instances from '%.100s'", type->name,
                       value->type->name);
    return 0;
}

struct sl_object *
sl_instance_from(struct sl_type *type, struct sl_object *value,
                 struct sl_error *error)
{
    const struct inside *inside = inside_of(type);
    struct sl_object *o;

    if (check_value(type, inside, value, error) < 0)
        return NULL;
    o = sl_object_new(type, sl_living_size(type, value), error);
    if (o != NULL && inside->fill(o, value, error) < 0) {
        sl_decref(o);
        return NULL;
    }
    return o;
}
