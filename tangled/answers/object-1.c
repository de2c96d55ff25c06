/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* object-1: what a list weighs while it grows by append.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 object-1.c -o object-1
   It prints what tests/answers/object-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    const struct sl_type *list = sl_builtin(py, SL_LIST);
    size_t room = 0;

    printf("items\tbytes\n0\t%zu\n", sl_getsizeof(list, room));
    for (size_t n = 1; n <= 100; n++)
        if (n > room) {
            room = n + n / 8 + (n < 9 ? 3 : 6);
            printf("%zu\t%zu\n", n, sl_getsizeof(list, room));
        }
    sl_interp_free(py);
    return 0;
}
