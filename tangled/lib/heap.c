/* Generated from chapters/10-heap.nw by make tangle: do not edit. MIT licence. */
#include "heap.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

/* The head of a pool. */
struct heap_pool {
    struct heap_pool *next,
        *previous;    /* pools of that size with room; spare ones */
    void *given_back; /* a list of blocks, or NULL */
    uint32_t size;    /* of a block */
    uint32_t used;    /* blocks */
    uint32_t fresh;   /* where the untouched part begins */
};

struct heap_arena {
    char *memory;            /* as the source gave it */
    char *first;             /* pool: they lie at multiples of their size */
    size_t pools;            /* there is room for so many, */
    size_t fresh;            /* so many have been handed out, */
    size_t used;             /* so many are in use */
    struct heap_pool *spare; /* and these came back */
    struct heap_arena *next, *previous; /* with room */
    uint16_t *asked; /* with an audit, by step: bytes asked for */
};

enum { HEAP_SIZES = 64 };

struct sl_heap {
    struct sl_heap_design design;
    struct sl_allocator source;
    bool audit;
    struct heap_arena **arenas;         /* by address */
    size_t count, room;                 /* of arenas; of that array */
    struct heap_arena *roomy;           /* those with room for a pool */
    struct heap_pool *open[HEAP_SIZES]; /* by size: pools with room for a block */
    size_t pools[HEAP_SIZES], blocks[HEAP_SIZES];
    size_t requested, large, large_bytes, bookkeeping; /* bytes, but for large */
};

/* The arena that BLOCK lies in; NULL: a large block. */
static struct heap_arena *
arena_of(const struct sl_heap *heap, const void *block)
{
    uintptr_t address = (uintptr_t)block;
    size_t low = 0, high = heap->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if ((uintptr_t)heap->arenas[middle]->memory <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 ||
        address - (uintptr_t)heap->arenas[low - 1]->memory >= heap->design.arena)
        return NULL;
    return heap->arenas[low - 1];
}

static struct heap_pool *
pool_of(const struct sl_heap *heap, void *block)
{
    size_t offset = (uintptr_t)block & (heap->design.pool - 1);

    return (struct heap_pool *)(void *)((char *)block - offset);
}

static void *
heap_memory(struct sl_heap *heap, size_t size)
{
    void *memory = heap->source.resize(heap->source.context, NULL, size);

    if (memory != NULL)
        heap->bookkeeping += size;
    return memory;
}

static void
heap_memory_end(struct sl_heap *heap, void *memory, size_t size)
{
    if (memory == NULL)
        return;
    heap->source.resize(heap->source.context, memory, 0);
    heap->bookkeeping -= size;
}

static bool
room_for_arena(struct sl_heap *heap)
{
    size_t room = heap->room == 0 ? 16 : 2 * heap->room;
    struct heap_arena **arenas;

    if (heap->count < heap->room)
        return true;
    arenas = heap_memory(heap, room * sizeof(struct heap_arena *));
    if (arenas == NULL)
        return false;
    if (heap->count > 0)
        memcpy(arenas, heap->arenas, heap->count * sizeof(struct heap_arena *));
    heap_memory_end(heap, heap->arenas, heap->room * sizeof(struct heap_arena *));
    heap->arenas = arenas;
    heap->room = room;
    return true;
}

static void
arena_link(struct sl_heap *heap, struct heap_arena *arena)
{
    arena->previous = NULL;
    arena->next = heap->roomy;
    if (arena->next != NULL)
        arena->next->previous = arena;
    heap->roomy = arena;
}

static void
arena_unlink(struct sl_heap *heap, struct heap_arena *arena)
{
    if (arena->previous != NULL)
        arena->previous->next = arena->next;
    else
        heap->roomy = arena->next;
    if (arena->next != NULL)
        arena->next->previous = arena->previous;
}

/* Fills in ARENA and its memory: false, with nothing taken, where there is none. */
static bool
arena_begin(struct sl_heap *heap, struct heap_arena *arena)
{
    const struct sl_heap_design *design = &heap->design;
    size_t lost, audited = design->arena / design->step * sizeof(uint16_t);

    arena->memory = heap->source.resize(heap->source.context, NULL, design->arena);
    if (arena->memory == NULL)
        return false;
    arena->asked = heap->audit ? heap_memory(heap, audited) : NULL;
    if (heap->audit && arena->asked == NULL) {
        heap->source.resize(heap->source.context, arena->memory, 0);
        return false;
    }
    lost = -(uintptr_t)arena->memory & (design->pool - 1);
    arena->first = arena->memory + lost;
    arena->pools = (design->arena - lost) / design->pool;
    return true;
}

static struct heap_arena *
arena_new(struct sl_heap *heap)
{
    struct heap_arena *arena = heap_memory(heap, sizeof *arena);
    size_t at = heap->count;

    if (arena == NULL)
        return NULL;
    *arena = (struct heap_arena){0};
    if (!room_for_arena(heap) || !arena_begin(heap, arena)) {
        heap_memory_end(heap, arena, sizeof *arena);
        return NULL;
    }
    for (; at > 0 &&
           (uintptr_t)heap->arenas[at - 1]->memory > (uintptr_t)arena->memory;
         at--)
        heap->arenas[at] = heap->arenas[at - 1];
    heap->arenas[at] = arena;
    heap->count++;
    arena_link(heap, arena);
    return arena;
}

static void
arena_end(struct sl_heap *heap, struct heap_arena *arena)
{
    const struct sl_heap_design *design = &heap->design;
    size_t at = 0;

    while (heap->arenas[at] != arena)
        at++;
    heap->count--;
    memmove(&heap->arenas[at], &heap->arenas[at + 1],
            (heap->count - at) * sizeof(struct heap_arena *));
    heap->source.resize(heap->source.context, arena->memory, 0);
    heap_memory_end(heap, arena->asked,
                    design->arena / design->step * sizeof(uint16_t));
    heap_memory_end(heap, arena, sizeof *arena);
}

static struct heap_pool **
pools_like(struct sl_heap *heap, const struct heap_pool *pool)
{
    return &heap->open[pool->size / heap->design.step - 1];
}

static void
pool_link(struct sl_heap *heap, struct heap_pool *pool)
{
    struct heap_pool **list = pools_like(heap, pool);

    pool->previous = NULL;
    pool->next = *list;
    if (pool->next != NULL)
        pool->next->previous = pool;
    *list = pool;
}

static void
pool_unlink(struct sl_heap *heap, struct heap_pool *pool)
{
    if (pool->previous != NULL)
        pool->previous->next = pool->next;
    else
        *pools_like(heap, pool) = pool->next;
    if (pool->next != NULL)
        pool->next->previous = pool->previous;
}

static struct heap_pool *
pool_new(struct sl_heap *heap, size_t size)
{
    struct heap_arena *arena = heap->roomy != NULL ? heap->roomy : arena_new(heap);
    struct heap_pool *pool;

    if (arena == NULL)
        return NULL;
    pool = arena->spare;
    if (pool != NULL)
        arena->spare = pool->next;
    else
        pool = (struct heap_pool *)(void *)(arena->first +
                                            arena->fresh++ * heap->design.pool);
    if (++arena->used == arena->pools)
        arena_unlink(heap, arena);
    *pool = (struct heap_pool){.size = (uint32_t)size,
                               .fresh = (uint32_t)heap->design.head};
    heap->pools[size / heap->design.step - 1]++;
    pool_link(heap, pool);
    return pool;
}

static void
pool_end(struct sl_heap *heap, struct heap_arena *arena, struct heap_pool *pool)
{
    heap->pools[pool->size / heap->design.step - 1]--;
    pool->next = arena->spare;
    arena->spare = pool;
    if (arena->used-- == arena->pools)
        arena_link(heap, arena);
    if (arena->used > 0)
        return;
    arena_unlink(heap, arena);
    arena_end(heap, arena);
}

/* Blocks of SIZE in a pool. */
static size_t
blocks_in_pool(const struct sl_heap_design *design, size_t size)
{
    return (design->pool - design->head) / size;
}

/* Where an audit writes down what was asked for BLOCK. */
static uint16_t *
asked_for(const struct sl_heap *heap, const struct heap_arena *arena,
          const void *block)
{
    size_t offset = (uintptr_t)block - (uintptr_t)arena->memory;

    return &arena->asked[offset / heap->design.step];
}

static void *
block_new(struct sl_heap *heap, size_t requested)
{
    size_t size = sl_round_up(requested, heap->design.step);
    size_t which = size / heap->design.step - 1;
    struct heap_pool *pool = heap->open[which];
    void *block;

    if (pool == NULL && (pool = pool_new(heap, size)) == NULL)
        return NULL;
    block = pool->given_back;
    if (block != NULL) {
        memcpy(&pool->given_back, block, sizeof(void *));
    } else {
        block = (char *)pool + pool->fresh;
        pool->fresh += pool->size;
    }
    if (++pool->used == blocks_in_pool(&heap->design, size))
        pool_unlink(heap, pool);
    heap->blocks[which]++;
    if (heap->audit) {
        *asked_for(heap, arena_of(heap, block), block) = (uint16_t)requested;
        heap->requested += requested;
    }
    return block;
}

static void
block_end(struct sl_heap *heap, struct heap_arena *arena, void *block)
{
    struct heap_pool *pool = pool_of(heap, block);

    assert(pool->used > 0);
    if (heap->audit)
        heap->requested -= *asked_for(heap, arena, block);
    heap->blocks[pool->size / heap->design.step - 1]--;
    if (pool->used == blocks_in_pool(&heap->design, pool->size))
        pool_link(heap, pool);
    memcpy(block, &pool->given_back, sizeof(void *));
    pool->given_back = block;
    if (--pool->used > 0)
        return;
    pool_unlink(heap, pool);
    pool_end(heap, arena, pool);
}

union large_head {
    size_t size;
    max_align_t align;
};

static void *
large_new(struct sl_heap *heap, size_t size)
{
    size_t head = heap->audit ? sizeof(union large_head) : 0;
    union large_head *block;

    if (size > SL_SIZE_LIMIT - head)
        return NULL;
    block = heap->source.resize(heap->source.context, NULL, head + size);
    if (block == NULL)
        return NULL;
    heap->large++;
    if (!heap->audit)
        return block;
    block->size = size;
    heap->large_bytes += size;
    return block + 1;
}

static void
large_end(struct sl_heap *heap, void *block)
{
    union large_head *head = block;

    heap->large--;
    if (heap->audit)
        heap->large_bytes -= (--head)->size;
    heap->source.resize(heap->source.context, head, 0);
}

static void *
heap_resize(void *context, void *block, size_t size)
{
    struct sl_heap *heap = context;
    struct heap_arena *arena;

    assert(block == NULL || size == 0);
    if (block == NULL && size == 0)
        return NULL;
    if (block == NULL)
        return size > heap->design.limit ? large_new(heap, size)
                                         : block_new(heap, size);
    arena = arena_of(heap, block);
    if (arena != NULL)
        block_end(heap, arena, block);
    else
        large_end(heap, block);
    return NULL;
}

struct sl_allocator
sl_heap_allocator(struct sl_heap *heap)
{
    return (struct sl_allocator){heap_resize, heap};
}

static void *
heap_libc(void *context, void *block, size_t size)
{
    (void)context;
    if (size > 0)
        return malloc(size);
    free(block);
    return NULL;
}

struct sl_heap *
sl_heap_new(const struct sl_heap_design *design, const struct sl_allocator *source,
            bool audit, struct sl_error *error)
{
    static const struct sl_allocator libc = {heap_libc, NULL};
    const struct sl_allocator *from = source != NULL ? source : &libc;
    struct sl_heap *heap;

    assert(design->limit <= HEAP_SIZES * design->step);
    assert(design->step >= sizeof(void *) && design->pool <= UINT16_MAX + 1);
    assert(design->head >= sizeof(struct heap_pool));
    heap = from->resize(from->context, NULL, sizeof *heap);
    if (heap == NULL) {
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
        return NULL;
    }
    *heap = (struct sl_heap){.design = *design, .source = *from, .audit = audit};
    return heap;
}

size_t
sl_heap_free(struct sl_heap *heap)
{
    struct sl_allocator source = heap->source;
    size_t left = heap->large;

    for (size_t i = 0; i < HEAP_SIZES; i++)
        left += heap->blocks[i];
    while (heap->count > 0)
        arena_end(heap, heap->arenas[heap->count - 1]);
    heap_memory_end(heap, heap->arenas, heap->room * sizeof(struct heap_arena *));
    source.resize(source.context, heap, 0);
    return left;
}

struct sl_heap_stats
sl_heap_stats_of(const struct sl_heap *heap)
{
    const struct sl_heap_design *design = &heap->design;
    struct sl_heap_stats s = {.requested = heap->requested,
                              .arenas = heap->count,
                              .large = heap->large,
                              .large_bytes = heap->large_bytes,
                              .bookkeeping = heap->bookkeeping};

    for (size_t i = 0; i < design->limit / design->step; i++) {
        size_t size = (i + 1) * design->step;
        size_t there = heap->pools[i] * blocks_in_pool(design, size);

        s.blocks += heap->blocks[i];
        s.rounded += heap->blocks[i] * size;
        s.free += (there - heap->blocks[i]) * size;
        s.pools += heap->pools[i];
        s.pool_overhead += heap->pools[i] * design->pool - there * size;
    }
    s.arena_overhead = s.arenas * design->arena - s.pools * design->pool;
    return s;
}

static double
resident_bytes(const struct sl_platform *platform, const struct sl_block *block)
{
    struct sl_heap_design design = sl_heap_design_of(platform);
    size_t size = sl_round_up(block->size, design.step);

    if (block->pooled && block->size <= design.limit)
        return (double)design.pool / (double)blocks_in_pool(&design, size);
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
