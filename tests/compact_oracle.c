/* Sizes of dictionaries: every row of the topics dict_* of every measured CPython, played
   again with the dictionaries of its release. */
#include "compact_tests.h"
#include "living.h"
#include "replay.h"

#include <stdio.h>
#include <string.h>

enum key_kind { INTS, STRS };

/* Asserted millions of times, CUnit's own assertions take their time. */
static void
expect_true(bool right)
{
    if (!right)
        CU_FAIL_FATAL("an operation did not do what it should");
}

static struct sl_object *
make_key(const struct replay *r, enum key_kind kind, long i)
{
    struct sl_object *key =
        kind == INTS ? int_key(r->py, i) : str_key(r->py, "k%ld", i);

    expect_true(key != NULL);
    return key;
}

static void
set_key(const struct replay *r, struct sl_object *d, enum key_kind kind, long i)
{
    struct sl_object *key = make_key(r, kind, i);

    expect_true(r->design->set(d, key, sl_none(r->py), NULL) == 0);
    sl_decref(key);
}

static bool
has_key(const struct replay *r, struct sl_object *d, long i)
{
    struct sl_object *key = make_key(r, INTS, i);
    int found = r->design->get(d, key, NULL, NULL);

    expect_true(found >= 0);
    sl_decref(key);
    return found;
}

static void
del_key(const struct replay *r, struct sl_object *d, long i)
{
    struct sl_object *key = make_key(r, INTS, i);

    expect_true(r->design->del(d, key, NULL) == 0);
    sl_decref(key);
}

static struct sl_object *
new_dict(const struct replay *r)
{
    struct sl_object *d = r->design->new (r->py, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    return d;
}

static struct sl_object *
one_by_one(const struct replay *r, enum key_kind kind, long keys)
{
    struct sl_object *d = new_dict(r);

    for (long i = 0; i < keys; i++)
        set_key(r, d, kind, i);
    return d;
}

static void
expect(struct replay_series *s, long n, const struct sl_object *d)
{
    const struct replay *r = s->replay;

    replay_expect(s, n, r->design->getsizeof(d, r->platform),
                  (long)r->design->length(d));
}

/* A series that is one row. */
static void
expect_row(struct replay *r, const char *subject, long n, const struct sl_object *d)
{
    struct replay_series s = replay_open(r, subject, ORACLE_SIZE);

    expect(&s, n, d);
    replay_end(&s);
}

/* Key number ODD is an int whatever the KIND. */
static void
grow(struct replay *r, const char *subject, enum key_kind kind, long odd, long most)
{
    struct replay_series s = replay_open(r, subject, ORACLE_SIZE);
    struct sl_object *d = new_dict(r);

    for (long n = 0; n <= most; n++) {
        expect(&s, n, d);
        set_key(r, d, n == odd ? INTS : kind, n);
    }
    replay_end(&s);
    sl_decref(d);
}

static void
play_growth(struct replay *r)
{
    grow(r, "int keys", INTS, -1, 200000);
    grow(r, "str keys", STRS, -1, 200000);
    grow(r, "str keys, 4th key is an int", STRS, 3, 1500);
    grow(r, "str keys, 11th key is an int", STRS, 10, 1500);
    grow(r, "str keys, 51st key is an int", STRS, 50, 1500);
}

static void
delete_all_but_one(struct replay *r)
{
    struct replay_series s =
        replay_open(r, "insert 100, delete 99, insert 400", ORACLE_SIZE);
    struct sl_object *d = new_dict(r);
    long n = 0;

    expect(&s, n++, d);
    for (long i = 0; i < 100; i++, n++) {
        set_key(r, d, INTS, i);
        expect(&s, n, d);
    }
    for (long i = 0; i < 99; i++, n++) {
        del_key(r, d, i);
        expect(&s, n, d);
    }
    for (long i = 0; i < 400; i++, n++) {
        set_key(r, d, INTS, 1000 + i);
        expect(&s, n, d);
        if (i == 0)
            expect_row(r, "first insert after the deletes", n, d);
    }
    replay_end(&s);
    r->design->clear(d);
    expect_row(r, "clear()", n, d);
    sl_decref(d);
}

/* d.popitem(): of the last key, or of any where there is no order. */
static void
pop_item(const struct replay *r, struct sl_object *d)
{
    struct sl_object *key, *value;
    size_t place = 0;

    if (r->platform->release->keys != NULL) {
        CU_ASSERT_EQUAL_FATAL(
            sl_compact_popitem((struct sl_compact *)(void *)d, &key, &value, NULL),
            0);
        sl_decref(value);
    } else {
        CU_ASSERT_FATAL(r->design->next(d, &place, &key, NULL));
        sl_incref(key);
        CU_ASSERT_EQUAL_FATAL(r->design->del(d, key, NULL), 0);
    }
    sl_decref(key);
}

static void
empty(struct replay *r, const char *how)
{
    struct sl_object *d = one_by_one(r, INTS, 100);
    char subject[64];

    for (long i = 0; i < 100; i++)
        if (strcmp(how, "popitem") == 0)
            pop_item(r, d);
        else
            del_key(r, d, i);
    snprintf(subject, sizeof subject, "100 keys, all removed by %s", how);
    expect_row(r, subject, 200, d);
    set_key(r, d, INTS, 0);
    snprintf(subject, sizeof subject, "100 keys, all removed by %s, one insert",
             how);
    expect_row(r, subject, 201, d);
    sl_decref(d);
}

static void
play_delete(struct replay *r)
{
    delete_all_but_one(r);
    empty(r, "del");
    empty(r, "pop");
    empty(r, "popitem");
}

/* The generator is the one that the recorded series were made with. */
static void
toggle(struct replay *r, const char *subject, long m)
{
    struct replay_series s = replay_open(r, subject, ORACLE_SIZE);
    struct sl_object *d = new_dict(r);
    unsigned long long x = 12345;

    expect(&s, 0, d);
    for (long n = 1; n <= 2000; n++) {
        long key;

        x = (1103515245ULL * x + 12345) & 0x7fffffff;
        key = (long)(x >> 16) % m;
        if (has_key(r, d, key))
            del_key(r, d, key);
        else
            set_key(r, d, INTS, key);
        expect(&s, n, d);
    }
    replay_end(&s);
    sl_decref(d);
}

static void
fifo(struct replay *r, const char *subject, long w)
{
    struct replay_series s = replay_open(r, subject, ORACLE_SIZE);
    struct sl_object *d = new_dict(r);
    long n = 0;

    expect(&s, n++, d);
    for (long i = 0; i < 2000 + w; i++) {
        set_key(r, d, INTS, i);
        expect(&s, n++, d);
        if (i < w)
            continue;
        del_key(r, d, i - w);
        expect(&s, n++, d);
    }
    replay_end(&s);
    sl_decref(d);
}

static void
play_churn(struct replay *r)
{
    toggle(r, "toggle m=8", 8);
    toggle(r, "toggle m=97", 97);
    toggle(r, "toggle m=1000", 1000);
    fifo(r, "fifo w=1", 1);
    fifo(r, "fifo w=4", 4);
    fifo(r, "fifo w=10", 10);
    fifo(r, "fifo w=100", 100);
}

static const struct {
    const char *subject;
    enum key_kind kind;
    enum sl_dict_way way;
} ways[] = {
    {"literal, int keys", INTS, SL_DICT_LITERAL},
    {"literal, str keys", STRS, SL_DICT_LITERAL},
    {"dict(d), int keys", INTS, SL_DICT_CALL},
    {"dict(d), str keys", STRS, SL_DICT_CALL},
    {"d.copy(), int keys", INTS, SL_DICT_COPY},
    {"d.copy(), str keys", STRS, SL_DICT_COPY},
    {"{}.update(d), int keys", INTS, SL_DICT_UPDATE},
    {"{}.update(d), str keys", STRS, SL_DICT_UPDATE},
    {"dict.fromkeys(list), int keys", INTS, SL_DICT_FROMKEYS_LIST},
    {"dict.fromkeys(list), str keys", STRS, SL_DICT_FROMKEYS_LIST},
    {"dict.fromkeys(dict), int keys", INTS, SL_DICT_FROMKEYS_DICT},
    {"dict.fromkeys(dict), str keys", STRS, SL_DICT_FROMKEYS_DICT},
    {"dict(pairs), int keys", INTS, SL_DICT_PAIRS},
    {"dict(pairs), str keys", STRS, SL_DICT_PAIRS},
    {"comprehension, int keys", INTS, SL_DICT_COMPREHENSION},
    {"comprehension, str keys", STRS, SL_DICT_COMPREHENSION},
    {"dict(**d), str keys", STRS, SL_DICT_KEYWORDS},
};

static void
play_ways(struct replay *r)
{
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct replay_series s = replay_open(r, ways[i].subject, ORACLE_SIZE);

        for (long n = 0; n <= 100; n++) {
            struct sl_object *d = one_by_one(r, ways[i].kind, n);
            struct sl_object *made = sl_dict_made(r->design, d, ways[i].way, NULL);

            CU_ASSERT_PTR_NOT_NULL_FATAL(made);
            CU_ASSERT_EQUAL(r->design->length(made), (size_t)n);
            expect(&s, n, made);
            sl_decref(made);
            sl_decref(d);
        }
        replay_end(&s);
    }
}

static void
play_constructors(struct replay *r)
{
    struct replay_series s =
        replay_open(r, "copy after deletes: 100 keys, n left", ORACLE_SIZE);

    for (long n = 100; n >= 0; n--) {
        struct sl_object *d = one_by_one(r, INTS, 100), *copy;

        for (long i = 0; i < 100 - n; i++)
            del_key(r, d, i);
        copy = r->design->copy(d, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
        expect(&s, n, copy);
        sl_decref(copy);
        sl_decref(d);
    }
    replay_end(&s);
    play_ways(r);
}

static void
test_growth(void)
{
    replay_all("dict_growth", play_growth);
}

static void
test_delete(void)
{
    replay_all("dict_delete", play_delete);
}

static void
test_churn(void)
{
    replay_all("dict_churn", play_churn);
}

static void
test_constructors(void)
{
    replay_all("dict_ctor", play_constructors);
}

bool
add_compact_oracle_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_growth) && CU_ADD_TEST(suite, test_delete) &&
           CU_ADD_TEST(suite, test_churn) && CU_ADD_TEST(suite, test_constructors);
}
