/* Generated from chapters/03-dict.nw by make tangle: do not edit. MIT licence. */
#include "dict.h"
#include "builtin.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

static const struct sl_object dummy_object = {0, NULL};
static struct sl_object *const dummy = (struct sl_object *)(uintptr_t)&dummy_object;

/* A walk over the places where a key can be. */
struct probe {
    size_t place;
    size_t step;    /* the place before it was masked */
    size_t perturb; /* what is left of the hash */
};

static struct probe
probe_first(const struct sl_dict *d, long hash)
{
    return (struct probe){(size_t)hash & d->mask, (size_t)hash, (size_t)hash};
}

static void
probe_next(struct probe *probe, size_t mask)
{
    probe->step = probe->step * 5 + probe->perturb + 1;
    probe->perturb >>= 5;
    probe->place = probe->step & mask;
}

/* A search that waits for a comparison to return. */
struct sl_dict_watch {
    const struct sl_dict *dict;
    bool changed;
    struct sl_dict_watch *outer;
};

static void
changed(const struct sl_dict *d)
{
    for (struct sl_dict_watch *w = d->object.type->interp->watches; w != NULL;
         w = w->outer)
        if (w->dict == d)
            w->changed = true;
}

enum { DIFFERENT = 0, EQUAL = 1, FAILED = -1, CHANGED = 2 };

/* Compares the key in ENTRY with KEY: any of the above. */
static int
compare_key(struct sl_dict *d, const struct sl_dict_entry *entry,
            struct sl_object *key, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_dict_watch watch = {d, false, interp->watches};
    struct sl_object *present = sl_incref(entry->key);
    int equal;

    interp->watches = &watch;
    equal = sl_equal(present, key, error);
    sl_decref(present);
    interp->watches = watch.outer;
    return equal >= 0 && watch.changed ? CHANGED : equal;
}

static struct sl_dict_entry *
search_any(struct sl_dict *d, struct sl_object *key, long hash, int *answer,
           struct sl_error *error)
{
    struct probe probe = probe_first(d, hash);
    struct sl_dict_entry *deleted = NULL, *entry;

    for (;; probe_next(&probe, d->mask)) {
        entry = &d->table[probe.place];
        *answer = entry->key == key ? EQUAL : DIFFERENT;
        if (entry->key == NULL)
            return deleted != NULL ? deleted : entry;
        if (entry->key == dummy)
            deleted = deleted != NULL ? deleted : entry;
        else if (*answer != EQUAL && entry->hash == hash)
            *answer = compare_key(d, entry, key, error);
        if (*answer != DIFFERENT)
            return entry;
    }
}

#define LOOKUP_PATIENCE 1000

/* As lookup_str, for keys of any type. Where a comparison fails: NULL, and
   ERROR is set. */
static struct sl_dict_entry *
lookup_any(struct sl_dict *d, struct sl_object *key, long hash,
           struct sl_error *error)
{
    int answer = CHANGED;

    for (int patience = LOOKUP_PATIENCE; answer == CHANGED; patience--) {
        struct sl_dict_entry *entry = search_any(d, key, hash, &answer, error);

        if (answer == EQUAL || answer == DIFFERENT)
            return entry;
        if (patience == 0)
            answer = sl_fail(error, SL_RUNTIME_ERROR,
                             "dictionary keeps changing while it is searched");
    }
    return NULL;
}

static bool
is_str(const struct sl_object *o)
{
    return o->type == &o->type->interp->types[SL_STR];
}

/* The place of KEY, or the place where to put it. All keys in D are strs. */
static struct sl_dict_entry *
lookup_str(struct sl_dict *d, struct sl_object *key, long hash,
           struct sl_error *error)
{
    struct probe probe = probe_first(d, hash);
    struct sl_dict_entry *deleted = NULL, *entry;

    if (!is_str(key)) {
        d->lookup = lookup_any;
        return lookup_any(d, key, hash, error);
    }
    for (;; probe_next(&probe, d->mask)) {
        entry = &d->table[probe.place];
        if (entry->key == NULL)
            return deleted != NULL ? deleted : entry;
        if (entry->key == key)
            return entry;
        if (entry->key == dummy)
            deleted = deleted != NULL ? deleted : entry;
        else if (entry->hash == hash && sl_equal(entry->key, key, error) == 1)
            return entry;
    }
}

/* Whether a table of so many places needs growing: at least two-thirds of them hold
   a key or once held one. */
static bool
is_full(size_t fill, size_t places)
{
    return fill >= places - places / 3;
}

/* The smallest power of two above MINIMUM, and at least eight. */
static size_t
places_above(size_t minimum)
{
    size_t places = SL_DICT_SMALL;

    while (places <= minimum && places <= SL_SIZE_LIMIT / 2)
        places *= 2;
    return places;
}

/* The places of a table that grows when it has USED keys. */
static size_t
places_grown(size_t used)
{
    return places_above(used > 50000 ? 2 * used : 4 * used);
}

size_t
sl_dict_places(size_t keys)
{
    size_t places = SL_DICT_SMALL;

    assert(keys <= SL_SIZE_LIMIT / sizeof(struct sl_dict_entry));
    while (is_full(keys, places))
        places = places_grown(places - places / 3);
    return places;
}

static size_t
table_outside(const struct sl_platform *platform, size_t places)
{
    ptrdiff_t entry = sl_calcsize(platform->abi, SL_DICT_ENTRY_FORMAT, NULL);

    return places == SL_DICT_SMALL ? 0 : places * (size_t)entry;
}

size_t
sl_dict_outside(const struct sl_platform *platform, size_t keys)
{
    return table_outside(platform, sl_dict_places(keys));
}

size_t
sl_dict_sizeof(const struct sl_platform *platform, size_t keys)
{
    ptrdiff_t head = sl_calcsize(platform->abi, platform->gc_head, NULL);
    ptrdiff_t basic = sl_calcsize(platform->abi, SL_DICT_FORMAT, NULL);

    return (size_t)(head + basic) + sl_dict_outside(platform, keys);
}

static void
insert_clean(struct sl_dict *d, const struct sl_dict_entry *entry)
{
    struct probe probe = probe_first(d, entry->hash);

    while (d->table[probe.place].key != NULL)
        probe_next(&probe, d->mask);
    d->table[probe.place] = *entry;
}

/* Moves all entries of D into TABLE, which has so many PLACES, and frees the
   table that they were in. */
static void
move_to(struct sl_dict *d, struct sl_dict_entry *table, size_t places)
{
    struct sl_dict_entry saved[SL_DICT_SMALL], *old = d->table;
    size_t old_places = d->mask + 1;

    if (old == d->small)
        old = memcpy(saved, d->small, sizeof saved);
    memset(table, 0, places * sizeof *table);
    d->table = table;
    d->mask = places - 1;
    d->fill = d->used;
    for (size_t i = 0; i < old_places; i++)
        if (old[i].value != NULL)
            insert_clean(d, &old[i]);
    if (old != saved)
        sl_memory_free(d->object.type->interp, old);
    changed(d);
}

static struct sl_dict_entry *
table_new(struct sl_dict *d, size_t places, struct sl_error *error)
{
    if (places == SL_DICT_SMALL)
        return d->small;
    if (places > SL_SIZE_LIMIT / sizeof *d->table) {
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
        return NULL;
    }
    return sl_memory_new(d->object.type->interp, places * sizeof *d->table, error);
}

/* Gives D the smallest table of more than MINIMUM places. */
static int
resize(struct sl_dict *d, size_t minimum, struct sl_error *error)
{
    size_t places = places_above(minimum);
    struct sl_dict_entry *table = table_new(d, places, error);

    if (table == NULL)
        return -1;
    move_to(d, table, places);
    return 0;
}

static int
insert_new(struct sl_dict *d, struct sl_dict_entry *entry, struct sl_object *key,
           long hash, struct sl_object *value, struct sl_error *error)
{
    size_t fill = d->fill + (entry->key == NULL);
    size_t places = places_grown(d->used + 1);
    struct sl_dict_entry *table = NULL;

    if (is_full(fill, d->mask + 1)) {
        table = table_new(d, places, error);
        if (table == NULL)
            return -1;
    }
    *entry = (struct sl_dict_entry){hash, sl_incref(key), sl_incref(value)};
    d->fill = fill;
    d->used++;
    changed(d);
    if (table != NULL)
        move_to(d, table, places);
    return 0;
}

static int
set_hashed(struct sl_dict *d, struct sl_object *key, long hash,
           struct sl_object *value, struct sl_error *error)
{
    struct sl_dict_entry *entry = d->lookup(d, key, hash, error);
    struct sl_object *old;

    if (entry == NULL)
        return -1;
    old = entry->value;
    if (old == NULL)
        return insert_new(d, entry, key, hash, value, error);
    entry->value = sl_incref(value);
    sl_decref(old);
    return 0;
}

int
sl_dict_set(struct sl_dict *d, struct sl_object *key, struct sl_object *value,
            struct sl_error *error)
{
    long hash = sl_hash(key, error);

    return hash == -1 ? -1 : set_hashed(d, key, hash, value, error);
}

int
sl_dict_get(struct sl_dict *d, struct sl_object *key, struct sl_object **value,
            struct sl_error *error)
{
    long hash = sl_hash(key, error);
    struct sl_dict_entry *entry =
        hash == -1 ? NULL : d->lookup(d, key, hash, error);

    if (entry == NULL)
        return -1;
    if (value != NULL)
        *value = entry->value;
    return entry->value != NULL;
}

bool
sl_dict_next(const struct sl_dict *d, size_t *place, struct sl_object **key,
             struct sl_object **value)
{
    while (*place <= d->mask && d->table[*place].value == NULL)
        (*place)++;
    if (*place > d->mask)
        return false;
    if (key != NULL)
        *key = d->table[*place].key;
    if (value != NULL)
        *value = d->table[*place].value;
    (*place)++;
    return true;
}

int
sl_dict_del(struct sl_dict *d, struct sl_object *key, struct sl_error *error)
{
    long hash = sl_hash(key, error);
    struct sl_dict_entry *entry =
        hash == -1 ? NULL : d->lookup(d, key, hash, error);
    struct sl_dict_entry old;
    char shown[sizeof error->message];

    if (entry == NULL)
        return -1;
    if (entry->value == NULL)
        return sl_fail(error, SL_KEY_ERROR, "%s",
                       sl_repr(key, shown, sizeof shown));
    old = *entry;
    *entry = (struct sl_dict_entry){0, dummy, NULL};
    d->used--;
    changed(d);
    sl_decref(old.key);
    sl_decref(old.value);
    return 0;
}

void
sl_dict_clear(struct sl_dict *d)
{
    struct sl_dict_entry saved[SL_DICT_SMALL], *old = d->table;
    size_t places = d->mask + 1;

    if (old == d->small)
        old = memcpy(saved, d->small, sizeof saved);
    memset(d->small, 0, sizeof d->small);
    d->table = d->small;
    d->fill = d->used = 0;
    d->mask = SL_DICT_SMALL - 1;
    changed(d);
    for (size_t i = 0; i < places; i++)
        if (old[i].value != NULL) {
            sl_decref(old[i].key);
            sl_decref(old[i].value);
        }
    if (old != saved)
        sl_memory_free(d->object.type->interp, old);
}

void
sl_dict_begin(struct sl_dict *d)
{
    d->mask = SL_DICT_SMALL - 1;
    d->table = d->small;
    d->lookup = lookup_str;
}

struct sl_dict *
sl_dict_new(struct sl_interp *interp, struct sl_error *error)
{
    struct sl_type *type = sl_builtin(interp, SL_DICT);
    struct sl_object *o = sl_object_new(type, sizeof(struct sl_dict), error);
    struct sl_dict *d = (struct sl_dict *)(void *)o;

    if (d != NULL)
        sl_dict_begin(d);
    return d;
}

#define LITERAL_COUNT_MAX 0xFFFF

struct sl_dict *
sl_dict_new_presized(struct sl_interp *interp, size_t keys, struct sl_error *error)
{
    struct sl_dict *d = sl_dict_new(interp, error);

    if (keys > LITERAL_COUNT_MAX)
        keys = LITERAL_COUNT_MAX;
    if (d != NULL && keys > 5 && resize(d, keys, error) < 0) {
        sl_decref(&d->object);
        return NULL;
    }
    return d;
}

static int
set_again(struct sl_dict *d, const struct sl_dict_entry *entry,
          struct sl_error *error)
{
    struct sl_object *key = sl_incref(entry->key);
    struct sl_object *value = sl_incref(entry->value);
    int result = set_hashed(d, key, entry->hash, value, error);

    sl_decref(key);
    sl_decref(value);
    return result;
}

int
sl_dict_update(struct sl_dict *d, struct sl_dict *other, struct sl_error *error)
{
    int failed = 0;

    if (d == other)
        return 0;
    if (is_full(d->fill + other->used, d->mask + 1) &&
        resize(d, 2 * (d->used + other->used), error) < 0)
        return -1;
    for (size_t i = 0; failed == 0 && i <= other->mask; i++)
        if (other->table[i].value != NULL)
            failed = set_again(d, &other->table[i], error);
    return failed;
}

struct sl_dict *
sl_dict_copy(struct sl_dict *d, struct sl_error *error)
{
    struct sl_dict *copy = sl_dict_new(d->object.type->interp, error);

    if (copy != NULL && sl_dict_update(copy, d, error) < 0) {
        sl_decref(&copy->object);
        return NULL;
    }
    return copy;
}

struct sl_dict *
sl_dict_fromkeys(struct sl_dict *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_dict *new = sl_dict_new(interp, error);

    if (new == NULL || resize(new, d->used / 2 * 3, error) < 0) {
        sl_decref((struct sl_object *)new);
        return NULL;
    }
    for (size_t i = 0; i <= d->mask; i++)
        if (d->table[i].value != NULL) {
            insert_clean(new, &(struct sl_dict_entry){d->table[i].hash,
                                                      sl_incref(d->table[i].key),
                                                      sl_incref(sl_none(interp))});
            new->fill = ++new->used;
        }
    new->lookup = d->lookup;
    return new;
}

size_t
sl_dict_getsizeof(const struct sl_dict *d, const struct sl_platform *platform)
{
    return sl_dict_sizeof(platform, 0) + table_outside(platform, d->mask + 1);
}

static void
dict_clear(struct sl_object *o)
{
    sl_dict_clear((struct sl_dict *)(void *)o);
}

static void
dict_dealloc(struct sl_object *o)
{
    dict_clear(o);
    sl_object_free(o);
}

void
sl_dict_behaviour(struct sl_type *type)
{
    type->hash = sl_unhashable;
    type->dealloc = dict_dealloc;
    type->clear = dict_clear;
}
