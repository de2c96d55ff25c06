/* Generated from chapters/96-pools.nw by make tangle: do not edit. MIT licence. */
#include "pools.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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
