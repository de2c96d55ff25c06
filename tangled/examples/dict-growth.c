/* Generated from chapters/03-dict.nw by make tangle: do not edit. MIT licence. */
/* dict-growth: when a CPython 2.7 dictionary grows, and how large it becomes.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 dict-growth.c -o dict-growth
   It prints what tests/examples/dict-growth.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
print_line(const struct sl_dict *d)
{
    printf("%8zu keys %8zu places %3.0f%% full %10zu bytes %10zu on ILP32\n",
           d->used, d->mask + 1, 100.0 * (double)d->used / (double)(d->mask + 1),
           sl_dict_getsizeof(d, &sl_python27_lp64),
           sl_dict_getsizeof(d, &sl_python27_ilp32));
}

static int
fill(struct sl_dict *d, size_t keys)
{
    struct sl_interp *py = d->object.type->interp;
    size_t places = 0;

    while (d->used < keys) {
        struct sl_object *key = sl_int_new(py, (long)d->used, NULL);

        if (d->mask + 1 != places)
            print_line(d);
        places = d->mask + 1;
        if (key == NULL || sl_dict_set(d, key, key, NULL) < 0)
            return -1;
        sl_decref(key);
    }
    return 0;
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_dict *d = py == NULL ? NULL : sl_dict_new(py, NULL);
    int failed = d == NULL || fill(d, 200000) < 0;

    if (d != NULL)
        sl_decref(&d->object);
    if (py != NULL)
        sl_interp_free(py);
    return failed;
}
