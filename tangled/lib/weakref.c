/* Generated from chapters/84-weakref.nw by make tangle: do not edit. MIT licence. */
#include "weakref.h"
#include "builtin.h"
#include "descr.h"
#include "types-since.h"

#include <assert.h>

struct sl_weakref **
sl_weakref_pointer(struct sl_object *o)
{
    const struct sl_type *type = o->type;

    if (type->front & SL_WEAKREFS_IN_FRONT)
        return (struct sl_weakref **)sl_front_word(o, SL_WEAKREFS_IN_FRONT);
    if (type->weaklistoffset <= 0 || type == sl_builtin(type->interp, SL_TYPE))
        return NULL;
    return (struct sl_weakref **)(void *)((char *)o + type->weaklistoffset +
                                          sl_displacement(o));
}

struct sl_object *
sl_weakref_get(struct sl_object *ref)
{
    struct sl_object *o = ((struct sl_weakref *)(void *)ref)->referent;

    return o != NULL && o->refcnt > 0 ? o : NULL;
}

/* The first of R and those behind it that is not about to end, or NULL. */
static struct sl_weakref *
first_living(struct sl_weakref *r)
{
    while (r != NULL && r->object.refcnt == 0)
        r = r->next;
    return r;
}

size_t
sl_weakref_count(struct sl_object *o)
{
    struct sl_weakref **list = sl_weakref_pointer(o);
    struct sl_weakref *r = list == NULL ? NULL : first_living(*list);
    size_t count = 0;

    for (; r != NULL; r = first_living(r->next))
        count++;
    return count;
}

/* The one without a callback in LIST, or NULL. */
static struct sl_weakref *
basic_ref(struct sl_weakref *list)
{
    struct sl_weakref *r = first_living(list);

    return r != NULL && r->callback == NULL ? r : NULL;
}

/* Puts R into LIST behind AFTER; NULL: in front of all. */
static void
enlist(struct sl_weakref **list, struct sl_weakref *after, struct sl_weakref *r)
{
    struct sl_weakref **place = after == NULL ? list : &after->next;

    r->prev = after;
    r->next = *place;
    if (r->next != NULL)
        r->next->prev = r;
    *place = r;
}

struct sl_object *
sl_weakref_new(struct sl_object *o, struct sl_object *callback,
               struct sl_error *error)
{
    struct sl_interp *interp = o->type->interp;
    struct sl_weakref **list = sl_weakref_pointer(o), *basic, *r;

    assert(o->refcnt > 0);
    if (list == NULL) {
        sl_fail(error, SL_TYPE_ERROR, "cannot create weak reference to '%s' object",
                o->type->name);
        return NULL;
    }
    if (callback == sl_none(interp))
        callback = NULL;
    basic = basic_ref(*list);
    if (callback == NULL && basic != NULL)
        return sl_incref(&basic->object);
    r = (struct sl_weakref *)(void *)sl_object_new(sl_builtin(interp, SL_WEAKREF),
                                                   sizeof *r, error);
    if (r == NULL)
        return NULL;
    r->referent = o;
    r->callback = callback == NULL ? NULL : sl_incref(callback);
    r->hash = -1;
    enlist(list, callback == NULL ? NULL : basic, r);
    return &r->object;
}

struct sl_function *
sl_function_new(struct sl_interp *interp,
                struct sl_object *(*code)(struct sl_function *f,
                                          struct sl_object *argument,
                                          struct sl_error *error),
                void *context, struct sl_error *error)
{
    struct sl_type *type = sl_builtin(interp, SL_BUILTIN_FUNCTION);
    struct sl_function *f =
        (struct sl_function *)(void *)sl_object_new(type, sizeof *f, error);

    if (f == NULL)
        return NULL;
    f->code = code;
    f->context = context;
    return f;
}

struct sl_object *
sl_call(struct sl_object *o, struct sl_object *argument, struct sl_error *error)
{
    struct sl_function *f = (struct sl_function *)(void *)o;

    if (o->type == sl_builtin(o->type->interp, SL_BUILTIN_FUNCTION))
        return f->code(f, argument, error);
    sl_fail(error, SL_TYPE_ERROR, "'%.200s' object is not callable", o->type->name);
    return NULL;
}

/* R refers to nothing from now on. */
static void
delist(struct sl_weakref *r)
{
    if (r->referent == NULL)
        return;
    if (r->prev != NULL)
        r->prev->next = r->next;
    else
        *sl_weakref_pointer(r->referent) = r->next;
    if (r->next != NULL)
        r->next->prev = r->prev;
    r->referent = NULL;
    r->prev = r->next = NULL;
}

/* Empties LIST. Returns those that have somebody to call, in order, linked by their
   next, with a reference to each. */
static struct sl_weakref *
forget(struct sl_weakref **list)
{
    struct sl_weakref *first = NULL, **last = &first, *r;

    while ((r = *list) != NULL) {
        delist(r);
        if (r->object.refcnt > 0 && r->callback != NULL) {
            sl_incref(&r->object);
            *last = r;
            last = &r->next;
        }
    }
    return first;
}

void
sl_weakrefs_clear(struct sl_object *o)
{
    struct sl_weakref **list = sl_weakref_pointer(o);
    struct sl_weakref *r = list == NULL ? NULL : forget(list), *next;

    for (; r != NULL; r = next) {
        struct sl_object *callback = r->callback;

        next = r->next;
        r->next = NULL;
        r->callback = NULL;
        sl_decref(sl_call(callback, &r->object, NULL));
        sl_decref(callback);
        sl_decref(&r->object);
    }
}

void
sl_weakrefs_forget(struct sl_interp *interp)
{
    union sl_gc_head *ring = &interp->tracked, *head;

    for (head = ring->gc.next; head != ring; head = head->gc.next) {
        struct sl_object *o = (struct sl_object *)(void *)(head + 1);

        if (o->type == sl_builtin(interp, SL_WEAKREF))
            delist((struct sl_weakref *)(void *)o);
    }
}

static int
weakref_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    struct sl_object *x = sl_weakref_get(a), *y;
    int equal;

    if (b->type != a->type)
        return 0;
    y = sl_weakref_get(b);
    if (x == NULL || y == NULL)
        return 0; /* itself is not asked about: see sl_equal */
    sl_incref(x); /* to compare may run anybody's code */
    sl_incref(y);
    equal = sl_equal(x, y, error);
    sl_decref(x);
    sl_decref(y);
    return equal;
}

static long
weakref_hash(struct sl_object *o, struct sl_error *error)
{
    struct sl_weakref *r = (struct sl_weakref *)(void *)o;
    struct sl_object *referent = sl_weakref_get(o);

    if (r->hash != -1)
        return r->hash;
    if (referent == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "weak object has gone away");
    sl_incref(referent);
    r->hash = sl_hash(referent, error);
    sl_decref(referent);
    return r->hash;
}

static void
weakref_clear(struct sl_object *o)
{
    struct sl_weakref *r = (struct sl_weakref *)(void *)o;
    struct sl_object *callback = r->callback;

    delist(r);
    r->callback = NULL;
    sl_decref(callback);
}

static void
weakref_dealloc(struct sl_object *o)
{
    weakref_clear(o);
    sl_object_free(o);
}

static void
function_clear(struct sl_object *o)
{
    struct sl_function *f = (struct sl_function *)(void *)o;
    struct sl_object *self = f->self;

    f->self = NULL;
    sl_decref(self);
}

static void
function_dealloc(struct sl_object *o)
{
    function_clear(o);
    sl_object_free(o);
}

void
sl_weakref_behaviour(struct sl_type *type)
{
    type->hash = weakref_hash;
    type->equal = weakref_equal;
    type->dealloc = weakref_dealloc;
    type->clear = weakref_clear;
}

void
sl_function_behaviour(struct sl_type *type)
{
    type->dealloc = function_dealloc;
    type->clear = function_clear;
}

static struct sl_object *
first_ref(struct sl_object *o, struct sl_type *owner, struct sl_error *error)
{
    struct sl_weakref **list = sl_weakref_pointer(o);
    struct sl_weakref *r = list == NULL ? NULL : first_living(*list);

    (void)error;
    return sl_incref(r == NULL ? sl_none(owner->interp) : &r->object);
}

struct sl_object *
sl_weakref_descriptor_new(struct sl_type *owner, struct sl_error *error)
{
    static const struct sl_getset getset = {first_ref, NULL};
    struct sl_object *name = sl_str_interned(owner->interp, "__weakref__", error);
    struct sl_descr *d = NULL;

    if (name != NULL)
        d = sl_descr_new(SL_GETSET_DESCRIPTOR, owner, name, error);
    sl_decref(name);
    if (d == NULL)
        return NULL;
    d->getset = &getset;
    return &d->object;
}
