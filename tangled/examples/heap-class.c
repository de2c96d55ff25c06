/* Generated from chapters/10-heap.nw by make tangle: do not edit. MIT licence. */
/* heap-class: after how many instances slots have paid for a larger class.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 heap-class.c -o heap-class
   It prints what tests/examples/heap-class.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <string.h>

static void
print_row(const struct sl_platform *platform)
{
    static const size_t attributes[] = {2, 5, 10, 20, 40};

    printf("%s\t%zu\t%zu", platform->version,
           sl_class_bytes(platform, SL_WAY_PLAIN, 10),
           sl_class_bytes(platform, SL_WAY_SLOTS, 10));
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++)
        printf("\t%zu", sl_heap_break_even(platform, attributes[i]));
    putchar('\n');
}

int
main(void)
{
    printf("CPython\tplain class\twith 10 slots\tpaid at 2\t5\t10\t20\t40\n");
    for (size_t i = 0; sl_platforms[i] != NULL; i++)
        if (sl_platforms[i]->abi->pointer.size == 8)
            print_row(sl_platforms[i]);
    return 0;
}
