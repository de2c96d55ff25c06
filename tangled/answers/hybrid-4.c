/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* hybrid-4: when a class without slots is smaller than a hybrid.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 hybrid-4.c -o hybrid-4
   It prints what tests/answers/hybrid-4.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
compare(const char *machine, const struct sl_platform *platform, size_t known)
{
    struct sl_interp *py = sl_interp_new(platform, NULL, NULL);
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_way plain = {object, false, 0, false, false};
    struct sl_way hybrid = {object, true, known, true, false};
    struct sl_cost with[2], without[2];
    size_t n = 0, a, b;

    for (size_t others = 0; others < 2; others++) {
        sl_cost_of(&plain, known + others, &without[others], NULL);
        sl_cost_of(&hybrid, others, &with[others], NULL);
    }
    do {
        a = (100 - n) * (without[0].instance + without[0].dict) +
            n * (without[1].instance + without[1].dict);
        b = (100 - n) * with[0].instance + n * (with[1].instance + with[1].dict);
    } while (a >= b && ++n <= 100);
    if (n <= 100)
        printf("%s\t%zu known\tfrom %zu in a hundred on\n", machine, known, n);
    else
        printf("%s\t%zu known\tnever\n", machine, known);
    sl_interp_free(py);
}

int
main(void)
{
    for (size_t known = 4; known <= 6; known += 2) {
        compare("LP64", &sl_python27_lp64, known);
        compare("ILP32", &sl_python27_ilp32, known);
    }
    return 0;
}
