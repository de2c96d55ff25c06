/* Chapter 10: what instances cost on the heap of every CPython that was measured. Each row
   of the topics `heap` and `heap_sequence` of every file is compared. */
#include "files.h"
#include "heap_tests.h"

#include <CUnit/Basic.h>

#include <math.h>
#include <stdio.h>
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

/* Where a row differs, says so. */
static bool
agree(const struct measured_file *file, const struct oracle_row *row,
      enum oracle_column column, double expected, double slack)
{
    double number = oracle_real(row, column);

    if (number < 0 || fabs(number - expected) <= slack)
        return true;
    printf("%s %s %s n=%s j=%s: %s is %s, computed %.2f\n", file->version,
           file->abi, oracle_text(row, ORACLE_SUBJECT), oracle_text(row, ORACLE_N),
           oracle_text(row, ORACLE_J), oracle_column_name(column),
           oracle_text(row, column), expected);
    return false;
}

/* The terms of a row, "1*48 + 2*80": how many blocks of SIZE; the number of terms is counted
   in *TERMS. */
static double
term_of(const char *text, size_t size, size_t *terms)
{
    double number, found = 0;
    unsigned long of;

    *terms = 0;
    while (sscanf(text, " %lf * %lu", &number, &of) == 2) {
        ++*terms;
        if (of == size)
            found = number;
        text = strchr(text, '+');
        if (text++ == NULL)
            break;
    }
    return found;
}

/* Compares the blocks in pools, rounded, with the terms of the row: none is missing and none
   is too many. */
static bool
agree_on_blocks(const struct measured_file *file, const struct oracle_row *row,
                const struct sl_block *blocks, int count)
{
    size_t step = 2 * file->platform->abi->pointer.size, terms = 0, different = 0;
    const char *text = oracle_text(row, ORACLE_BLOCKS);

    if (oracle_real(row, ORACLE_PYMALLOC) < 0)
        return true;
    term_of(text, 0, &terms);
    for (int i = 0; i < count; i++) {
        size_t size = sl_round_up(blocks[i].size, step), same = 0, unused;
        bool first = true;

        if (blocks[i].size > 512)
            continue;
        for (int j = 0; j < count; j++) {
            same += sl_round_up(blocks[j].size, step) == size;
            first = first && (j >= i || sl_round_up(blocks[j].size, step) != size);
        }
        different += first;
        if (fabs(term_of(text, size, &unused) - (double)same) > 0.01)
            return false;
    }
    return different == terms;
}

static bool
compare_heap_row(const struct measured_file *file, const struct oracle_row *row)
{
    size_t attributes = (size_t)oracle_number(row, ORACLE_N);
    size_t slots = (size_t)oracle_number(row, ORACLE_J), i = 0;
    struct sl_block blocks[SL_BLOCKS_MOST];
    struct sl_heap_cost cost;
    bool good;
    int count;

    while (strcmp(ways[i].subject, oracle_text(row, ORACLE_SUBJECT)) != 0)
        CU_ASSERT_FATAL(++i < sizeof ways / sizeof ways[0]);
    count = sl_heap_blocks(file->platform, ways[i].kind, attributes, slots, blocks,
                           SL_BLOCKS_MOST);
    CU_ASSERT_FATAL(count > 0 && count <= SL_BLOCKS_MOST);
    CU_ASSERT_EQUAL_FATAL(
        sl_heap_bytes(file->platform, ways[i].kind, attributes, slots, &cost, NULL),
        0);
    CU_ASSERT_EQUAL(cost.blocks, (size_t)count);
    good = agree(file, row, ORACLE_SIZE, (double)cost.getsizeof, 0);
    good =
        agree(file, row, ORACLE_DICT_SIZE, (double)cost.dict_getsizeof, 0) && good;
    good =
        agree(file, row, ORACLE_REQUESTED, (double)cost.requested, 0.0101) && good;
    good = agree(file, row, ORACLE_PYMALLOC, (double)cost.pymalloc, 0.0101) && good;
    good = agree(file, row, ORACLE_RSS, cost.resident, cost.resident / 100) && good;
    return agree_on_blocks(file, row, blocks, count) && good;
}

/* A row has at least what every interpreter can tell; from 3.6 on, all of it. */
static bool
is_whole(const struct measured_file *file, const struct oracle_row *row)
{
    bool whole =
        oracle_real(row, ORACLE_SIZE) > 0 && oracle_real(row, ORACLE_RSS) > 0;

    if (file->platform->release->major < 3)
        return whole;
    return whole && oracle_real(row, ORACLE_REQUESTED) > 0 &&
           oracle_real(row, ORACLE_PYMALLOC) >= 0;
}

static void
compare_heap(const struct measured_file *file)
{
    size_t cursor = 0, rows = 0, differ = 0;
    const struct oracle_row *row;

    while ((row = oracle_next(file->oracle, "heap", NULL, &cursor)) != NULL) {
        rows++;
        differ += !compare_heap_row(file, row) || !is_whole(file, row);
    }
    tell_rows(file, "heap", rows, differ);
}

static void
test_heap(void)
{
    for_each_file(compare_heap);
}

/* What measuring itself costs the first instance: the iterator of its loop over a range, four
   longs and then three. Since 3.14 that comes from a list of free ones. */
static size_t
iterator_bytes(const struct sl_platform *platform)
{
    static const char *const formats[] = {"nPllll", "nPlll"};
    unsigned minor = platform->release->minor;

    if (minor >= 14)
        return 0;
    return (size_t)sl_calcsize(platform->abi, formats[minor >= 12], NULL);
}

/* The rows list changes only: in between, the bytes stay the same. */
static bool
compare_sequence_to(const struct measured_file *file, const struct oracle_row *row,
                    long before)
{
    size_t attributes = (size_t)oracle_number(row, ORACLE_N);
    long requested = oracle_number(row, ORACLE_REQUESTED);

    for (long nth = oracle_number(row, ORACLE_J); nth < before; nth++) {
        size_t bytes = sl_heap_sequence(file->platform, attributes, (size_t)nth);

        if (nth == 1)
            bytes += iterator_bytes(file->platform);
        if ((long)bytes == requested)
            continue;
        printf("%s %s n=%zu, instance %ld: %ld, computed %zu\n", file->version,
               file->abi, attributes, nth, requested, bytes);
        return false;
    }
    return true;
}

static void
compare_sequence(const struct measured_file *file)
{
    enum { LAST = 100 };
    size_t cursor = 0, rows = 0, differ = 0;
    const struct oracle_row *row, *next;

    row = oracle_next(file->oracle, "heap_sequence", NULL, &cursor);
    CU_ASSERT((row == NULL) == (file->platform->release->major < 3));
    for (; row != NULL; row = next) {
        bool goes_on;

        next = oracle_next(file->oracle, "heap_sequence", NULL, &cursor);
        goes_on = next != NULL &&
                  oracle_number(next, ORACLE_N) == oracle_number(row, ORACLE_N);
        rows++;
        differ += !compare_sequence_to(
            file, row, goes_on ? oracle_number(next, ORACLE_J) : LAST + 1);
    }
    tell_rows(file, "heap_sequence", rows, differ);
}

static void
test_sequence(void)
{
    for_each_file(compare_sequence);
}

/* Averages of 2,000 classes, rounded; in 2.7, memory of the process, of which the README of
   the measurements says that runs differ by up to 160. */
static void
compare_classes(const struct measured_file *file)
{
    bool exact = file->platform->release->major >= 3;
    enum oracle_column column = exact ? ORACLE_REQUESTED : ORACLE_RSS;
    size_t cursor = 0, rows = 0, differ = 0;
    const struct oracle_row *row;

    while ((row = oracle_next(file->oracle, "class_heap", NULL, &cursor)) != NULL) {
        bool slotted = strcmp(oracle_text(row, ORACLE_SUBJECT), "slots") == 0;
        size_t attributes = (size_t)oracle_number(row, ORACLE_N);
        size_t bytes = sl_class_bytes(
            file->platform, slotted ? SL_WAY_SLOTS : SL_WAY_PLAIN, attributes);

        rows++;
        CU_ASSERT(oracle_real(row, column) > 0);
        differ += !agree(file, row, column, (double)bytes, exact ? 1 : 80);
    }
    tell_rows(file, "class_heap", rows, differ);
}

static void
test_classes(void)
{
    for_each_file(compare_classes);
}

/* With so many instances slots have paid, and not with one less. Measured on the
   interpreters that tests/oracle/even.py was run on. */
static void
compare_even(const struct measured_file *file)
{
    size_t cursor = 0, rows = 0, differ = 0;
    const struct oracle_row *row;

    while ((row = oracle_next(file->oracle, "class_even", NULL, &cursor)) != NULL) {
        size_t attributes = (size_t)oracle_number(row, ORACLE_N);
        size_t least = sl_heap_break_even(file->platform, attributes);

        rows++;
        differ += !agree(file, row, ORACLE_J, (double)least, 0);
    }
    tell_rows(file, "class_even", rows, differ);
}

static void
test_even(void)
{
    for_each_file(compare_even);
}

/* There are no old-style classes after 2.7, and a list may be shorter than what is there. */
static void
test_refused(void)
{
    const struct sl_platform *p36 = sl_platform_find("3.6", "lp64", NULL);
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_heap_cost cost = {.requested = 1};
    struct sl_block blocks[2] = {{"", 0, false}, {"untouched", 7, false}};

    CU_ASSERT_EQUAL(sl_heap_blocks(p36, SL_WAY_CLASSIC, 1, 0, blocks, 2), -1);
    CU_ASSERT_EQUAL(sl_heap_bytes(p36, SL_WAY_CLASSIC, 1, 0, &cost, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "CPython 3.6 has no old-style classes");
    CU_ASSERT_EQUAL(sl_heap_bytes(p36, SL_WAY_CLASSIC, 1, 0, &cost, NULL), -1);
    CU_ASSERT_EQUAL(cost.requested, 1);
    CU_ASSERT_EQUAL(sl_heap_blocks(p36, SL_WAY_PLAIN, 5, 0, NULL, 0), 3);
    CU_ASSERT_EQUAL(sl_heap_blocks(p36, SL_WAY_PLAIN, 5, 0, blocks, 1), 3);
    CU_ASSERT_STRING_EQUAL(blocks[0].what, "instance");
    CU_ASSERT_EQUAL(blocks[0].size, 64);
    CU_ASSERT_EQUAL(blocks[1].size, 7);
}

/* Seen on CPython 3.13.0 and 3.11.7 with tracemalloc; `heap` has no hybrids with so many in
   the dictionary: class C: one slot, '__dict__', and M more attributes. */
static void
test_hybrids_beyond(void)
{
    static const struct {
        const char *version;
        size_t m, requested, dict;
    } cases[] = {
        {"3.13.0", 29, 400, 304},   {"3.13.0", 30, 400, 304},
        {"3.13.0", 31, 1640, 1584}, {"3.13.0", 43, 1640, 1584},
        {"3.13.0", 90, 3384, 3328}, {"3.11", 29, 320, 296},
        {"3.11", 30, 1640, 1584},   {"3.11", 90, 3384, 3328},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_heap_cost cost;

        CU_ASSERT_EQUAL(
            sl_heap_bytes(sl_platform_find(cases[i].version, "lp64", NULL),
                          SL_WAY_HYBRID, 1 + cases[i].m, 1, &cost, NULL),
            0);
        CU_ASSERT_EQUAL(cost.requested, cases[i].requested);
        CU_ASSERT_EQUAL(cost.dict_getsizeof, cases[i].dict);
    }
}

bool
add_heap_oracle_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "heap, measured", test_heap) != NULL &&
           CU_add_test(suite, "heap_sequence, measured", test_sequence) != NULL &&
           CU_add_test(suite, "class_heap, measured", test_classes) != NULL &&
           CU_add_test(suite, "class_even, measured", test_even) != NULL &&
           CU_add_test(suite, "refused", test_refused) != NULL &&
           CU_add_test(suite, "hybrids beyond", test_hybrids_beyond) != NULL;
}
