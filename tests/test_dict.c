/* Chapter 3, dictionaries. The suite's other parts are in dict_*.c. */
#include "cpython_tests.h"
#include "dict_tests.h"
#include "living.h"
#include "series.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_dict *d;

/* An interpreter with an empty dictionary, and its end. */
static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    d = sl_dict_new(py, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
}

static void
end(void)
{
    check_dict(d, NULL, "at the end of a test");
    release_dict(d);
    close_interp(py, &counts);
}

static void
test_structs(void)
{
    const struct sl_abi *abi = &sl_host;

    CU_ASSERT_EQUAL(sizeof(struct sl_dict), sl_calcsize(abi, SL_DICT_FORMAT, NULL));
    CU_ASSERT_EQUAL(sizeof(struct sl_dict_entry),
                    sl_calcsize(abi, SL_DICT_ENTRY_FORMAT, NULL));
    CU_ASSERT_EQUAL(offsetof(struct sl_dict, fill), 2 * sizeof(void *));
    CU_ASSERT_EQUAL(offsetof(struct sl_dict, small), 7 * sizeof(void *));
}

static void
test_new(void)
{
    size_t place = 0;

    begin();
    CU_ASSERT_EQUAL(d->object.refcnt, 1);
    CU_ASSERT_PTR_EQUAL(d->object.type, sl_builtin(py, SL_DICT));
    CU_ASSERT_EQUAL(d->used + d->fill, 0);
    CU_ASSERT_EQUAL(d->mask, 7);
    CU_ASSERT_FALSE(sl_dict_next(d, &place, NULL, NULL));
    CU_ASSERT_FALSE(has_int(d, 0));
    end();
}

/* The value that is set replaces the one before, and is the very object. */
static void
test_set_and_get(void)
{
    struct sl_object *key, *same, *first, *second, *found = NULL;

    begin();
    key = str_key(py, "colour");
    same = str_key(py, "colour");
    first = int_key(py, 1);
    second = int_key(py, 2);
    CU_ASSERT_EQUAL(sl_dict_get(d, key, &found, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_set(d, key, first, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, same, &found, NULL), 1);
    CU_ASSERT_PTR_EQUAL(found, first);
    CU_ASSERT_EQUAL(first->refcnt, 2);
    CU_ASSERT_EQUAL(sl_dict_set(d, same, second, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, key, &found, NULL), 1);
    CU_ASSERT_PTR_EQUAL(found, second);
    CU_ASSERT_EQUAL(sl_dict_get(d, key, NULL, NULL), 1);
    CU_ASSERT_EQUAL(first->refcnt, 1);
    CU_ASSERT_EQUAL(same->refcnt, 1); /* the key that came first stays */
    CU_ASSERT_EQUAL(key->refcnt, 2);
    CU_ASSERT_EQUAL(d->used, 1);
    sl_decref(key);
    sl_decref(same);
    sl_decref(first);
    sl_decref(second);
    end();
}

/* A deleted place counts as filled, and the key's own place is used again. */
static void
test_deletion(void)
{
    begin();
    set_int(d, 1);
    set_int(d, 2);
    CU_ASSERT_EQUAL(del_int(d, 1), 0);
    CU_ASSERT_EQUAL(d->used, 1);
    CU_ASSERT_EQUAL(d->fill, 2);
    CU_ASSERT_FALSE(has_int(d, 1));
    CU_ASSERT_EQUAL(del_int(d, 1), -1);
    set_int(d, 1);
    CU_ASSERT_EQUAL(d->used, 2);
    CU_ASSERT_EQUAL(d->fill, 2);
    end();
}

/* Filled with deleted places alone, a small table cleans itself up and stays. */
static void
test_small_table_cleaned(void)
{
    begin();
    for (long i = 0; i < 5; i++) {
        set_int(d, i);
        del_int(d, i);
    }
    CU_ASSERT_EQUAL(d->fill, 5);
    set_int(d, 5);
    CU_ASSERT_EQUAL(d->used, 1);
    CU_ASSERT_EQUAL(d->fill, 1);
    CU_ASSERT_PTR_EQUAL(d->table, d->small);
    CU_ASSERT_TRUE(has_int(d, 5));
    end();
}

/* Growth can make a table smaller, and give the block back. */
static void
test_growth_shrinks(void)
{
    size_t blocks;

    begin();
    blocks = counts.blocks;
    for (long i = 0; i < 100; i++)
        set_int(d, i);
    CU_ASSERT_EQUAL(d->mask, 511);
    for (long i = 0; i < 100; i++)
        del_int(d, i);
    CU_ASSERT_EQUAL(d->mask, 511);
    for (long i = 100; d->mask == 511; i++) {
        set_int(d, i);
        del_int(d, i);
    }
    CU_ASSERT_EQUAL(d->mask, 7);
    CU_ASSERT_PTR_EQUAL(d->table, d->small);
    CU_ASSERT_EQUAL(counts.blocks, blocks);
    end();
}

static void
test_clear(void)
{
    size_t blocks;

    begin();
    blocks = counts.blocks;
    sl_dict_clear(d);
    for (long n = 3; n <= 300; n *= 10) {
        for (long i = 0; i < n; i++)
            set_int(d, i);
        sl_dict_clear(d);
        CU_ASSERT_EQUAL(d->used + d->fill, 0);
        CU_ASSERT_PTR_EQUAL(d->table, d->small);
        CU_ASSERT_EQUAL(d->mask, 7);
        CU_ASSERT_EQUAL(counts.blocks, blocks);
        CU_ASSERT_FALSE(has_int(d, 1));
    }
    set_int(d, 1);
    CU_ASSERT_TRUE(has_int(d, 1));
    end();
}

/* A look-up with another type of key makes the dictionary leave the short way for strs;
   what is in it stays. So does insertion, and clear() does not go back, as in CPython. */
static void
test_general_look_up(void)
{
    sl_dict_lookup *for_strs;

    begin();
    for_strs = d->lookup;
    for (int i = 0; i < 50; i++) {
        char text[16];

        snprintf(text, sizeof text, "k%d", i);
        set_str(d, text);
    }
    CU_ASSERT_PTR_EQUAL(d->lookup, for_strs);
    CU_ASSERT_FALSE(has_int(d, 5));
    CU_ASSERT_PTR_NOT_EQUAL(d->lookup, for_strs);
    CU_ASSERT_TRUE(has_str(d, "k49"));
    set_int(d, 5);
    CU_ASSERT_TRUE(has_str(d, "k7"));
    CU_ASSERT_TRUE(has_int(d, 5));
    CU_ASSERT_EQUAL(del_str(d, "k7"), 0);
    CU_ASSERT_FALSE(has_str(d, "k7"));
    sl_dict_clear(d);
    CU_ASSERT_PTR_NOT_EQUAL(d->lookup, for_strs);
    end();
}

/* Strs with equal hashes that differ. 0 and 3 zeros: CPython 2.7 gives "" the hash 0, and
   "\0" the hash 1, so the hashes are faked: they are cached in the object. */
static void
test_strs_of_equal_hash(void)
{
    struct sl_object *keys[4];

    begin();
    for (int i = 0; i < 4; i++) {
        keys[i] = str_key(py, "s%d", i);
        ((struct sl_str *)(void *)keys[i])->hash = 77;
        CU_ASSERT_EQUAL(sl_dict_set(d, keys[i], keys[i], NULL), 0);
    }
    CU_ASSERT_EQUAL(d->used, 4);
    for (int i = 0; i < 4; i++) {
        struct sl_object *found = NULL;

        CU_ASSERT_EQUAL(sl_dict_get(d, keys[i], &found, NULL), 1);
        CU_ASSERT_PTR_EQUAL(found, keys[i]);
    }
    for (int i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(sl_dict_del(d, keys[i], NULL), 0);
        sl_decref(keys[i]);
    }
    end();
}

/* An int equals no str and no tuple; -1 and -2 have one hash and are two keys. */
static void
test_kinds_of_keys(void)
{
    struct sl_object *one, *tuple, *key;

    begin();
    one = int_key(py, 1);
    tuple = sl_tuple_new(py, &one, 1, NULL);
    CU_ASSERT_EQUAL(sl_dict_set(d, one, one, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_set(d, tuple, tuple, NULL), 0);
    set_str(d, "1");
    set_int(d, -1);
    set_int(d, -2);
    CU_ASSERT_EQUAL(d->used, 5);
    key = sl_tuple_new(py, &one, 1, NULL);
    CU_ASSERT_EQUAL(sl_dict_get(d, key, NULL, NULL), 1);
    CU_ASSERT_EQUAL(del_int(d, -2), 0);
    CU_ASSERT_TRUE(has_int(d, -1));
    CU_ASSERT_FALSE(has_int(d, -2));
    CU_ASSERT_EQUAL(sl_dict_set(d, sl_none(py), key, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, sl_none(py), NULL, NULL), 1);
    sl_decref(key);
    sl_decref(tuple);
    sl_decref(one);
    end();
}

/* Presized: room at once for more than five keys, nothing for fewer, and never for more than
   65535: the operand of BUILD_MAP is cut off there. */
static void
test_presized(void)
{
    static const size_t places[][2] = {{SIZE_MAX, 65536},
                                       {65536, 65536},
                                       {65535, 65536},
                                       {0, 8},
                                       {5, 8},
                                       {6, 8},
                                       {7, 8},
                                       {8, 16},
                                       {15, 16},
                                       {16, 32},
                                       {100, 128},
                                       {64, 128}};

    begin();
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct sl_dict *made = sl_dict_new_presized(py, places[i][0], NULL);

        CU_ASSERT_PTR_NOT_NULL_FATAL(made);
        CU_ASSERT_EQUAL(made->mask + 1, places[i][1]);
        CU_ASSERT_EQUAL(made->used + made->fill, 0);
        check_dict(made, NULL, "presized");
        release_dict(made);
    }
    end();
}

/* Literals of many keys: what sys.getsizeof of CPython 2.7.18 on LP64 said of
   eval('{0: None, 1: None, ...}'). */
static void
test_large_literals(void)
{
    static const size_t sizes[][2] = {{43690, 1573144},  {43691, 6291736},
                                      {65534, 6291736},  {65536, 6291736},
                                      {100000, 6291736}, {200000, 12583192}};

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        begin();
        release_dict(d);
        d = sl_dict_new_presized(py, sizes[i][0], NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(d);
        for (size_t key = 0; key < sizes[i][0]; key++)
            set_int(d, (long)key);
        CU_ASSERT_EQUAL(sl_dict_getsizeof(d, &sl_python27_lp64), sizes[i][1]);
        end();
    }
}

static void
test_update(void)
{
    struct sl_dict *other;
    struct sl_object *key, *value, *found = NULL;

    begin();
    for (long i = 0; i < 12; i++)
        set_int(d, i);
    CU_ASSERT_EQUAL(sl_dict_update(d, d, NULL), 0);
    CU_ASSERT_EQUAL(d->used, 12);
    CU_ASSERT_EQUAL(d->mask, 31);
    other = sl_dict_new(py, NULL);
    CU_ASSERT_EQUAL(sl_dict_update(d, other, NULL), 0);
    CU_ASSERT_EQUAL(d->mask, 31);
    key = int_key(py, 3);
    value = int_key(py, 33);
    sl_dict_set(other, key, value, NULL);
    set_int(other, 100);
    CU_ASSERT_EQUAL(sl_dict_update(d, other, NULL), 0);
    CU_ASSERT_EQUAL(d->used, 13);
    CU_ASSERT_EQUAL(sl_dict_get(d, key, &found, NULL), 1);
    CU_ASSERT_PTR_EQUAL(found, value);
    CU_ASSERT_EQUAL(other->used, 2);
    release_dict(other);
    CU_ASSERT_EQUAL(value->refcnt, 2);
    sl_decref(key);
    sl_decref(value);
    end();
}

/* A copy has the same keys and values, and a life of its own. */
static void
test_copy(void)
{
    struct sl_dict *copy;

    begin();
    for (long i = 0; i < 40; i++)
        set_int(d, i);
    copy = sl_dict_copy(d, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    set_int(copy, 99);
    del_int(copy, 0);
    CU_ASSERT_FALSE(has_int(d, 99));
    CU_ASSERT_TRUE(has_int(d, 0));
    CU_ASSERT_EQUAL(copy->used, 40);
    check_dict(copy, NULL, "a copy");
    release_dict(copy);
    end();
}

/* Whatever happens to a dictionary during a walk: each step is of a key that is there, and
   the walk ends. */
static void
test_walk_while_changing(void)
{
    struct sl_object *key, *value;
    size_t place = 0, steps = 0;

    begin();
    for (long i = 0; i < 5; i++)
        set_int(d, i);
    for (; sl_dict_next(d, &place, &key, &value) && steps < 10000; steps++) {
        long number = ((struct sl_int *)(void *)key)->value;

        CU_ASSERT_TRUE(has_int(d, number));
        if (steps == 3)
            for (long i = 100; i < 200; i++)
                set_int(d, i);
        else if (steps == 20)
            sl_dict_clear(d);
        else
            del_int(d, number);
    }
    CU_ASSERT(steps >= 20);
    CU_ASSERT(steps < 10000);
    end();
}

static void
test_walk_in_full(void)
{
    struct sl_object *key;
    size_t place = 0;
    long sum = 0;

    begin();
    for (long i = 0; i < 1000; i++)
        set_int(d, i);
    while (sl_dict_next(d, &place, &key, NULL))
        sum += ((struct sl_int *)(void *)key)->value;
    CU_ASSERT_EQUAL(sum, 499500);
    CU_ASSERT_FALSE(sl_dict_next(d, &place, NULL, NULL));
    end();
}

/* A dictionary in itself is a cycle; in another, deep down, it must not use up the stack. */
static void
test_dicts_in_dicts(void)
{
    struct sl_object *key;

    begin();
    key = int_key(py, 0);
    sl_dict_set(d, key, &d->object, NULL);
    CU_ASSERT_EQUAL(d->object.refcnt, 2);
    release_dict(d);
    d = sl_dict_new(py, NULL);
    for (int i = 0; i < 100000; i++) {
        struct sl_dict *outer = sl_dict_new(py, NULL);

        CU_ASSERT_EQUAL_FATAL(sl_dict_set(outer, key, &d->object, NULL), 0);
        release_dict(d);
        d = outer;
    }
    CU_ASSERT_EQUAL(py->living, 100003); /* and the key, and the cycle */
    sl_dict_clear(d);
    CU_ASSERT_EQUAL(py->living, 3);
    sl_decref(key);
    end();
}

CU_ErrorCode
add_dict_suite(void)
{
    CU_pSuite suite = CU_add_suite("dict", measured_open, measured_close);

    if (suite != NULL && CU_ADD_TEST(suite, test_structs) &&
        CU_ADD_TEST(suite, test_new) && CU_ADD_TEST(suite, test_set_and_get) &&
        CU_ADD_TEST(suite, test_deletion) &&
        CU_ADD_TEST(suite, test_small_table_cleaned) &&
        CU_ADD_TEST(suite, test_growth_shrinks) && CU_ADD_TEST(suite, test_clear) &&
        CU_ADD_TEST(suite, test_general_look_up) &&
        CU_ADD_TEST(suite, test_strs_of_equal_hash) &&
        CU_ADD_TEST(suite, test_kinds_of_keys) &&
        CU_ADD_TEST(suite, test_presized) &&
        CU_ADD_TEST(suite, test_large_literals) &&
        CU_ADD_TEST(suite, test_update) && CU_ADD_TEST(suite, test_copy) &&
        CU_ADD_TEST(suite, test_walk_while_changing) &&
        CU_ADD_TEST(suite, test_walk_in_full) &&
        CU_ADD_TEST(suite, test_dicts_in_dicts) && add_dict_oracle_tests(suite) &&
        add_dict_order_tests(suite) && add_dict_hostile_tests(suite) &&
        add_dict_end_tests(suite) && add_dict_error_tests(suite) &&
        add_dict_random_tests(suite) && add_cpython_dict_tests(suite))
        return CUE_SUCCESS;
    return CU_get_error();
}
