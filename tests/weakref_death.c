/* What happens when the object of a weak reference ends. Each test says what CPython 2.7.18
   does; all of it was run there. */
#include "model.h"
#include "weakref_tests.h"

#include <stdio.h>
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

/* The newest callback first; the one without a callback forgets too. */
static void
test_order_of_calls(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *o, *refs[4];

    begin();
    o = plain(c);
    refs[0] = noted(o, &notes, 'a');
    refs[1] = noted(o, &notes, 'b');
    refs[2] = sl_weakref_new(o, NULL, NULL);
    refs[3] = noted(o, &notes, 'c');
    sl_decref(o);
    CU_ASSERT_STRING_EQUAL(notes.called, "cba");
    for (int i = 0; i < 4; i++) {
        CU_ASSERT_PTR_NULL(sl_weakref_get(refs[i]));
        CU_ASSERT_PTR_NULL(fields(refs[i])->callback);
        CU_ASSERT_PTR_NULL(fields(refs[i])->next);
        CU_ASSERT_PTR_NULL(fields(refs[i])->prev);
        CU_ASSERT_EQUAL(refs[i]->refcnt, 1);
        sl_decref(refs[i]);
    }
    CU_ASSERT_EQUAL(notes.alive, 0);
    end();
}

/* One that died before its object is not called, nor its callback kept. */
static void
test_dead_refs_are_silent(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *o, *f, *a, *b;

    begin();
    o = plain(c);
    a = noted(o, &notes, 'a');
    f = noting(py, &notes, 'f');
    b = sl_weakref_new(o, f, NULL);
    CU_ASSERT_EQUAL(f->refcnt, 2);
    sl_decref(b);
    CU_ASSERT_EQUAL(f->refcnt, 1);
    sl_decref(f);
    sl_decref(o);
    CU_ASSERT_STRING_EQUAL(notes.called, "a");
    sl_decref(a);
    end();
}

/* A callback that was called is let go. */
static void
test_callbacks_are_let_go(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *o, *f, *r;

    begin();
    o = plain(c);
    f = noting(py, &notes, 'f');
    r = sl_weakref_new(o, f, NULL);
    sl_decref(o);
    CU_ASSERT_EQUAL(notes.calls, 1);
    CU_ASSERT_EQUAL(f->refcnt, 1);
    sl_decref(f);
    sl_decref(r);
    CU_ASSERT_EQUAL(notes.calls, 1);
    end();
}

/* What a callback of the tests may do: it looks at some references, and drops them. */
static struct scene {
    struct sl_object *refs[4];
    size_t calls, alive;
    struct sl_object *other, *made;
} scene;

static struct sl_object *
look(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)f;
    (void)error;
    CU_ASSERT_PTR_NULL(sl_weakref_get(ref));
    scene.calls++;
    for (int i = 0; i < 4; i++)
        if (scene.refs[i] != NULL && sl_weakref_get(scene.refs[i]) != NULL)
            scene.alive++;
    return sl_incref(sl_none(py));
}

static struct sl_object *
drop_all(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    struct sl_object *none = look(f, ref, error);

    for (int i = 0; i < 4; i++) {
        struct sl_object *dropped = scene.refs[i];

        scene.refs[i] = NULL;
        sl_decref(dropped);
    }
    return none;
}

/* Four references to a new object that call CODE when that ends, which is at once. */
static void
play(struct sl_object *(*code)(struct sl_function *, struct sl_object *,
                               struct sl_error *))
{
    struct sl_function *f = sl_function_new(py, code, NULL, NULL);
    struct sl_object *o = plain(c);

    memset(&scene, 0, sizeof scene);
    for (int i = 0; i < 4; i++)
        scene.refs[i] = sl_weakref_new(o, &f->object, NULL);
    sl_decref(o);
    for (int i = 0; i < 4; i++)
        sl_decref(scene.refs[i]);
    CU_ASSERT_EQUAL(f->object.refcnt, 1);
    sl_decref(&f->object);
}

/* [None, None, None] each time, and: 'drop', 'drop', 'drop'. */
static void
test_all_forget_before_any_call(void)
{
    begin();
    play(look);
    CU_ASSERT_EQUAL(scene.calls, 4);
    CU_ASSERT_EQUAL(scene.alive, 0);
    play(drop_all);
    CU_ASSERT_EQUAL(scene.calls, 4);
    CU_ASSERT_EQUAL(scene.alive, 0);
    end();
}

/* A callback that makes a weak reference to another object. */
static struct sl_object *
make(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)f;
    (void)ref;
    return scene.made = sl_incref(sl_weakref_new(scene.other, NULL, error));
}

static void
test_a_callback_makes_one(void)
{
    struct sl_function *f;
    struct sl_object *o, *r;

    begin();
    f = sl_function_new(py, make, NULL, NULL);
    o = plain(c);
    scene.other = plain(c);
    r = sl_weakref_new(o, &f->object, NULL);
    sl_decref(o);
    CU_ASSERT_PTR_EQUAL(sl_weakref_get(scene.made), scene.other);
    CU_ASSERT_EQUAL(scene.made->refcnt, 1); /* what it returned was dropped */
    sl_decref(scene.made);
    sl_decref(scene.other);
    sl_decref(&f->object);
    sl_decref(r);
    end();
}

/* One that ends another object: that one's callbacks come before the rest of these. */
static struct sl_object *
end_other(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    struct notes *notes = f->context;

    (void)error;
    notes->called[notes->calls++] = '(';
    sl_decref(scene.other);
    notes->called[notes->calls++] = ')';
    return sl_incref(sl_none(ref->type->interp));
}

/* CPython: ['outer', 'inner', 'outer ends', 'older']. */
static void
test_nested_ends(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_function *f;
    struct sl_object *o, *inner, *older, *outer;

    begin();
    o = plain(c);
    scene.other = plain(c);
    inner = noted(scene.other, &notes, 'i');
    older = noted(o, &notes, 'o');
    f = sl_function_new(py, end_other, &notes, NULL);
    outer = sl_weakref_new(o, &f->object, NULL);
    sl_decref(o);
    CU_ASSERT_STRING_EQUAL(notes.called, "(i)o");
    sl_decref(&f->object);
    sl_decref(inner);
    sl_decref(older);
    sl_decref(outer);
    end();
}

static struct sl_object *
fail(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)ref;
    ++*(int *)f->context;
    sl_fail(error, SL_VALUE_ERROR, "from a callback");
    return NULL;
}

/* "Exception TypeError ... ignored": an int as callback, and one that raises. */
static void
test_failures_are_ignored(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *o, *five, *refs[3];
    struct sl_function *f;
    int failures = 0;

    begin();
    o = plain(c);
    five = int_key(py, 5);
    f = sl_function_new(py, fail, &failures, NULL);
    refs[0] = noted(o, &notes, 'a');
    refs[1] = sl_weakref_new(o, five, NULL);
    refs[2] = sl_weakref_new(o, &f->object, NULL);
    CU_ASSERT_EQUAL(five->refcnt, 2);
    sl_decref(o);
    CU_ASSERT_EQUAL(failures, 1);
    CU_ASSERT_STRING_EQUAL(notes.called, "a");
    CU_ASSERT_EQUAL(five->refcnt, 1);
    sl_decref(five);
    sl_decref(&f->object);
    for (int i = 0; i < 3; i++)
        sl_decref(refs[i]);
    end();
}

/* The object is whole while its callbacks run: what its attributes hold lives. */
static void
test_told_first(void)
{
    struct sl_function *f;
    struct sl_object *o, *value, *r;

    begin();
    memset(&scene, 0, sizeof scene);
    f = sl_function_new(py, look, NULL, NULL);
    o = plain(c);
    value = plain(c);
    set(o, "v", value);
    sl_decref(value);
    scene.refs[0] = sl_weakref_new(value, NULL, NULL);
    r = sl_weakref_new(o, &f->object, NULL);
    sl_decref(o);
    CU_ASSERT_EQUAL(scene.calls, 1);
    CU_ASSERT_EQUAL(scene.alive, 1);
    CU_ASSERT_PTR_NULL(sl_weakref_get(scene.refs[0]));
    sl_decref(scene.refs[0]);
    sl_decref(&f->object);
    sl_decref(r);
    end();
}

/* Calls, by themselves. */
static void
test_call(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *o, *r, *f, *result, *five;
    int failures = 0;
    struct sl_function *g;

    begin();
    o = plain(c);
    five = int_key(py, 5);
    r = sl_weakref_new(o, NULL, NULL);
    f = noting(py, &notes, 'f');
    result = sl_call(f, r, &error);
    CU_ASSERT_PTR_EQUAL(result, sl_none(py));
    sl_decref(result);
    CU_ASSERT_EQUAL(notes.alive, 1);
    CU_ASSERT_PTR_NULL(sl_call(five, r, &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "'int' object is not callable");
    g = sl_function_new(py, fail, &failures, NULL);
    CU_ASSERT_PTR_NULL(sl_call(&g->object, r, &error));
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    CU_ASSERT_EQUAL(sl_equal(f, &g->object, NULL), 0);
    CU_ASSERT_NOT_EQUAL(sl_hash(f, NULL), -1);
    sl_decref(&g->object);
    sl_decref(f);
    sl_decref(five);
    sl_decref(r);
    sl_decref(o);
    end();
}

/* Objects with weak references of all kinds, made and dropped at random, against plain
   lists of letters. */
enum { THINGS = 4, MOST = 12 };

struct thing {
    struct sl_object *o;
    struct sl_object *refs[MOST]; /* in the order of the list */
    char letters[MOST + 1];       /* '.': without a callback */
};

static void
thing_take_out(struct thing *t, size_t i)
{
    size_t length = strlen(t->letters);

    memmove(t->letters + i, t->letters + i + 1, length - i);
    memmove(t->refs + i, t->refs + i + 1, (length - i - 1) * sizeof t->refs[0]);
    t->refs[length - 1] = NULL;
}

static void
thing_add(struct thing *t, struct notes *notes, char letter)
{
    size_t length = strlen(t->letters), at = t->letters[0] == '.';
    struct sl_object *ref;

    if (length == MOST)
        return;
    if (letter == '.') {
        ref = sl_weakref_new(t->o, NULL, NULL);
        CU_ASSERT_EQUAL(ref == t->refs[0], at == 1);
        if (at == 1) {
            sl_decref(ref);
            return;
        }
    } else {
        ref = noted(t->o, notes, letter);
    }
    memmove(t->letters + at + 1, t->letters + at, length - at + 1);
    memmove(t->refs + at + 1, t->refs + at, (length - at) * sizeof ref);
    t->letters[at] = letter;
    t->refs[at] = ref;
}

/* Ends the object of T and makes a new one. */
static void
thing_renew(struct thing *t, struct notes *notes)
{
    char expected[MOST + 1];
    size_t length = strlen(t->letters);

    strcpy(expected, t->letters[0] == '.' ? t->letters + 1 : t->letters);
    memset(notes, 0, sizeof *notes);
    sl_decref(t->o);
    CU_ASSERT_STRING_EQUAL(notes->called, expected);
    CU_ASSERT_EQUAL(notes->alive, 0);
    for (size_t i = 0; i < length; i++)
        sl_decref(t->refs[i]);
    memset(t, 0, sizeof *t);
    t->o = plain(c);
}

static void
test_random(void)
{
    struct thing things[THINGS] = {{0}};
    struct notes notes = {"", 0, 0};
    struct random dice = random_begin("test_random");

    begin();
    for (int i = 0; i < THINGS; i++)
        things[i].o = plain(c);
    for (int i = 0; i < 20000; i++) {
        struct thing *t = &things[random_below(&dice, THINGS)];
        size_t length = strlen(t->letters), at = random_below(&dice, MOST);

        switch (random_below(&dice, 8)) {
        case 0: thing_renew(t, &notes); break;
        case 1:
        case 2: thing_add(t, &notes, '.'); break;
        case 3:
        case 4:
        case 5: thing_add(t, &notes, (char)('a' + random_below(&dice, 26))); break;
        default:
            if (at < length) {
                sl_decref(t->refs[at]);
                thing_take_out(t, at);
            }
        }
        expect_list(t->o, t->refs, strlen(t->letters));
    }
    for (int i = 0; i < THINGS; i++) {
        thing_renew(&things[i], &notes);
        sl_decref(things[i].o);
    }
    end();
}

bool
add_weakref_death_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_order_of_calls) &&
           CU_ADD_TEST(suite, test_dead_refs_are_silent) &&
           CU_ADD_TEST(suite, test_callbacks_are_let_go) &&
           CU_ADD_TEST(suite, test_all_forget_before_any_call) &&
           CU_ADD_TEST(suite, test_a_callback_makes_one) &&
           CU_ADD_TEST(suite, test_nested_ends) &&
           CU_ADD_TEST(suite, test_failures_are_ignored) &&
           CU_ADD_TEST(suite, test_told_first) && CU_ADD_TEST(suite, test_call) &&
           CU_ADD_TEST(suite, test_random);
}
