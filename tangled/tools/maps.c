/* Generated from chapters/99-maps.nw by make tangle: do not edit. MIT licence. */
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

static size_t
format_size(const struct sl_abi *abi, const char *format)
{
    ptrdiff_t size = sl_calcsize(abi, format, NULL);

    check(size >= 0);
    return (size_t)size;
}

struct key {
    const char *kind, *means;
};

static void
draw_key(double y, const struct key *keys, int count, int columns)
{
    for (int i = 0; i < count; i++) {
        double x = 1 + 340 / columns * (i % columns), top = y + 20 * (i / columns);

        box(x, top, 12, 12, keys[i].kind, "");
        text(x + 17, top + 10, "start", "%s", keys[i].means);
    }
}

static void
draw_layout(double y, const struct sl_abi *abi, const char *format,
            const char *const *names)
{
    struct sl_field field = {0};
    double byte = 9;

    while (sl_format_next(abi, &format, &field, NULL) > 0) {
        const char *kind = field.offset < 2 * abi->pointer.size ? "head" : "field";

        box(1 + byte * (double)field.offset, y, byte * (double)field.size, 30, kind,
            *names++);
    }
    box(1, y, byte * (double)(field.offset + field.size), 30, "outline", "");
}

void
draw_measure_str(struct sl_interp *py)
{
    static const char *const names[] = {"count", "type",  "length",
                                        "hash",  "state", ""};

    (void)py;
    picture(
        109, "The fixed part of a str on two machines",
        "Reference count, type, length, hash, state and one byte of characters: "
        "%zu bytes on LP64, %zu on ILP32.",
        format_size(&sl_lp64, SL_STR_FORMAT),
        format_size(&sl_ilp32, SL_STR_FORMAT));
    text(1, 10, "start", "LP64");
    draw_layout(18, &sl_lp64, SL_STR_FORMAT, names);
    text(1, 70, "start", "ILP32");
    draw_layout(78, &sl_ilp32, SL_STR_FORMAT, names);
    end_picture();
}

void
draw_measure_getsizeof(struct sl_interp *py)
{
    static const char *const parts[] = {"GC head", "object", "length", "items",
                                        "room"};
    static const int words[] = {4, 2, 1, 1, 1};
    double word = 38, x = 1;

    (void)py;
    picture(
        154, "What getsizeof counts of a list",
        "The list with its GC head, and its block of three pointers, are counted. "
        "The three strings that the pointers lead to are not.");
    for (int i = 0; i < 5; x += word * words[i++])
        box(x, 1, word * words[i], 30,
            i == 0   ? "gc"
            : i == 1 ? "head"
                     : "field",
            parts[i]);
    arrow(x - 1.5 * word, 26.5, 216, 55);
    for (int i = 0; i < 3; i++) {
        box(216 + word * i, 55, word, 30, "pointer", "");
        box(1 + 116 * i, 112, 104, 24, "outside", "a str");
        arrow(216 + word * (i + 0.5), 70, 53 + 116 * i, 112);
    }
    text(1, 150, "start", "not counted");
    end_picture();
}

void
draw_object_tuple(struct sl_interp *py)
{
    static const char *const words[] = {"next",    "prev",   "refs",
                                        "padding", "count",  "type",
                                        "length",  "item 0", "item 1"};
    size_t head = format_size(&sl_lp64, sl_python27_lp64.gc_head) / 8;
    size_t all = head + format_size(&sl_lp64, SL_TUPLE_FORMAT) / 8 + 2;

    (void)py;
    check(all == sizeof words / sizeof words[0]);
    picture(130, "A tuple of two items, word by word",
            "%zu words of the collector's head: two links, a count, padding. "
            "Behind them the object, %zu words: reference count, type, length, and "
            "two items.",
            head, all - head);
    for (size_t i = 0; i < all; i++)
        box(1 + 66 * (double)(i < head ? i : i - head), i < head ? 18 : 78, 66, 30,
            i < head       ? "gc"
            : i < head + 2 ? "head"
            : i < head + 3 ? "field"
                           : "pointer",
            words[i]);
    text(1, 10, "start", "the collector's head");
    text(1, 70, "start", "the object");
    arrow(120, 122, 5, 110);
    text(126, 126, "start", "a pointer to the tuple");
    end_picture();
}

static void
draw_table(const struct sl_dict *d, double y)
{
    char key[16];

    for (size_t i = 0; i <= d->mask; i++) {
        const struct sl_dict_entry *entry = &d->table[i];
        double x = 21 + (double)(i % 4) * 79, top = y + (double)(i / 4) * 22;
        bool used = entry->value != NULL, deleted = entry->key != NULL && !used;

        box(x, top, 79, 22,
            used      ? "used"
            : deleted ? "dummy"
                      : "empty",
            used      ? sl_repr(entry->key, key, sizeof key)
            : deleted ? "dummy"
                      : "");
        if (i % 4 == 0)
            text(x - 6, top + 15, "end", "%zu", i);
    }
}

static void
set_name(struct sl_dict *d, const char *name)
{
    struct sl_object *key =
        need(sl_str_interned(d->object.type->interp, name, NULL));

    check(sl_dict_set(d, key, key, NULL) == 0);
    sl_decref(key);
}

static void
delete_name(struct sl_dict *d, const char *name)
{
    struct sl_object *key =
        need(sl_str_interned(d->object.type->interp, name, NULL));

    check(sl_dict_del(d, key, NULL) == 0);
    sl_decref(key);
}

void
draw_dict_states(struct sl_interp *py)
{
    const char *const names[] = {"name", "colour", "size", "weight", "owner"};
    struct sl_dict *d = need(sl_dict_new(py, NULL));
    size_t places;

    for (int i = 0; i < 5; i++)
        set_name(d, names[i]);
    places = d->mask + 1;
    picture(269, "A dictionary before and after its sixth key",
            "A table of %zu places holds %zu keys. After the sixth key the table "
            "has %zu places, and %zu are in use.",
            places, d->used, sl_dict_places(6), d->used + 1);
    text(1, 10, "start", "five keys, eight places inside the dictionary");
    draw_table(d, 18);
    set_name(d, "price");
    text(1, 84, "start", "six keys, thirty-two places in a block");
    draw_table(d, 92);
    end_picture();
    sl_decref(&d->object);
}

static void
find_rivals(struct sl_interp *py, char rivals[3][2], long hashes[3])
{
    int found = 0;

    for (char c = 'a'; found < 3 && c <= 'z'; c++) {
        struct sl_object *o = need(sl_str_new(py, &c, 1, NULL));
        long hash = sl_hash(o, NULL);

        if (found == 0 || (hash & 7) == (hashes[0] & 7)) {
            hashes[found] = hash;
            rivals[found][0] = c;
            rivals[found++][1] = '\0';
        }
        sl_decref(o);
    }
    check(found == 3);
}

void
draw_dict_probe(struct sl_interp *py)
{
    struct sl_dict *d = need(sl_dict_new(py, NULL));
    char rivals[3][2];
    long hashes[3];
    size_t first, second;

    find_rivals(py, rivals, hashes);
    first = (size_t)hashes[1] & 7;
    second = ((size_t)hashes[1] * 5 + 1 + (size_t)hashes[1]) & 7;
    picture(215, "Three keys that want the same place",
            "'%s' is in place %zu. '%s' finds it taken and goes on to place %zu. "
            "When '%s' is deleted a dummy remains in its place, and '%s' is still "
            "found behind it. '%s' wants place %zu too, and takes the dummy's.",
            rivals[0], first, rivals[1], second, rivals[0], rivals[1], rivals[2],
            first);
    set_name(d, rivals[0]);
    set_name(d, rivals[1]);
    text(1, 10, "start", "'%s' wants place %zu, '%s' is there: on to %zu",
         rivals[1], first, rivals[0], second);
    draw_table(d, 18);
    delete_name(d, rivals[0]);
    text(1, 86, "start", "'%s' is deleted: '%s' is found past the dummy", rivals[0],
         rivals[1]);
    draw_table(d, 94);
    set_name(d, rivals[2]);
    text(1, 162, "start", "'%s' wants place %zu too, takes the dummy's", rivals[2],
         first);
    draw_table(d, 170);
    end_picture();
    sl_decref(&d->object);
}

enum { WORD = 28 }; /* the width of one */

/* So many WORDS from word FROM of the row on, with a LABEL under them, or ABOVE. */
static void
draw_words(double y, size_t from, size_t words, const char *kind, bool above,
           const char *label)
{
    double x = 1 + WORD * (double)from;

    for (size_t i = 0; i < words; i++)
        box(x + WORD * (double)i, y, WORD, 22, kind, "");
    text(x + WORD * (double)words / 2, above ? y - 5 : y + 36, "middle", "%s",
         label);
}

static void
draw_dict_words(double y, size_t head)
{
    size_t words = sl_dict_sizeof(&sl_python27_lp64, 1) / sl_lp64.pointer.size;
    size_t table = 3 * SL_DICT_SMALL, pointers = 2;
    size_t counts = words - head - 2 - pointers - table;

    draw_words(y, 0, head, "gc", false, "GC head");
    draw_words(y, head, 2, "head", false, "object");
    draw_words(y, head + 2, counts, "field", false, "counts");
    draw_words(y, head + 2 + counts, pointers, "pointer", false, "pointers");
    draw_words(y + 46, 0, table / 2, "used", false, "");
    draw_words(y + 68, 0, table / 2, "used", false, "eight places of three words");
}

static void
draw_instance_words(double y, size_t head, const struct sl_type *c)
{
    size_t word = sl_lp64.pointer.size;
    size_t dict = head + (size_t)c->dictoffset / word;
    size_t weak = head + (size_t)c->weaklistoffset / word;

    draw_words(y, 0, head, "gc", true, "GC head");
    draw_words(y, head, 2, "head", true, "object");
    draw_words(y, dict, 1, "pointer", true, "");
    draw_words(y, weak, 1, "pointer", true, "");
    text(7 + WORD * (double)(weak + 1), y + 9, "start", "__dict__");
    text(7 + WORD * (double)(weak + 1), y + 22, "start", "__weakref__");
    arrow(1 + WORD * ((double)dict + 0.5), y + 11, 4 + WORD * (double)head, y + 61);
}

void
draw_instance_map(struct sl_interp *py)
{
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *c =
        need(sl_class_new(lp64, "C", sl_builtin(lp64, SL_OBJECT), NULL));
    size_t word = sl_lp64.pointer.size, all = sl_getsizeof(c, 0);
    size_t head = (all - c->basicsize) / word;

    (void)py;
    picture(
        186, "An instance of a plain class and its dictionary, to scale",
        "The instance: the collector's head, reference count, type, dictionary, "
        "weak references; %zu words. Its dictionary: head, counts, pointers, "
        "and a table of %d places; %zu words.",
        all / word, SL_DICT_SMALL, sl_dict_sizeof(lp64->platform, 1) / word);
    draw_instance_words(16, head, c);
    draw_dict_words(78, head);
    end_picture();
    sl_decref(&c->object);
    sl_interp_free(lp64);
}

static const char *
kind_of_region(const struct sl_region *region)
{
    if (region->offset < 0)
        return "gc";
    if (region->name[0] == '_')
        return "pointer";
    return region->type->made != NULL ? "used" : "head";
}

static void
draw_regions(double y, const struct sl_type *type)
{
    struct sl_region regions[16];
    size_t count = sl_layout(type, 0, regions, 16);

    check(count <= 16);
    text(1, y + 19, "start", "%s", type->name);
    for (size_t i = 0; i < count; i++) {
        const struct sl_region *r = &regions[i];
        double word = 46, x = 66 + word * (double)r->offset / 8;
        bool head = r->offset < 0;

        box(head ? 20 : x, y, head ? 46 : word * (double)r->size / 8, 30,
            kind_of_region(r),
            strcmp(r->name, "reference count") == 0 ? "count"
            : strcmp(r->name, "__weakref__") == 0   ? "weakref"
            : strcmp(r->name, "__dict__") == 0      ? "dict"
                                                    : r->name);
    }
}

void
draw_type_layout(struct sl_interp *py)
{
    static const char *const slots[] = {"a", "b", "__weakref__"};
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *a = need(
        sl_slotted_new(lp64, "A", sl_builtin(lp64, SL_OBJECT), slots, 1, NULL));
    struct sl_type *b = need(sl_slotted_new(lp64, "B", a, slots + 1, 2, NULL));
    struct sl_type *c = need(sl_class_new(lp64, "C", b, NULL));

    (void)py;
    picture(
        116, "Three classes, each derived from the one before",
        "A: the collector's head, reference count, type, slot a. B: the same and "
        "slot b and weak references. C: the same and a dictionary.");
    draw_regions(1, a);
    draw_regions(43, b);
    draw_regions(85, c);
    end_picture();
    sl_decref(&c->object);
    sl_decref(&b->object);
    sl_decref(&a->object);
    check(sl_interp_free(lp64) == 0);
}

static const char *
short_name(const struct sl_region *r)
{
    return strcmp(r->name, "reference count") == 0 ? "count"
           : strcmp(r->name, "__weakref__") == 0   ? "weak"
           : strcmp(r->name, "__dict__") == 0      ? "dict"
           : strcmp(r->name, "GC head") == 0       ? "GC head"
           : strcmp(r->name, "values") == 0        ? "vals"
                                                   : r->name;
}

static void
draw_front(double y, const char *version)
{
    struct sl_interp *py =
        need(sl_interp_new(sl_platform_find(version, "lp64", NULL), NULL, NULL));
    struct sl_type *c =
        need(sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL));
    struct sl_region regions[16];
    size_t count = sl_layout(c, 0, regions, 16);
    double word = 38, zero = 184;

    check(count <= 16);
    text(1, y + 19, "start", "%s", version);
    for (size_t i = 0; i < count; i++) {
        const struct sl_region *r = &regions[i];

        box(zero + word * (double)r->offset / 8, y, word * (double)r->size / 8, 30,
            strcmp(r->name, "GC head") == 0 ? "gc"
            : r->name[0] == '_'             ? "pointer"
            : r->offset < 0                 ? "field"
                                            : "head",
            short_name(r));
    }
    sl_decref(&c->object);
    sl_interp_free(py);
}

void
draw_types_since_front(struct sl_interp *py)
{
    static const char *const versions[] = {"2.7", "3.8", "3.11", "3.12"};

    (void)py;
    picture(176, "An instance of a plain class in four versions, to scale",
            "In CPython 2.7 and 3.8 the dictionary and the weak references are "
            "inside; in 3.11 the dictionary, in 3.12 both are in front of the "
            "collector's head.");
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++)
        draw_front(20 + 42 * (double)i, versions[i]);
    arrow(184, 2, 184, 18);
    end_picture();
}

static void
draw_five(double y, const char *what, const struct sl_type *type)
{
    struct sl_region regions[8];
    size_t count = sl_layout(type, 0, regions, 8);
    double word = 54, x = type->gc ? 1 : 1 + word;

    check(count <= 8);
    text(1, y, "start", "%s: %zu bytes", what, sl_getsizeof(type, 0));
    for (size_t i = 0; i < count; i++) {
        const struct sl_region *r = &regions[i];
        bool value = strcmp(r->name, "int") == 0;
        double width = r->offset < 0 ? word : word * (double)r->size / 8;

        box(x, y + 8, width, 30, value ? "field" : kind_of_region(r),
            value                                     ? "5"
            : strcmp(r->name, "reference count") == 0 ? "count"
            : strcmp(r->name, "__weakref__") == 0     ? "weakref"
            : strcmp(r->name, "__dict__") == 0        ? "dict"
                                                      : r->name);
        x += width;
    }
}

void
draw_empty_int(struct sl_interp *py)
{
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *number = sl_builtin(lp64, SL_INT);
    struct sl_type *empty = need(sl_slotted_new(lp64, "I", number, NULL, 0, NULL));
    struct sl_type *plain = need(sl_class_new(lp64, "I", number, NULL));

    (void)py;
    picture(
        165, "The number five, three ways",
        "An int: count, type, value. With empty slots: the collector's head and "
        "the same. Without slots: the head, the same, a pointer to a dictionary "
        "and one for weak references.");
    draw_five(10, "an int", number);
    draw_five(68, "a class under int, empty slots", empty);
    draw_five(126, "a class under int, no __slots__", plain);
    end_picture();
    sl_decref(&empty->object);
    sl_decref(&plain->object);
    check(sl_interp_free(lp64) == 0);
}

#define BYTE 2.5                    /* the width of one */
enum { TAPE_BYTES = 64, TAPE = 9 }; /* bytes of a row, and its height */

struct tape {
    double left, top;
    size_t word, bytes; /* of a word; drawn so far */
};

static void
draw_on_tape(struct tape *t, size_t bytes, const char *kind)
{
    for (size_t end = t->bytes + bytes; t->bytes < end; t->bytes += t->word) {
        size_t row = t->bytes / TAPE_BYTES, column = t->bytes % TAPE_BYTES;

        box(t->left + BYTE * (double)column, t->top + TAPE * (double)row,
            BYTE * (double)t->word, TAPE, kind, "");
    }
}

/* Where something can be drawn below T. */
static double
below(const struct tape *t)
{
    return t->top + TAPE * (double)((t->bytes + TAPE_BYTES - 1) / TAPE_BYTES);
}

static void
draw_object_on_tape(struct tape *t, const struct sl_type *type, size_t leave_out)
{
    struct sl_region regions[16];
    size_t count = sl_layout(type, 0, regions, 16);

    check(count <= 16);
    for (size_t i = 0; i < count; i++) {
        const struct sl_region *r = &regions[i];
        bool own = r->type->made == NULL && r->size > 2 * t->word;

        draw_on_tape(t, own && r->offset >= 0 ? r->size - leave_out : r->size,
                     own && r->offset >= 0 ? "field" : kind_of_region(r));
    }
}

static void
draw_places(struct tape *t, struct sl_interp *py, size_t keys)
{
    struct sl_dict *d = need(sl_dict_new(py, NULL));
    char name[] = "a";

    for (size_t i = 0; i < keys; i++, name[0]++)
        set_name(d, name);
    for (size_t i = 0; i < SL_DICT_SMALL; i++)
        draw_on_tape(t, 3 * t->word,
                     d->table == d->small && d->table[i].value != NULL ? "used"
                                                                       : "empty");
    if (d->table != d->small) {
        *t = (struct tape){t->left, below(t) + 4, t->word, 0};
        for (size_t i = 0; i <= d->mask; i++)
            draw_on_tape(t, 3 * t->word,
                         d->table[i].value != NULL ? "used" : "empty");
    }
    sl_decref(&d->object);
}

enum { MAP_ATTRIBUTES = 8, MAP_SLOTS = 4 }; /* in all; in slots, of a hybrid */

static double
draw_way(struct sl_interp *py, const struct sl_platform *platform, double left,
         double top, size_t slots)
{
    static const char *const names[] = {"s0", "s1", "s2", "s3", "__dict__",
                                        "s4", "s5", "s6", "s7"};
    static const char *const all[] = {"s0", "s1", "s2", "s3",
                                      "s4", "s5", "s6", "s7"};
    struct sl_interp *other = need(sl_interp_new(platform, NULL, NULL));
    struct sl_type *object = sl_builtin(other, SL_OBJECT);
    struct sl_type *dict = sl_builtin(other, SL_DICT), *c;
    struct tape t = {left, top, platform->abi->pointer.size, 0};

    c = slots == 0 ? sl_class_new(other, "C", object, NULL)
        : slots == MAP_SLOTS
            ? sl_slotted_new(other, "C", object, names, slots + 1, NULL)
            : sl_slotted_new(other, "C", object, all, slots, NULL);
    need(c);
    draw_object_on_tape(&t, c, 0);
    check(t.bytes == sl_getsizeof(c, 0));
    if (slots < MAP_ATTRIBUTES) {
        t = (struct tape){left, below(&t) + 4, t.word, 0};
        draw_object_on_tape(&t, dict, SL_DICT_SMALL * 3 * t.word);
        draw_places(&t, py, MAP_ATTRIBUTES - slots);
    }
    sl_decref(&c->object);
    check(sl_interp_free(other) == 0);
    return below(&t);
}

static size_t
bytes_of_way(const struct sl_platform *platform, size_t slots)
{
    struct sl_interp *py = need(sl_interp_new(platform, NULL, NULL));
    struct sl_cost cost = {0, 0};
    struct sl_way way = {.base = sl_builtin(py, SL_OBJECT),
                         .slotted = slots > 0,
                         .slots = slots,
                         .dict = slots > 0 && slots < MAP_ATTRIBUTES};

    check(sl_cost_of(&way, MAP_ATTRIBUTES - slots, &cost, NULL) == 0);
    sl_interp_free(py);
    return cost.instance + cost.dict;
}

static const struct key map_keys[] = {
    {"gc", "GC head"},       {"head", "count, type"},
    {"used", "slot, entry"}, {"pointer", "dict, weakref"},
    {"field", "dict's own"}, {"empty", "empty place"}};
void
draw_hybrid_maps(struct sl_interp *py)
{
    static const struct sl_platform *const platforms[] = {&sl_python27_lp64,
                                                          &sl_python27_ilp32};
    static const char *const ways[] = {"no slots", "four in slots", "all in slots"};
    static const size_t slots[] = {0, MAP_SLOTS, MAP_ATTRIBUTES};
    size_t bytes[3][2];
    double y = 24;

    for (int i = 0; i < 6; i++)
        bytes[i / 2][i % 2] = bytes_of_way(platforms[i % 2], slots[i / 2]);
    picture(
        400, "Eight attributes in three ways on two machines, to scale",
        "Bytes on LP64 and ILP32. No slots: %zu and %zu, most of them empty places "
        "of the dictionary's table. Four in slots, four in the dictionary: %zu and "
        "%zu. All in slots: %zu and %zu, and there is no dictionary.",
        bytes[0][0], bytes[0][1], bytes[1][0], bytes[1][1], bytes[2][0],
        bytes[2][1]);
    text(1, 10, "start", "LP64 (bytes)");
    text(177, 10, "start", "ILP32 (bytes)");
    for (int i = 0; i < 3; i++, y += 28) {
        double lowest = y, bottom;

        for (int j = 0; j < 2; j++) {
            text(1 + 176 * j, y, "start", "%s: %zu", ways[i], bytes[i][j]);
            bottom = draw_way(py, platforms[j], 1 + 176 * j, y + 6, slots[i]);
            lowest = bottom > lowest ? bottom : lowest;
        }
        y = lowest;
    }
    draw_key(y - 14, map_keys, 6, 3);
    end_picture();
}

void
draw_avoid_conflict(struct sl_interp *py)
{
    static const char *const slots[] = {"a", "b1", "b2"};
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *object = sl_builtin(lp64, SL_OBJECT);
    struct sl_type *a = need(sl_slotted_new(lp64, "A", object, slots, 1, NULL));
    struct sl_type *b1 = need(sl_slotted_new(lp64, "B1", a, slots + 1, 1, NULL));
    struct sl_type *b2 = need(sl_slotted_new(lp64, "B2", a, slots + 2, 1, NULL));
    struct sl_type *c = need(sl_slotted_new(lp64, "C?", a, NULL, 0, NULL));

    (void)py;
    picture(158, "Two classes with slots of their own, and none below both",
            "A: the collector's head, reference count, type, slot a. B1: the same "
            "and slot b1. B2: the same as A and slot b2, where B1 has b1. C, "
            "derived from both, would need both at one place.");
    draw_regions(1, a);
    draw_regions(43, b1);
    draw_regions(85, b2);
    draw_regions(127, c);
    box(66 + 46 * (double)c->basicsize / 8, 127, 56, 30, "dummy", "b1, b2?");
    end_picture();
    sl_decref(&c->object);
    sl_decref(&b2->object);
    sl_decref(&b1->object);
    sl_decref(&a->object);
    check(sl_interp_free(lp64) == 0);
}

enum { REF_WORD = 48 }; /* the width of one */

static void
draw_row(double y, const struct key *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        box(1 + REF_WORD * (double)i, y, REF_WORD, 30, words[i].kind,
            words[i].means);
}

/* The word of a pointer, to which NULL looks another way. */
static struct key
pointer_word(const void *pointer, const char *label)
{
    return (struct key){pointer != NULL ? "pointer" : "empty", label};
}

static struct sl_object *
uncalled(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)ref;
    return sl_str_interned(f->object.type->interp, f->context, error);
}

/* A weak reference to O with a callback called NAME. */
static struct sl_object *
named_ref(struct sl_object *o, char *name)
{
    struct sl_function *f =
        need(sl_function_new(o->type->interp, uncalled, name, NULL));
    struct sl_object *r = need(sl_weakref_new(o, &f->object, NULL));

    sl_decref(&f->object);
    return r;
}

static void
draw_list(struct sl_object *o)
{
    const struct sl_weakref *r = *sl_weakref_pointer(o);
    const struct key count = {"head", "count"}, type = {"head", "type"};
    const struct key dict = pointer_word(*sl_dict_pointer(o), "dict");
    const struct key words[] = {count, type, dict, pointer_word(r, "weakref")};
    double y = 1, from = 3.5;

    draw_row(y, words, 4);
    for (; r != NULL; r = r->next, from = 6.5) {
        const struct sl_function *f = (struct sl_function *)(void *)r->callback;
        const struct key fields[] = {
            count,
            type,
            pointer_word(r->referent, "object"),
            pointer_word(f, f == NULL ? "none" : f->context),
            {"field", "hash"},
            pointer_word(r->prev, "prev"),
            pointer_word(r->next, "next")};

        check(r->referent == o);
        draw_row(y + 54, fields, 7);
        arrow(1 + REF_WORD * from, y + 25.5, 25, y + 52);
        y += 54;
    }
}

void
draw_weakref_list(struct sl_interp *py)
{
    static const struct key keys[] = {{"head", "head"},
                                      {"field", "number"},
                                      {"pointer", "pointer"},
                                      {"empty", "NULL"}};
    static char first[] = "first", second[] = "second";
    struct sl_type *c =
        need(sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL));
    struct sl_object *o = need(sl_instance_new(c, 0, NULL)), *refs[3];

    refs[0] = named_ref(o, first);
    refs[1] = need(sl_weakref_new(o, NULL, NULL));
    refs[2] = named_ref(o, second);
    picture(226, "An instance and the list of its weak references",
            "Four words of an instance. The last of them points to a weak "
            "reference without a callback, whose next is the one with the second "
            "callback, whose next is the one with the first. No dictionary is born "
            "yet.");
    draw_list(o);
    draw_key(212, keys, 4, 4);
    end_picture();
    for (int i = 0; i < 3; i++)
        sl_decref(refs[i]);
    sl_decref(o);
    sl_decref(&c->object);
}
