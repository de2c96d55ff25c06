/* Generated from chapters/84-weakref.nw by make tangle: do not edit. MIT licence. */
#include "descr.h"
#include "bases.h"
#include "builtin.h"
#include "types-since.h"

struct sl_descr *
sl_descr_new(enum sl_builtin which, struct sl_type *owner, struct sl_object *name,
             struct sl_error *error)
{
    struct sl_type *type = sl_builtin(owner->interp, which);
    struct sl_descr *d = (struct sl_descr *)(void *)sl_object_new(
        type, sizeof(struct sl_descr), error);

    if (d == NULL)
        return NULL;
    d->owner = owner;
    d->name = sl_incref(name);
    return d;
}

void
sl_descr_orphan(struct sl_object *descriptor)
{
    if (descriptor != NULL)
        ((struct sl_descr *)(void *)descriptor)->owner = NULL;
}

int
sl_descr_applies(const struct sl_descr *d, const struct sl_object *o,
                 struct sl_error *error)
{
    const char *name = ((struct sl_str *)(void *)d->name)->data;

    if (d->owner == NULL)
        return sl_fail(error, SL_TYPE_ERROR,
                       "descriptor '%s' of a class that has ended doesn't apply "
                       "to '%s' object",
                       name, o->type->name);
    if (!sl_is_subtype(o->type, d->owner))
        return sl_fail(error, SL_TYPE_ERROR,
                       "descriptor '%s' for '%s' objects doesn't apply to %s'%s' "
                       "object",
                       name, d->owner->name, sl_wording_of(o)->article,
                       o->type->name);
    return 0;
}

static struct sl_object *
getset_get(struct sl_object *descriptor, struct sl_object *o,
           struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;

    if (sl_descr_applies(d, o, error) < 0)
        return NULL;
    return d->getset->get(o, d->owner, error);
}

static int
getset_set(struct sl_object *descriptor, struct sl_object *o,
           struct sl_object *value, struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;

    if (sl_descr_applies(d, o, error) < 0)
        return -1;
    if (d->getset->set != NULL)
        return d->getset->set(o, d->owner, value, error);
    return sl_fail(error, SL_ATTRIBUTE_ERROR,
                   "attribute '%.300s' of '%.100s' objects is not writable",
                   ((struct sl_str *)(void *)d->name)->data, d->owner->name);
}

void
sl_descr_dealloc(struct sl_object *o)
{
    sl_decref(((struct sl_descr *)(void *)o)->name);
    sl_object_free(o);
}

void
sl_getset_behaviour(struct sl_type *type)
{
    type->get = getset_get;
    type->set = getset_set;
    type->dealloc = sl_descr_dealloc;
}
