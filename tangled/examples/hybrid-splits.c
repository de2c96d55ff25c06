/* Generated from chapters/08-hybrid.nw by make tangle: do not edit. MIT licence. */
/* hybrid-splits: what an instance of k attributes saves with j of them in slots.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 hybrid-splits.c -o hybrid-splits
   It prints what tests/examples/hybrid-splits.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <stdlib.h>

/* Bytes that SLOTS slots of K attributes save, against no slots at all. A loss is
   a negative number. */
static long
saved(struct sl_type *base, size_t k, size_t slots)
{
    struct sl_way plain = {base, false, 0, false, false};
    struct sl_way hybrid = {base, true, slots, true, false};
    struct sl_cost a = {0, 0}, b = {0, 0};

    if (sl_cost_of(&plain, k, &a, NULL) < 0 ||
        sl_cost_of(&hybrid, k - slots, &b, NULL) < 0)
        exit(1); /* no memory */
    return (long)(a.instance + a.dict) - (long)(b.instance + b.dict);
}

static void
print_row(struct sl_type *base, size_t k)
{
    size_t best = 0;

    for (size_t j = 1; j < k; j++)
        if (saved(base, k, j) > saved(base, k, best))
            best = j;
    printf("k = %2zu", k);
    for (size_t j = 0; j < k; j++) {
        long bytes = saved(base, k, j);
        char cell[24];

        snprintf(cell, sizeof cell, "%s%ld", j == best ? "*" : "", bytes);
        printf("%7s", bytes == 0 ? "none" : cell);
    }
    putchar('\n');
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);

    if (py == NULL)
        return 1;
    printf("j =   ");
    for (int j = 0; j < 11; j++)
        printf("%7d", j);
    putchar('\n');
    for (size_t k = 1; k <= 11; k++)
        print_row(sl_builtin(py, SL_OBJECT), k);
    sl_interp_free(py);
    return 0;
}
