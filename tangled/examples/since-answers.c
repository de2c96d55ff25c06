/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-answers: the three answers, from CPython 2.7 to 3.15.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-answers.c -o since-answers
   It prints what tests/examples/since-answers.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* Whether no later release of the same series is known: of 3.13 there are two. */
static int
is_latest(size_t i)
{
    const struct sl_platform *p = sl_platforms[i], *next = sl_platforms[i + 1];

    return next == NULL || next->abi != p->abi ||
           next->release->minor != p->release->minor;
}

static void
print_answers(const struct sl_platform *p)
{
    size_t breaks[8], count = sl_breakpoints(p, SL_BY_HEAP, 50, breaks, 8);

    printf("%s\t%s\t%zu\t%zu\t", p->version, p->abi->name,
           sl_heap_dict_getsizeof(p, SL_WAY_PLAIN, 0, 0) / p->abi->pointer.size,
           sl_price(p, SL_BY_HEAP, 1));
    for (size_t i = 0; i < count && i < 8; i++)
        printf("%s%zu", i > 0 ? ",\u00a0" : "", breaks[i]);
    printf("\t%ld\t%ld\t%ld\t%ld\n", sl_hybrid_saved(p, SL_BY_GETSIZEOF, 6, 1),
           sl_hybrid_saved(p, SL_BY_HEAP, 6, 1),
           sl_hybrid_saved(p, SL_BY_GETSIZEOF, 5, 4),
           sl_hybrid_saved(p, SL_BY_HEAP, 5, 4));
}

int
main(void)
{
    printf("CPython\tABI\tempty dict, seen\tno slots, asked\tfull at\t"
           "1 of 6, seen\tasked\t4 of 5, seen\tasked\n");
    for (size_t i = 0; sl_platforms[i] != NULL; i++)
        if (is_latest(i))
            print_answers(sl_platforms[i]);
    return 0;
}
