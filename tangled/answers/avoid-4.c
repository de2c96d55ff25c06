/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* avoid-4: how many instances must live before slots save a megabyte.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 avoid-4.c -o avoid-4
   It prints what tests/answers/avoid-4.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* What slots save for an instance with N attributes instead of a PLAIN one. */
static void
compare(const struct sl_type *plain, const char *const *slots, size_t n)
{
    struct sl_type *slotted =
        sl_slotted_new(plain->interp, "S", plain->base, slots, n, NULL);
    size_t saved = sl_instance_sizeof(plain, n) - sl_getsizeof(slotted, 0);

    printf("%zu\t%zu\t%zu\n", n, saved, ((1 << 20) + saved - 1) / saved);
    sl_decref(&slotted->object);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_type *plain = sl_class_new(py, "P", sl_builtin(py, SL_OBJECT), NULL);
    const char *slots[30];
    char names[30][8];

    printf("attributes\tbytes saved\tinstances\n");
    for (size_t n = 1; n <= 30; n++) {
        snprintf(names[n - 1], sizeof names[0], "a%zu", n);
        slots[n - 1] = names[n - 1];
        if (n == 1 || n == 30 || sl_dict_places(n - 1) < sl_dict_places(n + 1))
            compare(plain, slots, n);
    }
    sl_decref(&plain->object);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
