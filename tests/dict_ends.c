/* Dictionaries that are changed in the middle of an operation otherwise than by the search:
   the source of an update, and what the end of a key does. */
#include "dict_tests.h"
#include "hostile.h"

static void
do_clear_other(struct hostile_key *a)
{
    (void)a;
    any_clear(hostile.other);
}

static void
do_grow_other(struct hostile_key *a)
{
    (void)a;
    for (long id = 100; id < 200; id++)
        hostile_set(hostile.other, id, id, NULL);
}

/* CPython 2.7 goes on; later ones, 3.6.15, 3.9.18, 3.10.13 and 3.13.0 among them, say
   RuntimeError. */
static void
test_update_source_changes(void)
{
    for (int grow = 0; grow < 2; grow++) {
        struct sl_error error = {SL_NO_ERROR, ""};
        bool notices = hostile_platform->release->keys != NULL;

        hostile_open();
        hostile_fill(hostile.d);
        hostile.other = any_new(hostile.py);
        hostile_fill(hostile.other);
        hostile.do_first = grow ? do_grow_other : do_clear_other;
        hostile.times = 1;
        CU_ASSERT_EQUAL(any_update(hostile.d, hostile.other, &error),
                        notices ? -1 : 0);
        CU_ASSERT_EQUAL(error.kind, notices ? SL_RUNTIME_ERROR : SL_NO_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message,
                               notices ? "dict mutated during update" : "");
        CU_ASSERT_EQUAL(hostile.times, 0);
        CU_ASSERT(any_length(hostile.d) >= HOSTILE_KEYS);
        CU_ASSERT_EQUAL(any_length(hostile.other), grow ? 104 : 0);
        check_any(hostile.other, hostile_same, "the source of an update");
        sl_decref(hostile.other);
        hostile_close();
    }
}

static void
end_inserts(struct hostile_key *key)
{
    (void)key;
    for (long id = 100; id < 150; id++)
        hostile_set(hostile.d, id, id, NULL);
}

static void
end_clears(struct hostile_key *key)
{
    (void)key;
    any_clear(hostile.d);
}

static void
end_deletes(struct hostile_key *key)
{
    hostile_del(hostile.d, key->id + 1, HOSTILE_HASH, NULL);
}

static void
run_end(void (*end)(struct hostile_key *), int operation)
{
    hostile_open();
    hostile_fill(hostile.d);
    hostile.do_last = end;
    hostile.times = 1;
    if (operation == 0)
        any_set_int(hostile.d, 1);
    if (operation <= 1)
        hostile_del(hostile.d, 0, HOSTILE_HASH, NULL);
    else if (operation == 2)
        any_clear(hostile.d);
    else
        for (int i = 0; i < 2; i++) /* the first value is the key, and lives on */
            hostile_set(hostile.d, 0, HOSTILE_HASH, NULL);
    check_any(hostile.d, hostile_same, "after the end of a key");
    CU_ASSERT_EQUAL(hostile.times, 0);
    hostile_close();
}

/* Keys that end in the middle of a deletion, a clear() or a replacement, and then use the
   dictionary themselves. */
static void
test_ends(void)
{
    static void (*const ends[])(struct hostile_key *) = {end_inserts, end_clears,
                                                         end_deletes};

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        for (int operation = 0; operation < 4; operation++)
            run_end(ends[i], operation);
}

void
run_dict_ends(void)
{
    test_update_source_changes();
    test_ends();
}

bool
add_dict_end_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_update_source_changes) &&
           CU_ADD_TEST(suite, test_ends);
}
