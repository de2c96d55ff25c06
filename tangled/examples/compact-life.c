/* Generated from chapters/87-compact.nw by make tangle: do not edit. MIT licence. */
/* compact-life: one life of a dictionary in seven versions of CPython.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 compact-life.c -o compact-life
   It prints what tests/examples/compact-life.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

/* The key number I, a str or an int; the caller owns it. */
static struct sl_object *
key_number(struct sl_interp *py, int i, bool string)
{
    char name[16];

    snprintf(name, sizeof name, "k%d", i);
    return string ? sl_str_interned(py, name, NULL) : sl_int_new(py, i, NULL);
}

/* Sets the keys from FROM up to TO, or deletes them. */
static int
each(struct sl_object *d, int from, int to, bool string, bool delete)
{
    struct sl_interp *py = d->type->interp;
    const struct sl_dict_design *design = sl_dict_design_of(py->platform);
    int failed = 0;

    for (int i = from; i < to && failed == 0; i++) {
        struct sl_object *key = key_number(py, i, string);

        failed = key == NULL ? -1
                 : delete    ? design->del(d, key, NULL)
                             : design->set(d, key, key, NULL);
        sl_decref(key);
    }
    return failed;
}

struct step {
    const char *name;
    int from, to;
    bool string, delete;
};

static const struct step steps[] = {
    {"empty", 0, 0, true, false},         {"a key", 0, 1, true, false},
    {"five", 1, 5, true, false},          {"four deleted", 0, 4, true, true},
    {"another", 5, 6, true, false},       {"a hundred", 6, 104, true, false},
    {"and a number", 0, 1, false, false},
};

enum { STEPS = sizeof steps / sizeof steps[0] };
static int
print_life(const char *version)
{
    const struct sl_platform *platform = sl_platform_find(version, "lp64", NULL);
    struct sl_interp *py =
        platform == NULL ? NULL : sl_interp_new(platform, NULL, NULL);
    const struct sl_dict_design *design = sl_dict_design_of(platform);
    struct sl_object *d = py == NULL ? NULL : design->new (py, NULL);
    int failed = d == NULL ? -1 : 0;

    printf("%s", version);
    for (int i = 0; i < STEPS && failed == 0; i++) {
        failed =
            each(d, steps[i].from, steps[i].to, steps[i].string, steps[i].delete);
        printf("\t%zu", failed == 0 ? design->getsizeof(d, platform) : 0);
    }
    putchar('\n');
    sl_decref(d);
    return py != NULL && sl_interp_free(py) == 0 ? failed : -1;
}

int
main(void)
{
    static const char *const versions[] = {"2.7",  "3.6",    "3.7", "3.8",
                                           "3.12", "3.13.0", "3.14"};
    int failed = 0;

    printf("CPython");
    for (int i = 0; i < STEPS; i++)
        printf("\t%s", steps[i].name);
    putchar('\n');
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++)
        if (failed == 0)
            failed = print_life(versions[i]);
    return failed == 0 ? 0 : 1;
}
