/* int, str and tuple (unicode: builtin_unicode.c): making, equality, interning, repr. What repr gives is what CPython
   2.7.18 printed. */
#include "suites.h"

#include "living.h"
#include "object_tests.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
}

static void
end(void)
{
    close_interp(py, &counts);
}

static struct sl_str *
str_of(struct sl_object *o)
{
    return (struct sl_str *)(void *)o;
}

static void
strs_copy_their_characters(void)
{
    char text[] = "one\0two";
    struct sl_object *o = sl_str_new(py, text, 7, NULL);

    memset(text, '?', sizeof text);
    CU_ASSERT_EQUAL(str_of(o)->var.size, 7);
    CU_ASSERT_EQUAL(memcmp(str_of(o)->data, "one\0two", 8), 0);
    CU_ASSERT_EQUAL(str_of(o)->interned, 0);
    sl_decref(o);
    o = sl_str_new(py, NULL, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_STRING_EQUAL(str_of(o)->data, "");
    sl_decref(o);
}

static void
ints_keep_their_values(void)
{
    const long values[] = {0, 1, -1, LONG_MAX, LONG_MIN};

    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct sl_object *o = int_key(py, values[i]);

        CU_ASSERT_EQUAL(((struct sl_int *)(void *)o)->value, values[i]);
        sl_decref(o);
    }
}

/* Whether the two are equal, asked both ways; they are given back. */
static int
equality(struct sl_object *a, struct sl_object *b)
{
    int one = sl_equal(a, b, NULL), other = sl_equal(b, a, NULL);

    CU_ASSERT_EQUAL(one, other);
    sl_decref(a);
    sl_decref(b);
    return one;
}

static struct sl_object *
bytes(const char *data, size_t length)
{
    return sl_str_new(py, data, length, NULL);
}

static void
ints_and_strs_are_equal_by_value(void)
{
    CU_ASSERT_EQUAL(equality(int_key(py, 5), int_key(py, 5)), 1);
    CU_ASSERT_EQUAL(equality(int_key(py, 5), int_key(py, 6)), 0);
    CU_ASSERT_EQUAL(equality(int_key(py, -1), int_key(py, -2)), 0); /* same hash */
    CU_ASSERT_EQUAL(equality(int_key(py, 1), str_key(py, "1")), 0);
    CU_ASSERT_EQUAL(equality(str_key(py, "abc"), str_key(py, "abc")), 1);
    CU_ASSERT_EQUAL(equality(str_key(py, "abc"), str_key(py, "abd")), 0);
    CU_ASSERT_EQUAL(equality(str_key(py, "ab"), str_key(py, "abc")), 0);
    CU_ASSERT_EQUAL(equality(str_key(py, ""), str_key(py, "")), 1);
    CU_ASSERT_EQUAL(equality(bytes("a\0b", 3), bytes("a\0c", 3)), 0);
    CU_ASSERT_EQUAL(equality(bytes("a\0b", 3), bytes("a\0b", 3)), 1);
    CU_ASSERT_EQUAL(equality(bytes("\0", 1), bytes("", 0)), 0);
}

/* A tuple of up to three items, which are given away; NULL ends them. */
static struct sl_object *
tuple(struct sl_object *a, struct sl_object *b, struct sl_object *c)
{
    struct sl_object *items[3] = {a, b, c};
    size_t length = 0;
    struct sl_object *t;

    while (length < 3 && items[length] != NULL)
        length++;
    t = sl_tuple_new(py, items, length, NULL);
    while (length > 0)
        sl_decref(items[--length]);
    return t;
}

static struct sl_object *
single(struct sl_object *item)
{
    return tuple(item, NULL, NULL);
}

static void
tuples_are_equal_by_items(void)
{
    CU_ASSERT_EQUAL(equality(tuple(NULL, NULL, NULL), tuple(NULL, NULL, NULL)), 1);
    CU_ASSERT_EQUAL(equality(single(int_key(py, 1)), single(int_key(py, 1))), 1);
    CU_ASSERT_EQUAL(equality(single(int_key(py, 1)), single(int_key(py, 2))), 0);
    CU_ASSERT_EQUAL(equality(single(int_key(py, 1)), tuple(NULL, NULL, NULL)), 0);
    CU_ASSERT_EQUAL(equality(single(int_key(py, 1)), int_key(py, 1)), 0);
    CU_ASSERT_EQUAL(equality(tuple(int_key(py, 1), str_key(py, "a"), NULL),
                             tuple(int_key(py, 1), str_key(py, "a"), NULL)),
                    1);
    CU_ASSERT_EQUAL(equality(tuple(int_key(py, 1), str_key(py, "a"), NULL),
                             tuple(int_key(py, 1), str_key(py, "b"), NULL)),
                    0);
    CU_ASSERT_EQUAL(equality(single(single(str_key(py, "x"))),
                             single(single(str_key(py, "x")))),
                    1);
}

static int
equal_fails(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    (void)a;
    (void)b;
    return sl_fail(error, SL_VALUE_ERROR, "%s", "incomparable");
}

/* CPython 2.7: class T(tuple): pass; T((None,)) == (None,) is True, either way round. */
static void
a_class_of_tuples_makes_tuples(void)
{
    struct sl_type *t = sl_class_new(py, "T", sl_builtin(py, SL_TUPLE), NULL);
    struct sl_object *o = sl_instance_new(t, 1, NULL);
    struct sl_object *plain = single(sl_incref(sl_none(py)));

    CU_ASSERT_EQUAL(sl_equal(o, plain, NULL), 1);
    CU_ASSERT_EQUAL(sl_equal(plain, o, NULL), 1);
    CU_ASSERT_EQUAL(sl_hash(plain, NULL), sl_hash(o, NULL));
    sl_decref(o);
    sl_decref(plain);
    sl_decref(&t->object);
}

/* CPython 2.7: "RuntimeError: maximum recursion depth exceeded in cmp". */
static void
deep_tuples_are_given_up(void)
{
    struct sl_object *a = int_key(py, 1), *b = int_key(py, 1);
    struct sl_error error = {SL_NO_ERROR, ""};

    for (int depth = 0; depth < 900; depth++) {
        a = single(a);
        b = single(b);
    }
    CU_ASSERT_EQUAL(sl_equal(a, b, &error), 1);
    CU_ASSERT_EQUAL(sl_hash(a, &error), sl_hash(b, &error));
    for (int depth = 0; depth < 300000; depth++) {
        a = single(a);
        b = single(b);
    }
    CU_ASSERT_EQUAL(sl_equal(a, b, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_RUNTIME_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message,
                           "maximum recursion depth exceeded in cmp");
    CU_ASSERT_EQUAL(sl_hash(a, &error), -1);
    CU_ASSERT_STRING_EQUAL(error.message, "maximum recursion depth exceeded");
    CU_ASSERT_EQUAL(py->recursion, 0);
    sl_decref(a);
    sl_decref(b);
}

static void
a_failing_item_fails_the_tuples(void)
{
    struct sl_type type = {.name = "odd", .basicsize = sizeof(struct sl_object)};
    struct sl_object *a, *b;
    struct sl_error error = {SL_NO_ERROR, ""};

    type.equal = equal_fails;
    sl_type_ready(py, &type);
    a = tuple(int_key(py, 1), sl_object_new(&type, type.basicsize, NULL), NULL);
    b = tuple(int_key(py, 1), sl_object_new(&type, type.basicsize, NULL), NULL);
    CU_ASSERT_EQUAL(sl_equal(a, b, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "incomparable");
    CU_ASSERT_EQUAL(sl_equal(a, a, NULL), 1);
    sl_decref(a);
    sl_decref(b);
}

static void
interned_strs_are_identical(void)
{
    struct sl_object *a = sl_str_interned(py, "name", NULL);
    struct sl_object *b = sl_str_interned(py, "name", NULL);
    struct sl_object *c = sl_str_interned(py, "names", NULL);
    struct sl_object *d = str_key(py, "name"), *before = d;

    CU_ASSERT_PTR_EQUAL(a, b);
    CU_ASSERT_PTR_NOT_EQUAL(a, c);
    CU_ASSERT_PTR_NOT_EQUAL(a, d);
    CU_ASSERT_EQUAL(a->refcnt, 2); /* the table's references do not count */
    CU_ASSERT_NOT_EQUAL(str_of(a)->interned, 0);
    CU_ASSERT_EQUAL(sl_str_intern(&d, NULL), 0);
    CU_ASSERT_PTR_EQUAL(d, a);
    CU_ASSERT_PTR_NOT_EQUAL(d, before);
    CU_ASSERT_EQUAL(a->refcnt, 3);
    CU_ASSERT_EQUAL(sl_str_intern(&d, NULL), 0); /* again: nothing happens */
    CU_ASSERT_EQUAL(a->refcnt, 3);
    CU_ASSERT_EQUAL(py->interned->used, 2);
    sl_decref(a);
    sl_decref(b);
    sl_decref(c);
    sl_decref(d);
    CU_ASSERT_EQUAL(py->interned->used, 0);
}

static void
interned_strs_are_mortal(void)
{
    size_t blocks;

    sl_decref(sl_str_interned(py, "first", NULL));
    blocks = counts.blocks;
    for (int i = 0; i < 1000; i++) {
        struct sl_object *o = str_key(py, "name%d", i);

        CU_ASSERT_EQUAL(sl_str_intern(&o, NULL), 0);
        sl_decref(o);
    }
    CU_ASSERT_EQUAL(py->interned->used, 0);
    CU_ASSERT_EQUAL(py->living, 1); /* the table itself */
    CU_ASSERT_EQUAL(counts.blocks, blocks);
}

static void
interned_strs_live_on_in_containers(void)
{
    struct sl_object *o = sl_str_interned(py, "name", NULL), *again;
    struct sl_object *t = single(o); /* takes our reference */

    again = sl_str_interned(py, "name", NULL);
    CU_ASSERT_PTR_EQUAL(again, o);
    sl_decref(again);
    sl_decref(t);
    CU_ASSERT_EQUAL(py->interned->used, 0);
}

static void
interning_without_memory_changes_nothing(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *o = str_key(py, "name"), *before = o;

    counts.fail_at = counts.calls + 1; /* the table of interned strs */
    CU_ASSERT_EQUAL(sl_str_intern(&o, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    CU_ASSERT_PTR_EQUAL(o, before);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    CU_ASSERT_EQUAL(str_of(o)->interned, 0);
    CU_ASSERT_EQUAL(sl_str_intern(&o, &error), 0);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    sl_decref(o);
}

static void
interning_fails_where_the_table_cannot_grow(void)
{
    struct sl_object *kept[6] = {NULL};
    struct sl_error error = {SL_NO_ERROR, ""};

    for (int i = 0; i < 6; i++)
        kept[i] = str_key(py, "k%d", i);
    for (int i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(sl_str_intern(&kept[i], NULL), 0);
    counts.fail_at = counts.calls + 1;
    CU_ASSERT_EQUAL(sl_str_intern(&kept[5], &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    CU_ASSERT_EQUAL(str_of(kept[5])->interned, 0);
    CU_ASSERT_EQUAL(kept[5]->refcnt, 1);
    CU_ASSERT_EQUAL(py->interned->used, 5);
    for (int i = 0; i < 6; i++)
        sl_decref(kept[i]);
    CU_ASSERT_EQUAL(py->interned->used, 0);
}

/* Asserts that O, which is given back, has this repr: whole, and cut off at every length. */
static void
assert_repr(struct sl_object *o, const char *expected)
{
    char text[200];
    size_t length = strlen(expected);

    CU_ASSERT_PTR_EQUAL(sl_repr(o, text, sizeof text), text);
    CU_ASSERT_STRING_EQUAL(text, expected);
    for (size_t size = 1; size <= length + 1; size++) {
        memset(text, '#', sizeof text);
        sl_repr(o, text, size);
        CU_ASSERT_EQUAL(strlen(text), size - 1);
        CU_ASSERT_EQUAL(strncmp(text, expected, size - 1), 0);
        CU_ASSERT_EQUAL(text[size], '#');
    }
    sl_decref(o);
}

static void
strs_have_a_repr(void)
{
    static const struct {
        const char *data;
        size_t length;
        const char *repr;
    } cases[] = {
        {"", 0, "''"},
        {"a", 1, "'a'"},
        {"'", 1, "\"'\""},
        {"\"", 1, "'\"'"},
        {"'\"", 2, "'\\'\"'"},
        {"\\", 1, "'\\\\'"},
        {"\n\r\t", 3, "'\\n\\r\\t'"},
        {"\0", 1, "'\\x00'"},
        {"\x1f \x7f\x80\xff", 5, "'\\x1f \\x7f\\x80\\xff'"},
        {"a\0b", 3, "'a\\x00b'"},
        {"~", 1, "'~'"},
        {"\x1b[0m", 4, "'\\x1b[0m'"},
        {"\x07\x08\x0b\x0c", 4, "'\\x07\\x08\\x0b\\x0c'"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_repr(bytes(cases[i].data, cases[i].length), cases[i].repr);
}

static void
other_objects_have_a_repr(void)
{
    char number[32];

    assert_repr(int_key(py, 0), "0");
    assert_repr(int_key(py, -17), "-17");
    snprintf(number, sizeof number, "%ld", LONG_MIN);
    assert_repr(int_key(py, LONG_MIN), number);
    assert_repr(sl_incref(sl_none(py)), "None");
    assert_repr(tuple(NULL, NULL, NULL), "()");
    assert_repr(single(int_key(py, 1)), "(1,)");
    assert_repr(tuple(int_key(py, 1), int_key(py, 2), NULL), "(1, 2)");
    assert_repr(single(tuple(NULL, NULL, NULL)), "((),)");
    assert_repr(tuple(str_key(py, "a"), sl_incref(sl_none(py)), int_key(py, -1)),
                "('a', None, -1)");
    assert_repr(tuple(single(int_key(py, 1)), single(str_key(py, "'")), NULL),
                "((1,), (\"'\",))");
    assert_repr(&sl_dict_new(py, NULL)->object, "<dict object>");
}

static void
a_deep_repr_is_cut_off(void)
{
    struct sl_object *o = tuple(NULL, NULL, NULL);
    char text[100];

    for (int i = 0; i < 100000; i++)
        o = single(o);
    sl_repr(o, text, sizeof text);
    CU_ASSERT_EQUAL(strlen(text), sizeof text - 1);
    CU_ASSERT_EQUAL(strspn(text, "("), sizeof text - 1);
    sl_decref(o);
}

static void
huge_lengths_are_a_memory_error(void)
{
    const size_t word = sizeof(void *);
    const size_t lengths[] = {SIZE_MAX,
                              SIZE_MAX - 1,
                              SIZE_MAX - 40,
                              SL_SIZE_LIMIT,
                              SL_SIZE_LIMIT - 37,
                              SL_SIZE_LIMIT - 38,
                              SL_SIZE_LIMIT + 1,
                              SL_SIZE_LIMIT / word,
                              SIZE_MAX / word,
                              SIZE_MAX / word + 1,
                              SL_SIZE_LIMIT / word - 8};
    struct sl_object *none = sl_none(py);

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        CU_ASSERT_PTR_NULL(sl_tuple_new(py, &none, lengths[i], &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        if (lengths[i] < (size_t)1 << 30)
            continue; /* a str of that length is no problem */
        error.kind = SL_NO_ERROR;
        CU_ASSERT_PTR_NULL(sl_str_new(py, "", lengths[i], &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    }
    CU_ASSERT_EQUAL(py->living, 0);
}

/* Objects of a platform whose long is wider than this machine's can be made all the same.
   Their hashes are the lower bits of CPython's: those of "abc", by CPython 2.7.18. */
static void
hashes_are_as_wide_as_the_build(void)
{
    struct counting_allocator wide_counts;
    struct sl_interp *wide = open_interp(&sl_python27_lp64, &wide_counts);
    struct sl_object *number = sl_int_new(wide, -5, NULL);
    struct sl_object *text = sl_str_interned(wide, "abc", NULL);
    struct sl_dict *d = sl_dict_new(wide, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(number);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_EQUAL(sl_hash(number, NULL), -5);
    CU_ASSERT_EQUAL((unsigned long)sl_hash(text, NULL),
                    (unsigned long)UINT64_C(1453079729188098211));
    CU_ASSERT_EQUAL(sl_getsizeof(number->type, 0), 24);
    for (int i = 0; i < 6; i++)
        CU_ASSERT_EQUAL(set_str(d, &"abcdef"[i]), 0);
    CU_ASSERT_EQUAL(sl_dict_getsizeof(d, &sl_python27_lp64), 1048);
    release_dict(d);
    sl_decref(number);
    sl_decref(text);
    close_interp(wide, &wide_counts);
}

CU_ErrorCode
add_builtin_suite(void)
{
    static const CU_TestInfo tests[] = {
        {"strs copy their characters", strs_copy_their_characters},
        {"ints keep their values", ints_keep_their_values},
        {"ints and strs are equal by value", ints_and_strs_are_equal_by_value},
        {"tuples are equal by items", tuples_are_equal_by_items},
        {"a class of tuples makes tuples", a_class_of_tuples_makes_tuples},
        {"deep tuples are given up", deep_tuples_are_given_up},
        {"a failing item fails the tuples", a_failing_item_fails_the_tuples},
        {"interned strs are identical", interned_strs_are_identical},
        {"interned strs are mortal", interned_strs_are_mortal},
        {"interned strs live on in containers",
         interned_strs_live_on_in_containers},
        {"interning without memory changes nothing",
         interning_without_memory_changes_nothing},
        {"interning fails where the table cannot grow",
         interning_fails_where_the_table_cannot_grow},
        {"strs have a repr", strs_have_a_repr},
        {"other objects have a repr", other_objects_have_a_repr},
        {"a deep repr is cut off", a_deep_repr_is_cut_off},
        {"huge lengths are a MemoryError", huge_lengths_are_a_memory_error},
        {"hashes are as wide as the build", hashes_are_as_wide_as_the_build},
        CU_TEST_INFO_NULL,
    };
    CU_pSuite suite =
        CU_add_suite_with_setup_and_teardown("builtin", NULL, NULL, begin, end);

    if (suite != NULL && add_tests(suite, tests) && add_builtin_hash_tests(suite))
        add_builtin_unicode_tests(suite);
    return CU_get_error();
}
