/* Chapter 5, classes with __slots__: what is read, what is refused, where words go. The layouts
   that real CPythons measured are in type_oracle.c. */
#include "cpython_tests.h"
#include "living.h"
#include "suites.h"
#include "type_tests.h"

#include <CUnit/Basic.h>

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static void
begin(const struct sl_platform *platform)
{
    py = open_interp(platform, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
}

static void
end(void)
{
    close_interp(py, &counts);
}

/* d[NAME] = VALUE; takes the reference to VALUE. */
static void
bind(struct sl_dict *d, const char *name, struct sl_object *value)
{
    struct sl_object *key = str_key(py, "%s", name);

    CU_ASSERT_EQUAL_FATAL(sl_dict_set(d, key, value, NULL), 0);
    sl_decref(key);
    sl_decref(value);
}

/* class NAME(BASES...): __slots__ = SLOTS, of which it takes the reference; NULL: none. */
static struct sl_type *
class_of(const char *name, struct sl_type *const *bases, size_t count,
         struct sl_object *slots, struct sl_error *error)
{
    struct sl_dict *d = sl_dict_new(py, NULL);
    struct sl_type *type;

    if (slots != NULL)
        bind(d, "__slots__", slots);
    type = sl_type_new(py, name, bases, count, d, error);
    sl_decref(&d->object);
    return type;
}

static void
end_class(struct sl_type *type)
{
    sl_decref(&type->object);
}

static const char *
text_of(const struct sl_object *s)
{
    return ((const struct sl_str *)(const void *)s)->data;
}

/* The members of TYPE as text: "a@16 b@24", wasted words in brackets. */
static const char *
members(const struct sl_type *type)
{
    static char text[512];
    size_t length = 0;

    text[0] = '\0';
    for (size_t i = 0; i < type->made->member_count; i++) {
        const struct sl_member *m = &type->made->members[i];
        const char *format = m->descriptor != NULL ? "%s%s@%zu" : "%s(%s@%zu)";

        length += (size_t)snprintf(text + length, sizeof text - length, format,
                                   i == 0 ? "" : " ", text_of(m->name), m->offset);
    }
    return text;
}

/* Asserts what CPython 2.7.18 says to `class NAME(BASE): __slots__ = (SLOTS)`: its layout
   where EXPECTED has members, its error where it has a colon. */
static void
expect(const char *name, enum sl_builtin base, const char *const *slots,
       size_t count, const char *expected)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *type =
        sl_slotted_new(py, name, sl_builtin(py, base), slots, count, &error);
    char text[600];

    if (type != NULL)
        snprintf(text, sizeof text, "%s", members(type));
    else
        snprintf(text, sizeof text, "%s: %s", sl_error_name(error.kind),
                 error.message);
    if (strcmp(text, expected) != 0)
        fprintf(stderr, "\n    %s, not %s\n", text, expected);
    CU_ASSERT_STRING_EQUAL(text, expected);
    if (type != NULL)
        end_class(type);
}

#define SLOTS(...) \
    (const char *const[]){__VA_ARGS__}, \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)

static void
test_names(void)
{
    begin(&sl_python27_lp64);
    expect("C", SL_OBJECT, SLOTS("a"), "a@16");
    expect("C", SL_OBJECT, SLOTS("b", "a", "c"), "a@16 b@24 c@32");
    expect("C", SL_OBJECT, SLOTS("a", "_", "Z", "z9", "A"),
           "A@16 Z@24 _@32 a@40 z9@48");
    expect("C", SL_OBJECT, SLOTS("class", "None"), "None@16 class@24");
    expect("C", SL_OBJECT, SLOTS("a", "a"), "a@16 (a@24)");
    expect("C", SL_OBJECT, SLOTS("a", "b", "a"), "a@16 (a@24) b@32");
    expect("C", SL_OBJECT, SLOTS("__module__"), "(__module__@16)");
    expect("C", SL_OBJECT, SLOTS("__doc__", "__class__", "__init__"),
           "__class__@16 __doc__@24 __init__@32");
    expect("C", SL_OBJECT, SLOTS("__slots__"), "(__slots__@16)");
    expect("C", SL_INT, SLOTS("a", "b"), "a@24 b@32");
    expect("C", SL_DICT, SLOTS("a"), "a@248");
    end();
    begin(&sl_python27_ilp32);
    expect("C", SL_OBJECT, SLOTS("b", "a"), "a@8 b@12");
    expect("C", SL_DICT, SLOTS("a"), "a@124");
    end();
}

/* Python's rule for private names, as the language reference has it. */
static void
test_mangling(void)
{
    begin(&sl_python27_lp64);
    expect("A", SL_OBJECT, SLOTS("__x"), "_A__x@16");
    expect("_A", SL_OBJECT, SLOTS("__x"), "_A__x@16");
    expect("__A_", SL_OBJECT, SLOTS("__x"), "_A___x@16");
    expect("__", SL_OBJECT, SLOTS("__x"), "__x@16");
    expect("A", SL_OBJECT, SLOTS("__x__", "__", "___", "____"),
           "__@16 ___@24 ____@32 __x__@40");
    expect("A", SL_OBJECT, SLOTS("__x_", "_x", "___x"),
           "_A___x@16 _A__x_@24 _x@32");
    expect("A", SL_OBJECT, SLOTS("__x", "_A__x"), "_A__x@16 (_A__x@24)");
    end();
}

static void
test_special_names(void)
{
    static const struct {
        const char *slots[3];
        size_t count;
        size_t basicsize;
        ptrdiff_t dict, weaklist;
    } cases[] = {
        {{"__dict__"}, 1, 24, 16, 0},
        {{"__weakref__"}, 1, 24, 0, 16},
        {{"__weakref__", "__dict__"}, 2, 32, 16, 24},
        {{"__dict__", "a", "__weakref__"}, 3, 40, 24, 32},
        {{"a", "__weakref__"}, 2, 32, 0, 24},
    };

    begin(&sl_python27_lp64);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_type *c = sl_slotted_new(py, "C", sl_builtin(py, SL_OBJECT),
                                           cases[i].slots, cases[i].count, NULL);

        CU_ASSERT_PTR_NOT_NULL_FATAL(c);
        CU_ASSERT_EQUAL(c->basicsize, cases[i].basicsize);
        CU_ASSERT_EQUAL(c->dictoffset, cases[i].dict);
        CU_ASSERT_EQUAL(c->weaklistoffset, cases[i].weaklist);
        CU_ASSERT_TRUE(c->gc);
        CU_ASSERT_TRUE(c->made->slotted);
        CU_ASSERT_EQUAL(c->made->dict_descriptor != NULL, cases[i].dict != 0);
        CU_ASSERT_EQUAL(c->made->weakref_descriptor != NULL,
                        cases[i].weaklist != 0);
        end_class(c);
    }
    end();
}

static const char not_identifiers[] = "TypeError: __slots__ must be identifiers";
static const char second_dict[] =
    "TypeError: __dict__ slot disallowed: we already got one";
static const char second_weakref[] =
    "TypeError: __weakref__ slot disallowed: either we already got one, or "
    "__itemsize__ != 0";

static void
test_errors_of_names(void)
{
    static const char *const bad[] = {"",   " ",    "a b", "1",   "1a", "a-b",
                                      "a.", "\xe9", "a ",  "\ta", "é",  "a\n"};

    begin(&sl_python27_lp64);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        expect("C", SL_OBJECT, &bad[i], 1, not_identifiers);
        expect("C", SL_OBJECT, SLOTS("a", bad[i]), not_identifiers);
    }
    expect("C", SL_OBJECT, SLOTS("__dict__", "__dict__"), second_dict);
    expect("C", SL_OBJECT, SLOTS("__weakref__", "__weakref__"), second_weakref);
    expect("C", SL_EXCEPTION, SLOTS("__dict__"), second_dict);
    expect("C", SL_SET, SLOTS("__weakref__"), second_weakref);
    expect("C", SL_TUPLE, SLOTS("a"),
           "TypeError: nonempty __slots__ not supported for subtype of 'tuple'");
    expect("C", SL_STR, SLOTS("__dict__"),
           "TypeError: nonempty __slots__ not supported for subtype of 'str'");
    expect("C", SL_LONG, SLOTS("1"),
           "TypeError: nonempty __slots__ not supported for subtype of 'long'");
    expect("C", SL_TYPE, SLOTS("__weakref__"),
           "TypeError: nonempty __slots__ not supported for subtype of 'type'");
    expect("C", SL_BOOL, SLOTS("1"),
           "TypeError: type 'bool' is not an acceptable base type");
    /* the first mistake counts */
    expect("C", SL_OBJECT, SLOTS("__dict__", "1", "__dict__"), not_identifiers);
    expect("C", SL_OBJECT, SLOTS("__dict__", "__dict__", "1"), second_dict);
    end();
}

/* A zero in the middle is no part of an identifier. */
static void
test_zero_in_a_name(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    begin(&sl_python27_host);
    CU_ASSERT_PTR_NULL(
        class_of("C", NULL, 0, sl_str_new(py, "a\0b", 3, NULL), &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "__slots__ must be identifiers");
    end();
}

/* What __slots__ may be, and what CPython 2.7.18 says to what it may not. */
static void
test_values_of_slots(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *items[2];
    struct sl_dict *d;
    struct sl_type *c;

    begin(&sl_python27_host);
    c = class_of("C", NULL, 0, str_key(py, "abc"), &error);
    CU_ASSERT_EQUAL_FATAL(c->made->member_count, 1);
    CU_ASSERT_STRING_EQUAL(text_of(c->made->members[0].name), "abc");
    end_class(c);

    d = sl_dict_new(py, NULL);
    bind(d, "y", int_key(py, 1));
    bind(d, "x", int_key(py, 2));
    c = class_of("C", NULL, 0, &d->object, &error);
    CU_ASSERT_EQUAL_FATAL(c->made->member_count, 2);
    CU_ASSERT_STRING_EQUAL(text_of(c->made->members[0].name), "x");
    end_class(c);

    CU_ASSERT_PTR_NULL(class_of("C", NULL, 0, int_key(py, 3), &error));
    CU_ASSERT_STRING_EQUAL(error.message, "'int' object is not iterable");
    CU_ASSERT_PTR_NULL(class_of("C", NULL, 0, sl_incref(sl_none(py)), &error));
    CU_ASSERT_STRING_EQUAL(error.message, "'NoneType' object is not iterable");

    items[0] = str_key(py, "a");
    items[1] = int_key(py, 1);
    CU_ASSERT_PTR_NULL(
        class_of("C", NULL, 0, sl_tuple_new(py, items, 2, NULL), &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message,
                           "__slots__ items must be strings, not 'int'");
    sl_decref(items[0]);
    sl_decref(items[1]);
    end();
}

/* A name that the body bound keeps its value; the word is there and nothing leads to it. */
static void
test_shadowed(void)
{
    struct sl_object *slots[1], *name, *found;
    struct sl_dict *d;
    struct sl_type *c;

    begin(&sl_python27_host);
    d = sl_dict_new(py, NULL);
    slots[0] = str_key(py, "a");
    bind(d, "__slots__", sl_tuple_new(py, slots, 1, NULL));
    bind(d, "a", int_key(py, 1));
    c = sl_type_new(py, "C", NULL, 0, d, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    CU_ASSERT_EQUAL(c->basicsize, 3 * sizeof(void *));
    CU_ASSERT_PTR_NULL(c->made->members[0].descriptor);
    found = sl_type_lookup(c, slots[0]);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_PTR_EQUAL(found->type, sl_builtin(py, SL_INT));
    /* the namespace was copied */
    CU_ASSERT_EQUAL(d->used, 2);
    name = str_key(py, "__doc__");
    CU_ASSERT_PTR_EQUAL(sl_type_lookup(c, name), sl_none(py));
    sl_decref(name);
    sl_decref(slots[0]);
    sl_decref(&d->object);
    end_class(c);
    end();
}

/* Another base gives the class its words, but only where the best base has none. */
static void
test_other_bases(void)
{
    struct sl_type *a, *b, *c, *bases[2];

    begin(&sl_python27_lp64);
    a = sl_slotted_new(py, "A", sl_builtin(py, SL_OBJECT), SLOTS("a"), NULL);
    b = sl_class_new(py, "B", sl_builtin(py, SL_OBJECT), NULL);
    bases[0] = b;
    bases[1] = a;
    c = class_of("C", bases, 2, sl_tuple_new(py, NULL, 0, NULL), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    CU_ASSERT_PTR_EQUAL(c->base, a); /* oracle: slots + plain | D */
    CU_ASSERT_EQUAL(c->basicsize, 40);
    CU_ASSERT_EQUAL(c->dictoffset, 24);
    CU_ASSERT_EQUAL(c->weaklistoffset, 32);
    CU_ASSERT_EQUAL(c->made->base_count, 2);
    CU_ASSERT_PTR_EQUAL(c->made->bases[0], b);
    CU_ASSERT_EQUAL_FATAL(c->made->mro_length, 4);
    CU_ASSERT_PTR_EQUAL(c->made->mro[0], c);
    CU_ASSERT_PTR_EQUAL(c->made->mro[1], b);
    CU_ASSERT_PTR_EQUAL(c->made->mro[2], a);
    end_class(a);
    end_class(b);
    CU_ASSERT_STRING_EQUAL(c->made->bases[1]->name, "A"); /* c keeps them */
    end_class(c);
    end();
}

/* The GC head: oracle, column flags of topics `layout` and `type`. */
static void
test_head(void)
{
    static const struct {
        enum sl_builtin base;
        bool head;
    } cases[] = {
        {SL_OBJECT, false}, {SL_INT, true},  {SL_STR, true},     {SL_FLOAT, true},
        {SL_TUPLE, true},   {SL_LIST, true}, {SL_COMPLEX, true},
    };

    begin(&sl_python27_lp64);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_type *base = sl_builtin(py, cases[i].base);
        struct sl_type *c = sl_slotted_new(py, "C", base, NULL, 0, NULL);

        CU_ASSERT_EQUAL(c->gc, cases[i].head);
        CU_ASSERT_EQUAL(c->basicsize, base->basicsize);
        CU_ASSERT_FALSE(c->made->member_count != 0);
        end_class(c);
    }
    end();
}

/* type.NAME = value, del type.NAME, and what is found where. */
static void
test_attributes_of_classes(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *a, *one;
    struct sl_type *base, *c;

    begin(&sl_python27_host);
    a = str_key(py, "a");
    one = int_key(py, 1);
    base = sl_slotted_new(py, "B", sl_builtin(py, SL_OBJECT), SLOTS("a"), NULL);
    c = sl_slotted_new(py, "C", base, NULL, 0, NULL);
    CU_ASSERT_PTR_EQUAL(sl_type_lookup(c, a), base->made->members[0].descriptor);
    CU_ASSERT_PTR_NULL(sl_type_lookup(sl_builtin(py, SL_OBJECT), a));
    CU_ASSERT_EQUAL(sl_type_setattr(c, a, one, NULL), 0);
    CU_ASSERT_PTR_EQUAL(sl_type_lookup(c, a), one);
    CU_ASSERT_EQUAL(sl_type_setattr(c, a, NULL, NULL), 0);
    CU_ASSERT_PTR_EQUAL(sl_type_lookup(c, a), base->made->members[0].descriptor);
    CU_ASSERT_EQUAL(sl_type_setattr(c, a, NULL, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_ATTRIBUTE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "a");
    /* through the object protocol: a class is asked as a class */
    CU_ASSERT_EQUAL(sl_setattr(&c->object, a, one, NULL), 0);
    CU_ASSERT_TRUE(sl_hasattr(&c->object, a));
    CU_ASSERT_EQUAL(sl_delattr(&c->object, a, NULL), 0);
    CU_ASSERT_EQUAL(sl_delattr(&base->object, a, NULL), 0);
    CU_ASSERT_PTR_NULL(sl_getattr(&c->object, a, &error));
    CU_ASSERT_STRING_EQUAL(error.message, "type object 'C' has no attribute 'a'");
    CU_ASSERT_EQUAL(sl_setattr(&sl_builtin(py, SL_INT)->object, a, one, &error),
                    -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message,
                           "can't set attributes of built-in/extension type 'int'");
    end_class(c);
    end_class(base);
    sl_decref(a);
    sl_decref(one);
    end();
}

/* A descriptor that outlives its class applies to nothing. */
static void
test_orphan(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *d, *o;
    struct sl_type *c;

    begin(&sl_python27_host);
    c = sl_slotted_new(py, "C", sl_builtin(py, SL_OBJECT), SLOTS("a"), NULL);
    d = sl_incref(c->made->members[0].descriptor);
    end_class(c);
    c = sl_slotted_new(py, "C", sl_builtin(py, SL_OBJECT), SLOTS("a"), NULL);
    o = sl_instance_new(c, 0, NULL);
    CU_ASSERT_PTR_NULL(d->type->get(d, o, &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    sl_decref(o);
    sl_decref(d);
    end_class(c);
    end();
}

/* A class that holds one of its instances is a cycle, and ends with the interpreter. */
static void
test_cycle(void)
{
    struct sl_object *o, *name;
    struct sl_type *c;

    begin(&sl_python27_host);
    c = sl_slotted_new(py, "C", sl_builtin(py, SL_OBJECT), SLOTS("a"), NULL);
    o = sl_instance_new(c, 0, NULL);
    name = str_key(py, "a");
    CU_ASSERT_EQUAL(sl_setattr(o, name, &c->object, NULL), 0);
    sl_decref(name);
    name = str_key(py, "only");
    CU_ASSERT_EQUAL(sl_type_setattr(c, name, o, NULL), 0);
    sl_decref(name);
    sl_decref(o);
    end_class(c);
    end();
}

/* Without memory there is a MemoryError, and nothing is left; each allocation in turn. */
static void
test_no_memory(void)
{
    size_t at = 0;
    bool made = false;

    while (!made && at < 1000) {
        struct sl_error error = {SL_NO_ERROR, ""};
        struct sl_type *c;

        begin(&sl_python27_host);
        counts.fail_at = ++at + counts.calls;
        c = sl_slotted_new(py, "_C", sl_builtin(py, SL_OBJECT),
                           SLOTS("__x", "y", "__dict__", "__weakref__"), &error);
        counts.fail_at = 0;
        made = c != NULL;
        if (made)
            end_class(c);
        else
            CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        end();
    }
    CU_ASSERT_TRUE(made);
    CU_ASSERT(at > 15);
}

CU_ErrorCode
add_type_suite(void)
{
    CU_pSuite suite = CU_add_suite("type", NULL, NULL);

    if (suite == NULL || !CU_ADD_TEST(suite, test_names) ||
        !CU_ADD_TEST(suite, test_mangling) ||
        !CU_ADD_TEST(suite, test_special_names) ||
        !CU_ADD_TEST(suite, test_errors_of_names) ||
        !CU_ADD_TEST(suite, test_zero_in_a_name) ||
        !CU_ADD_TEST(suite, test_values_of_slots) ||
        !CU_ADD_TEST(suite, test_shadowed) ||
        !CU_ADD_TEST(suite, test_other_bases) || !CU_ADD_TEST(suite, test_head) ||
        !CU_ADD_TEST(suite, test_attributes_of_classes) ||
        !CU_ADD_TEST(suite, test_orphan) || !CU_ADD_TEST(suite, test_cycle) ||
        !CU_ADD_TEST(suite, test_no_memory) || !add_cpython_type_tests(suite) ||
        !add_cpython_size_tests(suite) || !add_type_oracle_tests(suite) ||
        !add_type_behaviour_tests(suite))
        return CU_get_error();
    return CUE_SUCCESS;
}
