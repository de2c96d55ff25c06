/* Generated from chapters/91-sides.nw by make tangle: do not edit. MIT licence. */
/* What `slots cost` says of the heap. */
#ifndef COST_HEAP_H
#define COST_HEAP_H

#include "sheet.h"

/* What `slots cost` is asked. */
struct heap_question {
    const struct sl_platform *const *platforms;
    size_t count;         /* of platforms, > 0 */
    size_t fixed, others; /* attributes that all instances have, and others */
    uint64_t instances;
    bool weakrefs; /* in classes with slots, too */
    bool tsv;
};

/* Prints what the heap says: for one platform a table of the ways, for several a
   table with a column for each. Returns the exit status. */
int cost_heap(const struct heap_question *q);
#endif
