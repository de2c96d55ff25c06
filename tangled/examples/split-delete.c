/* Generated from chapters/88-split.nw by make tangle: do not edit. MIT licence. */
/* split-delete: which instances share their keys, and which do not.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 split-delete.c -o split-delete
   It prints what tests/examples/split-delete.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* A new instance of CLASS whose attributes are those LETTERS; NULL: failed. */
static struct sl_object *
made(struct sl_plain_class *class, const char *letters)
{
    struct sl_object *o = sl_plain_new(class, NULL);
    int failed = o == NULL ? -1 : 0;

    for (; failed == 0 && *letters != '\0'; letters++) {
        struct sl_object *name = sl_str_new(class->type.interp, letters, 1, NULL);

        failed = name == NULL ? -1 : sl_plain_set(o, name, name, NULL);
        sl_decref(name);
    }
    if (failed < 0)
        sl_decref(o);
    return failed < 0 ? NULL : o;
}

/* Deletes the attribute called LETTER, if O has it. */
static void
without(struct sl_object *o, char letter)
{
    struct sl_object *name = sl_str_new(o->type->interp, &letter, 1, NULL);

    if (name != NULL)
        sl_plain_del(o, name, NULL);
    sl_decref(name);
}

static void
print_dict(struct sl_object *o)
{
    const struct sl_platform *platform = o->type->interp->platform;
    struct sl_object *d = sl_plain_dict(o, NULL);

    printf("\t%zu",
           d == NULL ? 0 : sl_dict_design_of(platform)->getsizeof(d, platform));
}

struct deed {
    const char *order; /* of the attributes */
    char deleted;      /* or 0 */
};

static const struct deed deeds[] = {{"zyx", 0}, {"xyz", 'x'}, {"xyz", 'w'}};

enum { DEEDS = sizeof deeds / sizeof deeds[0] };
static int
print_class(struct sl_plain_class *class, const struct deed *deed)
{
    struct sl_object *o[3] = {made(class, "xyz"), NULL, NULL};
    int failed = -1;

    if (deed == deeds && o[0] != NULL) {
        printf("\t%s", sl_plain_dict_if_born(o[0]) == NULL ? "no" : "yes");
        print_dict(o[0]);
    }
    o[1] = made(class, deed->order);
    if (o[1] != NULL && deed->deleted != 0)
        without(o[1], deed->deleted);
    o[2] = made(class, "xyz");
    if (o[0] != NULL && o[1] != NULL && o[2] != NULL) {
        print_dict(o[1]);
        print_dict(o[2]);
        failed = 0;
    }
    for (int i = 0; i < 3; i++)
        sl_decref(o[i]);
    return failed;
}

static int
print_version(const char *version)
{
    const struct sl_platform *platform = sl_platform_find(version, "lp64", NULL);
    struct sl_interp *py =
        platform == NULL ? NULL : sl_interp_new(platform, NULL, NULL);
    int failed = py == NULL ? -1 : 0;

    printf("%s", version);
    for (int i = 0; i < DEEDS && failed == 0; i++) {
        struct sl_plain_class *class =
            sl_plain_class_new(py, "C", 0, NULL, 0, NULL);

        failed = class == NULL ? -1 : print_class(class, &deeds[i]);
        if (class != NULL)
            sl_plain_class_free(class);
    }
    putchar('\n');
    return py != NULL && sl_interp_free(py) == 0 ? failed : -1;
}

int
main(void)
{
    static const char *const versions[] = {"2.7",  "3.6",  "3.10",
                                           "3.11", "3.12", "3.13.0"};
    int failed = 0;

    printf("CPython\tborn unseen\tshared\tin order zyx\tafter it\tx deleted\t"
           "after it\tabsent w deleted\tafter it\n");
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++)
        if (failed == 0)
            failed = print_version(versions[i]);
    return failed == 0 ? 0 : 1;
}
