/* Generated from chapters/07-fixed.nw by make tangle: do not edit. MIT licence. */
#include "fixed.h"
#include "builtin.h"
#include "descr.h"
#include "type.h"

struct sl_object *
sl_member_new(struct sl_type *owner, struct sl_object *name, size_t offset,
              struct sl_error *error)
{
    struct sl_descr *d = sl_descr_new(SL_MEMBER_DESCRIPTOR, owner, name, error);

    if (d == NULL)
        return NULL;
    d->offset = offset;
    return &d->object;
}

/* The word of O that D stands for, or NULL with ERROR set. */
static struct sl_object **
place_of(const struct sl_descr *d, struct sl_object *o, struct sl_error *error)
{
    if (sl_descr_applies(d, o, error) < 0)
        return NULL;
    return (struct sl_object **)(void *)((char *)o + d->offset);
}

static int
nothing_there(const struct sl_descr *d, struct sl_error *error)
{
    return sl_fail(error, SL_ATTRIBUTE_ERROR, "%s",
                   ((struct sl_str *)(void *)d->name)->data);
}

static struct sl_object *
member_get(struct sl_object *descriptor, struct sl_object *o,
           struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;
    struct sl_object **place = place_of(d, o, error);

    if (place == NULL)
        return NULL;
    if (*place != NULL)
        return sl_incref(*place);
    nothing_there(d, error);
    return NULL;
}

static int
member_set(struct sl_object *descriptor, struct sl_object *o,
           struct sl_object *value, struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;
    struct sl_object **place = place_of(d, o, error), *old;

    if (place == NULL)
        return -1;
    old = *place;
    if (old == NULL && value == NULL)
        return nothing_there(d, error);
    *place = value == NULL ? NULL : sl_incref(value);
    sl_decref(old);
    return 0;
}

void
sl_member_behaviour(struct sl_type *type)
{
    type->get = member_get;
    type->set = member_set;
    type->dealloc = sl_descr_dealloc;
}

static void
clear_own_slots(struct sl_object *o, const struct sl_class *made)
{
    for (size_t i = 0; i < made->member_count; i++) {
        struct sl_object **place =
            (struct sl_object **)(void *)((char *)o + made->members[i].offset);
        struct sl_object *value = *place;

        *place = NULL;
        sl_decref(value);
    }
}

void
sl_slots_clear(struct sl_object *o)
{
    for (const struct sl_type *t = o->type; t->made != NULL; t = t->base)
        clear_own_slots(o, t->made);
}
