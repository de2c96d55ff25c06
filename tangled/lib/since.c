/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
#include "since.h"

#include <assert.h>

size_t
sl_weigh(const struct sl_platform *platform, enum sl_scales scales,
         enum sl_way_kind kind, size_t attributes, size_t slots)
{
    struct sl_heap_cost cost = {0};
    int result = sl_heap_bytes(platform, kind, attributes, slots, &cost, NULL);

    assert(result == 0);
    (void)result;
    return scales == SL_BY_HEAP ? cost.requested
                                : cost.getsizeof + cost.dict_getsizeof;
}

size_t
sl_price(const struct sl_platform *platform, enum sl_scales scales,
         size_t attributes)
{
    size_t plain = sl_weigh(platform, scales, SL_WAY_PLAIN, attributes, 0);
    size_t slots = sl_weigh(platform, scales, SL_WAY_SLOTS, attributes, 0);

    assert(plain >= slots);
    return (plain - slots) / platform->abi->pointer.size;
}

size_t
sl_breakpoints(const struct sl_platform *platform, enum sl_scales scales,
               size_t most, size_t *breaks, size_t room)
{
    size_t count = 0, two = 2 * platform->abi->pointer.size;

    for (size_t n = 1; n <= most; n++) {
        size_t now = sl_weigh(platform, scales, SL_WAY_PLAIN, n, 0);
        size_t then = sl_weigh(platform, scales, SL_WAY_PLAIN, n + 1, 0);

        if (then <= now + two)
            continue;
        if (count < room)
            breaks[count] = n;
        count++;
    }
    return count;
}

long
sl_hybrid_saved(const struct sl_platform *platform, enum sl_scales scales,
                size_t attributes, size_t slots)
{
    return (long)sl_weigh(platform, scales, SL_WAY_PLAIN, attributes, 0) -
           (long)sl_weigh(platform, scales, SL_WAY_HYBRID, attributes, slots);
}
