/* The checks on the book's source: that tangled/ is what the source says, that lint finds
   nothing in it, and that every chapter has all that a chapter consists of. The suite's
   other parts, about weave/lint and weave/tangle themselves, are in book_*.c. */
#define _POSIX_C_SOURCE 200809L

#include "book_tests.h"
#include "suites.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
   answers. The appendices (80 and up) need none of these. */
static void
test_every_chapter_is_complete(void)
{
    char *answers = content("chapters/81-answers.nw");
    struct captured c;
    char *path;
    int chapters = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(answers);
    RUN(&c, "ls chapters/[0-7][0-9]-*.nw");
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
    CU_pSuite suite = CU_add_suite("book", NULL, clean_up);

    if (suite != NULL) {
        CU_add_test(suite, "tangled/ is what the book says", test_tangled_is_fresh);
        CU_add_test(suite, "weave/lint finds nothing in the book",
                    test_sources_are_clean);
        CU_add_test(suite, "every chapter is complete",
                    test_every_chapter_is_complete);
    }
    if (suite != NULL && CU_get_error() == CUE_SUCCESS)
        (void)(add_book_lint_tests(suite) && add_book_tangle_tests(suite));
    return CU_get_error();
}
