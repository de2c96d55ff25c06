/* Generated from chapters/07-fixed.nw by make tangle: do not edit. MIT licence. */
#include "fixed.h"
#include "builtin.h"
#include "descr.h"
#include "dict.h"
#include "type.h"
#include "types-since.h"

#include <assert.h>

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
    return (struct sl_object **)(void *)((char *)o + d->offset +
                                         sl_displacement(o));
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
    if (sl_wording_of(o)->unset == SL_UNSET_NAME)
        nothing_there(d, error);
    else
        sl_fail_unset(o, d->name, error);
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
            (struct sl_object **)(void *)((char *)o + made->members[i].offset +
                                          sl_displacement(o));
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

static size_t
size_of(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

size_t
sl_slotted_sizeof(const struct sl_platform *platform, size_t slots)
{
    bool gc = slots > 0 || platform->release->class_head == SL_HEAD_ALWAYS;
    size_t head = gc ? size_of(platform, platform->gc_head) : 0;

    return head + size_of(platform, SL_OBJECT_FORMAT) +
           slots * platform->abi->pointer.size;
}

size_t
sl_dict_in_slots(const struct sl_platform *platform)
{
    return sl_dict_sizeof(platform, 0) / platform->abi->pointer.size + 1;
}

size_t
sl_slots_at_par(const struct sl_platform *platform, size_t attributes)
{
    size_t dict = attributes > 0 ? sl_dict_sizeof(platform, attributes) : 0;

    return 2 + dict / platform->abi->pointer.size;
}
