/* Of CPython 2.7's test_sys: test_slots and test_objecttypes. The formats are those of the
   original, laid out behind the two words of an object, or the three of one with items, for
   both machines. Which types are collected: their __flags__ in CPython 2.7.18. */
#include "cpython_tests.h"

#include <stdio.h>
#include <string.h>

static const char *const abis[] = {"lp64", "ilp32"};

static struct counting_allocator counts;
static struct sl_interp *py;

static size_t
calcsize(const char *format)
{
    ptrdiff_t size = sl_calcsize(py->platform->abi, format, NULL);

    CU_ASSERT_FATAL(size >= 0);
    return (size_t)size;
}

static size_t
gc_head(void)
{
    return calcsize(py->platform->gc_head);
}

/* class C(BASE): __slots__ = 'a', 'b', 'c' weighs three pointers more than BASE, and the
   collector's head where BASE has none. LENGTH: elements of both. */
static void
check_slots(enum sl_builtin which, size_t length, bool base_collected)
{
    struct sl_type *base = sl_builtin(py, which);
    struct sl_type *c =
        class_with(py, "C", &base, 1, strs(py, NAMES("a", "b", "c")), NULL);
    size_t expected = sl_getsizeof(base, length) + calcsize("3P") +
                      (base_collected ? 0 : gc_head());

    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    CU_ASSERT_EQUAL(sl_getsizeof(c, length), expected);
    sl_decref(&c->object);
}

/* All of it can be said. The original weighs living objects; here the types are weighed, of
   which only dict lives. */
static void
test_slots(void)
{
    for (int i = 0; i < 2; i++) {
        py = open_interp(sl_platform_find("2.7", abis[i], NULL), &counts);
        check_slots(SL_BYTEARRAY, 0, false);
        check_slots(SL_DICT, 1, true);
        check_slots(SL_LIST, 0, true);
        check_slots(SL_SET, 0, true);
        check_slots(SL_FROZENSET, 0, true);
        close_interp(py, &counts);
    }
}

/* The original's formats. ITEMS: whether the object has a length. */
static const struct row {
    const char *type;
    bool items, collected;
    const char *format;
} rows[] = {
    {"bool", false, false, "l"},
    {"buffer", false, false, "2P2Pil"},
    {"builtin_function_or_method", false, true, "3P"},
    {"bytearray", true, false, "iPP"},
    {"complex", false, false, "2d"},
    {"BaseException", false, true, "3P"},
    {"UnicodeEncodeError", false, true, "5P2PP"},
    {"UnicodeDecodeError", false, true, "5P2PP"},
    {"UnicodeTranslateError", false, true, "5P2PP"},
    {"member_descriptor", false, true, "2PP"},
    {"getset_descriptor", false, true, "2PP"},
    {"dict", false, true, "3P2PP2PP2PP2PP2PP2PP2PP2PP2P"},
    {"enumerate", false, true, "l3P"},
    {"file", false, false, "4P2i4P3i3P3i"},
    {"float", false, false, "d"},
    {"function", false, true, "9P"},
    {"staticmethod", false, true, "P"},
    {"classmethod", false, true, "P"},
    {"int", false, false, "l"},
    {"list", true, true, "PP"},
    {"long", true, false, ""},
    {"module", false, true, "P"},
    {"NoneType", false, false, ""},
    {"object", false, false, ""},
    {"property", false, true, "4Pi"},
    {"reversed", false, true, "PP"},
    {"set", false, true, "3P2PlPlPlPlPlPlPlPlPlP"},
    {"frozenset", false, true, "3P2PlPlPlPlPlPlPlPlPlP"},
    {"slice", false, true, "3P"},
    {"super", false, true, "3P"},
    {"tuple", true, true, ""},
    {"type", true, true, "P2P15Pl4PP9PP11PI39P3P10P6P2P"},
    {"weakref", false, true, "2Pl2P"},
    {"xrange", false, false, "3l"},
};

static struct sl_type *
type_named(const char *name)
{
    for (int i = 0; i < SL_BUILTINS; i++)
        if (strcmp(sl_builtin(py, (enum sl_builtin)i)->name, name) == 0)
            return sl_builtin(py, (enum sl_builtin)i);
    return NULL;
}

static void
check_row(const struct row *row)
{
    const struct sl_type *type = type_named(row->type);
    char format[80];
    size_t expected;

    /* struct's letter for an unsigned int is unknown here; it is as large as an int */
    snprintf(format, sizeof format, "%s%s0P", row->items ? "3P" : "2P",
             row->format);
    if (strchr(format, 'I') != NULL)
        *strchr(format, 'I') = 'i';
    expected = calcsize(format) + (row->collected ? gc_head() : 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    if (sl_getsizeof(type, 0) != expected)
        fprintf(stderr, "\n    %s: %zu, not %zu\n", row->type,
                sl_getsizeof(type, 0), expected);
    CU_ASSERT_EQUAL(sl_getsizeof(type, 0), expected);
}

/* Objects with items: what LENGTH of them add to an empty one. */
static void
check_items(enum sl_builtin which, size_t length, size_t more)
{
    const struct sl_type *type = sl_builtin(py, which);

    CU_ASSERT_EQUAL(sl_getsizeof(type, length) - sl_getsizeof(type, 0), more);
}

/* Sets of 10 and of 50: the original reckons a table of twice as many places, rounded up to
   a power of two, with two words each. */
static void
check_sets(enum sl_builtin which)
{
    check_items(which, 10, 32 * calcsize("lP"));
    check_items(which, 50, 128 * calcsize("lP"));
}

/* A dict written with eight keys gets a table of sixteen at once. */
static void
check_dict_of_eight(void)
{
    struct sl_dict *d = sl_dict_new_presized(py, 8, NULL);

    for (long i = 1; i <= 8; i++)
        CU_ASSERT_EQUAL(set_int(d, i), 0);
    CU_ASSERT_EQUAL(sl_dict_getsizeof(d, py->platform) -
                        sl_getsizeof(sl_builtin(py, SL_DICT), 0),
                    16 * calcsize("P2P"));
    release_dict(d);
}

/* Without the types that libslots does not know: iterators, generators, frames, code, cells,
   views, proxies, method descriptors, classes of the old style, the numbers of sys.float_info.
   Nor does it tell a class of a class statement from a built-in one in the weight of the type
   object: the row `type` is the former, whose objects are collected. */
static void
test_objecttypes(void)
{
    for (int i = 0; i < 2; i++) {
        py = open_interp(sl_platform_find("2.7", abis[i], NULL), &counts);
        for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
            check_row(&rows[r]);
        check_items(SL_BYTEARRAY, 100000, 100001);
        check_items(SL_LIST, 3, calcsize("3P"));
        check_items(SL_TUPLE, 3, calcsize("3P"));
        check_items(SL_LONG, 1, calcsize(py->platform->digit));
        check_items(SL_LONG, 3, 3 * calcsize(py->platform->digit));
        CU_ASSERT_EQUAL(sl_getsizeof(sl_builtin(py, SL_STR), 0), calcsize("3Plic"));
        check_items(SL_STR, 3, 3);
        CU_ASSERT_EQUAL(sl_getsizeof(sl_builtin(py, SL_UNICODE), 0),
                        calcsize("2PPPlP0P") + 4);
        check_items(SL_UNICODE, 100, 400);
        check_sets(SL_SET);
        check_sets(SL_FROZENSET);
        check_dict_of_eight();
        close_interp(py, &counts);
    }
}

bool
add_cpython_size_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "test_sys: test_slots", test_slots) &&
           CU_ADD_TEST(suite, test_objecttypes);
}
