/* Generated from chapters/03-dict.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_DICT_H
#define SL_DICT_H

#include "object.h"

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
#endif
