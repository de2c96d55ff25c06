/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* dict-3: how many places a search visits.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 dict-3.c -o dict-3
   It prints what tests/answers/dict-3.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static size_t
probes(const struct sl_dict *d, const struct sl_dict_entry *sought)
{
    size_t step = (size_t)sought->hash, perturb = step, count = 1;

    while (&d->table[step & d->mask] != sought) {
        step = step * 5 + perturb + 1;
        perturb >>= 5;
        count++;
    }
    return count;
}

static void
print_average(const struct sl_dict *d)
{
    size_t sum = 0;

    for (size_t i = 0; i <= d->mask; i++)
        if (d->table[i].value != NULL)
            sum += probes(d, &d->table[i]);
    printf("%zu\t%zu\t%.2f\n", d->used, d->mask + 1, (double)sum / (double)d->used);
}

static void
add_name(struct sl_dict *d, int i)
{
    size_t places = d->mask + 1;
    char text[16];
    struct sl_object *name;

    snprintf(text, sizeof text, "a%d", i);
    name = sl_str_interned(d->object.type->interp, text, NULL);
    if (sl_dict_places(d->used + 1) != places)
        print_average(d);
    sl_dict_set(d, name, name, NULL);
    if (d->mask + 1 != places)
        print_average(d);
    sl_decref(name);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_dict *d = sl_dict_new(py, NULL);

    printf("keys\tplaces\tprobes\n");
    for (int i = 0; i < 1366; i++)
        add_name(d, i);
    sl_decref(&d->object);
    sl_interp_free(py);
    return 0;
}
