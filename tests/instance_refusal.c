/* Instances that cannot be made, and memory that runs out. */
#include "instance_tests.h"
#include "living.h"

#include <stdio.h>

static struct counting_allocator counts;
static struct sl_interp *py;

/* The host's platform is one of two; this is the other. */
static const struct sl_platform *
foreign(void)
{
    return sizeof(void *) == 8 ? &sl_python27_ilp32 : &sl_python27_lp64;
}

static void
expect_refusal(const struct sl_platform *platform, enum sl_builtin base,
               enum sl_error_kind kind, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *c;

    py = open_interp(platform, &counts);
    c = sl_class_new(py, "C", sl_builtin(py, base), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    CU_ASSERT_PTR_NULL(sl_instance_new(c, 0, &error));
    CU_ASSERT_EQUAL(error.kind, kind);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_PTR_NULL(sl_instance_new(c, 0, NULL));
    sl_decref(&c->object);
    close_interp(py, &counts);
}

static void
test_foreign_abi(void)
{
    expect_refusal(foreign(), SL_OBJECT, SL_RUNTIME_ERROR,
                   "instances live on this machine's ABI only");
    expect_refusal(foreign(), SL_TUPLE, SL_RUNTIME_ERROR,
                   "instances live on this machine's ABI only");
}

/* Whether the header promises instances of its classes, or it can have no classes. */
static bool
is_promised(int which)
{
    struct sl_type *type;
    bool answer;

    py = open_interp(&sl_python27_host, &counts);
    type = sl_builtin(py, (enum sl_builtin)which);
    answer = type->final || which == SL_OBJECT || which == SL_TUPLE ||
             sl_is_subtype(type, sl_builtin(py, SL_BASE_EXCEPTION));
    close_interp(py, &counts);
    return answer;
}

static void
test_other_bases(void)
{
    for (int base = 0; base < SL_BUILTINS; base++)
        if (!is_promised(base))
            expect_refusal(&sl_python27_host, (enum sl_builtin)base, SL_TYPE_ERROR,
                           "cannot create 'C' instances");
}

static void
test_no_class(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NULL(sl_instance_new(sl_builtin(py, SL_OBJECT), 0, &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "cannot create 'object' instances");
    CU_ASSERT_PTR_NULL(sl_instance_new(sl_builtin(py, SL_TUPLE), 0, NULL));
    close_interp(py, &counts);
}

static void
test_too_many_items(void)
{
    static const size_t lengths[] = {SIZE_MAX, SIZE_MAX / sizeof(void *),
                                     SL_SIZE_LIMIT / sizeof(void *), SL_SIZE_LIMIT};
    struct sl_type *c;

    py = open_interp(&sl_python27_host, &counts);
    c = sl_class_new(py, "C", sl_builtin(py, SL_TUPLE), NULL);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        CU_ASSERT_PTR_NULL(sl_instance_new(c, lengths[i], &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    }
    sl_decref(&c->object);
    close_interp(py, &counts);
}

/* An exception's instance has its dictionary where BaseException has it. */
static void
test_exceptions(void)
{
    struct sl_object *o, *name;
    struct sl_type *c;

    py = open_interp(&sl_python27_host, &counts);
    c = sl_class_new(py, "C", sl_builtin_named(py, "ValueError"), NULL);
    o = sl_instance_new(c, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_EQUAL((char *)sl_dict_pointer(o) - (char *)o,
                    2 * (ptrdiff_t)sizeof(void *));
    name = str_key(py, "x");
    CU_ASSERT_EQUAL(sl_setattr(o, name, o, NULL), 0); /* a cycle */
    CU_ASSERT_TRUE(sl_hasattr(o, name));
    CU_ASSERT_EQUAL(sl_delattr(o, name, NULL), 0);
    sl_decref(name);
    sl_decref(o);
    sl_decref(&c->object);
    close_interp(py, &counts);
}

/* The types and classes themselves are objects of a type with a dictoffset, but theirs are
   kept elsewhere: nothing may be read where CPython would have it. */
static void
test_types_as_objects(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *name;
    struct sl_type *c;

    py = open_interp(&sl_python27_host, &counts);
    c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    name = str_key(py, "x");
    CU_ASSERT_PTR_NULL(sl_dict_pointer(&c->object));
    CU_ASSERT_PTR_NULL(sl_dict_pointer(&sl_builtin(py, SL_INT)->object));
    CU_ASSERT_FALSE(sl_hasattr(&c->object, name));
    CU_ASSERT_EQUAL(sl_setattr(&sl_builtin(py, SL_INT)->object, name, name, &error),
                    -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_EQUAL(sl_delattr(&sl_builtin(py, SL_INT)->object, name, NULL), -1);
    CU_ASSERT_PTR_NULL(sl_instance_dict(&c->object, NULL));
    sl_decref(name);
    sl_decref(&c->object);
    close_interp(py, &counts);
}

/* Sets attribute number I of O; if that fails, it must not be there, and what was there
   must still be. */
static int
set(struct sl_object *o, int i, struct sl_error *error)
{
    struct sl_object *name = str_key(py, "attribute%d", i);
    struct sl_dict *before = *sl_dict_pointer(o);
    size_t used = before == NULL ? 0 : before->used;
    int result = -1;

    if (name == NULL)
        return sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    result = sl_setattr(o, name, sl_none(py), error);
    if (result < 0) {
        CU_ASSERT_EQUAL(sl_hasattr(o, name), 0);
        CU_ASSERT_PTR_EQUAL(*sl_dict_pointer(o), before);
        CU_ASSERT(before == NULL || before->used == used);
    }
    sl_decref(name);
    return result;
}

/* An instance and 22 attributes: 0, or -1 with ERROR set. */
static int
live(struct sl_type *c, struct sl_error *error)
{
    struct sl_object *o = sl_instance_new(c, 2, error);
    int result = o == NULL ? -1 : 0;

    for (int i = 0; i < 22 && result == 0; i++)
        result = set(o, i, error);
    sl_decref(o);
    return result;
}

/* A first look at __dict__. */
static int
look(struct sl_type *c, struct sl_error *error)
{
    struct sl_object *o = sl_instance_new(c, 2, error);
    int result = o == NULL ? -1 : 0;

    if (result == 0 && sl_instance_dict(o, error) == NULL) {
        CU_ASSERT_PTR_NULL(*sl_dict_pointer(o));
        result = -1;
    }
    sl_decref(o);
    return result;
}

/* Each allocation fails in turn. Returns how many there are. */
static size_t
each_failure(int (*what)(struct sl_type *, struct sl_error *), enum sl_builtin base)
{
    for (size_t fail = 1;; fail++) {
        struct sl_error error = {SL_NO_ERROR, ""};
        struct sl_type *c;
        int result;

        py = open_interp(&sl_python27_host, &counts);
        c = sl_class_new(py, "C", sl_builtin(py, base), NULL);
        counts.calls = 0;
        counts.fail_at = fail;
        result = what(c, &error);
        counts.fail_at = 0;
        CU_ASSERT_EQUAL(result < 0, counts.calls >= fail);
        CU_ASSERT_EQUAL(error.kind, result < 0 ? SL_MEMORY_ERROR : SL_NO_ERROR);
        sl_decref(&c->object);
        close_interp(py, &counts);
        if (result == 0)
            return fail - 1;
        CU_ASSERT_FATAL(fail < 1000);
    }
}

static void
test_no_memory(void)
{
    CU_ASSERT_EQUAL(each_failure(look, SL_OBJECT), 2);
    CU_ASSERT_EQUAL(each_failure(look, SL_TUPLE), 2);
    /* instance, 22 names, its dictionary, which grows twice, as that of all names does */
    CU_ASSERT_EQUAL(each_failure(live, SL_OBJECT), 1 + 22 + 1 + 2 + 2);
    CU_ASSERT_EQUAL(each_failure(live, SL_TUPLE), 1 + 22 + 1 + 2 + 2);
}

bool
add_instance_refusal_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_foreign_abi) &&
           CU_ADD_TEST(suite, test_other_bases) &&
           CU_ADD_TEST(suite, test_exceptions) &&
           CU_ADD_TEST(suite, test_no_class) &&
           CU_ADD_TEST(suite, test_too_many_items) &&
           CU_ADD_TEST(suite, test_types_as_objects) &&
           CU_ADD_TEST(suite, test_no_memory);
}
