/* Generated from chapters/08-hybrid.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_HYBRID_H
#define SL_HYBRID_H

#include "object.h"

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
#endif
