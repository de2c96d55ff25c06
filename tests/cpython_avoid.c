/* Of CPython 2.7's test_descr: test_slots_multiple_inheritance and test_set_class. Messages:
   what CPython 2.7.18 said. */
#include "cpython_tests.h"

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
}

static struct sl_type *
class_of(const char *name, struct sl_type *base, struct sl_object *slots)
{
    struct sl_type *type =
        class_with(py, name, &base, base == NULL ? 0 : 1, slots, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    return type;
}

/* All of it can be said. */
static void
test_slots_multiple_inheritance(void)
{
    struct sl_type *bases[2], *c;
    struct sl_object *x;

    begin();
    bases[0] = class_of("A", NULL, sl_tuple_new(py, NULL, 0, NULL));
    bases[1] = class_of("B", NULL, NULL);
    c = class_with(py, "C", bases, 2, sl_tuple_new(py, NULL, 0, NULL), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    CU_ASSERT_EQUAL(c->basicsize, bases[1]->basicsize);
    x = only_instance(c);
    CU_ASSERT_TRUE(has_attr(x, "__dict__"));
    CU_ASSERT_TRUE(has_attr(x, "__weakref__"));
    CU_ASSERT_TRUE(set_attr_int(x, "x", 2));
    CU_ASSERT_TRUE(attr_is(x, "x", 2));
    sl_decref(x);
    sl_decref(&bases[0]->object);
    sl_decref(&bases[1]->object);
    close_interp(py, &counts);
}

/* The classes of the original, by their letters. */
enum { C, D, E, F, G, H, I, J, K, L, M, N, P, Q, R, INT, CLASSES };

static struct sl_type *classes[CLASSES];

static struct sl_object *
unicodes_a_b(void)
{
    struct sl_object *items[2], *t;

    for (uint32_t i = 0; i < 2; i++)
        items[i] = sl_unicode_new(py, (const uint32_t[]){'a' + i}, 1, NULL);
    t = sl_tuple_new(py, items, 2, NULL);
    sl_decref(items[0]);
    sl_decref(items[1]);
    return t;
}

static void
make_classes(void)
{
    classes[C] = class_of("C", NULL, NULL);
    classes[D] = class_of("D", NULL, NULL);
    classes[E] = class_of("E", NULL, NULL);
    classes[F] = class_with(py, "F", (struct sl_type *[]){classes[D], classes[E]},
                            2, NULL, NULL);
    classes[G] = class_of("G", NULL, strs(py, NAMES("a", "b")));
    classes[H] = class_of("H", NULL, strs(py, NAMES("b", "a")));
    classes[I] = class_of("I", NULL, unicodes_a_b());
    classes[J] = class_of("J", NULL, strs(py, NAMES("c", "b")));
    classes[K] = class_of("K", NULL, strs(py, NAMES("a", "b", "d")));
    classes[L] = class_of("L", classes[H], strs(py, NAMES("e")));
    classes[M] = class_of("M", classes[I], strs(py, NAMES("e")));
    classes[N] = class_of("N", classes[J], strs(py, NAMES("__weakref__")));
    classes[P] = class_of("P", classes[J], strs(py, NAMES("__dict__")));
    classes[Q] = class_of("Q", classes[J], NULL);
    classes[R] =
        class_of("R", classes[J], strs(py, NAMES("__dict__", "__weakref__")));
    classes[INT] =
        class_of("Int", sl_builtin(py, SL_INT), sl_tuple_new(py, NULL, 0, NULL));
}

static struct sl_object *
instance(int which)
{
    struct sl_object *two = int_key(py, 2), *o;

    o = which == INT ? sl_instance_from(classes[INT], two, NULL)
                     : sl_instance_new(classes[which], 0, NULL);
    sl_decref(two);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    return o;
}

/* x.__class__ = TYPE fails with MESSAGE, and so does del x.__class__; takes the reference to
   X. */
static void
cant(struct sl_object *x, struct sl_type *type, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *before = x->type;
    ptrdiff_t references = before->object.refcnt;

    CU_ASSERT_EQUAL(sl_class_assign(x, type, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    error.kind = SL_NO_ERROR;
    CU_ASSERT_EQUAL(sl_class_assign(x, NULL, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "can't delete __class__ attribute");
    CU_ASSERT_PTR_EQUAL(x->type, before);
    CU_ASSERT_EQUAL(before->object.refcnt, references);
    sl_decref(x);
}

/* From one class to the other and back; x.a stays what it is where there is an A. */
static void
can(int from, int to, bool with_a)
{
    struct sl_object *x = instance(from);

    if (with_a)
        CU_ASSERT_TRUE(set_attr_int(x, "a", 1));
    CU_ASSERT_EQUAL(sl_class_assign(x, classes[to], NULL), 0);
    CU_ASSERT_PTR_EQUAL(x->type, classes[to]);
    CU_ASSERT(!with_a || attr_is(x, "a", 1));
    CU_ASSERT_EQUAL(sl_class_assign(x, classes[from], NULL), 0);
    CU_ASSERT_PTR_EQUAL(x->type, classes[from]);
    CU_ASSERT(!with_a || attr_is(x, "a", 1));
    sl_decref(x);
}

/* Where one of the two types is built in, or no type at all. The originals with a bool and
   with a list for instance are missing, since neither lives here. */
static void
between_built_in_types(void)
{
    static const char *const heap = "__class__ assignment: only for heap types";
    struct sl_type *object = sl_builtin(py, SL_OBJECT),
                   *list = sl_builtin(py, SL_LIST);
    struct sl_object *one = int_key(py, 1);
    static const enum sl_builtin others[] = {SL_LIST, SL_INT, SL_NONE};

    cant(instance(C), list, heap);
    cant(instance(C), (struct sl_type *)(void *)one,
         "__class__ must be set to new-style class, not 'int' object");
    cant(instance(C), object, heap);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        cant(sl_object_new(object, sizeof(struct sl_object), NULL),
             sl_builtin(py, others[i]), heap);
    cant(int_key(py, 2), classes[INT], heap);
    cant(instance(INT), sl_builtin(py, SL_INT), heap);
    cant(int_key(py, 2), sl_builtin(py, SL_BOOL), heap);
    sl_decref(one);
}

/* Each of these is laid out in its own way, but for `list`, which is built in. */
static void
between_all_others(void)
{
    static const int all[] = {G, J, K, L, M, N, P, R, INT};
    enum { ALL = sizeof all / sizeof all[0] };
    char message[100];

    for (int i = 0; i < ALL; i++) {
        cant(instance(all[i]), sl_builtin(py, SL_LIST),
             "__class__ assignment: only for heap types");
        for (int k = 0; k < ALL; k++) {
            if (i == k)
                continue;
            snprintf(message, sizeof message,
                     "__class__ assignment: '%s' object layout differs from '%s'",
                     classes[all[i]]->name, classes[all[k]]->name);
            cant(instance(all[i]), classes[all[k]], message);
        }
    }
}

/* The original ends with a hundred objects that change their class in a __del__. There are no
   finalizers here; they change before, and the right classes get their references back. */
static void
a_hundred_changes(void)
{
    struct sl_object *objects[100];

    for (int i = 0; i < 100; i++) {
        objects[i] = instance(C);
        CU_ASSERT_EQUAL(sl_class_assign(objects[i], classes[D], NULL), 0);
    }
    CU_ASSERT_EQUAL(classes[C]->object.refcnt, 1);
    for (int i = 0; i < 100; i++)
        sl_decref(objects[i]);
}

static void
test_set_class(void)
{
    static const int pairs[][2] = {{G, H}, {G, I}, {I, H}, {Q, R}, {R, Q}};
    ptrdiff_t references[CLASSES];

    begin();
    make_classes();
    for (int i = 0; i < CLASSES; i++)
        references[i] = classes[i]->object.refcnt;
    for (int from = C; from <= F; from++)
        for (int to = C; to <= F; to++)
            can(from, to, false);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        can(pairs[i][0], pairs[i][1], true);
    between_built_in_types();
    between_all_others();
    a_hundred_changes();
    for (int i = 0; i < CLASSES; i++)
        CU_ASSERT_EQUAL(classes[i]->object.refcnt, references[i]);
    for (int i = CLASSES - 1; i >= 0; i--)
        sl_decref(&classes[i]->object);
    close_interp(py, &counts);
}

bool
add_cpython_avoid_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_slots_multiple_inheritance) &&
           CU_ADD_TEST(suite, test_set_class);
}
