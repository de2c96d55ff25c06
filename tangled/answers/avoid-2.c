/* Generated from chapters/81-answers.nw by make tangle: do not edit. MIT licence. */
/* avoid-2: what four classes waste.
   An answer from Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 avoid-2.c -o avoid-2
   It prints what tests/answers/avoid-2.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
say(const struct sl_type *type)
{
    static const char *const words[] = {
        [SL_WASTE_UNSLOTTED_BASE] = "comes all the same, by way of",
        [SL_WASTE_DUPLICATE] = "is listed once more in",
        [SL_WASTE_SHADOWED] = "is hidden by a class variable of",
        [SL_WASTE_REPEATED] = "is there already, in"};
    struct sl_waste list[4];
    size_t count = sl_waste_find(type, list, 4);

    for (size_t i = 0; i < count; i++)
        printf("%s: %s %s %s\n", type->name, list[i].name, words[list[i].kind],
               list[i].type->name);
}

static struct sl_type *
make(const char *name, struct sl_type *base, const char *a, const char *b,
     const char *variable)
{
    struct sl_interp *py = base->interp;
    const char *const texts[] = {a, b, "__slots__", variable};
    struct sl_object *o[4], *tuple;
    struct sl_dict *names = sl_dict_new(py, NULL);
    struct sl_type *type;

    for (int i = 0; i < 4; i++)
        o[i] = sl_str_interned(py, texts[i], NULL);
    tuple = sl_tuple_new(py, o, 2, NULL);
    sl_dict_set(names, o[2], tuple, NULL);
    sl_dict_set(names, o[3], sl_none(py), NULL);
    type = sl_type_new(py, name, &base, 1, names, NULL);
    for (int i = 0; i < 4; i++)
        sl_decref(o[i]);
    sl_decref(tuple);
    sl_decref(&names->object);
    return type;
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_lp64, NULL, NULL);
    struct sl_type *shape =
        sl_class_new(py, "Shape", sl_builtin(py, SL_OBJECT), NULL);
    struct sl_type *square = make("Square", shape, "side", "side", "area");
    struct sl_type *cube = make("Cube", square, "side", "colour", "colour");
    struct sl_type *failure =
        sl_slotted_new(py, "Failure", sl_builtin(py, SL_EXCEPTION), NULL, 0, NULL);
    struct sl_type *all[] = {shape, square, cube, failure};

    for (int i = 0; i < 4; i++)
        say(all[i]);
    for (int i = 0; i < 4; i++)
        sl_decref(&all[i]->object);
    return sl_interp_free(py) == 0 ? 0 : 1;
}
