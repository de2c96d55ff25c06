/* Generated from chapters/82-builtin.nw by make tangle: do not edit. MIT licence. */
#include "builtin.h"
#include "bases.h"
#include "descr.h"
#include "dict.h"
#include "types-since.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

bool
sl_is_a(const struct sl_object *o, enum sl_builtin which)
{
    return sl_is_subtype(o->type, sl_builtin(o->type->interp, which));
}

struct sl_object *
sl_int_new(struct sl_interp *interp, long value, struct sl_error *error)
{
    struct sl_object *o =
        sl_object_new(&interp->types[SL_INT], sizeof(struct sl_int), error);

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
    return sl_is_a(b, SL_INT) && ((struct sl_int *)(void *)a)->value ==
                                     ((struct sl_int *)(void *)b)->value;
}

struct sl_object *
sl_str_new(struct sl_interp *interp, const char *data, size_t length,
           struct sl_error *error)
{
    size_t fixed = offsetof(struct sl_str, data) + 1;
    size_t bytes = length > SL_SIZE_LIMIT - fixed ? SL_SIZE_LIMIT : fixed + length;
    struct sl_object *o = sl_object_new(&interp->types[SL_STR], bytes, error);
    struct sl_str *s = (struct sl_str *)(void *)o;

    if (o == NULL)
        return NULL;
    s->var.size = (ptrdiff_t)length;
    s->hash = -1;
    if (data != NULL && length > 0)
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
    return sl_is_a(b, sl_is_a(a, SL_BYTES) ? SL_BYTES : SL_STR) &&
           s->var.size == t->var.size &&
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
sl_unicode_new(struct sl_interp *interp, const uint32_t *characters, size_t length,
               struct sl_error *error)
{
    size_t size = sizeof *characters;
    size_t bytes =
        length > SL_SIZE_LIMIT / size - 1 ? SL_SIZE_LIMIT : (length + 1) * size;
    struct sl_object *o =
        sl_object_new(&interp->types[SL_UNICODE], sizeof(struct sl_unicode), error);
    struct sl_unicode *u = (struct sl_unicode *)(void *)o;

    if (o == NULL)
        return NULL;
    u->hash = -1;
    u->characters = sl_memory_new(interp, bytes, error);
    if (u->characters == NULL) {
        sl_decref(o);
        return NULL;
    }
    u->var.size = (ptrdiff_t)length;
    if (length > 0)
        memcpy(u->characters, characters, length * size);
    u->characters[length] = 0;
    return o;
}

static void
unicode_dealloc(struct sl_object *o)
{
    sl_memory_free(o->type->interp, ((struct sl_unicode *)(void *)o)->characters);
    sl_object_free(o);
}

static long
unicode_hash(struct sl_object *o, struct sl_error *error)
{
    struct sl_unicode *u = (struct sl_unicode *)(void *)o;
    unsigned long hash = (unsigned long)u->characters[0] << 7;

    (void)error;
    if (u->hash != -1)
        return u->hash;
    for (ptrdiff_t i = 0; i < u->var.size; i++)
        hash = hash * 1000003UL ^ u->characters[i];
    hash ^= (unsigned long)u->var.size;
    u->hash = sl_hash_fold(o->type->interp, hash);
    return u->hash;
}

static bool
same_letters(const struct sl_unicode *u, const struct sl_str *s)
{
    bool same = u->var.size == s->var.size;

    for (ptrdiff_t i = 0; same && i < s->var.size; i++)
        same =
            u->characters[i] < 128 && u->characters[i] == (unsigned char)s->data[i];
    return same;
}

static int
unicode_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    struct sl_unicode *u = (struct sl_unicode *)(void *)a;
    struct sl_unicode *v = (struct sl_unicode *)(void *)b;

    (void)error;
    if (sl_is_a(b, SL_STR))
        return same_letters(u, (struct sl_str *)(void *)b);
    return sl_is_a(b, SL_UNICODE) && u->var.size == v->var.size &&
           memcmp(u->characters, v->characters,
                  (size_t)u->var.size * sizeof *u->characters) == 0;
}

struct sl_object *
sl_tuple_new(struct sl_interp *interp, struct sl_object *const *items,
             size_t length, struct sl_error *error)
{
    size_t fixed = sizeof(struct sl_tuple);
    size_t most = (SL_SIZE_LIMIT - fixed) / sizeof *items;
    size_t bytes = length > most ? SL_SIZE_LIMIT : fixed + length * sizeof *items;
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
    int equal = sl_is_a(b, SL_TUPLE) && t->var.size == u->var.size;

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
sl_unicode_behaviour(struct sl_type *type)
{
    type->hash = unicode_hash;
    type->equal = unicode_equal;
    type->dealloc = unicode_dealloc;
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

static char
quote_for(bool has_single, bool has_double)
{
    return has_single && !has_double ? '"' : '\'';
}

static void
write_str(struct writer *w, const struct sl_str *s)
{
    size_t length = (size_t)s->var.size;
    char quote = quote_for(memchr(s->data, '\'', length) != NULL,
                           memchr(s->data, '"', length) != NULL);

    write_char(w, quote);
    for (size_t i = 0; i < length; i++)
        write_byte(w, s->data[i], quote);
    write_char(w, quote);
}

static void
write_character(struct writer *w, uint32_t c, char quote)
{
    char escape[16];

    if (c < 128) {
        write_byte(w, (char)c, quote);
        return;
    }
    snprintf(escape, sizeof escape,
             c <= 0xff     ? "\\x%02" PRIx32
             : c <= 0xffff ? "\\u%04" PRIx32
                           : "\\U%08" PRIx32,
             c);
    write_text(w, escape);
}

static void
write_unicode(struct writer *w, const struct sl_unicode *u)
{
    bool has_single = false, has_double = false;
    char quote;

    for (ptrdiff_t i = 0; i < u->var.size; i++) {
        has_single = has_single || u->characters[i] == '\'';
        has_double = has_double || u->characters[i] == '"';
    }
    quote = quote_for(has_single, has_double);
    write_char(w, 'u');
    write_char(w, quote);
    for (ptrdiff_t i = 0; i < u->var.size && w->next < w->end; i++)
        write_character(w, u->characters[i], quote);
    write_char(w, quote);
}

static void
write_descr(struct writer *w, const struct sl_descr *d)
{
    const struct sl_type *members =
        sl_builtin(d->object.type->interp, SL_MEMBER_DESCRIPTOR);

    write_text(w, d->object.type == members ? "<member '" : "<attribute '");
    write_text(w, ((struct sl_str *)(void *)d->name)->data);
    write_text(w, "' of '");
    write_text(w, d->owner == NULL ? "?" : d->owner->name);
    write_text(w, "' objects>");
}

static void write_tuple(struct writer *w, const struct sl_tuple *t);

static void
write_repr(struct writer *w, struct sl_object *o)
{
    char number[32];

    if (sl_is_a(o, SL_STR)) {
        write_str(w, (struct sl_str *)(void *)o);
    } else if (sl_is_a(o, SL_UNICODE)) {
        write_unicode(w, (struct sl_unicode *)(void *)o);
    } else if (sl_is_a(o, SL_INT)) {
        snprintf(number, sizeof number, "%ld", ((struct sl_int *)(void *)o)->value);
        write_text(w, number);
    } else if (sl_is_a(o, SL_NONE)) {
        write_text(w, "None");
    } else if (sl_is_a(o, SL_TUPLE)) {
        write_tuple(w, (struct sl_tuple *)(void *)o);
    } else if (sl_is_a(o, SL_MEMBER_DESCRIPTOR) ||
               sl_is_a(o, SL_GETSET_DESCRIPTOR)) {
        write_descr(w, (struct sl_descr *)(void *)o);
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

static int
not_ascii(const struct sl_unicode *u, ptrdiff_t start, struct sl_error *error)
{
    char shown[16];
    struct writer w = {shown, shown + sizeof shown - 1};
    ptrdiff_t end = start;

    while (end < u->var.size && u->characters[end] >= 128)
        end++;
    if (end - start > 1)
        return sl_fail(error, SL_UNICODE_ENCODE_ERROR,
                       "'ascii' codec can't encode characters in position %td-%td: "
                       "ordinal not in range(128)",
                       start, end - 1);
    write_character(&w, u->characters[start], '\'');
    *w.next = '\0';
    return sl_fail(error, SL_UNICODE_ENCODE_ERROR,
                   "'ascii' codec can't encode character u'%s' in position %td: "
                   "ordinal not in range(128)",
                   shown, start);
}

struct sl_object *
sl_unicode_ascii(struct sl_object *o, struct sl_error *error)
{
    struct sl_unicode *u = (struct sl_unicode *)(void *)o;
    struct sl_object *s;

    assert(sl_is_a(o, SL_UNICODE));
    for (ptrdiff_t i = 0; i < u->var.size; i++)
        if (u->characters[i] >= 128) {
            not_ascii(u, i, error);
            return NULL;
        }
    s = sl_str_new(o->type->interp, NULL, (size_t)u->var.size, error);
    for (ptrdiff_t i = 0; s != NULL && i < u->var.size; i++)
        ((struct sl_str *)(void *)s)->data[i] = (char)u->characters[i];
    return s;
}

static const struct sl_family families[] = {
    {"BaseException", "", {"GeneratorExit", "KeyboardInterrupt"}},
    {"BaseException", "P", {"SystemExit"}},
    {"Exception", "", {"StandardError", "StopIteration", "Warning"}},
    {"StandardError",
     "",
     {"ArithmeticError", "AssertionError", "AttributeError", "BufferError",
      "EOFError", "ImportError", "LookupError", "MemoryError", "NameError",
      "ReferenceError", "RuntimeError", "SystemError", "TypeError", "ValueError"}},
    {"StandardError", "3P", {"EnvironmentError"}},
    {"StandardError", "6P", {"SyntaxError"}},
    {"ArithmeticError",
     "",
     {"FloatingPointError", "OverflowError", "ZeroDivisionError"}},
    {"EnvironmentError", "", {"IOError", "OSError"}},
    {"LookupError", "", {"IndexError", "KeyError"}},
    {"NameError", "", {"UnboundLocalError"}},
    {"RuntimeError", "", {"NotImplementedError"}},
    {"SyntaxError", "", {"IndentationError"}},
    {"IndentationError", "", {"TabError"}},
    {"ValueError", "", {"UnicodeError"}},
    {"UnicodeError",
     "2Pn2P",
     {"UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError"}},
    {"Warning",
     "",
     {"BytesWarning", "DeprecationWarning", "FutureWarning", "ImportWarning",
      "PendingDeprecationWarning", "RuntimeWarning", "SyntaxWarning",
      "UnicodeWarning", "UserWarning"}},
    {NULL, NULL, {NULL}},
};

static void
exception_ready(struct sl_interp *interp, struct sl_type *type, const char *name,
                const char *base, const char *more_format)
{
    ptrdiff_t more = sl_calcsize(interp->platform->abi, more_format, NULL);

    assert(more >= 0);
    type->object = (struct sl_object){1, &interp->types[SL_TYPE]};
    type->base = sl_builtin_named(interp, base);
    type->name = name;
    sl_type_like_base(type);
    type->basicsize += (size_t)more;
    sl_type_ready(interp, type);
}

void
sl_exceptions_ready(struct sl_interp *interp)
{
    struct sl_type *type = &interp->types[SL_EXCEPTIONS];
    const struct sl_family *f = sl_families_since(interp->platform);

    if (f != NULL)
        type = &interp->types[SL_EXCEPTIONS_SINCE];
    for (f = f != NULL ? f : families; f->base != NULL; f++)
        for (const char *const *name = f->names; *name != NULL; name++) {
            const char *more = sl_more_since(interp->platform, *name, f->more);

            if (more != NULL && sl_builtin_named(interp, f->base) != NULL)
                exception_ready(interp, type++, *name, f->base, more);
        }
    assert(type <= &interp->types[SL_BUILTINS_SINCE]);
}
