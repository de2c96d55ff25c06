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

/* Adds what a block costs. */
static void
add_cost(struct sl_heap_cost *cost, const struct sl_heap_design *design,
         const struct sl_block *block, size_t pointer)
{
    size_t rounded = sl_round_up(block->size, design->step);

    cost->requested += block->size;
    cost->blocks++;
    if (block->pooled && block->size <= design->limit) {
        cost->pymalloc += rounded;
        cost->resident += (double)design->pool /
                          (double)((design->pool - design->head) / rounded);
    } else {
        cost->resident += (double)sl_round_up(block->size + pointer, 16);
    }
}

int
sl_heap_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
              size_t attributes, size_t slots, struct sl_heap_cost *out,
              struct sl_error *error)
{
    struct sl_heap_design design = sl_heap_design_of(platform);
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
        add_cost(out, &design, &blocks[i], platform->abi->pointer.size);
    return 0;
}
