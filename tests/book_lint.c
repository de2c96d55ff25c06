/* weave/lint finds every fault it promises to find, each in a small broken book under
   tests/book/, and nothing in the good one. */
#define _POSIX_C_SOURCE 200809L

#include "book_tests.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
int
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

bool
add_book_lint_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "weave/lint finds each fault",
                       test_lint_finds_each_fault) != NULL &&
           CU_add_test(suite, "weave/lint with every awk",
                       test_lint_with_every_awk) != NULL &&
           CU_add_test(suite, "every broken book is tried",
                       test_every_broken_book_is_tried) != NULL &&
           CU_add_test(suite, "weave/lint without facts",
                       test_lint_without_facts) != NULL &&
           CU_add_test(suite, "trouble in noweb", test_trouble_in_noweb) != NULL &&
           CU_add_test(suite, "wrong calls", test_wrong_calls) != NULL &&
           CU_add_test(suite, "without noweb", test_without_noweb) != NULL;
}
