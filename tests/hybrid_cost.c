/* What classes cost, in slots, in a dictionary and in both, against what CPython 2.7.18
   measured. */
#include "hybrid_tests.h"
#include "living.h"
#include "series.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static struct sl_cost
cost_of(const struct sl_way *way, size_t others)
{
    struct sl_cost cost = {0, 0};

    CU_ASSERT_EQUAL(sl_cost_of(way, others, &cost, NULL), 0);
    return cost;
}

/* Whether a row is as computed; says which is not. */
static void
expect_number(const struct measured *m, const struct oracle_row *row,
              enum oracle_column column, size_t computed)
{
    bool right = oracle_number(row, column) == (long)computed;

    if (!right)
        fprintf(stderr, "\n%s, %s %s, j %s: %s is %s, computed %zu", m->abi,
                oracle_text(row, ORACLE_SUBJECT), oracle_text(row, ORACLE_N),
                oracle_text(row, ORACLE_J), oracle_column_name(column),
                oracle_text(row, column), computed);
    CU_ASSERT(right);
}

/* All rows of the topic heap with SUBJECT, n attributes of which j are in slots, against
   WAY. The dictionary was looked at before it was measured: it was always born. */
static void
expect_heap(const struct measured *m, const char *subject, struct sl_way way,
            long least)
{
    const struct oracle_row *row;
    size_t cursor = 0;
    long rows = 0;

    for (; (row = oracle_next(m->oracle, "heap", subject, &cursor)) != NULL;
         rows++) {
        size_t n = (size_t)oracle_number(row, ORACLE_N);
        size_t j = (size_t)oracle_number(row, ORACLE_J);
        struct sl_cost cost;

        way.slots = j;
        cost = cost_of(&way, n - j);
        expect_number(m, row, ORACLE_SIZE, cost.instance);
        if (n > j)
            expect_number(m, row, ORACLE_DICT_SIZE, cost.dict);
        else
            CU_ASSERT_EQUAL(cost.dict, 0);
    }
    CU_ASSERT(rows >= least);
}

static void
test_measured(void)
{
    for (size_t i = 0; i < ABIS; i++) {
        struct sl_way way = {NULL, false, 0, false, false};

        py = open_interp(measured[i].platform, &counts);
        way.base = sl_builtin(py, SL_OBJECT);
        expect_heap(&measured[i], "plain", way, 41);
        way.slotted = true;
        expect_heap(&measured[i], "slots", way, 41);
        way.weakrefs = true;
        expect_heap(&measured[i], "slots_weakref", way, 14);
        way.dict = true;
        way.weakrefs = false;
        expect_heap(&measured[i], "hybrid", way, 158);
        close_interp(py, &counts);
    }
}

/* "NAME sub WHAT of VALUE": the class, or false if there is no such built-in type here. */
static bool
parse_subject(const char *subject, struct sl_way *way)
{
    char name[32], what[32];
    int parsed = 0;

    if (sscanf(subject, "%31s sub %n", name, &parsed) != 1 || parsed == 0)
        return false;
    *way = (struct sl_way){.base = sl_builtin_named(py, name)};
    if (way->base == NULL)
        return false;
    if (sscanf(subject + parsed, "slots %31s of", what) != 1)
        return strncmp(subject + parsed, "plain of ", 9) == 0;
    way->slotted = true;
    way->dict = strcmp(what, "__dict__") == 0;
    way->weakrefs = strcmp(what, "__weakref__") == 0;
    way->slots = what[0] == '_' ? 0 : (size_t)atoi(what);
    return true;
}

/* Classes under built-in types: the fixed part, and the collector's head. */
static void
test_bases(void)
{
    for (size_t i = 0; i < ABIS; i++) {
        const struct measured *m = &measured[i];
        size_t head = i == 0 ? 32 : 12, cursor = 0, rows = 0;
        const struct oracle_row *row;
        struct sl_way way;

        CU_ASSERT_STRING_EQUAL(m->abi, i == 0 ? "lp64" : "ilp32");
        py = open_interp(m->platform, &counts);
        while ((row = oracle_next(m->oracle, "type", NULL, &cursor)) != NULL)
            if (parse_subject(oracle_text(row, ORACLE_SUBJECT), &way)) {
                long collected = oracle_number(row, ORACLE_FLAGS) >> 14 & 1;

                expect_number(m, row, ORACLE_BASICSIZE,
                              cost_of(&way, 0).instance - (collected ? head : 0));
                rows++;
            }
        CU_ASSERT(rows > 60);
        close_interp(py, &counts);
    }
}

/* One slot is made, the others are reckoned: as if all had been made. */
static void
test_as_made(void)
{
    const char *names[52];
    char texts[50][32];
    struct sl_way way;

    for (size_t i = 0; i < ABIS; i++) {
        py = open_interp(measured[i].platform, &counts);
        way = (struct sl_way){sl_builtin(py, SL_OBJECT), true, 0, true, true};
        names[0] = "__dict__";
        names[1] = "__weakref__";
        for (; way.slots <= 50; way.slots++) {
            struct sl_type *c =
                sl_slotted_new(py, "C", way.base, names, way.slots + 2, NULL);

            CU_ASSERT_PTR_NOT_NULL_FATAL(c);
            CU_ASSERT_EQUAL(cost_of(&way, 0).instance, sl_getsizeof(c, 0));
            sl_decref(&c->object);
            if (way.slots < 50) {
                snprintf(texts[way.slots], 32, "a%zu", way.slots);
                names[way.slots + 2] = texts[way.slots];
            }
        }
        close_interp(py, &counts);
    }
}

static void
expect_refusal(enum sl_builtin base, struct sl_way way, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_cost cost = {1, 2};

    way.base = sl_builtin(py, base);
    CU_ASSERT_EQUAL(sl_cost_of(&way, 0, &cost, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_EQUAL(cost.instance, 1);
    CU_ASSERT_EQUAL(cost.dict, 2);
    CU_ASSERT_EQUAL(sl_cost_of(&way, 0, &cost, NULL), -1);
}

/* What CPython 2.7.18 said to such class statements. */
static void
test_refusals(void)
{
    struct sl_way plain = {NULL, false, 0, false, false};
    struct sl_way one = {NULL, true, 1, false, false};
    struct sl_way dict = {NULL, true, 0, true, false};
    struct sl_way weakrefs = {NULL, true, 0, false, true};

    py = open_interp(&sl_python27_lp64, &counts);
    expect_refusal(SL_BOOL, plain, "type 'bool' is not an acceptable base type");
    expect_refusal(SL_STR, one,
                   "nonempty __slots__ not supported for subtype of 'str'");
    expect_refusal(SL_TUPLE, dict,
                   "nonempty __slots__ not supported for subtype of 'tuple'");
    expect_refusal(SL_LONG, weakrefs,
                   "nonempty __slots__ not supported for subtype of 'long'");
    close_interp(py, &counts);
}

/* What the base has already need not be asked for, and is counted once. LP64, CPython
   2.7.18: `class C(Exception)` with and without __slots__ = (), `class C(set)` with
   __slots__ = () and ('__dict__',). */
static void
test_base_has_it(void)
{
    struct sl_way way = {NULL, true, 0, true, true};

    py = open_interp(&sl_python27_lp64, &counts);
    way.base = sl_builtin(py, SL_EXCEPTION);
    CU_ASSERT_EQUAL(cost_of(&way, 1).instance, 32 + 40 + 8);
    CU_ASSERT_EQUAL(cost_of(&way, 1).dict, 280);
    way.weakrefs = false;
    CU_ASSERT_EQUAL(cost_of(&way, 0).instance, 32 + 40);
    way = (struct sl_way){sl_builtin(py, SL_SET), true, 0, true, true};
    CU_ASSERT_EQUAL(cost_of(&way, 0).instance, 32 + 208);
    way.dict = false;
    CU_ASSERT_EQUAL(cost_of(&way, 0).instance, 32 + 200);
    close_interp(py, &counts);
}

/* The largest class there can be, and one slot more. */
static void
test_too_large(void)
{
    struct sl_way way = {NULL, true, 0, false, false};
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_cost cost = {0, 0};

    py = open_interp(&sl_python27_lp64, &counts);
    way.base = sl_builtin(py, SL_OBJECT);
    way.slots = (SL_SIZE_LIMIT - 48) / 8;
    CU_ASSERT_EQUAL(sl_cost_of(&way, 0, &cost, &error), 0);
    CU_ASSERT_EQUAL(cost.instance, 48 + way.slots * 8);
    way.slots++;
    CU_ASSERT_EQUAL(sl_cost_of(&way, 0, &cost, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    way.slots = SIZE_MAX;
    CU_ASSERT_EQUAL(sl_cost_of(&way, 0, &cost, NULL), -1);
    close_interp(py, &counts);
}

static void
fail_each(struct sl_way way)
{
    size_t once = cost_of(&way, 6).dict, fail = 0;
    size_t blocks = counts.blocks; /* the table of names is there by now */
    int result = -1;

    while (result < 0 && fail++ < 200) {
        struct sl_error error = {SL_NO_ERROR, ""};
        struct sl_cost cost = {0, 0};

        counts.calls = 0;
        counts.fail_at = fail;
        result = sl_cost_of(&way, 6, &cost, &error);
        counts.fail_at = 0;
        if (result < 0) {
            CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
        }
        CU_ASSERT_EQUAL(counts.blocks, blocks);
    }
    CU_ASSERT_EQUAL(result, 0);
    CU_ASSERT_EQUAL(once, 1048);
    CU_ASSERT(fail > 3);
}

static void
test_no_memory(void)
{
    struct sl_way plain = {NULL, false, 0, false, false};
    struct sl_way all = {NULL, true, 3, true, true};

    py = open_interp(&sl_python27_lp64, &counts);
    plain.base = all.base = sl_builtin(py, SL_OBJECT);
    fail_each(plain);
    fail_each(all);
    close_interp(py, &counts);
}

/* Bytes of so many slots, and of so many keys in a dictionary, as measured. */
static long
measured_split(const struct measured *m, long slots, long others)
{
    long pointer = strcmp(m->abi, "lp64") == 0 ? 8 : 4;

    return slots * pointer + (others == 0
                                  ? 0
                                  : oracle_at(m->oracle, "dict_growth", "int keys",
                                              others, ORACLE_SIZE));
}

/* The first split with the least bytes, found by trying all. */
static long
search_best(const struct measured *m, long known, long others)
{
    long best = 0;

    for (long j = 1; j <= known; j++)
        if (measured_split(m, j, known - j + others) <
            measured_split(m, best, known - best + others))
            best = j;
    return best;
}

static void
test_best(void)
{
    for (size_t i = 0; i < ABIS; i++)
        for (long others = 0; others <= 90; others += others < 24 ? 1 : 31)
            for (long known = 0; known <= 100; known += known < 24 ? 1 : 19)
                CU_ASSERT_EQUAL(sl_split_best((size_t)known, (size_t)others),
                                (size_t)search_best(&measured[i], known, others));
    CU_ASSERT_EQUAL(sl_split_best(50000, 10), 50011 - 22);
}

/* The numbers of keys after which CPython 2.7.18 makes the table larger; the last two, past
   fifty thousand keys, were found by inserting 200,000 ints one by one. */
static void
test_room(void)
{
    static const size_t breaks[] = {5,    21,    85,    341,   1365,
                                    5461, 21845, 87381, 174762};

    CU_ASSERT_EQUAL(sl_dict_room(0), 0);
    CU_ASSERT_EQUAL(sl_dict_room(1), 5);
    for (size_t i = 0; i < sizeof breaks / sizeof breaks[0]; i++) {
        CU_ASSERT_EQUAL(sl_dict_room(breaks[i]), breaks[i]);
        if (i > 0)
            CU_ASSERT_EQUAL(sl_dict_room(breaks[i - 1] + 1), breaks[i]);
    }
}

bool
add_hybrid_cost_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "costs as measured", test_measured) != NULL &&
           CU_add_test(suite, "bases as measured", test_bases) != NULL &&
           CU_add_test(suite, "costs as made", test_as_made) != NULL &&
           CU_add_test(suite, "no such class", test_refusals) != NULL &&
           CU_add_test(suite, "base has it", test_base_has_it) != NULL &&
           CU_add_test(suite, "too large", test_too_large) != NULL &&
           CU_add_test(suite, "cost without memory", test_no_memory) != NULL &&
           CU_add_test(suite, "best split", test_best) != NULL &&
           CU_add_test(suite, "room of a table", test_room) != NULL;
}
