/* The figures that `slots dict` prints, against the oracle and, where there is one, against
   a real CPython 2.7. */
#include "cli.h"
#include "model.h"
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *abi;
    long empty, entry; /* bytes; of the oracle and the rules in its README */
} abis[] = {{"lp64", 280, 24}, {"ilp32", 136, 12}};

struct text {
    char *bytes;
    size_t size, room;
};

static void
append(struct text *t, const char *line)
{
    size_t length = strlen(line);

    if (t->size + length + 1 > t->room) {
        t->room = 2 * t->room + length + 1024;
        t->bytes = realloc(t->bytes, t->room);
        CU_ASSERT_PTR_NOT_NULL_FATAL(t->bytes);
    }
    memcpy(t->bytes + t->size, line, length + 1);
    t->size += length;
}

/* A line of N keys in a dictionary of that many bytes: its table follows from them. */
static void
append_row(struct text *t, int abi, const char *operation, long n, long size)
{
    char line[96];
    long places =
        size == abis[abi].empty ? 8 : (size - abis[abi].empty) / abis[abi].entry;

    snprintf(line, sizeof line, "%s\t%ld\t%ld\t%ld\t%ld\n", operation, n, n, places,
             size);
    append(t, line);
}

static long
measured(const struct oracle *oracle, const char *topic, const char *subject,
         long n)
{
    return oracle_at(oracle, topic, subject, n, ORACLE_SIZE);
}

/* literal N for N = 0 to 100, each copied; then keys one by one. */
static void
expect_figures(int abi)
{
    struct oracle *oracle = oracle_open("2.7.18", abis[abi].abi);
    struct text in = {NULL, 0, 0}, out = {NULL, 0, 0};
    char arguments[32], line[32];

    CU_ASSERT_PTR_NOT_NULL_FATAL(oracle);
    append(&out, CLI_HEADER);
    for (long n = 0; n <= 100; n++) {
        snprintf(line, sizeof line, "literal %ld", n);
        append(&in, line);
        append(&in, "\ncopy\n");
        append_row(&out, abi, line, n,
                   measured(oracle, "dict_ctor", "literal, str keys", n));
        append_row(&out, abi, "copy", n,
                   measured(oracle, "dict_ctor", "d.copy(), str keys", n));
    }
    append(&in, "clear\n");
    append_row(&out, abi, "clear", 0, abis[abi].empty);
    for (long n = 0; n < 1500; n++) {
        snprintf(line, sizeof line, "set k%ld", n);
        append(&in, line);
        append(&in, "\n");
        append_row(&out, abi, line, n + 1,
                   measured(oracle, "dict_growth", "str keys", n + 1));
    }
    snprintf(arguments, sizeof arguments, "dict --abi %s", abis[abi].abi);
    cli_expect(arguments, in.bytes, 0, out.bytes, "");
    free(in.bytes);
    free(out.bytes);
    oracle_close(oracle);
}

static void
test_figures(void)
{
    if (cli_is_wide())
        expect_figures(0);
    expect_figures(1);
}

/* ---- A real Python ---- */

/* Plays operations as `slots dict` does, and says what can be seen: the operation, the
   length, the size, the exception. */
static const char player[] =
    "import sys\n"
    "d = {}\n"
    "for line in sys.stdin:\n"
    "    words, said = line.split(), ''\n"
    "    try:\n"
    "        if words[0] == 'set': d[intern(words[1])] = None\n"
    "        elif words[0] == 'del': del d[words[1]]\n"
    "        elif words[0] == 'clear': d.clear()\n"
    "        elif words[0] == 'copy': d = d.copy()\n"
    "        else: d = eval('{%s}' % ', '.join('\"k%d\": None' % i\n"
    "                                          for i in range(int(words[1]))))\n"
    "    except KeyError as error: said = '\\tKeyError: %s' % error\n"
    "    print '%s\\t%d\\t%d%s' % (' '.join(words), len(d), sys.getsizeof(d), "
    "said)\n";

static struct text
random_operations(size_t count)
{
    struct random dice = random_begin("random operations");
    struct text in = {NULL, 0, 0};
    char line[32];

    for (size_t i = 0; i < count; i++) {
        size_t what = random_below(&dice, 1000), key = random_below(&dice, 300);

        if (what < 550)
            snprintf(line, sizeof line, "set key%zu\n", key);
        else if (what < 980)
            snprintf(line, sizeof line, "del key%zu\n", key);
        else if (what < 990)
            snprintf(line, sizeof line, "copy\n");
        else if (what < 992)
            snprintf(line, sizeof line, "clear\n");
        else
            snprintf(line, sizeof line, "literal %zu\n", key);
        append(&in, line);
    }
    return in;
}

/* Takes the columns fill and table, which Python does not show, out of TEXT, and its first
   line. */
static void
drop_columns(char *text)
{
    const char *from = text + strlen(CLI_HEADER);
    char *to = text;

    for (int column = 0; *from != '\0'; from++) {
        if (*from == '\t')
            column++;
        if (*from == '\n')
            column = 0;
        if (column != 2 && column != 3)
            *to++ = *from;
    }
    *to = '\0';
}

static void
compare_with(const struct text *in, const char *arguments)
{
    char command[256];
    struct captured slots, python;

    cli_write("player.py", player, strlen(player));
    snprintf(command, sizeof command, "python2.7 %s/player.py", cli_directory());
    CU_ASSERT_EQUAL_FATAL(run(command, in->bytes, in->size, &python), 0);
    CU_ASSERT_EQUAL(python.status, 0);
    slots = cli_run(arguments, in->bytes, in->size);
    CU_ASSERT_EQUAL(slots.status, 1); /* some key was missing */
    drop_columns(slots.out);
    CU_ASSERT_STRING_EQUAL(slots.out, python.out);
    captured_free(&slots);
    captured_free(&python);
}

static void
test_real_python(void)
{
    const char *abi = cli_python_abi();
    char arguments[32];
    struct text in;

    if (abi == NULL || (strcmp(abi, "lp64") == 0 && !cli_is_wide())) {
        printf("skipped: no python2.7 to compare with ... ");
        return;
    }
    snprintf(arguments, sizeof arguments, "dict --abi %s", abi);
    in = random_operations(5000);
    compare_with(&in, arguments);
    free(in.bytes);
}

bool
add_cli_python_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_figures) && CU_ADD_TEST(suite, test_real_python);
}
