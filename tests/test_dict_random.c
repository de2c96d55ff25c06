/* Dictionaries against a plain model: more than a million random operations. */
#include "dict_tests.h"
#include "hostile.h"
#include "model.h"

#include <stdio.h>
#include <stdlib.h>

enum kind { INTS, STRS, TUPLES, COLLIDING, MIXED };

/* A run: which keys, how many different ones, and how many in a hundred operations set. */
static const struct run {
    enum kind kind;
    size_t bound;
    size_t sets;
    size_t operations;
} runs[] = {
    {INTS, 10, 40, 150000},     {INTS, 5000, 55, 200000},
    {STRS, 8, 40, 100000},      {STRS, 3000, 50, 200000},
    {TUPLES, 40, 45, 100000},   {TUPLES, 2000, 50, 100000},
    {COLLIDING, 20, 45, 50000}, {COLLIDING, 60, 60, 50000},
    {MIXED, 500, 50, 200000},
};

static struct random dice;
static struct model model;
static const struct run *run;

/* A new key for a number. Numbers that are close have hashes that are close (ints), or
   equal in their low bits (every third int), or one of four hashes (colliding keys). */
static struct sl_object *
make_key(size_t number)
{
    enum kind kind = run->kind == MIXED ? (enum kind)(number % 4) : run->kind;
    long n = (long)number;
    struct sl_object *items[2], *key;

    switch (kind) {
    case INTS: return int_key(hostile.py, n % 3 == 0 ? n * 4096 : -n);
    case STRS: return str_key(hostile.py, "key%ld", n);
    case COLLIDING: return hostile_new(n, n % 4);
    default: break;
    }
    items[0] = int_key(hostile.py, n / 2);
    items[1] = str_key(hostile.py, "%ld", n % 2);
    key = sl_tuple_new(hostile.py, items, 2, NULL);
    sl_decref(items[0]);
    sl_decref(items[1]);
    return key;
}

static bool
same(struct sl_object *a, struct sl_object *b)
{
    return sl_equal(a, b, NULL) == 1;
}

/* d[key] = value, in a dictionary and in a model. */
static void
set(struct sl_object *d, struct model *m, size_t number)
{
    long value = (long)random_below(&dice, 1000000);
    struct sl_object *key = make_key(number), *v = int_key(hostile.py, value);

    CU_ASSERT_EQUAL_FATAL(any_set(d, key, v, NULL), 0);
    model_set(m, number, value);
    sl_decref(key);
    sl_decref(v);
}

static void
del(size_t number)
{
    struct sl_object *key = make_key(number);
    struct sl_error error = {SL_NO_ERROR, ""};
    bool there = model_del(&model, number);

    CU_ASSERT_EQUAL_FATAL(any_del(hostile.d, key, &error), there ? 0 : -1);
    CU_ASSERT_EQUAL_FATAL(error.kind, there ? SL_NO_ERROR : SL_KEY_ERROR);
    sl_decref(key);
}

static void
get(struct sl_object *d, size_t number)
{
    struct sl_object *key = make_key(number), *value = NULL;
    long expected = model_get(&model, number);
    int found = any_get(d, key, &value, NULL);

    CU_ASSERT_EQUAL_FATAL(found, expected != MODEL_ABSENT);
    if (found == 1)
        CU_ASSERT_EQUAL_FATAL(((struct sl_int *)(void *)value)->value, expected);
    sl_decref(key);
}

/* A walk meets as many keys as there are, each of them with the value that a search finds;
   and all that the model has is found. */
static void
walk(void)
{
    size_t place = 0, met = 0;
    struct sl_object *key, *value, *found;

    for (; any_next(hostile.d, &place, &key, &value); met++) {
        CU_ASSERT_EQUAL_FATAL(any_get(hostile.d, key, &found, NULL), 1);
        CU_ASSERT_PTR_EQUAL_FATAL(found, value);
    }
    CU_ASSERT_EQUAL_FATAL(met, model.used);
    for (size_t number = 0; number < model.bound; number++)
        get(hostile.d, number);
}

static void
copy(void)
{
    struct sl_object *made = any_copy(hostile.d, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    sl_decref(hostile.d);
    hostile.d = made;
}

static void
update(void)
{
    struct sl_object *other = any_new(hostile.py);
    struct model theirs = model_new(run->bound);
    size_t keys = random_below(&dice, run->bound);

    CU_ASSERT_PTR_NOT_NULL_FATAL(theirs.values);
    for (size_t i = 0; i < keys; i++)
        set(other, &theirs, random_below(&dice, run->bound));
    CU_ASSERT_EQUAL_FATAL(any_update(hostile.d, other, NULL), 0);
    CU_ASSERT_EQUAL_FATAL(any_length(other), theirs.used);
    model_update(&model, &theirs);
    model_free(&theirs);
    sl_decref(other);
}

/* One operation in 2000 is about the dictionary as a whole. */
static void
operate(void)
{
    size_t number = random_below(&dice, run->bound);
    size_t what = random_below(&dice, 100);

    if (random_below(&dice, 2000) == 0) {
        switch (random_below(&dice, 5)) {
        case 0:
            any_clear(hostile.d);
            model_clear(&model);
            break;
        case 1: copy(); break;
        case 2: update(); break;
        case 3: walk(); break;
        default: check_any(hostile.d, same, "after a random operation");
        }
    } else if (what < run->sets) {
        set(hostile.d, &model, number);
    } else if (what < run->sets + (100 - run->sets) / 2) {
        del(number);
    } else {
        get(hostile.d, number);
    }
    CU_ASSERT_EQUAL_FATAL(any_length(hostile.d), model.used);
}

size_t
run_dict_random(size_t divisor)
{
    size_t operations = 0;

    dice = random_begin("random operations");
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
        run = &runs[i];
        hostile_open();
        model = model_new(run->bound);
        CU_ASSERT_PTR_NOT_NULL_FATAL(model.values);
        for (size_t j = 0; j < run->operations / divisor; j++, operations++)
            operate();
        walk();
        check_any(hostile.d, same, "after a random run");
        model_free(&model);
        hostile_close();
    }
    printf("%zu operations ... ", operations);
    return operations;
}

static void
test_random(void)
{
    CU_ASSERT(run_dict_random(1) >= 1000000);
}

bool
add_dict_random_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_random);
}
