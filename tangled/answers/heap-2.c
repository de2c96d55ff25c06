/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* heap-2: which slots are free.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 heap-2.c -o heap-2
   It prints what tests/answers/heap-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static double
paid(const char *version, const char *abi, size_t slots)
{
    struct sl_heap_cost cost = {0};

    sl_heap_bytes(sl_platform_find(version, abi, NULL), SL_WAY_SLOTS, slots, slots,
                  &cost, NULL);
    return cost.resident;
}

/* A size, with a star if it is the same as the one before. */
static void
print_size(double size, double before)
{
    printf("  %c%6.1f", size == before ? '*' : ' ', size);
}

int
main(void)
{
    double before[2] = {0, 0};

    puts("slots     LP64    ILP32");
    for (size_t slots = 0; slots <= 16; slots++) {
        double now[2] = {paid("3.12", "lp64", slots), paid("3.11", "ilp32", slots)};

        printf("%5zu", slots);
        for (int i = 0; i < 2; i++) {
            print_size(now[i], before[i]);
            before[i] = now[i];
        }
        putchar('\n');
    }
    return 0;
}
