/* Generated from chapters/10-heap.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_HEAP_H
#define SL_HEAP_H

#include "blocks.h"

#include <stdbool.h>
#include <stddef.h>

/* How an allocator of small blocks divides memory. All in bytes. */
struct sl_heap_design {
    size_t step;  /* sizes of blocks are its multiples; a power of two */
    size_t limit; /* larger blocks come from the C library; a multiple of step */
    size_t pool;  /* holds blocks of one size; a power of two */
    size_t head;  /* what a pool needs for itself; a multiple of step */
    size_t arena; /* holds pools; a multiple of pool */
};

/* The design of the platform's CPython. */
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

/* What an instance of such a class costs when there are many: see sl_heap_blocks. 0,
   or -1 with ERROR set: ValueError where there is no such class. CPython:
   sys.getsizeof, tracemalloc.get_traced_memory, sys._debugmallocstats, and what the
   kernel tells of the process, divided by the number of instances. */
int sl_heap_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
                  size_t attributes, size_t slots, struct sl_heap_cost *out,
                  struct sl_error *error);
#endif
