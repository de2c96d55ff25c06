/* What the parts of the suite `book` share: the real book in test_book.c, weave/lint in
   book_lint.c, weave/tangle in book_tangle.c. */
#ifndef TESTS_BOOK_TESTS_H
#define TESTS_BOOK_TESTS_H

#include "run.h"

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stddef.h>

#define CHAPTER "chapters/01-x.nw" /* of each small book under tests/book/ */

/* Runs a command made as by printf; ends the tests if it cannot be run at all. */
#define RUN(result, ...) \
    do { \
        if (run_format((result), __VA_ARGS__) < 0) \
            CU_FAIL_FATAL("a command cannot be run"); \
    } while (0)

/* A fault in tests/book/FOLDER/FILE at LINE, and words of the message about it. The
   faults of one folder follow each other as weave/lint sorts them, and there are no
   others. */
struct fault {
    const char *folder, *file;
    int line;
    const char *words;
};

extern char folder[200]; /* of the running test; empty between tests */

/* An assertion that says what it saw. */
bool expect(bool holds, const char *format, ...);

void expect_success(const char *what, const struct captured *c);

/* Runs a command that must succeed without a word. */
void quiet(const char *format, ...);

/* The first line a command prints. */
void ask(char *line, size_t size, const char *command);

void make_folder(void);

void remove_folder(void);

/* The content of a file under the project's root, or NULL. */
char *content(const char *path);

bool exists(const char *format, const char *name);

size_t count(const char *text, const char *part);

/* Checks the faults of one folder, from F on, against a report that must hold
   nothing else. Returns how many there are. */
int expect_reports(const struct fault *f, int left, const struct captured *c);

/* The part of the suite that a file holds. False where CUnit fails. */
bool add_book_lint_tests(CU_pSuite suite);
bool add_book_tangle_tests(CU_pSuite suite);

#endif
