/* Chapter 6: classes with empty slots, against what CPython 2.7.18 measured on both ABIs, and
   living instances under int, str, unicode, tuple and dict. */
#include "suites.h"

#include "living.h"
#include "object_tests.h"
#include "series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static void
begin_on(const struct sl_platform *platform)
{
    py = open_interp(platform, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
}

static void
begin(void)
{
    begin_on(&sl_python27_host);
}

static void
end(void)
{
    close_interp(py, &counts);
}

static struct sl_type *
slotted(struct sl_type *base, const char *const *slots, size_t count)
{
    struct sl_type *c = sl_slotted_new(py, "C", base, slots, count, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    return c;
}

static struct sl_type *
empty_under(enum sl_builtin base)
{
    return slotted(sl_builtin(py, base), NULL, 0);
}

static struct sl_type *
plain_under(enum sl_builtin base)
{
    struct sl_type *c = sl_class_new(py, "P", sl_builtin(py, base), NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    return c;
}

static void
release_type(struct sl_type *type)
{
    sl_decref(&type->object);
}

/* ---- Layouts ---- */

/* The items of a value as the oracle's subjects write it. A list made from a tuple of three
   has room for six; 2**30 has 31 bits, in digits of 30 or 15. */
static size_t
items_of(const struct sl_type *base, const char *value)
{
    if (strstr(value, "abc") != NULL)
        return 3;
    if (strcmp(value, "2**30") == 0)
        return base->itemsize == 0 ? 0 : base->itemsize == 4 ? 2 : 3;
    if (strcmp(value, "(1,)") == 0)
        return 1;
    if (strcmp(value, "(1, 2, 3)") == 0)
        return strcmp(base->name, "list") == 0 ? 6 : 3;
    return 0;
}

static void
expect_measured(const struct sl_type *c, const char *value,
                const struct oracle_row *row)
{
    CU_ASSERT_EQUAL((long)c->basicsize, oracle_number(row, ORACLE_BASICSIZE));
    CU_ASSERT_EQUAL((long)c->basicsize, (long)c->base->basicsize);
    CU_ASSERT_EQUAL((long)c->itemsize, oracle_number(row, ORACLE_ITEMSIZE));
    CU_ASSERT_EQUAL(c->dictoffset, oracle_number(row, ORACLE_DICTOFFSET));
    CU_ASSERT_EQUAL(c->weaklistoffset, oracle_number(row, ORACLE_WEAKREFOFFSET));
    CU_ASSERT_EQUAL(c->gc, oracle_number(row, ORACLE_FLAGS) >> 14 & 1);
    CU_ASSERT_EQUAL((long)sl_getsizeof(c, items_of(c->base, value)),
                    oracle_number(row, ORACLE_SIZE));
}

/* Every row "BASE sub slots 0 of VALUE", on both ABIs. */
static void
layouts_are_as_measured(void)
{
    static const char between[] = " sub slots 0 of ";

    for (int i = 0; i < ABIS; i++) {
        const struct oracle_row *row;
        size_t cursor = 0;
        int rows = 0;

        begin_on(measured[i].platform);
        while ((row = oracle_next(measured[i].oracle, "type", NULL, &cursor)) !=
               NULL) {
            const char *subject = oracle_text(row, ORACLE_SUBJECT);
            const char *sub = strstr(subject, between);
            char name[32];
            struct sl_type *base, *c;

            if (sub == NULL)
                continue;
            snprintf(name, sizeof name, "%.*s", (int)(sub - subject), subject);
            base = sl_builtin_named(py, name);
            CU_ASSERT_PTR_NOT_NULL_FATAL(base);
            c = slotted(base, NULL, 0);
            expect_measured(c, sub + strlen(between), row);
            release_type(c);
            rows++;
        }
        CU_ASSERT_EQUAL(rows, 21);
        end();
    }
}

/* The bytes by which `class C(type): __slots__ = ()` is heavier than the type, of all types of
   __builtin__ in CPython 2.7.18 on LP64: of these one head, of the others none. */
static void
a_head_for_what_is_larger_than_an_object(void)
{
    static const char *const heads[] = {"int", "long",    "float",     "complex",
                                        "str", "unicode", "bytearray", "file"};
    size_t found = 0;

    begin_on(&sl_python27_lp64);
    for (int which = 0; which < SL_BUILTINS; which++) {
        struct sl_type *base = sl_builtin(py, (enum sl_builtin)which), *c;
        bool head = false;

        if (base->final)
            continue;
        for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
            head = head || strcmp(base->name, heads[i]) == 0;
        c = slotted(base, NULL, 0);
        CU_ASSERT_EQUAL(sl_getsizeof(c, 0) - sl_getsizeof(base, 0), head ? 32 : 0);
        CU_ASSERT_EQUAL(c->basicsize, base->basicsize);
        found += head;
        release_type(c);
    }
    CU_ASSERT_EQUAL(found, sizeof heads / sizeof heads[0]);
    end();
}

/* CPython 2.7.18: TypeError "nonempty __slots__ not supported for subtype of 'str'". */
static void
items_allow_no_slots(void)
{
    static const enum sl_builtin bases[] = {SL_STR, SL_TUPLE, SL_LONG, SL_TYPE};
    static const char *const slots[] = {"x", "__dict__", "__weakref__"};

    begin();
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++)
        for (size_t j = 0; j < sizeof slots / sizeof slots[0]; j++) {
            struct sl_type *base = sl_builtin(py, bases[i]);
            struct sl_error error = {SL_NO_ERROR, ""};
            char text[100];

            snprintf(text, sizeof text,
                     "nonempty __slots__ not supported for subtype of '%s'",
                     base->name);
            CU_ASSERT_PTR_NULL(sl_slotted_new(py, "C", base, &slots[j], 1, &error));
            CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
            CU_ASSERT_STRING_EQUAL(error.message, text);
        }
    end();
}

static long
layout_cell(int abi, const char *subject, enum oracle_column column)
{
    size_t cursor = 0;
    const struct oracle_row *row =
        oracle_next(measured[abi].oracle, "layout", subject, &cursor);

    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    return oracle_number(row, column);
}

/* A child of a class with a slot: with empty slots as its parent, without with two words. */
static void
under_a_slotted_parent(void)
{
    static const char *const slots[] = {"a"};

    for (int i = 0; i < ABIS; i++) {
        struct sl_type *parent, *empty, *plain;

        begin_on(measured[i].platform);
        parent = slotted(sl_builtin(py, SL_OBJECT), slots, 1);
        empty = slotted(parent, NULL, 0);
        plain = sl_class_new(py, "P", parent, NULL);
        CU_ASSERT_EQUAL(
            (long)empty->basicsize,
            layout_cell(i, "slots inherited, child empty | B", ORACLE_BASICSIZE));
        CU_ASSERT_EQUAL(
            (long)plain->basicsize,
            layout_cell(i, "slots inherited, child plain | B", ORACLE_BASICSIZE));
        CU_ASSERT_EQUAL(
            empty->dictoffset,
            layout_cell(i, "slots inherited, child empty | B", ORACLE_DICTOFFSET));
        CU_ASSERT_EQUAL(
            plain->dictoffset,
            layout_cell(i, "slots inherited, child plain | B", ORACLE_DICTOFFSET));
        CU_ASSERT_EQUAL(sl_getsizeof(empty, 0), sl_getsizeof(parent, 0));
        release_type(plain);
        release_type(empty);
        release_type(parent);
        end();
    }
}

/* CPython 2.7.18 on LP64: three classes in a line under tuple, E with empty slots, P without;
   sys.getsizeof of (1, 2, 3) in each. */
static void
one_class_undoes_it(void)
{
    static const struct {
        const char *line;
        size_t sizes[3];
    } cases[] = {{"PPP", {88, 88, 88}}, {"PPE", {88, 88, 88}},
                 {"PEP", {88, 88, 88}}, {"PEE", {88, 88, 88}},
                 {"EPP", {80, 88, 88}}, {"EPE", {80, 88, 88}},
                 {"EEP", {80, 80, 88}}, {"EEE", {80, 80, 80}}};

    begin_on(&sl_python27_lp64);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_type *line[4] = {sl_builtin(py, SL_TUPLE)};

        for (int j = 0; j < 3; j++) {
            line[j + 1] = cases[i].line[j] == 'E'
                              ? slotted(line[j], NULL, 0)
                              : sl_class_new(py, "P", line[j], NULL);
            CU_ASSERT_EQUAL(sl_getsizeof(line[j + 1], 3), cases[i].sizes[j]);
        }
        for (int j = 3; j > 0; j--)
            release_type(line[j]);
    }
    end();
}

/* ---- Living instances ---- */

static struct sl_object *
from(struct sl_type *type, struct sl_object *value)
{
    struct sl_object *o = sl_instance_from(type, value, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_PTR_EQUAL(o->type, type);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    return o;
}

static struct sl_object *
unicode_abc(void)
{
    static const uint32_t abc[] = {'a', 0xe9, 'c'};

    return sl_unicode_new(py, abc, 3, NULL);
}

static struct sl_object *
some_tuple(void)
{
    struct sl_object *items[] = {int_key(py, 1), str_key(py, "two")};
    struct sl_object *t = sl_tuple_new(py, items, 2, NULL);

    sl_decref(items[0]);
    sl_decref(items[1]);
    return t;
}

static struct sl_object *
some_dict(void)
{
    struct sl_dict *d = sl_dict_new(py, NULL);

    for (int i = 0; i < 6; i++)
        set_int(d, i);
    return &d->object;
}

static struct sl_object *
some_int(void)
{
    return int_key(py, -5);
}

static struct sl_object *
some_str(void)
{
    return sl_str_new(py, "a\0c", 3, NULL);
}

/* The types there can be instances under, and a value of each; its repr is CPython 2.7.18's,
   of the value and of an instance. */
static const struct kind {
    enum sl_builtin base;
    struct sl_object *(*value)(void);
    const char *repr;
} kinds[] = {{SL_INT, some_int, "-5"},
             {SL_STR, some_str, "'a\\x00c'"},
             {SL_UNICODE, unicode_abc, "u'a\\xe9c'"},
             {SL_TUPLE, some_tuple, "(1, 'two')"},
             {SL_DICT, some_dict, NULL}};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* Runs TEST on each kind of value, with a class with empty slots, and one without. */
static void
on_each_kind(void (*test)(const struct kind *kind, struct sl_type *type,
                          struct sl_object *value))
{
    for (size_t i = 0; i < KINDS; i++)
        for (int plain = 0; plain < 2; plain++) {
            struct sl_type *type;
            struct sl_object *value;

            begin();
            type = plain ? plain_under(kinds[i].base) : empty_under(kinds[i].base);
            value = kinds[i].value();
            test(&kinds[i], type, value);
            sl_decref(value);
            release_type(type);
            end();
        }
}

/* CPython 2.7.18: the instance equals the value, both ways, and has its hash. */
static void
like_its_value(const struct kind *kind, struct sl_type *type,
               struct sl_object *value)
{
    struct sl_object *o = from(type, value);
    char shown[100];

    if (kind->base != SL_DICT) { /* dicts here are equal only to themselves */
        CU_ASSERT_EQUAL(sl_equal(o, value, NULL), 1);
        CU_ASSERT_EQUAL(sl_equal(value, o, NULL), 1);
        CU_ASSERT_EQUAL(sl_hash(o, NULL), sl_hash(value, NULL));
        CU_ASSERT_STRING_EQUAL(sl_repr(o, shown, sizeof shown), kind->repr);
    }
    sl_decref(o);
}

static void
instances_are_like_their_values(void)
{
    on_each_kind(like_its_value);
}

/* The block is the head and the layout, rounded up to whole words. */
static void
as_large_as_its_layout(const struct kind *kind, struct sl_type *type,
                       struct sl_object *value)
{
    size_t before = counts.bytes, length = 0, blocks = 0;
    struct sl_object *o = from(type, value);

    if (type->itemsize > 0)
        length = (size_t)((struct sl_var_object *)(void *)value)->size;
    if (kind->base == SL_UNICODE)
        blocks = 4 * sizeof(uint32_t);
    if (kind->base ==
        SL_DICT) /* a copy of six asks for the table above twice six */
        blocks = 16 * sizeof(struct sl_dict_entry);
    CU_ASSERT_EQUAL(counts.bytes - before,
                    sizeof(union sl_gc_head) + sl_var_size(type, length) + blocks);
    sl_decref(o);
    CU_ASSERT_EQUAL(counts.bytes, before);
}

static void
instances_are_as_large_as_their_layouts(void)
{
    on_each_kind(as_large_as_its_layout);
}

/* CPython 2.7.18: AttributeError "'C' object has no attribute 'x'" with empty slots. Without
   __slots__ the attribute is set, and the contents stay as they were. */
static void
attributes(const struct kind *kind, struct sl_type *type, struct sl_object *value)
{
    struct sl_object *o = from(type, value), *x = str_key(py, "x"), *got;
    struct sl_error error = {SL_NO_ERROR, ""};

    if (type->name[0] == 'C') {
        CU_ASSERT_EQUAL(sl_setattr(o, x, x, &error), -1);
        CU_ASSERT_EQUAL(error.kind, SL_ATTRIBUTE_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, "'C' object has no attribute 'x'");
        CU_ASSERT_PTR_NULL(sl_dict_pointer(o));
        CU_ASSERT_FALSE(sl_hasattr(o, x));
    } else {
        CU_ASSERT_PTR_NULL(*sl_dict_pointer(o));
        CU_ASSERT_EQUAL(sl_setattr(o, x, value, NULL), 0);
        got = sl_getattr(o, x, NULL);
        CU_ASSERT_PTR_EQUAL(got, value);
        sl_decref(got);
        if (kind->base != SL_DICT)
            CU_ASSERT_EQUAL(sl_equal(o, value, NULL), 1);
    }
    sl_decref(x);
    sl_decref(o);
}

static void
instances_take_attributes_or_not(void)
{
    on_each_kind(attributes);
}

/* An instance made from an instance, of a class made from a class. */
static void
from_an_instance(const struct kind *kind, struct sl_type *type,
                 struct sl_object *value)
{
    struct sl_type *child = slotted(type, NULL, 0);
    struct sl_object *o = from(type, value), *p = from(child, o),
                     *q = from(type, p);

    if (kind->base != SL_DICT) {
        CU_ASSERT_EQUAL(sl_equal(p, value, NULL), 1);
        CU_ASSERT_EQUAL(sl_equal(q, p, NULL), 1);
    }
    sl_decref(o);
    sl_decref(p);
    sl_decref(q);
    release_type(child);
}

static void
instances_are_made_from_instances(void)
{
    on_each_kind(from_an_instance);
}

/* Every allocation fails in turn: MemoryError, and nothing is left. */
static void
memory_runs_out(const struct kind *kind, struct sl_type *type,
                struct sl_object *value)
{
    size_t blocks = counts.blocks, failures = 0;
    struct sl_object *o = NULL;

    while (o == NULL && failures < 10) {
        struct sl_error error = {SL_NO_ERROR, ""};

        counts.fail_at = counts.calls + failures + 1;
        o = sl_instance_from(type, value, &error);
        if (o != NULL)
            break;
        failures++;
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        CU_ASSERT_EQUAL(counts.blocks, blocks);
    }
    counts.fail_at = 0;
    CU_ASSERT_EQUAL(failures,
                    kind->base == SL_UNICODE || kind->base == SL_DICT ? 2 : 1);
    sl_decref(o);
    CU_ASSERT_EQUAL(counts.blocks, blocks);
}

static void
instances_need_memory(void)
{
    on_each_kind(memory_runs_out);
}

/* CPython 2.7.18: {'colour': None}[Name('colour')] and the other way round. */
static void
names_find_their_keys(void)
{
    struct sl_type *name;
    struct sl_dict *d;
    struct sl_object *text, *o, *interned;

    begin();
    name = empty_under(SL_STR);
    d = sl_dict_new(py, NULL);
    text = str_key(py, "colour");
    interned = sl_str_interned(py, "colour", NULL);
    o = from(name, interned);
    CU_ASSERT_EQUAL(((struct sl_str *)(void *)o)->interned, 0);
    CU_ASSERT_EQUAL(sl_dict_set(d, text, text, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, o, NULL, NULL), 1);
    CU_ASSERT_EQUAL(sl_dict_del(d, text, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_set(d, o, o, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, text, NULL, NULL), 1);
    release_dict(d);
    sl_decref(o);
    sl_decref(text);
    sl_decref(interned);
    release_type(name);
    end();
}

/* CPython 2.7.18 on LP64: sys.getsizeof(D(d)) is sys.getsizeof(d.copy()) for D with empty
   slots, up to forty keys; what is set in one is not in the other. */
static void
a_dict_s_entries_are_copied(void)
{
    struct sl_type *type;
    struct sl_dict *d;

    begin();
    type = empty_under(SL_DICT);
    d = sl_dict_new(py, NULL);
    for (int n = 0; n < 40; n++) {
        struct sl_dict *mine = (struct sl_dict *)(void *)from(type, &d->object);
        struct sl_dict *copy = sl_dict_copy(d, NULL);

        CU_ASSERT_EQUAL(mine->used, (size_t)n);
        CU_ASSERT_EQUAL(mine->mask, copy->mask);
        CU_ASSERT_EQUAL(sl_dict_getsizeof(mine, py->platform),
                        sl_dict_getsizeof(copy, py->platform));
        CU_ASSERT_EQUAL(set_int(mine, 1000), 0);
        CU_ASSERT_EQUAL(has_int(d, 1000), 0);
        CU_ASSERT_EQUAL(set_int(d, n), 0);
        CU_ASSERT_EQUAL(has_int(mine, n), 0);
        check_dict(mine, NULL, "an instance under dict");
        release_dict(mine);
        release_dict(copy);
    }
    release_dict(d);
    release_type(type);
    end();
}

/* CPython 2.7.18: class I(int): __slots__ = ('x',); o = I(5); o.x = 1; o == 5. */
static void
an_int_may_have_slots(void)
{
    static const char *const slots[] = {"x"};
    struct sl_type *type;
    struct sl_object *five, *o, *x;

    begin();
    type = slotted(sl_builtin(py, SL_INT), slots, 1);
    five = int_key(py, 5);
    x = str_key(py, "x");
    o = from(type, five);
    CU_ASSERT_FALSE(sl_hasattr(o, x));
    CU_ASSERT_EQUAL(sl_setattr(o, x, five, NULL), 0);
    CU_ASSERT_TRUE(sl_hasattr(o, x));
    CU_ASSERT_EQUAL(five->refcnt, 2);
    CU_ASSERT_EQUAL(sl_equal(o, five, NULL), 1);
    sl_decref(o);
    CU_ASSERT_EQUAL(five->refcnt, 1);
    sl_decref(x);
    sl_decref(five);
    release_type(type);
    end();
}

/* A tuple in a tuple, deeper than the stack; and a dictionary that holds itself. */
static void
deep_and_circular_instances_end(void)
{
    struct sl_type *tuple, *dict;
    struct sl_object *o, *value, *d;
    size_t living;

    begin();
    tuple = empty_under(SL_TUPLE);
    living = py->living;
    o = sl_tuple_new(py, NULL, 0, NULL);
    for (int depth = 0; depth < 100000; depth++) {
        value = sl_tuple_new(py, &o, 1, NULL);
        sl_decref(o);
        o = from(tuple, value);
        sl_decref(value);
    }
    sl_decref(o);
    CU_ASSERT_EQUAL(py->living, living);
    release_type(tuple);
    dict = empty_under(SL_DICT);
    value = some_dict();
    d = from(dict, value);
    sl_decref(value);
    value = str_key(py, "self");
    CU_ASSERT_EQUAL(sl_dict_set((struct sl_dict *)(void *)d, value, d, NULL), 0);
    sl_decref(value);
    sl_decref(d);
    release_type(dict);
    end();
}

static void
expect_refusal(struct sl_type *type, struct sl_object *value,
               enum sl_error_kind kind, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    size_t blocks = counts.blocks;

    CU_ASSERT_PTR_NULL(sl_instance_from(type, value, &error));
    CU_ASSERT_EQUAL(error.kind, kind);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_PTR_NULL(sl_instance_from(type, value, NULL));
    CU_ASSERT_EQUAL(counts.blocks, blocks);
}

/* The texts are the library's own: CPython would convert, or find other words. */
static void
what_cannot_be_made_is_refused(void)
{
    struct sl_object *five, *text;
    struct sl_type *type;

    begin();
    five = int_key(py, 5);
    text = str_key(py, "5");
    type = empty_under(SL_INT);
    expect_refusal(type, text, SL_TYPE_ERROR,
                   "cannot create 'C' instances from 'str'");
    expect_refusal(type, sl_none(py), SL_TYPE_ERROR,
                   "cannot create 'C' instances from 'NoneType'");
    release_type(type);
    type = empty_under(SL_STR);
    expect_refusal(type, five, SL_TYPE_ERROR,
                   "cannot create 'C' instances from 'int'");
    release_type(type);
    type = empty_under(SL_FLOAT);
    expect_refusal(type, five, SL_TYPE_ERROR, "cannot create 'C' instances");
    release_type(type);
    type = empty_under(SL_OBJECT);
    expect_refusal(type, five, SL_TYPE_ERROR, "cannot create 'C' instances");
    release_type(type);
    expect_refusal(sl_builtin(py, SL_INT), five, SL_TYPE_ERROR,
                   "cannot create 'int' instances");
    sl_decref(five);
    sl_decref(text);
    end();
}

static void
instances_live_at_home(void)
{
    struct sl_object *five;
    struct sl_type *type;

    begin_on(sizeof(void *) == 8 ? &sl_python27_ilp32 : &sl_python27_lp64);
    five = int_key(py, 5);
    type = empty_under(SL_INT);
    expect_refusal(type, five, SL_RUNTIME_ERROR,
                   "instances live on this machine's ABI only");
    sl_decref(five);
    release_type(type);
    end();
}

CU_ErrorCode
add_empty_suite(void)
{
    static const CU_TestInfo tests[] = {
        {"layouts are as measured", layouts_are_as_measured},
        {"a head for what is larger than an object",
         a_head_for_what_is_larger_than_an_object},
        {"items allow no slots", items_allow_no_slots},
        {"under a slotted parent", under_a_slotted_parent},
        {"one class undoes it", one_class_undoes_it},
        {"instances are like their values", instances_are_like_their_values},
        {"instances are as large as their layouts",
         instances_are_as_large_as_their_layouts},
        {"instances take attributes or not", instances_take_attributes_or_not},
        {"instances are made from instances", instances_are_made_from_instances},
        {"instances need memory", instances_need_memory},
        {"names find their keys", names_find_their_keys},
        {"a dict's entries are copied", a_dict_s_entries_are_copied},
        {"an int may have slots", an_int_may_have_slots},
        {"deep and circular instances end", deep_and_circular_instances_end},
        {"what cannot be made is refused", what_cannot_be_made_is_refused},
        {"instances live at home", instances_live_at_home},
        CU_TEST_INFO_NULL,
    };
    CU_pSuite suite = CU_add_suite("empty", measured_open, measured_close);

    if (suite != NULL)
        add_tests(suite, tests);
    return CU_get_error();
}
