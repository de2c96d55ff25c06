#include "replay.h"

#include "living.h"

#include <CUnit/CUnit.h>

#include <stdio.h>
#include <string.h>

static const struct {
    const char *version, *abi;
} files[] = {
    {"2.7.18", "lp64"},  {"2.7.18", "ilp32"}, {"3.6.15", "lp64"},
    {"3.7.16", "lp64"},  {"3.8.18", "lp64"},  {"3.9.18", "lp64"},
    {"3.9.2", "ilp32"},  {"3.10.13", "lp64"}, {"3.11.7", "lp64"},
    {"3.11.2", "ilp32"}, {"3.12.1", "lp64"},  {"3.13.0", "lp64"},
    {"3.13.5", "ilp32"}, {"3.14.8", "lp64"},  {"3.14.8", "ilp32"},
    {"3.15.2", "lp64"},
};

enum { FILES = sizeof files / sizeof files[0] };

static size_t
rows_of(const struct oracle *oracle, const char *topic)
{
    size_t rows = 0, cursor = 0;

    while (oracle_next(oracle, topic, NULL, &cursor) != NULL)
        rows++;
    return rows;
}

/* On a machine with narrower hashes, 2.7's dictionaries are compared with its own: sizes
   after deletions depend on hashes there. */
static const struct sl_platform *
platform_to_run(const struct sl_platform *platform)
{
    if (platform->release == &sl_release_27 &&
        platform->abi->pointer.size > sizeof(void *))
        return &sl_python27_host;
    return platform;
}

static void
replay_file(struct replay *r, void (*play)(struct replay *r))
{
    struct sl_error error = {SL_NO_ERROR, ""};
    size_t rows;

    r->oracle = oracle_open(r->version, r->abi);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r->oracle);
    r->platform = sl_platform_find(r->version, r->abi, &error);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r->platform);
    r->design = sl_dict_design_of(r->platform);
    r->py = open_interp(platform_to_run(r->platform), &r->counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r->py);
    play(r);
    close_interp(r->py, &r->counts);
    rows = rows_of(r->oracle, r->topic);
    printf("%s %s %s: %zu rows compared, %zu differ\n", r->version, r->abi,
           r->topic, r->compared, r->differ);
    CU_ASSERT(rows > 0);
    CU_ASSERT_EQUAL(r->compared, rows);
    CU_ASSERT_EQUAL(r->differ, 0);
    oracle_close(r->oracle);
}

void
replay_all(const char *topic, void (*play)(struct replay *r))
{
    printf("\n");
    for (size_t i = 0; i < FILES; i++) {
        struct replay r = {
            .version = files[i].version, .abi = files[i].abi, .topic = topic};

        replay_file(&r, play);
    }
}

struct replay_series
replay_open(struct replay *r, const char *subject, enum oracle_column column)
{
    struct replay_series s = {.replay = r, .subject = subject, .column = column};

    s.next = oracle_next(r->oracle, r->topic, subject, &s.cursor);
    if (s.next == NULL)
        fprintf(stderr, "\n%s %s %s: no %s\n", r->version, r->abi, r->topic,
                subject);
    CU_ASSERT_PTR_NOT_NULL(s.next);
    return s;
}

void
replay_expect(struct replay_series *s, long n, size_t size, long length)
{
    struct replay *r = s->replay;
    bool step = s->next != NULL && oracle_number(s->next, ORACLE_N) == n;
    long j;

    if (step) {
        s->row = s->next;
        s->next = oracle_next(r->oracle, r->topic, s->subject, &s->cursor);
        r->compared++;
    }
    j = step ? oracle_number(s->row, ORACLE_J) : ORACLE_NONE;
    if (s->row != NULL && oracle_number(s->row, s->column) == (long)size &&
        (j == ORACLE_NONE || length < 0 || j == length))
        return;
    if (r->differ++ < 10)
        fprintf(stderr, "\n%s %s %s, %s, n = %ld: %zu bytes, length %ld, not %ld\n",
                r->version, r->abi, r->topic, s->subject, n, size, length,
                s->row == NULL ? -1 : oracle_number(s->row, s->column));
    CU_FAIL("a size differs from the measured one");
}

void
replay_end(struct replay_series *s)
{
    CU_ASSERT_PTR_NULL(s->next);
}
