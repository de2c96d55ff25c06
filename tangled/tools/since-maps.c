/* Generated from chapters/99-since-maps.nw by make tangle: do not edit. MIT licence. */
#include "drawings.h"
#include "pen.h"
#include "slots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
check(bool expected)
{
    if (expected)
        return;
    fputs("something failed that cannot fail\n", stderr);
    exit(EXIT_FAILURE);
}

/* P, which is expected not to be NULL. */
static void *
need(void *p)
{
    check(p != NULL);
    return p;
}

struct key {
    const char *kind, *means;
};

static const struct key index_kinds[] = {{"field", "hash"},
                                         {"used", "key, value"},
                                         {"pointer", "number"},
                                         {"dummy", "deleted"},
                                         {"empty", "empty"}};
static const struct key split_kinds[] = {{"pointer", "a key"},
                                         {"used", "a value"},
                                         {"field", "order"},
                                         {"empty", "room"}};
static void
draw_key(double y, const struct key *keys, int count, int columns)
{
    for (int i = 0; i < count; i++) {
        double x = 1 + 340 / columns * (i % columns), top = y + 20 * (i / columns);

        box(x, top, 12, 12, keys[i].kind, "");
        text(x + 17, top + 10, "start", "%s", keys[i].means);
    }
}

static const long index_keys[] = {42, 7, 19, 8, 29};

enum { INDEX_KEYS = sizeof index_keys / sizeof index_keys[0], INDEX_GONE = 2 };

/* A dictionary of PY that has been given the keys, and lost one. */
static struct sl_object *
five_less_one(struct sl_interp *py)
{
    const struct sl_dict_design *design = sl_dict_design_of(py->platform);
    struct sl_object *d = need(design->new (py, NULL)), *key, *value;

    for (size_t i = 0; i < INDEX_KEYS; i++) {
        key = need(sl_int_new(py, index_keys[i], NULL));
        value = need(sl_str_new(py, &"abcde"[i], 1, NULL));
        check(design->set(d, key, value, NULL) == 0);
        sl_decref(key);
        sl_decref(value);
    }
    key = need(sl_int_new(py, index_keys[INDEX_GONE], NULL));
    check(design->del(d, key, NULL) == 0);
    sl_decref(key);
    return d;
}

enum { CELL = 22, TRIPLE = 36 }; /* the height of a row; the width of a word */

static void
draw_entry(double x, double y, const struct sl_dict_entry *entry, bool used,
           bool deleted)
{
    char hash[24], key[24], value[24];

    if (!used) {
        box(x, y, 3 * TRIPLE, CELL, deleted ? "dummy" : "empty",
            deleted ? "deleted" : "");
        return;
    }
    snprintf(hash, sizeof hash, "%ld", (long)entry->hash);
    box(x, y, TRIPLE, CELL, "field", hash);
    box(x + TRIPLE, y, TRIPLE, CELL, "used", sl_repr(entry->key, key, sizeof key));
    box(x + 2 * TRIPLE, y, TRIPLE, CELL, "used",
        sl_repr(entry->value, value, sizeof value));
}

static void
draw_open(double x, double y, const struct sl_dict *d)
{
    for (size_t i = 0; i <= d->mask; i++) {
        const struct sl_dict_entry *entry = &d->table[i];

        text(x - 5, y + CELL * (double)i + 15, "end", "%zu", i);
        draw_entry(x, y + CELL * (double)i, entry, entry->value != NULL,
                   entry->key != NULL && entry->value == NULL);
    }
}

static void
draw_cell(double x, double y, long cell, double entries, double first)
{
    char number[24];
    double middle = first + CELL * (double)cell + CELL / 2;

    snprintf(number, sizeof number, "%ld", cell);
    box(x, y, 28, CELL,
        cell >= 0    ? "pointer"
        : cell == -1 ? "empty"
                     : "dummy",
        cell >= 0 ? number : "");
    if (cell >= 0)
        arrow(x + 28, y + CELL / 2, entries - 1, middle);
}

static void
draw_compact(double x, double y, const struct sl_compact *d)
{
    const struct sl_keys *keys = d->keys;
    const int8_t *index = (const int8_t *)keys + keys->head;
    size_t places = (size_t)1 << keys->log2size;
    const void *behind = index + places;
    const struct sl_dict_entry *entries = behind;
    double right = x + 76;

    check(keys->log2cell == 0 && keys->kind == SL_KEYS_ANY);
    for (size_t i = 0; i < keys->filled + keys->free; i++) {
        bool used = i < keys->filled && entries[i].value != NULL;

        draw_entry(right, y + CELL * (double)i, &entries[i], used,
                   i < keys->filled && !used);
    }
    for (size_t i = 0; i < places; i++) {
        text(x - 5, y + CELL * (double)i + 15, "end", "%zu", i);
        draw_cell(x, y + CELL * (double)i, index[i], right, y);
    }
}

/* The keys of D into WORDS, which has room for them. */
static const char *
keys_in_order(const struct sl_object *d, char *words)
{
    const struct sl_dict_design *design =
        sl_dict_design_of(d->type->interp->platform);
    struct sl_object *key;
    size_t place = 0, length = 0;
    char shown[24];

    while (design->next(d, &place, &key, NULL))
        length += (size_t)sprintf(words + length, "%s%s", length > 0 ? ", " : "",
                                  sl_repr(key, shown, sizeof shown));
    return words;
}

void
draw_compact_index(struct sl_interp *py)
{
    const struct sl_platform *p312 = sl_platform_find("3.12", "lp64", NULL);
    struct sl_interp *later = need(sl_interp_new(p312, NULL, NULL));
    struct sl_object *open = five_less_one(py), *d = five_less_one(later);
    const struct sl_compact *compact = (const struct sl_compact *)(void *)d;
    size_t places = (size_t)1 << compact->keys->log2size, word = 8;
    size_t entries = (compact->keys->filled + compact->keys->free) * 3 * word;
    char first[80], second[80];

    picture(
        264, "Five keys and a deletion in an open and in a compact table",
        "CPython 2.7: %zu places of three words, %zu bytes; %d keys, in the order "
        "of their places: %s; one place deleted. CPython 3.12: an index of %zu "
        "cells, a byte each, and room for %zu entries, %zu bytes; the same keys in "
        "the order of insertion: %s; one entry and its cell deleted.",
        places, places * 3 * word, INDEX_KEYS - 1, keys_in_order(open, first),
        places, compact->keys->filled + compact->keys->free, entries,
        keys_in_order(d, second));
    text(16, 10, "start", "CPython 2.7");
    text(16, 26, "start", "%zu bytes", places * 3 * word);
    text(158, 10, "start", "CPython 3.12");
    text(158, 26, "start", "%zu and", places);
    text(234, 26, "start", "%zu bytes", entries);
    draw_open(16, 42, (const struct sl_dict *)(void *)open);
    draw_compact(158, 42, compact);
    draw_key(232, index_kinds, 5, 3);
    end_picture();
    sl_decref(open);
    sl_decref(d);
    sl_interp_free(later);
}

struct given {
    const char *name;
    long value;
};

static struct sl_object *
instance_with(struct sl_plain_class *class, const struct given *given, int count)
{
    struct sl_interp *py = class->type.interp;
    struct sl_object *o = need(sl_plain_new(class, NULL));

    for (int i = 0; i < count; i++) {
        struct sl_object *name = need(sl_str_interned(py, given[i].name, NULL));
        struct sl_object *value = need(sl_int_new(py, given[i].value, NULL));

        check(sl_plain_set(o, name, value, NULL) == 0);
        sl_decref(name);
        sl_decref(value);
    }
    return o;
}

/* The key with the number I of those that CLASS has; NULL: none yet. */
static struct sl_object *
shared_key(const struct sl_plain_class *class, size_t i)
{
    const struct sl_keys *keys = class->keys;
    const void *entries = (const char *)keys + keys->head +
                          ((size_t)1 << keys->log2size << keys->log2cell);

    if (i >= keys->filled)
        return NULL;
    return keys->kind == SL_KEYS_STRINGS
               ? ((const struct sl_string_entry *)entries)[i].key
               : ((const struct sl_dict_entry *)entries)[i].key;
}

enum { COLUMN = 38, COLUMNS_AT = 152, ROW = 24 };

static void
draw_keys_of(double y, const struct sl_plain_class *class, size_t room)
{
    char shown[24];

    text(1, y + 16, "start", "keys");
    for (size_t i = 0; i < room; i++) {
        struct sl_object *key = shared_key(class, i);

        box(COLUMNS_AT + COLUMN * (double)i, y, COLUMN, ROW,
            key == NULL ? "empty" : "pointer",
            key == NULL ? "" : sl_repr(key, shown, sizeof shown));
    }
}

static void
draw_values_of(double y, struct sl_object *o, size_t room)
{
    const struct sl_plain_class *class =
        (const struct sl_plain_class *)(const void *)o->type;
    struct sl_object *value;
    char shown[24];

    for (size_t i = 0; i < room; i++) {
        struct sl_object *key = shared_key(class, i);
        bool set = key != NULL && sl_plain_get(o, key, &value, NULL) == 1;

        box(COLUMNS_AT + COLUMN * (double)i, y, COLUMN, ROW, set ? "used" : "empty",
            set ? sl_repr(value, shown, sizeof shown) : "");
    }
}

static void
draw_apart(double y, const char *name, struct sl_object *o, size_t room)
{
    check(sl_plain_dict_if_born(o) != NULL);
    text(1, y + 16, "start", "%s", name);
    box(16, y, 46, ROW, "head", "object");
    box(82, y, 46, ROW, "head", "dict");
    arrow(62, y + ROW / 2, 81, y + ROW / 2);
    arrow(128, y + ROW / 2, COLUMNS_AT - 1, y + ROW / 2);
    draw_values_of(y, o, room);
}

static void
draw_inline(double y, const char *name, struct sl_object *o, size_t room)
{
    const struct sl_value_block *block = ((struct sl_plain *)(void *)o)->values;
    const unsigned char *order = (const unsigned char *)block + sizeof(void *);
    char numbers[40] = "";

    check(sl_plain_dict_if_born(o) == NULL && block->room == room);
    for (size_t i = 0, n = 0; i < block->count; i++)
        n += (size_t)sprintf(numbers + n, "%s%d", i == 0 ? "" : " ", order[i]);
    text(1, y + 16, "start", "%s", name);
    box(16, y, 68, ROW, "head", "object");
    box(84, y, COLUMNS_AT - 84, ROW, "field", numbers);
    draw_values_of(y, o, room);
}

enum { PAST = 30 };

static void
draw_class(double y, const char *version, const struct given *p,
           const struct given *q)
{
    const struct sl_platform *platform = sl_platform_find(version, "lp64", NULL);
    struct sl_interp *py = need(sl_interp_new(platform, NULL, NULL));
    struct sl_plain_class *class =
        need(sl_plain_class_new(py, "P", 0, NULL, 0, NULL));
    bool apart = platform->release->values == SL_VALUES_SHARED;
    struct sl_object *o[2];
    size_t room;

    for (int i = 0; i < PAST && !apart; i++)
        sl_decref(instance_with(class, p, 3));
    room =
        apart ? ((size_t)1 << class->keys->log2size) * 2 / 3 : sl_plain_room(class);
    o[0] = instance_with(class, p, 3);
    o[1] = instance_with(class, q, 2);
    draw_keys_of(y, class, room);
    for (int i = 0; i < 2; i++)
        (apart ? draw_apart : draw_inline)(y + 34 * (i + 1), i == 0 ? "p" : "q",
                                           o[i], room);
    for (int i = 0; i < 2; i++)
        sl_decref(o[i]);
    sl_plain_class_free(class);
    sl_interp_free(py);
}

void
draw_split_values(struct sl_interp *py)
{
    static const struct given p[] = {{"x", 3}, {"y", 4}, {"z", 5}};
    static const struct given q[] = {{"x", 6}, {"y", 8}};
    static const struct given back[] = {{"y", 8}, {"x", 6}};

    (void)py;
    picture(
        260, "The keys of a class, and the values of two instances",
        "The class has the keys %s, %s, %s. CPython 3.6: each instance points to a "
        "dictionary, which points to an array of values: p's are %ld, %ld, %ld, "
        "q's "
        "%ld, %ld. CPython 3.13: the values are behind each instance, and in front "
        "of them the numbers of the keys in the order in which they were set; q "
        "has "
        "set %s first.",
        p[0].name, p[1].name, p[2].name, p[0].value, p[1].value, p[2].value,
        q[0].value, q[1].value, back[0].name);
    text(1, 10, "start", "CPython 3.6");
    draw_class(20, "3.6", p, q);
    text(1, 134, "start", "CPython 3.13");
    draw_class(144, "3.13", p, back);
    draw_key(248, split_kinds, 4, 4);
    end_picture();
}
