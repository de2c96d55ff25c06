#include "any_dict.h"

#include "living.h"

#include <CUnit/CUnit.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct sl_dict_design *
design_of(const struct sl_object *d)
{
    return sl_dict_design_of(d->type->interp->platform);
}

struct sl_object *
any_new(struct sl_interp *py)
{
    struct sl_object *d = sl_dict_design_of(py->platform)->new (py, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    return d;
}

int
any_set(struct sl_object *d, struct sl_object *key, struct sl_object *value,
        struct sl_error *error)
{
    return design_of(d)->set(d, key, value, error);
}

int
any_get(struct sl_object *d, struct sl_object *key, struct sl_object **value,
        struct sl_error *error)
{
    return design_of(d)->get(d, key, value, error);
}

int
any_del(struct sl_object *d, struct sl_object *key, struct sl_error *error)
{
    return design_of(d)->del(d, key, error);
}

bool
any_next(struct sl_object *d, size_t *place, struct sl_object **key,
         struct sl_object **value)
{
    return design_of(d)->next(d, place, key, value);
}

void
any_clear(struct sl_object *d)
{
    design_of(d)->clear(d);
}

int
any_update(struct sl_object *d, struct sl_object *other, struct sl_error *error)
{
    return design_of(d)->update(d, other, error);
}

struct sl_object *
any_copy(struct sl_object *d, struct sl_error *error)
{
    return design_of(d)->copy(d, error);
}

size_t
any_length(const struct sl_object *d)
{
    return design_of(d)->length(d);
}

size_t
any_size(const struct sl_object *d)
{
    return design_of(d)->getsizeof(d, d->type->interp->platform);
}

bool
is_open(const struct sl_object *d)
{
    return strcmp(design_of(d)->name, "open") == 0;
}

enum deed { SET, DEL, HAS };

static int
use(struct sl_object *d, struct sl_object *key, enum deed deed)
{
    int result = -1;

    if (key == NULL)
        return -1;
    switch (deed) {
    case SET: result = any_set(d, key, sl_none(d->type->interp), NULL); break;
    case DEL: result = any_del(d, key, NULL); break;
    case HAS: result = any_get(d, key, NULL, NULL); break;
    }
    sl_decref(key);
    return result;
}

int
any_set_int(struct sl_object *d, long key)
{
    return use(d, int_key(d->type->interp, key), SET);
}

int
any_del_int(struct sl_object *d, long key)
{
    return use(d, int_key(d->type->interp, key), DEL);
}

int
any_has_int(struct sl_object *d, long key)
{
    return use(d, int_key(d->type->interp, key), HAS);
}

int
any_set_str(struct sl_object *d, const char *key)
{
    return use(d, str_key(d->type->interp, "%s", key), SET);
}

int
any_has_str(struct sl_object *d, const char *key)
{
    return use(d, str_key(d->type->interp, "%s", key), HAS);
}

/* ---- What a compact table must be ---- */

static long
cell(const struct sl_keys *keys, size_t place)
{
    const char *index = (const char *)keys + keys->head;
    int8_t one;
    int16_t two;
    int32_t four;

    switch (keys->log2cell) {
    case 0: memcpy(&one, index + place, 1); return one;
    case 1: memcpy(&two, index + 2 * place, 2); return two;
    default: memcpy(&four, index + 4 * place, 4); return four;
    }
}

/* The words of entry I: the key, then the value; in front of them may be the hash. */
static struct sl_object **
words(const struct sl_keys *keys, size_t i)
{
    size_t size = keys->kind == SL_KEYS_STRINGS ? 2 : 3;
    char *entries = (char *)(uintptr_t)keys + keys->head +
                    (((size_t)1 << keys->log2size) << keys->log2cell);

    return (struct sl_object **)(void *)entries + i * size + (size - 2);
}

static const char *
way_problem(const struct sl_keys *keys, size_t entry,
            bool (*same)(struct sl_object *, struct sl_object *))
{
    size_t mask = ((size_t)1 << keys->log2size) - 1;
    struct sl_object *key = *words(keys, entry);
    size_t i = keys->kind == SL_KEYS_STRINGS
                   ? (size_t)sl_hash(key, NULL)
                   : (size_t)(uintptr_t)words(keys, entry)[-1];
    size_t perturb = i;

    for (size_t visits = 0; visits <= 64 + 2 * mask; visits++) {
        long met = cell(keys, i & mask);

        if (met == (long)entry)
            return NULL;
        if (met == -1)
            return "an empty place on the way to a key";
        if (met >= (long)keys->filled)
            return "a cell leads behind the entries";
        if (met >= 0 && same(*words(keys, (size_t)met), key))
            return "a key is there twice";
        i = 5 * i + perturb + 1;
        perturb >>= 5;
    }
    return "a key that no search would meet";
}

static const char *
compact_problem(const struct sl_compact *d,
                bool (*same)(struct sl_object *, struct sl_object *))
{
    const struct sl_keys *keys = d->keys;
    size_t used = 0, places, leading = 0;
    const char *problem = NULL;

    if (keys == NULL)
        return d->used == 0 ? NULL : "keys without a table";
    places = (size_t)1 << keys->log2size;
    if (places < 8 || keys->filled + keys->free > places * 2 / 3)
        return "too few places";
    if ((keys->log2cell == 0) != (places <= 128) ||
        (keys->log2cell <= 1) != (places <= 32768))
        return "the cells have not the right width";
    for (size_t i = 0; i < places; i++)
        leading += cell(keys, i) >= 0;
    for (size_t i = 0; i < keys->filled && problem == NULL; i++)
        if (words(keys, i)[1] != NULL) {
            used++;
            problem = way_problem(keys, i, same);
        } else if (words(keys, i)[0] != NULL) {
            problem = "a key without a value";
        }
    if (problem == NULL && (used != d->used || leading != used))
        problem = "used is not the number of keys";
    return problem;
}

static bool
equal(struct sl_object *a, struct sl_object *b)
{
    return sl_equal(a, b, NULL) == 1;
}

void
check_any(const struct sl_object *d,
          bool (*same)(struct sl_object *, struct sl_object *), const char *where)
{
    const char *problem;

    if (is_open(d)) {
        check_dict((const struct sl_dict *)(const void *)d, same, where);
        return;
    }
    problem = compact_problem((const struct sl_compact *)(const void *)d,
                              same == NULL ? equal : same);
    if (problem != NULL)
        fprintf(stderr, "\n%s: %s\n", where, problem);
    CU_ASSERT_PTR_NULL(problem);
}
