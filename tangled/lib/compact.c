/* Generated from chapters/87-compact.nw by make tangle: do not edit. MIT licence. */
#include "compact.h"
#include "builtin.h"
#include "releases.h"
#include "split.h"

#include <assert.h>
#include <string.h>

/* How many entries belong to so many PLACES of an index. */
static size_t
keys_usable(size_t places)
{
    return places * 2 / 3;
}

/* The exponent of the size of a cell, of so many PLACES. */
static unsigned char
cell_exponent(size_t places)
{
    if (places <= 0x80)
        return 0;
    if (places <= 0x8000)
        return 1;
    return places / 2 <= 0x40000000 ? 2 : 3;
}

static size_t
format_bytes(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

size_t
sl_keys_sizeof(const struct sl_platform *platform, size_t places,
               enum sl_keys_kind kind)
{
    size_t words = kind == SL_KEYS_STRINGS ? 2 : 3;

    return format_bytes(platform, platform->release->keys) +
           (places << cell_exponent(places)) +
           keys_usable(places) * words * platform->abi->pointer.size;
}

enum { CELL_EMPTY = -1, CELL_DELETED = -2 };

static ptrdiff_t
cell_get(const struct sl_keys *keys, size_t place)
{
    const char *index = (const char *)keys + keys->head;

    switch (keys->log2cell) {
    case 0: return ((const int8_t *)index)[place];
    case 1: return ((const int16_t *)(const void *)index)[place];
    case 2: return ((const int32_t *)(const void *)index)[place];
    default: return (ptrdiff_t)((const int64_t *)(const void *)index)[place];
    }
}

static void
cell_set(struct sl_keys *keys, size_t place, ptrdiff_t entry)
{
    char *index = (char *)keys + keys->head;

    switch (keys->log2cell) {
    case 0: ((int8_t *)index)[place] = (int8_t)entry; break;
    case 1: ((int16_t *)(void *)index)[place] = (int16_t)entry; break;
    case 2: ((int32_t *)(void *)index)[place] = (int32_t)entry; break;
    default: ((int64_t *)(void *)index)[place] = entry; break;
    }
}

static size_t
places_of(const struct sl_keys *keys)
{
    return keys == NULL ? 0 : (size_t)1 << keys->log2size;
}

static void *
entries_of(const struct sl_keys *keys)
{
    return (char *)(uintptr_t)keys + keys->head +
           (places_of(keys) << keys->log2cell);
}

static struct sl_object **
key_at(const struct sl_keys *keys, size_t i)
{
    if (keys->kind == SL_KEYS_STRINGS)
        return &((struct sl_string_entry *)entries_of(keys))[i].key;
    return &((struct sl_dict_entry *)entries_of(keys))[i].key;
}

static struct sl_object **
entry_value(const struct sl_keys *keys, size_t i)
{
    if (keys->kind == SL_KEYS_STRINGS)
        return &((struct sl_string_entry *)entries_of(keys))[i].value;
    return &((struct sl_dict_entry *)entries_of(keys))[i].value;
}

static long
hash_at(const struct sl_keys *keys, size_t i)
{
    if (keys->kind == SL_KEYS_STRINGS)
        return sl_hash(*key_at(keys, i), NULL);
    return (long)((struct sl_dict_entry *)entries_of(keys))[i].hash;
}

static struct sl_object **
value_at(const struct sl_compact *d, size_t i)
{
    if (d->values != NULL)
        return sl_values_at(d, i);
    return entry_value(d->keys, i);
}

struct sl_keys *
sl_keys_new(struct sl_interp *interp, size_t places, enum sl_keys_kind kind,
            struct sl_error *error)
{
    struct sl_platform here = *interp->platform;
    struct sl_keys *keys;

    here.abi = &sl_host;
    if (places > SL_SIZE_LIMIT / 64) {
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
        return NULL;
    }
    keys = sl_memory_new(interp, sl_keys_sizeof(&here, places, kind), error);
    if (keys == NULL)
        return NULL;
    *keys = (struct sl_keys){.users = 1, .kind = (unsigned char)kind};
    keys->log2cell = cell_exponent(places);
    keys->head = (unsigned int)format_bytes(&here, here.release->keys);
    keys->free = keys_usable(places);
    while (places_of(keys) < places)
        keys->log2size++;
    memset((char *)keys + keys->head, 0xFF, places << keys->log2cell);
    return keys;
}

void
sl_keys_release(struct sl_interp *interp, struct sl_keys *keys)
{
    if (keys == NULL || --keys->users > 0)
        return;
    for (size_t i = 0; i < keys->filled; i++) {
        sl_decref(*key_at(keys, i));
        sl_decref(*entry_value(keys, i));
    }
    sl_memory_free(interp, keys);
}

/* A walk over the places of an index where a key can be. */
struct cells_walk {
    size_t place, step, perturb;
};

static struct cells_walk
cells_first(const struct sl_keys *keys, long hash)
{
    size_t h = (size_t)hash;

    return (struct cells_walk){h & (places_of(keys) - 1), h, h};
}

static void
cells_next(struct cells_walk *walk, const struct sl_keys *keys)
{
    walk->step = walk->step * 5 + walk->perturb + 1;
    walk->perturb >>= 5;
    walk->place = walk->step & (places_of(keys) - 1);
}

/* What a search comes to, where it is not the number of an entry. */
enum { FIND_ABSENT = -1, FIND_FAILED = -2, FIND_AGAIN = -3 };

static bool
key_is_str(const struct sl_object *o)
{
    return o->type == &o->type->interp->types[SL_STR];
}

/* I if the key of entry I equals KEY, or FIND_ABSENT, _FAILED or _AGAIN. */
static ptrdiff_t
compare_entry(struct sl_compact *d, size_t i, struct sl_object *key,
              struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_object *present = sl_incref(*key_at(d->keys, i));
    struct sl_keys *keys = d->keys;
    uint64_t version = d->version;
    int equal;

    keys->users++;
    equal = sl_equal(present, key, error);
    sl_decref(present);
    sl_keys_release(interp, keys);
    if (equal < 0)
        return FIND_FAILED;
    if (d->version != version)
        return FIND_AGAIN;
    return equal ? (ptrdiff_t)i : FIND_ABSENT;
}

static ptrdiff_t
key_find_once(struct sl_compact *d, struct sl_object *key, long hash,
              struct sl_error *error)
{
    const struct sl_keys *keys = d->keys;
    struct cells_walk walk = cells_first(keys, hash);
    ptrdiff_t i, found;

    for (; (i = cell_get(keys, walk.place)) != CELL_EMPTY;
         cells_next(&walk, keys)) {
        if (i >= 0 && *key_at(keys, (size_t)i) == key)
            return i;
        if (i < 0 || hash_at(keys, (size_t)i) != hash)
            continue;
        found = compare_entry(d, (size_t)i, key, error);
        if (found != FIND_ABSENT)
            return found;
    }
    return FIND_ABSENT;
}

#define FIND_PATIENCE 1000

/* The number of KEY's entry; FIND_ABSENT, or FIND_FAILED with ERROR set. */
static ptrdiff_t
key_find(struct sl_compact *d, struct sl_object *key, long hash,
         struct sl_error *error)
{
    ptrdiff_t found = FIND_AGAIN;

    for (int patience = FIND_PATIENCE; found == FIND_AGAIN; patience--) {
        if (patience < 0) {
            sl_fail(error, SL_RUNTIME_ERROR,
                    "dictionary keeps changing while it is searched");
            return FIND_FAILED;
        }
        found = d->keys == NULL ? FIND_ABSENT : key_find_once(d, key, hash, error);
    }
    if (found >= 0 && *value_at(d, (size_t)found) == NULL)
        return FIND_ABSENT;
    return found;
}

ptrdiff_t
sl_keys_find(const struct sl_keys *keys, struct sl_object *key, long hash)
{
    struct cells_walk walk = cells_first(keys, hash);
    ptrdiff_t i;

    for (; (i = cell_get(keys, walk.place)) != CELL_EMPTY; cells_next(&walk, keys))
        if (i >= 0 && hash_at(keys, (size_t)i) == hash &&
            sl_equal(*key_at(keys, (size_t)i), key, NULL) == 1)
            return i;
    return -1;
}

void
sl_keys_strip(struct sl_keys *keys, struct sl_object **values)
{
    for (size_t i = 0; i < keys->filled; i++) {
        values[i] = *entry_value(keys, i);
        *entry_value(keys, i) = NULL;
    }
}

static size_t
places_asked(const struct sl_release *release, size_t used, size_t places)
{
    return release->growth == SL_GROWTH_HALF ? 2 * used + places / 2 : 3 * used;
}

/* The places of a table for which so many were ASKED for. */
static size_t
compact_places_for(const struct sl_release *release, size_t asked)
{
    size_t places = 8;

    if (release->round_slip)
        asked |= 8;
    while (places < asked)
        places *= 2;
    return places;
}

static size_t
places_to_hold(const struct sl_release *release, size_t keys)
{
    return compact_places_for(release, (keys * 3 + 1) / 2);
}

size_t
sl_compact_places(const struct sl_platform *platform, size_t keys)
{
    const struct sl_release *release = platform->release;
    size_t places = release->empty_table || keys > 0 ? 8 : 0, filled;

    assert(keys <= SL_SIZE_LIMIT / 64);
    while ((filled = keys_usable(places)) < keys)
        places = compact_places_for(release, places_asked(release, filled, places));
    return places;
}

/* What getsizeof adds up for a dictionary with such a table, or 0 PLACES. */
static size_t
dict_with(const struct sl_platform *platform, size_t places, enum sl_keys_kind kind)
{
    return format_bytes(platform, platform->gc_head) +
           format_bytes(platform, platform->release->dict) +
           (places == 0 ? 0 : sl_keys_sizeof(platform, places, kind));
}

size_t
sl_compact_sizeof(const struct sl_platform *platform, size_t keys, bool strings)
{
    return dict_with(platform, sl_compact_places(platform, keys),
                     strings && platform->release->string_entries ? SL_KEYS_STRINGS
                                                                  : SL_KEYS_ANY);
}

size_t
sl_compact_getsizeof(const struct sl_compact *d, const struct sl_platform *platform)
{
    size_t places = places_of(d->keys), values = 0;

    if (d->values != NULL) {
        values = sl_values_counted(d) * platform->abi->pointer.size;
        if (d->keys->users > 1)
            places = 0;
    }
    return values + dict_with(platform, places,
                              d->keys == NULL ? SL_KEYS_ANY
                                              : (enum sl_keys_kind)d->keys->kind);
}

void
sl_keys_append(struct sl_keys *keys, struct sl_object *key, long hash,
               struct sl_object *value)
{
    struct cells_walk walk = cells_first(keys, hash);
    size_t i = keys->filled++;

    while (cell_get(keys, walk.place) != CELL_EMPTY)
        cells_next(&walk, keys);
    cell_set(keys, walk.place, (ptrdiff_t)i);
    keys->free--;
    if (keys->kind == SL_KEYS_ANY)
        ((struct sl_dict_entry *)entries_of(keys))[i].hash = hash;
    *key_at(keys, i) = key;
    *entry_value(keys, i) = value;
}

/* The number of the entry at *PLACE or behind it, in order, and moves *PLACE
   behind it; -1 at the end. */
static ptrdiff_t
next_entry(const struct sl_compact *d, size_t *place)
{
    if (d->keys == NULL)
        return -1;
    if (d->values != NULL)
        return sl_values_next(d, place);
    while (*place < d->keys->filled)
        if (*entry_value(d->keys, (*place)++) != NULL)
            return (ptrdiff_t)*place - 1;
    return -1;
}

/* Gives D a block of its own of so many PLACES, with room for its keys. */
static int
keys_rebuild(struct sl_compact *d, size_t places, enum sl_keys_kind kind,
             struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_keys *new = sl_keys_new(interp, places, kind, error), *old = d->keys;
    size_t place = 0;
    ptrdiff_t i;

    if (new == NULL)
        return -1;
    while ((i = next_entry(d, &place)) >= 0) {
        struct sl_object *key = *key_at(old, (size_t)i);

        sl_keys_append(new, d->values != NULL ? sl_incref(key) : key,
                       hash_at(old, (size_t)i), *value_at(d, (size_t)i));
    }
    if (d->values != NULL)
        sl_values_leave(d);
    else if (old != NULL)
        old->filled = 0;
    d->keys = new;
    d->version++;
    sl_keys_release(interp, old);
    return 0;
}

static enum sl_keys_kind
kind_for(const struct sl_compact *d, const struct sl_object *key)
{
    const struct sl_interp *interp = d->object.type->interp;

    if (d->keys != NULL && d->keys->kind == SL_KEYS_ANY)
        return SL_KEYS_ANY;
    return interp->platform->release->string_entries && key_is_str(key)
               ? SL_KEYS_STRINGS
               : SL_KEYS_ANY;
}

/* Sees to it that D, whose keys are its own, has an entry for KEY, a new one. */
static int
keys_make_room(struct sl_compact *d, const struct sl_object *key,
               struct sl_error *error)
{
    const struct sl_release *release = d->object.type->interp->platform->release;
    enum sl_keys_kind kind = kind_for(d, key);
    size_t places = places_of(d->keys);

    if (places == 0)
        return keys_rebuild(d, 8, kind, error);
    if (d->values == NULL && d->keys->free > 0 && d->keys->kind == kind)
        return 0;
    return keys_rebuild(
        d, compact_places_for(release, places_asked(release, d->used, places)),
        kind, error);
}

static int
insert_key(struct sl_compact *d, struct sl_object *key, long hash,
           struct sl_object *value, struct sl_error *error)
{
    if (d->values == NULL || !sl_values_insert(d, key, hash, value)) {
        if (keys_make_room(d, key, error) < 0)
            return -1;
        sl_keys_append(d->keys, sl_incref(key), hash, sl_incref(value));
    }
    d->used++;
    d->version++;
    return 0;
}

static int
set_with_hash(struct sl_compact *d, struct sl_object *key, long hash,
              struct sl_object *value, struct sl_error *error)
{
    ptrdiff_t i = key_find(d, key, hash, error);
    struct sl_object **at, *old;

    if (i == FIND_FAILED)
        return -1;
    if (i == FIND_ABSENT)
        return insert_key(d, key, hash, value, error);
    at = value_at(d, (size_t)i);
    old = *at;
    *at = sl_incref(value);
    d->version++;
    sl_decref(old);
    return 0;
}

int
sl_compact_set(struct sl_compact *d, struct sl_object *key, struct sl_object *value,
               struct sl_error *error)
{
    long hash = sl_hash(key, error);

    return hash == -1 ? -1 : set_with_hash(d, key, hash, value, error);
}

int
sl_compact_get(struct sl_compact *d, struct sl_object *key,
               struct sl_object **value, struct sl_error *error)
{
    long hash = sl_hash(key, error);
    ptrdiff_t i = hash == -1 ? FIND_FAILED : key_find(d, key, hash, error);

    if (i == FIND_FAILED)
        return -1;
    if (value != NULL)
        *value = i < 0 ? NULL : *value_at(d, (size_t)i);
    return i >= 0;
}

bool
sl_compact_next(const struct sl_compact *d, size_t *place, struct sl_object **key,
                struct sl_object **value)
{
    ptrdiff_t i = next_entry(d, place);

    if (i >= 0 && key != NULL)
        *key = *key_at(d->keys, (size_t)i);
    if (i >= 0 && value != NULL)
        *value = *value_at(d, (size_t)i);
    return i >= 0;
}

/* Takes entry I out; the references in it are the caller's then. */
static struct sl_dict_entry
entry_remove(struct sl_compact *d, size_t i)
{
    struct sl_keys *keys = d->keys;
    struct sl_dict_entry old = {hash_at(keys, i), *key_at(keys, i),
                                *entry_value(keys, i)};
    struct cells_walk walk = cells_first(keys, (long)old.hash);

    while (cell_get(keys, walk.place) != (ptrdiff_t)i)
        cells_next(&walk, keys);
    cell_set(keys, walk.place, CELL_DELETED);
    *key_at(keys, i) = *entry_value(keys, i) = NULL;
    d->used--;
    d->version++;
    return old;
}

int
sl_compact_del(struct sl_compact *d, struct sl_object *key, struct sl_error *error)
{
    long hash = sl_hash(key, error);
    ptrdiff_t i = hash == -1 ? FIND_FAILED : key_find(d, key, hash, error);
    char shown[sizeof error->message];
    struct sl_dict_entry old;

    if (i == FIND_FAILED)
        return -1;
    if (i == FIND_ABSENT)
        return sl_fail(error, SL_KEY_ERROR, "%s",
                       sl_repr(key, shown, sizeof shown));
    if (d->values != NULL && sl_values_remove(d, (size_t)i))
        return 0;
    if (d->values != NULL &&
        keys_rebuild(d, places_of(d->keys), SL_KEYS_ANY, error) < 0)
        return -1;
    old = entry_remove(d, (size_t)i);
    sl_decref(old.key);
    sl_decref(old.value);
    return 0;
}

int
sl_compact_popitem(struct sl_compact *d, struct sl_object **key,
                   struct sl_object **value, struct sl_error *error)
{
    struct sl_dict_entry old;
    size_t i;

    if (d->used == 0)
        return sl_fail(error, SL_KEY_ERROR, "'popitem(): dictionary is empty'");
    if (d->values != NULL &&
        keys_rebuild(d, places_of(d->keys), (enum sl_keys_kind)d->keys->kind,
                     error) < 0)
        return -1;
    i = d->keys->filled - 1;
    while (*entry_value(d->keys, i) == NULL)
        i--;
    old = entry_remove(d, i);
    d->keys->filled = i;
    *key = old.key;
    *value = old.value;
    return 0;
}

void
sl_compact_clear(struct sl_compact *d)
{
    struct sl_keys *keys = d->keys;

    d->version++;
    if (d->values != NULL) {
        sl_values_clear(d);
        return;
    }
    d->keys = NULL;
    d->used = 0;
    sl_keys_release(d->object.type->interp, keys);
}

static struct sl_compact *
compact_with(struct sl_interp *interp, bool table, struct sl_error *error)
{
    struct sl_type *type = &interp->compact;
    struct sl_object *o;
    struct sl_compact *d;

    assert(interp->platform->release->keys != NULL);
    o = sl_object_new(type, sizeof(struct sl_compact), error);
    d = (struct sl_compact *)(void *)o;
    if (d != NULL && table && keys_rebuild(d, 8, SL_KEYS_ANY, error) < 0) {
        sl_decref(o);
        return NULL;
    }
    return d;
}

struct sl_compact *
sl_compact_new(struct sl_interp *interp, struct sl_error *error)
{
    return compact_with(interp, interp->platform->release->empty_table, error);
}

struct sl_compact *
sl_compact_new_called(struct sl_interp *interp, struct sl_error *error)
{
    const struct sl_release *release = interp->platform->release;

    return compact_with(interp, release->empty_table || release->call_table, error);
}

/* A block like KEYS, whose references are counted again. */
static struct sl_keys *
keys_clone(struct sl_interp *interp, const struct sl_keys *keys,
           struct sl_error *error)
{
    size_t entry = keys->kind == SL_KEYS_STRINGS ? sizeof(struct sl_string_entry)
                                                 : sizeof(struct sl_dict_entry);
    struct sl_keys *new =
        sl_keys_new(interp, places_of(keys), (enum sl_keys_kind)keys->kind, error);

    if (new == NULL)
        return NULL;
    memcpy(new, keys, keys->head + (places_of(keys) << keys->log2cell));
    memcpy(entries_of(new), entries_of(keys), keys->filled * entry);
    new->users = 1;
    for (size_t i = 0; i < keys->filled; i++)
        if (*entry_value(keys, i) != NULL) {
            sl_incref(*key_at(keys, i));
            sl_incref(*entry_value(keys, i));
        }
    return new;
}

/* Makes D, which has no keys, a clone of OTHER. */
static int
become_clone(struct sl_compact *d, const struct sl_compact *other,
             struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_keys *old = d->keys, *new = keys_clone(interp, other->keys, error);

    if (new == NULL)
        return -1;
    if (d->values != NULL)
        sl_values_leave(d);
    d->keys = new;
    d->used = other->used;
    d->version++;
    sl_keys_release(interp, old);
    return 0;
}

static bool
may_clone_all(const struct sl_compact *d, const struct sl_compact *other)
{
    const struct sl_release *release = d->object.type->interp->platform->release;
    size_t places = places_of(other->keys);

    return release->update_clones && d->used == 0 && other->values == NULL &&
           (d->values == NULL || !release->split_stays) &&
           other->used == other->keys->filled &&
           (places == 8 || keys_usable(places / 2) < other->used);
}

static int
room_for_update(struct sl_compact *d, const struct sl_compact *other,
                struct sl_error *error)
{
    const struct sl_release *release = d->object.type->interp->platform->release;
    enum sl_keys_kind kind = (enum sl_keys_kind)other->keys->kind;

    if (keys_usable(places_of(d->keys)) >= other->used)
        return 0;
    if (d->used > 0 && d->keys->kind == SL_KEYS_ANY)
        kind = SL_KEYS_ANY;
    return keys_rebuild(d, places_to_hold(release, d->used + other->used), kind,
                        error);
}

static int
set_from(struct sl_compact *d, const struct sl_compact *other, size_t i,
         struct sl_error *error)
{
    struct sl_object *key = sl_incref(*key_at(other->keys, i));
    struct sl_object *value = sl_incref(*value_at(other, i));
    int result = set_with_hash(d, key, hash_at(other->keys, i), value, error);

    sl_decref(key);
    sl_decref(value);
    return result;
}

int
sl_compact_update(struct sl_compact *d, struct sl_compact *other,
                  struct sl_error *error)
{
    size_t place = 0, filled;
    ptrdiff_t i;

    if (d == other || other->used == 0)
        return 0;
    if (may_clone_all(d, other))
        return become_clone(d, other, error);
    if (room_for_update(d, other, error) < 0)
        return -1;
    filled = other->keys->filled;
    while ((i = next_entry(other, &place)) >= 0) {
        if (set_from(d, other, (size_t)i, error) < 0)
            return -1;
        if (other->keys == NULL || other->keys->filled != filled)
            return sl_fail(error, SL_RUNTIME_ERROR, "dict mutated during update");
    }
    return 0;
}

static struct sl_compact *
copy_own(struct sl_compact *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    bool alive =
        d->used > 0 && release->copy_clones && d->used >= d->keys->filled * 2 / 3;
    bool bare = alive || (d->keys == NULL && !release->copy_clones);
    struct sl_compact *copy =
        compact_with(interp, !bare && release->empty_table, error);

    if (copy != NULL && (alive ? become_clone(copy, d, error)
                               : sl_compact_update(copy, d, error)) < 0) {
        sl_decref(&copy->object);
        return NULL;
    }
    return copy;
}

struct sl_compact *
sl_compact_copy(struct sl_compact *d, struct sl_error *error)
{
    const struct sl_release *release = d->object.type->interp->platform->release;

    if (d->values != NULL && (d->used > 0 || !release->copy_clones))
        return sl_values_copy(d, error);
    return copy_own(d, error);
}

struct sl_compact *
sl_compact_fromkeys(struct sl_compact *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    enum sl_keys_kind kind =
        release->string_entries ? SL_KEYS_STRINGS : SL_KEYS_ANY;
    struct sl_compact *new = compact_with(interp, false, error);
    size_t place = 0;
    ptrdiff_t i;
    int failed;

    if (new == NULL)
        return NULL;
    if (d->keys != NULL)
        kind = (enum sl_keys_kind)d->keys->kind;
    failed = keys_rebuild(new, places_to_hold(release, d->used), kind, error);
    while (failed == 0 && (i = next_entry(d, &place)) >= 0)
        failed = insert_key(new, *key_at(d->keys, (size_t)i),
                            hash_at(d->keys, (size_t)i), sl_none(interp), error);
    if (failed < 0) {
        sl_decref(&new->object);
        return NULL;
    }
    return new;
}

static void
compact_clear(struct sl_object *o)
{
    sl_compact_clear((struct sl_compact *)(void *)o);
}

static void
compact_dealloc(struct sl_object *o)
{
    struct sl_compact *d = (struct sl_compact *)(void *)o;

    if (d->values != NULL)
        sl_values_end(d);
    compact_clear(o);
    sl_object_free(o);
}

void
sl_compact_ready(struct sl_interp *interp)
{
    const struct sl_platform *platform = interp->platform;

    if (platform->release->keys == NULL)
        return;
    interp->compact.name = "dict";
    interp->compact.basicsize = format_bytes(platform, platform->release->dict);
    interp->compact.gc = true;
    interp->compact.hash = sl_unhashable;
    interp->compact.dealloc = compact_dealloc;
    interp->compact.clear = compact_clear;
    sl_type_ready(interp, &interp->compact);
}
