/* A sequence that is neither str nor dict is given to sl_type_new as the tuple of what it
   yields, which is what CPython makes of it first: a list, a set, a generator. */
#include "class_statements.h"

#include <CUnit/CUnit.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS_MOST = 8 };

struct classes
classes_begin(struct sl_interp *py)
{
    struct classes c = {.py = py, .count = 0};

    return c;
}

void
classes_end(struct classes *c)
{
    while (c->count > 0)
        sl_decref(&c->types[--c->count]->object);
}

struct sl_type *
classes_find(const struct classes *c, const char *name)
{
    for (size_t i = c->count; i-- > 0;)
        if (strcmp(c->types[i]->name, name) == 0)
            return c->types[i];
    if (strcmp(name, "type(None)") == 0)
        return sl_builtin(c->py, SL_NONE);
    return sl_builtin_named(c->py, name);
}

/* Moves *P behind TEXT if it is next. */
static bool
skip(const char **p, const char *text)
{
    bool there = strncmp(*p, text, strlen(text)) == 0;

    if (there)
        *p += strlen(text);
    return there;
}

static void
need(const char **p, const char *text)
{
    bool there = skip(p, text);

    if (!there)
        fprintf(stderr, "\nno %s in: %s\n", text, *p);
    CU_ASSERT_FATAL(there);
}

/* Copies what is up to one of the characters END, and moves *P there. */
static void
take(const char **p, const char *end, char *copy, size_t room)
{
    size_t length = strcspn(*p, end);

    CU_ASSERT_FATAL(length < room);
    memcpy(copy, *p, length);
    copy[length] = '\0';
    *p += length;
}

/* ---- Values ---- */

static struct sl_object *
unicode_text(struct sl_interp *py, const char *text)
{
    uint32_t characters[32];
    size_t count = 0;

    while (*text != '\0' && count < 32) {
        if (strncmp(text, "\\x", 2) == 0) {
            char digits[3] = {text[2], text[3], '\0'};

            characters[count++] = (uint32_t)strtoul(digits, NULL, 16);
            text += 4;
        } else {
            characters[count++] = (unsigned char)*text++;
        }
    }
    return sl_text_new(py, characters, count, NULL);
}

static struct sl_object *read_value(const char **p, struct sl_interp *py);

/* Items up to CLOSE, of which each may be of the form KEY: VALUE; as a tuple. */
static struct sl_object *
read_items(const char **p, char close, struct sl_interp *py)
{
    struct sl_object *items[ITEMS_MOST] = {NULL}, *tuple;
    size_t count = 0;

    while (**p != close) {
        CU_ASSERT_FATAL(count < ITEMS_MOST);
        items[count++] = read_value(p, py);
        if (skip(p, ": "))
            sl_decref(read_value(p, py));
        if (**p != close)
            need(p, ",");
        skip(p, " ");
    }
    ++*p;
    tuple = sl_tuple_new(py, items, count, NULL);
    while (count > 0)
        sl_decref(items[--count]);
    return tuple;
}

static struct sl_object *
read_dict(const char **p, struct sl_interp *py)
{
    struct sl_object *keys = read_items(p, '}', py);
    struct sl_tuple *tuple = (struct sl_tuple *)(void *)keys;
    struct sl_dict *d = sl_dict_new(py, NULL);

    for (ptrdiff_t i = 0; i < tuple->var.size; i++)
        CU_ASSERT_EQUAL(sl_dict_set(d, tuple->items[i], sl_none(py), NULL), 0);
    sl_decref(keys);
    return &d->object;
}

static struct sl_object *
read_generator(struct sl_interp *py)
{
    struct sl_object *letters[2] = {sl_str_new(py, "a", 1, NULL),
                                    sl_str_new(py, "b", 1, NULL)};
    struct sl_object *tuple = sl_tuple_new(py, letters, 2, NULL);

    sl_decref(letters[0]);
    sl_decref(letters[1]);
    return tuple;
}

/* A new reference. */
static struct sl_object *
read_value(const char **p, struct sl_interp *py)
{
    bool unicode, bytes;
    char text[64];
    struct sl_object *set;

    if (skip(p, "None"))
        return sl_incref(sl_none(py));
    if (skip(p, "(c for c in 'ab')"))
        return read_generator(py);
    if (skip(p, "set([")) {
        set = read_items(p, ']', py);
        need(p, ")");
        return set;
    }
    if (skip(p, "("))
        return read_items(p, ')', py);
    if (skip(p, "["))
        return read_items(p, ']', py);
    if (skip(p, "{"))
        return read_dict(p, py);
    if (**p >= '0' && **p <= '9')
        return sl_int_new(py, strtol(*p, (char **)p, 10), NULL);
    unicode = skip(p, "u");
    bytes = skip(p, "b");
    need(p, "'");
    take(p, "'", text, sizeof text);
    need(p, "'");
    if (bytes)
        return sl_bytes_new(py, text, strlen(text), NULL);
    return unicode ? unicode_text(py, text)
                   : sl_str_new(py, text, strlen(text), NULL);
}

/* ---- Statements ---- */

static void
bind(struct sl_dict *names, const char *name, struct sl_object *value)
{
    struct sl_object *key = sl_str_interned(names->object.type->interp, name, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    CU_ASSERT_EQUAL_FATAL(sl_dict_set(names, key, value, NULL), 0);
    sl_decref(key);
    sl_decref(value);
}

/* One statement of a body. */
static void
read_statement(const char **p, struct sl_dict *names)
{
    struct sl_interp *py = names->object.type->interp;
    char name[64];

    if (skip(p, "pass"))
        return;
    if (**p == '\'') {
        bind(names, "__doc__", read_value(p, py));
    } else if (skip(p, "def ")) {
        take(p, "(", name, sizeof name);
        need(p, "(self): pass");
        bind(names, name, sl_incref(sl_none(py)));
    } else {
        take(p, " ", name, sizeof name);
        need(p, " = ");
        bind(names, name, read_value(p, py));
    }
}

/* What the body from P on binds; and what a class statement binds in every class, of which
   the first is __module__. */
static struct sl_dict *
read_body(const char *p, struct sl_interp *py)
{
    struct sl_dict *names = sl_dict_new(py, NULL);

    for (const char *const *n = py->platform->release->body_names; *n != NULL; n++)
        bind(names, *n, sl_str_new(py, "oracle", 6, NULL));
    do {
        need(&p, " ");
        read_statement(&p, names);
    } while (skip(&p, "\n"));
    CU_ASSERT_STRING_EQUAL_FATAL(p, "");
    return names;
}

struct sl_type *
classes_run(struct classes *c, const char *source, struct sl_error *error)
{
    char name[64], base[64];
    struct sl_type *bases[ITEMS_MOST], *made;
    struct sl_dict *names;
    size_t count = 0;

    need(&source, "class ");
    take(&source, "(", name, sizeof name);
    need(&source, "(");
    do {
        take(&source, strncmp(source, "type(", 5) == 0 ? ":" : ",)", base,
             sizeof base);
        if (*source == ':')
            base[strlen(base) - 1] = '\0', source--;
        bases[count] = classes_find(c, base);
        CU_ASSERT_PTR_NOT_NULL_FATAL(bases[count]);
        count++;
    } while (skip(&source, ", "));
    need(&source, "):");
    skip(&source, "\n");
    names = read_body(source, c->py);
    made = sl_type_new(c->py, name, bases, count, names, error);
    sl_decref(&names->object);
    CU_ASSERT_FATAL(c->count < CLASSES_MOST);
    if (made != NULL)
        c->types[c->count++] = made;
    return made;
}
