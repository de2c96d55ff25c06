/* Generated from chapters/82-builtin.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_BUILTIN_H
#define SL_BUILTIN_H

#include "object.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exceptions with the same base, and the words they have more than it. */
struct sl_family {
    const char *base, *more; /* base NULL: the end of the list */
    const char *names[16];
};

/* "nPl". */
struct sl_int {
    struct sl_object object;
    long value;
};

/* "nPnlic", and the characters from the last byte on, with a zero behind them. */
struct sl_str {
    struct sl_var_object var;
    long hash; /* -1: not computed yet */
    int interned;
    char data[];
};

/* "nPnPlP". */
struct sl_unicode {
    struct sl_var_object var;  /* size: characters */
    uint32_t *characters;      /* a block of its own, with a zero behind them */
    long hash;                 /* -1: not computed yet */
    struct sl_object *encoded; /* where CPython keeps it as a str; unused here */
};

/* "nPn", and the items. */
struct sl_tuple {
    struct sl_var_object var;
    struct sl_object *items[];
};

/* Whether O is an object of a built-in type or of a class derived from it.
   CPython 2.7: PyInt_Check, PyString_Check and so on. */
bool sl_is_a(const struct sl_object *o, enum sl_builtin which);

/* New objects; the caller owns the reference. NULL with ERROR set (MemoryError). A
   str copies LENGTH bytes of DATA, zeros included, and holds zeros where DATA is
   NULL; a unicode copies LENGTH characters; a tuple takes references to its ITEMS.
   Where the platform's long is wider than this machine's, hashes are not CPython's:
   see sl_hash. CPython 2.7: PyInt_FromLong, PyString_FromStringAndSize,
   PyUnicode_FromUnicode, PyTuple_Pack. */
struct sl_object *sl_int_new(struct sl_interp *interp, long value,
                             struct sl_error *error);
struct sl_object *sl_str_new(struct sl_interp *interp, const char *data,
                             size_t length, struct sl_error *error);
struct sl_object *sl_unicode_new(struct sl_interp *interp,
                                 const uint32_t *characters, size_t length,
                                 struct sl_error *error);
struct sl_object *sl_tuple_new(struct sl_interp *interp,
                               struct sl_object *const *items, size_t length,
                               struct sl_error *error);

/* The str of the same letters as U, a unicode; the caller owns the reference. NULL
   with ERROR set: UnicodeEncodeError where one is not ASCII, or MemoryError.
   CPython 2.7: PyUnicode_AsASCIIString. */
struct sl_object *sl_unicode_ascii(struct sl_object *u, struct sl_error *error);

/* Replaces the reference *S to a str by one to the interned str equal to it. 0, or
   -1 with ERROR set (MemoryError) and *S as it was.
   CPython 2.7: PyString_InternInPlace. */
int sl_str_intern(struct sl_object **s, struct sl_error *error);

/* The interned str of a C string TEXT; the caller owns the reference. Asked for
   again while it lives, it is the same object. NULL with ERROR set: as sl_str_new.
   CPython 2.7: PyString_InternFromString. */
struct sl_object *sl_str_interned(struct sl_interp *interp, const char *text,
                                  struct sl_error *error);

/* Writes CPython's repr() of O into BUFFER, which has room for SIZE > 0 bytes, and
   cuts it off where it would not fit. Ints, strings, tuples, descriptors and None
   have one; of other objects only the type is named. Returns BUFFER.
   CPython 2.7: PyObject_Repr. */
char *sl_repr(struct sl_object *o, char *buffer, size_t size);

/* For the table of built-in types: give TYPE its behaviour, which is that of int,
   str, unicode or tuple. */
void sl_int_behaviour(struct sl_type *type);
void sl_str_behaviour(struct sl_type *type);
void sl_unicode_behaviour(struct sl_type *type);
void sl_tuple_behaviour(struct sl_type *type);

/* For the beginning of an interpreter, whose other types are ready: adds the
   exceptions that only differ from one another by their names and sizes. */
void sl_exceptions_ready(struct sl_interp *interp);

/* For the end of an interpreter: frees its table of interned strs. */
void sl_interned_free(struct sl_interp *interp);
#endif
