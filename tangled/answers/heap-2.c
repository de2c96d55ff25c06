/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* heap-2: which slots are free.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 heap-2.c -o heap-2
   It prints what tests/answers/heap-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
print_row(const struct sl_platform *platform)
{
    double before = 0;

    printf("%s:", platform->abi->name);
    for (size_t slots = 0; slots <= 16; slots++) {
        struct sl_heap_cost cost;

        if (sl_heap_bytes(platform, SL_WAY_SLOTS, slots, slots, &cost, NULL) < 0)
            return;
        printf(" %.1f%s", cost.resident, cost.resident == before ? "*" : "");
        before = cost.resident;
    }
    putchar('\n');
}

int
main(void)
{
    print_row(sl_platform_find("3.12", "lp64", NULL));
    print_row(sl_platform_find("3.11", "ilp32", NULL));
    return 0;
}
