/* Generated from chapters/91-sides.nw by make tangle: do not edit. MIT licence. */
#include "cost_heap.h"

#include <stdio.h>

struct way {
    const char *label;
    enum sl_way_kind kind;
    size_t slots;
};

enum { MOST_WAYS = 3 };

/* Puts the ways to keep Q's attributes into WAYS; returns how many there are. */
static size_t
ways_of(const struct heap_question *q, struct way ways[MOST_WAYS])
{
    size_t all = q->fixed + q->others;

    ways[0] = (struct way){"no slots", SL_WAY_PLAIN, 0};
    ways[1] = (struct way){"all in slots",
                           q->weakrefs ? SL_WAY_SLOTS_WEAKREF : SL_WAY_SLOTS, all};
    ways[2] = (struct way){"hybrid", SL_WAY_HYBRID, q->fixed};
    return q->weakrefs || all == 0 ? 2 : 3;
}

struct answer {
    struct way way[MOST_WAYS];
    size_t ways;
    struct sl_heap_cost cost[MOST_PLATFORMS][MOST_WAYS];
};

/* What all instances keep resident, in whole bytes. */
static uint64_t
bytes_of(const struct heap_question *q, const struct sl_heap_cost *cost)
{
    return (uint64_t)(cost->resident * (double)q->instances + 0.5);
}

/* Fills in the line of WAY; PLAIN is what an instance without slots keeps
   resident. */
static void
put_way(struct sheet *s, size_t row, const struct heap_question *q,
        const struct way *way, const struct sl_heap_cost *cost, double plain)
{
    size_t others = q->fixed + q->others - way->slots;
    double saved = plain - cost->resident;
    char text[GROUPED_ROOM];

    sheet_put(s, row, 0, "%s", way->label);
    sheet_put(s, row, 1, "%zu", way->slots);
    sheet_put(s, row, 2, "%zu", others);
    sheet_put(s, row, 3, "%zu", cost->getsizeof);
    sheet_put(s, row, 4, "%zu", cost->getsizeof + cost->dict_getsizeof);
    sheet_put(s, row, 5, "%zu", cost->requested);
    sheet_put(s, row, 6, "%zu", cost->pymalloc);
    sheet_put(s, row, 7, "%.1f", cost->resident);
    sheet_put(s, row, 8, "%s", grouped(bytes_of(q, cost), text));
    sheet_put(s, row, 9, "%.1f", saved);
    sheet_put(s, row, 10, "%.1f", 100 * saved / plain);
}

static void
put_dashes(struct sheet *s)
{
    sheet_put(s, 1, 1, "-");
    sheet_put(s, 1, 9, "-");
    sheet_put(s, 1, 10, "-");
    sheet_put(s, 2, 2, "-");
}

static int
print_platform(const struct heap_question *q, const struct answer *a)
{
    static const char *const heads[] = {
        "",         "slots",    "dict",     "getsizeof", "and dict", "requested",
        "in pools", "resident", "in total", "saved",     "%"};
    struct sheet s = {.columns = sizeof heads / sizeof heads[0]};
    char text[GROUPED_ROOM];
    int status;

    printf("CPython %s on %s: %s instance%s of a subclass of object\n\n",
           q->platforms[0]->version, q->platforms[0]->abi->name,
           grouped(q->instances, text), q->instances == 1 ? "" : "s");
    for (size_t i = 0; i < s.columns; i++)
        sheet_put(&s, 0, i, "%s", heads[i]);
    for (size_t i = 0; i < a->ways; i++)
        put_way(&s, i + 1, q, &a->way[i], &a->cost[0][i], a->cost[0][0].resident);
    put_dashes(&s);
    status = sheet_print(&s, 1);
    sheet_free(&s);
    return status;
}

enum { COUNTED = 5 };

static void
put_counted(struct sheet *s, size_t row, size_t column, size_t what,
            const struct sl_heap_cost *cost)
{
    const size_t sizes[COUNTED - 1] = {cost->getsizeof,
                                       cost->getsizeof + cost->dict_getsizeof,
                                       cost->requested, cost->pymalloc};

    if (what == COUNTED - 1)
        sheet_put(s, row, column, "%.1f", cost->resident);
    else
        sheet_put(s, row, column, "%zu", sizes[what]);
}

static int
print_platforms(const struct heap_question *q, const struct answer *a)
{
    static const char *const counted[COUNTED] = {
        "getsizeof", "and dict", "requested", "in pools", "resident"};
    struct sheet s = {.columns = 2 + q->count};
    int status;

    sheet_put(&s, 0, 0, "bytes");
    sheet_put_platforms(&s, 2, q->platforms, q->count);
    for (size_t i = 0; i < COUNTED * a->ways; i++) {
        size_t way = i % a->ways, what = i / a->ways;

        sheet_put(&s, i + 1, 0, "%s", counted[what]);
        sheet_put(&s, i + 1, 1, "%s", a->way[way].label);
        for (size_t k = 0; k < q->count; k++)
            put_counted(&s, i + 1, 2 + k, what, &a->cost[k][way]);
    }
    status = sheet_print(&s, 2);
    sheet_free(&s);
    return status;
}

static void
print_lines(const struct heap_question *q, const struct answer *a)
{
    for (size_t k = 0; k < q->count; k++)
        for (size_t i = 0; i < a->ways; i++) {
            const struct sl_heap_cost *c = &a->cost[k][i];

            printf("%s\t%s\t%s\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t%.2f\n",
                   q->platforms[k]->version, q->platforms[k]->abi->name,
                   a->way[i].label, a->way[i].slots,
                   q->fixed + q->others - a->way[i].slots, c->getsizeof,
                   c->getsizeof + c->dict_getsizeof, c->requested, c->pymalloc,
                   c->resident);
        }
}

int
cost_heap(const struct heap_question *q)
{
    struct answer a;
    struct sl_error error;

    a.ways = ways_of(q, a.way);
    for (size_t k = 0; k < q->count; k++)
        for (size_t i = 0; i < a.ways; i++)
            if (sl_heap_bytes(q->platforms[k], a.way[i].kind, q->fixed + q->others,
                              a.way[i].slots, &a.cost[k][i], &error) < 0) {
                complain("%s: %s", sl_error_name(error.kind), error.message);
                return 1;
            }
    if (!q->tsv)
        return q->count == 1 ? print_platform(q, &a) : print_platforms(q, &a);
    print_lines(q, &a);
    return 0;
}
