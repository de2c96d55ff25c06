/* Generated from chapters/02-object.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_OBJECT_H
#define SL_OBJECT_H

#include "measure.h"

#include <stdbool.h>
#include <stddef.h>

struct sl_class;
struct sl_dict;
struct sl_interp;
struct sl_type;

/* The start of every object: "nP". */
struct sl_object {
    ptrdiff_t refcnt;
    struct sl_type *type;
};

#define SL_OBJECT_FORMAT "nP"

/* The start of every object that has items behind its fixed part: "nPn". */
struct sl_var_object {
    struct sl_object object;
    ptrdiff_t size; /* items */
};

#define SL_VAR_OBJECT_FORMAT "nPn"

/* What precedes an object that can be part of a cycle: "2Pn0g". */
union sl_gc_head {
    struct {
        union sl_gc_head *next, *prev;
        ptrdiff_t refs;
    } gc;
    long double worst; /* nothing in C is aligned more strictly */
};

/* A type. Sizes and offsets are bytes on the interpreter's platform. */
struct sl_type {
    struct sl_object object;
    const char *name;
    struct sl_interp *interp;
    struct sl_type *base; /* NULL for object alone */
    size_t basicsize;
    size_t counted;           /* the part of basicsize that getsizeof counts */
    size_t itemsize;          /* 0: all objects have the same size */
    ptrdiff_t dictoffset;     /* 0: no __dict__; < 0: counted from the end */
    ptrdiff_t weaklistoffset; /* 0: no weak references */
    bool gc;                  /* whether a GC head precedes its objects */
    bool final;               /* no class may be derived from it */
    unsigned char front;      /* words in front of its objects; 0 in 2.7 */
    struct sl_class *made;    /* what a class statement gave it; NULL: built in */

    /* Bytes of other blocks that getsizeof counts for LENGTH items. */
    size_t (*outside)(const struct sl_platform *platform, size_t length);

    /* The hash of O; -1 with ERROR set if it has none. */
    long (*hash)(struct sl_object *o, struct sl_error *error);

    /* Whether A equals B, of any type: 1, 0, or -1 with ERROR set. */
    int (*equal)(struct sl_object *a, struct sl_object *b, struct sl_error *error);

    /* Ends O, to which no reference is left: gives back what it refers to and its
       memory. */
    void (*dealloc)(struct sl_object *o);

    /* Gives back what O refers to, so that no cycle goes through it. */
    void (*clear)(struct sl_object *o);
    /* As an attribute of a class, what D stands for in the instance O: a new reference,
       or NULL with ERROR set. No function: D stands for itself. CPython
       2.7: tp_descr_get. */
    struct sl_object *(*get)(struct sl_object *d, struct sl_object *o,
                             struct sl_error *error);

    /* Sets what D stands for in O, or deletes it where VALUE is NULL: 0, or -1 with
       ERROR set. A type with this makes data descriptors. CPython 2.7: tp_descr_set. */
    int (*set)(struct sl_object *d, struct sl_object *o, struct sl_object *value,
               struct sl_error *error);
};

#define SL_INT_FORMAT "nPl"
#define SL_FLOAT_FORMAT "nPd"
#define SL_STR_FORMAT "nPnlic"     /* length, hash, state, the zero at the end */
#define SL_UNICODE_FORMAT "nPnPlP" /* length, characters, hash, as a str */
#define SL_BYTEARRAY_FORMAT "nPninP"
#define SL_TUPLE_FORMAT "nPn"
#define SL_DICT_FORMAT \
    "nP3nPP" SL_DICT_ENTRY_FORMAT_8 /* fill, used, mask, table... */
#define SL_DICT_ENTRY_FORMAT "nPP"  /* hash, key, value */
#define SL_DICT_ENTRY_FORMAT_8 "nPPnPPnPPnPPnPPnPPnPPnPP"
#define SL_SET_FORMAT \
    "nP3nPP" \
    "nPnPnPnPnPnPnPnP" \
    "nP"
#define SL_EXCEPTION_FORMAT "nP3P" /* __dict__, args, message */

/* The built-in types of CPython 2.7 that have a name here. SL_TYPE ends those that
   chapter 2 is about. */
enum sl_builtin {
    SL_OBJECT,
    SL_NONE,
    SL_INT,
    SL_BOOL,
    SL_LONG,
    SL_FLOAT,
    SL_COMPLEX,
    SL_BASESTRING,
    SL_STR,
    SL_UNICODE,
    SL_BYTEARRAY,
    SL_TUPLE,
    SL_LIST,
    SL_DICT,
    SL_SET,
    SL_FROZENSET,
    SL_BASE_EXCEPTION,
    SL_EXCEPTION,
    SL_TYPE,
    SL_PROPERTY,
    SL_STATICMETHOD,
    SL_CLASSMETHOD,
    SL_SUPER,
    SL_SLICE,
    SL_XRANGE,
    SL_ENUMERATE,
    SL_REVERSED,
    SL_BUFFER,
    SL_MEMORYVIEW,
    SL_FILE,
    SL_MODULE,
    SL_FUNCTION,
    SL_BUILTIN_FUNCTION,
    SL_MEMBER_DESCRIPTOR,
    SL_GETSET_DESCRIPTOR,
    SL_WEAKREF,
    SL_EXCEPTIONS, /* those that sl_exceptions_ready makes */
    SL_BUILTINS = SL_EXCEPTIONS + 46,
    SL_BYTES = SL_BUILTINS, /* from here on, types that 2.7 has not */
    SL_MAP,
    SL_FILTER,
    SL_ZIP,
    SL_EXCEPTIONS_SINCE, /* those that sl_exceptions_ready makes */
    SL_BUILTINS_SINCE = SL_EXCEPTIONS_SINCE + 72,
    SL_RANGE = SL_XRANGE
};

/* What the table says of a type. Its order is that of enum sl_builtin. */
struct sl_builtin_row {
    const char *name;
    enum sl_builtin base;
    const char *basic; /* format of the fixed part; NULL: all as in the base */
    const char *item;  /* of an item behind it; NULL: none; "": a long's digit */
    bool gc, final;
    bool nameless;        /* the module __builtin__ has no name for it */
    const char *dict;     /* of what precedes the __dict__ pointer; NULL: none */
    const char *weaklist; /* the same for weak references */
    const char *counted;  /* the part of BASIC that getsizeof counts; NULL: all */
    size_t (*outside)(const struct sl_platform *platform, size_t length);
};

/* Where memory comes from. resize(context, NULL, n) returns a block of n > 0 bytes,
   aligned for any type, or NULL if there is no memory. resize(context, block, 0)
   frees a block. */
struct sl_allocator {
    void *(*resize)(void *context, void *block, size_t size);
    void *context;
};

/* All that objects share. To be read freely, and changed by the library alone. */
struct sl_interp {
    const struct sl_platform *platform;
    struct sl_allocator allocator;
    struct sl_type types[SL_BUILTINS_SINCE];
    struct sl_type compact; /* the dict of CPython 3.6 and later */
    struct sl_object none;
    struct sl_dict *interned; /* str -> the same str; made when first needed */
    union sl_gc_head tracked; /* ring of the heads of all objects that have one */
    union sl_gc_head *postponed;   /* objects whose end must wait: sl_decref */
    int nesting;                   /* of deallocations */
    int recursion;                 /* of hashes and comparisons of tuples */
    size_t living;                 /* objects made and not yet ended */
    struct sl_dict_watch *watches; /* searches under way, of any dictionary */
};

/* A new interpreter, or NULL with ERROR set (MemoryError). ALLOCATOR may be NULL:
   then memory is the C library's. In a 32-bit build the hashes of a 64-bit platform
   are only as wide as this machine's long: its dictionaries keep their keys in
   another order than CPython's, and after deletions may have another size; what was
   only inserted into has the right size. CPython 2.7: Py_NewInterpreter. */
struct sl_interp *sl_interp_new(const struct sl_platform *platform,
                                const struct sl_allocator *allocator,
                                struct sl_error *error);

/* Empties every container, which ends the objects that only cycles kept alive, then
   frees the interpreter. Returns how many objects were left, whose references
   nobody gave back: they are not freed and must not be touched. CPython 2.7:
   Py_EndInterpreter. */
size_t sl_interp_free(struct sl_interp *interp);

/* The one None of an interpreter. Borrowed. CPython 2.7: Py_None. */
struct sl_object *sl_none(struct sl_interp *interp);

/* For types: gives TYPE its base's basicsize, itemsize, offsets and gc, which its
   own members may then be added to. CPython 2.7: PyType_Ready, inheritance. */
void sl_type_like_base(struct sl_type *type);

/* Finishes a TYPE that the caller filled in: name; the sizes, offsets and gc; base
   (NULL means object); and the functions that differ from the base's, which the
   others are taken from. TYPE must outlive its objects. CPython 2.7:
   PyType_Ready. */
void sl_type_ready(struct sl_interp *interp, struct sl_type *type);

/* Bytes that sys.getsizeof reports for an object of TYPE with LENGTH items:
   characters of text, digits of a long, elements of a container that was made at
   this length (a set: by as many additions; a dict: by as many insertions). LENGTH
   is ignored where objects of the type have no items. CPython 2.7:
   sys.getsizeof. */
size_t sl_getsizeof(const struct sl_type *type, size_t length);

/* A type of the table, on the interpreter's platform. Borrowed. */
struct sl_type *sl_builtin(struct sl_interp *interp, enum sl_builtin which);

/* The type that CPython 2.7's module __builtin__ has under NAME: "ValueError", or
   "bytes", another name of str. Borrowed; NULL if it has none. Some types of the
   table have no name there: NoneType, function. */
struct sl_type *sl_builtin_named(struct sl_interp *interp, const char *name);

/* Takes a reference; returns O. CPython 2.7: Py_INCREF. */
struct sl_object *sl_incref(struct sl_object *o);

/* Gives a reference back. The last one ends the object. NULL is allowed. CPython
   2.7: Py_XDECREF. */
void sl_decref(struct sl_object *o);

/* The hash of O: the bits of CPython 2.7's hash(O) on the interpreter's platform.
   Where that one's long is narrower than this machine's, the upper bits are zero,
   so that a negative hash is a large number here; where it is wider, these are the
   lower bits of the hash, as many as fit. -1 with ERROR set where O has
   none: TypeError "unhashable type: 'dict'"; never -1 otherwise. CPython 2.7:
   PyObject_Hash. */
long sl_hash(struct sl_object *o, struct sl_error *error);

/* For types: HASH as the platform's long holds it, and never -1. */
long sl_hash_fold(const struct sl_interp *interp, unsigned long hash);

/* For types: the hash of a type that has none. CPython 2.7:
   PyObject_HashNotImplemented. */
long sl_unhashable(struct sl_object *o, struct sl_error *error);

/* Whether A and B are the same object or equal: 1, 0, or -1 with ERROR set. CPython
   2.7: PyObject_RichCompareBool with Py_EQ. */
int sl_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error);

/* For types: memory for an object of TYPE, BYTES without its head, all zero but for
   the two words; the caller owns a reference. NULL with ERROR set (MemoryError).
   CPython 2.7: PyType_GenericAlloc. */
struct sl_object *sl_object_new(struct sl_type *type, size_t bytes,
                                struct sl_error *error);

/* For types: the last act of a dealloc. CPython 2.7: PyObject_Del,
   PyObject_GC_Del. */
void sl_object_free(struct sl_object *o);

/* For types: BYTES > 0 of memory, not cleared, or NULL with ERROR set
   (MemoryError); and its end. Freeing NULL does nothing. CPython 2.7: PyMem_Malloc,
   PyMem_Free. */
void *sl_memory_new(struct sl_interp *interp, size_t bytes, struct sl_error *error);
void sl_memory_free(struct sl_interp *interp, void *block);
#endif
