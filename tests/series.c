#include "series.h"
#include "living.h"

#include <CUnit/CUnit.h>

#include <stdio.h>

struct measured measured[ABIS] = {
    {"lp64", &sl_python27_lp64, NULL},
    {"ilp32", &sl_python27_ilp32, NULL},
};

int
measured_open(void)
{
    for (int i = 0; i < ABIS; i++) {
        measured[i].oracle = oracle_open("2.7.18", measured[i].abi);
        if (measured[i].oracle == NULL)
            return 1;
    }
    return 0;
}

int
measured_close(void)
{
    for (int i = 0; i < ABIS; i++) {
        oracle_close(measured[i].oracle);
        measured[i].oracle = NULL;
    }
    return 0;
}

void
with_each_hash(void (*trace)(struct sl_interp *py))
{
    static const struct sl_platform *const platforms[] = {&sl_python27_host,
                                                          &sl_python27_ilp32};

    for (size_t i = 0; i < sizeof platforms / sizeof platforms[0]; i++) {
        struct counting_allocator counts;
        struct sl_interp *py = open_interp(platforms[i], &counts);

        CU_ASSERT_PTR_NOT_NULL_FATAL(py);
        trace(py);
        close_interp(py, &counts);
    }
}

struct series
series_open(const char *topic, const char *subject, enum oracle_column column)
{
    struct series s = {.topic = topic, .subject = subject, .column = column};

    for (int i = 0; i < ABIS; i++) {
        s.next[i] = oracle_next(measured[i].oracle, topic, subject, &s.cursor[i]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(s.next[i]);
    }
    return s;
}

/* Whether N is where the series has its next row; moves on to it. */
static bool
advance(struct series *s, int i, long n)
{
    if (s->next[i] == NULL || oracle_number(s->next[i], ORACLE_N) != n)
        return false;
    s->row[i] = s->next[i];
    s->next[i] =
        oracle_next(measured[i].oracle, s->topic, s->subject, &s->cursor[i]);
    return true;
}

/* LENGTH: -1 where there is none to compare. */
static void
expect(struct series *s, int i, long n, size_t size, long length)
{
    bool step = advance(s, i, n);
    long j = step ? oracle_number(s->row[i], ORACLE_J) : ORACLE_NONE;
    bool right = s->row[i] != NULL &&
                 oracle_number(s->row[i], s->column) == (long)size &&
                 (j == ORACLE_NONE || length < 0 || j == length);

    if (!right)
        fprintf(stderr, "\n%s, %s, n = %ld on %s: %zu bytes, length %ld\n",
                s->topic, s->subject, n, measured[i].abi, size, length);
    CU_ASSERT_FATAL(right);
}

void
series_expect(struct series *s, long n, const struct sl_dict *d)
{
    for (int i = 0; i < ABIS; i++)
        expect(s, i, n, sl_dict_getsizeof(d, measured[i].platform), (long)d->used);
}

void
series_expect_sizes(struct series *s, long n, const size_t sizes[ABIS])
{
    for (int i = 0; i < ABIS; i++)
        expect(s, i, n, sizes[i], -1);
}

void
series_end(const struct series *s)
{
    for (int i = 0; i < ABIS; i++)
        CU_ASSERT_PTR_NULL(s->next[i]);
}

void
expect_row(const char *topic, const char *subject, long n, const struct sl_dict *d)
{
    struct series s = series_open(topic, subject, ORACLE_SIZE);

    series_expect(&s, n, d);
    series_end(&s);
}
