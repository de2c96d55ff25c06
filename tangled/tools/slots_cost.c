/* Generated from chapters/91-cost.nw by make tangle: do not edit. MIT licence. */
#define _POSIX_C_SOURCE 200809L

#include "cost_heap.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "usage: slots cost --fixed K [--dynamic M] [--instances N] [--base TYPE]\n"
    "                  [--weakref] [--heap] [--tsv] [--python 2.7,3.13,...]\n"
    "                  [--abi lp64|ilp32]\n\n"
    "Compares ways to keep the attributes of a class whose instances all have the\n"
    "same K attributes, and M others that cannot be foreseen:\n"
    "  no slots      all of them in the instance dictionary\n"
    "  all in slots  K + M slots and no dictionary\n"
    "  hybrid        up to K slots, and '__dict__' for the rest; * is the best\n"
    "                of these, even if it saves nothing\n"
    "For each: how many attributes are in slots and in the dictionary, the bytes\n"
    "of an instance with its dictionary, and of N instances, and what an instance\n"
    "saves against no slots.\n\n"
    "  --fixed K      attributes that every instance has\n"
    "  --dynamic M    further attributes of an instance (default: 0)\n"
    "  --instances N  how many instances (default: 1000000)\n"
    "  --base TYPE    the built-in type to derive from (default: object)\n"
    "  --weakref      classes with slots have '__weakref__' too\n"
    "  --heap         what the heap says, as for other versions: see below\n"
    "  --tsv          the same, a line a way and platform, separated by tabs\n"
    "  --python V     the version of CPython (2.7), or a list: 2.7,3.13; or all\n"
    "  --abi ABI      lp64: 64-bit, or ilp32: 32-bit (default: this machine's);\n"
    "                 or a list, or all\n\n"
    "A class without slots always has the word for weak references, which is one\n"
    "pointer; classes with slots only with --weakref. Not counted are the values,\n"
    "the class itself, the items of types like str and tuple, and what malloc\n"
    "adds. A dictionary is counted as if its keys were added one by one.\n\n"
    "Since CPython 3.11 getsizeof does not see all. So for other versions than\n"
    "2.7, and for several at a time, the table says what the heap does:\n"
    "getsizeof of an instance, and with that of its __dict__; the bytes\n"
    "requested; what that takes in pools, in blocks of a few sizes; the memory\n"
    "that the process has for it, which is what is saved and summed up. This is\n"
    "for subclasses of object, and has no hybrid with --weakref.\n\n"
    "On a terminal, a bar for each line fills the width: COLUMNS, or 80.\n\n"
    "Exit status: 0, 1 if CPython makes no such class, 2 for bad usage.\n";
#define MOST_ATTRIBUTES 1000000
#define MOST_INSTANCES 10000000000
#define MOST_RANGES 1366 /* attributes below which the ranges begin */
struct question {
    struct sl_interp *py;
    struct sl_type *base;
    size_t fixed, others; /* attributes that all instances have, and others */
    uint64_t instances;
    bool weakrefs;
};

/* Reads TEXT, the value of OPTION, into *NUMBER. 0, or -1 after a complaint. */
static int
read_number(const char *option, const char *text, uint64_t least, uint64_t most,
            uint64_t *number)
{
    uint64_t n = 0;
    const char *p = text;

    for (; *p >= '0' && *p <= '9' && n <= most; p++)
        n = n * 10 + (uint64_t)(*p - '0');
    *number = n;
    if (*p == '\0' && p > text && n >= least && n <= most)
        return 0;
    complain("%s takes a whole number from %" PRIu64 " to %" PRIu64 ", not '%s'",
             option, least, most, text);
    return -1;
}

struct texts {
    const char *fixed, *dynamic, *instances, *base;
};

static int
read_numbers(struct question *q, const struct texts *t)
{
    uint64_t fixed = 0, others = 0, instances = 0;

    if (t->fixed == NULL) {
        complain("cost needs --fixed K: how many attributes all instances have");
        return -1;
    }
    if (read_number("--fixed", t->fixed, 0, MOST_ATTRIBUTES, &fixed) < 0 ||
        read_number("--dynamic", t->dynamic, 0, MOST_ATTRIBUTES, &others) < 0 ||
        read_number("--instances", t->instances, 1, MOST_INSTANCES, &instances) < 0)
        return -1;
    q->instances = instances;
    q->fixed = (size_t)fixed;
    q->others = (size_t)others;
    return 0;
}

static int
find_base(struct question *q, const char *name)
{
    q->base = sl_builtin_named(q->py, name);
    if (q->base != NULL)
        return 0;
    complain("there is no built-in type '%s' here", name);
    return -1;
}

struct row {
    const char *label;
    struct sl_way way;
    size_t others;  /* in the dictionary */
    uint64_t bytes; /* an instance, with its dictionary */
};

enum { MOST_ROWS = 24 };

struct answer {
    struct row rows[MOST_ROWS];
    size_t count;
    struct sl_error error; /* why there are no more */
};

static int
add_row(struct answer *a, const char *label, struct sl_way way, size_t others)
{
    struct sl_cost cost = {0, 0};

    if (sl_cost_of(&way, others, &cost, &a->error) < 0)
        return -1;
    assert(a->count < MOST_ROWS);
    a->rows[a->count++] =
        (struct row){label, way, others, (uint64_t)cost.instance + cost.dict};
    return 0;
}

/* Puts the splits of Q into A, those with few slots first; SLOTS is the most. */
static int
add_splits(struct answer *a, const struct question *q, size_t slots)
{
    struct sl_way way = {q->base, true, slots, true, q->weakrefs};
    size_t all = q->fixed + q->others, in_dict = all - slots;
    size_t room = sl_dict_room(in_dict);
    size_t next = room > in_dict ? room : sl_dict_room(room + 1);

    if (next < all && add_splits(a, q, all - next) < 0)
        return -1;
    return add_row(a, "hybrid", way, in_dict);
}

static void
answer(struct answer *a, const struct question *q)
{
    struct sl_way plain = {q->base, false, 0, false, false};
    struct sl_way slotted = {q->base, true, q->fixed + q->others, false,
                             q->weakrefs};

    if (add_row(a, "no slots", plain, q->fixed + q->others) == 0 &&
        add_row(a, "all in slots", slotted, 0) == 0 && slotted.slots > 0)
        add_splits(a, q, q->fixed);
}

enum { CELL = GROUPED_ROOM };

static const char *
grouped_saving(int64_t saved, char *text)
{
    bool loss = saved < 0;

    text[0] = '-';
    grouped((uint64_t)(loss ? -saved : saved), text + loss);
    return text;
}

static const char *
per_cent(int64_t saved, uint64_t of, char *text)
{
    uint64_t amount = (uint64_t)(saved < 0 ? -saved : saved);
    uint64_t tenths = (amount * 2000 + of) / (2 * of);

    snprintf(text, CELL, "%s%" PRIu64 ".%u", saved < 0 && tenths > 0 ? "-" : "",
             tenths / 10, (unsigned)(tenths % 10));
    return text;
}

enum { COLUMNS = 7 };

struct table {
    char cells[MOST_ROWS + 1][COLUMNS][CELL];
    size_t rows;
    int widths[COLUMNS];
};

static void
set_widths(struct table *t)
{
    for (size_t row = 0; row < t->rows; row++)
        for (size_t column = 0; column < COLUMNS; column++) {
            int width = (int)strlen(t->cells[row][column]);

            if (width > t->widths[column])
                t->widths[column] = width;
        }
}

static void
fill_row(char cells[COLUMNS][CELL], const struct row *row, const struct row *plain,
         uint64_t instances)
{
    int64_t saved = (int64_t)plain->bytes - (int64_t)row->bytes;

    snprintf(cells[0], CELL, "%s", row->label);
    strcpy(cells[1], "-");
    strcpy(cells[2], "-");
    if (row->way.slotted)
        grouped(row->way.slots, cells[1]);
    if (!row->way.slotted || row->way.dict)
        grouped(row->others, cells[2]);
    grouped(row->bytes, cells[3]);
    grouped(row->bytes * instances, cells[4]);
    strcpy(cells[5], "-");
    strcpy(cells[6], "-");
    if (row == plain)
        return;
    grouped_saving(saved, cells[5]);
    per_cent(saved, plain->bytes, cells[6]);
}

static const struct row *
best_hybrid(const struct answer *a)
{
    const struct row *best = NULL;

    for (size_t i = 2; i < a->count; i++)
        if (best == NULL || a->rows[i].bytes < best->bytes)
            best = &a->rows[i];
    return best;
}

static void
fill_table(struct table *t, const struct answer *a, uint64_t instances)
{
    static const char *const heads[COLUMNS] = {"",         "slots", "dict", "bytes",
                                               "in total", "saved", "%"};
    const struct row *best = best_hybrid(a);

    for (size_t column = 0; column < COLUMNS; column++)
        strcpy(t->cells[0][column], heads[column]);
    for (size_t i = 0; i < a->count; i++) {
        char(*cells)[CELL] = t->cells[i + 1];

        fill_row(cells, &a->rows[i], a->rows, instances);
        if (&a->rows[i] == best)
            strcat(cells[0], " *");
    }
    t->rows = a->count + 1;
    set_widths(t);
}

/* The columns of the terminal, or 0 if the output goes elsewhere. */
static int
terminal_width(void)
{
    const char *text = getenv("COLUMNS");
    long width = text == NULL ? 0 : strtol(text, NULL, 10);

    if (!isatty(STDOUT_FILENO))
        return 0;
    return width > 0 && width < 1000 ? (int)width : 80;
}

static void
print_bar(uint64_t bytes, uint64_t most, int room)
{
    int length = (int)((bytes * (uint64_t)room + most / 2) / most);

    printf("  ");
    for (int i = 0; i < length || i == 0; i++)
        putchar('#');
}

static void
print_table(const struct table *t, const struct answer *a)
{
    int room = terminal_width() - 2;
    uint64_t most = 1;

    for (size_t column = 0; column < COLUMNS; column++)
        room -= t->widths[column] + (column > 0 ? 2 : 0);
    for (size_t i = 0; i < a->count; i++)
        if (a->rows[i].bytes > most)
            most = a->rows[i].bytes;
    for (size_t row = 0; row < t->rows; row++) {
        printf("%-*s", t->widths[0], t->cells[row][0]);
        for (size_t column = 1; column < COLUMNS; column++)
            printf("  %*s", t->widths[column], t->cells[row][column]);
        if (row > 0 && room >= 8)
            print_bar(a->rows[row - 1].bytes, most, room);
        putchar('\n');
    }
}

static void
print_spare(const struct question *q, const struct answer *a)
{
    uint64_t pointer = q->py->platform->abi->pointer.size;
    char text[CELL];

    if (a->rows[1].bytes <= a->rows[0].bytes)
        printf("all in slots breaks even with %s more slots, never set\n",
               grouped((a->rows[0].bytes - a->rows[1].bytes) / pointer, text));
}

/* Whether an instance with all of Q's fixed attributes in slots is smaller than one
   without slots, with so many OTHERS. */
static bool
saves(const struct question *q, const struct answer *a, size_t others)
{
    const struct sl_platform *platform = q->py->platform;
    const struct row *plain = &a->rows[0], *hybrid = &a->rows[a->count - 1];
    size_t now = q->fixed + q->others, then = q->fixed + others;
    uint64_t with = hybrid->bytes, without = plain->bytes;

    without += sl_dict_sizeof(platform, then);
    with += others == 0 ? 0 : sl_dict_sizeof(platform, others);
    without -= sl_dict_sizeof(platform, now);
    with -= q->others == 0 ? 0 : sl_dict_sizeof(platform, q->others);
    return with < without;
}

/* The most others with which both dictionaries have the tables that they have with
   so many OTHERS. */
static size_t
same_until(size_t fixed, size_t others)
{
    size_t with = sl_dict_room(others);
    size_t without = sl_dict_room(fixed + others) - fixed;

    return with < without ? with : without;
}

static void
print_ranges(const struct question *q, const struct answer *a)
{
    char text[CELL];
    int ranges = 0;
    size_t from, to;

    printf("hybrid with %s slot%s saves with ", grouped(q->fixed, text),
           q->fixed == 1 ? "" : "s");
    for (from = 0; from < MOST_RANGES && ranges < 4; from = to + 1) {
        to = same_until(q->fixed, from);
        if (!saves(q, a, from))
            continue;
        while (saves(q, a, to + 1))
            to = same_until(q->fixed, to + 1);
        printf("%s", grouped(from, text));
        if (to > from)
            printf("-%s", grouped(to, text));
        printf(", ");
        ranges++;
    }
    puts("... in its dictionary");
}

static void
print_break_even(const struct question *q, const struct answer *a)
{
    if (q->fixed + q->others == 0)
        return;
    putchar('\n');
    print_spare(q, a);
    if (q->fixed > 0)
        print_ranges(q, a);
}

static int
print_answer(const struct question *q)
{
    struct answer a = {.count = 0, .error = {SL_NO_ERROR, ""}};
    struct table t = {.rows = 0};
    char text[CELL];

    answer(&a, q);
    if (a.count > 0) {
        printf("CPython %s on %s: %s instance%s of a subclass of %s\n\n",
               q->py->platform->version, q->py->platform->abi->name,
               grouped(q->instances, text), q->instances == 1 ? "" : "s",
               q->base->name);
        fill_table(&t, &a, q->instances);
        print_table(&t, &a);
    }
    if (a.error.kind == SL_NO_ERROR) {
        print_break_even(q, &a);
        return 0;
    }
    complain("%s: %s", sl_error_name(a.error.kind), a.error.message);
    return 1;
}

static int
run_question(struct question *q, const struct sl_platform *platform,
             const struct texts *t)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    int status = 2;

    q->py = sl_interp_new(platform, NULL, &error);
    if (q->py == NULL) {
        complain("%s", sl_error_name(error.kind));
        return 1;
    }
    if (find_base(q, t->base) == 0)
        status = print_answer(q);
    sl_interp_free(q->py);
    return status;
}

static int
run_heap(const struct question *q, const struct options *options,
         const struct texts *t, bool tsv)
{
    const struct heap_question heap = {
        options->platforms, options->count, q->fixed, q->others,
        q->instances,       q->weakrefs,    tsv};

    if (strcmp(t->base, "object") == 0)
        return cost_heap(&heap);
    complain(
        "what the heap says is known of subclasses of object only, not of '%s'",
        t->base);
    return 2;
}

static bool
needs_heap(const struct options *o)
{
    return o->count > 1 || o->platforms[0]->release != &sl_release_27;
}

static int
run_cost(const struct command *self, int argc, char **argv)
{
    struct question q = {.weakrefs = false};
    struct texts t = {NULL, "0", "1000000", "object"};
    bool heap = false, tsv = false;
    const struct option own[] = {{"--fixed", &t.fixed, NULL},
                                 {"--dynamic", &t.dynamic, NULL},
                                 {"--instances", &t.instances, NULL},
                                 {"--base", &t.base, NULL},
                                 {"--weakref", NULL, &q.weakrefs},
                                 {"--heap", NULL, &heap},
                                 {"--tsv", NULL, &tsv},
                                 {NULL, NULL, NULL}};
    struct options options;

    if (read_options(&options, own, argc, argv) < 0)
        return 2;
    if (options.help)
        return fputs(self->help, stdout) < 0;
    if (options.file != NULL) {
        complain("cost reads no file: '%s'", options.file);
        return 2;
    }
    if (read_numbers(&q, &t) < 0)
        return 2;
    if (heap || tsv || needs_heap(&options))
        return run_heap(&q, &options, &t, tsv);
    return run_question(&q, options.platforms[0], &t);
}

const struct command cost_command = {
    "cost", "compare what instances take with slots and without", help, run_cost};
