/* Generated from chapters/01-measure.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_MEASURE_H
#define SL_MEASURE_H

#include <stddef.h>
#include <stdint.h>

/* No object and no format is larger. */
#define SL_SIZE_LIMIT ((size_t)PTRDIFF_MAX)

/* SIZE, at most SL_SIZE_LIMIT, rounded up to a multiple of ALIGN. */
size_t sl_round_up(size_t size, size_t align);

/* The Python exceptions that functions of this library report. */
enum sl_error_kind {
    SL_NO_ERROR,
    SL_ATTRIBUTE_ERROR,
    SL_KEY_ERROR,
    SL_MEMORY_ERROR,
    SL_RUNTIME_ERROR,
    SL_STRUCT_ERROR,
    SL_TYPE_ERROR,
    SL_UNICODE_ENCODE_ERROR,
    SL_VALUE_ERROR,
    SL_ERROR_KINDS
};

/* What went wrong. Meaningful only after a function said that it failed. */
struct sl_error {
    enum sl_error_kind kind;
    char message[512]; /* cut short where it would not fit */
};

/* Fills ERROR, unless it is NULL, from a printf FORMAT. Returns -1, always, so that
   a function can `return sl_fail(...)`. CPython 2.7: PyErr_Format. */
#ifdef __GNUC__
__attribute__((format(printf, 3, 4)))
#endif
int
sl_fail(struct sl_error *error, enum sl_error_kind kind, const char *format, ...);

/* CPython's name of an exception, as a traceback shows it: "TypeError". Static. */
const char *sl_error_name(enum sl_error_kind kind);

/* A basic type of C on some machine: its size and alignment in a struct, bytes. */
struct sl_ctype {
    unsigned char size;
    unsigned char align;
};

/* The basic types of a machine. */
struct sl_abi {
    const char *name;
    struct sl_ctype pointer; /* "P", and "n": what counts things, Py_ssize_t */
    struct sl_ctype short_;  /* "h" */
    struct sl_ctype int_;    /* "i" */
    struct sl_ctype long_;   /* "l" */
    struct sl_ctype llong;   /* "q": long long */
    struct sl_ctype dbl;     /* "d": double */
    struct sl_ctype ldbl;    /* "g": long double */
};

extern const struct sl_abi sl_lp64;  /* 64-bit x86, System V */
extern const struct sl_abi sl_ilp32; /* 32-bit x86, System V */
extern const struct sl_abi sl_host;  /* whatever compiled this library */

/* One item of a format, laid out: COUNT things of CODE, SIZE bytes from OFFSET. */
struct sl_field {
    char code;
    size_t count;
    size_t offset;
    size_t size;
};

/* Lays out the next item of *FORMAT behind FIELD, which is all zero at first, and
   moves *FORMAT past it. Spaces between items are skipped. Returns 1 if there was
   an item, 0 at the end of the format, -1 with ERROR (which may be NULL) set to
   struct.error if the format is malformed or too large; then *FORMAT is as it was
   and FIELD unspecified. Codes: c h i l q P n d, and g for a long double. CPython:
   the struct module with native alignment, 2.7; its 3.11 for n and for the message
   about a count alone. */
int sl_format_next(const struct sl_abi *abi, const char **format,
                   struct sl_field *field, struct sl_error *error);

/* Bytes of FORMAT laid out on ABI, without padding after the last item: as
   struct.calcsize(FORMAT) on that machine. -1 with ERROR set (or not, if ERROR is
   NULL) where the format is malformed: see sl_format_next.
   CPython 2.7: struct.calcsize. */
ptrdiff_t sl_calcsize(const struct sl_abi *abi, const char *format,
                      struct sl_error *error);
struct sl_release;

/* A version of CPython on an ABI: all that the size of an object depends on. */
struct sl_platform {
    const char *version; /* "2.7" */
    const struct sl_abi *abi;
    const char *gc_head; /* format of what precedes an object that is collected */
    const char *digit;   /* format of one digit of a long */
    const struct sl_release *release; /* what else distinguishes the version */
};

extern const struct sl_platform sl_python27_lp64;
extern const struct sl_platform sl_python27_ilp32;
extern const struct sl_platform sl_python27_host; /* on the library's own machine */
extern const struct sl_release sl_release_27;
#endif
