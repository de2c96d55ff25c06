/* The life of objects: references, containers in containers, cycles, interpreters. */
#define _POSIX_C_SOURCE 200809L

#include "object_tests.h"

#include "living.h"

#include <pthread.h>
#include <string.h>

static void
references_are_counted(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_type *type = sl_builtin(py, SL_INT);
    ptrdiff_t before = type->object.refcnt;
    struct sl_object *o = sl_int_new(py, 7, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    CU_ASSERT_PTR_EQUAL(o->type, type);
    CU_ASSERT_EQUAL(type->object.refcnt, before + 1);
    CU_ASSERT_EQUAL(py->living, 1);
    CU_ASSERT_PTR_EQUAL(sl_incref(o), o);
    CU_ASSERT_EQUAL(o->refcnt, 2);
    sl_decref(o);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    sl_decref(o);
    sl_decref(NULL);
    CU_ASSERT_EQUAL(type->object.refcnt, before);
    CU_ASSERT_EQUAL(py->living, 0);
    close_interp(py, &counts);
}

static void
containers_hold_references(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_object *item = sl_int_new(py, 1, NULL);
    struct sl_object *const items[] = {item, sl_none(py), item};
    ptrdiff_t none = sl_none(py)->refcnt;
    struct sl_object *t = sl_tuple_new(py, items, 3, NULL);
    struct sl_dict *d = sl_dict_new(py, NULL);

    CU_ASSERT_EQUAL(item->refcnt, 3);
    CU_ASSERT_EQUAL(sl_none(py)->refcnt, none + 1);
    CU_ASSERT_EQUAL(sl_dict_set(d, item, t, NULL), 0);
    CU_ASSERT_EQUAL(item->refcnt, 4);
    CU_ASSERT_EQUAL(t->refcnt, 2);
    sl_decref(item);
    sl_decref(t);
    CU_ASSERT_EQUAL(py->living, 3);
    release_dict(d);
    CU_ASSERT_EQUAL(py->living, 0);
    CU_ASSERT_EQUAL(sl_none(py)->refcnt, none);
    close_interp(py, &counts);
}

/* What malloc is asked for is what getsizeof says: the tables of sizes are no fiction. */
static void
objects_are_as_large_as_getsizeof_says(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_object *none[3] = {sl_none(py), sl_none(py), sl_none(py)};
    size_t before = counts.bytes;
    struct sl_object *o = sl_int_new(py, 5, NULL);

    CU_ASSERT_EQUAL(counts.bytes - before, sl_getsizeof(o->type, 0));
    sl_decref(o);
    for (size_t n = 0; n < 20; n++) {
        o = sl_str_new(py, "abcdefghijklmnopqrst", n, NULL);
        CU_ASSERT_EQUAL(counts.bytes - before, sl_getsizeof(o->type, n));
        sl_decref(o);
    }
    for (size_t n = 0; n <= 3; n++) {
        o = sl_tuple_new(py, none, n, NULL);
        CU_ASSERT_EQUAL(counts.bytes - before, sl_getsizeof(o->type, n));
        sl_decref(o);
    }
    o = &sl_dict_new(py, NULL)->object;
    CU_ASSERT_EQUAL(counts.bytes - before, sl_getsizeof(o->type, 0));
    sl_decref(o);
    CU_ASSERT_EQUAL(counts.bytes, before);
    close_interp(py, &counts);
}

enum { DEPTH = 200000, SMALL_STACK = 256 * 1024 };

static struct sl_object *
nested(struct sl_interp *py, bool dicts)
{
    struct sl_object *o = sl_incref(sl_none(py)), *outer;

    for (int i = 0; i < DEPTH && o != NULL; i++) {
        if (dicts && i % 2 == 1) {
            struct sl_dict *d = sl_dict_new(py, NULL);

            if (d == NULL || sl_dict_set(d, sl_none(py), o, NULL) < 0)
                return NULL;
            outer = &d->object;
        } else {
            outer = sl_tuple_new(py, &o, 1, NULL);
        }
        sl_decref(o);
        o = outer;
    }
    return o;
}

static void *
end_object(void *o)
{
    sl_decref(o);
    return NULL;
}

/* Ends O on a stack that recursion to its depth would overflow. */
static void
end_on_small_stack(struct sl_object *o)
{
    pthread_attr_t small;
    pthread_t thread;

    CU_ASSERT_EQUAL_FATAL(pthread_attr_init(&small), 0);
    CU_ASSERT_EQUAL(pthread_attr_setstacksize(&small, SMALL_STACK), 0);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, &small, end_object, o), 0);
    CU_ASSERT_EQUAL(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&small);
}

static void
deep_nesting_ends_without_recursion(void)
{
    for (int dicts = 0; dicts < 2; dicts++) {
        struct counting_allocator counts;
        struct sl_interp *py = open_interp(&sl_python27_host, &counts);
        struct sl_object *o = nested(py, dicts != 0);

        CU_ASSERT_PTR_NOT_NULL_FATAL(o);
        CU_ASSERT_EQUAL(py->living, DEPTH);
        end_on_small_stack(o);
        CU_ASSERT_EQUAL(py->living, 0);
        CU_ASSERT_EQUAL(py->nesting, 0);
        CU_ASSERT_PTR_NULL(py->postponed);
        close_interp(py, &counts);
    }
}

static void *
end_interp(void *py)
{
    return sl_interp_free(py) == 0 ? NULL : py;
}

/* A tuple in a dict that is its own value too: only the interpreter's end reaches it. */
static void
deep_cycles_end_with_the_interpreter(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_object *o = nested(py, false);
    struct sl_dict *d = sl_dict_new(py, NULL);
    pthread_attr_t small;
    pthread_t thread;
    void *left;

    CU_ASSERT_EQUAL(sl_dict_set(d, sl_none(py), o, NULL), 0);
    CU_ASSERT_EQUAL(set_int(d, 1), 0);
    sl_decref(o);
    o = sl_int_new(py, 2, NULL);
    CU_ASSERT_EQUAL(sl_dict_set(d, o, &d->object, NULL), 0);
    sl_decref(o);
    release_dict(d);
    CU_ASSERT_EQUAL(py->living, DEPTH + 3);
    CU_ASSERT_EQUAL_FATAL(pthread_attr_init(&small), 0);
    CU_ASSERT_EQUAL(pthread_attr_setstacksize(&small, SMALL_STACK), 0);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, &small, end_interp, py), 0);
    CU_ASSERT_EQUAL(pthread_join(thread, &left), 0);
    pthread_attr_destroy(&small);
    CU_ASSERT_PTR_NULL(left);
    CU_ASSERT_EQUAL(counts.blocks, 0);
}

/* An instance whose dictionary holds the instance, and tuples that hold both. */
static void
cycles_end_with_the_interpreter(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    struct sl_object *o = sl_instance_new(c, 0, NULL);
    struct sl_object *name = sl_str_interned(py, "self", NULL);
    struct sl_object *pair[2] = {o, o}, *t;

    CU_ASSERT_EQUAL(sl_setattr(o, name, o, NULL), 0);
    pair[1] = &sl_instance_dict(o, NULL)->object;
    t = sl_tuple_new(py, pair, 2, NULL);
    CU_ASSERT_EQUAL(set_str(sl_instance_dict(o, NULL), "none"), 0);
    CU_ASSERT_EQUAL(sl_dict_set(sl_instance_dict(o, NULL), sl_none(py), t, NULL),
                    0);
    sl_decref(t);
    sl_decref(name);
    sl_decref(o);
    sl_decref(&c->object);
    CU_ASSERT(py->living > 4);
    close_interp(py, &counts);
}

static void
a_dict_in_itself_ends_with_the_interpreter(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_dict *d = sl_dict_new(py, NULL);
    struct sl_dict *e = sl_dict_new(py, NULL);

    for (int i = 0; i < 100; i++)
        CU_ASSERT_EQUAL(set_int(d, i), 0);
    CU_ASSERT_EQUAL(sl_dict_set(d, sl_none(py), &e->object, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_set(e, sl_none(py), &d->object, NULL), 0);
    release_dict(d);
    release_dict(e);
    CU_ASSERT_EQUAL(py->living, 102);
    close_interp(py, &counts);
}

/* The memory of an object that outlived its interpreter, given back by hand. */
static void
sweep(struct counting_allocator *counts, struct sl_object *o, bool gc)
{
    struct sl_allocator allocator = counting_allocator(counts);
    void *block = gc ? (void *)((union sl_gc_head *)(void *)o - 1) : o;

    allocator.resize(allocator.context, block, 0);
}

static void
forgotten_references_are_counted(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_object *number = sl_int_new(py, 1, NULL);
    struct sl_object *item = sl_int_new(py, 2, NULL);
    struct sl_object *text = sl_str_interned(py, "forgotten", NULL);
    struct sl_object *t = sl_tuple_new(py, &item, 1, NULL);

    sl_decref(item);
    CU_ASSERT_EQUAL(py->living, 5); /* the fifth is the table of interned strs */
    CU_ASSERT_EQUAL(sl_interp_free(py), 3);
    CU_ASSERT_EQUAL(counts.blocks, 3);
    sweep(&counts, number, false);
    sweep(&counts, text, false);
    sweep(&counts, t, true);
    CU_ASSERT_EQUAL(counts.blocks, 0);
}

static void
interpreters_are_independent(void)
{
    struct counting_allocator a, b;
    struct sl_interp *py = open_interp(&sl_python27_host, &a);
    struct sl_interp *other = open_interp(&sl_python27_ilp32, &b);
    struct sl_object *s = sl_str_interned(py, "name", NULL);
    struct sl_object *t = sl_str_interned(other, "name", NULL);
    size_t blocks = b.blocks;

    CU_ASSERT_PTR_NOT_EQUAL(s, t);
    CU_ASSERT_PTR_NOT_EQUAL(s->type, t->type);
    CU_ASSERT_PTR_NOT_EQUAL(sl_none(py), sl_none(other));
    sl_decref(s);
    close_interp(py, &a);
    CU_ASSERT_EQUAL(b.blocks, blocks);
    CU_ASSERT_EQUAL(sl_hash(t, NULL) == -1, 0);
    sl_decref(t);
    close_interp(other, &b);
}

static void
there_is_one_none(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    char text[8];

    CU_ASSERT_PTR_EQUAL(sl_none(py), sl_none(py));
    CU_ASSERT_PTR_EQUAL(sl_none(py)->type, sl_builtin(py, SL_NONE));
    CU_ASSERT_STRING_EQUAL(sl_repr(sl_none(py), text, sizeof text), "None");
    CU_ASSERT_EQUAL(sl_equal(sl_none(py), sl_none(py), NULL), 1);
    CU_ASSERT_NOT_EQUAL(sl_hash(sl_none(py), NULL), -1);
    close_interp(py, &counts);
}

/* Without an allocator of the caller's, memory is the C library's. */
static void
the_c_library_is_the_default(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_object *o;

    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    o = sl_str_interned(py, "text", NULL);
    CU_ASSERT_PTR_NOT_NULL(o);
    sl_decref(o);
    CU_ASSERT_EQUAL(sl_interp_free(py), 0);
}

bool
add_object_life_tests(CU_pSuite suite)
{
    static const CU_TestInfo tests[] = {
        {"references are counted", references_are_counted},
        {"containers hold references", containers_hold_references},
        {"objects are as large as getsizeof says",
         objects_are_as_large_as_getsizeof_says},
        {"deep nesting ends without recursion",
         deep_nesting_ends_without_recursion},
        {"deep cycles end with the interpreter",
         deep_cycles_end_with_the_interpreter},
        {"cycles end with the interpreter", cycles_end_with_the_interpreter},
        {"a dict in itself ends with the interpreter",
         a_dict_in_itself_ends_with_the_interpreter},
        {"forgotten references are counted", forgotten_references_are_counted},
        {"interpreters are independent", interpreters_are_independent},
        {"there is one None", there_is_one_none},
        {"the C library is the default", the_c_library_is_the_default},
        CU_TEST_INFO_NULL,
    };

    return add_tests(suite, tests);
}
