/* An allocator that counts what it gave, and that fails when told to. */
#ifndef TESTS_ALLOCATOR_H
#define TESTS_ALLOCATOR_H

#include "slots.h"

#include <stddef.h>

/* All zero at first. CALLS and FAIL_AT may be changed at any time. */
struct counting_allocator {
    size_t calls;   /* allocations asked for, the failed ones included */
    size_t fail_at; /* the allocation that fails, counted from 1; 0: none does */
    size_t blocks;  /* given and not yet given back */
    size_t bytes;   /* the same, in bytes as asked for */
};

/* The allocator for sl_interp_new. It takes from the C library, aligned as malloc aligns;
   new blocks are full of rubbish, blocks given back are overwritten. It refuses more than a
   gigabyte. Giving back a block that is not in use ends the program with a message. */
struct sl_allocator counting_allocator(struct counting_allocator *counts);

#endif
