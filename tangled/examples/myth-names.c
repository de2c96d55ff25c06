/* Generated from chapters/80-myths.nw by make tangle: do not edit. MIT licence. */
/* myth-names: "The instances of a class share the names of their attributes."
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 myth-names.c -o myth-names
   On a 64-bit machine it prints what tests/examples/myth-names.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sl_interp *py;
static struct sl_object *kept[32];
static size_t kept_count;

/* P, an object or a class, which is kept until the end. NULL is the end. */
static void *
keep(void *p)
{
    if (p == NULL || kept_count == sizeof kept / sizeof kept[0])
        exit(EXIT_FAILURE);
    kept[kept_count++] = p;
    return p;
}

/* Returns object, the base of all classes. */
static struct sl_type *
begin(void)
{
    py = sl_interp_new(&sl_python27_host, NULL, NULL);
    if (py == NULL)
        exit(EXIT_FAILURE);
    return sl_builtin(py, SL_OBJECT);
}

/* Returns the status of the program. */
static int
end(void)
{
    while (kept_count > 0)
        sl_decref(kept[--kept_count]);
    return sl_interp_free(py) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Prints EXPRESSION and its value. */
#define SHOW(expression) show(#expression, expression)

static void
show(const char *expression, size_t value)
{
    printf(">>> %s\n%zu\n", expression, value);
}

/* class NAME(BASE), and what it looks like in Python. */
static struct sl_type *
new_class(const char *name, struct sl_type *base, const char *slots)
{
    const char *names[8];
    char words[64];
    size_t count = 0;

    printf(">>> class %s(%s): ", name, base->name);
    if (slots == NULL) {
        puts("pass");
        return keep(sl_class_new(py, name, base, NULL));
    }
    snprintf(words, sizeof words, "%s", slots);
    printf("__slots__ = (");
    for (char *w = strtok(words, " "); w != NULL; w = strtok(NULL, " ")) {
        printf("%s'%s'", count == 0 ? "" : ", ", w);
        names[count++] = w;
    }
    puts(count == 1 ? ",)" : ")");
    return keep(sl_slotted_new(py, name, base, names, count, NULL));
}

static struct sl_object *
filled(struct sl_type *type, int n)
{
    struct sl_object *o = keep(sl_instance_new(type, 0, NULL));

    for (int i = 0; i < n; i++) {
        char text[16];
        struct sl_object *name;

        snprintf(text, sizeof text, "a%d", i);
        name = sl_str_interned(py, text, NULL);
        if (name == NULL || sl_setattr(o, name, sl_none(py), NULL) < 0)
            exit(EXIT_FAILURE);
        sl_decref(name);
    }
    return o;
}

static size_t
weigh(struct sl_object *o)
{
    struct sl_dict **d = sl_dict_pointer(o);
    size_t dict = d == NULL || *d == NULL ? 0 : sl_dict_getsizeof(*d, py->platform);

    return sl_getsizeof(o->type, 0) + dict;
}

static struct sl_dict *
vars(struct sl_object *o)
{
    struct sl_dict *d = sl_instance_dict(o, NULL);

    if (d == NULL)
        exit(EXIT_FAILURE);
    return d;
}

static struct sl_object *
first_key(const struct sl_dict *d)
{
    struct sl_object *key = NULL;
    size_t place = 0;

    sl_dict_next(d, &place, &key, NULL);
    return key;
}

int
main(void)
{
    struct sl_type *A = new_class("A", begin(), NULL);
    struct sl_object *a = filled(A, 5), *b = filled(A, 5);

    puts(">>> a = filled(A, 5)\n>>> b = filled(A, 5)\n"
         ">>> vars(a).keys()[0] is vars(b).keys()[0]");
    puts(first_key(vars(a)) == first_key(vars(b)) ? "True" : "False");
    SHOW(weigh(a) + weigh(b));
    return end();
}
