/* The appendix on weak references: making them and asking them. Each test says what CPython
   2.7.18 does; all of it was run there. */
#include "oracle.h"
#include "suites.h"
#include "weakref_tests.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_type *c;
static struct sl_object *o;

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    c = plain_class(py, "C");
    o = plain(c);
}

static void
end(void)
{
    sl_decref(o);
    sl_decref(&c->object);
    close_interp(py, &counts);
}

struct sl_type *
plain_class(struct sl_interp *interp, const char *name)
{
    struct sl_type *type =
        sl_class_new(interp, name, sl_builtin(interp, SL_OBJECT), NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    return type;
}

struct sl_object *
plain(struct sl_type *type)
{
    struct sl_object *instance = sl_instance_new(type, 0, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(instance);
    return instance;
}

struct sl_weakref *
fields(struct sl_object *ref)
{
    return (struct sl_weakref *)(void *)ref;
}

/* A letter and where to note it, in one block that the notes' interpreter does not know. */
struct entry {
    struct notes *notes;
    char letter;
};

static struct entry entries[256];

static struct sl_object *
note(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    const struct entry *entry = f->context;
    struct notes *notes = entry->notes;

    (void)error;
    if (notes->calls < sizeof notes->called - 1)
        notes->called[notes->calls] = entry->letter;
    notes->calls++;
    notes->alive += sl_weakref_get(ref) != NULL;
    return sl_incref(sl_none(ref->type->interp));
}

struct sl_object *
noting(struct sl_interp *interp, struct notes *notes, char letter)
{
    struct entry *entry = &entries[(unsigned char)letter];
    struct sl_function *f;

    *entry = (struct entry){notes, letter};
    f = sl_function_new(interp, note, entry, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(f);
    return &f->object;
}

struct sl_object *
noted(struct sl_object *referent, struct notes *notes, char letter)
{
    struct sl_object *f = noting(referent->type->interp, notes, letter);
    struct sl_object *ref = sl_weakref_new(referent, f, NULL);

    sl_decref(f);
    CU_ASSERT_PTR_NOT_NULL_FATAL(ref);
    return ref;
}

void
expect_list(struct sl_object *referent, struct sl_object *const *refs, size_t count)
{
    const struct sl_weakref *before = NULL, *r = *sl_weakref_pointer(referent);
    size_t living = 0;

    for (; r != NULL; before = r, r = r->next) {
        CU_ASSERT_PTR_EQUAL(r->prev, before);
        CU_ASSERT_PTR_EQUAL(r->referent, referent);
        if (r->object.refcnt == 0)
            continue;
        if (living < count)
            CU_ASSERT_PTR_EQUAL(&r->object, refs[living]);
        living++;
    }
    CU_ASSERT_EQUAL(living, count);
    CU_ASSERT_EQUAL(sl_weakref_count(referent), count);
}

/* sys.getsizeof and __basicsize__ of a weak reference, on both ABIs; and the structures are
   what the table of built-in types says. */
static void
test_sizes(void)
{
    static const char *const abis[] = {"lp64", "ilp32"};

    for (int i = 0; i < 2; i++) {
        struct oracle *oracle = oracle_open("2.7.18", abis[i]);
        struct sl_interp *side =
            sl_interp_new(sl_platform_find("2.7", abis[i], NULL), NULL, NULL);
        size_t cursor = 0;
        const struct oracle_row *row =
            oracle_next(oracle, "sizeof", "weakref", &cursor);

        CU_ASSERT_PTR_NOT_NULL_FATAL(row);
        CU_ASSERT_EQUAL((long)sl_getsizeof(sl_builtin(side, SL_WEAKREF), 0),
                        oracle_number(row, ORACLE_SIZE));
        oracle_close(oracle);
        sl_interp_free(side);
    }
    begin();
    CU_ASSERT_EQUAL(sl_builtin(py, SL_WEAKREF)->basicsize,
                    sizeof(struct sl_weakref));
    CU_ASSERT_EQUAL(sl_builtin(py, SL_BUILTIN_FUNCTION)->basicsize,
                    sizeof(struct sl_function));
    CU_ASSERT_EQUAL(sl_builtin(py, SL_WEAKREF)->weaklistoffset, 0);
    end();
}

/* ref(o) is ref(o), as long as it lives; ref(o, None) too. */
static void
test_reuse(void)
{
    struct sl_object *r, *again;

    begin();
    CU_ASSERT_EQUAL(sl_weakref_count(o), 0);
    r = sl_weakref_new(o, NULL, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    CU_ASSERT_PTR_EQUAL(r->type, sl_builtin(py, SL_WEAKREF));
    CU_ASSERT_EQUAL(r->refcnt, 1);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    CU_ASSERT_PTR_EQUAL(sl_weakref_get(r), o);
    CU_ASSERT_EQUAL(o->refcnt, 1);
    again = sl_weakref_new(o, NULL, NULL);
    CU_ASSERT_PTR_EQUAL(again, r);
    sl_decref(again);
    again = sl_weakref_new(o, sl_none(py), NULL);
    CU_ASSERT_PTR_EQUAL(again, r);
    CU_ASSERT_EQUAL(r->refcnt, 2);
    CU_ASSERT_EQUAL(sl_weakref_count(o), 1);
    sl_decref(again);
    sl_decref(r);
    CU_ASSERT_PTR_NULL(*sl_weakref_pointer(o));
    CU_ASSERT_EQUAL(sl_weakref_count(o), 0);
    end();
}

/* With a callback each is a new one, even with the same callback. */
static void
test_no_reuse_with_callback(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *f, *r, *s, *t;

    begin();
    f = noting(py, &notes, 'f');
    r = sl_weakref_new(o, f, NULL);
    s = sl_weakref_new(o, f, NULL);
    t = sl_weakref_new(o, NULL, NULL);
    CU_ASSERT_PTR_NOT_EQUAL(r, s);
    CU_ASSERT_PTR_NOT_EQUAL(t, r);
    CU_ASSERT_PTR_NOT_EQUAL(t, s);
    CU_ASSERT_EQUAL(f->refcnt, 3);
    CU_ASSERT_EQUAL(sl_weakref_count(o), 3);
    sl_decref(r);
    sl_decref(s);
    sl_decref(t);
    CU_ASSERT_EQUAL(f->refcnt, 1);
    sl_decref(f);
    end();
    CU_ASSERT_EQUAL(notes.calls, 0);
}

/* weakref.getweakrefs: the one without a callback first, then the newest first. Any of them
   can leave. */
static void
test_order(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *a, *b, *p, *d;

    begin();
    a = noted(o, &notes, 'a');
    expect_list(o, &a, 1);
    b = noted(o, &notes, 'b');
    expect_list(o, (struct sl_object *[]){b, a}, 2);
    p = sl_weakref_new(o, NULL, NULL);
    expect_list(o, (struct sl_object *[]){p, b, a}, 3);
    d = noted(o, &notes, 'd');
    expect_list(o, (struct sl_object *[]){p, d, b, a}, 4);
    sl_decref(b); /* from the middle */
    expect_list(o, (struct sl_object *[]){p, d, a}, 3);
    sl_decref(p); /* from the front */
    expect_list(o, (struct sl_object *[]){d, a}, 2);
    p = sl_weakref_new(o, NULL, NULL);
    expect_list(o, (struct sl_object *[]){p, d, a}, 3);
    sl_decref(a); /* from the end */
    expect_list(o, (struct sl_object *[]){p, d}, 2);
    sl_decref(d);
    expect_list(o, &p, 1);
    sl_decref(p);
    expect_list(o, NULL, 0);
    end();
    CU_ASSERT_EQUAL(notes.calls, 0);
}

static void
expect_no_room(struct sl_object *referent, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_PTR_NOT_NULL_FATAL(referent);
    CU_ASSERT_PTR_NULL(sl_weakref_pointer(referent));
    CU_ASSERT_PTR_NULL(sl_weakref_new(referent, NULL, &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_PTR_NULL(sl_weakref_new(referent, referent, NULL));
    CU_ASSERT_EQUAL(sl_weakref_count(referent), 0);
}

/* The messages of CPython 2.7.18, but for `type`, which has room there. */
static void
test_no_room(void)
{
    static const char *const cannot = "cannot create weak reference to '%s' object";
    struct sl_type *tuples;
    struct sl_object *made[8];
    const char *names[8] = {
        "int", "str",     "tuple",  "dict",
        "T",   "weakref", "object", "builtin_function_or_method"};
    struct notes notes = {"", 0, 0};
    char message[100];

    begin();
    tuples = sl_class_new(py, "T", sl_builtin(py, SL_TUPLE), NULL);
    made[0] = int_key(py, 5);
    made[1] = str_key(py, "a");
    made[2] = sl_tuple_new(py, NULL, 0, NULL);
    made[3] = &sl_dict_new(py, NULL)->object;
    made[4] = sl_instance_new(tuples, 3, NULL);
    made[5] = sl_weakref_new(o, NULL, NULL);
    made[6] =
        sl_object_new(sl_builtin(py, SL_OBJECT), sizeof(struct sl_object), NULL);
    made[7] = noting(py, &notes, 'n');
    for (int i = 0; i < 8; i++) {
        snprintf(message, sizeof message, cannot, names[i]);
        expect_no_room(made[i], message);
        sl_decref(made[i]);
    }
    expect_no_room(sl_none(py),
                   "cannot create weak reference to 'NoneType' object");
    expect_no_room(&c->object, "cannot create weak reference to 'type' object");
    sl_decref(&tuples->object);
    end();
}

/* CPython does not cut the name of the type. */
static void
test_long_name(void)
{
    char name[301], message[512];
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type bare = {.name = name, .basicsize = sizeof(struct sl_object)};
    struct sl_object *bare_object;

    begin();
    memset(name, 'X', 300);
    name[300] = '\0';
    sl_type_ready(py, &bare);
    bare_object = sl_object_new(&bare, bare.basicsize, NULL);
    CU_ASSERT_PTR_NULL(sl_weakref_new(bare_object, NULL, &error));
    snprintf(message, sizeof message, "cannot create weak reference to '%s' object",
             name);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    sl_decref(bare_object);
    end();
}

/* An object that equals others of its kind by their number, and hashes to 7. */
struct numbered {
    struct sl_object object;
    struct sl_weakref *weak;
    long number;
    struct sl_object **drop; /* given back when it is compared or hashed */
};

static void
drop(struct numbered *n)
{
    struct sl_object *dropped = n->drop == NULL ? NULL : *n->drop;

    if (dropped != NULL)
        *n->drop = NULL;
    sl_decref(dropped);
}

static int
numbered_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    struct numbered *m = (struct numbered *)(void *)a,
                    *n = (struct numbered *)(void *)b;

    if (m->number < 0)
        return sl_fail(error, SL_VALUE_ERROR, "not comparable");
    drop(m);
    return b->type == a->type && m->number == n->number;
}

static long
numbered_hash(struct sl_object *a, struct sl_error *error)
{
    struct numbered *n = (struct numbered *)(void *)a;

    if (n->number < 0)
        return sl_fail(error, SL_TYPE_ERROR, "unhashable type: 'numbered'");
    drop(n);
    return n->number + 7;
}

static void
numbered_dealloc(struct sl_object *a)
{
    sl_weakrefs_clear(a);
    sl_object_free(a);
}

static struct sl_type numbered_type;

static struct sl_object *
numbered(long number)
{
    struct sl_object *n =
        sl_object_new(&numbered_type, sizeof(struct numbered), NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(n);
    ((struct numbered *)(void *)n)->number = number;
    return n;
}

static void
begin_numbered(void)
{
    begin();
    memset(&numbered_type, 0, sizeof numbered_type);
    numbered_type.name = "numbered";
    numbered_type.basicsize = sizeof(struct numbered);
    numbered_type.weaklistoffset = offsetof(struct numbered, weak);
    numbered_type.equal = numbered_equal;
    numbered_type.hash = numbered_hash;
    numbered_type.dealloc = numbered_dealloc;
    sl_type_ready(py, &numbered_type);
}

/* Alive: as the referents. One of them dead: by identity. */
static void
test_equality(void)
{
    struct notes notes = {"", 0, 0};
    struct sl_object *x, *y, *z, *r, *r2, *s, *t, *address;

    begin_numbered();
    x = numbered(1);
    y = numbered(1);
    z = numbered(2);
    r = sl_weakref_new(x, NULL, NULL);
    r2 = noted(x, &notes, 'r');
    s = sl_weakref_new(y, NULL, NULL);
    t = sl_weakref_new(z, NULL, NULL);
    CU_ASSERT_EQUAL(sl_equal(r, s, NULL), 1);
    CU_ASSERT_EQUAL(sl_equal(r, r2, NULL), 1);
    CU_ASSERT_EQUAL(sl_equal(r, t, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(t, s, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(r, sl_none(py), NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(r, o, NULL), 0);
    address = int_key(py, (long)(intptr_t)x); /* lies where a referent would */
    CU_ASSERT_EQUAL(sl_equal(r, address, NULL), 0);
    sl_decref(address);
    sl_decref(x);
    CU_ASSERT_EQUAL(sl_equal(r, s, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(s, r, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(r, r2, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(r, r, NULL), 1);
    sl_decref(y);
    CU_ASSERT_EQUAL(sl_equal(r, s, NULL), 0);
    CU_ASSERT_EQUAL(sl_equal(r, sl_none(py), NULL), 0);
    sl_decref(z);
    sl_decref(r);
    sl_decref(r2);
    sl_decref(s);
    sl_decref(t);
    end();
}

/* What comparing the referents reports. */
static void
test_equality_fails(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *x, *y, *r, *s;

    begin_numbered();
    x = numbered(-1);
    y = numbered(1);
    r = sl_weakref_new(x, NULL, NULL);
    s = sl_weakref_new(y, NULL, NULL);
    CU_ASSERT_EQUAL(sl_equal(r, s, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "not comparable");
    CU_ASSERT_EQUAL(x->refcnt, 1);
    CU_ASSERT_EQUAL(y->refcnt, 1);
    sl_decref(x);
    sl_decref(y);
    sl_decref(r);
    sl_decref(s);
    end();
}

/* As the referent's, and remembered. Never asked for in time: TypeError. */
static void
test_hash(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *x, *y, *u, *r, *s, *t;

    begin_numbered();
    x = numbered(1);
    y = numbered(2);
    u = numbered(-1);
    r = sl_weakref_new(x, NULL, NULL);
    s = sl_weakref_new(y, NULL, NULL);
    t = sl_weakref_new(u, NULL, NULL);
    CU_ASSERT_EQUAL(sl_hash(r, &error), 8);
    CU_ASSERT_EQUAL(sl_hash(t, &error), -1); /* TypeError: unhashable type: 'U' */
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "unhashable type: 'numbered'");
    sl_decref(x);
    sl_decref(y);
    sl_decref(u);
    CU_ASSERT_EQUAL(sl_hash(r, NULL), 8);
    for (int i = 0; i < 2; i++) {
        error = (struct sl_error){SL_NO_ERROR, ""};
        CU_ASSERT_EQUAL(sl_hash(i == 0 ? s : t, &error), -1);
        CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, "weak object has gone away");
    }
    sl_decref(r);
    sl_decref(s);
    sl_decref(t);
    end();
}

/* A comparison, or a hash, that drops the last reference to the referent. */
static void
test_dropped_meanwhile(void)
{
    struct sl_object *x, *y, *r, *s;

    begin_numbered();
    x = numbered(1);
    y = numbered(1);
    r = sl_weakref_new(x, NULL, NULL);
    s = sl_weakref_new(y, NULL, NULL);
    ((struct numbered *)(void *)x)->drop = &x;
    CU_ASSERT_EQUAL(sl_equal(r, s, NULL), 1);
    CU_ASSERT_PTR_NULL(x);
    CU_ASSERT_PTR_NULL(sl_weakref_get(r));
    ((struct numbered *)(void *)y)->drop = &y;
    CU_ASSERT_EQUAL(sl_hash(s, NULL), 8);
    CU_ASSERT_PTR_NULL(sl_weakref_get(s));
    CU_ASSERT_EQUAL(sl_hash(s, NULL), 8);
    sl_decref(r);
    sl_decref(s);
    end();
}

/* A key whose object has gone is found by itself and can be taken out. */
static void
test_as_key(void)
{
    struct sl_object *x, *r, *again;
    struct sl_dict *d;

    begin();
    d = sl_dict_new(py, NULL);
    x = plain(c);
    r = sl_weakref_new(x, NULL, NULL);
    CU_ASSERT_EQUAL(sl_dict_set(d, r, sl_none(py), NULL), 0);
    again = sl_weakref_new(x, NULL, NULL);
    CU_ASSERT_EQUAL(sl_dict_get(d, again, NULL, NULL), 1);
    sl_decref(again);
    sl_decref(x);
    CU_ASSERT_EQUAL(sl_dict_get(d, r, NULL, NULL), 1);
    CU_ASSERT_EQUAL(sl_dict_del(d, r, NULL), 0);
    CU_ASSERT_EQUAL(d->used, 0);
    release_dict(d);
    sl_decref(r);
    end();
}

CU_ErrorCode
add_weakref_suite(void)
{
    CU_pSuite suite = CU_add_suite("weakref", NULL, NULL);

    if (suite == NULL || CU_ADD_TEST(suite, test_sizes) == NULL ||
        CU_ADD_TEST(suite, test_reuse) == NULL ||
        CU_ADD_TEST(suite, test_no_reuse_with_callback) == NULL ||
        CU_ADD_TEST(suite, test_order) == NULL ||
        CU_ADD_TEST(suite, test_no_room) == NULL ||
        CU_ADD_TEST(suite, test_long_name) == NULL ||
        CU_ADD_TEST(suite, test_equality) == NULL ||
        CU_ADD_TEST(suite, test_equality_fails) == NULL ||
        CU_ADD_TEST(suite, test_hash) == NULL ||
        CU_ADD_TEST(suite, test_dropped_meanwhile) == NULL ||
        CU_ADD_TEST(suite, test_as_key) == NULL ||
        !add_weakref_death_tests(suite) || !add_weakref_memory_tests(suite) ||
        !add_descriptor_tests(suite))
        return CU_get_error();
    return CUE_SUCCESS;
}
