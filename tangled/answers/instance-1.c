/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* instance-1: bytes per attribute.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 instance-1.c -o instance-1
   It prints what tests/answers/instance-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    size_t least = 1, most = 1;

    for (size_t n = 1; n <= 100; n++) {
        double each = (double)sl_instance_sizeof(c, n) / (double)n;

        if (each < (double)sl_instance_sizeof(c, least) / (double)least)
            least = n;
        if (each > (double)sl_instance_sizeof(c, most) / (double)most)
            most = n;
    }
    printf("\tattributes\tbytes each\nleast\t%zu\t%.1f\nmost\t%zu\t%.1f\n", least,
           (double)sl_instance_sizeof(c, least) / (double)least, most,
           (double)sl_instance_sizeof(c, most) / (double)most);
    sl_decref(&c->object);
    sl_interp_free(py);
    return 0;
}
