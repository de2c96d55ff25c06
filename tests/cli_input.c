/* All that can be put into `slots dict`: blanks, comments, NULs, rubbish. */
#include "cli.h"
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What `set a` says on ILP32. */
#define SET_A CLI_HEADER "set a\t1\t1\t8\t136\n"

static void
test_blanks_and_comments(void)
{
    cli_expect("dict --abi ilp32", "set a\n", 0, SET_A, "");
    cli_expect("dict --abi ilp32", "set a", 0, SET_A, "");
    cli_expect("dict --abi ilp32", "set a\r\n", 0, SET_A, "");
    cli_expect("dict --abi ilp32",
               "\n \n\t\n\r\n# all\n  # of it\n\tset\t a  # b\n", 0, SET_A, "");
    cli_expect("dict --abi ilp32", "set a#b\n", 0,
               CLI_HEADER "set a#b\t1\t1\t8\t136\n", "");
    cli_expect("dict --abi ilp32", "set a #b c d e\n", 0, SET_A, "");
    cli_expect("dict --abi ilp32", "#\n#", 0, CLI_HEADER, "");
    cli_expect("dict --abi ilp32", "", 0, CLI_HEADER, "");
    cli_expect("dict </dev/null", NULL, 0, CLI_HEADER, "");
}

/* Bytes that are no letters: a NUL in a key, and text in another encoding. */
static void
test_bytes(void)
{
    static const char nul[] = "set a\0b\nset a\nset a\0b\n", nuls[] = "\0\0\n";
    static const char latin[] = "set caf\xe9\nset \xff\xfe\n";
    struct captured result;

    result = cli_run("dict --abi ilp32", nul, sizeof nul - 1);
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_STRING_EQUAL(result.out, CLI_HEADER "set a\\x00b\t1\t1\t8\t136\n"
                                                  "set a\t2\t2\t8\t136\n"
                                                  "set a\\x00b\t2\t2\t8\t136\n");
    captured_free(&result);
    result = cli_run("dict", nuls, sizeof nuls - 1);
    CU_ASSERT_EQUAL(result.status, 2);
    captured_free(&result);
    result = cli_run("dict --abi ilp32 --trace", latin, sizeof latin - 1);
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "set caf\\xe9\t1\t1\t8\t136\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(result.out, "set \\xff\\xfe\t2\t2\t8\t136\n"));
    for (size_t i = 0; i < result.out_size; i++)
        CU_ASSERT_FATAL((unsigned char)result.out[i] < 127);
    captured_free(&result);
}

/* A line of a megabyte: as a key, as a missing key, as a comment, as no operation. */
static void
test_long_lines(void)
{
    static const struct {
        const char *begin;
        int status;
    } cases[] = {{"set ", 0}, {"del ", 1}, {"#", 0}, {"", 2}, {"literal ", 2}};
    size_t size = 1 << 20;
    char *text = malloc(size);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct captured result;

        memset(text, 'x', size);
        memcpy(text, cases[i].begin, strlen(cases[i].begin));
        text[size - 1] = '\n';
        result = cli_run("dict --abi ilp32 --trace", text, size);
        CU_ASSERT_EQUAL(result.status, cases[i].status);
        CU_ASSERT_EQUAL(strncmp(result.out, CLI_HEADER, strlen(CLI_HEADER)), 0);
        if (i < 2)
            CU_ASSERT(result.out_size > size);
        CU_ASSERT_EQUAL(result.err_size > 0, cases[i].status == 2);
        captured_free(&result);
    }
    free(text);
}

/* Many lines: each is numbered. */
static void
test_many_lines(void)
{
    size_t lines = 20000, size = lines * 6;
    char *text = malloc(size + 4);
    struct captured result;

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    for (size_t i = 0; i < lines; i++)
        memcpy(text + 6 * i, "set a\n", 6);
    memcpy(text + size, "fly\n", 4);
    result = cli_run("dict --abi ilp32", text, size + 4);
    CU_ASSERT_EQUAL(result.status, 2);
    CU_ASSERT_EQUAL(strncmp(result.err, "slots: <stdin>:20001: ", 22), 0);
    captured_free(&result);
    free(text);
}

/* ---- Rubbish ---- */

enum { LONGEST = 400 };

static struct random dice;

/* Appends a word, a key, some blanks or some bytes to TEXT. No number has more than three
   digits: a literal of millions would be right, and slow. */
static size_t
append_something(char *text, size_t size, size_t room)
{
    static const char *const words[] = {
        "set ",       "del ",          "clear",    "copy",     "literal ",
        "literal 7 ", "literal 300\n", "# ",       "\n",       "\n",
        "\n",         "\r\n",          "\t",       " ",        "set x",
        "k1",         "k2 ",           "set k1\n", "del k1\n", "clear\n",
        "copy\n",     "SET",           "\xff",     "''",       "\\",
        "literal -1", "del k2\n",      "del k3\n"};
    char bytes[16];
    const char *from = words[random_below(&dice, sizeof words / sizeof words[0])];
    size_t length = strlen(from);

    if (random_below(&dice, 8) == 0) {
        length = random_below(&dice, sizeof bytes);
        for (size_t i = 0; i < length; i++) {
            bytes[i] = (char)(unsigned char)random_below(&dice, 256);
            if (bytes[i] >= '0' && bytes[i] <= '9')
                bytes[i] = '\0';
        }
        from = bytes;
    }
    length = length < room - size ? length : room - size;
    memcpy(text + size, from, length);
    return size + length;
}

/* Whether TEXT is "slots: <stdin>:LINE: what", one line. */
static bool
is_complaint(const char *text)
{
    static const char begin[] = "slots: <stdin>:";
    const char *p = text + strlen(begin);
    size_t digits;

    if (strncmp(text, begin, strlen(begin)) != 0)
        return false;
    digits = strspn(p, "0123456789");
    return digits > 0 && *p != '0' && strncmp(p + digits, ": ", 2) == 0 &&
           strchr(p, '\n') == text + strlen(text) - 1;
}

/* Any input ends in 0, 1 or 2, never by a signal; only 2 is explained on standard error. */
static void
test_rubbish(void)
{
    size_t statuses[3] = {0, 0, 0}, inputs = cli_inputs();

    dice = random_begin("random input");
    for (size_t i = 0; i < inputs; i++) {
        char text[LONGEST];
        size_t size = 0,
               most = 1 + random_below(&dice, i % 2 == 0 ? 16 : LONGEST - 1);
        struct captured result;
        bool right;

        while (size < most && random_below(&dice, 30) != 0)
            size = append_something(text, size, most);
        result =
            cli_run(i % 4 < 2 ? "dict --trace" : "dict --abi ilp32", text, size);
        right =
            result.status >= 0 && result.status <= 2 &&
            strncmp(result.out, CLI_HEADER, strlen(CLI_HEADER)) == 0 &&
            (result.status == 2 ? is_complaint(result.err) : result.err_size == 0);
        if (!right)
            fprintf(stderr, "\ninput %zu: status %d, %s", i, result.status,
                    result.err);
        CU_ASSERT_FATAL(right);
        statuses[result.status]++;
        captured_free(&result);
    }
    for (int i = 0; i < 3; i++)
        CU_ASSERT(statuses[i] > 0); /* or the inputs tell little */
}

bool
add_cli_input_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_blanks_and_comments) &&
           CU_ADD_TEST(suite, test_bytes) && CU_ADD_TEST(suite, test_long_lines) &&
           CU_ADD_TEST(suite, test_many_lines) && CU_ADD_TEST(suite, test_rubbish);
}
