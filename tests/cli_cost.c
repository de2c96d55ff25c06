/* `slots cost`: its options, its numbers against what CPython 2.7.18 measured, its refusals,
   and what it shows on a terminal. */
#define _XOPEN_SOURCE 700

#include "cli.h"
#include "oracle.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The help names every option, and says what is counted. */
static void
test_cost_help(void)
{
    static const char *const words[] = {"usage: slots cost",
                                        "--fixed K",
                                        "--dynamic M",
                                        "--instances N",
                                        "--base TYPE",
                                        "--weakref",
                                        "--python",
                                        "--abi",
                                        "lp64",
                                        "ilp32",
                                        "'__weakref__'",
                                        "one\npointer",
                                        "COLUMNS",
                                        "all in slots",
                                        "Exit status"};
    struct captured result = cli_run("cost --help", NULL, 0);

    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_STRING_EQUAL(result.err, "");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        CU_ASSERT_PTR_NOT_NULL(strstr(result.out, words[i]));
    cli_expect("cost -h", NULL, 0, result.out, "");
    cli_expect("cost --fixed x --help", NULL, 0, result.out, "");
    captured_free(&result);
}

/* `class C(object)`: 64 bytes, 344 with one to five attributes; `__slots__` of two names: 64;
   with '__dict__': 72. All of CPython 2.7.18, LP64. */
#define TWO \
    "CPython 2.7 on lp64: 1,000,000 instances of a subclass of object\n\n" \
    "              slots  dict  bytes     in total  saved     %\n" \
    "no slots          -     2    344  344,000,000      -     -\n" \
    "all in slots      2     -     64   64,000,000    280  81.4\n" \
    "hybrid *          2     0     72   72,000,000    272  79.1\n\n" \
    "all in slots breaks even with 35 more slots, never set\n" \
    "hybrid with 2 slots saves with 0, 4-5, 20-21, 84-85, ... in its dictionary\n"

/* The same on ILP32: 28, 136 for the dictionary, 28 and 32. */
#define TWO_NARROW \
    "CPython 2.7 on ilp32: 1,000,000 instances of a subclass of object\n\n" \
    "              slots  dict  bytes     in total  saved     %\n" \
    "no slots          -     2    164  164,000,000      -     -\n" \
    "all in slots      2     -     28   28,000,000    136  82.9\n" \
    "hybrid *          2     0     32   32,000,000    132  80.5\n\n" \
    "all in slots breaks even with 34 more slots, never set\n" \
    "hybrid with 2 slots saves with 0, 4-5, 20-21, 84-85, ... in its dictionary\n"

static void
test_cost_options(void)
{
    cli_expect("cost --abi lp64 --fixed 2", NULL, 0, TWO, "");
    cli_expect("cost --abi=lp64 --fixed=2 --dynamic=0", NULL, 0, TWO, "");
    cli_expect("cost --fixed 02 --dynamic 0 --instances 1000000 --base object "
               "--python 2.7 --abi lp64",
               NULL, 0, TWO, "");
    cli_expect("cost --fixed 9 --fixed 2 --abi lp64", NULL, 0, TWO, "");
    cli_expect("cost --abi ilp32 --fixed 2", NULL, 0, TWO_NARROW, "");
    cli_expect("cost --fixed 2", "not read\n", 0, cli_is_wide() ? TWO : TWO_NARROW,
               "");
}

static void
test_cost_wrong_options(void)
{
    static const char *const wrong[][2] = {
        {"", "cost needs --fixed K: how many attributes all instances have"},
        {"--dynamic 3",
         "cost needs --fixed K: how many attributes all instances have"},
        {"--fixed", "--fixed needs a value"},
        {"--fixed=", "--fixed= needs a value"},
        {"--fixed x", "--fixed takes a whole number from 0 to 1000000, not 'x'"},
        {"--fixed -1", "--fixed takes a whole number from 0 to 1000000, not '-1'"},
        {"--fixed +1", "--fixed takes a whole number from 0 to 1000000, not '+1'"},
        {"--fixed 1.5",
         "--fixed takes a whole number from 0 to 1000000, not '1.5'"},
        {"--fixed ' 1'",
         "--fixed takes a whole number from 0 to 1000000, not ' 1'"},
        {"--fixed 1e3",
         "--fixed takes a whole number from 0 to 1000000, not '1e3'"},
        {"--fixed 1000001",
         "--fixed takes a whole number from 0 to 1000000, not '1000001'"},
        {"--fixed 1000000000",
         "--fixed takes a whole number from 0 to 1000000, not '1000000000'"},
        {"--fixed 18446744073709551617", "--fixed takes a whole number from 0 to "
                                         "1000000, not '18446744073709551617'"},
        {"--fixed 1 --dynamic many",
         "--dynamic takes a whole number from 0 to 1000000, not 'many'"},
        {"--fixed 1 --instances 0",
         "--instances takes a whole number from 1 to 10000000000, not '0'"},
        {"--fixed 1 --instances 9223372036854775808",
         "--instances takes a whole number from 1 to 10000000000, not "
         "'9223372036854775808'"},
        {"--fixed 1 --base bytes3", "there is no built-in type 'bytes3' here"},
        {"--fixed 1 file", "cost reads no file: 'file'"},
        {"--fixed 1 -", "cost reads no file: '-'"},
        {"--fixed 1 --bars", "there is no option '--bars'; --help lists them"},
        {"--fixed 1 --weakref=1",
         "there is no option '--weakref=1'; --help lists them"},
        {"--fixed 1 --abi lp64 --python 3.5",
         "CPython 3.5 on lp64 has not been measured; these have: " CLI_LP64},
        {"--fixed 1 --abi lp64 --python 3.13 --base int",
         "what the heap says is known of subclasses of object only, not of 'int'"},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char arguments[128], err[256];

        snprintf(arguments, sizeof arguments, "cost %s", wrong[i][0]);
        snprintf(err, sizeof err, "slots: %s\n", wrong[i][1]);
        cli_expect(arguments, NULL, 2, "", err);
    }
}

/* The numbers of the line that begins with LABEL, the last of them if there are several:
   slots, dict, bytes, total; -1 for "-". False if there is no such line. */
static bool
read_line(const char *out, const char *label, long long numbers[4])
{
    char plain[4096], words[4][32], *to = plain, *line;
    bool found = false;

    /* sentences may begin with the same label, but not go on with numbers */
    for (; *out != '\0' && to < plain + sizeof plain - 1; out++)
        if (*out != ',')
            *to++ = *out;
    *to = '\0';
    for (line = strtok(plain, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char *rest = line + strlen(label);

        if (strncmp(line, label, strlen(label)) != 0)
            continue;
        rest += strncmp(rest, " *", 2) == 0 ? 2 : 0;
        if (sscanf(rest, "%31s %31s %31s %31s", words[0], words[1], words[2],
                   words[3]) != 4 ||
            words[2][0] < '0' || words[2][0] > '9')
            continue;
        found = true;
        for (int i = 0; i < 4; i++)
            numbers[i] = strcmp(words[i], "-") == 0 ? -1 : atoll(words[i]);
    }
    return found;
}

static long
cell(const struct oracle_row *row, enum oracle_column column)
{
    return oracle_number(row, column);
}

/* A row of heap, hybrid or slots, as the command prints it. */
static void
expect_row(const char *abi, const struct oracle_row *row, const char *label)
{
    long n = cell(row, ORACLE_N), j = cell(row, ORACLE_J);
    bool hybrid = strcmp(label, "hybrid") == 0;
    long long numbers[4] = {0};
    long bytes = cell(row, ORACLE_SIZE);
    struct captured result;
    char arguments[128];

    if (hybrid && n > j)
        bytes += cell(row, ORACLE_DICT_SIZE);
    snprintf(arguments, sizeof arguments,
             "cost --fixed %ld --dynamic %ld --abi %s --instances 3", j, n - j,
             abi);
    result = cli_run(arguments, NULL, 0);
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_TRUE(read_line(result.out, label, numbers));
    CU_ASSERT_EQUAL(numbers[0], j);
    CU_ASSERT_EQUAL(numbers[1], hybrid ? n - j : -1);
    CU_ASSERT_EQUAL(numbers[2], bytes);
    CU_ASSERT_EQUAL(numbers[3], 3 * bytes);
    captured_free(&result);
}

/* The line without slots, against heap, plain; where no attribute is set, no dictionary is
   born. */
static void
expect_plain(const char *abi, const struct oracle_row *row)
{
    long n = cell(row, ORACLE_N), bytes = cell(row, ORACLE_SIZE);
    struct captured result;
    long long numbers[4] = {0};
    char arguments[128];

    bytes += n > 0 ? cell(row, ORACLE_DICT_SIZE) : 0;
    snprintf(arguments, sizeof arguments, "cost --fixed %ld --dynamic %ld --abi %s",
             n / 2, n - n / 2, abi);
    result = cli_run(arguments, NULL, 0);
    CU_ASSERT_TRUE(read_line(result.out, "no slots", numbers));
    CU_ASSERT_EQUAL(numbers[0], -1);
    CU_ASSERT_EQUAL(numbers[1], n);
    CU_ASSERT_EQUAL(numbers[2], bytes);
    CU_ASSERT_EQUAL(numbers[3], 1000000LL * bytes);
    captured_free(&result);
}

static void
test_cost_numbers(void)
{
    static const char *const abis[] = {"lp64", "ilp32"};

    for (int i = 0; i < 2; i++) {
        struct oracle *oracle = oracle_open("2.7.18", abis[i]);
        const struct oracle_row *row;
        size_t cursor = 0, rows = 0;

        CU_ASSERT_PTR_NOT_NULL_FATAL(oracle);
        for (; (row = oracle_next(oracle, "heap", NULL, &cursor)) != NULL; rows++) {
            const char *subject = oracle_text(row, ORACLE_SUBJECT);

            if (strcmp(subject, "plain") == 0)
                expect_plain(abis[i], row);
            else if (strcmp(subject, "slots") == 0)
                expect_row(abis[i], row, "all in slots");
            else if (strcmp(subject, "hybrid") == 0 && cell(row, ORACLE_N) > 0)
                expect_row(abis[i], row, "hybrid");
        }
        CU_ASSERT(rows > 240);
        oracle_close(oracle);
    }
}

/* The splits between, a line each: here 85, 21 and 5 in the dictionary, and as few as it can
   be. Sizes: 56 bytes, 8 a slot, and 280, 1048, 3352 or 12568 for the dictionary. */
static void
test_cost_splits(void)
{
    const char *expected =
        "CPython 2.7 on lp64: 10 instances of a subclass of object\n\n"
        "              slots  dict   bytes  in total   saved     %\n"
        "no slots          -   102  12,632   126,320       -     -\n"
        "all in slots    102     -     864     8,640  11,768  93.2\n"
        "hybrid           17    85   3,544    35,440   9,088  71.9\n"
        "hybrid           81    21   1,752    17,520  10,880  86.1\n"
        "hybrid *         97     5   1,112    11,120  11,520  91.2\n"
        "hybrid          100     2   1,136    11,360  11,496  91.0\n\n"
        "all in slots breaks even with 1,471 more slots, never set\n"
        "hybrid with 100 slots saves with 0-85, 242-341, 1,266-1,365, ... in its "
        "dictionary\n";

    cli_expect("cost --fixed 100 --dynamic 2 --instances 10 --abi lp64", NULL, 0,
               expected, "");
}

/* Four of five in slots: chapter 8's loss. And no attributes at all, or none that is known. */
static void
test_cost_losses(void)
{
    cli_expect("cost --fixed 4 --dynamic 1 --instances 1 --abi lp64", NULL, 0,
               "CPython 2.7 on lp64: 1 instance of a subclass of object\n\n"
               "              slots  dict  bytes  in total  saved     %\n"
               "no slots          -     5    344       344      -     -\n"
               "all in slots      5     -     88        88    256  74.4\n"
               "hybrid *          4     1    368       368    -24  -7.0\n\n"
               "all in slots breaks even with 32 more slots, never set\n"
               "hybrid with 4 slots saves with 0, 2-5, 18-21, 82-85, ... in its "
               "dictionary\n",
               "");
    cli_expect("cost --fixed 0 --instances 1 --abi lp64", NULL, 0,
               "CPython 2.7 on lp64: 1 instance of a subclass of object\n\n"
               "              slots  dict  bytes  in total  saved     %\n"
               "no slots          -     0     64        64      -     -\n"
               "all in slots      0     -     16        16     48  75.0\n",
               "");
    cli_expect("cost --fixed 0 --dynamic 1 --instances 1 --abi lp64", NULL, 0,
               "CPython 2.7 on lp64: 1 instance of a subclass of object\n\n"
               "              slots  dict  bytes  in total  saved     %\n"
               "no slots          -     1    344       344      -     -\n"
               "all in slots      1     -     56        56    288  83.7\n"
               "hybrid *          0     1    336       336      8   2.3\n\n"
               "all in slots breaks even with 36 more slots, never set\n",
               "");
}

/* With weak references the slotted classes are a pointer larger: heap, slots_weakref, and
   the type with slots 3, __dict__ and __weakref__, 88. */
static void
test_cost_weakref(void)
{
    cli_expect("cost --fixed 3 --instances 1 --abi lp64 --weakref", NULL, 0,
               "CPython 2.7 on lp64: 1 instance of a subclass of object\n\n"
               "              slots  dict  bytes  in total  saved     %\n"
               "no slots          -     3    344       344      -     -\n"
               "all in slots      3     -     80        80    264  76.7\n"
               "hybrid *          3     0     88        88    256  74.4\n\n"
               "all in slots breaks even with 33 more slots, never set\n"
               "hybrid with 3 slots saves with 0, 3-5, 19-21, 83-85, ... in its "
               "dictionary\n",
               "");
}

/* `class C(Exception)` has 48 bytes and the head's 32, 40 with empty slots; a list's class
   56, and 40. A str's: 45 and 37, without letters. */
static void
test_cost_bases(void)
{
    static const struct {
        const char *base;
        long plain, slotted, hybrid;
    } bases[] = {{"Exception", 360, 80, 80},
                 {"list", 368, 80, 88},
                 {"int", 352, 64, 72},
                 {"dict", 576, 288, 296},
                 {"set", 520, 240, 248}};

    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        long long numbers[4] = {0};
        struct captured result;
        char arguments[128];

        snprintf(arguments, sizeof arguments, "cost --abi lp64 --fixed 1 --base %s",
                 bases[i].base);
        result = cli_run(arguments, NULL, 0);
        CU_ASSERT_EQUAL(result.status, 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(result.out, bases[i].base));
        CU_ASSERT_TRUE(read_line(result.out, "no slots", numbers));
        CU_ASSERT_EQUAL(numbers[2], bases[i].plain);
        CU_ASSERT_TRUE(read_line(result.out, "all in slots", numbers));
        CU_ASSERT_EQUAL(numbers[2], bases[i].slotted);
        CU_ASSERT_TRUE(read_line(result.out, "hybrid", numbers));
        CU_ASSERT_EQUAL(numbers[2], bases[i].hybrid);
        captured_free(&result);
    }
    cli_expect("cost --abi lp64 --fixed 0 --base str --instances 1", NULL, 0,
               "CPython 2.7 on lp64: 1 instance of a subclass of str\n\n"
               "              slots  dict  bytes  in total  saved     %\n"
               "no slots          -     0     77        77      -     -\n"
               "all in slots      0     -     69        69      8  10.4\n",
               "");
}

/* Classes that CPython does not make, and its words for it. */
static void
test_cost_refusals(void)
{
    static const char *const variable[] = {"str", "tuple", "long", "type"};

    for (size_t i = 0; i < sizeof variable / sizeof variable[0]; i++) {
        char arguments[64], err[128];

        snprintf(
            err, sizeof err,
            "slots: TypeError: nonempty __slots__ not supported for subtype of "
            "'%s'\n",
            variable[i]);
        snprintf(arguments, sizeof arguments, "cost --fixed 1 --base %s",
                 variable[i]);
        cli_expect(arguments, NULL, 1, NULL, err);
        snprintf(arguments, sizeof arguments,
                 "cost --fixed 0 --dynamic 1 --base %s", variable[i]);
        cli_expect(arguments, NULL, 1, NULL, err);
    }
    cli_expect("cost --fixed 1 --base str --instances 2 --abi lp64", NULL, 1,
               "CPython 2.7 on lp64: 2 instances of a subclass of str\n\n"
               "          slots  dict  bytes  in total  saved  %\n"
               "no slots      -     1    357       714      -  -\n",
               NULL);
    cli_expect("cost --fixed 0 --base bool", NULL, 1, "",
               "slots: TypeError: type 'bool' is not an acceptable base type\n");
    cli_expect("cost --fixed 0 --base str --weakref", NULL, 1, NULL,
               "slots: TypeError: nonempty __slots__ not supported for subtype of "
               "'str'\n");
}

/* The largest question: the dictionary of two million keys has 2**22 places. */
static void
test_cost_limits(void)
{
    const char *arguments = "cost --fixed 1000000 --dynamic 1000000 --instances "
                            "10000000000 --abi lp64";
    struct captured result = cli_run(arguments, NULL, 0);
    long long numbers[4] = {0}, plain = 64 + 280 + 24LL * (1 << 22);

    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_TRUE(read_line(result.out, "no slots", numbers));
    CU_ASSERT_EQUAL(numbers[1], 2000000);
    CU_ASSERT_EQUAL(numbers[2], plain);
    CU_ASSERT_EQUAL(numbers[3], plain * 10000000000LL);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "1,006,636,400,000,000,000"));
    CU_ASSERT_TRUE(read_line(result.out, "all in slots", numbers));
    CU_ASSERT_EQUAL(numbers[2], 48 + 8 * 2000000LL);
    captured_free(&result);
    result =
        cli_run("cost --abi lp64 --fixed 1000000", NULL, 0); /* the longest table */
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_TRUE(read_line(result.out, "hybrid", numbers));
    CU_ASSERT_EQUAL(numbers[0], 1000000);
    CU_ASSERT_EQUAL(numbers[2], 56 + 8 * 1000000LL);
    /* The class without slots has 2**22 places up to 2796202 keys, and so has the hybrid from
       1398102 others on; up to then it has 2**21 or fewer, and is smaller. */
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "saves with 0-1,398,101, ... in"));
    captured_free(&result);
}

/* Runs the command with ARGUMENTS and COLUMNS on a terminal; what it wrote there is in OUT,
   with the terminal's \r\n. False if there are no terminals here. */
static bool
run_on_terminal(const char *arguments, const char *columns, char *out, size_t room)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    char command[512];
    size_t length = 0;
    ssize_t got;
    pid_t child;

    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        return false;
    snprintf(command, sizeof command, "%s exec '%s' %s", columns, cli_path(),
             arguments);
    child = fork();
    if (child == 0) {
        int slave = open(ptsname(terminal), O_RDWR | O_NOCTTY);

        if (slave < 0 || dup2(slave, STDOUT_FILENO) < 0)
            _exit(9);
        close(slave);
        close(terminal);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(9);
    }
    while (child > 0 && length + 1 < room &&
           (got = read(terminal, out + length, room - 1 - length)) > 0)
        length += (size_t)got;
    out[length] = '\0';
    close(terminal);
    return child > 0 && waitpid(child, NULL, 0) == child && length > 0;
}

/* Asserts that the line with LABEL ends in a bar of that many marks. */
static void
expect_bar(const char *out, const char *label, size_t marks)
{
    const char *line = strstr(out, label);
    size_t width;

    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    width = strcspn(line, "\r\n");
    CU_ASSERT_EQUAL(strspn(line + strcspn(line, "#\r\n"), "#"), marks);
    CU_ASSERT(marks == 0 || line[width - 1] == '#');
}

static void
test_cost_terminal(void)
{
    const char *arguments = "cost --fixed 4 --dynamic 5 --abi lp64";
    char out[8192];

    if (!run_on_terminal(arguments, "COLUMNS=;", out, sizeof out)) {
        printf("skipped: no terminals here ... ");
        return;
    }
    /* 60 columns of table, two blanks, and 18 for the 1,112 bytes */
    expect_bar(out, "no slots", 18);
    expect_bar(out, "all in slots", 2); /* 120 * 18 / 1112 = 1.9 */
    expect_bar(out, "hybrid *", 6);     /* 368 * 18 / 1112 = 5.96 */
    CU_ASSERT_EQUAL(strcspn(strstr(out, "no slots"), "\r\n"), 80);
    run_on_terminal(arguments, "COLUMNS=120 ", out, sizeof out);
    CU_ASSERT_EQUAL(strcspn(strstr(out, "no slots"), "\r\n"), 120);
    expect_bar(out, "all in slots", 6); /* 120 * 58 / 1112 = 6.3 */
    run_on_terminal(arguments, "COLUMNS=69 ", out, sizeof out);
    expect_bar(out, "no slots", 0);
    run_on_terminal(arguments, "COLUMNS=wide ", out, sizeof out);
    CU_ASSERT_EQUAL(strcspn(strstr(out, "no slots"), "\r\n"), 80);
    run_on_terminal(arguments, "COLUMNS=-5 ", out, sizeof out);
    CU_ASSERT_EQUAL(strcspn(strstr(out, "no slots"), "\r\n"), 80);
}

static void
test_cost_full_device(void)
{
    struct captured result;

    CU_ASSERT_EQUAL_FATAL(
        run_format(&result, "'%s' cost --fixed 1 >/dev/full", cli_path()), 0);
    CU_ASSERT_EQUAL(result.status, 1);
    CU_ASSERT_STRING_EQUAL(
        result.err, "slots: cannot write the output: No space left on device\n");
    captured_free(&result);
}

bool
add_cli_cost_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_cost_help) != NULL &&
           CU_ADD_TEST(suite, test_cost_options) != NULL &&
           CU_ADD_TEST(suite, test_cost_wrong_options) != NULL &&
           CU_ADD_TEST(suite, test_cost_numbers) != NULL &&
           CU_ADD_TEST(suite, test_cost_splits) != NULL &&
           CU_ADD_TEST(suite, test_cost_losses) != NULL &&
           CU_ADD_TEST(suite, test_cost_weakref) != NULL &&
           CU_ADD_TEST(suite, test_cost_bases) != NULL &&
           CU_ADD_TEST(suite, test_cost_refusals) != NULL &&
           CU_ADD_TEST(suite, test_cost_limits) != NULL &&
           CU_ADD_TEST(suite, test_cost_terminal) != NULL &&
           CU_ADD_TEST(suite, test_cost_full_device) != NULL;
}
