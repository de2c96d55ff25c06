/* Every allocation fails in turn: the error is MemoryError, and nothing is leaked. */
#include "object_tests.h"

#include "living.h"

#include <string.h>

/* Something that needs memory. False if it had none, with ERROR set; what it made, it gives
   back. */
typedef bool deed(struct sl_interp *py, struct sl_error *error);

static bool
given_back(struct sl_object *o)
{
    sl_decref(o);
    return o != NULL;
}

static bool
make_int(struct sl_interp *py, struct sl_error *error)
{
    return given_back(sl_int_new(py, 1, error));
}

static bool
make_str(struct sl_interp *py, struct sl_error *error)
{
    return given_back(sl_str_new(py, "text", 4, error));
}

static bool
make_interned(struct sl_interp *py, struct sl_error *error)
{
    return given_back(sl_str_interned(py, "text", error));
}

static bool
intern_many(struct sl_interp *py, struct sl_error *error)
{
    struct sl_object *kept[10] = {NULL};
    char name[] = "name0";
    bool good = true;

    for (int i = 0; i < 10 && good; i++, name[4]++) {
        kept[i] = sl_str_interned(py, name, error);
        good = kept[i] != NULL;
    }
    for (int i = 0; i < 10; i++)
        sl_decref(kept[i]);
    return good;
}

static bool
make_tuple(struct sl_interp *py, struct sl_error *error)
{
    struct sl_object *none = sl_none(py);

    return given_back(sl_tuple_new(py, &none, 1, error));
}

static bool
make_dict(struct sl_interp *py, struct sl_error *error)
{
    struct sl_dict *d = sl_dict_new_presized(py, 100, error);

    release_dict(d);
    return d != NULL;
}

static bool
make_class(struct sl_interp *py, struct sl_error *error)
{
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), error);

    if (c != NULL)
        sl_decref(&c->object);
    return c != NULL;
}

static bool
set_attribute(struct sl_interp *py, struct sl_object *o, struct sl_error *error)
{
    struct sl_object *name = sl_str_new(py, "name", 4, error);
    bool good = name != NULL && sl_setattr(o, name, sl_none(py), error) == 0;

    sl_decref(name);
    return good;
}

static bool
make_instance(struct sl_interp *py, struct sl_error *error)
{
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), error);
    struct sl_object *o = c == NULL ? NULL : sl_instance_new(c, 0, error);
    bool good = o != NULL && set_attribute(py, o, error);

    sl_decref(o);
    if (c != NULL)
        sl_decref(&c->object);
    return good;
}

/* Lets the 1st, 2nd, ... allocation of DO_IT fail until it succeeds. Returns how many had to
   fail. */
static size_t
fail_in_turn(deed *do_it)
{
    size_t failing = 1;
    bool good = false;

    for (; !good; failing++) {
        struct counting_allocator counts;
        struct sl_interp *py = open_interp(&sl_python27_host, &counts);
        struct sl_error error = {SL_NO_ERROR, "untouched"};

        CU_ASSERT_PTR_NOT_NULL_FATAL(py);
        counts.calls = 0;
        counts.fail_at = failing;
        good = do_it(py, &error);
        CU_ASSERT_EQUAL(error.kind, good ? SL_NO_ERROR : SL_MEMORY_ERROR);
        if (!good)
            CU_ASSERT_STRING_EQUAL(error.message, "");
        if (good)
            CU_ASSERT(counts.calls < failing);
        CU_ASSERT(py->living <= 1); /* the table of interned strs */
        counts.fail_at = 0;
        CU_ASSERT_TRUE(do_it(py, NULL)); /* and then all is well */
        close_interp(py, &counts);
    }
    return failing - 2;
}

static void
every_allocation_fails_in_turn(void)
{
    CU_ASSERT_EQUAL(fail_in_turn(make_int), 1);
    CU_ASSERT_EQUAL(fail_in_turn(make_str), 1);
    CU_ASSERT_EQUAL(fail_in_turn(make_tuple), 1);
    CU_ASSERT_EQUAL(fail_in_turn(make_interned), 2); /* and the table */
    CU_ASSERT_EQUAL(fail_in_turn(intern_many), 12);  /* the table grows */
    CU_ASSERT_EQUAL(fail_in_turn(make_dict), 2);
    /* a class: itself, what the statement gives it, its bases, its order of resolution and a
       list to work it out, its namespace, two descriptors; five names, two of them twice, and
       the table that interns them */
    CU_ASSERT_EQUAL(fail_in_turn(make_class), 8 + 7 + 1);
    /* and the instance, its dictionary, the name, a larger table of names */
    CU_ASSERT_EQUAL(fail_in_turn(make_instance), 8 + 7 + 1 + 4);
}

static void
failure_can_be_ignored(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);

    counts.fail_at = counts.calls + 1;
    CU_ASSERT_PTR_NULL(sl_int_new(py, 1, NULL));
    close_interp(py, &counts);
}

static void
an_interpreter_needs_memory(void)
{
    struct counting_allocator counts = {.fail_at = 1};
    struct sl_allocator allocator = counting_allocator(&counts);
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_PTR_NULL(sl_interp_new(&sl_python27_host, &allocator, &error));
    CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    CU_ASSERT_EQUAL(counts.blocks, 0);
}

static void
too_much_is_a_memory_error(void)
{
    static const size_t sizes[] = {SL_SIZE_LIMIT - 64, SL_SIZE_LIMIT,
                                   SL_SIZE_LIMIT + 1, SIZE_MAX - 32, SIZE_MAX};
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};
        size_t calls = counts.calls;

        CU_ASSERT_PTR_NULL(sl_memory_new(py, sizes[i], &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        error.kind = SL_NO_ERROR;
        CU_ASSERT_PTR_NULL(
            sl_object_new(sl_builtin(py, SL_TUPLE), sizes[i], &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        CU_ASSERT_EQUAL(py->living, 0);
        if (sizes[i] > SL_SIZE_LIMIT) /* not even asked for */
            CU_ASSERT_EQUAL(counts.calls, calls);
    }
    close_interp(py, &counts);
}

static void
memory_is_given_back(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    size_t before = counts.bytes;
    char *block = sl_memory_new(py, 100, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(block);
    CU_ASSERT_EQUAL(counts.bytes, before + 100);
    memset(block, 0, 100);
    sl_memory_free(py, block);
    sl_memory_free(py, NULL);
    CU_ASSERT_EQUAL(counts.bytes, before);
    close_interp(py, &counts);
}

bool
add_object_memory_tests(CU_pSuite suite)
{
    static const CU_TestInfo tests[] = {
        {"every allocation fails in turn", every_allocation_fails_in_turn},
        {"failure can be ignored", failure_can_be_ignored},
        {"an interpreter needs memory", an_interpreter_needs_memory},
        {"too much is a MemoryError", too_much_is_a_memory_error},
        {"memory is given back", memory_is_given_back},
        CU_TEST_INFO_NULL,
    };

    return add_tests(suite, tests);
}
