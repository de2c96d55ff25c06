/* Generated from chapters/09-avoid.nw by make tangle: do not edit. MIT licence. */
#include "avoid.h"
#include "bases.h"
#include "builtin.h"
#include "types-since.h"

#include <stdbool.h>

static bool
has_shape_of(const struct sl_type *type, const struct sl_type *base)
{
    return type->basicsize == base->basicsize && type->itemsize == base->itemsize &&
           type->dictoffset == base->dictoffset &&
           type->weaklistoffset == base->weaklistoffset &&
           type->front == base->front && type->gc == base->gc;
}

/* The type that gave the instances of TYPE their layout. */
static const struct sl_type *
shape_of(const struct sl_type *type)
{
    while (type->base != NULL && has_shape_of(type, type->base))
        type = type->base;
    return type;
}

static bool
same_slots(const struct sl_class *a, const struct sl_class *b)
{
    size_t i = 0;

    if (a->member_count != b->member_count)
        return false;
    while (i < a->member_count && a->members[i].name == b->members[i].name)
        i++;
    return i == a->member_count;
}

/* Whether A and B added the same to the same base. */
static bool
are_twins(const struct sl_type *a, const struct sl_type *b)
{
    size_t pointer = a->interp->platform->abi->pointer.size, size;

    if (a->made == NULL || b->made == NULL || a->base != b->base ||
        a->front != b->front)
        return false;
    size = a->base->basicsize;
    if (a->dictoffset == (ptrdiff_t)size && b->dictoffset == (ptrdiff_t)size)
        size += pointer;
    if (a->weaklistoffset == (ptrdiff_t)size &&
        b->weaklistoffset == (ptrdiff_t)size)
        size += pointer;
    if (a->made->slotted && b->made->slotted) {
        if (!same_slots(a->made, b->made))
            return false;
        size += a->made->member_count * pointer;
    }
    return size == a->basicsize && size == b->basicsize;
}

static int
check_assignment(const struct sl_type *from, const struct sl_type *to,
                 struct sl_error *error)
{
    const struct sl_type *a = shape_of(from), *b = shape_of(to);
    const struct sl_wording *words = sl_wording_of(&from->object);
    bool swapped = words->new_class_first;

    if (from->made == NULL || to->made == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "%s", words->only_classes);
    if (from->gc != to->gc)
        return sl_fail(error, SL_TYPE_ERROR,
                       "__class__ assignment: '%s' deallocator differs from '%s'",
                       swapped ? to->name : from->name,
                       swapped ? from->name : to->name);
    if (a != b && !are_twins(a, b))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__class__ assignment: '%s' object layout differs from "
                       "'%s'",
                       swapped ? to->name : from->name,
                       swapped ? from->name : to->name);
    return 0;
}

int
sl_class_assign(struct sl_object *o, struct sl_type *type, struct sl_error *error)
{
    struct sl_type *old = o->type;

    if (type == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "%s",
                       "can't delete __class__ attribute");
    if (!sl_is_subtype(type->object.type, sl_builtin(old->interp, SL_TYPE)))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__class__ must be set to %s, not '%s' object",
                       sl_wording_of(o)->a_class, type->object.type->name);
    if (check_assignment(old, type, error) < 0)
        return -1;
    o->type = (struct sl_type *)(void *)sl_incref(&type->object);
    sl_decref(&old->object);
    return 0;
}

static bool
brings_dict(const struct sl_type *type)
{
    bool slotted = type->made != NULL && type->made->slotted;

    return !slotted && type->dictoffset != 0 && type->base->dictoffset == 0;
}

/* The first class behind TYPE that has a slot NAME, or NULL. */
static const struct sl_type *
owner_of_slot(const struct sl_type *type, const struct sl_object *name)
{
    for (size_t i = 1; i < sl_mro_length(type); i++) {
        const struct sl_type *base = sl_mro_at(type, i);
        size_t count = base->made == NULL ? 0 : base->made->member_count;

        for (size_t j = 0; j < count; j++)
            if (base->made->members[j].name == name)
                return base;
    }
    return NULL;
}

/* What is wrong with slot number I of TYPE: true, and *WASTE says it. */
static bool
is_wasted(const struct sl_type *type, size_t i, struct sl_waste *waste)
{
    const struct sl_member *m = &type->made->members[i];
    const struct sl_type *owner = owner_of_slot(type, m->name);

    waste->name = ((struct sl_str *)(void *)m->name)->data;
    waste->type = type;
    if (i > 0 && m->name == m[-1].name) {
        waste->kind = SL_WASTE_DUPLICATE;
    } else if (m->descriptor == NULL) {
        waste->kind = SL_WASTE_SHADOWED;
    } else {
        waste->kind = SL_WASTE_REPEATED;
        waste->type = owner;
    }
    return waste->type != NULL;
}

size_t
sl_waste_find(const struct sl_type *type, struct sl_waste *list, size_t room)
{
    size_t count = 0, i = 1;
    struct sl_waste waste = {SL_WASTE_UNSLOTTED_BASE, "__dict__", NULL};

    if (type->made == NULL || !type->made->slotted)
        return 0;
    while (i < sl_mro_length(type) && !brings_dict(sl_mro_at(type, i)))
        i++;
    if (i < sl_mro_length(type)) {
        waste.type = sl_mro_at(type, i);
        if (count++ < room)
            list[0] = waste;
    }
    for (i = 0; i < type->made->member_count; i++)
        if (is_wasted(type, i, &waste) && count++ < room)
            list[count - 1] = waste;
    return count;
}
