/* Generated from chapters/88-split.nw by make tangle: do not edit. MIT licence. */
#include "split.h"
#include "builtin.h"
#include "designs.h"
#include "releases.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static size_t
order_offset(const struct sl_release *release)
{
    return release->values == SL_VALUES_INLINE ? sizeof(void *) : 2;
}

static unsigned char *
order_of(const struct sl_release *release, struct sl_value_block *block)
{
    return (unsigned char *)block + order_offset(release);
}

static struct sl_object **
pointers_of(const struct sl_release *release, struct sl_value_block *block)
{
    size_t offset = 0;

    if (release->values != SL_VALUES_SHARED)
        offset = sl_round_up(order_offset(release) + block->room, sizeof(void *));
    return (struct sl_object **)(void *)((char *)block + offset);
}

size_t
sl_values_sizeof(const struct sl_platform *platform, size_t room)
{
    size_t word = platform->abi->pointer.size;

    switch (platform->release->values) {
    case SL_VALUES_BLOCK: return room * word + sl_round_up(room + 2, word);
    case SL_VALUES_INLINE: return word + room * word + sl_round_up(room, word);
    default: return room * word;
    }
}

static size_t
keys_usable_of(const struct sl_keys *keys)
{
    return ((size_t)1 << keys->log2size) * 2 / 3;
}

static const struct sl_release *
release_of(const struct sl_compact *d)
{
    return d->object.type->interp->platform->release;
}

struct sl_object **
sl_values_at(const struct sl_compact *d, size_t i)
{
    return pointers_of(release_of(d), d->values) + i;
}

size_t
sl_values_counted(const struct sl_compact *d)
{
    if (release_of(d)->values == SL_VALUES_SHARED)
        return keys_usable_of(d->keys);
    return d->keys->filled + d->keys->free;
}

ptrdiff_t
sl_values_next(const struct sl_compact *d, size_t *place)
{
    const struct sl_release *release = release_of(d);

    if (release->values == SL_VALUES_SHARED)
        return *place < d->used ? (ptrdiff_t)(*place)++ : -1;
    if (*place >= d->values->count)
        return -1;
    return order_of(release, d->values)[(*place)++];
}

/* The number of the str KEY in KEYS, where it is put if it is new and there is
   room; -1 if not. */
static ptrdiff_t
shared_number(struct sl_keys *keys, struct sl_object *key, long hash)
{
    ptrdiff_t i = sl_keys_find(keys, key, hash);

    if (i >= 0 || keys->free == 0)
        return i;
    sl_keys_append(keys, sl_incref(key), hash, NULL);
    return (ptrdiff_t)keys->filled - 1;
}

/* Puts VALUE into place I, which is empty, of BLOCK. */
static void
block_put(const struct sl_release *release, struct sl_value_block *block, size_t i,
          struct sl_object *value)
{
    pointers_of(release, block)[i] = sl_incref(value);
    order_of(release, block)[block->count++] = (unsigned char)i;
}

/* Takes the value out of place I; it is the caller's then. */
static struct sl_object *
block_take(const struct sl_release *release, struct sl_value_block *block, size_t i)
{
    unsigned char *order = order_of(release, block);
    unsigned char *at = memchr(order, (int)i, block->count);
    struct sl_object *value = pointers_of(release, block)[i];

    block->count--;
    memmove(at, at + 1, (size_t)(order + block->count - at));
    pointers_of(release, block)[i] = NULL;
    return value;
}

bool
sl_values_insert(struct sl_compact *d, struct sl_object *key, long hash,
                 struct sl_object *value)
{
    const struct sl_release *release = release_of(d);
    ptrdiff_t i;

    if (key->type != sl_builtin(key->type->interp, SL_STR))
        return false;
    if (release->values != SL_VALUES_SHARED) {
        i = shared_number(d->keys, key, hash);
        if (i >= 0)
            block_put(release, d->values, (size_t)i, value);
        return i >= 0;
    }
    i = sl_keys_find(d->keys, key, hash);
    if (i < 0 && d->keys->filled == d->used)
        i = shared_number(d->keys, key, hash);
    if (i != (ptrdiff_t)d->used)
        return false;
    *sl_values_at(d, (size_t)i) = sl_incref(value);
    return true;
}

bool
sl_values_remove(struct sl_compact *d, size_t i)
{
    const struct sl_release *release = release_of(d);
    struct sl_object *old;

    if (release->values == SL_VALUES_SHARED)
        return false;
    old = block_take(release, d->values, i);
    d->used--;
    d->version++;
    sl_decref(old);
    return true;
}

static void
value_block_end(struct sl_interp *interp, struct sl_value_block *block, size_t room)
{
    const struct sl_release *release = interp->platform->release;

    if (release->values == SL_VALUES_INLINE && block->embedded) {
        memset(pointers_of(release, block), 0, room * sizeof(void *));
        block->count = 0;
    } else {
        sl_memory_free(interp, block);
    }
}

static size_t
keys_room(const struct sl_compact *d)
{
    if (release_of(d)->values == SL_VALUES_SHARED)
        return keys_usable_of(d->keys);
    return d->values->room;
}

void
sl_values_leave(struct sl_compact *d)
{
    value_block_end(d->object.type->interp, d->values, keys_room(d));
    d->values = NULL;
}

void
sl_values_end(struct sl_compact *d)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_keys *keys = d->keys;
    struct sl_value_block *block = d->values;
    size_t room = keys_room(d);
    struct sl_object **values = pointers_of(release_of(d), block);

    d->keys = NULL;
    d->values = NULL;
    d->used = 0;
    for (size_t i = 0; i < room; i++) {
        struct sl_object *value = values[i];

        values[i] = NULL;
        sl_decref(value);
    }
    value_block_end(interp, block, room);
    sl_keys_release(interp, keys);
}

void
sl_values_clear(struct sl_compact *d)
{
    const struct sl_release *release = release_of(d);

    if (release->values != SL_VALUES_INLINE || !d->values->embedded) {
        sl_values_end(d);
        return;
    }
    while (d->values != NULL && d->values->count > 0) {
        unsigned char last = order_of(release, d->values)[d->values->count - 1];
        struct sl_object *value = block_take(release, d->values, last);

        d->used--;
        sl_decref(value);
    }
}

static struct sl_value_block *
block_begin(const struct sl_release *release, struct sl_value_block *block,
            size_t room, bool embedded)
{
    if (release->values == SL_VALUES_INLINE)
        block->embedded = embedded;
    if (release->values != SL_VALUES_SHARED) {
        block->room = (unsigned char)room;
        block->count = 0;
    }
    memset(pointers_of(release, block), 0, room * sizeof(void *));
    return block;
}

static struct sl_value_block *
value_block_new(struct sl_interp *interp, size_t room, struct sl_error *error)
{
    struct sl_platform here = *interp->platform;
    struct sl_value_block *block;

    here.abi = &sl_host;
    block = sl_memory_new(interp, sl_values_sizeof(&here, room), error);
    return block == NULL ? NULL : block_begin(here.release, block, room, false);
}

/* A dictionary with shared KEYS and the values in BLOCK, which it takes over. */
static struct sl_compact *
split_new(struct sl_interp *interp, struct sl_keys *keys,
          struct sl_value_block *block, size_t used, struct sl_error *error)
{
    struct sl_object *o =
        sl_object_new(&interp->compact, sizeof(struct sl_compact), error);
    struct sl_compact *d = (struct sl_compact *)(void *)o;

    if (d == NULL)
        return NULL;
    keys->users++;
    d->keys = keys;
    d->values = block;
    d->used = used;
    return d;
}

struct sl_compact *
sl_values_copy(const struct sl_compact *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    struct sl_value_block *block = value_block_new(interp, keys_room(d), error);
    struct sl_compact *copy =
        block == NULL ? NULL : split_new(interp, d->keys, block, d->used, error);
    struct sl_object **values;

    if (copy == NULL) {
        sl_memory_free(interp, block);
        return NULL;
    }
    if (release->values != SL_VALUES_SHARED) {
        block->count = d->values->count;
        memcpy(order_of(release, block), order_of(release, d->values),
               block->count);
    }
    values = pointers_of(release, block);
    memcpy(values, pointers_of(release, d->values), keys_room(d) * sizeof *values);
    for (size_t i = 0; i < keys_room(d); i++)
        if (values[i] != NULL)
            sl_incref(values[i]);
    return copy;
}

static void
take_along(struct sl_compact *d)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    struct sl_value_block *old = d->values;
    struct sl_value_block *block = value_block_new(interp, old->room, NULL);

    if (block == NULL) {
        sl_values_end(d);
        return;
    }
    block->count = old->count;
    memcpy(order_of(release, block), order_of(release, old), old->count);
    memcpy(pointers_of(release, block), pointers_of(release, old),
           old->room * sizeof(void *));
    d->values = block;
    value_block_end(interp, old, old->room);
}

/* Gives back the values of P, and a block that is OWN. */
static void
values_drop(struct sl_plain *p, bool own)
{
    struct sl_interp *interp = p->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    struct sl_value_block *block = p->values;

    for (size_t i = 0; i < block->room; i++) {
        struct sl_object *value = pointers_of(release, block)[i];

        pointers_of(release, block)[i] = NULL;
        sl_decref(value);
    }
    block->count = 0;
    if (own && release->values == SL_VALUES_BLOCK) {
        p->values = NULL;
        sl_memory_free(interp, block);
    }
}

static void
plain_clear(struct sl_object *o)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    struct sl_object *dict = p->dict;
    struct sl_value_block *block = p->values;
    struct sl_compact *d = (struct sl_compact *)(void *)dict;

    if (dict != NULL && block != NULL && d->values == block) {
        if (dict->refcnt > 1)
            take_along(d);
        else
            sl_values_end(d);
    }
    p->dict = NULL;
    sl_decref(dict);
    if (block != NULL)
        values_drop(p, dict == NULL);
}

static void
plain_dealloc(struct sl_object *o)
{
    plain_clear(o);
    sl_object_free(o);
}

enum { SHARED_PLACES_FIRST = 8, SHARED_PLACES = 64, SHARED_MAX = 30 };

static struct sl_keys *
class_keys(struct sl_interp *interp, struct sl_error *error)
{
    struct sl_keys *keys;

    if (interp->platform->release->values == SL_VALUES_SHARED)
        return sl_keys_new(interp, SHARED_PLACES_FIRST, SL_KEYS_ANY, error);
    keys = sl_keys_new(interp, SHARED_PLACES, SL_KEYS_STRINGS, error);
    if (keys != NULL)
        keys->free = SHARED_MAX;
    return keys;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Puts the names into KEYS, as many as there is room for. */
static int
know(struct sl_interp *interp, struct sl_keys *keys, const char *const *known,
     size_t count, struct sl_error *error)
{
    size_t bytes = count * sizeof *known;
    const char **names = bytes == 0 ? NULL : sl_memory_new(interp, bytes, error);
    int failed = bytes > 0 && names == NULL ? -1 : 0;

    if (names != NULL) {
        memcpy(names, known, bytes);
        qsort(names, count, sizeof *names, by_name);
    }
    for (size_t i = 0; failed == 0 && i < count && keys->free > 0; i++) {
        struct sl_object *name = sl_str_interned(interp, names[i], error);

        failed = name == NULL ? -1 : 0;
        if (name != NULL)
            sl_keys_append(keys, name, sl_hash(name, NULL), NULL);
    }
    sl_memory_free(interp, (void *)names);
    return failed;
}

struct sl_plain_class *
sl_plain_class_new(struct sl_interp *interp, const char *name, size_t slots,
                   const char *const *known, size_t count, struct sl_error *error)
{
    const struct sl_release *release = interp->platform->release;
    struct sl_plain_class *class = sl_memory_new(interp, sizeof *class, error);

    if (class == NULL)
        return NULL;
    *class = (struct sl_plain_class){.type.name = name};
    class->type.basicsize = sizeof(struct sl_plain);
    class->type.gc = true;
    class->type.dealloc = plain_dealloc;
    class->type.clear = plain_clear;
    class->outside = release->hybrid_slip && slots > 0;
    sl_type_ready(interp, &class->type);
    if (release->keys == NULL)
        return class;
    class->keys = class_keys(interp, error);
    if (class->keys == NULL ||
        (release->keys_of_source &&
         know(interp, class->keys, known, count, error) < 0)) {
        sl_plain_class_free(class);
        return NULL;
    }
    return class;
}

void
sl_plain_class_free(struct sl_plain_class *class)
{
    assert(class->type.object.refcnt == 1);
    sl_keys_release(class->type.interp, class->keys);
    sl_memory_free(class->type.interp, class);
}

size_t
sl_plain_room(const struct sl_plain_class *class)
{
    const struct sl_keys *keys = class->keys;

    if (class->outside ||
        class->type.interp->platform->release->values < SL_VALUES_BLOCK)
        return 0;
    return keys->filled + keys->free - (keys->free > 1);
}

/* Gives O room for so many values; BEHIND is where its own memory ends. */
static int
begin_values(struct sl_plain *o, size_t room, struct sl_value_block *behind,
             struct sl_error *error)
{
    struct sl_interp *interp = o->object.type->interp;
    const struct sl_release *release = interp->platform->release;

    if (release->values == SL_VALUES_INLINE)
        o->values = block_begin(release, behind, room, true);
    else
        o->values = value_block_new(interp, room, error);
    return o->values == NULL ? -1 : 0;
}

struct sl_object *
sl_plain_new(struct sl_plain_class *class, struct sl_error *error)
{
    struct sl_platform here = *class->type.interp->platform;
    size_t room = sl_plain_room(class), bytes = sizeof(struct sl_plain);
    struct sl_object *o;
    struct sl_plain *p;

    here.abi = &sl_host;
    if (room > 0 && here.release->values == SL_VALUES_INLINE)
        bytes += sl_values_sizeof(&here, room);
    o = sl_object_new(&class->type, bytes, error);
    p = (struct sl_plain *)(void *)o;
    if (o != NULL && room > 0 &&
        begin_values(p, room, (struct sl_value_block *)(void *)(p + 1), error) <
            0) {
        sl_decref(o);
        return NULL;
    }
    if (o != NULL && room > 0)
        class->keys->free -= class->keys->free > 1;
    return o;
}

static struct sl_object *
dict_of_values(struct sl_plain *p, struct sl_keys *keys, struct sl_error *error)
{
    struct sl_interp *interp = p->object.type->interp;
    struct sl_compact *d =
        split_new(interp, keys, p->values, p->values->count, error);

    if (d != NULL && interp->platform->release->values == SL_VALUES_BLOCK)
        p->values = NULL;
    return (struct sl_object *)d;
}

static struct sl_object *
dict_of_nothing(struct sl_plain_class *class, struct sl_error *error)
{
    struct sl_interp *interp = class->type.interp;
    const struct sl_platform *platform = interp->platform;
    struct sl_value_block *block;
    struct sl_compact *d;

    if (class->keys == NULL)
        return sl_dict_design_of(platform)->new (interp, error);
    block = value_block_new(interp,
                            platform->release->values == SL_VALUES_SHARED
                                ? keys_usable_of(class->keys)
                                : SHARED_MAX,
                            error);
    d = block == NULL ? NULL : split_new(interp, class->keys, block, 0, error);
    if (d == NULL)
        sl_memory_free(interp, block);
    return (struct sl_object *)d;
}

struct sl_object *
sl_plain_dict(struct sl_object *o, struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    struct sl_plain_class *class = (struct sl_plain_class *)(void *)o->type;

    if (p->dict == NULL && p->values != NULL)
        p->dict = dict_of_values(p, class->keys, error);
    else if (p->dict == NULL)
        p->dict = dict_of_nothing(class, error);
    return p->dict;
}

struct sl_object *
sl_plain_dict_if_born(struct sl_object *o)
{
    return ((struct sl_plain *)(void *)o)->dict;
}

/* D, which had the keys of CLASS, has a table of its own now. */
static int
share_again(struct sl_plain_class *class, struct sl_compact *d,
            struct sl_error *error)
{
    struct sl_interp *interp = class->type.interp;
    struct sl_keys *keys = d->keys, *old = class->keys;
    struct sl_value_block *block;

    class->keys = NULL;
    if (old->users > 1 || keys->filled != d->used) {
        sl_keys_release(interp, old);
        return 0;
    }
    sl_keys_release(interp, old);
    block = value_block_new(interp, keys_usable_of(keys), error);
    if (block == NULL)
        return -1;
    sl_keys_strip(keys, pointers_of(interp->platform->release, block));
    d->values = block;
    class->keys = keys;
    keys->users++;
    return 0;
}

/* Sets the attribute among the values of P, which has no dictionary. False if it
   has no room there. */
static bool
set_value(struct sl_plain *p, struct sl_keys *keys, struct sl_object *name,
          struct sl_object *value)
{
    const struct sl_release *release = p->object.type->interp->platform->release;
    ptrdiff_t i = shared_number(keys, name, sl_hash(name, NULL));
    struct sl_object **at, *old;

    if (i < 0)
        return false;
    at = pointers_of(release, p->values) + i;
    old = *at;
    if (old == NULL) {
        block_put(release, p->values, (size_t)i, value);
    } else {
        *at = sl_incref(value);
        sl_decref(old);
    }
    return true;
}

int
sl_plain_set(struct sl_object *o, struct sl_object *name, struct sl_object *value,
             struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    struct sl_plain_class *class = (struct sl_plain_class *)(void *)o->type;
    const struct sl_platform *platform = class->type.interp->platform;
    struct sl_compact *d;
    bool shared;

    if (p->dict == NULL && p->values != NULL &&
        set_value(p, class->keys, name, value))
        return 0;
    if (sl_plain_dict(o, error) == NULL)
        return -1;
    if (platform->release->values != SL_VALUES_SHARED)
        return sl_dict_design_of(platform)->set(p->dict, name, value, error);
    d = (struct sl_compact *)(void *)p->dict;
    shared = class->keys != NULL && d->keys == class->keys;
    if (sl_compact_set(d, name, value, error) < 0)
        return -1;
    if (shared && d->keys != class->keys)
        share_again(class, d, NULL);
    return 0;
}

/* The number of the attribute among the values of P, or -1. */
static ptrdiff_t
value_number(const struct sl_plain *p, struct sl_object *name)
{
    const struct sl_type *type = p->object.type;
    const struct sl_plain_class *class =
        (const struct sl_plain_class *)(const void *)type;
    ptrdiff_t i = sl_keys_find(class->keys, name, sl_hash(name, NULL));

    if (i < 0 || pointers_of(type->interp->platform->release, p->values)[i] == NULL)
        return -1;
    return i;
}

int
sl_plain_get(struct sl_object *o, struct sl_object *name, struct sl_object **value,
             struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    const struct sl_platform *platform = o->type->interp->platform;
    ptrdiff_t i;

    if (p->dict != NULL)
        return sl_dict_design_of(platform)->get(p->dict, name, value, error);
    i = p->values == NULL ? -1 : value_number(p, name);
    if (i >= 0 && value != NULL)
        *value = pointers_of(platform->release, p->values)[i];
    return i >= 0;
}

static int
plain_lacks(const struct sl_object *o, struct sl_object *name,
            struct sl_error *error)
{
    if (name->type != sl_builtin(name->type->interp, SL_STR))
        return sl_fail(error, SL_TYPE_ERROR, "attribute name must be string");
    return sl_fail(error, SL_ATTRIBUTE_ERROR,
                   "'%.50s' object has no attribute '%.400s'", o->type->name,
                   ((struct sl_str *)(void *)name)->data);
}

static void
stop_sharing(struct sl_plain_class *class)
{
    struct sl_keys *keys = class->keys;

    if (class->type.interp->platform->release->values == SL_VALUES_SHARED) {
        class->keys = NULL;
        sl_keys_release(class->type.interp, keys);
    }
}

int
sl_plain_del(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    const struct sl_platform *platform = o->type->interp->platform;
    bool born = platform->release->values != SL_VALUES_SHARED ||
                sl_plain_dict(o, error) != NULL;
    int found = born ? sl_plain_get(o, name, NULL, error) : -1, failed;

    if (found < 0)
        return -1;
    if (found > 0 && p->dict == NULL) {
        sl_decref(block_take(platform->release, p->values,
                             (size_t)value_number(p, name)));
        return 0;
    }
    failed = found > 0 ? sl_dict_design_of(platform)->del(p->dict, name, error)
                       : plain_lacks(o, name, error);
    stop_sharing((struct sl_plain_class *)(void *)o->type);
    return failed;
}
