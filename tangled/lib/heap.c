/* Generated from chapters/10-heap.nw by make tangle: do not edit. MIT licence. */
#include "heap.h"

#include <assert.h>

struct sl_heap_design
sl_heap_design_of(const struct sl_platform *platform)
{
    enum { KIB = 1024 };
    size_t pointer = platform->abi->pointer.size;
    bool wide = pointer == 8, large = wide && platform->release->large_pools;

    return (struct sl_heap_design){.step = 2 * pointer,
                                   .limit = 512,
                                   .pool = large ? 16 * KIB : 4 * KIB,
                                   .head = wide ? 48 : 32,
                                   .arena = large ? 1024 * KIB : 256 * KIB};
}

static double
resident_bytes(const struct sl_platform *platform, const struct sl_block *block)
{
    struct sl_heap_design design = sl_heap_design_of(platform);
    size_t size = sl_round_up(block->size, design.step);

    if (block->pooled && block->size <= design.limit)
        return (double)design.pool / (double)((design.pool - design.head) / size);
    return (double)sl_round_up(block->size + platform->abi->pointer.size, 16);
}

static void
add_cost(struct sl_heap_cost *cost, const struct sl_platform *platform,
         const struct sl_block *block)
{
    struct sl_heap_design design = sl_heap_design_of(platform);

    cost->requested += block->size;
    cost->resident += resident_bytes(platform, block);
    cost->blocks++;
    if (block->pooled && block->size <= design.limit)
        cost->pymalloc += sl_round_up(block->size, design.step);
}

int
sl_heap_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
              size_t attributes, size_t slots, struct sl_heap_cost *out,
              struct sl_error *error)
{
    struct sl_block blocks[SL_BLOCKS_MOST];
    int count =
        sl_heap_blocks(platform, kind, attributes, slots, blocks, SL_BLOCKS_MOST);

    if (count < 0)
        return sl_fail(error, SL_VALUE_ERROR, "CPython %s has no old-style classes",
                       platform->version);
    *out = (struct sl_heap_cost){
        .getsizeof = sl_heap_getsizeof(platform, kind, attributes, slots),
        .dict_getsizeof =
            sl_heap_dict_getsizeof(platform, kind, attributes, slots)};
    for (int i = 0; i < count; i++)
        add_cost(out, platform, &blocks[i]);
    return 0;
}

/* What classes cost in a series where a pointer has so many bytes. */
struct class_row {
    unsigned char major, minor, pointer;
    size_t plain, slots;      /* the fixed sums */
    const char *descr, *item; /* formats: of a slot's descriptor, of its line */
    const char *tuple;        /* of a tuple without items */
    const char *type;         /* of the type; NULL: in the fixed sum */
};

#define DESCR_27 "nP3P" /* type, name, the line in the type */
#define DESCR_3 "nP4P"  /* and the qualified name */
#define MEMBER "5P"     /* name, kind, offset, flags, documentation */
#define TYPE_27 "nPn106P"
static const struct class_row class_rows[] = {
    {2, 7, 8, 467, 304, DESCR_27, MEMBER, "nPn", TYPE_27},
    {3, 6, 8, 1469, 1309, DESCR_3, MEMBER, "nPn", NULL},
    {3, 7, 8, 1469, 1309, DESCR_3, MEMBER, "nPn", NULL},
    {3, 8, 8, 1373, 1245, DESCR_3, MEMBER, "nPn", NULL},
    {3, 9, 8, 1373, 1245, DESCR_3, MEMBER, "nPn", NULL},
    {3, 10, 8, 1381, 1253, DESCR_3, MEMBER, "nPn", NULL},
    {3, 11, 8, 2173, 1277, DESCR_3, MEMBER, "nPn", NULL},
    {3, 12, 8, 2189, 1293, DESCR_3, MEMBER, "nPn", NULL},
    {3, 13, 8, 2197, 1301, DESCR_3, MEMBER, "nPn", NULL},
    {3, 14, 8, 2221, 1325, DESCR_3, MEMBER, "nPnn", NULL},
    {3, 15, 8, 2101, 1333, DESCR_3, MEMBER, "nPnn", NULL},
    {2, 7, 4, 240, 128, DESCR_27, MEMBER, "nPn", TYPE_27},
    {3, 9, 4, 695, 631, DESCR_3, MEMBER, "nPn", NULL},
    {3, 11, 4, 1133, 649, DESCR_3, MEMBER, "nPn", NULL},
    {3, 13, 4, 1145, 661, DESCR_3, MEMBER, "nPn", NULL},
    {3, 14, 4, 1157, 673, DESCR_3, MEMBER, "nPnn", NULL},
};

static const struct class_row *
class_row_of(const struct sl_platform *platform)
{
    const struct sl_release *release = platform->release;
    const struct class_row *row = class_rows;

    while (row->major != release->major || row->minor != release->minor ||
           row->pointer != platform->abi->pointer.size)
        row++;
    return row;
}

static size_t
laid_out(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

/* What a block of a class counts: as asked for or, in CPython 2.7, as paid. */
static double
counted(const struct sl_platform *platform, size_t size, bool pooled)
{
    struct sl_block block = {"", size, pooled};

    if (class_row_of(platform)->type == NULL || size == 0)
        return (double)size;
    return resident_bytes(platform, &block);
}

/* What follows a rule of a class with so many SLOTS. */
static double
class_parts(const struct sl_platform *platform, size_t slots)
{
    const struct class_row *row = class_row_of(platform);
    size_t gc = laid_out(platform, platform->gc_head);
    size_t type = slots * laid_out(platform, row->item);
    double bytes = counted(platform, sl_table_bytes(platform, slots + 3), false);

    if (row->type != NULL) {
        type += gc + laid_out(platform, row->type);
        bytes += counted(platform, gc + laid_out(platform, platform->release->dict),
                         true);
    }
    bytes += counted(platform, type, false);
    if (slots == 0)
        return bytes;
    bytes += counted(platform,
                     gc + laid_out(platform, row->tuple) +
                         slots * platform->abi->pointer.size,
                     true);
    return bytes + (double)slots *
                       counted(platform, gc + laid_out(platform, row->descr), true);
}

size_t
sl_class_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
               size_t attributes)
{
    const struct class_row *row = class_row_of(platform);

    assert(kind == SL_WAY_PLAIN || kind == SL_WAY_SLOTS);
    if (kind == SL_WAY_SLOTS)
        return row->slots + (size_t)(class_parts(platform, attributes) + 0.5);
    return row->plain + (size_t)(class_parts(platform, 0) + 0.5) +
           sl_shared_table_bytes(platform, attributes);
}

static double
plain_bytes(const struct sl_platform *platform, size_t attributes, size_t nth)
{
    struct sl_heap_cost cost;

    if (platform->release->values == SL_VALUES_IN_TABLE) {
        sl_heap_bytes(platform, SL_WAY_PLAIN, attributes, 0, &cost, NULL);
        return cost.resident;
    }
    if (nth == 1 && platform->release->values == SL_VALUES_SHARED)
        nth = 2;
    return (double)sl_heap_sequence(platform, attributes, nth);
}

size_t
sl_heap_break_even(const struct sl_platform *platform, size_t attributes)
{
    double plain = (double)sl_class_bytes(platform, SL_WAY_PLAIN, attributes);
    double slots = (double)sl_class_bytes(platform, SL_WAY_SLOTS, attributes);
    bool paid = platform->release->values == SL_VALUES_IN_TABLE;
    struct sl_heap_cost cost;
    size_t count = 0;

    sl_heap_bytes(platform, SL_WAY_SLOTS, attributes, 0, &cost, NULL);
    while (slots > plain) {
        plain += plain_bytes(platform, attributes, ++count);
        slots += paid ? cost.resident : (double)cost.requested;
    }
    return count;
}
