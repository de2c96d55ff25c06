/* Several versions and ABIs at a time: the lists, and each column against the oracle. */
#include "cli.h"
#include "files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The lists ---- */

static void
expect_heads(const char *arguments, const char *heads)
{
    char out[512], line[128];
    size_t columns = 1;

    for (const char *p = heads; *p != '\0'; p++)
        columns += *p == '\t';
    snprintf(out, sizeof out, "operation\tused\t%s\n", heads);
    snprintf(line, sizeof line, "dict %s", arguments);
    CU_ASSERT(columns > 1);
    cli_expect(line, "# nothing\n", 0, out, "");
}

static void
test_lists(void)
{
    expect_heads("--abi lp64 --python 3.6,3.11", "3.6/lp64\t3.11/lp64");
    expect_heads("--abi lp64 --python 3.11,3.6", "3.11/lp64\t3.6/lp64");
    expect_heads("--python 3.13.0,3.13.5 --abi=lp64", "3.13.0/lp64\t3.13/lp64");
    expect_heads("--python 3.13.3,3.13.4 --abi=lp64", "3.13.0/lp64\t3.13/lp64");
    expect_heads("--python 2.7 --abi ilp32,lp64 --python 3.9",
                 "3.9/ilp32\t3.9/lp64");
    expect_heads("--abi all --python 3.9,3.14",
                 "3.9/lp64\t3.14/lp64\t3.9/ilp32\t3.14/ilp32");
    expect_heads("--abi all --python 3.9,3.10", "3.9/lp64\t3.10/lp64\t3.9/ilp32");
    expect_heads("--abi ilp32 --python all",
                 "2.7/ilp32\t3.9/ilp32\t3.11/ilp32\t3.13.0/ilp32\t3.13/ilp32\t"
                 "3.14/ilp32");
    expect_heads("--abi ilp32 --python 3.14,all",
                 "3.14/ilp32\t2.7/ilp32\t3.9/ilp32\t3.11/ilp32\t3.13.0/ilp32\t"
                 "3.13/ilp32");
    expect_heads("--abi all,lp64 --python 3.9", "3.9/lp64\t3.9/ilp32");
    /* named twice, one column: as for one version */
    cli_expect("dict --abi lp64 --python 3.11,3.11.7,3.11", "clear\n", 0,
               CLI_HEADER "clear\t0\t0\t0\t64\n", "");
}

static void
test_wrong_lists(void)
{
    cli_expect("dict --abi lp64 --python 3.6,3.5", "clear\n", 2, "",
               CLI_NOT_MEASURED("3.5", "lp64", CLI_LP64));
    cli_expect("dict --abi lp64,ilp32 --python 3.9,3.10", "clear\n", 2, "",
               CLI_NOT_MEASURED("3.10", "ilp32", CLI_ILP32));
    cli_expect("dict --abi all --python 3.9,3.4", "clear\n", 2, "",
               CLI_NOT_MEASURED("3.4", "lp64", CLI_LP64));
    cli_expect("dict --abi all --python 3.9,", "clear\n", 2, "",
               CLI_NOT_MEASURED("", "lp64", CLI_LP64));
    cli_expect("dict --abi lp64 --python ,", "clear\n", 2, "",
               CLI_NOT_MEASURED("", "lp64", CLI_LP64));
    cli_expect("dict --abi lp64 --python ALL", "clear\n", 2, "",
               CLI_NOT_MEASURED("ALL", "lp64", CLI_LP64));
    cli_expect("dict --abi x32 --python all", "clear\n", 2, "", CLI_NO_ABI("x32"));
    cli_expect("dict --abi lp64,x32 --python all", "clear\n", 2, "",
               CLI_NO_ABI("x32"));
    cli_expect("dict --abi lp64, --python all", "clear\n", 2, "", CLI_NO_ABI(""));
    cli_expect(
        "dict --trace --abi lp64 --python 3.6,3.7", "clear\n", 2, "",
        "slots: --trace draws one dictionary: name one version and one ABI\n");
    cli_expect("dict --python 1,2,x --help", NULL, 0, NULL, "");
}

/* ---- slots dict ---- */

/* The column of PLATFORM in a table whose heads are the first line of OUT; -1: none. */
static int
column_of(const char *out, const struct sl_platform *platform)
{
    char head[32];
    const char *found, *end = strchr(out, '\n');
    int column = 0;

    snprintf(head, sizeof head, "\t%s/%s", platform->version, platform->abi->name);
    for (found = strstr(out, head); found != NULL && found < end;
         found = strstr(found + 1, head)) {
        char after = found[strlen(head)];

        if (after != '\t' && after != '\n')
            continue;
        for (const char *p = out; p <= found; p++)
            column += *p == '\t';
        return column;
    }
    return -1;
}

static const char *
cell_of(const char *line, int column)
{
    while (column-- > 0)
        line = strchr(line, '\t') + 1;
    return line;
}

enum { KEYS = 1400 };

static struct captured
    dictionary; /* of KEYS keys, one after the other, everywhere */

/* The sizes of keys one after the other, against dict_growth. */
static void
compare_growth(const struct measured_file *file)
{
    int column = column_of(dictionary.out, file->platform);
    const char *line = strchr(dictionary.out, '\n') + 1;
    size_t differ = 0, lines = 0;

    CU_ASSERT_FATAL(column > 0);
    for (long n = 1; *line != '\0'; n++, lines++) {
        differ +=
            atol(cell_of(line, column)) !=
            oracle_at(file->oracle, "dict_growth", "str keys", n, ORACLE_SIZE);
        line = strchr(line, '\n') + 1;
    }
    printf("%s %s slots dict, a column: %zu sizes compared, %zu differ\n",
           file->version, file->abi, lines, differ);
    CU_ASSERT_EQUAL(lines, KEYS);
    CU_ASSERT_EQUAL(differ, 0);
}

static void
test_dictionaries(void)
{
    static char in[KEYS * 16];
    size_t end = 0;

    if (!cli_is_wide()) {
        printf("skipped: no 64-bit program ... ");
        return;
    }
    for (int i = 0; i < KEYS; i++)
        end += (size_t)snprintf(in + end, sizeof in - end, "set k%d\n", i);
    dictionary = cli_run("dict --python all --abi all", in, end);
    CU_ASSERT_EQUAL(dictionary.status, 0);
    putchar('\n');
    for_each_file(compare_growth);
    captured_free(&dictionary);
}

/* What --trace draws since 3.6: the entries, and no table where there is none. */
static void
test_entries(void)
{
    cli_expect("dict --trace --abi lp64 --python 3.8",
               "clear\nset a\nset b\ndel a\n", 0,
               CLI_HEADER "clear\t0\t0\t0\t64\n"
                          "set a\t1\t1\t8\t232\n"
                          "     0 | a      | .      | .      | .      | .      |\n"
                          "set b\t2\t2\t8\t232\n"
                          "     0 | a      | b      | .      | .      | .      |\n"
                          "del a\t1\t2\t8\t232\n"
                          "     0 | -      | b      | .      | .      | .      |\n",
               "");
    cli_expect("dict --abi lp64 --python 3.8,3.13", "del a\nset a\n", 1,
               "operation\tused\t3.8/lp64\t3.13/lp64\n"
               "del a\t0\t64\t64\tKeyError: 'a'\n"
               "set a\t1\t232\t184\n",
               "");
}

/* ---- slots cost ---- */

/* What the command says of all platforms for a class of so many attributes. */
struct answer {
    long n, slots;
    bool weakref;
    struct captured said;
};

static struct answer answers[512];
static size_t answer_count;

static const struct answer *
answer_for(long n, long slots, bool weakref)
{
    struct answer *a = answers;
    char arguments[160];

    for (; a < answers + answer_count; a++)
        if (a->n == n && a->slots == slots && a->weakref == weakref)
            return a;
    CU_ASSERT_FATAL(answer_count < sizeof answers / sizeof answers[0]);
    snprintf(arguments, sizeof arguments,
             "cost --python all --abi all --tsv --fixed %ld --dynamic %ld%s", slots,
             n - slots, weakref ? " --weakref" : "");
    *a = (struct answer){n, slots, weakref, cli_run(arguments, NULL, 0)};
    CU_ASSERT_EQUAL(a->said.status, 0);
    answer_count++;
    return a;
}

static bool
near(double measured, double said, double slack)
{
    return measured < 0 || fabs(measured - said) <= slack;
}

/* Whether the line of LABEL agrees with ROW. */
static bool
agrees(const struct measured_file *file, const struct oracle_row *row,
       const char *label, bool weakref)
{
    long n = oracle_number(row, ORACLE_N), j = oracle_number(row, ORACLE_J);
    const struct answer *a = answer_for(n, j, weakref);
    long size = oracle_number(row, ORACLE_SIZE);
    double getsizeof, both, requested, pymalloc, resident;
    char begin[64];
    const char *line;

    snprintf(begin, sizeof begin, "%s\t%s\t%s\t", file->platform->version,
             file->abi, label);
    line = strstr(a->said.out, begin);
    while (line != NULL && line != a->said.out && line[-1] != '\n')
        line = strstr(line + 1, begin);
    if (line == NULL ||
        sscanf(line + strlen(begin), "%*u %*u %lf %lf %lf %lf %lf", &getsizeof,
               &both, &requested, &pymalloc, &resident) != 5)
        return false;
    if (oracle_number(row, ORACLE_DICT_SIZE) != ORACLE_NONE)
        size += oracle_number(row, ORACLE_DICT_SIZE);
    return near(oracle_real(row, ORACLE_SIZE), getsizeof, 0) &&
           near((double)size, both, 0) &&
           near(oracle_real(row, ORACLE_REQUESTED), requested, 0.011) &&
           near(oracle_real(row, ORACLE_PYMALLOC), pymalloc, 0.011) &&
           near(oracle_real(row, ORACLE_RSS), resident, 0.01 * resident);
}

/* The rows of heap that the command has a line for: not those of plain_outside,
   plain_looked and classic, and not a hybrid without attributes. */
static void
compare_costs(const struct measured_file *file)
{
    static const char *const labels[][2] = {{"plain", "no slots"},
                                            {"slots", "all in slots"},
                                            {"slots_weakref", "all in slots"},
                                            {"hybrid", "hybrid"}};
    size_t compared = 0, differ = 0;

    for (size_t i = 0; i < 4; i++) {
        size_t cursor = 0;
        const struct oracle_row *row;

        while ((row = oracle_next(file->oracle, "heap", labels[i][0], &cursor)) !=
               NULL) {
            if (i == 3 && oracle_number(row, ORACLE_N) == 0)
                continue;
            compared++;
            if (!agrees(file, row, labels[i][1], i == 2) && differ++ == 0)
                fprintf(stderr, "\n%s %s %s %ld %ld differs\n", file->version,
                        file->abi, labels[i][0], oracle_number(row, ORACLE_N),
                        oracle_number(row, ORACLE_J));
        }
    }
    printf("%s %s heap, through slots cost: %zu rows compared, %zu differ\n",
           file->version, file->abi, compared, differ);
    CU_ASSERT(compared > 200);
    CU_ASSERT_EQUAL(differ, 0);
}

static void
test_costs(void)
{
    putchar('\n');
    for_each_file(compare_costs);
    for (size_t i = 0; i < answer_count; i++)
        captured_free(&answers[i].said);
    answer_count = 0;
}

/* Figures of CPython 3.12.1 and 3.13.0 on LP64: requested, pymalloc and rss of five
   attributes, none, two or all of which are in slots. */
static void
test_cost_tables(void)
{
    struct captured result =
        cli_run("cost --fixed 2 --dynamic 3 --python 3.12 --abi lp64", NULL, 0);

    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_EQUAL(
        strncmp(
            result.out,
            "CPython 3.12 on lp64: 1,000,000 instances of a subclass of object\n"
            "\n"
            "              slots  dict  getsizeof  and dict  requested  in pools  "
            "resident",
            strlen("CPython 3.12 on lp64: 1,000,000 instances of a subclass of "
                   "object\n\n") +
                70),
        0);
    captured_free(&result);
    result = cli_run("cost --fixed 2 --dynamic 3 --abi lp64 --heap", NULL, 0);
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "CPython 2.7 on lp64"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "in pools"));
    captured_free(&result);
    cli_expect(
        "cost --fixed 1 --python 2.7,3.13 --abi lp64 --base int", NULL, 2, "",
        "slots: what the heap says is known of subclasses of object only, not "
        "of 'int'\n");
}

/* ---- slots layout ---- */

/* The sizes are the oracle's: `plain`, `slots 2`, and the same refusal everywhere. */
static void
test_layouts(void)
{
    cli_expect(
        "layout --abi lp64,ilp32 --python 2.7,3.9,3.11,3.14",
        "class A(object): pass\n"
        "class B(object): __slots__ = 'a', 'b'\n"
        "class C(bool): pass\n",
        1,
        "getsizeof   2.7/lp64   3.9/lp64  3.11/lp64  3.14/lp64  2.7/ilp32  "
        "3.9/ilp32  3.11/ilp32  3.14/ilp32\n"
        "A                 64         48         56         48         28       "
        "  24          28          24\n"
        "B                 64         48         48         48         28       "
        "  24          24          24\n"
        "C          TypeError  TypeError  TypeError  TypeError  TypeError  "
        "TypeError   TypeError   TypeError\n",
        "");
    cli_expect("layout --tsv --abi lp64 --python 2.7,3.8",
               "class A(object): pass\n", 0,
               "2.7\tlp64\tA\t32\t0\t16\t24\t1\tobject\tA,object\n"
               "3.8\tlp64\tA\t32\t0\t16\t24\t1\tobject\tA,object\n",
               "");
    /* warned of once */
    cli_expect("layout --tsv --abi lp64 --python 2.7,3.8",
               "class A(object): __slots__ = 'a', 'a'\n", 0, NULL,
               "slots: <stdin>:1: warning: 'A' lists the slot 'a' twice: a word is "
               "never used\n");
    cli_expect("layout --abi lp64 --python 2.7,3.8", "", 0,
               "getsizeof  2.7/lp64  3.8/lp64\n", "");
}

bool
add_cli_sides_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_lists) != NULL &&
           CU_ADD_TEST(suite, test_wrong_lists) != NULL &&
           CU_ADD_TEST(suite, test_dictionaries) != NULL &&
           CU_ADD_TEST(suite, test_entries) != NULL &&
           CU_ADD_TEST(suite, test_costs) != NULL &&
           CU_ADD_TEST(suite, test_cost_tables) != NULL &&
           CU_ADD_TEST(suite, test_layouts) != NULL;
}
