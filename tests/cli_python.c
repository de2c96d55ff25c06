/* The figures that `slots dict` prints, against the oracle and against the real CPythons at
   hand. */
#include "cli.h"
#include "model.h"
#include "oracle.h"
#include "pythons.h"

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
   length, the size, the exception. For CPython 2.7 and 3. */
static const char player[] =
    "import sys\n"
    "try: from sys import intern\n"
    "except ImportError: pass\n"
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
    "    sys.stdout.write('%s\\t%d\\t%d%s\\n' % (' '.join(words), len(d),\n"
    "                                          sys.getsizeof(d), said))\n";

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

/* How many lines differ; the first is said. */
static size_t
count_differences(const char *expected, const char *found, size_t *lines)
{
    size_t differ = 0;

    for (*lines = 0; *expected != '\0'; ++*lines) {
        size_t length = strcspn(expected, "\n"), other = strcspn(found, "\n");

        if ((length != other || memcmp(expected, found, length) != 0) &&
            differ++ == 0)
            fprintf(stderr, "\nCPython:    %.*s\nslots dict: %.*s\n", (int)length,
                    expected, (int)other, found);
        expected += length + (expected[length] != '\0');
        found += other + (found[other] != '\0');
    }
    return differ + (*found != '\0');
}

static void
compare_with(const struct python *p, const struct text *in, size_t operations)
{
    char command[1200], arguments[96];
    struct captured slots, python;
    size_t lines, differ;

    snprintf(command, sizeof command, "'%s' -E -S %s/player.py", p->path,
             cli_directory());
    snprintf(arguments, sizeof arguments, "dict --python %s --abi %s", p->version,
             p->abi);
    CU_ASSERT_EQUAL_FATAL(run(command, in->bytes, in->size, &python), 0);
    CU_ASSERT_EQUAL(python.status, 0);
    slots = cli_run(arguments, in->bytes, in->size);
    CU_ASSERT_EQUAL(slots.status, 1); /* some key was missing */
    drop_columns(slots.out);
    differ = count_differences(python.out, slots.out, &lines);
    printf("%s %s random operations: %zu compared, %zu differ\n", p->version,
           p->abi, lines, differ);
    CU_ASSERT_EQUAL(lines, operations);
    CU_ASSERT_EQUAL(differ, 0);
    captured_free(&slots);
    captured_free(&python);
}

/* Every interpreter at hand, each with the same operations. */
static void
test_real_pythons(void)
{
    static struct python list[MOST_PYTHONS];
    size_t count = pythons_find(list), compared = 0;
    struct text in = random_operations(5000);

    cli_write("player.py", player, strlen(player));
    putchar('\n');
    for (size_t i = 0; i < count; i++) {
        if (strncmp(list[i].version, "2.7", 3) == 0 &&
            strcmp(list[i].abi, "lp64") == 0 && !cli_is_wide())
            continue;
        compare_with(&list[i], &in, 5000);
        compared++;
    }
    if (compared == 0)
        printf("skipped: no CPython to compare with ... ");
    free(in.bytes);
}

bool
add_cli_python_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_figures) &&
           CU_ADD_TEST(suite, test_real_pythons);
}
