/* `slots verify`, and the script that measures for it, on the real CPythons at hand. */
#define _XOPEN_SOURCE 700

#include "cli.h"
#include "pythons.h"

#include <stdio.h>
#include <string.h>

#define SCRIPT "tangled/tools/verify.py"

/* ---- What it refuses ---- */

static void
test_verify_refusals(void)
{
    static const char *const wrong[][2] = {
        {"", "the measurements broke off"},
        {"python\t3.11.2\tlp64\trelease\n", "the measurements broke off"},
        {"python\t3.11.2\tlp64\trelease\nend\t1\n", "the measurements broke off"},
        {"python\t3.11.2\tlp64\trelease\n"
         "instances\tplain\t0\t0\t56\nend\t2\n",
         "the measurements broke off"},
        {"hello\n", "the measurements are not verify.py's"},
        {"python\t3.11.2\n", "the measurements are not verify.py's"},
        {"python\t3.11.2\tlp64\todd\n", "the measurements are not verify.py's"},
        {"python\t3.13.0\tlp64\tPyPy\n",
         "this is PyPy, whose objects are not CPython's"},
        {"python\t3.13.0\tlp64\tWindows\n",
         "this is CPython on Windows, which has not been measured"},
        {"python\t3.13.0\tlp64\tdebug\n",
         "this is a debug build of CPython, whose objects are larger; only release "
         "builds have been measured"},
        {"python\t3.13.0\tlp64\tfree-threaded\n",
         "this is a free-threaded build of CPython; only builds with the global "
         "lock have been measured"},
        {"python\t3.16.0\tlp64\trelease\nend\t0\n",
         "CPython 3.16.0 on lp64 has not been measured; these have: " CLI_LP64},
        {"python\t3.8.1\tilp32\trelease\nend\t0\n",
         "CPython 3.8.1 on ilp32 has not been measured; these have: " CLI_ILP32},
        {"python\t3.11.2\tllp64\trelease\n",
         "no such ABI: llp64; there are lp64 and ilp32"},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char err[256];

        snprintf(err, sizeof err, "slots: %s\n", wrong[i][1]);
        cli_expect("verify", wrong[i][0], 2, "", err);
    }
}

/* A line that is no measurement ends the comparison, wherever what is wrong is. */
static void
test_verify_bad_lines(void)
{
    static const char *const lines[] = {
        "instances",
        "instances\tplain\t0\t0",
        "instances\tplain\t0\t0\t56\t7",
        "instances\tplain\t-1\t0\t56",
        "instances\tplain\tx\t0\t56",
        "instances\tplain\t1000001\t0\t56",
        "instances\tplain\t99999999999999999999999\t0\t56",
        "instances\tplainer\t0\t0\t56",
        "instances\thybrid\t1\t2\t56",
        "instances\tclassic\t0\t0\t56",
        "instance\tplain\t0\t0\t56",
        "instance dictionaries\tslots\t0\t1\t56",
        "instance dictionaries\tplain\t0\t0\t56",
        "instance dictionaries\tplain\t0\t101\t56",
        "instance dictionaries\tplain\t1001\t1\t56",
        "heap bytes by age\tplain\t1\t0\t56",
        "constructors\tstr\t1\t0\t56",
        "constructors\tstr magic\t1\t0\t56",
        "dictionary history\tint\t1\t0\t56",
        "layouts\timport os\t0\t0\t56",
        "",
        "python\t3.11.2\tlp64\trelease",
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char in[256];
        struct captured result;

        snprintf(in, sizeof in, "python\t3.11.2\tlp64\trelease\n%s\nend\t1\n",
                 lines[i]);
        result = cli_run("verify", in, strlen(in));
        if (result.status != 2 || result.out[0] != '\0')
            fprintf(stderr, "\n%s: status %d\n", lines[i], result.status);
        CU_ASSERT_EQUAL(result.status, 2);
        CU_ASSERT_STRING_EQUAL(result.out, "");
        CU_ASSERT_PTR_NOT_NULL(strstr(result.err, "no measurement"));
        captured_free(&result);
    }
}

/* The line is named; and behind the last there is nothing to be read. */
static void
test_verify_line(void)
{
    cli_expect("verify",
               "python\t3.11.2\tlp64\trelease\ninstances\tplain\t0\t0\t56\n"
               "odd\tplain\t0\t0\t56\nend\t2\n",
               2, "",
               "slots: line 3 is no measurement that the model knows: odd\n");
    cli_expect("verify",
               "python\t3.11.2\tlp64\trelease\nend\t0\n"
               "instances\tplain\t0\t0\t56\n",
               2, "", "slots: line 3 is no measurement that the model knows: \n");
}

/* ---- What it compares ----

   The figures are the oracle's, of CPython 3.11.7 on LP64. */

#define TABLE(growth, growth_equal, growth_wrong, all, equal, wrong) \
    "                       compared  equal     different\n" \
    "dictionary growth             " growth "      " growth_equal \
    "             " growth_wrong "\n" \
    "dictionary history            0      0  not measured\n" \
    "constructors                  1      1             0\n" \
    "instances                     1      1             0\n" \
    "instance dictionaries         0      0  not measured\n" \
    "heap bytes                    1      1             0\n" \
    "heap bytes by age             0      0  not measured\n" \
    "layouts                       1      1             0\n" \
    "in all                        " all "      " equal "             " wrong "\n"

#define BEGIN "python\t3.11.7\tlp64\trelease\n"
#define REST \
    "constructors\tstr literal\t6\t0\t272\n" \
    "instances\tplain\t3\t0\t56\n" \
    "heap bytes\tplain\t3\t0\t96\n" \
    "layouts\tclass C(object): __slots__ = 'a'\t0\t0\t24 0 0 0 1 object\n"

static void
test_verify_table(void)
{
    cli_expect("verify",
               BEGIN "dictionary growth\tstr\t0\t0\t64\n"
                     "dictionary growth\tstr\t1\t0\t184\n"
                     "dictionary growth\tstr\t6\t0\t272\n" REST "end\t7\n",
               0,
               "CPython 3.11.7 on lp64, and the model of 3.11\n\n" TABLE(
                   "3", "3", "0", "7", "7", "0"),
               "");
}

/* A size that is wrong, and one that changed where the measurements have no line. */
static void
test_verify_differences(void)
{
    cli_expect("verify",
               BEGIN "dictionary growth\tstr\t0\t0\t64\n"
                     "dictionary growth\tstr\t1\t0\t185\n"
                     "dictionary growth\tstr\t1\t0\t184\n"
                     "dictionary growth\tstr\t8\t0\t272\n" REST "end\t8\n",
               1,
               "dictionary growth, str, 1, 0: this Python says 185, the model 184\n"
               "dictionary growth, str, 6, 0: this Python says 184, the model 272\n"
               "CPython 3.11.7 on lp64, and the model of 3.11\n\n" TABLE(
                   "5", "3", "2", "9", "7", "2"),
               "");
}

static void
test_verify_help(void)
{
    struct captured result = cli_run("verify --help", NULL, 0);

    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "make verify PYTHON=python3"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "Exit status"));
    captured_free(&result);
    cli_expect("verify missing", NULL, 2, "",
               "slots: missing: No such file or directory\n");
    cli_expect("verify --bogus", "", 2, "",
               "slots: there is no option '--bogus'; --help lists them\n");
}

/* ---- Real CPythons ---- */

/* The number in the line of the table that begins with LABEL; 0 if there is none. */
static size_t
compared_of(const char *out, const char *label)
{
    const char *line = strstr(out, label);
    unsigned long compared = 0;

    if (line != NULL)
        sscanf(line + strlen(label), "%lu", &compared);
    return compared;
}

static void
verify(const struct python *p)
{
    bool traced = strncmp(p->version, "2.7", 3) != 0;
    struct captured result;

    CU_ASSERT_EQUAL_FATAL(run_format(&result, "'%s' -E " SCRIPT " | '%s' verify",
                                     p->path, cli_path()),
                          0);
    printf("%s %s slots verify: %zu compared, %s\n", p->version, p->abi,
           compared_of(result.out, "in all"),
           result.status == 0 ? "0 differ" : "some differ");
    if (result.status != 0)
        fprintf(stderr, "\n%s%s", result.out, result.err);
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_STRING_EQUAL(result.err, "");
    CU_ASSERT(compared_of(result.out, "dictionary growth") > 20);
    CU_ASSERT(compared_of(result.out, "constructors") == 101 * 17);
    CU_ASSERT(compared_of(result.out, "instances") >= 363);
    CU_ASSERT(compared_of(result.out, "heap bytes") >= (traced ? 363 : 0));
    CU_ASSERT(compared_of(result.out, "layouts") == 170);
    captured_free(&result);
}

static void
test_verify_pythons(void)
{
    static struct python list[MOST_PYTHONS];
    size_t count = pythons_find(list);

    putchar('\n');
    for (size_t i = 0; i < count; i++)
        verify(&list[i]);
    if (count == 0)
        printf("skipped: no CPython to compare with ... ");
}

bool
add_cli_verify_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_verify_refusals) != NULL &&
           CU_ADD_TEST(suite, test_verify_bad_lines) != NULL &&
           CU_ADD_TEST(suite, test_verify_line) != NULL &&
           CU_ADD_TEST(suite, test_verify_table) != NULL &&
           CU_ADD_TEST(suite, test_verify_differences) != NULL &&
           CU_ADD_TEST(suite, test_verify_help) != NULL &&
           CU_ADD_TEST(suite, test_verify_pythons) != NULL;
}
