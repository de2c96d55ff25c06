#define _XOPEN_SOURCE 700

#include "cli.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char path[PATH_MAX];
static char directory[64];

const char *
cli_path(void)
{
    const char *given = getenv("SLOTS");

    if (realpath(given != NULL ? given : "output/bin/slots", path) == NULL)
        return "there-is-no-command-slots";
    return path;
}

int
cli_open(void)
{
    strcpy(directory, "/tmp/slots-cli-XXXXXX");
    return mkdtemp(directory) == NULL;
}

int
cli_close(void)
{
    struct captured result;

    if (run_format(&result, "rm -rf %s", directory) < 0)
        return 1;
    captured_free(&result);
    return 0;
}

const char *
cli_directory(void)
{
    return directory;
}

void
cli_write(const char *name, const char *bytes, size_t size)
{
    char full[128];
    FILE *file;

    snprintf(full, sizeof full, "%s/%s", directory, name);
    file = fopen(full, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, size, file), size);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

struct captured
cli_run(const char *arguments, const char *input, size_t size)
{
    char command[PATH_MAX + 512];
    struct captured result;

    snprintf(command, sizeof command, "cd %s && exec '%s' %s", directory,
             cli_path(), arguments);
    CU_ASSERT_EQUAL_FATAL(run(command, input, size, &result), 0);
    return result;
}

/* Whether TEXT is EXPECTED, or not to be compared. */
static bool
is(const char *text, const char *expected)
{
    return expected == NULL || strcmp(text, expected) == 0;
}

void
cli_expect(const char *arguments, const char *input, int status, const char *out,
           const char *err)
{
    struct captured result =
        cli_run(arguments, input, input == NULL ? 0 : strlen(input));
    bool right =
        result.status == status && is(result.out, out) && is(result.err, err);

    if (!right)
        fprintf(stderr, "\nslots %s: status %d\n%s%s", arguments, result.status,
                result.out, result.err);
    CU_ASSERT(right);
    captured_free(&result);
}

bool
cli_is_wide(void)
{
    struct captured result = cli_run("dict --abi lp64", "set a\n", 6);
    bool wide = result.status == 0;

    captured_free(&result);
    return wide;
}

const char *
cli_python_abi(void)
{
    struct captured result;
    const char *abi = NULL;

    CU_ASSERT_EQUAL_FATAL(
        run("python2.7 -c 'import sys; print \"lp64\" if sys.maxsize > 2**32 else "
            "\"ilp32\"' 2>/dev/null",
            NULL, 0, &result),
        0);
    if (result.status == 0)
        abi = strcmp(result.out, "lp64\n") == 0 ? "lp64" : "ilp32";
    captured_free(&result);
    return abi;
}

size_t
cli_inputs(void)
{
    const char *wanted = getenv("INPUTS");

    return wanted == NULL ? 300 : strtoul(wanted, NULL, 10);
}
