/* weave/tangle writes what it should and nothing else. */
#define _POSIX_C_SOURCE 200809L

#include "book_tests.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

bool
add_book_tangle_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "weave/tangle writes the roots",
                       test_tangle_writes_roots) != NULL &&
           CU_add_test(suite, "weave/tangle -L", test_tangle_with_lines) != NULL &&
           CU_add_test(suite, "weave/tangle touches only what changes",
                       test_tangle_touches_only_changes) != NULL &&
           CU_add_test(suite, "weave/tangle removes what is stale",
                       test_tangle_removes_stale_files) != NULL &&
           CU_add_test(suite, "weave/tangle fails whole",
                       test_tangle_fails_whole) != NULL;
}
