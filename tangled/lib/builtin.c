/* Generated from chapters/94-builtin.nw by make tangle: do not edit. MIT licence. */
#include "builtin.h"
#include "dict.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static struct sl_object *
hashed_object_new(struct sl_type *type, size_t bytes, struct sl_error *error)
{
    if (type->interp->platform->abi->long_.size > sizeof(long)) {
        sl_fail(error, SL_RUNTIME_ERROR, "this build has no hashes of %zu bits",
                8 * (size_t)type->interp->platform->abi->long_.size);
        return NULL;
    }
    return sl_object_new(type, bytes, error);
}

static bool
is_a(const struct sl_object *o, enum sl_builtin which)
{
    const struct sl_type *type = o->type;

    while (type != NULL && type != &o->type->interp->types[which])
        type = type->base;
    return type != NULL;
}

struct sl_object *
sl_int_new(struct sl_interp *interp, long value, struct sl_error *error)
{
    struct sl_object *o =
        hashed_object_new(&interp->types[SL_INT], sizeof(struct sl_int), error);

    if (o != NULL)
        ((struct sl_int *)(void *)o)->value = value;
    return o;
}

static long
int_hash(struct sl_object *o, struct sl_error *error)
{
    (void)error;
    return sl_hash_fold(o->type->interp,
                        (unsigned long)((struct sl_int *)(void *)o)->value);
}

static int
int_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    (void)error;
    return is_a(b, SL_INT) && ((struct sl_int *)(void *)a)->value ==
                                  ((struct sl_int *)(void *)b)->value;
}

struct sl_object *
sl_str_new(struct sl_interp *interp, const char *data, size_t length,
           struct sl_error *error)
{
    size_t fixed = offsetof(struct sl_str, data) + 1;
    size_t bytes = length > SL_SIZE_LIMIT - fixed ? SL_SIZE_LIMIT : fixed + length;
    struct sl_object *o = hashed_object_new(&interp->types[SL_STR], bytes, error);
    struct sl_str *s = (struct sl_str *)(void *)o;

    if (o == NULL)
        return NULL;
    s->var.size = (ptrdiff_t)length;
    s->hash = -1;
    if (length > 0)
        memcpy(s->data, data, length);
    return o;
}

static long
str_hash(struct sl_object *o, struct sl_error *error)
{
    struct sl_str *s = (struct sl_str *)(void *)o;
    unsigned long hash = (unsigned long)(unsigned char)s->data[0] << 7;

    (void)error;
    if (s->hash != -1)
        return s->hash;
    for (ptrdiff_t i = 0; i < s->var.size; i++)
        hash = hash * 1000003UL ^ (unsigned char)s->data[i];
    hash ^= (unsigned long)s->var.size;
    s->hash = sl_hash_fold(o->type->interp, hash);
    return s->hash;
}

static int
str_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    struct sl_str *s = (struct sl_str *)(void *)a, *t = (struct sl_str *)(void *)b;

    (void)error;
    return is_a(b, SL_STR) && s->var.size == t->var.size &&
           memcmp(s->data, t->data, (size_t)s->var.size) == 0;
}

int
sl_str_intern(struct sl_object **s, struct sl_error *error)
{
    struct sl_interp *interp = (*s)->type->interp;
    struct sl_object *known = NULL;
    int found;

    assert((*s)->type == &interp->types[SL_STR]);
    if (((struct sl_str *)(void *)*s)->interned)
        return 0;
    if (interp->interned == NULL)
        interp->interned = sl_dict_new(interp, error);
    if (interp->interned == NULL)
        return -1;
    found = sl_dict_get(interp->interned, *s, &known, error);
    if (found > 0) {
        sl_incref(known);
        sl_decref(*s);
        *s = known;
    }
    if (found != 0)
        return found < 0 ? -1 : 0;
    if (sl_dict_set(interp->interned, *s, *s, error) < 0)
        return -1;
    (*s)->refcnt -= 2;
    ((struct sl_str *)(void *)*s)->interned = 1;
    return 0;
}

static void
str_dealloc(struct sl_object *o)
{
    if (((struct sl_str *)(void *)o)->interned) {
        o->refcnt = 3;
        sl_dict_del(o->type->interp->interned, o, NULL);
    }
    sl_object_free(o);
}

struct sl_object *
sl_str_interned(struct sl_interp *interp, const char *text, struct sl_error *error)
{
    struct sl_object *o = sl_str_new(interp, text, strlen(text), error);

    if (o != NULL && sl_str_intern(&o, error) < 0) {
        sl_decref(o);
        return NULL;
    }
    return o;
}

void
sl_interned_free(struct sl_interp *interp)
{
    struct sl_object *key;
    size_t place = 0;

    if (interp->interned == NULL)
        return;
    while (sl_dict_next(interp->interned, &place, &key, NULL)) {
        key->refcnt += 2;
        ((struct sl_str *)(void *)key)->interned = 0;
    }
    sl_decref(&interp->interned->object);
}

struct sl_object *
sl_tuple_new(struct sl_interp *interp, struct sl_object *const *items,
             size_t length, struct sl_error *error)
{
    size_t fixed = sizeof(struct sl_tuple);
    size_t bytes = length > (SL_SIZE_LIMIT - fixed) / sizeof *items
                       ? SL_SIZE_LIMIT
                       : fixed + length * sizeof *items;
    struct sl_object *o = sl_object_new(&interp->types[SL_TUPLE], bytes, error);
    struct sl_tuple *t = (struct sl_tuple *)(void *)o;

    if (o == NULL)
        return NULL;
    t->var.size = (ptrdiff_t)length;
    for (size_t i = 0; i < length; i++)
        t->items[i] = sl_incref(items[i]);
    return o;
}

static void
tuple_clear(struct sl_object *o)
{
    struct sl_tuple *t = (struct sl_tuple *)(void *)o;

    while (t->var.size > 0) {
        struct sl_object *item = t->items[--t->var.size];

        t->items[t->var.size] = NULL; /* here a subclass now seeks its __dict__ */
        sl_decref(item);
    }
}

static void
tuple_dealloc(struct sl_object *o)
{
    tuple_clear(o);
    sl_object_free(o);
}

#define RECURSION_LIMIT 1000

static int
descend(struct sl_interp *interp, const char *where, struct sl_error *error)
{
    if (interp->recursion++ < RECURSION_LIMIT)
        return 0;
    return sl_fail(error, SL_RUNTIME_ERROR, "maximum recursion depth exceeded%s",
                   where);
}

static void
ascend(struct sl_interp *interp)
{
    interp->recursion--;
}

static long
tuple_hash(struct sl_object *o, struct sl_error *error)
{
    struct sl_tuple *t = (struct sl_tuple *)(void *)o;
    unsigned long hash = 0x345678UL, factor = 1000003UL;
    long item = descend(o->type->interp, "", error);

    for (ptrdiff_t i = 0; item != -1 && i < t->var.size; i++) {
        item = sl_hash(t->items[i], error);
        hash = (hash ^ (unsigned long)item) * factor;
        factor += 82520UL + 2 * (unsigned long)(t->var.size - i - 1);
    }
    ascend(o->type->interp);
    return item == -1 ? -1 : sl_hash_fold(o->type->interp, hash + 97531UL);
}

static int
tuple_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    struct sl_tuple *t = (struct sl_tuple *)(void *)a;
    struct sl_tuple *u = (struct sl_tuple *)(void *)b;
    int equal = is_a(b, SL_TUPLE) && t->var.size == u->var.size;

    if (descend(a->type->interp, " in cmp", error) < 0)
        equal = -1;
    for (ptrdiff_t i = 0; equal > 0 && i < t->var.size; i++)
        equal = sl_equal(t->items[i], u->items[i], error);
    ascend(a->type->interp);
    return equal;
}

void
sl_int_behaviour(struct sl_type *type)
{
    type->hash = int_hash;
    type->equal = int_equal;
}

void
sl_str_behaviour(struct sl_type *type)
{
    type->hash = str_hash;
    type->equal = str_equal;
    type->dealloc = str_dealloc;
}

void
sl_tuple_behaviour(struct sl_type *type)
{
    type->hash = tuple_hash;
    type->equal = tuple_equal;
    type->dealloc = tuple_dealloc;
    type->clear = tuple_clear;
}

struct writer {
    char *next, *end;
};

static void
write_char(struct writer *w, char c)
{
    if (w->next < w->end)
        *w->next++ = c;
}

static void
write_text(struct writer *w, const char *text)
{
    while (*text != '\0')
        write_char(w, *text++);
}

static void
write_byte(struct writer *w, char c, char quote)
{
    static const char plain[] = "\t\n\r\\", letter[] = "tnr\\",
                      hex[] = "0123456789abcdef";
    const char *special = c == '\0' ? NULL : strchr(plain, c);

    if (special != NULL || c == quote) {
        write_char(w, '\\');
        write_char(w, special != NULL ? letter[special - plain] : quote);
    } else if (c < ' ' || c > '~') {
        write_text(w, "\\x");
        write_char(w, hex[(unsigned char)c >> 4]);
        write_char(w, hex[(unsigned char)c & 15]);
    } else {
        write_char(w, c);
    }
}

static void
write_str(struct writer *w, const struct sl_str *s)
{
    size_t length = (size_t)s->var.size;
    bool single = memchr(s->data, '\'', length) != NULL;
    char quote = single && memchr(s->data, '"', length) == NULL ? '"' : '\'';

    write_char(w, quote);
    for (size_t i = 0; i < length; i++)
        write_byte(w, s->data[i], quote);
    write_char(w, quote);
}

static void write_tuple(struct writer *w, const struct sl_tuple *t);

static void
write_repr(struct writer *w, struct sl_object *o)
{
    const struct sl_type *types = o->type->interp->types;
    char number[32];

    if (o->type == &types[SL_STR]) {
        write_str(w, (struct sl_str *)(void *)o);
    } else if (o->type == &types[SL_INT]) {
        snprintf(number, sizeof number, "%ld", ((struct sl_int *)(void *)o)->value);
        write_text(w, number);
    } else if (o->type == &types[SL_NONE]) {
        write_text(w, "None");
    } else if (o->type == &types[SL_TUPLE]) {
        write_tuple(w, (struct sl_tuple *)(void *)o);
    } else {
        write_char(w, '<');
        write_text(w, o->type->name);
        write_text(w, " object>");
    }
}

static void
write_tuple(struct writer *w, const struct sl_tuple *t)
{
    write_char(w, '(');
    for (ptrdiff_t i = 0; i < t->var.size && w->next < w->end; i++) {
        write_text(w, i > 0 ? ", " : "");
        write_repr(w, t->items[i]);
    }
    write_text(w, t->var.size == 1 ? ",)" : ")");
}

char *
sl_repr(struct sl_object *o, char *buffer, size_t size)
{
    struct writer w = {buffer, buffer + size - 1}; /* room for the zero */

    write_repr(&w, o);
    *w.next = '\0';
    return buffer;
}
