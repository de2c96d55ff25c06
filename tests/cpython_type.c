/* Of CPython 2.7's test_descr: test_slots, test_unicode_slots, test_slots_special,
   test_slots_descriptor, test_slots_trash, test_errors. Lists do not live here: where the
   original has a list, there is a tuple. Messages: what CPython 2.7.18 said. */
#include "cpython_tests.h"

#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
}

static void
end(void)
{
    close_interp(py, &counts);
}

static void
expect(const struct sl_error *error, enum sl_error_kind kind, const char *message)
{
    CU_ASSERT_EQUAL(error->kind, kind);
    CU_ASSERT_STRING_EQUAL(error->message, message);
}

/* class C(object): __slots__ = SLOTS is refused. */
static void
expect_refusal(struct sl_object *slots, enum sl_error_kind kind,
               const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_PTR_NULL(class_with(py, "C", NULL, 0, slots, &error));
    expect(&error, kind, message);
}

/* A tuple of one, whose reference it takes. */
static struct sl_object *
tuple_of(struct sl_object *item)
{
    struct sl_object *t = sl_tuple_new(py, &item, 1, NULL);

    sl_decref(item);
    return t;
}

static struct sl_object *
instance(const char *name, struct sl_object *slots)
{
    return only_instance(class_with(py, name, NULL, 0, slots, NULL));
}

/* Slots of no, one and three names: no __dict__, unset at first, and then what was set. */
static void
slots_that_hold(void)
{
    struct sl_object *x = instance("C0", sl_tuple_new(py, NULL, 0, NULL));

    CU_ASSERT_FALSE(has_attr(x, "__dict__"));
    CU_ASSERT_FALSE(has_attr(x, "foo"));
    CU_ASSERT_FALSE(set_attr_int(x, "foo", 1));
    sl_decref(x);

    x = instance("C1", strs(py, NAMES("a")));
    CU_ASSERT_FALSE(has_attr(x, "__dict__"));
    CU_ASSERT_FALSE(has_attr(x, "a"));
    CU_ASSERT_TRUE(set_attr_int(x, "a", 1));
    CU_ASSERT_TRUE(attr_is(x, "a", 1));
    CU_ASSERT_TRUE(set_attr(x, "a", sl_none(py)));
    CU_ASSERT_PTR_EQUAL(attr(x, "a"), sl_none(py));
    CU_ASSERT_TRUE(del_attr(x, "a"));
    CU_ASSERT_FALSE(has_attr(x, "a"));
    sl_decref(x);

    x = instance("C3", strs(py, NAMES("a", "b", "c")));
    CU_ASSERT_FALSE(has_attr(x, "__dict__"));
    CU_ASSERT_FALSE(has_attr(x, "a") || has_attr(x, "b") || has_attr(x, "c"));
    CU_ASSERT_TRUE(set_attr_int(x, "a", 1));
    CU_ASSERT_TRUE(set_attr_int(x, "b", 2));
    CU_ASSERT_TRUE(set_attr_int(x, "c", 3));
    CU_ASSERT_TRUE(attr_is(x, "a", 1));
    CU_ASSERT_TRUE(attr_is(x, "b", 2));
    CU_ASSERT_TRUE(attr_is(x, "c", 3));
    sl_decref(x);
}

/* Methods written in Python are missing here: that one can reach a private slot from inside
   the class is shown by the name that the compiler would use there. */
static void
slots_with_private_names(void)
{
    struct sl_object *x = instance("C4", strs(py, NAMES("__a")));

    CU_ASSERT_FALSE(has_attr(x, "__dict__"));
    CU_ASSERT_FALSE(has_attr(x, "__a"));
    CU_ASSERT_TRUE(set_attr_int(x, "_C4__a", 5));
    CU_ASSERT_TRUE(attr_is(x, "_C4__a", 5));
    CU_ASSERT_FALSE(set_attr_int(x, "__a", 6));
    CU_ASSERT_TRUE(attr_is(x, "_C4__a", 5));
    sl_decref(x);
}

static void
test_slots(void)
{
    static const char *const identifiers = "__slots__ must be identifiers";
    struct sl_object *x;

    begin();
    slots_that_hold();
    slots_with_private_names();
    expect_refusal(tuple_of(sl_incref(sl_none(py))), SL_TYPE_ERROR,
                   "__slots__ items must be strings, not 'NoneType'");
    expect_refusal(tuple_of(str_key(py, "foo bar")), SL_TYPE_ERROR, identifiers);
    expect_refusal(tuple_of(sl_str_new(py, "foo\0bar", 7, NULL)), SL_TYPE_ERROR,
                   identifiers);
    expect_refusal(tuple_of(str_key(py, "1")), SL_TYPE_ERROR, identifiers);
    expect_refusal(tuple_of(str_key(py, "%s", "")), SL_TYPE_ERROR, identifiers);
    /* these are good; the original only makes the class */
    x = instance("C", strs(py, NAMES("a", "a_b", "_a", "A0123456789Z")));
    CU_ASSERT_TRUE(set_attr_int(x, "A0123456789Z", 1));
    CU_ASSERT_TRUE(set_attr_int(x, "a_b", 2));
    CU_ASSERT_TRUE(attr_is(x, "A0123456789Z", 1));
    CU_ASSERT_FALSE(has_attr(x, "_a"));
    sl_decref(x);
    /* a string is one name */
    x = instance("C", str_key(py, "abc"));
    CU_ASSERT_TRUE(set_attr_int(x, "abc", 5));
    CU_ASSERT_TRUE(attr_is(x, "abc", 5));
    CU_ASSERT_FALSE(set_attr_int(x, "a", 5));
    sl_decref(x);
    end();
}

static struct sl_object *
unicode(const char *ascii)
{
    uint32_t characters[16];
    size_t length = strlen(ascii);

    for (size_t i = 0; i < length; i++)
        characters[i] = (unsigned char)ascii[i];
    return sl_unicode_new(py, characters, length, NULL);
}

/* One unicode is one name; a tuple of them is read and left as it was; and what is not ASCII
   is an error that leaks nothing. */
static void
unicode_names(void)
{
    static const uint32_t not_ascii[] = {0x80};
    struct sl_object *x = instance("C", unicode("abc")), *items[2], *slots;

    CU_ASSERT_TRUE(set_attr_int(x, "abc", 5));
    CU_ASSERT_TRUE(attr_is(x, "abc", 5));
    sl_decref(x);

    items[0] = unicode("foo");
    items[1] = unicode("bar");
    slots = sl_tuple_new(py, items, 2, NULL);
    x = instance("C", sl_incref(slots));
    CU_ASSERT_TRUE(set_attr_int(x, "foo", 5));
    CU_ASSERT_TRUE(attr_is(x, "foo", 5));
    CU_ASSERT_PTR_EQUAL(((struct sl_tuple *)(void *)slots)->items[0], items[0]);
    CU_ASSERT_PTR_EQUAL(items[0]->type, sl_builtin(py, SL_UNICODE));
    sl_decref(x);
    sl_decref(slots);
    CU_ASSERT_EQUAL(items[0]->refcnt, 1);
    sl_decref(items[0]);
    sl_decref(items[1]);
    expect_refusal(tuple_of(sl_unicode_new(py, not_ascii, 1, NULL)),
                   SL_UNICODE_ENCODE_ERROR,
                   "'ascii' codec can't encode character u'\\x80' in position 0: "
                   "ordinal not in range(128)");
}

/* A class whose instances are counted: each holds a reference to it. */
static struct sl_type *counted_class;

static struct sl_object *
counted(void)
{
    return sl_instance_new(counted_class, 0, NULL);
}

static ptrdiff_t
alive(void)
{
    return counted_class->object.refcnt - 1;
}

/* o.NAME = Counted(), for each of NAMES; then O, the only one of its class, goes. */
static void
expect_counted(struct sl_object *o, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct sl_object *value = counted();

        CU_ASSERT_TRUE(set_attr(o, names[i], value));
        sl_decref(value);
    }
    CU_ASSERT_EQUAL(alive(), (ptrdiff_t)count);
    sl_decref(o);
    CU_ASSERT_EQUAL(alive(), 0);
}

/* Values go with their instance: from slots, from slots and the dictionary of a class derived
   without __slots__, and from those of a slotted class under that. */
static void
slots_that_leak_nothing(void)
{
    struct sl_type *c =
        class_with(py, "C", NULL, 0, strs(py, NAMES("a", "b", "c")), NULL);
    struct sl_type *d = class_with(py, "D", &c, 1, NULL, NULL);
    struct sl_type *e = class_with(py, "E", &d, 1, strs(py, NAMES("e")), NULL);

    expect_counted(only_instance(c), NAMES("a", "b", "c"));
    expect_counted(only_instance(d), NAMES("a", "z"));
    expect_counted(only_instance(e), NAMES("a", "z", "e"));
}

/* A cycle through a slot. There is no collector to be called: what only a cycle keeps ends
   with the interpreter, and close_interp finds nothing left. */
static void
slots_in_a_cycle(void)
{
    struct sl_object *s = instance("F", strs(py, NAMES("a", "b")));
    struct sl_object *items[2] = {counted(), s};
    struct sl_object *both = sl_tuple_new(py, items, 2, NULL);

    CU_ASSERT_TRUE(set_attr(s, "a", both));
    sl_decref(both);
    sl_decref(items[0]);
    CU_ASSERT_EQUAL(alive(), 1);
    sl_decref(s);
}

/* The original's class has a __cmp__, which is looked up each time. Here is no such look-up:
   what can be said is that comparing and looking up leave nothing behind. */
static void
look_ups_that_leak_nothing(void)
{
    struct sl_object *g = instance("G", strs(py, NAMES("a")));
    struct sl_object *h = instance("G", strs(py, NAMES("a")));
    size_t living = py->living, blocks = counts.blocks;

    for (int i = 0; i < 10; i++) {
        CU_ASSERT_EQUAL(sl_equal(g, g, NULL), 1);
        CU_ASSERT_EQUAL(sl_equal(g, h, NULL), 0);
        CU_ASSERT_FALSE(has_attr(g, "a"));
        CU_ASSERT_FALSE(has_attr(g, "b"));
    }
    CU_ASSERT_EQUAL(py->living, living);
    CU_ASSERT_EQUAL(counts.blocks, blocks);
    sl_decref(g);
    sl_decref(h);
}

/* The slots' values, as a callback finds them. */
static struct sl_object *values[2];
static int whole;

static struct sl_object *
find_whole(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)f;
    (void)error;
    whole += sl_weakref_get(values[0]) != NULL && sl_weakref_get(values[1]) != NULL;
    return sl_incref(sl_none(ref->type->interp));
}

/* The original has a __del__ that reads the slots. There are no finalizers here; but whoever
   is told of the end of an object by a weak reference is told while its slots still hold
   their values. */
static void
slots_are_whole_at_the_end(void)
{
    struct sl_object *h = instance("H", strs(py, NAMES("a", "b", "__weakref__")));
    struct sl_function *f = sl_function_new(py, find_whole, NULL, NULL);
    struct sl_object *r = sl_weakref_new(h, &f->object, NULL);
    static const char *const names[2] = {"a", "b"};

    whole = 0;
    for (int i = 0; i < 2; i++) {
        struct sl_object *value = counted();

        values[i] = sl_weakref_new(value, NULL, NULL);
        CU_ASSERT_TRUE(set_attr(h, names[i], value));
        sl_decref(value);
    }
    sl_decref(h);
    CU_ASSERT_EQUAL(whole, 1);
    for (int i = 0; i < 2; i++) {
        CU_ASSERT_PTR_NULL(sl_weakref_get(values[i]));
        sl_decref(values[i]);
    }
    sl_decref(r);
    sl_decref(&f->object);
}

/* In 2.7.18 this one holds the second half of what was test_slots, from leaks on. */
static void
test_unicode_slots(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *x, *a;

    begin();
    unicode_names();
    counted_class = class_with(py, "Counted", NULL, 0, NULL, NULL);
    slots_that_leak_nothing();
    slots_are_whole_at_the_end();
    CU_ASSERT_EQUAL(alive(), 0);
    slots_in_a_cycle();
    look_ups_that_leak_nothing();
    x = instance("X", str_key(py, "a"));
    a = str_key(py, "a");
    CU_ASSERT_EQUAL(sl_delattr(x, a, &error), -1);
    expect(&error, SL_ATTRIBUTE_ERROR, "a");
    sl_decref(a);
    sl_decref(x);
    sl_decref(&counted_class->object);
    end();
}

/* a.__dict__ == {"foo": 42} */
static void
expect_foo_in_dict(struct sl_object *a)
{
    struct sl_object *d;

    CU_ASSERT_TRUE(has_attr(a, "__dict__"));
    CU_ASSERT_TRUE(set_attr_int(a, "foo", 42));
    CU_ASSERT_TRUE(attr_is(a, "foo", 42));
    d = attr(a, "__dict__");
    CU_ASSERT_PTR_EQUAL(d, &(*sl_dict_pointer(a))->object);
    CU_ASSERT_EQUAL((*sl_dict_pointer(a))->used, 1);
    CU_ASSERT_EQUAL(has_str(*sl_dict_pointer(a), "foo"), 1);
}

static void
test_slots_special(void)
{
    struct sl_type *d, *w, *bases[2];
    struct sl_object *a;

    begin();
    d = class_with(py, "D", NULL, 0, strs(py, NAMES("__dict__")), NULL);
    w = class_with(py, "W", NULL, 0, strs(py, NAMES("__weakref__")), NULL);
    a = sl_instance_new(d, 0, NULL);
    CU_ASSERT_FALSE(has_attr(a, "__weakref__"));
    expect_foo_in_dict(a);
    sl_decref(a);
    a = sl_instance_new(w, 0, NULL);
    CU_ASSERT_TRUE(has_attr(a, "__weakref__"));
    CU_ASSERT_FALSE(has_attr(a, "__dict__"));
    CU_ASSERT_FALSE(set_attr_int(a, "foo", 42));
    sl_decref(a);
    for (int i = 0; i < 2; i++) { /* class C1(W, D), class C2(D, W) */
        bases[0] = i == 0 ? w : d;
        bases[1] = i == 0 ? d : w;
        a = only_instance(class_with(py, i == 0 ? "C1" : "C2", bases, 2,
                                     sl_tuple_new(py, NULL, 0, NULL), NULL));
        CU_ASSERT_TRUE(has_attr(a, "__weakref__"));
        expect_foo_in_dict(a);
        sl_decref(a);
    }
    sl_decref(&d->object);
    sl_decref(&w->object);
    end();
}

/* In the original an abstract base class claims a stranger as its subclass, and isinstance()
   believes it. There are no metaclasses here and nobody can claim anything; what is tested is
   the same: a slot asks for the layout, and leaves a stranger's memory alone. */
static void
test_slots_descriptor(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *my = NULL;
    struct sl_object *u, *name, *three, *d;

    begin();
    my = class_with(py, "MyABC", NULL, 0, str_key(py, "a"), NULL);
    u = only_instance(class_with(py, "Unrelated", NULL, 0, NULL, NULL));
    name = str_key(py, "a");
    three = int_key(py, 3);
    d = sl_type_getattr(my, name, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    CU_ASSERT_EQUAL(d->type->set(d, u, three, &error), -1);
    expect(
        &error, SL_TYPE_ERROR,
        "descriptor 'a' for 'MyABC' objects doesn't apply to 'Unrelated' object");
    CU_ASSERT_PTR_NULL(*sl_dict_pointer(u)); /* where the slot would have been */
    CU_ASSERT_EQUAL(three->refcnt, 1);
    CU_ASSERT_PTR_NULL(d->type->get(d, u, &error));
    CU_ASSERT_EQUAL(d->type->set(d, u, NULL, &error), -1);
    sl_decref(d);
    sl_decref(three);
    sl_decref(name);
    sl_decref(u);
    sl_decref(&my->object);
    end();
}

/* 50,000 slotted objects, each in the slot of the next. */
static void
test_slots_trash(void)
{
    struct sl_type *trash;
    struct sl_object *o;

    begin();
    trash = class_with(py, "trash", NULL, 0, strs(py, NAMES("x")), NULL);
    o = sl_incref(sl_none(py));
    for (int i = 0; i < 50000; i++) {
        struct sl_object *outer = sl_instance_new(trash, 0, NULL);

        CU_ASSERT_PTR_NOT_NULL_FATAL(outer);
        CU_ASSERT_TRUE(set_attr(outer, "x", o));
        sl_decref(o);
        o = outer;
    }
    CU_ASSERT_EQUAL(trash->object.refcnt, 50001);
    sl_decref(o);
    CU_ASSERT_EQUAL(trash->object.refcnt, 1);
    sl_decref(&trash->object);
    end();
}

/* Without two of the original's: a base that is no type at all, which C's types exclude, and
   metaclasses that do not fit, because `type` is the only one. Nor is there a list that lives,
   but its type is enough. */
static void
test_errors(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *bases[2];

    begin();
    bases[0] = sl_builtin(py, SL_LIST);
    bases[1] = sl_builtin(py, SL_DICT);
    CU_ASSERT_PTR_NULL(class_with(py, "C", bases, 2, NULL, &error));
    expect(&error, SL_TYPE_ERROR, "multiple bases have instance lay-out conflict");
    bases[0] = sl_builtin(py, SL_BUILTIN_FUNCTION);
    CU_ASSERT_PTR_NULL(class_with(py, "C", bases, 1, NULL, &error));
    expect(&error, SL_TYPE_ERROR,
           "type 'builtin_function_or_method' is not an acceptable base type");
    expect_refusal(int_key(py, 1), SL_TYPE_ERROR, "'int' object is not iterable");
    expect_refusal(tuple_of(int_key(py, 1)), SL_TYPE_ERROR,
                   "__slots__ items must be strings, not 'int'");
    end();
}

bool
add_cpython_type_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "test_descr: test_slots", test_slots) &&
           CU_ADD_TEST(suite, test_unicode_slots) &&
           CU_ADD_TEST(suite, test_slots_special) &&
           CU_ADD_TEST(suite, test_slots_descriptor) &&
           CU_ADD_TEST(suite, test_slots_trash) && CU_ADD_TEST(suite, test_errors);
}
