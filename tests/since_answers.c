/* Chapter 11: the three answers, out of the rows of the topic `heap` of every file. */
#include "files.h"
#include "since_tests.h"

#include <CUnit/Basic.h>

#include <string.h>

static const struct {
    const char *subject;
    enum sl_way_kind kind;
} ways[] = {
    {"plain", SL_WAY_PLAIN},
    {"slots", SL_WAY_SLOTS},
    {"slots_weakref", SL_WAY_SLOTS_WEAKREF},
    {"hybrid", SL_WAY_HYBRID},
    {"plain_outside", SL_WAY_PLAIN_OUTSIDE},
    {"plain_looked", SL_WAY_PLAIN_LOOKED},
    {"classic", SL_WAY_CLASSIC},
};

enum { MOST = 40 }; /* attributes of a row of `heap` */

static size_t differ;

static void
expect(const struct measured_file *file, const char *what, long n, long j,
       long measured, long computed)
{
    if (measured == computed)
        return;
    printf("%s %s %s n=%ld j=%ld: measured %ld, computed %ld\n", file->version,
           file->abi, what, n, j, measured, computed);
    differ++;
}

/* What a row says, by getsizeof. */
static long
seen_in(const struct oracle_row *row)
{
    long dict = oracle_number(row, ORACLE_DICT_SIZE);

    return oracle_number(row, ORACLE_SIZE) + (dict == ORACLE_NONE ? 0 : dict);
}

/* And what was asked of the heap, as the whole number nearest to the average. CPython 2.7
   has no tracemalloc: there the sizes of the blocks are what getsizeof says of them, and the
   dictionary is there with the first attribute outside slots, or where somebody looked. */
static long
asked_in(const struct oracle_row *row)
{
    const char *subject = oracle_text(row, ORACLE_SUBJECT);
    double requested = oracle_real(row, ORACLE_REQUESTED);
    bool born = strcmp(subject, "plain_looked") == 0 ||
                strcmp(subject, "classic") == 0 ||
                oracle_number(row, ORACLE_N) > oracle_number(row, ORACLE_J);

    if (requested >= 0)
        return (long)(requested + 0.5);
    return born ? seen_in(row) : oracle_number(row, ORACLE_SIZE);
}

static const struct oracle_row *
row_of(const struct oracle *oracle, const char *subject, long n)
{
    const struct oracle_row *row;
    size_t cursor = 0;

    while ((row = oracle_next(oracle, "heap", subject, &cursor)) != NULL)
        if (oracle_number(row, ORACLE_N) == n)
            return row;
    CU_FAIL_FATAL("no such row");
    return NULL;
}

static void
weigh_row(const struct measured_file *file, const struct oracle_row *row)
{
    const struct sl_platform *p = file->platform;
    const char *subject = oracle_text(row, ORACLE_SUBJECT);
    long n = oracle_number(row, ORACLE_N), j = oracle_number(row, ORACLE_J);
    size_t i = 0, count = (size_t)n, slots = (size_t)j;

    while (i < sizeof ways / sizeof ways[0] &&
           strcmp(ways[i].subject, subject) != 0)
        i++;
    CU_ASSERT_TRUE_FATAL(i < sizeof ways / sizeof ways[0]);
    expect(file, subject, n, j, seen_in(row),
           (long)sl_weigh(p, SL_BY_GETSIZEOF, ways[i].kind, count, slots));
    expect(file, subject, n, j, asked_in(row),
           (long)sl_weigh(p, SL_BY_HEAP, ways[i].kind, count, slots));
}

static void
weigh_file(const struct measured_file *file)
{
    const struct oracle_row *row;
    size_t cursor = 0, rows = 0;

    differ = 0;
    for (; (row = oracle_next(file->oracle, "heap", NULL, &cursor)) != NULL; rows++)
        weigh_row(file, row);
    tell_rows(file, "heap", rows, differ);
}

static void
test_weigh(void)
{
    for_each_file(weigh_file);
}

/* The price, and whether the instance grows by more than two pointers, at each number of
   attributes, from pairs of rows. */
static void
answer_file(const struct measured_file *file)
{
    const struct sl_platform *p = file->platform;
    long word = (long)p->abi->pointer.size;
    size_t breaks[2][MOST], count[2], found[2] = {0, 0};

    differ = 0;
    for (int scales = 0; scales < 2; scales++)
        count[scales] = sl_breakpoints(p, (enum sl_scales)scales, MOST - 1,
                                       breaks[scales], MOST);
    for (long n = 0; n <= MOST; n++) {
        const struct oracle_row *plain = row_of(file->oracle, "plain", n);
        const struct oracle_row *slots = row_of(file->oracle, "slots", n);
        const struct oracle_row *next =
            n < MOST ? row_of(file->oracle, "plain", n + 1) : NULL;
        long (*const measure[])(const struct oracle_row *) = {seen_in, asked_in};

        for (int i = 0; i < 2; i++) {
            expect(file, "price", n, i, measure[i](plain) - measure[i](slots),
                   word * (long)sl_price(p, (enum sl_scales)i, (size_t)n));
            if (n > 0 && next != NULL &&
                measure[i](next) > measure[i](plain) + 2 * word)
                expect(file, "breakpoint", n, i, n,
                       found[i] < count[i] ? (long)breaks[i][found[i]++] : -1);
        }
    }
    expect(file, "breakpoints", 0, 0, (long)found[0], (long)count[0]);
    expect(file, "breakpoints", 0, 1, (long)found[1], (long)count[1]);
    printf("%s %s price and breakpoints: %d numbers of attributes compared, %zu "
           "differ\n",
           file->version, file->abi, MOST + 1, differ);
    CU_ASSERT_EQUAL(differ, 0);
}

static void
test_answers(void)
{
    for_each_file(answer_file);
}

static void
hybrid_file(const struct measured_file *file)
{
    const struct oracle_row *row;
    size_t cursor = 0, rows = 0;

    differ = 0;
    for (; (row = oracle_next(file->oracle, "heap", "hybrid", &cursor)) != NULL;
         rows++) {
        long n = oracle_number(row, ORACLE_N), j = oracle_number(row, ORACLE_J);
        const struct oracle_row *plain = row_of(file->oracle, "plain", n);

        expect(
            file, "hybrid seen", n, j, seen_in(plain) - seen_in(row),
            sl_hybrid_saved(file->platform, SL_BY_GETSIZEOF, (size_t)n, (size_t)j));
        expect(file, "hybrid asked", n, j, asked_in(plain) - asked_in(row),
               sl_hybrid_saved(file->platform, SL_BY_HEAP, (size_t)n, (size_t)j));
    }
    printf("%s %s hybrids: %zu rows compared, %zu differ\n", file->version,
           file->abi, rows, differ);
    CU_ASSERT(rows > 100);
    CU_ASSERT_EQUAL(differ, 0);
}

static void
test_hybrids(void)
{
    for_each_file(hybrid_file);
}

/* The article's numbers, and what became of them. */
static void
test_the_article(void)
{
    const struct sl_platform *py315 = sl_platform_find("3.15", "lp64", NULL);
    const struct sl_platform *py312 = sl_platform_find("3.12", "lp64", NULL);

    CU_ASSERT_EQUAL(sl_price(&sl_python27_lp64, SL_BY_HEAP, 1), 36);
    CU_ASSERT_EQUAL(sl_price(&sl_python27_ilp32, SL_BY_HEAP, 1), 35);
    CU_ASSERT_EQUAL(sl_price(py315, SL_BY_HEAP, 1), 5);
    CU_ASSERT_EQUAL(sl_price(py312, SL_BY_HEAP, 1), 4);
    CU_ASSERT_EQUAL(sl_hybrid_saved(&sl_python27_lp64, SL_BY_HEAP, 5, 4), -24);
}

/* The list of breakpoints may be shorter than they are many, or not be there. */
static void
test_room(void)
{
    size_t breaks[3] = {7, 7, 7};

    CU_ASSERT_EQUAL(sl_breakpoints(&sl_python27_lp64, SL_BY_HEAP, 100, NULL, 0), 3);
    CU_ASSERT_EQUAL(sl_breakpoints(&sl_python27_lp64, SL_BY_HEAP, 100, breaks, 2),
                    3);
    CU_ASSERT_EQUAL(breaks[0], 5);
    CU_ASSERT_EQUAL(breaks[1], 21);
    CU_ASSERT_EQUAL(breaks[2], 7);
    CU_ASSERT_EQUAL(sl_breakpoints(&sl_python27_lp64, SL_BY_HEAP, 4, breaks, 3), 0);
    CU_ASSERT_EQUAL(sl_breakpoints(&sl_python27_lp64, SL_BY_HEAP, 0, breaks, 3), 0);
    CU_ASSERT_EQUAL(breaks[0], 5);
}

bool
add_since_answers_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "both scales, measured", test_weigh) != NULL &&
           CU_add_test(suite, "price and breakpoints, measured", test_answers) !=
               NULL &&
           CU_add_test(suite, "hybrids, measured", test_hybrids) != NULL &&
           CU_add_test(suite, "the article's numbers", test_the_article) != NULL &&
           CU_add_test(suite, "room for breakpoints", test_room) != NULL;
}
