/* Generated from chapters/90-slots.nw by make tangle: do not edit. MIT licence. */
#define _POSIX_C_SOURCE 200809L

#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: slots dict [--python 2.7] [--abi lp64|ilp32] [--trace] [FILE]\n\n"
    "Reads operations on a dictionary from FILE or standard input, a line each:\n"
    "  set KEY      d['KEY'] = None\n"
    "  del KEY      del d['KEY']\n"
    "  clear        d.clear()\n"
    "  copy         d = d.copy()\n"
    "  literal N    d = {'k0': None, 'k1': None, ...} with N keys\n"
    "A KEY is a word; # begins a comment.\n\n"
    "Prints a line for each, separated by tabs: the operation, the keys in\n"
    "use, the places filled, the places of the table, and what sys.getsizeof\n"
    "would say; then, if the operation failed, the exception, and the\n"
    "dictionary stays as it was.\n\n"
    "  --python V   the version of CPython (2.7)\n"
    "  --abi ABI    lp64: 64-bit, or ilp32: 32-bit (default: this machine's)\n"
    "  --trace      draw the table after each operation: . is empty,\n"
    "               - is deleted\n\n"
    "Exit status: 0, 1 if an operation failed, 2 for bad usage or bad input.\n";
struct word {
    const char *start;
    size_t length;
};

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next word between *CURSOR and END, which *CURSOR is moved past. If there is
   none its length is 0. */
static struct word
next_word(const char **cursor, const char *end)
{
    const char *p = *cursor, *start;

    while (p < end && is_blank(*p))
        p++;
    start = p;
    if (p < end && *p == '#')
        p = start = end;
    while (p < end && !is_blank(*p))
        p++;
    *cursor = p;
    return (struct word){start, (size_t)(p - start)};
}

static bool
is_word(struct word w, const char *text)
{
    return w.length == strlen(text) && memcmp(w.start, text, w.length) == 0;
}

static void
print_word(struct word w)
{
    for (size_t i = 0; i < w.length; i++) {
        unsigned char c = (unsigned char)w.start[i];

        if (c < ' ' || c > '~' || c == '\\')
            printf("\\x%02x", c);
        else
            putchar(c);
    }
}

struct run {
    const struct sl_platform *platform;
    bool trace;
    struct sl_interp *py;
    struct sl_dict *d;
    const char *file; /* its name, for messages */
    size_t line;
    struct sl_error error;
    bool failed; /* some operation did */
};

enum { MAP_MAX = 4096 };

/* `set KEY` if DELETE is false, `del KEY` if it is true. */
static int
change_key(struct run *s, struct word key, bool delete)
{
    struct sl_object *k = sl_str_new(s->py, key.start, key.length, &s->error);
    int result = -1;

    if (k != NULL && sl_str_intern(&k, &s->error) == 0)
        result = delete ? sl_dict_del(s->d, k, &s->error)
                        : sl_dict_set(s->d, k, sl_none(s->py), &s->error);
    sl_decref(k);
    return result;
}

/* Goes on with D, unless it is NULL because making it failed. */
static int
replace(struct run *s, struct sl_dict *d)
{
    if (d == NULL)
        return -1;
    sl_decref(&s->d->object);
    s->d = d;
    return 0;
}

static int
fill_literal(struct run *s, struct sl_dict *d, size_t keys)
{
    for (size_t i = 0; i < keys; i++) {
        char name[32];
        struct sl_object *k;
        int failed;

        snprintf(name, sizeof name, "k%zu", i);
        k = sl_str_interned(s->py, name, &s->error);
        failed = k == NULL || sl_dict_set(d, k, sl_none(s->py), &s->error) < 0;
        sl_decref(k);
        if (failed)
            return -1;
    }
    return 0;
}

static int
literal(struct run *s, size_t keys)
{
    struct sl_dict *d = sl_dict_new_presized(s->py, keys, &s->error);

    if (d != NULL && fill_literal(s, d, keys) == 0)
        return replace(s, d);
    if (d != NULL)
        sl_decref(&d->object);
    return -1;
}

enum { BAD_INPUT = -2, LITERAL_MAX = 1000000 };

static int
bad_input(const struct run *s, const char *what)
{
    complain("%s:%zu: %s", s->file, s->line, what);
    return BAD_INPUT;
}

/* W as a number up to LITERAL_MAX, or -1. */
static long
number(struct word w)
{
    long n = 0;

    for (size_t i = 0; i < w.length; i++) {
        if (w.start[i] < '0' || w.start[i] > '9' || n > LITERAL_MAX)
            return -1;
        n = n * 10 + (w.start[i] - '0');
    }
    return w.length > 0 && n <= LITERAL_MAX ? n : -1;
}

static int
operate(struct run *s, struct word verb, struct word argument)
{
    bool set = is_word(verb, "set"), delete = is_word(verb, "del");
    long n;

    if ((set || delete) && argument.length == 0)
        return bad_input(s, set ? "set needs a key" : "del needs a key");
    if (set || delete)
        return change_key(s, argument, delete);
    if (is_word(verb, "literal")) {
        n = number(argument);
        if (n < 0)
            return bad_input(s, "literal needs a number of keys, at most 1000000");
        return literal(s, (size_t)n);
    }
    if (!is_word(verb, "clear") && !is_word(verb, "copy"))
        return bad_input(s, "no such operation: there are set KEY, del KEY, clear, "
                            "copy, literal N");
    if (argument.length > 0)
        return bad_input(s, "clear and copy stand alone");
    if (is_word(verb, "copy"))
        return replace(s, sl_dict_copy(s->d, &s->error));
    sl_dict_clear(s->d);
    return 0;
}

/* A key in seven columns, without the quotes of its repr unless it could be taken
   for an empty or a deleted place; ~: there is more. */
static void
draw_key(struct sl_object *key)
{
    char shown[16], *text = sl_repr(key, shown, sizeof shown);
    size_t length = strlen(text);

    if (strcmp(text, "'.'") != 0 && strcmp(text, "'-'") != 0) {
        text++;
        length -= 2;
    }
    if (length > 7)
        text[6] = '~';
    printf(" %-7.*s", (int)(length > 7 ? 7 : length), text);
}

static void
draw_keys(const struct sl_dict *d)
{
    for (size_t i = 0; i <= d->mask; i++) {
        const struct sl_dict_entry *entry = &d->table[i];

        printf(i % 8 == 0 ? "%6zu |" : "|", i);
        if (entry->value != NULL)
            draw_key(entry->key);
        else
            printf(" %-7s", entry->key != NULL ? "-" : ".");
        if (i % 8 == 7)
            puts("|");
    }
}

static void
draw_map(const struct sl_dict *d)
{
    for (size_t i = 0; i <= d->mask && i < MAP_MAX; i++) {
        const struct sl_dict_entry *entry = &d->table[i];

        if (i % 64 == 0)
            printf("%6zu |", i);
        putchar(entry->value != NULL ? '#' : entry->key != NULL ? '-' : '.');
        if (i % 64 == 63)
            puts("|");
    }
    if (d->mask >= MAP_MAX)
        printf("       and %zu places more\n", d->mask + 1 - MAP_MAX);
}

static void
draw(const struct sl_dict *d)
{
    if (d->mask < 32)
        draw_keys(d);
    else
        draw_map(d);
}

static void
report(const struct run *s, struct word verb, struct word argument, bool failed)
{
    print_word(verb);
    if (argument.length > 0)
        putchar(' ');
    print_word(argument);
    printf("\t%zu\t%zu\t%zu\t%zu", s->d->used, s->d->fill, s->d->mask + 1,
           sl_dict_getsizeof(s->d, s->platform));
    if (failed)
        printf("\t%s%s%s", sl_error_name(s->error.kind),
               s->error.message[0] == '\0' ? "" : ": ", s->error.message);
    putchar('\n');
    if (s->trace)
        draw(s->d);
}

static int
do_line(struct run *s, const char *line, size_t length)
{
    const char *end = line + length;
    struct word verb = next_word(&line, end), argument, excess;
    int result;

    if (verb.length == 0)
        return 0;
    argument = next_word(&line, end);
    excess = next_word(&line, end);
    if (excess.length > 0)
        return bad_input(
            s, "more than an operation and one word: keys have no blanks");
    result = operate(s, verb, argument);
    if (result == BAD_INPUT)
        return BAD_INPUT;
    report(s, verb, argument, result < 0);
    s->failed = s->failed || result < 0;
    return 0;
}

static int
run_lines(struct run *s, FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int status = 0;

    puts("operation\tused\tfill\ttable\tgetsizeof");
    while (status == 0 && (errno = 0, length = getline(&line, &room, in)) >= 0) {
        s->line++;
        status = do_line(s, line, (size_t)length);
    }
    free(line);
    if (status == 0 && !feof(in))
        return unreadable(s->file);
    return status != 0 ? 2 : s->failed;
}

static bool
has_hashes_of(const struct sl_platform *platform)
{
    if (platform->abi->long_.size <= sizeof(long))
        return true;
    complain("this is a %zu-bit program and cannot compute the hashes of ABI '%s'",
             8 * sizeof(long), platform->abi->name);
    return false;
}

static int
run_input(void *context, const char *name, FILE *in)
{
    struct run *s = context;
    int status = 1;

    if (!has_hashes_of(s->platform))
        return 2;
    s->file = name;
    s->py = sl_interp_new(s->platform, NULL, &s->error);
    s->d = s->py == NULL ? NULL : sl_dict_new(s->py, &s->error);
    if (s->d != NULL)
        status = run_lines(s, in);
    else
        complain("%s", sl_error_name(s->error.kind));
    if (s->d != NULL)
        sl_decref(&s->d->object);
    if (s->py != NULL)
        sl_interp_free(s->py);
    return status;
}

static int
run_dict(const struct command *self, int argc, char **argv)
{
    struct run s = {.line = 0};
    const struct option own[] = {{"--trace", NULL, &s.trace}, {NULL, NULL, NULL}};
    struct options options;

    if (read_options(&options, own, argc, argv) < 0)
        return 2;
    if (options.help)
        return fputs(self->help, stdout) < 0;
    s.platform = options.platform;
    return with_input(&options, run_input, &s);
}

const struct command dict_command = {
    "dict", "show what operations do to a dictionary", help, run_dict};
