/* Chapter 2: the table of built-in types and sys.getsizeof, against what CPython 2.7.18 said
   of itself on both ABIs. */
#include "suites.h"

#include "object_tests.h"
#include "oracle.h"
#include "slots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An ABI: its measurements, and an interpreter of the library for its platform. */
static struct side {
    const char *abi;
    struct oracle *oracle;
    struct sl_interp *py;
} sides[] = {{"lp64", NULL, NULL}, {"ilp32", NULL, NULL}};

enum { SIDES = sizeof sides / sizeof sides[0] };

static int
open_sides(void)
{
    bool good = true;

    for (int i = 0; i < SIDES; i++) {
        struct side *side = &sides[i];
        const struct sl_platform *platform =
            sl_platform_find("2.7", side->abi, NULL);

        side->oracle = oracle_open("2.7.18", side->abi);
        side->py = sl_interp_new(platform, NULL, NULL);
        good = good && side->oracle != NULL && side->py != NULL;
    }
    return good ? 0 : 1;
}

static int
close_sides(void)
{
    size_t left = 0;

    for (int i = 0; i < SIDES; i++) {
        oracle_close(sides[i].oracle);
        left += sides[i].py == NULL ? 0 : sl_interp_free(sides[i].py);
    }
    return left == 0 ? 0 : 1;
}

static const struct oracle_row *
first_row(const struct side *side, const char *topic, const char *subject)
{
    size_t cursor = 0;

    return oracle_next(side->oracle, topic, subject, &cursor);
}

/* Bit 14 of a type's flags: its objects are part of garbage collection. */
static bool
has_gc_flag(const struct oracle_row *row)
{
    return (oracle_number(row, ORACLE_FLAGS) >> 14 & 1) != 0;
}

/* Bit 10 of a type's flags: classes may be derived from it. */
static bool
has_base_flag(const struct oracle_row *row)
{
    return (oracle_number(row, ORACLE_FLAGS) >> 10 & 1) != 0;
}

static const struct oracle_row *
row_of(const struct side *side, const struct sl_type *type)
{
    char subject[64];

    snprintf(subject, sizeof subject, "builtin %s", type->name);
    return first_row(side, "type", subject);
}

static void
assert_as_measured(const struct sl_type *type, const struct oracle_row *row)
{
    CU_ASSERT_EQUAL((long)type->basicsize, oracle_number(row, ORACLE_BASICSIZE));
    CU_ASSERT_EQUAL(type->counted, type->basicsize);
    CU_ASSERT_EQUAL((long)type->itemsize, oracle_number(row, ORACLE_ITEMSIZE));
    CU_ASSERT_EQUAL(type->dictoffset, oracle_number(row, ORACLE_DICTOFFSET));
    CU_ASSERT_EQUAL(type->weaklistoffset, oracle_number(row, ORACLE_WEAKREFOFFSET));
    CU_ASSERT_EQUAL(type->gc, has_gc_flag(row));
    CU_ASSERT_EQUAL(type->final, !has_base_flag(row));
}

/* On LP64 every type was measured, on ILP32 these twenty-two. */
static void
types_are_as_measured(void)
{
    static const int rows[SIDES] = {SL_BUILTINS, 22};

    for (int i = 0; i < SIDES; i++) {
        int found = 0;

        for (int which = 0; which < SL_BUILTINS; which++) {
            const struct sl_type *type =
                sl_builtin(sides[i].py, (enum sl_builtin)which);
            const struct oracle_row *row = row_of(&sides[i], type);

            if (row == NULL)
                continue;
            found++;
            assert_as_measured(type, row);
        }
        CU_ASSERT_EQUAL(found, rows[i]);
    }
}

/* ILP32 figures that no oracle covers: basicsize, and the offset of __dict__ or weak
   references that is not nought. Those in the first part are sizeof and offsetof of the
   structures in CPython 2.7.18's public headers, compiled by gcc -m32; those in the second
   follow from the members that the documentation names, words and an int. */
static const struct {
    const char *name;
    long basicsize, dictoffset, weaklistoffset;
} uncovered[] = {
    {"StandardError", 20, 8, 0},
    {"KeyError", 20, 8, 0},
    {"UserWarning", 20, 8, 0},
    {"SystemExit", 24, 8, 0},
    {"EnvironmentError", 32, 8, 0},
    {"IOError", 32, 8, 0},
    {"UnicodeDecodeError", 40, 8, 0},
    {"UnicodeEncodeError", 40, 8, 0},
    {"UnicodeTranslateError", 40, 8, 0},
    {"SyntaxError", 44, 8, 0},
    {"TabError", 44, 8, 0},
    {"file", 84, 0, 68},
    {"memoryview", 64, 0, 0},
    {"member_descriptor", 20, 0, 0},
    {"getset_descriptor", 20, 0, 0},
    {"builtin_function_or_method", 20, 0, 0},
    {"weakref", 28, 0, 0},

    {"basestring", 8, 0, 0},    /* nothing */
    {"staticmethod", 12, 0, 0}, /* the callable */
    {"classmethod", 12, 0, 0},
    {"super", 20, 0, 0},     /* class, object, its class */
    {"enumerate", 24, 0, 0}, /* index, iterator, result, long index */
    {"reversed", 16, 0, 0},  /* index, sequence */
    {"xrange", 20, 0, 0},    /* start, step, length: longs */
    {"buffer", 32, 0, 0}, /* base, pointer, size, offset, int readonly, long hash */
};

static const struct sl_type *
type_of_name(struct sl_interp *py, const char *name)
{
    for (int i = 0; i < SL_BUILTINS; i++)
        if (strcmp(sl_builtin(py, (enum sl_builtin)i)->name, name) == 0)
            return sl_builtin(py, (enum sl_builtin)i);
    return NULL;
}

static void
types_without_a_32_bit_oracle(void)
{
    for (size_t i = 0; i < sizeof uncovered / sizeof uncovered[0]; i++) {
        const struct sl_type *narrow = type_of_name(sides[1].py, uncovered[i].name);
        const struct sl_type *wide = type_of_name(sides[0].py, uncovered[i].name);

        CU_ASSERT_PTR_NOT_NULL_FATAL(narrow);
        CU_ASSERT_PTR_NULL(row_of(&sides[1], narrow));
        CU_ASSERT_EQUAL((long)narrow->basicsize, uncovered[i].basicsize);
        CU_ASSERT_EQUAL(narrow->itemsize, 0);
        CU_ASSERT_EQUAL(narrow->dictoffset, uncovered[i].dictoffset);
        CU_ASSERT_EQUAL(narrow->weaklistoffset, uncovered[i].weaklistoffset);
        CU_ASSERT_EQUAL(narrow->gc, wide->gc);
        CU_ASSERT_EQUAL(narrow->final, wide->final);
    }
}

/* Asserts that ROW, whose base and mro were recorded, tells of the bases of TYPE. */
static void
assert_bases(const struct sl_type *type, const struct oracle_row *row)
{
    char mro[200] = "";

    CU_ASSERT_STRING_EQUAL(type->base->name, oracle_text(row, ORACLE_BASE));
    for (const struct sl_type *t = type; t != NULL; t = t->base)
        snprintf(mro + strlen(mro), sizeof mro - strlen(mro), "%s%s",
                 t == type ? "" : " ", t->name);
    CU_ASSERT_STRING_EQUAL(mro, oracle_text(row, ORACLE_MRO));
}

static void
types_have_their_names_and_bases(void)
{
    static const char *const names[SL_TYPE + 1] = {
        "object",    "NoneType",      "int",        "bool", "long",
        "float",     "complex",       "basestring", "str",  "unicode",
        "bytearray", "tuple",         "list",       "dict", "set",
        "frozenset", "BaseException", "Exception",  "type",
    };
    struct sl_interp *py = sides[0].py;

    for (int which = 0; which < SL_BUILTINS; which++) {
        const struct sl_type *type = sl_builtin(py, (enum sl_builtin)which);
        const struct oracle_row *row = row_of(&sides[0], type);
        enum sl_builtin base = which == SL_BOOL ? SL_INT
                               : which == SL_STR || which == SL_UNICODE
                                   ? SL_BASESTRING
                               : which == SL_EXCEPTION ? SL_BASE_EXCEPTION
                                                       : SL_OBJECT;

        CU_ASSERT_PTR_EQUAL(type->object.type, sl_builtin(py, SL_TYPE));
        CU_ASSERT_PTR_EQUAL(type->interp, py);
        CU_ASSERT_PTR_NULL(type->made);
        if (which <= SL_TYPE)
            CU_ASSERT_STRING_EQUAL(type->name, names[which]);
        if (oracle_text(row, ORACLE_BASE)[0] != '\0')
            assert_bases(type, row);
        else
            CU_ASSERT_PTR_EQUAL(type->base,
                                which == SL_OBJECT ? NULL : sl_builtin(py, base));
    }
}

/* Every name that the table of types has has one type, and those of __builtin__ lead to it.
   CPython 2.7.18: `import __builtin__; hasattr(__builtin__, NAME)`. */
static void
types_are_found_by_name(void)
{
    static const char *const nameless[] = {"NoneType",
                                           "module",
                                           "function",
                                           "builtin_function_or_method",
                                           "member_descriptor",
                                           "getset_descriptor",
                                           "weakref"};
    struct sl_interp *py = sides[0].py;
    size_t without = 0;

    for (int which = 0; which < SL_BUILTINS; which++) {
        const struct sl_type *type = sl_builtin(py, (enum sl_builtin)which);
        struct sl_type *found = sl_builtin_named(py, type->name);

        CU_ASSERT_PTR_EQUAL(type_of_name(py, type->name), type);
        without += found == NULL;
        if (found != NULL)
            CU_ASSERT_PTR_EQUAL(found, type);
    }
    CU_ASSERT_EQUAL(without, sizeof nameless / sizeof nameless[0]);
    for (size_t i = 0; i < sizeof nameless / sizeof nameless[0]; i++)
        CU_ASSERT_PTR_NULL(sl_builtin_named(py, nameless[i]));
    CU_ASSERT_PTR_EQUAL(sl_builtin_named(py, "bytes"), sl_builtin(py, SL_STR));
    CU_ASSERT_PTR_NULL(sl_builtin_named(py, ""));
    CU_ASSERT_PTR_NULL(sl_builtin_named(py, "Str"));
    CU_ASSERT_PTR_NULL(sl_builtin_named(py, "string"));
    CU_ASSERT_PTR_NULL(sl_builtin_named(py, "len"));
}

/* What a subject of the topic sizeof is in the library's words. */
struct weighed {
    enum sl_builtin type;
    size_t length;
};

static bool
is_whole_subject(const char *subject, struct weighed *w)
{
    static const struct {
        const char *subject;
        struct weighed is;
    } known[] = {
        {"None", {SL_NONE, 0}},
        {"True", {SL_BOOL, 0}},
        {"object()", {SL_OBJECT, 0}},
        {"float", {SL_FLOAT, 0}},
        {"complex", {SL_COMPLEX, 0}},
        {"dict empty", {SL_DICT, 0}},
        {"dict one", {SL_DICT, 1}},
        {"set empty", {SL_SET, 0}},
        {"set of 5", {SL_SET, 5}},
        {"frozenset empty", {SL_FROZENSET, 0}},
        {"Exception()", {SL_EXCEPTION, 0}},
        {"function", {SL_FUNCTION, 0}},
        {"lambda with closure", {SL_FUNCTION, 0}},
        {"module", {SL_MODULE, 0}},
        {"weakref", {SL_WEAKREF, 0}},
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i].subject, subject) == 0) {
            *w = known[i].is;
            return true;
        }
    return false;
}

/* "str len 3", "unicode U+20AC len 100": bytes is another name of str. */
static bool
is_text_or_container(const char *subject, struct weighed *w)
{
    static const struct {
        const char *name;
        enum sl_builtin type;
    } known[] = {{"str ", SL_STR},         {"bytes ", SL_STR},
                 {"unicode ", SL_UNICODE}, {"tuple ", SL_TUPLE},
                 {"list ", SL_LIST},       {"bytearray ", SL_BYTEARRAY}};
    const char *length = strstr(subject, "len ");

    for (size_t i = 0; length != NULL && i < sizeof known / sizeof known[0]; i++)
        if (strncmp(subject, known[i].name, strlen(known[i].name)) == 0) {
            w->type = known[i].type;
            w->length = strtoul(length + 4, NULL, 10);
            return true;
        }
    return false;
}

/* "int 2**62", "long 0": an int too large for C's long is a long. A digit of a long has 30
   bits on LP64 and 15 on ILP32. */
static bool
is_number(const char *subject, bool lp64, struct weighed *w)
{
    bool is_int = strncmp(subject, "int ", 4) == 0;
    const char *text = subject + (is_int ? 4 : 5);
    unsigned long exponent = 0;
    bool zero = strcmp(text, "0") == 0;

    if (!is_int && strncmp(subject, "long ", 5) != 0)
        return false;
    if (strncmp(text, "2**", 3) == 0)
        exponent = strtoul(text + 3, NULL, 10);
    w->type = is_int && exponent < (lp64 ? 63 : 31) ? SL_INT : SL_LONG;
    w->length = zero ? 0 : exponent / (lp64 ? 30 : 15) + 1;
    return true;
}

/* What the library has no type for. */
static bool
is_unknown(const char *subject)
{
    static const char *const unknown[] = {"NotImplemented", "method"};

    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++)
        if (strcmp(unknown[i], subject) == 0)
            return true;
    return false;
}

static void
assert_weighed(const struct side *side, const struct oracle_row *row)
{
    const char *subject = oracle_text(row, ORACLE_SUBJECT);
    bool lp64 = side->py->platform->abi == &sl_lp64;
    struct weighed w = {SL_OBJECT, 0};
    long size;

    if (is_unknown(subject))
        return;
    CU_ASSERT_FATAL(is_whole_subject(subject, &w) || is_number(subject, lp64, &w) ||
                    is_text_or_container(subject, &w));
    size = (long)sl_getsizeof(sl_builtin(side->py, w.type), w.length);
    if (size != oracle_number(row, ORACLE_SIZE))
        printf("\n    %s on %s: %ld, measured %s", subject, side->abi, size,
               oracle_text(row, ORACLE_SIZE));
    CU_ASSERT_EQUAL(size, oracle_number(row, ORACLE_SIZE));
}

static void
sizes_are_as_measured(void)
{
    for (int i = 0; i < SIDES; i++) {
        size_t cursor = 0;
        const struct oracle_row *row;
        int rows = 0;

        for (;
             (row = oracle_next(sides[i].oracle, "sizeof", NULL, &cursor)) != NULL;
             rows++)
            assert_weighed(&sides[i], row);
        CU_ASSERT_EQUAL(rows, 72);
    }
}

static void
dict_sizes_are_as_measured(void)
{
    for (int i = 0; i < SIDES; i++) {
        const struct sl_type *dict = sl_builtin(sides[i].py, SL_DICT);
        size_t cursor = 0, before = 0;
        const struct oracle_row *row;

        while ((row = oracle_next(sides[i].oracle, "dict_growth", "int keys",
                                  &cursor)) != NULL) {
            size_t n = (size_t)oracle_number(row, ORACLE_N);

            if (n > 0)
                CU_ASSERT_EQUAL(sl_getsizeof(dict, n - 1), before);
            before = (size_t)oracle_number(row, ORACLE_SIZE);
            CU_ASSERT_EQUAL(sl_getsizeof(dict, n), before);
        }
        CU_ASSERT_EQUAL(sl_getsizeof(dict, 200000), before);
    }
}

/* The size of a set that was SIZE bytes on LP64, where a place is 16 bytes, on another side,
   where it is two words. Sets grow by the number of keys, whatever the size of a word. */
static size_t
set_size(const struct side *side, size_t size)
{
    size_t empty = (size_t)oracle_at(sides[0].oracle, "set_growth",
                                     "set, added one by one", 0, ORACLE_SIZE);
    size_t here =
        (size_t)oracle_number(first_row(side, "sizeof", "set empty"), ORACLE_SIZE);
    size_t word = side->py->platform->abi->pointer.size;

    return here + (size - empty) / 16 * 2 * word;
}

static void
set_sizes_are_as_measured(void)
{
    for (int i = 0; i < SIDES; i++) {
        size_t cursor = 0, before = 0;
        const struct oracle_row *row;

        while ((row = oracle_next(sides[0].oracle, "set_growth", NULL, &cursor)) !=
               NULL) {
            bool frozen =
                strncmp(oracle_text(row, ORACLE_SUBJECT), "frozen", 6) == 0;
            const struct sl_type *set =
                sl_builtin(sides[i].py, frozen ? SL_FROZENSET : SL_SET);
            size_t n = (size_t)oracle_number(row, ORACLE_N);

            if (n > 0)
                CU_ASSERT_EQUAL(sl_getsizeof(set, n - 1), before);
            before = set_size(&sides[i], (size_t)oracle_number(row, ORACLE_SIZE));
            CU_ASSERT_EQUAL(sl_getsizeof(set, n), before);
        }
    }
}

static void
sizes_of_classes_are_as_measured(void)
{
    for (int i = 0; i < SIDES; i++) {
        const struct oracle_row *row =
            first_row(&sides[i], "type", "the class object of a plain class");

        CU_ASSERT_PTR_NOT_NULL_FATAL(row);
        CU_ASSERT_EQUAL((long)sl_getsizeof(sl_builtin(sides[i].py, SL_TYPE), 0),
                        oracle_number(row, ORACLE_SIZE));
    }
}

static void
length_is_ignored_where_there_are_no_items(void)
{
    static const enum sl_builtin fixed[] = {
        SL_OBJECT,  SL_NONE,           SL_INT,      SL_BOOL, SL_FLOAT,
        SL_COMPLEX, SL_BASE_EXCEPTION, SL_EXCEPTION};

    for (int i = 0; i < SIDES; i++)
        for (size_t j = 0; j < sizeof fixed / sizeof fixed[0]; j++) {
            const struct sl_type *type = sl_builtin(sides[i].py, fixed[j]);

            CU_ASSERT_EQUAL(sl_getsizeof(type, 1000), sl_getsizeof(type, 0));
        }
}

bool
add_tests(CU_pSuite suite, const CU_TestInfo *tests)
{
    for (; tests->pName != NULL; tests++)
        if (CU_add_test(suite, tests->pName, tests->pTestFunc) == NULL)
            return false;
    return true;
}

CU_ErrorCode
add_object_suite(void)
{
    static const CU_TestInfo tests[] = {
        {"types are as measured", types_are_as_measured},
        {"types without a 32-bit oracle", types_without_a_32_bit_oracle},
        {"types have their names and bases", types_have_their_names_and_bases},
        {"types are found by name", types_are_found_by_name},
        {"sizes are as measured", sizes_are_as_measured},
        {"sizes of dicts are as measured", dict_sizes_are_as_measured},
        {"sizes of sets are as measured", set_sizes_are_as_measured},
        {"sizes of classes are as measured", sizes_of_classes_are_as_measured},
        {"length is ignored where there are no items",
         length_is_ignored_where_there_are_no_items},
        CU_TEST_INFO_NULL,
    };
    CU_pSuite suite = CU_add_suite("object", open_sides, close_sides);

    if (suite != NULL && add_tests(suite, tests) && add_object_life_tests(suite) &&
        add_object_memory_tests(suite))
        add_object_protocol_tests(suite);
    return CU_get_error();
}
