/* Generated from chapters/89-types-since.nw by make tangle: do not edit. MIT licence. */
/* types-since: instances of five classes in every version of CPython.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 types-since.c -o types-since
   It prints what tests/examples/types-since.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <string.h>

/* What getsizeof says of an instance of a class with these slots; NULL: none. */
static size_t
size_with(struct sl_interp *py, const char *const *slots, size_t count)
{
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_type *c = slots == NULL
                            ? sl_class_new(py, "C", object, NULL)
                            : sl_slotted_new(py, "C", object, slots, count, NULL);
    size_t size = c == NULL ? 0 : sl_getsizeof(c, 0);

    if (c != NULL)
        sl_decref(&c->object);
    return size;
}

/* The offset of the word NAME in an instance of a plain class. */
static ptrdiff_t
place_of_word(struct sl_interp *py, const char *name)
{
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    struct sl_region regions[16];
    size_t count = c == NULL ? 0 : sl_layout(c, 0, regions, 16);
    ptrdiff_t place = 0;

    for (size_t i = 0; i < count; i++)
        if (strcmp(regions[i].name, name) == 0)
            place = regions[i].offset;
    if (c != NULL)
        sl_decref(&c->object);
    return place;
}

static int
print_line(const struct sl_platform *platform)
{
    static const char *const slots[] = {"a", "__dict__"}, *const weak[] = {
                                                              "a", "__weakref__"};
    struct sl_interp *py = sl_interp_new(platform, NULL, NULL);

    if (py == NULL)
        return -1;
    printf("%s\t%zu\t%zu\t%zu\t%zu\t%zu\t%td\t%td\n", platform->version,
           size_with(py, NULL, 0), size_with(py, slots, 0), size_with(py, slots, 1),
           size_with(py, slots, 2), size_with(py, weak, 2),
           place_of_word(py, "__dict__"), place_of_word(py, "__weakref__"));
    return sl_interp_free(py) == 0 ? 0 : -1;
}

int
main(void)
{
    int result = 0;

    printf("CPython\tplain\tempty slots\ta slot\tand __dict__\tand __weakref__\t"
           "__dict__ at\t__weakref__ at\n");
    for (size_t i = 0; sl_platforms[i] != NULL && result == 0; i++)
        if (sl_platforms[i]->abi == &sl_lp64)
            result = print_line(sl_platforms[i]);
    return result == 0 ? 0 : 1;
}
