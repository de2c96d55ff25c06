/* Classes without __slots__, under every built-in type: where __dict__ and __weakref__ hang
   and what an instance weighs, on both ABIs, against what real CPythons measured. */
#include "instance_tests.h"
#include "living.h"
#include "series.h"

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static struct sl_type *
new_class(const char *name, struct sl_type *base)
{
    struct sl_type *c = sl_class_new(py, name, base, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    return c;
}

static struct sl_type *
type_named(const char *name, size_t length)
{
    for (int i = 0; i < SL_BUILTINS; i++) {
        struct sl_type *type = sl_builtin(py, (enum sl_builtin)i);

        if (strlen(type->name) == length && memcmp(type->name, name, length) == 0)
            return type;
    }
    return NULL;
}

/* The items of a value, as it is written in the oracle's subjects. A list made from a tuple
   of three has room for six; 2**30 has 31 bits, in digits of 30 or 15 bits. */
static size_t
items(const struct sl_type *base, const char *value)
{
    bool list = strcmp(base->name, "list") == 0, wide = base->itemsize == 4;

    if (strcmp(value, "2**30") == 0)
        return strcmp(base->name, "long") != 0 ? 0 : wide ? 2 : 3;
    if (strstr(value, "abc") != NULL)
        return 3;
    if (strcmp(value, "(1,)") == 0)
        return 1;
    if (strcmp(value, "(1, 2, 3)") == 0)
        return list ? 6 : 3;
    return 0;
}

static void
complain(const struct sl_type *c, const char *subject, size_t length)
{
    fprintf(stderr, "\n%s: %zu %zu %td %td, %zu bytes\n", subject, c->basicsize,
            c->itemsize, c->dictoffset, c->weaklistoffset, sl_getsizeof(c, length));
}

/* Asserts that class C and its instance with so many items are as in ROW. */
static void
expect_class(const struct sl_type *c, const struct oracle_row *row, size_t length)
{
    bool right = (long)c->basicsize == oracle_number(row, ORACLE_BASICSIZE) &&
                 (long)c->itemsize == oracle_number(row, ORACLE_ITEMSIZE) &&
                 c->dictoffset == oracle_number(row, ORACLE_DICTOFFSET) &&
                 c->weaklistoffset == oracle_number(row, ORACLE_WEAKREFOFFSET) &&
                 (long)sl_getsizeof(c, length) == oracle_number(row, ORACLE_SIZE);

    if (!right)
        complain(c, oracle_text(row, ORACLE_SUBJECT), length);
    CU_ASSERT(right);
    CU_ASSERT(c->gc); /* it has a __dict__, so it can be part of a cycle */
}

/* A row like "tuple sub plain of (1,)". Returns whether ROW is one. */
static bool
check_row(const struct oracle_row *row)
{
    static const char between[] = " sub plain of ";
    const char *subject = oracle_text(row, ORACLE_SUBJECT);
    const char *middle = strstr(subject, between);
    struct sl_type *base, *c;

    if (strcmp(subject, "plain") == 0)
        base = sl_builtin(py, SL_OBJECT);
    else if (middle != NULL)
        base = type_named(subject, (size_t)(middle - subject));
    else
        return false;
    CU_ASSERT_PTR_NOT_NULL_FATAL(base);
    c = new_class("C", base);
    CU_ASSERT_PTR_EQUAL(c->base, base);
    expect_class(c, row,
                 middle == NULL ? 0 : items(base, middle + strlen(between)));
    sl_decref(&c->object);
    return true;
}

static void
test_classes_of_builtins(void)
{
    for (int i = 0; i < ABIS; i++) {
        const struct oracle_row *row;
        size_t cursor = 0, rows = 0;

        py = open_interp(measured[i].platform, &counts);
        while ((row = oracle_next(measured[i].oracle, "type", NULL, &cursor)) !=
               NULL)
            rows += check_row(row);
        CU_ASSERT_EQUAL(rows, 22);
        close_interp(py, &counts);
    }
}

/* Bases that the oracle has no rows for; CPython 2.7.18 on LP64 said these figures of
   `class C(type): pass` and `class C(BaseException): pass`. */
static void
test_other_bases(void)
{
    struct sl_type *c;

    py = open_interp(&sl_python27_lp64, &counts);
    c = new_class("C", sl_builtin(py, SL_TYPE));
    CU_ASSERT_EQUAL(c->basicsize, 872);
    CU_ASSERT_EQUAL(c->itemsize, 40);
    CU_ASSERT_EQUAL(c->dictoffset, 264);
    CU_ASSERT_EQUAL(c->weaklistoffset, 368);
    CU_ASSERT_TRUE(c->gc);
    sl_decref(&c->object);
    c = new_class("C", sl_builtin(py, SL_BASE_EXCEPTION));
    CU_ASSERT_EQUAL(c->basicsize, 48);
    CU_ASSERT_EQUAL(c->dictoffset, 16);
    CU_ASSERT_EQUAL(c->weaklistoffset, 40);
    sl_decref(&c->object);
    close_interp(py, &counts);
}

/* The class of a class adds nothing: CPython 2.7.18 said the same figures of D as of C in
   `class C(BASE): pass; class D(C): pass`, for object, tuple, set and Exception. */
static void
test_class_of_class(void)
{
    for (int i = 0; i < ABIS; i++) {
        py = open_interp(measured[i].platform, &counts);
        for (int which = 0; which < SL_BUILTINS; which++) {
            struct sl_type *c, *d;

            if (sl_builtin(py, (enum sl_builtin)which)->final)
                continue;
            c = new_class("C", sl_builtin(py, (enum sl_builtin)which));
            d = new_class("D", c);
            CU_ASSERT_PTR_EQUAL(d->base, c);
            CU_ASSERT_EQUAL(d->basicsize, c->basicsize);
            CU_ASSERT_EQUAL(d->itemsize, c->itemsize);
            CU_ASSERT_EQUAL(d->dictoffset, c->dictoffset);
            CU_ASSERT_EQUAL(d->weaklistoffset, c->weaklistoffset);
            CU_ASSERT_EQUAL(d->gc, c->gc);
            CU_ASSERT_EQUAL(sl_getsizeof(d, 0), sl_getsizeof(c, 0));
            sl_decref(&c->object); /* d keeps it */
            CU_ASSERT_STRING_EQUAL(d->base->name, "C");
            sl_decref(&d->object);
        }
        close_interp(py, &counts);
    }
}

/* CPython 2.7.18: TypeError "type 'bool' is not an acceptable base type", and the same of
   the others; all other types that it was asked for took `class C(type): pass`. */
static void
test_unacceptable_bases(void)
{
    static const char *const final[] = {"NoneType",
                                        "bool",
                                        "slice",
                                        "xrange",
                                        "buffer",
                                        "memoryview",
                                        "function",
                                        "builtin_function_or_method",
                                        "member_descriptor",
                                        "getset_descriptor"};
    size_t refused = 0;

    py = open_interp(&sl_python27_host, &counts);
    for (size_t i = 0; i < sizeof final / sizeof final[0]; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};
        struct sl_type *base = type_named(final[i], strlen(final[i]));
        char message[100];

        snprintf(message, sizeof message,
                 "type '%s' is not an acceptable base type", final[i]);
        CU_ASSERT_PTR_NULL(sl_class_new(py, "C", base, &error));
        CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, message);
        CU_ASSERT_PTR_NULL(sl_class_new(py, "C", base, NULL));
    }
    for (int which = 0; which < SL_BUILTINS; which++)
        refused += sl_builtin(py, (enum sl_builtin)which)->final;
    CU_ASSERT_EQUAL(refused, sizeof final / sizeof final[0]);
    close_interp(py, &counts);
}

/* A class has a name of its own, and is an object. */
static void
test_class(void)
{
    char name[] = "Point";
    struct sl_object *interned;
    struct sl_type *c;
    size_t before;

    py = open_interp(&sl_python27_host, &counts);
    interned = sl_str_interned(py, "a", NULL); /* and with it their table */
    before = py->living;
    c = new_class(name, sl_builtin(py, SL_OBJECT));
    memset(name, 'x', sizeof name - 1);
    CU_ASSERT_STRING_EQUAL(c->name, "Point");
    CU_ASSERT_PTR_EQUAL(c->object.type, sl_builtin(py, SL_TYPE));
    CU_ASSERT_PTR_EQUAL(c->interp, py);
    CU_ASSERT(py->living > before);
    sl_decref(&c->object);
    CU_ASSERT_EQUAL(py->living, before);
    sl_decref(interned);
    close_interp(py, &counts);
}

/* __dict__ where dictoffset says, and counted from the end where it is negative: behind the
   items, and aligned. The figures follow from CPython's _PyObject_GetDictPtr: (basicsize +
   length * itemsize, rounded up to a pointer) + dictoffset. */
static void
test_dict_offset(void)
{
    static const struct {
        enum sl_builtin base;
        size_t length, lp64, ilp32;
    } cases[] = {
        {SL_OBJECT, 0, 16, 8},   {SL_TUPLE, 0, 24, 12}, {SL_TUPLE, 1, 32, 16},
        {SL_TUPLE, 10, 104, 52}, {SL_STR, 0, 40, 24},   {SL_STR, 3, 40, 24},
        {SL_STR, 4, 48, 28},     {SL_LONG, 0, 24, 12},  {SL_LONG, 1, 32, 16},
        {SL_LONG, 2, 32, 16},    {SL_LONG, 3, 40, 20},  {SL_EXCEPTION, 0, 16, 8},
        {SL_SET, 0, 200, 100},
    };

    for (int i = 0; i < ABIS; i++) {
        py = open_interp(measured[i].platform, &counts);
        CU_ASSERT_EQUAL(sl_dict_offset(sl_builtin(py, SL_INT), 0), 0);
        for (size_t j = 0; j < sizeof cases / sizeof cases[0]; j++) {
            struct sl_type *c = new_class("C", sl_builtin(py, cases[j].base));

            CU_ASSERT_EQUAL(sl_dict_offset(c, cases[j].length),
                            i == 0 ? cases[j].lp64 : cases[j].ilp32);
            sl_decref(&c->object);
        }
        close_interp(py, &counts);
    }
}

/* Instances with n attributes, on both ABIs: the figures of topic `heap`. There, __dict__ was
   looked at even where n is 0. */
static void
test_totals(void)
{
    for (int i = 0; i < ABIS; i++) {
        const struct oracle_row *row;
        size_t cursor = 0, rows = 0;
        struct sl_type *c;

        py = open_interp(measured[i].platform, &counts);
        c = new_class("C", sl_builtin(py, SL_OBJECT));
        for (; (row = oracle_next(measured[i].oracle, "heap", "plain", &cursor)) !=
               NULL;
             rows++) {
            long n = oracle_number(row, ORACLE_N);
            long own = oracle_number(row, ORACLE_SIZE);
            long dict = oracle_number(row, ORACLE_DICT_SIZE);

            CU_ASSERT_EQUAL(sl_instance_sizeof(c, (size_t)n),
                            (size_t)(n == 0 ? own : own + dict));
        }
        CU_ASSERT_EQUAL(rows, 41);
        sl_decref(&c->object);
        close_interp(py, &counts);
    }
}

/* The same up to 100 attributes, by the sizes of the dictionary in topic `instance_dict`. */
static void
test_totals_to_100(void)
{
    for (int i = 0; i < ABIS; i++) {
        struct sl_type *c;

        py = open_interp(measured[i].platform, &counts);
        c = new_class("C", sl_builtin(py, SL_OBJECT));
        for (long n = 1; n <= 200; n++) {
            long dict = oracle_at(measured[i].oracle, "instance_dict",
                                  "look once, first", n, ORACLE_DICT_SIZE);

            CU_ASSERT_EQUAL(sl_instance_sizeof(c, (size_t)n),
                            (size_t)(dict + (i == 0 ? 64 : 28)));
        }
        sl_decref(&c->object);
        close_interp(py, &counts);
    }
}

bool
add_instance_layout_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_classes_of_builtins) &&
           CU_ADD_TEST(suite, test_other_bases) &&
           CU_ADD_TEST(suite, test_class_of_class) &&
           CU_ADD_TEST(suite, test_unacceptable_bases) &&
           CU_ADD_TEST(suite, test_class) && CU_ADD_TEST(suite, test_dict_offset) &&
           CU_ADD_TEST(suite, test_totals) &&
           CU_ADD_TEST(suite, test_totals_to_100);
}
