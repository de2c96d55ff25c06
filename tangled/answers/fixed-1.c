/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* fixed-1: how many times heavier a plain instance is than one with slots.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 fixed-1.c -o fixed-1
   It prints what tests/answers/fixed-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
find_extremes(const char *name, const struct sl_platform *platform)
{
    struct sl_interp *py = sl_interp_new(platform, NULL, NULL);
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    size_t least = 1, most = 1;
    double times[101];

    for (size_t n = 1; n <= 100; n++) {
        times[n] = (double)sl_instance_sizeof(c, n) /
                   (double)sl_slotted_sizeof(platform, n);
        if (times[n] > times[most])
            most = n;
        if (times[n] < times[least])
            least = n;
    }
    printf("%s\tmost at %zu: %.2f times\tleast at %zu: %.2f times\n", name, most,
           times[most], least, times[least]);
    sl_decref(&c->object);
    sl_interp_free(py);
}

int
main(void)
{
    find_extremes("LP64", &sl_python27_lp64);
    find_extremes("ILP32", &sl_python27_ilp32);
    return 0;
}
