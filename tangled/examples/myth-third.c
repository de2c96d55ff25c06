/* Generated from chapters/80-myths.nw by make tangle: do not edit. MIT licence. */
/* myth-third: "A slot takes a third of a dictionary entry."
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 myth-third.c -o myth-third
   It prints what tests/examples/myth-third.txt holds. */
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

int
main(void)
{
    static const size_t counts[] = {1, 5, 6, 21, 22, 85, 5461};

    new_class("A", begin(), NULL);
    puts(">>> def each(n): return "
         "round(getsizeof(filled(A, n).__dict__) / 8.0 / n, 1)\n"
         ">>> [each(n) for n in (1, 5, 6, 21, 22, 85, 5461)]");
    for (int i = 0; i < 7; i++) {
        size_t bytes = sl_dict_sizeof(&sl_python27_lp64, counts[i]);

        printf("%s%.1f", i == 0 ? "[" : ", ",
               (double)bytes / 8 / (double)counts[i]);
    }
    puts("]");
    return end();
}
