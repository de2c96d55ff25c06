/* Generated from chapters/92-layout.nw by make tangle: do not edit. MIT licence. */
#define _POSIX_C_SOURCE 200809L

#include "classes.h"
#include "layout.h"
#include "sheet.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: slots layout [--python 2.7,3.13,...] [--abi lp64|ilp32]\n"
    "                    [--map | --tsv] [FILE]\n\n"
    "Reads Python class statements from FILE or standard input, and prints of\n"
    "each class what CPython says, or the exception that its statement ends in:\n"
    "  name basicsize itemsize dictoffset weakrefoffset gc base mro\n"
    "gc: 1 if a GC head precedes each instance; basicsize does not count it.\n\n"
    "In a class, NAME = VALUE, def, pass and strings are read; the value of\n"
    "__slots__ must be written out. The bodies of functions and other values\n"
    "are skipped. Anything else is refused. A class statement that fails binds\n"
    "nothing, and the run goes on. Slots that are declared and save nothing\n"
    "are warned of on standard error.\n\n"
    "For several versions or ABIs, a line a class and a column for each: what\n"
    "sys.getsizeof says of an instance, without items, or the exception.\n\n"
    "  --python V   the version of CPython (2.7), or a list: 2.7,3.13; or all\n"
    "  --abi ABI    lp64: 64-bit, or ilp32: 32-bit (default: this machine's);\n"
    "               or a list, or all\n"
    "  --map        draw an instance of each class, a line a region\n"
    "  --tsv        a line a class, no header, separated by tabs; for several\n"
    "               versions or ABIs, each after these two\n\n"
    "Exit status: 0, 1 if a class statement failed, 2 for bad usage or refused\n"
    "input.\n";
struct run {
    const struct sl_platform *platform;
    bool map, tsv;
    layout_teller *tell; /* called instead of printing; NULL: nobody is */
    void *context;       /* for it */
    struct sheet *sheet; /* for several platforms: where figures go; */
    size_t row, column;  /* the next one's place in it */
    bool prefixed;       /* lines begin with the platform */
    bool quiet;          /* warnings were given before */
    struct source source;
    struct sl_interp *py;
    struct sl_dict *classes; /* name -> class */
    struct sl_dict *named;   /* the names of all class statements of the file */
    int width;               /* of the longest of them, within limits */
    char failure[600];       /* why the last class statement failed */
    bool begun;              /* something was printed */
    bool failed;             /* some class statement did */
};

enum { WIDEST = 32 };

static const char *
text_of(struct sl_object *str)
{
    return ((struct sl_str *)(void *)str)->data;
}

/* Notes the name that is the present token. */
static int
note_name(struct run *r, const struct token *name)
{
    struct sl_object *key = sl_str_new(r->py, name->start, name->length, NULL);
    int result = NO_MEMORY;

    if (key != NULL && sl_str_intern(&key, NULL) == 0 &&
        sl_dict_set(r->named, key, sl_none(r->py), NULL) == 0)
        result = 0;
    if (name->length < WIDEST && r->width < (int)name->length)
        r->width = (int)name->length;
    sl_decref(key);
    return result;
}

static int
scan_names(struct run *r)
{
    struct tokens t;
    bool class = false; /* the token before was the word, at the margin */
    int result;

    for (result = tokens_begin(&t, &r->source);
         result == 0 && t.token.kind != AT_END; result = next_token(&t)) {
        if (class && t.token.kind == NAME && note_name(r, &t.token) < 0) {
            result = NO_MEMORY;
            break;
        }
        class = t.depth == 0 && is_token(&t, "class");
    }
    tokens_end(&t);
    return result;
}

enum { FAILED, MADE };

/* The name BASE that no statement has bound yet: FAILED and why, or REFUSED. */
static int
missing_base(struct run *r, const struct token *base, struct sl_object *name)
{
    int length = (int)(base->length < 200 ? base->length : 200);

    if (sl_dict_get(r->named, name, NULL, NULL) == 0)
        return refuse(&r->source, base->line,
                      "no class in this file and no type that is known here is "
                      "called '%.*s': put its class statement in front",
                      length < 60 ? length : 60, base->start);
    snprintf(r->failure, sizeof r->failure, "NameError: name '%.*s' is not defined",
             length, base->start);
    return FAILED;
}

/* Finds the class that BASE names: MADE and it in *TYPE, borrowed;
   FAILED and why; NO_MEMORY; REFUSED. */
static int
find_base(struct run *r, const struct token *base, struct sl_type **type)
{
    struct sl_object *name = sl_str_new(r->py, base->start, base->length, NULL);
    struct sl_object *class = NULL;
    int result = NO_MEMORY;

    if (name != NULL && sl_dict_get(r->classes, name, &class, NULL) >= 0) {
        *type = (struct sl_type *)(void *)class;
        if (*type == NULL)
            *type = sl_builtin_named(r->py, text_of(name));
        result = *type != NULL ? MADE : missing_base(r, base, name);
    }
    sl_decref(name);
    return result;
}

static void
keep_error(struct run *r, const struct sl_error *error)
{
    snprintf(r->failure, sizeof r->failure, "%s: %s", sl_error_name(error->kind),
             error->message);
    for (char *p = r->failure; *p != '\0'; p++)
        *p = *p == '\n' ? ' ' : *p;
}

/* Makes the class of S: MADE and the caller owns *TYPE;
   FAILED and why; NO_MEMORY; REFUSED. */
static int
make_class(struct run *r, const struct class_statement *s, struct sl_type **type)
{
    size_t count = s->bases.size / sizeof(struct token);
    const struct token *names = (const struct token *)(void *)s->bases.bytes;
    struct sl_type **bases = malloc((count + 1) * sizeof *bases);
    struct sl_error error = {SL_NO_ERROR, ""};
    int result = bases == NULL ? NO_MEMORY : MADE;

    for (size_t i = 0; i < count && result == MADE; i++)
        result = find_base(r, &names[i], &bases[i]);
    if (result == MADE) {
        *type =
            sl_type_new(r->py, text_of(s->name), bases, count, s->names, &error);
        if (*type == NULL) {
            result = error.kind == SL_MEMORY_ERROR ? NO_MEMORY : FAILED;
            keep_error(r, &error);
        }
    }
    free(bases);
    return result;
}

/* What goes before a class: the header of the table, or what parts two drawings. */
static void
print_begin(struct run *r)
{
    if (r->map && r->begun)
        putchar('\n');
    if (!r->map && !r->tsv && r->tell == NULL && !r->begun)
        printf(
            "%-*s  basicsize  itemsize  dictoffset  weakrefoffset  gc  %-*s  mro\n",
            r->width, "name", r->width, "base");
    r->begun = true;
}

static void
print_mro(const struct sl_type *type, const char *between)
{
    for (size_t i = 0; i < sl_mro_length(type); i++)
        printf("%s%s", i > 0 ? between : "", sl_mro_at(type, i)->name);
    putchar('\n');
}

static void
print_row(const struct run *r, const struct sl_type *type)
{
    if (r->prefixed)
        printf("%s\t%s\t", r->platform->version, r->platform->abi->name);
    if (r->tsv)
        printf("%s\t%zu\t%zu\t%td\t%td\t%d\t%s\t", type->name, type->basicsize,
               type->itemsize, type->dictoffset, type->weaklistoffset, type->gc,
               type->base->name);
    else
        printf("%-*s  %9zu  %8zu  %10td  %13td  %2d  %-*s  ", r->width, type->name,
               type->basicsize, type->itemsize, type->dictoffset,
               type->weaklistoffset, type->gc, r->width, type->base->name);
    print_mro(type, r->tsv ? "," : ", ");
}

static void
print_failure(const struct run *r, const char *name)
{
    if (r->prefixed)
        printf("%s\t%s\t", r->platform->version, r->platform->abi->name);
    if (r->tsv)
        printf("%s\t%s\n", name, r->failure);
    else if (r->map)
        printf("%s: %s\n", name, r->failure);
    else
        printf("%-*s  %s\n", r->width, name, r->failure);
}

/* Puts into the sheet what getsizeof says of an instance of TYPE, or what the
   FAILURE was. */
static void
put_figure(void *context, const char *name, const struct sl_type *type,
           const char *failure)
{
    struct run *r = context;

    sheet_put(r->sheet, r->row, 0, "%s", name);
    if (type != NULL)
        sheet_put(r->sheet, r->row, r->column, "%zu", sl_getsizeof(type, 0));
    else
        sheet_put(r->sheet, r->row, r->column, "%.*s", (int)strcspn(failure, ":"),
                  failure);
    r->row++;
}

/* The regions of an instance of TYPE without items, to be freed; or NULL. */
static struct sl_region *
regions_of(const struct sl_type *type, size_t *count)
{
    struct sl_region *regions;

    *count = sl_layout(type, 0, NULL, 0);
    regions = malloc(*count * sizeof *regions);
    if (regions != NULL)
        sl_layout(type, 0, regions, *count);
    return regions;
}

static int
widest_name(const struct sl_region *regions, size_t count)
{
    size_t width = strlen("reference count");

    for (size_t i = 0; i < count; i++)
        if (strlen(regions[i].name) > width && strlen(regions[i].name) < WIDEST)
            width = strlen(regions[i].name);
    return (int)width;
}

/* Draws the COUNT regions; returns their bytes. */
static size_t
draw_regions(const struct sl_region *regions, size_t count)
{
    int width = widest_name(regions, count);
    size_t size = 0;

    printf("  offset    size  %-*s  from\n", width, "region");
    for (size_t i = 0; i < count; i++) {
        printf("  %6td  %6zu  %-*s  %s\n", regions[i].offset, regions[i].size,
               width, regions[i].name, regions[i].type->name);
        size += regions[i].size;
    }
    return size;
}

static int
draw_instance(const struct sl_type *type)
{
    size_t count, size, padding = 0;
    struct sl_region *regions = regions_of(type, &count);

    if (regions == NULL)
        return NO_MEMORY;
    printf("%s: basicsize %zu, itemsize %zu, mro ", type->name, type->basicsize,
           type->itemsize);
    print_mro(type, ", ");
    size = draw_regions(regions, count);
    printf("          %6zu  in all", size);
    for (size_t i = 0; i < count; i++)
        padding += strcmp(regions[i].name, "padding") == 0 ? regions[i].size : 0;
    if (padding > 0)
        printf(", with %zu of padding", padding);
    putchar('\n');
    free(regions);
    return 0;
}

/* What WASTE of the class NAME comes to, in words. */
static void
describe(const struct sl_waste *waste, const char *name, char *text, size_t size)
{
    const char *slot = waste->name, *base = waste->type->name;

    switch (waste->kind) {
    case SL_WASTE_UNSLOTTED_BASE:
        snprintf(
            text, size,
            "the slots of '%.60s' save no __dict__: its base '%.60s' gives one "
            "to every instance",
            name, base);
        break;
    case SL_WASTE_DUPLICATE:
        snprintf(text, size, "'%.60s' lists the slot '%.60s' twice", name, slot);
        break;
    case SL_WASTE_SHADOWED:
        snprintf(text, size, "a class variable shadows the slot '%.60s' of '%.60s'",
                 slot, name);
        break;
    case SL_WASTE_REPEATED:
        snprintf(text, size,
                 "'%.60s' lists the slot '%.60s', which '%.60s' has already", name,
                 slot, base);
        break;
    }
}

static int
warn_of_waste(const struct run *r, const struct class_statement *s,
              const struct sl_type *type)
{
    size_t count = r->quiet ? 0 : sl_waste_find(type, NULL, 0);
    struct sl_waste *list = malloc((count + 1) * sizeof *list);

    if (list == NULL)
        return NO_MEMORY;
    sl_waste_find(type, list, count);
    for (size_t i = 0; i < count; i++) {
        bool wasted = list[i].kind != SL_WASTE_UNSLOTTED_BASE;
        char text[300] = "";

        describe(&list[i], type->name, text, sizeof text);
        complain("%s:%zu: warning: %s%s", r->source.name, s->slots_line, text,
                 wasted ? ": a word is never used" : "");
    }
    free(list);
    return 0;
}

/* Takes over TYPE. */
static int
report(struct run *r, struct class_statement *s, struct sl_type *type)
{
    int result = sl_dict_set(r->classes, s->name, &type->object, NULL);

    if (result < 0)
        result = NO_MEMORY;
    else if (r->map)
        result = draw_instance(type);
    else if (r->tell != NULL)
        r->tell(r->context, type->name, type, NULL);
    else
        print_row(r, type);
    if (result == 0)
        result = warn_of_waste(r, s, type);
    sl_decref(&type->object);
    return result;
}

static int
run_statement(struct run *r, struct class_statement *s)
{
    struct sl_type *type = NULL;
    int result = make_class(r, s, &type);

    if (result < 0)
        return result;
    print_begin(r);
    if (result == MADE)
        return report(r, s, type);
    if (r->tell != NULL)
        r->tell(r->context, text_of(s->name), NULL, r->failure);
    else
        print_failure(r, text_of(s->name));
    r->failed = true;
    return 0;
}

static int
run_statements(struct run *r)
{
    struct tokens t;
    struct class_statement s;
    int result = scan_names(r);

    if (result < 0)
        return result;
    result = tokens_begin(&t, &r->source);
    while (result == 0 && (result = next_class(&t, r->py, &s)) == 1) {
        result = run_statement(r, &s);
        class_statement_free(&s);
    }
    tokens_end(&t);
    if (result == 0 && !r->begun)
        print_begin(r);
    return result;
}

static int
run_platform(struct run *r, const struct sl_platform *platform)
{
    int result = source_begin(&r->source, platform->release->text);

    if (result < 0)
        return result;
    result = NO_MEMORY;
    r->platform = platform;
    r->classes = r->named = NULL;
    r->py = sl_interp_new(platform, NULL, NULL);
    if (r->py != NULL)
        r->classes = sl_dict_new(r->py, NULL);
    if (r->classes != NULL)
        r->named = sl_dict_new(r->py, NULL);
    if (r->named != NULL)
        result = run_statements(r);
    if (r->named != NULL)
        sl_decref(&r->named->object);
    if (r->classes != NULL)
        sl_decref(&r->classes->object);
    if (r->py != NULL)
        sl_interp_free(r->py);
    return result;
}

int
layout_text(const struct sl_platform *platform, const char *text,
            layout_teller *tell, void *context)
{
    struct run r = {.tell = tell, .context = context, .quiet = true};
    FILE *in = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    int result = in != NULL ? source_read(&r.source, "<text>", in) : NO_MEMORY;

    if (in != NULL)
        fclose(in);
    if (result == 0)
        result = run_platform(&r, platform);
    source_free(&r.source);
    return result;
}

static int
run_platforms(struct run *r, const struct options *o)
{
    struct sheet sheet = {.columns = o->count + 1};
    int result = 0;

    r->prefixed = r->tsv && o->count > 1;
    r->sheet = r->tsv || o->count == 1 ? NULL : &sheet;
    if (r->sheet != NULL) {
        r->tell = put_figure;
        r->context = r;
        sheet_put(r->sheet, 0, 0, "getsizeof");
        sheet_put_platforms(r->sheet, 1, o->platforms, o->count);
    }
    for (size_t i = 0; i < o->count && result == 0; i++) {
        r->row = 1;
        r->column = i + 1;
        result = run_platform(r, o->platforms[i]);
        r->quiet = true;
    }
    if (r->sheet != NULL && result == 0)
        result = sheet_print(r->sheet, 1) == 0 ? 0 : NO_MEMORY;
    sheet_free(&sheet);
    return result;
}

struct task {
    struct run run;
    struct options options;
};

static int
run_text(void *context, const char *name, FILE *in)
{
    struct task *task = context;
    int result = source_read(&task->run.source, name, in);

    if (result == 0)
        result = run_platforms(&task->run, &task->options);
    source_free(&task->run.source);
    if (result == NO_MEMORY)
        complain("MemoryError");
    return result == REFUSED ? 2 : result < 0 || task->run.failed ? 1 : 0;
}

static int
run_layout(const struct command *self, int argc, char **argv)
{
    struct task task = {.run = {.width = (int)strlen("BaseException")}};
    struct run *r = &task.run;
    const struct option own[] = {
        {"--map", NULL, &r->map}, {"--tsv", NULL, &r->tsv}, {NULL, NULL, NULL}};

    if (read_options(&task.options, own, argc, argv) < 0)
        return 2;
    if (task.options.help)
        return fputs(self->help, stdout) < 0;
    if (r->map && (r->tsv || task.options.count > 1)) {
        complain(r->tsv ? "--map and --tsv exclude each other"
                        : "--map draws one platform: name one version and one ABI");
        return 2;
    }
    return with_input(&task.options, run_text, &task);
}

const struct command layout_command = {
    "layout", "show how class statements lay out their instances", help,
    run_layout};
