/* What dictionaries say when they fail, and that nothing happened then. */
#include "dict_tests.h"
#include "living.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_dict *d;

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

/* Asserts that `del d[key]` fails with a KeyError of this TEXT. Gives the KEY back. */
static void
expect_key_error(struct sl_object *key, const char *text)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_EQUAL(sl_dict_del(d, key, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_KEY_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, text);
    CU_ASSERT_EQUAL(sl_dict_del(d, key, NULL), -1);
    sl_decref(key);
}

/* The texts are str() of the KeyError that CPython 2.7.18 raised for `del {}[key]`. */
static void
test_key_errors(void)
{
    struct sl_object *items[3], *empty;

    begin();
    items[0] = int_key(py, 1);
    items[1] = str_key(py, "a");
    items[2] = str_key(py, "it's");
    expect_key_error(str_key(py, "x"), "'x'");
    expect_key_error(str_key(py, "%s", ""), "''");
    expect_key_error(int_key(py, 5), "5");
    expect_key_error(int_key(py, -5), "-5");
    expect_key_error(str_key(py, "it's"), "\"it's\"");
    expect_key_error(sl_str_new(py, "a\n\0\xff\"'", 6, NULL),
                     "'a\\n\\x00\\xff\"\\''");
    expect_key_error(sl_tuple_new(py, items, 3, NULL), "(1, 'a', \"it's\")");
    expect_key_error(sl_tuple_new(py, items, 1, NULL), "(1,)");
    empty = sl_tuple_new(py, NULL, 0, NULL);
    expect_key_error(empty, "()");
    expect_key_error(sl_incref(sl_none(py)), "None");
    for (int i = 0; i < 3; i++)
        sl_decref(items[i]);
    end();
}

/* A text too long for struct sl_error is cut short, not written past its end. */
static void
test_long_key_error(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    char text[1000];
    struct sl_object *key;

    begin();
    memset(text, 'x', sizeof text);
    key = sl_str_new(py, text, sizeof text, NULL);
    CU_ASSERT_EQUAL(sl_dict_del(d, key, &error), -1);
    CU_ASSERT_EQUAL(strlen(error.message), sizeof error.message - 1);
    CU_ASSERT_EQUAL(strncmp(error.message, "'xxx", 4), 0);
    sl_decref(key);
    end();
}

static void
expect_unhashable(struct sl_object *key, const char *text)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_EQUAL(sl_dict_set(d, key, sl_none(py), &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, text);
    error.kind = SL_NO_ERROR;
    CU_ASSERT_EQUAL(sl_dict_get(d, key, NULL, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    error.kind = SL_NO_ERROR;
    CU_ASSERT_EQUAL(sl_dict_del(d, key, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_EQUAL(sl_dict_set(d, key, sl_none(py), NULL), -1);
    CU_ASSERT_EQUAL(d->used + d->fill, 0);
}

/* CPython 2.7.18: {}[{}] = 1 is TypeError "unhashable type: 'dict'"; in a tuple as well. */
static void
test_unhashable(void)
{
    struct sl_dict *key;
    struct sl_object *o, *tuple;

    begin();
    key = sl_dict_new(py, NULL);
    o = &key->object;
    expect_unhashable(o, "unhashable type: 'dict'");
    tuple = sl_tuple_new(py, &o, 1, NULL);
    expect_unhashable(tuple, "unhashable type: 'dict'");
    sl_decref(tuple);
    release_dict(key);
    end();
}

/* ---- Memory that runs out ---- */

/* What there was before an operation that failed. */
struct snapshot {
    struct sl_dict dict;
    struct sl_dict_entry *table;
};

static struct snapshot
remember(const struct sl_dict *of)
{
    size_t bytes = (of->mask + 1) * sizeof *of->table;
    struct snapshot s = {*of, malloc(bytes)};

    CU_ASSERT_PTR_NOT_NULL_FATAL(s.table);
    memcpy(s.table, of->table, bytes);
    return s;
}

/* Whether OF is what S was; S is given back. */
static bool
unchanged(struct snapshot *s, const struct sl_dict *of)
{
    bool same = of->used == s->dict.used && of->fill == s->dict.fill &&
                of->mask == s->dict.mask && of->table == s->dict.table &&
                of->lookup == s->dict.lookup &&
                of->object.refcnt == s->dict.object.refcnt &&
                memcmp(of->table, s->table, (of->mask + 1) * sizeof *s->table) == 0;

    free(s->table);
    return same;
}

static struct sl_object *key; /* not in d */
static struct sl_dict *other;

static int
try_set(struct sl_error *error)
{
    return sl_dict_set(d, key, key, error);
}

static int
keep(struct sl_dict *made)
{
    release_dict(made);
    return made == NULL ? -1 : 0;
}

static int
try_new(struct sl_error *error)
{
    return keep(sl_dict_new(py, error));
}

static int
try_presized(struct sl_error *error)
{
    return keep(sl_dict_new_presized(py, 100, error));
}

static int
try_copy(struct sl_error *error)
{
    return keep(sl_dict_copy(d, error));
}

static int
try_update(struct sl_error *error)
{
    return sl_dict_update(d, other, error);
}

/* Makes allocation number FAIL of TRY, on a dictionary with so many KEYS, the one that
   fails. Returns whether there was such an allocation. */
static bool
fails(int (*try)(struct sl_error *error), long keys, size_t fail)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct snapshot before;
    size_t blocks;
    int result;

    begin();
    for (long i = 0; i < keys; i++)
        set_int(d, i);
    key = int_key(py, 1000);
    other = sl_dict_new(py, NULL);
    for (long i = 0; i < 20; i++)
        set_int(other, 2000 + i);
    before = remember(d);
    blocks = counts.blocks;
    counts.calls = 0;
    counts.fail_at = fail;
    result = try(&error);
    counts.fail_at = 0;
    CU_ASSERT_EQUAL(result < 0, counts.calls >= fail);
    CU_ASSERT_EQUAL(unchanged(&before, d),
                    result < 0 || (try != try_set && try != try_update));
    if (result < 0) {
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, "");
        CU_ASSERT_EQUAL(counts.blocks, blocks);
        CU_ASSERT_EQUAL(try(&error), 0); /* and then it works */
    }
    release_dict(other);
    sl_decref(key);
    end();
    return result < 0;
}

/* Each allocation of each operation fails in turn, and there are as many as there must be:
   an object, a table outside, or both. */
static void
test_no_memory(void)
{
    static const struct {
        int (*try)(struct sl_error *error);
        long keys;
        size_t allocations;
    } cases[] = {
        {try_new, 0, 1},    {try_presized, 0, 2}, {try_copy, 3, 1},
        {try_copy, 6, 2},   {try_copy, 50, 2},    {try_update, 0, 1},
        {try_update, 5, 1}, {try_set, 4, 0},      {try_set, 5, 1},
        {try_set, 21, 1},   {try_set, 22, 0},     {try_set, 85, 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t allocations = 0;

        while (fails(cases[i].try, cases[i].keys, allocations + 1))
            allocations++;
        CU_ASSERT_EQUAL(allocations, cases[i].allocations);
    }
}

bool
add_dict_error_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_key_errors) &&
           CU_ADD_TEST(suite, test_long_key_error) &&
           CU_ADD_TEST(suite, test_unhashable) &&
           CU_ADD_TEST(suite, test_no_memory);
}
