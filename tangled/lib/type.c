/* Generated from chapters/05-type.nw by make tangle: do not edit. MIT licence. */
#include "type.h"
#include "bases.h"
#include "builtin.h"
#include "descr.h"
#include "fixed.h"
#include "hybrid.h"
#include "instance.h"
#include "types-since.h"
#include "weakref.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a class is going to add to its base. */
struct plan {
    struct sl_interp *interp;
    const char *name; /* of the class */
    const struct sl_type *base;
    bool slotted;             /* the body has __slots__ */
    bool dict, weakrefs;      /* whether these words are added */
    struct sl_object **names; /* of slots: owned references */
    size_t count;             /* of names */
};

/* How many names SLOTS holds; SIZE_MAX if it is nothing that holds names. */
static size_t
count_names(const struct sl_object *slots)
{
    if (sl_is_a(slots, SL_STR) || sl_is_a(slots, SL_UNICODE))
        return 1;
    if (sl_is_a(slots, SL_TUPLE) || sl_is_a(slots, SL_BYTES))
        return (size_t)((const struct sl_var_object *)(const void *)slots)->size;
    if (sl_is_a(slots, SL_DICT))
        return ((const struct sl_dict *)(const void *)slots)->used;
    return SIZE_MAX;
}

/* Puts the names in SLOTS, COUNT of them, into PLAN, which has room for them
   and holds none yet. */
static void
collect(struct plan *plan, struct sl_object *slots, size_t count)
{
    size_t place = 0;
    struct sl_object *name = slots;

    for (; plan->count < count; plan->count++) {
        if (sl_is_a(slots, SL_TUPLE))
            name = ((struct sl_tuple *)(void *)slots)->items[plan->count];
        else if (sl_is_a(slots, SL_DICT))
            sl_dict_next((struct sl_dict *)(void *)slots, &place, &name, NULL);
        plan->names[plan->count] = sl_incref(name);
    }
}

static int
read_names(struct plan *plan, struct sl_object *slots, struct sl_error *error)
{
    size_t count = count_names(slots);

    if (count == SIZE_MAX)
        return sl_fail(error, SL_TYPE_ERROR, "'%.200s' object is not iterable",
                       slots->type->name);
    if (count == 0)
        return 0;
    if (plan->base->itemsize != 0 && !sl_release_of(plan->base)->slots_with_items)
        return sl_with_items(plan->base, error);
    if (sl_is_a(slots, SL_BYTES))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__slots__ items must be strings, not 'int'");
    plan->names = sl_memory_new(plan->interp, count * sizeof *plan->names, error);
    if (plan->names == NULL)
        return -1;
    collect(plan, slots, count);
    return 0;
}

/* Makes NAME PLAN's name number I, and takes over the reference. NULL: making
   the name failed. */
static int
replace_name(struct plan *plan, size_t i, struct sl_object *name)
{
    if (name == NULL)
        return -1;
    sl_decref(plan->names[i]);
    plan->names[i] = name;
    return 0;
}

static int
encode_names(struct plan *plan, struct sl_error *error)
{
    for (size_t i = 0; i < plan->count; i++)
        if (sl_is_a(plan->names[i], SL_UNICODE) &&
            replace_name(plan, i, sl_unicode_ascii(plan->names[i], error)) < 0)
            return -1;
    return 0;
}

/* The characters at the beginning of S that an identifier may consist of. */
static size_t
identifier_span(const char *s)
{
    size_t n = 0;

    while (s[n] == '_' || (s[n] >= '0' && s[n] <= '9') ||
           (s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z'))
        n++;
    return n;
}

static bool
is_identifier(const struct sl_str *s)
{
    if (sl_release_of(s->var.object.type)->text)
        return sl_is_identifier(s->data, (size_t)s->var.size);
    return s->var.size > 0 && !(s->data[0] >= '0' && s->data[0] <= '9') &&
           identifier_span(s->data) == (size_t)s->var.size;
}

static int
check_special(struct plan *plan, const char *name, struct sl_error *error)
{
    if (strcmp(name, "__dict__") == 0) {
        if (plan->dict || !sl_may_add_dict(plan->base))
            return sl_fail(error, SL_TYPE_ERROR,
                           "__dict__ slot disallowed: we already got one");
        plan->dict = true;
    } else if (strcmp(name, "__weakref__") == 0) {
        if (plan->weakrefs || !sl_may_list_weakrefs(plan->base))
            return sl_fail(error, SL_TYPE_ERROR, "%s",
                           sl_wording_of(&plan->base->object)->weakrefs_twice);
        plan->weakrefs = true;
    } else if (!sl_may_add_slots(plan->base)) {
        return sl_with_items(plan->base, error);
    }
    return 0;
}

static int
check_slot_name(struct plan *plan, struct sl_object *name, struct sl_error *error)
{
    const struct sl_str *s = (const struct sl_str *)(void *)name;

    if (!sl_is_a(name, SL_STR))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__slots__ items must be strings, not '%.200s'",
                       name->type->name);
    if (!is_identifier(s))
        return sl_fail(error, SL_TYPE_ERROR, "__slots__ must be identifiers");
    return check_special(plan, s->data, error);
}

/* What name number I is called in PLAN's class: an interned str, a new reference.
   NULL with ERROR set: MemoryError. */
static struct sl_object *
mangled(const struct plan *plan, size_t i, struct sl_error *error)
{
    const char *name = ((const struct sl_str *)(const void *)plan->names[i])->data;
    const char *class = plan->name + strspn(plan->name, "_");
    size_t length = strlen(name), room = strlen(class) + length + 2;
    struct sl_object *result;
    char *whole;

    if (strncmp(name, "__", 2) != 0 || *class == '\0' ||
        strcmp(name + length - 2, "__") == 0)
        return sl_str_interned(plan->interp, name, error);
    whole = sl_memory_new(plan->interp, room, error);
    if (whole == NULL)
        return NULL;
    snprintf(whole, room, "_%s%s", class, name);
    result = sl_str_interned(plan->interp, whole, error);
    sl_memory_free(plan->interp, whole);
    return result;
}

static int
compare_names(const void *a, const void *b)
{
    const struct sl_str *s = *(struct sl_str *const *)a;
    const struct sl_str *t = *(struct sl_str *const *)b;

    return strcmp(s->data, t->data);
}

static void
arrange_names(struct plan *plan)
{
    size_t kept = 0;

    for (size_t i = 0; i < plan->count; i++) {
        struct sl_object *name = plan->names[i];
        const char *text = ((struct sl_str *)(void *)name)->data;

        if (strcmp(text, "__dict__") == 0 || strcmp(text, "__weakref__") == 0)
            sl_decref(name);
        else
            plan->names[kept++] = name;
    }
    plan->count = kept;
    if (kept > 1)
        qsort(plan->names, kept, sizeof *plan->names, compare_names);
}

/* What D has under TEXT: 1 and it in *VALUE, borrowed; 0; or -1 with ERROR set. */
static int
find_name(struct sl_dict *d, const char *text, struct sl_object **value,
          struct sl_error *error)
{
    struct sl_object *name = sl_str_interned(d->object.type->interp, text, error);
    int found = name == NULL ? -1 : sl_dict_get(d, name, value, error);

    sl_decref(name);
    return found;
}

static int
plan_slots(struct plan *plan, struct sl_dict *names, struct sl_error *error)
{
    struct sl_object *slots = NULL;

    if (names != NULL && find_name(names, "__slots__", &slots, error) < 0)
        return -1;
    plan->slotted = slots != NULL;
    if (slots == NULL) {
        plan->dict = sl_may_add_dict(plan->base);
        plan->weakrefs = sl_may_add_weakrefs(plan->base);
        return 0;
    }
    if (read_names(plan, slots, error) < 0 || encode_names(plan, error) < 0)
        return -1;
    for (size_t i = 0; i < plan->count; i++)
        if (check_slot_name(plan, plan->names[i], error) < 0)
            return -1;
    for (size_t i = 0; i < plan->count; i++)
        if (replace_name(plan, i, mangled(plan, i, error)) < 0 ||
            sl_check_shadow(names, plan->names[i], error) < 0)
            return -1;
    arrange_names(plan);
    return 0;
}

static void
plan_bases(struct plan *plan, struct sl_type *const *bases, size_t count)
{
    for (size_t i = 0; plan->slotted && i < count; i++) {
        if (bases[i]->dictoffset != 0 && sl_may_add_dict(plan->base))
            plan->dict = true;
        if (bases[i]->weaklistoffset != 0 && sl_may_list_weakrefs(plan->base))
            plan->weakrefs = true;
    }
}

static struct sl_type *
class_alloc(struct sl_interp *interp, const char *name, struct sl_type *base,
            struct sl_error *error)
{
    size_t bytes = sizeof(struct sl_type) + strlen(name) + 1;
    struct sl_type *type = (struct sl_type *)(void *)sl_object_new(
        sl_builtin(interp, SL_TYPE), bytes, error);

    if (type == NULL)
        return NULL;
    type->name = strcpy((char *)(type + 1), name);
    type->interp = interp;
    type->base = (struct sl_type *)(void *)sl_incref(&base->object);
    sl_type_like_base(type);
    sl_instance_behaviour(type);
    sl_type_ready(interp, type);
    type->made = sl_memory_new(interp, sizeof *type->made, error);
    if (type->made == NULL) {
        sl_decref(&type->object);
        return NULL;
    }
    *type->made = (struct sl_class){.slotted = false};
    return type;
}

static int
keep_bases(struct sl_type *type, struct sl_type *const *bases, size_t count,
           struct sl_error *error)
{
    struct sl_class *made = type->made;

    made->bases =
        sl_memory_new(type->interp, count * sizeof(struct sl_type *), error);
    if (made->bases == NULL)
        return -1;
    for (; made->base_count < count; made->base_count++)
        made->bases[made->base_count] =
            (struct sl_type *)(void *)sl_incref(&bases[made->base_count]->object);
    return 0;
}

static int
place_members(struct sl_type *type, const struct plan *plan, struct sl_error *error)
{
    struct sl_class *made = type->made;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (plan->count > 0) {
        made->members = sl_memory_new(
            type->interp, plan->count * sizeof(struct sl_member), error);
        if (made->members == NULL)
            return -1;
    }
    for (size_t i = 0; i < plan->count; i++)
        made->members[i] =
            (struct sl_member){.name = sl_incref(plan->names[i]),
                               .offset = type->basicsize + i * pointer};
    made->member_count = plan->count;
    sl_lay_out(type, plan->count, plan->dict, plan->weakrefs);
    return 0;
}

/* d[NAME] = VALUE, unless there is something already. 1 if VALUE is there now, 0 if
   not, -1 with ERROR set. */
static int
put_new(struct sl_dict *d, struct sl_object *name, struct sl_object *value,
        struct sl_error *error)
{
    int found = sl_dict_get(d, name, NULL, error);

    if (found != 0)
        return found < 0 ? -1 : 0;
    return sl_dict_set(d, name, value, error) < 0 ? -1 : 1;
}

/* The same, for the name TEXT. VALUE may be NULL: making it failed. */
static int
put_text(struct sl_dict *d, const char *text, struct sl_object *value,
         struct sl_error *error)
{
    struct sl_object *name = sl_str_interned(d->object.type->interp, text, error);
    int result =
        name == NULL || value == NULL ? -1 : put_new(d, name, value, error);

    sl_decref(name);
    return result;
}

/* Puts the descriptor D, whose reference it takes, into the class under NAME, and
   keeps it in *PLACE, unless the name is taken. D is NULL: making it failed. */
static int
install(struct sl_type *type, struct sl_object *name, struct sl_object *d,
        struct sl_object **place, struct sl_error *error)
{
    int result = d == NULL ? -1 : put_new(type->made->dict, name, d, error);

    if (result == 1)
        *place = d;
    else
        sl_decref(d);
    return result < 0 ? -1 : 0;
}

static int
install_named(struct sl_type *type, const char *text,
              struct sl_object *(*make)(struct sl_type *, struct sl_error *),
              struct sl_object **place, struct sl_error *error)
{
    struct sl_object *name = sl_str_interned(type->interp, text, error);
    int result =
        name == NULL ? -1 : install(type, name, make(type, error), place, error);

    sl_decref(name);
    return result;
}

static int
install_all(struct sl_type *type, const struct plan *plan, struct sl_error *error)
{
    struct sl_class *made = type->made;

    for (size_t i = 0; i < made->member_count; i++) {
        struct sl_member *m = &made->members[i];
        struct sl_object *d = sl_member_new(type, m->name, m->offset, error);

        if (install(type, m->name, d, &m->descriptor, error) < 0)
            return -1;
    }
    if (plan->dict && install_named(type, "__dict__", sl_dict_descriptor_new,
                                    &made->dict_descriptor, error) < 0)
        return -1;
    if (plan->weakrefs &&
        install_named(type, "__weakref__", sl_weakref_descriptor_new,
                      &made->weakref_descriptor, error) < 0)
        return -1;
    return 0;
}

static int
fill_namespace(struct sl_type *type, const struct plan *plan, struct sl_dict *names,
               struct sl_error *error)
{
    struct sl_interp *interp = type->interp;
    struct sl_object *module;
    int result;

    type->made->dict =
        names == NULL ? sl_dict_new(interp, error) : sl_dict_copy(names, error);
    if (type->made->dict == NULL)
        return -1;
    module = sl_str_interned(interp, "__main__", error);
    result = put_text(type->made->dict, "__module__", module, error);
    sl_decref(module);
    if (result < 0 || install_all(type, plan, error) < 0)
        return -1;
    result = put_text(type->made->dict, "__doc__", sl_none(interp), error);
    return result < 0 ? -1 : 0;
}

static int
fill_class(struct sl_type *type, const struct plan *plan,
           struct sl_type *const *bases, size_t count, struct sl_dict *names,
           struct sl_error *error)
{
    struct sl_class *made = type->made;

    made->slotted = plan->slotted;
    if (keep_bases(type, bases, count, error) < 0 ||
        place_members(type, plan, error) < 0 ||
        fill_namespace(type, plan, names, error) < 0)
        return -1;
    made->mro = sl_mro_new(type, bases, count, &made->mro_length, error);
    return made->mro == NULL ? -1 : 0;
}

struct sl_type *
sl_type_new(struct sl_interp *interp, const char *name,
            struct sl_type *const *bases, size_t count, struct sl_dict *names,
            struct sl_error *error)
{
    struct sl_type *object = sl_builtin(interp, SL_OBJECT), *base, *type = NULL;
    struct plan plan = {.interp = interp, .name = name};

    if (count == 0) {
        bases = &object;
        count = 1;
    }
    base = sl_best_base(bases, count, error);
    if (base == NULL)
        return NULL;
    plan.base = base;
    if (plan_slots(&plan, names, error) == 0) {
        plan_bases(&plan, bases, count);
        type = class_alloc(interp, name, base, error);
    }
    if (type != NULL && fill_class(type, &plan, bases, count, names, error) < 0) {
        sl_decref(&type->object);
        type = NULL;
    }
    for (size_t i = 0; i < plan.count; i++)
        sl_decref(plan.names[i]);
    sl_memory_free(interp, plan.names);
    return type;
}

static struct sl_object *
tuple_of(struct sl_interp *interp, const char *const *texts, size_t count,
         struct sl_error *error)
{
    struct sl_object **items, *tuple = NULL;
    size_t made = 0;

    items = sl_memory_new(interp, (count + 1) * sizeof *items, error);
    if (items == NULL)
        return NULL;
    while (made < count &&
           (items[made] = sl_str_interned(interp, texts[made], error)) != NULL)
        made++;
    if (made == count)
        tuple = sl_tuple_new(interp, items, count, error);
    while (made > 0)
        sl_decref(items[--made]);
    sl_memory_free(interp, items);
    return tuple;
}

struct sl_type *
sl_slotted_new(struct sl_interp *interp, const char *name, struct sl_type *base,
               const char *const *slots, size_t count, struct sl_error *error)
{
    struct sl_object *tuple = tuple_of(interp, slots, count, error);
    struct sl_dict *names = tuple == NULL ? NULL : sl_dict_new(interp, error);
    struct sl_type *type = NULL;

    if (names != NULL && put_text(names, "__slots__", tuple, error) == 1)
        type = sl_type_new(interp, name, &base, 1, names, error);
    sl_decref(tuple);
    if (names != NULL)
        sl_decref(&names->object);
    return type;
}

static void
end_members(struct sl_class *made)
{
    for (size_t i = 0; i < made->member_count; i++) {
        sl_descr_orphan(made->members[i].descriptor);
        sl_decref(made->members[i].descriptor);
        sl_decref(made->members[i].name);
    }
    sl_descr_orphan(made->dict_descriptor);
    sl_decref(made->dict_descriptor);
    sl_descr_orphan(made->weakref_descriptor);
    sl_decref(made->weakref_descriptor);
}

static void
class_clear(struct sl_object *o)
{
    struct sl_class *made = ((struct sl_type *)(void *)o)->made;
    struct sl_dict *dict = made == NULL ? NULL : made->dict;

    if (dict == NULL)
        return;
    made->dict = NULL;
    sl_decref(&dict->object);
}

static void
class_dealloc(struct sl_object *o)
{
    struct sl_type *type = (struct sl_type *)(void *)o, *base = type->base;
    struct sl_interp *interp = type->interp;
    struct sl_class *made = type->made;

    if (made != NULL) {
        end_members(made);
        class_clear(o);
        for (size_t i = 0; i < made->base_count; i++)
            sl_decref(&made->bases[i]->object);
        sl_memory_free(interp, made->bases);
        sl_memory_free(interp, made->mro);
        sl_memory_free(interp, made->members);
        sl_memory_free(interp, made);
    }
    sl_object_free(o);
    sl_decref(&base->object);
}

void
sl_class_behaviour(struct sl_type *type)
{
    type->dealloc = class_dealloc;
    type->clear = class_clear;
}

struct sl_object *
sl_type_lookup(const struct sl_type *type, struct sl_object *name)
{
    for (size_t i = 0; i < sl_mro_length(type); i++) {
        const struct sl_class *made = sl_mro_at(type, i)->made;
        struct sl_object *value = NULL;

        if (made != NULL && made->dict != NULL &&
            sl_dict_get(made->dict, name, &value, NULL) > 0)
            return value;
    }
    return NULL;
}

struct sl_object *
sl_type_getattr(struct sl_type *type, struct sl_object *name,
                struct sl_error *error)
{
    struct sl_object *value = sl_type_lookup(type, name);

    if (value != NULL)
        return sl_incref(value);
    sl_fail(error, SL_ATTRIBUTE_ERROR,
            "type object '%.50s' has no attribute '%.400s'", type->name,
            ((struct sl_str *)(void *)name)->data);
    return NULL;
}

int
sl_type_setattr(struct sl_type *type, struct sl_object *name,
                struct sl_object *value, struct sl_error *error)
{
    struct sl_dict *dict = type->made == NULL ? NULL : type->made->dict;
    struct sl_error why = {SL_NO_ERROR, ""};
    const char *text = ((struct sl_str *)(void *)name)->data;

    if (dict == NULL)
        return sl_fail_builtin(type, text, error);
    if (value != NULL)
        return sl_dict_set(dict, name, value, error);
    if (sl_dict_del(dict, name, &why) == 0)
        return 0;
    if (why.kind == SL_KEY_ERROR)
        return sl_fail_deleting(type, text, error);
    return sl_fail(error, why.kind, "%s", why.message);
}
