#define _XOPEN_SOURCE 700

/* The examples and the answers: each, copied alone beside slots.h, builds with one line and
   prints what its file of expected output says. */
#include "cli.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
compiler(void)
{
    const char *given = getenv("CC");

    return given != NULL && *given != '\0' ? given : "cc";
}

/* The contents of a file, to be freed, or NULL. */
static char *
contents(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);

    if (file != NULL && text != NULL && fread(text, 1, (1 << 16) - 1, file) > 0) {
        fclose(file);
        return text;
    }
    if (file != NULL)
        fclose(file);
    free(text);
    return NULL;
}

static bool
ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);

    return length > tail && strcmp(name + length - tail, end) == 0;
}

/* Examples that say different things on a 32-bit machine, or nothing. */
static bool
is_for_lp64(const char *name)
{
    return strncmp(name, "myth-", 5) == 0 || strcmp(name, "instance-life") == 0 ||
           strcmp(name, "hybrid-living") == 0 || strcmp(name, "dict-3") == 0 ||
           strcmp(name, "heap-million") == 0;
}

/* Whether what the compiler makes is for a 64-bit machine. */
static bool
is_wide(void)
{
    struct captured result;
    bool wide;

    cli_write("wide.c", "int a[sizeof(long) == 8 ? 1 : -1];\n", 35);
    CU_ASSERT_EQUAL_FATAL(run_format(&result, "cd %s && %s -std=c11 -c wide.c",
                                     cli_directory(), compiler()),
                          0);
    wide = result.status == 0;
    captured_free(&result);
    return wide;
}

/* Asserts that RESULT is a success that says EXPECTED. */
static void
expect(const char *name, const struct captured *result, const char *expected)
{
    bool right = result->status == 0 && expected != NULL && result->err_size == 0 &&
                 strcmp(result->out, expected) == 0;

    if (!right)
        fprintf(stderr, "\n%s: status %d%s\n%s%s", name, result->status,
                expected == NULL ? ", and no file of expected output" : "",
                result->out, result->err);
    CU_ASSERT(right);
}

/* Builds each program in a directory of its own, beside a copy of the header, with its one
   line; as many at a time as there are processors. What the compiler says is left there. */
static int
build_all(void)
{
    struct captured result;
    int status;

    if (cli_open() != 0 ||
        run_format(&result,
                   "export D='%s' CC='%s' && cd tangled && "
                   "ls examples/*.c answers/*.c | "
                   "xargs -n 1 -P \"$(getconf _NPROCESSORS_ONLN)\" sh -c '"
                   "n=$(basename $1 .c) && mkdir $D/$n && cp $1 slots.h $D/$n && "
                   "cd $D/$n && { $CC -std=c11 $n.c -o $n 2>errors || true; }' sh",
                   cli_directory(), compiler()) < 0)
        return -1;
    status = result.status;
    if (status != 0)
        fputs(result.err, stderr);
    captured_free(&result);
    return status;
}

/* Runs the program NAME, if it could be built. */
static void
run_program(const char *name, const char *expected)
{
    struct captured result;

    CU_ASSERT_EQUAL_FATAL(run_format(&result,
                                     "cd %s/%s && cat errors >&2 && exec ./%s",
                                     cli_directory(), name, name),
                          0);
    expect(name, &result, expected);
    captured_free(&result);
}

/* Asserts that the source says what it is, its licence, how it is built and where its output
   is. */
static void
check_source(const char *folder, const char *name)
{
    char path[512], begin[512], build[768], output[512], *text;

    snprintf(path, sizeof path, "tangled/%s/%s.c", folder, name);
    snprintf(begin, sizeof begin, "\n/* %s: ", name);
    snprintf(build, sizeof build, "cc -std=c11 %s.c -o %s\n", name, name);
    snprintf(output, sizeof output, "tests/%s/%s.txt", folder, name);
    text = contents(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, begin));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "MIT licence."));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, build));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, output));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, "#define SLOTS_IMPLEMENTATION\n#include \"slots.h\"\n"));
    free(text);
}

/* Whether NAME asks the C library what it has given out, and a sanitizer has taken the
   library's place. */
static bool
is_in_the_way(const char *name)
{
#ifdef __SANITIZE_ADDRESS__
    return strcmp(name, "heap-million") == 0;
#else
    (void)name;
    return false;
#endif
}

static void
try_program(const char *folder, const char *name, bool wide)
{
    char path[512], *expected;

    snprintf(path, sizeof path, "tests/%s/%s.txt", folder, name);
    expected = contents(path);
    check_source(folder, name);
    if (is_in_the_way(name))
        printf("skipped: %s counts what malloc gives ... ", name);
    else if (wide || !is_for_lp64(name))
        run_program(name, expected);
    else
        printf("skipped: %s needs a 64-bit machine ... ", name);
    free(expected);
}

/* Operations are run by the command. */
static void
try_operations(const char *folder, const char *name)
{
    char path[512], *expected, *text;
    struct captured result;

    snprintf(path, sizeof path, "tests/%s/%s.txt", folder, name);
    expected = contents(path);
    snprintf(path, sizeof path, "tangled/%s/%s.ops", folder, name);
    text = contents(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_EQUAL(text[0], '#');
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "slots dict --trace"));
    free(text);
    if (cli_is_wide()) {
        CU_ASSERT_EQUAL_FATAL(run_format(&result, "'%s' dict --abi lp64 --trace %s",
                                         cli_path(), path),
                              0);
        expect(name, &result, expected);
        captured_free(&result);
    } else {
        printf("skipped: %s needs 64-bit hashes ... ", name);
    }
    free(expected);
}

/* A script calls the command. */
static void
try_script(const char *folder, const char *name)
{
    char path[512], *expected, *text;
    struct captured result;

    snprintf(path, sizeof path, "tests/%s/%s.txt", folder, name);
    expected = contents(path);
    snprintf(path, sizeof path, "tangled/%s/%s.sh", folder, name);
    text = contents(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_EQUAL(text[0], '#');
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\nslots "));
    free(text);
    CU_ASSERT_EQUAL_FATAL(run_format(&result,
                                     "PATH=$(dirname '%s'):$PATH exec sh %s",
                                     cli_path(), path),
                          0);
    expect(name, &result, expected);
    captured_free(&result);
    free(expected);
}

/* Class statements are read by it. */
static void
try_classes(const char *folder, const char *name)
{
    char path[512], *expected, *text;
    struct captured result;

    snprintf(path, sizeof path, "tests/%s/%s.txt", folder, name);
    expected = contents(path);
    snprintf(path, sizeof path, "tangled/%s/%s.py", folder, name);
    text = contents(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_EQUAL(text[0], '#');
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "slots layout --map"));
    free(text);
    CU_ASSERT_EQUAL_FATAL(
        run_format(&result, "'%s' layout --abi lp64 --map %s", cli_path(), path),
        0);
    expect(name, &result, expected);
    captured_free(&result);
    free(expected);
}

/* Tries all that is in a FOLDER of tangled/; returns how many there were. */
static int
try_all(const char *folder)
{
    char path[64], name[256];
    struct dirent *file;
    bool wide = is_wide();
    int programs = 0;
    DIR *files;

    snprintf(path, sizeof path, "tangled/%s", folder);
    files = opendir(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(files);
    while ((file = readdir(files)) != NULL) {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(file->d_name, "."),
                 file->d_name);
        if (ends_in(file->d_name, ".c"))
            try_program(folder, name, wide);
        else if (ends_in(file->d_name, ".ops"))
            try_operations(folder, name);
        else if (ends_in(file->d_name, ".py"))
            try_classes(folder, name);
        else if (ends_in(file->d_name, ".sh"))
            try_script(folder, name);
        else
            continue;
        programs++;
    }
    closedir(files);
    return programs;
}

static void
test_examples(void)
{
    CU_ASSERT(try_all("examples") >= 6);
}

static void
test_answers(void)
{
    CU_ASSERT(try_all("answers") >= 9);
}

/* The sessions that the myths print: a real Python gives the same answers. */
static void
test_sessions(void)
{
    struct captured result;

    CU_ASSERT_EQUAL_FATAL(
        run("python2.7 -c 'import sys; sys.exit(sys.maxsize < 2**32)' 2>/dev/null",
            NULL, 0, &result),
        0);
    if (result.status == 0) {
        captured_free(&result);
        CU_ASSERT_EQUAL_FATAL(
            run("python2.7 tests/examples/replay.py tests/examples/myth-*.txt",
                NULL, 0, &result),
            0);
        expect("replay.py", &result, "");
    } else {
        printf("skipped: no 64-bit python2.7 to repeat the sessions ... ");
    }
    captured_free(&result);
}

/* No expected output is left behind by an example that is gone. */
static void
test_no_orphans(void)
{
    struct captured result;

    CU_ASSERT_EQUAL_FATAL(
        run("for f in examples answers; do for t in tests/$f/*.txt; do "
            "n=$(basename $t .txt); ls tangled/$f/$n.* >/dev/null 2>&1 || echo $t; "
            "done; done",
            NULL, 0, &result),
        0);
    CU_ASSERT_STRING_EQUAL(result.out, "");
    captured_free(&result);
}

CU_ErrorCode
add_examples_suite(void)
{
    CU_pSuite suite = CU_add_suite("examples", build_all, cli_close);

    if (suite != NULL && CU_ADD_TEST(suite, test_examples) &&
        CU_ADD_TEST(suite, test_answers) && CU_ADD_TEST(suite, test_sessions) &&
        CU_ADD_TEST(suite, test_no_orphans))
        return CUE_SUCCESS;
    return CU_get_error();
}
