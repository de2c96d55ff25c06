/* Generated from chapters/08-hybrid.nw by make tangle: do not edit. MIT licence. */
#include "hybrid.h"
#include "builtin.h"
#include "descr.h"
#include "instance.h"

static struct sl_object *
dict_get(struct sl_object *o, struct sl_type *owner, struct sl_error *error)
{
    struct sl_dict *d = sl_instance_dict(o, error);

    (void)owner;
    return d == NULL ? NULL : sl_incref(&d->object);
}

static int
dict_set(struct sl_object *o, struct sl_type *owner, struct sl_object *value,
         struct sl_error *error)
{
    struct sl_dict **place = sl_dict_pointer(o), *old = *place;
    const struct sl_type *type = value == NULL ? NULL : value->type;

    while (type != NULL && type != sl_builtin(owner->interp, SL_DICT))
        type = type->base;
    if (value != NULL && type == NULL)
        return sl_fail(error, SL_TYPE_ERROR,
                       "__dict__ must be set to a dictionary, not a '%.200s'",
                       value->type->name);
    *place = value == NULL ? NULL : (struct sl_dict *)(void *)sl_incref(value);
    if (old != NULL)
        sl_decref(&old->object);
    return 0;
}

struct sl_object *
sl_dict_descriptor_new(struct sl_type *owner, struct sl_error *error)
{
    static const struct sl_getset dict_getset = {dict_get, dict_set};
    struct sl_object *name = sl_str_interned(owner->interp, "__dict__", error);
    struct sl_descr *d = NULL;

    if (name != NULL)
        d = sl_descr_new(SL_GETSET_DESCRIPTOR, owner, name, error);
    sl_decref(name);
    if (d == NULL)
        return NULL;
    d->getset = &dict_getset;
    return &d->object;
}
