/* What every dictionary must do, whatever its design: the tests of chapter 3's suite on the
   dictionaries of every release. */
#include "compact_tests.h"
#include "dict_tests.h"
#include "hostile.h"
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_object *d;

static void
begin(void)
{
    py = open_interp(hostile_platform, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    d = any_new(py);
}

static void
end(void)
{
    check_any(d, NULL, "at the end of a test");
    sl_decref(d);
    close_interp(py, &counts);
}

static void
run_set_and_get(void)
{
    struct sl_object *key, *same, *first, *second, *found = NULL;

    begin();
    key = str_key(py, "colour");
    same = str_key(py, "colour");
    first = int_key(py, 1);
    second = int_key(py, 2);
    CU_ASSERT_EQUAL(any_get(d, key, &found, NULL), 0);
    CU_ASSERT_EQUAL(any_set(d, key, first, NULL), 0);
    CU_ASSERT_EQUAL(any_get(d, same, &found, NULL), 1);
    CU_ASSERT_PTR_EQUAL(found, first);
    CU_ASSERT_EQUAL(first->refcnt, 2);
    CU_ASSERT_EQUAL(any_set(d, same, second, NULL), 0);
    CU_ASSERT_EQUAL(any_get(d, key, &found, NULL), 1);
    CU_ASSERT_PTR_EQUAL(found, second);
    CU_ASSERT_EQUAL(first->refcnt, 1);
    CU_ASSERT_EQUAL(same->refcnt, 1); /* the key that came first stays */
    CU_ASSERT_EQUAL(key->refcnt, 2);
    CU_ASSERT_EQUAL(any_length(d), 1);
    CU_ASSERT_EQUAL(any_del(d, same, NULL), 0);
    CU_ASSERT_EQUAL(any_del(d, same, NULL), -1);
    CU_ASSERT_EQUAL(key->refcnt, 1);
    CU_ASSERT_EQUAL(second->refcnt, 1);
    sl_decref(key);
    sl_decref(same);
    sl_decref(first);
    sl_decref(second);
    end();
}

/* Keys of every kind, also first strs and then something else, and looked up as well. */
static void
run_kinds_of_keys(void)
{
    struct sl_object *one, *tuple;

    begin();
    one = int_key(py, 1);
    tuple = sl_tuple_new(py, &one, 1, NULL);
    for (int i = 0; i < 50; i++) {
        char text[16];

        snprintf(text, sizeof text, "k%d", i);
        any_set_str(d, text);
        CU_ASSERT_FALSE(any_has_int(d, i));
    }
    CU_ASSERT_EQUAL(any_set(d, one, one, NULL), 0);
    CU_ASSERT_EQUAL(any_set(d, tuple, tuple, NULL), 0);
    any_set_str(d, "1");
    any_set_int(d, -1);
    any_set_int(d, -2);
    CU_ASSERT_EQUAL(any_length(d), 55);
    CU_ASSERT_TRUE(any_has_str(d, "k49"));
    CU_ASSERT_EQUAL(any_get(d, tuple, NULL, NULL), 1);
    CU_ASSERT_EQUAL(any_del_int(d, -2), 0);
    CU_ASSERT_TRUE(any_has_int(d, -1));
    CU_ASSERT_FALSE(any_has_int(d, -2));
    CU_ASSERT_EQUAL(any_set(d, sl_none(py), one, NULL), 0);
    CU_ASSERT_EQUAL(any_get(d, sl_none(py), NULL, NULL), 1);
    sl_decref(tuple);
    sl_decref(one);
    end();
}

static void
run_strs_of_equal_hash(void)
{
    struct sl_object *keys[4], *found;

    begin();
    for (int i = 0; i < 4; i++) {
        keys[i] = str_key(py, "s%d", i);
        ((struct sl_str *)(void *)keys[i])->hash = 77;
        CU_ASSERT_EQUAL(any_set(d, keys[i], keys[i], NULL), 0);
    }
    CU_ASSERT_EQUAL(any_length(d), 4);
    for (int i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(any_get(d, keys[i], &found, NULL), 1);
        CU_ASSERT_PTR_EQUAL(found, keys[i]);
    }
    for (int i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(any_del(d, keys[i], NULL), 0);
        sl_decref(keys[i]);
    }
    end();
}

static void
run_clear(void)
{
    begin();
    any_clear(d);
    for (long n = 3; n <= 300; n *= 10) {
        for (long i = 0; i < n; i++)
            any_set_int(d, i);
        any_clear(d);
        CU_ASSERT_EQUAL(any_length(d), 0);
        CU_ASSERT_FALSE(any_has_int(d, 1));
        check_any(d, NULL, "cleared");
    }
    any_set_int(d, 1);
    CU_ASSERT_TRUE(any_has_int(d, 1));
    end();
}

static void
run_copy_and_update(void)
{
    struct sl_object *copy, *other, *key, *value, *found = NULL;

    begin();
    for (long i = 0; i < 40; i++)
        any_set_int(d, i);
    copy = any_copy(d, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    any_set_int(copy, 99);
    any_del_int(copy, 0);
    CU_ASSERT_FALSE(any_has_int(d, 99));
    CU_ASSERT_TRUE(any_has_int(d, 0));
    CU_ASSERT_EQUAL(any_length(copy), 40);
    check_any(copy, NULL, "a copy");
    sl_decref(copy);
    CU_ASSERT_EQUAL(any_update(d, d, NULL), 0);
    other = any_new(py);
    CU_ASSERT_EQUAL(any_update(d, other, NULL), 0);
    key = int_key(py, 3);
    value = int_key(py, 33);
    any_set(other, key, value, NULL);
    any_set_int(other, 100);
    CU_ASSERT_EQUAL(any_update(d, other, NULL), 0);
    CU_ASSERT_EQUAL(any_length(d), 41);
    CU_ASSERT_EQUAL(any_get(d, key, &found, NULL), 1);
    CU_ASSERT_PTR_EQUAL(found, value);
    sl_decref(other);
    CU_ASSERT_EQUAL(value->refcnt, 2);
    sl_decref(key);
    sl_decref(value);
    end();
}

/* Each step of a walk is of a key that is there, and the walk ends. */
static void
run_walk_while_changing(void)
{
    struct sl_object *key, *value;
    size_t place = 0, steps = 0;

    begin();
    for (long i = 0; i < 5; i++)
        any_set_int(d, i);
    for (; any_next(d, &place, &key, &value) && steps < 10000; steps++) {
        long number = ((struct sl_int *)(void *)key)->value;

        CU_ASSERT_TRUE(any_has_int(d, number));
        if (steps == 3)
            for (long i = 100; i < 200; i++)
                any_set_int(d, i);
        else if (steps == 20)
            any_clear(d);
        else
            any_del_int(d, number);
    }
    CU_ASSERT(steps >= 20);
    CU_ASSERT(steps < 10000);
    end();
}

static void
run_dicts_in_dicts(void)
{
    struct sl_object *key;

    begin();
    key = int_key(py, 0);
    any_set(d, key, d, NULL);
    CU_ASSERT_EQUAL(d->refcnt, 2);
    sl_decref(d); /* a cycle, which ends with the interpreter */
    d = any_new(py);
    for (int i = 0; i < 5000; i++) {
        struct sl_object *outer = any_new(py);

        CU_ASSERT_EQUAL_FATAL(any_set(outer, key, d, NULL), 0);
        sl_decref(d);
        d = outer;
    }
    any_clear(d);
    CU_ASSERT_EQUAL(py->living, 3);
    sl_decref(key);
    end();
}

static void
run_errors(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *key, *in;

    begin();
    key = str_key(py, "it's");
    CU_ASSERT_EQUAL(any_del(d, key, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_KEY_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "\"it's\"");
    CU_ASSERT_EQUAL(any_del(d, key, NULL), -1);
    sl_decref(key);
    key = any_new(py);
    in = sl_tuple_new(py, &key, 1, NULL);
    for (int i = 0; i < 2; i++) {
        struct sl_object *bad = i == 0 ? key : in;

        error.kind = SL_NO_ERROR;
        CU_ASSERT_EQUAL(any_set(d, bad, bad, &error), -1);
        CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, "unhashable type: 'dict'");
        CU_ASSERT_EQUAL(any_get(d, bad, NULL, NULL), -1);
        CU_ASSERT_EQUAL(any_del(d, bad, NULL), -1);
    }
    sl_decref(in);
    sl_decref(key);
    CU_ASSERT_EQUAL(any_length(d), 0);
    end();
}

/* ---- Memory that runs out ---- */

/* Makes allocation number FAIL of an operation fail, on a dictionary with so many KEYS, and
   asserts that nothing happened then. Whether there was such an allocation. */
static bool
fails(enum sl_dict_way way, long keys, size_t fail)
{
    const struct sl_dict_design *design;
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *key, *made = NULL;
    size_t blocks, size;
    int result;

    begin();
    design = sl_dict_design_of(py->platform);
    for (long i = 0; i < keys; i++)
        any_set_int(d, i);
    key = int_key(py, 1000);
    blocks = counts.blocks;
    size = any_size(d);
    counts.calls = 0;
    counts.fail_at = fail;
    if (way == SL_DICT_WAYS)
        result = any_set(d, key, key, &error);
    else
        result = (made = sl_dict_made(design, d, way, &error)) == NULL ? -1 : 0;
    counts.fail_at = 0;
    CU_ASSERT_EQUAL(result < 0, counts.calls >= fail);
    if (result < 0) {
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        CU_ASSERT_EQUAL(counts.blocks, blocks);
        CU_ASSERT_EQUAL(any_size(d), size);
        CU_ASSERT_EQUAL(any_length(d), (size_t)keys);
        CU_ASSERT_EQUAL(key->refcnt, 1);
    }
    sl_decref(made);
    sl_decref(key);
    end();
    return result < 0;
}

static void
run_no_memory(void)
{
    for (int way = 0; way <= SL_DICT_WAYS; way++)
        for (long keys = 0; keys < 30; keys++) {
            size_t allocations = 0;

            while (fails((enum sl_dict_way)way, keys, allocations + 1))
                allocations++;
            CU_ASSERT(way == SL_DICT_WAYS ? allocations <= 1 : allocations >= 1);
        }
}

/* ---- Order ---- */

enum { ORDER_KEYS = 300 };

/* Since 3.6 a walk meets the keys in the order of their insertion. */
static void
run_order(void)
{
    struct random dice = random_begin("order");
    size_t stamps[ORDER_KEYS] = {0}, now = 0;

    begin();
    for (int step = 0; step < 20000; step++) {
        size_t i = random_below(&dice, ORDER_KEYS);
        size_t what = random_below(&dice, 1000), place = 0, last = 0;
        struct sl_object *key, *copy;

        if (what < 550) {
            stamps[i] = stamps[i] == 0 ? ++now : stamps[i];
            any_set_int(d, (long)i);
        } else if (what < 998) {
            if (any_del_int(d, (long)i) < 0 && stamps[i] != 0)
                CU_FAIL("a key is missing");
            stamps[i] = 0;
        } else {
            copy = any_copy(d, NULL);
            sl_decref(d);
            d = copy;
            while (any_next(d, &place, &key, NULL)) {
                size_t stamp = stamps[((struct sl_int *)(void *)key)->value];

                CU_ASSERT(stamp > last);
                last = stamp;
            }
        }
    }
    end();
}

/* ---- All of it, for every release ---- */

static void
for_each_release(void (*run)(void))
{
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        hostile_platform = sl_platforms[i];
        if (hostile_platform->release->keys != NULL)
            run();
    }
    hostile_platform = &sl_python27_host;
}

static void
run_operations(void)
{
    run_set_and_get();
    run_kinds_of_keys();
    run_strs_of_equal_hash();
    run_clear();
    run_copy_and_update();
    run_walk_while_changing();
    run_dicts_in_dicts();
    run_errors();
    run_order();
}

static void
test_operations(void)
{
    for_each_release(run_operations);
}

static void
test_hostile(void)
{
    for_each_release(run_dict_hostile);
    for_each_release(run_dict_ends);
}

static void
test_no_memory(void)
{
    for_each_release(run_no_memory);
}

static size_t operations;

static void
run_random(void)
{
    operations += run_dict_random(20);
}

static void
test_random(void)
{
    operations = 0;
    for_each_release(run_random);
    CU_ASSERT(operations > 800000);
}

bool
add_compact_operation_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_operations) &&
           CU_ADD_TEST(suite, test_hostile) && CU_ADD_TEST(suite, test_no_memory) &&
           CU_ADD_TEST(suite, test_random);
}
