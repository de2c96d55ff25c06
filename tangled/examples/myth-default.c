/* Generated from chapters/80-myths.nw by make tangle: do not edit. MIT licence. */
/* myth-default: "A class variable gives a slot its default."
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 myth-default.c -o myth-default
   On a 64-bit machine it prints what tests/examples/myth-default.txt holds. */
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

static struct sl_object *
instance(const char *name, struct sl_type *type)
{
    printf(">>> %s = %s()\n", name, type->name);
    return keep(sl_instance_new(type, 0, NULL));
}

/* Runs a STATEMENT about an attribute of O, and prints what Python would. */
static void
run(struct sl_object *o, const char *statement)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *name, *value = NULL;
    char word[32] = "", text[64];
    long number = 0;
    bool del = sscanf(statement, "del %*[^.].%31s", word) == 1;
    bool set = !del && sscanf(statement, "%*[^.].%31s = %ld", word, &number) == 2;
    int status;

    printf(">>> %s\n", statement);
    name = keep(sl_str_interned(py, word, NULL));
    if (set)
        value = keep(sl_int_new(py, number, NULL));
    if (set || del)
        status =
            set ? sl_setattr(o, name, value, &error) : sl_delattr(o, name, &error);
    else
        status = (value = sl_getattr(o, name, &error)) == NULL ? -1 : 0;
    if (status < 0)
        printf("%s: %s\n", sl_error_name(error.kind), error.message);
    else if (!set && !del)
        puts(sl_repr(keep(value), text, sizeof text));
}

static size_t
getsizeof(struct sl_object *o)
{
    return sl_getsizeof(o->type, 0);
}

static void
put(struct sl_dict *names, const char *name, struct sl_object *value)
{
    struct sl_object *key = keep(sl_str_interned(py, name, NULL));

    if (sl_dict_set(names, key, value, NULL) < 0)
        exit(EXIT_FAILURE);
}

int
main(void)
{
    struct sl_dict *names = begin() == NULL ? NULL : keep(sl_dict_new(py, NULL));
    struct sl_object *p;

    put(names, "__slots__", keep(sl_str_interned(py, "x", NULL)));
    put(names, "x", keep(sl_int_new(py, 0, NULL)));
    puts(">>> class P(object): __slots__ = 'x'; x = 0");
    p = instance("p", keep(sl_type_new(py, "P", NULL, 0, names, NULL)));
    run(p, "p.x");
    run(p, "p.x = 1");
    SHOW(getsizeof(p));
    return end();
}
