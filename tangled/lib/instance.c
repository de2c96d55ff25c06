/* Generated from chapters/04-instance.nw by make tangle: do not edit. MIT licence. */
#include "instance.h"
#include "builtin.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static void instance_dealloc(struct sl_object *o);

/* Appends to TYPE, so far like its base, what a class without __slots__ adds. */
static void
lay_out_plain(struct sl_type *type)
{
    const struct sl_type *base = type->base;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (base->dictoffset == 0) {
        type->dictoffset =
            base->itemsize > 0 ? -(ptrdiff_t)pointer : (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    if (base->weaklistoffset == 0 && base->itemsize == 0) {
        type->weaklistoffset = (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    type->gc = base->gc || type->basicsize > base->basicsize;
}

/* What getsizeof counts of the fixed part of TYPE, which goes back to ROOT. */
static size_t
count_plain(const struct sl_type *type, const struct sl_type *root)
{
    struct sl_interp *interp = type->interp;
    bool own = root == sl_builtin(interp, SL_STR) ||
               root == sl_builtin(interp, SL_UNICODE);

    return own ? root->basicsize : type->basicsize;
}

/* Bytes of an object of TYPE with LENGTH items, without its head, ready to be
   followed by another pointer. */
static size_t
var_size(const struct sl_type *type, size_t length)
{
    return sl_round_up(type->basicsize + type->itemsize * length,
                       type->interp->platform->abi->pointer.size);
}

size_t
sl_dict_offset(const struct sl_type *type, size_t length)
{
    size_t size = var_size(type, length);

    return type->dictoffset < 0 ? size - (size_t)-type->dictoffset
                                : (size_t)type->dictoffset;
}

/* The built-in type at the root of a class. */
static const struct sl_type *
root_of(const struct sl_type *type)
{
    while (type->dealloc == instance_dealloc)
        type = type->base;
    return type;
}

struct sl_dict **
sl_dict_pointer(struct sl_object *o)
{
    const struct sl_type *type = o->type;
    size_t length =
        type->itemsize > 0 ? (size_t)((struct sl_var_object *)(void *)o)->size : 0;

    if (type->dictoffset == 0 || root_of(type) == type)
        return NULL;
    return (struct sl_dict **)(void *)((char *)o + sl_dict_offset(type, length));
}

static void
fill_with_none(struct sl_tuple *t, size_t length)
{
    t->var.size = (ptrdiff_t)length;
    for (size_t i = 0; i < length; i++)
        t->items[i] = sl_incref(sl_none(t->var.object.type->interp));
}

struct sl_object *
sl_instance_new(struct sl_type *type, size_t length, struct sl_error *error)
{
    const struct sl_type *root = root_of(type);
    bool tuple = root == sl_builtin(type->interp, SL_TUPLE);
    struct sl_object *o = NULL;

    if (type->interp->platform->abi->pointer.size != sizeof(void *))
        sl_fail(error, SL_RUNTIME_ERROR,
                "instances live on this machine's ABI only");
    else if (root == type ||
             (!tuple && root != sl_builtin(type->interp, SL_OBJECT)))
        sl_fail(error, SL_TYPE_ERROR, "cannot create '%.100s' instances",
                type->name);
    else if (tuple &&
             length > (SL_SIZE_LIMIT - type->basicsize) / sizeof(void *) - 1)
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    else
        o = sl_object_new(type, var_size(type, tuple ? length : 0), error);
    if (o != NULL && tuple)
        fill_with_none((struct sl_tuple *)(void *)o, length);
    return o;
}

static void
drop_dict(struct sl_object *o)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    struct sl_dict *d = dict == NULL ? NULL : *dict;

    if (d == NULL)
        return;
    *dict = NULL;
    sl_decref(&d->object);
}

static void
instance_dealloc(struct sl_object *o)
{
    drop_dict(o);
    root_of(o->type)->dealloc(o);
}

static void
instance_clear(struct sl_object *o)
{
    const struct sl_type *root = root_of(o->type);

    drop_dict(o);
    if (root->clear != NULL)
        root->clear(o);
}

struct sl_type *
sl_class_new(struct sl_interp *interp, const char *name, struct sl_type *base,
             struct sl_error *error)
{
    size_t bytes = sizeof(struct sl_type) + strlen(name) + 1;
    struct sl_type *type;

    if (base->final) {
        sl_fail(error, SL_TYPE_ERROR,
                "type '%.100s' is not an acceptable base type", base->name);
        return NULL;
    }
    type = (struct sl_type *)(void *)sl_object_new(sl_builtin(interp, SL_TYPE),
                                                   bytes, error);
    if (type == NULL)
        return NULL;
    type->name = strcpy((char *)(type + 1), name);
    type->base = (struct sl_type *)(void *)sl_incref(&base->object);
    sl_type_like_base(type);
    type->dealloc = instance_dealloc;
    type->clear = instance_clear;
    sl_type_ready(interp, type);
    lay_out_plain(type);
    type->counted = count_plain(type, root_of(type));
    return type;
}

static void
class_dealloc(struct sl_object *o)
{
    sl_decref(&((struct sl_type *)(void *)o)->base->object);
    sl_object_free(o);
}

void
sl_class_behaviour(struct sl_type *type)
{
    type->dealloc = class_dealloc;
}

static int
check_name(struct sl_object *name, struct sl_error *error)
{
    if (name->type == sl_builtin(name->type->interp, SL_STR))
        return 0;
    return sl_fail(error, SL_TYPE_ERROR,
                   "attribute name must be string, not '%.200s'", name->type->name);
}

enum access { READING, SETTING };

static int
no_attribute(struct sl_object *o, enum access access, struct sl_object *name,
             struct sl_error *error)
{
    const char *format = access == READING
                             ? "'%.50s' object has no attribute '%.400s'"
                             : "'%.100s' object has no attribute '%.200s'";

    return sl_fail(error, SL_ATTRIBUTE_ERROR, format, o->type->name,
                   ((struct sl_str *)(void *)name)->data);
}

struct sl_dict *
sl_instance_dict(struct sl_object *o, struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);

    if (dict == NULL) {
        sl_fail(error, SL_ATTRIBUTE_ERROR,
                "'%.50s' object has no attribute '__dict__'", o->type->name);
        return NULL;
    }
    if (*dict == NULL)
        *dict = sl_dict_new(o->type->interp, error);
    return *dict;
}

int
sl_setattr(struct sl_object *o, struct sl_object *name, struct sl_object *value,
           struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o), *d;
    bool unborn = dict != NULL && *dict == NULL;
    int result = -1;

    if (check_name(name, error) < 0)
        return -1;
    if (dict == NULL)
        return no_attribute(o, SETTING, name, error);
    sl_incref(name);
    d = sl_str_intern(&name, error) < 0 ? NULL : sl_instance_dict(o, error);
    if (d != NULL)
        result = sl_dict_set(d, name, value, error);
    if (result < 0 && unborn)
        drop_dict(o);
    sl_decref(name);
    return result;
}

struct sl_object *
sl_getattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    struct sl_object *value = NULL;

    if (check_name(name, error) < 0)
        return NULL;
    if (dict != NULL && *dict != NULL &&
        sl_dict_get(*dict, name, &value, error) < 0)
        return NULL;
    if (value == NULL) {
        no_attribute(o, READING, name, error);
        return NULL;
    }
    return sl_incref(value);
}

bool
sl_hasattr(struct sl_object *o, struct sl_object *name)
{
    struct sl_object *value = sl_getattr(o, name, NULL);

    sl_decref(value);
    return value != NULL;
}

int
sl_delattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    struct sl_error why = {SL_NO_ERROR, ""};

    if (check_name(name, error) < 0)
        return -1;
    if (dict == NULL || *dict == NULL)
        return no_attribute(o, SETTING, name, error);
    if (sl_dict_del(*dict, name, &why) == 0)
        return 0;
    if (why.kind == SL_KEY_ERROR)
        return sl_fail(error, SL_ATTRIBUTE_ERROR, "%s",
                       ((struct sl_str *)(void *)name)->data);
    return sl_fail(error, why.kind, "%s", why.message);
}

size_t
sl_instance_sizeof(const struct sl_type *type, size_t attributes)
{
    size_t size = sl_getsizeof(type, 0);

    assert(attributes == 0 || type->dictoffset != 0);
    if (attributes > 0)
        size += sl_dict_sizeof(type->interp->platform, attributes);
    return size;
}
