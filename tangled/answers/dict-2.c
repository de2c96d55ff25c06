/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* dict-2: a queue of ten in a dictionary.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 dict-2.c -o dict-2
   It prints what tests/answers/dict-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static size_t operations, last;

static void
step(const struct sl_dict *d)
{
    size_t size = sl_dict_getsizeof(d, &sl_python27_lp64);

    operations++;
    if (size != last)
        printf("%zu\t%zu\t%zu\n", operations, d->used, size);
    last = size;
}

static void
turn(struct sl_dict *d, long i)
{
    struct sl_interp *py = d->object.type->interp;
    struct sl_object *newest = sl_int_new(py, i, NULL);
    struct sl_object *oldest = sl_int_new(py, i - 10, NULL);

    sl_dict_set(d, newest, newest, NULL);
    step(d);
    if (sl_dict_del(d, oldest, NULL) == 0)
        step(d);
    sl_decref(newest);
    sl_decref(oldest);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_dict *d = sl_dict_new(py, NULL);

    printf("operation\tkeys\tbytes\n");
    for (long i = 0; operations < 200; i++)
        turn(d, i);
    sl_decref(&d->object);
    sl_interp_free(py);
    return 0;
}
