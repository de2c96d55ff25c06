/* Sizes of dictionaries: every series that real CPythons 2.7 measured, played again. */
#include "dict_tests.h"
#include "living.h"
#include "series.h"

#include <stdio.h>
#include <string.h>

static struct sl_dict *
new_dict(struct sl_interp *py)
{
    struct sl_dict *d = sl_dict_new(py, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    return d;
}

enum key_kind { INTS, STRS };

static void
set_key(struct sl_dict *d, enum key_kind kind, long i)
{
    char text[32];

    snprintf(text, sizeof text, "k%ld", i);
    CU_ASSERT_EQUAL_FATAL(kind == INTS ? set_int(d, i) : set_str(d, text), 0);
}

static struct sl_dict *
one_by_one(struct sl_interp *py, enum key_kind kind, long keys)
{
    struct sl_dict *d = new_dict(py);

    for (long i = 0; i < keys; i++)
        set_key(d, kind, i);
    return d;
}

/* Key number ODD is an int whatever the KIND. */
static void
grow(struct sl_interp *py, const char *subject, enum key_kind kind, long odd,
     long most)
{
    struct series s = series_open("dict_growth", subject, ORACLE_SIZE);
    struct sl_dict *d = new_dict(py);

    for (long n = 0; n <= most; n++) {
        series_expect(&s, n, d);
        CU_ASSERT_EQUAL_FATAL(sl_dict_places((size_t)n), d->mask + 1);
        CU_ASSERT_EQUAL_FATAL(d->used, (size_t)n);
        set_key(d, n == odd ? INTS : kind, n);
    }
    series_end(&s);
    check_dict(d, NULL, subject);
    release_dict(d);
}

static void
trace_growth(struct sl_interp *py)
{
    grow(py, "int keys", INTS, -1, 200000);
    grow(py, "str keys", STRS, -1, 200000);
    grow(py, "str keys, 4th key is an int", STRS, 3, 1500);
    grow(py, "str keys, 11th key is an int", STRS, 10, 1500);
    grow(py, "str keys, 51st key is an int", STRS, 50, 1500);
}

static void
test_growth(void)
{
    with_each_hash(trace_growth);
}

/* What is predicted without a dictionary, against what was measured. */
static void
test_prediction(void)
{
    for (int i = 0; i < ABIS; i++)
        for (long n = 0; n <= 200000; n += n < 2000 ? 1 : 997) {
            const struct sl_platform *platform = measured[i].platform;
            long size = oracle_at(measured[i].oracle, "dict_growth", "int keys", n,
                                  ORACLE_SIZE);
            long empty = oracle_at(measured[i].oracle, "dict_growth", "int keys", 0,
                                   ORACLE_SIZE);

            CU_ASSERT_EQUAL_FATAL(sl_dict_sizeof(platform, (size_t)n),
                                  (size_t)size);
            CU_ASSERT_EQUAL_FATAL(sl_dict_outside(platform, (size_t)n),
                                  (size_t)(size - empty));
        }
}

/* What is predicted, against a dictionary that runs. */
static void
trace_prediction(struct sl_interp *py)
{
    struct sl_dict *d = new_dict(py);

    for (long n = 0; n <= 2000; n++) {
        CU_ASSERT_EQUAL_FATAL(sl_dict_places((size_t)n), d->mask + 1);
        for (int i = 0; i < ABIS; i++)
            CU_ASSERT_EQUAL_FATAL(sl_dict_sizeof(measured[i].platform, (size_t)n),
                                  sl_dict_getsizeof(d, measured[i].platform));
        set_key(d, INTS, n);
    }
    release_dict(d);
}

static void
test_prediction_runs(void)
{
    with_each_hash(trace_prediction);
}

/* Issue 2 names the numbers of keys that still fit. */
static void
test_breakpoints(void)
{
    static const size_t last[] = {5, 21, 85, 341, 1365, 5461, 21845, 87381, 174762};
    size_t places = 8;

    for (size_t i = 0; i < sizeof last / sizeof last[0]; i++) {
        CU_ASSERT_EQUAL(sl_dict_places(last[i]), places);
        CU_ASSERT(sl_dict_places(last[i] + 1) > places);
        places = sl_dict_places(last[i] + 1);
    }
    CU_ASSERT_EQUAL(places, 524288);
}

static void
trace_delete_all_but_one(struct sl_interp *py)
{
    struct series s = series_open("dict_delete",
                                  "insert 100, delete 99, insert 400", ORACLE_SIZE);
    struct sl_dict *d = new_dict(py);
    long n = 0;

    series_expect(&s, n++, d);
    for (long i = 0; i < 100; i++, n++) {
        set_key(d, INTS, i);
        series_expect(&s, n, d);
    }
    for (long i = 0; i < 99; i++, n++) {
        CU_ASSERT_EQUAL_FATAL(del_int(d, i), 0);
        series_expect(&s, n, d);
    }
    for (long i = 0; i < 400; i++, n++) {
        set_key(d, INTS, 1000 + i);
        series_expect(&s, n, d);
        if (i == 0)
            expect_row("dict_delete", "first insert after the deletes", n, d);
    }
    series_end(&s);
    check_dict(d, NULL, "after 400 insertions");
    sl_dict_clear(d);
    expect_row("dict_delete", "clear()", n, d);
    release_dict(d);
}

/* d.popitem(), as far as sizes can tell: it takes a key that is there. */
static void
pop_item(struct sl_dict *d)
{
    struct sl_object *key;
    size_t place = 0;

    CU_ASSERT_FATAL(sl_dict_next(d, &place, &key, NULL));
    sl_incref(key);
    CU_ASSERT_EQUAL_FATAL(sl_dict_del(d, key, NULL), 0);
    sl_decref(key);
}

/* d.pop(key): the value, then its end. */
static void
pop(struct sl_dict *d, long i)
{
    struct sl_interp *py = d->object.type->interp;
    struct sl_object *key = int_key(py, i), *value = NULL;

    CU_ASSERT_EQUAL_FATAL(sl_dict_get(d, key, &value, NULL), 1);
    CU_ASSERT_PTR_EQUAL(value, sl_none(py));
    CU_ASSERT_EQUAL_FATAL(sl_dict_del(d, key, NULL), 0);
    sl_decref(key);
}

static void
empty(const char *how, struct sl_dict *d)
{
    char subject[64];

    for (long i = 0; i < 100; i++) {
        if (strcmp(how, "popitem") == 0)
            pop_item(d);
        else if (strcmp(how, "pop") == 0)
            pop(d, i);
        else
            CU_ASSERT_EQUAL_FATAL(del_int(d, i), 0);
    }
    snprintf(subject, sizeof subject, "100 keys, all removed by %s", how);
    expect_row("dict_delete", subject, 200, d);
    set_key(d, INTS, 0);
    snprintf(subject, sizeof subject, "100 keys, all removed by %s, one insert",
             how);
    expect_row("dict_delete", subject, 201, d);
    check_dict(d, NULL, subject);
    release_dict(d);
}

static void
trace_delete_all(struct sl_interp *py)
{
    empty("del", one_by_one(py, INTS, 100));
    empty("pop", one_by_one(py, INTS, 100));
    empty("popitem", one_by_one(py, INTS, 100));
}

static void
test_delete(void)
{
    with_each_hash(trace_delete_all_but_one);
    with_each_hash(trace_delete_all);
}

/* The generator is the one that the recorded series were made with. */
static void
toggle(struct sl_interp *py, const char *subject, long m)
{
    struct series s = series_open("dict_churn", subject, ORACLE_SIZE);
    struct sl_dict *d = new_dict(py);
    unsigned long long x = 12345;

    series_expect(&s, 0, d);
    for (long n = 1; n <= 2000; n++) {
        long key;

        x = (1103515245ULL * x + 12345) & 0x7fffffff;
        key = (long)(x >> 16) % m;
        if (has_int(d, key))
            CU_ASSERT_EQUAL_FATAL(del_int(d, key), 0)
        else
            set_key(d, INTS, key);
        series_expect(&s, n, d);
    }
    series_end(&s);
    check_dict(d, NULL, subject);
    release_dict(d);
}

static void
fifo(struct sl_interp *py, const char *subject, long w)
{
    struct series s = series_open("dict_churn", subject, ORACLE_SIZE);
    struct sl_dict *d = new_dict(py);
    long n = 0;

    series_expect(&s, n++, d);
    for (long i = 0; i < 2000 + w; i++) {
        set_key(d, INTS, i);
        series_expect(&s, n++, d);
        if (i < w)
            continue;
        CU_ASSERT_EQUAL_FATAL(del_int(d, i - w), 0);
        series_expect(&s, n++, d);
    }
    series_end(&s);
    check_dict(d, NULL, subject);
    release_dict(d);
}

static void
trace_churn(struct sl_interp *py)
{
    toggle(py, "toggle m=8", 8);
    toggle(py, "toggle m=97", 97);
    toggle(py, "toggle m=1000", 1000);
    fifo(py, "fifo w=1", 1);
    fifo(py, "fifo w=4", 4);
    fifo(py, "fifo w=10", 10);
    fifo(py, "fifo w=100", 100);
}

static void
test_churn(void)
{
    with_each_hash(trace_churn);
}

static struct sl_dict *
literal(struct sl_interp *py, enum key_kind kind, long keys)
{
    struct sl_dict *d = sl_dict_new_presized(py, (size_t)keys, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    for (long i = 0; i < keys; i++)
        set_key(d, kind, i);
    return d;
}

static struct sl_dict *
copied(struct sl_interp *py, enum key_kind kind, long keys)
{
    struct sl_dict *d = one_by_one(py, kind, keys), *copy = sl_dict_copy(d, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    release_dict(d);
    return copy;
}

static struct sl_dict *
updated(struct sl_interp *py, enum key_kind kind, long keys)
{
    struct sl_dict *d = one_by_one(py, kind, keys), *other = new_dict(py);

    CU_ASSERT_EQUAL_FATAL(sl_dict_update(other, d, NULL), 0);
    release_dict(d);
    return other;
}

/* What each way to make a dictionary is here. dict.fromkeys is not in the library: of a list
   it would be insertions again; of a dict it has a rule of its own, and is left out. */
static const struct way {
    const char *subject;
    enum key_kind kind;
    struct sl_dict *(*make)(struct sl_interp *py, enum key_kind kind, long keys);
} ways[] = {
    {"literal, int keys", INTS, literal},
    {"literal, str keys", STRS, literal},
    {"dict(d), int keys", INTS, copied},
    {"dict(d), str keys", STRS, copied},
    {"d.copy(), int keys", INTS, copied},
    {"d.copy(), str keys", STRS, copied},
    {"{}.update(d), int keys", INTS, updated},
    {"{}.update(d), str keys", STRS, updated},
    {"dict(pairs), int keys", INTS, one_by_one},
    {"dict(pairs), str keys", STRS, one_by_one},
    {"comprehension, int keys", INTS, one_by_one},
    {"comprehension, str keys", STRS, one_by_one},
    {"dict(**d), str keys", STRS, updated},
};

static void
trace_constructors(struct sl_interp *py)
{
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct series s = series_open("dict_ctor", ways[i].subject, ORACLE_SIZE);

        for (long n = 0; n <= 100; n++) {
            struct sl_dict *d = ways[i].make(py, ways[i].kind, n);

            CU_ASSERT_EQUAL(d->used, (size_t)n);
            series_expect(&s, n, d);
            check_dict(d, NULL, ways[i].subject);
            release_dict(d);
        }
        series_end(&s);
    }
}

static void
trace_copies(struct sl_interp *py)
{
    struct series s = series_open(
        "dict_ctor", "copy after deletes: 100 keys, n left", ORACLE_SIZE);

    for (long n = 100; n >= 0; n--) {
        struct sl_dict *d = one_by_one(py, INTS, 100), *copy;

        for (long i = 0; i < 100 - n; i++)
            CU_ASSERT_EQUAL_FATAL(del_int(d, i), 0);
        copy = sl_dict_copy(d, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
        series_expect(&s, n, copy);
        check_dict(copy, NULL, s.subject);
        release_dict(copy);
        release_dict(d);
    }
    series_end(&s);
}

static void
test_constructors(void)
{
    with_each_hash(trace_constructors);
    with_each_hash(trace_copies);
}

bool
add_dict_oracle_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_growth) && CU_ADD_TEST(suite, test_prediction) &&
           CU_ADD_TEST(suite, test_prediction_runs) &&
           CU_ADD_TEST(suite, test_breakpoints) &&
           CU_ADD_TEST(suite, test_delete) && CU_ADD_TEST(suite, test_churn) &&
           CU_ADD_TEST(suite, test_constructors);
}
