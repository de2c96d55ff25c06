/* Generated from chapters/83-bases.nw by make tangle: do not edit. MIT licence. */
#include "bases.h"
#include "type.h"
#include "types-since.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

size_t
sl_mro_length(const struct sl_type *type)
{
    size_t length = 0;

    if (type->made != NULL)
        return type->made->mro_length;
    for (; type != NULL; type = type->base)
        length++;
    return length;
}

struct sl_type *
sl_mro_at(const struct sl_type *type, size_t i)
{
    assert(i < sl_mro_length(type));
    if (type->made != NULL)
        return type->made->mro[i];
    if (i == 0)
        return (struct sl_type *)type;
    return sl_mro_at(type->base, i - 1);
}

bool
sl_is_subtype(const struct sl_type *type, const struct sl_type *of)
{
    const struct sl_class *made = type->made;

    if (made == NULL)
        return type == of || (type->base != NULL && sl_is_subtype(type->base, of));
    for (size_t i = 0; i < made->mro_length; i++)
        if (made->mro[i] == of)
            return true;
    return false;
}

/* Whether the word at OFFSET is the last of SIZE bytes, and the base has none. */
static bool
is_last_word(const struct sl_type *type, ptrdiff_t offset, ptrdiff_t base_offset,
             size_t size)
{
    size_t pointer = type->interp->platform->abi->pointer.size;

    return offset != 0 && base_offset == 0 &&
           offset + (ptrdiff_t)pointer == (ptrdiff_t)size;
}

/* Whether instances of TYPE have fields that those of BASE have not. */
static bool
adds_fields(const struct sl_type *type, const struct sl_type *base)
{
    size_t pointer = type->interp->platform->abi->pointer.size;
    size_t size = type->basicsize;

    if (type->made != NULL && type->itemsize == 0 && base->itemsize == 0) {
        if (is_last_word(type, type->weaklistoffset, base->weaklistoffset, size))
            size -= pointer;
        if (is_last_word(type, type->dictoffset, base->dictoffset, size))
            size -= pointer;
    }
    return size != base->basicsize || type->itemsize != base->itemsize;
}

/* The type that gave the instances of TYPE their fields: itself or a base. */
static const struct sl_type *
solid_base(const struct sl_type *type)
{
    const struct sl_type *base;

    if (type->base == NULL)
        return type;
    base = solid_base(type->base);
    return adds_fields(type, base) ? type : base;
}

struct sl_type *
sl_best_base(struct sl_type *const *bases, size_t count, struct sl_error *error)
{
    const struct sl_type *winner = NULL;
    struct sl_type *best = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct sl_type *solid = solid_base(bases[i]);

        if (bases[i]->final) {
            sl_fail(error, SL_TYPE_ERROR,
                    "type '%.100s' is not an acceptable base type", bases[i]->name);
            return NULL;
        }
        if (winner == NULL || !sl_is_subtype(winner, solid)) {
            if (winner != NULL && !sl_is_subtype(solid, winner)) {
                sl_fail(error, SL_TYPE_ERROR, "%s",
                        "multiple bases have instance lay-out conflict");
                return NULL;
            }
            winner = solid;
            best = bases[i];
        }
    }
    return best;
}

/* The lists of a merge under way, and how many of each were taken. */
struct merge {
    struct sl_type *const *bases;
    size_t count; /* of bases; there is one list more */
    size_t *taken;
};

static size_t
list_length(const struct merge *m, size_t list)
{
    return list == m->count ? m->count : sl_mro_length(m->bases[list]);
}

/* Number I of what is left in LIST; NULL behind its end. */
static struct sl_type *
left_at(const struct merge *m, size_t list, size_t i)
{
    i += m->taken[list];
    if (i >= list_length(m, list))
        return NULL;
    return list == m->count ? m->bases[i] : sl_mro_at(m->bases[list], i);
}

static bool
must_wait(const struct merge *m, size_t headed, const struct sl_type *candidate)
{
    for (size_t list = 0; list <= m->count; list++)
        for (size_t i = 1; list != headed && left_at(m, list, i) != NULL; i++)
            if (left_at(m, list, i) == candidate)
                return true;
    return false;
}

/* Takes the next type; NULL if there is none. */
static struct sl_type *
next_in_order(struct merge *m)
{
    struct sl_type *next = NULL;

    for (size_t list = 0; list <= m->count && next == NULL; list++) {
        next = left_at(m, list, 0);
        if (next != NULL && must_wait(m, list, next))
            next = NULL;
    }
    for (size_t list = 0; list <= m->count && next != NULL; list++)
        if (left_at(m, list, 0) == next)
            m->taken[list]++;
    return next;
}

static bool
is_earlier_head(const struct merge *m, size_t list)
{
    size_t i = 0;

    while (left_at(m, i, 0) != left_at(m, list, 0))
        i++;
    return i < list;
}

static void
fail_to_merge(const struct merge *m, struct sl_error *error)
{
    char names[sizeof error->message] = "";
    size_t end = 0;

    for (size_t list = 0; list <= m->count; list++) {
        const struct sl_type *head = left_at(m, list, 0);

        if (head == NULL || is_earlier_head(m, list) || end >= sizeof names)
            continue;
        end += (size_t)snprintf(names + end, sizeof names - end, "%s %s",
                                end > 0 ? "," : "", head->name);
    }
    sl_fail(error, SL_TYPE_ERROR,
            "Cannot create a consistent method resolution%sorder (MRO) for "
            "bases%s",
            sl_wording_of(&m->bases[0]->object)->mro_break, names);
}

/* Fills MRO from element 1 on; returns its length, or 0 with ERROR set. */
static size_t
merge(struct merge *m, struct sl_type **mro, struct sl_error *error)
{
    size_t length = 1;
    struct sl_type *next;

    while ((next = next_in_order(m)) != NULL)
        mro[length++] = next;
    for (size_t list = 0; list <= m->count; list++)
        if (left_at(m, list, 0) != NULL) {
            fail_to_merge(m, error);
            return 0;
        }
    return length;
}

static int
check_duplicates(struct sl_type *const *bases, size_t count, struct sl_error *error)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (bases[i] == bases[j])
                return sl_fail(error, SL_TYPE_ERROR, "duplicate base class %s",
                               bases[i]->name);
    return 0;
}

struct sl_type **
sl_mro_new(struct sl_type *type, struct sl_type *const *bases, size_t count,
           size_t *length, struct sl_error *error)
{
    struct sl_interp *interp = bases[0]->interp;
    struct merge m = {bases, count, NULL};
    struct sl_type **mro = NULL;
    size_t room = 1;

    if (check_duplicates(bases, count, error) < 0)
        return NULL;
    for (size_t i = 0; i < count; i++)
        room += sl_mro_length(bases[i]);
    m.taken = sl_memory_new(interp, (count + 1) * sizeof *m.taken, error);
    if (m.taken != NULL) {
        memset(m.taken, 0, (count + 1) * sizeof *m.taken);
        mro = sl_memory_new(interp, room * sizeof *mro, error);
    }
    if (mro != NULL) {
        mro[0] = type;
        *length = merge(&m, mro, error);
    }
    sl_memory_free(interp, m.taken);
    if (mro != NULL && *length == 0) {
        sl_memory_free(interp, mro);
        mro = NULL;
    }
    return mro;
}
