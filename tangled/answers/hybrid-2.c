/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* hybrid-2: from how many rare attributes on a hybrid is smaller.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 hybrid-2.c -o hybrid-2
   It prints what tests/answers/hybrid-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
compare(const char *machine, const struct sl_platform *platform)
{
    struct sl_interp *py = sl_interp_new(platform, NULL, NULL);
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_way all = {object, true, 2, false, false};
    struct sl_way hybrid = {object, true, 2, true, false};
    struct sl_cost a = {0, 0}, b = {0, 0};
    size_t rare = 0;

    sl_cost_of(&hybrid, 1, &b, NULL);
    do {
        all.slots = 2 + ++rare;
        sl_cost_of(&all, 0, &a, NULL);
    } while (a.instance <= b.instance + b.dict);
    printf("%s\t%zu rare attributes\n", machine, rare);
    sl_interp_free(py);
}

int
main(void)
{
    compare("LP64", &sl_python27_lp64);
    compare("ILP32", &sl_python27_ilp32);
    return 0;
}
