/* Chapter 7, everything in slots: living slots. What they weigh is in fixed_sizes.c. */
#include "fixed_tests.h"
#include "living.h"
#include "oracle.h"
#include "series.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_type *s;   /* class S(object): __slots__ = ('a', 'b') */
static struct sl_object *o; /* S() */

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    s = class_with_slots(py, "S", NULL, "a", "b");
    o = sl_instance_new(s, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
}

static void
end(void)
{
    sl_decref(o);
    sl_decref(&s->object);
    close_interp(py, &counts);
}

/* setattr(object, name, int), or delattr if VALUE is 0. */
static int
set(struct sl_object *object, const char *name, long value, struct sl_error *error)
{
    struct sl_object *key = str_key(py, "%s", name);
    struct sl_object *number = value == 0 ? NULL : int_key(py, value);
    int result = value == 0 ? sl_delattr(object, key, error)
                            : sl_setattr(object, key, number, error);

    sl_decref(key);
    sl_decref(number);
    return result;
}

static bool
has(struct sl_object *object, const char *name)
{
    struct sl_object *key = str_key(py, "%s", name);
    bool result = sl_hasattr(object, key);

    sl_decref(key);
    return result;
}

/* As the oracle writes the outcome: "ok: 7", "AttributeError: a". */
static const char *
outcome(struct sl_object *value, const struct sl_error *error)
{
    static char text[640];
    char value_text[64];

    if (value == NULL)
        snprintf(text, sizeof text, "%s: %s", sl_error_name(error->kind),
                 error->message);
    else
        snprintf(text, sizeof text, "ok: %s",
                 sl_repr(value, value_text, sizeof value_text));
    sl_decref(value);
    return text;
}

static const char *
get(struct sl_object *object, const char *name)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *key = str_key(py, "%s", name);
    struct sl_object *value = sl_getattr(object, key, &error);

    sl_decref(key);
    return outcome(value, &error);
}

static const char *
del(struct sl_object *object, const char *name)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    return set(object, name, 0, &error) == 0 ? "ok: None" : outcome(NULL, &error);
}

/* What CPython 2.7 said, on both machines. */
static void
expect_behaviour(const char *subject, const char *said)
{
    for (int i = 0; i < ABIS; i++) {
        size_t cursor = 0;
        const struct oracle_row *row =
            oracle_next(measured[i].oracle, "behaviour", subject, &cursor);

        CU_ASSERT_PTR_NOT_NULL_FATAL(row);
        CU_ASSERT_STRING_EQUAL(said, oracle_text(row, ORACLE_TEXT));
    }
}

/* The steps are those of tests/oracle/measure.py, topic `behaviour`. */
static void
test_behaviour(void)
{
    struct sl_object *none;

    begin();
    expect_behaviour("get unset slot", get(o, "a"));
    expect_behaviour("hasattr unset slot", has(o, "a") ? "ok: True" : "ok: False");
    expect_behaviour("delete unset slot", del(o, "a"));
    CU_ASSERT_EQUAL(set(o, "a", 7, NULL), 0);
    CU_ASSERT(has(o, "a"));
    expect_behaviour("set then get", get(o, "a"));
    CU_ASSERT_STRING_EQUAL(del(o, "a"), "ok: None");
    CU_ASSERT(!has(o, "a"));
    expect_behaviour("set, delete, get", get(o, "a"));
    expect_behaviour("set, delete, delete", del(o, "a"));
    CU_ASSERT_EQUAL(set(o, "a", 8, NULL), 0);
    expect_behaviour("set, delete, set, get", get(o, "a"));
    none = str_key(py, "a");
    CU_ASSERT_EQUAL(sl_setattr(o, none, sl_none(py), NULL), 0);
    expect_behaviour("set to None, get", get(o, "a"));
    sl_decref(none);
    end();
}

/* Subject "slots are independent": o.a = 1; o.b = 2; p.a = 3, and p.b is not set. */
static void
test_independent(void)
{
    struct sl_object *p;

    begin();
    p = sl_instance_new(s, 0, NULL);
    CU_ASSERT_EQUAL(set(o, "a", 1, NULL), 0);
    CU_ASSERT_EQUAL(set(o, "b", 2, NULL), 0);
    CU_ASSERT_EQUAL(set(p, "a", 3, NULL), 0);
    CU_ASSERT_STRING_EQUAL(get(o, "a"), "ok: 1");
    CU_ASSERT_STRING_EQUAL(get(o, "b"), "ok: 2");
    CU_ASSERT_STRING_EQUAL(get(p, "a"), "ok: 3");
    CU_ASSERT(!has(p, "b"));
    sl_decref(p);
    end();
}

/* An unset private slot is reported by its mangled name. */
static void
test_private(void)
{
    struct sl_type *private;
    struct sl_object *p;

    begin();
    private = class_with_slots(py, "Priv", NULL, "__x", NULL);
    p = sl_instance_new(private, 0, NULL);
    expect_behaviour("private slot unset", get(p, "_Priv__x"));
    CU_ASSERT_STRING_EQUAL(del(p, "_Priv__x"), "AttributeError: _Priv__x");
    CU_ASSERT_EQUAL(set(p, "_Priv__x", 5, NULL), 0);
    CU_ASSERT_STRING_EQUAL(get(p, "_Priv__x"), "ok: 5");
    sl_decref(p);
    sl_decref(&private->object);
    end();
}

/* The descriptor of TYPE called NAME, borrowed. */
static struct sl_object *
descriptor(struct sl_type *type, const char *name)
{
    struct sl_object *key = str_key(py, "%s", name);
    struct sl_object *d = sl_type_lookup(type, key);

    sl_decref(key);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    return d;
}

static const char *
get_by(struct sl_object *d, struct sl_object *object)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    return outcome(d->type->get(d, object, &error), &error);
}

static const char *
set_by(struct sl_object *d, struct sl_object *object, struct sl_object *value)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    return d->type->set(d, object, value, &error) == 0 ? "ok: None"
                                                       : outcome(NULL, &error);
}

static void
test_wrong_type(void)
{
    struct sl_type *twin, *sub, *plain;
    struct sl_object *t, *below, *p, *d;

    begin();
    twin = class_with_slots(py, "T", NULL, "a", "b");
    sub = class_with_slots(py, "Sub", s, "a", NULL);
    plain = sl_class_new(py, "P", sl_builtin(py, SL_OBJECT), NULL);
    t = sl_instance_new(twin, 0, NULL);
    below = sl_instance_new(sub, 0, NULL);
    p = sl_instance_new(plain, 0, NULL);
    d = descriptor(s, "a");
    expect_behaviour("descriptor on wrong object", get_by(d, p));
    expect_behaviour("descriptor set on wrong object", set_by(d, p, sl_none(py)));
    CU_ASSERT_STRING_EQUAL(
        set_by(d, p, NULL),
        "TypeError: descriptor 'a' for 'S' objects doesn't apply to 'P' object");
    expect_behaviour("descriptor of twin class", get_by(d, t));
    expect_behaviour("descriptor of child on base",
                     get_by(descriptor(sub, "a"), o));
    CU_ASSERT_STRING_EQUAL(set_by(d, below, sl_none(py)), "ok: None");
    CU_ASSERT_STRING_EQUAL(get_by(d, below), "ok: None");
    CU_ASSERT_STRING_EQUAL(get(below, "a"), "AttributeError: a"); /* Sub's own */
    CU_ASSERT_STRING_EQUAL(set_by(d, below, NULL), "ok: None");
    CU_ASSERT_STRING_EQUAL(get_by(d, below), "AttributeError: a");
    sl_decref(t);
    sl_decref(below);
    sl_decref(p);
    sl_decref(&twin->object);
    sl_decref(&sub->object);
    sl_decref(&plain->object);
    end();
}

/* The text is our own: in CPython a descriptor keeps its class. */
static void
test_orphan(void)
{
    struct sl_object *d;
    struct sl_type *gone;

    begin();
    gone = class_with_slots(py, "Gone", NULL, "a", NULL);
    d = sl_incref(descriptor(gone, "a"));
    sl_decref(&gone->object);
    CU_ASSERT_STRING_EQUAL(get_by(d, o),
                           "TypeError: descriptor 'a' of a class that has ended "
                           "doesn't apply to 'S' object");
    sl_decref(d);
    end();
}

/* A descriptor made by hand: its words, its references, its type's behaviour. CPython
   2.7.18: type(S.a).__name__ is 'member_descriptor', sys.getsizeof(S.a) 72 on LP64. */
static void
test_descriptor(void)
{
    struct sl_object *name, *d;
    struct sl_descr *inside;

    begin();
    name = str_key(py, "x");
    d = sl_member_new(s, name, 24, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    inside = (struct sl_descr *)(void *)d;
    CU_ASSERT_PTR_EQUAL(d->type, sl_builtin(py, SL_MEMBER_DESCRIPTOR));
    CU_ASSERT_STRING_EQUAL(d->type->name, "member_descriptor");
    CU_ASSERT_EQUAL(d->refcnt, 1);
    CU_ASSERT_EQUAL(name->refcnt, 2);
    CU_ASSERT_PTR_EQUAL(inside->owner, s);
    CU_ASSERT_PTR_EQUAL(inside->name, name);
    CU_ASSERT_EQUAL(inside->offset, 24);
    if (sizeof(void *) == 8)
        CU_ASSERT_EQUAL(sl_getsizeof(d->type, 0), 72);
    sl_decref(d);
    CU_ASSERT_EQUAL(name->refcnt, 1);
    sl_decref(name);
    end();
}

/* References: the slot has one, reading gives one, replacing gives one back. */
static void
test_references(void)
{
    struct sl_object *a, *value, *other, *found;

    begin();
    a = str_key(py, "a");
    value = int_key(py, 7);
    other = int_key(py, 8);
    CU_ASSERT_EQUAL(sl_setattr(o, a, value, NULL), 0);
    CU_ASSERT_EQUAL(value->refcnt, 2);
    found = sl_getattr(o, a, NULL);
    CU_ASSERT_PTR_EQUAL(found, value);
    CU_ASSERT_EQUAL(value->refcnt, 3);
    sl_decref(found);
    CU_ASSERT_EQUAL(sl_setattr(o, a, value, NULL), 0); /* by itself */
    CU_ASSERT_EQUAL(value->refcnt, 2);
    CU_ASSERT_EQUAL(sl_setattr(o, a, other, NULL), 0);
    CU_ASSERT_EQUAL(value->refcnt, 1);
    CU_ASSERT_EQUAL(other->refcnt, 2);
    CU_ASSERT_EQUAL(sl_delattr(o, a, NULL), 0);
    CU_ASSERT_EQUAL(other->refcnt, 1);
    sl_decref(a);
    sl_decref(value);
    sl_decref(other);
    end();
}

/* A value whose end reads the slot `a` of HOST and then sets it, or deletes it. */
struct watcher {
    struct sl_object object;
    struct sl_object *host; /* borrowed */
    long sets;              /* 0: deletes */
};

static char seen[64]; /* by the last watcher that ended */
static int ended;

static void
watcher_dealloc(struct sl_object *object)
{
    const struct watcher *w = (struct watcher *)(void *)object;

    ended++;
    snprintf(seen, sizeof seen, "%s", get(w->host, "a"));
    set(w->host, "a", w->sets, NULL);
    sl_object_free(object);
}

static struct sl_type watcher_type;

/* o.a = a watcher whose only reference is the slot's. */
static void
plant_watcher(long sets)
{
    struct sl_object *a = str_key(py, "a"), *w;

    watcher_type =
        (struct sl_type){.name = "watcher", .basicsize = sizeof(struct watcher)};
    watcher_type.dealloc = watcher_dealloc;
    sl_type_ready(py, &watcher_type);
    w = sl_object_new(&watcher_type, sizeof(struct watcher), NULL);
    ((struct watcher *)(void *)w)->host = o;
    ((struct watcher *)(void *)w)->sets = sets;
    CU_ASSERT_EQUAL(sl_setattr(o, a, w, NULL), 0);
    sl_decref(w);
    sl_decref(a);
    ended = 0;
}

/* CPython 2.7.18, with __del__ in place of dealloc, says the same: the new value is there
   when the old one ends, and what its end puts there stays. */
static void
test_value_that_sets(void)
{
    begin();
    plant_watcher(2);
    CU_ASSERT_EQUAL(set(o, "a", 1, NULL), 0);
    CU_ASSERT_EQUAL(ended, 1);
    CU_ASSERT_STRING_EQUAL(seen, "ok: 1");
    CU_ASSERT_STRING_EQUAL(get(o, "a"), "ok: 2");
    plant_watcher(3);
    CU_ASSERT_STRING_EQUAL(del(o, "a"), "ok: None");
    CU_ASSERT_EQUAL(ended, 1);
    CU_ASSERT_STRING_EQUAL(seen, "AttributeError: a");
    CU_ASSERT_STRING_EQUAL(get(o, "a"), "ok: 3");
    end();
}

static void
test_value_that_deletes(void)
{
    begin();
    plant_watcher(0);
    CU_ASSERT_EQUAL(set(o, "a", 1, NULL), 0);
    CU_ASSERT_STRING_EQUAL(seen, "ok: 1");
    CU_ASSERT_STRING_EQUAL(get(o, "a"), "AttributeError: a");
    plant_watcher(0);
    CU_ASSERT_STRING_EQUAL(del(o, "a"), "ok: None");
    CU_ASSERT_STRING_EQUAL(seen, "AttributeError: a");
    end();
}

/* Each slot is empty before its value ends; what the end puts into it stays there, and goes
   when the slots are emptied again. */
static void
test_clear(void)
{
    begin();
    CU_ASSERT_EQUAL(set(o, "b", 7, NULL), 0);
    plant_watcher(4);
    sl_slots_clear(o);
    CU_ASSERT_EQUAL(ended, 1);
    CU_ASSERT_STRING_EQUAL(seen, "AttributeError: a");
    CU_ASSERT_STRING_EQUAL(get(o, "a"), "ok: 4");
    CU_ASSERT(!has(o, "b"));
    sl_slots_clear(o);
    CU_ASSERT(!has(o, "a"));
    sl_slots_clear(o); /* of nothing */
    end();
}

/* Slots of all classes on the way, the slot that Sub has again included; an instance
   without a class statement of its own, and one of a built-in type. */
static void
test_clear_inherited(void)
{
    struct sl_type *sub;
    struct sl_object *below, *value, *number;

    begin();
    sub = class_with_slots(py, "Sub", s, "a", "c");
    below = sl_instance_new(sub, 0, NULL);
    value = int_key(py, 7);
    CU_ASSERT_STRING_EQUAL(set_by(descriptor(s, "a"), below, value), "ok: None");
    CU_ASSERT_STRING_EQUAL(set_by(descriptor(sub, "a"), below, value), "ok: None");
    CU_ASSERT_STRING_EQUAL(set_by(descriptor(s, "b"), below, value), "ok: None");
    CU_ASSERT_STRING_EQUAL(set_by(descriptor(sub, "c"), below, value), "ok: None");
    CU_ASSERT_EQUAL(value->refcnt, 5);
    sl_slots_clear(below);
    CU_ASSERT_EQUAL(value->refcnt, 1);
    CU_ASSERT_STRING_EQUAL(set_by(descriptor(s, "a"), below, value), "ok: None");
    sl_decref(below);
    CU_ASSERT_EQUAL(value->refcnt, 1);
    number = int_key(py, 1);
    sl_slots_clear(number);
    sl_decref(number);
    sl_decref(value);
    sl_decref(&sub->object);
    end();
}

/* A cycle through slots is taken apart when the interpreter ends: `end` asserts it. */
static void
test_cycle(void)
{
    struct sl_object *a, *p;

    begin();
    a = str_key(py, "a");
    p = sl_instance_new(s, 0, NULL);
    CU_ASSERT_EQUAL(sl_setattr(o, a, p, NULL), 0);
    CU_ASSERT_EQUAL(sl_setattr(p, a, o, NULL), 0);
    sl_decref(p);
    sl_decref(a);
    end();
}

static int deepest;

static void
probe_dealloc(struct sl_object *object)
{
    deepest = object->type->interp->nesting;
    sl_object_free(object);
}

/* So many instances, each in the slot `a` of the next, and a probe in the innermost. */
static struct sl_object *
chain(struct sl_type *type, struct sl_object *innermost, int count)
{
    struct sl_object *a = str_key(py, "a"), *inner = innermost;

    for (int i = 0; i < count; i++) {
        struct sl_object *outer = sl_instance_new(type, 0, NULL);

        CU_ASSERT_PTR_NOT_NULL_FATAL(outer);
        CU_ASSERT_EQUAL_FATAL(sl_setattr(outer, a, inner, NULL), 0);
        sl_decref(inner);
        inner = outer;
    }
    sl_decref(a);
    return inner;
}

static void
free_chain(struct sl_type *type, int count)
{
    struct sl_type probe = {.name = "probe", .basicsize = sizeof(struct sl_object)};
    size_t before = py->living;
    struct sl_object *outermost;

    probe.dealloc = probe_dealloc;
    sl_type_ready(py, &probe);
    outermost =
        chain(type, sl_object_new(&probe, sizeof(struct sl_object), NULL), count);
    CU_ASSERT_EQUAL(py->living - before, (size_t)count + 1);
    deepest = -1;
    sl_decref(outermost);
    CU_ASSERT_EQUAL(py->living, before);
    CU_ASSERT(deepest >= 0 && deepest <= 51);
}

/* The meaning of CPython's test_slots_trash: a long chain ends, and the stack stays flat;
   with the slot in the class, and in a base of it. */
static void
test_slots_trash(void)
{
    struct sl_type *sub;

    begin();
    sub = class_with_slots(py, "Sub", s, "c", NULL);
    free_chain(s, 50000);
    free_chain(sub, 50000);
    sl_decref(&sub->object);
    end();
}

/* A descriptor is one block: making it fails cleanly. Setting, reading and deleting by one
   need no memory. */
static void
test_no_memory(void)
{
    struct sl_object *name, *value, *d;
    struct sl_error error = {SL_NO_ERROR, ""};
    size_t blocks;

    begin();
    name = str_key(py, "a");
    value = int_key(py, 7);
    d = descriptor(s, "a");
    blocks = counts.blocks;
    counts.calls = 0;
    counts.fail_at = 1;
    CU_ASSERT_PTR_NULL(sl_member_new(s, name, 16, &error));
    CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "");
    CU_ASSERT_EQUAL(counts.calls, 1);
    counts.calls = 0;
    CU_ASSERT_PTR_NULL(sl_member_new(s, name, 16, NULL));
    CU_ASSERT_EQUAL(counts.blocks, blocks);
    CU_ASSERT_EQUAL(name->refcnt, 1);
    counts.calls = 0;
    CU_ASSERT_STRING_EQUAL(set_by(d, o, value), "ok: None");
    CU_ASSERT_STRING_EQUAL(get_by(d, o), "ok: 7");
    CU_ASSERT_STRING_EQUAL(set_by(d, o, NULL), "ok: None");
    CU_ASSERT_EQUAL(counts.calls, 0);
    counts.fail_at = 0;
    sl_decref(value);
    sl_decref(name);
    end();
}

CU_ErrorCode
add_fixed_suite(void)
{
    CU_pSuite suite = CU_add_suite("fixed", measured_open, measured_close);

    if (suite == NULL || !CU_ADD_TEST(suite, test_behaviour) ||
        !CU_ADD_TEST(suite, test_independent) ||
        !CU_ADD_TEST(suite, test_private) || !CU_ADD_TEST(suite, test_wrong_type) ||
        !CU_ADD_TEST(suite, test_orphan) || !CU_ADD_TEST(suite, test_descriptor) ||
        !CU_ADD_TEST(suite, test_references) ||
        !CU_ADD_TEST(suite, test_value_that_sets) ||
        !CU_ADD_TEST(suite, test_value_that_deletes) ||
        !CU_ADD_TEST(suite, test_clear) ||
        !CU_ADD_TEST(suite, test_clear_inherited) ||
        !CU_ADD_TEST(suite, test_cycle) || !CU_ADD_TEST(suite, test_slots_trash) ||
        !CU_ADD_TEST(suite, test_no_memory) || !add_fixed_size_tests(suite))
        return CU_get_error();
    return CUE_SUCCESS;
}
