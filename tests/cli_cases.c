/* The classes of tests/oracle/cases.csv, through `slots layout`, against what CPython
   measured: 2.7 in the suite `cli`, every version in `since`. */
#include "cli.h"
#include "oracle.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 16, COLLECTED = 1 << 14 };

/* What the command does not read: it knows no calls and no comprehensions, and takes nothing
   but strings and sequences of them for __slots__. */
static const char *const outside[] = {
    "generator as slots",
    "set as slots",
    "dict as slots",
    "type(None) ",
};

static bool
is_outside(const char *subject)
{
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++)
        if (strncmp(subject, outside[i], strlen(outside[i])) == 0)
            return true;
    return false;
}

#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
static void
append(char *text, const char *format, ...)
{
    size_t used = strlen(text);
    va_list arguments;

    va_start(arguments, format);
    CU_ASSERT_FATAL(vsnprintf(text + used, ROOM - used, format, arguments) <
                    (int)(ROOM - used));
    va_end(arguments);
}

/* TEXT as the command prints an error. */
static void
append_error(char *out, const char *text)
{
    static const char prefix[] = "Error when calling the metaclass bases\\n    ";
    const char *cut = strstr(text, prefix);

    if (cut != NULL) {
        append(out, "%.*s", (int)(cut - text), text);
        text = cut + strlen(prefix);
    }
    for (; *text != '\0'; text++)
        if (strncmp(text, "\\n", 2) == 0) {
            append(out, " ");
            text++;
        } else {
            append(out, "%c", *text);
        }
    append(out, "\n");
}

/* Whether the version has the types that the case is about. */
static bool
has_row(const struct oracle *oracle, const char *subject)
{
    size_t cursor = 0;

    return oracle_next(oracle, "layout", subject, &cursor) != NULL;
}

/* The line of a class; SUBJECT is `CASE | CLASS`. */
static void
append_line(char *out, const struct oracle *oracle, const char *subject)
{
    size_t cursor = 0;
    const struct oracle_row *row = oracle_next(oracle, "layout", subject, &cursor);
    const char *text;

    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    text = oracle_text(row, ORACLE_TEXT);
    append(out, "%s\t", strstr(subject, " | ") + 3);
    if (strcmp(text, "ok") != 0) {
        append_error(out, text);
        return;
    }
    for (int i = ORACLE_BASICSIZE; i <= ORACLE_WEAKREFOFFSET; i++)
        append(out, "%s\t", oracle_text(row, (enum oracle_column)i));
    append(out, "%d\t%s\t", (oracle_number(row, ORACLE_FLAGS) & COLLECTED) != 0,
           oracle_text(row, ORACLE_BASE));
    for (const char *p = oracle_text(row, ORACLE_MRO); *p != '\0'; p++)
        append(out, "%c", *p == ' ' ? ',' : *p);
    append(out, "\n");
}

size_t
cli_compare_cases(const char *version, const char *abi)
{
    struct oracle *oracle = oracle_open(version, abi);
    struct oracle_cases cases;
    char *in = calloc(1, ROOM), *out = calloc(1, ROOM), arguments[64];
    size_t left_out = 0, rows = 0;

    CU_ASSERT_FATAL(oracle != NULL && in != NULL && out != NULL);
    CU_ASSERT_FATAL(oracle_cases_open(&cases));
    for (size_t i = 0; i < cases.count; i++) {
        const struct oracle_case *row = &cases.rows[i];

        if (strcmp(row->topic, "layout") != 0 || !has_row(oracle, row->subject))
            continue;
        left_out += is_outside(row->subject);
        rows++;
        if (is_outside(row->subject))
            continue;
        append(in, "%s\n", row->source);
        append_line(out, oracle, row->subject);
    }
    CU_ASSERT_EQUAL(left_out, 3 + 5);
    snprintf(arguments, sizeof arguments, "layout --python %s --abi %s --tsv",
             version, abi);
    cli_expect(arguments, in, 1, out, NULL);
    oracle_cases_close(&cases);
    oracle_close(oracle);
    free(in);
    free(out);
    return rows - left_out;
}

static void
test_cases(void)
{
    cli_compare_cases("2.7.18", "lp64");
    cli_compare_cases("2.7.18", "ilp32");
}

/* What the command does not read it refuses, with the place. */
static void
test_cases_outside(void)
{
    struct oracle_cases cases;
    size_t refused = 0;

    CU_ASSERT_FATAL(oracle_cases_open(&cases));
    for (size_t i = 0; i < cases.count; i++) {
        const struct oracle_case *row = &cases.rows[i];
        struct captured result;

        if (strcmp(row->topic, "layout") != 0 || !is_outside(row->subject))
            continue;
        refused++;
        result =
            cli_run("layout --abi ilp32 --tsv", row->source, strlen(row->source));
        CU_ASSERT_EQUAL(result.status, 2);
        CU_ASSERT_STRING_EQUAL(result.out, "");
        CU_ASSERT(strncmp(result.err, "slots: <stdin>:1: ", 18) == 0);
        captured_free(&result);
    }
    CU_ASSERT_EQUAL(refused, 3 + 5);
    oracle_cases_close(&cases);
}

bool
add_cli_cases_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_cases) && CU_ADD_TEST(suite, test_cases_outside);
}
