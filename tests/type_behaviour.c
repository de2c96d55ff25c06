/* Chapter 5, types: what the topic `behaviour` of the oracle shows of living instances, said
   in calls of the library and compared with what CPython 2.7 said. */
#include "class_statements.h"
#include "living.h"
#include "oracle.h"
#include "type_tests.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- The stage: an interpreter, the classes, and what was said ---- */

static struct counting_allocator counts;
static struct sl_interp *py;
static struct classes classes;
static struct sl_error error;
static char said[512];

/* The classes of tests/oracle/cases.csv, but for one with a __getattr__ in Python. */
static const char *const statements[] = {
    "class S(object): __slots__ = ('a', 'b')",
    "class T(object): __slots__ = ('a', 'b')",
    "class U(object): __slots__ = ('a', 'c')",
    "class V(object): __slots__ = ('a', 'b', 'c')",
    "class SD(object): __slots__ = ('a', '__dict__')",
    "class SW(object): __slots__ = ('a', '__weakref__')",
    "class P(object): pass",
    "class Q(object): pass",
    "class Sub(S): __slots__ = ('a',)",
    "class SubP(S): pass",
    "class Priv(object):\n __slots__ = ('__x',)",
    "class Str(str): __slots__ = ()",
    "class E(Exception): __slots__ = ('a',)",
    "class Default(object):\n __slots__ = ()\n a = 1",
};

enum { STATEMENTS = sizeof statements / sizeof statements[0] };

static void
begin(const struct sl_platform *platform)
{
    py = open_interp(platform, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    classes = classes_begin(py);
    for (size_t i = 0; i < STATEMENTS; i++)
        CU_ASSERT_PTR_NOT_NULL_FATAL(classes_run(&classes, statements[i], NULL));
    strcpy(said, "nothing was said");
    memset(&error, 0, sizeof error);
}

static void
end(void)
{
    classes_end(&classes);
    close_interp(py, &counts);
}

#ifdef __GNUC__
__attribute__((format(printf, 1, 2)))
#endif
static void
say(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(said, sizeof said, format, arguments);
    va_end(arguments);
}

static void
say_error(void)
{
    say("%s: %.400s", sl_error_name(error.kind), error.message);
}

/* `ok: ` and the repr of VALUE, whose reference is given back; or the error. */
static void
say_value(struct sl_object *value)
{
    char text[128];

    if (value == NULL)
        say_error();
    else
        say("ok: %s", sl_repr(value, text, sizeof text));
    sl_decref(value);
}

/* What a function said that returns 0 or -1: to Python it returns None. */
static void
say_result(int result)
{
    if (result < 0)
        say_error();
    else
        say("ok: None");
}

static void
say_truth(bool truth)
{
    say("ok: %s", truth ? "True" : "False");
}

/* ---- Python in C: each gives back the references that are its own ---- */

static struct sl_type *
type_of(const char *name)
{
    struct sl_type *type = classes_find(&classes, name);

    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    return type;
}

static struct sl_object *
make(const char *name)
{
    struct sl_object *o = sl_instance_new(type_of(name), 0, &error);

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    return o;
}

static struct sl_object *
number(long value)
{
    return int_key(py, value);
}

static struct sl_object *
text(const char *value)
{
    return str_key(py, "%s", value);
}

static struct sl_object *
get(struct sl_object *o, const char *name)
{
    struct sl_object *key = text(name), *value = sl_getattr(o, key, &error);

    sl_decref(key);
    return value;
}

/* setattr(o, name, value). */
static int
put(struct sl_object *o, const char *name, struct sl_object *value)
{
    struct sl_object *key = text(name);
    int result = sl_setattr(o, key, value, &error);

    sl_decref(key);
    sl_decref(value);
    return result;
}

static int
del(struct sl_object *o, const char *name)
{
    struct sl_object *key = text(name);
    int result = sl_delattr(o, key, &error);

    sl_decref(key);
    return result;
}

static bool
has(struct sl_object *o, const char *name)
{
    struct sl_object *key = text(name);
    bool result = sl_hasattr(o, key);

    sl_decref(key);
    return result;
}

/* CLASS.name = value; a value of NULL deletes. */
static void
put_class(const char *type, const char *name, struct sl_object *value)
{
    struct sl_object *key = text(name);

    CU_ASSERT_EQUAL(sl_type_setattr(type_of(type), key, value, &error), 0);
    sl_decref(key);
    sl_decref(value);
}

/* CLASS.name as it stands in the class; borrowed. */
static struct sl_object *
descriptor(const char *type, const char *name)
{
    struct sl_object *key = text(name), *d = sl_type_lookup(type_of(type), key);

    sl_decref(key);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    return d;
}

/* CLASS.name.__get__(o). */
static struct sl_object *
get_by(const char *type, const char *name, struct sl_object *o)
{
    struct sl_object *d = descriptor(type, name);

    CU_ASSERT_FATAL(d->type->get != NULL);
    return d->type->get(d, o, &error);
}

/* CLASS.name.__set__(o, value). */
static int
set_by(const char *type, const char *name, struct sl_object *o,
       struct sl_object *value)
{
    struct sl_object *d = descriptor(type, name);
    int result;

    CU_ASSERT_FATAL(d->type->set != NULL);
    result = d->type->set(d, o, value, &error);
    sl_decref(value);
    return result;
}

/* The repr of O, in one of a few buffers that take turns; gives back the reference. */
static const char *
shown(struct sl_object *o)
{
    static char buffers[4][128];
    static size_t turn;
    char *buffer = buffers[turn++ % 4], key[64], value[64];
    struct sl_object *k, *v;
    size_t place = 0;

    if (o == NULL)
        return "(an error)";
    if (o->type != sl_builtin(py, SL_DICT)) {
        sl_repr(o, buffer, sizeof buffers[0]);
    } else if (sl_dict_next((struct sl_dict *)(void *)o, &place, &k, &v)) {
        snprintf(buffer, sizeof buffers[0], "{%s: %s}", sl_repr(k, key, sizeof key),
                 sl_repr(v, value, sizeof value));
        CU_ASSERT_EQUAL(((struct sl_dict *)(void *)o)->used, 1);
    } else {
        strcpy(buffer, "{}");
    }
    sl_decref(o);
    return buffer;
}

/* o.__dict__[name] = value. */
static void
put_in_dict(struct sl_object *o, const char *name, struct sl_object *value)
{
    struct sl_object *d = get(o, "__dict__"), *key = text(name);

    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    CU_ASSERT_PTR_EQUAL_FATAL(d->type, sl_builtin(py, SL_DICT));
    CU_ASSERT_EQUAL(sl_dict_set((struct sl_dict *)(void *)d, key, value, &error),
                    0);
    sl_decref(d);
    sl_decref(key);
    sl_decref(value);
}

/* gc.is_tracked(o): whether O is in the ring of what the collector watches. */
static bool
is_tracked(const struct sl_object *o)
{
    for (const union sl_gc_head *head = py->tracked.gc.next; head != &py->tracked;
         head = head->gc.next)
        if ((const void *)(head + 1) == (const void *)o)
            return true;
    return false;
}

/* ---- Slots set and unset ---- */

static void
get_unset(void)
{
    struct sl_object *o = make("S");

    say_value(get(o, "a"));
    sl_decref(o);
}

static void
hasattr_unset(void)
{
    struct sl_object *o = make("S");

    say_truth(has(o, "a"));
    sl_decref(o);
}

static void
default_of_unset(void)
{
    struct sl_object *o = make("S"), *value = get(o, "a");

    if (value == NULL && error.kind == SL_ATTRIBUTE_ERROR)
        value = text("dflt");
    say_value(value);
    sl_decref(o);
}

static void
delete_unset(void)
{
    struct sl_object *o = make("S");

    say_result(del(o, "a"));
    sl_decref(o);
}

static void
set_get(void)
{
    struct sl_object *o = make("S");

    CU_ASSERT_EQUAL(put(o, "a", number(7)), 0);
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
set_delete_get(void)
{
    struct sl_object *o = make("S");

    CU_ASSERT_EQUAL(put(o, "a", number(7)), 0);
    CU_ASSERT_EQUAL(del(o, "a"), 0);
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
set_delete_set_get(void)
{
    struct sl_object *o = make("S");

    CU_ASSERT_EQUAL(put(o, "a", number(7)), 0);
    CU_ASSERT_EQUAL(del(o, "a"), 0);
    CU_ASSERT_EQUAL(put(o, "a", number(8)), 0);
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
set_delete_delete(void)
{
    struct sl_object *o = make("S");

    CU_ASSERT_EQUAL(put(o, "a", number(7)), 0);
    CU_ASSERT_EQUAL(del(o, "a"), 0);
    say_result(del(o, "a"));
    sl_decref(o);
}

static void
set_none_get(void)
{
    struct sl_object *o = make("S");

    CU_ASSERT_EQUAL(put(o, "a", sl_incref(sl_none(py))), 0);
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
independent(void)
{
    struct sl_object *o = make("S"), *p = make("S");

    CU_ASSERT_EQUAL(put(o, "a", number(1)), 0);
    CU_ASSERT_EQUAL(put(o, "b", number(2)), 0);
    CU_ASSERT_EQUAL(put(p, "a", number(3)), 0);
    say("ok: (%s, %s, %s, %s)", shown(get(o, "a")), shown(get(o, "b")),
        shown(get(p, "a")), has(p, "b") ? "True" : "False");
    sl_decref(o);
    sl_decref(p);
}

/* ---- Names that are no slots ---- */

static void
set_unknown(void)
{
    struct sl_object *o = make("S");

    say_result(put(o, "z", number(1)));
    sl_decref(o);
}

static void
get_unknown(void)
{
    struct sl_object *o = make("S");

    say_value(get(o, "z"));
    sl_decref(o);
}

static void
delete_unknown(void)
{
    struct sl_object *o = make("S");

    say_result(del(o, "z"));
    sl_decref(o);
}

static void
dict_of_slotted(void)
{
    struct sl_object *o = make("S");

    say_value(get(o, "__dict__"));
    sl_decref(o);
}

/* o = TYPE(); o.z = 1; o.a = 2; (o.z, o.a, o.__dict__) */
static void
slot_and_dict(const char *type)
{
    struct sl_object *o = make(type);

    CU_ASSERT_EQUAL(put(o, "z", number(1)), 0);
    CU_ASSERT_EQUAL(put(o, "a", number(2)), 0);
    say("ok: (%s, %s, %s)", shown(get(o, "z")), shown(get(o, "a")),
        shown(get(o, "__dict__")));
    sl_decref(o);
}

static void
unknown_with_dict(void)
{
    slot_and_dict("SD");
}

static void
unknown_in_plain_child(void)
{
    slot_and_dict("SubP");
}

static void
entry_beside_slot(void)
{
    struct sl_object *o = make("SD");

    put_in_dict(o, "a", text("in dict"));
    CU_ASSERT_EQUAL(put(o, "a", text("in slot")), 0);
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
entry_under_unset_slot(void)
{
    struct sl_object *o = make("SD");

    put_in_dict(o, "a", text("in dict"));
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
set_class_attribute(void)
{
    struct sl_object *o = make("Default");

    say_result(put(o, "a", number(2)));
    sl_decref(o);
}

static void
get_class_attribute(void)
{
    struct sl_object *o = make("Default");

    say_value(get(o, "a"));
    sl_decref(o);
}

/* ---- Descriptors ---- */

static void
repeated_slot(void)
{
    struct sl_object *o = make("Sub");

    CU_ASSERT_EQUAL(put(o, "a", number(1)), 0);
    CU_ASSERT_EQUAL(set_by("S", "a", o, number(2)), 0);
    say("ok: (%s, %s, %s)", shown(get(o, "a")), shown(get_by("S", "a", o)),
        shown(get_by("Sub", "a", o)));
    sl_decref(o);
}

/* The two methods of Priv say self.__x, which the compiler mangles. */
static void
private_slot(void)
{
    struct sl_object *o = make("Priv");

    CU_ASSERT_EQUAL(put(o, "_Priv__x", number(5)), 0);
    say("ok: (%s, %s)", shown(get(o, "_Priv__x")), shown(get(o, "_Priv__x")));
    CU_ASSERT_FALSE(has(o, "__x"));
    sl_decref(o);
}

static void
private_slot_unset(void)
{
    struct sl_object *o = make("Priv");

    say_value(get(o, "_Priv__x"));
    sl_decref(o);
}

static void
descriptor_type(void)
{
    say("ok: '%s'", descriptor("S", "a")->type->name);
}

static void
descriptor_repr(void)
{
    char inner[64];
    struct sl_object *repr =
        text(sl_repr(descriptor("S", "a"), inner, sizeof inner));

    say_value(repr);
}

static void
descriptor_on_wrong(void)
{
    struct sl_object *o = make("P");

    say_value(get_by("S", "a", o));
    sl_decref(o);
}

static void
descriptor_set_on_wrong(void)
{
    struct sl_object *o = make("P");

    say_result(set_by("S", "a", o, number(1)));
    sl_decref(o);
}

static void
descriptor_of_child(void)
{
    struct sl_object *o = make("S");

    say_value(get_by("Sub", "a", o));
    sl_decref(o);
}

static void
descriptor_of_twin(void)
{
    struct sl_object *o = make("T");

    say_value(get_by("S", "a", o));
    sl_decref(o);
}

static void
replaced_get(void)
{
    struct sl_object *o;

    put_class("S", "a", number(1));
    o = make("S");
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
replaced_set(void)
{
    struct sl_object *o;

    put_class("S", "a", number(1));
    o = make("S");
    say_result(put(o, "a", number(2)));
    sl_decref(o);
}

static void
deleted_get(void)
{
    struct sl_object *o;

    put_class("S", "a", NULL);
    o = make("S");
    say_value(get(o, "a"));
    sl_decref(o);
}

static void
deleted_set(void)
{
    struct sl_object *o;

    put_class("S", "a", NULL);
    o = make("S");
    say_result(put(o, "a", number(2)));
    sl_decref(o);
}

static void
slots_kept(void)
{
    say_value(sl_incref(descriptor("S", "__slots__")));
}

static void
slots_changed(void)
{
    struct sl_object *name = text("z"), *names = sl_tuple_new(py, &name, 1, NULL);
    struct sl_object *o;

    put_class("S", "__slots__", names);
    o = make("S");
    say_result(put(o, "z", number(1)));
    sl_decref(name);
    sl_decref(o);
}

/* ---- Weak references ---- */

static void
weakref_to(struct sl_object *o)
{
    struct sl_object *ref = sl_weakref_new(o, NULL, &error);

    if (ref == NULL)
        say_error();
    else
        say_truth(sl_weakref_get(ref) == o);
    sl_decref(ref);
    sl_decref(o);
}

static void
weakref_to_slotted(void)
{
    weakref_to(make("S"));
}

static void
weakref_to_weakref_slot(void)
{
    weakref_to(make("SW"));
}

static void
weakref_to_plain(void)
{
    weakref_to(make("P"));
}

static void
weakref_to_int(void)
{
    weakref_to(number(1));
}

/* ---- Built-in types ---- */

static void
set_on(struct sl_object *o)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    say_result(put(o, "z", number(1)));
    sl_decref(o);
}

static void
set_on_object(void)
{
    struct sl_type *object = type_of("object");

    set_on(sl_object_new(object, object->basicsize, &error));
}

static void
set_on_int(void)
{
    set_on(number(1));
}

static void
set_on_str_child(void)
{
    struct sl_object *x = text("x");

    set_on(sl_instance_from(type_of("Str"), x, &error));
    sl_decref(x);
}

static void
set_on_exception(void)
{
    struct sl_object *o = make("E");

    CU_ASSERT_EQUAL(put(o, "z", number(1)), 0);
    CU_ASSERT_EQUAL(put(o, "a", number(2)), 0);
    say("ok: (%s, %s)", shown(get(o, "z")), shown(get(o, "a")));
    sl_decref(o);
}

/* ---- __class__ and __dict__ assigned ---- */

/* o = FROM(), o.NAME = 1, o.__class__ = TO, o.NAME. */
static void
assigned_get(const char *from, const char *name, const char *to)
{
    struct sl_object *o = make(from);

    CU_ASSERT_EQUAL(put(o, name, number(1)), 0);
    CU_ASSERT_EQUAL(sl_class_assign(o, type_of(to), &error), 0);
    CU_ASSERT_PTR_EQUAL(o->type, type_of(to));
    say_value(get(o, name));
    sl_decref(o);
}

static void
class_same_layout(void)
{
    assigned_get("S", "a", "T");
}

static void
class_plain_to_plain(void)
{
    assigned_get("P", "z", "Q");
}

/* o = FROM(), o.__class__ = TO. */
static void
assign(const char *from, const char *to)
{
    struct sl_object *o = make(from);

    say_result(sl_class_assign(o, type_of(to), &error));
    CU_ASSERT_PTR_EQUAL(o->type, type_of(from));
    sl_decref(o);
}

static void
class_other_names(void)
{
    assign("S", "U");
}

static void
class_more_slots(void)
{
    assign("S", "V");
}

static void
class_slots_to_plain(void)
{
    assign("S", "P");
}

static void
class_plain_to_slots(void)
{
    assign("P", "S");
}

static void
class_slots_to_dict(void)
{
    assign("S", "SD");
}

static void
class_slots_to_plain_child(void)
{
    assign("S", "SubP");
}

static void
dict_of_plain(void)
{
    struct sl_object *o = make("P");
    struct sl_dict *d = sl_dict_new(py, NULL);
    struct sl_object *z = text("z"), *three = number(3);

    CU_ASSERT_EQUAL(sl_dict_set(d, z, three, NULL), 0);
    CU_ASSERT_EQUAL(put(o, "__dict__", &d->object), 0);
    say_value(get(o, "z"));
    sl_decref(z);
    sl_decref(three);
    sl_decref(o);
}

static void
set_dict_of_slotted(void)
{
    struct sl_object *o = make("S");

    say_result(put(o, "__dict__", &sl_dict_new(py, NULL)->object));
    sl_decref(o);
}

static void
dict_no_dict(void)
{
    struct sl_object *o = make("P");

    say_result(put(o, "__dict__", number(3)));
    sl_decref(o);
}

static void
delete_dict(void)
{
    struct sl_object *o = make("P");

    CU_ASSERT_EQUAL(put(o, "z", number(1)), 0);
    CU_ASSERT_EQUAL(del(o, "__dict__"), 0);
    say_truth(has(o, "z"));
    sl_decref(o);
}

/* ---- The collector ---- */

static void
tracked(const char *type)
{
    struct sl_object *o = make(type);

    say_truth(is_tracked(o));
    sl_decref(o);
}

static void
tracked_slotted(void)
{
    tracked("S");
}

static void
tracked_empty(void)
{
    tracked("Default");
}

static void
tracked_plain(void)
{
    tracked("P");
}

/* ---- All of them ---- */

static const struct {
    const char *subject;
    void (*play)(void);
} behaviours[] = {
    {"get unset slot", get_unset},
    {"hasattr unset slot", hasattr_unset},
    {"getattr default on unset slot", default_of_unset},
    {"delete unset slot", delete_unset},
    {"set then get", set_get},
    {"set, delete, get", set_delete_get},
    {"set, delete, set, get", set_delete_set_get},
    {"set, delete, delete", set_delete_delete},
    {"set to None, get", set_none_get},
    {"slots are independent", independent},
    {"set unknown", set_unknown},
    {"get unknown", get_unknown},
    {"delete unknown", delete_unknown},
    {"__dict__ of slotted", dict_of_slotted},
    {"set unknown, slots + __dict__", unknown_with_dict},
    {"set unknown, plain child of slotted", unknown_in_plain_child},
    {"dict entry does not hide a slot", entry_beside_slot},
    {"dict entry under an unset slot", entry_under_unset_slot},
    {"set class attribute through instance", set_class_attribute},
    {"get class attribute through instance", get_class_attribute},
    {"repeated slot: child's value", repeated_slot},
    {"private slot", private_slot},
    {"private slot unset", private_slot_unset},
    {"descriptor type", descriptor_type},
    {"descriptor repr", descriptor_repr},
    {"descriptor on wrong object", descriptor_on_wrong},
    {"descriptor set on wrong object", descriptor_set_on_wrong},
    {"descriptor of child on base", descriptor_of_child},
    {"descriptor of twin class", descriptor_of_twin},
    {"class attribute replaces slot", replaced_get},
    {"class attribute replaced slot, set", replaced_set},
    {"deleted slot descriptor, get", deleted_get},
    {"deleted slot descriptor, set", deleted_set},
    {"__slots__ kept", slots_kept},
    {"__slots__ changed later", slots_changed},
    {"weakref to slotted", weakref_to_slotted},
    {"weakref to slots + __weakref__", weakref_to_weakref_slot},
    {"weakref to plain", weakref_to_plain},
    {"weakref to int", weakref_to_int},
    {"set on object()", set_on_object},
    {"set on int", set_on_int},
    {"set on str child with empty slots", set_on_str_child},
    {"set on exception child with slots", set_on_exception},
    {"assign __class__ same layout", class_same_layout},
    {"assign __class__ other names", class_other_names},
    {"assign __class__ more slots", class_more_slots},
    {"assign __class__ slots to plain", class_slots_to_plain},
    {"assign __class__ plain to slots", class_plain_to_slots},
    {"assign __class__ plain to plain", class_plain_to_plain},
    {"assign __class__ slots to slots + __dict__", class_slots_to_dict},
    {"assign __class__ slots to plain child", class_slots_to_plain_child},
    {"assign __dict__ of plain", dict_of_plain},
    {"assign __dict__ of slotted", set_dict_of_slotted},
    {"assign __dict__ not a dict", dict_no_dict},
    {"delete __dict__ of plain", delete_dict},
    {"instance is tracked by gc", tracked_slotted},
    {"empty slots instance is tracked by gc", tracked_empty},
    {"plain instance is tracked by gc", tracked_plain},
};

/* What the library has no words for. */
static const struct {
    const char *subject, *reason;
} unsaid[] = {
    {"vars of slotted",
     "vars() is a built-in function; the library has types only"},
    {"__getattr__ for an unset slot", "a method in Python: it runs no Python"},
    {"__getattr__ not asked for a set slot", "a method in Python"},
    {"reduce protocol 0", "pickling is another matter than layout"},
    {"reduce protocol 2 state", "pickling"},
    {"dir has slots", "dir() is a built-in function"},
};

enum {
    BEHAVIOURS = sizeof behaviours / sizeof behaviours[0],
    UNSAID = sizeof unsaid / sizeof unsaid[0]
};

/* What the oracle has for SUBJECT. */
static const char *
expected(const struct oracle *oracle, const char *subject)
{
    size_t cursor = 0;
    const struct oracle_row *row =
        oracle_next(oracle, "behaviour", subject, &cursor);

    if (row == NULL)
        fprintf(stderr, "\nno such subject: %s\n", subject);
    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    return oracle_text(row, ORACLE_TEXT);
}

void
type_check_behaviour(const struct sl_platform *platform,
                     const struct oracle *oracle, struct compared *compared)
{
    for (size_t i = 0; i < BEHAVIOURS; i++) {
        const char *right = expected(oracle, behaviours[i].subject);
        bool same;

        begin(platform);
        behaviours[i].play();
        same = strcmp(said, right) == 0;
        if (!same)
            fprintf(stderr, "\n%s: %s\nexpected: %s\n   found: %s\n",
                    platform->version, behaviours[i].subject, right, said);
        CU_ASSERT(same);
        end();
        compared->rows++;
        compared->differ += !same;
    }
    CU_ASSERT_EQUAL(compared->rows + UNSAID, type_count_rows(oracle, "behaviour"));
}

static void
test_behaviour(void)
{
    struct oracle *oracle = oracle_open("2.7.18", "lp64");
    struct compared compared = {0, 0};

    CU_ASSERT_PTR_NOT_NULL_FATAL(oracle);
    type_check_behaviour(&sl_python27_host, oracle, &compared);
    oracle_close(oracle);
}

/* Each subject of the oracle is either played or named as unsaid, and none is both. */
static void
test_behaviour_whole(void)
{
    struct oracle *oracle = oracle_open("2.7.18", "lp64");
    size_t cursor = 0, rows = 0;
    const struct oracle_row *row;

    CU_ASSERT_PTR_NOT_NULL_FATAL(oracle);
    while ((row = oracle_next(oracle, "behaviour", NULL, &cursor)) != NULL) {
        const char *subject = oracle_text(row, ORACLE_SUBJECT);
        size_t met = 0;

        for (size_t i = 0; i < BEHAVIOURS; i++)
            met += strcmp(subject, behaviours[i].subject) == 0;
        for (size_t i = 0; i < UNSAID; i++)
            met += strcmp(subject, unsaid[i].subject) == 0;
        if (met != 1)
            fprintf(stderr, "\n%s: met %zu times\n", subject, met);
        CU_ASSERT_EQUAL(met, 1);
        rows++;
    }
    CU_ASSERT_EQUAL(rows, BEHAVIOURS + UNSAID);
    oracle_close(oracle);
}

/* What CPython says of behaviour is the same on both ABIs. */
static void
test_behaviour_abis(void)
{
    struct oracle *wide = oracle_open("2.7.18", "lp64");
    struct oracle *narrow = oracle_open("2.7.18", "ilp32");
    size_t cursor = 0, other = 0;
    const struct oracle_row *row;

    CU_ASSERT_FATAL(wide != NULL && narrow != NULL);
    while ((row = oracle_next(wide, "behaviour", NULL, &cursor)) != NULL) {
        const struct oracle_row *twin =
            oracle_next(narrow, "behaviour", NULL, &other);

        CU_ASSERT_PTR_NOT_NULL_FATAL(twin);
        CU_ASSERT_STRING_EQUAL(oracle_text(row, ORACLE_SUBJECT),
                               oracle_text(twin, ORACLE_SUBJECT));
        CU_ASSERT_STRING_EQUAL(oracle_text(row, ORACLE_TEXT),
                               oracle_text(twin, ORACLE_TEXT));
    }
    CU_ASSERT_PTR_NULL(oracle_next(narrow, "behaviour", NULL, &other));
    oracle_close(wide);
    oracle_close(narrow);
}

/* The classes here are those that the oracle's expressions were about. */
static void
test_behaviour_classes(void)
{
    struct oracle_cases cases;
    const char *source = NULL;

    CU_ASSERT_FATAL(oracle_cases_open(&cases));
    for (size_t i = 0; i < cases.count; i++)
        if (strcmp(cases.rows[i].step, "classes") == 0)
            source = cases.rows[i].source;
    CU_ASSERT_PTR_NOT_NULL_FATAL(source);
    for (size_t i = 0; i < STATEMENTS; i++)
        CU_ASSERT_PTR_NOT_NULL(strstr(source, statements[i]));
    oracle_cases_close(&cases);
}

bool
add_type_behaviour_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_behaviour) &&
           CU_ADD_TEST(suite, test_behaviour_whole) &&
           CU_ADD_TEST(suite, test_behaviour_abis) &&
           CU_ADD_TEST(suite, test_behaviour_classes);
}
