/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* dict-1: literals against insertions.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 dict-1.c -o dict-1
   It prints what tests/answers/dict-1.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static size_t
filled_size(struct sl_interp *py, struct sl_dict *d, long keys)
{
    size_t size;

    for (long i = 0; i < keys; i++) {
        struct sl_object *key = sl_int_new(py, i, NULL);

        sl_dict_set(d, key, key, NULL);
        sl_decref(key);
    }
    size = sl_dict_getsizeof(d, &sl_python27_lp64);
    sl_decref(&d->object);
    return size;
}

/* Below nought if the literal of so many KEYS is smaller, above if it is larger. */
static int
compare(struct sl_interp *py, long keys)
{
    struct sl_dict *sized = sl_dict_new_presized(py, (size_t)keys, NULL);
    size_t literal = filled_size(py, sized, keys);
    size_t inserts = filled_size(py, sl_dict_new(py, NULL), keys);

    return (literal > inserts) - (literal < inserts);
}

int
main(void)
{
    static const char *const words[] = {"smaller", "equal", "larger"};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    int before = 2;

    printf("keys\tthe literal is\n");
    for (long n = 0; n <= 100; n++) {
        int order = compare(py, n);

        if (order != before)
            printf("%ld\t%s\n", n, words[order + 1]);
        before = order;
    }
    sl_interp_free(py);
    return 0;
}
