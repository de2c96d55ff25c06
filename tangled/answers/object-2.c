/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* object-2: the size of long powers of two.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 object-2.c -o object-2
   It prints what tests/answers/object-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static size_t
power_of_two(const struct sl_platform *platform, size_t power)
{
    struct sl_interp *py = sl_interp_new(platform, NULL, NULL);
    const struct sl_type *type = sl_builtin(py, SL_LONG);
    size_t bits = type->itemsize == 4 ? 30 : 15;
    size_t size = sl_getsizeof(type, (power + 1 + bits - 1) / bits);

    sl_interp_free(py);
    return size;
}

int
main(void)
{
    static const size_t powers[] = {0, 15, 30, 45, 60, 75, 90, 100};

    printf("power\tLP64\tILP32\n");
    for (size_t i = 0; i < sizeof powers / sizeof powers[0]; i++)
        printf("2**%zu\t%zu\t%zu\n", powers[i],
               power_of_two(&sl_python27_lp64, powers[i]),
               power_of_two(&sl_python27_ilp32, powers[i]));
    return 0;
}
