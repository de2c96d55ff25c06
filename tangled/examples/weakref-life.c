/* Generated from chapters/84-weakref.nw by make tangle: do not edit. MIT licence. */
/* weakref-life: an object that others know weakly, and its end.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 weakref-life.c -o weakref-life
   It prints what tests/examples/weakref-life.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static struct sl_object *
told(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)error;
    printf("told: %s, who sees %s\n", (const char *)f->context,
           sl_weakref_get(ref) == NULL ? "nothing" : "the object");
    return sl_incref(sl_none(ref->type->interp));
}

static struct sl_object *
watch(struct sl_object *o, char *name)
{
    struct sl_function *f = sl_function_new(o->type->interp, told, name, NULL);
    struct sl_object *ref = f == NULL ? NULL : sl_weakref_new(o, &f->object, NULL);

    if (f != NULL)
        sl_decref(&f->object);
    return ref;
}

static struct sl_object *
instance_with(struct sl_interp *py, const char *name, const char *slot)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    struct sl_type *c = sl_slotted_new(py, name, object, &slot, 1, NULL);
    struct sl_object *o = c == NULL ? NULL : sl_instance_new(c, 0, NULL), *ref;

    if (c != NULL)
        sl_decref(&c->object); /* its instance keeps it */
    ref = o == NULL ? NULL : sl_weakref_new(o, NULL, &error);
    printf("%s, with the slot %s: %s\n", name, slot,
           ref == NULL ? error.message : "has room");
    sl_decref(ref);
    return o;
}

int
main(void)
{
    static char first[] = "the first", second[] = "the second",
                third[] = "the third";
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_object *o;

    if (py == NULL)
        return 1;
    sl_decref(instance_with(py, "S", "x"));
    o = instance_with(py, "W", "__weakref__");
    if (o != NULL) {
        struct sl_object *one = sl_weakref_new(o, NULL, NULL);
        struct sl_object *again = sl_weakref_new(o, NULL, NULL);
        struct sl_object *a = watch(o, first), *b = watch(o, second),
                         *c = watch(o, third);
        struct sl_error error = {SL_NO_ERROR, ""};

        printf("asked twice, without a callback: %s\n",
               one == again ? "one" : "two");
        printf("weak references, with three callbacks: %zu\n", sl_weakref_count(o));
        printf("references that count: %td\n", o->refcnt);
        sl_decref(b);
        puts("the second is called off, and the object ends");
        sl_decref(o);
        printf("the one without a callback sees %s\n",
               sl_weakref_get(one) == NULL ? "nothing" : "the object");
        if (sl_hash(one, &error) == -1)
            printf("and has no hash: %s\n", error.message);
        sl_decref(one);
        sl_decref(again);
        sl_decref(a);
        sl_decref(c);
    }
    return sl_interp_free(py) == 0 ? 0 : 1;
}
