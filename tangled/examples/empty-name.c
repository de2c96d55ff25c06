/* Generated from chapters/06-empty.nw by make tangle: do not edit. MIT licence. */
/* empty-name: instances of two classes derived from str.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 empty-name.c -o empty-name
   It prints what tests/examples/empty-name.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static int
try_name(struct sl_dict *d, struct sl_type *type, struct sl_object *text)
{
    struct sl_object *o = sl_instance_from(type, text, NULL), *found = NULL;
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_dict **dict;

    if (o == NULL || sl_dict_get(d, o, &found, NULL) < 0) {
        sl_decref(o);
        return -1;
    }
    dict = sl_dict_pointer(o);
    printf("%s('colour')\n", type->name);
    printf("  equal to 'colour':  %s\n",
           sl_equal(o, text, NULL) == 1 ? "yes" : "no");
    printf("  finds its entry:    %s\n", found != NULL ? "yes" : "no");
    printf("  takes an attribute: %s\n",
           sl_setattr(o, text, text, &error) == 0 ? "yes" : error.message);
    printf("  its dictionary:     %zu bytes\n",
           dict == NULL ? 0 : sl_dict_getsizeof(*dict, &sl_python27_lp64));
    sl_decref(o);
    return 0;
}

static int
try_both(struct sl_interp *py, struct sl_object *text, struct sl_dict *d)
{
    struct sl_type *str = sl_builtin(py, SL_STR);
    struct sl_type *name = sl_slotted_new(py, "Name", str, NULL, 0, NULL);
    struct sl_type *loose = sl_class_new(py, "Loose", str, NULL);
    int failed = name == NULL || loose == NULL ||
                 sl_dict_set(d, text, sl_none(py), NULL) < 0 ||
                 try_name(d, name, text) < 0 || try_name(d, loose, text) < 0;

    if (name != NULL)
        sl_decref(&name->object);
    if (loose != NULL)
        sl_decref(&loose->object);
    return failed;
}

int
main(void)
{
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_object *text = py == NULL ? NULL : sl_str_new(py, "colour", 6, NULL);
    struct sl_dict *d = text == NULL ? NULL : sl_dict_new(py, NULL);
    int failed = d == NULL || try_both(py, text, d);

    if (d != NULL)
        sl_decref(&d->object);
    sl_decref(text);
    return py == NULL || sl_interp_free(py) != 0 || failed;
}
