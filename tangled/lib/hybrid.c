/* Generated from chapters/08-hybrid.nw by make tangle: do not edit. MIT licence. */
#include "hybrid.h"
#include "bases.h"
#include "builtin.h"
#include "descr.h"
#include "instance.h"
#include "type.h"
#include "types-since.h"

#include <assert.h>

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

    if (value != NULL &&
        !sl_is_subtype(value->type, sl_builtin(owner->interp, SL_DICT)))
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

static struct sl_type *
class_like(const struct sl_way *way, struct sl_error *error)
{
    struct sl_interp *interp = way->base->interp;
    const char *names[3];
    size_t count = 0;

    if (!way->slotted)
        return sl_class_new(interp, "C", way->base, error);
    if (way->slots > 0)
        names[count++] = "a";
    if (way->dict && way->base->dictoffset == 0)
        names[count++] = "__dict__";
    if (way->weakrefs && way->base->weaklistoffset == 0)
        names[count++] = "__weakref__";
    return sl_slotted_new(interp, "C", way->base, names, count, error);
}

int
sl_cost_of(const struct sl_way *way, size_t others, struct sl_cost *cost,
           struct sl_error *error)
{
    const struct sl_platform *platform = way->base->interp->platform;
    size_t pointer = platform->abi->pointer.size, size;
    size_t more = way->slotted && way->slots > 1 ? way->slots - 1 : 0;
    struct sl_type *type = class_like(way, error);

    if (type == NULL)
        return -1;
    assert(others == 0 || type->dictoffset != 0);
    size = type->basicsize + sl_front_size(type);
    if (type->gc)
        size += (size_t)sl_calcsize(platform->abi, platform->gc_head, NULL);
    sl_decref(&type->object);
    if (more > (SL_SIZE_LIMIT - size) / pointer)
        return sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    cost->instance = size + more * pointer;
    cost->dict = others == 0 ? 0 : sl_dict_sizeof(platform, others);
    return 0;
}

size_t
sl_dict_room(size_t keys)
{
    return keys == 0 ? 0 : (2 * sl_dict_places(keys) - 1) / 3;
}

size_t
sl_split_best(size_t known, size_t others)
{
    size_t room = sl_dict_room(others);

    return known + others > room ? known + others - room : 0;
}
