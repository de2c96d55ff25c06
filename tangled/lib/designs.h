/* Generated from chapters/96-designs.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_DESIGNS_H
#define SL_DESIGNS_H

#include "object.h"

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
#endif
