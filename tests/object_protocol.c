/* Types of the tests' own: what they inherit, and the protocols of hash and equality. */
#include "object_tests.h"

#include "living.h"

#include <limits.h>

/* An object that answers as it is told, and counts how often it is asked. */
struct oddity {
    struct sl_object object;
    int answer; /* to "are you equal?": 1, 0, -1 */
    int asked;
};

static struct oddity *
oddity(struct sl_object *o)
{
    return (struct oddity *)(void *)o;
}

static int
odd_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    (void)b;
    oddity(a)->asked++;
    if (oddity(a)->answer < 0)
        return sl_fail(error, SL_VALUE_ERROR, "%s", "I do not compare");
    return oddity(a)->answer;
}

static long
odd_hash(struct sl_object *o, struct sl_error *error)
{
    return oddity(o)->answer < 0 ? sl_fail(error, SL_VALUE_ERROR, "no hash today")
                                 : 42;
}

static struct sl_type
odd_type(struct sl_interp *py, const char *name)
{
    struct sl_type type = {.name = name, .basicsize = sizeof(struct oddity)};

    type.equal = odd_equal;
    type.hash = odd_hash;
    sl_type_ready(py, &type);
    return type;
}

static struct sl_object *
odd_new(struct sl_type *type, int answer)
{
    struct sl_object *o = sl_object_new(type, sizeof(struct oddity), NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    oddity(o)->answer = answer;
    return o;
}

static void
types_inherit_from_object(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_type type = {.name = "bare", .basicsize = sizeof(struct sl_object)};
    struct sl_object *o;

    sl_type_ready(py, &type);
    CU_ASSERT_PTR_EQUAL(type.base, object);
    CU_ASSERT_PTR_EQUAL(type.interp, py);
    CU_ASSERT_PTR_EQUAL(type.object.type, sl_builtin(py, SL_TYPE));
    CU_ASSERT_EQUAL(type.object.refcnt, 1);
    CU_ASSERT_EQUAL(sl_getsizeof(&type, 0), sizeof(struct sl_object));
    CU_ASSERT(type.hash == object->hash);
    CU_ASSERT(type.dealloc == object->dealloc);
    CU_ASSERT(type.equal == NULL && type.clear == NULL && type.outside == NULL);
    o = sl_object_new(&type, type.basicsize, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_EQUAL(type.object.refcnt, 2);
    CU_ASSERT_EQUAL(sl_equal(o, o, NULL), 1);
    CU_ASSERT_EQUAL(sl_hash(o, NULL), sl_hash(o, NULL));
    sl_decref(o);
    CU_ASSERT_EQUAL(type.object.refcnt, 1);
    close_interp(py, &counts);
}

static void
types_inherit_what_they_leave_out(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_type *list = sl_builtin(py, SL_LIST),
                   *tuple = sl_builtin(py, SL_TUPLE);
    struct sl_type a = {.name = "a", .base = list, .basicsize = list->basicsize};
    struct sl_type b = {.name = "b", .base = tuple, .basicsize = tuple->basicsize};

    a.equal = odd_equal;
    b.hash = odd_hash;
    sl_type_ready(py, &a);
    sl_type_ready(py, &b);
    CU_ASSERT_PTR_EQUAL(a.base, list);
    CU_ASSERT(a.outside == list->outside);
    CU_ASSERT(a.hash == sl_unhashable);
    CU_ASSERT(a.equal == odd_equal);
    CU_ASSERT(b.equal == tuple->equal && b.equal != NULL);
    CU_ASSERT(b.clear == tuple->clear && b.clear != NULL);
    CU_ASSERT(b.dealloc == tuple->dealloc);
    CU_ASSERT(b.hash == odd_hash);
    close_interp(py, &counts);
}

static struct sl_object *
odd_get(struct sl_object *d, struct sl_object *o, struct sl_error *error)
{
    (void)o;
    (void)error;
    return sl_incref(d);
}

static int
odd_set(struct sl_object *d, struct sl_object *o, struct sl_object *value,
        struct sl_error *error)
{
    (void)d;
    (void)o;
    (void)value;
    return sl_fail(error, SL_TYPE_ERROR, "readonly attribute");
}

/* A type derived from one that makes descriptors makes descriptors; object's are none. */
static void
descriptors_are_inherited(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    size_t size = sizeof(struct sl_object);
    struct sl_type a = {.name = "a", .basicsize = size, .get = odd_get};
    struct sl_type b = {.name = "b", .basicsize = size, .base = &a};

    b.set = odd_set;
    sl_type_ready(py, &a);
    sl_type_ready(py, &b);
    CU_ASSERT(sl_builtin(py, SL_OBJECT)->get == NULL);
    CU_ASSERT(sl_builtin(py, SL_OBJECT)->set == NULL);
    CU_ASSERT(a.get == odd_get && a.set == NULL);
    CU_ASSERT(b.get == odd_get && b.set == odd_set);
    CU_ASSERT(!a.final && a.made == NULL);
    close_interp(py, &counts);
}

static void
assert_equality(struct sl_object *a, struct sl_object *b, int expected, int asked_a,
                int asked_b)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    oddity(a)->asked = oddity(b)->asked = 0;
    CU_ASSERT_EQUAL(sl_equal(a, b, &error), expected);
    CU_ASSERT_EQUAL(oddity(a)->asked, asked_a);
    CU_ASSERT_EQUAL(oddity(b)->asked, asked_b);
    CU_ASSERT_EQUAL(error.kind, expected < 0 ? SL_VALUE_ERROR : SL_NO_ERROR);
    if (expected < 0)
        CU_ASSERT_STRING_EQUAL(error.message, "I do not compare");
}

static void
equality_asks_both_sides(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_type one = odd_type(py, "one"), two = odd_type(py, "two");
    struct sl_object *yes = odd_new(&one, 1), *no = odd_new(&one, 0),
                     *fails = odd_new(&one, -1), *other_yes = odd_new(&two, 1),
                     *other_no = odd_new(&two, 0), *other_fails = odd_new(&two, -1);

    assert_equality(fails, fails, 1, 0, 0); /* the same object: nobody is asked */
    assert_equality(yes, other_no, 1, 1, 0);
    assert_equality(no, other_yes, 1, 1, 1); /* the right side, in its turn */
    assert_equality(no, other_no, 0, 1, 1);
    assert_equality(no, other_fails, -1, 1, 1);
    assert_equality(fails, other_yes, -1, 1, 0);
    assert_equality(no, yes, 0, 1, 0); /* of one type: asked once */
    sl_decref(yes);
    sl_decref(no);
    sl_decref(fails);
    sl_decref(other_yes);
    sl_decref(other_no);
    sl_decref(other_fails);
    close_interp(py, &counts);
}

static void
equality_without_a_say(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_type odd = odd_type(py, "odd");
    struct sl_object *yes = odd_new(&odd, 1), *number = sl_int_new(py, 1, NULL);
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    struct sl_object *o = sl_instance_new(c, 0, NULL);
    struct sl_object *p = sl_instance_new(c, 0, NULL);

    CU_ASSERT_EQUAL(sl_equal(number, yes, NULL), 1);
    CU_ASSERT_EQUAL(sl_equal(sl_none(py), yes, NULL), 1); /* None has no opinion */
    CU_ASSERT_EQUAL(sl_equal(sl_none(py), number, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(o, p, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(o, o, NULL), 1);
    sl_decref(o);
    sl_decref(p);
    sl_decref(&c->object);
    sl_decref(yes);
    sl_decref(number);
    close_interp(py, &counts);
}

static void
some_objects_have_no_hash(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_type odd = odd_type(py, "odd");
    struct sl_object *fails = odd_new(&odd, -1), *good = odd_new(&odd, 1);
    struct sl_object *d = &sl_dict_new(py, NULL)->object;
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_EQUAL(sl_hash(d, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "unhashable type: 'dict'");
    CU_ASSERT_EQUAL(sl_hash(d, NULL), -1);
    CU_ASSERT_EQUAL(sl_hash(fails, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "no hash today");
    CU_ASSERT_EQUAL(sl_hash(good, NULL), 42);
    CU_ASSERT(sl_builtin(py, SL_LIST)->hash == sl_unhashable);
    CU_ASSERT(sl_builtin(py, SL_SET)->hash == sl_unhashable);
    CU_ASSERT(sl_builtin(py, SL_BYTEARRAY)->hash == sl_unhashable);
    CU_ASSERT(sl_builtin(py, SL_FROZENSET)->hash != sl_unhashable);
    sl_decref(fails);
    sl_decref(good);
    sl_decref(d);
    close_interp(py, &counts);
}

static void
hashes_fit_the_platform(void)
{
    struct counting_allocator a, b;
    struct sl_interp *host = open_interp(&sl_python27_host, &a);
    struct sl_interp *narrow = open_interp(&sl_python27_ilp32, &b);

    CU_ASSERT_EQUAL(sl_hash_fold(host, 0), 0);
    CU_ASSERT_EQUAL(sl_hash_fold(host, 7), 7);
    CU_ASSERT_EQUAL(sl_hash_fold(host, ~0UL), -2);
    CU_ASSERT_EQUAL(sl_hash_fold(host, ~1UL), -2);
    CU_ASSERT_EQUAL((unsigned long)sl_hash_fold(narrow, ~0UL), 0xfffffffeUL);
    CU_ASSERT_EQUAL((unsigned long)sl_hash_fold(narrow, 0xffffffffUL),
                    0xfffffffeUL);
    CU_ASSERT_EQUAL((unsigned long)sl_hash_fold(narrow, 0x80000000UL),
                    0x80000000UL);
#if ULONG_MAX > 0xffffffff
    CU_ASSERT_EQUAL(sl_hash_fold(host, 0xffffffffUL), 0xffffffffL);
    CU_ASSERT_EQUAL(sl_hash_fold(narrow, 0x700000005UL), 5);
#endif
    close_interp(host, &a);
    close_interp(narrow, &b);
}

bool
add_object_protocol_tests(CU_pSuite suite)
{
    static const CU_TestInfo tests[] = {
        {"types inherit from object", types_inherit_from_object},
        {"types inherit what they leave out", types_inherit_what_they_leave_out},
        {"descriptors are inherited", descriptors_are_inherited},
        {"equality asks both sides", equality_asks_both_sides},
        {"equality without a say", equality_without_a_say},
        {"some objects have no hash", some_objects_have_no_hash},
        {"hashes fit the platform", hashes_fit_the_platform},
        CU_TEST_INFO_NULL,
    };

    return add_tests(suite, tests);
}
