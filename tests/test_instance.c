/* Chapter 4, instances: living ones. Classes and sizes are in instance_layout.c. */
#include "instance_tests.h"
#include "living.h"
#include "series.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_type *c;   /* class C(object): pass */
static struct sl_object *o; /* C() */

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    o = sl_instance_new(c, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
}

static void
end(void)
{
    sl_decref(o);
    sl_decref(&c->object);
    close_interp(py, &counts);
}

/* setattr(object, name, None), delattr and hasattr, for a C string. */
static int
set(struct sl_object *object, const char *name, struct sl_error *error)
{
    struct sl_object *key = str_key(py, "%s", name);
    int result = sl_setattr(object, key, sl_none(py), error);

    sl_decref(key);
    return result;
}

static int
del(struct sl_object *object, const char *name, struct sl_error *error)
{
    struct sl_object *key = str_key(py, "%s", name);
    int result = sl_delattr(object, key, error);

    sl_decref(key);
    return result;
}

static int
has(struct sl_object *object, const char *name)
{
    struct sl_object *key = str_key(py, "%s", name);
    int result = sl_hasattr(object, key);

    sl_decref(key);
    return result;
}

/* -1 if there is none, else 0. */
static int
get(struct sl_object *object, const char *name, struct sl_error *error)
{
    struct sl_object *key = str_key(py, "%s", name);
    struct sl_object *value = sl_getattr(object, key, error);

    sl_decref(key);
    sl_decref(value);
    return value == NULL ? -1 : 0;
}

static size_t
living_size(void)
{
    struct sl_dict *d = *sl_dict_pointer(o);

    return sl_getsizeof(c, 0) +
           (d == NULL ? 0 : sl_dict_getsizeof(d, py->platform));
}

static void
test_new(void)
{
    begin();
    CU_ASSERT_PTR_EQUAL(o->type, c);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    CU_ASSERT_EQUAL(c->object.refcnt, 2);
    CU_ASSERT_PTR_NULL(*sl_dict_pointer(o));
    CU_ASSERT_EQUAL((size_t)((char *)sl_dict_pointer(o) - (char *)o),
                    (size_t)c->dictoffset);
    CU_ASSERT_EQUAL(living_size(), sl_instance_sizeof(c, 0));
    end();
}

/* The dictionary is born when something is written or when somebody looks, and by nothing
   else that can be done to an instance. */
static void
test_birth(void)
{
    struct sl_object *second;
    struct sl_dict *d;

    begin();
    get(o, "x", NULL);
    has(o, "x");
    del(o, "x", NULL);
    CU_ASSERT_PTR_NULL(*sl_dict_pointer(o));
    CU_ASSERT_EQUAL(set(o, "x", NULL), 0);
    CU_ASSERT_PTR_NOT_NULL(*sl_dict_pointer(o));
    second = sl_instance_new(c, 0, NULL);
    d = sl_instance_dict(second, NULL);
    CU_ASSERT_PTR_NOT_NULL(d);
    CU_ASSERT_PTR_EQUAL(*sl_dict_pointer(second), d);
    CU_ASSERT_PTR_EQUAL(sl_instance_dict(second, NULL), d);
    CU_ASSERT_EQUAL(d->used, 0);
    CU_ASSERT_EQUAL(d->object.refcnt, 1);
    sl_decref(second);
    end();
}

/* Attributes live in the dictionary, under interned names. */
static void
test_attributes(void)
{
    struct sl_object *name, *interned, *value, *found = NULL, *key = NULL;
    size_t place = 0;

    begin();
    name = str_key(py, "colour");
    value = int_key(py, 7);
    CU_ASSERT_EQUAL(sl_setattr(o, name, value, NULL), 0);
    interned = sl_str_interned(py, "colour", NULL);
    CU_ASSERT_TRUE(sl_dict_next(*sl_dict_pointer(o), &place, &key, &found));
    CU_ASSERT_PTR_EQUAL(key, interned);
    CU_ASSERT_PTR_EQUAL(found, value);
    found = sl_getattr(o, name, NULL);
    CU_ASSERT_PTR_EQUAL(found, value);
    CU_ASSERT_EQUAL(value->refcnt, 3);
    sl_decref(found);
    CU_ASSERT_EQUAL(has(o, "colour"), 1);
    CU_ASSERT_EQUAL(has(o, "color"), 0);
    CU_ASSERT_EQUAL(set(o, "colour", NULL), 0);
    CU_ASSERT_EQUAL(value->refcnt, 1);
    CU_ASSERT_EQUAL(del(o, "colour", NULL), 0);
    CU_ASSERT_EQUAL(has(o, "colour"), 0);
    CU_ASSERT_EQUAL((*sl_dict_pointer(o))->used, 0);
    sl_decref(interned);
    sl_decref(name);
    sl_decref(value);
    end();
}

/* What is put into __dict__ is an attribute, and the other way round. */
static void
test_dict_is_attributes(void)
{
    begin();
    CU_ASSERT_EQUAL(set_str(sl_instance_dict(o, NULL), "x"), 0);
    CU_ASSERT_EQUAL(has(o, "x"), 1);
    set_int(sl_instance_dict(o, NULL), 3); /* o.__dict__[3] = None */
    CU_ASSERT_EQUAL(set(o, "y", NULL), 0);
    CU_ASSERT_EQUAL(sl_instance_dict(o, NULL)->used, 3);
    CU_ASSERT_EQUAL(del(o, "x", NULL), 0);
    CU_ASSERT_EQUAL(has_str(sl_instance_dict(o, NULL), "x"), 0);
    end();
}

static void
expect(int result, const struct sl_error *error, enum sl_error_kind kind,
       const char *message)
{
    CU_ASSERT_EQUAL(result, -1);
    CU_ASSERT_EQUAL(error->kind, kind);
    CU_ASSERT_STRING_EQUAL(error->message, message);
}

/* The messages are those of CPython 2.7.18. */
static void
test_messages(void)
{
    const char *missing = "'C' object has no attribute 'x'";
    struct sl_error e = {SL_NO_ERROR, ""};

    begin();
    expect(get(o, "x", &e), &e, SL_ATTRIBUTE_ERROR, missing);
    expect(del(o, "x", &e), &e, SL_ATTRIBUTE_ERROR, missing);
    CU_ASSERT_EQUAL(set(o, "y", &e), 0);
    expect(get(o, "x", &e), &e, SL_ATTRIBUTE_ERROR, missing);
    expect(del(o, "x", &e), &e, SL_ATTRIBUTE_ERROR, "x");
    CU_ASSERT_EQUAL(get(o, "x", NULL), -1);
    CU_ASSERT_EQUAL(del(o, "x", NULL), -1);
    end();
}

/* object() and 5 have no __dict__. */
static void
test_messages_without_dict(void)
{
    struct sl_error e = {SL_NO_ERROR, ""};
    struct sl_object *plain, *five;

    begin();
    plain = sl_object_new(sl_builtin(py, SL_OBJECT), sizeof *plain, NULL);
    five = int_key(py, 5);
    CU_ASSERT_PTR_NULL(sl_dict_pointer(plain));
    expect(sl_instance_dict(plain, &e) == NULL ? -1 : 0, &e, SL_ATTRIBUTE_ERROR,
           "'object' object has no attribute '__dict__'");
    expect(set(plain, "x", &e), &e, SL_ATTRIBUTE_ERROR,
           "'object' object has no attribute 'x'");
    expect(get(plain, "x", &e), &e, SL_ATTRIBUTE_ERROR,
           "'object' object has no attribute 'x'");
    expect(del(plain, "x", &e), &e, SL_ATTRIBUTE_ERROR,
           "'object' object has no attribute 'x'");
    expect(set(five, "x", &e), &e, SL_ATTRIBUTE_ERROR,
           "'int' object has no attribute 'x'");
    CU_ASSERT_EQUAL(has(five, "x"), 0);
    sl_decref(five);
    sl_decref(plain);
    end();
}

/* Names that are no strs: an int, None, a tuple. */
static void
test_names(void)
{
    struct sl_error e = {SL_NO_ERROR, ""};
    struct sl_object *names[3];
    static const char *const messages[] = {
        "attribute name must be string, not 'int'",
        "attribute name must be string, not 'NoneType'",
        "attribute name must be string, not 'tuple'"};

    begin();
    names[0] = int_key(py, 3);
    names[1] = sl_incref(sl_none(py));
    names[2] = sl_tuple_new(py, names, 2, NULL);
    for (int i = 0; i < 3; i++) {
        expect(sl_setattr(o, names[i], o, &e), &e, SL_TYPE_ERROR, messages[i]);
        expect(sl_delattr(o, names[i], &e), &e, SL_TYPE_ERROR, messages[i]);
        CU_ASSERT_PTR_NULL(sl_getattr(o, names[i], &e));
        expect(-1, &e, SL_TYPE_ERROR, messages[i]);
        CU_ASSERT_EQUAL(sl_hasattr(o, names[i]), 0);
        sl_decref(names[i]);
    }
    CU_ASSERT_PTR_NULL(*sl_dict_pointer(o));
    end();
}

/* CPython cuts the class's name off after 50 characters in a message about reading, and
   after 100 in one about writing; the attribute's after 400 or 200. (2.7.18.) */
static void
test_long_names(void)
{
    struct sl_error e = {SL_NO_ERROR, ""};
    struct sl_type *long_class;
    struct sl_object *long_object;
    char name[151], expected[256];

    begin();
    memset(name, 'N', 150);
    name[150] = '\0';
    long_class = sl_class_new(py, name, sl_builtin(py, SL_OBJECT), NULL);
    long_object = sl_instance_new(long_class, 0, NULL);
    snprintf(expected, sizeof expected, "'%.50s' object has no attribute 'a'",
             name);
    expect(get(long_object, "a", &e), &e, SL_ATTRIBUTE_ERROR, expected);
    snprintf(expected, sizeof expected, "'%.100s' object has no attribute 'a'",
             name);
    expect(del(long_object, "a", &e), &e, SL_ATTRIBUTE_ERROR, expected);
    sl_decref(long_object);
    sl_decref(&long_class->object);
    end();
}

/* Instances that die take their dictionaries with them, in cycles too. */
static void
test_cycles(void)
{
    struct sl_object *name, *second, *t;
    struct sl_type *tuples;

    begin();
    name = sl_str_interned(py, "other", NULL);
    second = sl_instance_new(c, 0, NULL);
    sl_setattr(o, name, second, NULL);
    sl_setattr(second, name, o, NULL);
    sl_decref(second);
    tuples = sl_class_new(py, "T", sl_builtin(py, SL_TUPLE), NULL);
    t = sl_instance_new(tuples, 3, NULL);
    sl_setattr(t, name, t, NULL);
    sl_decref(t);
    t = sl_instance_new(tuples, 0, NULL); /* holds its own class */
    sl_setattr(t, name, &tuples->object, NULL);
    sl_setattr(t, name, &sl_instance_dict(t, NULL)->object, NULL);
    sl_decref(t);
    sl_decref(&tuples->object);
    sl_decref(name);
    end();
}

/* Instances are keys by what they are, as in CPython: each equals itself alone. */
static void
test_as_keys(void)
{
    struct sl_object *second;
    struct sl_dict *d;

    begin();
    second = sl_instance_new(c, 0, NULL);
    d = sl_dict_new(py, NULL);
    CU_ASSERT_EQUAL(sl_dict_set(d, o, o, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, second, NULL, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, o, NULL, NULL), 1);
    release_dict(d);
    sl_decref(second);
    end();
}

/* An instance of a tuple's class has its pointer behind the items, of any number. */
static void
test_tuple_instances(void)
{
    struct sl_type *tuples;

    ptrdiff_t nones;

    begin();
    nones = py->none.refcnt;
    tuples = sl_class_new(py, "T", sl_builtin(py, SL_TUPLE), NULL);
    for (size_t length = 0; length <= 20; length++) {
        struct sl_object *t = sl_instance_new(tuples, length, NULL);
        struct sl_tuple *tuple = (struct sl_tuple *)(void *)t;

        CU_ASSERT_PTR_NOT_NULL_FATAL(t);
        CU_ASSERT_EQUAL((size_t)tuple->var.size, length);
        CU_ASSERT_PTR_EQUAL((void *)sl_dict_pointer(t),
                            (void *)&tuple->items[length]);
        CU_ASSERT_PTR_NULL(*sl_dict_pointer(t));
        CU_ASSERT_EQUAL(get(t, "x", NULL), -1);
        CU_ASSERT_EQUAL(set(t, "x", NULL), 0);
        CU_ASSERT_EQUAL(has(t, "x"), 1);
        for (size_t i = 0; i < length; i++)
            CU_ASSERT_PTR_EQUAL(tuple->items[i], sl_none(py));
        sl_decref(t);
    }
    sl_decref(&tuples->object);
    CU_ASSERT_EQUAL(py->none.refcnt, nones);
    end();
}

/* The series of topic `instance_dict`: how many attributes are set, in which order, which
   are deleted again, and then __dict__ is looked at. All instances are alike in 2.7. */
enum story {
    SET,
    SET_REVERSED,
    ONE_MORE,
    FIRST_ONLY,
    DELETE_FIRST,
    DELETE_LAST,
    RESET
};

static const struct {
    const char *subject;
    enum story story;
    long first, last;
} stories[] = {
    {"look once, first", SET, 0, 200},
    {"look once, second", SET, 0, 200},
    {"look once, tenth", SET, 0, 200},
    {"look once, 64th", SET, 0, 200},
    {"set in __init__, first", SET, 0, 100},
    {"set in __init__, second", SET, 0, 100},
    {"set in __init__, tenth", SET, 0, 100},
    {"set in __init__, 64th", SET, 0, 100},
    {"look once, tenth, first attribute deleted", DELETE_FIRST, 1, 200},
    {"look once, tenth, last attribute deleted", DELETE_LAST, 1, 200},
    {"look once, tenth, first deleted and set again", RESET, 1, 200},
    {"look once, eleventh, set in reverse order", SET_REVERSED, 0, 200},
    {"look once, eleventh, one attribute more", ONE_MORE, 0, 200},
    {"look once, eleventh, only the first attribute", FIRST_ONLY, 1, 200},
};

static void
with_number(int (*what)(struct sl_object *, const char *, struct sl_error *),
            long i)
{
    char name[32];

    snprintf(name, sizeof name, "a%ld", i);
    CU_ASSERT_EQUAL_FATAL(what(o, name, NULL), 0);
}

static void
live(enum story story, long n)
{
    for (long i = 0; i < (story == FIRST_ONLY ? 1 : n); i++)
        with_number(set, story == SET_REVERSED ? n - 1 - i : i);
    if (story == DELETE_FIRST || story == RESET)
        with_number(del, 0);
    if (story == DELETE_LAST)
        with_number(del, n - 1);
    if (story == RESET)
        with_number(set, 0);
    if (story == ONE_MORE)
        CU_ASSERT_EQUAL_FATAL(set(o, "extra", NULL), 0);
}

static void
test_stories(void)
{
    for (size_t i = 0; i < sizeof stories / sizeof stories[0]; i++) {
        struct series s =
            series_open("instance_dict", stories[i].subject, ORACLE_DICT_SIZE);

        for (long n = stories[i].first; n <= stories[i].last; n++) {
            begin();
            live(stories[i].story, n);
            series_expect(&s, n, sl_instance_dict(o, NULL));
            if (n > 0 && stories[i].story == SET)
                CU_ASSERT_EQUAL(living_size(), sl_instance_sizeof(c, (size_t)n));
            end();
        }
        series_end(&s);
    }
}

/* The same with a look at __dict__ after each attribute. */
static void
test_look_each(void)
{
    static const char *const subjects[] = {"look each, first", "look each, second",
                                           "look each, tenth"};

    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        struct series s =
            series_open("instance_dict", subjects[i], ORACLE_DICT_SIZE);

        begin();
        for (long n = 0; n <= 200; n++) {
            series_expect(&s, n, sl_instance_dict(o, NULL));
            with_number(set, n);
        }
        series_end(&s);
        end();
    }
}

/* o.__dict__.update(d). */
static void
test_update(void)
{
    struct series s =
        series_open("instance_dict", "__dict__.update, tenth", ORACLE_DICT_SIZE);

    for (long n = 0; n <= 200; n++) {
        struct sl_dict *d;

        begin();
        d = sl_dict_new(py, NULL);
        for (long i = 0; i < n; i++) {
            char name[32];

            snprintf(name, sizeof name, "a%ld", i);
            set_str(d, name);
        }
        CU_ASSERT_EQUAL(sl_dict_update(sl_instance_dict(o, NULL), d, NULL), 0);
        series_expect(&s, n, sl_instance_dict(o, NULL));
        release_dict(d);
        end();
    }
    series_end(&s);
}

CU_ErrorCode
add_instance_suite(void)
{
    CU_pSuite suite = CU_add_suite("instance", measured_open, measured_close);

    if (suite != NULL && add_instance_layout_tests(suite) &&
        CU_ADD_TEST(suite, test_new) && CU_ADD_TEST(suite, test_birth) &&
        CU_ADD_TEST(suite, test_attributes) &&
        CU_ADD_TEST(suite, test_dict_is_attributes) &&
        CU_ADD_TEST(suite, test_messages) &&
        CU_ADD_TEST(suite, test_messages_without_dict) &&
        CU_ADD_TEST(suite, test_names) && CU_ADD_TEST(suite, test_long_names) &&
        CU_ADD_TEST(suite, test_cycles) && CU_ADD_TEST(suite, test_as_keys) &&
        CU_ADD_TEST(suite, test_tuple_instances) &&
        CU_ADD_TEST(suite, test_stories) && CU_ADD_TEST(suite, test_look_each) &&
        CU_ADD_TEST(suite, test_update) && add_instance_refusal_tests(suite))
        return CUE_SUCCESS;
    return CU_get_error();
}
