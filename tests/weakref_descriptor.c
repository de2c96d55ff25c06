/* Descriptors: what they apply to, orphans, and `__weakref__`. The messages are those of
   CPython 2.7.18, but for that of an orphan, which cannot be there. */
#include "weakref_tests.h"

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_type *p, *q, *derived;
static struct sl_object *o, *stranger;

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    p = plain_class(py, "P");
    q = plain_class(py, "Q");
    derived = sl_class_new(py, "D", p, NULL);
    o = plain(p);
    stranger = plain(q);
}

static void
end(void)
{
    sl_decref(o);
    sl_decref(stranger);
    sl_decref(&derived->object);
    sl_decref(&p->object);
    sl_decref(&q->object);
    close_interp(py, &counts);
}

static void
expect(const struct sl_error *error, enum sl_error_kind kind, const char *message)
{
    CU_ASSERT_EQUAL(error->kind, kind);
    CU_ASSERT_STRING_EQUAL(error->message, message);
}

/* Both types: what the fields hold, and sizes. */
static void
test_fields(void)
{
    static const enum sl_builtin types[] = {SL_MEMBER_DESCRIPTOR,
                                            SL_GETSET_DESCRIPTOR};
    struct sl_object *name;

    begin();
    name = str_key(py, "a");
    for (int i = 0; i < 2; i++) {
        struct sl_descr *d = sl_descr_new(types[i], p, name, NULL);

        CU_ASSERT_PTR_NOT_NULL_FATAL(d);
        CU_ASSERT_PTR_EQUAL(d->object.type, sl_builtin(py, types[i]));
        CU_ASSERT_EQUAL(sizeof *d, d->object.type->basicsize);
        CU_ASSERT_PTR_EQUAL(d->owner, p);
        CU_ASSERT_PTR_EQUAL(d->name, name);
        CU_ASSERT_EQUAL(d->offset, 0);
        CU_ASSERT_EQUAL(name->refcnt, 2);
        sl_decref(&d->object);
        CU_ASSERT_EQUAL(name->refcnt, 1);
    }
    sl_decref(name);
    end();
}

static void
test_applies(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *name, *d, *heir;

    begin();
    heir = plain(derived);
    name = str_key(py, "a");
    d = &sl_descr_new(SL_MEMBER_DESCRIPTOR, p, name, NULL)->object;
    CU_ASSERT_EQUAL(sl_descr_applies((struct sl_descr *)(void *)d, o, &error), 0);
    CU_ASSERT_EQUAL(sl_descr_applies((struct sl_descr *)(void *)d, heir, &error),
                    0);
    CU_ASSERT_EQUAL(
        sl_descr_applies((struct sl_descr *)(void *)d, stranger, &error), -1);
    expect(&error, SL_TYPE_ERROR,
           "descriptor 'a' for 'P' objects doesn't apply to 'Q' object");
    CU_ASSERT_EQUAL(sl_descr_applies((struct sl_descr *)(void *)d, name, &error),
                    -1);
    expect(&error, SL_TYPE_ERROR,
           "descriptor 'a' for 'P' objects doesn't apply to 'str' object");
    sl_descr_orphan(d);
    sl_descr_orphan(NULL);
    CU_ASSERT_EQUAL(sl_descr_applies((struct sl_descr *)(void *)d, o, &error), -1);
    expect(&error, SL_TYPE_ERROR,
           "descriptor 'a' of a class that has ended doesn't apply to 'P' object");
    sl_decref(d);
    sl_decref(name);
    sl_decref(heir);
    end();
}

/* o.__weakref__ is None, the one without a callback, or the newest. */
static void
test_weakref_attribute(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *d, *value, *r, *s, *t;

    begin();
    d = sl_weakref_descriptor_new(p, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    CU_ASSERT_PTR_EQUAL(d->type, sl_builtin(py, SL_GETSET_DESCRIPTOR));
    value = d->type->get(d, o, NULL);
    CU_ASSERT_PTR_EQUAL(value, sl_none(py));
    sl_decref(value);
    r = noted(o, &notes, 'r');
    s = noted(o, &notes, 's');
    value = d->type->get(d, o, NULL);
    CU_ASSERT_PTR_EQUAL(value, s);
    sl_decref(value);
    t = sl_weakref_new(o, NULL, NULL);
    value = d->type->get(d, o, NULL);
    CU_ASSERT_PTR_EQUAL(value, t);
    CU_ASSERT_EQUAL(t->refcnt, 2);
    sl_decref(value);
    sl_decref(r);
    sl_decref(s);
    sl_decref(t);
    sl_decref(d);
    end();
}

static void
test_weakref_messages(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *d;

    begin();
    d = sl_weakref_descriptor_new(p, NULL);
    CU_ASSERT_EQUAL(d->type->set(d, o, sl_none(py), &error), -1);
    expect(&error, SL_ATTRIBUTE_ERROR,
           "attribute '__weakref__' of 'P' objects is not writable");
    error.kind = SL_NO_ERROR;
    CU_ASSERT_EQUAL(d->type->set(d, o, NULL, &error), -1);
    expect(&error, SL_ATTRIBUTE_ERROR,
           "attribute '__weakref__' of 'P' objects is not writable");
    CU_ASSERT_PTR_NULL(d->type->get(d, stranger, &error));
    expect(&error, SL_TYPE_ERROR,
           "descriptor '__weakref__' for 'P' objects doesn't apply to 'Q' object");
    error.kind = SL_NO_ERROR;
    CU_ASSERT_EQUAL(d->type->set(d, stranger, NULL, &error), -1);
    expect(&error, SL_TYPE_ERROR,
           "descriptor '__weakref__' for 'P' objects doesn't apply to 'Q' object");
    sl_descr_orphan(d);
    CU_ASSERT_PTR_NULL(d->type->get(d, o, NULL));
    CU_ASSERT_EQUAL(d->type->set(d, o, NULL, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    sl_decref(d);
    end();
}

/* CPython 2.7.18 shows a hundred letters of a class where an attribute is not writable, and
   all of them where a descriptor does not apply. */
static void
test_long_names(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    char name[151], expected[512];
    struct sl_type *long_class;
    struct sl_object *d, *long_object;

    begin();
    memset(name, 'L', 150);
    name[150] = '\0';
    long_class = plain_class(py, name);
    long_object = plain(long_class);
    d = sl_weakref_descriptor_new(long_class, NULL);
    CU_ASSERT_EQUAL(d->type->set(d, long_object, NULL, &error), -1);
    snprintf(expected, sizeof expected,
             "attribute '__weakref__' of '%.100s' objects is not writable", name);
    expect(&error, SL_ATTRIBUTE_ERROR, expected);
    CU_ASSERT_PTR_NULL(d->type->get(d, o, &error));
    snprintf(
        expected, sizeof expected,
        "descriptor '__weakref__' for '%s' objects doesn't apply to 'P' object",
        name);
    expect(&error, SL_TYPE_ERROR, expected);
    sl_decref(d);
    sl_decref(long_object);
    sl_decref(&long_class->object);
    end();
}

/* Writing through a getset_descriptor that can be written. */
static long written;

static struct sl_object *
get_written(struct sl_object *object, struct sl_type *owner, struct sl_error *error)
{
    (void)object;
    return sl_int_new(owner->interp, written, error);
}

static int
set_written(struct sl_object *object, struct sl_type *owner,
            struct sl_object *value, struct sl_error *error)
{
    CU_ASSERT_PTR_EQUAL(object, o);
    CU_ASSERT_PTR_EQUAL(owner, p);
    if (value == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "cannot delete");
    written++;
    return 0;
}

static void
test_pairs_of_functions(void)
{
    static const struct sl_getset pair = {get_written, set_written};
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *name, *value;
    struct sl_descr *d;

    begin();
    written = 0;
    name = str_key(py, "written");
    d = sl_descr_new(SL_GETSET_DESCRIPTOR, p, name, NULL);
    sl_decref(name);
    d->getset = &pair;
    CU_ASSERT_EQUAL(d->object.type->set(&d->object, o, sl_none(py), &error), 0);
    CU_ASSERT_EQUAL(d->object.type->set(&d->object, o, NULL, &error), -1);
    expect(&error, SL_TYPE_ERROR, "cannot delete");
    CU_ASSERT_EQUAL(d->object.type->set(&d->object, stranger, name, NULL), -1);
    value = d->object.type->get(&d->object, o, NULL);
    CU_ASSERT_EQUAL(((struct sl_int *)(void *)value)->value, 1);
    sl_decref(value);
    sl_decref(&d->object);
    end();
}

static void
test_no_memory(void)
{
    size_t failures = 0;
    struct sl_object *d = NULL;

    begin();
    while (d == NULL) {
        struct sl_error error = {SL_NO_ERROR, ""};

        counts.calls = 0;
        counts.fail_at = ++failures;
        d = sl_weakref_descriptor_new(p, &error);
        counts.fail_at = 0;
        CU_ASSERT_EQUAL(error.kind, d == NULL ? SL_MEMORY_ERROR : SL_NO_ERROR);
        CU_ASSERT_FATAL(failures < 100);
    }
    CU_ASSERT(failures > 2);
    sl_decref(d);
    end();
}

bool
add_descriptor_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_fields) && CU_ADD_TEST(suite, test_applies) &&
           CU_ADD_TEST(suite, test_weakref_attribute) &&
           CU_ADD_TEST(suite, test_weakref_messages) &&
           CU_ADD_TEST(suite, test_long_names) &&
           CU_ADD_TEST(suite, test_pairs_of_functions) &&
           CU_ADD_TEST(suite, test_no_memory);
}
