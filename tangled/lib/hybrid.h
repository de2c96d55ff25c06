/* Generated from chapters/08-hybrid.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_HYBRID_H
#define SL_HYBRID_H

#include "object.h"

/* The descriptor `__dict__` for the class OWNER, which is borrowed and whose
   instances have a word for a dictionary. Reading it makes the dictionary if it is
   not born yet; setting it takes a dict or fails with TypeError "__dict__ must be
   set to a dictionary, not a 'int'"; deleting it always works. The caller owns the
   reference. NULL with ERROR set: MemoryError. CPython 2.7: what type() puts into
   the namespace of such a class. */
struct sl_object *sl_dict_descriptor_new(struct sl_type *owner,
                                         struct sl_error *error);
#endif
