/* Generated from chapters/93-layout.nw by make tangle: do not edit. MIT licence. */
#include "classes.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct parser {
    struct tokens *t;
    struct sl_interp *py;
    struct class_statement *s; /* NULL outside of classes */
    bool first;                /* no statement of the body has been read yet */
};

static int
expect(struct tokens *t, const char *text)
{
    char what[32];

    if (is_token(t, text))
        return next_token(t);
    snprintf(what, sizeof what, "'%s' is expected", text);
    return refuse_token(t, what);
}

static int
expect_kind(struct tokens *t, enum token_kind kind, const char *what)
{
    return t->token.kind == kind ? next_token(t) : refuse_token(t, what);
}

static bool
is_one_of(const struct tokens *t, const char *const *words)
{
    while (*words != NULL && !is_token(t, *words))
        words++;
    return *words != NULL;
}

/* Words that expressions are made of, and the others. */
static const char *const connectives[] = {"and", "else", "for",    "if", "in",
                                          "is",  "not",  "lambda", "or", NULL};
static const char *const verbs[] = {
    "as",     "assert", "break",   "class", "continue", "def",    "del",  "elif",
    "except", "exec",   "finally", "from",  "global",   "import", "pass", "print",
    "raise",  "return", "try",     "while", "with",     "yield",  NULL};

static bool
is_name(const struct tokens *t)
{
    return t->token.kind == NAME && !is_one_of(t, connectives) &&
           !is_one_of(t, verbs);
}

/* 0 if the present token is a name that a statement may bind; else REFUSED. */
static int
check_target(const struct tokens *t)
{
    static const char *const constants[] = {"None", "True", "False", "__debug__",
                                            NULL};

    if (!is_name(t))
        return refuse_token(t, "a name is expected");
    return is_one_of(t, constants)
               ? refuse_token(t, "a name of your own is expected")
               : 0;
}

/* The str that NAME is in a class that is called CLASS, or NULL. */
static struct sl_object *
mangled(struct sl_interp *py, const struct sl_str *class, struct token name)
{
    const char *rest = class->data + strspn(class->data, "_");
    struct buffer whole = {NULL, 0, 0};
    struct sl_object *result = NULL;

    if (name.length < 2 || strncmp(name.start, "__", 2) != 0 ||
        strncmp(name.start + name.length - 2, "__", 2) == 0 || *rest == '\0')
        return sl_str_new(py, name.start, name.length, NULL);
    if (buffer_append(&whole, "_", 1) &&
        buffer_append(&whole, rest, strlen(rest)) &&
        buffer_append(&whole, name.start, name.length))
        result = sl_str_new(py, whole.bytes, whole.size, NULL);
    buffer_free(&whole);
    return result;
}

/* names[KEY] = VALUE. Takes over both references; they may be NULL. 0 or
   NO_MEMORY. */
static int
bind(struct parser *p, struct sl_object *key, struct sl_object *value)
{
    int result = NO_MEMORY;

    if (key != NULL && value != NULL && sl_str_intern(&key, NULL) == 0 &&
        sl_dict_set(p->s->names, key, value, NULL) == 0)
        result = 0;
    sl_decref(key);
    sl_decref(value);
    return result;
}

static int
bind_text(struct parser *p, const char *name, struct sl_object *value)
{
    return bind(p, sl_str_interned(p->py, name, NULL), value);
}

/* Binds the name that is the present token. */
static int
bind_token(struct parser *p)
{
    const struct sl_str *class = (const struct sl_str *)(const void *)p->s->name;
    int result = check_target(p->t);

    if (result < 0)
        return result;
    if (is_token(p->t, "__metaclass__"))
        return refuse(p->t->source, p->t->token.line,
                      "__metaclass__ is not read: it could make anything of the "
                      "class");
    return bind(p, mangled(p->py, class, p->t->token), sl_incref(sl_none(p->py)));
}

static bool
is_augmented(const struct tokens *t)
{
    const struct token *token = &t->token;

    return token->kind == OPERATOR && token->length > 1 &&
           token->start[token->length - 1] == '=' &&
           (token->length == 3 || strchr("=!<>", *token->start) == NULL);
}

static bool
is_closing(const struct tokens *t)
{
    return is_token(t, ")") || is_token(t, "]") || is_token(t, "}");
}

struct skipped {
    size_t lambdas;     /* outside of brackets, whose colon has not come yet */
    bool value, string; /* the token before ends a value; it is a string */
};

/* 0, or REFUSED where the present token has no place in a value. */
static int
check_skipped(struct tokens *t, struct skipped *s)
{
    bool outside = innermost_bracket(t) == '\0';
    bool string = t->token.kind == STRING;
    bool value = string || t->token.kind == NUMBER || is_name(t);
    bool joined = !s->value || (s->string && string);

    s->value = value || is_closing(t);
    s->string = string;
    if (value && !joined)
        return refuse_token(t, "the end of the value is expected");
    if (is_token(t, "for") && innermost_bracket(t) == '[')
        return refuse(t->source, t->token.line,
                      "a list comprehension is not read: it binds its variable");
    if (is_augmented(t) || is_token(t, "@") || is_one_of(t, verbs))
        return refuse_token(t, "a value is expected");
    if (outside && is_token(t, "=") && s->lambdas == 0)
        return refuse(t->source, t->token.line, "only names are assigned to");
    if (outside && is_token(t, ":") && s->lambdas == 0)
        return refuse_token(t, "a value is expected");
    if (outside && is_token(t, ":"))
        s->lambdas--;
    if (outside && is_token(t, "lambda"))
        s->lambdas++;
    return 0;
}

static bool
is_statement_end(const struct tokens *t)
{
    return t->token.kind == NEWLINE ||
           (is_token(t, ";") && innermost_bracket(t) == '\0');
}

/* Skips the value that ends a statement. */
static int
skip_value(struct tokens *t)
{
    struct skipped s = {0, false, false};
    bool begins = t->token.kind != OPERATOR || strchr("([{+-~`", *t->token.start);
    bool over = false;
    int result = 0;

    if (is_statement_end(t) || !begins)
        return refuse_token(t, "a value is expected");
    while (result == 0 && !is_statement_end(t)) {
        over = is_token(t, ",") || is_token(t, "`");
        result = check_skipped(t, &s);
        if (result == 0)
            result = next_token(t);
    }
    return result == 0 && !over && !s.value
               ? refuse_token(t, "the rest of a value is expected")
               : result;
}

/* Skips what is in brackets, of which the present token is the first. */
static int
skip_brackets(struct tokens *t)
{
    struct skipped s = {0, false, false};
    int result = 0;

    while (result == 0 && innermost_bracket(t) != '\0') {
        result = check_skipped(t, &s);
        if (result == 0)
            result = next_token(t);
    }
    return result;
}

/* A string that is being put together. */
struct literal {
    struct tokens *t;
    struct buffer letters; /* of uint32_t: of a str, its bytes */
    bool unicode;          /* some part is */
    bool bytes;            /* some part that is not has a byte that is not ASCII */
    bool part_unicode;     /* the present part is */
};

static int
add_letter(struct literal *l, uint32_t letter)
{
    l->bytes = l->bytes || (!l->part_unicode && letter > 0x7f);
    return buffer_append(&l->letters, &letter, sizeof letter) ? 0 : NO_MEMORY;
}

/* The value of up to MOST digits in BASE at *P, which moves behind them; *COUNT
   becomes their number. */
static uint32_t
read_digits(const char **p, int base, int most, int *count)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t value = 0;

    for (*count = 0; *count < most; ++*count, ++*p) {
        const char *digit =
            **p == '\0' ? NULL : strchr(digits, tolower((unsigned char)**p));

        if (digit == NULL || digit - digits >= base)
            break;
        value = value * (uint32_t)base + (uint32_t)(digit - digits);
    }
    return value;
}

/* \xhh, \uhhhh or \Uhhhhhhhh, whose letter is at *P. */
static int
add_numbered(struct literal *l, const char **p)
{
    int digits = **p == 'x' ? 2 : **p == 'u' ? 4 : 8, count;
    uint32_t letter;

    ++*p;
    letter = read_digits(p, 16, digits, &count);
    if (count < digits || letter > 0x10ffff)
        return refuse(l->t->source, l->t->token.line,
                      "an escape in this string is not complete, or no letter");
    return add_letter(l, letter);
}

/* What the backslash at *P makes of what follows. */
static int
add_escape(struct literal *l, const char **p)
{
    static const char letters[] = "abfnrtv\\'\"",
                      meanings[] = "\a\b\f\n\r\t\v\\'\"";
    const char *known = strchr(letters, *++*p);
    uint32_t letter;
    int count;

    if (known != NULL) {
        ++*p;
        return add_letter(l, (unsigned char)meanings[known - letters]);
    }
    if (**p == 'x' || (l->part_unicode && (**p == 'u' || **p == 'U')))
        return add_numbered(l, p);
    if (l->part_unicode && **p == 'N')
        return refuse(l->t->source, l->t->token.line, "\\N is not read");
    if (**p == '\n') {
        ++*p;
        return 0;
    }
    letter = read_digits(p, 8, 3, &count);
    if (count > 0)
        return add_letter(l, l->part_unicode ? letter : letter & 0xff);
    return add_letter(l, '\\');
}

/* What the backslashes at *P make of what follows in a raw string. */
static int
add_raw(struct literal *l, const char **p)
{
    size_t count = strspn(*p, "\\");
    char next = (*p)[count];
    bool escape = l->part_unicode && count % 2 == 1 && (next == 'u' || next == 'U');
    int result = 0;

    *p += count;
    for (count -= escape; count > 0 && result == 0; count--)
        result = add_letter(l, '\\');
    return escape && result == 0 ? add_numbered(l, p) : result;
}

/* Appends the string that is the present token. */
static int
add_part(struct literal *l)
{
    const char *p = l->t->token.start, *end = p + l->t->token.length;
    bool raw = false;
    size_t quotes;
    int result = 0;

    for (l->part_unicode = false; *p != '\'' && *p != '"'; p++) {
        l->part_unicode = l->part_unicode || *p == 'u' || *p == 'U';
        raw = raw || *p == 'r' || *p == 'R';
    }
    l->unicode = l->unicode || l->part_unicode;
    quotes = end - p >= 6 && p[1] == *p && p[2] == *p ? 3 : 1;
    p += quotes;
    end -= quotes;
    while (p < end && result == 0) {
        bool utf8 = l->part_unicode && l->t->source->utf8;

        if (*p == '\\')
            result = raw ? add_raw(l, &p) : add_escape(l, &p);
        else
            result = add_letter(l, (uint32_t)next_letter(&p, utf8));
    }
    return result;
}

static struct sl_object *
literal_object(const struct literal *l, struct sl_interp *py)
{
    size_t length = l->letters.size / sizeof(uint32_t);
    const uint32_t *letters = (const uint32_t *)(const void *)l->letters.bytes;
    const uint32_t nothing = 0;
    struct buffer bytes = {NULL, 0, 0};
    struct sl_object *result = NULL;
    bool room = true;

    if (l->unicode)
        return sl_unicode_new(py, length > 0 ? letters : &nothing, length, NULL);
    for (size_t i = 0; i < length && room; i++) {
        char byte = (char)(unsigned char)letters[i];

        room = buffer_append(&bytes, &byte, 1);
    }
    if (room)
        result = sl_str_new(py, length > 0 ? bytes.bytes : "", length, NULL);
    buffer_free(&bytes);
    return result;
}

/* The string at the present token and at those that follow. */
static int
read_string(struct parser *p, struct sl_object **object)
{
    struct literal l = {.t = p->t};
    size_t line = p->t->token.line;
    int result = 0;

    while (result == 0 && p->t->token.kind == STRING) {
        result = add_part(&l);
        if (result == 0)
            result = next_token(p->t);
    }
    if (result == 0 && l.unicode && l.bytes)
        result = refuse(p->t->source, line,
                        "a str that is not ASCII is joined to unicode");
    if (result == 0) {
        *object = literal_object(&l, p->py);
        result = *object == NULL ? NO_MEMORY : 0;
    }
    buffer_free(&l.letters);
    return result;
}

/* An object that is good for nothing but to have the type WHICH. */
static int
stand_in(struct parser *p, enum sl_builtin which, struct sl_object **object)
{
    struct sl_type *type = sl_builtin(p->py, which);

    *object = sl_object_new(type, sizeof(struct sl_dict), NULL);
    return *object == NULL ? NO_MEMORY : 0;
}

/* Whether the digits at P, in BASE, and their sign fit in an int of BYTES bytes. */
static bool
fits_int(const char *p, int base, bool negative, size_t bytes)
{
    uint64_t most = (UINT64_MAX >> (8 * (sizeof most - bytes) + 1)) + negative;
    uint64_t value = 0;
    int count;

    for (;;) {
        uint32_t digit = read_digits(&p, base, 1, &count);

        if (count == 0)
            return true;
        if (value > (most - digit) / (uint64_t)base)
            return false;
        value = value * (uint64_t)base + digit;
    }
}

static enum sl_builtin
number_type(const struct parser *p, bool negative)
{
    const char *digits = p->t->token.start;
    char last = digits[p->t->token.length - 1];
    size_t bytes = p->py->platform->abi->long_.size;
    int base = 10;

    if (*digits == '0' && p->t->token.length > 1) {
        bool marked = strchr("xXoObB", digits[1]) != NULL;

        base = strchr("xX", digits[1]) ? 16 : strchr("bB", digits[1]) ? 2 : 8;
        digits += marked ? 2 : 0;
    }
    if (last == 'l' || last == 'L')
        return SL_LONG;
    if (base != 16 && (last == 'j' || last == 'J'))
        return SL_COMPLEX;
    if (base != 16 && digits + strcspn(digits, ".eE") < p->t->next)
        return SL_FLOAT;
    return fits_int(digits, base, negative, bytes) ? SL_INT : SL_LONG;
}

static int
read_number(struct parser *p, struct sl_object **object)
{
    bool negative = is_token(p->t, "-");
    int result = 0;

    if (negative || is_token(p->t, "+"))
        result = next_token(p->t);
    if (result == 0 && p->t->token.kind != NUMBER)
        result = refuse_token(p->t, "a number is expected");
    if (result == 0)
        result = stand_in(p, number_type(p, negative), object);
    return result == 0 ? next_token(p->t) : result;
}

enum { MAX_NESTING = 90 };

/* A value that was read. */
struct item {
    struct sl_object *object; /* owned; of a list, a tuple of the same items */
    bool list;
};

static int read_sequence(struct parser *p, const char *close, int depth,
                         struct item *item);
static int
read_item(struct parser *p, int depth, struct item *item)
{
    struct tokens *t = p->t;
    int result;

    item->list = is_token(t, "[");
    if (depth == MAX_NESTING)
        return refuse(t->source, t->token.line, "brackets are nested too deeply");
    if (t->token.kind == STRING)
        return read_string(p, &item->object);
    if (t->token.kind == NUMBER || is_token(t, "-") || is_token(t, "+"))
        return read_number(p, &item->object);
    if (is_token(t, "(") || item->list) {
        result = next_token(t);
        return result < 0 ? result
                          : read_sequence(p, item->list ? "]" : ")", depth, item);
    }
    if (is_token(t, "None"))
        item->object = sl_incref(sl_none(p->py));
    else if (!is_token(t, "True") && !is_token(t, "False"))
        return refuse_token(t, "in __slots__ only strings, numbers, None and "
                               "tuples and lists of them are read");
    else if (stand_in(p, SL_BOOL, &item->object) < 0)
        return NO_MEMORY;
    return next_token(t);
}

/* Appends ITEM, which is taken over. */
static int
add_item(struct parser *p, struct buffer *items, struct item *item)
{
    int result = 0;

    if (item->list) {
        sl_decref(item->object);
        item->object = NULL;
        result = stand_in(p, SL_LIST, &item->object);
    }
    if (result == 0 && !buffer_append(items, &item->object, sizeof item->object))
        result = NO_MEMORY;
    if (result < 0)
        sl_decref(item->object);
    item->object = NULL;
    return result;
}

static bool
is_close(const struct tokens *t, const char *close)
{
    return close != NULL ? is_token(t, close) : is_statement_end(t);
}

static int
expect_close(struct tokens *t, const char *close)
{
    if (close != NULL)
        return expect(t, close);
    return is_close(t, NULL) ? 0
                             : refuse_token(t, "the end of the value is expected");
}

/* Makes a tuple of ITEMS and gives their references back. */
static struct sl_object *
end_items(struct parser *p, struct buffer *items, bool wanted)
{
    struct sl_object **objects = (struct sl_object **)(void *)items->bytes;
    size_t count = items->size / sizeof *objects;
    struct sl_object *tuple =
        wanted ? sl_tuple_new(p->py, objects, count, NULL) : NULL;

    for (size_t i = 0; i < count; i++)
        sl_decref(objects[i]);
    buffer_free(items);
    return tuple;
}

/* Items up to CLOSE; NULL: up to the end of the statement. ITEM says whether
   they are in square brackets. On failure, too, its object is to be given back. */
static int
read_sequence(struct parser *p, const char *close, int depth, struct item *item)
{
    bool list = item->list, more = close == NULL || !is_close(p->t, close);
    struct buffer items = {NULL, 0, 0};
    int result = 0;

    while (result == 0 && more) {
        result = read_item(p, depth + 1, item);
        more = is_token(p->t, ",");
        if (result == 0 && !more && !list && items.size == 0)
            return expect_close(p->t, close);
        if (result == 0)
            result = add_item(p, &items, item);
        if (result == 0 && more)
            result = next_token(p->t);
        more = more && !is_close(p->t, close);
    }
    if (result == 0)
        result = expect_close(p->t, close);
    if (result < 0)
        sl_decref(item->object);
    item->list = list;
    item->object = end_items(p, &items, result == 0);
    return result == 0 && item->object == NULL ? NO_MEMORY : result;
}

static int
read_slots(struct parser *p)
{
    struct item item = {NULL, false};
    int result;

    p->s->slots_line = p->t->token.line;
    result = read_sequence(p, NULL, 0, &item);
    if (result == 0)
        return bind_text(p, "__slots__", item.object);
    sl_decref(item.object);
    return result;
}

static bool
is_target(const struct tokens *t)
{
    const char *p = t->next;

    while (*p == ' ' || *p == '\t' || *p == '\f' || (*p == '\\' && p[1] == '\n'))
        p += *p == '\\' ? 2 : 1;
    return t->token.kind == NAME && *p == '=' && p[1] != '=';
}

static int
read_assignment(struct parser *p)
{
    bool slots = false;
    int result = 0;

    if (!is_target(p->t))
        return refuse_token(p->t, "in a class only NAME = VALUE, def, pass and "
                                  "strings are read");
    while (result == 0 && is_target(p->t)) {
        if (is_token(p->t, "__slots__"))
            slots = true;
        else
            result = bind_token(p);
        if (result == 0)
            result = next_token(p->t);
        if (result == 0)
            result = expect(p->t, "=");
    }
    if (result < 0)
        return result;
    return slots ? read_slots(p) : skip_value(p->t);
}

/* Skips the block that begins at the present token. */
static int
skip_block(struct tokens *t)
{
    size_t depth = 0;
    bool colon = true; /* the last line ended in one */
    int result = 0;

    do {
        if (t->token.kind == INDENT && !colon)
            return refuse_token(t, "a line of the same block is expected");
        depth += t->token.kind == INDENT;
        depth -= t->token.kind == DEDENT;
        colon = is_token(t, ":") || (colon && t->token.kind == NEWLINE);
        result = next_token(t);
    } while (result == 0 && depth > 0);
    return result;
}

/* Skips what stands behind a colon, on its line or as a block. */
static int
skip_suite(struct tokens *t)
{
    bool block = t->token.kind == NEWLINE;
    int result = 0;

    while (result == 0 && t->token.kind != NEWLINE)
        result = next_token(t);
    if (result == 0)
        result = next_token(t);
    if (result < 0 || !block)
        return result;
    if (t->token.kind != INDENT)
        return refuse_token(t, "an indented block is expected");
    return skip_block(t);
}

static int
skip_decorators(struct tokens *t)
{
    int result = 0;

    while (result == 0 && is_token(t, "@")) {
        result = next_token(t);
        if (result == 0)
            result = skip_value(t);
        if (result == 0)
            result =
                expect_kind(t, NEWLINE, "the end of the decorator is expected");
    }
    return result;
}

static int
read_def(struct parser *p)
{
    struct tokens *t = p->t;
    int result = skip_decorators(t);

    if (result == 0)
        result = expect(t, "def");
    if (result == 0 && is_token(t, "__slots__"))
        return refuse(t->source, t->token.line, "__slots__ is a function here");
    if (result == 0)
        result = bind_token(p);
    if (result == 0)
        result = next_token(t);
    if (result == 0 && !is_token(t, "("))
        return refuse_token(t, "'(' is expected");
    if (result == 0)
        result = skip_brackets(t);
    if (result == 0)
        result = expect(t, ")");
    if (result == 0)
        result = expect(t, ":");
    return result == 0 ? skip_suite(t) : result;
}

static int
read_simple(struct parser *p)
{
    struct tokens *t = p->t;
    int result = 0;

    if (is_token(t, "pass"))
        return next_token(t);
    if (is_token(t, p->s != NULL ? "def" : "class"))
        return refuse(t->source, t->token.line, "'%s' needs a line of its own",
                      p->s != NULL ? "def" : "class");
    if (t->token.kind != STRING)
        return p->s != NULL ? read_assignment(p)
                            : refuse_token(t, "only class statements, pass and "
                                              "strings are read");
    if (p->first)
        result = bind_text(p, "__doc__", sl_incref(sl_none(p->py)));
    while (result == 0 && t->token.kind == STRING)
        result = next_token(t);
    return result;
}

static int
read_simple_line(struct parser *p)
{
    int result;

    do {
        result = read_simple(p);
        p->first = false;
        if (result < 0 || !is_token(p->t, ";"))
            break;
        result = next_token(p->t);
    } while (result == 0 && p->t->token.kind != NEWLINE);
    return result < 0
               ? result
               : expect_kind(p->t, NEWLINE, "the end of the statement is expected");
}

static int
read_body(struct parser *p)
{
    struct tokens *t = p->t;
    int result;

    if (t->token.kind != NEWLINE)
        return read_simple_line(p);
    result = next_token(t);
    if (result == 0)
        result = expect_kind(t, INDENT, "an indented block is expected");
    while (result == 0 && t->token.kind != DEDENT) {
        if (is_token(t, "def") || is_token(t, "@"))
            result = read_def(p);
        else
            result = read_simple_line(p);
        p->first = false;
    }
    return result == 0 ? next_token(t) : result;
}

static int
read_bases(struct parser *p)
{
    struct tokens *t = p->t;
    int result = 0;

    while (result == 0 && !is_token(t, ")")) {
        if (!is_name(t))
            return refuse_token(t, "the name of a base is expected");
        if (!buffer_append(&p->s->bases, &t->token, sizeof t->token))
            return NO_MEMORY;
        result = next_token(t);
        if (result == 0 && !is_token(t, ",") && !is_token(t, ")"))
            return refuse_token(t, "only names are read as bases");
        if (result == 0 && is_token(t, ","))
            result = next_token(t);
    }
    return result == 0 ? next_token(t) : result;
}

static int
read_class(struct parser *p)
{
    struct tokens *t = p->t;
    int result = next_token(t);

    if (result == 0)
        result = check_target(t);
    if (result < 0)
        return result;
    p->s->line = t->token.line;
    p->s->name = sl_str_new(p->py, t->token.start, t->token.length, NULL);
    p->s->names = sl_dict_new(p->py, NULL);
    if (p->s->name == NULL || p->s->names == NULL ||
        sl_str_intern(&p->s->name, NULL) < 0 ||
        bind_text(p, "__module__", sl_incref(sl_none(p->py))) < 0)
        return NO_MEMORY;
    result = next_token(t);
    if (result == 0 && is_token(t, "(")) {
        result = next_token(t);
        if (result == 0)
            result = read_bases(p);
    }
    if (result == 0 && p->s->bases.size == 0)
        return refuse(t->source, p->s->line,
                      "a class without bases is of the old style, and no type");
    if (result == 0)
        result = expect(t, ":");
    return result == 0 ? read_body(p) : result;
}

int
next_class(struct tokens *t, struct sl_interp *py, struct class_statement *s)
{
    struct parser outside = {t, py, NULL, false}, inside = {t, py, s, true};
    int result = 0;

    *s = (struct class_statement){.name = NULL};
    while (result == 0 && t->token.kind != AT_END && !is_token(t, "class"))
        result = read_simple_line(&outside);
    if (result < 0 || t->token.kind == AT_END)
        return result;
    result = read_class(&inside);
    if (result == 0)
        return 1;
    class_statement_free(s);
    return result;
}

void
class_statement_free(struct class_statement *s)
{
    sl_decref(s->name);
    if (s->names != NULL)
        sl_decref(&s->names->object);
    buffer_free(&s->bases);
    *s = (struct class_statement){.name = NULL};
}
