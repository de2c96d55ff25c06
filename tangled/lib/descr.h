/* Generated from chapters/84-weakref.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_DESCR_H
#define SL_DESCR_H

#include "object.h"

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
#endif
