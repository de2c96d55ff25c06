/* Chapter 5, types: every class that tests/oracle/cases.csv lists, on both ABIs, against what
   a CPython measured there: 2.7 in the suite `type`, all others in `since`. */
#include "class_statements.h"
#include "living.h"
#include "oracle.h"
#include "type_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bits of flags: a GC head precedes the instances; values are behind them (3.13); the words
   for weak references and for the dictionary are in front (3.12, 3.11). */
enum { COLLECTED = 1 << 14, INLINE = 1 << 2, WEAKREFS = 1 << 3, DICT = 1 << 4 };

static const char prefix[] =
    "TypeError: Error when calling the metaclass bases\\n    ";

static void
append(char *text, size_t room, const char *word, const char *before)
{
    size_t used = strlen(text);

    CU_ASSERT_FATAL(used + strlen(before) + strlen(word) < room);
    snprintf(text + used, room - used, "%s%s", before, word);
}

/* ---- What is expected, as one line ---- */

/* In 2.7 the three bits of the front mean something else. */
static int
front_flags(const struct oracle_row *row)
{
    bool old = strcmp(oracle_text(row, ORACLE_VERSION), "2.7.18") == 0;

    return old ? 0
               : (int)oracle_number(row, ORACLE_FLAGS) & (INLINE | WEAKREFS | DICT);
}

static void
expect(const struct oracle_row *row, char *line, size_t room)
{
    const char *said = oracle_text(row, ORACLE_TEXT);
    bool class_error = strncmp(said, prefix, sizeof prefix - 1) == 0;

    if (strcmp(said, "ok") == 0) {
        snprintf(
            line, room, "%s %s %s %s gc %d, front %d, base %s, mro %s, members %s",
            oracle_text(row, ORACLE_BASICSIZE), oracle_text(row, ORACLE_ITEMSIZE),
            oracle_text(row, ORACLE_DICTOFFSET),
            oracle_text(row, ORACLE_WEAKREFOFFSET),
            (oracle_number(row, ORACLE_FLAGS) & COLLECTED) != 0, front_flags(row),
            oracle_text(row, ORACLE_BASE), oracle_text(row, ORACLE_MRO),
            oracle_text(row, ORACLE_MEMBERS));
        return;
    }
    snprintf(line, room, "%s%s", class_error ? "TypeError: " : "",
             said + (class_error ? sizeof prefix - 1 : 0));
}

/* ---- What the library makes, as one line ---- */

static int
compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the slots that work, sorted, as the oracle lists them. */
static void
append_members(const struct sl_class *made, char *line, size_t room)
{
    const char *names[16];
    size_t count = 0;

    CU_ASSERT_FATAL(made->member_count <= 16);
    for (size_t i = 0; i < made->member_count; i++)
        if (made->members[i].descriptor != NULL)
            names[count++] = ((struct sl_str *)(void *)made->members[i].name)->data;
    qsort(names, count, sizeof names[0], compare_words);
    for (size_t i = 0; i < count; i++)
        append(line, room, strcmp(names[i], "\xc3\xa9") == 0 ? "\\xe9" : names[i],
               i == 0 ? "" : " ");
}

static int
front_of(const struct sl_type *type)
{
    return (type->front & SL_DICT_IN_FRONT ? DICT : 0) |
           (type->front & SL_WEAKREFS_IN_FRONT ? WEAKREFS : 0) |
           (sl_has_inline_values(type) ? INLINE : 0);
}

static void
describe(const struct sl_type *type, char *line, size_t room)
{
    snprintf(line, room, "%zu %zu %td %td gc %d, front %d, base %s, mro",
             type->basicsize, type->itemsize, type->dictoffset,
             type->weaklistoffset, type->gc, front_of(type), type->base->name);
    CU_ASSERT_EQUAL(sl_mro_length(type), type->made->mro_length);
    for (size_t i = 0; i < sl_mro_length(type); i++)
        append(line, room, sl_mro_at(type, i)->name, " ");
    append(line, room, ", members ", "");
    append_members(type->made, line, room);
}

/* The error as the oracle writes it: a line break as two characters. */
static void
describe_error(const struct sl_error *error, char *line, size_t room)
{
    const char *p = error->message, *end;

    snprintf(line, room, "%s: ", sl_error_name(error->kind));
    while ((end = strchr(p, '\n')) != NULL) {
        char part[512];

        snprintf(part, sizeof part, "%.*s\\n", (int)(end - p), p);
        append(line, room, part, "");
        p = end + 1;
    }
    append(line, room, p, "");
}

/* ---- All of them ---- */

/* Whether A and B are steps of one case: their subjects are `CASE | CLASS`. */
static bool
same_case(const char *a, const char *b)
{
    size_t length = (size_t)(strstr(a, " | ") - a);

    return strncmp(a, b, length + 3) == 0;
}

/* The regions of an instance of TYPE follow one another from the front to the end, and add up:
   LENGTH items, a head of two words and their size as the rules of the oracle have it. */
static bool
regions_add_up(const struct sl_type *type, size_t length)
{
    const struct sl_platform *platform = type->interp->platform;
    ptrdiff_t word = platform->abi->pointer.size;
    ptrdiff_t head = platform->release->major == 3 && platform->release->minor >= 8
                         ? 2 * word
                     : word == 8 ? 32
                                 : 12;
    ptrdiff_t fixed = (ptrdiff_t)(type->basicsize + length * type->itemsize);
    struct sl_region r[32];
    size_t count = sl_layout(type, length, r, 32);
    ptrdiff_t at =
        -(type->gc ? head : 0) - (front_of(type) & ~INLINE ? 2 * word : 0);
    bool same = count <= 32;

    for (size_t i = 0; same && i < count; at += (ptrdiff_t)r[i++].size)
        same = r[i].offset == at && r[i].size > 0;
    if (type->dictoffset < 0 && !(type->front & SL_DICT_IN_FRONT))
        fixed = (fixed + word - 1) / word * word; /* __dict__ is behind the items */
    same = same && at == fixed;
    if (!same)
        fprintf(stderr, "\n%s %s: %s ends at %td, not %td\n", platform->version,
                platform->abi->name, type->name, at, fixed);
    return same;
}

/* Whether the library makes of STEP what was measured. */
static bool
check_class(struct classes *c, const struct oracle_case *step,
            const struct oracle *oracle)
{
    size_t cursor = 0;
    const struct oracle_row *row =
        oracle_next(oracle, "layout", step->subject, &cursor);
    bool same;
    char expected[512], found[512];
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *type = classes_run(c, step->source, &error);

    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    expect(row, expected, sizeof expected);
    if (type != NULL) {
        describe(type, found, sizeof found);
        CU_ASSERT(regions_add_up(type, 0));
        CU_ASSERT(regions_add_up(type, 3));
    } else {
        describe_error(&error, found, sizeof found);
    }
    same = strcmp(expected, found) == 0;
    if (!same)
        fprintf(stderr, "\n%s: %s\nexpected: %s\n   found: %s\n", step->subject,
                step->source, expected, found);
    CU_ASSERT(same);
    return same;
}

static bool
has_row(const struct oracle *oracle, const char *subject)
{
    size_t cursor = 0;

    return oracle_next(oracle, "layout", subject, &cursor) != NULL;
}

size_t
type_count_rows(const struct oracle *oracle, const char *topic)
{
    size_t cursor = 0, rows = 0;

    while (oracle_next(oracle, topic, NULL, &cursor) != NULL)
        rows++;
    return rows;
}

void
type_check_layouts(const struct sl_platform *platform, const struct oracle *oracle,
                   struct compared *compared)
{
    struct oracle_cases cases;
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(platform, &counts);
    struct classes classes = classes_begin(py);
    const char *before = NULL;

    CU_ASSERT_FATAL(oracle_cases_open(&cases));
    for (size_t i = 0; i < cases.count; i++) {
        if (strcmp(cases.rows[i].topic, "layout") != 0)
            continue;
        if (before != NULL && !same_case(before, cases.rows[i].subject))
            classes_end(&classes);
        before = cases.rows[i].subject;
        if (!has_row(oracle, cases.rows[i].subject))
            continue; /* no such type in this version */
        compared->rows++;
        compared->differ += !check_class(&classes, &cases.rows[i], oracle);
    }
    CU_ASSERT_EQUAL(compared->rows, type_count_rows(oracle, "layout"));
    CU_ASSERT(compared->rows > 0);
    classes_end(&classes);
    close_interp(py, &counts);
    oracle_cases_close(&cases);
}

static void
check_platform(const struct sl_platform *platform)
{
    struct oracle *oracle = oracle_open("2.7.18", platform->abi->name);
    struct compared compared = {0, 0};

    CU_ASSERT_PTR_NOT_NULL_FATAL(oracle);
    type_check_layouts(platform, oracle, &compared);
    oracle_close(oracle);
}

static void
test_lp64_cases(void)
{
    check_platform(&sl_python27_lp64);
}

static void
test_ilp32_cases(void)
{
    check_platform(&sl_python27_ilp32);
}

bool
add_type_oracle_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_lp64_cases) &&
           CU_ADD_TEST(suite, test_ilp32_cases);
}
