/* Random hierarchies of classes: what `slots layout` says of each class, against real
   CPythons. HIERARCHIES=20000 asks for more of them than `make test` does. In the suite `cli`
   it is the python2.7 on PATH; in `since`, every python3.N, or those of PYTHONS, which may
   also be paths. */
#define _XOPEN_SOURCE 700

#include "cli.h"
#include "hierarchies.h"
#include "slots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 500 };

/* The Python to compare with. */
static struct python {
    char command[400], version[16], abi[8];
    bool three;
} python;

/* Whether COMMAND is a Python, which is the one to compare with then. */
static bool
choose_python(const char *command)
{
    struct captured result;
    bool found;

    CU_ASSERT_EQUAL_FATAL(
        run_format(
            &result,
            "'%s' -E -c 'import sys; sys.stdout.write(\"%%d.%%d.%%d %%s\" %% "
            "(sys.version_info[:3] + (sys.maxsize > 2**32 and \"lp64\" or "
            "\"ilp32\",)))' 2>/dev/null",
            command),
        0);
    found = result.status == 0 &&
            sscanf(result.out, "%15s %7s", python.version, python.abi) == 2;
    snprintf(python.command, sizeof python.command, "%s", command);
    python.three = python.version[0] == '3';
    captured_free(&result);
    return found;
}

static size_t
wanted(void)
{
    const char *given = getenv("HIERARCHIES");

    return given != NULL ? (size_t)strtoull(given, NULL, 10) : 300;
}

/* ---- What happened ---- */

static const struct {
    const char *text, *name;
} kinds[] = {
    {"not an acceptable base type", "not acceptable"},
    {"instance lay-out conflict", "lay-out conflict"},
    {"object is not iterable", "not iterable"},
    {"nonempty __slots__ not supported", "nonempty"},
    {"UnicodeEncodeError", "not ASCII"},
    {"items must be strings", "no string"},
    {"must be identifiers", "no identifier"},
    {"__dict__ slot disallowed", "__dict__"},
    {"__weakref__ slot disallowed", "__weakref__"},
    {"duplicate base class", "duplicate base"},
    {"Cannot create a consistent", "MRO"},
    {"NameError", "no such base"},
    {"conflicts with class variable", "class variable"},
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct tally {
    size_t hierarchies, classes, ok, several, deepest, failed[KINDS], others, wrong;
};

/* How many times C is in TEXT before its line ends. */
static size_t
count_in_line(const char *text, char c)
{
    size_t count = 0;

    for (; *text != '\n' && *text != '\0'; text++)
        count += *text == c;
    return count;
}

/* Counts the LINE that Python said of a class with so many BASES. */
static void
count_line(struct tally *t, const char *line, size_t bases)
{
    size_t length = strcspn(line, "\n"), kind = 0;
    char text[1024];

    snprintf(text, sizeof text, "%.*s", (int)length, line);
    t->classes++;
    if (count_in_line(line, '\t') == 7) {
        size_t classes = count_in_line(line, ',') + 1;

        t->ok++;
        t->several += bases > 1;
        t->deepest = classes > t->deepest ? classes : t->deepest;
        return;
    }
    while (kind < KINDS && strstr(text, kinds[kind].text) == NULL)
        kind++;
    if (kind < KINDS)
        t->failed[kind]++;
    else
        t->others++;
}

static void
count(struct tally *t, const struct hierarchy *h, const char *lines)
{
    t->hierarchies++;
    for (size_t i = 0; i < h->count && *lines != '\0'; i++) {
        count_line(t, lines, h->statements[i].bases);
        lines += strcspn(lines, "\n") + 1;
    }
}

static void
print_tally(const struct tally *t)
{
    printf(
        "%zu hierarchies, %zu classes: %zu ok (%zu with several bases, longest mro "
        "%zu)",
        t->hierarchies, t->classes, t->ok, t->several, t->deepest);
    for (size_t i = 0; i < KINDS; i++)
        printf(", %zu %s", t->failed[i], kinds[i].name);
    printf("; %zu differ ... ", t->wrong);
}

/* The dice are no good if they throw the same all the time, or nothing that works. */
static void
check_mix(const struct tally *t)
{
    CU_ASSERT_EQUAL(t->others, 0);
    if (t->hierarchies >= 200) {
        CU_ASSERT(t->ok * 2 > t->classes);
        CU_ASSERT(t->several * 8 > t->classes);
        CU_ASSERT(t->deepest >= 8);
    }
    if (t->hierarchies >= 5000)
        for (size_t i = 0; i < KINDS; i++)
            CU_ASSERT(t->failed[i] > 0 ||
                      strcmp(kinds[i].name,
                             python.three ? "not ASCII" : "class variable") == 0);
}

/* ---- Running both ---- */

/* What one side said of all files; where its parts begin. */
struct said {
    struct captured result;
    char *next;
};

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts the names at the end of a message in TEXT, up to END: 2.7 gives them in the order
   of a dictionary by address. */
static void
sort_names(char *text, size_t length)
{
    char *names[64], *copy = calloc(length + 1, 1), *from = copy;
    size_t count = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    memcpy(copy, text, length);
    while (count < sizeof names / sizeof names[0]) {
        char *end = strstr(from, ", ");

        names[count++] = from;
        if (end == NULL)
            break;
        *end = '\0';
        from = end + 2;
    }
    qsort(names, count, sizeof names[0], compare_names);
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(names[i]);

        memcpy(text, names[i], size);
        text += size;
        if (i + 1 < count)
            memcpy(text, ", ", 2);
        text += 2;
    }
    free(copy);
}

static void
sort_all_names(char *text)
{
    static const char before[] = "order (MRO) for bases ";

    while ((text = strstr(text, before)) != NULL) {
        text += strlen(before);
        sort_names(text, strcspn(text, "\n"));
    }
}

static void
begin(struct said *s, int failed)
{
    CU_ASSERT_EQUAL_FATAL(failed, 0);
    sort_all_names(s->result.out);
    s->next = s->result.out;
}

/* What was said of the next file: lines, and `= STATUS` at their end. */
static const char *
next_part(struct said *s)
{
    char *part = s->next, *end = part;

    while (*end != '\0' && strncmp(end, "= ", 2) != 0)
        end += strcspn(end, "\n") + (strchr(end, '\n') != NULL);
    if (*end != '\0') {
        end += strcspn(end, "\n");
        s->next = *end == '\0' ? end : end + 1;
        *end = '\0';
    } else {
        s->next = end;
    }
    return part;
}

static void
run_python(struct said *s)
{
    begin(s, run_format(&s->result, "'%s' -E -S tests/hierarchies.py %s/h*.py",
                        python.command, cli_directory()));
    if (s->result.status != 0)
        fprintf(stderr, "\n%s\n", s->result.err);
    CU_ASSERT_EQUAL_FATAL(s->result.status, 0);
}

static void
run_slots(struct said *s)
{
    begin(s,
          run_format(&s->result,
                     "cd %s && for f in h*.py; do '%s' layout --python %s --abi %s "
                     "--tsv $f; echo \"= $?\"; done",
                     cli_directory(), cli_path(), python.version, python.abi));
}

static void
put_file(const struct hierarchy *h, size_t i)
{
    char path[128];

    snprintf(path, sizeof path, "%s/h%03zu.py", cli_directory(), i);
    CU_ASSERT_FATAL(hierarchy_write(h, path));
}

static void
remove_files(void)
{
    struct captured result;

    CU_ASSERT_EQUAL_FATAL(run_format(&result, "rm -f %s/h*.py", cli_directory()),
                          0);
    captured_free(&result);
}

/* ---- What differs ---- */

/* Runs H alone. Whether the two differ, and in VERBOSE mode what they say. */
static bool
differs(const struct hierarchy *h, bool verbose)
{
    struct said real, slots;
    const char *expected, *found;
    bool differ;

    put_file(h, 0);
    run_python(&real);
    run_slots(&slots);
    expected = next_part(&real);
    found = next_part(&slots);
    differ = strcmp(expected, found) != 0;
    if (verbose) {
        for (size_t i = 0; i < h->count; i++)
            fprintf(stderr, "%s", h->statements[i].text);
        fprintf(stderr, "---- CPython %s:\n%s\n---- slots layout:\n%s\n%s",
                python.version, expected, found, slots.result.err);
    }
    captured_free(&real.result);
    captured_free(&slots.result);
    remove_files();
    return differ;
}

/* Takes out of H what it differs without. */
static void
shrink(struct hierarchy *h)
{
    for (size_t i = h->count; i-- > 0 && h->count > 1;) {
        struct hierarchy less = *h;

        hierarchy_drop(&less, i);
        if (differs(&less, false))
            *h = less;
    }
}

/* ---- The test ---- */

struct game {
    struct random dice;
    struct tally tally;
    struct hierarchy *batch;
    struct hierarchy worst; /* the shortest that differs; count 0: none does */
    unsigned long long worst_seed;
};

static void
play_batch(struct game *g, size_t size)
{
    unsigned long long seeds[BATCH];
    struct said real, slots;

    for (size_t i = 0; i < size; i++) {
        seeds[i] = g->dice.state;
        hierarchy_make(&g->batch[i], &g->dice, python.three);
        put_file(&g->batch[i], i);
    }
    run_python(&real);
    run_slots(&slots);
    for (size_t i = 0; i < size; i++) {
        const struct hierarchy *h = &g->batch[i];
        const char *expected = next_part(&real), *found = next_part(&slots);

        count(&g->tally, h, expected);
        if (strcmp(expected, found) == 0)
            continue;
        g->tally.wrong++;
        if (g->worst.count == 0 || h->count < g->worst.count) {
            g->worst = *h;
            g->worst_seed = seeds[i];
        }
    }
    captured_free(&real.result);
    captured_free(&slots.result);
    remove_files();
}

static void
play(struct game *g, size_t hierarchies)
{
    while (hierarchies > 0) {
        size_t size = hierarchies < BATCH ? hierarchies : BATCH;

        play_batch(g, size);
        hierarchies -= size;
    }
    print_tally(&g->tally);
    check_mix(&g->tally);
    if (g->worst.count > 0) {
        shrink(&g->worst);
        fprintf(stderr, "\nSEED=%llu HIERARCHIES=1 has this in it:\n",
                g->worst_seed);
        differs(&g->worst, true);
    }
    CU_ASSERT_EQUAL(g->tally.wrong, 0);
}

static void
play_with_python(size_t hierarchies)
{
    struct game *g = calloc(1, sizeof *g);

    CU_ASSERT_PTR_NOT_NULL_FATAL(g);
    g->batch = calloc(BATCH, sizeof *g->batch);
    CU_ASSERT_PTR_NOT_NULL_FATAL(g->batch);
    g->dice = random_begin("random hierarchies");
    play(g, hierarchies);
    free(g->batch);
    free(g);
}

static bool
has_python27(void)
{
    bool found = choose_python("python2.7");

    if (!found)
        printf("skipped: no python2.7 to compare with ... ");
    return found;
}

static void
test_hierarchies(void)
{
    if (has_python27())
        play_with_python(wanted());
}

/* Says where two texts first differ. */
static void
print_difference(const char *expected, const char *found)
{
    while (*expected != '\0') {
        size_t length = strcspn(expected, "\n");

        if (strncmp(expected, found, length + 1) != 0) {
            fprintf(stderr, "\nCPython %s: %.*s\nslots layout: %.*s\n",
                    python.version, (int)length, expected,
                    (int)strcspn(found, "\n"), found);
            return;
        }
        expected += length + (expected[length] != '\0');
        found += length + (found[length] != '\0');
    }
}

/* Compares what is said about the one file there is. */
static void
compare_file(void)
{
    struct said real, slots;

    run_python(&real);
    run_slots(&slots);
    if (strcmp(real.result.out, slots.result.out) != 0)
        print_difference(real.result.out, slots.result.out);
    CU_ASSERT(strcmp(slots.result.out, real.result.out) == 0);
    captured_free(&real.result);
    captured_free(&slots.result);
    remove_files();
}

/* Many hierarchies in one file and one namespace, where names are bound again and again, and
   classes are derived from whatever was bound to a name last. */
static void
test_one_file(void)
{
    struct hierarchy h;
    struct random dice;
    struct captured result;

    if (!has_python27())
        return;
    dice = random_begin("random classes in one file");
    for (size_t i = 0; i < 200; i++) {
        hierarchy_make(&h, &dice, python.three);
        put_file(&h, i);
    }
    CU_ASSERT_EQUAL_FATAL(
        run_format(&result,
                   "cd %s && cat h*.py >all && rm h*.py && mv all "
                   "h000.py",
                   cli_directory()),
        0);
    captured_free(&result);
    compare_file();
}

/* Every built-in type in every way, and every two of them. */
static void
compare_pairs(void)
{
    static const char *const values[] = {"()", "'a'", "'__dict__'", "'__weakref__'",
                                         "('__dict__', 'b', '__weakref__')"};
    const char *a, *b;
    char path[128];
    FILE *file;

    snprintf(path, sizeof path, "%s/h.py", cli_directory());
    file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (size_t i = 0; (a = hierarchy_builtin(i, python.three)) != NULL; i++) {
        fprintf(file, "#%% A\nclass A(%s): pass\n", a);
        for (size_t k = 0; k < sizeof values / sizeof values[0]; k++)
            fprintf(file, "#%% A\nclass A(%s): __slots__ = %s\n", a, values[k]);
        for (size_t k = 0; (b = hierarchy_builtin(k, python.three)) != NULL; k++)
            fprintf(file, "#%% A\nclass A(%s, %s): pass\n", a, b);
    }
    CU_ASSERT_EQUAL_FATAL(fclose(file), 0);
    compare_file();
}

static void
test_builtin_pairs(void)
{
    if (has_python27())
        compare_pairs();
}

/* ---- Later versions ---- */

/* Compares with COMMAND, if it is a Python that the library knows. Whether it is. */
static bool
compare_with(const char *command)
{
    struct sl_error error;

    if (!choose_python(command))
        return false;
    if (sl_platform_find(python.version, python.abi, &error) == NULL) {
        printf("\nskipped: %s: %s\n", command, error.message);
        return false;
    }
    printf("\nCPython %s %s: ", python.version, python.abi);
    play_with_python(getenv("HIERARCHIES") != NULL ? wanted() : 100);
    compare_pairs();
    return true;
}

void
cli_compare_hierarchies(void)
{
    const char *given = getenv("PYTHONS");
    char list[4000];
    size_t compared = 0;

    snprintf(list, sizeof list, "%s",
             given != NULL ? given
                           : "python3.6 python3.7 python3.8 python3.9 python3.10 "
                             "python3.11 python3.12 python3.13 python3.14 "
                             "python3.15");
    for (char *p = strtok(list, " "); p != NULL; p = strtok(NULL, " "))
        compared += compare_with(p);
    if (compared == 0)
        printf("skipped: no python3.N to compare with ... ");
}

bool
add_cli_hierarchies_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_hierarchies) &&
           CU_ADD_TEST(suite, test_one_file) &&
           CU_ADD_TEST(suite, test_builtin_pairs);
}
