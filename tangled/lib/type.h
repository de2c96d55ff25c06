/* Generated from chapters/05-type.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_TYPE_H
#define SL_TYPE_H

#include "dict.h"

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
#endif
