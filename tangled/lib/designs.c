/* Generated from chapters/96-designs.nw by make tangle: do not edit. MIT licence. */
#include "designs.h"
#include "compact.h"
#include "dict.h"
#include "releases.h"

#include <stdint.h>

static struct sl_dict *
as_open(const struct sl_object *o)
{
    return (struct sl_dict *)(uintptr_t)o;
}

static struct sl_object *
open_new(struct sl_interp *interp, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_new(interp, error);
}

static struct sl_object *
open_literal(struct sl_interp *interp, size_t keys, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_new_presized(interp, keys, error);
}

static int
open_set(struct sl_object *d, struct sl_object *key, struct sl_object *value,
         struct sl_error *error)
{
    return sl_dict_set(as_open(d), key, value, error);
}

static int
open_get(struct sl_object *d, struct sl_object *key, struct sl_object **value,
         struct sl_error *error)
{
    return sl_dict_get(as_open(d), key, value, error);
}

static int
open_del(struct sl_object *d, struct sl_object *key, struct sl_error *error)
{
    return sl_dict_del(as_open(d), key, error);
}

static bool
open_next(const struct sl_object *d, size_t *place, struct sl_object **key,
          struct sl_object **value)
{
    return sl_dict_next(as_open(d), place, key, value);
}

static void
open_clear(struct sl_object *d)
{
    sl_dict_clear(as_open(d));
}

static int
open_update(struct sl_object *d, struct sl_object *other, struct sl_error *error)
{
    return sl_dict_update(as_open(d), as_open(other), error);
}

static struct sl_object *
open_copy(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_copy(as_open(d), error);
}

static struct sl_object *
open_fromkeys(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_fromkeys(as_open(d), error);
}

static size_t
open_length(const struct sl_object *d)
{
    return as_open(d)->used;
}

static size_t
open_getsizeof(const struct sl_object *d, const struct sl_platform *platform)
{
    return sl_dict_getsizeof(as_open(d), platform);
}

static const struct sl_dict_design open_design = {
    "open",    open_new,      open_new,    open_literal,  open_set,
    open_get,  open_del,      open_next,   open_clear,    open_update,
    open_copy, open_fromkeys, open_length, open_getsizeof};
static struct sl_compact *
as_compact(const struct sl_object *o)
{
    return (struct sl_compact *)(uintptr_t)o;
}

static struct sl_object *
compact_new(struct sl_interp *interp, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_new(interp, error);
}

static struct sl_object *
compact_called(struct sl_interp *interp, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_new_called(interp, error);
}

static struct sl_object *
compact_literal(struct sl_interp *interp, size_t keys, struct sl_error *error)
{
    (void)keys;
    return (struct sl_object *)sl_compact_new(interp, error);
}

static int
compact_set(struct sl_object *d, struct sl_object *key, struct sl_object *value,
            struct sl_error *error)
{
    return sl_compact_set(as_compact(d), key, value, error);
}

static int
compact_get(struct sl_object *d, struct sl_object *key, struct sl_object **value,
            struct sl_error *error)
{
    return sl_compact_get(as_compact(d), key, value, error);
}

static int
compact_del(struct sl_object *d, struct sl_object *key, struct sl_error *error)
{
    return sl_compact_del(as_compact(d), key, error);
}

static bool
compact_next(const struct sl_object *d, size_t *place, struct sl_object **key,
             struct sl_object **value)
{
    return sl_compact_next(as_compact(d), place, key, value);
}

static void
compact_clear_all(struct sl_object *d)
{
    sl_compact_clear(as_compact(d));
}

static int
compact_update(struct sl_object *d, struct sl_object *other, struct sl_error *error)
{
    return sl_compact_update(as_compact(d), as_compact(other), error);
}

static struct sl_object *
compact_copy(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_copy(as_compact(d), error);
}

static struct sl_object *
compact_fromkeys(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_fromkeys(as_compact(d), error);
}

static size_t
compact_length(const struct sl_object *d)
{
    return as_compact(d)->used;
}

static size_t
compact_getsizeof(const struct sl_object *d, const struct sl_platform *platform)
{
    return sl_compact_getsizeof(as_compact(d), platform);
}

static const struct sl_dict_design compact_design = {
    "compact",         compact_new,      compact_called, compact_literal,
    compact_set,       compact_get,      compact_del,    compact_next,
    compact_clear_all, compact_update,   compact_copy,   compact_fromkeys,
    compact_length,    compact_getsizeof};
const struct sl_dict_design *
sl_dict_design_of(const struct sl_platform *platform)
{
    return platform->release->keys == NULL ? &open_design : &compact_design;
}

/* NEW, with the keys of D set one by one; VALUE, or where that is NULL their own.
   */
static int
insert_each(const struct sl_dict_design *design, struct sl_object *new,
            struct sl_object *d, struct sl_object *value, struct sl_error *error)
{
    struct sl_object *key, *own;
    size_t place = 0;
    int failed = 0;

    while (failed == 0 && design->next(d, &place, &key, &own)) {
        sl_incref(key);
        own = sl_incref(value != NULL ? value : own);
        failed = design->set(new, key, own, error);
        sl_decref(key);
        sl_decref(own);
    }
    return failed;
}

static struct sl_object *
way_begin(const struct sl_dict_design *design, struct sl_object *d,
          enum sl_dict_way way, struct sl_error *error)
{
    struct sl_interp *interp = d->type->interp;

    switch (way) {
    case SL_DICT_LITERAL: return design->literal(interp, design->length(d), error);
    case SL_DICT_COPY: return design->copy(d, error);
    case SL_DICT_FROMKEYS_DICT: return design->fromkeys(d, error);
    case SL_DICT_UPDATE:
    case SL_DICT_COMPREHENSION: return design->new (interp, error);
    default: return design->called(interp, error);
    }
}

struct sl_object *
sl_dict_made(const struct sl_dict_design *design, struct sl_object *d,
             enum sl_dict_way way, struct sl_error *error)
{
    struct sl_object *new = way_begin(design, d, way, error);
    struct sl_object *none = sl_none(d->type->interp);
    int failed = 0;

    if (new == NULL)
        return NULL;
    if (way == SL_DICT_CALL || way == SL_DICT_UPDATE || way == SL_DICT_KEYWORDS)
        failed = design->update(new, d, error);
    else if (way != SL_DICT_COPY && way != SL_DICT_FROMKEYS_DICT)
        failed = insert_each(design, new, d,
                             way == SL_DICT_FROMKEYS_LIST ? none : NULL, error);
    if (failed == 0)
        return new;
    sl_decref(new);
    return NULL;
}
