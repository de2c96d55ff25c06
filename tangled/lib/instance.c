/* Generated from chapters/04-instance.nw by make tangle: do not edit. MIT licence. */
#include "instance.h"
#include "bases.h"
#include "builtin.h"
#include "fixed.h"
#include "type.h"
#include "types-since.h"
#include "weakref.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

const struct sl_type *
sl_root_of(const struct sl_type *type)
{
    while (type->made != NULL)
        type = type->base;
    return type;
}

/* What getsizeof counts of the fixed part of TYPE, which goes back to ROOT. */
static size_t
counted_size(const struct sl_type *type, const struct sl_type *root)
{
    struct sl_interp *interp = type->interp;
    bool own = root == sl_builtin(interp, SL_STR) ||
               root == sl_builtin(interp, SL_UNICODE) ||
               (root == sl_builtin(interp, SL_INT) && root->itemsize > 0);

    return own ? root->basicsize : type->basicsize;
}

void
sl_lay_out(struct sl_type *type, size_t slots, bool dict, bool weakrefs)
{
    size_t pointer = type->interp->platform->abi->pointer.size;
    unsigned char front = sl_front_of(type, dict, weakrefs);

    type->basicsize += slots * pointer;
    if (dict && !(front & SL_DICT_IN_FRONT)) {
        type->dictoffset =
            type->itemsize > 0 ? -(ptrdiff_t)pointer : (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    if (weakrefs && !(front & SL_WEAKREFS_IN_FRONT)) {
        type->weaklistoffset = (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    sl_lay_out_front(type, front);
    type->gc = sl_class_has_head(type, slots > 0 || dict || weakrefs);
    type->counted = counted_size(type, sl_root_of(type));
}

bool
sl_may_add_dict(const struct sl_type *base)
{
    return base->dictoffset == 0;
}

bool
sl_may_add_weakrefs(const struct sl_type *base)
{
    return base->weaklistoffset == 0 && base->itemsize == 0;
}

size_t
sl_var_size(const struct sl_type *type, size_t length)
{
    return sl_round_up(type->basicsize + type->itemsize * length,
                       type->interp->platform->abi->pointer.size);
}

size_t
sl_dict_offset(const struct sl_type *type, size_t length)
{
    ptrdiff_t size = (ptrdiff_t)sl_var_size(type, length);
    ptrdiff_t offset = type->dictoffset;

    return (size_t)(offset < 0 ? size + offset : offset);
}

struct sl_dict **
sl_dict_pointer(struct sl_object *o)
{
    const struct sl_type *type = o->type;
    size_t offset;

    if (type->dictoffset == 0 || sl_root_of(type) == type)
        return NULL;
    if (type->front & SL_DICT_IN_FRONT)
        return (struct sl_dict **)sl_front_word(o, SL_DICT_IN_FRONT);
    offset = sl_dict_offset(type, sl_length_of(o));
    if (type->dictoffset > 0)
        offset += sl_displacement(o);
    return (struct sl_dict **)(void *)((char *)o + offset);
}

static void
fill_with_none(struct sl_tuple *t, size_t length)
{
    t->var.size = (ptrdiff_t)length;
    for (size_t i = 0; i < length; i++)
        t->items[i] = sl_incref(sl_none(t->var.object.type->interp));
}

static bool
can_be_blank(const struct sl_type *root)
{
    struct sl_interp *interp = root->interp;

    return root == sl_builtin(interp, SL_OBJECT) ||
           sl_is_subtype(root, sl_builtin(interp, SL_BASE_EXCEPTION));
}

struct sl_object *
sl_instance_new(struct sl_type *type, size_t length, struct sl_error *error)
{
    const struct sl_type *root = sl_root_of(type);
    bool tuple = root == sl_builtin(type->interp, SL_TUPLE);
    struct sl_object *o = NULL;

    if (type->interp->platform->abi->pointer.size != sizeof(void *))
        sl_fail(error, SL_RUNTIME_ERROR,
                "instances live on this machine's ABI only");
    else if (root == type || (!tuple && !can_be_blank(root)))
        sl_fail(error, SL_TYPE_ERROR, "cannot create '%.100s' instances",
                type->name);
    else if (tuple &&
             length > (SL_SIZE_LIMIT - type->basicsize) / sizeof(void *) - 1)
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    else
        o = sl_object_new(type, sl_var_size(type, tuple ? length : 0), error);
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
    sl_weakrefs_clear(o);
    sl_slots_clear(o);
    drop_dict(o);
    sl_root_of(o->type)->dealloc(o);
}

static void
instance_clear(struct sl_object *o)
{
    const struct sl_type *root = sl_root_of(o->type);

    sl_slots_clear(o);
    drop_dict(o);
    if (root->clear != NULL)
        root->clear(o);
}

void
sl_instance_behaviour(struct sl_type *type)
{
    type->dealloc = instance_dealloc;
    type->clear = instance_clear;
}

struct sl_type *
sl_class_new(struct sl_interp *interp, const char *name, struct sl_type *base,
             struct sl_error *error)
{
    return sl_type_new(interp, name, &base, 1, NULL, error);
}

static int
check_name(struct sl_object *name, struct sl_error *error)
{
    if (name->type == sl_builtin(name->type->interp, SL_STR))
        return 0;
    return sl_fail(error, SL_TYPE_ERROR,
                   "attribute name must be string, not '%.200s'", name->type->name);
}

enum access { READING, SETTING, SHARED, UNBORN, DELETING };

static int
no_attribute(struct sl_object *o, enum access access, struct sl_object *name,
             struct sl_error *error)
{
    const struct sl_wording *words = sl_wording_of(o);
    const char *const formats[] = {
        "'%.50s' object has no attribute '%.400s'",
        words->setting,
        "'%.50s' object attribute '%.400s' is read-only",
        words->unborn,
        words->deleting,
    };
    const char *text = ((struct sl_str *)(void *)name)->data;

    if (formats[access] == NULL)
        return sl_fail(error, SL_ATTRIBUTE_ERROR, "%s", text);
    return sl_fail(error, SL_ATTRIBUTE_ERROR, formats[access], o->type->name, text);
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

/* What the class of O has under NAME, with a new reference; NULL: nothing. */
static struct sl_object *
class_attribute(struct sl_object *o, struct sl_object *name)
{
    struct sl_object *d = sl_type_lookup(o->type, name);

    return d == NULL ? NULL : sl_incref(d);
}

static int
set_in_dict(struct sl_object *o, struct sl_object *name, struct sl_object *value,
            struct sl_error *error)
{
    bool unborn = *sl_dict_pointer(o) == NULL;
    struct sl_dict *d;
    int result = -1;

    sl_incref(name);
    d = sl_str_intern(&name, error) < 0 ? NULL : sl_instance_dict(o, error);
    if (d != NULL)
        result = sl_dict_set(d, name, value, error);
    if (result < 0 && unborn)
        drop_dict(o);
    sl_decref(name);
    return result;
}

static int
delete_in_dict(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_error why = {SL_NO_ERROR, ""};
    struct sl_dict *d = *sl_dict_pointer(o);

    if (d == NULL)
        return no_attribute(o, UNBORN, name, error);
    if (sl_dict_del(d, name, &why) == 0)
        return 0;
    if (why.kind == SL_KEY_ERROR)
        return no_attribute(o, DELETING, name, error);
    return sl_fail(error, why.kind, "%s", why.message);
}

static int
assign(struct sl_object *o, struct sl_object *name, struct sl_object *value,
       struct sl_error *error)
{
    struct sl_object *d;
    int result;

    if (check_name(name, error) < 0)
        return -1;
    if (o->type == sl_builtin(o->type->interp, SL_TYPE))
        return sl_type_setattr((struct sl_type *)(void *)o, name, value, error);
    d = class_attribute(o, name);
    if (d != NULL && d->type->set != NULL)
        result = d->type->set(d, o, value, error);
    else if (sl_dict_pointer(o) != NULL && value != NULL)
        result = set_in_dict(o, name, value, error);
    else if (sl_dict_pointer(o) != NULL)
        result = delete_in_dict(o, name, error);
    else
        result = no_attribute(o, d != NULL ? SHARED : SETTING, name, error);
    sl_decref(d);
    return result;
}

int
sl_setattr(struct sl_object *o, struct sl_object *name, struct sl_object *value,
           struct sl_error *error)
{
    assert(value != NULL);
    return assign(o, name, value, error);
}

int
sl_delattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    return assign(o, name, NULL, error);
}

/* What the dictionary of O has under NAME: 1 with a new reference in *VALUE, 0 if
   nothing, -1 with ERROR set. */
static int
get_in_dict(struct sl_object *o, struct sl_object *name, struct sl_object **value,
            struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    int found =
        dict == NULL || *dict == NULL ? 0 : sl_dict_get(*dict, name, value, error);

    if (found > 0)
        sl_incref(*value);
    return found;
}

struct sl_object *
sl_getattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_object *d, *value = NULL;
    int found = 0;

    if (check_name(name, error) < 0)
        return NULL;
    if (o->type == sl_builtin(o->type->interp, SL_TYPE))
        return sl_type_getattr((struct sl_type *)(void *)o, name, error);
    d = class_attribute(o, name);
    if (d == NULL || d->type->set == NULL)
        found = get_in_dict(o, name, &value, error);
    if (found == 0 && d != NULL)
        value = d->type->get != NULL ? d->type->get(d, o, error) : sl_incref(d);
    else if (found == 0)
        no_attribute(o, READING, name, error);
    sl_decref(d);
    return value;
}

bool
sl_hasattr(struct sl_object *o, struct sl_object *name)
{
    struct sl_object *value = sl_getattr(o, name, NULL);

    sl_decref(value);
    return value != NULL;
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
