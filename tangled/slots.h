/* Generated from chapters/97-made.nw by make tangle: do not edit. MIT licence. */
/* libslots: CPython's objects, dictionaries and slots, from Thirty-Five Pointers.

   #include "slots.h" wherever you use it; in one file of the program write
   #define SLOTS_IMPLEMENTATION before that line. C11, no other library. That file
   also sees the names of the implementation, some without a prefix; if one is in
   your way, let a .c file of its own hold these two lines and nothing else.

   Copyright 2026 the makers of Thirty-Five Pointers. MIT licence:
      Permission is hereby granted, free of charge, to any person obtaining a copy
      of this software and associated documentation files (the "Software"), to deal
      in the Software without restriction, including without limitation the rights
      to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
      copies of the Software, and to permit persons to whom the Software is
      furnished to do so, subject to the following conditions: The above copyright
      notice and this permission notice shall be included in all copies or
      substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS",
      WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED
      TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
      NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE
      FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT,
      TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR
      THE USE OR OTHER DEALINGS IN THE SOFTWARE. */
#ifndef SLOTS_H
#define SLOTS_H

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

/* One of C's basic types on some machine: its size and alignment in a struct,
   bytes. */
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

/* One item of a format, laid out: COUNT things of type CODE, SIZE bytes from
   OFFSET. */
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
   NULL) where the format is malformed: see sl_format_next. CPython 2.7:
   struct.calcsize. */
ptrdiff_t sl_calcsize(const struct sl_abi *abi, const char *format,
                      struct sl_error *error);

/* A version of CPython on an ABI: all that the size of an object depends on. */
struct sl_platform {
    const char *version; /* "2.7" */
    const struct sl_abi *abi;
    const char *gc_head; /* format of what precedes an object that is collected */
    const char *digit;   /* format of one digit of a long */
};

extern const struct sl_platform sl_python27_lp64;
extern const struct sl_platform sl_python27_ilp32;
extern const struct sl_platform sl_python27_host; /* on the library's own machine */

/* The platform of a VERSION ("2.7") and the name of an ABI ("lp64", "ilp32"),
   static, or NULL if there is no such platform here. */
const struct sl_platform *sl_platform_find(const char *version, const char *abi);
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
    SL_BUILTINS = SL_EXCEPTIONS + 46
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
    struct sl_type types[SL_BUILTINS];
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
#include <stddef.h>
#include <stdint.h>

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
   -1 with ERROR set (MemoryError) and *S as it was. CPython 2.7:
   PyString_InternInPlace. */
int sl_str_intern(struct sl_object **s, struct sl_error *error);

/* The interned str of a C string TEXT; the caller owns the reference. Asked for
   again while it lives, it is the same object. NULL with ERROR set: as sl_str_new.
   CPython 2.7: PyString_InternFromString. */
struct sl_object *sl_str_interned(struct sl_interp *interp, const char *text,
                                  struct sl_error *error);

/* Writes CPython's repr() of O into BUFFER, which has room for SIZE > 0 bytes, and
   cuts it off where it would not fit. Ints, strings, tuples and None have one; of
   other objects only the type is named. Returns BUFFER. CPython 2.7:
   PyObject_Repr. */
char *sl_repr(struct sl_object *o, char *buffer, size_t size);

/* For the table of built-in types: give TYPE, which is int, str, unicode or tuple,
   its behaviour. */
void sl_int_behaviour(struct sl_type *type);
void sl_str_behaviour(struct sl_type *type);
void sl_unicode_behaviour(struct sl_type *type);
void sl_tuple_behaviour(struct sl_type *type);

/* For the beginning of an interpreter, whose other types are ready: adds the
   exceptions that only differ from one another by their names and sizes. */
void sl_exceptions_ready(struct sl_interp *interp);

/* For the end of an interpreter: frees its table of interned strs. */
void sl_interned_free(struct sl_interp *interp);
#include <stdbool.h>
#include <stddef.h>

#define SL_DICT_SMALL 8 /* places inside a dictionary */

/* One place of a dictionary's table: "nPP". Empty: key NULL. Deleted: value NULL,
   key the dummy. In use: neither. */
struct sl_dict_entry {
    ptrdiff_t hash; /* of key, kept so that growing need not ask again */
    struct sl_object *key;
    struct sl_object *value;
};

/* Finds the place of KEY, or where to put it; NULL with ERROR set. */
typedef struct sl_dict_entry *sl_dict_lookup(struct sl_dict *d,
                                             struct sl_object *key, long hash,
                                             struct sl_error *error);

/* A dictionary: "nP3nPP", and eight entries. */
struct sl_dict {
    struct sl_object object;
    size_t fill; /* places that are not empty: in use or deleted */
    size_t used; /* places in use: the length of the dictionary */
    size_t mask; /* number of places, less one; their number is a power of two */
    struct sl_dict_entry *table; /* small, or a block of its own */
    sl_dict_lookup *lookup;
    struct sl_dict_entry small[SL_DICT_SMALL];
};

/* New dictionaries; the caller owns the reference. NULL with ERROR set
   (MemoryError). Presized: with as much room as the literal of so many KEYS starts
   with. CPython 2.7: PyDict_New, and what BUILD_MAP does for a literal. */
struct sl_dict *sl_dict_new(struct sl_interp *interp, struct sl_error *error);
struct sl_dict *sl_dict_new_presized(struct sl_interp *interp, size_t keys,
                                     struct sl_error *error);

/* d[key] = value. 0, or -1 with ERROR set: what the key's hash or a comparison
   reported, or MemoryError; then nothing was set. CPython 2.7: PyDict_SetItem. */
int sl_dict_set(struct sl_dict *d, struct sl_object *key, struct sl_object *value,
                struct sl_error *error);

/* The value of KEY in *VALUE, borrowed (VALUE may be NULL). Returns 1 if the key is
   there, 0 if not, -1 with ERROR set if its hash or a comparison failed. CPython
   2.7: PyDict_GetItem, which hides errors. */
int sl_dict_get(struct sl_dict *d, struct sl_object *key, struct sl_object **value,
                struct sl_error *error);

/* The next entry from *PLACE on, which is 0 at first: fills *KEY and *VALUE,
   borrowed, unless they are NULL, and moves *PLACE behind it. False at the end. A
   dictionary that is changed in between is safe to go on with, but entries may be
   missed or met twice. CPython 2.7: PyDict_Next. */
bool sl_dict_next(const struct sl_dict *d, size_t *place, struct sl_object **key,
                  struct sl_object **value);

/* del d[key]. 0, or -1 with ERROR set: as sl_dict_set, or KeyError with the key's
   repr. CPython 2.7: PyDict_DelItem. */
int sl_dict_del(struct sl_dict *d, struct sl_object *key, struct sl_error *error);

/* d.clear(): back to the table of eight. It cannot fail. CPython 2.7:
   PyDict_Clear. */
void sl_dict_clear(struct sl_dict *d);

/* d.update(other). 0, or -1 with ERROR set: as sl_dict_set; then some keys may be
   set. CPython 2.7: PyDict_Update. */
int sl_dict_update(struct sl_dict *d, struct sl_dict *other,
                   struct sl_error *error);

/* d.copy(); the caller owns the reference. NULL with ERROR set: as sl_dict_set. Its
   size is what d.copy() has in CPython, not D's. CPython 2.7: PyDict_Copy. */
struct sl_dict *sl_dict_copy(struct sl_dict *d, struct sl_error *error);

/* Places of the table after so many KEYS, as many as memory could hold, were
   inserted one by one. CPython 2.7: dictresize, as the documented sizes show it. */
size_t sl_dict_places(size_t keys);

/* Bytes that sys.getsizeof reports on PLATFORM for a dictionary of so many KEYS,
   inserted one by one. CPython 2.7: dict.__sizeof__. */
size_t sl_dict_sizeof(const struct sl_platform *platform, size_t keys);

/* The part of them that is a block of its own: what dict.__sizeof__ adds to
   basicsize. */
size_t sl_dict_outside(const struct sl_platform *platform, size_t keys);

/* Bytes that sys.getsizeof reports on PLATFORM for D as it is. CPython 2.7:
   dict.__sizeof__. */
size_t sl_dict_getsizeof(const struct sl_dict *d,
                         const struct sl_platform *platform);

/* For the table of built-in types: gives TYPE, which is dict, its behaviour. */
void sl_dict_behaviour(struct sl_type *type);
#include <stdbool.h>
#include <stddef.h>

/* The class that `class NAME(BASE): pass` makes; the caller owns the reference.
   NAME is copied; the class keeps a reference to BASE, a type of the same
   interpreter. NULL with ERROR set: TypeError if BASE is final (bool, NoneType), or
   MemoryError. CPython 2.7: type(NAME, (BASE,), {}). */
struct sl_type *sl_class_new(struct sl_interp *interp, const char *name,
                             struct sl_type *base, struct sl_error *error);

/* A new instance of the class TYPE, which must be derived from object alone, or
   from tuple: then it has LENGTH items, all None. Under object LENGTH is ignored.
   The caller owns the reference. NULL with ERROR set: MemoryError; TypeError for
   other bases; RuntimeError on another machine's platform. CPython 2.7:
   PyType_GenericAlloc. */
struct sl_object *sl_instance_new(struct sl_type *type, size_t length,
                                  struct sl_error *error);

/* Where O keeps the pointer to its __dict__, or NULL if objects of its type have
   none. The pointer itself is NULL as long as the dictionary is not born. CPython
   2.7: _PyObject_GetDictPtr. */
struct sl_dict **sl_dict_pointer(struct sl_object *o);

/* Bytes from the beginning of an object of TYPE with LENGTH items to its __dict__
   pointer; 0 if it has none. CPython 2.7: the documentation of tp_dictoffset. */
size_t sl_dict_offset(const struct sl_type *type, size_t length);

/* o.__dict__, borrowed; makes it if it is not born yet. NULL with ERROR set:
   AttributeError where objects of the type have none, or MemoryError. CPython 2.7:
   PyObject_GetAttrString(o, "__dict__"). */
struct sl_dict *sl_instance_dict(struct sl_object *o, struct sl_error *error);

/* o.NAME = value. NAME is a str, or the result is a TypeError. 0, or -1 with ERROR
   set: AttributeError where O has no room for attributes, or MemoryError; then O is
   as it was. CPython 2.7: PyObject_SetAttr. */
int sl_setattr(struct sl_object *o, struct sl_object *name, struct sl_object *value,
               struct sl_error *error);

/* o.NAME; the caller owns the reference. NULL with ERROR set: AttributeError with
   CPython 2.7's text where there is no such attribute, TypeError where NAME is no
   str. CPython 2.7: PyObject_GetAttr. */
struct sl_object *sl_getattr(struct sl_object *o, struct sl_object *name,
                             struct sl_error *error);

/* Whether there is o.NAME; false for every error. CPython
   2.7: PyObject_HasAttr. */
bool sl_hasattr(struct sl_object *o, struct sl_object *name);

/* del o.NAME. 0, or -1 with ERROR set: AttributeError or TypeError. CPython 2.7:
   PyObject_DelAttr. */
int sl_delattr(struct sl_object *o, struct sl_object *name, struct sl_error *error);

/* Bytes, on its platform, of an instance of TYPE with no items and so many
   ATTRIBUTES, set one by one, and of its dictionary. With no attributes the
   dictionary is not born, and not counted. TYPE must have room for a dictionary.
   CPython 2.7: sys.getsizeof(o) + sys.getsizeof(o.__dict__). */
size_t sl_instance_sizeof(const struct sl_type *type, size_t attributes);

/* For the table of built-in types: gives TYPE, which is type, its behaviour. */
void sl_class_behaviour(struct sl_type *type);
#endif

#ifdef SLOTS_IMPLEMENTATION
#undef SLOTS_IMPLEMENTATION
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

const struct sl_platform sl_python27_lp64 = {"2.7", &sl_lp64, GC_HEAD_27, "i"};
const struct sl_platform sl_python27_ilp32 = {"2.7", &sl_ilp32, GC_HEAD_27, "h"};
const struct sl_platform sl_python27_host = {"2.7", &sl_host, GC_HEAD_27,
                                             sizeof(void *) >= 8 ? "i" : "h"};
const struct sl_platform *
sl_platform_find(const char *version, const char *abi)
{
    static const struct sl_platform *const platforms[] = {
        &sl_python27_lp64,
        &sl_python27_ilp32,
    };

    for (size_t i = 0; i < sizeof platforms / sizeof platforms[0]; i++)
        if (strcmp(platforms[i]->version, version) == 0 &&
            strcmp(platforms[i]->abi->name, abi) == 0)
            return platforms[i];
    return NULL;
}

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *
libc_resize(void *context, void *block, size_t size)
{
    (void)context;
    if (size > 0)
        return realloc(block, size);
    free(block);
    return NULL;
}

static void *
allocate(struct sl_interp *interp, void *block, size_t size)
{
    return interp->allocator.resize(interp->allocator.context, block, size);
}

static void
out_of_memory(struct sl_error *error)
{
    sl_fail(error, SL_MEMORY_ERROR, "%s", "");
}

void *
sl_memory_new(struct sl_interp *interp, size_t bytes, struct sl_error *error)
{
    void *block = bytes > SL_SIZE_LIMIT ? NULL : allocate(interp, NULL, bytes);

    if (block == NULL)
        out_of_memory(error);
    return block;
}

void
sl_memory_free(struct sl_interp *interp, void *block)
{
    if (block != NULL)
        allocate(interp, block, 0);
}

static union sl_gc_head *
head_of(struct sl_object *o)
{
    return (union sl_gc_head *)(void *)o - 1;
}

static void
track(struct sl_interp *interp, union sl_gc_head *head)
{
    union sl_gc_head *ring = &interp->tracked;

    head->gc.next = ring;
    head->gc.prev = ring->gc.prev;
    ring->gc.prev->gc.next = head;
    ring->gc.prev = head;
}

static void
untrack(union sl_gc_head *head)
{
    head->gc.prev->gc.next = head->gc.next;
    head->gc.next->gc.prev = head->gc.prev;
    head->gc.next = head->gc.prev = head;
}

#define NESTING_LIMIT 50

static void
deallocate(struct sl_interp *interp, struct sl_object *o)
{
    interp->nesting++;
    o->type->dealloc(o);
    interp->nesting--;
}

static void
postpone(struct sl_interp *interp, struct sl_object *o)
{
    head_of(o)->gc.next = interp->postponed;
    interp->postponed = head_of(o);
}

static void
object_end(struct sl_object *o)
{
    struct sl_interp *interp = o->type->interp;

    if (o->type->gc)
        untrack(head_of(o));
    if (o->type->gc && interp->nesting >= NESTING_LIMIT) {
        postpone(interp, o);
        return;
    }
    deallocate(interp, o);
    while (interp->nesting == 0 && interp->postponed != NULL) {
        union sl_gc_head *head = interp->postponed;

        interp->postponed = head->gc.next;
        head->gc.next = head; /* in no list, as untrack left it */
        deallocate(interp, (struct sl_object *)(void *)(head + 1));
    }
}

struct sl_object *
sl_incref(struct sl_object *o)
{
    o->refcnt++;
    return o;
}

void
sl_decref(struct sl_object *o)
{
    if (o == NULL)
        return;
    assert(o->refcnt > 0);
    if (--o->refcnt == 0)
        object_end(o);
}

struct sl_object *
sl_object_new(struct sl_type *type, size_t bytes, struct sl_error *error)
{
    struct sl_interp *interp = type->interp;
    size_t head = type->gc ? sizeof(union sl_gc_head) : 0;
    char *block =
        bytes > SL_SIZE_LIMIT - head ? NULL : allocate(interp, NULL, head + bytes);
    struct sl_object *o;

    if (block == NULL) {
        out_of_memory(error);
        return NULL;
    }
    memset(block, 0, head + bytes);
    o = (struct sl_object *)(void *)(block + head);
    o->refcnt = 1;
    o->type = type;
    sl_incref(&type->object);
    interp->living++;
    if (type->gc)
        track(interp, head_of(o));
    return o;
}

void
sl_object_free(struct sl_object *o)
{
    struct sl_type *type = o->type;
    struct sl_interp *interp = type->interp;

    interp->living--;
    allocate(interp, type->gc ? (void *)head_of(o) : o, 0);
    sl_decref(&type->object);
}

long
sl_hash(struct sl_object *o, struct sl_error *error)
{
    return o->type->hash(o, error);
}

long
sl_unhashable(struct sl_object *o, struct sl_error *error)
{
    return sl_fail(error, SL_TYPE_ERROR, "unhashable type: '%.200s'",
                   o->type->name);
}

int
sl_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    int equal = a == b;

    if (!equal && a->type->equal != NULL)
        equal = a->type->equal(a, b, error);
    if (equal == 0 && b->type != a->type && b->type->equal != NULL)
        equal = b->type->equal(b, a, error);
    return equal;
}

long
sl_hash_fold(const struct sl_interp *interp, unsigned long hash)
{
    unsigned long all = ~0UL;

    if (interp->platform->abi->long_.size < sizeof all)
        all >>= 8 * (sizeof all - interp->platform->abi->long_.size);
    hash &= all;
    return (long)(hash == all ? all - 1 : hash);
}

static long
object_hash(struct sl_object *o, struct sl_error *error)
{
    unsigned long address = (unsigned long)(uintptr_t)o;

    (void)error;
    return sl_hash_fold(o->type->interp,
                        address >> 4 | address << (8 * sizeof address - 4));
}

static void
builtin_behaviour(struct sl_type *type, enum sl_builtin which)
{
    switch (which) {
    case SL_OBJECT:
        type->hash = object_hash;
        type->dealloc = sl_object_free;
        break;
    case SL_INT: sl_int_behaviour(type); break;
    case SL_STR: sl_str_behaviour(type); break;
    case SL_UNICODE: sl_unicode_behaviour(type); break;
    case SL_TUPLE: sl_tuple_behaviour(type); break;
    case SL_BYTEARRAY:
    case SL_LIST:
    case SL_SET: type->hash = sl_unhashable; break;
    case SL_DICT: sl_dict_behaviour(type); break;
    case SL_TYPE: sl_class_behaviour(type); break;
    default: break;
    }
}

static size_t
unicode_outside(const struct sl_platform *platform, size_t length)
{
    return (length + 1) * platform->abi->int_.size;
}

static size_t
bytearray_outside(const struct sl_platform *platform, size_t length)
{
    (void)platform;
    return length == 0 ? 0 : length + 1;
}

static size_t
list_outside(const struct sl_platform *platform, size_t length)
{
    return length * platform->abi->pointer.size;
}

static size_t
set_outside(const struct sl_platform *platform, size_t length)
{
    return sl_dict_outside(platform, length) / 3 * 2;
}

/* What the table says of a type. Its order is that of enum sl_builtin. */
struct builtin {
    const char *name;
    enum sl_builtin base;
    const char *basic; /* format of the fixed part; NULL: all as in the base */
    const char *item;  /* of an item behind it; NULL: none; "": a long's digit */
    bool gc, final;
    bool nameless;        /* the module __builtin__ has no name for it */
    const char *dict;     /* of what precedes the __dict__ pointer; NULL: none */
    const char *weaklist; /* the same for weak references */
    size_t (*outside)(const struct sl_platform *platform, size_t length);
};

static const struct builtin builtins[SL_EXCEPTIONS] = {
    {"object", .basic = SL_OBJECT_FORMAT},
    {"NoneType", .final = true, .nameless = true},
    {"int", .basic = SL_INT_FORMAT},
    {"bool", .base = SL_INT, .final = true},
    {"long", .basic = SL_VAR_OBJECT_FORMAT, .item = ""},
    {"float", .basic = SL_FLOAT_FORMAT},
    {"complex", .basic = "nPdd"},
    {"basestring", .base = SL_OBJECT},
    {"str", .base = SL_BASESTRING, .basic = SL_STR_FORMAT, .item = "c"},
    {"unicode", .base = SL_BASESTRING, .basic = SL_UNICODE_FORMAT,
     .outside = unicode_outside},
    {"bytearray", .basic = SL_BYTEARRAY_FORMAT, .outside = bytearray_outside},
    {"tuple", .basic = SL_TUPLE_FORMAT, .item = "P", .gc = true},
    {"list", .basic = "nPnPn", .gc = true, .outside = list_outside},
    {"dict", .basic = SL_DICT_FORMAT, .gc = true, .outside = sl_dict_outside},
    {"set", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
     .outside = set_outside},
    {"frozenset", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
     .outside = set_outside},
    {"BaseException", .basic = SL_EXCEPTION_FORMAT, .gc = true, .dict = "nP"},
    {"Exception", .base = SL_BASE_EXCEPTION},
    {"type", .basic = "nPn106P", .item = "PiniP", .gc = true, .dict = "nPn30P",
     .weaklist = "nPn43P"},
    {"property", .basic = "nP4Pi0P", .gc = true},
    {"staticmethod", .basic = "nPP", .gc = true},
    {"classmethod", .basic = "nPP", .gc = true},
    {"super", .basic = "nP3P", .gc = true},
    {"slice", .basic = "nP3P", .gc = true, .final = true},
    {"xrange", .basic = "nP3l", .final = true},
    {"enumerate", .basic = "nPn3P", .gc = true},
    {"reversed", .basic = "nPnP", .gc = true},
    {"buffer", .basic = "nP2P2nil", .final = true},
    {"memoryview", .basic = "nP3P2n2i4P2nP", .gc = true, .final = true},
    {"file", .basic = "nP4P2i4P3iPPP3i0P", .weaklist = "nP4P2i4P3iPP"},
    {"module", .basic = "nPP", .gc = true, .nameless = true, .dict = "nP"},
    {"function", .basic = "nP9P", .gc = true, .final = true, .nameless = true,
     .dict = "nP6P", .weaklist = "nP7P"},
    {"builtin_function_or_method", .basic = "nP3P", .gc = true, .final = true,
     .nameless = true},
    {"member_descriptor", .basic = "nP3P", .gc = true, .final = true,
     .nameless = true},
    {"getset_descriptor", .basic = "nP3P", .gc = true, .final = true,
     .nameless = true},
    {"weakref", .basic = "nPPPlPP", .gc = true, .nameless = true},
};

struct sl_type *
sl_builtin(struct sl_interp *interp, enum sl_builtin which)
{
    assert(which < SL_BUILTINS);
    return &interp->types[which];
}

struct sl_object *
sl_none(struct sl_interp *interp)
{
    return &interp->none;
}

struct sl_type *
sl_builtin_named(struct sl_interp *interp, const char *name)
{
    const char *real = strcmp(name, "bytes") == 0 ? "str" : name;

    for (int i = 0; i < SL_BUILTINS && interp->types[i].name != NULL; i++)
        if (strcmp(interp->types[i].name, real) == 0)
            return i < SL_EXCEPTIONS && builtins[i].nameless ? NULL
                                                             : &interp->types[i];
    return NULL;
}

void
sl_type_ready(struct sl_interp *interp, struct sl_type *type)
{
    struct sl_type *base = type->base;

    if (base == NULL && type != &interp->types[SL_OBJECT])
        base = type->base = &interp->types[SL_OBJECT];
    type->interp = interp;
    if (type->object.type == NULL)
        type->object = (struct sl_object){1, &interp->types[SL_TYPE]};
    if (type->counted == 0)
        type->counted = type->basicsize;
    if (base == NULL)
        return;
    if (type->outside == NULL)
        type->outside = base->outside;
    if (type->hash == NULL)
        type->hash = base->hash;
    if (type->equal == NULL)
        type->equal = base->equal;
    if (type->dealloc == NULL)
        type->dealloc = base->dealloc;
    if (type->clear == NULL)
        type->clear = base->clear;
    if (type->get == NULL)
        type->get = base->get;
    if (type->set == NULL)
        type->set = base->set;
}

void
sl_type_like_base(struct sl_type *type)
{
    const struct sl_type *base = type->base;

    type->basicsize = base->basicsize;
    type->itemsize = base->itemsize;
    type->dictoffset = base->dictoffset;
    type->weaklistoffset = base->weaklistoffset;
    type->gc = base->gc;
}

static size_t
layout(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

static size_t
gc_head_size(const struct sl_platform *platform)
{
    return layout(platform, platform->gc_head);
}

/* The offset of a pointer that stands behind the items of FORMAT; 0 for NULL. */
static ptrdiff_t
offset_behind(const struct sl_platform *platform, const char *format)
{
    return format == NULL ? 0 : (ptrdiff_t)layout(platform, format);
}

static size_t
item_size(const struct sl_platform *platform, const char *item)
{
    if (item == NULL)
        return 0;
    return layout(platform, *item == '\0' ? platform->digit : item);
}

static void
lay_out_builtin(struct sl_type *type, const struct builtin *row)
{
    const struct sl_platform *platform = type->interp->platform;

    if (row->basic == NULL) {
        sl_type_like_base(type);
        return;
    }
    type->basicsize = layout(platform, row->basic);
    type->itemsize = item_size(platform, row->item);
    type->dictoffset = offset_behind(platform, row->dict);
    type->weaklistoffset = offset_behind(platform, row->weaklist);
    type->gc = row->gc;
}

static void
builtin_ready(struct sl_interp *interp, enum sl_builtin which)
{
    const struct builtin *row = &builtins[which];
    struct sl_type *type = &interp->types[which];

    type->object.refcnt = 1;
    type->object.type = &interp->types[SL_TYPE];
    type->name = row->name;
    type->interp = interp;
    type->base = which == SL_OBJECT ? NULL : &interp->types[row->base];
    lay_out_builtin(type, row);
    type->final = row->final;
    type->outside = row->outside;
    builtin_behaviour(type, which);
    sl_type_ready(interp, type);
}

size_t
sl_getsizeof(const struct sl_type *type, size_t length)
{
    const struct sl_platform *platform = type->interp->platform;
    size_t size = type->counted + type->itemsize * length;

    if (type->gc)
        size += gc_head_size(platform);
    if (type->outside != NULL)
        size += type->outside(platform, length);
    return size;
}

struct sl_interp *
sl_interp_new(const struct sl_platform *platform,
              const struct sl_allocator *allocator, struct sl_error *error)
{
    static const struct sl_allocator libc = {libc_resize, NULL};
    const struct sl_allocator *from = allocator == NULL ? &libc : allocator;
    struct sl_interp *interp = from->resize(from->context, NULL, sizeof *interp);

    if (interp == NULL) {
        out_of_memory(error);
        return NULL;
    }
    memset(interp, 0, sizeof *interp);
    interp->platform = platform;
    interp->allocator = *from;
    interp->tracked.gc.next = interp->tracked.gc.prev = &interp->tracked;
    for (int which = 0; which < SL_EXCEPTIONS; which++)
        builtin_ready(interp, (enum sl_builtin)which);
    sl_exceptions_ready(interp);
    interp->none.refcnt = 1;
    interp->none.type = &interp->types[SL_NONE];
    return interp;
}

size_t
sl_interp_free(struct sl_interp *interp)
{
    union sl_gc_head *ring = &interp->tracked;
    struct sl_allocator allocator = interp->allocator;
    size_t left;

    while (ring->gc.next != ring) {
        union sl_gc_head *head = ring->gc.next;
        struct sl_object *o = sl_incref((struct sl_object *)(void *)(head + 1));

        untrack(head);
        if (o->type->clear != NULL && head + 1 != (void *)interp->interned)
            o->type->clear(o);
        sl_decref(o);
    }
    sl_interned_free(interp);
    left = interp->living;
    allocator.resize(allocator.context, interp, 0);
    return left;
}

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

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
    return is_a(b, SL_INT) && ((struct sl_int *)(void *)a)->value ==
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
    if (is_a(b, SL_STR))
        return same_letters(u, (struct sl_str *)(void *)b);
    return is_a(b, SL_UNICODE) && u->var.size == v->var.size &&
           memcmp(u->characters, v->characters,
                  (size_t)u->var.size * sizeof *u->characters) == 0;
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

static void write_tuple(struct writer *w, const struct sl_tuple *t);

static void
write_repr(struct writer *w, struct sl_object *o)
{
    const struct sl_type *types = o->type->interp->types;
    char number[32];

    if (o->type == &types[SL_STR]) {
        write_str(w, (struct sl_str *)(void *)o);
    } else if (o->type == &types[SL_UNICODE]) {
        write_unicode(w, (struct sl_unicode *)(void *)o);
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

    assert(is_a(o, SL_UNICODE));
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

/* Exceptions with the same base, and the words they have more than it. */
struct family {
    const char *base, *more;
    const char *names[16];
};

static const struct family families[] = {
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
};

static void
exception_ready(struct sl_interp *interp, struct sl_type *type, const char *name,
                const struct family *family)
{
    ptrdiff_t more = sl_calcsize(interp->platform->abi, family->more, NULL);

    assert(more >= 0);
    type->object = (struct sl_object){1, &interp->types[SL_TYPE]};
    type->base = sl_builtin_named(interp, family->base);
    type->name = name;
    sl_type_like_base(type);
    type->basicsize += (size_t)more;
    sl_type_ready(interp, type);
}

void
sl_exceptions_ready(struct sl_interp *interp)
{
    struct sl_type *type = &interp->types[SL_EXCEPTIONS];

    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
        for (const char *const *name = families[i].names; *name != NULL; name++)
            exception_ready(interp, type++, *name, &families[i]);
    assert(type == &interp->types[SL_BUILTINS]);
}

#include <assert.h>
#include <stdint.h>
#include <string.h>

static const struct sl_object dummy_object = {0, NULL};
static struct sl_object *const dummy = (struct sl_object *)(uintptr_t)&dummy_object;

/* A walk over the places where a key can be. */
struct probe {
    size_t place;
    size_t step;    /* the place before it was masked */
    size_t perturb; /* what is left of the hash */
};

static struct probe
probe_first(const struct sl_dict *d, long hash)
{
    return (struct probe){(size_t)hash & d->mask, (size_t)hash, (size_t)hash};
}

static void
probe_next(struct probe *probe, size_t mask)
{
    probe->step = probe->step * 5 + probe->perturb + 1;
    probe->perturb >>= 5;
    probe->place = probe->step & mask;
}

/* A search that waits for a comparison to return. */
struct sl_dict_watch {
    const struct sl_dict *dict;
    bool changed;
    struct sl_dict_watch *outer;
};

static void
changed(const struct sl_dict *d)
{
    for (struct sl_dict_watch *w = d->object.type->interp->watches; w != NULL;
         w = w->outer)
        if (w->dict == d)
            w->changed = true;
}

enum { DIFFERENT = 0, EQUAL = 1, FAILED = -1, CHANGED = 2 };

/* Compares the key in ENTRY with KEY: any of the above. */
static int
compare_key(struct sl_dict *d, const struct sl_dict_entry *entry,
            struct sl_object *key, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_dict_watch watch = {d, false, interp->watches};
    struct sl_object *present = sl_incref(entry->key);
    int equal;

    interp->watches = &watch;
    equal = sl_equal(present, key, error);
    sl_decref(present);
    interp->watches = watch.outer;
    return equal >= 0 && watch.changed ? CHANGED : equal;
}

static struct sl_dict_entry *
search_any(struct sl_dict *d, struct sl_object *key, long hash, int *answer,
           struct sl_error *error)
{
    struct probe probe = probe_first(d, hash);
    struct sl_dict_entry *deleted = NULL, *entry;

    for (;; probe_next(&probe, d->mask)) {
        entry = &d->table[probe.place];
        *answer = entry->key == key ? EQUAL : DIFFERENT;
        if (entry->key == NULL)
            return deleted != NULL ? deleted : entry;
        if (entry->key == dummy)
            deleted = deleted != NULL ? deleted : entry;
        else if (*answer != EQUAL && entry->hash == hash)
            *answer = compare_key(d, entry, key, error);
        if (*answer != DIFFERENT)
            return entry;
    }
}

#define LOOKUP_PATIENCE 1000

/* As lookup_str, for keys of any type; NULL with ERROR set where a comparison
   failed. */
static struct sl_dict_entry *
lookup_any(struct sl_dict *d, struct sl_object *key, long hash,
           struct sl_error *error)
{
    int answer = CHANGED;

    for (int patience = LOOKUP_PATIENCE; answer == CHANGED; patience--) {
        struct sl_dict_entry *entry = search_any(d, key, hash, &answer, error);

        if (answer == EQUAL || answer == DIFFERENT)
            return entry;
        if (patience == 0)
            answer = sl_fail(error, SL_RUNTIME_ERROR,
                             "dictionary keeps changing while it is searched");
    }
    return NULL;
}

static bool
is_str(const struct sl_object *o)
{
    return o->type == &o->type->interp->types[SL_STR];
}

/* The place of KEY, or the place where to put it. All keys in D are strs. */
static struct sl_dict_entry *
lookup_str(struct sl_dict *d, struct sl_object *key, long hash,
           struct sl_error *error)
{
    struct probe probe = probe_first(d, hash);
    struct sl_dict_entry *deleted = NULL, *entry;

    if (!is_str(key)) {
        d->lookup = lookup_any;
        return lookup_any(d, key, hash, error);
    }
    for (;; probe_next(&probe, d->mask)) {
        entry = &d->table[probe.place];
        if (entry->key == NULL)
            return deleted != NULL ? deleted : entry;
        if (entry->key == key)
            return entry;
        if (entry->key == dummy)
            deleted = deleted != NULL ? deleted : entry;
        else if (entry->hash == hash && sl_equal(entry->key, key, error) == 1)
            return entry;
    }
}

/* Whether a table of so many places needs growing: at least two-thirds of them hold
   a key or once held one. */
static bool
is_full(size_t fill, size_t places)
{
    return fill >= places - places / 3;
}

/* The smallest power of two above MINIMUM, and at least eight. */
static size_t
places_above(size_t minimum)
{
    size_t places = SL_DICT_SMALL;

    while (places <= minimum && places <= SL_SIZE_LIMIT / 2)
        places *= 2;
    return places;
}

/* The places of a table that grows when it has USED keys. */
static size_t
places_grown(size_t used)
{
    return places_above(used > 50000 ? 2 * used : 4 * used);
}

size_t
sl_dict_places(size_t keys)
{
    size_t places = SL_DICT_SMALL;

    assert(keys <= SL_SIZE_LIMIT / sizeof(struct sl_dict_entry));
    while (is_full(keys, places))
        places = places_grown(places - places / 3);
    return places;
}

static size_t
table_outside(const struct sl_platform *platform, size_t places)
{
    ptrdiff_t entry = sl_calcsize(platform->abi, SL_DICT_ENTRY_FORMAT, NULL);

    return places == SL_DICT_SMALL ? 0 : places * (size_t)entry;
}

size_t
sl_dict_outside(const struct sl_platform *platform, size_t keys)
{
    return table_outside(platform, sl_dict_places(keys));
}

size_t
sl_dict_sizeof(const struct sl_platform *platform, size_t keys)
{
    ptrdiff_t head = sl_calcsize(platform->abi, platform->gc_head, NULL);
    ptrdiff_t basic = sl_calcsize(platform->abi, SL_DICT_FORMAT, NULL);

    return (size_t)(head + basic) + sl_dict_outside(platform, keys);
}

static void
insert_clean(struct sl_dict *d, const struct sl_dict_entry *entry)
{
    struct probe probe = probe_first(d, entry->hash);

    while (d->table[probe.place].key != NULL)
        probe_next(&probe, d->mask);
    d->table[probe.place] = *entry;
}

/* Moves all entries of D into TABLE, which has so many PLACES, and frees the old
   table. */
static void
move_to(struct sl_dict *d, struct sl_dict_entry *table, size_t places)
{
    struct sl_dict_entry saved[SL_DICT_SMALL], *old = d->table;
    size_t old_places = d->mask + 1;

    if (old == d->small)
        old = memcpy(saved, d->small, sizeof saved);
    memset(table, 0, places * sizeof *table);
    d->table = table;
    d->mask = places - 1;
    d->fill = d->used;
    for (size_t i = 0; i < old_places; i++)
        if (old[i].value != NULL)
            insert_clean(d, &old[i]);
    if (old != saved)
        sl_memory_free(d->object.type->interp, old);
    changed(d);
}

static struct sl_dict_entry *
table_new(struct sl_dict *d, size_t places, struct sl_error *error)
{
    if (places == SL_DICT_SMALL)
        return d->small;
    if (places > SL_SIZE_LIMIT / sizeof *d->table) {
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
        return NULL;
    }
    return sl_memory_new(d->object.type->interp, places * sizeof *d->table, error);
}

/* Gives D the smallest table of more than MINIMUM places. */
static int
resize(struct sl_dict *d, size_t minimum, struct sl_error *error)
{
    size_t places = places_above(minimum);
    struct sl_dict_entry *table = table_new(d, places, error);

    if (table == NULL)
        return -1;
    move_to(d, table, places);
    return 0;
}

static int
insert_new(struct sl_dict *d, struct sl_dict_entry *entry, struct sl_object *key,
           long hash, struct sl_object *value, struct sl_error *error)
{
    size_t fill = d->fill + (entry->key == NULL);
    size_t places = places_grown(d->used + 1);
    struct sl_dict_entry *table = NULL;

    if (is_full(fill, d->mask + 1)) {
        table = table_new(d, places, error);
        if (table == NULL)
            return -1;
    }
    *entry = (struct sl_dict_entry){hash, sl_incref(key), sl_incref(value)};
    d->fill = fill;
    d->used++;
    changed(d);
    if (table != NULL)
        move_to(d, table, places);
    return 0;
}

static int
set_hashed(struct sl_dict *d, struct sl_object *key, long hash,
           struct sl_object *value, struct sl_error *error)
{
    struct sl_dict_entry *entry = d->lookup(d, key, hash, error);
    struct sl_object *old;

    if (entry == NULL)
        return -1;
    old = entry->value;
    if (old == NULL)
        return insert_new(d, entry, key, hash, value, error);
    entry->value = sl_incref(value);
    sl_decref(old);
    return 0;
}

int
sl_dict_set(struct sl_dict *d, struct sl_object *key, struct sl_object *value,
            struct sl_error *error)
{
    long hash = sl_hash(key, error);

    return hash == -1 ? -1 : set_hashed(d, key, hash, value, error);
}

int
sl_dict_get(struct sl_dict *d, struct sl_object *key, struct sl_object **value,
            struct sl_error *error)
{
    long hash = sl_hash(key, error);
    struct sl_dict_entry *entry =
        hash == -1 ? NULL : d->lookup(d, key, hash, error);

    if (entry == NULL)
        return -1;
    if (value != NULL)
        *value = entry->value;
    return entry->value != NULL;
}

bool
sl_dict_next(const struct sl_dict *d, size_t *place, struct sl_object **key,
             struct sl_object **value)
{
    while (*place <= d->mask && d->table[*place].value == NULL)
        (*place)++;
    if (*place > d->mask)
        return false;
    if (key != NULL)
        *key = d->table[*place].key;
    if (value != NULL)
        *value = d->table[*place].value;
    (*place)++;
    return true;
}

int
sl_dict_del(struct sl_dict *d, struct sl_object *key, struct sl_error *error)
{
    long hash = sl_hash(key, error);
    struct sl_dict_entry *entry =
        hash == -1 ? NULL : d->lookup(d, key, hash, error);
    struct sl_dict_entry old;
    char shown[sizeof error->message];

    if (entry == NULL)
        return -1;
    if (entry->value == NULL)
        return sl_fail(error, SL_KEY_ERROR, "%s",
                       sl_repr(key, shown, sizeof shown));
    old = *entry;
    *entry = (struct sl_dict_entry){0, dummy, NULL};
    d->used--;
    changed(d);
    sl_decref(old.key);
    sl_decref(old.value);
    return 0;
}

void
sl_dict_clear(struct sl_dict *d)
{
    struct sl_dict_entry saved[SL_DICT_SMALL], *old = d->table;
    size_t places = d->mask + 1;

    if (old == d->small)
        old = memcpy(saved, d->small, sizeof saved);
    memset(d->small, 0, sizeof d->small);
    d->table = d->small;
    d->fill = d->used = 0;
    d->mask = SL_DICT_SMALL - 1;
    changed(d);
    for (size_t i = 0; i < places; i++)
        if (old[i].value != NULL) {
            sl_decref(old[i].key);
            sl_decref(old[i].value);
        }
    if (old != saved)
        sl_memory_free(d->object.type->interp, old);
}

struct sl_dict *
sl_dict_new(struct sl_interp *interp, struct sl_error *error)
{
    struct sl_type *type = sl_builtin(interp, SL_DICT);
    struct sl_object *o = sl_object_new(type, sizeof(struct sl_dict), error);
    struct sl_dict *d = (struct sl_dict *)(void *)o;

    if (d == NULL)
        return NULL;
    d->mask = SL_DICT_SMALL - 1;
    d->table = d->small;
    d->lookup = lookup_str;
    return d;
}

#define LITERAL_COUNT_MAX 0xFFFF

struct sl_dict *
sl_dict_new_presized(struct sl_interp *interp, size_t keys, struct sl_error *error)
{
    struct sl_dict *d = sl_dict_new(interp, error);

    if (keys > LITERAL_COUNT_MAX)
        keys = LITERAL_COUNT_MAX;
    if (d != NULL && keys > 5 && resize(d, keys, error) < 0) {
        sl_decref(&d->object);
        return NULL;
    }
    return d;
}

static int
set_again(struct sl_dict *d, const struct sl_dict_entry *entry,
          struct sl_error *error)
{
    struct sl_object *key = sl_incref(entry->key);
    struct sl_object *value = sl_incref(entry->value);
    int result = set_hashed(d, key, entry->hash, value, error);

    sl_decref(key);
    sl_decref(value);
    return result;
}

int
sl_dict_update(struct sl_dict *d, struct sl_dict *other, struct sl_error *error)
{
    int failed = 0;

    if (d == other)
        return 0;
    if (is_full(d->fill + other->used, d->mask + 1) &&
        resize(d, 2 * (d->used + other->used), error) < 0)
        return -1;
    for (size_t i = 0; failed == 0 && i <= other->mask; i++)
        if (other->table[i].value != NULL)
            failed = set_again(d, &other->table[i], error);
    return failed;
}

struct sl_dict *
sl_dict_copy(struct sl_dict *d, struct sl_error *error)
{
    struct sl_dict *copy = sl_dict_new(d->object.type->interp, error);

    if (copy != NULL && sl_dict_update(copy, d, error) < 0) {
        sl_decref(&copy->object);
        return NULL;
    }
    return copy;
}

size_t
sl_dict_getsizeof(const struct sl_dict *d, const struct sl_platform *platform)
{
    return sl_dict_sizeof(platform, 0) + table_outside(platform, d->mask + 1);
}

static void
dict_clear(struct sl_object *o)
{
    sl_dict_clear((struct sl_dict *)(void *)o);
}

static void
dict_dealloc(struct sl_object *o)
{
    dict_clear(o);
    sl_object_free(o);
}

void
sl_dict_behaviour(struct sl_type *type)
{
    type->hash = sl_unhashable;
    type->dealloc = dict_dealloc;
    type->clear = dict_clear;
}

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static void instance_dealloc(struct sl_object *o);

/* Appends to TYPE, so far like its base, what a class without __slots__ adds. */
static void
lay_out_plain(struct sl_type *type)
{
    const struct sl_type *base = type->base;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (base->dictoffset == 0) {
        type->dictoffset =
            base->itemsize > 0 ? -(ptrdiff_t)pointer : (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    if (base->weaklistoffset == 0 && base->itemsize == 0) {
        type->weaklistoffset = (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    type->gc = base->gc || type->basicsize > base->basicsize;
}

/* What getsizeof counts of the fixed part of TYPE, which goes back to ROOT. */
static size_t
count_plain(const struct sl_type *type, const struct sl_type *root)
{
    struct sl_interp *interp = type->interp;
    bool own = root == sl_builtin(interp, SL_STR) ||
               root == sl_builtin(interp, SL_UNICODE);

    return own ? root->basicsize : type->basicsize;
}

/* Bytes of an object of TYPE with LENGTH items, without its head, ready to be
   followed by another pointer. */
static size_t
var_size(const struct sl_type *type, size_t length)
{
    return sl_round_up(type->basicsize + type->itemsize * length,
                       type->interp->platform->abi->pointer.size);
}

size_t
sl_dict_offset(const struct sl_type *type, size_t length)
{
    size_t size = var_size(type, length);

    return type->dictoffset < 0 ? size - (size_t)-type->dictoffset
                                : (size_t)type->dictoffset;
}

/* The built-in type at the root of a class. */
static const struct sl_type *
root_of(const struct sl_type *type)
{
    while (type->dealloc == instance_dealloc)
        type = type->base;
    return type;
}

struct sl_dict **
sl_dict_pointer(struct sl_object *o)
{
    const struct sl_type *type = o->type;
    size_t length =
        type->itemsize > 0 ? (size_t)((struct sl_var_object *)(void *)o)->size : 0;

    if (type->dictoffset == 0 || root_of(type) == type)
        return NULL;
    return (struct sl_dict **)(void *)((char *)o + sl_dict_offset(type, length));
}

static void
fill_with_none(struct sl_tuple *t, size_t length)
{
    t->var.size = (ptrdiff_t)length;
    for (size_t i = 0; i < length; i++)
        t->items[i] = sl_incref(sl_none(t->var.object.type->interp));
}

struct sl_object *
sl_instance_new(struct sl_type *type, size_t length, struct sl_error *error)
{
    const struct sl_type *root = root_of(type);
    bool tuple = root == sl_builtin(type->interp, SL_TUPLE);
    struct sl_object *o = NULL;

    if (type->interp->platform->abi->pointer.size != sizeof(void *))
        sl_fail(error, SL_RUNTIME_ERROR,
                "instances live on this machine's ABI only");
    else if (root == type ||
             (!tuple && root != sl_builtin(type->interp, SL_OBJECT)))
        sl_fail(error, SL_TYPE_ERROR, "cannot create '%.100s' instances",
                type->name);
    else if (tuple &&
             length > (SL_SIZE_LIMIT - type->basicsize) / sizeof(void *) - 1)
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    else
        o = sl_object_new(type, var_size(type, tuple ? length : 0), error);
    if (o != NULL && tuple)
        fill_with_none((struct sl_tuple *)(void *)o, length);
    return o;
}

static void
drop_dict(struct sl_object *o)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    struct sl_dict *d = dict == NULL ? NULL : *dict;

    if (d == NULL)
        return;
    *dict = NULL;
    sl_decref(&d->object);
}

static void
instance_dealloc(struct sl_object *o)
{
    drop_dict(o);
    root_of(o->type)->dealloc(o);
}

static void
instance_clear(struct sl_object *o)
{
    const struct sl_type *root = root_of(o->type);

    drop_dict(o);
    if (root->clear != NULL)
        root->clear(o);
}

struct sl_type *
sl_class_new(struct sl_interp *interp, const char *name, struct sl_type *base,
             struct sl_error *error)
{
    size_t bytes = sizeof(struct sl_type) + strlen(name) + 1;
    struct sl_type *type;

    if (base->final) {
        sl_fail(error, SL_TYPE_ERROR,
                "type '%.100s' is not an acceptable base type", base->name);
        return NULL;
    }
    type = (struct sl_type *)(void *)sl_object_new(sl_builtin(interp, SL_TYPE),
                                                   bytes, error);
    if (type == NULL)
        return NULL;
    type->name = strcpy((char *)(type + 1), name);
    type->base = (struct sl_type *)(void *)sl_incref(&base->object);
    sl_type_like_base(type);
    type->dealloc = instance_dealloc;
    type->clear = instance_clear;
    sl_type_ready(interp, type);
    lay_out_plain(type);
    type->counted = count_plain(type, root_of(type));
    return type;
}

static void
class_dealloc(struct sl_object *o)
{
    sl_decref(&((struct sl_type *)(void *)o)->base->object);
    sl_object_free(o);
}

void
sl_class_behaviour(struct sl_type *type)
{
    type->dealloc = class_dealloc;
}

static int
check_name(struct sl_object *name, struct sl_error *error)
{
    if (name->type == sl_builtin(name->type->interp, SL_STR))
        return 0;
    return sl_fail(error, SL_TYPE_ERROR,
                   "attribute name must be string, not '%.200s'", name->type->name);
}

enum access { READING, SETTING };

static int
no_attribute(struct sl_object *o, enum access access, struct sl_object *name,
             struct sl_error *error)
{
    const char *format = access == READING
                             ? "'%.50s' object has no attribute '%.400s'"
                             : "'%.100s' object has no attribute '%.200s'";

    return sl_fail(error, SL_ATTRIBUTE_ERROR, format, o->type->name,
                   ((struct sl_str *)(void *)name)->data);
}

struct sl_dict *
sl_instance_dict(struct sl_object *o, struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);

    if (dict == NULL) {
        sl_fail(error, SL_ATTRIBUTE_ERROR,
                "'%.50s' object has no attribute '__dict__'", o->type->name);
        return NULL;
    }
    if (*dict == NULL)
        *dict = sl_dict_new(o->type->interp, error);
    return *dict;
}

int
sl_setattr(struct sl_object *o, struct sl_object *name, struct sl_object *value,
           struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o), *d;
    bool unborn = dict != NULL && *dict == NULL;
    int result = -1;

    if (check_name(name, error) < 0)
        return -1;
    if (dict == NULL)
        return no_attribute(o, SETTING, name, error);
    sl_incref(name);
    d = sl_str_intern(&name, error) < 0 ? NULL : sl_instance_dict(o, error);
    if (d != NULL)
        result = sl_dict_set(d, name, value, error);
    if (result < 0 && unborn)
        drop_dict(o);
    sl_decref(name);
    return result;
}

struct sl_object *
sl_getattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    struct sl_object *value = NULL;

    if (check_name(name, error) < 0)
        return NULL;
    if (dict != NULL && *dict != NULL &&
        sl_dict_get(*dict, name, &value, error) < 0)
        return NULL;
    if (value == NULL) {
        no_attribute(o, READING, name, error);
        return NULL;
    }
    return sl_incref(value);
}

bool
sl_hasattr(struct sl_object *o, struct sl_object *name)
{
    struct sl_object *value = sl_getattr(o, name, NULL);

    sl_decref(value);
    return value != NULL;
}

int
sl_delattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    struct sl_error why = {SL_NO_ERROR, ""};

    if (check_name(name, error) < 0)
        return -1;
    if (dict == NULL || *dict == NULL)
        return no_attribute(o, SETTING, name, error);
    if (sl_dict_del(*dict, name, &why) == 0)
        return 0;
    if (why.kind == SL_KEY_ERROR)
        return sl_fail(error, SL_ATTRIBUTE_ERROR, "%s",
                       ((struct sl_str *)(void *)name)->data);
    return sl_fail(error, why.kind, "%s", why.message);
}

size_t
sl_instance_sizeof(const struct sl_type *type, size_t attributes)
{
    size_t size = sl_getsizeof(type, 0);

    assert(attributes == 0 || type->dictoffset != 0);
    if (attributes > 0)
        size += sl_dict_sizeof(type->interp->platform, attributes);
    return size;
}

#undef CTYPE
#undef GC_HEAD_27
#undef LITERAL_COUNT_MAX
#undef LOOKUP_PATIENCE
#undef NESTING_LIMIT
#undef PROBE
#undef RECURSION_LIMIT
#endif
