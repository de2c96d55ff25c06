/* Running the commands of the book, and looking at what they leave. */
#define _POSIX_C_SOURCE 200809L

#include "book_tests.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An assertion that says what it saw. */
bool
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

void
expect_success(const char *what, const struct captured *c)
{
    expect(c->status == 0 && c->out_size == 0 && c->err_size == 0,
           "%s: exit status %d, says: %s%s", what, c->status, c->out, c->err);
}

/* Runs a command that must succeed without a word. */
void
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
void
ask(char *line, size_t size, const char *command)
{
    struct captured c;

    RUN(&c, "%s", command);
    snprintf(line, size, "%.*s", (int)strcspn(c.out, "\n"), c.out);
    captured_free(&c);
}

char folder[200];

void
make_folder(void)
{
    ask(folder, sizeof folder, "mktemp -d");
    if (folder[0] != '/')
        CU_FAIL_FATAL("mktemp -d makes no folder");
}

void
remove_folder(void)
{
    if (folder[0] == '/')
        quiet("rm -rf '%s'", folder);
    folder[0] = '\0';
}

/* The content of a file under the project's root, or NULL. */
char *
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

bool
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

size_t
count(const char *text, const char *part)
{
    size_t times = 0;

    for (const char *p = text; (p = strstr(p, part)) != NULL; p += strlen(part))
        times++;
    return times;
}
