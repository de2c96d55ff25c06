/* Generated from chapters/09-avoid.nw by make tangle: do not edit. MIT licence. */
/* avoid-assign: which instance can become one of which class.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 avoid-assign.c -o avoid-assign
   It prints what tests/examples/avoid-assign.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static const struct kind {
    const char *name;
    const char *slots[3];
    size_t count; /* of slots */
    bool slotted;
} classes[] = {

    {"Plain", {NULL}, 0, false},
    {"Plain2", {NULL}, 0, false},
    {"Empty", {NULL}, 0, true},
    {"XY", {"x", "y"}, 2, true},
    {"YX", {"y", "x"}, 2, true},
    {"X", {"x"}, 1, true},
    {"XDict", {"x", "__dict__"}, 2, true},
    {"XDict2", {"x", "__dict__"}, 2, true},
};

enum { CLASSES = sizeof classes / sizeof classes[0] };

/* What happens to an instance of FROM that is to be one of TO; NULL: no memory. */
static const char *
attempt(struct sl_type *from, struct sl_type *to, struct sl_error *error)
{
    struct sl_object *o = sl_instance_new(from, 0, error);
    int result;

    if (o == NULL)
        return NULL;
    result = sl_class_assign(o, to, error);
    sl_decref(o);
    if (result == 0)
        return "yes";
    return strstr(error->message, "deallocator") != NULL ? "dealloc" : "layout";
}

static int
print_table(struct sl_type *const *types, struct sl_error *error)
{
    printf("%-8s", "");
    for (size_t to = 0; to < CLASSES; to++)
        printf("%9s", types[to]->name);
    for (size_t from = 0; from < CLASSES; from++) {
        printf("\n%-8s", types[from]->name);
        for (size_t to = 0; to < CLASSES; to++) {
            const char *word = attempt(types[from], types[to], error);

            if (word == NULL)
                return -1;
            printf("%9s", word);
        }
    }
    printf("\n");
    return 0;
}

int
main(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_interp *py = sl_interp_new(&sl_python27_host, NULL, &error);
    struct sl_type *object = py == NULL ? NULL : sl_builtin(py, SL_OBJECT);
    struct sl_type *types[CLASSES];
    size_t made = 0;
    int failed;

    for (; py != NULL && made < CLASSES; made++) {
        const struct kind *k = &classes[made];

        if (k->slotted)
            types[made] =
                sl_slotted_new(py, k->name, object, k->slots, k->count, &error);
        else
            types[made] = sl_class_new(py, k->name, object, &error);
        if (types[made] == NULL)
            break;
    }
    failed = made < CLASSES || print_table(types, &error) < 0;
    while (made > 0)
        sl_decref(&types[--made]->object);
    if (py != NULL)
        sl_interp_free(py);
    if (failed)
        fprintf(stderr, "%s\n", sl_error_name(error.kind));
    return failed;
}
