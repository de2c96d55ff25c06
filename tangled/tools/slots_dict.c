/* Generated from chapters/90-slots.nw by make tangle: do not edit. MIT licence. */
#define _POSIX_C_SOURCE 200809L

#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: slots dict [--python 2.7,3.13,...] [--abi lp64|ilp32] [--trace]\n"
    "                  [FILE]\n\n"
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
    "dictionary stays as it was. Since 3.6, what is filled are entries. For\n"
    "several versions or ABIs: the operation, the keys in use, and the size\n"
    "on each.\n\n"
    "  --python V   the version of CPython (2.7), or a list: 2.7,3.13; or all\n"
    "  --abi ABI    lp64: 64-bit, or ilp32: 32-bit (default: this machine's);\n"
    "               or a list, or all\n"
    "  --trace      draw the table after each operation: . is empty,\n"
    "               - is deleted; since 3.6 the entries, in the order in\n"
    "               which they came\n\n"
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

struct player {
    const struct sl_platform *platform;
    const struct sl_dict_design *design;
    struct sl_interp *py;
    struct sl_object *d;
    struct sl_error error;
};

struct run {
    struct player players[MOST_PLATFORMS];
    struct options options;
    bool trace;
    const char *file; /* its name, for messages */
    size_t line;
    bool failed; /* some operation did */
};

enum { MAP_MAX = 4096 };

/* `set KEY` if DELETE is false, `del KEY` if it is true. */
static int
change_key(struct player *p, struct word key, bool delete)
{
    struct sl_object *k = sl_str_new(p->py, key.start, key.length, &p->error);
    int result = -1;

    if (k != NULL && sl_str_intern(&k, &p->error) == 0)
        result = delete ? p->design->del(p->d, k, &p->error)
                        : p->design->set(p->d, k, sl_none(p->py), &p->error);
    sl_decref(k);
    return result;
}

/* Goes on with D, unless it is NULL because making it failed. */
static int
replace(struct player *p, struct sl_object *d)
{
    if (d == NULL)
        return -1;
    sl_decref(p->d);
    p->d = d;
    return 0;
}

static int
fill_literal(struct player *p, struct sl_object *d, size_t keys)
{
    for (size_t i = 0; i < keys; i++) {
        char name[32];
        struct sl_object *k;
        int failed;

        snprintf(name, sizeof name, "k%zu", i);
        k = sl_str_interned(p->py, name, &p->error);
        failed = k == NULL || p->design->set(d, k, sl_none(p->py), &p->error) < 0;
        sl_decref(k);
        if (failed)
            return -1;
    }
    return 0;
}

static int
literal(struct player *p, size_t keys)
{
    struct sl_object *d = p->design->literal(p->py, keys, &p->error);

    if (d != NULL && fill_literal(p, d, keys) == 0)
        return replace(p, d);
    sl_decref(d);
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

enum verb { SET, DEL, LITERAL, CLEAR, COPY, VERBS };

static const char *const verbs[VERBS] = {"set", "del", "literal", "clear", "copy"};

struct operation {
    enum verb verb;
    struct word argument;
    size_t keys; /* of a literal */
};

/* Reads O from two words. 0 or BAD_INPUT. */
static int
read_operation(const struct run *s, struct operation *o, struct word verb,
               struct word argument)
{
    long n = number(argument);

    *o = (struct operation){SET, argument, n < 0 ? 0 : (size_t)n};
    while (o->verb < VERBS && !is_word(verb, verbs[o->verb]))
        o->verb++;
    if (o->verb == VERBS)
        return bad_input(s, "no such operation: there are set KEY, del KEY, clear, "
                            "copy, literal N");
    if (o->verb <= DEL && argument.length == 0)
        return bad_input(s, o->verb == SET ? "set needs a key" : "del needs a key");
    if (o->verb == LITERAL && n < 0)
        return bad_input(s, "literal needs a number of keys, at most 1000000");
    if (o->verb >= CLEAR && argument.length > 0)
        return bad_input(s, "clear and copy stand alone");
    return 0;
}

static int
operate(struct player *p, const struct operation *o)
{
    switch (o->verb) {
    case SET:
    case DEL: return change_key(p, o->argument, o->verb == DEL);
    case LITERAL: return literal(p, o->keys);
    case COPY: return replace(p, p->design->copy(p->d, &p->error));
    default: p->design->clear(p->d); return 0;
    }
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

/* What is at place I of the table: '#' and its KEY, '-' deleted, or '.' empty. */
static char
place_at(const struct player *p, size_t i, struct sl_object **key)
{
    size_t place = i;

    if (p->platform->release->keys == NULL) {
        const struct sl_dict_entry *entry =
            &((const struct sl_dict *)p->d)->table[i];

        *key = entry->key;
        return entry->value != NULL ? '#' : entry->key != NULL ? '-' : '.';
    }
    if (i >= ((const struct sl_compact *)p->d)->keys->filled)
        return '.';
    return p->design->next(p->d, &place, key, NULL) && place == i + 1 ? '#' : '-';
}

static size_t
places_of(const struct player *p)
{
    const struct sl_compact *d = (const struct sl_compact *)p->d;

    if (p->platform->release->keys == NULL)
        return ((const struct sl_dict *)p->d)->mask + 1;
    return d->keys == NULL ? 0 : d->keys->filled + d->keys->free;
}

static void
draw_keys(const struct player *p, size_t places)
{
    for (size_t i = 0; i < places; i++) {
        struct sl_object *key;
        char state = place_at(p, i, &key);

        printf(i % 8 == 0 ? "%6zu |" : "|", i);
        if (state == '#')
            draw_key(key);
        else
            printf(" %-7c", state);
        if (i % 8 == 7 || i + 1 == places)
            puts("|");
    }
}

static void
draw_map(const struct player *p, size_t places)
{
    struct sl_object *key;

    for (size_t i = 0; i < places && i < MAP_MAX; i++) {
        if (i % 64 == 0)
            printf("%6zu |", i);
        putchar(place_at(p, i, &key));
        if (i % 64 == 63 || i + 1 == places)
            puts("|");
    }
    if (places > MAP_MAX)
        printf("       and %zu places more\n", places - MAP_MAX);
}

static void
draw(const struct player *p)
{
    size_t places = places_of(p);

    if (places <= 32)
        draw_keys(p, places);
    else
        draw_map(p, places);
}

static void
report_table(const struct player *p)
{
    size_t used = p->design->length(p->d), fill = 0, places = 0;

    if (p->platform->release->keys == NULL) {
        const struct sl_dict *d = (const struct sl_dict *)p->d;

        fill = d->fill;
        places = d->mask + 1;
    } else {
        const struct sl_compact *d = (const struct sl_compact *)p->d;

        fill = d->keys == NULL ? 0 : d->keys->filled;
        places = d->keys == NULL ? 0 : (size_t)1 << d->keys->log2size;
    }
    printf("\t%zu\t%zu\t%zu", used, fill, places);
}

static void
report(const struct run *s, struct word verb, struct word argument,
       const struct player *failed)
{
    print_word(verb);
    if (argument.length > 0)
        putchar(' ');
    print_word(argument);
    if (s->options.count == 1)
        report_table(&s->players[0]);
    else
        printf("\t%zu", s->players[0].design->length(s->players[0].d));
    for (size_t i = 0; i < s->options.count; i++)
        printf("\t%zu", s->players[i].design->getsizeof(s->players[i].d,
                                                        s->players[i].platform));
    if (failed != NULL)
        printf("\t%s%s%s", sl_error_name(failed->error.kind),
               failed->error.message[0] == '\0' ? "" : ": ", failed->error.message);
    putchar('\n');
    if (s->trace)
        draw(&s->players[0]);
}

static void
report_heads(const struct run *s)
{
    if (s->options.count == 1) {
        puts("operation\tused\tfill\ttable\tgetsizeof");
        return;
    }
    printf("operation\tused");
    for (size_t i = 0; i < s->options.count; i++)
        printf("\t%s/%s", s->options.platforms[i]->version,
               s->options.platforms[i]->abi->name);
    putchar('\n');
}

static int
do_line(struct run *s, const char *line, size_t length)
{
    const char *end = line + length;
    struct word verb = next_word(&line, end), argument, excess;
    const struct player *failed = NULL;
    struct operation operation;

    if (verb.length == 0)
        return 0;
    argument = next_word(&line, end);
    excess = next_word(&line, end);
    if (excess.length > 0)
        return bad_input(
            s, "more than an operation and one word: keys have no blanks");
    if (read_operation(s, &operation, verb, argument) < 0)
        return BAD_INPUT;
    for (size_t i = 0; i < s->options.count; i++)
        if (operate(&s->players[i], &operation) < 0)
            failed = &s->players[i];
    report(s, verb, argument, failed);
    s->failed = s->failed || failed != NULL;
    return 0;
}

static int
run_lines(struct run *s, FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    int status = 0;

    report_heads(s);
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
    if (platform->abi->long_.size <= sizeof(long) ||
        platform->release->keys != NULL)
        return true;
    complain("this is a %zu-bit program and cannot compute the hashes of ABI '%s'",
             8 * sizeof(long), platform->abi->name);
    return false;
}

static int
begin_player(struct player *p, const struct sl_platform *platform)
{
    p->platform = platform;
    p->design = sl_dict_design_of(platform);
    p->py = sl_interp_new(platform, NULL, &p->error);
    p->d = p->py == NULL ? NULL : p->design->new (p->py, &p->error);
    if (p->d != NULL)
        return 0;
    complain("%s", sl_error_name(p->error.kind));
    return 1;
}

static void
end_player(struct player *p)
{
    sl_decref(p->d);
    if (p->py != NULL)
        sl_interp_free(p->py);
}

static int
run_input(void *context, const char *name, FILE *in)
{
    struct run *s = context;
    int status = 0;

    for (size_t i = 0; i < s->options.count; i++)
        if (!has_hashes_of(s->options.platforms[i]))
            return 2;
    s->file = name;
    for (size_t i = 0; i < s->options.count && status == 0; i++)
        status = begin_player(&s->players[i], s->options.platforms[i]);
    if (status == 0)
        status = run_lines(s, in);
    for (size_t i = 0; i < s->options.count; i++)
        end_player(&s->players[i]);
    return status;
}

static int
run_dict(const struct command *self, int argc, char **argv)
{
    struct run s = {.line = 0};
    const struct option own[] = {{"--trace", NULL, &s.trace}, {NULL, NULL, NULL}};

    if (read_options(&s.options, own, argc, argv) < 0)
        return 2;
    if (s.options.help)
        return fputs(self->help, stdout) < 0;
    if (s.trace && s.options.count > 1) {
        complain("--trace draws one dictionary: name one version and one ABI");
        return 2;
    }
    return with_input(&s.options, run_input, &s);
}

const struct command dict_command = {
    "dict", "show what operations do to a dictionary", help, run_dict};
