/* Generated from chapters/04-instance.nw by make tangle: do not edit. */
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

int
main(void)
{
    struct sl_error error;
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, &error);
    struct sl_type *c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), &error);
    struct sl_object *o = sl_instance_new(c, 0, &error);
    struct sl_object *missing = sl_str_interned(py, "colour", &error);

    say("just made", o);
    if (sl_getattr(o, missing, &error) == NULL)
        printf("%s: %s\n", sl_error_name(error.kind), error.message);
    say("read what is not there", o);
    for (int i = 0; i < 22; i++) {
        char text[32];
        struct sl_object *name;

        snprintf(text, sizeof text, "a%d", i);
        name = sl_str_interned(py, text, NULL);
        if (name == NULL || sl_setattr(o, name, sl_none(py), NULL) < 0)
            return 1;
        sl_decref(name);
        snprintf(text, sizeof text, "attribute number %d set", i + 1);
        if (i == 0 || i == 4 || i == 5 || i == 20 || i == 21)
            say(text, o);
    }
    sl_decref(missing);
    sl_decref(o);
    sl_decref(&c->object);
    sl_interp_free(py);
    return 0;
}
