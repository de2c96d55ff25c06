/* Generated from chapters/85-regions.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_REGIONS_H
#define SL_REGIONS_H

#include "type.h"

#include <stddef.h>

/* Bytes of an instance that have one purpose. */
struct sl_region {
    ptrdiff_t offset; /* from the object's address; the GC head's is negative */
    size_t size;      /* > 0 */
    const char *name; /* "GC head", "reference count", "type", "size", a built-in
                         type's name for its own fields, a slot's, "__dict__",
                         "__weakref__", "items", "padding"; since 3.11 "values",
                         since 3.12 "unused"; as long as the type */
    const struct sl_type *type; /* the one that brought it */
};

/* The regions of an instance of TYPE with LENGTH items, in order and without gaps.
   LENGTH is ignored where there are no items. For every platform. Returns how many
   there are, and fills REGIONS as far as ROOM goes. CPython 2.7
   has nothing like it. */
size_t sl_layout(const struct sl_type *type, size_t length,
                 struct sl_region *regions, size_t room);
#endif
