/* What slots weigh, on both ABIs: classes and the formula against what real CPythons
   measured, and where slots and dictionaries are at par. */
#include "fixed_tests.h"
#include "living.h"
#include "series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

struct sl_type *
class_with_slots(struct sl_interp *interp, const char *name, struct sl_type *base,
                 const char *first, const char *second)
{
    const char *const slots[] = {first, second};
    struct sl_type *type = sl_slotted_new(
        interp, name, base == NULL ? sl_builtin(interp, SL_OBJECT) : base, slots,
        second == NULL ? 1 : 2, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    return type;
}

enum { MOST = 130 };

/* class S(object) with so many slots, and EXTRA unless that is NULL. */
static struct sl_type *
class_of_count(size_t count, const char *extra)
{
    const char *slots[MOST + 1];
    char names[MOST][8];
    struct sl_type *type;

    for (size_t i = 0; i < count; i++) {
        snprintf(names[i], sizeof names[i], "a%zu", i % MOST);
        slots[i] = names[i];
    }
    if (extra != NULL)
        slots[count++] = extra;
    type = sl_slotted_new(py, "S", sl_builtin(py, SL_OBJECT), slots, count, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    return type;
}

static const struct oracle_row *
row_of(int abi, const char *topic, const char *subject)
{
    size_t cursor = 0;
    const struct oracle_row *row =
        oracle_next(measured[abi].oracle, topic, subject, &cursor);

    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    return row;
}

/* The number of slots in a subject like "slots 12"; -1 where it is no such subject. */
static long
slots_in(const char *subject)
{
    char *rest;
    long n;

    if (strncmp(subject, "slots ", 6) != 0)
        return -1;
    n = strtol(subject + 6, &rest, 10);
    return rest == subject + 6 || *rest != '\0' ? -1 : n;
}

static void
check_slots(const struct oracle_row *row, size_t n, const struct sl_platform *on)
{
    struct sl_type *type = class_of_count(n, NULL);

    CU_ASSERT_EQUAL((long)type->basicsize, oracle_number(row, ORACLE_BASICSIZE));
    CU_ASSERT_EQUAL((long)sl_getsizeof(type, 0), oracle_number(row, ORACLE_SIZE));
    CU_ASSERT_EQUAL((long)sl_slotted_sizeof(on, n),
                    oracle_number(row, ORACLE_SIZE));
    CU_ASSERT_EQUAL(type->gc, (oracle_number(row, ORACLE_FLAGS) >> 14 & 1) == 1);
    CU_ASSERT_EQUAL(type->dictoffset, 0);
    CU_ASSERT_EQUAL(type->weaklistoffset, 0);
    sl_decref(&type->object);
}

/* Topic `type`, subjects "slots N". */
static void
test_classes(void)
{
    for (int i = 0; i < ABIS; i++) {
        const struct oracle_row *row;
        size_t cursor = 0, rows = 0;

        py = open_interp(measured[i].platform, &counts);
        while ((row = oracle_next(measured[i].oracle, "type", NULL, &cursor)) !=
               NULL) {
            long n = slots_in(oracle_text(row, ORACLE_SUBJECT));

            if (n < 0)
                continue;
            check_slots(row, (size_t)n, measured[i].platform);
            rows++;
        }
        CU_ASSERT_EQUAL(rows, 51);
        close_interp(py, &counts);
    }
}

/* Topic `heap`, subjects slots and slots_weakref: another script, the same sizes. */
static void
test_heap_rows(void)
{
    static const char *const subjects[] = {"slots", "slots_weakref"};

    for (int i = 0; i < 2 * ABIS; i++) {
        const struct measured *m = &measured[i / 2];
        const struct oracle_row *row;
        size_t cursor = 0, rows = 0;

        for (; (row = oracle_next(m->oracle, "heap", subjects[i % 2], &cursor)) !=
               NULL;
             rows++)
            CU_ASSERT_EQUAL((long)sl_slotted_sizeof(
                                m->platform, (size_t)oracle_number(row, ORACLE_N) +
                                                 (size_t)i % 2),
                            oracle_number(row, ORACLE_SIZE));
        CU_ASSERT_EQUAL(rows, i % 2 == 0 ? 41 : 14);
    }
}

/* The words __dict__ and __weakref__ count like slots: subjects "slots 3 __dict__" and so on,
   and the plain class, which is those two alone. */
static void
test_special_words(void)
{
    for (int i = 0; i < ABIS; i++) {
        const struct sl_platform *on = measured[i].platform;

        CU_ASSERT_EQUAL((long)sl_slotted_sizeof(on, 2),
                        oracle_number(row_of(i, "type", "plain"), ORACLE_SIZE));
        CU_ASSERT_EQUAL(
            (long)sl_slotted_sizeof(on, 1),
            oracle_number(row_of(i, "type", "slots __weakref__"), ORACLE_SIZE));
        CU_ASSERT_EQUAL(
            (long)sl_slotted_sizeof(on, 4),
            oracle_number(row_of(i, "type", "slots 3 __dict__"), ORACLE_SIZE));
        CU_ASSERT_EQUAL(
            (long)sl_slotted_sizeof(on, 5),
            oracle_number(row_of(i, "type", "slots 3 __dict__ __weakref__"),
                          ORACLE_SIZE));
    }
}

/* Beyond 50 slots, where the oracle ends: CPython 2.7.18 on LP64 said 848, 1104, 1112, 1120,
   3416 and 12632 of 100, 132, 133, 134, 421 and 1573. */
static void
test_many_slots(void)
{
    static const size_t said[][2] = {{100, 848},  {132, 1104}, {133, 1112},
                                     {134, 1120}, {421, 3416}, {1573, 12632}};

    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        CU_ASSERT_EQUAL(sl_slotted_sizeof(&sl_python27_lp64, said[i][0]),
                        said[i][1]);
}

/* The bytes of a plain instance with N attributes, as CPython measured them. */
static long
plain_total(int abi, long n)
{
    long own = oracle_number(row_of(abi, "type", "plain"), ORACLE_SIZE);

    return n == 0 ? own
                  : own + oracle_at(measured[abi].oracle, "instance_dict",
                                    "look once, first", n, ORACLE_DICT_SIZE);
}

/* The curve from 0 to 100 attributes: a living class for each, and the formula. */
static void
test_curve(void)
{
    for (int i = 0; i < ABIS; i++) {
        long first = oracle_number(row_of(i, "type", "slots 1"), ORACLE_SIZE);
        long step =
            oracle_number(row_of(i, "type", "slots 2"), ORACLE_SIZE) - first;

        py = open_interp(measured[i].platform, &counts);
        for (size_t n = 1; n <= 100; n++) {
            struct sl_type *type = class_of_count(n, NULL);
            long size = first + step * ((long)n - 1);

            CU_ASSERT_EQUAL((long)sl_getsizeof(type, 0), size);
            CU_ASSERT_EQUAL((long)sl_slotted_sizeof(measured[i].platform, n), size);
            CU_ASSERT(size < plain_total(i, (long)n));
            sl_decref(&type->object);
        }
        close_interp(py, &counts);
    }
}

/* The equivalence: a class of so many slots and __weakref__ is exactly as heavy as a plain
   instance with one to five attributes, whose figures CPython measured. */
static void
test_equivalence(void)
{
    static const size_t slots[ABIS] = {36, 35};

    for (int i = 0; i < ABIS; i++) {
        struct sl_type *type;

        CU_ASSERT_EQUAL(sl_dict_in_slots(measured[i].platform), slots[i]);
        py = open_interp(measured[i].platform, &counts);
        type = class_of_count(slots[i], "__weakref__");
        for (long n = 1; n <= 5; n++)
            CU_ASSERT_EQUAL((long)sl_getsizeof(type, 0), plain_total(i, n));
        CU_ASSERT_NOT_EQUAL(type->weaklistoffset, 0);
        sl_decref(&type->object);
        close_interp(py, &counts);
    }
}

/* At par is the last number of slots that are no heavier. */
static void
test_par(void)
{
    static const long known[][3] = {{0, 2, 2},       {1, 37, 36},    {5, 37, 36},
                                    {6, 133, 132},   {21, 133, 132}, {22, 421, 420},
                                    {86, 1573, 1572}};

    for (int i = 0; i < ABIS; i++) {
        const struct sl_platform *on = measured[i].platform;

        for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
            CU_ASSERT_EQUAL((long)sl_slots_at_par(on, (size_t)known[k][0]),
                            known[k][i + 1]);
        for (long n = 0; n <= 100; n++) {
            size_t par = sl_slots_at_par(on, (size_t)n);

            CU_ASSERT((long)sl_slotted_sizeof(on, par) <= plain_total(i, n));
            CU_ASSERT((long)sl_slotted_sizeof(on, par + 1) > plain_total(i, n));
        }
    }
}

bool
add_fixed_size_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_classes) && CU_ADD_TEST(suite, test_heap_rows) &&
           CU_ADD_TEST(suite, test_special_words) &&
           CU_ADD_TEST(suite, test_many_slots) && CU_ADD_TEST(suite, test_curve) &&
           CU_ADD_TEST(suite, test_equivalence) && CU_ADD_TEST(suite, test_par);
}
