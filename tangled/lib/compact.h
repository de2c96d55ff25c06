/* Generated from chapters/87-compact.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_COMPACT_H
#define SL_COMPACT_H

#include "dict.h"

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
#endif
