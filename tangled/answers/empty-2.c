/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* empty-2: three classes under tuple, each with the line or without it.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 empty-2.c -o empty-2
   It prints what tests/answers/empty-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* WAY has a bit for each class: set if it says __slots__ = (). */
static void
try_way(struct sl_type *base, unsigned way)
{
    struct sl_type *line[4] = {base};

    for (int i = 0; i < 3; i++) {
        bool empty = (way >> (2 - i) & 1) != 0;

        line[i + 1] =
            empty ? sl_slotted_new(base->interp, "C", line[i], NULL, 0, NULL)
                  : sl_class_new(base->interp, "C", line[i], NULL);
        printf("%s\t", empty ? "()" : "pass");
    }
    printf("%zu\n", sl_getsizeof(line[3], 3));
    for (int i = 3; i > 0; i--)
        sl_decref(&line[i]->object);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);

    printf("first\tsecond\tthird\tbytes\n");
    for (unsigned way = 0; way < 8; way++)
        try_way(sl_builtin(py, SL_TUPLE), way);
    sl_interp_free(py);
    return 0;
}
