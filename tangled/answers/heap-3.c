/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* heap-3: what an allocator of pools gives back.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 heap-3.c -o heap-3
   It prints what tests/answers/heap-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <stdlib.h>

/* As CPython, gives arenas at addresses where nothing is lost. */
static void *
source(void *context, void *block, size_t size)
{
    const struct sl_heap_design *design = context;

    if (size == design->arena)
        return aligned_alloc(design->pool, size);
    if (size > 0)
        return malloc(size);
    free(block);
    return NULL;
}

enum { MADE = 100000, STEP = 1000 };

/* Makes them all, drops those that do not stay, and prints what is there. */
static void
drop(bool first)
{
    static void *blocks[MADE];
    struct sl_heap_design design = sl_heap_design_of(&sl_python27_lp64);
    struct sl_allocator from = {source, &design};
    struct sl_heap *heap = sl_heap_new(&design, &from, false, NULL);
    struct sl_allocator memory = sl_heap_allocator(heap);
    struct sl_heap_stats all, left;

    for (size_t i = 0; i < MADE; i++)
        blocks[i] = memory.resize(memory.context, NULL, 64);
    all = sl_heap_stats_of(heap);
    for (size_t i = 0; i < MADE; i++)
        if (first ? i >= MADE / STEP : i % STEP != 0)
            memory.resize(memory.context, blocks[i], 0);
    left = sl_heap_stats_of(heap);
    printf("%s: of %zu arenas %zu are left, of %zu pools %zu, of %zu blocks %zu\n",
           first ? "the first hundred" : "each thousandth", all.arenas, left.arenas,
           all.pools, left.pools, all.blocks, left.blocks);
    sl_heap_free(heap);
}

int
main(void)
{
    drop(false);
    drop(true);
    return 0;
}
