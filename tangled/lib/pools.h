/* Generated from chapters/96-pools.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_POOLS_H
#define SL_POOLS_H

#include "object.h"

#include <stdbool.h>
#include <stddef.h>

/* How an allocator of small blocks divides memory. All in bytes. */
struct sl_heap_design {
    size_t step;  /* sizes of blocks are its multiples; a power of two */
    size_t limit; /* larger blocks come from elsewhere; at most 64 steps */
    size_t pool;  /* holds blocks of one size; a power of two, at most 64 KiB */
    size_t head;  /* what a pool needs for itself; a multiple of step */
    size_t arena; /* holds pools; a multiple of pool */
};

struct sl_heap; /* an allocator of small blocks, and what it has taken */

/* A new one of DESIGN, which is copied. SOURCE gives arenas, large blocks and what
   the heap needs to keep order; NULL: the C library. With AUDIT the heap remembers
   what was asked for, at the price of memory that no CPython spends. NULL with
   ERROR set: MemoryError. */
struct sl_heap *sl_heap_new(const struct sl_heap_design *design,
                            const struct sl_allocator *source, bool audit,
                            struct sl_error *error);

/* The allocator for sl_interp_new. Its blocks are aligned to the design's step, or
   as the source aligns them. It does not make a block larger or smaller. */
struct sl_allocator sl_heap_allocator(struct sl_heap *heap);

/* Ends it and gives all arenas back. Returns how many blocks nobody gave back:
   those in pools are gone, large ones are left to the source. */
size_t sl_heap_free(struct sl_heap *heap);

/* What a heap has taken. Bytes, but for blocks, pools, arenas and large. ROUNDED,
   FREE, POOL_OVERHEAD and ARENA_OVERHEAD add up to the arenas. */
struct sl_heap_stats {
    size_t blocks;        /* in pools, and in use */
    size_t requested;     /* asked for with them; 0 without an audit */
    size_t rounded;       /* their sizes */
    size_t free;          /* the sizes of other blocks in these pools */
    size_t pools;         /* in use */
    size_t pool_overhead; /* their heads and remainders */
    size_t arenas;
    size_t arena_overhead; /* what in them is no pool in use */
    size_t large;          /* blocks over the limit */
    size_t large_bytes;    /* asked for with them; 0 without an audit */
    size_t bookkeeping;    /* of the heap itself */
};

/* The accounts of HEAP at this moment. CPython 3: sys._debugmallocstats. */
struct sl_heap_stats sl_heap_stats_of(const struct sl_heap *heap);
#endif
