/* Generated from chapters/09-avoid.nw by make tangle: do not edit. MIT licence. */
/* avoid-conflict: two bases with slots, and what can be done.
   Part of Thirty-Five Pointers. MIT licence.
   Build beside slots.h: cc -std=c11 avoid-conflict.c -o avoid-conflict
   It prints what tests/examples/avoid-conflict.txt holds. */
#define SLOTS_IMPLEMENTATION
#include "slots.h"
#include <stdio.h>

static const struct statement {
    const char *remark, *name, *bases, *slots;
} statements[] = {

    {"the conflict", "A", "object", "a"},
    {NULL, "B1", "A", "b1"},
    {NULL, "B2", "A", "b2"},
    {NULL, "C", "B1 B2", ""},
    {"a mend: empty slots in all bases but one", "B2", "A", ""},
    {NULL, "C", "B1 B2", "b2"},
    {"a mend: one base has them all", "A", "object", "a b1 b2"},
    {NULL, "B1", "A", ""},
    {NULL, "B2", "A", ""},
    {NULL, "C", "B1 B2", ""},
    {"a mend: have one, do not be one", "A", "object", "a"},
    {NULL, "B1", "A", "b1"},
    {NULL, "B2", "A", "b2"},
    {NULL, "C", "B1", "the_b2"},
    {"an order that contradicts itself", "D", "A C", ""},
};

enum { STATEMENTS = sizeof statements / sizeof statements[0] };

/* Copies the next name of *LIST, of fewer than 16 characters, into NAME and moves
   behind it; false at the end. */
static bool
take_name(const char **list, char name[16])
{
    size_t length = strcspn(*list, " ");

    snprintf(name, 16, "%.*s", (int)length, *list);
    *list += length + strspn(*list + length, " ");
    return length > 0;
}

struct scope {
    struct sl_interp *py;
    struct sl_type *types[STATEMENTS];
    size_t count;
};

static struct sl_type *
find(const struct scope *scope, const char *name)
{
    for (size_t i = scope->count; i > 0; i--)
        if (strcmp(scope->types[i - 1]->name, name) == 0)
            return scope->types[i - 1];
    return sl_builtin(scope->py, SL_OBJECT);
}

/* {'__slots__': (SLOTS...)}, or NULL with ERROR set. */
static struct sl_dict *
body(struct sl_interp *py, const char *slots, struct sl_error *error)
{
    struct sl_object *items[4], *key, *tuple = NULL;
    struct sl_dict *names = sl_dict_new(py, error);
    size_t count = 0;
    bool good = names != NULL;
    char name[16];

    while (good && take_name(&slots, name))
        good = (items[count++] = sl_str_interned(py, name, error)) != NULL;
    key = good ? sl_str_interned(py, "__slots__", error) : NULL;
    if (key != NULL)
        tuple = sl_tuple_new(py, items, count, error);
    good = tuple != NULL && sl_dict_set(names, key, tuple, error) == 0;
    while (count > 0)
        sl_decref(items[--count]);
    sl_decref(tuple);
    sl_decref(key);
    if (good || names == NULL)
        return names;
    sl_decref(&names->object);
    return NULL;
}

static void
print_names(const char *list, const char *quote)
{
    const char *comma = "";
    char name[16];

    for (; take_name(&list, name); comma = ", ")
        printf("%s%s%s%s", comma, quote, name, quote);
}

static void
print_statement(const struct statement *s, bool more)
{
    if (s->remark != NULL)
        printf("%s# %s\n", more ? "\n" : "", s->remark);
    printf("class %s(", s->name);
    print_names(s->bases, "");
    printf("): __slots__ = [");
    print_names(s->slots, "'");
    printf("]\n");
}

static void
show(const struct sl_type *type)
{
    printf("    %zu bytes, extends %s; order", sl_getsizeof(type, 0),
           type->base->name);
    for (size_t i = 0; i < sl_mro_length(type); i++)
        printf(" %s", sl_mro_at(type, i)->name);
    printf("\n");
}

static int
run(struct scope *scope, const struct statement *s, struct sl_error *error)
{
    struct sl_type *bases[3], *type = NULL;
    const char *list = s->bases;
    struct sl_dict *names = body(scope->py, s->slots, error);
    size_t count = 0;
    char name[16];

    while (take_name(&list, name))
        bases[count++] = find(scope, name);
    if (names != NULL) {
        type = sl_type_new(scope->py, s->name, bases, count, names, error);
        sl_decref(&names->object);
    }
    print_statement(s, scope->count > 0);
    if (type != NULL)
        show(scope->types[scope->count++] = type);
    else
        printf("    %s: %s\n", sl_error_name(error->kind), error->message);
    return type == NULL && error->kind != SL_TYPE_ERROR ? -1 : 0;
}

int
main(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct scope scope = {.py = sl_interp_new(&sl_python27_lp64, NULL, &error)};
    int failed = scope.py == NULL;

    for (size_t i = 0; i < STATEMENTS && !failed; i++)
        failed = run(&scope, &statements[i], &error) < 0;
    while (scope.count > 0)
        sl_decref(&scope.types[--scope.count]->object);
    if (scope.py != NULL)
        sl_interp_free(scope.py);
    if (failed)
        fprintf(stderr, "%s\n", sl_error_name(error.kind));
    return failed;
}
