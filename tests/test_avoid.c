/* Bases, class assignment, and slots that save nothing. */
#include "avoid_tests.h"
#include "cpython_tests.h"
#include "living.h"
#include "suites.h"

#include <string.h>

enum { MOST_SLOTS = 8 };

/* A tuple of the names between the commas of LIST. */
static struct sl_object *
names_of(struct sl_interp *py, const char *list)
{
    struct sl_object *items[MOST_SLOTS], *tuple = NULL;
    size_t count = 0;
    bool good = true;

    while (good && *list != '\0' && strcmp(list, "()") != 0) {
        size_t length = strcspn(list, ",");

        CU_ASSERT_FATAL(count < MOST_SLOTS);
        items[count] = str_key(py, "%.*s", (int)length, list);
        good = items[count] != NULL;
        count += good ? 1 : 0;
        list += length + (list[length] == ',' ? 1 : 0);
    }
    if (good)
        tuple = sl_tuple_new(py, items, count, NULL);
    while (count > 0)
        sl_decref(items[--count]);
    return tuple;
}

/* d[KEY] = VALUE, whose reference it takes. */
static bool
put(struct sl_dict *d, const char *key, struct sl_object *value)
{
    struct sl_object *name = str_key(d->object.type->interp, "%s", key);
    bool good =
        name != NULL && value != NULL && sl_dict_set(d, name, value, NULL) == 0;

    sl_decref(name);
    sl_decref(value);
    return good;
}

struct sl_type *
class_of(struct sl_interp *py, const char *name, struct sl_type *const *bases,
         size_t count, const char *slots, const char *variable,
         struct sl_error *error)
{
    struct sl_dict *names = sl_dict_new(py, NULL);
    struct sl_type *type = NULL;
    bool good = names != NULL;

    if (good && strcmp(slots, "-") != 0)
        good = put(names, "__slots__", names_of(py, slots));
    if (good && variable != NULL)
        good = put(names, variable, sl_incref(sl_none(py)));
    if (good)
        type = sl_type_new(py, name, bases, count, names, error);
    else
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    release_dict(names);
    return type;
}

CU_ErrorCode
add_avoid_suite(void)
{
    CU_pSuite suite = CU_add_suite("avoid", NULL, NULL);

    if (suite != NULL && add_avoid_bases_tests(suite) &&
        add_avoid_waste_tests(suite) && add_avoid_assign_tests(suite) &&
        add_cpython_avoid_tests(suite))
        return CUE_SUCCESS;
    return CU_get_error();
}
