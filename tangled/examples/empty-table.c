/* Generated from chapters/06-empty.nw by make tangle: do not edit. MIT licence. */
/* empty-table: what `__slots__ = ()` saves under ten types of CPython 2.7.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 empty-table.c -o empty-table
   It prints what tests/examples/empty-table.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* The values: (1, 2, 3), 'abc', and so on: LENGTH items where there are any. */
static const struct row {
    enum sl_builtin base;
    size_t length;
} rows[] = {

    {SL_OBJECT, 0}, {SL_INT, 0},  {SL_FLOAT, 0}, {SL_STR, 3}, {SL_UNICODE, 3},
    {SL_TUPLE, 3},  {SL_LIST, 0}, {SL_DICT, 0},  {SL_SET, 0}, {SL_EXCEPTION, 0},
};

static int
print_row(struct sl_type *base, size_t length)
{
    struct sl_type *empty =
        sl_slotted_new(base->interp, "Empty", base, NULL, 0, NULL);
    struct sl_type *plain = sl_class_new(base->interp, "Plain", base, NULL);
    int made = empty != NULL && plain != NULL;

    if (made)
        printf("%s\t%zu\t%zu\t%zu\t%zu\n", base->name, sl_getsizeof(base, length),
               sl_getsizeof(empty, length), sl_getsizeof(plain, length),
               sl_getsizeof(plain, length) +
                   sl_dict_sizeof(base->interp->platform, 1));
    if (empty != NULL)
        sl_decref(&empty->object);
    if (plain != NULL)
        sl_decref(&plain->object);
    return made ? 0 : -1;
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    int failed = 0;

    if (py == NULL)
        return 1;
    printf("derived from\titself\tempty slots\tno slots\twith an attribute\n");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (print_row(sl_builtin(py, rows[i].base), rows[i].length) < 0)
            failed = 1;
    sl_interp_free(py);
    return failed;
}
