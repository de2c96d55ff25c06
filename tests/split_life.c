/* What instances share, and for how long: rules that real CPythons 3.6.15, 3.7.16, 3.9.18,
   3.10.13, 3.11.7, 3.12.1 and 3.13.0 (LP64) were asked for one by one. The sizes beside the
   tests are what they said. */
#include "any_dict.h"
#include "living.h"
#include "model.h"
#include "split_tests.h"

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_plain_class *class;

static void
begin(const struct sl_platform *platform, size_t slots)
{
    py = open_interp(platform, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    class = sl_plain_class_new(py, "C", slots, NULL, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(class);
}

static void
end(void)
{
    sl_plain_class_free(class);
    close_interp(py, &counts);
}

/* A new instance on which the letters of NAMES are set. */
static struct sl_object *
make(const char *names)
{
    struct sl_object *o = sl_plain_new(class, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    for (; *names != '\0'; names++) {
        struct sl_object *key = str_key(py, "%c", *names);

        CU_ASSERT_EQUAL_FATAL(sl_plain_set(o, key, sl_none(py), NULL), 0);
        sl_decref(key);
    }
    return o;
}

static int
del(struct sl_object *o, const char *name, struct sl_error *error)
{
    struct sl_object *key = str_key(py, "%s", name);
    int result = sl_plain_del(o, key, error);

    sl_decref(key);
    return result;
}

static size_t
size(struct sl_object *o)
{
    return any_size(sl_plain_dict(o, NULL));
}

/* The letters of O's dictionary, in order. */
static const char *
letters(struct sl_object *dict)
{
    static char text[64];
    size_t place = 0, length = 0;
    struct sl_object *key;

    while (any_next(dict, &place, &key, NULL))
        text[length++] = ((struct sl_str *)(void *)key)->data[0];
    text[length] = '\0';
    return text;
}

/* The releases measured for this, and what each said. */
static const struct measured_release {
    const char *version;
    size_t alone, sixth, third; /* 5; 6 on another; 1 on a third */
    size_t failed;              /* 3; a failed del on a second; 1 on a third */
    size_t last;    /* a dictionary of 3 whose class and instance are gone */
    size_t cleared; /* 3, cleared, 1 set */
    size_t popped;  /* 3, and popitem() */
    size_t integer; /* 3, and an int key */
    size_t copied;  /* a copy of 3 */
} releases[] = {
    {"3.6.15", 288, 376, 248, 248, 288, 248, 248, 376, 120},
    {"3.7.16", 288, 376, 248, 248, 288, 248, 248, 376, 120},
    {"3.9.18", 272, 360, 232, 232, 272, 232, 232, 360, 104},
    {"3.10.13", 272, 360, 232, 232, 272, 232, 232, 360, 104},
    {"3.11.7", 280, 280, 280, 280, 1064, 184, 832, 352, 296},
    {"3.12.1", 280, 280, 280, 280, 1064, 184, 832, 352, 296},
    {"3.13.0", 280, 280, 280, 280, 1064, 296, 832, 352, 296},
};

enum { RELEASES = sizeof releases / sizeof releases[0] };

static void
begin_release(const struct measured_release *release)
{
    const struct sl_platform *platform =
        sl_platform_find(release->version, "lp64", NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(platform);
    begin(platform, 0);
}

/* An instance that goes beyond a full shared table ends the sharing up to 3.10; the one that
   is left alone with the table counts it. */
static void
test_one_too_many(void)
{
    for (size_t i = 0; i < RELEASES; i++) {
        struct sl_object *o[3];

        begin_release(&releases[i]);
        o[0] = make("abcde");
        o[1] = make("abcdef");
        o[2] = make("a");
        CU_ASSERT_EQUAL(size(o[0]), releases[i].alone);
        CU_ASSERT_EQUAL(size(o[1]), releases[i].sixth);
        CU_ASSERT_EQUAL(size(o[2]), releases[i].third);
        for (int j = 0; j < 3; j++)
            sl_decref(o[j]);
        end();
    }
}

/* `del` of an attribute that is not there fails, and ends the sharing up to 3.10. */
static void
test_failed_del(void)
{
    for (size_t i = 0; i < RELEASES; i++) {
        struct sl_error error = {SL_NO_ERROR, ""};
        struct sl_object *o[3];

        begin_release(&releases[i]);
        o[0] = make("abc");
        o[1] = make("");
        CU_ASSERT_EQUAL(del(o[1], "zz", &error), -1);
        CU_ASSERT_EQUAL(error.kind, SL_ATTRIBUTE_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, "'C' object has no attribute 'zz'");
        o[2] = make("a");
        CU_ASSERT_EQUAL(size(o[2]), releases[i].failed);
        for (int j = 0; j < 3; j++)
            sl_decref(o[j]);
        end();
    }
}

/* A dictionary outlives its instance, and its class; then it counts the keys. */
static void
test_last_of_all(void)
{
    for (size_t i = 0; i < RELEASES; i++) {
        struct sl_object *o, *dict;

        begin_release(&releases[i]);
        o = make("abc");
        dict = sl_incref(sl_plain_dict(o, NULL));
        sl_decref(o);
        CU_ASSERT_STRING_EQUAL(letters(dict), "abc");
        sl_plain_class_free(class);
        CU_ASSERT_EQUAL(any_size(dict), releases[i].last);
        CU_ASSERT_STRING_EQUAL(letters(dict), "abc");
        sl_decref(dict);
        close_interp(py, &counts);
    }
}

static void
test_changes_of_the_dictionary(void)
{
    for (size_t i = 0; i < RELEASES; i++) {
        struct sl_object *o, *copy, *key, *value;

        begin_release(&releases[i]);
        o = make("abc");
        copy = any_copy(sl_plain_dict(o, NULL), NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
        CU_ASSERT_EQUAL(any_size(copy), releases[i].copied);
        any_set_str(copy, "x");
        CU_ASSERT_STRING_EQUAL(letters(copy), "abcx");
        CU_ASSERT_STRING_EQUAL(letters(sl_plain_dict(o, NULL)), "abc");
        sl_decref(copy);
        any_clear(sl_plain_dict(o, NULL));
        key = str_key(py, "a");
        CU_ASSERT_EQUAL(sl_plain_get(o, key, NULL, NULL), 0);
        CU_ASSERT_EQUAL(sl_plain_set(o, key, key, NULL), 0);
        CU_ASSERT_EQUAL(size(o), releases[i].cleared);
        sl_decref(key);
        sl_decref(o);
        end();

        begin_release(&releases[i]);
        o = make("abc");
        CU_ASSERT_EQUAL(
            sl_compact_popitem((struct sl_compact *)(void *)sl_plain_dict(o, NULL),
                               &key, &value, NULL),
            0);
        CU_ASSERT_EQUAL(size(o), releases[i].popped);
        sl_decref(key);
        sl_decref(value);
        sl_decref(o);
        end();

        begin_release(&releases[i]);
        o = make("abc");
        any_set_int(sl_plain_dict(o, NULL), 5);
        CU_ASSERT_EQUAL(size(o), releases[i].integer);
        CU_ASSERT_EQUAL(any_length(sl_plain_dict(o, NULL)), 4);
        sl_decref(o);
        end();
    }
}

/* In every release an instance's attributes are in the order in which it got them, others
   having them in another. */
static void
test_order(void)
{
    for (size_t i = 0; i < RELEASES; i++) {
        struct sl_object *o[2];

        begin_release(&releases[i]);
        o[0] = make("abc");
        o[1] = make("ca");
        CU_ASSERT_STRING_EQUAL(letters(sl_plain_dict(o[1], NULL)), "ca");
        CU_ASSERT_EQUAL(del(o[1], "c", NULL), 0);
        sl_decref(o[0]);
        o[0] = make("bca");
        CU_ASSERT_EQUAL(del(o[0], "b", NULL), 0);
        CU_ASSERT_STRING_EQUAL(letters(sl_plain_dict(o[0], NULL)), "ca");
        CU_ASSERT_STRING_EQUAL(letters(sl_plain_dict(o[1], NULL)), "a");
        sl_decref(o[0]);
        sl_decref(o[1]);
        end();
    }
}

/* Slots and a __dict__ in 3.13: no values without a dictionary, and room for thirty with
   one. 3.13.0 said 304 up to thirty attributes and 1584 with one more; 3.11.7 and 3.12.1
   said 216 of the tenth instance with three. */
static void
test_hybrids(void)
{
    struct sl_object *o;

    begin(sl_platform_find("3.13.0", "lp64", NULL), 1);
    CU_ASSERT_EQUAL(sl_plain_room(class), 0);
    o = make("a");
    CU_ASSERT_PTR_NOT_NULL(sl_plain_dict_if_born(o));
    CU_ASSERT_EQUAL(size(o), 304);
    sl_decref(o);
    o = make("abcdefghijklmnopqrstuvwxyzABCD");
    CU_ASSERT_EQUAL(size(o), 304);
    sl_decref(o);
    o = make("abcdefghijklmnopqrstuvwxyzABCDE");
    CU_ASSERT_EQUAL(size(o), 1584);
    sl_decref(o);
    end();
    begin(sl_platform_find("3.11", "lp64", NULL), 1);
    for (int i = 0; i < 10; i++)
        sl_decref(make("abc"));
    o = make("");
    CU_ASSERT_PTR_NULL(sl_plain_dict_if_born(o));
    CU_ASSERT_EQUAL(size(o),
                    208 + 8); /* 208 when ten were before and one was empty */
    sl_decref(o);
    end();
}

/* Setting, looking and deleting on a few instances, as a plain table of numbers has it. */
static void
run_random(const struct sl_platform *platform, size_t names, size_t steps)
{
    enum { INSTANCES = 6 };
    struct sl_object *o[INSTANCES];
    struct model models[INSTANCES];
    struct random dice = random_begin("instances");

    begin(platform, 0);
    for (int i = 0; i < INSTANCES; i++) {
        o[i] = make("");
        models[i] = model_new(names);
    }
    for (size_t step = 0; step < steps; step++) {
        size_t i = random_below(&dice, INSTANCES), n = random_below(&dice, names);
        size_t what = random_below(&dice, 100);
        struct sl_object *key = str_key(py, "n%zu", n), *value = NULL;
        long expected = model_get(&models[i], n);

        if (what < 45) {
            value = int_key(py, (long)step);
            CU_ASSERT_EQUAL(sl_plain_set(o[i], key, value, NULL), 0);
            model_set(&models[i], n, (long)step);
            sl_decref(value);
        } else if (what < 55) {
            CU_ASSERT_EQUAL(sl_plain_del(o[i], key, NULL),
                            model_del(&models[i], n) ? 0 : -1);
        } else if (what < 57) {
            CU_ASSERT_EQUAL(any_length(sl_plain_dict(o[i], NULL)), models[i].used);
        } else if (what < 58) {
            struct sl_object *dict = sl_incref(sl_plain_dict(o[i], NULL));
            size_t length = models[i].used;

            sl_decref(o[i]);
            CU_ASSERT_EQUAL(any_length(dict), length);
            sl_decref(dict);
            o[i] = make("");
            model_clear(&models[i]);
        } else {
            CU_ASSERT_EQUAL(sl_plain_get(o[i], key, &value, NULL),
                            expected != MODEL_ABSENT);
            if (value != NULL)
                CU_ASSERT_EQUAL(((struct sl_int *)(void *)value)->value, expected);
        }
        sl_decref(key);
    }
    for (int i = 0; i < INSTANCES; i++) {
        sl_decref(o[i]);
        model_free(&models[i]);
    }
    end();
}

static void
test_random(void)
{
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        run_random(sl_platforms[i], 5, 3000);
        run_random(sl_platforms[i], 28, 3000);
        run_random(sl_platforms[i], 80, 6000);
    }
}

/* Each allocation fails in turn while two instances are made, filled and looked at: what
   failed can be done again. */
static void
run_no_memory(const struct sl_platform *platform, size_t slots)
{
    static const char *const known[] = {"n3", "n1", "n2"};
    bool failed = true;

    for (size_t fail = 1; failed; fail++) {
        struct sl_object *o = NULL, *key = NULL;

        py = open_interp(platform, &counts);
        CU_ASSERT_PTR_NOT_NULL_FATAL(py);
        counts.calls = 0;
        counts.fail_at = fail;
        class = sl_plain_class_new(py, "C", slots, known, 3, NULL);
        if (class == NULL)
            class = sl_plain_class_new(py, "C", slots, known, 3, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(class);
        for (int i = 0; i < 40; i++) {
            struct sl_error error = {SL_NO_ERROR, ""};

            if (o == NULL)
                o = sl_plain_new(class, NULL);
            key = o == NULL ? NULL : str_key(py, "n%d", i);
            if (key == NULL || sl_plain_set(o, key, key, &error) < 0) {
                CU_ASSERT(key == NULL || error.kind == SL_MEMORY_ERROR);
                CU_ASSERT(key == NULL || sl_plain_get(o, key, NULL, NULL) == 0);
                i--;
            }
            sl_decref(key);
            if (i == 7 && o != NULL)
                sl_plain_dict(o, NULL);
        }
        CU_ASSERT_EQUAL(any_length(sl_plain_dict(o, NULL)), 40);
        failed = counts.calls >= fail;
        counts.fail_at = 0;
        sl_decref(o);
        end();
    }
}

static void
test_no_memory(void)
{
    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        run_no_memory(sl_platforms[i], 0);
        run_no_memory(sl_platforms[i], 1);
    }
}

/* What block of values an instance asks for, from the topic heap of the README's rules. */
static void
test_sizes_of_values(void)
{
    static const struct {
        const char *version, *abi;
        size_t room, bytes;
    } cases[] = {
        {"3.10", "lp64", 5, 40},  /* 5 pointers */
        {"3.11", "lp64", 6, 56},  /* 48, and 8 bytes rounded up */
        {"3.12", "lp64", 7, 72},  /* 56, and 9 */
        {"3.13", "lp64", 6, 64},  /* 8, 48, and 6 */
        {"3.14", "ilp32", 9, 52}, /* 4, 36, and 9 */
        {"3.11", "ilp32", 3, 20}, /* 12, and 5 */
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CU_ASSERT_EQUAL(
            sl_values_sizeof(sl_platform_find(cases[i].version, cases[i].abi, NULL),
                             cases[i].room),
            cases[i].bytes);
}

bool
add_split_life_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_one_too_many) &&
           CU_ADD_TEST(suite, test_failed_del) &&
           CU_ADD_TEST(suite, test_last_of_all) &&
           CU_ADD_TEST(suite, test_changes_of_the_dictionary) &&
           CU_ADD_TEST(suite, test_order) && CU_ADD_TEST(suite, test_hybrids) &&
           CU_ADD_TEST(suite, test_random) && CU_ADD_TEST(suite, test_no_memory) &&
           CU_ADD_TEST(suite, test_sizes_of_values);
}
