/* Generated from chapters/10-heap.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_HEAP_H
#define SL_HEAP_H

#include "blocks.h"
#include "pools.h"

#include <stddef.h>

/* The design of the platform's CPython. CPython 2.7 to 3.15, as measured; the sizes
   of arenas from the documentation of pymalloc. */
struct sl_heap_design sl_heap_design_of(const struct sl_platform *platform);

/* What an instance costs, in bytes. */
struct sl_heap_cost {
    size_t getsizeof;      /* what sys.getsizeof says of it */
    size_t dict_getsizeof; /* and of its __dict__; 0 where it has none */
    size_t requested;      /* asked of the allocators */
    size_t pymalloc;       /* of that, in pools, rounded up to the blocks' sizes */
    double resident;       /* its share of the memory that the process has */
    size_t blocks;
};

/* What an instance of such a class costs when there are many: sl_heap_blocks. 0, or
   -1 with ERROR set: ValueError where there is no such class. CPython:
   sys.getsizeof, tracemalloc.get_traced_memory, sys._debugmallocstats, and what the
   kernel tells of the process, divided by the number of instances. */
int sl_heap_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
                  size_t attributes, size_t slots, struct sl_heap_cost *out,
                  struct sl_error *error);

/* What a class derived from object takes that has no methods: asked of the
   allocators, with what it shares among instances that have so many ATTRIBUTES.
   KIND is SL_WAY_PLAIN or SL_WAY_SLOTS. CPython 3: tracemalloc. CPython 2.7 cannot
   tell what was asked for: there it is what the process pays, to within some
   dozens. */
size_t sl_class_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
                      size_t attributes);

/* The least number of instances with which a class of so many ATTRIBUTES takes no
   more with slots than without, itself included: in bytes asked for, in CPython 2.7
   in bytes paid. The first instances count as what they are. CPython: no
   equivalent. */
size_t sl_heap_break_even(const struct sl_platform *platform, size_t attributes);
#endif
