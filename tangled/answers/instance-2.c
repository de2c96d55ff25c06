/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* instance-2: the dictionary of a tuple's subclass.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 instance-2.c -o instance-2
   It prints what tests/answers/instance-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
try_length(struct sl_type *c, size_t length, struct sl_object *name)
{
    struct sl_object *o = sl_instance_new(c, length, NULL);
    size_t word = (size_t)((char *)sl_dict_pointer(o) - (char *)o) / sizeof(void *);

    sl_setattr(o, name, name, NULL);
    printf("%zu items\tword %zu\t%s\n", length, word,
           word == 3 + length && sl_hasattr(o, name) ? "as computed" : "wrong");
    sl_decref(o);
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_TUPLE), NULL);
    struct sl_object *name = sl_str_interned(py, "colour", NULL);

    for (size_t length = 0; length <= 10; length++)
        try_length(c, length, name);
    sl_decref(name);
    sl_decref(&c->object);
    sl_interp_free(py);
    return 0;
}
