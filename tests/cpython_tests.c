#include "cpython_tests.h"

#include <string.h>

bool
has_attr(struct sl_object *o, const char *name)
{
    struct sl_object *key = str_key(o->type->interp, "%s", name);
    bool there = sl_hasattr(o, key);

    sl_decref(key);
    return there;
}

bool
set_attr(struct sl_object *o, const char *name, struct sl_object *value)
{
    struct sl_object *key = str_key(o->type->interp, "%s", name);
    int result = sl_setattr(o, key, value, NULL);

    sl_decref(key);
    return result == 0;
}

bool
set_attr_int(struct sl_object *o, const char *name, long value)
{
    struct sl_object *number = int_key(o->type->interp, value);
    bool good = set_attr(o, name, number);

    sl_decref(number);
    return good;
}

bool
del_attr(struct sl_object *o, const char *name)
{
    struct sl_object *key = str_key(o->type->interp, "%s", name);
    int result = sl_delattr(o, key, NULL);

    sl_decref(key);
    return result == 0;
}

struct sl_object *
attr(struct sl_object *o, const char *name)
{
    struct sl_object *key = str_key(o->type->interp, "%s", name);
    struct sl_object *value = sl_getattr(o, key, NULL);

    sl_decref(key);
    sl_decref(value);
    return value;
}

bool
attr_is(struct sl_object *o, const char *name, long value)
{
    struct sl_object *found = attr(o, name);

    return found != NULL && found->type == sl_builtin(o->type->interp, SL_INT) &&
           ((struct sl_int *)(void *)found)->value == value;
}

struct sl_type *
class_with(struct sl_interp *py, const char *name, struct sl_type *const *bases,
           size_t count, struct sl_object *slots, struct sl_error *error)
{
    struct sl_dict *names = sl_dict_new(py, NULL);
    struct sl_object *key = str_key(py, "__slots__");
    struct sl_type *type;

    if (slots != NULL)
        CU_ASSERT_EQUAL_FATAL(sl_dict_set(names, key, slots, NULL), 0);
    sl_decref(key);
    sl_decref(slots);
    type = sl_type_new(py, name, bases, count, names, error);
    release_dict(names);
    return type;
}

struct sl_object *
only_instance(struct sl_type *type)
{
    struct sl_object *o;

    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    o = sl_instance_new(type, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    sl_decref(&type->object);
    return o;
}

struct sl_object *
strs(struct sl_interp *py, const char *const *texts, size_t count)
{
    struct sl_object *items[8], *t;

    CU_ASSERT_FATAL(count <= 8);
    for (size_t i = 0; i < count; i++)
        items[i] = str_key(py, "%s", texts[i]);
    t = sl_tuple_new(py, items, count, NULL);
    for (size_t i = 0; i < count; i++)
        sl_decref(items[i]);
    return t;
}
