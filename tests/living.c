#include "living.h"

#include <CUnit/CUnit.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct sl_interp *
open_interp(const struct sl_platform *platform, struct counting_allocator *counts)
{
    struct sl_allocator allocator = counting_allocator(counts);
    struct sl_error error;

    memset(counts, 0, sizeof *counts);
    return sl_interp_new(platform, &allocator, &error);
}

void
close_interp(struct sl_interp *py, struct counting_allocator *counts)
{
    CU_ASSERT_EQUAL(sl_interp_free(py), 0);
    CU_ASSERT_EQUAL(counts->blocks, 0);
    CU_ASSERT_EQUAL(counts->bytes, 0);
}

struct sl_object *
int_key(struct sl_interp *py, long value)
{
    return sl_int_new(py, value, NULL);
}

struct sl_object *
str_key(struct sl_interp *py, const char *format, ...)
{
    char text[512];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return sl_str_new(py, text, strlen(text), NULL);
}

enum deed { SET, DEL, HAS };

static int
use(struct sl_dict *d, struct sl_object *key, enum deed deed)
{
    int result = -1;

    if (key == NULL)
        return -1;
    switch (deed) {
    case SET:
        result = sl_dict_set(d, key, sl_none(d->object.type->interp), NULL);
        break;
    case DEL: result = sl_dict_del(d, key, NULL); break;
    case HAS: result = sl_dict_get(d, key, NULL, NULL); break;
    }
    sl_decref(key);
    return result;
}

int
set_int(struct sl_dict *d, long key)
{
    return use(d, int_key(d->object.type->interp, key), SET);
}

int
del_int(struct sl_dict *d, long key)
{
    return use(d, int_key(d->object.type->interp, key), DEL);
}

int
has_int(struct sl_dict *d, long key)
{
    return use(d, int_key(d->object.type->interp, key), HAS);
}

int
set_str(struct sl_dict *d, const char *key)
{
    return use(d, str_key(d->object.type->interp, "%s", key), SET);
}

int
del_str(struct sl_dict *d, const char *key)
{
    return use(d, str_key(d->object.type->interp, "%s", key), DEL);
}

int
has_str(struct sl_dict *d, const char *key)
{
    return use(d, str_key(d->object.type->interp, "%s", key), HAS);
}

void
release_dict(struct sl_dict *d)
{
    if (d != NULL)
        sl_decref(&d->object);
}

static bool
equal(struct sl_object *a, struct sl_object *b)
{
    return sl_equal(a, b, NULL) == 1;
}

/* Follows CPython's rule from the hash of ENTRY on: i = 5 * i + perturb + 1. What is wrong
   with the way to it, or NULL. */
static const char *
way_problem(const struct sl_dict *d, const struct sl_dict_entry *entry,
            bool (*same)(struct sl_object *, struct sl_object *))
{
    size_t i = (size_t)entry->hash, perturb = i;

    for (size_t visits = 0; visits <= 64 + 2 * d->mask; visits++) {
        const struct sl_dict_entry *met = &d->table[i & d->mask];

        if (met == entry)
            return NULL;
        if (met->key == NULL)
            return "an empty place on the way to a key";
        if (met->value != NULL && met->hash == entry->hash &&
            same(met->key, entry->key))
            return "a key is there twice";
        i = 5 * i + perturb + 1;
        perturb >>= 5;
    }
    return "a key that no search would meet";
}

static const char *
table_problem(const struct sl_dict *d,
              bool (*same)(struct sl_object *, struct sl_object *))
{
    size_t used = 0, deleted = 0;
    const struct sl_object *dummy = NULL;
    const char *problem = NULL;

    for (size_t i = 0; i <= d->mask && problem == NULL; i++) {
        const struct sl_dict_entry *entry = &d->table[i];

        if (entry->value != NULL) {
            used++;
            problem = entry->key == NULL ? "a value without a key"
                                         : way_problem(d, entry, same);
        } else if (entry->key != NULL) {
            deleted++;
            if (dummy != NULL && entry->key != dummy)
                problem = "deleted places differ";
            dummy = entry->key;
        }
    }
    if (problem == NULL && used != d->used)
        problem = "used is not the number of keys";
    if (problem == NULL && used + deleted != d->fill)
        problem = "fill is not the number of places that are not empty";
    return problem;
}

static const char *
dict_problem(const struct sl_dict *d,
             bool (*same)(struct sl_object *, struct sl_object *))
{
    size_t places = d->mask + 1;

    if (places < SL_DICT_SMALL || (places & d->mask) != 0)
        return "the places are not a power of two, or too few";
    if ((d->table == d->small) != (places == SL_DICT_SMALL))
        return "only a table of eight belongs inside";
    if (d->fill * 3 >= places * 2)
        return "the table is full, but did not grow";
    return table_problem(d, same);
}

void
check_dict(const struct sl_dict *d,
           bool (*same)(struct sl_object *, struct sl_object *), const char *where)
{
    const char *problem = dict_problem(d, same == NULL ? equal : same);

    if (problem != NULL)
        fprintf(stderr, "\n%s: %s\n", where, problem);
    CU_ASSERT_PTR_NULL(problem);
}
