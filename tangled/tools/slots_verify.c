/* Generated from chapters/96-verify.nw by make tangle: do not edit. MIT licence. */
#define _POSIX_C_SOURCE 200809L

#include "layout.h"
#include "sheet.h"
#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: python3 verify.py | slots verify\n"
    "       slots verify [FILE]\n\n"
    "Compares what verify.py has measured on the Python that ran it with what the\n"
    "model says of its version and ABI. Prints each figure that differs, and how\n"
    "many were compared, by topic. The version is in the measurements, so that\n"
    "--python and --abi have no effect. In the folder of the book:\n"
    "  make verify PYTHON=python3\n\n"
    "Exit status: 0, 1 if a figure differs, 2 for a Python that the model does\n"
    "not know and for bad input.\n";
enum { NOT_KNOWN = -2 };

struct tally {
    size_t compared, different;
};

/* A figure, as measured. */
struct figure {
    const char *topic, *subject;
    size_t n, j;
    const char *told;
};

enum { MOST = 1000000 }; /* no figure is of more keys, attributes, instances */

/* The next column of the line that *CURSOR is in, which moves behind it. NULL:
   there is none. */
static char *
next_column(char **cursor)
{
    char *column = *cursor, *end;

    if (column == NULL)
        return NULL;
    end = column + strcspn(column, "\t\n");
    *cursor = *end == '\t' ? end + 1 : NULL;
    *end = '\0';
    return column;
}

static bool
read_count(const char *text, size_t *count)
{
    char *end;

    if (text == NULL || text[0] < '0' || text[0] > '9')
        return false;
    *count = strtoul(text, &end, 10);
    return *end == '\0' && *count <= MOST;
}

/* Takes LINE apart into F. Whether it is a figure. */
static bool
read_figure(char *line, struct figure *f)
{
    const char *n, *j;

    f->topic = next_column(&line);
    f->subject = next_column(&line);
    n = next_column(&line);
    j = next_column(&line);
    f->told = next_column(&line);
    return f->told != NULL && line == NULL && read_count(n, &f->n) &&
           read_count(j, &f->j);
}

struct run {
    const struct sl_platform *platform;
    const struct sl_dict_design *design;
    struct sl_interp *py;
    struct sl_object *d;  /* the dictionary of a series, or NULL */
    char series[96];      /* which that is, */
    size_t steps;         /* how far it has come, */
    uint64_t random;      /* what decides on the next step, */
    char last[32];        /* and the last size that was measured */
    struct tally *tally;  /* of the present topic */
    char version[32];     /* of the Python that was measured */
    size_t line, figures; /* read */
    bool ended;           /* there was a last line */
    struct sl_error error;
};

static void
compare(struct run *r, const struct figure *f, const char *model)
{
    r->tally->compared++;
    if (strcmp(f->told, model) == 0)
        return;
    r->tally->different++;
    printf("%s, %s, %zu, %zu: this Python says %s, the model %s\n", f->topic,
           f->subject, f->n, f->j, f->told, model);
}

static void
compare_size(struct run *r, const struct figure *f, size_t model)
{
    char text[32];

    snprintf(text, sizeof text, "%zu", model);
    compare(r, f, text);
}

/* Makes R's dictionary that of the series TOPIC, NAME (LENGTH bytes of it) and J,
   which is asked about at step N. 0, or -1 for lack of memory. */
static int
begin_series(struct run *r, const struct figure *f, size_t length)
{
    char series[sizeof r->series];

    snprintf(series, sizeof series, "%s, %.*s, %zu", f->topic, (int)length,
             f->subject, f->j);
    if (r->d != NULL && strcmp(series, r->series) == 0 && f->n >= r->steps)
        return 0;
    strcpy(r->series, series);
    r->steps = 0;
    r->random = 1;
    r->last[0] = '\0';
    sl_decref(r->d);
    r->d = r->design->new (r->py, &r->error);
    return r->d == NULL ? -1 : 0;
}

static struct sl_object *
key_of(struct run *r, size_t i)
{
    const char *kind = strstr(r->series, ", ") + 2;
    char text[32];

    if (strncmp(kind, "int", 3) == 0 || (strncmp(kind, "mixed", 5) == 0 && i == 3))
        return sl_int_new(r->py, (long)i, &r->error);
    snprintf(text, sizeof text, "k%zu", i);
    return sl_str_interned(r->py, text, &r->error);
}

static int
add_key(struct run *r, size_t keys)
{
    struct sl_object *key = key_of(r, r->steps);
    int result = -1;

    (void)keys;
    if (key != NULL)
        result = r->design->set(r->d, key, sl_none(r->py), &r->error);
    sl_decref(key);
    return result;
}

static int
toggle_key(struct run *r, size_t keys)
{
    struct sl_object *key;
    int result = -1;

    r->random = r->random * 16807 % 2147483647;
    key = key_of(r, (size_t)(r->random % keys));
    if (key != NULL)
        result = r->design->get(r->d, key, NULL, &r->error);
    if (result >= 0)
        result = result > 0 ? r->design->del(r->d, key, &r->error)
                            : r->design->set(r->d, key, sl_none(r->py), &r->error);
    sl_decref(key);
    return result;
}

/* Goes on to step F->n. Where the model's size changes before that, this is a
   difference. 0, or -1 for lack of memory. */
static int
follow(struct run *r, const struct figure *f, int (*step)(struct run *, size_t))
{
    char text[sizeof r->last];

    while (r->steps < f->n) {
        if (step(r, f->j) < 0)
            return -1;
        r->steps++;
        snprintf(text, sizeof text, "%zu", r->design->getsizeof(r->d, r->platform));
        if (r->steps < f->n && strcmp(text, r->last) != 0) {
            const struct figure between = {f->topic, f->subject, r->steps, f->j,
                                           r->last};
            compare(r, &between, text);
            strcpy(r->last, text);
        }
    }
    return 0;
}

static int
play_series(struct run *r, const struct figure *f,
            int (*step)(struct run *, size_t))
{
    if (begin_series(r, f, strlen(f->subject)) < 0 || follow(r, f, step) < 0)
        return -1;
    compare_size(r, f, r->design->getsizeof(r->d, r->platform));
    snprintf(r->last, sizeof r->last, "%s", f->told);
    return 0;
}

static int
play_growth(struct run *r, const struct figure *f)
{
    return play_series(r, f, add_key);
}

static int
play_history(struct run *r, const struct figure *f)
{
    return f->j == 0 ? NOT_KNOWN : play_series(r, f, toggle_key);
}

static int
play_constructor(struct run *r, const struct figure *f)
{
    static const char *const names[SL_DICT_WAYS] = {
        "literal",     "dict(d)",     "copy",          "update",   "fromkeys(list)",
        "fromkeys(d)", "dict(pairs)", "comprehension", "dict(**d)"};
    size_t length = strcspn(f->subject, " "), way = 0;
    const char *name = f->subject + length + (f->subject[length] != '\0');
    struct sl_object *made;

    while (way < SL_DICT_WAYS && strcmp(name, names[way]) != 0)
        way++;
    if (way == SL_DICT_WAYS)
        return NOT_KNOWN;
    if (begin_series(r, f, length) < 0)
        return -1;
    for (; r->steps < f->n; r->steps++)
        if (add_key(r, 0) < 0)
            return -1;
    made = sl_dict_made(r->design, r->d, (enum sl_dict_way)way, &r->error);
    if (made == NULL)
        return -1;
    compare_size(r, f, r->design->getsizeof(made, r->platform));
    sl_decref(made);
    return 0;
}

static int
kind_of(const char *name)
{
    static const char *const names[] = {"plain",  "slots",         "slots_weakref",
                                        "hybrid", "plain_outside", "plain_looked",
                                        "classic"};

    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++)
        if (strcmp(name, names[i]) == 0)
            return i;
    return -1;
}

/* What the heap says of instances of F's class, in *COST. */
static int
cost_of(struct run *r, const struct figure *f, struct sl_heap_cost *cost)
{
    int kind = kind_of(f->subject);

    if (kind < 0 || f->n > 1000 || f->j > f->n ||
        sl_heap_bytes(r->platform, (enum sl_way_kind)kind, f->n, f->j, cost,
                      &r->error) < 0)
        return NOT_KNOWN;
    return 0;
}

static int
play_instance(struct run *r, const struct figure *f)
{
    struct sl_heap_cost cost;
    int result = cost_of(r, f, &cost);

    if (result == 0)
        compare_size(r, f, cost.getsizeof);
    return result;
}

static int
play_heap(struct run *r, const struct figure *f)
{
    struct sl_heap_cost cost;
    int result = cost_of(r, f, &cost);

    if (result == 0)
        compare_size(r, f, cost.requested);
    return result;
}

static int
play_age(struct run *r, const struct figure *f)
{
    if (f->n > 1000 || f->j == 0)
        return NOT_KNOWN;
    compare_size(r, f, sl_heap_sequence(r->platform, f->n, f->j));
    return 0;
}

enum { MOST_NAMES = 1000, MOST_MADE = 100 };

struct stage {
    char names[MOST_NAMES][24];
    const char *known[MOST_NAMES];
    struct sl_plain_class *class;
    struct sl_object *made[MOST_MADE];
};

/* Sets the first COUNT names on O. 0, or -1 for lack of memory. */
static int
set_names(struct run *r, struct stage *s, struct sl_object *o, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct sl_object *name = sl_str_interned(r->py, s->names[i], &r->error);
        int failed =
            name == NULL || sl_plain_set(o, name, sl_none(r->py), &r->error) < 0;

        sl_decref(name);
        if (failed)
            return -1;
    }
    return 0;
}

static int
play_stage(struct run *r, const struct figure *f, struct stage *s)
{
    bool inside = strcmp(f->subject, "plain") == 0;
    struct sl_object *d = NULL;

    for (size_t i = 0; i < f->n; i++) {
        snprintf(s->names[i], sizeof s->names[i], "a%zu", i);
        s->known[i] = s->names[i];
    }
    s->class =
        sl_plain_class_new(r->py, "C", 0, s->known, inside ? f->n : 0, &r->error);
    for (size_t i = 0; s->class != NULL && i < f->j; i++) {
        s->made[i] = sl_plain_new(s->class, &r->error);
        if (s->made[i] == NULL || set_names(r, s, s->made[i], f->n) < 0)
            return -1;
    }
    if (s->class != NULL)
        d = sl_plain_dict(s->made[f->j - 1], &r->error);
    if (d == NULL)
        return -1;
    compare_size(r, f, r->design->getsizeof(d, r->platform));
    return 0;
}

static int
play_dictionary(struct run *r, const struct figure *f)
{
    struct stage *s;
    int result;

    if (f->n > MOST_NAMES || f->j == 0 || f->j > MOST_MADE ||
        strncmp(f->subject, "plain", 5) != 0)
        return NOT_KNOWN;
    s = calloc(1, sizeof *s);
    if (s == NULL)
        return -1;
    result = play_stage(r, f, s);
    for (size_t i = 0; i < f->j; i++)
        sl_decref(s->made[i]);
    if (s->class != NULL)
        sl_plain_class_free(s->class);
    free(s);
    return result;
}

struct told {
    char text[600];
};

static void
tell_class(void *context, const char *name, const struct sl_type *type,
           const char *failure)
{
    struct told *told = context;

    (void)name;
    if (type == NULL)
        snprintf(told->text, sizeof told->text, "%s", failure);
    else
        snprintf(told->text, sizeof told->text, "%zu %zu %td %td %d %s",
                 type->basicsize, type->itemsize, type->dictoffset,
                 type->weaklistoffset, type->gc, type->base->name);
}

static int
play_layout(struct run *r, const struct figure *f)
{
    struct told told = {""};
    int result = layout_text(r->platform, f->subject, tell_class, &told);

    if (result == NO_MEMORY)
        return -1;
    if (result < 0)
        return NOT_KNOWN;
    compare(r, f, told.text);
    return 0;
}

static const struct topic {
    const char *name;
    int (*play)(struct run *r, const struct figure *f);
} topics[] = {{"dictionary growth", play_growth},

              {"dictionary history", play_history},
              {"constructors", play_constructor},
              {"instances", play_instance},
              {"instance dictionaries", play_dictionary},
              {"heap bytes", play_heap},
              {"heap bytes by age", play_age},
              {"layouts", play_layout}};

enum { TOPICS = sizeof topics / sizeof topics[0] };
static int
do_figure(struct run *r, struct tally *tallies, const struct figure *f)
{
    size_t i = 0;

    while (i < TOPICS && strcmp(f->topic, topics[i].name) != 0)
        i++;
    if (i == TOPICS)
        return NOT_KNOWN;
    r->tally = &tallies[i];
    r->figures++;
    return topics[i].play(r, f);
}

static const char *
objection(const char *build)
{
    if (strcmp(build, "PyPy") == 0)
        return "this is PyPy, whose objects are not CPython's";
    if (strcmp(build, "Windows") == 0)
        return "this is CPython on Windows, which has not been measured";
    if (strcmp(build, "debug") == 0)
        return "this is a debug build of CPython, whose objects are larger; only "
               "release builds have been measured";
    if (strcmp(build, "free-threaded") == 0)
        return "this is a free-threaded build of CPython; only builds with the "
               "global lock have been measured";
    return strcmp(build, "release") == 0 ? NULL
                                         : "the measurements are not "
                                           "verify.py's";
}

/* Begins with the first LINE. 0, or -1 after a complaint. */
static int
begin_run(struct run *r, char *line)
{
    const char *word = next_column(&line), *version = next_column(&line);
    const char *abi = next_column(&line), *build = next_column(&line), *problem;

    if (build == NULL || strcmp(word, "python") != 0)
        problem = objection("");
    else
        problem = objection(build);
    if (problem == NULL) {
        snprintf(r->version, sizeof r->version, "%s", version);
        r->platform = sl_platform_find(version, abi, &r->error);
        problem = r->platform == NULL ? r->error.message : NULL;
    }
    if (problem != NULL) {
        complain("%s", problem);
        return -1;
    }
    r->design = sl_dict_design_of(r->platform);
    r->py = sl_interp_new(r->platform, NULL, &r->error);
    if (r->py == NULL)
        complain("MemoryError");
    return r->py == NULL ? -1 : 0;
}

/* Reads a LINE that is not the first. 0, or -1 after a complaint. */
static int
do_line(struct run *r, struct tally *tallies, char *line)
{
    struct figure f = {"", "", 0, 0, ""};
    size_t count;
    int result = NOT_KNOWN;

    if (strncmp(line, "end\t", 4) == 0) {
        line[strcspn(line, "\n")] = '\0';
        r->ended = read_count(line + 4, &count) && count == r->figures;
        return 0;
    }
    if (!r->ended && read_figure(line, &f))
        result = do_figure(r, tallies, &f);
    if (result == NOT_KNOWN)
        complain("line %zu is no measurement that the model knows: %s", r->line,
                 f.topic);
    if (result == -1)
        complain("MemoryError");
    return result == 0 ? 0 : -1;
}

static int
read_lines(struct run *r, struct tally *tallies, FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    int result = 0;

    while (getline(&line, &room, in) >= 0) {
        r->line++;
        if (result < 0)
            continue;
        result = r->py == NULL ? begin_run(r, line) : do_line(r, tallies, line);
    }
    free(line);
    if (result == 0 && !r->ended) {
        complain("the measurements broke off");
        result = -1;
    }
    return result;
}

static void
put_tally(struct sheet *s, size_t row, const char *name, const struct tally *t)
{
    sheet_put(s, row, 0, "%s", name);
    sheet_put(s, row, 1, "%zu", t->compared);
    sheet_put(s, row, 2, "%zu", t->compared - t->different);
    sheet_put(s, row, 3, "%zu", t->different);
    if (t->compared == 0)
        sheet_put(s, row, 3, "not measured");
}

/* Prints the table. Returns the exit status. */
static int
print_tallies(const struct run *r, const struct tally *tallies)
{
    struct sheet s = {.columns = 4};
    struct tally all = {0, 0};

    printf("CPython %s on %s, and the model of %s\n\n", r->version,
           r->platform->abi->name, r->platform->version);
    sheet_put(&s, 0, 1, "compared");
    sheet_put(&s, 0, 2, "equal");
    sheet_put(&s, 0, 3, "different");
    for (size_t i = 0; i < TOPICS; i++) {
        put_tally(&s, i + 1, topics[i].name, &tallies[i]);
        all.compared += tallies[i].compared;
        all.different += tallies[i].different;
    }
    put_tally(&s, TOPICS + 1, "in all", &all);
    if (sheet_print(&s, 1) != 0)
        all.different++;
    sheet_free(&s);
    return all.different > 0;
}

static int
verify_input(void *context, const char *name, FILE *in)
{
    struct run r = {.figures = 0};
    struct tally tallies[TOPICS] = {{0, 0}};
    int status = 2;

    (void)context;
    (void)name;
    if (read_lines(&r, tallies, in) == 0)
        status = print_tallies(&r, tallies);
    sl_decref(r.d);
    if (r.py != NULL)
        sl_interp_free(r.py);
    return status;
}

static int
run_verify(const struct command *self, int argc, char **argv)
{
    struct options options;

    if (read_options(&options, NULL, argc, argv) < 0)
        return 2;
    if (options.help)
        return fputs(self->help, stdout) < 0;
    return with_input(&options, verify_input, NULL);
}

const struct command verify_command = {
    "verify", "compare measurements of your Python with the model", help,
    run_verify};
