/* What a class has above it: the best base, and the method resolution order. The expected
   values are what CPython 2.7.18 answered to the statements in the comments. */
#include "avoid_tests.h"
#include "living.h"

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

/* class C(A, B): its base, or the text of the error. */
static const char *
best_of(enum sl_builtin a, enum sl_builtin b)
{
    static struct sl_error error;
    struct sl_type *bases[] = {sl_builtin(py, a), sl_builtin(py, b)};
    struct sl_type *best = sl_best_base(bases, 2, &error);

    if (best != NULL)
        return best->name;
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_PTR_NULL(sl_best_base(bases, 2, NULL));
    return error.message;
}

static void
test_best_of_builtins(void)
{
    static const char conflict[] = "multiple bases have instance lay-out conflict",
                      bool_final[] = "type 'bool' is not an acceptable base type";

    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_STRING_EQUAL(best_of(SL_OBJECT, SL_INT), "int");
    CU_ASSERT_STRING_EQUAL(best_of(SL_INT, SL_OBJECT), "int");
    CU_ASSERT_STRING_EQUAL(best_of(SL_INT, SL_STR), conflict);
    CU_ASSERT_STRING_EQUAL(best_of(SL_TUPLE, SL_LIST), conflict);
    CU_ASSERT_STRING_EQUAL(best_of(SL_SET, SL_FROZENSET), conflict);
    CU_ASSERT_STRING_EQUAL(best_of(SL_BASE_EXCEPTION, SL_EXCEPTION),
                           "BaseException");
    CU_ASSERT_STRING_EQUAL(best_of(SL_EXCEPTION, SL_BASE_EXCEPTION), "Exception");
    CU_ASSERT_STRING_EQUAL(best_of(SL_STR, SL_BOOL), bool_final);
    CU_ASSERT_STRING_EQUAL(best_of(SL_INT, SL_BOOL), bool_final);
    CU_ASSERT_STRING_EQUAL(best_of(SL_OBJECT, SL_NONE),
                           "type 'NoneType' is not an acceptable base type");
    close_interp(py, &counts);
}

/* class C(str, int, bool): the conflict comes first. */
static void
test_conflict_before_final(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *bases[3];

    py = open_interp(&sl_python27_host, &counts);
    bases[0] = sl_builtin(py, SL_STR);
    bases[1] = sl_builtin(py, SL_INT);
    bases[2] = sl_builtin(py, SL_BOOL);
    CU_ASSERT_PTR_NULL(sl_best_base(bases, 3, &error));
    CU_ASSERT_STRING_EQUAL(error.message,
                           "multiple bases have instance lay-out conflict");
    close_interp(py, &counts);
}

static void
test_mro_of_builtins(void)
{
    struct sl_type *type_bool, *type_int, *type_object;

    py = open_interp(&sl_python27_host, &counts);
    type_bool = sl_builtin(py, SL_BOOL);
    type_int = sl_builtin(py, SL_INT);
    type_object = sl_builtin(py, SL_OBJECT);
    CU_ASSERT_EQUAL(sl_mro_length(type_bool), 3);
    CU_ASSERT_PTR_EQUAL(sl_mro_at(type_bool, 0), type_bool);
    CU_ASSERT_PTR_EQUAL(sl_mro_at(type_bool, 1), type_int);
    CU_ASSERT_PTR_EQUAL(sl_mro_at(type_bool, 2), type_object);
    CU_ASSERT_EQUAL(sl_mro_length(type_object), 1);
    CU_ASSERT(sl_is_subtype(type_bool, type_bool));
    CU_ASSERT(sl_is_subtype(type_bool, type_int));
    CU_ASSERT(sl_is_subtype(type_bool, type_object));
    CU_ASSERT(!sl_is_subtype(type_int, type_bool));
    CU_ASSERT(!sl_is_subtype(type_int, sl_builtin(py, SL_FLOAT)));
    close_interp(py, &counts);
}

/* class C(int, object): C, int, object. */
static void
test_mro_new(void)
{
    struct sl_type *bases[2], **mro, *c;
    size_t length = 0;

    py = open_interp(&sl_python27_host, &counts);
    bases[0] = sl_builtin(py, SL_INT);
    bases[1] = sl_builtin(py, SL_OBJECT);
    c = sl_builtin(py, SL_LIST); /* in the place of the class itself */
    mro = sl_mro_new(c, bases, 2, &length, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(mro);
    CU_ASSERT_EQUAL(length, 3);
    CU_ASSERT_PTR_EQUAL(mro[0], c);
    CU_ASSERT_PTR_EQUAL(mro[1], bases[0]);
    CU_ASSERT_PTR_EQUAL(mro[2], bases[1]);
    sl_memory_free(py, mro);
    close_interp(py, &counts);
}

static void
expect_no_mro(enum sl_builtin a, enum sl_builtin b, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *bases[] = {sl_builtin(py, a), sl_builtin(py, b)};
    size_t length;

    CU_ASSERT_PTR_NULL(sl_mro_new(NULL, bases, 2, &length, &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_PTR_NULL(sl_mro_new(NULL, bases, 2, &length, NULL));
}

static void
test_no_mro(void)
{
    py = open_interp(&sl_python27_host, &counts);
    expect_no_mro(SL_INT, SL_INT, "duplicate base class int");
    expect_no_mro(SL_OBJECT, SL_OBJECT, "duplicate base class object");
    expect_no_mro(SL_OBJECT, SL_INT,
                  "Cannot create a consistent method resolution\n"
                  "order (MRO) for bases object, int");
    expect_no_mro(SL_BASE_EXCEPTION, SL_EXCEPTION,
                  "Cannot create a consistent method resolution\n"
                  "order (MRO) for bases BaseException, Exception");
    close_interp(py, &counts);
}

static void
test_no_memory_for_mro(void)
{
    struct sl_type *base;
    size_t length;

    py = open_interp(&sl_python27_host, &counts);
    base = sl_builtin(py, SL_INT);
    for (size_t fail = 1; fail <= 2; fail++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        counts.calls = 0;
        counts.fail_at = fail;
        CU_ASSERT_PTR_NULL(sl_mro_new(NULL, &base, 1, &length, &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    }
    counts.fail_at = 0;
    close_interp(py, &counts);
}

bool
add_avoid_bases_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_best_of_builtins) &&
           CU_ADD_TEST(suite, test_conflict_before_final) &&
           CU_ADD_TEST(suite, test_mro_of_builtins) &&
           CU_ADD_TEST(suite, test_mro_new) && CU_ADD_TEST(suite, test_no_mro) &&
           CU_ADD_TEST(suite, test_no_memory_for_mro);
}
