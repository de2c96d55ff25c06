/* Generated from chapters/96-blocks.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_BLOCKS_H
#define SL_BLOCKS_H

#include "releases.h"

#include <stdbool.h>
#include <stddef.h>

/* How a class keeps the attributes of an instance, which are a0, a1, a2 and so on,
   set in this order by __init__. */
enum sl_way_kind {
    SL_WAY_PLAIN,         /* class C(object), without __slots__ */
    SL_WAY_SLOTS,         /* each in a slot */
    SL_WAY_SLOTS_WEAKREF, /* the same, and '__weakref__' */
    SL_WAY_HYBRID,        /* the first ones in slots, and '__dict__' */
    SL_WAY_PLAIN_OUTSIDE, /* plain, but a function sets them after __init__ */
    SL_WAY_PLAIN_LOOKED,  /* plain, and somebody has looked at __dict__ */
    SL_WAY_CLASSIC        /* class C:, of CPython 2.7 */
};

/* One block of memory, in bytes as asked for. */
struct sl_block {
    const char *what; /* "instance", "values", "dictionary", "table"; static */
    size_t size;
    bool pooled; /* asked of CPython's own allocator; it takes large ones from the
                    C library, as what is not pooled is */
};

/* No instance has more of them. */
enum { SL_BLOCKS_MOST = 3 };

/* The blocks of an instance of such a class, on the platform's machine, after a few
   hundred instances before it. The first SLOTS of its ATTRIBUTES are in slots where
   KIND is SL_WAY_HYBRID; SLOTS is ignored elsewhere. Writes up to ROOM of them into
   BLOCKS and returns how many there are, the instance first; -1 where there is no
   such class: SL_WAY_CLASSIC after CPython 2.7. Bytes include GC heads and what
   else is in front. CPython: what sys.getsizeof says of the first, without what is
   behind it since 3.13, and tracemalloc of all. */
int sl_heap_blocks(const struct sl_platform *platform, enum sl_way_kind kind,
                   size_t attributes, size_t slots, struct sl_block *blocks,
                   size_t room);

/* Bytes asked for when the NTH instance (from 1 on) of a new plain class is made by
   an __init__ that sets so many ATTRIBUTES, and still in use afterwards. With the
   first come what the class keeps for all, and up to 3.10 the frame that __init__
   keeps. CPython 3: tracemalloc.get_traced_memory, before and after. */
size_t sl_heap_sequence(const struct sl_platform *platform, size_t attributes,
                        size_t nth);

/* What sys.getsizeof says of the same instance: the instance without its values. */
size_t sl_heap_getsizeof(const struct sl_platform *platform, enum sl_way_kind kind,
                         size_t attributes, size_t slots);

/* What sys.getsizeof says of its __dict__, which is born at the latest when it is
   asked; 0 where there is none. */
size_t sl_heap_dict_getsizeof(const struct sl_platform *platform,
                              enum sl_way_kind kind, size_t attributes,
                              size_t slots);

/* The table of a dictionary into which so many KEYS, all strings, were inserted one
   by one; 0 where it is inside the dictionary. */
size_t sl_table_bytes(const struct sl_platform *platform, size_t keys);

/* The table of keys that a class shares, apart from itself, among instances with so
   many ATTRIBUTES: 3.6 to 3.10. 0 in other versions. */
size_t sl_shared_table_bytes(const struct sl_platform *platform, size_t attributes);
#endif
