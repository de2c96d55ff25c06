/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* heap-1: which sizes of blocks fit a pool badly.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 heap-1.c -o heap-1
   It prints what tests/answers/heap-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* Prints the sizes of blocks of which more than a twentieth of a POOL is lost. */
static void
print_lost(struct sl_heap_design design)
{
    size_t room = design.pool - design.head;

    printf("pools of %zu KiB:\n", design.pool / 1024);
    for (size_t size = design.step; size <= design.limit; size += design.step) {
        size_t lost = design.pool - room / size * size;

        if (20 * lost > design.pool)
            printf("  %zu: %zu blocks, %zu bytes lost, %.1f%%\n", size, room / size,
                   lost, 100.0 * (double)lost / (double)design.pool);
    }
}

int
main(void)
{
    print_lost(sl_heap_design_of(sl_platform_find("3.9", "lp64", NULL)));
    print_lost(sl_heap_design_of(sl_platform_find("3.10", "lp64", NULL)));
    return 0;
}
