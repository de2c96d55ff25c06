/* The checks on the book's source: that tangled/ is what the source says, that
   weave/lint and weave/tangle find every fault they promise to find (each in a
   small broken book under tests/book/), and that every chapter has all that a
   chapter consists of. */
#define _POSIX_C_SOURCE 200809L

#include <CUnit/CUnit.h>
#include <glob.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"
#include "suites.h"

#define CHAPTER "chapters/01-x.nw"

/* ---- helpers ---- */

/* An assertion that says what it saw. */
static bool
expect(bool holds, const char *format, ...)
{
    char message[2000];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    CU_assertImplementation(holds, (unsigned)__LINE__, message, __FILE__, "",
                            CU_FALSE);
    return holds;
}

/* Runs a command made as by printf; ends the tests if it cannot be run at all. */
#define RUN(result, ...) \
    do { \
        if (run_format((result), __VA_ARGS__) < 0) \
            CU_FAIL_FATAL("a command cannot be run"); \
    } while (0)

static void
expect_success(const char *what, const struct captured *c)
{
    expect(c->status == 0 && c->out_size == 0 && c->err_size == 0,
           "%s: exit status %d, says: %s%s", what, c->status, c->out, c->err);
}

/* Runs a command that must succeed without a word. */
static void
quiet(const char *format, ...)
{
    char command[4000];
    struct captured c;
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    RUN(&c, "%s", command);
    expect_success(command, &c);
    captured_free(&c);
}

/* The first line a command prints. */
static void
ask(char *line, size_t size, const char *command)
{
    struct captured c;

    RUN(&c, "%s", command);
    snprintf(line, size, "%.*s", (int)strcspn(c.out, "\n"), c.out);
    captured_free(&c);
}

static char folder[200]; /* of the running test; empty between tests */

static void
make_folder(void)
{
    ask(folder, sizeof folder, "mktemp -d");
    if (folder[0] != '/')
        CU_FAIL_FATAL("mktemp -d makes no folder");
}

static void
remove_folder(void)
{
    if (folder[0] == '/')
        quiet("rm -rf '%s'", folder);
    folder[0] = '\0';
}

/* The content of a file under the project's root, or NULL. */
static char *
content(const char *path)
{
    struct captured c;

    RUN(&c, "cat '%s'", path);
    free(c.err);
    if (c.status == 0)
        return c.out;
    free(c.out);
    return NULL;
}

static bool
exists(const char *format, const char *name)
{
    struct captured c;
    char path[300];
    bool found;

    snprintf(path, sizeof path, format, name);
    RUN(&c, "test -s '%s'", path);
    found = c.status == 0;
    captured_free(&c);
    return expect(found, "%s is missing or empty", path);
}

static size_t
count(const char *text, const char *part)
{
    size_t times = 0;

    for (const char *p = text; (p = strstr(p, part)) != NULL; p += strlen(part))
        times++;
    return times;
}

/* ---- the real sources ---- */

static void
test_tangled_is_fresh(void)
{
    make_folder();
    quiet("weave/tangle '%s/tangled' book.nw chapters/*.nw", folder);
    quiet("diff -r '%s/tangled' tangled", folder);
    remove_folder();
}

static void
test_sources_are_clean(void)
{
    quiet("weave/lint book.nw chapters/*.nw");
}

/* ---- what weave/lint must find ---- */

/* A fault in tests/book/FOLDER/FILE at LINE, and words of the message about it. The
   faults of one folder follow each other as weave/lint sorts them, and there are no
   others. */
struct fault {
    const char *folder, *file;
    int line;
    const char *words;
};

static const struct fault lint_faults[] = {
    /* noweb's traps */
    {"shift-in-prose", CHAPTER, 3, "<< in prose stops notangle"},
    {"text-after-name", CHAPTER, 5, "after a chunk's name nothing may follow >>="},
    {"quote-never-closed", CHAPTER, 3,
     "[[ opens quoted code here and is not closed"},
    {"quote-at-end", CHAPTER, 9, "[[ opens quoted code here and is not closed"},
    {"quote-over-paragraphs", CHAPTER, 3,
     "[[ opens quoted code here and is not closed"},
    {"quoted-shift", CHAPTER, 3, "[[<< 5 | h >>]] speaks of a chunk"},
    {"shift-in-code", CHAPTER, 7,
     "chunk << 3 | x >> is used here but never defined;"},
    {"shift-in-code", CHAPTER, 8,
     "write them on two lines or escape the first as @<<"},
    {"undefined-chunk", CHAPTER, 7,
     "<<function sl_missing>> is used here but never"},
    {"orphan-chunk", CHAPTER, 5,
     "<<function sl_forgotten>> is defined but never used"},
    {"circle", CHAPTER, 19, "chunk <<ring>> contains itself"},
    {"circle-alone", CHAPTER, 12, "chunk <<ring>> contains itself"},
    {"unsafe-path", CHAPTER, 5, "<<../escape.h>> is defined but never used"},
    {"used-path", CHAPTER, 12, "<<lib/y.h>> is named like a file but used"},
    {"name-reused", "chapters/02-y.nw", 5,
     "<<declarations>> already belongs to "
     "tests/book/name-reused/chapters/01-x.nw:12"},
    /* the form of chunks */
    {"tab", CHAPTER, 3, "a tab"},
    {"tab", CHAPTER, 9, "a tab"},
    {"trailing-blanks", CHAPTER, 3, "blanks at the end"},
    {"trailing-blanks", CHAPTER, 9, "blanks at the end"},
    {"long-line", CHAPTER, 8, "a line of code of 85 columns; 84 is the most"},
    {"long-chunk", CHAPTER, 5, "<<lib/x.h>> has 31 lines; 30 is the most"},
    {"no-prose", CHAPTER, 10, "<<more>> has no prose before it"},
    {"no-prose", CHAPTER, 16, "<<most>> has no prose before it"},
    {"empty-chunk", CHAPTER, 12, "<<nothing>> is empty"},
    {"not-ascii", CHAPTER, 7, "not ASCII"},
    {"def-without-blank", CHAPTER, 7, "write \"@ %def\" with a blank"},
    {"def-in-prose", CHAPTER, 8, "%def stands in prose"},
    {"def-late", CHAPTER, 10, "%def stands in prose"},
    {"def-unknown", CHAPTER, 7, "\"y\", which the chunk above does not contain"},
    /* numbers */
    {"number", CHAPTER, 3,
     "the number \"35\" is neither a fact nor a listed pattern"},
    {"number", CHAPTER, 5,
     "the number \"280\" is neither a fact nor a listed pattern"},
    {"number", CHAPTER, 6, "the number \"1,048\" is"},
    {"number", CHAPTER, 8, "the number \"24\" is"},
    {"number", CHAPTER, 9, "the number \"12\" is"},
    {"number", CHAPTER, 12, "the number \"3,352\" is"},
    {"number", CHAPTER, 15, "the number \"5\" is"},
    {"number", CHAPTER, 15, "the number \"6\" is"},
    {"number", CHAPTER, 16, "the number \"12\" is"},
    {"number", CHAPTER, 18, "the number \"2048\" is"},
    {"number", CHAPTER, 18, "the number \"7\" is"},
    {"number", CHAPTER, 18, "the number \"80\" is"},
    {"number", CHAPTER, 19, "the number \"2.5\" is"},
    {"number", CHAPTER, 23, "the number \"136\" is"},
    {"smuggled", CHAPTER, 3, "the number \"281\" is"},
    {"smuggled", CHAPTER, 3, "the number \"282\" is"},
    {"smuggled", CHAPTER, 4, "the number \"&#50;\" is"},
    {"smuggled", CHAPTER, 4, "the number \"283\" is"},
    {"smuggled", CHAPTER, 4, "the number \"84\" is"},
    {"smuggled", CHAPTER, 8, "a number in a block of code"},
    {"smuggled", CHAPTER, 11, "the number \"2.7\" is"},
    {"smuggled", CHAPTER, 11, "the number \"2011\" is"},
    {"smuggled", CHAPTER, 13, "a link by a label"},
    {"smuggled", CHAPTER, 13, "a picture from elsewhere"},
    {"fact", CHAPTER, 3, "the text says \"280\" where the program computes 1048"},
    {"fact", CHAPTER, 6, "\"dict.entry.lp64\" is computed by no program"},
    {"fact", CHAPTER, 6, "this fact names no key"},
    {"fact", CHAPTER, 8, "stands on a span that is no .fact"},
    /* references */
    {"reference", CHAPTER, 3, "@fig:nothing goes nowhere"},
    {"reference", CHAPTER, 3,
     "@sec:nowhere goes nowhere: nothing has the id ch-nowhere or"},
    {"reference", CHAPTER, 4, "@ex:never-1 goes nowhere"},
    {"reference", CHAPTER, 4, "@tab:none goes nowhere"},
    {"citation", CHAPTER, 3, "@nobody2000 is not in the bibliography"},
    {"link", CHAPTER, 3, "the link #sec-nowhere goes nowhere"},
    {"link", CHAPTER, 3, "the book has no page nowhere.html"},
    {"link", CHAPTER, 3, "the link y.html#sec-nowhere goes nowhere"},
    {"link", CHAPTER, 4, "the link #sec-y goes nowhere"},
    {"link", CHAPTER, 6, "the book has no page z.html"},
    {"output", CHAPTER, 3, "no chunk <<examples/never-run."},
    {"output", CHAPTER, 6, "no chunk <<examples/never-counted."},
    {"output", CHAPTER, 10, "FIGURE(\"never-drawn\", "},
    {"output", CHAPTER, 14, "this Div names no output"},
    {"output", CHAPTER, 18, "neither .transcript nor .table nor .figure"},
    {"id-twice", "chapters/02-y.nw", 3,
     "the id \"sec-same\" is already in tests/book/id-twice/chapters/01-x.nw:3"},
    /* blocks and contents */
    {"div-open", CHAPTER, 3, "a Div is opened here and never closed"},
    {"div-close", CHAPTER, 5, "::: closes a Div, but none is open"},
    {"fence-open", CHAPTER, 3, "a block of code is opened here and never closed"},
    {"unlisted", "chapters/02-y.nw", 1,
     "listed neither in the parts nor in the appendices"},
    {"listed-missing", "book.nw", 5,
     "chapters/02-y.nw is listed here but does not exist"},
    {"listed-twice", "book.nw", 5, "chapters/01-x.nw is listed twice"},
    {"heading-id", CHAPTER, 1, "has an id that begins with ch-"},
    {"heading-missing", CHAPTER, 1, "one heading of the first level"},
    {"heading-two", CHAPTER, 1, "one heading of the first level"},
};
enum { LINT_FAULTS = sizeof lint_faults / sizeof lint_faults[0] };

/* What weave/lint says of a broken book, with PATH in front of the path of
   commands. */
static void
lint(const char *name, const char *path, struct captured *c)
{
    RUN(c,
        "PATH='%2$s':$PATH FACTS=tests/book/%1$s/facts.tsv weave/lint "
        "tests/book/%1$s/book.nw tests/book/%1$s/chapters/*.nw",
        name, path);
}

/* Checks one line of output against the fault it should report. */
static void
expect_report(const struct fault *f, const char *report)
{
    char place[300], line[1000];

    snprintf(line, sizeof line, "%.*s", (int)strcspn(report, "\n"), report);
    snprintf(place, sizeof place, "tests/book/%s/%s:%d: ", f->folder, f->file,
             f->line);
    expect(strncmp(line, place, strlen(place)) == 0 &&
               strstr(line, f->words) != NULL,
           "expected \"%s…%s…\", got \"%s\"", place, f->words, line);
}

/* Checks the faults of one folder, from F on, against a report that must hold
   nothing else. Returns how many there are. */
static int
expect_reports(const struct fault *f, int left, const struct captured *c)
{
    const char *report = c->err;
    int n = 0;

    expect(c->status == 1 && c->out_size == 0, "%s: exit status %d, prints: %s",
           f->folder, c->status, c->out);
    for (; n < left && strcmp(f[n].folder, f->folder) == 0; n++) {
        expect_report(&f[n], report);
        report += strcspn(report, "\n");
        report += *report == '\n';
    }
    expect(*report == '\0', "%s: not expected: %s", f->folder, report);
    return n;
}

/* Runs weave/lint on the broken books whose first letter is one of LETTERS, and on
   the good one. */
static void
expect_lint_faults(const char *path, const char *letters)
{
    struct captured c;

    for (int i = 0; i < LINT_FAULTS;) {
        if (strchr(letters, lint_faults[i].folder[0]) == NULL) {
            i++;
            continue;
        }
        lint(lint_faults[i].folder, path, &c);
        i += expect_reports(&lint_faults[i], LINT_FAULTS - i, &c);
        captured_free(&c);
    }
    lint("good", path, &c);
    expect_success("weave/lint on tests/book/good", &c);
    captured_free(&c);
}

static void
test_lint_finds_each_fault(void)
{
    expect_lint_faults("/nowhere", "abcdefghijklmnopqrstuvwxyz");
}

/* Some of them, the good book first of all, with every awk that is installed. */
static void
test_lint_with_every_awk(void)
{
    static const char *const awks[] = {"mawk", "gawk --posix", "original-awk",
                                       "busybox awk"};

    for (size_t i = 0; i < sizeof awks / sizeof awks[0]; i++) {
        struct captured c;
        bool found;

        RUN(&c, "%s 'BEGIN { exit 0 }'", awks[i]);
        found = c.status == 0;
        captured_free(&c);
        if (!found)
            continue;
        make_folder();
        quiet("printf '#!/bin/sh\\nexec %1$s \"$@\"\\n' >'%2$s/awk' && chmod +x "
              "'%2$s/awk'",
              awks[i], folder);
        expect_lint_faults(folder, "cfl");
        remove_folder();
    }
}

/* Every folder of tests/book is used by a test: the good book, and those in the
   table. */
static void
test_every_broken_book_is_tried(void)
{
    struct captured c;
    char *name;

    RUN(&c, "ls tests/book");
    expect(count(c.out, "\n") > 30, "tests/book holds only: %s", c.out);
    for (name = strtok(c.out, "\n"); name != NULL; name = strtok(NULL, "\n")) {
        bool tried = strcmp(name, "good") == 0;

        for (int i = 0; i < LINT_FAULTS; i++)
            tried = tried || strcmp(lint_faults[i].folder, name) == 0;
        expect(tried, "no test tries tests/book/%s", name);
    }
    captured_free(&c);
}

/* Facts are compared only where the program's output is there; a key is asked for
   always. Without FACTS, the output is looked for beside the book. */
static void
test_lint_without_facts(void)
{
    struct captured c;

    make_folder();
    quiet("cp -R tests/book/fact '%1$s/b' && mkdir '%1$s/b/output' && "
          "mv '%1$s/b/facts.tsv' '%1$s/b/output'",
          folder);
    RUN(&c, "cd '%s' && FACTS= \"$OLDPWD\"/weave/lint b/book.nw b/chapters/*.nw",
        folder);
    expect(c.status == 1 && count(c.err, "\n") == 2 &&
               strstr(c.err, "names no key") != NULL,
           "exit status %d, says: %s", c.status, c.err);
    captured_free(&c);
    RUN(&c,
        "cd '%s' && unset FACTS && \"$OLDPWD\"/weave/lint b/book.nw "
        "b/chapters/*.nw",
        folder);
    expect(c.status == 1 && count(c.err, "\n") == 4 &&
               strstr(c.err, "computes 1048") != NULL,
           "exit status %d, says: %s", c.status, c.err);
    captured_free(&c);
    remove_folder();
}

/* What noweb says or does, whatever it is, is an error of both. */
static void
expect_trouble(const char *noweave, const char *words)
{
    static const char *const scripts[] = {"lint", "tangle /nowhere"};

    make_folder();
    quiet("printf '#!/bin/sh\\n%1$s\\n' >'%2$s/noweave' && chmod +x '%2$s/noweave'",
          noweave, folder);
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        struct captured c;

        RUN(&c,
            "PATH='%1$s':$PATH weave/%2$s tests/book/unlisted/book.nw "
            "tests/book/unlisted/chapters/*.nw",
            folder, scripts[i]);
        expect(c.status == 1 && strncmp(c.err, words, strlen(words)) == 0,
               "weave/%s: exit status %d, says: %s", scripts[i], c.status, c.err);
        captured_free(&c);
    }
    remove_folder();
}

static void
test_trouble_in_noweb(void)
{
    expect_trouble("echo out of paper >&2",
                   "tests/book/unlisted/book.nw:1: noweb says: out of paper\n");
    expect_trouble(
        "echo @fatal markup an error",
        "tests/book/unlisted/book.nw:1: noweb gives up: markup an error\n");
}

/* A wrong call is not a fault of the book: exit status 2. */
static void
expect_refusal(const char *command, const char *words)
{
    struct captured c;

    RUN(&c, "%s", command);
    expect(c.status == 2 && strstr(c.err, words) != NULL && count(c.err, "\n") == 1,
           "%s: exit status %d, says: %s", command, c.status, c.err);
    captured_free(&c);
}

static void
test_wrong_calls(void)
{
    expect_refusal("weave/lint", "usage: weave/lint");
    expect_refusal("weave/lint nothing.nw", "cannot read nothing.nw");
    expect_refusal("weave/tangle", "usage: weave/tangle");
    expect_refusal("weave/tangle -L /nowhere", "usage: weave/tangle");
    expect_refusal("weave/tangle /nowhere nothing.nw", "cannot read nothing.nw");
    expect_refusal("weave/tangle /nowhere tests/book/link/chapters/02-y.nw",
                   "no chunk of these sources is named like a file");
}

/* A folder of commands in which noweb is missing. */
static void
test_without_noweb(void)
{
    char command[1000];

    make_folder();
    quiet("for t in awk cat dirname mktemp rm sed sh; do "
          "ln -s \"$(command -v $t)\" '%s/'; done",
          folder);
    snprintf(command, sizeof command, "PATH='%s' weave/lint book.nw", folder);
    expect_refusal(command, "noweb is not installed; run 'make deps'");
    snprintf(command, sizeof command, "PATH='%s' weave/tangle /nowhere book.nw",
             folder);
    expect_refusal(command, "noweb is not installed; run 'make deps'");
    remove_folder();
}

/* ---- what weave/tangle must do ---- */

/* Compares a file in the folder with all that it should hold. */
static void
expect_file(const char *path, const char *expected)
{
    char whole[300];
    char *text;

    snprintf(whole, sizeof whole, "%s/%s", folder, path);
    text = content(whole);
    expect(text != NULL && strcmp(text, expected) == 0, "%s holds: %s", path,
           text != NULL ? text : "(nothing)");
    free(text);
}

#define GOOD "tests/book/good/book.nw tests/book/good/chapters/*.nw"
#define FROM "Generated from tests/book/good/"
#define BANNER_END " by make tangle: do not edit. MIT licence."

static void
test_tangle_writes_roots(void)
{
    char names[300];

    make_folder();
    quiet("weave/tangle '%s' " GOOD, folder);
    snprintf(names, sizeof names, "cd '%s' && echo $(find . -type f | sort)",
             folder);
    ask(names, sizeof names, names);
    CU_ASSERT_STRING_EQUAL(names,
                           "./answers/x-1.c ./examples/x-run.ops "
                           "./examples/x-table.py ./lib/x.h ./tools/facts.c");
    expect_file(
        "lib/x.h",
        "/* " FROM "chapters/01-x.nw" BANNER_END " */\n"
        "int x;\n"
        "\n"
        "/* it used to be x << 5 | x >> 3 */\n"
        "int y; /* 3456789 123456789 123456789 123456789 123456789 123456789 "
        "123456789 123 */\n");
    expect_file("tools/facts.c", "/* " FROM "book.nw" BANNER_END " */\n"
                                 "fact(\"dict.6.lp64\", 1048);\n"
                                 "fact(\"dict.third\", 1.0 / 3);\n"
                                 "fact(\"dict.y\", 1);\n"
                                 "FIGURE(\"x-states\", draw_x_states),\n"
                                 "int slots;\n"
                                 "int more_slots;\n");
    expect_file("examples/x-run.ops",
                "# " FROM "chapters/01-x.nw" BANNER_END "\nset a\n");
    expect_file("examples/x-table.py", "#!/usr/bin/env python3\n"
                                       "# " FROM "chapters/01-x.nw" BANNER_END "\n"
                                       "print(\"a\")\n");
    quiet("test -x '%1$s/examples/x-table.py' && test ! -x '%1$s/lib/x.h'", folder);
    remove_folder();
}

/* #line in C, and only there. */
static void
test_tangle_with_lines(void)
{
    make_folder();
    quiet("weave/tangle -L '%s' " GOOD, folder);
    expect_file("answers/x-1.c",
                "/* " FROM "chapters/95-answers.nw" BANNER_END " */\n"
                "#line 12 \"tests/book/good/chapters/95-answers.nw\"\n"
                "int answer;\n");
    expect_file("examples/x-run.ops",
                "# " FROM "chapters/01-x.nw" BANNER_END "\nset a\n");
    remove_folder();
}

/* A second run touches nothing; a changed chunk, only the file it goes into. */
static void
test_tangle_touches_only_changes(void)
{
    char newer[300];

    make_folder();
    quiet("cp -R tests/book/good '%1$s/src' && cd '%1$s' && "
          "\"$OLDPWD\"/weave/tangle out src/book.nw src/chapters/*.nw",
          folder);
    quiet("cd '%1$s' && find out -type f -exec touch -t 200101010000 {} + && "
          "touch -t 200201010000 since && "
          "\"$OLDPWD\"/weave/tangle out src/book.nw src/chapters/*.nw && "
          "find out -type f -newer since",
          folder);
    quiet("sed 's/set a/set b/' tests/book/good/" CHAPTER " >'%1$s/src/" CHAPTER
          "' && cd '%1$s' && "
          "\"$OLDPWD\"/weave/tangle out src/book.nw src/chapters/*.nw",
          folder);
    snprintf(newer, sizeof newer,
             "cd '%s/out' && echo $(find . -type f -newer ../since)", folder);
    ask(newer, sizeof newer, newer);
    CU_ASSERT_STRING_EQUAL(newer, "./examples/x-run.ops");
    remove_folder();
}

/* A file no root makes any more goes, with the folder it leaves empty; other files
   stay. */
static void
test_tangle_removes_stale_files(void)
{
    char left[300];

    make_folder();
    quiet("weave/tangle '%1$s' " GOOD
          " && cd '%1$s' && mkdir old && cp lib/x.h old/gone.c && "
          "cp lib/x.h gone.h && cp examples/x-table.py examples/gone.py && "
          "echo mine >lib/kept.txt",
          folder);
    quiet("weave/tangle '%s' " GOOD, folder);
    snprintf(left, sizeof left,
             "cd '%s' && echo $(find . -name 'gone*' -o -name old) "
             "$(cat lib/kept.txt) $(find . -type f | wc -l)",
             folder);
    ask(left, sizeof left, left);
    CU_ASSERT_STRING_EQUAL(left, "mine 6");
    remove_folder();
}

static const struct fault tangle_faults[] = {
    {"shift-in-prose", CHAPTER, 3, "<< in prose stops notangle"},
    {"text-after-name", CHAPTER, 5, "after a chunk's name nothing may follow >>="},
    {"quote-at-end", CHAPTER, 9, "[[ opens quoted code here and is not closed"},
    {"shift-in-code", CHAPTER, 7,
     "chunk << 3 | x >> is used here but never defined;"},
    {"shift-in-code", CHAPTER, 8,
     "write them on two lines or escape the first as @<<"},
    {"undefined-chunk", CHAPTER, 7,
     "<<function sl_missing>> is used here but never"},
    {"circle", CHAPTER, 5, "cannot tangle lib/x.h: Cyclic code chunks"},
    {"unsafe-path", CHAPTER, 5, "<<../escape.h>> is defined but never used"},
};
enum { TANGLE_FAULTS = sizeof tangle_faults / sizeof tangle_faults[0] };

/* A source that cannot be tangled leaves the folder as it was. */
static void
test_tangle_fails_whole(void)
{
    struct captured c;

    make_folder();
    quiet("mkdir '%1$s/out' '%1$s/out/lib' && echo old >'%1$s/out/lib/x.h' && "
          "cp -R '%1$s/out' '%1$s/before'",
          folder);
    for (int i = 0; i < TANGLE_FAULTS;) {
        RUN(&c,
            "weave/tangle '%2$s/out' tests/book/%1$s/book.nw "
            "tests/book/%1$s/chapters/*.nw",
            tangle_faults[i].folder, folder);
        i += expect_reports(&tangle_faults[i], TANGLE_FAULTS - i, &c);
        captured_free(&c);
        quiet("diff -r '%1$s/before' '%1$s/out' && test ! -e '%1$s/escape.h'",
              folder);
    }
    remove_folder();
}

/* ---- what a chapter consists of ---- */

/* Every exercise of a chapter has its answer, and a program that is one. */
static void
check_exercises(const char *name, const char *text, const char *answers)
{
    char mark[200];
    size_t exercises;

    expect(strstr(text, "\n## Exercises") != NULL, "%s has no section of exercises",
           name);
    snprintf(mark, sizeof mark, "{.exercise #ex-%s-", name);
    exercises = count(text, mark);
    expect(exercises >= 2 && exercises <= 4, "%s has %zu exercises", name,
           exercises);
    for (size_t i = 1; i <= exercises; i++) {
        snprintf(mark, sizeof mark, "{#ans-%s-%zu}", name, i);
        expect(strstr(answers, mark) != NULL, "no answer %s", mark);
        snprintf(mark, sizeof mark, "%s-%zu", name, i);
        exists("tangled/answers/%s.c", mark);
    }
}

/* Every example of a chapter shows what it prints, and a test holds it to that. */
static void
check_examples(const char *name, const char *text)
{
    static const char opening[] = "\n<<examples/";
    size_t examples = 0;

    for (const char *p = text; (p = strstr(p, opening)) != NULL; examples++) {
        char example[100], mark[200];

        p += strlen(opening);
        snprintf(example, sizeof example, "%.*s", (int)strcspn(p, ".>"), p);
        snprintf(mark, sizeof mark, " of=\"%s\"", example);
        expect(strstr(text, mark) != NULL, "%s does not show what %s prints", name,
               example);
        if (strncmp(p + strlen(example), ".c>>", 4) == 0)
            exists("tests/examples/%s.txt", example);
    }
    expect(examples >= 1, "%s has no example", name);
}

static void
check_chapter(const char *path, const char *answers)
{
    const char *base = strrchr(path, '/') + strlen("/NN-");
    char name[100];
    char *text = content(path);

    snprintf(name, sizeof name, "%.*s", (int)strcspn(base, "."), base);
    if (!expect(text != NULL, "%s cannot be read", path))
        return;
    exists("tangled/lib/%s.h", name);
    exists("tangled/lib/%s.c", name);
    exists("tests/test_%s.c", name);
    check_examples(name, text);
    check_exercises(name, text, answers);
    free(text);
}

/* One chapter = one module = one suite = at least one example, with exercises and
   answers. The appendices (90 and up) are no modules. */
static void
test_every_chapter_is_complete(void)
{
    char *answers = content("chapters/95-answers.nw");
    struct captured c;
    char *path;
    int chapters = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(answers);
    RUN(&c, "ls chapters/[0-8][0-9]-*.nw");
    for (path = strtok(c.out, "\n"); path != NULL; path = strtok(NULL, "\n")) {
        char number[30];

        snprintf(number, sizeof number, "chapters/%02d-", ++chapters);
        expect(strncmp(path, number, strlen(number)) == 0, "%s is not number %d",
               path, chapters);
        check_chapter(path, answers);
    }
    expect(chapters >= 4, "there are %d chapters", chapters);
    captured_free(&c);
    free(answers);
}

/* A test that stopped half-way leaves its folder behind. */
static int
clean_up(void)
{
    remove_folder();
    return 0;
}

CU_ErrorCode
add_book_suite(void)
{
    static const struct {
        const char *name;
        CU_TestFunc test;
    } tests[] = {
        {"tangled/ is what the book says", test_tangled_is_fresh},
        {"weave/lint finds nothing in the book", test_sources_are_clean},
        {"weave/lint finds each fault", test_lint_finds_each_fault},
        {"weave/lint with every awk", test_lint_with_every_awk},
        {"every broken book is tried", test_every_broken_book_is_tried},
        {"weave/lint without facts", test_lint_without_facts},
        {"trouble in noweb", test_trouble_in_noweb},
        {"wrong calls", test_wrong_calls},
        {"without noweb", test_without_noweb},
        {"weave/tangle writes the roots", test_tangle_writes_roots},
        {"weave/tangle -L", test_tangle_with_lines},
        {"weave/tangle touches only what changes",
         test_tangle_touches_only_changes},
        {"weave/tangle removes what is stale", test_tangle_removes_stale_files},
        {"weave/tangle fails whole", test_tangle_fails_whole},
        {"every chapter is complete", test_every_chapter_is_complete},
    };
    CU_pSuite suite = CU_add_suite("book", NULL, clean_up);

    for (size_t i = 0; suite != NULL && i < sizeof tests / sizeof tests[0]; i++)
        if (CU_add_test(suite, tests[i].name, tests[i].test) == NULL)
            return CU_get_error();
    return CU_get_error();
}
