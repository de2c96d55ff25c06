/* Generated from chapters/94-literals.nw by make tangle: do not edit. MIT licence. */
#include "literals.h"

#include <ctype.h>
#include <string.h>

struct reader {
    struct tokens *t;
    struct sl_interp *py;
};

/* A string that is being put together. */
struct literal {
    struct tokens *t;
    struct buffer letters; /* of uint32_t: of a str, its bytes */
    bool unicode;          /* some part is */
    bool bytes;            /* some part that is not has a byte that is not ASCII */
    bool part_unicode;     /* the present part is */
    bool plain;            /* Python 3: some part is bytes */
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
    bool escape = l->part_unicode && !l->t->source->three && count % 2 == 1 &&
                  (next == 'u' || next == 'U');
    int result = 0;

    *p += count;
    for (count -= escape; count > 0 && result == 0; count--)
        result = add_letter(l, '\\');
    return escape && result == 0 ? add_numbered(l, p) : result;
}

/* Reads the prefix at *P, which moves to the quote; *RAW: whether there is an r. */
static int
read_prefix(struct literal *l, const char **p, bool *raw)
{
    bool three = l->t->source->three;
    char kind = '\0';

    for (; **p != '\'' && **p != '"'; ++*p) {
        *raw = *raw || **p == 'r' || **p == 'R';
        if (**p != 'r' && **p != 'R')
            kind = (char)(**p | 0x20);
    }
    if (kind == 'f')
        return refuse(l->t->source, l->t->token.line,
                      "a computed string is not written out");
    l->part_unicode = three ? kind != 'b' : kind == 'u';
    l->plain = l->plain || (three && kind == 'b');
    l->unicode = l->unicode || l->part_unicode;
    return 0;
}

/* Appends the string that is the present token. */
static int
add_part(struct literal *l)
{
    const char *p = l->t->token.start, *end = p + l->t->token.length;
    bool raw = false;
    size_t quotes;
    int result = read_prefix(l, &p, &raw);

    quotes = end - p >= 6 && p[1] == *p && p[2] == *p ? 3 : 1;
    p += quotes;
    end -= quotes;
    while (p < end && result == 0) {
        bool utf8 = l->part_unicode && l->t->source->utf8;

        if (*p == '\\')
            result = raw ? add_raw(l, &p) : add_escape(l, &p);
        else if (l->t->source->three && !l->part_unicode && *p < 0)
            result = refuse(l->t->source, l->t->token.line,
                            "bytes have a letter that is not ASCII");
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
        return sl_text_new(py, length > 0 ? letters : &nothing, length, NULL);
    for (size_t i = 0; i < length && room; i++) {
        char byte = (char)(unsigned char)letters[i];

        room = buffer_append(&bytes, &byte, 1);
    }
    if (room)
        result = sl_bytes_new(py, length > 0 ? bytes.bytes : "", length, NULL);
    buffer_free(&bytes);
    return result;
}

/* The string at the present token and at those that follow. */
static int
read_string(struct reader *r, struct sl_object **object)
{
    struct literal l = {.t = r->t};
    size_t line = r->t->token.line;
    int result = 0;

    while (result == 0 && r->t->token.kind == STRING) {
        result = add_part(&l);
        if (result == 0)
            result = next_token(r->t);
    }
    if (result == 0 && l.unicode && l.plain)
        result = refuse(r->t->source, line, "bytes are joined to text");
    if (result == 0 && l.unicode && l.bytes && !l.plain)
        result = refuse(r->t->source, line,
                        "a str that is not ASCII is joined to unicode");
    if (result == 0) {
        *object = literal_object(&l, r->py);
        result = *object == NULL ? NO_MEMORY : 0;
    }
    buffer_free(&l.letters);
    return result;
}

/* An object that is good for nothing but to have the type WHICH. */
static int
stand_in(struct reader *r, enum sl_builtin which, struct sl_object **object)
{
    struct sl_type *type = sl_builtin(r->py, which);

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

static bool
has_any(const char *from, const char *end, const char *which)
{
    while (from < end && strchr(which, *from) == NULL)
        from++;
    return from < end;
}

static enum sl_builtin
number_type(const struct reader *r, bool negative)
{
    const char *digits = r->t->token.start;
    char last = digits[r->t->token.length - 1];
    size_t bytes = r->py->platform->abi->long_.size;
    int base = 10;

    if (*digits == '0' && r->t->token.length > 1) {
        bool marked = strchr("xXoObB", digits[1]) != NULL;

        base = strchr("xX", digits[1]) ? 16 : strchr("bB", digits[1]) ? 2 : 8;
        digits += marked ? 2 : 0;
    }
    if (last == 'l' || last == 'L')
        return SL_LONG;
    if (base != 16 && (last == 'j' || last == 'J'))
        return SL_COMPLEX;
    if (base != 16 && has_any(digits, r->t->next, ".eE"))
        return SL_FLOAT;
    if (r->t->source->three)
        return SL_INT;
    return fits_int(digits, base, negative, bytes) ? SL_INT : SL_LONG;
}

static int
read_number(struct reader *r, struct sl_object **object)
{
    bool negative = is_token(r->t, "-");
    int result = 0;

    if (negative || is_token(r->t, "+"))
        result = next_token(r->t);
    if (result == 0 && r->t->token.kind != NUMBER)
        result = refuse_token(r->t, "a number is expected");
    if (result == 0)
        result = stand_in(r, number_type(r, negative), object);
    return result == 0 ? next_token(r->t) : result;
}

enum { MAX_NESTING = 90 };

/* A value that was read. */
struct item {
    struct sl_object *object; /* owned; of a list, a tuple of the same items */
    bool list;
};

static int read_sequence(struct reader *r, const char *close, int depth,
                         struct item *item);
static int
read_item(struct reader *r, int depth, struct item *item)
{
    struct tokens *t = r->t;
    int result;

    item->list = is_token(t, "[");
    if (depth == MAX_NESTING)
        return refuse(t->source, t->token.line, "brackets are nested too deeply");
    if (t->token.kind == STRING)
        return read_string(r, &item->object);
    if (t->token.kind == NUMBER || is_token(t, "-") || is_token(t, "+"))
        return read_number(r, &item->object);
    if (is_token(t, "(") || item->list) {
        result = next_token(t);
        if (result < 0)
            return result;
        return read_sequence(r, item->list ? "]" : ")", depth, item);
    }
    if (is_token(t, "None"))
        item->object = sl_incref(sl_none(r->py));
    else if (!is_token(t, "True") && !is_token(t, "False"))
        return refuse_token(t, "in __slots__ only strings, numbers, None and "
                               "tuples and lists of them are read");
    else if (stand_in(r, SL_BOOL, &item->object) < 0)
        return NO_MEMORY;
    return next_token(t);
}

/* Appends ITEM, which is taken over. */
static int
add_item(struct reader *r, struct buffer *items, struct item *item)
{
    int result = 0;

    if (item->list) {
        sl_decref(item->object);
        item->object = NULL;
        result = stand_in(r, SL_LIST, &item->object);
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
    if (is_close(t, NULL))
        return 0;
    return refuse_token(t, "the value of __slots__ must be written out: its end is "
                           "expected");
}

/* Makes a tuple of ITEMS and gives their references back. */
static struct sl_object *
end_items(struct reader *r, struct buffer *items, bool wanted)
{
    struct sl_object **objects = (struct sl_object **)(void *)items->bytes;
    size_t count = items->size / sizeof *objects;
    struct sl_object *tuple =
        wanted ? sl_tuple_new(r->py, objects, count, NULL) : NULL;

    for (size_t i = 0; i < count; i++)
        sl_decref(objects[i]);
    buffer_free(items);
    return tuple;
}

/* Items up to CLOSE; NULL: up to the end of the statement. ITEM says whether
   they are in square brackets. On failure, too, its object is to be given back. */
static int
read_sequence(struct reader *r, const char *close, int depth, struct item *item)
{
    bool list = item->list, more = close == NULL || !is_close(r->t, close);
    struct buffer items = {NULL, 0, 0};
    int result = 0;

    while (result == 0 && more) {
        result = read_item(r, depth + 1, item);
        more = is_token(r->t, ",");
        if (result == 0 && !more && !list && items.size == 0)
            return expect_close(r->t, close);
        if (result == 0)
            result = add_item(r, &items, item);
        if (result == 0 && more)
            result = next_token(r->t);
        more = more && !is_close(r->t, close);
    }
    if (result == 0)
        result = expect_close(r->t, close);
    if (result < 0)
        sl_decref(item->object);
    item->list = list;
    item->object = end_items(r, &items, result == 0);
    return result == 0 && item->object == NULL ? NO_MEMORY : result;
}

int
read_value(struct tokens *t, struct sl_interp *py, struct sl_object **value)
{
    struct reader r = {t, py};
    struct item item = {NULL, false};
    int result = read_sequence(&r, NULL, 0, &item);

    if (result < 0)
        sl_decref(item.object);
    else
        *value = item.object;
    return result;
}
