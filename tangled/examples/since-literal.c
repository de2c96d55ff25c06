/* Generated from chapters/11-since.nw by make tangle: do not edit. MIT licence. */
/* since-literal: a dictionary made in one go, and key by key, in CPython 2.7.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 since-literal.c -o since-literal
   It prints what tests/examples/since-literal.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <stdlib.h>

/* A dictionary of so many int KEYS, filled one by one. */
static size_t
filled(struct sl_dict *d, long keys)
{
    const struct sl_platform *platform = d->object.type->interp->platform;
    size_t bytes;

    for (long i = 0; i < keys; i++) {
        struct sl_object *key = sl_int_new(d->object.type->interp, i, NULL);

        if (key == NULL || sl_dict_set(d, key, key, NULL) < 0)
            exit(1); /* no memory */
        sl_decref(key);
    }
    bytes = sl_dict_getsizeof(d, platform);
    sl_decref(&d->object);
    return bytes;
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);

    if (py == NULL)
        return 1;
    printf("keys\tliteral\tone by one\n");
    for (long n = 5; n <= 12; n++) {
        struct sl_dict *literal = sl_dict_new_presized(py, (size_t)n, NULL);
        struct sl_dict *grown = sl_dict_new(py, NULL);

        if (literal == NULL || grown == NULL)
            return 1;
        printf("%ld\t%zu\t%zu\n", n, filled(literal, n), filled(grown, n));
    }
    return sl_interp_free(py) == 0 ? 0 : 1;
}
