/* Generated from chapters/01-measure.nw by make tangle: do not edit. MIT licence. */
#include "measure.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int
sl_fail(struct sl_error *error, enum sl_error_kind kind, const char *format, ...)
{
    va_list arguments;

    if (error == NULL)
        return -1;
    error->kind = kind;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return -1;
}

const char *
sl_error_name(enum sl_error_kind kind)
{
    static const char *const names[SL_ERROR_KINDS] = {
        "no error",    "AttributeError",     "KeyError",
        "MemoryError", "RuntimeError",       "struct.error",
        "TypeError",   "UnicodeEncodeError", "ValueError",
    };

    assert(kind < SL_ERROR_KINDS);
    return names[kind];
}

const struct sl_abi sl_lp64 = {
    .name = "lp64",
    .pointer = {8, 8},
    .short_ = {2, 2},
    .int_ = {4, 4},
    .long_ = {8, 8},
    .llong = {8, 8},
    .dbl = {8, 8},
    .ldbl = {16, 16},
};

const struct sl_abi sl_ilp32 = {
    .name = "ilp32",
    .pointer = {4, 4},
    .short_ = {2, 2},
    .int_ = {4, 4},
    .long_ = {4, 4},
    .llong = {8, 4},
    .dbl = {8, 4},
    .ldbl = {12, 4},
};

#define PROBE(name, type) \
    struct probe_##name { \
        char first; \
        type second; \
    }
#define CTYPE(name) \
    { \
        sizeof(((struct probe_##name *)0)->second), \
            offsetof(struct probe_##name, second) \
    }
PROBE(pointer, void *);
PROBE(short, short);
PROBE(int, int);
PROBE(long, long);
PROBE(llong, long long);
PROBE(double, double);
PROBE(ldouble, long double);

const struct sl_abi sl_host = {
    .name = "host",
    .pointer = CTYPE(pointer),
    .short_ = CTYPE(short),
    .int_ = CTYPE(int),
    .long_ = CTYPE(long),
    .llong = CTYPE(llong),
    .dbl = CTYPE(double),
    .ldbl = CTYPE(ldouble),
};

size_t
sl_round_up(size_t size, size_t align)
{
    return (size + align - 1) / align * align;
}

static const struct sl_ctype *
abi_ctype(const struct sl_abi *abi, char code)
{
    static const struct sl_ctype character = {1, 1};

    switch (code) {
    case 'c': return &character;
    case 'h': return &abi->short_;
    case 'i': return &abi->int_;
    case 'l': return &abi->long_;
    case 'q': return &abi->llong;
    case 'd': return &abi->dbl;
    case 'g': return &abi->ldbl;
    case 'n':
    case 'P': return &abi->pointer;
    default: return NULL;
    }
}

static int
format_count(const char **format, size_t *count, struct sl_error *error)
{
    const char *p = *format;

    *count = *p >= '0' && *p <= '9' ? 0 : 1;
    for (; *p >= '0' && *p <= '9'; p++) {
        if (*count > (SL_SIZE_LIMIT - (size_t)(*p - '0')) / 10)
            return sl_fail(error, SL_STRUCT_ERROR, "total struct size too long");
        *count = *count * 10 + (size_t)(*p - '0');
    }
    if (p != *format && *p == '\0')
        return sl_fail(error, SL_STRUCT_ERROR,
                       "repeat count given without format specifier");
    *format = p;
    return 0;
}

int
sl_format_next(const struct sl_abi *abi, const char **format,
               struct sl_field *field, struct sl_error *error)
{
    const char *p = *format + strspn(*format, " ");
    const struct sl_ctype *type;
    size_t end = field->offset + field->size;

    if (*p == '\0')
        return 0;
    if (format_count(&p, &field->count, error) < 0)
        return -1;
    type = abi_ctype(abi, *p);
    if (type == NULL)
        return sl_fail(error, SL_STRUCT_ERROR, "bad char in struct format");
    end = sl_round_up(end, type->align);
    if (end > SL_SIZE_LIMIT || field->count > (SL_SIZE_LIMIT - end) / type->size)
        return sl_fail(error, SL_STRUCT_ERROR, "total struct size too long");
    field->code = *p;
    field->offset = end;
    field->size = field->count * type->size;
    *format = p + 1;
    return 1;
}

ptrdiff_t
sl_calcsize(const struct sl_abi *abi, const char *format, struct sl_error *error)
{
    struct sl_field field = {0};
    int more;

    while ((more = sl_format_next(abi, &format, &field, error)) > 0)
        continue;
    return more < 0 ? -1 : (ptrdiff_t)(field.offset + field.size);
}

#define GC_HEAD_27 "2Pn0g" /* two links, a count; aligned for a long double */

const struct sl_platform sl_python27_lp64 = {"2.7", &sl_lp64, GC_HEAD_27, "i",
                                             &sl_release_27};
const struct sl_platform sl_python27_ilp32 = {"2.7", &sl_ilp32, GC_HEAD_27, "h",
                                              &sl_release_27};
const struct sl_platform sl_python27_host = {
    "2.7", &sl_host, GC_HEAD_27, sizeof(void *) >= 8 ? "i" : "h", &sl_release_27};
