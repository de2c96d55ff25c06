/* Generated from chapters/97-made.nw by make tangle: do not edit. MIT licence. */
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

static void
fact(const char *key, size_t value, const char *unit)
{
    printf("%s\t%zu\t%s\t%.*s\n", key, value, unit, (int)strcspn(key, "."), key);
}

static void
fact_bytes(const char *key, size_t bytes)
{
    fact(key, bytes, "bytes");
}

/* A size in words of an ABI: pointers. */
static void
fact_words(const char *key, const struct sl_abi *abi, size_t bytes)
{
    check(bytes % abi->pointer.size == 0);
    fact(key, bytes / abi->pointer.size, "pointers");
}

static void
fact_keyed(const char *key, size_t number, size_t value, const char *unit)
{
    const char *hole = strstr(key, "%zu");
    char full[64];

    check(hole != NULL);
    snprintf(full, sizeof full, "%.*s%zu%s", (int)(hole - key), key, number,
             hole + 3);
    fact(full, value, unit);
}

static size_t
format_size(const struct sl_abi *abi, const char *format)
{
    ptrdiff_t size = sl_calcsize(abi, format, NULL);

    check(size >= 0);
    return (size_t)size;
}

/* The number of keys at which the table of a growing dictionary is full for the
   STEPth time, less one: the last number that fits. */
static size_t
breakpoint(struct sl_interp *py, int step)
{
    struct sl_dict *d = need(sl_dict_new(py, NULL));
    size_t before = 0;

    while (step > 0) {
        size_t places = d->mask + 1;
        struct sl_object *key = need(sl_int_new(py, (long)d->used, NULL));

        before = d->used;
        check(sl_dict_set(d, key, key, NULL) == 0);
        sl_decref(key);
        step -= d->mask + 1 != places;
    }
    sl_decref(&d->object);
    return before;
}

/* A dictionary of the ints from 0 to TO - 1. */
static struct sl_dict *
dict_of_ints(struct sl_interp *py, long to)
{
    struct sl_dict *d = need(sl_dict_new(py, NULL));

    for (long i = 0; i < to; i++) {
        struct sl_object *key = need(sl_int_new(py, i, NULL));

        check(sl_dict_set(d, key, key, NULL) == 0);
        sl_decref(key);
    }
    return d;
}

static void
deletion_facts(struct sl_interp *py)
{
    struct sl_dict *d = dict_of_ints(py, 100);

    for (long i = 1; i < 100; i++) {
        struct sl_object *key = need(sl_int_new(py, i, NULL));

        check(sl_dict_del(d, key, NULL) == 0);
        sl_decref(key);
    }
    fact_bytes("dict.deleted.lp64", sl_dict_getsizeof(d, &sl_python27_lp64));
    sl_dict_clear(d);
    fact_bytes("dict.cleared.lp64", sl_dict_getsizeof(d, &sl_python27_lp64));
    sl_decref(&d->object);
}

static size_t
literal_size(struct sl_interp *py, long keys)
{
    struct sl_dict *d = need(sl_dict_new_presized(py, (size_t)keys, NULL));
    struct sl_dict *content = dict_of_ints(py, keys);
    struct sl_object *key, *value;
    size_t place = 0, size;

    while (sl_dict_next(content, &place, &key, &value))
        check(sl_dict_set(d, key, value, NULL) == 0);
    size = sl_dict_getsizeof(d, &sl_python27_lp64);
    sl_decref(&content->object);
    sl_decref(&d->object);
    return size;
}

static size_t
copy_size(struct sl_interp *py, long keys)
{
    struct sl_dict *d = dict_of_ints(py, keys);
    struct sl_dict *copy = need(sl_dict_copy(d, NULL));
    size_t size = sl_dict_getsizeof(copy, &sl_python27_lp64);

    sl_decref(&copy->object);
    sl_decref(&d->object);
    return size;
}

/* Bytes by which looking at __dict__ makes a fresh instance heavier. */
static size_t
cost_of_looking(struct sl_interp *py)
{
    struct sl_type *c =
        need(sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL));
    struct sl_object *o = need(sl_instance_new(c, 0, NULL));
    bool unborn = *sl_dict_pointer(o) == NULL;
    size_t bytes =
        sl_dict_getsizeof(need(sl_instance_dict(o, NULL)), &sl_python27_lp64);

    check(unborn && *sl_dict_pointer(o) != NULL);
    sl_decref(o);
    sl_decref(&c->object);
    return bytes;
}

/* What an instance of a class with so many SLOTS under BASE weighs. */
static size_t
slotted_size(struct sl_type *base, const char *const *slots, size_t count)
{
    struct sl_type *c =
        need(sl_slotted_new(base->interp, "C", base, slots, count, NULL));
    size_t size = sl_getsizeof(c, 0);

    sl_decref(&c->object);
    return size;
}

/* Bytes of an instance with LENGTH items of a class derived from BASE, with
   `__slots__ = ()` if EMPTY, else without `__slots__`. */
static size_t
weigh_under(struct sl_type *base, bool empty, size_t length)
{
    struct sl_type *c =
        need(empty ? sl_slotted_new(base->interp, "C", base, NULL, 0, NULL)
                   : sl_class_new(base->interp, "C", base, NULL));
    size_t size = sl_getsizeof(c, length);

    check(c->basicsize == base->basicsize || !empty);
    sl_decref(&c->object);
    return size;
}

/* A class of so many SLOTS, and __weakref__. */
static struct sl_type *
class_of_slots(struct sl_interp *py, size_t slots)
{
    const char *list[100] = {"__weakref__"};
    char names[100][8];

    check(slots < 100);
    for (size_t i = 1; i <= slots; i++) {
        snprintf(names[i], sizeof names[i], "a%zu", i % 100);
        list[i] = names[i];
    }
    return need(
        sl_slotted_new(py, "S", sl_builtin(py, SL_OBJECT), list, slots + 1, NULL));
}

static size_t
slots_as_heavy(struct sl_interp *py)
{
    struct sl_type *c =
        need(sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL));
    struct sl_object *o = need(sl_instance_new(c, 0, NULL));
    struct sl_object *name = need(sl_str_interned(py, "x", NULL));
    size_t weight, sum = 0, slots = 0;

    check(sl_setattr(o, name, sl_none(py), NULL) == 0);
    sum = sl_getsizeof(c, 0) + sl_dict_getsizeof(*sl_dict_pointer(o), py->platform);
    do {
        struct sl_type *s = class_of_slots(py, ++slots);

        weight = sl_getsizeof(s, 0);
        sl_decref(&s->object);
    } while (weight < sum);
    check(weight == sum);
    sl_decref(name);
    sl_decref(o);
    sl_decref(&c->object);
    return slots;
}

/* Bytes of an instance under BASE, with its dictionary: so many attributes in SLOTS
   and OTHERS in the dictionary. */
static size_t
hybrid_size(struct sl_type *base, size_t slots, size_t others)
{
    struct sl_way way = {base, true, slots, true, false};
    struct sl_cost cost = {0, 0};

    check(sl_cost_of(&way, others, &cost, NULL) == 0);
    return cost.instance + cost.dict;
}

/* What an instance with five attributes costs on LP64. */
static struct sl_heap_cost
cost_of_five(const char *version, enum sl_way_kind kind)
{
    const struct sl_platform *platform =
        need((void *)(uintptr_t)sl_platform_find(version, "lp64", NULL));
    struct sl_heap_cost cost;

    check(sl_heap_bytes(platform, kind, 5, 0, &cost, NULL) == 0);
    return cost;
}

/* To the nearest byte. */
static size_t
whole(double bytes)
{
    return (size_t)(bytes + 0.5);
}

/* The largest number of slots with which a class takes no more than without. */
static size_t
slots_for_nothing(const struct sl_platform *platform)
{
    size_t n = 0;

    while (sl_class_bytes(platform, SL_WAY_SLOTS, n + 1) <=
           sl_class_bytes(platform, SL_WAY_PLAIN, n + 1))
        n++;
    return n;
}

/* A measured platform, by its two names. */
static const struct sl_platform *
cpython(const char *version, const char *abi)
{
    return need((void *)(uintptr_t)sl_platform_find(version, abi, NULL));
}

/* Pointers of the empty dictionary of an instance, as getsizeof sees it. */
static size_t
empty_dict(const struct sl_platform *p)
{
    return sl_heap_dict_getsizeof(p, SL_WAY_PLAIN, 0, 0) / p->abi->pointer.size;
}

/* Where a plain instance is full for the NTHth time, by the heap. */
static size_t
full_at(const struct sl_platform *platform, size_t nth)
{
    size_t breaks[8];

    check(sl_breakpoints(platform, SL_BY_HEAP, 100, breaks, 8) >= nth);
    return breaks[nth - 1];
}

/* Bytes asked for by a plain instance. */
static size_t
plain_asks(const struct sl_platform *platform, size_t attributes)
{
    return sl_weigh(platform, SL_BY_HEAP, SL_WAY_PLAIN, attributes, 0);
}

/* Bytes of a __weakref__ in slots, by getsizeof. */
static size_t
weakref_slot(const struct sl_platform *p)
{
    return sl_heap_getsizeof(p, SL_WAY_SLOTS_WEAKREF, 1, 1) -
           sl_heap_getsizeof(p, SL_WAY_SLOTS, 1, 1);
}

/* Bytes of a literal of so many KEYS: CPython 2.7, LP64. */
static size_t
literal_bytes(struct sl_interp *interp, long keys)
{
    struct sl_dict *d = need(sl_dict_new_presized(interp, (size_t)keys, NULL));
    size_t bytes;

    for (long i = 0; i < keys; i++) {
        struct sl_object *key = need(sl_int_new(interp, i, NULL));

        check(sl_dict_set(d, key, key, NULL) == 0);
        sl_decref(key);
    }
    bytes = sl_dict_getsizeof(d, &sl_python27_lp64);
    sl_decref(&d->object);
    return bytes;
}

/* Bytes that a slot adds to an empty tuple. */
static size_t
slot_in_tuple(const struct sl_platform *platform)
{
    static const char *const slots[] = {"x"};
    struct sl_interp *interp = need(sl_interp_new(platform, NULL, NULL));
    struct sl_type *tuple = sl_builtin_named(interp, "tuple");
    struct sl_type *c = need(sl_slotted_new(interp, "C", tuple, slots, 1, NULL));
    size_t bytes = sl_getsizeof(c, 0) - sl_getsizeof(tuple, 0);

    sl_decref(&c->object);
    check(sl_interp_free(interp) == 0);
    return bytes;
}

static const struct sl_platform *
need_platform(const char *version, const char *abi)
{
    const struct sl_platform *platform = sl_platform_find(version, abi, NULL);

    check(platform != NULL);
    return platform;
}

/* Prints for cells of one byte and of two how many places have them at most. */
static void
cell_facts(const struct sl_platform *platform)
{
    size_t head = format_size(platform->abi, platform->release->keys);
    size_t places = 8;

    for (size_t cell = 1; cell <= 2; cell++) {
        while (sl_keys_sizeof(platform, places * 2, SL_KEYS_ANY) - head -
                   places * 2 * 2 / 3 * 3 * platform->abi->pointer.size ==
               places * 2 * cell)
            places *= 2;
        fact_keyed("compact.cells.%zu", cell, places, "places");
    }
}

enum { SLIP_SETS = 10 };

/* getsizeof, on LP64, of a dictionary of so many SETS, all but the last deleted. */
static size_t
queue_bytes(const char *version, long sets)
{
    struct sl_interp *py =
        need(sl_interp_new(need_platform(version, "lp64"), NULL, NULL));
    struct sl_compact *d = need(sl_compact_new(py, NULL));
    size_t bytes;

    for (long i = 0; i < sets; i++) {
        struct sl_object *key = need(sl_int_new(py, i, NULL));

        check(sl_compact_set(d, key, key, NULL) == 0);
        sl_decref(key);
        key = need(sl_int_new(py, i - 1, NULL));
        check(i == 0 || sl_compact_del(d, key, NULL) == 0);
        sl_decref(key);
    }
    bytes = sl_compact_getsizeof(d, py->platform);
    sl_decref(&d->object);
    check(sl_interp_free(py) == 0);
    return bytes;
}

/* getsizeof, on LP64, of a dictionary of so many STRINGS, and then so many INTS. */
static size_t
strings_and_int(const char *version, int strings, int ints)
{
    struct sl_interp *py =
        need(sl_interp_new(need_platform(version, "lp64"), NULL, NULL));
    struct sl_compact *d = need(sl_compact_new(py, NULL));
    size_t bytes;

    for (int i = 0; i < strings + ints; i++) {
        char name = (char)('a' + i);
        struct sl_object *key =
            i < strings ? sl_str_new(py, &name, 1, NULL) : sl_int_new(py, i, NULL);

        check(sl_compact_set(d, need(key), key, NULL) == 0);
        sl_decref(key);
    }
    bytes = sl_compact_getsizeof(d, py->platform);
    sl_decref(&d->object);
    check(sl_interp_free(py) == 0);
    return bytes;
}

enum { NTH_MOST = 64 };

static void
set_letters(struct sl_object *o, int count)
{
    for (int i = 0; i < count; i++) {
        char letter = (char)('a' + i);
        struct sl_object *name =
            need(sl_str_new(o->type->interp, &letter, 1, NULL));

        check(sl_plain_set(o, name, name, NULL) == 0);
        sl_decref(name);
    }
}

/* getsizeof, on LP64, of the __dict__ of the NTH instance of a class, looked at
   when it has so many ATTRIBUTES. */
static size_t
dict_of_nth(const char *version, int nth, int attributes)
{
    struct sl_interp *py =
        need(sl_interp_new(need_platform(version, "lp64"), NULL, NULL));
    struct sl_plain_class *class =
        need(sl_plain_class_new(py, "C", 0, NULL, 0, NULL));
    struct sl_object *o[NTH_MOST];
    size_t bytes;

    check(nth <= NTH_MOST);
    for (int i = 0; i < nth; i++)
        set_letters(o[i] = need(sl_plain_new(class, NULL)), attributes);
    bytes = sl_dict_design_of(py->platform)
                ->getsizeof(need(sl_plain_dict(o[nth - 1], NULL)), py->platform);
    for (int i = 0; i < nth; i++)
        sl_decref(o[i]);
    sl_plain_class_free(class);
    check(sl_interp_free(py) == 0);
    return bytes;
}

int
main(void)
{
    struct sl_interp *py = need(sl_interp_new(&sl_python27_host, NULL, NULL));
    struct sl_interp *py64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_interp *py32 = need(sl_interp_new(&sl_python27_ilp32, NULL, NULL));
    struct sl_type *object64 = sl_builtin(py64, SL_OBJECT);
    struct sl_type *object32 = sl_builtin(py32, SL_OBJECT);
    struct sl_type *plain64 = need(sl_class_new(py64, "C", object64, NULL));
    struct sl_type *plain32 = need(sl_class_new(py32, "C", object32, NULL));
    struct sl_type *text64 =
        need(sl_class_new(py64, "T", sl_builtin(py64, SL_STR), NULL));

    fact_bytes("measure.plain.lp64", sl_getsizeof(plain64, 0));
    fact_bytes("measure.plain.ilp32", sl_getsizeof(plain32, 0));
    fact_bytes("measure.plain.dict.lp64", sl_dict_sizeof(&sl_python27_lp64, 1));
    fact_bytes("measure.plain.dict.ilp32", sl_dict_sizeof(&sl_python27_ilp32, 1));
    fact_bytes("measure.plain.both.lp64", sl_instance_sizeof(plain64, 1));
    fact_bytes("measure.list3.lp64", sl_getsizeof(sl_builtin(py64, SL_LIST), 3));
    fact_bytes("measure.str1.lp64", sl_getsizeof(sl_builtin(py64, SL_STR), 1));
    fact_bytes("measure.head.lp64", format_size(&sl_lp64, SL_OBJECT_FORMAT));
    fact_bytes("measure.head.ilp32", format_size(&sl_ilp32, SL_OBJECT_FORMAT));
    fact_bytes("measure.int.lp64", format_size(&sl_lp64, SL_INT_FORMAT));
    fact_bytes("measure.int.ilp32", format_size(&sl_ilp32, SL_INT_FORMAT));
    fact_bytes("measure.float.lp64", format_size(&sl_lp64, SL_FLOAT_FORMAT));
    fact_bytes("measure.float.ilp32", format_size(&sl_ilp32, SL_FLOAT_FORMAT));
    fact_bytes("measure.str.lp64", format_size(&sl_lp64, SL_STR_FORMAT));
    fact_bytes("measure.str.ilp32", format_size(&sl_ilp32, SL_STR_FORMAT));
    fact_bytes("measure.hole.lp64", format_size(&sl_lp64, "nPnin") -
                                        format_size(&sl_lp64, "nPni") -
                                        format_size(&sl_lp64, "n"));
    fact_bytes("measure.bytearray.lp64",
               format_size(&sl_lp64, SL_BYTEARRAY_FORMAT));
    fact_bytes("measure.bytearray.ilp32",
               format_size(&sl_ilp32, SL_BYTEARRAY_FORMAT));
    fact_bytes("object.object.lp64", sl_getsizeof(sl_builtin(py64, SL_OBJECT), 0));
    fact_bytes("object.tuple0.lp64", sl_getsizeof(sl_builtin(py64, SL_TUPLE), 0));
    fact_bytes("object.gc.lp64", format_size(&sl_lp64, sl_python27_lp64.gc_head));
    fact_bytes("object.gc.ilp32",
               format_size(&sl_ilp32, sl_python27_ilp32.gc_head));
    fact_bytes("object.gc.fields.lp64", format_size(&sl_lp64, "2Pn"));
    fact_bytes("object.list0.lp64", sl_getsizeof(sl_builtin(py64, SL_LIST), 0));
    fact_words("object.list0.words.lp64", &sl_lp64,
               sl_getsizeof(sl_builtin(py64, SL_LIST), 0));
    fact_bytes("object.set0.lp64", sl_getsizeof(sl_builtin(py64, SL_SET), 0));
    fact_bytes("object.dict0.lp64", sl_getsizeof(sl_builtin(py64, SL_DICT), 0));
    fact_words("object.dict0.words.lp64", &sl_lp64,
               sl_getsizeof(sl_builtin(py64, SL_DICT), 0));
    fact_words("object.dict0.words.ilp32", &sl_ilp32,
               sl_getsizeof(sl_builtin(py32, SL_DICT), 0));
    fact_bytes("object.set6.lp64", sl_getsizeof(sl_builtin(py64, SL_SET), 6));
    fact_bytes("dict.entry.lp64", format_size(&sl_lp64, SL_DICT_ENTRY_FORMAT));
    fact_bytes("dict.entry.ilp32", format_size(&sl_ilp32, SL_DICT_ENTRY_FORMAT));
    fact_bytes("dict.empty.lp64", sl_dict_sizeof(&sl_python27_lp64, 0));
    fact_bytes("dict.empty.ilp32", sl_dict_sizeof(&sl_python27_ilp32, 0));
    fact_words("dict.empty.words.lp64", &sl_lp64,
               sl_dict_sizeof(&sl_python27_lp64, 0));
    fact_words("dict.empty.words.ilp32", &sl_ilp32,
               sl_dict_sizeof(&sl_python27_ilp32, 0));
    fact_bytes("dict.5.lp64", sl_dict_sizeof(&sl_python27_lp64, 5));
    fact_bytes("dict.6.lp64", sl_dict_sizeof(&sl_python27_lp64, 6));
    fact_bytes("dict.6.ilp32", sl_dict_sizeof(&sl_python27_ilp32, 6));
    for (int step = 1; step <= 9; step++) {
        size_t keys = breakpoint(py, step);

        fact_keyed("dict.break.%zu", (size_t)step, keys, "keys");
        fact_keyed("dict.size.%zu.lp64", keys + 1,
                   sl_dict_sizeof(&sl_python27_lp64, keys + 1), "bytes");
        fact_keyed("dict.size.%zu.ilp32", keys + 1,
                   sl_dict_sizeof(&sl_python27_ilp32, keys + 1), "bytes");
    }
    fact_bytes("dict.step.6.lp64", sl_dict_sizeof(&sl_python27_lp64, 6) -
                                       sl_dict_sizeof(&sl_python27_lp64, 5));
    for (size_t step = 2; step <= 4; step++)
        fact_keyed("dict.grow.%zu", step, breakpoint(py, (int)step) + 1, "keys");
    deletion_facts(py);
    fact_bytes("dict.8.lp64", sl_dict_sizeof(&sl_python27_lp64, 8));
    fact_bytes("dict.literal.6.lp64", literal_size(py, 6));
    fact_bytes("dict.literal.8.lp64", literal_size(py, 8));
    fact_bytes("dict.copy.6.lp64", copy_size(py, 6));
    fact_bytes("instance.plain.lp64", sl_getsizeof(plain64, 0));
    fact_bytes("instance.plain.ilp32", sl_getsizeof(plain32, 0));
    fact_words("instance.words.lp64", &sl_lp64, sl_getsizeof(plain64, 0));
    fact_words("instance.words.ilp32", &sl_ilp32, sl_getsizeof(plain32, 0));
    fact_bytes("instance.str.basicsize.lp64", text64->basicsize);
    fact_bytes("instance.str.size.lp64", text64->basicsize + 3 * text64->itemsize);
    fact_bytes("instance.str.dict.lp64", sl_dict_offset(text64, 3));
    fact_bytes("instance.str.dict4.lp64", sl_dict_offset(text64, 4));
    fact_bytes("instance.str.dictoffset.lp64", (size_t)-text64->dictoffset);
    fact_bytes("instance.str.counted.lp64", sl_getsizeof(text64, 3));
    fact_bytes("instance.look.lp64", cost_of_looking(py));
    fact_bytes("instance.five.lp64", format_size(&sl_lp64, "5P"));
    for (int i = 0; i < 7; i++) {
        static const size_t counts[] = {1, 5, 6, 21, 22, 85, 86};
        size_t n = counts[i];

        fact_keyed("instance.total.%zu.lp64", n, sl_instance_sizeof(plain64, n),
                   "bytes");
        fact_keyed("instance.total.%zu.ilp32", n, sl_instance_sizeof(plain32, n),
                   "bytes");
    }
    {
        static const char *const slots[] = {"a", "b", "c"};
        size_t sizes[4];

        for (size_t n = 0; n < 4; n++) {
            sizes[n] = slotted_size(object64, slots, n);
            fact_keyed("type.slots.%zu.lp64", n, sizes[n], "bytes");
            fact_keyed("type.slots.%zu.ilp32", n, slotted_size(object32, slots, n),
                       "bytes");
        }
        fact_bytes("type.point.lp64", sizes[2]);
        fact_bytes("type.first.lp64", sizes[1] - sizes[0]);
    }
    {
        struct sl_type *i64 = sl_builtin(py64, SL_INT),
                       *i32 = sl_builtin(py32, SL_INT);

        fact_bytes("empty.int.lp64", sl_getsizeof(i64, 0));
        fact_bytes("empty.int.ilp32", sl_getsizeof(i32, 0));
        fact_bytes("empty.int.slots0.lp64", weigh_under(i64, true, 0));
        fact_bytes("empty.int.slots0.ilp32", weigh_under(i32, true, 0));
        fact_bytes("empty.int.plain.lp64", weigh_under(i64, false, 0));
        fact_bytes("empty.int.plain.ilp32", weigh_under(i32, false, 0));
        fact_bytes("empty.int.basicsize.lp64", i64->basicsize);
        fact_bytes("empty.str.basicsize.lp64", sl_builtin(py64, SL_STR)->basicsize);
    }
    {
        static const char *const slots[] = {"a"};
        struct sl_type *tuple = sl_builtin(py64, SL_TUPLE);
        struct sl_type *parent =
            need(sl_slotted_new(py64, "P", object64, slots, 1, NULL));
        size_t dict = sl_dict_sizeof(&sl_python27_lp64, 1);

        fact_bytes("empty.tuple.slots0.lp64", weigh_under(tuple, true, 3));
        fact_bytes("empty.tuple.plain.lp64", weigh_under(tuple, false, 3));
        fact_bytes("empty.tuple.attribute.lp64",
                   weigh_under(tuple, false, 3) + dict);
        fact_bytes("empty.three.lp64", sl_instance_sizeof(plain64, 3));
        fact_bytes("empty.child.slots0.lp64", weigh_under(parent, true, 0));
        fact_bytes("empty.child.plain.lp64", weigh_under(parent, false, 0));
        sl_decref(&parent->object);
    }
    {
        struct sl_type *str = sl_builtin(py64, SL_STR);
        struct sl_type *i64 = sl_builtin(py64, SL_INT),
                       *i32 = sl_builtin(py32, SL_INT);

        fact_bytes("empty.str.lp64", sl_getsizeof(str, 3));
        fact_bytes("empty.str.slots0.lp64", weigh_under(str, true, 3));
        fact_bytes("empty.saved.lp64",
                   weigh_under(i64, false, 0) - weigh_under(i64, true, 0));
        fact_bytes("empty.saved.ilp32",
                   weigh_under(i32, false, 0) - weigh_under(i32, true, 0));
    }
    check(slots_as_heavy(py) == sl_dict_in_slots(py->platform));
    fact("fixed.equal.lp64", sl_dict_in_slots(&sl_python27_lp64), "slots");
    fact("fixed.equal.ilp32", sl_dict_in_slots(&sl_python27_ilp32), "slots");
    fact_bytes("fixed.slot.lp64", sl_slotted_sizeof(&sl_python27_lp64, 2) -
                                      sl_slotted_sizeof(&sl_python27_lp64, 1));
    fact_bytes("fixed.slot.ilp32", sl_slotted_sizeof(&sl_python27_ilp32, 2) -
                                       sl_slotted_sizeof(&sl_python27_ilp32, 1));
    for (int i = 0; i < 5; i++) {
        static const size_t counts[] = {0, 1, 6, 22, 86};
        size_t n = counts[i];

        fact_keyed("fixed.par.%zu.lp64", n, sl_slots_at_par(&sl_python27_lp64, n),
                   "slots");
        fact_keyed("fixed.par.%zu.ilp32", n, sl_slots_at_par(&sl_python27_ilp32, n),
                   "slots");
    }
    fact("fixed.over.1.lp64", sl_slots_at_par(&sl_python27_lp64, 1) + 1, "slots");
    for (int i = 0; i < 4; i++) {
        static const size_t counts[] = {1, 5, 6, 21};
        size_t n = counts[i];

        fact_keyed("fixed.spare.%zu.lp64", n,
                   sl_slots_at_par(&sl_python27_lp64, n) - n, "slots");
        fact_keyed("fixed.spare.%zu.ilp32", n,
                   sl_slots_at_par(&sl_python27_ilp32, n) - n, "slots");
    }
    for (int i = 0; i < 7; i++) {
        static const size_t counts[] = {0, 1, 2, 3, 5, 25, 100};
        size_t n = counts[i];

        fact_keyed("fixed.slots.%zu.lp64", n,
                   sl_slotted_sizeof(&sl_python27_lp64, n), "bytes");
        fact_keyed("fixed.slots.%zu.ilp32", n,
                   sl_slotted_sizeof(&sl_python27_ilp32, n), "bytes");
    }
    fact_bytes("fixed.plain.100.lp64", sl_instance_sizeof(plain64, 100));
    fact_bytes("fixed.saved.5.lp64", sl_instance_sizeof(plain64, 5) -
                                         sl_slotted_sizeof(&sl_python27_lp64, 5));
    fact_bytes("fixed.saved.5.ilp32", sl_instance_sizeof(plain32, 5) -
                                          sl_slotted_sizeof(&sl_python27_ilp32, 5));
    size_t entry64 = format_size(&sl_lp64, SL_DICT_ENTRY_FORMAT);
    size_t word64 = sl_lp64.pointer.size;

    fact_words("hybrid.entry.words", &sl_lp64, entry64);
    fact("hybrid.entry.halves", entry64 / word64 * 2 * 3 / 2, "halves");
    fact_words("hybrid.entry.sixth", &sl_lp64, entry64 * 4 * 3 / 2);
    for (int i = 0; i < 6; i++) {
        static const size_t counts[] = {5, 6, 21, 22, 85, 86};

        fact_keyed("hybrid.table.%zu", counts[i], sl_dict_places(counts[i]) * 3,
                   "pointers");
    }
    for (int i = 0; i < 2; i++) {
        static const size_t breaks[] = {5, 21};
        size_t n = breaks[i];

        fact_keyed("hybrid.step.%zu.lp64", n,
                   sl_dict_sizeof(&sl_python27_lp64, n + 1) -
                       sl_dict_sizeof(&sl_python27_lp64, n),
                   "bytes");
        fact_keyed("hybrid.step.%zu.ilp32", n,
                   sl_dict_sizeof(&sl_python27_ilp32, n + 1) -
                       sl_dict_sizeof(&sl_python27_ilp32, n),
                   "bytes");
    }
    fact("hybrid.worst.5.slots", sl_split_best(16, 5), "slots");
    fact_bytes("hybrid.worst.5.cost.lp64", sl_split_best(16, 5) * word64);
    fact_bytes("hybrid.worst.21.cost.lp64", sl_split_best(64, 21) * word64);
    fact_bytes("hybrid.nine.plain.lp64", sl_instance_sizeof(plain64, 9));
    fact_bytes("hybrid.nine.3.lp64", hybrid_size(object64, 3, 6));
    fact_bytes("hybrid.nine.4.lp64", hybrid_size(object64, 4, 5));
    fact_bytes("hybrid.nine.5.lp64", hybrid_size(object64, 5, 4));
    fact_bytes("hybrid.five.plain.lp64", sl_instance_sizeof(plain64, 5));
    fact_bytes("hybrid.five.plain.ilp32", sl_instance_sizeof(plain32, 5));
    fact_bytes("hybrid.five.1.lp64", hybrid_size(object64, 1, 4));
    fact_bytes("hybrid.five.4.lp64", hybrid_size(object64, 4, 1));
    fact_bytes("hybrid.five.4.ilp32", hybrid_size(object32, 4, 1));
    fact_bytes("hybrid.five.loss.lp64",
               hybrid_size(object64, 4, 1) - sl_instance_sizeof(plain64, 5));
    fact_bytes("hybrid.eleven.plain.lp64", sl_instance_sizeof(plain64, 11));
    fact_bytes("hybrid.eleven.5.lp64", hybrid_size(object64, 5, 6));
    fact_bytes("hybrid.eleven.6.lp64", hybrid_size(object64, 6, 5));
    size_t four_plain = sl_instance_sizeof(plain64, 4);
    size_t four_none = hybrid_size(object64, 4, 0);
    size_t four_some = hybrid_size(object64, 4, 1);

    fact_bytes("hybrid.four.plain.lp64", four_plain);
    fact_bytes("hybrid.four.none.lp64", four_none);
    fact_bytes("hybrid.four.some.lp64", four_some);
    fact("hybrid.four.share.lp64", (four_plain - four_none) / word64, "instances");
    fact("hybrid.four.of.lp64", (four_some - four_none) / word64, "instances");
    {
        static const char *const slots[] = {"x", "y", "id"};
        size_t instance = slotted_size(plain64, slots, 2);

        fact_bytes("avoid.base.instance.lp64", instance);
        fact_bytes("avoid.base.slots.lp64",
                   instance + sl_dict_sizeof(&sl_python27_lp64, 1));
        fact_bytes("avoid.base.none.lp64", sl_instance_sizeof(plain64, 3));
        fact_bytes("avoid.base.all.lp64", slotted_size(object64, slots, 3));
    }
    {
        static const char *const slots[] = {"__weakref__", "a", "b", "c"};

        fact_bytes("avoid.weakref.none.lp64", slotted_size(object64, slots, 0));
        fact_bytes("avoid.weakref.only.lp64", slotted_size(object64, slots, 1));
        fact_bytes("avoid.weakref.four.lp64", slotted_size(object64, slots, 4));
        fact_bytes("avoid.weakref.three.lp64",
                   slotted_size(object64, slots + 1, 3));
    }
    {
        static const char *const slots[] = {"a", "b1", "b2"};

        fact_bytes("avoid.mend.b1.lp64", slotted_size(object64, slots, 2));
        fact_bytes("avoid.mend.bytes.lp64", slotted_size(object64, slots, 3));
    }
    {
        static const char *const slots[] = {"x", "y"};
        struct sl_type *a =
            need(sl_slotted_new(py64, "A", object64, slots, 2, NULL));
        struct sl_type *b = need(sl_slotted_new(py64, "B", a, slots, 2, NULL));

        fact_bytes("avoid.once.lp64", sl_getsizeof(a, 0));
        fact_bytes("avoid.repeat.lp64", slotted_size(b, slots, 2));
        sl_decref(&b->object);
        sl_decref(&a->object);
    }
    {
        static const char *const slots[] = {"a", "b", "c", "d", "e"};
        size_t plain = sl_instance_sizeof(plain64, 5);
        size_t slotted = slotted_size(object64, slots, 5);

        fact_bytes("avoid.measure.plain.lp64", plain);
        fact_bytes("avoid.measure.slots.lp64", slotted);
        fact_bytes("avoid.measure.saving.lp64", plain - slotted);
        check((1 << 20) % (plain - slotted) == 0);
        fact("avoid.measure.instances.lp64", (1 << 20) / (plain - slotted),
             "instances");
    }
    struct sl_heap_design design64 = sl_heap_design_of(&sl_python27_lp64);
    struct sl_heap_design design32 = sl_heap_design_of(&sl_python27_ilp32);

    fact_bytes("heap.limit", design64.limit);
    fact_bytes("heap.head.lp64", design64.head);
    fact_bytes("heap.head.ilp32", design32.head);
    struct sl_heap_cost plain27 = cost_of_five("2.7", SL_WAY_PLAIN);
    struct sl_heap_cost slots27 = cost_of_five("2.7", SL_WAY_SLOTS);
    struct sl_heap_cost plain312 = cost_of_five("3.12", SL_WAY_PLAIN);
    struct sl_heap_cost slots312 = cost_of_five("3.12", SL_WAY_SLOTS);
    struct sl_heap_cost plain313 = cost_of_five("3.13", SL_WAY_PLAIN);

    fact_bytes("heap.five.lp64", 5 * word64);
    fact_bytes("heap.seen.lp64", plain312.getsizeof);
    fact_bytes("heap.values.lp64", plain312.requested - plain312.getsizeof);
    fact_bytes("heap.asked.lp64", plain312.requested);
    fact_bytes("heap.rounded.lp64", plain312.pymalloc);
    fact_bytes("heap.paid.lp64", whole(plain312.resident));
    fact_bytes("heap.slots.seen.lp64", slots312.getsizeof);
    fact_bytes("heap.slots.paid.lp64", whole(slots312.resident));
    fact_bytes("heap.seen313.lp64", plain313.getsizeof);
    fact_bytes("heap.asked313.lp64", plain313.requested);
    fact_bytes("heap.seen27.lp64", plain27.getsizeof + plain27.dict_getsizeof);
    fact_bytes("heap.paid27.lp64", whole(plain27.resident));
    fact_bytes("heap.slots.seen27.lp64", slots27.getsizeof);
    fact_bytes("heap.slots.paid27.lp64", whole(slots27.resident));
    const struct sl_platform *py312 =
        need((void *)(uintptr_t)sl_platform_find("3.12", "lp64", NULL));
    size_t settled = 2;

    while (sl_heap_sequence(py312, 5, settled) != plain312.requested)
        settled++;
    fact_bytes("heap.second.lp64", sl_heap_sequence(py312, 5, 2));
    fact_bytes("heap.tenth.lp64", sl_heap_sequence(py312, 5, 10));
    fact("heap.settled.lp64", settled, "instances");
    fact_bytes("heap.class.slots.lp64", sl_class_bytes(py312, SL_WAY_SLOTS, 10));
    fact_bytes("heap.class.plain.lp64", sl_class_bytes(py312, SL_WAY_PLAIN, 10));
    fact("heap.class.free", slots_for_nothing(py312), "slots");
    fact(
        "heap.unseen27.percent",
        whole(100.0 - 100.0 * (double)(plain27.getsizeof + plain27.dict_getsizeof) /
                          plain27.resident),
        "percent");
    fact("heap.seen.percent",
         whole(100.0 * (double)plain312.getsizeof / plain312.resident), "percent");
    fact_bytes("heap.saved27.lp64", whole(plain27.resident - slots27.resident));
    fact_bytes("heap.saved.lp64", whole(plain312.resident - slots312.resident));
    fact("heap.even27.5.lp64", sl_heap_break_even(&sl_python27_lp64, 5),
         "instances");
    const struct sl_platform *new27 = cpython("2.7", "lp64");
    const struct sl_platform *new36 = cpython("3.6", "lp64");
    const struct sl_platform *new38 = cpython("3.8", "lp64");
    const struct sl_platform *new310 = cpython("3.10", "lp64");
    const struct sl_platform *new311 = cpython("3.11", "lp64");
    const struct sl_platform *new312 = cpython("3.12", "lp64");
    const struct sl_platform *new313 = cpython("3.13", "lp64");
    const struct sl_platform *new314 = cpython("3.14", "lp64");
    const struct sl_platform *new315 = cpython("3.15", "lp64");

    fact("since.dict.27.lp64", empty_dict(new27), "pointers");
    fact("since.dict.27.ilp32", empty_dict(cpython("2.7", "ilp32")), "pointers");
    fact("since.dict.36.lp64", empty_dict(new36), "pointers");
    fact("since.dict.38.lp64", empty_dict(new38), "pointers");
    fact("since.dict.315.lp64", empty_dict(new315), "pointers");
    fact("since.price.27.lp64", sl_price(new27, SL_BY_HEAP, 1), "slots");
    fact("since.price.27.ilp32", sl_price(cpython("2.7", "ilp32"), SL_BY_HEAP, 1),
         "slots");
    fact("since.price.36.lp64", sl_price(new36, SL_BY_HEAP, 1), "slots");
    fact("since.price.38.lp64", sl_price(new38, SL_BY_HEAP, 1), "slots");
    fact("since.price.311.lp64", sl_price(new311, SL_BY_HEAP, 1), "slots");
    fact("since.price.312.lp64", sl_price(new312, SL_BY_HEAP, 1), "slots");
    fact("since.price.313.lp64", sl_price(new313, SL_BY_HEAP, 1), "slots");
    fact("since.seen.315.lp64", sl_price(new315, SL_BY_GETSIZEOF, 1), "slots");
    fact_bytes("since.alone.315.lp64",
               sl_heap_getsizeof(new315, SL_WAY_PLAIN, 5, 0));
    fact("since.break36.2.lp64", full_at(new36, 2), "attributes");
    fact("since.break36.3.lp64", full_at(new36, 3), "attributes");
    fact_bytes("since.leap36.lp64", plain_asks(new36, 6) - plain_asks(new36, 5));
    fact_bytes("since.leap27.lp64", plain_asks(new27, 6) - plain_asks(new27, 5));
    fact_bytes("since.two.27.lp64", plain_asks(new27, 2));
    fact_bytes("since.two.315.lp64", plain_asks(new315, 2));
    fact_bytes("since.two.slots27.lp64",
               sl_weigh(new27, SL_BY_HEAP, SL_WAY_SLOTS, 2, 2));
    fact_bytes("since.two.slots315.lp64",
               sl_weigh(new315, SL_BY_HEAP, SL_WAY_SLOTS, 2, 2));
    fact_bytes("since.two.saved27.lp64", sl_price(new27, SL_BY_HEAP, 2) * word64);
    fact_bytes("since.two.saved315.lp64", sl_price(new315, SL_BY_HEAP, 2) * word64);
    fact_bytes("since.cliff29.312.lp64", plain_asks(new312, 29));
    fact_bytes("since.cliff30.312.lp64", plain_asks(new312, 30));
    fact_bytes("since.cliff30.310.lp64", plain_asks(new310, 30));
    fact_bytes("since.cliff30.313.lp64", plain_asks(new313, 30));
    fact_bytes("since.cliff30.315.lp64", plain_asks(new315, 30));
    fact_bytes("since.cliff31.315.lp64", plain_asks(new315, 31));
    fact_bytes("since.one312.lp64",
               (size_t)sl_hybrid_saved(new312, SL_BY_HEAP, 6, 1));
    fact_bytes("since.young.1.lp64", sl_heap_sequence(new315, 2, 1));
    fact_bytes("since.young.30.lp64", sl_heap_sequence(new315, 2, 30));
    fact_bytes("since.hybrid.plain.lp64", plain_asks(new313, 5));
    fact_bytes("since.hybrid.313.lp64",
               sl_weigh(new313, SL_BY_HEAP, SL_WAY_HYBRID, 5, 4));
    fact_bytes("since.hybrid.full.lp64",
               sl_weigh(new313, SL_BY_HEAP, SL_WAY_HYBRID, 5, 5));
    fact_bytes("since.hybrid.314.lp64",
               sl_weigh(new314, SL_BY_HEAP, SL_WAY_HYBRID, 5, 4));
    fact_bytes("since.hybrid.311.lp64",
               (size_t)sl_hybrid_saved(new311, SL_BY_HEAP, 5, 4));
    fact_bytes("since.empty.37.lp64",
               sl_heap_getsizeof(cpython("3.7", "lp64"), SL_WAY_SLOTS, 0, 0));
    fact_bytes("since.empty.38.lp64", sl_heap_getsizeof(new38, SL_WAY_SLOTS, 0, 0));
    fact_bytes("since.weakref.311.lp64", weakref_slot(new311));
    fact_bytes("since.weakref.312.lp64", weakref_slot(new312));
    fact_bytes("since.looked.lp64",
               sl_weigh(new313, SL_BY_HEAP, SL_WAY_PLAIN_LOOKED, 5, 0));
    fact_bytes("since.look.lp64",
               sl_weigh(new313, SL_BY_HEAP, SL_WAY_PLAIN_LOOKED, 5, 0) -
                   plain_asks(new313, 5));
    fact_bytes("since.literal.8.lp64", literal_bytes(py64, 8));
    fact_bytes("since.tuple.lp64", slot_in_tuple(new315));
    {
        static const char *const slots[] = {"a0", "a1", "a2", "a3", "a4"};
        struct sl_type *two =
            need(sl_slotted_new(py64, "P", object64, slots, 2, NULL));
        struct sl_type *child = need(sl_class_new(py64, "Q", two, NULL));
        size_t numbers = 2 * sl_getsizeof(sl_builtin(py64, SL_FLOAT), 0);
        size_t base = slotted_size(plain64, slots, 5);
        size_t dict = sl_dict_sizeof(&sl_python27_lp64, 1);

        fact_bytes("myths.subclass.lp64", sl_instance_sizeof(child, 1));
        fact_bytes("myths.struct.c.lp64", format_size(&sl_lp64, "dd"));
        fact_bytes("myths.struct.slots.lp64", sl_getsizeof(two, 0) + numbers);
        fact_bytes("myths.struct.tuple.lp64",
                   sl_getsizeof(sl_builtin(py64, SL_TUPLE), 2) + numbers);
        fact_bytes("myths.struct.plain.lp64",
                   sl_instance_sizeof(plain64, 2) + numbers);
        fact_bytes("myths.names.lp64", 2 * sl_instance_sizeof(plain64, 5));
        fact_bytes("myths.base.slots.lp64", base);
        fact_bytes("myths.base.born.lp64", base + dict);
        fact_bytes("myths.base.loss.lp64",
                   base + dict - sl_instance_sizeof(plain64, 5));
        sl_decref(&child->object);
        sl_decref(&two->object);
    }
    fact_bytes("measure.given.lp64", format_size(&sl_lp64, "cdcic0d"));
    fact_bytes("measure.best.lp64", format_size(&sl_lp64, "diccc0d"));
    fact_bytes("measure.given.ilp32", format_size(&sl_ilp32, "cdcic0d"));
    fact_bytes("measure.best.ilp32", format_size(&sl_ilp32, "diccc0d"));
    fact_bytes("measure.int.llp64", format_size(&sl_lp64, "nPi0P"));
    {
        static const char *const slots[] = {"b", "a", "b"};

        fact_bytes("type.twice.lp64", slotted_size(object64, slots, 3) -
                                          slotted_size(object64, slots, 2));
    }
    {
        static const char *const slots[] = {"x", "__dict__", "__weakref__"};

        fact_bytes("avoid.any.with.lp64", slotted_size(object64, slots, 3));
        fact_bytes("avoid.any.without.lp64", slotted_size(object64, slots + 1, 2));
    }
    fact_bytes("weakref.ref.lp64", sl_getsizeof(sl_builtin(py64, SL_WEAKREF), 0));
    fact_bytes("weakref.ref.ilp32", sl_getsizeof(sl_builtin(py32, SL_WEAKREF), 0));
    fact_bytes("weakref.word.lp64",
               plain64->basicsize - (size_t)plain64->weaklistoffset);
    {
        const struct sl_platform *p36 = need_platform("3.6", "lp64");
        const struct sl_platform *p311 = need_platform("3.11", "lp64");

        fact_bytes("compact.place27.lp64",
                   format_size(&sl_lp64, SL_DICT_ENTRY_FORMAT));
        fact_bytes("compact.small27.lp64",
                   8 * format_size(&sl_lp64, SL_DICT_ENTRY_FORMAT));
        fact_bytes("compact.keys8.36", sl_keys_sizeof(p36, 8, SL_KEYS_ANY));
        fact_bytes("compact.keys8.311", sl_keys_sizeof(p311, 8, SL_KEYS_ANY));
        fact_bytes("compact.strings8.311",
                   sl_keys_sizeof(p311, 8, SL_KEYS_STRINGS));
        cell_facts(p36);
    }
    fact_bytes("compact.slip.lp64", queue_bytes("3.12", SLIP_SETS));
    fact_bytes("compact.noslip.lp64", queue_bytes("3.14", SLIP_SETS));
    fact_bytes("compact.three.lp64", strings_and_int("3.12", 3, 0));
    fact_bytes("compact.fourth.lp64", strings_and_int("3.12", 3, 1));
    fact_bytes("split.second.lp64", dict_of_nth("3.12", 2, 3));
    fact_bytes("split.settled.lp64", dict_of_nth("3.12", 64, 3));
    fact_words("cost.page.spare.lp64", &sl_lp64,
               sl_instance_sizeof(plain64, 9) -
                   sl_slotted_sizeof(&sl_python27_lp64, 9));
    sl_decref(&plain64->object);
    sl_decref(&plain32->object);
    sl_decref(&text64->object);
    check(sl_interp_free(py) == 0);
    check(sl_interp_free(py64) == 0);
    check(sl_interp_free(py32) == 0);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
