/* Dictionaries whose keys mean ill: what their comparisons, hashes and ends may do. */
#include "dict_tests.h"
#include "hostile.h"

#include <stdio.h>
#include <string.h>

/* The id that is looked up. The first one that a search compares is 0. */
static long sought = 3;

/* ---- What a comparison may do to the dictionary that is searched ---- */

static void
do_nothing(struct hostile_key *a)
{
    (void)a;
}

static void
do_insert(struct hostile_key *a)
{
    (void)a;
    hostile_set(hostile.d, 100, 100, NULL);
}

static void
do_grow(struct hostile_key *a)
{
    (void)a;
    for (long id = 100; id < 200; id++)
        hostile_set(hostile.d, id, id, NULL);
}

static void
do_delete_compared(struct hostile_key *a)
{
    hostile_del(hostile.d, a->id, a->hash, NULL);
}

static void
do_delete_sought(struct hostile_key *a)
{
    (void)a;
    hostile_del(hostile.d, sought, HOSTILE_HASH, NULL);
}

static void
do_delete_and_insert(struct hostile_key *a)
{
    (void)a;
    hostile_del(hostile.d, sought, HOSTILE_HASH, NULL);
    hostile_set(hostile.d, sought, HOSTILE_HASH, NULL);
}

static void
do_clear(struct hostile_key *a)
{
    (void)a;
    any_clear(hostile.d);
}

static void
do_clear_and_fill(struct hostile_key *a)
{
    (void)a;
    any_clear(hostile.d);
    hostile_fill(hostile.d);
}

static void
do_copy(struct hostile_key *a)
{
    struct sl_object *copy = any_copy(hostile.d, NULL);

    (void)a;
    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    CU_ASSERT_EQUAL(any_length(copy), HOSTILE_KEYS);
    sl_decref(copy);
}

/* Whether the table holds more than its keys, or, where that cannot be told, always. */
static bool
may_shrink(void)
{
    return !is_open(hostile.d) || ((struct sl_dict *)(void *)hostile.d)->fill > 1;
}

static void
do_shrink(struct hostile_key *a)
{
    (void)a;
    for (long id = 100; may_shrink() && id < 1000; id++) {
        hostile_set(hostile.d, id, id, NULL);
        hostile_del(hostile.d, id, id, NULL);
        if (id < 100 + HOSTILE_KEYS)
            hostile_del(hostile.d, id - 100, HOSTILE_HASH, NULL);
    }
}

static void
do_replace_value(struct hostile_key *a)
{
    (void)a;
    hostile_set(hostile.d, sought, HOSTILE_HASH, NULL);
}

/* What is in the dictionary of four after each of them: how many keys, and whether the one
   that is looked up is among them, unless it was the one compared and deleted. -1: not
   asked. */
static const struct deed {
    const char *what;
    void (*act)(struct hostile_key *a);
    int used;
    int sought;
} deeds[] = {
    {"nothing", do_nothing, 4, 1},
    {"insert", do_insert, 5, 1},
    {"grow", do_grow, 104, 1},
    {"delete the key compared", do_delete_compared, 3, 1},
    {"delete the key sought", do_delete_sought, 3, 0},
    {"delete and insert", do_delete_and_insert, 4, 1},
    {"clear", do_clear, 0, 0},
    {"clear and fill", do_clear_and_fill, 4, 1},
    {"copy", do_copy, 4, 1},
    {"shrink", do_shrink, -1, 0},
    {"replace a value", do_replace_value, 4, 1},
};

static int
op_get(struct sl_error *error)
{
    return hostile_get(hostile.d, sought, HOSTILE_HASH, error);
}

static int
op_set(struct sl_error *error)
{
    return hostile_set(hostile.d, sought, HOSTILE_HASH, error);
}

static int
op_del(struct sl_error *error)
{
    return hostile_del(hostile.d, sought, HOSTILE_HASH, error);
}

static int
op_update(struct sl_error *error)
{
    struct sl_object *other = any_new(hostile.py);
    int result;

    hostile_set(other, sought, HOSTILE_HASH, NULL);
    result = any_update(hostile.d, other, error);
    sl_decref(other);
    return result;
}

/* Each operation's result, and what it does to the number of keys, by whether the key is
   there when it comes to it. */
static const struct operation {
    const char *what;
    int (*run)(struct sl_error *error);
    int result[2], keys[2];
} operations[] = {
    {"get", op_get, {0, 1}, {0, 0}},
    {"set", op_set, {0, 0}, {1, 0}},
    {"del", op_del, {-1, 0}, {0, -1}},
    {"update", op_update, {0, 0}, {1, 0}},
};

/* The first comparison of OPERATION does DEED. It is as if the deed had come before. */
static void
try_deed(const struct deed *deed, const struct operation *operation)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    bool there = deed->sought && !(deed->act == do_delete_compared && sought == 0);
    char where[128];
    int result;

    snprintf(where, sizeof where, "%s during %s", deed->what, operation->what);
    hostile_open();
    hostile_fill(hostile.d);
    hostile.do_first = deed->act;
    hostile.times = 1;
    result = operation->run(&error);
    CU_ASSERT_EQUAL(hostile.times, 0);
    if (result != operation->result[there])
        fprintf(stderr, "\n%s: result %d\n", where, result);
    CU_ASSERT_EQUAL(result, operation->result[there]);
    CU_ASSERT_EQUAL(error.kind, result < 0 ? SL_KEY_ERROR : SL_NO_ERROR);
    if (deed->used >= 0)
        CU_ASSERT_EQUAL((int)any_length(hostile.d),
                        deed->used + operation->keys[there]);
    check_any(hostile.d, hostile_same, where);
    hostile_close();
}

static void
test_comparison_changes(void)
{
    for (sought = 0; sought < HOSTILE_KEYS; sought++)
        for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++)
            for (size_t j = 0; j < sizeof operations / sizeof operations[0]; j++)
                try_deed(&deeds[i], &operations[j]);
    sought = 3;
}

/* ---- The deleted place that a search remembers ---- */

static void
do_fill_place(struct hostile_key *a)
{
    (void)a;
    hostile_set(hostile.d, 50, HOSTILE_HASH, NULL);
}

static void
do_insert_same(struct hostile_key *a)
{
    (void)a;
    hostile_set(hostile.d, 9, HOSTILE_HASH, NULL);
}

/* Somebody takes the deleted place in the meantime: another key, or the same. */
static void
test_remembered_place(void)
{
    for (int same = 0; same < 2; same++) {
        hostile_open();
        hostile_fill(hostile.d);
        hostile_del(hostile.d, 0, HOSTILE_HASH, NULL);
        hostile.do_first = same ? do_insert_same : do_fill_place;
        hostile.times = 1;
        CU_ASSERT_EQUAL(hostile_set(hostile.d, 9, HOSTILE_HASH, NULL), 0);
        CU_ASSERT_EQUAL(hostile.times, 0);
        CU_ASSERT_EQUAL(any_length(hostile.d), same ? 4 : 5);
        CU_ASSERT_EQUAL(hostile_get(hostile.d, 9, HOSTILE_HASH, NULL), 1);
        CU_ASSERT_EQUAL(hostile_get(hostile.d, 50, HOSTILE_HASH, NULL), !same);
        hostile_close();
    }
}

/* ---- For ever ---- */

/* Changes the dictionary at every comparison but those that it needs itself. */
static void
do_insert_another(struct hostile_key *a)
{
    int times = hostile.times;

    (void)a;
    hostile.times = 0;
    hostile_set(hostile.d, 1000 + times, 1000 + times, NULL);
    hostile_del(hostile.d, 1000 + times, 1000 + times, NULL);
    hostile.times = times;
}

static void
test_comparison_changes_always(void)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        hostile_open();
        hostile_fill(hostile.d);
        hostile.do_first = do_insert_another;
        hostile.times = 1000000;
        CU_ASSERT_EQUAL(operations[i].run(&error), -1);
        CU_ASSERT_EQUAL(error.kind, SL_RUNTIME_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message,
                               "dictionary keeps changing while it is searched");
        CU_ASSERT(hostile.comparisons < 10000);
        CU_ASSERT_EQUAL(any_length(hostile.d), HOSTILE_KEYS);
        hostile_close();
    }
}

/* ---- Comparisons and hashes that fail, or are not needed ---- */

static void
test_comparison_fails(void)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        hostile_open();
        hostile_fill(hostile.d);
        hostile.fail = true;
        CU_ASSERT_EQUAL(operations[i].run(&error), -1);
        CU_ASSERT_EQUAL(operations[i].run(NULL), -1);
        CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, "no comparison today");
        CU_ASSERT_EQUAL(any_length(hostile.d), HOSTILE_KEYS);
        if (is_open(hostile.d))
            CU_ASSERT_EQUAL(((struct sl_dict *)(void *)hostile.d)->fill,
                            HOSTILE_KEYS);
        hostile_close();
    }
}

static void
do_insert_and_mend(struct hostile_key *a)
{
    do_insert(a);
    hostile.fail = false;
}

/* A comparison that changes the dictionary and then fails has failed: it is not asked again,
   though it would not fail then. */
static void
test_comparison_changes_and_fails(void)
{
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        hostile_open();
        hostile_fill(hostile.d);
        hostile.fail = true;
        hostile.do_first = do_insert_and_mend;
        hostile.times = 1;
        CU_ASSERT_EQUAL(operations[i].run(&error), -1);
        CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
        CU_ASSERT_EQUAL(any_length(hostile.d), HOSTILE_KEYS + 1);
        hostile_close();
    }
}

/* Whether d.copy() copies the table, without asking any key. */
static bool
copy_clones(void)
{
    return hostile_platform->release->copy_clones;
}

/* A copy that is not of the table has to compare keys whose hashes are equal, and gives up
   with nothing left. */
static void
test_copy_fails(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *copy;

    hostile_open();
    hostile_fill(hostile.d);
    hostile.fail = true;
    copy = any_copy(hostile.d, &error);
    CU_ASSERT_EQUAL(copy == NULL, !copy_clones());
    CU_ASSERT_EQUAL(error.kind, copy_clones() ? SL_NO_ERROR : SL_VALUE_ERROR);
    sl_decref(copy);
    CU_ASSERT_EQUAL(any_length(hostile.d), HOSTILE_KEYS);
    hostile_close();
}

static void
test_hash_fails(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *key, *tuple;
    size_t comparisons;

    hostile_open();
    hostile_fill(hostile.d);
    comparisons = hostile.comparisons;
    CU_ASSERT_EQUAL(hostile_get(hostile.d, 1, -1, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "no hash today");
    CU_ASSERT_EQUAL(hostile_set(hostile.d, 1, -1, &error), -1);
    CU_ASSERT_EQUAL(hostile_del(hostile.d, 1, -1, &error), -1);
    CU_ASSERT_EQUAL(hostile_del(hostile.d, 1, -1, NULL), -1);
    key = hostile_new(1, -1);
    tuple = sl_tuple_new(hostile.py, &key, 1, NULL);
    error.kind = SL_NO_ERROR;
    CU_ASSERT_EQUAL(any_set(hostile.d, tuple, key, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    sl_decref(tuple);
    sl_decref(key);
    CU_ASSERT_EQUAL(hostile.comparisons, comparisons);
    CU_ASSERT_EQUAL(any_length(hostile.d), HOSTILE_KEYS);
    hostile_close();
}

/* Only keys with equal hashes are compared, and no key with itself. */
static void
test_no_comparison_needed(void)
{
    struct sl_object *key;

    hostile_open();
    key = hostile_new(1, 8);
    CU_ASSERT_EQUAL(any_set(hostile.d, key, key, NULL), 0);
    hostile.fail = true;
    CU_ASSERT_EQUAL(any_get(hostile.d, key, NULL, NULL), 1);
    CU_ASSERT_EQUAL(any_set(hostile.d, key, key, NULL), 0);
    CU_ASSERT_EQUAL(hostile_get(hostile.d, 1, 16, NULL), 0);
    CU_ASSERT_EQUAL(any_set_int(hostile.d, 16), 0);
    CU_ASSERT_EQUAL(hostile_get(hostile.d, 1, 32, NULL), 0);
    CU_ASSERT_EQUAL(hostile.comparisons, 0);
    CU_ASSERT_EQUAL(any_del(hostile.d, key, NULL), 0);
    sl_decref(key);
    hostile_close();
}

/* Growing asks for no hash and no comparison; copying and updating for no hash. (CPython
   2.7.18: a __hash__ that counts its calls is not called by d.copy() or e.update(d).) */
static void
test_hashes_are_kept(void)
{
    struct sl_object *copy, *other;

    hostile_open();
    for (long id = 0; id < 21; id++)
        CU_ASSERT_EQUAL_FATAL(hostile_set(hostile.d, id, id, NULL), 0);
    CU_ASSERT_EQUAL(hostile.hashes, 21);
    hostile_set(hostile.d, 21, 21, NULL);
    if (is_open(hostile.d))
        CU_ASSERT_EQUAL(((struct sl_dict *)(void *)hostile.d)->mask, 127);
    CU_ASSERT_EQUAL(hostile.hashes, 22);
    CU_ASSERT_EQUAL(hostile.comparisons, 0);
    copy = any_copy(hostile.d, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    CU_ASSERT_EQUAL(hostile.hashes, 22);
    other = any_new(hostile.py);
    CU_ASSERT_EQUAL(any_update(other, copy, NULL), 0);
    CU_ASSERT_EQUAL(hostile.hashes, 22);
    CU_ASSERT_EQUAL(any_length(other), 22);
    sl_decref(other);
    sl_decref(copy);
    hostile_close();
}

void
run_dict_hostile(void)
{
    test_comparison_changes();
    test_remembered_place();
    test_comparison_changes_always();
    test_comparison_fails();
    test_comparison_changes_and_fails();
    test_copy_fails();
    test_hash_fails();
    test_no_comparison_needed();
    test_hashes_are_kept();
}

bool
add_dict_hostile_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_comparison_changes) &&
           CU_ADD_TEST(suite, test_remembered_place) &&
           CU_ADD_TEST(suite, test_comparison_changes_always) &&
           CU_ADD_TEST(suite, test_comparison_fails) &&
           CU_ADD_TEST(suite, test_comparison_changes_and_fails) &&
           CU_ADD_TEST(suite, test_copy_fails) &&
           CU_ADD_TEST(suite, test_hash_fails) &&
           CU_ADD_TEST(suite, test_no_comparison_needed) &&
           CU_ADD_TEST(suite, test_hashes_are_kept);
}
