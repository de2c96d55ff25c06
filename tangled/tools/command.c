/* Generated from chapters/90-slots.nw by make tangle: do not edit. MIT licence. */
#include "command.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>

void
complain(const char *format, ...)
{
    va_list arguments;

    fflush(stdout);
    fputs("slots: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

int
finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    complain("cannot write the output: %s", strerror(errno));
    return 1;
}

/* The value of option NAME if argv[*i] is it, moving *i if the value is the next
   argument; NULL if it is not; "" if the value is missing. */
static const char *
option_value(const char *name, int argc, char **argv, int *i)
{
    size_t length = strlen(name);

    if (strncmp(argv[*i], name, length) != 0)
        return NULL;
    if (argv[*i][length] == '=')
        return argv[*i] + length + 1;
    if (argv[*i][length] != '\0')
        return NULL;
    return *i + 1 < argc ? argv[++*i] : "";
}

/* Looks in LIST for the option argv[*i]: 1 if it is there, 0 if not, -1 after
   a complaint. */
static int
match_option(const struct option *list, int argc, char **argv, int *i)
{
    const char *argument = argv[*i];

    for (; list != NULL && list->name != NULL; list++) {
        const char *value;

        if (list->value == NULL && strcmp(argument, list->name) == 0)
            return *list->given = true;
        if (list->value == NULL ||
            (value = option_value(list->name, argc, argv, i)) == NULL)
            continue;
        *list->value = value;
        if (value[0] != '\0')
            return 1;
        complain("%s needs a value", argument);
        return -1;
    }
    return 0;
}

static int
read_file(struct options *o, const char *name)
{
    if (o->file != NULL) {
        complain("more than one file: '%s' and '%s'", o->file, name);
        return -1;
    }
    o->file = name;
    return 0;
}

static int
read_option(struct options *o, const struct option *own, int argc, char **argv,
            int *i)
{
    const struct option common[] = {{"--python", &o->python, NULL},
                                    {"--abi", &o->abi, NULL},
                                    {"--help", NULL, &o->help},
                                    {"-h", NULL, &o->help},
                                    {NULL, NULL, NULL}};
    int found = match_option(common, argc, argv, i);

    if (found == 0)
        found = match_option(own, argc, argv, i);
    if (found != 0)
        return found < 0 ? -1 : 0;
    if (argv[*i][0] != '-' || argv[*i][1] == '\0')
        return read_file(o, argv[*i]);
    complain("there is no option '%s'; --help lists them", argv[*i]);
    return -1;
}

static void
add_platform(struct options *o, const struct sl_platform *platform)
{
    for (size_t i = 0; i < o->count; i++)
        if (o->platforms[i] == platform)
            return;
    assert(o->count < MOST_PLATFORMS);
    o->platforms[o->count++] = platform;
}

/* Whether the text LIST, of LENGTH, is the word for all. */
static bool
is_all(const char *list, size_t length)
{
    return length == 3 && memcmp(list, "all", 3) == 0;
}

enum { NAME_ROOM = 64 };

/* Adds the platform of VERSION and ABI; or, for an ABI that was not ASKED for, none
   if VERSION has been measured on the other. 0, or -1 after a complaint. */
static int
add_named(struct options *o, const char *version, const char *abi, bool asked)
{
    struct sl_error error;
    const struct sl_platform *found = sl_platform_find(version, abi, &error);

    if (found != NULL)
        add_platform(o, found);
    else if (asked || (sl_platform_find(version, "lp64", NULL) == NULL &&
                       sl_platform_find(version, "ilp32", NULL) == NULL)) {
        complain("%s", error.message);
        return -1;
    }
    return 0;
}

static int
add_all_versions(struct options *o, const char *abi)
{
    bool found = false;

    for (size_t i = 0; sl_platforms[i] != NULL; i++)
        if (strcmp(sl_platforms[i]->abi->name, abi) == 0) {
            add_platform(o, sl_platforms[i]);
            found = true;
        }
    return found ? 0 : add_named(o, o->python, abi, true);
}

static int
add_versions(struct options *o, const char *abi, bool asked)
{
    char version[NAME_ROOM];
    const char *p = o->python;
    size_t length;

    for (;; p += length + 1) {
        length = strcspn(p, ",");
        snprintf(version, sizeof version, "%.*s", (int)length, p);
        if ((is_all(p, length) ? add_all_versions(o, abi)
                               : add_named(o, version, abi, asked)) < 0)
            return -1;
        if (p[length] == '\0')
            return 0;
    }
}

/* Adds the platforms that O's two lists name. 0, or -1 after a complaint. */
static int
add_platforms(struct options *o)
{
    char abi[NAME_ROOM];
    const char *p = o->abi;
    size_t length;

    for (;; p += length + 1) {
        length = strcspn(p, ",");
        snprintf(abi, sizeof abi, "%.*s", (int)length, p);
        if (is_all(p, length) ? add_versions(o, "lp64", false) < 0 ||
                                    add_versions(o, "ilp32", false) < 0
                              : add_versions(o, abi, true) < 0)
            return -1;
        if (p[length] == '\0')
            return 0;
    }
}

int
read_options(struct options *o, const struct option *own, int argc, char **argv)
{
    bool files_only = false;

    *o = (struct options){.python = "2.7",
                          .abi = sizeof(void *) == 8 ? "lp64" : "ilp32"};
    for (int i = 1; i < argc; i++) {
        if (!files_only && strcmp(argv[i], "--") == 0)
            files_only = true;
        else if ((files_only ? read_file(o, argv[i])
                             : read_option(o, own, argc, argv, &i)) < 0)
            return -1;
    }
    return o->help ? 0 : add_platforms(o);
}

int
unreadable(const char *name)
{
    complain("%s: %s", name, strerror(errno));
    return 2;
}

int
with_input(const struct options *o,
           int (*read)(void *context, const char *name, FILE *in), void *context)
{
    bool standard = o->file == NULL || strcmp(o->file, "-") == 0;
    const char *name = standard ? "<stdin>" : o->file;
    FILE *in = standard ? stdin : fopen(name, "r");
    int status;

    if (in == NULL)
        return unreadable(name);
    errno = 0;
    ungetc(getc(in), in);
    status = ferror(in) ? unreadable(name) : read(context, name, in);
    if (!standard)
        fclose(in);
    return status;
}
