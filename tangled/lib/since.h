/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_SINCE_H
#define SL_SINCE_H

#include "heap.h"

#include <stddef.h>

/* With what an instance is weighed. */
enum sl_scales {
    SL_BY_GETSIZEOF, /* sys.getsizeof(o) + sys.getsizeof(o.__dict__) */
    SL_BY_HEAP       /* what is asked of the heap */
};

/* Bytes of an instance as sl_heap_blocks describes it. By getsizeof its dictionary
   is counted wherever the class has one, for whoever asks for it has it made. The
   class must be one that the platform has. */
size_t sl_weigh(const struct sl_platform *platform, enum sl_scales scales,
                enum sl_way_kind kind, size_t attributes, size_t slots);

/* What it costs to have no slots, in pointers, which are slots: by how many an
   instance of a plain class takes more than one that has the same number of
   ATTRIBUTES in slots. CPython: as sl_heap_blocks. */
size_t sl_price(const struct sl_platform *platform, enum sl_scales scales,
                size_t attributes);

/* The numbers of attributes, from one up to MOST, at which a plain instance is
   full: with one more it grows by more than two pointers. Writes up to ROOM of them
   into BREAKS and returns how many there are. CPython: as sl_heap_blocks. */
size_t sl_breakpoints(const struct sl_platform *platform, enum sl_scales scales,
                      size_t most, size_t *breaks, size_t room);

/* Bytes that an instance saves, against a plain one, if the first SLOTS of its
   ATTRIBUTES are in slots and the rest in its dictionary; negative: a loss.
   CPython: as sl_heap_blocks. */
long sl_hybrid_saved(const struct sl_platform *platform, enum sl_scales scales,
                     size_t attributes, size_t slots);
#endif
