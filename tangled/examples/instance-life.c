/* Generated from chapters/04-instance.nw by make tangle: do not edit. MIT licence. */
/* instance-life: what an instance of a plain class weighs as it gets attributes.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 instance-life.c -o instance-life
   On a 64-bit machine it prints what tests/examples/instance-life.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static void
say(const char *event, struct sl_object *o)
{
    struct sl_dict *d = *sl_dict_pointer(o);
    size_t own = sl_getsizeof(o->type, 0);
    size_t dict = d == NULL ? 0 : sl_dict_getsizeof(d, o->type->interp->platform);

    printf("%-32s %3zu + %4zu = %4zu bytes\n", event, own, dict, own + dict);
}

static int
set_attribute(struct sl_object *o, int number, struct sl_error *error)
{
    struct sl_interp *py = o->type->interp;
    struct sl_object *name;
    char text[32];
    int result;

    snprintf(text, sizeof text, "a%d", number);
    name = sl_str_interned(py, text, error);
    if (name == NULL)
        return -1;
    result = sl_setattr(o, name, sl_none(py), error);
    sl_decref(name);
    snprintf(text, sizeof text, "attribute number %d set", number);
    if (number == 1 || number == 5 || number == 6 || number >= 21)
        say(text, o);
    return result;
}

static int
live(struct sl_interp *py, struct sl_object *o, struct sl_error *error)
{
    struct sl_object *missing = sl_str_interned(py, "colour", error);

    if (missing == NULL)
        return -1;
    say("just made", o);
    if (sl_getattr(o, missing, error) == NULL)
        printf("%s: %s\n", sl_error_name(error->kind), error->message);
    sl_decref(missing);
    say("read what is not there", o);
    for (int number = 1; number <= 22; number++)
        if (set_attribute(o, number, error) < 0)
            return -1;
    return 0;
}

int
main(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, &error);
    struct sl_type *c = NULL;
    struct sl_object *o = NULL;
    int failed = 1;

    if (py != NULL)
        c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), &error);
    if (c != NULL)
        o = sl_instance_new(c, 0, &error);
    if (o != NULL)
        failed = live(py, o, &error) < 0;
    sl_decref(o);
    if (c != NULL)
        sl_decref(&c->object);
    if (py != NULL)
        sl_interp_free(py);
    if (failed)
        fprintf(stderr, "%s\n", sl_error_name(error.kind));
    return failed;
}
