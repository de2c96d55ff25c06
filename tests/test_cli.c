/* The command `slots`: its options, operations and drawings. What can be put in is tested in
   cli_input.c, figures in cli_python.c. */
#include "cli.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: slots COMMAND [OPTION]... [FILE]\n"
                            "       slots COMMAND --help\n"
                            "       slots --version\n\n"
                            "commands:\n"
                            "  dict     show what operations do to a dictionary\n"
                            "  cost     compare what instances take with slots and "
                            "without\n"
                            "  layout   show how class statements lay out their "
                            "instances\n"
                            "  verify   compare measurements of your Python with "
                            "the model\n";

static void
test_usage(void)
{
    cli_expect("--help", NULL, 0, usage, "");
    cli_expect("-h", NULL, 0, usage, "");
    cli_expect("", NULL, 2, "", usage);
    cli_expect("--version", NULL, 0, "slots 0.1\n", "");
    cli_expect("bogus", NULL, 2, "",
               "slots: there is no command 'bogus'; slots --help lists them\n");
    cli_expect("''", NULL, 2, "",
               "slots: there is no command ''; slots --help lists them\n");
    cli_expect("--bogus", NULL, 2, "",
               "slots: there is no command '--bogus'; slots --help lists them\n");
}

/* The help names every operation and every option, and what they mean. */
static void
test_help(void)
{
    static const char *const words[] = {
        "usage: slots dict", "set KEY",    "del KEY", "clear", "copy",
        "literal N",         "--python",   "--abi",   "lp64",  "ilp32",
        "--trace",           "Exit status"};
    struct captured result = cli_run("dict --help", NULL, 0);

    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_STRING_EQUAL(result.err, "");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        CU_ASSERT_PTR_NOT_NULL(strstr(result.out, words[i]));
    cli_expect("dict -h", NULL, 0, result.out, "");
    captured_free(&result);
}

/* An empty dictionary cleared: 280 bytes on LP64 and 136 on ILP32, by the oracle. */
#define LP64_LINE "clear\t0\t0\t8\t280\n"
#define ILP32_LINE "clear\t0\t0\t8\t136\n"
#define LP64 CLI_HEADER LP64_LINE
#define ILP32 CLI_HEADER ILP32_LINE

static void
test_options(void)
{
    const char *in = "clear\n";

    if (cli_is_wide()) {
        cli_expect("dict --abi lp64", in, 0, LP64, "");
        cli_expect("dict --abi=lp64", in, 0, LP64, "");
    }
    cli_expect("dict --abi ilp32", in, 0, ILP32, "");
    cli_expect("dict --abi=ilp32", in, 0, ILP32, "");
    cli_expect("dict --python 2.7 --abi ilp32", in, 0, ILP32, "");
    cli_expect("dict --abi ilp32 --python=2.7", in, 0, ILP32, "");
    cli_expect("dict --abi lp64 --abi ilp32", in, 0, ILP32, "");
    cli_expect("dict", in, 0, cli_is_wide() ? LP64 : ILP32, "");
}

static void
test_wrong_options(void)
{
    cli_expect("dict --abi lp64 --python 3.5", "clear\n", 2, "",
               CLI_NOT_MEASURED("3.5", "lp64", CLI_LP64));
    cli_expect("dict --abi ilp32 --python 3.10", "clear\n", 2, "",
               CLI_NOT_MEASURED("3.10", "ilp32", CLI_ILP32));
    cli_expect("dict --abi=x32", "clear\n", 2, "", CLI_NO_ABI("x32"));
    cli_expect("dict --abi", NULL, 2, "", "slots: --abi needs a value\n");
    cli_expect("dict --abi=", NULL, 2, "", "slots: --abi= needs a value\n");
    cli_expect("dict --python", NULL, 2, "", "slots: --python needs a value\n");
    cli_expect("dict --abi x32 --help", NULL, 0, NULL, "");
    cli_expect("dict --bogus", NULL, 2, "",
               "slots: there is no option '--bogus'; --help lists them\n");
    cli_expect("dict --abix lp64", NULL, 2, "",
               "slots: there is no option '--abix'; --help lists them\n");
    cli_expect("dict --trace=1", NULL, 2, "",
               "slots: there is no option '--trace=1'; --help lists them\n");
    cli_expect("dict -t", NULL, 2, "",
               "slots: there is no option '-t'; --help lists them\n");
}

static void
test_files(void)
{
    cli_write("ops", "clear\n", 6);
    cli_write("--trace", "clear\n", 6);
    cli_expect("dict --abi ilp32 ops", "set x\n", 0, ILP32, "");
    cli_expect("dict ops --abi=ilp32", NULL, 0, ILP32, "");
    cli_expect("dict --abi ilp32 -", "clear\n", 0, ILP32, "");
    cli_expect("dict --abi ilp32 -- ops", NULL, 0, ILP32, "");
    cli_expect("dict --abi ilp32 -- --trace", NULL, 0, ILP32, "");
    cli_expect("dict --abi ilp32 -- -", "clear\n", 0, ILP32, "");
    cli_expect("dict --abi ilp32 --", "clear\n", 0, ILP32, "");
    cli_expect("dict missing", NULL, 2, "",
               "slots: missing: No such file or directory\n");
    cli_expect("dict .", NULL, 2, NULL, "slots: .: Is a directory\n");
    cli_expect("dict ''", NULL, 2, "", "slots: : No such file or directory\n");
    cli_expect("dict a b", NULL, 2, "", "slots: more than one file: 'a' and 'b'\n");
    cli_expect("dict - -", NULL, 2, "", "slots: more than one file: '-' and '-'\n");
    cli_expect("dict -- ops --trace", NULL, 2, "",
               "slots: more than one file: 'ops' and '--trace'\n");
}

/* What goes wrong in a file is said with its name, and on standard input so too. */
static void
test_bad_line(void)
{
    cli_write("bad", "clear\n\nfly\nclear\n", 17);
    cli_expect(
        "dict --abi ilp32 bad", NULL, 2, ILP32,
        "slots: bad:3: no such operation: there are set KEY, del KEY, clear, "
        "copy, literal N\n");
    cli_expect("dict --abi ilp32", "clear\nset\nclear\n", 2, ILP32,
               "slots: <stdin>:2: set needs a key\n");
    cli_expect("dict", "del # x\n", 2, CLI_HEADER,
               "slots: <stdin>:1: del needs a key\n");
    cli_expect(
        "dict", "set a b\n", 2, CLI_HEADER,
        "slots: <stdin>:1: more than an operation and one word: keys have no "
        "blanks\n");
    cli_expect("dict", "clear x\n", 2, CLI_HEADER,
               "slots: <stdin>:1: clear and copy stand alone\n");
    cli_expect("dict", "copy x\n", 2, CLI_HEADER,
               "slots: <stdin>:1: clear and copy stand alone\n");
    cli_expect("dict", "SET x\n", 2, CLI_HEADER, NULL);
    cli_expect("dict", "setx\n", 2, CLI_HEADER, NULL);
}

static void
test_bad_literals(void)
{
    static const char *const numbers[] = {
        "",    "x",    "-1",      "+1",
        "1.5", "0x10", "1000001", "99999999999999999999999",
        "1k",  "1,000"};
    char line[64];

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        snprintf(line, sizeof line, "literal %s\n", numbers[i]);
        cli_expect("dict", line, 2, CLI_HEADER,
                   "slots: <stdin>:1: literal needs a number of keys, at most "
                   "1000000\n");
    }
}

/* Six keys are one too many for eight places; deleting gives nothing back, a copy of few keys
   does. The sizes are the oracle's. */
static const char six[] =
    "set name\nset colour\nset size\nset weight\nset owner\n"
    "set price\nset price\ndel price\ndel owner\ncopy\nclear\n";

static void
expect_six(const char *arguments, int small, int large)
{
    static const struct {
        const char *operation;
        int used, fill, table;
    } lines[] = {
        {"set name", 1, 1, 8},   {"set colour", 2, 2, 8}, {"set size", 3, 3, 8},
        {"set weight", 4, 4, 8}, {"set owner", 5, 5, 8},  {"set price", 6, 6, 32},
        {"set price", 6, 6, 32}, {"del price", 5, 6, 32}, {"del owner", 4, 6, 32},
        {"copy", 4, 4, 8},       {"clear", 0, 0, 8},
    };
    char out[1024] = CLI_HEADER;

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        size_t end = strlen(out);

        snprintf(out + end, sizeof out - end, "%s\t%d\t%d\t%d\t%d\n",
                 lines[i].operation, lines[i].used, lines[i].fill, lines[i].table,
                 lines[i].table == 8 ? small : large);
    }
    cli_expect(arguments, six, 0, out, "");
}

static void
test_operations(void)
{
    if (cli_is_wide())
        expect_six("dict --abi lp64", 280, 1048);
    expect_six("dict --abi ilp32", 136, 520);
}

/* The exception is said on the line of the operation; nothing changes; the run goes on. */
static void
test_key_error(void)
{
    cli_expect("dict --abi ilp32", "set a\ndel x\ndel a\ndel a\ndel it's\n", 1,
               CLI_HEADER "set a\t1\t1\t8\t136\n"
                          "del x\t1\t1\t8\t136\tKeyError: 'x'\n"
                          "del a\t0\t1\t8\t136\n"
                          "del a\t0\t1\t8\t136\tKeyError: 'a'\n"
                          "del it's\t0\t1\t8\t136\tKeyError: \"it's\"\n",
               "");
}

/* A 32-bit program has no 64-bit hashes, and says so before it begins. */
static void
test_wide_on_narrow(void)
{
    if (cli_is_wide()) {
        printf("skipped: no 32-bit program ... ");
        return;
    }
    cli_expect("dict --abi lp64", "set a\nclear\n", 2, "",
               "slots: this is a 32-bit program and cannot compute the hashes of "
               "ABI 'lp64'\n");
    cli_expect("dict --abi lp64 --help", NULL, 0, NULL, "");
}

/* ---- Drawings ----

   The places follow from hash() of CPython 2.7.18 on LP64 by its rule of probing, played by
   a script that checked after each operation that the real dict is walked in this order. On
   ILP32 the hashes are the lower halves; here, the places are the same. */

#define FIVE "set name\nset colour\nset size\nset weight\nset owner\n"

#define EMPTY \
    "     0 | .      | .      | .      | .      | .      | .      | .      | .   " \
    "   |\n"

static const char five_drawn[] = "     0 | owner  | .      | colour | .      | .   "
                                 "   | name   | weight | size   |\n";
static const char four_drawn[] = "     0 | owner  | .      | -      | .      | .   "
                                 "   | name   | weight | size   |\n";
static const char six_drawn[] = "     0 | .      | .      | .      | .      | .    "
                                "  | name   | weight | .      |\n"
                                "     8 | .      | .      | colour | .      | .    "
                                "  | .      | .      | .      |\n"
                                "    16 | .      | .      | .      | .      | .    "
                                "  | .      | .      | .      |\n"
                                "    24 | -      | .      | .      | .      | .    "
                                "  | -      | .      | size   |\n";
static const char many_drawn[] =
    "     0 |................................#-####-#..#-....-##-#-##..-#....|\n"
    "    64 |..................................##....###-#--#................|\n";

/* Asserts that the drawing after the last operation of INPUT is DRAWN. */
static void
expect_drawing(const char *input, const char *drawn)
{
    struct captured result = cli_run("dict --trace", input, strlen(input));
    size_t length = strlen(drawn);
    bool right = result.status == 0 && result.out_size > length &&
                 strcmp(result.out + result.out_size - length, drawn) == 0 &&
                 result.out[result.out_size - length - 1] == '\n';

    if (!right)
        fprintf(stderr, "\n%s", result.out);
    CU_ASSERT(right);
    captured_free(&result);
}

static void
test_drawings(void)
{
    char many[1024] = "";

    for (int i = 0; i < 30; i++)
        snprintf(many + strlen(many), sizeof many - strlen(many), "set k%d\n", i);
    for (int i = 0; i < 30; i += 3)
        snprintf(many + strlen(many), sizeof many - strlen(many), "del k%d\n", i);
    expect_drawing("clear\n", EMPTY);
    expect_drawing(FIVE, five_drawn);
    expect_drawing(FIVE "del colour\n", four_drawn);
    expect_drawing(FIVE "set price\ndel price\ndel owner\n", six_drawn);
    expect_drawing(many, many_drawn);
}

/* One drawing after each operation, and after none else. */
static void
test_trace_lines(void)
{
    cli_expect("dict --trace --abi ilp32", "clear\n# x\n\nclear\n", 0,
               CLI_HEADER ILP32_LINE EMPTY ILP32_LINE EMPTY, "");
    cli_expect("dict --abi ilp32 --trace", "clear\n", 0,
               CLI_HEADER ILP32_LINE EMPTY, "");
    cli_expect("dict --trace", "", 0, CLI_HEADER, "");
}

/* Longer keys are cut at seven columns, and a large table is not drawn to its end. */
static void
test_cut_drawings(void)
{
    struct captured result;

    result = cli_run("dict --trace", "set abcdefg\nset abcdefgh\n", 25);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "| abcdefg|"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "| abcdef~|"));
    captured_free(&result);
    result = cli_run("dict --trace --abi ilp32", "literal 5000\n", 13);
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "  4032 |"));
    CU_ASSERT_PTR_NULL(strstr(result.out, "  4096 |"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "and 4096 places more\n"));
    captured_free(&result);
}

/* Output that cannot be written is a failure, and is said. */
static void
test_full_device(void)
{
    static const char *const arguments[] = {"--help", "--version", "dict --help",
                                            "dict", "dict --trace"};
    char redirected[64];

    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++) {
        snprintf(redirected, sizeof redirected, "%s >/dev/full", arguments[i]);
        cli_expect(redirected, "clear\n", 1, "",
                   "slots: cannot write the output: No space left on device\n");
    }
    cli_expect("dict >&-", "clear\n", 1, "", NULL);
}

CU_ErrorCode
add_cli_suite(void)
{
    CU_pSuite suite = CU_add_suite("cli", cli_open, cli_close);

    if (suite != NULL && CU_ADD_TEST(suite, test_usage) &&
        CU_ADD_TEST(suite, test_help) && CU_ADD_TEST(suite, test_options) &&
        CU_ADD_TEST(suite, test_wrong_options) && CU_ADD_TEST(suite, test_files) &&
        CU_ADD_TEST(suite, test_bad_line) &&
        CU_ADD_TEST(suite, test_bad_literals) &&
        CU_ADD_TEST(suite, test_operations) && CU_ADD_TEST(suite, test_key_error) &&
        CU_ADD_TEST(suite, test_wide_on_narrow) &&
        CU_ADD_TEST(suite, test_drawings) && CU_ADD_TEST(suite, test_trace_lines) &&
        CU_ADD_TEST(suite, test_cut_drawings) &&
        CU_ADD_TEST(suite, test_full_device) && add_cli_input_tests(suite) &&
        add_cli_python_tests(suite) && add_cli_cost_tests(suite) &&
        add_cli_sides_tests(suite) && add_cli_verify_tests(suite) &&
        add_cli_layout_tests(suite) && add_cli_refused_tests(suite) &&
        add_cli_cases_tests(suite) && add_cli_hierarchies_tests(suite))
        return CUE_SUCCESS;
    return CU_get_error();
}
