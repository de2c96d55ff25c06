/* Generated from chapters/07-fixed.nw by make tangle: do not edit. MIT licence. */
/* fixed-slots: what a slot answers, set and unset, and a chain of slots that ends.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 fixed-slots.c -o fixed-slots
   It prints what tests/examples/fixed-slots.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
report(const char *what, const struct sl_error *error)
{
    if (error->kind == SL_NO_ERROR)
        printf("%-14s done\n", what);
    else
        printf("%-14s %s: %s\n", what, sl_error_name(error->kind), error->message);
}

static void
report_value(const char *what, struct sl_object *value,
             const struct sl_error *error)
{
    char text[32];

    if (value == NULL)
        report(what, error);
    else
        printf("%-14s %s\n", what, sl_repr(value, text, sizeof text));
    sl_decref(value);
}

static void
live(struct sl_object *o, struct sl_object *x, struct sl_object *y,
     struct sl_object *value)
{
    struct sl_error e[5] = {{SL_NO_ERROR, ""}};

    report_value("o.x", sl_getattr(o, x, &e[0]), &e[0]);
    printf("%-14s %s\n", "hasattr(o,'x')", sl_hasattr(o, x) ? "yes" : "no");
    sl_setattr(o, x, value, &e[1]);
    report("o.x = 7", &e[1]);
    report_value("o.x", sl_getattr(o, x, NULL), NULL);
    printf("%-14s %s\n", "hasattr(o,'x')", sl_hasattr(o, x) ? "yes" : "no");
    sl_delattr(o, x, &e[2]);
    report("del o.x", &e[2]);
    sl_delattr(o, x, &e[3]);
    report("del o.x", &e[3]);
    sl_setattr(o, y, value, &e[4]);
    report("o.y = 7", &e[4]);
}

static void
apply_to_stranger(struct sl_type *type, struct sl_object *x,
                  struct sl_object *stranger)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *d = sl_type_lookup(type, x);

    report_value("S.x of a P", d->type->get(d, stranger, &error), &error);
}

static struct sl_object *
nest(struct sl_type *type, struct sl_object *x, int count)
{
    struct sl_object *inner = NULL;

    for (int i = 0; i < count; i++) {
        struct sl_object *o = sl_instance_new(type, 0, NULL);
        bool failed =
            o == NULL || (inner != NULL && sl_setattr(o, x, inner, NULL) < 0);

        sl_decref(inner); /* O keeps it, or nobody needs it */
        if (failed) {
            sl_decref(o);
            return NULL;
        }
        inner = o;
    }
    return inner;
}

static void
count_chain(struct sl_interp *py, struct sl_type *type, struct sl_object *x)
{
    size_t before = py->living;
    struct sl_object *chain = nest(type, x, 50000);

    printf("%-14s %zu living\n", "a chain", py->living - before);
    sl_decref(chain);
    printf("%-14s %zu living\n", "its end", py->living - before);
}

int
main(void)
{
    static const char *const slots[] = {"x"};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, NULL);
    struct sl_object *x, *y, *value, *o = NULL, *p = NULL;
    struct sl_type *s = NULL, *plain = NULL;
    bool tried = false;

    if (py == NULL)
        return 1;
    x = sl_str_interned(py, "x", NULL);
    y = sl_str_interned(py, "y", NULL);
    value = sl_int_new(py, 7, NULL);
    if (x != NULL && y != NULL && value != NULL)
        s = sl_slotted_new(py, "S", sl_builtin(py, SL_OBJECT), slots, 1, NULL);
    if (s != NULL)
        plain = sl_class_new(py, "P", sl_builtin(py, SL_OBJECT), NULL);
    if (plain != NULL) {
        o = sl_instance_new(s, 0, NULL);
        p = sl_instance_new(plain, 0, NULL);
    }
    tried = o != NULL && p != NULL;
    if (tried) {
        live(o, x, y, value);
        apply_to_stranger(s, x, p);
        count_chain(py, s, x);
    }
    sl_decref(o);
    sl_decref(p);
    sl_decref(s == NULL ? NULL : &s->object);
    sl_decref(plain == NULL ? NULL : &plain->object);
    sl_decref(x);
    sl_decref(y);
    sl_decref(value);
    return sl_interp_free(py) == 0 && tried ? 0 : 1;
}
