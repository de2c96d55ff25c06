/* Weak references where memory runs out, where ends have to wait, and where the interpreter
   ends. */
#include "weakref_tests.h"

#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_type *c;

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    c = plain_class(py, "C");
}

static void
end(void)
{
    sl_decref(&c->object);
    close_interp(py, &counts);
}

static void
set(struct sl_object *o, const char *name, struct sl_object *value)
{
    struct sl_object *key = str_key(py, "%s", name);

    CU_ASSERT_EQUAL(sl_setattr(o, key, value, NULL), 0);
    sl_decref(key);
}

static struct sl_object *
quiet(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)ref;
    (void)error;
    ++*(int *)f->context;
    return sl_incref(sl_none(ref->type->interp));
}

/* A function, a weak reference without it and one with it. The object's list is as it was
   where that fails. */
static int
make_refs(struct sl_object *o, int *calls, struct sl_error *error)
{
    struct sl_function *f = sl_function_new(py, quiet, calls, error);
    struct sl_object *r = f == NULL ? NULL : sl_weakref_new(o, NULL, error),
                     *s = NULL;

    if (r != NULL) {
        s = sl_weakref_new(o, &f->object, error);
        expect_list(o, (struct sl_object *[]){r, s}, s == NULL ? 1 : 2);
        CU_ASSERT_EQUAL(f->object.refcnt, s == NULL ? 1 : 2);
    } else {
        expect_list(o, NULL, 0);
    }
    sl_decref(r);
    sl_decref(s);
    if (f != NULL)
        sl_decref(&f->object);
    return s == NULL ? -1 : 0;
}

static void
test_no_memory(void)
{
    struct sl_object *o;
    size_t failures = 0;
    int result = -1, calls = 0;

    begin();
    o = plain(c);
    while (result < 0) {
        struct sl_error error = {SL_NO_ERROR, ""};

        counts.calls = 0;
        counts.fail_at = ++failures;
        result = make_refs(o, &calls, &error);
        counts.fail_at = 0;
        CU_ASSERT_EQUAL(error.kind, result < 0 ? SL_MEMORY_ERROR : SL_NO_ERROR);
        CU_ASSERT_FATAL(failures < 100);
    }
    CU_ASSERT_EQUAL(failures - 1, 3);
    CU_ASSERT_EQUAL(calls, 0);
    sl_decref(o);
    end();
}

/* An object ends, and tells, without a byte of new memory. */
static void
test_ends_need_no_memory(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *o, *refs[3];

    begin();
    o = plain(c);
    for (int i = 0; i < 3; i++)
        refs[i] = noted(o, &notes, (char)('a' + i));
    counts.calls = 0;
    sl_decref(o);
    CU_ASSERT_EQUAL(counts.calls, 0);
    CU_ASSERT_STRING_EQUAL(notes.called, "cba");
    for (int i = 0; i < 3; i++)
        sl_decref(refs[i]);
    end();
}

/* CPython 2.7.18 calls the callbacks of deep structures late: when the next container ends.
   Here all have been called when the outermost object has gone. */
static void
test_deep(void)
{
    enum { DEPTH = 50000 };
    struct sl_object *o = NULL, *next, *refs;
    struct sl_function *f;
    int calls = 0;
    struct sl_dict *kept;

    begin();
    f = sl_function_new(py, quiet, &calls, NULL);
    kept = sl_dict_new(py, NULL);
    for (int i = 0; i < DEPTH; i++) {
        next = o;
        o = plain(c);
        if (next != NULL)
            set(o, "next", next);
        sl_decref(next);
        refs = sl_weakref_new(o, &f->object, NULL);
        CU_ASSERT_EQUAL(sl_dict_set(kept, refs, sl_none(py), NULL), 0);
        sl_decref(refs);
    }
    sl_decref(o);
    CU_ASSERT_EQUAL(calls, DEPTH);
    CU_ASSERT_EQUAL(f->object.refcnt, 1);
    sl_decref(&f->object);
    release_dict(kept);
    end();
}

/* A small object, without a head, that runs code of the test's at its end. */
struct small {
    struct sl_object object;
    struct sl_weakref *weak;
    void (*at_end)(void);
};

static struct sl_type small_type;

static void
small_dealloc(struct sl_object *o)
{
    struct small *s = (struct small *)(void *)o;

    sl_weakrefs_clear(o);
    if (s->at_end != NULL)
        s->at_end();
    sl_object_free(o);
}

static struct sl_object *
small(void (*at_end)(void))
{
    struct sl_object *o;

    memset(&small_type, 0, sizeof small_type);
    small_type.name = "small";
    small_type.basicsize = sizeof(struct small);
    small_type.weaklistoffset = offsetof(struct small, weak);
    small_type.dealloc = small_dealloc;
    sl_type_ready(py, &small_type);
    o = sl_object_new(&small_type, sizeof(struct small), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    ((struct small *)(void *)o)->at_end = at_end;
    return o;
}

/* COUNT items, given away, in a tuple that is nested so deep that at its end the items that
   have a head must wait. They are dropped from the last on. */
static struct sl_object *
buried(struct sl_object **items, size_t count)
{
    struct sl_object *t = sl_tuple_new(py, items, count, NULL), *inner;

    for (size_t i = 0; i < count; i++)
        sl_decref(items[i]);
    for (int depth = 1; depth < 50; depth++) {
        inner = t;
        t = sl_tuple_new(py, &inner, 1, NULL);
        sl_decref(inner);
    }
    return t;
}

static struct {
    struct sl_object *o, *waiting, *made, *ref;
    struct notes notes;
    bool ran;
} deep;

static void
at_the_bottom(void)
{
    deep.ran = true;
    CU_ASSERT_EQUAL(deep.waiting->refcnt,
                    0); /* it waits for its end, and is in the list */
    CU_ASSERT_PTR_EQUAL(&(*sl_weakref_pointer(deep.o))->object, deep.waiting);
    CU_ASSERT_EQUAL(sl_weakref_count(deep.o), 0);
    deep.made = sl_weakref_new(deep.o, NULL, NULL);
    CU_ASSERT_PTR_NOT_EQUAL(deep.made, deep.waiting);
    expect_list(deep.o, &deep.made, 1);
    CU_ASSERT_PTR_NULL(sl_weakref_get(deep.ref)); /* whose object waits */
    CU_ASSERT_PTR_NOT_NULL(fields(deep.ref)->referent);
    CU_ASSERT_EQUAL(deep.notes.calls, 0);
}

/* What waits for its end cannot be got hold of any more. */
static void
test_waiting(void)
{
    struct sl_object *items[3], *t;

    begin();
    memset(&deep, 0, sizeof deep);
    deep.o = plain(c);
    items[0] = small(at_the_bottom);
    items[1] = plain(c);
    items[2] = deep.waiting = sl_weakref_new(deep.o, NULL, NULL);
    deep.ref = noted(items[1], &deep.notes, 'r');
    t = buried(items, 3);
    sl_decref(t);
    CU_ASSERT_TRUE(deep.ran);
    CU_ASSERT_STRING_EQUAL(deep.notes.called, "r");
    expect_list(deep.o, &deep.made, 1);
    sl_decref(deep.made);
    sl_decref(deep.ref);
    sl_decref(deep.o);
    end();
}

/* One whose end waits while its object ends: it died first, and does not call. */
static void
test_waiting_is_silent(void)
{
    struct sl_object *items[2], *t;

    begin();
    memset(&deep, 0, sizeof deep);
    items[0] = small(NULL);
    items[1] = noted(items[0], &deep.notes, 's');
    t = buried(items, 2);
    sl_decref(t);
    CU_ASSERT_EQUAL(deep.notes.calls, 0);
    end();
}

/* The collector of CPython 2.7.18 calls nobody for weak references that are garbage too. */
static void
test_cycles_end_silently(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *a, *b, *f, *g, *r, *s;

    begin();
    a = plain(c);
    b = plain(c);
    f = noting(py, &notes, 'f');
    ((struct sl_function *)(void *)f)->self = sl_incref(a); /* a bound method */
    r = sl_weakref_new(a, f, NULL);
    s = sl_weakref_new(b, f, NULL);
    g = noting(py, &notes, 'g');
    ((struct sl_function *)(void *)g)->self =
        g; /* with nothing else in the cycle */
    set(a, "b", b);
    set(a, "r", r);
    set(b, "a", a);
    set(b, "s", s);
    sl_decref(r);
    sl_decref(s);
    sl_decref(f);
    sl_decref(a);
    sl_decref(b);
    CU_ASSERT(py->living > 5);
    end();
    CU_ASSERT_EQUAL(notes.calls, 0);
}

/* A weak reference that somebody forgot is counted, refers to nothing, and has let go of
   its callback. */
static void
test_a_forgotten_one(void)
{
    struct sl_allocator allocator = counting_allocator(&counts);
    struct notes notes = {"", 0, 0};
    struct sl_object *o, *r;

    begin();
    o = plain(c);
    r = noted(o, &notes, 'r');
    set(o, "me", o);
    sl_decref(o);
    sl_decref(&c->object);
    CU_ASSERT_EQUAL(sl_interp_free(py), 1);
    CU_ASSERT_EQUAL(notes.calls, 0);
    CU_ASSERT_PTR_NULL(sl_weakref_get(r));
    CU_ASSERT_EQUAL(counts.blocks, 1);
    allocator.resize(allocator.context, (union sl_gc_head *)(void *)r - 1, 0);
    CU_ASSERT_EQUAL(counts.blocks, 0);
}

static void
make_at_the_end(void)
{
    struct sl_object *r = noted(deep.o, &deep.notes, 'm'), *none = sl_none(py);
    struct sl_object *t = sl_tuple_new(py, &r, 1, NULL);

    CU_ASSERT_PTR_EQUAL(sl_weakref_get(r), deep.o);
    sl_decref(r);
    r = t;
    t = sl_tuple_new(py, (struct sl_object *[]){r, none}, 2, NULL);
    sl_decref(r);
    sl_decref(t);
    deep.ran = true;
}

/* A type of the program's own makes weak references while the interpreter ends. */
static void
test_made_at_the_end(void)
{
    struct sl_object *s;

    begin();
    memset(&deep, 0, sizeof deep);
    s = small(make_at_the_end);
    deep.o = plain(c);
    set(deep.o, "s", s);
    set(deep.o, "me", deep.o);
    sl_decref(s);
    sl_decref(deep.o);
    end();
    CU_ASSERT_TRUE(deep.ran);
    CU_ASSERT_EQUAL(deep.notes.calls, 0);
}

bool
add_weakref_memory_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_no_memory) &&
           CU_ADD_TEST(suite, test_ends_need_no_memory) &&
           CU_ADD_TEST(suite, test_deep) && CU_ADD_TEST(suite, test_waiting) &&
           CU_ADD_TEST(suite, test_waiting_is_silent) &&
           CU_ADD_TEST(suite, test_cycles_end_silently) &&
           CU_ADD_TEST(suite, test_a_forgotten_one) &&
           CU_ADD_TEST(suite, test_made_at_the_end);
}
