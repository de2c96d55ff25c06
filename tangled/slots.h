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
#include <stdbool.h>

/* Where an instance keeps the attributes that are in no slot. */
enum sl_values {
    SL_VALUES_IN_TABLE, /* in its dictionary's own table: 2.7 */
    SL_VALUES_SHARED,   /* its dictionary has values, its class the keys: 3.6 */
    SL_VALUES_BLOCK,    /* in a block without a dictionary: 3.11 */
    SL_VALUES_INLINE    /* behind the instance: 3.13 */
};

/* Which of the words __dict__ and __weakref__ are in front of an instance. */
enum sl_front {
    SL_FRONT_NONE, /* both are inside: up to 3.10 */
    SL_FRONT_DICT, /* two words for __dict__; __weakref__ is inside: 3.11 */
    SL_FRONT_BOTH  /* two words for either or both: 3.12 */
};

/* How many places a full table asks for, used being its keys and places its size.
   CPython's name: GROWTH_RATE. */
enum sl_growth {
    SL_GROWTH_OPEN, /* more than 4 * used, 2 * used if used > 50,000: 2.7 */
    SL_GROWTH_HALF, /* 2 * used + places / 2: 3.6 */
    SL_GROWTH_USED  /* 3 * used: 3.7 */
};

/* Which classes' instances have a GC head, besides those whose base's have one. */
enum sl_class_head {
    SL_HEAD_LARGER, /* larger than a bare object: 2.7 */
    SL_HEAD_ADDED,  /* that add a word to their base: 3.6 */
    SL_HEAD_ALWAYS  /* all: 3.8 */
};

struct sl_types_since;
struct sl_wording;

/* What the layout of objects depends on in a release, besides the ABI. */
struct sl_release {
    unsigned char major, minor;
    const char *dict; /* format of a dictionary, without a table of its own */
    const char *keys; /* format of a table's head; NULL: none, and no index */
    enum sl_growth growth;
    bool empty_table;    /* a new dictionary has its first table at once */
    bool round_slip;     /* tables are rounded up too far: gh-133703 */
    bool string_entries; /* two words an entry while all keys are strings */
    bool call_table;     /* dict(...) has its first table, though {} has none */
    bool copy_clones;    /* d.copy() copies the table as it is, if it is alive */
    bool update_clones;  /* an empty dictionary is updated by such a copy */
    bool split_stays;    /* but not one that shares its keys */
    enum sl_values values;
    enum sl_front front;
    bool hybrid_slip;    /* with slots and a __dict__ there are no inline values */
    bool keys_of_source; /* a class knows its methods' assignments to self */
    bool large_pools;    /* on 64-bit machines pools are four pages, not one */
    bool gc_always;      /* even instances without a pointer have the GC head */
    const char *frame;   /* format of what a function keeps of its first call:
                            its frame, without variables; NULL: it keeps none */

    enum sl_class_head class_head;
    const struct sl_types_since *types; /* built-in types that differ; NULL: 2.7 */
    const struct sl_wording *wording;   /* of errors */
    const char *const *body_names;      /* what every class body binds */
    bool text;             /* a str is text, and bytes are a type of their own */
    bool slots_with_items; /* some slots are allowed under types with items */
};

/* The platform of a VERSION ("3.13", or "3.13.0") and the name of an ABI ("lp64",
   "ilp32"); static. Patch releases count as the one that was measured, except where
   some are known to differ. NULL with ERROR (which may be NULL) set to ValueError
   where there is no such version, or it has not been measured on that ABI; the
   message lists those that have been. */
const struct sl_platform *sl_platform_find(const char *version, const char *abi,
                                           struct sl_error *error);

/* All of them but the host's, the 64-bit ones first, by age; NULL at the end. */
extern const struct sl_platform *const sl_platforms[];
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

/* For types: makes D, all zero but for its two words, an empty dictionary. */
void sl_dict_begin(struct sl_dict *d);

/* d[key] = value. 0, or -1 with ERROR set: what the key's hash or a comparison
   reported, or MemoryError; then nothing was set. CPython 2.7: PyDict_SetItem. */
int sl_dict_set(struct sl_dict *d, struct sl_object *key, struct sl_object *value,
                struct sl_error *error);

/* The value of KEY in *VALUE, borrowed (VALUE may be NULL). Returns 1 if the key is
   there, 0 if not, -1 with ERROR set if its hash or a comparison failed.
   CPython 2.7: PyDict_GetItem, which hides errors. */
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

/* d.clear(): back to the table of eight. It cannot fail.
   CPython 2.7: PyDict_Clear. */
void sl_dict_clear(struct sl_dict *d);

/* d.update(other). 0, or -1 with ERROR set: as sl_dict_set; then some keys may be
   set. CPython 2.7: PyDict_Update. */
int sl_dict_update(struct sl_dict *d, struct sl_dict *other,
                   struct sl_error *error);

/* d.copy(); the caller owns the reference. NULL with ERROR set: as sl_dict_set. Its
   size is what d.copy() has in CPython, not D's. CPython 2.7: PyDict_Copy. */
struct sl_dict *sl_dict_copy(struct sl_dict *d, struct sl_error *error);

/* dict.fromkeys(d), all of whose values are None; the caller owns the reference.
   NULL with ERROR set: as sl_dict_set. CPython 2.7: dict.fromkeys of a dict. */
struct sl_dict *sl_dict_fromkeys(struct sl_dict *d, struct sl_error *error);

/* Places of the table after so many KEYS, as many as memory could hold, were
   inserted one by one. CPython 2.7: dictresize, as the documented sizes show it. */
size_t sl_dict_places(size_t keys);

/* Bytes that sys.getsizeof reports on PLATFORM for a dictionary of so many KEYS,
   inserted one by one. CPython 2.7: dict.__sizeof__. */
size_t sl_dict_sizeof(const struct sl_platform *platform, size_t keys);

/* The part of them that is a block of its own: what dict.__sizeof__ adds
   to basicsize. */
size_t sl_dict_outside(const struct sl_platform *platform, size_t keys);

/* Bytes that sys.getsizeof reports on PLATFORM for D as it is.
   CPython 2.7: dict.__sizeof__. */
size_t sl_dict_getsizeof(const struct sl_dict *d,
                         const struct sl_platform *platform);

/* For the table of built-in types: gives TYPE, which is dict, its behaviour. */
void sl_dict_behaviour(struct sl_type *type);
#include <stdbool.h>
#include <stddef.h>

/* For sl_type_new: whether a class derived from BASE may add a word for its
   dictionary, or for weak references. They cannot fail.
   CPython 2.7: part of type.__new__. */
bool sl_may_add_dict(const struct sl_type *base);
bool sl_may_add_weakrefs(const struct sl_type *base);

/* For sl_type_new: appends to TYPE, so far like its base, words for so many SLOTS,
   for a dictionary, for weak references, in this order. DICT and WEAKREFS only
   where the base allows them. CPython 2.7: part of type.__new__. */
void sl_lay_out(struct sl_type *type, size_t slots, bool dict, bool weakrefs);

/* The class that `class NAME(BASE): pass` makes; the caller owns the reference.
   NAME is copied; the class keeps a reference to BASE, a type of the same
   interpreter. NULL with ERROR set: TypeError if BASE is final (bool, NoneType), or
   MemoryError. CPython 2.7: type(NAME, (BASE,), {}). */
struct sl_type *sl_class_new(struct sl_interp *interp, const char *name,
                             struct sl_type *base, struct sl_error *error);

/* For sl_type_new: gives the new class TYPE what all instances can do. It cannot
   fail. CPython 2.7: part of type.__new__. */
void sl_instance_behaviour(struct sl_type *type);

/* The built-in type that TYPE goes back to, itself if it is one. Borrowed.
   CPython 2.7: the first tp_base without Py_TPFLAGS_HEAPTYPE. */
const struct sl_type *sl_root_of(const struct sl_type *type);

/* A new instance of the class TYPE, which must go back to object, to an exception,
   or to tuple: then it has LENGTH items, all None. Otherwise LENGTH is ignored. The
   caller owns the reference. NULL with ERROR set: MemoryError; TypeError for other
   built-in types; RuntimeError on another machine's platform.
   CPython 2.7: PyType_GenericAlloc. */
struct sl_object *sl_instance_new(struct sl_type *type, size_t length,
                                  struct sl_error *error);

/* Where O keeps the pointer to its __dict__, or NULL if objects of its type have
   none. The pointer itself is NULL as long as the dictionary is not born.
   CPython 2.7: _PyObject_GetDictPtr. */
struct sl_dict **sl_dict_pointer(struct sl_object *o);

/* Bytes from the beginning of an object of TYPE with LENGTH items to its __dict__
   pointer; 0 if it has none. CPython 2.7: the documentation of tp_dictoffset. */
size_t sl_dict_offset(const struct sl_type *type, size_t length);

/* Bytes of an object of TYPE with LENGTH items, without its head, rounded up to
   whole pointers. CPython 2.7: _PyObject_VAR_SIZE. */
size_t sl_var_size(const struct sl_type *type, size_t length);

/* o.__dict__, borrowed; makes it if it is not born yet. NULL with ERROR set:
   AttributeError where objects of the type have none, or MemoryError.
   CPython 2.7: PyObject_GetAttrString(o, "__dict__"). */
struct sl_dict *sl_instance_dict(struct sl_object *o, struct sl_error *error);

/* o.NAME = value. NAME is a str, or the result is a TypeError. 0, or -1 with ERROR
   set: AttributeError where O has no room for the attribute, what a descriptor of
   its class reports, or MemoryError; then O is as it was.
   CPython 2.7: PyObject_SetAttr. */
int sl_setattr(struct sl_object *o, struct sl_object *name, struct sl_object *value,
               struct sl_error *error);

/* o.NAME; the caller owns the reference. NULL with ERROR set: AttributeError with
   CPython 2.7's text where there is no such attribute, TypeError where NAME is no
   str. CPython 2.7: PyObject_GetAttr. */
struct sl_object *sl_getattr(struct sl_object *o, struct sl_object *name,
                             struct sl_error *error);

/* Whether there is o.NAME; false for every error. CPython 2.7: PyObject_HasAttr. */
bool sl_hasattr(struct sl_object *o, struct sl_object *name);

/* del o.NAME. 0, or -1 with ERROR set: AttributeError, TypeError, or what a
   descriptor of its class reports. CPython 2.7: PyObject_DelAttr. */
int sl_delattr(struct sl_object *o, struct sl_object *name, struct sl_error *error);

/* Bytes, on its platform, of an instance of TYPE with no items and so many
   ATTRIBUTES, set one by one, and of its dictionary. With no attributes the
   dictionary is not born, and not counted. TYPE must have room for a dictionary.
   CPython 2.7: sys.getsizeof(o) + sys.getsizeof(o.__dict__). */
size_t sl_instance_sizeof(const struct sl_type *type, size_t attributes);
#include <stdbool.h>
#include <stddef.h>

struct sl_member;

/* What a class statement gives a type. To be read freely. References are owned,
   except the mro's. */
struct sl_class {
    struct sl_type **bases; /* in the order of the statement */
    size_t base_count;
    struct sl_type **mro; /* itself first, object last; kept alive by the bases */
    size_t mro_length;
    struct sl_dict *dict; /* the namespace, and the descriptors; NULL at the end */
    bool slotted;         /* the body had __slots__ */
    struct sl_member *members; /* its own slots, sorted by name */
    size_t member_count;

    /* Of the words that it added besides; NULL: none, or the body bound the name */
    struct sl_object *dict_descriptor, *weakref_descriptor;
};

/* A slot: a word of every instance. References are owned. */
struct sl_member {
    struct sl_object *name;       /* an interned str, as attributes are named */
    size_t offset;                /* bytes from the object's address */
    struct sl_object *descriptor; /* NULL: nothing leads to the word */
};

/* The class that type(NAME, BASES, NAMES) makes; the caller owns the reference.
   NAME is copied, and so is NAMES, the namespace (NULL: an empty one). BASES are
   COUNT types of the same interpreter, of which references are kept; none of them
   means object. NAMES may hold '__slots__': a str or unicode, or a tuple or dict
   (its keys) of them. For every platform. NULL with ERROR set, to CPython's words:
   TypeError (see bases.h for those about bases), UnicodeEncodeError, MemoryError.
   CPython 2.7: type.__new__. */
struct sl_type *sl_type_new(struct sl_interp *interp, const char *name,
                            struct sl_type *const *bases, size_t count,
                            struct sl_dict *names, struct sl_error *error);

/* The class that `class NAME(BASE): __slots__ = (SLOTS...)` makes, with COUNT
   slots; the caller owns the reference. SLOTS are C strings and copied. NULL with
   ERROR set: as sl_type_new. CPython 2.7: type.__new__. */
struct sl_type *sl_slotted_new(struct sl_interp *interp, const char *name,
                               struct sl_type *base, const char *const *slots,
                               size_t count, struct sl_error *error);

/* What TYPE and the classes behind it have under NAME, a str: the first that is
   found in the order of the MRO. Borrowed; NULL: nothing. Built-in types have no
   attributes here. CPython 2.7: _PyType_Lookup. */
struct sl_object *sl_type_lookup(const struct sl_type *type,
                                 struct sl_object *name);

/* TYPE.NAME; the caller owns the reference. A descriptor is given as it is. NULL
   with ERROR set: AttributeError. CPython 2.7: type.__getattribute__. */
struct sl_object *sl_type_getattr(struct sl_type *type, struct sl_object *name,
                                  struct sl_error *error);

/* TYPE.NAME = VALUE; NULL: del TYPE.NAME. 0, or -1 with ERROR set: TypeError for a
   built-in type, AttributeError where there is nothing to delete, MemoryError. The
   layout of instances stays as it is. CPython 2.7: type.__setattr__. */
int sl_type_setattr(struct sl_type *type, struct sl_object *name,
                    struct sl_object *value, struct sl_error *error);

/* For the table of built-in types: what classes do at their end. TYPE is type.
   CPython 2.7: PyType_Type. */
void sl_class_behaviour(struct sl_type *type);
#include <stddef.h>

/* Bytes of an instance that have one purpose. */
struct sl_region {
    ptrdiff_t offset; /* from the object's address; the GC head's is negative */
    size_t size;      /* > 0 */
    const char *name; /* "GC head", "reference count", "type", "size", a built-in
                         type's name for its own fields, a slot's, "__dict__",
                         "__weakref__", "items", "padding"; since 3.11 "values",
                         since 3.12 "unused"; as long as the type */
    const struct sl_type *type; /* the one that brought it */
};

/* The regions of an instance of TYPE with LENGTH items, in order and without gaps.
   LENGTH is ignored where there are no items. For every platform. Returns how many
   there are, and fills REGIONS as far as ROOM goes. CPython 2.7
   has nothing like it. */
size_t sl_layout(const struct sl_type *type, size_t length,
                 struct sl_region *regions, size_t room);
#include <stdbool.h>
#include <stddef.h>

/* The types that an attribute is looked for in: how many, and number I of them,
   which must be one; number 0 is TYPE, the last is object. Borrowed.
   CPython 2.7: type.__mro__. */
size_t sl_mro_length(const struct sl_type *type);
struct sl_type *sl_mro_at(const struct sl_type *type, size_t i);

/* Whether TYPE is OF or derived from it. CPython 2.7: PyType_IsSubtype. */
bool sl_is_subtype(const struct sl_type *type, const struct sl_type *of);

/* Which of COUNT > 0 BASES a new class extends; borrowed. NULL with ERROR set:
   TypeError "type 'bool' is not an acceptable base type", or "multiple bases have
   instance lay-out conflict". CPython 2.7: the attribute __base__. */
struct sl_type *sl_best_base(struct sl_type *const *bases, size_t count,
                             struct sl_error *error);

/* The method resolution order of a class with COUNT > 0 BASES. Element 0 is TYPE,
   the class itself, which may be NULL and be filled in later. *LENGTH is the number
   of elements. The caller owns the block, for sl_memory_free; the types are
   borrowed. NULL with ERROR set: MemoryError; TypeError "duplicate base class A",
   or "Cannot create a consistent method resolution\norder (MRO) for bases A, B".
   CPython 2.7: type.mro(). */
struct sl_type **sl_mro_new(struct sl_type *type, struct sl_type *const *bases,
                            size_t count, size_t *length, struct sl_error *error);

/* TYPE(VALUE): a new instance of the class TYPE, which goes back to int, str,
   unicode, tuple or dict, with the contents of VALUE, an object of that built-in
   type or of a class under it. The items of a tuple are shared, and so are the keys
   and values of a dict; its table is a new one. The caller owns the reference. NULL
   with ERROR set: MemoryError; RuntimeError on another machine's platform;
   TypeError where TYPE is no such class, or VALUE of another type (CPython would
   convert it, as int('5') does; this function does not).
   CPython 2.7: calling a class. */
struct sl_object *sl_instance_from(struct sl_type *type, struct sl_object *value,
                                   struct sl_error *error);
#include <stddef.h>

/* O.__class__ = TYPE. O gives its reference to its old class back, and takes one to
   TYPE. 0, or -1 with ERROR set and O as it was. TypeError where TYPE is NULL:
   "can't delete __class__ attribute"; where it points to an object that is no type:
   "__class__ must be set to new-style class, not 'int' object"; where one of the
   two is built-in: "__class__ assignment: only for heap types"; else "__class__
   assignment: 'A' deallocator differs from 'B'", or "'A' object layout differs from
   'B'". CPython 2.7: object.__class__. */
int sl_class_assign(struct sl_object *o, struct sl_type *type,
                    struct sl_error *error);

/* Where __slots__ save nothing. */
enum sl_waste_kind {
    SL_WASTE_UNSLOTTED_BASE, /* TYPE, a class without __slots__ or a built-in type,
                                brings a __dict__ */
    SL_WASTE_DUPLICATE,      /* the slot NAME is listed once more */
    SL_WASTE_SHADOWED,       /* the slot NAME is a class variable, too */
    SL_WASTE_REPEATED        /* the base TYPE has a slot NAME already */
};

struct sl_waste {
    enum sl_waste_kind kind;
    const char *name; /* as mangled; lives as long as the class. Or "__dict__" */
    const struct sl_type *type;
};

/* What the class TYPE wastes, if it has __slots__: first the unslotted base, the
   first in its MRO; then the words that hold nothing, sorted by name, each with one
   reason. Returns how many there are, and fills LIST as far as ROOM goes. Nothing
   is found in classes without __slots__. */
size_t sl_waste_find(const struct sl_type *type, struct sl_waste *list,
                     size_t room);
#include <stddef.h>

/* What a getset_descriptor does with an instance O of the class OWNER. */
struct sl_getset {
    /* The value, a new reference, or NULL with ERROR set. */
    struct sl_object *(*get)(struct sl_object *o, struct sl_type *owner,
                             struct sl_error *error);

    /* Sets it to VALUE, or deletes it where VALUE is NULL: 0, or -1 with ERROR set.
       NULL: it cannot be written. */
    int (*set)(struct sl_object *o, struct sl_type *owner, struct sl_object *value,
               struct sl_error *error);
};

/* A descriptor, of any type: "nP3P". */
struct sl_descr {
    struct sl_object object;
    struct sl_type *owner;  /* borrowed; NULL when that class has ended */
    struct sl_object *name; /* a str; owned */
    union {
        size_t offset;                  /* member_descriptor: bytes from O */
        const struct sl_getset *getset; /* getset_descriptor; not owned */
    };
};

/* A descriptor of the type WHICH (SL_MEMBER_DESCRIPTOR or SL_GETSET_DESCRIPTOR) for
   the class OWNER, which is borrowed, called NAME, a str. Its fifth word is zero:
   the caller sets it. The caller owns the reference. NULL with ERROR set
   (MemoryError). CPython 2.7: PyDescr_NewMember, PyDescr_NewGetSet. */
struct sl_descr *sl_descr_new(enum sl_builtin which, struct sl_type *owner,
                              struct sl_object *name, struct sl_error *error);

/* For the end of a class: DESCRIPTOR applies to nothing from now on. NULL is
   allowed. No equivalent in CPython, where it keeps its class alive. */
void sl_descr_orphan(struct sl_object *descriptor);

/* Whether O is an instance of the class that D was made for: 0, or -1 with ERROR
   set: TypeError "descriptor 'a' for 'S' objects doesn't apply to 'P' object", or,
   of an orphan, TypeError with a text of our own. CPython 2.7: PyObject_TypeCheck
   with PyDescr_TYPE. */
int sl_descr_applies(const struct sl_descr *d, const struct sl_object *o,
                     struct sl_error *error);

/* For the table of built-in types: gives TYPE its behaviour,
   that of getset_descriptor. */
void sl_getset_behaviour(struct sl_type *type);

/* For the table of built-in types: the dealloc of a type of descriptors. */
void sl_descr_dealloc(struct sl_object *o);
#include <stddef.h>

/* The descriptor of a slot of the class OWNER, which is borrowed: it stands for the
   word OFFSET bytes behind the beginning of an instance, under NAME, a str. The
   caller owns the reference. NULL with ERROR set (MemoryError).
   CPython 2.7: PyDescr_NewMember of a T_OBJECT_EX. */
struct sl_object *sl_member_new(struct sl_type *owner, struct sl_object *name,
                                size_t offset, struct sl_error *error);

/* For the table of built-in types: gives TYPE its behaviour,
   that of member_descriptor. */
void sl_member_behaviour(struct sl_type *type);

/* For the end of instances: empties every slot of O, whichever class on the way to
   its built-in type brought it, and gives the values back. CPython 2.7: what
   subtype_dealloc and subtype_clear do about slots. */
void sl_slots_clear(struct sl_object *o);

/* Bytes that sys.getsizeof reports on PLATFORM for an instance of a class, derived
   from object alone, with so many SLOTS. '__dict__' and '__weakref__' count as one
   each, if it has them. CPython 2.7: sys.getsizeof. */
size_t sl_slotted_sizeof(const struct sl_platform *platform, size_t slots);

/* How many slots take as much on PLATFORM as an empty instance dictionary and the
   pointer to it. CPython 2.7:
   what sys.getsizeof({}) and a pointer add up to, in pointers. */
size_t sl_dict_in_slots(const struct sl_platform *platform);

/* The most slots that a class may have on PLATFORM for its instances to take no
   more than a plain one with so many ATTRIBUTES set, its dictionary included. With
   no attributes the dictionary is not born. Values are not counted; '__dict__' and
   '__weakref__' are slots here. CPython 2.7: sys.getsizeof of both. */
size_t sl_slots_at_par(const struct sl_platform *platform, size_t attributes);
#include <stdbool.h>
#include <stddef.h>

/* The descriptor `__dict__` for the class OWNER, which is borrowed and whose
   instances have a word for a dictionary. Reading it makes the dictionary if it is
   not born yet; setting it takes a dict or fails with TypeError "__dict__ must be
   set to a dictionary, not a 'int'"; deleting it always works. The caller owns the
   reference. NULL with ERROR set: MemoryError. CPython 2.7: what type() puts into
   the namespace of such a class. */
struct sl_object *sl_dict_descriptor_new(struct sl_type *owner,
                                         struct sl_error *error);

/* How a class keeps the attributes of its instances. */
struct sl_way {
    struct sl_type *base;
    bool slotted;        /* it has __slots__, and among them are */
    size_t slots;        /* so many names of attributes, */
    bool dict, weakrefs; /* and '__dict__', '__weakref__', where BASE has none */
};

/* Bytes, on the platform of the base. */
struct sl_cost {
    size_t instance; /* with its GC head, without items */
    size_t dict;     /* 0 if it is not born */
};

/* What an instance of a class like WAY takes if OTHERS attributes are set, one by
   one, besides those in slots; there must be a place for them. 0, or -1 with ERROR
   set: TypeError where CPython 2.7 makes no such class, or MemoryError, also where
   the instance would not fit into memory. CPython: sys.getsizeof(o), and of
   o.__dict__ where OTHERS is not 0; but see chapter 4 about str. */
int sl_cost_of(const struct sl_way *way, size_t others, struct sl_cost *cost,
               struct sl_error *error);

/* How many of KNOWN attributes to put into slots so that an instance that has them,
   and so many OTHERS in its dictionary, takes least: all of them where there are no
   others, none where slots save nothing. CPython: no equivalent. */
size_t sl_split_best(size_t known, size_t others);

/* How many keys the table has room for that KEYS keys need, inserted one by one; 0
   for none, because then the dictionary of an instance is not born.
   CPython: no equivalent. */
size_t sl_dict_room(size_t keys);
#include <stddef.h>

/* A weak reference: "nP2Pl2P". */
struct sl_weakref {
    struct sl_object object;
    struct sl_object *referent; /* borrowed; NULL when it has gone */
    struct sl_object *callback; /* owned; NULL: none, or called already */
    long hash;                  /* of the referent; -1: not asked for yet */
    struct sl_weakref *prev, *next;
};

/* A function written in C: "nP3P". */
struct sl_function {
    struct sl_object object;
    /* Called with itself and one ARGUMENT, borrowed both: a new reference, or NULL
       with ERROR set. */
    struct sl_object *(*code)(struct sl_function *f, struct sl_object *argument,
                              struct sl_error *error);
    void *context;          /* the program's */
    struct sl_object *self; /* owned, or NULL; the program sets it */
};

/* Where O keeps the head of the list of its weak references, or NULL if there is no
   room for one. Classes have none here, though CPython's have: ours are not laid
   out as `type` says. CPython 2.7: PyObject_GET_WEAKREFS_LISTPTR. */
struct sl_weakref **sl_weakref_pointer(struct sl_object *o);

/* weakref.ref(O, CALLBACK); the caller owns the reference. CALLBACK may be NULL or
   None: then it is the one that O has already, if it has one that lives. Anything
   else is kept, and called with the weak reference when O has gone; what it
   returns, and its errors, are dropped. NULL with ERROR set: TypeError "cannot
   create weak reference to 'S' object" where there is no room, or MemoryError.
   CPython 2.7: PyWeakref_NewRef. */
struct sl_object *sl_weakref_new(struct sl_object *o, struct sl_object *callback,
                                 struct sl_error *error);

/* What REF refers to, borrowed; NULL when that has gone.
   CPython 2.7: PyWeakref_GetObject, which says None instead. */
struct sl_object *sl_weakref_get(struct sl_object *ref);

/* How many weak references to O there are; 0 where there is no room for any.
   CPython 2.7: weakref.getweakrefcount. */
size_t sl_weakref_count(struct sl_object *o);

/* For types whose objects have room for weak references: the first act of the end
   of O. All of them refer to nothing from then on; after that the callbacks of
   those that live are called, from the most recently made to the oldest.
   CPython 2.7: PyObject_ClearWeakRefs. */
void sl_weakrefs_clear(struct sl_object *o);

/* For the end of an interpreter: all weak references refer to nothing from then on,
   and no callback is called. CPython 2.7: what the collector does for weak
   references that are garbage themselves. */
void sl_weakrefs_forget(struct sl_interp *interp);

/* The descriptor `__weakref__` of the class OWNER, a getset_descriptor; the caller
   owns the reference. NULL with ERROR set (MemoryError). CPython 2.7: what a class
   statement puts into the class's __dict__. */
struct sl_object *sl_weakref_descriptor_new(struct sl_type *owner,
                                            struct sl_error *error);

/* A function that runs CODE, with CONTEXT for its own use; it is bound to nothing
   until the caller gives its SELF a reference. The caller owns the reference. NULL
   with ERROR set (MemoryError). CPython 2.7: PyCFunction_New. */
struct sl_function *sl_function_new(
    struct sl_interp *interp,
    struct sl_object *(*code)(struct sl_function *f, struct sl_object *argument,
                              struct sl_error *error),
    void *context, struct sl_error *error);

/* o(ARGUMENT); the caller owns the result. NULL with ERROR set: whatever the
   function's code says, or TypeError "'int' object is not callable" for all that is
   no function. CPython 2.7: PyObject_CallFunctionObjArgs. */
struct sl_object *sl_call(struct sl_object *o, struct sl_object *argument,
                          struct sl_error *error);

/* For the table of built-in types: give TYPE, which is weakref or
   builtin_function_or_method, its behaviour. */
void sl_weakref_behaviour(struct sl_type *type);
void sl_function_behaviour(struct sl_type *type);
#include <stdbool.h>
#include <stddef.h>

/* How a class keeps the attributes of an instance, which are a0, a1, a2 and so on,
   set in this order by __init__. */
enum sl_way_kind {
    SL_WAY_PLAIN,         /* class C(object), without __slots__ */
    SL_WAY_SLOTS,         /* each in a slot */
    SL_WAY_SLOTS_WEAKREF, /* the same, and '__weakref__' */
    SL_WAY_HYBRID,        /* the first ones in slots, and '__dict__' */
    SL_WAY_PLAIN_OUTSIDE, /* plain, but a function sets them after __init__ */
    SL_WAY_PLAIN_LOOKED,  /* plain, and somebody has looked at __dict__ */
    SL_WAY_CLASSIC        /* class C:, of CPython 2.7 */
};

/* One block of memory, in bytes as asked for. */
struct sl_block {
    const char *what; /* "instance", "values", "dictionary", "table"; static */
    size_t size;
    bool pooled; /* asked of CPython's own allocator; it takes large ones from the
                    C library, as what is not pooled is */
};

/* No instance has more of them. */
enum { SL_BLOCKS_MOST = 3 };

/* The blocks of an instance of such a class, on the platform's machine, after a few
   hundred instances before it. The first SLOTS of its ATTRIBUTES are in slots where
   KIND is SL_WAY_HYBRID; SLOTS is ignored elsewhere. Writes up to ROOM of them into
   BLOCKS and returns how many there are, the instance first; -1 where there is no
   such class: SL_WAY_CLASSIC after CPython 2.7. Bytes include GC heads and what
   else is in front. CPython: what sys.getsizeof says of the first, without what is
   behind it since 3.13, and tracemalloc of all. */
int sl_heap_blocks(const struct sl_platform *platform, enum sl_way_kind kind,
                   size_t attributes, size_t slots, struct sl_block *blocks,
                   size_t room);

/* Bytes asked for when the NTH instance (from 1 on) of a new plain class is made by
   an __init__ that sets so many ATTRIBUTES, and still in use afterwards. With the
   first come what the class keeps for all, and up to 3.10 the frame that __init__
   keeps. CPython 3: tracemalloc.get_traced_memory, before and after. */
size_t sl_heap_sequence(const struct sl_platform *platform, size_t attributes,
                        size_t nth);

/* What sys.getsizeof says of the same instance: the instance without its values. */
size_t sl_heap_getsizeof(const struct sl_platform *platform, enum sl_way_kind kind,
                         size_t attributes, size_t slots);

/* What sys.getsizeof says of its __dict__, which is born at the latest when it is
   asked; 0 where there is none. */
size_t sl_heap_dict_getsizeof(const struct sl_platform *platform,
                              enum sl_way_kind kind, size_t attributes,
                              size_t slots);

/* The table of a dictionary into which so many KEYS, all strings, were inserted one
   by one; 0 where it is inside the dictionary. */
size_t sl_table_bytes(const struct sl_platform *platform, size_t keys);

/* The table of keys that a class shares, apart from itself, among instances with so
   many ATTRIBUTES: 3.6 to 3.10. 0 in other versions. */
size_t sl_shared_table_bytes(const struct sl_platform *platform, size_t attributes);
#include <stdbool.h>
#include <stddef.h>

/* How an allocator of small blocks divides memory. All in bytes. */
struct sl_heap_design {
    size_t step;  /* sizes of blocks are its multiples; a power of two */
    size_t limit; /* larger blocks come from elsewhere; at most 64 steps */
    size_t pool;  /* holds blocks of one size; a power of two, at most 64 KiB */
    size_t head;  /* what a pool needs for itself; a multiple of step */
    size_t arena; /* holds pools; a multiple of pool */
};

struct sl_heap; /* an allocator of small blocks, and what it has taken */

/* A new one of DESIGN, which is copied. SOURCE gives arenas, large blocks and what
   the heap needs to keep order; NULL: the C library. With AUDIT the heap remembers
   what was asked for, at the price of memory that no CPython spends. NULL with
   ERROR set: MemoryError. */
struct sl_heap *sl_heap_new(const struct sl_heap_design *design,
                            const struct sl_allocator *source, bool audit,
                            struct sl_error *error);

/* The allocator for sl_interp_new. Its blocks are aligned to the design's step, or
   as the source aligns them. It does not make a block larger or smaller. */
struct sl_allocator sl_heap_allocator(struct sl_heap *heap);

/* Ends it and gives all arenas back. Returns how many blocks nobody gave back:
   those in pools are gone, large ones are left to the source. */
size_t sl_heap_free(struct sl_heap *heap);

/* What a heap has taken. Bytes, but for blocks, pools, arenas and large. ROUNDED,
   FREE, POOL_OVERHEAD and ARENA_OVERHEAD add up to the arenas. */
struct sl_heap_stats {
    size_t blocks;        /* in pools, and in use */
    size_t requested;     /* asked for with them; 0 without an audit */
    size_t rounded;       /* their sizes */
    size_t free;          /* the sizes of other blocks in these pools */
    size_t pools;         /* in use */
    size_t pool_overhead; /* their heads and remainders */
    size_t arenas;
    size_t arena_overhead; /* what in them is no pool in use */
    size_t large;          /* blocks over the limit */
    size_t large_bytes;    /* asked for with them; 0 without an audit */
    size_t bookkeeping;    /* of the heap itself */
};

/* The accounts of HEAP at this moment. CPython 3: sys._debugmallocstats. */
struct sl_heap_stats sl_heap_stats_of(const struct sl_heap *heap);
#include <stddef.h>

/* The design of the platform's CPython. CPython 2.7 to 3.15, as measured; the sizes
   of arenas from the documentation of pymalloc. */
struct sl_heap_design sl_heap_design_of(const struct sl_platform *platform);

/* What an instance costs, in bytes. */
struct sl_heap_cost {
    size_t getsizeof;      /* what sys.getsizeof says of it */
    size_t dict_getsizeof; /* and of its __dict__; 0 where it has none */
    size_t requested;      /* asked of the allocators */
    size_t pymalloc;       /* of that, in pools, rounded up to the blocks' sizes */
    double resident;       /* its share of the memory that the process has */
    size_t blocks;
};

/* What an instance of such a class costs when there are many: sl_heap_blocks. 0, or
   -1 with ERROR set: ValueError where there is no such class. CPython:
   sys.getsizeof, tracemalloc.get_traced_memory, sys._debugmallocstats, and what the
   kernel tells of the process, divided by the number of instances. */
int sl_heap_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
                  size_t attributes, size_t slots, struct sl_heap_cost *out,
                  struct sl_error *error);

/* What a class derived from object takes that has no methods: asked of the
   allocators, with what it shares among instances that have so many ATTRIBUTES.
   KIND is SL_WAY_PLAIN or SL_WAY_SLOTS. CPython 3: tracemalloc. CPython 2.7 cannot
   tell what was asked for: there it is what the process pays, to within some
   dozens. */
size_t sl_class_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
                      size_t attributes);

/* The least number of instances with which a class of so many ATTRIBUTES takes no
   more with slots than without, itself included: in bytes asked for, in CPython 2.7
   in bytes paid. The first instances count as what they are. CPython: no
   equivalent. */
size_t sl_heap_break_even(const struct sl_platform *platform, size_t attributes);
#include <stddef.h>

/* With what an instance is weighed. */
enum sl_scales {
    SL_BY_GETSIZEOF, /* sys.getsizeof(o) + sys.getsizeof(o.__dict__) */
    SL_BY_HEAP       /* what is asked of the heap */
};

/* Bytes of an instance as sl_heap_blocks describes it. By getsizeof its dictionary
   is counted wherever the class has one, for whoever asks for it has it made. The
   class must be one that the platform has. */
size_t sl_weigh(const struct sl_platform *platform, enum sl_scales scales,
                enum sl_way_kind kind, size_t attributes, size_t slots);

/* What it costs to have no slots, in pointers, which are slots: by how many an
   instance of a plain class takes more than one that has the same number of
   ATTRIBUTES in slots. CPython: as sl_heap_blocks. */
size_t sl_price(const struct sl_platform *platform, enum sl_scales scales,
                size_t attributes);

/* The numbers of attributes, from one up to MOST, at which a plain instance is
   full: with one more it grows by more than two pointers. Writes up to ROOM of them
   into BREAKS and returns how many there are. CPython: as sl_heap_blocks. */
size_t sl_breakpoints(const struct sl_platform *platform, enum sl_scales scales,
                      size_t most, size_t *breaks, size_t room);

/* Bytes that an instance saves, against a plain one, if the first SLOTS of its
   ATTRIBUTES are in slots and the rest in its dictionary; negative: a loss.
   CPython: as sl_heap_blocks. */
long sl_hybrid_saved(const struct sl_platform *platform, enum sl_scales scales,
                     size_t attributes, size_t slots);
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sl_value_block;

/* What the entries of a block are: see struct sl_keys. */
enum sl_keys_kind {
    SL_KEYS_ANY,    /* three words each: hash, key, value; "nPP" */
    SL_KEYS_STRINGS /* two words each: key, value; a string knows its hash; "PP" */
};

/* The head of a block with an index and entries behind it: "n3cinn". */
struct sl_keys {
    size_t users;           /* dictionaries, and searches under way */
    unsigned char log2size; /* places of the index, a power of two: its exponent */
    unsigned char log2cell; /* bytes of one of them: likewise */
    unsigned char kind;     /* enum sl_keys_kind */
    unsigned int head;      /* bytes in front of the index */
    size_t free;            /* entries that were never used */
    size_t filled;          /* entries that were, those deleted included */
};

struct sl_string_entry {
    struct sl_object *key; /* a str, or NULL: deleted */
    struct sl_object *value;
};

/* A dictionary of CPython 3.6 and later: "nPnqPP". */
struct sl_compact {
    struct sl_object object;
    size_t used;          /* its length */
    uint64_t version;     /* another one after each change */
    struct sl_keys *keys; /* NULL: no table */
    struct sl_value_block
        *values; /* of a dictionary that shares its keys, or NULL */
};

/* New dictionaries; the caller owns the reference. NULL with ERROR set
   (MemoryError). The first is {}. The second is what dict(...) starts with, which
   in 3.8 and 3.9 is more. INTERP is one of CPython 3.6 or later. CPython 3.11:
   PyDict_New. */
struct sl_compact *sl_compact_new(struct sl_interp *interp, struct sl_error *error);
struct sl_compact *sl_compact_new_called(struct sl_interp *interp,
                                         struct sl_error *error);

/* d[key] = value. 0, or -1 with ERROR set: what the key's hash or a comparison
   reported, or MemoryError; then nothing was set. CPython 3.11: PyDict_SetItem. */
int sl_compact_set(struct sl_compact *d, struct sl_object *key,
                   struct sl_object *value, struct sl_error *error);

/* The value of KEY in *VALUE, borrowed (VALUE may be NULL). Returns 1 if the key
   is there, 0 if not, -1 with ERROR set if its hash or a comparison failed.
   CPython 3.11: PyDict_GetItemWithError. */
int sl_compact_get(struct sl_compact *d, struct sl_object *key,
                   struct sl_object **value, struct sl_error *error);

/* The next entry from *PLACE on, which is 0 at first, in the order of insertion:
   fills *KEY and *VALUE, borrowed, unless they are NULL, and moves *PLACE behind
   it. False at the end. Safe where the dictionary is changed in between, but
   entries may then be missed or met twice. CPython 3.11: PyDict_Next. */
bool sl_compact_next(const struct sl_compact *d, size_t *place,
                     struct sl_object **key, struct sl_object **value);

/* del d[key]. 0, or -1 with ERROR set: as sl_compact_set, or KeyError with the
   key's repr. CPython 3.11: PyDict_DelItem. */
int sl_compact_del(struct sl_compact *d, struct sl_object *key,
                   struct sl_error *error);

/* d.popitem(): the last key and its value, which the caller owns then. 0, or -1
   with ERROR set: KeyError where there is none, MemoryError where the keys were
   shared. CPython 3.11: dict.popitem. */
int sl_compact_popitem(struct sl_compact *d, struct sl_object **key,
                       struct sl_object **value, struct sl_error *error);

/* d.clear(): no table is left. It cannot fail. CPython 3.11: PyDict_Clear. */
void sl_compact_clear(struct sl_compact *d);

/* d.update(other). 0, or -1 with ERROR set: as sl_compact_set, or RuntimeError
   where a comparison changed OTHER; then some keys may be set. CPython 3.11:
   PyDict_Update. */
int sl_compact_update(struct sl_compact *d, struct sl_compact *other,
                      struct sl_error *error);

/* d.copy(), and dict.fromkeys(d), all of whose values are None; the caller owns
   the reference. NULL with ERROR set: as sl_compact_update. Their size is that in
   CPython. CPython 3.11: PyDict_Copy, dict.fromkeys. */
struct sl_compact *sl_compact_copy(struct sl_compact *d, struct sl_error *error);
struct sl_compact *sl_compact_fromkeys(struct sl_compact *d,
                                       struct sl_error *error);

/* Bytes on PLATFORM, of CPython 3.6 or later, of the block of a dictionary whose
   index has so many PLACES, a power of two of at least 8. CPython 3.11: part of
   dict.__sizeof__. */
size_t sl_keys_sizeof(const struct sl_platform *platform, size_t places,
                      enum sl_keys_kind kind);

/* A new block without keys, with an index of so many PLACES, and one user. NULL
   with ERROR set (MemoryError). */
struct sl_keys *sl_keys_new(struct sl_interp *interp, size_t places,
                            enum sl_keys_kind kind, struct sl_error *error);

/* KEYS, which may be NULL, have a user less. The last one ends them. */
void sl_keys_release(struct sl_interp *interp, struct sl_keys *keys);

/* For KEYS that are shared, all of them strs: the number of KEY, a str, or -1. */
ptrdiff_t sl_keys_find(const struct sl_keys *keys, struct sl_object *key,
                       long hash);

/* Adds KEY, which is not there, with VALUE or NULL; takes over the references.
   There must be an entry free. */
void sl_keys_append(struct sl_keys *keys, struct sl_object *key, long hash,
                    struct sl_object *value);

/* Moves the values of KEYS, none of them deleted, to VALUES. */
void sl_keys_strip(struct sl_keys *keys, struct sl_object **values);

/* Places of the index after so many KEYS, as many as memory could hold, were
   inserted one by one into {} on PLATFORM, of CPython 3.6 or later; 0: no table.
   */
size_t sl_compact_places(const struct sl_platform *platform, size_t keys);

/* Bytes that sys.getsizeof reports for it; STRINGS: all keys are strs. CPython
   3.11: dict.__sizeof__. */
size_t sl_compact_sizeof(const struct sl_platform *platform, size_t keys,
                         bool strings);

/* Bytes that sys.getsizeof reports on PLATFORM for D as it is. CPython 3.11:
   dict.__sizeof__. */
size_t sl_compact_getsizeof(const struct sl_compact *d,
                            const struct sl_platform *platform);

/* For the beginning of an interpreter: makes the dict of CPython 3.6 and later, if
   it is one of these. */
void sl_compact_ready(struct sl_interp *interp);

/* The values of an instance. Up to 3.10 nothing but the pointers; since 3.11 these
   bytes, a byte for each place, padding, and then the pointers. */
struct sl_value_block {
    unsigned char room;     /* places */
    unsigned char count;    /* of them hold a value */
    unsigned char embedded; /* 3.13 and later: whether it is behind its instance */
};

/* The class `class NAME(object): pass`, or one with slots beside a __dict__, as
   far as its instances' other attributes are concerned. */
struct sl_plain_class {
    struct sl_type type;  /* of the instances */
    struct sl_keys *keys; /* that they share; NULL: they do not, or do no longer */
    bool outside;         /* 3.11 and later: no instance has values at first */
};

/* An instance of one. */
struct sl_plain {
    struct sl_object object;
    struct sl_object *dict; /* its __dict__; NULL: not born yet */
    struct sl_value_block
        *values; /* 3.11 and later; NULL: none, or the dict has them */
};

/* A new class of INTERP, with so many SLOTS of its own and a __dict__; NAME must
   outlive it. KNOWN are the COUNT names that its methods set on self, which
   releases before 3.14 do not ask for. The caller owns it. NULL with ERROR set
   (MemoryError). */
struct sl_plain_class *sl_plain_class_new(struct sl_interp *interp,
                                          const char *name, size_t slots,
                                          const char *const *known, size_t count,
                                          struct sl_error *error);

/* Its end, when it has no instances any more. */
void sl_plain_class_free(struct sl_plain_class *class);

/* A new instance without attributes; the caller owns the reference. NULL with
   ERROR set (MemoryError). */
struct sl_object *sl_plain_new(struct sl_plain_class *class,
                               struct sl_error *error);

/* The room for values that the next instance will have; 0 where it has none
   without a dictionary. */
size_t sl_plain_room(const struct sl_plain_class *class);

/* o.__dict__, a dictionary of the release's design, borrowed; makes it if it is
   not born yet. NULL with ERROR set (MemoryError). O is an instance of a struct
   sl_plain_class in each. */
struct sl_object *sl_plain_dict(struct sl_object *o, struct sl_error *error);

/* The same if it is born, else NULL. */
struct sl_object *sl_plain_dict_if_born(struct sl_object *o);

/* o.NAME = value. NAME is a str. 0, or -1 with ERROR set (MemoryError). */
int sl_plain_set(struct sl_object *o, struct sl_object *name,
                 struct sl_object *value, struct sl_error *error);

/* o.NAME in *VALUE, borrowed (VALUE may be NULL): 1 if it is there, 0 if not, -1
   with ERROR set. */
int sl_plain_get(struct sl_object *o, struct sl_object *name,
                 struct sl_object **value, struct sl_error *error);

/* del o.NAME. 0, or -1 with ERROR set: AttributeError, or MemoryError. */
int sl_plain_del(struct sl_object *o, struct sl_object *name,
                 struct sl_error *error);

/* Bytes on PLATFORM, of CPython 3.6 or later, of the values of an instance with
   room for so many. They are a block of their own, or from 3.13 on the end of the
   instance's. No getsizeof of an instance counts them. */
size_t sl_values_sizeof(const struct sl_platform *platform, size_t room);

/* For dictionaries with shared keys; D is one of them in each. The place of the
   value of key number I. */
struct sl_object **sl_values_at(const struct sl_compact *d, size_t i);

/* How many values getsizeof counts. */
size_t sl_values_counted(const struct sl_compact *d);

/* As sl_compact_next: the number of a key, or -1. */
ptrdiff_t sl_values_next(const struct sl_compact *d, size_t *place);

/* Sets the value of KEY, which has none in D, without giving D a table of its
   own. False if that cannot be: then nothing was done. Leaves D's length to the
   caller. */
bool sl_values_insert(struct sl_compact *d, struct sl_object *key, long hash,
                      struct sl_object *value);

/* Takes out the value of key number I. False where a release cannot do that. */
bool sl_values_remove(struct sl_compact *d, size_t i);

/* D has moved its values elsewhere, and does without the block from now on. */
void sl_values_leave(struct sl_compact *d);

/* Gives the values back. The first leaves D without a table, the second as
   d.clear() does. */
void sl_values_end(struct sl_compact *d);
void sl_values_clear(struct sl_compact *d);

/* A copy of D that shares its keys, too; the caller owns the reference. NULL with
   ERROR set (MemoryError). */
struct sl_compact *sl_values_copy(const struct sl_compact *d,
                                  struct sl_error *error);
#include <stdbool.h>
#include <stddef.h>

/* The dictionary of a release: what can be done with one. D is of this design in
   each. What they return, own and report is said of sl_dict_* in dict.h, and holds
   for all designs. */
struct sl_dict_design {
    const char *name; /* "open": 2.7; "compact": 3.6 and later */
    struct sl_object *(*new)(struct sl_interp *interp, struct sl_error *error);
    struct sl_object *(*called)(struct sl_interp *interp, struct sl_error *error);
    struct sl_object *(*literal)(struct sl_interp *interp, size_t keys,
                                 struct sl_error *error);
    int (*set)(struct sl_object *d, struct sl_object *key, struct sl_object *value,
               struct sl_error *error);
    int (*get)(struct sl_object *d, struct sl_object *key, struct sl_object **value,
               struct sl_error *error);
    int (*del)(struct sl_object *d, struct sl_object *key, struct sl_error *error);
    bool (*next)(const struct sl_object *d, size_t *place, struct sl_object **key,
                 struct sl_object **value);
    void (*clear)(struct sl_object *d);
    int (*update)(struct sl_object *d, struct sl_object *other,
                  struct sl_error *error);
    struct sl_object *(*copy)(struct sl_object *d, struct sl_error *error);
    struct sl_object *(*fromkeys)(struct sl_object *d, struct sl_error *error);
    size_t (*length)(const struct sl_object *d);
    size_t (*getsizeof)(const struct sl_object *d,
                        const struct sl_platform *platform);
};

/* The design of PLATFORM's dictionaries. Static. */
const struct sl_dict_design *sl_dict_design_of(const struct sl_platform *platform);

/* How a dictionary is made from the keys and values of D. */
enum sl_dict_way {
    SL_DICT_LITERAL,       /* {key: value, ...} */
    SL_DICT_CALL,          /* dict(d) */
    SL_DICT_COPY,          /* d.copy() */
    SL_DICT_UPDATE,        /* {}.update(d) */
    SL_DICT_FROMKEYS_LIST, /* dict.fromkeys(list(d)) */
    SL_DICT_FROMKEYS_DICT, /* dict.fromkeys(d) */
    SL_DICT_PAIRS,         /* dict(list(d.items())) */
    SL_DICT_COMPREHENSION, /* {key: d[key] for key in d} */
    SL_DICT_KEYWORDS,      /* dict(**d) */
    SL_DICT_WAYS
};

/* A new dictionary of D's keys and values, made in that WAY (the ways of fromkeys
   give None for a value); the caller owns the reference. NULL with ERROR set: as
   sl_dict_set. The size is that which the same way leads to in CPython. */
struct sl_object *sl_dict_made(const struct sl_dict_design *design,
                               struct sl_object *d, enum sl_dict_way way,
                               struct sl_error *error);
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which words of an object are in front of it: sl_type.front. */
enum { SL_DICT_IN_FRONT = 1, SL_WEAKREFS_IN_FRONT = 2 };

/* For sl_lay_out: those of the two words that the class TYPE is about to add which
   go in front of its instances. CPython 3.11: Py_TPFLAGS_MANAGED_DICT; 3.12:
   Py_TPFLAGS_MANAGED_WEAKREF. */
unsigned char sl_front_of(const struct sl_type *type, bool dict, bool weakrefs);

/* For sl_lay_out: adds the words FRONT to TYPE, whose inside is laid out. Sets
   dictoffset and weaklistoffset to what CPython reports. */
void sl_lay_out_front(struct sl_type *type, unsigned char front);

/* Bytes in front of an instance of TYPE, besides a GC head: two words or none. */
size_t sl_front_size(const struct sl_type *type);

/* The address of a word in front of O: WHICH is SL_DICT_IN_FRONT or
   SL_WEAKREFS_IN_FRONT, and its type has it. */
void *sl_front_word(struct sl_object *o, unsigned char which);

/* Whether instances of TYPE keep the values of their attributes behind themselves,
   until something forces a dictionary. CPython 3.13: Py_TPFLAGS_INLINE_VALUES. */
bool sl_has_inline_values(const struct sl_type *type);

/* For sl_lay_out: whether instances of TYPE have a GC head; ADDED: it adds a word
   to its base. */
bool sl_class_has_head(const struct sl_type *type, bool added);

/* How many items O has: digits of an int where its type has items. CPython:
   Py_SIZE. */
size_t sl_length_of(const struct sl_object *o);

/* Bytes by which the words that classes added to O's type are further behind in
   memory than their offsets say: the items in front of slots, as 3.15 has them; and
   the letters of a str of Python 3, which live inside it here. */
size_t sl_displacement(const struct sl_object *o);

/* Bytes of a living instance of TYPE with the contents of VALUE, without its
   head. */
size_t sl_living_size(const struct sl_type *type, const struct sl_object *value);

/* For sl_type_new: whether a class under BASE may list '__weakref__', which in 3.15
   is more than what it would add without __slots__; and other names. */
bool sl_may_list_weakrefs(const struct sl_type *base);
bool sl_may_add_slots(const struct sl_type *base);

/* For sl_type_new: that slots are not supported under BASE, which has items. */
int sl_with_items(const struct sl_type *base, struct sl_error *error);

/* For sl_type_new: 0, or -1 with ERROR set if NAMES, which may be NULL, binds the
   slot NAME: ValueError "'a' in __slots__ conflicts with class variable". CPython
   2.7 has no such rule, and there it is always 0. */
int sl_check_shadow(struct sl_dict *names, struct sl_object *name,
                    struct sl_error *error);

/* What every class body binds that can meet a slot, up to a NULL. */
extern const char *const sl_body_names_27[];
extern const char *const sl_body_names_36[];
extern const char *const sl_body_names_313[];

/* Whether the LENGTH bytes of TEXT, UTF-8, are an identifier of Python 3. Exact up
   to U+0588, Armenian; beyond it blocks count as a whole, as letters or not.
   CPython 3.6: str.isidentifier. */
bool sl_is_identifier(const char *text, size_t length);

/* A str of the LENGTH CHARACTERS; in CPython 2.7, a unicode. The caller owns the
   reference. NULL with ERROR set (MemoryError). CPython 3.6:
   PyUnicode_FromKindAndData. */
struct sl_object *sl_text_new(struct sl_interp *interp, const uint32_t *characters,
                              size_t length, struct sl_error *error);

/* A bytes object; in CPython 2.7, a str. The same. CPython 3.6:
   PyBytes_FromStringAndSize. */
struct sl_object *sl_bytes_new(struct sl_interp *interp, const char *bytes,
                               size_t length, struct sl_error *error);

/* How an AttributeError for a slot that holds nothing is put. */
enum sl_unset {
    SL_UNSET_NAME,     /* the slot's name alone: 2.7 */
    SL_UNSET_CLASS,    /* "'S' object has no attribute 'a'": 3.10 */
    SL_UNSET_QUALIFIED /* "'module.S' object ...": 3.13 */
};

/* The texts of errors that differ. Formats take a class's name, then an
   attribute's; NULL: the name of the attribute is all. */
struct sl_wording {
    enum sl_unset unset;
    const char *setting;        /* an attribute there is no room for */
    const char *unborn;         /* deleting one while there is no dictionary */
    const char *deleting;       /* deleting one that the dictionary has not */
    const char *class_deleting; /* deleting one that a class has not */
    bool immutable;             /* a built-in type is called so */
    const char *article;        /* "doesn't apply to a 'P' object" */
    const char *weakrefs_twice; /* '__weakref__' where it may not be */
    const char *with_items;     /* which slots are not supported with items */
    const char *mro_break;      /* in the middle of "Cannot create a ..." */
    bool new_class_first;       /* when __class__ is assigned to */
    const char *only_classes;   /* when one of the two is built-in */
    const char *a_class;        /* what __class__ must be set to */
};

extern const struct sl_wording sl_wording_27;
extern const struct sl_wording sl_wording_36;
extern const struct sl_wording sl_wording_38;
extern const struct sl_wording sl_wording_310;
extern const struct sl_wording sl_wording_311;
extern const struct sl_wording sl_wording_312;
extern const struct sl_wording sl_wording_313;
extern const struct sl_wording sl_wording_315;

/* The wording of O's interpreter, and the release of TYPE's; static. */
const struct sl_wording *sl_wording_of(const struct sl_object *o);
const struct sl_release *sl_release_of(const struct sl_type *type);

/* That the slot NAME of O is unset, in the words of 3.10 and later; -1. */
int sl_fail_unset(struct sl_object *o, struct sl_object *name,
                  struct sl_error *error);

/* That the attribute TEXT of built-in TYPE cannot be set; that the class TYPE has
   none to delete; -1. */
int sl_fail_builtin(const struct sl_type *type, const char *text,
                    struct sl_error *error);
int sl_fail_deleting(const struct sl_type *type, const char *text,
                     struct sl_error *error);
struct sl_row_since {
    enum sl_builtin which;
    struct sl_builtin_row row;
};

struct sl_more_since {
    const char *name; /* of an exception; NULL: the end of the list */
    const char *more; /* format of what it has more than its base; NULL: there is no
                         such exception, or it was not measured */
};

/* The built-in types that a release has changed. */
struct sl_types_since {
    const struct sl_types_since *before; /* NULL: it follows 2.7 */
    const struct sl_row_since *rows;     /* the last has no name */
    const struct sl_more_since *exceptions;
};

extern const struct sl_types_since sl_types_36, sl_types_37, sl_types_38,
    sl_types_310, sl_types_311, sl_types_312, sl_types_313, sl_types_314,
    sl_types_315;

/* For the table of built-in types: the line of a type that a release since 2.7
   changed, the latest up to PLATFORM's; NULL: none. Static. */
const struct sl_builtin_row *sl_row_since(const struct sl_platform *platform,
                                          enum sl_builtin which);

/* The families of exceptions of PLATFORM's release, NULL: those of 2.7; and what
   the exception NAME has more than its base, where the family says MORE. Static. */
const struct sl_family *sl_families_since(const struct sl_platform *platform);
const char *sl_more_since(const struct sl_platform *platform, const char *name,
                          const char *more);

/* The name that a type has in PLATFORM's release which programs may also call NAME;
   NAME itself if that is no such other name. */
const char *sl_name_since(const struct sl_platform *platform, const char *name);

/* Bytes that sys.getsizeof reports for the class TYPE itself, whose instances have
   had at most five attributes so far. CPython: type.__sizeof__. */
size_t sl_class_getsizeof(const struct sl_type *type);
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

const struct sl_platform sl_python27_lp64 = {"2.7", &sl_lp64, GC_HEAD_27, "i",
                                             &sl_release_27};
const struct sl_platform sl_python27_ilp32 = {"2.7", &sl_ilp32, GC_HEAD_27, "h",
                                              &sl_release_27};
const struct sl_platform sl_python27_host = {
    "2.7", &sl_host, GC_HEAD_27, sizeof(void *) >= 8 ? "i" : "h", &sl_release_27};
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct sl_release sl_release_27 = {.major = 2,
                                         .minor = 7,
                                         .dict = SL_DICT_FORMAT,
                                         .growth = SL_GROWTH_OPEN,
                                         .empty_table = true,
                                         .wording = &sl_wording_27,
                                         .body_names = sl_body_names_27};
#define DICT_3 "nPnqPP"   /* used, a version of 64 bits, keys, values */
#define KEYS_36 "nnPnn"   /* references, places, how to look up, free, used */
#define KEYS_311 "n3cinn" /* references, three small ones, version, free, used */

static const struct sl_release release_36 = {.major = 3,
                                             .minor = 6,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_HALF,
                                             .empty_table = true,
                                             .values = SL_VALUES_SHARED,
                                             .frame = "nPn13P4i60i",
                                             .class_head = SL_HEAD_ADDED,
                                             .types = &sl_types_36,
                                             .wording = &sl_wording_36,
                                             .body_names = sl_body_names_36,
                                             .text = true};
static const struct sl_release release_37 = {.major = 3,
                                             .minor = 7,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_USED,
                                             .empty_table = true,
                                             .values = SL_VALUES_SHARED,
                                             .frame = "nPn11P4i60i",
                                             .copy_clones = true,
                                             .class_head = SL_HEAD_ADDED,
                                             .types = &sl_types_37,
                                             .wording = &sl_wording_36,
                                             .body_names = sl_body_names_27,
                                             .text = true};
static const struct sl_release release_38 = {.major = 3,
                                             .minor = 8,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_USED,
                                             .values = SL_VALUES_SHARED,
                                             .gc_always = true,
                                             .frame = "nPn11P4i60i",
                                             .call_table = true,
                                             .copy_clones = true,
                                             .class_head = SL_HEAD_ALWAYS,
                                             .types = &sl_types_38,
                                             .wording = &sl_wording_38,
                                             .body_names = sl_body_names_27,
                                             .text = true};
static const struct sl_release release_39 = {.major = 3,
                                             .minor = 9,
                                             .dict = DICT_3,
                                             .keys = KEYS_36,
                                             .growth = SL_GROWTH_USED,
                                             .values = SL_VALUES_SHARED,
                                             .gc_always = true,
                                             .frame = "nPn11P4i60i",
                                             .call_table = true,
                                             .copy_clones = true,
                                             .class_head = SL_HEAD_ALWAYS,
                                             .types = &sl_types_38,
                                             .wording = &sl_wording_38,
                                             .body_names = sl_body_names_27,
                                             .text = true};
static const struct sl_release release_310 = {.major = 3,
                                              .minor = 10,
                                              .dict = DICT_3,
                                              .keys = KEYS_36,
                                              .growth = SL_GROWTH_USED,
                                              .round_slip = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .values = SL_VALUES_SHARED,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .frame = "nPn10P4i60i",
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_310,
                                              .wording = &sl_wording_310,
                                              .body_names = sl_body_names_27,
                                              .text = true};
static const struct sl_release release_311 = {.major = 3,
                                              .minor = 11,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .round_slip = true,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .values = SL_VALUES_BLOCK,
                                              .front = SL_FRONT_DICT,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_311,
                                              .wording = &sl_wording_311,
                                              .body_names = sl_body_names_27,
                                              .text = true};
static const struct sl_release release_312 = {.major = 3,
                                              .minor = 12,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .round_slip = true,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .values = SL_VALUES_BLOCK,
                                              .front = SL_FRONT_BOTH,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_312,
                                              .wording = &sl_wording_312,
                                              .body_names = sl_body_names_27,
                                              .text = true};
static const struct sl_release release_3130 = {.major = 3,
                                               .minor = 13,
                                               .dict = DICT_3,
                                               .keys = KEYS_311,
                                               .growth = SL_GROWTH_USED,
                                               .round_slip = true,
                                               .string_entries = true,
                                               .copy_clones = true,
                                               .update_clones = true,
                                               .split_stays = true,
                                               .values = SL_VALUES_INLINE,
                                               .front = SL_FRONT_BOTH,
                                               .hybrid_slip = true,
                                               .large_pools = true,
                                               .gc_always = true,
                                               .class_head = SL_HEAD_ALWAYS,
                                               .types = &sl_types_313,
                                               .wording = &sl_wording_313,
                                               .body_names = sl_body_names_313,
                                               .text = true};
static const struct sl_release release_3135 = {.major = 3,
                                               .minor = 13,
                                               .dict = DICT_3,
                                               .keys = KEYS_311,
                                               .growth = SL_GROWTH_USED,
                                               .string_entries = true,
                                               .copy_clones = true,
                                               .update_clones = true,
                                               .split_stays = true,
                                               .values = SL_VALUES_INLINE,
                                               .front = SL_FRONT_BOTH,
                                               .hybrid_slip = true,
                                               .large_pools = true,
                                               .gc_always = true,
                                               .class_head = SL_HEAD_ALWAYS,
                                               .types = &sl_types_313,
                                               .wording = &sl_wording_313,
                                               .body_names = sl_body_names_313,
                                               .text = true};
static const struct sl_release release_314 = {.major = 3,
                                              .minor = 14,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .split_stays = true,
                                              .values = SL_VALUES_INLINE,
                                              .front = SL_FRONT_BOTH,
                                              .keys_of_source = true,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_314,
                                              .wording = &sl_wording_313,
                                              .body_names = sl_body_names_313,
                                              .text = true};
static const struct sl_release release_315 = {.major = 3,
                                              .minor = 15,
                                              .dict = DICT_3,
                                              .keys = KEYS_311,
                                              .growth = SL_GROWTH_USED,
                                              .string_entries = true,
                                              .copy_clones = true,
                                              .update_clones = true,
                                              .split_stays = true,
                                              .values = SL_VALUES_INLINE,
                                              .front = SL_FRONT_BOTH,
                                              .keys_of_source = true,
                                              .large_pools = true,
                                              .gc_always = true,
                                              .class_head = SL_HEAD_ALWAYS,
                                              .types = &sl_types_315,
                                              .wording = &sl_wording_315,
                                              .body_names = sl_body_names_313,
                                              .text = true,
                                              .slots_with_items = true};
#define GC_HEAD_36 "2Pn0g"
#define GC_HEAD_38 "2P"

static const struct sl_platform
    python36_lp64 = {"3.6", &sl_lp64, GC_HEAD_36, "i", &release_36},
    python37_lp64 = {"3.7", &sl_lp64, GC_HEAD_36, "i", &release_37},
    python38_lp64 = {"3.8", &sl_lp64, GC_HEAD_38, "i", &release_38},
    python39_lp64 = {"3.9", &sl_lp64, GC_HEAD_38, "i", &release_39},
    python310_lp64 = {"3.10", &sl_lp64, GC_HEAD_38, "i", &release_310},
    python311_lp64 = {"3.11", &sl_lp64, GC_HEAD_38, "i", &release_311},
    python312_lp64 = {"3.12", &sl_lp64, GC_HEAD_38, "i", &release_312},
    python3130_lp64 = {"3.13.0", &sl_lp64, GC_HEAD_38, "i", &release_3130},
    python313_lp64 = {"3.13", &sl_lp64, GC_HEAD_38, "i", &release_3135},
    python314_lp64 = {"3.14", &sl_lp64, GC_HEAD_38, "i", &release_314},
    python315_lp64 = {"3.15", &sl_lp64, GC_HEAD_38, "i", &release_315};
static const struct sl_platform
    python39_ilp32 = {"3.9", &sl_ilp32, GC_HEAD_38, "h", &release_39},
    python311_ilp32 = {"3.11", &sl_ilp32, GC_HEAD_38, "i", &release_311},
    python3130_ilp32 = {"3.13.0", &sl_ilp32, GC_HEAD_38, "i", &release_3130},
    python313_ilp32 = {"3.13", &sl_ilp32, GC_HEAD_38, "i", &release_3135},
    python314_ilp32 = {"3.14", &sl_ilp32, GC_HEAD_38, "i", &release_314};

const struct sl_platform *const sl_platforms[] = {&sl_python27_lp64,
                                                  &python36_lp64,
                                                  &python37_lp64,
                                                  &python38_lp64,
                                                  &python39_lp64,
                                                  &python310_lp64,
                                                  &python311_lp64,
                                                  &python312_lp64,
                                                  &python3130_lp64,
                                                  &python313_lp64,
                                                  &python314_lp64,
                                                  &python315_lp64,
                                                  &sl_python27_ilp32,
                                                  &python39_ilp32,
                                                  &python311_ilp32,
                                                  &python3130_ilp32,
                                                  &python313_ilp32,
                                                  &python314_ilp32,
                                                  NULL};

/* The numbers of TEXT in PARTS, the third -1 where there is none. */
static bool
read_version(const char *text, long parts[3])
{
    int count = 0;

    for (parts[2] = -1; count < 3; text++) {
        char *end;

        if (*text < '0' || *text > '9')
            return false;
        parts[count++] = strtol(text, &end, 10);
        text = end;
        if (*text != '.')
            break;
    }
    return *text == '\0' && count >= 2;
}

static bool
is_named(const struct sl_platform *p, const long parts[3])
{
    enum { MENDED = 4 };
    bool early = p->release->round_slip;

    if (p->release->major != parts[0] || p->release->minor != parts[1])
        return false;
    if (strcmp(p->version, "3.13") != 0 && strcmp(p->version, "3.13.0") != 0)
        return true;
    return early == (parts[2] >= 0 && parts[2] < MENDED);
}

static const struct sl_platform *
not_measured(const char *version, const char *abi, struct sl_error *error)
{
    char known[256] = "";
    size_t end = 0;

    for (size_t i = 0; sl_platforms[i] != NULL; i++)
        if (strcmp(sl_platforms[i]->abi->name, abi) == 0)
            end += (size_t)snprintf(known + end, sizeof known - end, "%s%s",
                                    end > 0 ? ", " : "", sl_platforms[i]->version);
    if (end == 0)
        sl_fail(error, SL_VALUE_ERROR, "no such ABI: %s; there are lp64 and ilp32",
                abi);
    else
        sl_fail(error, SL_VALUE_ERROR,
                "CPython %s on %s has not been measured; these have: %s", version,
                abi, known);
    return NULL;
}

const struct sl_platform *
sl_platform_find(const char *version, const char *abi, struct sl_error *error)
{
    long parts[3];

    if (read_version(version, parts))
        for (size_t i = 0; sl_platforms[i] != NULL; i++)
            if (is_named(sl_platforms[i], parts) &&
                strcmp(sl_platforms[i]->abi->name, abi) == 0)
                return sl_platforms[i];
    return not_measured(version, abi, error);
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

/* Bytes of the words in front of the head, in this machine's memory. */
static size_t
front_bytes(const struct sl_type *type)
{
    return type->front != 0 ? 2 * sizeof(void *) : 0;
}

static void *
block_of(struct sl_object *o)
{
    return (char *)(o->type->gc ? (void *)head_of(o) : o) - front_bytes(o->type);
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
    size_t head = front_bytes(type) + (type->gc ? sizeof(union sl_gc_head) : 0);
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
    allocate(interp, block_of(o), 0);
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
    case SL_BYTES:
    case SL_STR: sl_str_behaviour(type); break;
    case SL_UNICODE: sl_unicode_behaviour(type); break;
    case SL_TUPLE: sl_tuple_behaviour(type); break;
    case SL_BYTEARRAY:
    case SL_LIST:
    case SL_SET: type->hash = sl_unhashable; break;
    case SL_DICT: sl_dict_behaviour(type); break;
    case SL_TYPE: sl_class_behaviour(type); break;
    case SL_GETSET_DESCRIPTOR: sl_getset_behaviour(type); break;
    case SL_MEMBER_DESCRIPTOR: sl_member_behaviour(type); break;
    case SL_WEAKREF: sl_weakref_behaviour(type); break;
    case SL_BUILTIN_FUNCTION: sl_function_behaviour(type); break;
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

static const struct sl_builtin_row builtins[SL_EXCEPTIONS] = {
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

/* The line of a type, or NULL where the platform's version has no such type. */
static const struct sl_builtin_row *
row_of(const struct sl_platform *platform, enum sl_builtin which)
{
    const struct sl_builtin_row *row = sl_row_since(platform, which);

    if (row == NULL && which < SL_EXCEPTIONS)
        row = &builtins[which];
    return row;
}

struct sl_type *
sl_builtin(struct sl_interp *interp, enum sl_builtin which)
{
    assert(which < SL_BUILTINS_SINCE);
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
    const char *real = sl_name_since(interp->platform, name);

    for (int i = 0; i < SL_BUILTINS_SINCE; i++) {
        const struct sl_builtin_row *row =
            row_of(interp->platform, (enum sl_builtin)i);

        if (interp->types[i].name != NULL &&
            strcmp(interp->types[i].name, real) == 0)
            return row != NULL && row->nameless ? NULL : &interp->types[i];
    }
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
    type->front = base->front;
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
lay_out_builtin(struct sl_type *type, const struct sl_builtin_row *row)
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
    type->counted = row->counted == NULL ? 0 : layout(platform, row->counted);
    type->gc = row->gc;
}

static void
builtin_ready(struct sl_interp *interp, enum sl_builtin which)
{
    const struct sl_builtin_row *row = row_of(interp->platform, which);
    struct sl_type *type = &interp->types[which];

    if (row == NULL)
        return;
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
    size_t size = type->counted + type->itemsize * length + sl_front_size(type);

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
    for (int which = 0; which < SL_BUILTINS_SINCE; which++)
        builtin_ready(interp, (enum sl_builtin)which);
    sl_exceptions_ready(interp);
    sl_compact_ready(interp);
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

    sl_weakrefs_forget(interp);
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

/* As lookup_str, for keys of any type. Where a comparison fails: NULL, and
   ERROR is set. */
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

/* Moves all entries of D into TABLE, which has so many PLACES, and frees the
   table that they were in. */
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

void
sl_dict_begin(struct sl_dict *d)
{
    d->mask = SL_DICT_SMALL - 1;
    d->table = d->small;
    d->lookup = lookup_str;
}

struct sl_dict *
sl_dict_new(struct sl_interp *interp, struct sl_error *error)
{
    struct sl_type *type = sl_builtin(interp, SL_DICT);
    struct sl_object *o = sl_object_new(type, sizeof(struct sl_dict), error);
    struct sl_dict *d = (struct sl_dict *)(void *)o;

    if (d != NULL)
        sl_dict_begin(d);
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

struct sl_dict *
sl_dict_fromkeys(struct sl_dict *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_dict *new = sl_dict_new(interp, error);

    if (new == NULL || resize(new, d->used / 2 * 3, error) < 0) {
        sl_decref((struct sl_object *)new);
        return NULL;
    }
    for (size_t i = 0; i <= d->mask; i++)
        if (d->table[i].value != NULL) {
            insert_clean(new, &(struct sl_dict_entry){d->table[i].hash,
                                                      sl_incref(d->table[i].key),
                                                      sl_incref(sl_none(interp))});
            new->fill = ++new->used;
        }
    new->lookup = d->lookup;
    return new;
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

const struct sl_type *
sl_root_of(const struct sl_type *type)
{
    while (type->made != NULL)
        type = type->base;
    return type;
}

/* What getsizeof counts of the fixed part of TYPE, which goes back to ROOT. */
static size_t
counted_size(const struct sl_type *type, const struct sl_type *root)
{
    struct sl_interp *interp = type->interp;
    bool own = root == sl_builtin(interp, SL_STR) ||
               root == sl_builtin(interp, SL_UNICODE) ||
               (root == sl_builtin(interp, SL_INT) && root->itemsize > 0);

    return own ? root->basicsize : type->basicsize;
}

void
sl_lay_out(struct sl_type *type, size_t slots, bool dict, bool weakrefs)
{
    size_t pointer = type->interp->platform->abi->pointer.size;
    unsigned char front = sl_front_of(type, dict, weakrefs);

    type->basicsize += slots * pointer;
    if (dict && !(front & SL_DICT_IN_FRONT)) {
        type->dictoffset =
            type->itemsize > 0 ? -(ptrdiff_t)pointer : (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    if (weakrefs && !(front & SL_WEAKREFS_IN_FRONT)) {
        type->weaklistoffset = (ptrdiff_t)type->basicsize;
        type->basicsize += pointer;
    }
    sl_lay_out_front(type, front);
    type->gc = sl_class_has_head(type, slots > 0 || dict || weakrefs);
    type->counted = counted_size(type, sl_root_of(type));
}

bool
sl_may_add_dict(const struct sl_type *base)
{
    return base->dictoffset == 0;
}

bool
sl_may_add_weakrefs(const struct sl_type *base)
{
    return base->weaklistoffset == 0 && base->itemsize == 0;
}

size_t
sl_var_size(const struct sl_type *type, size_t length)
{
    return sl_round_up(type->basicsize + type->itemsize * length,
                       type->interp->platform->abi->pointer.size);
}

size_t
sl_dict_offset(const struct sl_type *type, size_t length)
{
    ptrdiff_t size = (ptrdiff_t)sl_var_size(type, length);
    ptrdiff_t offset = type->dictoffset;

    return (size_t)(offset < 0 ? size + offset : offset);
}

struct sl_dict **
sl_dict_pointer(struct sl_object *o)
{
    const struct sl_type *type = o->type;
    size_t offset;

    if (type->dictoffset == 0 || sl_root_of(type) == type)
        return NULL;
    if (type->front & SL_DICT_IN_FRONT)
        return (struct sl_dict **)sl_front_word(o, SL_DICT_IN_FRONT);
    offset = sl_dict_offset(type, sl_length_of(o));
    if (type->dictoffset > 0)
        offset += sl_displacement(o);
    return (struct sl_dict **)(void *)((char *)o + offset);
}

static void
fill_with_none(struct sl_tuple *t, size_t length)
{
    t->var.size = (ptrdiff_t)length;
    for (size_t i = 0; i < length; i++)
        t->items[i] = sl_incref(sl_none(t->var.object.type->interp));
}

static bool
can_be_blank(const struct sl_type *root)
{
    struct sl_interp *interp = root->interp;

    return root == sl_builtin(interp, SL_OBJECT) ||
           sl_is_subtype(root, sl_builtin(interp, SL_BASE_EXCEPTION));
}

struct sl_object *
sl_instance_new(struct sl_type *type, size_t length, struct sl_error *error)
{
    const struct sl_type *root = sl_root_of(type);
    bool tuple = root == sl_builtin(type->interp, SL_TUPLE);
    struct sl_object *o = NULL;

    if (type->interp->platform->abi->pointer.size != sizeof(void *))
        sl_fail(error, SL_RUNTIME_ERROR,
                "instances live on this machine's ABI only");
    else if (root == type || (!tuple && !can_be_blank(root)))
        sl_fail(error, SL_TYPE_ERROR, "cannot create '%.100s' instances",
                type->name);
    else if (tuple &&
             length > (SL_SIZE_LIMIT - type->basicsize) / sizeof(void *) - 1)
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    else
        o = sl_object_new(type, sl_var_size(type, tuple ? length : 0), error);
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
    sl_weakrefs_clear(o);
    sl_slots_clear(o);
    drop_dict(o);
    sl_root_of(o->type)->dealloc(o);
}

static void
instance_clear(struct sl_object *o)
{
    const struct sl_type *root = sl_root_of(o->type);

    sl_slots_clear(o);
    drop_dict(o);
    if (root->clear != NULL)
        root->clear(o);
}

void
sl_instance_behaviour(struct sl_type *type)
{
    type->dealloc = instance_dealloc;
    type->clear = instance_clear;
}

struct sl_type *
sl_class_new(struct sl_interp *interp, const char *name, struct sl_type *base,
             struct sl_error *error)
{
    return sl_type_new(interp, name, &base, 1, NULL, error);
}

static int
check_name(struct sl_object *name, struct sl_error *error)
{
    if (name->type == sl_builtin(name->type->interp, SL_STR))
        return 0;
    return sl_fail(error, SL_TYPE_ERROR,
                   "attribute name must be string, not '%.200s'", name->type->name);
}

enum access { READING, SETTING, SHARED, UNBORN, DELETING };

static int
no_attribute(struct sl_object *o, enum access access, struct sl_object *name,
             struct sl_error *error)
{
    const struct sl_wording *words = sl_wording_of(o);
    const char *const formats[] = {
        "'%.50s' object has no attribute '%.400s'",
        words->setting,
        "'%.50s' object attribute '%.400s' is read-only",
        words->unborn,
        words->deleting,
    };
    const char *text = ((struct sl_str *)(void *)name)->data;

    if (formats[access] == NULL)
        return sl_fail(error, SL_ATTRIBUTE_ERROR, "%s", text);
    return sl_fail(error, SL_ATTRIBUTE_ERROR, formats[access], o->type->name, text);
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

/* What the class of O has under NAME, with a new reference; NULL: nothing. */
static struct sl_object *
class_attribute(struct sl_object *o, struct sl_object *name)
{
    struct sl_object *d = sl_type_lookup(o->type, name);

    return d == NULL ? NULL : sl_incref(d);
}

static int
set_in_dict(struct sl_object *o, struct sl_object *name, struct sl_object *value,
            struct sl_error *error)
{
    bool unborn = *sl_dict_pointer(o) == NULL;
    struct sl_dict *d;
    int result = -1;

    sl_incref(name);
    d = sl_str_intern(&name, error) < 0 ? NULL : sl_instance_dict(o, error);
    if (d != NULL)
        result = sl_dict_set(d, name, value, error);
    if (result < 0 && unborn)
        drop_dict(o);
    sl_decref(name);
    return result;
}

static int
delete_in_dict(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_error why = {SL_NO_ERROR, ""};
    struct sl_dict *d = *sl_dict_pointer(o);

    if (d == NULL)
        return no_attribute(o, UNBORN, name, error);
    if (sl_dict_del(d, name, &why) == 0)
        return 0;
    if (why.kind == SL_KEY_ERROR)
        return no_attribute(o, DELETING, name, error);
    return sl_fail(error, why.kind, "%s", why.message);
}

static int
assign(struct sl_object *o, struct sl_object *name, struct sl_object *value,
       struct sl_error *error)
{
    struct sl_object *d;
    int result;

    if (check_name(name, error) < 0)
        return -1;
    if (o->type == sl_builtin(o->type->interp, SL_TYPE))
        return sl_type_setattr((struct sl_type *)(void *)o, name, value, error);
    d = class_attribute(o, name);
    if (d != NULL && d->type->set != NULL)
        result = d->type->set(d, o, value, error);
    else if (sl_dict_pointer(o) != NULL && value != NULL)
        result = set_in_dict(o, name, value, error);
    else if (sl_dict_pointer(o) != NULL)
        result = delete_in_dict(o, name, error);
    else
        result = no_attribute(o, d != NULL ? SHARED : SETTING, name, error);
    sl_decref(d);
    return result;
}

int
sl_setattr(struct sl_object *o, struct sl_object *name, struct sl_object *value,
           struct sl_error *error)
{
    assert(value != NULL);
    return assign(o, name, value, error);
}

int
sl_delattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    return assign(o, name, NULL, error);
}

/* What the dictionary of O has under NAME: 1 with a new reference in *VALUE, 0 if
   nothing, -1 with ERROR set. */
static int
get_in_dict(struct sl_object *o, struct sl_object *name, struct sl_object **value,
            struct sl_error *error)
{
    struct sl_dict **dict = sl_dict_pointer(o);
    int found =
        dict == NULL || *dict == NULL ? 0 : sl_dict_get(*dict, name, value, error);

    if (found > 0)
        sl_incref(*value);
    return found;
}

struct sl_object *
sl_getattr(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_object *d, *value = NULL;
    int found = 0;

    if (check_name(name, error) < 0)
        return NULL;
    if (o->type == sl_builtin(o->type->interp, SL_TYPE))
        return sl_type_getattr((struct sl_type *)(void *)o, name, error);
    d = class_attribute(o, name);
    if (d == NULL || d->type->set == NULL)
        found = get_in_dict(o, name, &value, error);
    if (found == 0 && d != NULL)
        value = d->type->get != NULL ? d->type->get(d, o, error) : sl_incref(d);
    else if (found == 0)
        no_attribute(o, READING, name, error);
    sl_decref(d);
    return value;
}

bool
sl_hasattr(struct sl_object *o, struct sl_object *name)
{
    struct sl_object *value = sl_getattr(o, name, NULL);

    sl_decref(value);
    return value != NULL;
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

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a class is going to add to its base. */
struct plan {
    struct sl_interp *interp;
    const char *name; /* of the class */
    const struct sl_type *base;
    bool slotted;             /* the body has __slots__ */
    bool dict, weakrefs;      /* whether these words are added */
    struct sl_object **names; /* of slots: owned references */
    size_t count;             /* of names */
};

/* How many names SLOTS holds; SIZE_MAX if it is nothing that holds names. */
static size_t
count_names(const struct sl_object *slots)
{
    if (sl_is_a(slots, SL_STR) || sl_is_a(slots, SL_UNICODE))
        return 1;
    if (sl_is_a(slots, SL_TUPLE) || sl_is_a(slots, SL_BYTES))
        return (size_t)((const struct sl_var_object *)(const void *)slots)->size;
    if (sl_is_a(slots, SL_DICT))
        return ((const struct sl_dict *)(const void *)slots)->used;
    return SIZE_MAX;
}

/* Puts the names in SLOTS, COUNT of them, into PLAN, which has room for them
   and holds none yet. */
static void
collect(struct plan *plan, struct sl_object *slots, size_t count)
{
    size_t place = 0;
    struct sl_object *name = slots;

    for (; plan->count < count; plan->count++) {
        if (sl_is_a(slots, SL_TUPLE))
            name = ((struct sl_tuple *)(void *)slots)->items[plan->count];
        else if (sl_is_a(slots, SL_DICT))
            sl_dict_next((struct sl_dict *)(void *)slots, &place, &name, NULL);
        plan->names[plan->count] = sl_incref(name);
    }
}

static int
read_names(struct plan *plan, struct sl_object *slots, struct sl_error *error)
{
    size_t count = count_names(slots);

    if (count == SIZE_MAX)
        return sl_fail(error, SL_TYPE_ERROR, "'%.200s' object is not iterable",
                       slots->type->name);
    if (count == 0)
        return 0;
    if (plan->base->itemsize != 0 && !sl_release_of(plan->base)->slots_with_items)
        return sl_with_items(plan->base, error);
    if (sl_is_a(slots, SL_BYTES))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__slots__ items must be strings, not 'int'");
    plan->names = sl_memory_new(plan->interp, count * sizeof *plan->names, error);
    if (plan->names == NULL)
        return -1;
    collect(plan, slots, count);
    return 0;
}

/* Makes NAME PLAN's name number I, and takes over the reference. NULL: making
   the name failed. */
static int
replace_name(struct plan *plan, size_t i, struct sl_object *name)
{
    if (name == NULL)
        return -1;
    sl_decref(plan->names[i]);
    plan->names[i] = name;
    return 0;
}

static int
encode_names(struct plan *plan, struct sl_error *error)
{
    for (size_t i = 0; i < plan->count; i++)
        if (sl_is_a(plan->names[i], SL_UNICODE) &&
            replace_name(plan, i, sl_unicode_ascii(plan->names[i], error)) < 0)
            return -1;
    return 0;
}

/* The characters at the beginning of S that an identifier may consist of. */
static size_t
identifier_span(const char *s)
{
    size_t n = 0;

    while (s[n] == '_' || (s[n] >= '0' && s[n] <= '9') ||
           (s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z'))
        n++;
    return n;
}

static bool
is_identifier(const struct sl_str *s)
{
    if (sl_release_of(s->var.object.type)->text)
        return sl_is_identifier(s->data, (size_t)s->var.size);
    return s->var.size > 0 && !(s->data[0] >= '0' && s->data[0] <= '9') &&
           identifier_span(s->data) == (size_t)s->var.size;
}

static int
check_special(struct plan *plan, const char *name, struct sl_error *error)
{
    if (strcmp(name, "__dict__") == 0) {
        if (plan->dict || !sl_may_add_dict(plan->base))
            return sl_fail(error, SL_TYPE_ERROR,
                           "__dict__ slot disallowed: we already got one");
        plan->dict = true;
    } else if (strcmp(name, "__weakref__") == 0) {
        if (plan->weakrefs || !sl_may_list_weakrefs(plan->base))
            return sl_fail(error, SL_TYPE_ERROR, "%s",
                           sl_wording_of(&plan->base->object)->weakrefs_twice);
        plan->weakrefs = true;
    } else if (!sl_may_add_slots(plan->base)) {
        return sl_with_items(plan->base, error);
    }
    return 0;
}

static int
check_slot_name(struct plan *plan, struct sl_object *name, struct sl_error *error)
{
    const struct sl_str *s = (const struct sl_str *)(void *)name;

    if (!sl_is_a(name, SL_STR))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__slots__ items must be strings, not '%.200s'",
                       name->type->name);
    if (!is_identifier(s))
        return sl_fail(error, SL_TYPE_ERROR, "__slots__ must be identifiers");
    return check_special(plan, s->data, error);
}

/* What name number I is called in PLAN's class: an interned str, a new reference.
   NULL with ERROR set: MemoryError. */
static struct sl_object *
mangled(const struct plan *plan, size_t i, struct sl_error *error)
{
    const char *name = ((const struct sl_str *)(const void *)plan->names[i])->data;
    const char *class = plan->name + strspn(plan->name, "_");
    size_t length = strlen(name), room = strlen(class) + length + 2;
    struct sl_object *result;
    char *whole;

    if (strncmp(name, "__", 2) != 0 || *class == '\0' ||
        strcmp(name + length - 2, "__") == 0)
        return sl_str_interned(plan->interp, name, error);
    whole = sl_memory_new(plan->interp, room, error);
    if (whole == NULL)
        return NULL;
    snprintf(whole, room, "_%s%s", class, name);
    result = sl_str_interned(plan->interp, whole, error);
    sl_memory_free(plan->interp, whole);
    return result;
}

static int
compare_names(const void *a, const void *b)
{
    const struct sl_str *s = *(struct sl_str *const *)a;
    const struct sl_str *t = *(struct sl_str *const *)b;

    return strcmp(s->data, t->data);
}

static void
arrange_names(struct plan *plan)
{
    size_t kept = 0;

    for (size_t i = 0; i < plan->count; i++) {
        struct sl_object *name = plan->names[i];
        const char *text = ((struct sl_str *)(void *)name)->data;

        if (strcmp(text, "__dict__") == 0 || strcmp(text, "__weakref__") == 0)
            sl_decref(name);
        else
            plan->names[kept++] = name;
    }
    plan->count = kept;
    if (kept > 1)
        qsort(plan->names, kept, sizeof *plan->names, compare_names);
}

/* What D has under TEXT: 1 and it in *VALUE, borrowed; 0; or -1 with ERROR set. */
static int
find_name(struct sl_dict *d, const char *text, struct sl_object **value,
          struct sl_error *error)
{
    struct sl_object *name = sl_str_interned(d->object.type->interp, text, error);
    int found = name == NULL ? -1 : sl_dict_get(d, name, value, error);

    sl_decref(name);
    return found;
}

static int
plan_slots(struct plan *plan, struct sl_dict *names, struct sl_error *error)
{
    struct sl_object *slots = NULL;

    if (names != NULL && find_name(names, "__slots__", &slots, error) < 0)
        return -1;
    plan->slotted = slots != NULL;
    if (slots == NULL) {
        plan->dict = sl_may_add_dict(plan->base);
        plan->weakrefs = sl_may_add_weakrefs(plan->base);
        return 0;
    }
    if (read_names(plan, slots, error) < 0 || encode_names(plan, error) < 0)
        return -1;
    for (size_t i = 0; i < plan->count; i++)
        if (check_slot_name(plan, plan->names[i], error) < 0)
            return -1;
    for (size_t i = 0; i < plan->count; i++)
        if (replace_name(plan, i, mangled(plan, i, error)) < 0 ||
            sl_check_shadow(names, plan->names[i], error) < 0)
            return -1;
    arrange_names(plan);
    return 0;
}

static void
plan_bases(struct plan *plan, struct sl_type *const *bases, size_t count)
{
    for (size_t i = 0; plan->slotted && i < count; i++) {
        if (bases[i]->dictoffset != 0 && sl_may_add_dict(plan->base))
            plan->dict = true;
        if (bases[i]->weaklistoffset != 0 && sl_may_list_weakrefs(plan->base))
            plan->weakrefs = true;
    }
}

static struct sl_type *
class_alloc(struct sl_interp *interp, const char *name, struct sl_type *base,
            struct sl_error *error)
{
    size_t bytes = sizeof(struct sl_type) + strlen(name) + 1;
    struct sl_type *type = (struct sl_type *)(void *)sl_object_new(
        sl_builtin(interp, SL_TYPE), bytes, error);

    if (type == NULL)
        return NULL;
    type->name = strcpy((char *)(type + 1), name);
    type->interp = interp;
    type->base = (struct sl_type *)(void *)sl_incref(&base->object);
    sl_type_like_base(type);
    sl_instance_behaviour(type);
    sl_type_ready(interp, type);
    type->made = sl_memory_new(interp, sizeof *type->made, error);
    if (type->made == NULL) {
        sl_decref(&type->object);
        return NULL;
    }
    *type->made = (struct sl_class){.slotted = false};
    return type;
}

static int
keep_bases(struct sl_type *type, struct sl_type *const *bases, size_t count,
           struct sl_error *error)
{
    struct sl_class *made = type->made;

    made->bases =
        sl_memory_new(type->interp, count * sizeof(struct sl_type *), error);
    if (made->bases == NULL)
        return -1;
    for (; made->base_count < count; made->base_count++)
        made->bases[made->base_count] =
            (struct sl_type *)(void *)sl_incref(&bases[made->base_count]->object);
    return 0;
}

static int
place_members(struct sl_type *type, const struct plan *plan, struct sl_error *error)
{
    struct sl_class *made = type->made;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (plan->count > 0) {
        made->members = sl_memory_new(
            type->interp, plan->count * sizeof(struct sl_member), error);
        if (made->members == NULL)
            return -1;
    }
    for (size_t i = 0; i < plan->count; i++)
        made->members[i] =
            (struct sl_member){.name = sl_incref(plan->names[i]),
                               .offset = type->basicsize + i * pointer};
    made->member_count = plan->count;
    sl_lay_out(type, plan->count, plan->dict, plan->weakrefs);
    return 0;
}

/* d[NAME] = VALUE, unless there is something already. 1 if VALUE is there now, 0 if
   not, -1 with ERROR set. */
static int
put_new(struct sl_dict *d, struct sl_object *name, struct sl_object *value,
        struct sl_error *error)
{
    int found = sl_dict_get(d, name, NULL, error);

    if (found != 0)
        return found < 0 ? -1 : 0;
    return sl_dict_set(d, name, value, error) < 0 ? -1 : 1;
}

/* The same, for the name TEXT. VALUE may be NULL: making it failed. */
static int
put_text(struct sl_dict *d, const char *text, struct sl_object *value,
         struct sl_error *error)
{
    struct sl_object *name = sl_str_interned(d->object.type->interp, text, error);
    int result =
        name == NULL || value == NULL ? -1 : put_new(d, name, value, error);

    sl_decref(name);
    return result;
}

/* Puts the descriptor D, whose reference it takes, into the class under NAME, and
   keeps it in *PLACE, unless the name is taken. D is NULL: making it failed. */
static int
install(struct sl_type *type, struct sl_object *name, struct sl_object *d,
        struct sl_object **place, struct sl_error *error)
{
    int result = d == NULL ? -1 : put_new(type->made->dict, name, d, error);

    if (result == 1)
        *place = d;
    else
        sl_decref(d);
    return result < 0 ? -1 : 0;
}

static int
install_named(struct sl_type *type, const char *text,
              struct sl_object *(*make)(struct sl_type *, struct sl_error *),
              struct sl_object **place, struct sl_error *error)
{
    struct sl_object *name = sl_str_interned(type->interp, text, error);
    int result =
        name == NULL ? -1 : install(type, name, make(type, error), place, error);

    sl_decref(name);
    return result;
}

static int
install_all(struct sl_type *type, const struct plan *plan, struct sl_error *error)
{
    struct sl_class *made = type->made;

    for (size_t i = 0; i < made->member_count; i++) {
        struct sl_member *m = &made->members[i];
        struct sl_object *d = sl_member_new(type, m->name, m->offset, error);

        if (install(type, m->name, d, &m->descriptor, error) < 0)
            return -1;
    }
    if (plan->dict && install_named(type, "__dict__", sl_dict_descriptor_new,
                                    &made->dict_descriptor, error) < 0)
        return -1;
    if (plan->weakrefs &&
        install_named(type, "__weakref__", sl_weakref_descriptor_new,
                      &made->weakref_descriptor, error) < 0)
        return -1;
    return 0;
}

static int
fill_namespace(struct sl_type *type, const struct plan *plan, struct sl_dict *names,
               struct sl_error *error)
{
    struct sl_interp *interp = type->interp;
    struct sl_object *module;
    int result;

    type->made->dict =
        names == NULL ? sl_dict_new(interp, error) : sl_dict_copy(names, error);
    if (type->made->dict == NULL)
        return -1;
    module = sl_str_interned(interp, "__main__", error);
    result = put_text(type->made->dict, "__module__", module, error);
    sl_decref(module);
    if (result < 0 || install_all(type, plan, error) < 0)
        return -1;
    result = put_text(type->made->dict, "__doc__", sl_none(interp), error);
    return result < 0 ? -1 : 0;
}

static int
fill_class(struct sl_type *type, const struct plan *plan,
           struct sl_type *const *bases, size_t count, struct sl_dict *names,
           struct sl_error *error)
{
    struct sl_class *made = type->made;

    made->slotted = plan->slotted;
    if (keep_bases(type, bases, count, error) < 0 ||
        place_members(type, plan, error) < 0 ||
        fill_namespace(type, plan, names, error) < 0)
        return -1;
    made->mro = sl_mro_new(type, bases, count, &made->mro_length, error);
    return made->mro == NULL ? -1 : 0;
}

struct sl_type *
sl_type_new(struct sl_interp *interp, const char *name,
            struct sl_type *const *bases, size_t count, struct sl_dict *names,
            struct sl_error *error)
{
    struct sl_type *object = sl_builtin(interp, SL_OBJECT), *base, *type = NULL;
    struct plan plan = {.interp = interp, .name = name};

    if (count == 0) {
        bases = &object;
        count = 1;
    }
    base = sl_best_base(bases, count, error);
    if (base == NULL)
        return NULL;
    plan.base = base;
    if (plan_slots(&plan, names, error) == 0) {
        plan_bases(&plan, bases, count);
        type = class_alloc(interp, name, base, error);
    }
    if (type != NULL && fill_class(type, &plan, bases, count, names, error) < 0) {
        sl_decref(&type->object);
        type = NULL;
    }
    for (size_t i = 0; i < plan.count; i++)
        sl_decref(plan.names[i]);
    sl_memory_free(interp, plan.names);
    return type;
}

static struct sl_object *
tuple_of(struct sl_interp *interp, const char *const *texts, size_t count,
         struct sl_error *error)
{
    struct sl_object **items, *tuple = NULL;
    size_t made = 0;

    items = sl_memory_new(interp, (count + 1) * sizeof *items, error);
    if (items == NULL)
        return NULL;
    while (made < count &&
           (items[made] = sl_str_interned(interp, texts[made], error)) != NULL)
        made++;
    if (made == count)
        tuple = sl_tuple_new(interp, items, count, error);
    while (made > 0)
        sl_decref(items[--made]);
    sl_memory_free(interp, items);
    return tuple;
}

struct sl_type *
sl_slotted_new(struct sl_interp *interp, const char *name, struct sl_type *base,
               const char *const *slots, size_t count, struct sl_error *error)
{
    struct sl_object *tuple = tuple_of(interp, slots, count, error);
    struct sl_dict *names = tuple == NULL ? NULL : sl_dict_new(interp, error);
    struct sl_type *type = NULL;

    if (names != NULL && put_text(names, "__slots__", tuple, error) == 1)
        type = sl_type_new(interp, name, &base, 1, names, error);
    sl_decref(tuple);
    if (names != NULL)
        sl_decref(&names->object);
    return type;
}

static void
end_members(struct sl_class *made)
{
    for (size_t i = 0; i < made->member_count; i++) {
        sl_descr_orphan(made->members[i].descriptor);
        sl_decref(made->members[i].descriptor);
        sl_decref(made->members[i].name);
    }
    sl_descr_orphan(made->dict_descriptor);
    sl_decref(made->dict_descriptor);
    sl_descr_orphan(made->weakref_descriptor);
    sl_decref(made->weakref_descriptor);
}

static void
class_clear(struct sl_object *o)
{
    struct sl_class *made = ((struct sl_type *)(void *)o)->made;
    struct sl_dict *dict = made == NULL ? NULL : made->dict;

    if (dict == NULL)
        return;
    made->dict = NULL;
    sl_decref(&dict->object);
}

static void
class_dealloc(struct sl_object *o)
{
    struct sl_type *type = (struct sl_type *)(void *)o, *base = type->base;
    struct sl_interp *interp = type->interp;
    struct sl_class *made = type->made;

    if (made != NULL) {
        end_members(made);
        class_clear(o);
        for (size_t i = 0; i < made->base_count; i++)
            sl_decref(&made->bases[i]->object);
        sl_memory_free(interp, made->bases);
        sl_memory_free(interp, made->mro);
        sl_memory_free(interp, made->members);
        sl_memory_free(interp, made);
    }
    sl_object_free(o);
    sl_decref(&base->object);
}

void
sl_class_behaviour(struct sl_type *type)
{
    type->dealloc = class_dealloc;
    type->clear = class_clear;
}

struct sl_object *
sl_type_lookup(const struct sl_type *type, struct sl_object *name)
{
    for (size_t i = 0; i < sl_mro_length(type); i++) {
        const struct sl_class *made = sl_mro_at(type, i)->made;
        struct sl_object *value = NULL;

        if (made != NULL && made->dict != NULL &&
            sl_dict_get(made->dict, name, &value, NULL) > 0)
            return value;
    }
    return NULL;
}

struct sl_object *
sl_type_getattr(struct sl_type *type, struct sl_object *name,
                struct sl_error *error)
{
    struct sl_object *value = sl_type_lookup(type, name);

    if (value != NULL)
        return sl_incref(value);
    sl_fail(error, SL_ATTRIBUTE_ERROR,
            "type object '%.50s' has no attribute '%.400s'", type->name,
            ((struct sl_str *)(void *)name)->data);
    return NULL;
}

int
sl_type_setattr(struct sl_type *type, struct sl_object *name,
                struct sl_object *value, struct sl_error *error)
{
    struct sl_dict *dict = type->made == NULL ? NULL : type->made->dict;
    struct sl_error why = {SL_NO_ERROR, ""};
    const char *text = ((struct sl_str *)(void *)name)->data;

    if (dict == NULL)
        return sl_fail_builtin(type, text, error);
    if (value != NULL)
        return sl_dict_set(dict, name, value, error);
    if (sl_dict_del(dict, name, &why) == 0)
        return 0;
    if (why.kind == SL_KEY_ERROR)
        return sl_fail_deleting(type, text, error);
    return sl_fail(error, why.kind, "%s", why.message);
}

#include <assert.h>

struct region_list {
    struct sl_region *regions;
    size_t room;   /* for so many regions */
    size_t count;  /* which may be more */
    ptrdiff_t end; /* of the last one, from the object's address */
};

static void
append_region(struct region_list *list, ptrdiff_t offset, size_t size,
              const char *name, const struct sl_type *type)
{
    if (size == 0)
        return;
    if (list->count < list->room)
        list->regions[list->count] = (struct sl_region){offset, size, name, type};
    list->count++;
    list->end = offset + (ptrdiff_t)size;
}

static void
add_region(struct region_list *list, size_t offset, size_t size, const char *name,
           const struct sl_type *type)
{
    if (size == 0)
        return;
    assert((ptrdiff_t)offset >= list->end);
    append_region(list, list->end, offset - (size_t)list->end, "padding", type);
    append_region(list, (ptrdiff_t)offset, size, name, type);
}

/* The fields of built-in TYPE from the last region to END. */
static void
add_fields(struct region_list *list, size_t end, const struct sl_type *type)
{
    size_t from = (size_t)list->end;

    if (end > from)
        add_region(list, from, end - from, type->name, type);
}

static void
add_special(struct region_list *list, ptrdiff_t offset, ptrdiff_t inherited,
            const char *name, const struct sl_type *type)
{
    if (offset <= 0 || offset == inherited)
        return;
    add_fields(list, (size_t)offset, type);
    add_region(list, (size_t)offset, type->interp->platform->abi->pointer.size,
               name, type);
}

/* 1 where the items of TYPE end in a zero that basicsize counts, as a str's do. */
static size_t
zero_of(const struct sl_type *type)
{
    return type->itemsize == 1 ? 1 : 0;
}

static void
add_builtin(struct region_list *list, const struct sl_type *type)
{
    const struct sl_type *base = type->base;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (base == NULL) {
        add_region(list, 0, pointer, "reference count", type);
        add_region(list, pointer, pointer, "type", type);
        return;
    }
    add_builtin(list, base);
    if (type->itemsize > 0 && base->itemsize == 0)
        add_region(list, (size_t)list->end, pointer, "size", type);
    add_special(list, type->dictoffset, base->dictoffset, "__dict__", type);
    add_special(list, type->weaklistoffset, base->weaklistoffset, "__weakref__",
                type);
    add_fields(list, type->basicsize - zero_of(type), type);
}

static void
add_class(struct region_list *list, const struct sl_type *type)
{
    const struct sl_class *made = type->made;
    size_t pointer = type->interp->platform->abi->pointer.size;

    if (made == NULL) {
        add_builtin(list, type);
        return;
    }
    add_class(list, type->base);
    for (size_t i = 0; type->itemsize == 0 && i < made->member_count; i++)
        add_region(list, made->members[i].offset, pointer,
                   ((struct sl_str *)(void *)made->members[i].name)->data, type);
    if (type->dictoffset > 0 && type->base->dictoffset == 0)
        add_region(list, (size_t)type->dictoffset, pointer, "__dict__", type);
    if (type->weaklistoffset > 0 && type->base->weaklistoffset == 0)
        add_region(list, (size_t)type->weaklistoffset, pointer, "__weakref__",
                   type);
}

static void
add_slots_behind(struct region_list *list, const struct sl_type *type,
                 size_t length)
{
    const struct sl_class *made = type->made;

    if (made == NULL)
        return;
    add_slots_behind(list, type->base, length);
    for (size_t i = 0; i < made->member_count; i++)
        add_region(list, made->members[i].offset + length * type->itemsize,
                   type->interp->platform->abi->pointer.size,
                   ((struct sl_str *)(void *)made->members[i].name)->data, type);
}

static void
add_items(struct region_list *list, const struct sl_type *type, size_t length)
{
    const struct sl_type *with_dict = type;

    add_region(list, (size_t)list->end, length * type->itemsize + zero_of(type),
               "items", sl_root_of(type));
    add_slots_behind(list, type, length);
    if (type->dictoffset >= 0 || (type->front & SL_DICT_IN_FRONT))
        return;
    while (with_dict->base->dictoffset != 0)
        with_dict = with_dict->base;
    add_region(list, sl_dict_offset(type, length),
               type->interp->platform->abi->pointer.size, "__dict__", with_dict);
}

static const struct sl_type *
bringer(const struct sl_type *type, unsigned char word)
{
    while (type->base != NULL && (type->base->front & word))
        type = type->base;
    return type;
}

static void
add_front(struct region_list *list, const struct sl_type *type, ptrdiff_t head)
{
    ptrdiff_t pointer = type->interp->platform->abi->pointer.size;
    bool dict = type->front & SL_DICT_IN_FRONT;
    bool weakrefs = type->front & SL_WEAKREFS_IN_FRONT;
    const char *first = weakrefs ? "__weakref__" : "unused";

    if (sl_release_of(type)->front == SL_FRONT_DICT)
        first = "values";
    append_region(
        list, -head - 2 * pointer, (size_t)pointer, first,
        bringer(type, weakrefs ? SL_WEAKREFS_IN_FRONT : SL_DICT_IN_FRONT));
    append_region(list, -head - pointer, (size_t)pointer,
                  dict ? "__dict__" : "unused",
                  bringer(type, dict ? SL_DICT_IN_FRONT : SL_WEAKREFS_IN_FRONT));
}

size_t
sl_layout(const struct sl_type *type, size_t length, struct sl_region *regions,
          size_t room)
{
    const struct sl_platform *platform = type->interp->platform;
    struct region_list list = {.regions = regions, .room = room};

    if (type->gc) {
        ptrdiff_t head = sl_calcsize(platform->abi, platform->gc_head, NULL);

        assert(head > 0);
        if (type->front != 0)
            add_front(&list, type, head);
        append_region(&list, -head, (size_t)head, "GC head", type);
    }
    add_class(&list, type);
    if (type->itemsize > 0)
        add_items(&list, type, length);
    return list.count;
}

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

size_t
sl_mro_length(const struct sl_type *type)
{
    size_t length = 0;

    if (type->made != NULL)
        return type->made->mro_length;
    for (; type != NULL; type = type->base)
        length++;
    return length;
}

struct sl_type *
sl_mro_at(const struct sl_type *type, size_t i)
{
    assert(i < sl_mro_length(type));
    if (type->made != NULL)
        return type->made->mro[i];
    if (i == 0)
        return (struct sl_type *)type;
    return sl_mro_at(type->base, i - 1);
}

bool
sl_is_subtype(const struct sl_type *type, const struct sl_type *of)
{
    const struct sl_class *made = type->made;

    if (made == NULL)
        return type == of || (type->base != NULL && sl_is_subtype(type->base, of));
    for (size_t i = 0; i < made->mro_length; i++)
        if (made->mro[i] == of)
            return true;
    return false;
}

/* Whether the word at OFFSET is the last of SIZE bytes, and the base has none. */
static bool
is_last_word(const struct sl_type *type, ptrdiff_t offset, ptrdiff_t base_offset,
             size_t size)
{
    size_t pointer = type->interp->platform->abi->pointer.size;

    return offset != 0 && base_offset == 0 &&
           offset + (ptrdiff_t)pointer == (ptrdiff_t)size;
}

/* Whether instances of TYPE have fields that those of BASE have not. */
static bool
adds_fields(const struct sl_type *type, const struct sl_type *base)
{
    size_t pointer = type->interp->platform->abi->pointer.size;
    size_t size = type->basicsize;

    if (type->made != NULL && type->itemsize == 0 && base->itemsize == 0) {
        if (is_last_word(type, type->weaklistoffset, base->weaklistoffset, size))
            size -= pointer;
        if (is_last_word(type, type->dictoffset, base->dictoffset, size))
            size -= pointer;
    }
    return size != base->basicsize || type->itemsize != base->itemsize;
}

/* The type that gave the instances of TYPE their fields: itself or a base. */
static const struct sl_type *
solid_base(const struct sl_type *type)
{
    const struct sl_type *base;

    if (type->base == NULL)
        return type;
    base = solid_base(type->base);
    return adds_fields(type, base) ? type : base;
}

struct sl_type *
sl_best_base(struct sl_type *const *bases, size_t count, struct sl_error *error)
{
    const struct sl_type *winner = NULL;
    struct sl_type *best = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct sl_type *solid = solid_base(bases[i]);

        if (bases[i]->final) {
            sl_fail(error, SL_TYPE_ERROR,
                    "type '%.100s' is not an acceptable base type", bases[i]->name);
            return NULL;
        }
        if (winner == NULL || !sl_is_subtype(winner, solid)) {
            if (winner != NULL && !sl_is_subtype(solid, winner)) {
                sl_fail(error, SL_TYPE_ERROR, "%s",
                        "multiple bases have instance lay-out conflict");
                return NULL;
            }
            winner = solid;
            best = bases[i];
        }
    }
    return best;
}

/* The lists of a merge under way, and how many of each were taken. */
struct merge {
    struct sl_type *const *bases;
    size_t count; /* of bases; there is one list more */
    size_t *taken;
};

static size_t
list_length(const struct merge *m, size_t list)
{
    return list == m->count ? m->count : sl_mro_length(m->bases[list]);
}

/* Number I of what is left in LIST; NULL behind its end. */
static struct sl_type *
left_at(const struct merge *m, size_t list, size_t i)
{
    i += m->taken[list];
    if (i >= list_length(m, list))
        return NULL;
    return list == m->count ? m->bases[i] : sl_mro_at(m->bases[list], i);
}

static bool
must_wait(const struct merge *m, size_t headed, const struct sl_type *candidate)
{
    for (size_t list = 0; list <= m->count; list++)
        for (size_t i = 1; list != headed && left_at(m, list, i) != NULL; i++)
            if (left_at(m, list, i) == candidate)
                return true;
    return false;
}

/* Takes the next type; NULL if there is none. */
static struct sl_type *
next_in_order(struct merge *m)
{
    struct sl_type *next = NULL;

    for (size_t list = 0; list <= m->count && next == NULL; list++) {
        next = left_at(m, list, 0);
        if (next != NULL && must_wait(m, list, next))
            next = NULL;
    }
    for (size_t list = 0; list <= m->count && next != NULL; list++)
        if (left_at(m, list, 0) == next)
            m->taken[list]++;
    return next;
}

static bool
is_earlier_head(const struct merge *m, size_t list)
{
    size_t i = 0;

    while (left_at(m, i, 0) != left_at(m, list, 0))
        i++;
    return i < list;
}

static void
fail_to_merge(const struct merge *m, struct sl_error *error)
{
    char names[sizeof error->message] = "";
    size_t end = 0;

    for (size_t list = 0; list <= m->count; list++) {
        const struct sl_type *head = left_at(m, list, 0);

        if (head == NULL || is_earlier_head(m, list) || end >= sizeof names)
            continue;
        end += (size_t)snprintf(names + end, sizeof names - end, "%s %s",
                                end > 0 ? "," : "", head->name);
    }
    sl_fail(error, SL_TYPE_ERROR,
            "Cannot create a consistent method resolution%sorder (MRO) for "
            "bases%s",
            sl_wording_of(&m->bases[0]->object)->mro_break, names);
}

/* Fills MRO from element 1 on; returns its length, or 0 with ERROR set. */
static size_t
merge(struct merge *m, struct sl_type **mro, struct sl_error *error)
{
    size_t length = 1;
    struct sl_type *next;

    while ((next = next_in_order(m)) != NULL)
        mro[length++] = next;
    for (size_t list = 0; list <= m->count; list++)
        if (left_at(m, list, 0) != NULL) {
            fail_to_merge(m, error);
            return 0;
        }
    return length;
}

static int
check_duplicates(struct sl_type *const *bases, size_t count, struct sl_error *error)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (bases[i] == bases[j])
                return sl_fail(error, SL_TYPE_ERROR, "duplicate base class %s",
                               bases[i]->name);
    return 0;
}

struct sl_type **
sl_mro_new(struct sl_type *type, struct sl_type *const *bases, size_t count,
           size_t *length, struct sl_error *error)
{
    struct sl_interp *interp = bases[0]->interp;
    struct merge m = {bases, count, NULL};
    struct sl_type **mro = NULL;
    size_t room = 1;

    if (check_duplicates(bases, count, error) < 0)
        return NULL;
    for (size_t i = 0; i < count; i++)
        room += sl_mro_length(bases[i]);
    m.taken = sl_memory_new(interp, (count + 1) * sizeof *m.taken, error);
    if (m.taken != NULL) {
        memset(m.taken, 0, (count + 1) * sizeof *m.taken);
        mro = sl_memory_new(interp, room * sizeof *mro, error);
    }
    if (mro != NULL) {
        mro[0] = type;
        *length = merge(&m, mro, error);
    }
    sl_memory_free(interp, m.taken);
    if (mro != NULL && *length == 0) {
        sl_memory_free(interp, mro);
        mro = NULL;
    }
    return mro;
}

#include <string.h>

/* How instances under a built-in type are filled. */
struct inside {
    enum sl_builtin root;

    /* Fills O, all zero but for its two words, with what VALUE holds: 0, or -1 with
       ERROR set; then O can still end. */
    int (*fill)(struct sl_object *o, struct sl_object *value,
                struct sl_error *error);
};

static int
fill_int(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    (void)error;
    ((struct sl_int *)(void *)o)->value = ((struct sl_int *)(void *)value)->value;
    return 0;
}

static int
fill_str(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_str *s = (struct sl_str *)(void *)o;
    const struct sl_str *from = (const struct sl_str *)(void *)value;

    (void)error;
    s->var.size = from->var.size;
    s->hash = from->hash;
    memcpy(s->data, from->data, (size_t)from->var.size + 1);
    return 0;
}

static int
fill_unicode(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_unicode *u = (struct sl_unicode *)(void *)o;
    const struct sl_unicode *from = (const struct sl_unicode *)(void *)value;
    size_t bytes = ((size_t)from->var.size + 1) * sizeof *u->characters;

    u->characters = sl_memory_new(o->type->interp, bytes, error);
    if (u->characters == NULL)
        return -1;
    memcpy(u->characters, from->characters, bytes);
    u->var.size = from->var.size;
    u->hash = from->hash;
    return 0;
}

static int
fill_tuple(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_tuple *t = (struct sl_tuple *)(void *)o;
    const struct sl_tuple *from = (const struct sl_tuple *)(void *)value;

    (void)error;
    for (ptrdiff_t i = 0; i < from->var.size; i++)
        t->items[i] = sl_incref(from->items[i]);
    t->var.size = from->var.size;
    return 0;
}

static int
fill_dict(struct sl_object *o, struct sl_object *value, struct sl_error *error)
{
    struct sl_dict *d = (struct sl_dict *)(void *)o;

    sl_dict_begin(d);
    return sl_dict_update(d, (struct sl_dict *)(void *)value, error);
}

/* How to fill instances of the class TYPE; NULL if it is no class, or there is no
   function for it. */
static const struct inside *
inside_of(const struct sl_type *type)
{
    static const struct inside insides[] = {
        {SL_INT, fill_int},     {SL_STR, fill_str},   {SL_UNICODE, fill_unicode},
        {SL_TUPLE, fill_tuple}, {SL_DICT, fill_dict},
    };
    const struct sl_type *root = sl_root_of(type);

    for (size_t i = 0; i < sizeof insides / sizeof insides[0]; i++)
        if (root != type && root == sl_builtin(type->interp, insides[i].root))
            return &insides[i];
    return NULL;
}

static int
check_value(struct sl_type *type, const struct inside *inside,
            struct sl_object *value, struct sl_error *error)
{
    struct sl_interp *interp = type->interp;

    if (interp->platform->abi->pointer.size != sizeof(void *))
        return sl_fail(error, SL_RUNTIME_ERROR,
                       "instances live on this machine's ABI only");
    if (inside == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "cannot create '%.100s' instances",
                       type->name);
    if (!sl_is_a(value, inside->root))
        return sl_fail(error, SL_TYPE_ERROR,
                       "cannot create '%.100s' instances from '%.100s'", type->name,
                       value->type->name);
    return 0;
}

struct sl_object *
sl_instance_from(struct sl_type *type, struct sl_object *value,
                 struct sl_error *error)
{
    const struct inside *inside = inside_of(type);
    struct sl_object *o;

    if (check_value(type, inside, value, error) < 0)
        return NULL;
    o = sl_object_new(type, sl_living_size(type, value), error);
    if (o != NULL && inside->fill(o, value, error) < 0) {
        sl_decref(o);
        return NULL;
    }
    return o;
}

#include <stdbool.h>

static bool
has_shape_of(const struct sl_type *type, const struct sl_type *base)
{
    return type->basicsize == base->basicsize && type->itemsize == base->itemsize &&
           type->dictoffset == base->dictoffset &&
           type->weaklistoffset == base->weaklistoffset &&
           type->front == base->front && type->gc == base->gc;
}

/* The type that gave the instances of TYPE their layout. */
static const struct sl_type *
shape_of(const struct sl_type *type)
{
    while (type->base != NULL && has_shape_of(type, type->base))
        type = type->base;
    return type;
}

static bool
same_slots(const struct sl_class *a, const struct sl_class *b)
{
    size_t i = 0;

    if (a->member_count != b->member_count)
        return false;
    while (i < a->member_count && a->members[i].name == b->members[i].name)
        i++;
    return i == a->member_count;
}

/* Whether A and B added the same to the same base. */
static bool
are_twins(const struct sl_type *a, const struct sl_type *b)
{
    size_t pointer = a->interp->platform->abi->pointer.size, size;

    if (a->made == NULL || b->made == NULL || a->base != b->base ||
        a->front != b->front)
        return false;
    size = a->base->basicsize;
    if (a->dictoffset == (ptrdiff_t)size && b->dictoffset == (ptrdiff_t)size)
        size += pointer;
    if (a->weaklistoffset == (ptrdiff_t)size &&
        b->weaklistoffset == (ptrdiff_t)size)
        size += pointer;
    if (a->made->slotted && b->made->slotted) {
        if (!same_slots(a->made, b->made))
            return false;
        size += a->made->member_count * pointer;
    }
    return size == a->basicsize && size == b->basicsize;
}

static int
check_assignment(const struct sl_type *from, const struct sl_type *to,
                 struct sl_error *error)
{
    const struct sl_type *a = shape_of(from), *b = shape_of(to);
    const struct sl_wording *words = sl_wording_of(&from->object);
    bool swapped = words->new_class_first;

    if (from->made == NULL || to->made == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "%s", words->only_classes);
    if (from->gc != to->gc)
        return sl_fail(error, SL_TYPE_ERROR,
                       "__class__ assignment: '%s' deallocator differs from '%s'",
                       swapped ? to->name : from->name,
                       swapped ? from->name : to->name);
    if (a != b && !are_twins(a, b))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__class__ assignment: '%s' object layout differs from "
                       "'%s'",
                       swapped ? to->name : from->name,
                       swapped ? from->name : to->name);
    return 0;
}

int
sl_class_assign(struct sl_object *o, struct sl_type *type, struct sl_error *error)
{
    struct sl_type *old = o->type;

    if (type == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "%s",
                       "can't delete __class__ attribute");
    if (!sl_is_subtype(type->object.type, sl_builtin(old->interp, SL_TYPE)))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__class__ must be set to %s, not '%s' object",
                       sl_wording_of(o)->a_class, type->object.type->name);
    if (check_assignment(old, type, error) < 0)
        return -1;
    o->type = (struct sl_type *)(void *)sl_incref(&type->object);
    sl_decref(&old->object);
    return 0;
}

static bool
brings_dict(const struct sl_type *type)
{
    bool slotted = type->made != NULL && type->made->slotted;

    return !slotted && type->dictoffset != 0 && type->base->dictoffset == 0;
}

/* The first class behind TYPE that has a slot NAME, or NULL. */
static const struct sl_type *
owner_of_slot(const struct sl_type *type, const struct sl_object *name)
{
    for (size_t i = 1; i < sl_mro_length(type); i++) {
        const struct sl_type *base = sl_mro_at(type, i);
        size_t count = base->made == NULL ? 0 : base->made->member_count;

        for (size_t j = 0; j < count; j++)
            if (base->made->members[j].name == name)
                return base;
    }
    return NULL;
}

/* What is wrong with slot number I of TYPE: true, and *WASTE says it. */
static bool
is_wasted(const struct sl_type *type, size_t i, struct sl_waste *waste)
{
    const struct sl_member *m = &type->made->members[i];
    const struct sl_type *owner = owner_of_slot(type, m->name);

    waste->name = ((struct sl_str *)(void *)m->name)->data;
    waste->type = type;
    if (i > 0 && m->name == m[-1].name) {
        waste->kind = SL_WASTE_DUPLICATE;
    } else if (m->descriptor == NULL) {
        waste->kind = SL_WASTE_SHADOWED;
    } else {
        waste->kind = SL_WASTE_REPEATED;
        waste->type = owner;
    }
    return waste->type != NULL;
}

size_t
sl_waste_find(const struct sl_type *type, struct sl_waste *list, size_t room)
{
    size_t count = 0, i = 1;
    struct sl_waste waste = {SL_WASTE_UNSLOTTED_BASE, "__dict__", NULL};

    if (type->made == NULL || !type->made->slotted)
        return 0;
    while (i < sl_mro_length(type) && !brings_dict(sl_mro_at(type, i)))
        i++;
    if (i < sl_mro_length(type)) {
        waste.type = sl_mro_at(type, i);
        if (count++ < room)
            list[0] = waste;
    }
    for (i = 0; i < type->made->member_count; i++)
        if (is_wasted(type, i, &waste) && count++ < room)
            list[count - 1] = waste;
    return count;
}

struct sl_descr *
sl_descr_new(enum sl_builtin which, struct sl_type *owner, struct sl_object *name,
             struct sl_error *error)
{
    struct sl_type *type = sl_builtin(owner->interp, which);
    struct sl_descr *d = (struct sl_descr *)(void *)sl_object_new(
        type, sizeof(struct sl_descr), error);

    if (d == NULL)
        return NULL;
    d->owner = owner;
    d->name = sl_incref(name);
    return d;
}

void
sl_descr_orphan(struct sl_object *descriptor)
{
    if (descriptor != NULL)
        ((struct sl_descr *)(void *)descriptor)->owner = NULL;
}

int
sl_descr_applies(const struct sl_descr *d, const struct sl_object *o,
                 struct sl_error *error)
{
    const char *name = ((struct sl_str *)(void *)d->name)->data;

    if (d->owner == NULL)
        return sl_fail(error, SL_TYPE_ERROR,
                       "descriptor '%s' of a class that has ended doesn't apply "
                       "to '%s' object",
                       name, o->type->name);
    if (!sl_is_subtype(o->type, d->owner))
        return sl_fail(error, SL_TYPE_ERROR,
                       "descriptor '%s' for '%s' objects doesn't apply to %s'%s' "
                       "object",
                       name, d->owner->name, sl_wording_of(o)->article,
                       o->type->name);
    return 0;
}

static struct sl_object *
getset_get(struct sl_object *descriptor, struct sl_object *o,
           struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;

    if (sl_descr_applies(d, o, error) < 0)
        return NULL;
    return d->getset->get(o, d->owner, error);
}

static int
getset_set(struct sl_object *descriptor, struct sl_object *o,
           struct sl_object *value, struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;

    if (sl_descr_applies(d, o, error) < 0)
        return -1;
    if (d->getset->set != NULL)
        return d->getset->set(o, d->owner, value, error);
    return sl_fail(error, SL_ATTRIBUTE_ERROR,
                   "attribute '%.300s' of '%.100s' objects is not writable",
                   ((struct sl_str *)(void *)d->name)->data, d->owner->name);
}

void
sl_descr_dealloc(struct sl_object *o)
{
    sl_decref(((struct sl_descr *)(void *)o)->name);
    sl_object_free(o);
}

void
sl_getset_behaviour(struct sl_type *type)
{
    type->get = getset_get;
    type->set = getset_set;
    type->dealloc = sl_descr_dealloc;
}

#include <assert.h>

struct sl_object *
sl_member_new(struct sl_type *owner, struct sl_object *name, size_t offset,
              struct sl_error *error)
{
    struct sl_descr *d = sl_descr_new(SL_MEMBER_DESCRIPTOR, owner, name, error);

    if (d == NULL)
        return NULL;
    d->offset = offset;
    return &d->object;
}

/* The word of O that D stands for, or NULL with ERROR set. */
static struct sl_object **
place_of(const struct sl_descr *d, struct sl_object *o, struct sl_error *error)
{
    if (sl_descr_applies(d, o, error) < 0)
        return NULL;
    return (struct sl_object **)(void *)((char *)o + d->offset +
                                         sl_displacement(o));
}

static int
nothing_there(const struct sl_descr *d, struct sl_error *error)
{
    return sl_fail(error, SL_ATTRIBUTE_ERROR, "%s",
                   ((struct sl_str *)(void *)d->name)->data);
}

static struct sl_object *
member_get(struct sl_object *descriptor, struct sl_object *o,
           struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;
    struct sl_object **place = place_of(d, o, error);

    if (place == NULL)
        return NULL;
    if (*place != NULL)
        return sl_incref(*place);
    if (sl_wording_of(o)->unset == SL_UNSET_NAME)
        nothing_there(d, error);
    else
        sl_fail_unset(o, d->name, error);
    return NULL;
}

static int
member_set(struct sl_object *descriptor, struct sl_object *o,
           struct sl_object *value, struct sl_error *error)
{
    const struct sl_descr *d = (struct sl_descr *)(void *)descriptor;
    struct sl_object **place = place_of(d, o, error), *old;

    if (place == NULL)
        return -1;
    old = *place;
    if (old == NULL && value == NULL)
        return nothing_there(d, error);
    *place = value == NULL ? NULL : sl_incref(value);
    sl_decref(old);
    return 0;
}

void
sl_member_behaviour(struct sl_type *type)
{
    type->get = member_get;
    type->set = member_set;
    type->dealloc = sl_descr_dealloc;
}

static void
clear_own_slots(struct sl_object *o, const struct sl_class *made)
{
    for (size_t i = 0; i < made->member_count; i++) {
        struct sl_object **place =
            (struct sl_object **)(void *)((char *)o + made->members[i].offset +
                                          sl_displacement(o));
        struct sl_object *value = *place;

        *place = NULL;
        sl_decref(value);
    }
}

void
sl_slots_clear(struct sl_object *o)
{
    for (const struct sl_type *t = o->type; t->made != NULL; t = t->base)
        clear_own_slots(o, t->made);
}

static size_t
size_of(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

size_t
sl_slotted_sizeof(const struct sl_platform *platform, size_t slots)
{
    bool gc = slots > 0 || platform->release->class_head == SL_HEAD_ALWAYS;
    size_t head = gc ? size_of(platform, platform->gc_head) : 0;

    return head + size_of(platform, SL_OBJECT_FORMAT) +
           slots * platform->abi->pointer.size;
}

size_t
sl_dict_in_slots(const struct sl_platform *platform)
{
    return sl_dict_sizeof(platform, 0) / platform->abi->pointer.size + 1;
}

size_t
sl_slots_at_par(const struct sl_platform *platform, size_t attributes)
{
    size_t dict = attributes > 0 ? sl_dict_sizeof(platform, attributes) : 0;

    return 2 + dict / platform->abi->pointer.size;
}

#include <assert.h>

static struct sl_object *
dict_get(struct sl_object *o, struct sl_type *owner, struct sl_error *error)
{
    struct sl_dict *d = sl_instance_dict(o, error);

    (void)owner;
    return d == NULL ? NULL : sl_incref(&d->object);
}

static int
dict_set(struct sl_object *o, struct sl_type *owner, struct sl_object *value,
         struct sl_error *error)
{
    struct sl_dict **place = sl_dict_pointer(o), *old = *place;

    if (value != NULL &&
        !sl_is_subtype(value->type, sl_builtin(owner->interp, SL_DICT)))
        return sl_fail(error, SL_TYPE_ERROR,
                       "__dict__ must be set to a dictionary, not a '%.200s'",
                       value->type->name);
    *place = value == NULL ? NULL : (struct sl_dict *)(void *)sl_incref(value);
    if (old != NULL)
        sl_decref(&old->object);
    return 0;
}

struct sl_object *
sl_dict_descriptor_new(struct sl_type *owner, struct sl_error *error)
{
    static const struct sl_getset dict_getset = {dict_get, dict_set};
    struct sl_object *name = sl_str_interned(owner->interp, "__dict__", error);
    struct sl_descr *d = NULL;

    if (name != NULL)
        d = sl_descr_new(SL_GETSET_DESCRIPTOR, owner, name, error);
    sl_decref(name);
    if (d == NULL)
        return NULL;
    d->getset = &dict_getset;
    return &d->object;
}

static struct sl_type *
class_like(const struct sl_way *way, struct sl_error *error)
{
    struct sl_interp *interp = way->base->interp;
    const char *names[3];
    size_t count = 0;

    if (!way->slotted)
        return sl_class_new(interp, "C", way->base, error);
    if (way->slots > 0)
        names[count++] = "a";
    if (way->dict && way->base->dictoffset == 0)
        names[count++] = "__dict__";
    if (way->weakrefs && way->base->weaklistoffset == 0)
        names[count++] = "__weakref__";
    return sl_slotted_new(interp, "C", way->base, names, count, error);
}

int
sl_cost_of(const struct sl_way *way, size_t others, struct sl_cost *cost,
           struct sl_error *error)
{
    const struct sl_platform *platform = way->base->interp->platform;
    size_t pointer = platform->abi->pointer.size, size;
    size_t more = way->slotted && way->slots > 1 ? way->slots - 1 : 0;
    struct sl_type *type = class_like(way, error);

    if (type == NULL)
        return -1;
    assert(others == 0 || type->dictoffset != 0);
    size = type->basicsize + sl_front_size(type);
    if (type->gc)
        size += (size_t)sl_calcsize(platform->abi, platform->gc_head, NULL);
    sl_decref(&type->object);
    if (more > (SL_SIZE_LIMIT - size) / pointer)
        return sl_fail(error, SL_MEMORY_ERROR, "%s", "");
    cost->instance = size + more * pointer;
    cost->dict = others == 0 ? 0 : sl_dict_sizeof(platform, others);
    return 0;
}

size_t
sl_dict_room(size_t keys)
{
    return keys == 0 ? 0 : (2 * sl_dict_places(keys) - 1) / 3;
}

size_t
sl_split_best(size_t known, size_t others)
{
    size_t room = sl_dict_room(others);

    return known + others > room ? known + others - room : 0;
}

#include <assert.h>

struct sl_weakref **
sl_weakref_pointer(struct sl_object *o)
{
    const struct sl_type *type = o->type;

    if (type->front & SL_WEAKREFS_IN_FRONT)
        return (struct sl_weakref **)sl_front_word(o, SL_WEAKREFS_IN_FRONT);
    if (type->weaklistoffset <= 0 || type == sl_builtin(type->interp, SL_TYPE))
        return NULL;
    return (struct sl_weakref **)(void *)((char *)o + type->weaklistoffset +
                                          sl_displacement(o));
}

struct sl_object *
sl_weakref_get(struct sl_object *ref)
{
    struct sl_object *o = ((struct sl_weakref *)(void *)ref)->referent;

    return o != NULL && o->refcnt > 0 ? o : NULL;
}

/* The first of R and those behind it that is not about to end, or NULL. */
static struct sl_weakref *
first_living(struct sl_weakref *r)
{
    while (r != NULL && r->object.refcnt == 0)
        r = r->next;
    return r;
}

size_t
sl_weakref_count(struct sl_object *o)
{
    struct sl_weakref **list = sl_weakref_pointer(o);
    struct sl_weakref *r = list == NULL ? NULL : first_living(*list);
    size_t count = 0;

    for (; r != NULL; r = first_living(r->next))
        count++;
    return count;
}

/* The one without a callback in LIST, or NULL. */
static struct sl_weakref *
basic_ref(struct sl_weakref *list)
{
    struct sl_weakref *r = first_living(list);

    return r != NULL && r->callback == NULL ? r : NULL;
}

/* Puts R into LIST behind AFTER; NULL: in front of all. */
static void
enlist(struct sl_weakref **list, struct sl_weakref *after, struct sl_weakref *r)
{
    struct sl_weakref **place = after == NULL ? list : &after->next;

    r->prev = after;
    r->next = *place;
    if (r->next != NULL)
        r->next->prev = r;
    *place = r;
}

struct sl_object *
sl_weakref_new(struct sl_object *o, struct sl_object *callback,
               struct sl_error *error)
{
    struct sl_interp *interp = o->type->interp;
    struct sl_weakref **list = sl_weakref_pointer(o), *basic, *r;

    assert(o->refcnt > 0);
    if (list == NULL) {
        sl_fail(error, SL_TYPE_ERROR, "cannot create weak reference to '%s' object",
                o->type->name);
        return NULL;
    }
    if (callback == sl_none(interp))
        callback = NULL;
    basic = basic_ref(*list);
    if (callback == NULL && basic != NULL)
        return sl_incref(&basic->object);
    r = (struct sl_weakref *)(void *)sl_object_new(sl_builtin(interp, SL_WEAKREF),
                                                   sizeof *r, error);
    if (r == NULL)
        return NULL;
    r->referent = o;
    r->callback = callback == NULL ? NULL : sl_incref(callback);
    r->hash = -1;
    enlist(list, callback == NULL ? NULL : basic, r);
    return &r->object;
}

struct sl_function *
sl_function_new(struct sl_interp *interp,
                struct sl_object *(*code)(struct sl_function *f,
                                          struct sl_object *argument,
                                          struct sl_error *error),
                void *context, struct sl_error *error)
{
    struct sl_type *type = sl_builtin(interp, SL_BUILTIN_FUNCTION);
    struct sl_function *f =
        (struct sl_function *)(void *)sl_object_new(type, sizeof *f, error);

    if (f == NULL)
        return NULL;
    f->code = code;
    f->context = context;
    return f;
}

struct sl_object *
sl_call(struct sl_object *o, struct sl_object *argument, struct sl_error *error)
{
    struct sl_function *f = (struct sl_function *)(void *)o;

    if (o->type == sl_builtin(o->type->interp, SL_BUILTIN_FUNCTION))
        return f->code(f, argument, error);
    sl_fail(error, SL_TYPE_ERROR, "'%.200s' object is not callable", o->type->name);
    return NULL;
}

/* R refers to nothing from now on. */
static void
delist(struct sl_weakref *r)
{
    if (r->referent == NULL)
        return;
    if (r->prev != NULL)
        r->prev->next = r->next;
    else
        *sl_weakref_pointer(r->referent) = r->next;
    if (r->next != NULL)
        r->next->prev = r->prev;
    r->referent = NULL;
    r->prev = r->next = NULL;
}

/* Empties LIST. Returns those that have somebody to call, in order, linked by their
   next, with a reference to each. */
static struct sl_weakref *
forget(struct sl_weakref **list)
{
    struct sl_weakref *first = NULL, **last = &first, *r;

    while ((r = *list) != NULL) {
        delist(r);
        if (r->object.refcnt > 0 && r->callback != NULL) {
            sl_incref(&r->object);
            *last = r;
            last = &r->next;
        }
    }
    return first;
}

void
sl_weakrefs_clear(struct sl_object *o)
{
    struct sl_weakref **list = sl_weakref_pointer(o);
    struct sl_weakref *r = list == NULL ? NULL : forget(list), *next;

    for (; r != NULL; r = next) {
        struct sl_object *callback = r->callback;

        next = r->next;
        r->next = NULL;
        r->callback = NULL;
        sl_decref(sl_call(callback, &r->object, NULL));
        sl_decref(callback);
        sl_decref(&r->object);
    }
}

void
sl_weakrefs_forget(struct sl_interp *interp)
{
    union sl_gc_head *ring = &interp->tracked, *head;

    for (head = ring->gc.next; head != ring; head = head->gc.next) {
        struct sl_object *o = (struct sl_object *)(void *)(head + 1);

        if (o->type == sl_builtin(interp, SL_WEAKREF))
            delist((struct sl_weakref *)(void *)o);
    }
}

static int
weakref_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    struct sl_object *x = sl_weakref_get(a), *y;
    int equal;

    if (b->type != a->type)
        return 0;
    y = sl_weakref_get(b);
    if (x == NULL || y == NULL)
        return 0; /* itself is not asked about: see sl_equal */
    sl_incref(x); /* to compare may run anybody's code */
    sl_incref(y);
    equal = sl_equal(x, y, error);
    sl_decref(x);
    sl_decref(y);
    return equal;
}

static long
weakref_hash(struct sl_object *o, struct sl_error *error)
{
    struct sl_weakref *r = (struct sl_weakref *)(void *)o;
    struct sl_object *referent = sl_weakref_get(o);

    if (r->hash != -1)
        return r->hash;
    if (referent == NULL)
        return sl_fail(error, SL_TYPE_ERROR, "weak object has gone away");
    sl_incref(referent);
    r->hash = sl_hash(referent, error);
    sl_decref(referent);
    return r->hash;
}

static void
weakref_clear(struct sl_object *o)
{
    struct sl_weakref *r = (struct sl_weakref *)(void *)o;
    struct sl_object *callback = r->callback;

    delist(r);
    r->callback = NULL;
    sl_decref(callback);
}

static void
weakref_dealloc(struct sl_object *o)
{
    weakref_clear(o);
    sl_object_free(o);
}

static void
function_clear(struct sl_object *o)
{
    struct sl_function *f = (struct sl_function *)(void *)o;
    struct sl_object *self = f->self;

    f->self = NULL;
    sl_decref(self);
}

static void
function_dealloc(struct sl_object *o)
{
    function_clear(o);
    sl_object_free(o);
}

void
sl_weakref_behaviour(struct sl_type *type)
{
    type->hash = weakref_hash;
    type->equal = weakref_equal;
    type->dealloc = weakref_dealloc;
    type->clear = weakref_clear;
}

void
sl_function_behaviour(struct sl_type *type)
{
    type->dealloc = function_dealloc;
    type->clear = function_clear;
}

static struct sl_object *
first_ref(struct sl_object *o, struct sl_type *owner, struct sl_error *error)
{
    struct sl_weakref **list = sl_weakref_pointer(o);
    struct sl_weakref *r = list == NULL ? NULL : first_living(*list);

    (void)error;
    return sl_incref(r == NULL ? sl_none(owner->interp) : &r->object);
}

struct sl_object *
sl_weakref_descriptor_new(struct sl_type *owner, struct sl_error *error)
{
    static const struct sl_getset getset = {first_ref, NULL};
    struct sl_object *name = sl_str_interned(owner->interp, "__weakref__", error);
    struct sl_descr *d = NULL;

    if (name != NULL)
        d = sl_descr_new(SL_GETSET_DESCRIPTOR, owner, name, error);
    sl_decref(name);
    if (d == NULL)
        return NULL;
    d->getset = &getset;
    return &d->object;
}

#include <assert.h>
#include <string.h>

/* An instance to be taken apart. */
struct instance_of {
    const struct sl_platform *platform;
    const struct sl_release *release;
    size_t pointer; /* bytes */
    enum sl_way_kind kind;
    size_t slots; /* attributes in slots */
    size_t rest;  /* the others */
    size_t nth;   /* of its class */
};

/* When a class has learned all that it will. */
enum { SETTLED = 200 };
static bool
has_dict(const struct instance_of *o)
{
    return o->kind != SL_WAY_SLOTS && o->kind != SL_WAY_SLOTS_WEAKREF;
}

static struct instance_of
instance_of(const struct sl_platform *platform, enum sl_way_kind kind,
            size_t attributes, size_t slots)
{
    struct instance_of o = {
        platform, platform->release, platform->abi->pointer.size, kind, 0, 0,
        SETTLED};

    if (!has_dict(&o))
        o.slots = attributes;
    else if (kind == SL_WAY_HYBRID)
        o.slots = slots;
    assert(o.slots <= attributes);
    o.rest = attributes - o.slots;
    return o;
}

struct block_list {
    struct sl_block *blocks;
    size_t room;
    int count;
};

static void
add_block(struct block_list *list, const char *what, size_t size, bool pooled)
{
    if ((size_t)list->count < list->room)
        list->blocks[list->count] = (struct sl_block){what, size, pooled};
    list->count++;
}

static bool
has_weakrefs(const struct instance_of *o)
{
    return o->kind != SL_WAY_SLOTS && o->kind != SL_WAY_HYBRID;
}

/* The words for __dict__ and __weakref__, wherever they are. */
static size_t
extra_words(const struct instance_of *o)
{
    bool dict = has_dict(o), weakrefs = has_weakrefs(o);

    switch (o->release->front) {
    case SL_FRONT_NONE: return (size_t)dict + weakrefs;
    case SL_FRONT_DICT: return 2 * (size_t)dict + weakrefs;
    default: return dict || weakrefs ? 2 : 0;
    }
}

static size_t
bytes_of(const struct instance_of *o, const char *format)
{
    ptrdiff_t size = sl_calcsize(o->platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

/* What getsizeof says of it. */
static size_t
instance_bytes(const struct instance_of *o)
{
    size_t words = o->slots + extra_words(o), size;

    if (o->kind == SL_WAY_CLASSIC)
        words = 3;
    size = bytes_of(o, SL_OBJECT_FORMAT) + words * o->pointer;
    if (words > 0 || o->release->gc_always)
        size += bytes_of(o, o->platform->gc_head);
    return size;
}

static size_t
dict_bytes(const struct instance_of *o)
{
    return bytes_of(o, o->platform->gc_head) + bytes_of(o, o->release->dict);
}

static size_t
usable_places(size_t places)
{
    return places * 2 / 3;
}

/* A table of its own, with keys and values. */
static size_t
table_bytes(const struct instance_of *o, size_t places)
{
    size_t cell = places <= 128 ? 1 : places <= 32768 ? 2 : 4;
    size_t words = o->release->string_entries ? 2 : 3;

    if (o->release->keys == NULL)
        return places * bytes_of(o, SL_DICT_ENTRY_FORMAT);
    return bytes_of(o, o->release->keys) + places * cell +
           usable_places(places) * words * o->pointer;
}

static size_t
places_wanted(const struct instance_of *o, size_t wanted)
{
    size_t places = 8;

    if (o->release->round_slip)
        wanted = ((wanted | 8) - 1) | 7;
    while (places < wanted || (o->release->round_slip && places == wanted))
        places *= 2;
    return places;
}

/* The places of a table made for SERVED keys, when it has so many KEYS. */
static size_t
places_from(const struct instance_of *o, size_t served, size_t keys)
{
    size_t places = places_wanted(o, 3 * served);

    while (usable_places(places) < keys) {
        bool half = o->release->growth == SL_GROWTH_HALF;
        size_t used = usable_places(places);

        places = places_wanted(o, half ? 2 * used + places / 2 : 3 * used);
    }
    return places;
}

size_t
sl_table_bytes(const struct sl_platform *platform, size_t keys)
{
    struct instance_of o = instance_of(platform, SL_WAY_PLAIN, keys, 0);
    size_t places;

    if (o.release->values == SL_VALUES_IN_TABLE) {
        places = sl_dict_places(keys);
        return places > SL_DICT_SMALL ? table_bytes(&o, places) : 0;
    }
    return table_bytes(&o, places_from(&o, 0, keys));
}

static size_t
shared_places(size_t keys)
{
    size_t places = 8;

    while (usable_places(places) < keys)
        places *= 2;
    return places;
}

size_t
sl_shared_table_bytes(const struct sl_platform *platform, size_t attributes)
{
    struct instance_of o = instance_of(platform, SL_WAY_PLAIN, attributes, 0);

    if (o.release->values != SL_VALUES_SHARED)
        return 0;
    return table_bytes(&o, shared_places(attributes));
}

enum { SHARED_MOST = 30 };

struct shared_keys {
    size_t keys;  /* of the class, after the instance has got its attributes */
    size_t room;  /* for values in the instance */
    size_t given; /* places, known or free, that its dictionary is said to have */
};

static struct shared_keys
shared_keys(const struct instance_of *o)
{
    bool early = o->release->values == SL_VALUES_INLINE;
    struct shared_keys s = {0, 0, 0};
    size_t spare;

    if (o->release->keys_of_source && o->kind != SL_WAY_PLAIN_OUTSIDE)
        s.keys = o->slots + o->rest;
    if (s.keys > SHARED_MOST)
        s.keys = SHARED_MOST;
    spare = SHARED_MOST - s.keys;
    for (size_t i = 0; i < o->nth && i < SETTLED; i++) {
        size_t before = s.keys + spare;

        spare -= spare > 1;
        s.given = s.keys + spare;
        s.room = early ? before : s.given;
        while (s.keys < o->rest && spare > 0)
            s.keys++, spare--;
    }
    return s;
}

static size_t
values_bytes(const struct instance_of *o, size_t room)
{
    if (o->release->values == SL_VALUES_INLINE)
        return (1 + room) * o->pointer + sl_round_up(room, o->pointer);
    return room * o->pointer + sl_round_up(room + 2, o->pointer);
}

/* Of the numbers from 0 to LAST, written in decimal, the one that follows N in the
   order of the alphabet; LAST + 1 at the end. */
static size_t
next_in_alphabet(size_t n, size_t last)
{
    if (n == 0)
        return 1;
    if (n <= last / 10)
        return n * 10;
    while (n % 10 == 9 || n == last)
        n /= 10;
    return n == 0 ? last + 1 : n + 1;
}

static bool
is_known(const struct instance_of *o, size_t attribute)
{
    size_t last = o->slots + o->rest - 1, n = 0;

    for (size_t i = 0; i < SHARED_MOST && n <= last; i++) {
        if (n == attribute)
            return true;
        n = next_in_alphabet(n, last);
    }
    return false;
}

/* How many attributes are set before the first that has no shared key. */
static size_t
served_keys(const struct instance_of *o, size_t keys)
{
    size_t served = 0;

    if (!o->release->keys_of_source || o->kind == SL_WAY_PLAIN_OUTSIDE)
        return o->rest < keys ? o->rest : keys;
    while (served < o->rest && is_known(o, o->slots + served))
        served++;
    return served;
}

static void
apart_in_table(const struct instance_of *o, struct block_list *list)
{
    size_t places = sl_dict_places(o->rest);

    add_block(list, "instance", instance_bytes(o), true);
    if (o->rest == 0 && o->kind != SL_WAY_PLAIN_LOOKED && o->kind != SL_WAY_CLASSIC)
        return;
    add_block(list, "dictionary", dict_bytes(o), true);
    if (places > SL_DICT_SMALL)
        add_block(list, "table", table_bytes(o, places), false);
}

static void
apart_shared(const struct instance_of *o, struct block_list *list)
{
    add_block(list, "instance", instance_bytes(o), true);
    if (o->rest == 0 && o->kind != SL_WAY_PLAIN_LOOKED)
        return;
    add_block(list, "dictionary", dict_bytes(o), true);
    add_block(list, "values", usable_places(shared_places(o->rest)) * o->pointer,
              true);
}

static void
apart_values(const struct instance_of *o, struct block_list *list)
{
    bool behind = o->release->values == SL_VALUES_INLINE;
    struct shared_keys s = shared_keys(o);
    size_t served = served_keys(o, s.keys), values = values_bytes(o, s.room);

    add_block(list, "instance", instance_bytes(o) + (behind ? values : 0), true);
    if (served < o->rest) {
        add_block(list, "dictionary", dict_bytes(o), true);
        add_block(list, "table", table_bytes(o, places_from(o, served, o->rest)),
                  true);
        return;
    }
    if (!behind)
        add_block(list, "values", values, true);
    if (o->kind == SL_WAY_PLAIN_LOOKED)
        add_block(list, "dictionary", dict_bytes(o), true);
}

static bool
has_slipped(const struct instance_of *o)
{
    return o->release->hybrid_slip && o->kind == SL_WAY_HYBRID && o->slots > 0;
}

static void
apart_slipped(const struct instance_of *o, struct block_list *list)
{
    add_block(list, "instance", instance_bytes(o), true);
    if (o->rest == 0)
        return;
    add_block(list, "dictionary", dict_bytes(o), true);
    if (o->rest <= SHARED_MOST)
        add_block(list, "values", values_bytes(o, SHARED_MOST), true);
    else
        add_block(list, "table",
                  table_bytes(o, places_from(o, SHARED_MOST, o->rest)), true);
}

static void
take_apart(const struct instance_of *o, struct block_list *list)
{
    if (!has_dict(o))
        add_block(list, "instance", instance_bytes(o), true);
    else if (o->release->values == SL_VALUES_IN_TABLE)
        apart_in_table(o, list);
    else if (o->release->values == SL_VALUES_SHARED)
        apart_shared(o, list);
    else if (has_slipped(o))
        apart_slipped(o, list);
    else
        apart_values(o, list);
}

int
sl_heap_blocks(const struct sl_platform *platform, enum sl_way_kind kind,
               size_t attributes, size_t slots, struct sl_block *blocks,
               size_t room)
{
    struct instance_of o = instance_of(platform, kind, attributes, slots);
    struct block_list list = {blocks, room, 0};

    if (kind == SL_WAY_CLASSIC && o.release->values != SL_VALUES_IN_TABLE)
        return -1;
    take_apart(&o, &list);
    return list.count;
}

size_t
sl_heap_getsizeof(const struct sl_platform *platform, enum sl_way_kind kind,
                  size_t attributes, size_t slots)
{
    struct instance_of o = instance_of(platform, kind, attributes, slots);

    return instance_bytes(&o);
}

/* The values of an instance without a table, as getsizeof of its dictionary counts
   them. */
static size_t
counted_values(const struct instance_of *o)
{
    if (o->release->values == SL_VALUES_SHARED)
        return usable_places(shared_places(o->rest)) * o->pointer;
    if (has_slipped(o))
        return SHARED_MOST * o->pointer;
    return shared_keys(o).given * o->pointer;
}

size_t
sl_heap_dict_getsizeof(const struct sl_platform *platform, enum sl_way_kind kind,
                       size_t attributes, size_t slots)
{
    struct instance_of o = instance_of(platform, kind, attributes, slots);
    struct sl_block blocks[SL_BLOCKS_MOST];
    struct block_list list = {blocks, SL_BLOCKS_MOST, 0};

    if (!has_dict(&o))
        return 0;
    take_apart(&o, &list);
    for (int i = 0; i < list.count; i++)
        if (strcmp(blocks[i].what, "table") == 0)
            return dict_bytes(&o) + blocks[i].size;
    if (o.release->values == SL_VALUES_IN_TABLE)
        return dict_bytes(&o);
    return dict_bytes(&o) + counted_values(&o);
}

/* What the first instance leaves behind besides itself. */
static size_t
first_bytes(const struct instance_of *o)
{
    size_t size = 0, variables = 1, stack = o->rest > 0 ? 2 : 1;

    if (o->release->values == SL_VALUES_SHARED && shared_places(o->rest) > 8)
        size += sl_shared_table_bytes(o->platform, o->rest);
    if (o->release->frame != NULL)
        size += bytes_of(o, o->platform->gc_head) + bytes_of(o, o->release->frame) +
                (variables + stack) * o->pointer;
    return size;
}

size_t
sl_heap_sequence(const struct sl_platform *platform, size_t attributes, size_t nth)
{
    struct instance_of o = instance_of(platform, SL_WAY_PLAIN, attributes, 0);
    struct sl_block blocks[SL_BLOCKS_MOST];
    struct block_list list = {blocks, SL_BLOCKS_MOST, 0};
    size_t size;

    assert(nth > 0);
    o.nth = nth;
    take_apart(&o, &list);
    size = nth == 1 ? first_bytes(&o) : 0;
    for (int i = 0; i < list.count; i++)
        size += blocks[i].size;
    return size;
}

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The head of a pool. */
struct heap_pool {
    struct heap_pool *next,
        *previous;    /* pools of that size with room; spare ones */
    void *given_back; /* a list of blocks, or NULL */
    uint32_t size;    /* of a block */
    uint32_t used;    /* blocks */
    uint32_t fresh;   /* where the untouched part begins */
};

struct heap_arena {
    char *memory;            /* as the source gave it */
    char *first;             /* pool: they lie at multiples of their size */
    size_t pools;            /* there is room for so many, */
    size_t fresh;            /* so many have been handed out, */
    size_t used;             /* so many are in use */
    struct heap_pool *spare; /* and these came back */
    struct heap_arena *next, *previous; /* with room */
    uint16_t *asked; /* with an audit, by step: bytes asked for */
};

enum { HEAP_SIZES = 64 };

struct sl_heap {
    struct sl_heap_design design;
    struct sl_allocator source;
    bool audit;
    struct heap_arena **arenas;         /* by address */
    size_t count, room;                 /* of arenas; of that array */
    struct heap_arena *roomy;           /* those with room for a pool */
    struct heap_pool *open[HEAP_SIZES]; /* by size: pools with room for a block */
    size_t pools[HEAP_SIZES], blocks[HEAP_SIZES];
    size_t requested, large, large_bytes, bookkeeping; /* bytes, but for large */
};

/* The arena that BLOCK lies in; NULL: a large block. */
static struct heap_arena *
arena_of(const struct sl_heap *heap, const void *block)
{
    uintptr_t address = (uintptr_t)block;
    size_t low = 0, high = heap->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if ((uintptr_t)heap->arenas[middle]->memory <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 ||
        address - (uintptr_t)heap->arenas[low - 1]->memory >= heap->design.arena)
        return NULL;
    return heap->arenas[low - 1];
}

static struct heap_pool *
pool_of(const struct sl_heap *heap, void *block)
{
    size_t offset = (uintptr_t)block & (heap->design.pool - 1);

    return (struct heap_pool *)(void *)((char *)block - offset);
}

static void *
heap_memory(struct sl_heap *heap, size_t size)
{
    void *memory = heap->source.resize(heap->source.context, NULL, size);

    if (memory != NULL)
        heap->bookkeeping += size;
    return memory;
}

static void
heap_memory_end(struct sl_heap *heap, void *memory, size_t size)
{
    if (memory == NULL)
        return;
    heap->source.resize(heap->source.context, memory, 0);
    heap->bookkeeping -= size;
}

static bool
room_for_arena(struct sl_heap *heap)
{
    size_t room = heap->room == 0 ? 16 : 2 * heap->room;
    struct heap_arena **arenas;

    if (heap->count < heap->room)
        return true;
    arenas = heap_memory(heap, room * sizeof(struct heap_arena *));
    if (arenas == NULL)
        return false;
    if (heap->count > 0)
        memcpy(arenas, heap->arenas, heap->count * sizeof(struct heap_arena *));
    heap_memory_end(heap, heap->arenas, heap->room * sizeof(struct heap_arena *));
    heap->arenas = arenas;
    heap->room = room;
    return true;
}

static void
arena_link(struct sl_heap *heap, struct heap_arena *arena)
{
    arena->previous = NULL;
    arena->next = heap->roomy;
    if (arena->next != NULL)
        arena->next->previous = arena;
    heap->roomy = arena;
}

static void
arena_unlink(struct sl_heap *heap, struct heap_arena *arena)
{
    if (arena->previous != NULL)
        arena->previous->next = arena->next;
    else
        heap->roomy = arena->next;
    if (arena->next != NULL)
        arena->next->previous = arena->previous;
}

/* Fills in ARENA and its memory: false, with nothing taken, where there is none. */
static bool
arena_begin(struct sl_heap *heap, struct heap_arena *arena)
{
    const struct sl_heap_design *design = &heap->design;
    size_t lost, audited = design->arena / design->step * sizeof(uint16_t);

    arena->memory = heap->source.resize(heap->source.context, NULL, design->arena);
    if (arena->memory == NULL)
        return false;
    arena->asked = heap->audit ? heap_memory(heap, audited) : NULL;
    if (heap->audit && arena->asked == NULL) {
        heap->source.resize(heap->source.context, arena->memory, 0);
        return false;
    }
    lost = -(uintptr_t)arena->memory & (design->pool - 1);
    arena->first = arena->memory + lost;
    arena->pools = (design->arena - lost) / design->pool;
    return true;
}

static struct heap_arena *
arena_new(struct sl_heap *heap)
{
    struct heap_arena *arena = heap_memory(heap, sizeof *arena);
    size_t at = heap->count;

    if (arena == NULL)
        return NULL;
    *arena = (struct heap_arena){0};
    if (!room_for_arena(heap) || !arena_begin(heap, arena)) {
        heap_memory_end(heap, arena, sizeof *arena);
        return NULL;
    }
    for (; at > 0 &&
           (uintptr_t)heap->arenas[at - 1]->memory > (uintptr_t)arena->memory;
         at--)
        heap->arenas[at] = heap->arenas[at - 1];
    heap->arenas[at] = arena;
    heap->count++;
    arena_link(heap, arena);
    return arena;
}

static void
arena_end(struct sl_heap *heap, struct heap_arena *arena)
{
    const struct sl_heap_design *design = &heap->design;
    size_t at = 0;

    while (heap->arenas[at] != arena)
        at++;
    heap->count--;
    memmove(&heap->arenas[at], &heap->arenas[at + 1],
            (heap->count - at) * sizeof(struct heap_arena *));
    heap->source.resize(heap->source.context, arena->memory, 0);
    heap_memory_end(heap, arena->asked,
                    design->arena / design->step * sizeof(uint16_t));
    heap_memory_end(heap, arena, sizeof *arena);
}

static struct heap_pool **
pools_like(struct sl_heap *heap, const struct heap_pool *pool)
{
    return &heap->open[pool->size / heap->design.step - 1];
}

static void
pool_link(struct sl_heap *heap, struct heap_pool *pool)
{
    struct heap_pool **list = pools_like(heap, pool);

    pool->previous = NULL;
    pool->next = *list;
    if (pool->next != NULL)
        pool->next->previous = pool;
    *list = pool;
}

static void
pool_unlink(struct sl_heap *heap, struct heap_pool *pool)
{
    if (pool->previous != NULL)
        pool->previous->next = pool->next;
    else
        *pools_like(heap, pool) = pool->next;
    if (pool->next != NULL)
        pool->next->previous = pool->previous;
}

static struct heap_pool *
pool_new(struct sl_heap *heap, size_t size)
{
    struct heap_arena *arena = heap->roomy != NULL ? heap->roomy : arena_new(heap);
    struct heap_pool *pool;

    if (arena == NULL)
        return NULL;
    pool = arena->spare;
    if (pool != NULL)
        arena->spare = pool->next;
    else
        pool = (struct heap_pool *)(void *)(arena->first +
                                            arena->fresh++ * heap->design.pool);
    if (++arena->used == arena->pools)
        arena_unlink(heap, arena);
    *pool = (struct heap_pool){.size = (uint32_t)size,
                               .fresh = (uint32_t)heap->design.head};
    heap->pools[size / heap->design.step - 1]++;
    pool_link(heap, pool);
    return pool;
}

static void
pool_end(struct sl_heap *heap, struct heap_arena *arena, struct heap_pool *pool)
{
    heap->pools[pool->size / heap->design.step - 1]--;
    pool->next = arena->spare;
    arena->spare = pool;
    if (arena->used-- == arena->pools)
        arena_link(heap, arena);
    if (arena->used > 0)
        return;
    arena_unlink(heap, arena);
    arena_end(heap, arena);
}

/* Blocks of SIZE in a pool. */
static size_t
blocks_in_pool(const struct sl_heap_design *design, size_t size)
{
    return (design->pool - design->head) / size;
}

/* Where an audit writes down what was asked for BLOCK. */
static uint16_t *
asked_for(const struct sl_heap *heap, const struct heap_arena *arena,
          const void *block)
{
    size_t offset = (uintptr_t)block - (uintptr_t)arena->memory;

    return &arena->asked[offset / heap->design.step];
}

static void *
block_new(struct sl_heap *heap, size_t requested)
{
    size_t size = sl_round_up(requested, heap->design.step);
    size_t which = size / heap->design.step - 1;
    struct heap_pool *pool = heap->open[which];
    void *block;

    if (pool == NULL && (pool = pool_new(heap, size)) == NULL)
        return NULL;
    block = pool->given_back;
    if (block != NULL) {
        memcpy(&pool->given_back, block, sizeof(void *));
    } else {
        block = (char *)pool + pool->fresh;
        pool->fresh += pool->size;
    }
    if (++pool->used == blocks_in_pool(&heap->design, size))
        pool_unlink(heap, pool);
    heap->blocks[which]++;
    if (heap->audit) {
        *asked_for(heap, arena_of(heap, block), block) = (uint16_t)requested;
        heap->requested += requested;
    }
    return block;
}

static void
block_end(struct sl_heap *heap, struct heap_arena *arena, void *block)
{
    struct heap_pool *pool = pool_of(heap, block);

    assert(pool->used > 0);
    if (heap->audit)
        heap->requested -= *asked_for(heap, arena, block);
    heap->blocks[pool->size / heap->design.step - 1]--;
    if (pool->used == blocks_in_pool(&heap->design, pool->size))
        pool_link(heap, pool);
    memcpy(block, &pool->given_back, sizeof(void *));
    pool->given_back = block;
    if (--pool->used > 0)
        return;
    pool_unlink(heap, pool);
    pool_end(heap, arena, pool);
}

union large_head {
    size_t size;
    max_align_t align;
};

static void *
large_new(struct sl_heap *heap, size_t size)
{
    size_t head = heap->audit ? sizeof(union large_head) : 0;
    union large_head *block;

    if (size > SL_SIZE_LIMIT - head)
        return NULL;
    block = heap->source.resize(heap->source.context, NULL, head + size);
    if (block == NULL)
        return NULL;
    heap->large++;
    if (!heap->audit)
        return block;
    block->size = size;
    heap->large_bytes += size;
    return block + 1;
}

static void
large_end(struct sl_heap *heap, void *block)
{
    union large_head *head = block;

    heap->large--;
    if (heap->audit)
        heap->large_bytes -= (--head)->size;
    heap->source.resize(heap->source.context, head, 0);
}

static void *
heap_resize(void *context, void *block, size_t size)
{
    struct sl_heap *heap = context;
    struct heap_arena *arena;

    assert(block == NULL || size == 0);
    if (block == NULL && size == 0)
        return NULL;
    if (block == NULL)
        return size > heap->design.limit ? large_new(heap, size)
                                         : block_new(heap, size);
    arena = arena_of(heap, block);
    if (arena != NULL)
        block_end(heap, arena, block);
    else
        large_end(heap, block);
    return NULL;
}

struct sl_allocator
sl_heap_allocator(struct sl_heap *heap)
{
    return (struct sl_allocator){heap_resize, heap};
}

static void *
heap_libc(void *context, void *block, size_t size)
{
    (void)context;
    if (size > 0)
        return malloc(size);
    free(block);
    return NULL;
}

struct sl_heap *
sl_heap_new(const struct sl_heap_design *design, const struct sl_allocator *source,
            bool audit, struct sl_error *error)
{
    static const struct sl_allocator libc = {heap_libc, NULL};
    const struct sl_allocator *from = source != NULL ? source : &libc;
    struct sl_heap *heap;

    assert(design->limit <= HEAP_SIZES * design->step);
    assert(design->step >= sizeof(void *) && design->pool <= UINT16_MAX + 1);
    assert(design->head >= sizeof(struct heap_pool));
    heap = from->resize(from->context, NULL, sizeof *heap);
    if (heap == NULL) {
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
        return NULL;
    }
    *heap = (struct sl_heap){.design = *design, .source = *from, .audit = audit};
    return heap;
}

size_t
sl_heap_free(struct sl_heap *heap)
{
    struct sl_allocator source = heap->source;
    size_t left = heap->large;

    for (size_t i = 0; i < HEAP_SIZES; i++)
        left += heap->blocks[i];
    while (heap->count > 0)
        arena_end(heap, heap->arenas[heap->count - 1]);
    heap_memory_end(heap, heap->arenas, heap->room * sizeof(struct heap_arena *));
    source.resize(source.context, heap, 0);
    return left;
}

struct sl_heap_stats
sl_heap_stats_of(const struct sl_heap *heap)
{
    const struct sl_heap_design *design = &heap->design;
    struct sl_heap_stats s = {.requested = heap->requested,
                              .arenas = heap->count,
                              .large = heap->large,
                              .large_bytes = heap->large_bytes,
                              .bookkeeping = heap->bookkeeping};

    for (size_t i = 0; i < design->limit / design->step; i++) {
        size_t size = (i + 1) * design->step;
        size_t there = heap->pools[i] * blocks_in_pool(design, size);

        s.blocks += heap->blocks[i];
        s.rounded += heap->blocks[i] * size;
        s.free += (there - heap->blocks[i]) * size;
        s.pools += heap->pools[i];
        s.pool_overhead += heap->pools[i] * design->pool - there * size;
    }
    s.arena_overhead = s.arenas * design->arena - s.pools * design->pool;
    return s;
}

#include <assert.h>

struct sl_heap_design
sl_heap_design_of(const struct sl_platform *platform)
{
    enum { KIB = 1024 };
    size_t pointer = platform->abi->pointer.size;
    bool wide = pointer == 8, large = wide && platform->release->large_pools;

    return (struct sl_heap_design){.step = 2 * pointer,
                                   .limit = 512,
                                   .pool = large ? 16 * KIB : 4 * KIB,
                                   .head = wide ? 48 : 32,
                                   .arena = large ? 1024 * KIB : 256 * KIB};
}

static double
resident_bytes(const struct sl_platform *platform, const struct sl_block *block)
{
    struct sl_heap_design design = sl_heap_design_of(platform);
    size_t size = sl_round_up(block->size, design.step);

    if (block->pooled && block->size <= design.limit)
        return (double)design.pool / (double)((design.pool - design.head) / size);
    return (double)sl_round_up(block->size + platform->abi->pointer.size, 16);
}

static void
add_cost(struct sl_heap_cost *cost, const struct sl_platform *platform,
         const struct sl_block *block)
{
    struct sl_heap_design design = sl_heap_design_of(platform);

    cost->requested += block->size;
    cost->resident += resident_bytes(platform, block);
    cost->blocks++;
    if (block->pooled && block->size <= design.limit)
        cost->pymalloc += sl_round_up(block->size, design.step);
}

int
sl_heap_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
              size_t attributes, size_t slots, struct sl_heap_cost *out,
              struct sl_error *error)
{
    struct sl_block blocks[SL_BLOCKS_MOST];
    int count =
        sl_heap_blocks(platform, kind, attributes, slots, blocks, SL_BLOCKS_MOST);

    if (count < 0)
        return sl_fail(error, SL_VALUE_ERROR, "CPython %s has no old-style classes",
                       platform->version);
    *out = (struct sl_heap_cost){
        .getsizeof = sl_heap_getsizeof(platform, kind, attributes, slots),
        .dict_getsizeof =
            sl_heap_dict_getsizeof(platform, kind, attributes, slots)};
    for (int i = 0; i < count; i++)
        add_cost(out, platform, &blocks[i]);
    return 0;
}

/* What classes cost in a series where a pointer has so many bytes. */
struct class_row {
    unsigned char major, minor, pointer;
    size_t plain, slots;      /* the fixed sums */
    const char *descr, *item; /* formats: of a slot's descriptor, of its line */
    const char *tuple;        /* of a tuple without items */
    const char *type;         /* of the type; NULL: in the fixed sum */
};

#define DESCR_27 "nP3P" /* type, name, the line in the type */
#define DESCR_3 "nP4P"  /* and the qualified name */
#define MEMBER "5P"     /* name, kind, offset, flags, documentation */
#define TYPE_27 "nPn106P"
static const struct class_row class_rows[] = {
    {2, 7, 8, 467, 304, DESCR_27, MEMBER, "nPn", TYPE_27},
    {3, 6, 8, 1469, 1309, DESCR_3, MEMBER, "nPn", NULL},
    {3, 7, 8, 1469, 1309, DESCR_3, MEMBER, "nPn", NULL},
    {3, 8, 8, 1373, 1245, DESCR_3, MEMBER, "nPn", NULL},
    {3, 9, 8, 1373, 1245, DESCR_3, MEMBER, "nPn", NULL},
    {3, 10, 8, 1381, 1253, DESCR_3, MEMBER, "nPn", NULL},
    {3, 11, 8, 2173, 1277, DESCR_3, MEMBER, "nPn", NULL},
    {3, 12, 8, 2189, 1293, DESCR_3, MEMBER, "nPn", NULL},
    {3, 13, 8, 2197, 1301, DESCR_3, MEMBER, "nPn", NULL},
    {3, 14, 8, 2221, 1325, DESCR_3, MEMBER, "nPnn", NULL},
    {3, 15, 8, 2101, 1333, DESCR_3, MEMBER, "nPnn", NULL},
    {2, 7, 4, 240, 128, DESCR_27, MEMBER, "nPn", TYPE_27},
    {3, 9, 4, 695, 631, DESCR_3, MEMBER, "nPn", NULL},
    {3, 11, 4, 1133, 649, DESCR_3, MEMBER, "nPn", NULL},
    {3, 13, 4, 1145, 661, DESCR_3, MEMBER, "nPn", NULL},
    {3, 14, 4, 1157, 673, DESCR_3, MEMBER, "nPnn", NULL},
};

static const struct class_row *
class_row_of(const struct sl_platform *platform)
{
    const struct sl_release *release = platform->release;
    const struct class_row *row = class_rows;

    while (row->major != release->major || row->minor != release->minor ||
           row->pointer != platform->abi->pointer.size)
        row++;
    return row;
}

static size_t
laid_out(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

/* What a block of a class counts: as asked for or, in CPython 2.7, as paid. */
static double
counted(const struct sl_platform *platform, size_t size, bool pooled)
{
    struct sl_block block = {"", size, pooled};

    if (class_row_of(platform)->type == NULL || size == 0)
        return (double)size;
    return resident_bytes(platform, &block);
}

/* What follows a rule of a class with so many SLOTS. */
static double
class_parts(const struct sl_platform *platform, size_t slots)
{
    const struct class_row *row = class_row_of(platform);
    size_t gc = laid_out(platform, platform->gc_head);
    size_t type = slots * laid_out(platform, row->item);
    double bytes = counted(platform, sl_table_bytes(platform, slots + 3), false);

    if (row->type != NULL) {
        type += gc + laid_out(platform, row->type);
        bytes += counted(platform, gc + laid_out(platform, platform->release->dict),
                         true);
    }
    bytes += counted(platform, type, false);
    if (slots == 0)
        return bytes;
    bytes += counted(platform,
                     gc + laid_out(platform, row->tuple) +
                         slots * platform->abi->pointer.size,
                     true);
    return bytes + (double)slots *
                       counted(platform, gc + laid_out(platform, row->descr), true);
}

size_t
sl_class_bytes(const struct sl_platform *platform, enum sl_way_kind kind,
               size_t attributes)
{
    const struct class_row *row = class_row_of(platform);

    assert(kind == SL_WAY_PLAIN || kind == SL_WAY_SLOTS);
    if (kind == SL_WAY_SLOTS)
        return row->slots + (size_t)(class_parts(platform, attributes) + 0.5);
    return row->plain + (size_t)(class_parts(platform, 0) + 0.5) +
           sl_shared_table_bytes(platform, attributes);
}

static double
plain_bytes(const struct sl_platform *platform, size_t attributes, size_t nth)
{
    struct sl_heap_cost cost;

    if (platform->release->values == SL_VALUES_IN_TABLE) {
        sl_heap_bytes(platform, SL_WAY_PLAIN, attributes, 0, &cost, NULL);
        return cost.resident;
    }
    if (nth == 1 && platform->release->values == SL_VALUES_SHARED)
        nth = 2;
    return (double)sl_heap_sequence(platform, attributes, nth);
}

size_t
sl_heap_break_even(const struct sl_platform *platform, size_t attributes)
{
    double plain = (double)sl_class_bytes(platform, SL_WAY_PLAIN, attributes);
    double slots = (double)sl_class_bytes(platform, SL_WAY_SLOTS, attributes);
    bool paid = platform->release->values == SL_VALUES_IN_TABLE;
    struct sl_heap_cost cost;
    size_t count = 0;

    sl_heap_bytes(platform, SL_WAY_SLOTS, attributes, 0, &cost, NULL);
    while (slots > plain) {
        plain += plain_bytes(platform, attributes, ++count);
        slots += paid ? cost.resident : (double)cost.requested;
    }
    return count;
}

#include <assert.h>

size_t
sl_weigh(const struct sl_platform *platform, enum sl_scales scales,
         enum sl_way_kind kind, size_t attributes, size_t slots)
{
    struct sl_heap_cost cost = {0};
    int result = sl_heap_bytes(platform, kind, attributes, slots, &cost, NULL);

    assert(result == 0);
    (void)result;
    return scales == SL_BY_HEAP ? cost.requested
                                : cost.getsizeof + cost.dict_getsizeof;
}

size_t
sl_price(const struct sl_platform *platform, enum sl_scales scales,
         size_t attributes)
{
    size_t plain = sl_weigh(platform, scales, SL_WAY_PLAIN, attributes, 0);
    size_t slots = sl_weigh(platform, scales, SL_WAY_SLOTS, attributes, 0);

    assert(plain >= slots);
    return (plain - slots) / platform->abi->pointer.size;
}

size_t
sl_breakpoints(const struct sl_platform *platform, enum sl_scales scales,
               size_t most, size_t *breaks, size_t room)
{
    size_t count = 0, two = 2 * platform->abi->pointer.size;

    for (size_t n = 1; n <= most; n++) {
        size_t now = sl_weigh(platform, scales, SL_WAY_PLAIN, n, 0);
        size_t then = sl_weigh(platform, scales, SL_WAY_PLAIN, n + 1, 0);

        if (then <= now + two)
            continue;
        if (count < room)
            breaks[count] = n;
        count++;
    }
    return count;
}

long
sl_hybrid_saved(const struct sl_platform *platform, enum sl_scales scales,
                size_t attributes, size_t slots)
{
    return (long)sl_weigh(platform, scales, SL_WAY_PLAIN, attributes, 0) -
           (long)sl_weigh(platform, scales, SL_WAY_HYBRID, attributes, slots);
}

#include <assert.h>
#include <string.h>

/* How many entries belong to so many PLACES of an index. */
static size_t
keys_usable(size_t places)
{
    return places * 2 / 3;
}

/* The exponent of the size of a cell, of so many PLACES. */
static unsigned char
cell_exponent(size_t places)
{
    if (places <= 0x80)
        return 0;
    if (places <= 0x8000)
        return 1;
    return places / 2 <= 0x40000000 ? 2 : 3;
}

static size_t
format_bytes(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

size_t
sl_keys_sizeof(const struct sl_platform *platform, size_t places,
               enum sl_keys_kind kind)
{
    size_t words = kind == SL_KEYS_STRINGS ? 2 : 3;

    return format_bytes(platform, platform->release->keys) +
           (places << cell_exponent(places)) +
           keys_usable(places) * words * platform->abi->pointer.size;
}

enum { CELL_EMPTY = -1, CELL_DELETED = -2 };

static ptrdiff_t
cell_get(const struct sl_keys *keys, size_t place)
{
    const char *index = (const char *)keys + keys->head;

    switch (keys->log2cell) {
    case 0: return ((const int8_t *)index)[place];
    case 1: return ((const int16_t *)(const void *)index)[place];
    case 2: return ((const int32_t *)(const void *)index)[place];
    default: return (ptrdiff_t)((const int64_t *)(const void *)index)[place];
    }
}

static void
cell_set(struct sl_keys *keys, size_t place, ptrdiff_t entry)
{
    char *index = (char *)keys + keys->head;

    switch (keys->log2cell) {
    case 0: ((int8_t *)index)[place] = (int8_t)entry; break;
    case 1: ((int16_t *)(void *)index)[place] = (int16_t)entry; break;
    case 2: ((int32_t *)(void *)index)[place] = (int32_t)entry; break;
    default: ((int64_t *)(void *)index)[place] = entry; break;
    }
}

static size_t
places_of(const struct sl_keys *keys)
{
    return keys == NULL ? 0 : (size_t)1 << keys->log2size;
}

static void *
entries_of(const struct sl_keys *keys)
{
    return (char *)(uintptr_t)keys + keys->head +
           (places_of(keys) << keys->log2cell);
}

static struct sl_object **
key_at(const struct sl_keys *keys, size_t i)
{
    if (keys->kind == SL_KEYS_STRINGS)
        return &((struct sl_string_entry *)entries_of(keys))[i].key;
    return &((struct sl_dict_entry *)entries_of(keys))[i].key;
}

static struct sl_object **
entry_value(const struct sl_keys *keys, size_t i)
{
    if (keys->kind == SL_KEYS_STRINGS)
        return &((struct sl_string_entry *)entries_of(keys))[i].value;
    return &((struct sl_dict_entry *)entries_of(keys))[i].value;
}

static long
hash_at(const struct sl_keys *keys, size_t i)
{
    if (keys->kind == SL_KEYS_STRINGS)
        return sl_hash(*key_at(keys, i), NULL);
    return (long)((struct sl_dict_entry *)entries_of(keys))[i].hash;
}

static struct sl_object **
value_at(const struct sl_compact *d, size_t i)
{
    if (d->values != NULL)
        return sl_values_at(d, i);
    return entry_value(d->keys, i);
}

struct sl_keys *
sl_keys_new(struct sl_interp *interp, size_t places, enum sl_keys_kind kind,
            struct sl_error *error)
{
    struct sl_platform here = *interp->platform;
    struct sl_keys *keys;

    here.abi = &sl_host;
    if (places > SL_SIZE_LIMIT / 64) {
        sl_fail(error, SL_MEMORY_ERROR, "%s", "");
        return NULL;
    }
    keys = sl_memory_new(interp, sl_keys_sizeof(&here, places, kind), error);
    if (keys == NULL)
        return NULL;
    *keys = (struct sl_keys){.users = 1, .kind = (unsigned char)kind};
    keys->log2cell = cell_exponent(places);
    keys->head = (unsigned int)format_bytes(&here, here.release->keys);
    keys->free = keys_usable(places);
    while (places_of(keys) < places)
        keys->log2size++;
    memset((char *)keys + keys->head, 0xFF, places << keys->log2cell);
    return keys;
}

void
sl_keys_release(struct sl_interp *interp, struct sl_keys *keys)
{
    if (keys == NULL || --keys->users > 0)
        return;
    for (size_t i = 0; i < keys->filled; i++) {
        sl_decref(*key_at(keys, i));
        sl_decref(*entry_value(keys, i));
    }
    sl_memory_free(interp, keys);
}

/* A walk over the places of an index where a key can be. */
struct cells_walk {
    size_t place, step, perturb;
};

static struct cells_walk
cells_first(const struct sl_keys *keys, long hash)
{
    size_t h = (size_t)hash;

    return (struct cells_walk){h & (places_of(keys) - 1), h, h};
}

static void
cells_next(struct cells_walk *walk, const struct sl_keys *keys)
{
    walk->step = walk->step * 5 + walk->perturb + 1;
    walk->perturb >>= 5;
    walk->place = walk->step & (places_of(keys) - 1);
}

/* What a search comes to, where it is not the number of an entry. */
enum { FIND_ABSENT = -1, FIND_FAILED = -2, FIND_AGAIN = -3 };

static bool
key_is_str(const struct sl_object *o)
{
    return o->type == &o->type->interp->types[SL_STR];
}

/* I if the key of entry I equals KEY, or FIND_ABSENT, _FAILED or _AGAIN. */
static ptrdiff_t
compare_entry(struct sl_compact *d, size_t i, struct sl_object *key,
              struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_object *present = sl_incref(*key_at(d->keys, i));
    struct sl_keys *keys = d->keys;
    uint64_t version = d->version;
    int equal;

    keys->users++;
    equal = sl_equal(present, key, error);
    sl_decref(present);
    sl_keys_release(interp, keys);
    if (equal < 0)
        return FIND_FAILED;
    if (d->version != version)
        return FIND_AGAIN;
    return equal ? (ptrdiff_t)i : FIND_ABSENT;
}

static ptrdiff_t
key_find_once(struct sl_compact *d, struct sl_object *key, long hash,
              struct sl_error *error)
{
    const struct sl_keys *keys = d->keys;
    struct cells_walk walk = cells_first(keys, hash);
    ptrdiff_t i, found;

    for (; (i = cell_get(keys, walk.place)) != CELL_EMPTY;
         cells_next(&walk, keys)) {
        if (i >= 0 && *key_at(keys, (size_t)i) == key)
            return i;
        if (i < 0 || hash_at(keys, (size_t)i) != hash)
            continue;
        found = compare_entry(d, (size_t)i, key, error);
        if (found != FIND_ABSENT)
            return found;
    }
    return FIND_ABSENT;
}

#define FIND_PATIENCE 1000

/* The number of KEY's entry; FIND_ABSENT, or FIND_FAILED with ERROR set. */
static ptrdiff_t
key_find(struct sl_compact *d, struct sl_object *key, long hash,
         struct sl_error *error)
{
    ptrdiff_t found = FIND_AGAIN;

    for (int patience = FIND_PATIENCE; found == FIND_AGAIN; patience--) {
        if (patience < 0) {
            sl_fail(error, SL_RUNTIME_ERROR,
                    "dictionary keeps changing while it is searched");
            return FIND_FAILED;
        }
        found = d->keys == NULL ? FIND_ABSENT : key_find_once(d, key, hash, error);
    }
    if (found >= 0 && *value_at(d, (size_t)found) == NULL)
        return FIND_ABSENT;
    return found;
}

ptrdiff_t
sl_keys_find(const struct sl_keys *keys, struct sl_object *key, long hash)
{
    struct cells_walk walk = cells_first(keys, hash);
    ptrdiff_t i;

    for (; (i = cell_get(keys, walk.place)) != CELL_EMPTY; cells_next(&walk, keys))
        if (i >= 0 && hash_at(keys, (size_t)i) == hash &&
            sl_equal(*key_at(keys, (size_t)i), key, NULL) == 1)
            return i;
    return -1;
}

void
sl_keys_strip(struct sl_keys *keys, struct sl_object **values)
{
    for (size_t i = 0; i < keys->filled; i++) {
        values[i] = *entry_value(keys, i);
        *entry_value(keys, i) = NULL;
    }
}

static size_t
places_asked(const struct sl_release *release, size_t used, size_t places)
{
    return release->growth == SL_GROWTH_HALF ? 2 * used + places / 2 : 3 * used;
}

/* The places of a table for which so many were ASKED for. */
static size_t
compact_places_for(const struct sl_release *release, size_t asked)
{
    size_t places = 8;

    if (release->round_slip)
        asked |= 8;
    while (places < asked)
        places *= 2;
    return places;
}

static size_t
places_to_hold(const struct sl_release *release, size_t keys)
{
    return compact_places_for(release, (keys * 3 + 1) / 2);
}

size_t
sl_compact_places(const struct sl_platform *platform, size_t keys)
{
    const struct sl_release *release = platform->release;
    size_t places = release->empty_table || keys > 0 ? 8 : 0, filled;

    assert(keys <= SL_SIZE_LIMIT / 64);
    while ((filled = keys_usable(places)) < keys)
        places = compact_places_for(release, places_asked(release, filled, places));
    return places;
}

/* What getsizeof adds up for a dictionary with such a table, or 0 PLACES. */
static size_t
dict_with(const struct sl_platform *platform, size_t places, enum sl_keys_kind kind)
{
    return format_bytes(platform, platform->gc_head) +
           format_bytes(platform, platform->release->dict) +
           (places == 0 ? 0 : sl_keys_sizeof(platform, places, kind));
}

size_t
sl_compact_sizeof(const struct sl_platform *platform, size_t keys, bool strings)
{
    return dict_with(platform, sl_compact_places(platform, keys),
                     strings && platform->release->string_entries ? SL_KEYS_STRINGS
                                                                  : SL_KEYS_ANY);
}

size_t
sl_compact_getsizeof(const struct sl_compact *d, const struct sl_platform *platform)
{
    size_t places = places_of(d->keys), values = 0;

    if (d->values != NULL) {
        values = sl_values_counted(d) * platform->abi->pointer.size;
        if (d->keys->users > 1)
            places = 0;
    }
    return values + dict_with(platform, places,
                              d->keys == NULL ? SL_KEYS_ANY
                                              : (enum sl_keys_kind)d->keys->kind);
}

void
sl_keys_append(struct sl_keys *keys, struct sl_object *key, long hash,
               struct sl_object *value)
{
    struct cells_walk walk = cells_first(keys, hash);
    size_t i = keys->filled++;

    while (cell_get(keys, walk.place) != CELL_EMPTY)
        cells_next(&walk, keys);
    cell_set(keys, walk.place, (ptrdiff_t)i);
    keys->free--;
    if (keys->kind == SL_KEYS_ANY)
        ((struct sl_dict_entry *)entries_of(keys))[i].hash = hash;
    *key_at(keys, i) = key;
    *entry_value(keys, i) = value;
}

/* The number of the entry at *PLACE or behind it, in order, and moves *PLACE
   behind it; -1 at the end. */
static ptrdiff_t
next_entry(const struct sl_compact *d, size_t *place)
{
    if (d->keys == NULL)
        return -1;
    if (d->values != NULL)
        return sl_values_next(d, place);
    while (*place < d->keys->filled)
        if (*entry_value(d->keys, (*place)++) != NULL)
            return (ptrdiff_t)*place - 1;
    return -1;
}

/* Gives D a block of its own of so many PLACES, with room for its keys. */
static int
keys_rebuild(struct sl_compact *d, size_t places, enum sl_keys_kind kind,
             struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_keys *new = sl_keys_new(interp, places, kind, error), *old = d->keys;
    size_t place = 0;
    ptrdiff_t i;

    if (new == NULL)
        return -1;
    while ((i = next_entry(d, &place)) >= 0) {
        struct sl_object *key = *key_at(old, (size_t)i);

        sl_keys_append(new, d->values != NULL ? sl_incref(key) : key,
                       hash_at(old, (size_t)i), *value_at(d, (size_t)i));
    }
    if (d->values != NULL)
        sl_values_leave(d);
    else if (old != NULL)
        old->filled = 0;
    d->keys = new;
    d->version++;
    sl_keys_release(interp, old);
    return 0;
}

static enum sl_keys_kind
kind_for(const struct sl_compact *d, const struct sl_object *key)
{
    const struct sl_interp *interp = d->object.type->interp;

    if (d->keys != NULL && d->keys->kind == SL_KEYS_ANY)
        return SL_KEYS_ANY;
    return interp->platform->release->string_entries && key_is_str(key)
               ? SL_KEYS_STRINGS
               : SL_KEYS_ANY;
}

/* Sees to it that D, whose keys are its own, has an entry for KEY, a new one. */
static int
keys_make_room(struct sl_compact *d, const struct sl_object *key,
               struct sl_error *error)
{
    const struct sl_release *release = d->object.type->interp->platform->release;
    enum sl_keys_kind kind = kind_for(d, key);
    size_t places = places_of(d->keys);

    if (places == 0)
        return keys_rebuild(d, 8, kind, error);
    if (d->values == NULL && d->keys->free > 0 && d->keys->kind == kind)
        return 0;
    return keys_rebuild(
        d, compact_places_for(release, places_asked(release, d->used, places)),
        kind, error);
}

static int
insert_key(struct sl_compact *d, struct sl_object *key, long hash,
           struct sl_object *value, struct sl_error *error)
{
    if (d->values == NULL || !sl_values_insert(d, key, hash, value)) {
        if (keys_make_room(d, key, error) < 0)
            return -1;
        sl_keys_append(d->keys, sl_incref(key), hash, sl_incref(value));
    }
    d->used++;
    d->version++;
    return 0;
}

static int
set_with_hash(struct sl_compact *d, struct sl_object *key, long hash,
              struct sl_object *value, struct sl_error *error)
{
    ptrdiff_t i = key_find(d, key, hash, error);
    struct sl_object **at, *old;

    if (i == FIND_FAILED)
        return -1;
    if (i == FIND_ABSENT)
        return insert_key(d, key, hash, value, error);
    at = value_at(d, (size_t)i);
    old = *at;
    *at = sl_incref(value);
    d->version++;
    sl_decref(old);
    return 0;
}

int
sl_compact_set(struct sl_compact *d, struct sl_object *key, struct sl_object *value,
               struct sl_error *error)
{
    long hash = sl_hash(key, error);

    return hash == -1 ? -1 : set_with_hash(d, key, hash, value, error);
}

int
sl_compact_get(struct sl_compact *d, struct sl_object *key,
               struct sl_object **value, struct sl_error *error)
{
    long hash = sl_hash(key, error);
    ptrdiff_t i = hash == -1 ? FIND_FAILED : key_find(d, key, hash, error);

    if (i == FIND_FAILED)
        return -1;
    if (value != NULL)
        *value = i < 0 ? NULL : *value_at(d, (size_t)i);
    return i >= 0;
}

bool
sl_compact_next(const struct sl_compact *d, size_t *place, struct sl_object **key,
                struct sl_object **value)
{
    ptrdiff_t i = next_entry(d, place);

    if (i >= 0 && key != NULL)
        *key = *key_at(d->keys, (size_t)i);
    if (i >= 0 && value != NULL)
        *value = *value_at(d, (size_t)i);
    return i >= 0;
}

/* Takes entry I out; the references in it are the caller's then. */
static struct sl_dict_entry
entry_remove(struct sl_compact *d, size_t i)
{
    struct sl_keys *keys = d->keys;
    struct sl_dict_entry old = {hash_at(keys, i), *key_at(keys, i),
                                *entry_value(keys, i)};
    struct cells_walk walk = cells_first(keys, (long)old.hash);

    while (cell_get(keys, walk.place) != (ptrdiff_t)i)
        cells_next(&walk, keys);
    cell_set(keys, walk.place, CELL_DELETED);
    *key_at(keys, i) = *entry_value(keys, i) = NULL;
    d->used--;
    d->version++;
    return old;
}

int
sl_compact_del(struct sl_compact *d, struct sl_object *key, struct sl_error *error)
{
    long hash = sl_hash(key, error);
    ptrdiff_t i = hash == -1 ? FIND_FAILED : key_find(d, key, hash, error);
    char shown[sizeof error->message];
    struct sl_dict_entry old;

    if (i == FIND_FAILED)
        return -1;
    if (i == FIND_ABSENT)
        return sl_fail(error, SL_KEY_ERROR, "%s",
                       sl_repr(key, shown, sizeof shown));
    if (d->values != NULL && sl_values_remove(d, (size_t)i))
        return 0;
    if (d->values != NULL &&
        keys_rebuild(d, places_of(d->keys), SL_KEYS_ANY, error) < 0)
        return -1;
    old = entry_remove(d, (size_t)i);
    sl_decref(old.key);
    sl_decref(old.value);
    return 0;
}

int
sl_compact_popitem(struct sl_compact *d, struct sl_object **key,
                   struct sl_object **value, struct sl_error *error)
{
    struct sl_dict_entry old;
    size_t i;

    if (d->used == 0)
        return sl_fail(error, SL_KEY_ERROR, "'popitem(): dictionary is empty'");
    if (d->values != NULL &&
        keys_rebuild(d, places_of(d->keys), (enum sl_keys_kind)d->keys->kind,
                     error) < 0)
        return -1;
    i = d->keys->filled - 1;
    while (*entry_value(d->keys, i) == NULL)
        i--;
    old = entry_remove(d, i);
    d->keys->filled = i;
    *key = old.key;
    *value = old.value;
    return 0;
}

void
sl_compact_clear(struct sl_compact *d)
{
    struct sl_keys *keys = d->keys;

    d->version++;
    if (d->values != NULL) {
        sl_values_clear(d);
        return;
    }
    d->keys = NULL;
    d->used = 0;
    sl_keys_release(d->object.type->interp, keys);
}

static struct sl_compact *
compact_with(struct sl_interp *interp, bool table, struct sl_error *error)
{
    struct sl_type *type = &interp->compact;
    struct sl_object *o;
    struct sl_compact *d;

    assert(interp->platform->release->keys != NULL);
    o = sl_object_new(type, sizeof(struct sl_compact), error);
    d = (struct sl_compact *)(void *)o;
    if (d != NULL && table && keys_rebuild(d, 8, SL_KEYS_ANY, error) < 0) {
        sl_decref(o);
        return NULL;
    }
    return d;
}

struct sl_compact *
sl_compact_new(struct sl_interp *interp, struct sl_error *error)
{
    return compact_with(interp, interp->platform->release->empty_table, error);
}

struct sl_compact *
sl_compact_new_called(struct sl_interp *interp, struct sl_error *error)
{
    const struct sl_release *release = interp->platform->release;

    return compact_with(interp, release->empty_table || release->call_table, error);
}

/* A block like KEYS, whose references are counted again. */
static struct sl_keys *
keys_clone(struct sl_interp *interp, const struct sl_keys *keys,
           struct sl_error *error)
{
    size_t entry = keys->kind == SL_KEYS_STRINGS ? sizeof(struct sl_string_entry)
                                                 : sizeof(struct sl_dict_entry);
    struct sl_keys *new =
        sl_keys_new(interp, places_of(keys), (enum sl_keys_kind)keys->kind, error);

    if (new == NULL)
        return NULL;
    memcpy(new, keys, keys->head + (places_of(keys) << keys->log2cell));
    memcpy(entries_of(new), entries_of(keys), keys->filled * entry);
    new->users = 1;
    for (size_t i = 0; i < keys->filled; i++)
        if (*entry_value(keys, i) != NULL) {
            sl_incref(*key_at(keys, i));
            sl_incref(*entry_value(keys, i));
        }
    return new;
}

/* Makes D, which has no keys, a clone of OTHER. */
static int
become_clone(struct sl_compact *d, const struct sl_compact *other,
             struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_keys *old = d->keys, *new = keys_clone(interp, other->keys, error);

    if (new == NULL)
        return -1;
    if (d->values != NULL)
        sl_values_leave(d);
    d->keys = new;
    d->used = other->used;
    d->version++;
    sl_keys_release(interp, old);
    return 0;
}

static bool
may_clone_all(const struct sl_compact *d, const struct sl_compact *other)
{
    const struct sl_release *release = d->object.type->interp->platform->release;
    size_t places = places_of(other->keys);

    return release->update_clones && d->used == 0 && other->values == NULL &&
           (d->values == NULL || !release->split_stays) &&
           other->used == other->keys->filled &&
           (places == 8 || keys_usable(places / 2) < other->used);
}

static int
room_for_update(struct sl_compact *d, const struct sl_compact *other,
                struct sl_error *error)
{
    const struct sl_release *release = d->object.type->interp->platform->release;
    enum sl_keys_kind kind = (enum sl_keys_kind)other->keys->kind;

    if (keys_usable(places_of(d->keys)) >= other->used)
        return 0;
    if (d->used > 0 && d->keys->kind == SL_KEYS_ANY)
        kind = SL_KEYS_ANY;
    return keys_rebuild(d, places_to_hold(release, d->used + other->used), kind,
                        error);
}

static int
set_from(struct sl_compact *d, const struct sl_compact *other, size_t i,
         struct sl_error *error)
{
    struct sl_object *key = sl_incref(*key_at(other->keys, i));
    struct sl_object *value = sl_incref(*value_at(other, i));
    int result = set_with_hash(d, key, hash_at(other->keys, i), value, error);

    sl_decref(key);
    sl_decref(value);
    return result;
}

int
sl_compact_update(struct sl_compact *d, struct sl_compact *other,
                  struct sl_error *error)
{
    size_t place = 0, filled;
    ptrdiff_t i;

    if (d == other || other->used == 0)
        return 0;
    if (may_clone_all(d, other))
        return become_clone(d, other, error);
    if (room_for_update(d, other, error) < 0)
        return -1;
    filled = other->keys->filled;
    while ((i = next_entry(other, &place)) >= 0) {
        if (set_from(d, other, (size_t)i, error) < 0)
            return -1;
        if (other->keys == NULL || other->keys->filled != filled)
            return sl_fail(error, SL_RUNTIME_ERROR, "dict mutated during update");
    }
    return 0;
}

static struct sl_compact *
copy_own(struct sl_compact *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    bool alive =
        d->used > 0 && release->copy_clones && d->used >= d->keys->filled * 2 / 3;
    bool bare = alive || (d->keys == NULL && !release->copy_clones);
    struct sl_compact *copy =
        compact_with(interp, !bare && release->empty_table, error);

    if (copy != NULL && (alive ? become_clone(copy, d, error)
                               : sl_compact_update(copy, d, error)) < 0) {
        sl_decref(&copy->object);
        return NULL;
    }
    return copy;
}

struct sl_compact *
sl_compact_copy(struct sl_compact *d, struct sl_error *error)
{
    const struct sl_release *release = d->object.type->interp->platform->release;

    if (d->values != NULL && (d->used > 0 || !release->copy_clones))
        return sl_values_copy(d, error);
    return copy_own(d, error);
}

struct sl_compact *
sl_compact_fromkeys(struct sl_compact *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    enum sl_keys_kind kind =
        release->string_entries ? SL_KEYS_STRINGS : SL_KEYS_ANY;
    struct sl_compact *new = compact_with(interp, false, error);
    size_t place = 0;
    ptrdiff_t i;
    int failed;

    if (new == NULL)
        return NULL;
    if (d->keys != NULL)
        kind = (enum sl_keys_kind)d->keys->kind;
    failed = keys_rebuild(new, places_to_hold(release, d->used), kind, error);
    while (failed == 0 && (i = next_entry(d, &place)) >= 0)
        failed = insert_key(new, *key_at(d->keys, (size_t)i),
                            hash_at(d->keys, (size_t)i), sl_none(interp), error);
    if (failed < 0) {
        sl_decref(&new->object);
        return NULL;
    }
    return new;
}

static void
compact_clear(struct sl_object *o)
{
    sl_compact_clear((struct sl_compact *)(void *)o);
}

static void
compact_dealloc(struct sl_object *o)
{
    struct sl_compact *d = (struct sl_compact *)(void *)o;

    if (d->values != NULL)
        sl_values_end(d);
    compact_clear(o);
    sl_object_free(o);
}

void
sl_compact_ready(struct sl_interp *interp)
{
    const struct sl_platform *platform = interp->platform;

    if (platform->release->keys == NULL)
        return;
    interp->compact.name = "dict";
    interp->compact.basicsize = format_bytes(platform, platform->release->dict);
    interp->compact.gc = true;
    interp->compact.hash = sl_unhashable;
    interp->compact.dealloc = compact_dealloc;
    interp->compact.clear = compact_clear;
    sl_type_ready(interp, &interp->compact);
}

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static size_t
order_offset(const struct sl_release *release)
{
    return release->values == SL_VALUES_INLINE ? sizeof(void *) : 2;
}

static unsigned char *
order_of(const struct sl_release *release, struct sl_value_block *block)
{
    return (unsigned char *)block + order_offset(release);
}

static struct sl_object **
pointers_of(const struct sl_release *release, struct sl_value_block *block)
{
    size_t offset = 0;

    if (release->values != SL_VALUES_SHARED)
        offset = sl_round_up(order_offset(release) + block->room, sizeof(void *));
    return (struct sl_object **)(void *)((char *)block + offset);
}

size_t
sl_values_sizeof(const struct sl_platform *platform, size_t room)
{
    size_t word = platform->abi->pointer.size;

    switch (platform->release->values) {
    case SL_VALUES_BLOCK: return room * word + sl_round_up(room + 2, word);
    case SL_VALUES_INLINE: return word + room * word + sl_round_up(room, word);
    default: return room * word;
    }
}

static size_t
keys_usable_of(const struct sl_keys *keys)
{
    return ((size_t)1 << keys->log2size) * 2 / 3;
}

static const struct sl_release *
release_of(const struct sl_compact *d)
{
    return d->object.type->interp->platform->release;
}

struct sl_object **
sl_values_at(const struct sl_compact *d, size_t i)
{
    return pointers_of(release_of(d), d->values) + i;
}

size_t
sl_values_counted(const struct sl_compact *d)
{
    if (release_of(d)->values == SL_VALUES_SHARED)
        return keys_usable_of(d->keys);
    return d->keys->filled + d->keys->free;
}

ptrdiff_t
sl_values_next(const struct sl_compact *d, size_t *place)
{
    const struct sl_release *release = release_of(d);

    if (release->values == SL_VALUES_SHARED)
        return *place < d->used ? (ptrdiff_t)(*place)++ : -1;
    if (*place >= d->values->count)
        return -1;
    return order_of(release, d->values)[(*place)++];
}

/* The number of the str KEY in KEYS, where it is put if it is new and there is
   room; -1 if not. */
static ptrdiff_t
shared_number(struct sl_keys *keys, struct sl_object *key, long hash)
{
    ptrdiff_t i = sl_keys_find(keys, key, hash);

    if (i >= 0 || keys->free == 0)
        return i;
    sl_keys_append(keys, sl_incref(key), hash, NULL);
    return (ptrdiff_t)keys->filled - 1;
}

/* Puts VALUE into place I, which is empty, of BLOCK. */
static void
block_put(const struct sl_release *release, struct sl_value_block *block, size_t i,
          struct sl_object *value)
{
    pointers_of(release, block)[i] = sl_incref(value);
    order_of(release, block)[block->count++] = (unsigned char)i;
}

/* Takes the value out of place I; it is the caller's then. */
static struct sl_object *
block_take(const struct sl_release *release, struct sl_value_block *block, size_t i)
{
    unsigned char *order = order_of(release, block);
    unsigned char *at = memchr(order, (int)i, block->count);
    struct sl_object *value = pointers_of(release, block)[i];

    block->count--;
    memmove(at, at + 1, (size_t)(order + block->count - at));
    pointers_of(release, block)[i] = NULL;
    return value;
}

bool
sl_values_insert(struct sl_compact *d, struct sl_object *key, long hash,
                 struct sl_object *value)
{
    const struct sl_release *release = release_of(d);
    ptrdiff_t i;

    if (key->type != sl_builtin(key->type->interp, SL_STR))
        return false;
    if (release->values != SL_VALUES_SHARED) {
        i = shared_number(d->keys, key, hash);
        if (i >= 0)
            block_put(release, d->values, (size_t)i, value);
        return i >= 0;
    }
    i = sl_keys_find(d->keys, key, hash);
    if (i < 0 && d->keys->filled == d->used)
        i = shared_number(d->keys, key, hash);
    if (i != (ptrdiff_t)d->used)
        return false;
    *sl_values_at(d, (size_t)i) = sl_incref(value);
    return true;
}

bool
sl_values_remove(struct sl_compact *d, size_t i)
{
    const struct sl_release *release = release_of(d);
    struct sl_object *old;

    if (release->values == SL_VALUES_SHARED)
        return false;
    old = block_take(release, d->values, i);
    d->used--;
    d->version++;
    sl_decref(old);
    return true;
}

static void
value_block_end(struct sl_interp *interp, struct sl_value_block *block, size_t room)
{
    const struct sl_release *release = interp->platform->release;

    if (release->values == SL_VALUES_INLINE && block->embedded) {
        memset(pointers_of(release, block), 0, room * sizeof(void *));
        block->count = 0;
    } else {
        sl_memory_free(interp, block);
    }
}

static size_t
keys_room(const struct sl_compact *d)
{
    if (release_of(d)->values == SL_VALUES_SHARED)
        return keys_usable_of(d->keys);
    return d->values->room;
}

void
sl_values_leave(struct sl_compact *d)
{
    value_block_end(d->object.type->interp, d->values, keys_room(d));
    d->values = NULL;
}

void
sl_values_end(struct sl_compact *d)
{
    struct sl_interp *interp = d->object.type->interp;
    struct sl_keys *keys = d->keys;
    struct sl_value_block *block = d->values;
    size_t room = keys_room(d);
    struct sl_object **values = pointers_of(release_of(d), block);

    d->keys = NULL;
    d->values = NULL;
    d->used = 0;
    for (size_t i = 0; i < room; i++) {
        struct sl_object *value = values[i];

        values[i] = NULL;
        sl_decref(value);
    }
    value_block_end(interp, block, room);
    sl_keys_release(interp, keys);
}

void
sl_values_clear(struct sl_compact *d)
{
    const struct sl_release *release = release_of(d);

    if (release->values != SL_VALUES_INLINE || !d->values->embedded) {
        sl_values_end(d);
        return;
    }
    while (d->values != NULL && d->values->count > 0) {
        unsigned char last = order_of(release, d->values)[d->values->count - 1];
        struct sl_object *value = block_take(release, d->values, last);

        d->used--;
        sl_decref(value);
    }
}

static struct sl_value_block *
block_begin(const struct sl_release *release, struct sl_value_block *block,
            size_t room, bool embedded)
{
    if (release->values == SL_VALUES_INLINE)
        block->embedded = embedded;
    if (release->values != SL_VALUES_SHARED) {
        block->room = (unsigned char)room;
        block->count = 0;
    }
    memset(pointers_of(release, block), 0, room * sizeof(void *));
    return block;
}

static struct sl_value_block *
value_block_new(struct sl_interp *interp, size_t room, struct sl_error *error)
{
    struct sl_platform here = *interp->platform;
    struct sl_value_block *block;

    here.abi = &sl_host;
    block = sl_memory_new(interp, sl_values_sizeof(&here, room), error);
    return block == NULL ? NULL : block_begin(here.release, block, room, false);
}

/* A dictionary with shared KEYS and the values in BLOCK, which it takes over. */
static struct sl_compact *
split_new(struct sl_interp *interp, struct sl_keys *keys,
          struct sl_value_block *block, size_t used, struct sl_error *error)
{
    struct sl_object *o =
        sl_object_new(&interp->compact, sizeof(struct sl_compact), error);
    struct sl_compact *d = (struct sl_compact *)(void *)o;

    if (d == NULL)
        return NULL;
    keys->users++;
    d->keys = keys;
    d->values = block;
    d->used = used;
    return d;
}

struct sl_compact *
sl_values_copy(const struct sl_compact *d, struct sl_error *error)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    struct sl_value_block *block = value_block_new(interp, keys_room(d), error);
    struct sl_compact *copy =
        block == NULL ? NULL : split_new(interp, d->keys, block, d->used, error);
    struct sl_object **values;

    if (copy == NULL) {
        sl_memory_free(interp, block);
        return NULL;
    }
    if (release->values != SL_VALUES_SHARED) {
        block->count = d->values->count;
        memcpy(order_of(release, block), order_of(release, d->values),
               block->count);
    }
    values = pointers_of(release, block);
    memcpy(values, pointers_of(release, d->values), keys_room(d) * sizeof *values);
    for (size_t i = 0; i < keys_room(d); i++)
        if (values[i] != NULL)
            sl_incref(values[i]);
    return copy;
}

static void
take_along(struct sl_compact *d)
{
    struct sl_interp *interp = d->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    struct sl_value_block *old = d->values;
    struct sl_value_block *block = value_block_new(interp, old->room, NULL);

    if (block == NULL) {
        sl_values_end(d);
        return;
    }
    block->count = old->count;
    memcpy(order_of(release, block), order_of(release, old), old->count);
    memcpy(pointers_of(release, block), pointers_of(release, old),
           old->room * sizeof(void *));
    d->values = block;
    value_block_end(interp, old, old->room);
}

/* Gives back the values of P, and a block that is OWN. */
static void
values_drop(struct sl_plain *p, bool own)
{
    struct sl_interp *interp = p->object.type->interp;
    const struct sl_release *release = interp->platform->release;
    struct sl_value_block *block = p->values;

    for (size_t i = 0; i < block->room; i++) {
        struct sl_object *value = pointers_of(release, block)[i];

        pointers_of(release, block)[i] = NULL;
        sl_decref(value);
    }
    block->count = 0;
    if (own && release->values == SL_VALUES_BLOCK) {
        p->values = NULL;
        sl_memory_free(interp, block);
    }
}

static void
plain_clear(struct sl_object *o)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    struct sl_object *dict = p->dict;
    struct sl_value_block *block = p->values;
    struct sl_compact *d = (struct sl_compact *)(void *)dict;

    if (dict != NULL && block != NULL && d->values == block) {
        if (dict->refcnt > 1)
            take_along(d);
        else
            sl_values_end(d);
    }
    p->dict = NULL;
    sl_decref(dict);
    if (block != NULL)
        values_drop(p, dict == NULL);
}

static void
plain_dealloc(struct sl_object *o)
{
    plain_clear(o);
    sl_object_free(o);
}

enum { SHARED_PLACES_FIRST = 8, SHARED_PLACES = 64, SHARED_MAX = 30 };

static struct sl_keys *
class_keys(struct sl_interp *interp, struct sl_error *error)
{
    struct sl_keys *keys;

    if (interp->platform->release->values == SL_VALUES_SHARED)
        return sl_keys_new(interp, SHARED_PLACES_FIRST, SL_KEYS_ANY, error);
    keys = sl_keys_new(interp, SHARED_PLACES, SL_KEYS_STRINGS, error);
    if (keys != NULL)
        keys->free = SHARED_MAX;
    return keys;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Puts the names into KEYS, as many as there is room for. */
static int
know(struct sl_interp *interp, struct sl_keys *keys, const char *const *known,
     size_t count, struct sl_error *error)
{
    size_t bytes = count * sizeof *known;
    const char **names = bytes == 0 ? NULL : sl_memory_new(interp, bytes, error);
    int failed = bytes > 0 && names == NULL ? -1 : 0;

    if (names != NULL) {
        memcpy(names, known, bytes);
        qsort(names, count, sizeof *names, by_name);
    }
    for (size_t i = 0; failed == 0 && i < count && keys->free > 0; i++) {
        struct sl_object *name = sl_str_interned(interp, names[i], error);

        failed = name == NULL ? -1 : 0;
        if (name != NULL)
            sl_keys_append(keys, name, sl_hash(name, NULL), NULL);
    }
    sl_memory_free(interp, (void *)names);
    return failed;
}

struct sl_plain_class *
sl_plain_class_new(struct sl_interp *interp, const char *name, size_t slots,
                   const char *const *known, size_t count, struct sl_error *error)
{
    const struct sl_release *release = interp->platform->release;
    struct sl_plain_class *class = sl_memory_new(interp, sizeof *class, error);

    if (class == NULL)
        return NULL;
    *class = (struct sl_plain_class){.type.name = name};
    class->type.basicsize = sizeof(struct sl_plain);
    class->type.gc = true;
    class->type.dealloc = plain_dealloc;
    class->type.clear = plain_clear;
    class->outside = release->hybrid_slip && slots > 0;
    sl_type_ready(interp, &class->type);
    if (release->keys == NULL)
        return class;
    class->keys = class_keys(interp, error);
    if (class->keys == NULL ||
        (release->keys_of_source &&
         know(interp, class->keys, known, count, error) < 0)) {
        sl_plain_class_free(class);
        return NULL;
    }
    return class;
}

void
sl_plain_class_free(struct sl_plain_class *class)
{
    assert(class->type.object.refcnt == 1);
    sl_keys_release(class->type.interp, class->keys);
    sl_memory_free(class->type.interp, class);
}

size_t
sl_plain_room(const struct sl_plain_class *class)
{
    const struct sl_keys *keys = class->keys;

    if (class->outside ||
        class->type.interp->platform->release->values < SL_VALUES_BLOCK)
        return 0;
    return keys->filled + keys->free - (keys->free > 1);
}

/* Gives O room for so many values; BEHIND is where its own memory ends. */
static int
begin_values(struct sl_plain *o, size_t room, struct sl_value_block *behind,
             struct sl_error *error)
{
    struct sl_interp *interp = o->object.type->interp;
    const struct sl_release *release = interp->platform->release;

    if (release->values == SL_VALUES_INLINE)
        o->values = block_begin(release, behind, room, true);
    else
        o->values = value_block_new(interp, room, error);
    return o->values == NULL ? -1 : 0;
}

struct sl_object *
sl_plain_new(struct sl_plain_class *class, struct sl_error *error)
{
    struct sl_platform here = *class->type.interp->platform;
    size_t room = sl_plain_room(class), bytes = sizeof(struct sl_plain);
    struct sl_object *o;
    struct sl_plain *p;

    here.abi = &sl_host;
    if (room > 0 && here.release->values == SL_VALUES_INLINE)
        bytes += sl_values_sizeof(&here, room);
    o = sl_object_new(&class->type, bytes, error);
    p = (struct sl_plain *)(void *)o;
    if (o != NULL && room > 0 &&
        begin_values(p, room, (struct sl_value_block *)(void *)(p + 1), error) <
            0) {
        sl_decref(o);
        return NULL;
    }
    if (o != NULL && room > 0)
        class->keys->free -= class->keys->free > 1;
    return o;
}

static struct sl_object *
dict_of_values(struct sl_plain *p, struct sl_keys *keys, struct sl_error *error)
{
    struct sl_interp *interp = p->object.type->interp;
    struct sl_compact *d =
        split_new(interp, keys, p->values, p->values->count, error);

    if (d != NULL && interp->platform->release->values == SL_VALUES_BLOCK)
        p->values = NULL;
    return (struct sl_object *)d;
}

static struct sl_object *
dict_of_nothing(struct sl_plain_class *class, struct sl_error *error)
{
    struct sl_interp *interp = class->type.interp;
    const struct sl_platform *platform = interp->platform;
    struct sl_value_block *block;
    struct sl_compact *d;

    if (class->keys == NULL)
        return sl_dict_design_of(platform)->new (interp, error);
    block = value_block_new(interp,
                            platform->release->values == SL_VALUES_SHARED
                                ? keys_usable_of(class->keys)
                                : SHARED_MAX,
                            error);
    d = block == NULL ? NULL : split_new(interp, class->keys, block, 0, error);
    if (d == NULL)
        sl_memory_free(interp, block);
    return (struct sl_object *)d;
}

struct sl_object *
sl_plain_dict(struct sl_object *o, struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    struct sl_plain_class *class = (struct sl_plain_class *)(void *)o->type;

    if (p->dict == NULL && p->values != NULL)
        p->dict = dict_of_values(p, class->keys, error);
    else if (p->dict == NULL)
        p->dict = dict_of_nothing(class, error);
    return p->dict;
}

struct sl_object *
sl_plain_dict_if_born(struct sl_object *o)
{
    return ((struct sl_plain *)(void *)o)->dict;
}

/* D, which had the keys of CLASS, has a table of its own now. */
static int
share_again(struct sl_plain_class *class, struct sl_compact *d,
            struct sl_error *error)
{
    struct sl_interp *interp = class->type.interp;
    struct sl_keys *keys = d->keys, *old = class->keys;
    struct sl_value_block *block;

    class->keys = NULL;
    if (old->users > 1 || keys->filled != d->used) {
        sl_keys_release(interp, old);
        return 0;
    }
    sl_keys_release(interp, old);
    block = value_block_new(interp, keys_usable_of(keys), error);
    if (block == NULL)
        return -1;
    sl_keys_strip(keys, pointers_of(interp->platform->release, block));
    d->values = block;
    class->keys = keys;
    keys->users++;
    return 0;
}

/* Sets the attribute among the values of P, which has no dictionary. False if it
   has no room there. */
static bool
set_value(struct sl_plain *p, struct sl_keys *keys, struct sl_object *name,
          struct sl_object *value)
{
    const struct sl_release *release = p->object.type->interp->platform->release;
    ptrdiff_t i = shared_number(keys, name, sl_hash(name, NULL));
    struct sl_object **at, *old;

    if (i < 0)
        return false;
    at = pointers_of(release, p->values) + i;
    old = *at;
    if (old == NULL) {
        block_put(release, p->values, (size_t)i, value);
    } else {
        *at = sl_incref(value);
        sl_decref(old);
    }
    return true;
}

int
sl_plain_set(struct sl_object *o, struct sl_object *name, struct sl_object *value,
             struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    struct sl_plain_class *class = (struct sl_plain_class *)(void *)o->type;
    const struct sl_platform *platform = class->type.interp->platform;
    struct sl_compact *d;
    bool shared;

    if (p->dict == NULL && p->values != NULL &&
        set_value(p, class->keys, name, value))
        return 0;
    if (sl_plain_dict(o, error) == NULL)
        return -1;
    if (platform->release->values != SL_VALUES_SHARED)
        return sl_dict_design_of(platform)->set(p->dict, name, value, error);
    d = (struct sl_compact *)(void *)p->dict;
    shared = class->keys != NULL && d->keys == class->keys;
    if (sl_compact_set(d, name, value, error) < 0)
        return -1;
    if (shared && d->keys != class->keys)
        share_again(class, d, NULL);
    return 0;
}

/* The number of the attribute among the values of P, or -1. */
static ptrdiff_t
value_number(const struct sl_plain *p, struct sl_object *name)
{
    const struct sl_type *type = p->object.type;
    const struct sl_plain_class *class =
        (const struct sl_plain_class *)(const void *)type;
    ptrdiff_t i = sl_keys_find(class->keys, name, sl_hash(name, NULL));

    if (i < 0 || pointers_of(type->interp->platform->release, p->values)[i] == NULL)
        return -1;
    return i;
}

int
sl_plain_get(struct sl_object *o, struct sl_object *name, struct sl_object **value,
             struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    const struct sl_platform *platform = o->type->interp->platform;
    ptrdiff_t i;

    if (p->dict != NULL)
        return sl_dict_design_of(platform)->get(p->dict, name, value, error);
    i = p->values == NULL ? -1 : value_number(p, name);
    if (i >= 0 && value != NULL)
        *value = pointers_of(platform->release, p->values)[i];
    return i >= 0;
}

static int
plain_lacks(const struct sl_object *o, struct sl_object *name,
            struct sl_error *error)
{
    if (name->type != sl_builtin(name->type->interp, SL_STR))
        return sl_fail(error, SL_TYPE_ERROR, "attribute name must be string");
    return sl_fail(error, SL_ATTRIBUTE_ERROR,
                   "'%.50s' object has no attribute '%.400s'", o->type->name,
                   ((struct sl_str *)(void *)name)->data);
}

static void
stop_sharing(struct sl_plain_class *class)
{
    struct sl_keys *keys = class->keys;

    if (class->type.interp->platform->release->values == SL_VALUES_SHARED) {
        class->keys = NULL;
        sl_keys_release(class->type.interp, keys);
    }
}

int
sl_plain_del(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    struct sl_plain *p = (struct sl_plain *)(void *)o;
    const struct sl_platform *platform = o->type->interp->platform;
    bool born = platform->release->values != SL_VALUES_SHARED ||
                sl_plain_dict(o, error) != NULL;
    int found = born ? sl_plain_get(o, name, NULL, error) : -1, failed;

    if (found < 0)
        return -1;
    if (found > 0 && p->dict == NULL) {
        sl_decref(block_take(platform->release, p->values,
                             (size_t)value_number(p, name)));
        return 0;
    }
    failed = found > 0 ? sl_dict_design_of(platform)->del(p->dict, name, error)
                       : plain_lacks(o, name, error);
    stop_sharing((struct sl_plain_class *)(void *)o->type);
    return failed;
}

#include <stdint.h>

static struct sl_dict *
as_open(const struct sl_object *o)
{
    return (struct sl_dict *)(uintptr_t)o;
}

static struct sl_object *
open_new(struct sl_interp *interp, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_new(interp, error);
}

static struct sl_object *
open_literal(struct sl_interp *interp, size_t keys, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_new_presized(interp, keys, error);
}

static int
open_set(struct sl_object *d, struct sl_object *key, struct sl_object *value,
         struct sl_error *error)
{
    return sl_dict_set(as_open(d), key, value, error);
}

static int
open_get(struct sl_object *d, struct sl_object *key, struct sl_object **value,
         struct sl_error *error)
{
    return sl_dict_get(as_open(d), key, value, error);
}

static int
open_del(struct sl_object *d, struct sl_object *key, struct sl_error *error)
{
    return sl_dict_del(as_open(d), key, error);
}

static bool
open_next(const struct sl_object *d, size_t *place, struct sl_object **key,
          struct sl_object **value)
{
    return sl_dict_next(as_open(d), place, key, value);
}

static void
open_clear(struct sl_object *d)
{
    sl_dict_clear(as_open(d));
}

static int
open_update(struct sl_object *d, struct sl_object *other, struct sl_error *error)
{
    return sl_dict_update(as_open(d), as_open(other), error);
}

static struct sl_object *
open_copy(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_copy(as_open(d), error);
}

static struct sl_object *
open_fromkeys(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_dict_fromkeys(as_open(d), error);
}

static size_t
open_length(const struct sl_object *d)
{
    return as_open(d)->used;
}

static size_t
open_getsizeof(const struct sl_object *d, const struct sl_platform *platform)
{
    return sl_dict_getsizeof(as_open(d), platform);
}

static const struct sl_dict_design open_design = {
    "open",    open_new,      open_new,    open_literal,  open_set,
    open_get,  open_del,      open_next,   open_clear,    open_update,
    open_copy, open_fromkeys, open_length, open_getsizeof};
static struct sl_compact *
as_compact(const struct sl_object *o)
{
    return (struct sl_compact *)(uintptr_t)o;
}

static struct sl_object *
compact_new(struct sl_interp *interp, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_new(interp, error);
}

static struct sl_object *
compact_called(struct sl_interp *interp, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_new_called(interp, error);
}

static struct sl_object *
compact_literal(struct sl_interp *interp, size_t keys, struct sl_error *error)
{
    (void)keys;
    return (struct sl_object *)sl_compact_new(interp, error);
}

static int
compact_set(struct sl_object *d, struct sl_object *key, struct sl_object *value,
            struct sl_error *error)
{
    return sl_compact_set(as_compact(d), key, value, error);
}

static int
compact_get(struct sl_object *d, struct sl_object *key, struct sl_object **value,
            struct sl_error *error)
{
    return sl_compact_get(as_compact(d), key, value, error);
}

static int
compact_del(struct sl_object *d, struct sl_object *key, struct sl_error *error)
{
    return sl_compact_del(as_compact(d), key, error);
}

static bool
compact_next(const struct sl_object *d, size_t *place, struct sl_object **key,
             struct sl_object **value)
{
    return sl_compact_next(as_compact(d), place, key, value);
}

static void
compact_clear_all(struct sl_object *d)
{
    sl_compact_clear(as_compact(d));
}

static int
compact_update(struct sl_object *d, struct sl_object *other, struct sl_error *error)
{
    return sl_compact_update(as_compact(d), as_compact(other), error);
}

static struct sl_object *
compact_copy(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_copy(as_compact(d), error);
}

static struct sl_object *
compact_fromkeys(struct sl_object *d, struct sl_error *error)
{
    return (struct sl_object *)sl_compact_fromkeys(as_compact(d), error);
}

static size_t
compact_length(const struct sl_object *d)
{
    return as_compact(d)->used;
}

static size_t
compact_getsizeof(const struct sl_object *d, const struct sl_platform *platform)
{
    return sl_compact_getsizeof(as_compact(d), platform);
}

static const struct sl_dict_design compact_design = {
    "compact",         compact_new,      compact_called, compact_literal,
    compact_set,       compact_get,      compact_del,    compact_next,
    compact_clear_all, compact_update,   compact_copy,   compact_fromkeys,
    compact_length,    compact_getsizeof};
const struct sl_dict_design *
sl_dict_design_of(const struct sl_platform *platform)
{
    return platform->release->keys == NULL ? &open_design : &compact_design;
}

/* NEW, with the keys of D set one by one; VALUE, or where that is NULL their own.
   */
static int
insert_each(const struct sl_dict_design *design, struct sl_object *new,
            struct sl_object *d, struct sl_object *value, struct sl_error *error)
{
    struct sl_object *key, *own;
    size_t place = 0;
    int failed = 0;

    while (failed == 0 && design->next(d, &place, &key, &own)) {
        sl_incref(key);
        own = sl_incref(value != NULL ? value : own);
        failed = design->set(new, key, own, error);
        sl_decref(key);
        sl_decref(own);
    }
    return failed;
}

static struct sl_object *
way_begin(const struct sl_dict_design *design, struct sl_object *d,
          enum sl_dict_way way, struct sl_error *error)
{
    struct sl_interp *interp = d->type->interp;

    switch (way) {
    case SL_DICT_LITERAL: return design->literal(interp, design->length(d), error);
    case SL_DICT_COPY: return design->copy(d, error);
    case SL_DICT_FROMKEYS_DICT: return design->fromkeys(d, error);
    case SL_DICT_UPDATE:
    case SL_DICT_COMPREHENSION: return design->new (interp, error);
    default: return design->called(interp, error);
    }
}

struct sl_object *
sl_dict_made(const struct sl_dict_design *design, struct sl_object *d,
             enum sl_dict_way way, struct sl_error *error)
{
    struct sl_object *new = way_begin(design, d, way, error);
    struct sl_object *none = sl_none(d->type->interp);
    int failed = 0;

    if (new == NULL)
        return NULL;
    if (way == SL_DICT_CALL || way == SL_DICT_UPDATE || way == SL_DICT_KEYWORDS)
        failed = design->update(new, d, error);
    else if (way != SL_DICT_COPY && way != SL_DICT_FROMKEYS_DICT)
        failed = insert_each(design, new, d,
                             way == SL_DICT_FROMKEYS_LIST ? none : NULL, error);
    if (failed == 0)
        return new;
    sl_decref(new);
    return NULL;
}

#include <assert.h>
#include <string.h>

unsigned char
sl_front_of(const struct sl_type *type, bool dict, bool weakrefs)
{
    enum sl_front front = sl_release_of(type)->front;
    unsigned char words = 0;

    if (dict &&
        (front == SL_FRONT_BOTH || (front == SL_FRONT_DICT && type->itemsize == 0)))
        words |= SL_DICT_IN_FRONT;
    if (weakrefs && front == SL_FRONT_BOTH)
        words |= SL_WEAKREFS_IN_FRONT;
    return words;
}

size_t
sl_front_size(const struct sl_type *type)
{
    return type->front != 0 ? 2 * type->interp->platform->abi->pointer.size : 0;
}

void
sl_lay_out_front(struct sl_type *type, unsigned char front)
{
    ptrdiff_t pointer = type->interp->platform->abi->pointer.size;

    if (front & SL_DICT_IN_FRONT)
        type->dictoffset = sl_release_of(type)->front == SL_FRONT_BOTH
                               ? -1
                               : -((ptrdiff_t)type->basicsize + 3 * pointer);
    if (front & SL_WEAKREFS_IN_FRONT)
        type->weaklistoffset = -4 * pointer;
    type->front |= front;
}

void *
sl_front_word(struct sl_object *o, unsigned char which)
{
    char *head = (char *)o - (o->type->gc ? sizeof(union sl_gc_head) : 0);

    assert(o->type->front & which);
    return head - (which == SL_DICT_IN_FRONT ? 1 : 2) * sizeof(void *);
}

bool
sl_has_inline_values(const struct sl_type *type)
{
    const struct sl_release *release = sl_release_of(type);
    size_t bare = sl_builtin(type->interp, SL_OBJECT)->basicsize;

    return release->values == SL_VALUES_INLINE &&
           (type->front & SL_DICT_IN_FRONT) && type->itemsize == 0 &&
           (!release->hybrid_slip || type->basicsize == bare);
}

bool
sl_class_has_head(const struct sl_type *type, bool added)
{
    size_t bare = sl_builtin(type->interp, SL_OBJECT)->basicsize;

    switch (sl_release_of(type)->class_head) {
    case SL_HEAD_LARGER: return type->base->gc || type->basicsize > bare;
    case SL_HEAD_ADDED: return type->base->gc || added;
    default: return true;
    }
}

static size_t
digits_of(const struct sl_platform *platform, long value)
{
    unsigned long rest =
        value < 0 ? 0UL - (unsigned long)value : (unsigned long)value;
    int bits = sl_calcsize(platform->abi, platform->digit, NULL) > 2 ? 30 : 15;
    size_t count = 0;

    for (; rest > 0; rest >>= bits)
        count++;
    return count;
}

/* How many items an object of TYPE has that holds what O holds. */
static size_t
length_under(const struct sl_type *type, const struct sl_object *o)
{
    if (type->itemsize == 0)
        return 0;
    if (sl_is_a(o, SL_INT))
        return digits_of(type->interp->platform,
                         ((const struct sl_int *)(const void *)o)->value);
    return (size_t)((const struct sl_var_object *)(const void *)o)->size;
}

size_t
sl_length_of(const struct sl_object *o)
{
    return length_under(o->type, o);
}

static size_t
displacement_under(const struct sl_type *type, const struct sl_object *o)
{
    if (type->made == NULL)
        return 0;
    if (type->itemsize > 0)
        return length_under(type, o) * type->itemsize;
    if (!sl_release_of(type)->text || !sl_is_a(o, SL_STR))
        return 0;
    return sl_round_up(
        (size_t)((const struct sl_var_object *)(const void *)o)->size,
        sizeof(void *));
}

size_t
sl_displacement(const struct sl_object *o)
{
    return displacement_under(o->type, o);
}

size_t
sl_living_size(const struct sl_type *type, const struct sl_object *value)
{
    size_t letters = type->itemsize > 0 ? 0 : displacement_under(type, value);

    return sl_var_size(type, length_under(type, value)) + letters;
}

bool
sl_may_list_weakrefs(const struct sl_type *base)
{
    return base->weaklistoffset == 0 &&
           (base->itemsize == 0 || sl_release_of(base)->slots_with_items);
}

bool
sl_may_add_slots(const struct sl_type *base)
{
    return base->itemsize == 0 ||
           sl_root_of(base) == sl_builtin(base->interp, SL_TUPLE);
}

int
sl_with_items(const struct sl_type *base, struct sl_error *error)
{
    return sl_fail(error, SL_TYPE_ERROR,
                   "%s __slots__ not supported for subtype of '%s'",
                   sl_wording_of(&base->object)->with_items, base->name);
}

int
sl_check_shadow(struct sl_dict *names, struct sl_object *name,
                struct sl_error *error)
{
    const char *text = ((struct sl_str *)(void *)name)->data;
    int found;

    if (names == NULL || !sl_release_of(name->type)->text ||
        strcmp(text, "__dict__") == 0 || strcmp(text, "__weakref__") == 0)
        return 0;
    found = sl_dict_get(names, name, NULL, error);
    if (found == 0)
        return 0;
    return found < 0
               ? -1
               : sl_fail(error, SL_VALUE_ERROR,
                         "'%.200s' in __slots__ conflicts with class variable",
                         text);
}

const char *const sl_body_names_27[] = {"__module__", NULL};
const char *const sl_body_names_36[] = {"__module__", "__qualname__", NULL};
const char *const sl_body_names_313[] = {"__module__", "__firstlineno__",
                                         "__static_attributes__", NULL};

/* Writes CHARACTER to P, or nowhere if that is NULL; returns its bytes. */
static size_t
put_utf8(char *p, uint32_t character)
{
    size_t more = character < 0x80 ? 0 : character < 0x800 ? 1 : 2;
    static const unsigned char marks[] = {0, 0xc0, 0xe0, 0xf0};

    more += character >= 0x10000 ? 1 : 0;
    for (size_t i = more; p != NULL && i > 0; i--, character >>= 6)
        p[i] = (char)(0x80 | (character & 0x3f));
    if (p != NULL)
        p[0] = (char)(marks[more] | character);
    return more + 1;
}

struct sl_object *
sl_text_new(struct sl_interp *interp, const uint32_t *characters, size_t length,
            struct sl_error *error)
{
    size_t size = 0;
    struct sl_object *o;

    if (!interp->platform->release->text)
        return sl_unicode_new(interp, characters, length, error);
    for (size_t i = 0; i < length; i++)
        size += put_utf8(NULL, characters[i]);
    o = sl_str_new(interp, NULL, size, error);
    if (o == NULL)
        return NULL;
    size = 0;
    for (size_t i = 0; i < length; i++)
        size += put_utf8(((struct sl_str *)(void *)o)->data + size, characters[i]);
    return o;
}

struct sl_object *
sl_bytes_new(struct sl_interp *interp, const char *bytes, size_t length,
             struct sl_error *error)
{
    struct sl_object *o = sl_str_new(interp, bytes, length, error);

    if (o != NULL && interp->platform->release->text) {
        struct sl_type *type = sl_builtin(interp, SL_BYTES);

        sl_decref(&o->type->object);
        o->type = (struct sl_type *)(void *)sl_incref(&type->object);
    }
    return o;
}

struct letters {
    uint32_t first, last;
};

/* Letters beyond ASCII; what is behind U+0588 is by blocks. */
static const struct letters starts[] = {
    {0xaa, 0xaa},     {0xb5, 0xb5},     {0xba, 0xba},       {0xc0, 0xd6},
    {0xd8, 0xf6},     {0xf8, 0x2c1},    {0x2c6, 0x2d1},     {0x2e0, 0x2e4},
    {0x2ec, 0x2ec},   {0x2ee, 0x2ee},   {0x370, 0x374},     {0x376, 0x377},
    {0x37b, 0x37d},   {0x37f, 0x37f},   {0x386, 0x386},     {0x388, 0x38a},
    {0x38c, 0x38c},   {0x38e, 0x3a1},   {0x3a3, 0x3f5},     {0x3f7, 0x481},
    {0x48a, 0x52f},   {0x531, 0x556},   {0x559, 0x559},     {0x560, 0x588},
    {0x5d0, 0x1fff},  {0x2c00, 0x2dff}, {0x3005, 0x3007},   {0x3031, 0xd7ff},
    {0xf900, 0xfdff}, {0xfe70, 0xfefc}, {0x10000, 0x1cfff}, {0x20000, 0x3ffff},
};

static const struct letters further[] = {
    {0xb7, 0xb7}, {0x300, 0x36f}, {0x387, 0x387}, {0x483, 0x487}, {0x591, 0x5bd}};
static bool
is_among(uint32_t letter, const struct letters *table, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (letter >= table[i].first && letter <= table[i].last)
            return true;
    return false;
}

static bool
may_stand(uint32_t letter, bool first)
{
    if (letter < 0x80)
        return letter == '_' || (letter >= 'a' && letter <= 'z') ||
               (letter >= 'A' && letter <= 'Z') ||
               (!first && letter >= '0' && letter <= '9');
    return is_among(letter, starts, sizeof starts / sizeof starts[0]) ||
           (!first &&
            is_among(letter, further, sizeof further / sizeof further[0]));
}

bool
sl_is_identifier(const char *text, size_t length)
{
    size_t i = 0;
    bool first = true;

    for (; i < length; first = false) {
        unsigned char lead = (unsigned char)text[i++];
        int more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        uint32_t letter = more == 0 ? lead : lead & (0x3fu >> more);

        for (; more > 0 && i < length; more--)
            letter = letter << 6 | ((unsigned char)text[i++] & 0x3f);
        if (!may_stand(letter, first))
            return false;
    }
    return length > 0;
}

#define NO_ATTRIBUTE "'%.100s' object has no attribute '%.200s'"
#define NO_ROOM NO_ATTRIBUTE " and no __dict__ for setting new attributes"
#define NOT_IN_CLASS "type object '%.50s' has no attribute '%.400s'"
#define GOT_ONE "__weakref__ slot disallowed: "
#define GOT_ONE_OR GOT_ONE "either we already got one, or __itemsize__ != 0"
#define GOT_ONE_ALREADY GOT_ONE "we already got one"
#define ONLY "__class__ assignment only supported for "
#define ONLY_HEAP ONLY "heap types or ModuleType subclasses"
#define ONLY_MUTABLE ONLY "mutable types or ModuleType subclasses"
const struct sl_wording sl_wording_27 = {
    .setting = NO_ATTRIBUTE,
    .unborn = NO_ATTRIBUTE,
    .article = "",
    .weakrefs_twice = GOT_ONE_OR,
    .with_items = "nonempty",
    .mro_break = "\n",
    .only_classes = "__class__ assignment: only for heap types",
    .a_class = "new-style class"};
#define WORDING_36 \
    .setting = NO_ATTRIBUTE, .weakrefs_twice = GOT_ONE_OR, \
    .with_items = "nonempty", .mro_break = "\n", .new_class_first = true, \
    .a_class = "a class"

const struct sl_wording sl_wording_36 = {WORDING_36, .article = "",
                                         .only_classes = ONLY_HEAP};
const struct sl_wording sl_wording_38 = {WORDING_36, .article = "a ",
                                         .only_classes = ONLY_HEAP};
const struct sl_wording sl_wording_310 = {
    WORDING_36, .article = "a ", .unset = SL_UNSET_CLASS, .immutable = true,
    .only_classes = ONLY_MUTABLE};
const struct sl_wording sl_wording_311 = {WORDING_36,
                                          .article = "a ",
                                          .unset = SL_UNSET_CLASS,
                                          .unborn = NO_ATTRIBUTE,
                                          .deleting = NO_ATTRIBUTE,
                                          .class_deleting = NOT_IN_CLASS,
                                          .immutable = true,
                                          .only_classes = ONLY_MUTABLE};
#define WORDING_312 \
    .unborn = NO_ATTRIBUTE, .deleting = NO_ATTRIBUTE, \
    .class_deleting = NOT_IN_CLASS, .immutable = true, .article = "a ", \
    .weakrefs_twice = GOT_ONE_ALREADY, .new_class_first = true, \
    .only_classes = ONLY_MUTABLE, .a_class = "a class"

const struct sl_wording sl_wording_312 = {
    WORDING_312, .setting = NO_ATTRIBUTE, .unset = SL_UNSET_CLASS,
    .with_items = "nonempty", .mro_break = "\n"};
const struct sl_wording sl_wording_313 = {
    WORDING_312, .setting = NO_ROOM, .unset = SL_UNSET_QUALIFIED,
    .with_items = "nonempty", .mro_break = " "};
const struct sl_wording sl_wording_315 = {
    WORDING_312, .setting = NO_ROOM, .unset = SL_UNSET_QUALIFIED,
    .with_items = "arbitrary", .mro_break = " "};
const struct sl_release *
sl_release_of(const struct sl_type *type)
{
    return type->interp->platform->release;
}

const struct sl_wording *
sl_wording_of(const struct sl_object *o)
{
    return sl_release_of(o->type)->wording;
}

/* The module that TYPE says it is from, or NULL. */
static const char *
module_of(const struct sl_type *type)
{
    struct sl_object *key = sl_str_interned(type->interp, "__module__", NULL);
    struct sl_object *value = key == NULL ? NULL : sl_type_lookup(type, key);
    const char *text = value != NULL && sl_is_a(value, SL_STR)
                           ? ((struct sl_str *)(void *)value)->data
                           : NULL;

    sl_decref(key);
    return text != NULL && strcmp(text, "__main__") != 0 ? text : NULL;
}

int
sl_fail_unset(struct sl_object *o, struct sl_object *name, struct sl_error *error)
{
    bool qualified = sl_wording_of(o)->unset == SL_UNSET_QUALIFIED;
    const char *module = qualified ? module_of(o->type) : NULL;

    return sl_fail(error, SL_ATTRIBUTE_ERROR,
                   "'%.200s%s%.200s' object has no attribute '%.100s'",
                   module != NULL ? module : "", module != NULL ? "." : "",
                   o->type->name, ((struct sl_str *)(void *)name)->data);
}

int
sl_fail_builtin(const struct sl_type *type, const char *text,
                struct sl_error *error)
{
    if (sl_wording_of(&type->object)->immutable)
        return sl_fail(error, SL_TYPE_ERROR,
                       "cannot set '%s' attribute of immutable type '%s'", text,
                       type->name);
    return sl_fail(error, SL_TYPE_ERROR,
                   "can't set attributes of built-in/extension type '%s'",
                   type->name);
}

int
sl_fail_deleting(const struct sl_type *type, const char *text,
                 struct sl_error *error)
{
    const char *format = sl_wording_of(&type->object)->class_deleting;

    return format == NULL
               ? sl_fail(error, SL_ATTRIBUTE_ERROR, "%s", text)
               : sl_fail(error, SL_ATTRIBUTE_ERROR, format, type->name, text);
}

const struct sl_builtin_row *
sl_row_since(const struct sl_platform *platform, enum sl_builtin which)
{
    const struct sl_types_since *t = platform->release->types;

    for (; t != NULL; t = t->before)
        for (const struct sl_row_since *r = t->rows; r->row.name != NULL; r++)
            if (r->which == which)
                return &r->row;
    return NULL;
}

const char *
sl_more_since(const struct sl_platform *platform, const char *name,
              const char *more)
{
    const struct sl_types_since *t = platform->release->types;

    for (; t != NULL; t = t->before)
        for (const struct sl_more_since *e = t->exceptions; e->name != NULL; e++)
            if (strcmp(e->name, name) == 0)
                return e->more;
    return more;
}

const char *
sl_name_since(const struct sl_platform *platform, const char *name)
{
    if (!platform->release->text)
        return strcmp(name, "bytes") == 0 ? "str" : name;
    return strcmp(name, "IOError") == 0 || strcmp(name, "EnvironmentError") == 0
               ? "OSError"
               : name;
}

static size_t
size_since(const struct sl_platform *platform, const char *format)
{
    ptrdiff_t size = sl_calcsize(platform->abi, format, NULL);

    assert(size >= 0);
    return (size_t)size;
}

static size_t
str_outside(const struct sl_platform *platform, size_t length)
{
    (void)platform;
    return length + 1;
}

static size_t
bytes_outside(const struct sl_platform *platform, size_t length)
{
    (void)platform;
    return length == 0 ? 0 : length + 1;
}

static size_t
bytes_object_outside(const struct sl_platform *platform, size_t length)
{
    return length == 0 ? 0 : size_since(platform, "nPnnc") + length;
}

static size_t
words_outside(const struct sl_platform *platform, size_t length)
{
    return length * platform->abi->pointer.size;
}

static size_t
digit_of_nought(const struct sl_platform *platform, size_t length)
{
    return length == 0 ? size_since(platform, platform->digit) : 0;
}

static size_t
set_outside_since(const struct sl_platform *platform, size_t length)
{
    enum { MANY = 50000 };
    size_t places = 8;

    for (size_t used = 0; used < length;) {
        size_t want;

        used = ((places - 1) * 3 + 4) / 5; /* the element that is too many */
        if (used > length)
            break;
        want = used > MANY ? 2 * used : 4 * used;
        while (places <= want)
            places *= 2;
    }
    return places == 8 ? 0 : 2 * places * platform->abi->pointer.size;
}

static size_t
table_size(const struct sl_platform *platform, size_t places)
{
    size_t cell = places <= 128 ? 1 : places <= 32768 ? 2 : 4;

    return size_since(platform, platform->release->keys) + cell * places +
           places * 2 / 3 * 3 * platform->abi->pointer.size;
}

static size_t
dict_outside_since(const struct sl_platform *platform, size_t length)
{
    const struct sl_release *release = platform->release;
    size_t places = release->empty_table || length > 0 ? 8 : 0, used;

    while (places > 0 && (used = places * 2 / 3) < length) {
        size_t want =
            release->growth == SL_GROWTH_HALF ? 2 * used + places / 2 : 3 * used;

        for (places = 8; places < want;)
            places *= 2;
    }
    return places == 0 ? 0 : table_size(platform, places);
}

static const struct sl_row_since rows_36[] = {
    {SL_INT, {"int", .basic = SL_VAR_OBJECT_FORMAT, .item = ""}},
    {SL_BOOL, {"bool", .base = SL_INT, .basic = "nPnn", .item = "", .final = true}},
    {SL_LONG,
     {"long", .basic = SL_VAR_OBJECT_FORMAT, .item = "", .nameless = true}},
    {SL_BASESTRING, {"basestring", .nameless = true}},
    {SL_STR,
     {"str", .basic = "nP2niPnPnP", .counted = "nP2niP", .outside = str_outside}},
    {SL_UNICODE, {"unicode", .basic = SL_UNICODE_FORMAT, .nameless = true}},
    {SL_BYTES, {"bytes", .basic = "nPnnc", .item = "c"}},
    {SL_BYTEARRAY, {"bytearray", .basic = "nP2n2Pi0P", .outside = bytes_outside}},
    {SL_LIST, {"list", .basic = "nPnPn", .gc = true, .outside = words_outside}},
    {SL_DICT,
     {"dict", .basic = "nPnqPP", .gc = true, .outside = dict_outside_since}},
    {SL_BASE_EXCEPTION,
     {"BaseException", .basic = "nP5Pc0P", .gc = true, .dict = "nP"}},
    {SL_TYPE,
     {"type", .basic = "nPn105P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_MAP, {"map", .basic = "nP2P", .gc = true}},
    {SL_FILTER, {"filter", .basic = "nP2P", .gc = true}},
    {SL_ZIP, {"zip", .basic = "nPn2P", .gc = true}},
    {SL_RANGE, {"range", .basic = "nP4P", .final = true}},
    {SL_STATICMETHOD, {"staticmethod", .basic = "nP2P", .gc = true, .dict = "nPP"}},
    {SL_CLASSMETHOD, {"classmethod", .basic = "nP2P", .gc = true, .dict = "nPP"}},
    {SL_BUFFER, {"buffer", .basic = "nP2P2nil", .final = true, .nameless = true}},
    {SL_MEMORYVIEW,
     {"memoryview", .basic = "nPn15P", .item = "n", .gc = true, .final = true,
      .weaklist = "nPn14P"}},
    {SL_FILE, {"file", .basic = "nP4P2i4P3iPPP3i0P", .nameless = true}},
    {SL_MODULE,
     {"module", .basic = "nP5P", .gc = true, .nameless = true, .dict = "nP",
      .weaklist = "nP3P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP12P", .gc = true, .final = true, .nameless = true,
      .dict = "nP7P", .weaklist = "nP8P"}},
    {SL_BUILTIN_FUNCTION,
     {"builtin_function_or_method", .basic = "nP4P", .gc = true, .final = true,
      .nameless = true, .weaklist = "nP3P"}},
    {SL_MEMBER_DESCRIPTOR,
     {"member_descriptor", .basic = "nP4P", .gc = true, .final = true,
      .nameless = true}},
    {SL_GETSET_DESCRIPTOR,
     {"getset_descriptor", .basic = "nP4P", .gc = true, .final = true,
      .nameless = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_36[] = {
    {"BaseExceptionGroup", NULL},
    {"EncodingWarning", NULL},
    {"PythonFinalizationError", NULL},
    {"_IncompleteInputError", NULL},
    {NULL, NULL}};
const struct sl_types_since sl_types_36 = {NULL, rows_36, exceptions_36};
static const struct sl_more_since no_exceptions[] = {{NULL, NULL}};
static const struct sl_row_since rows_37[] = {
    {SL_SET,
     {"set", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
      .outside = set_outside_since}},
    {SL_FROZENSET,
     {"frozenset", .basic = SL_SET_FORMAT, .gc = true, .weaklist = "nP3nPP8n8Pn",
      .outside = set_outside_since}},
    {SL_OBJECT, {.name = NULL}}};
const struct sl_types_since sl_types_37 = {&sl_types_36, rows_37, no_exceptions};
static const struct sl_row_since rows_38[] = {
    {SL_TYPE,
     {"type", .basic = "nPn107P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP13P", .gc = true, .final = true, .nameless = true,
      .dict = "nP7P", .weaklist = "nP8P"}},
    {SL_BUILTIN_FUNCTION,
     {"builtin_function_or_method", .basic = "nP5P", .gc = true, .final = true,
      .nameless = true, .weaklist = "nP3P"}},
    {SL_OBJECT, {.name = NULL}}};
const struct sl_types_since sl_types_38 = {&sl_types_37, rows_38, no_exceptions};
static const struct sl_row_since rows_310[] = {
    {SL_TYPE,
     {"type", .basic = "nPn108P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP14P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_PROPERTY, {"property", .basic = "nP5Pi0P", .gc = true}},
    {SL_ZIP, {"zip", .basic = "nPn2Pi0P", .gc = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_310[] = {{"AttributeError", "2P"},
                                                      {"NameError", "P"},
                                                      {"SyntaxError", "8P"},
                                                      {"EncodingWarning", ""},
                                                      {NULL, NULL}};
const struct sl_types_since sl_types_310 = {&sl_types_38, rows_310, exceptions_310};
static const struct sl_row_since rows_311[] = {
    {SL_INT,
     {"int", .basic = SL_VAR_OBJECT_FORMAT, .item = "",
      .outside = digit_of_nought}},
    {SL_BASE_EXCEPTION,
     {"BaseException", .basic = "nP6Pc0P", .gc = true, .dict = "nP"}},
    {SL_TYPE,
     {"type", .basic = "nPn110P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP15P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_ENUMERATE, {"enumerate", .basic = "nPn4P", .gc = true}},
    {SL_WEAKREF, {"weakref", .basic = "nPPPlPPP", .gc = true, .nameless = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_311[] = {{"BaseExceptionGroup", "2P"},
                                                      {NULL, NULL}};
const struct sl_types_since sl_types_311 = {&sl_types_310, rows_311,
                                            exceptions_311};
static const struct sl_row_since rows_312[] = {
    {SL_BOOL, {"bool", .base = SL_INT, .final = true}},
    {SL_STR,
     {"str", .basic = "nP2ni0PnPP", .counted = "nP2ni0P", .outside = str_outside}},
    {SL_TYPE,
     {"type", .basic = "nPn112P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP16P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_312[] = {{"ImportError", "4P"},
                                                      {NULL, NULL}};
const struct sl_types_since sl_types_312 = {&sl_types_311, rows_312,
                                            exceptions_312};
static const struct sl_row_since rows_313[] = {
    {SL_TYPE,
     {"type", .basic = "nPn113P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_313[] = {
    {"PythonFinalizationError", ""}, {"_IncompleteInputError", ""}, {NULL, NULL}};
const struct sl_types_since sl_types_313 = {&sl_types_312, rows_313,
                                            exceptions_313};
static const struct sl_row_since rows_314[] = {
    {SL_TUPLE, {"tuple", .basic = "nPnn", .item = "P", .gc = true}},
    {SL_TYPE,
     {"type", .basic = "nPn114P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_FUNCTION,
     {"function", .basic = "nP17P", .gc = true, .final = true, .nameless = true,
      .dict = "nP9P", .weaklist = "nP10P"}},
    {SL_STATICMETHOD, {"staticmethod", .gc = true, .nameless = true}},
    {SL_CLASSMETHOD, {"classmethod", .gc = true, .nameless = true}},
    {SL_SUPER, {"super", .gc = true, .nameless = true}},
    {SL_ENUMERATE, {"enumerate", .gc = true, .nameless = true}},
    {SL_REVERSED, {"reversed", .gc = true, .nameless = true}},
    {SL_MAP, {"map", .gc = true, .nameless = true}},
    {SL_FILTER, {"filter", .gc = true, .nameless = true}},
    {SL_ZIP, {"zip", .gc = true, .nameless = true}},
    {SL_OBJECT, {.name = NULL}}};
static const struct sl_more_since exceptions_314[] = {
    {"AttributeError", NULL},
    {"BaseExceptionGroup", NULL},
    {"ImportError", NULL},
    {"NameError", NULL},
    {"StopIteration", NULL},
    {"SyntaxError", NULL},
    {"SystemExit", NULL},
    {"UnicodeDecodeError", NULL},
    {"UnicodeEncodeError", NULL},
    {"UnicodeTranslateError", NULL},
    {NULL, NULL}};
const struct sl_types_since sl_types_314 = {&sl_types_313, rows_314,
                                            exceptions_314};
static const struct sl_row_since rows_315[] = {
    {SL_BYTEARRAY,
     {"bytearray", .basic = "nP2n2PnP", .outside = bytes_object_outside}},
    {SL_TYPE,
     {"type", .basic = "nPn115P", .item = "PiniP", .gc = true, .dict = "nPn30P",
      .weaklist = "nPn43P"}},
    {SL_MODULE,
     {"module", .basic = "nP11P", .gc = true, .nameless = true, .dict = "nP",
      .weaklist = "nP2P"}},
    {SL_OBJECT, {.name = NULL}}};
const struct sl_types_since sl_types_315 = {&sl_types_314, rows_315, no_exceptions};
static const struct sl_family families_since[] = {
    {"BaseException", "", {"GeneratorExit", "KeyboardInterrupt"}},
    {"BaseException", "P", {"SystemExit"}},
    {"BaseException", "2P", {"BaseExceptionGroup"}},
    {"Exception",
     "",
     {"ArithmeticError", "AssertionError", "AttributeError", "BufferError",
      "EOFError", "LookupError", "MemoryError", "NameError", "ReferenceError",
      "RuntimeError", "StopAsyncIteration", "SystemError", "TypeError",
      "ValueError", "Warning"}},
    {"Exception", "P", {"StopIteration"}},
    {"Exception", "3P", {"ImportError"}},
    {"Exception", "5P", {"OSError"}},
    {"Exception", "6P", {"SyntaxError"}},
    {"ArithmeticError",
     "",
     {"FloatingPointError", "OverflowError", "ZeroDivisionError"}},
    {"ImportError", "", {"ModuleNotFoundError"}},
    {"LookupError", "", {"IndexError", "KeyError"}},
    {"NameError", "", {"UnboundLocalError"}},
    {"OSError",
     "",
     {"BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError",
      "FileNotFoundError", "InterruptedError", "IsADirectoryError",
      "NotADirectoryError", "PermissionError", "ProcessLookupError",
      "TimeoutError"}},
    {"ConnectionError",
     "",
     {"BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError",
      "ConnectionResetError"}},
    {"RuntimeError",
     "",
     {"NotImplementedError", "PythonFinalizationError", "RecursionError"}},
    {"SyntaxError", "", {"IndentationError", "_IncompleteInputError"}},
    {"IndentationError", "", {"TabError"}},
    {"ValueError", "", {"UnicodeError"}},
    {"UnicodeError",
     "5P",
     {"UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError"}},
    {"Warning",
     "",
     {"BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning",
      "ImportWarning", "PendingDeprecationWarning", "ResourceWarning",
      "RuntimeWarning", "SyntaxWarning", "UnicodeWarning", "UserWarning"}},
    {NULL, NULL, {NULL}}};
const struct sl_family *
sl_families_since(const struct sl_platform *platform)
{
    return platform->release->types == NULL ? NULL : families_since;
}

static size_t
shared_keys_size(const struct sl_type *type)
{
    const struct sl_platform *platform = type->interp->platform;
    enum { SHARED_311 = 64 };

    if (platform->release->values == SL_VALUES_IN_TABLE)
        return 0;
    if (platform->release->values == SL_VALUES_SHARED)
        return type->dictoffset != 0 ? table_size(platform, 8) : 0;
    if (!(type->front & SL_DICT_IN_FRONT))
        return 0;
    return size_since(platform, platform->release->keys) + SHARED_311 +
           SHARED_311 * 2 / 3 * 2 * platform->abi->pointer.size;
}

size_t
sl_class_getsizeof(const struct sl_type *type)
{
    bool counted = sl_release_of(type)->types == NULL;
    size_t members = counted && type->made != NULL ? type->made->member_count : 0;

    return sl_getsizeof(sl_builtin(type->interp, SL_TYPE), members) +
           shared_keys_size(type);
}

#undef CTYPE
#undef DESCR_27
#undef DESCR_3
#undef DICT_3
#undef FIND_PATIENCE
#undef GC_HEAD_27
#undef GC_HEAD_36
#undef GC_HEAD_38
#undef KEYS_311
#undef KEYS_36
#undef LITERAL_COUNT_MAX
#undef LOOKUP_PATIENCE
#undef MEMBER
#undef NESTING_LIMIT
#undef PROBE
#undef NO_ATTRIBUTE
#undef NO_ROOM
#undef NOT_IN_CLASS
#undef GOT_ONE
#undef GOT_ONE_OR
#undef GOT_ONE_ALREADY
#undef ONLY
#undef ONLY_HEAP
#undef ONLY_MUTABLE
#undef RECURSION_LIMIT
#undef TYPE_27
#undef WORDING_312
#undef WORDING_36
#endif
