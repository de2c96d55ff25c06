/* Generated from chapters/07-fixed.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_FIXED_H
#define SL_FIXED_H

#include "object.h"

#include <stddef.h>

/* The descriptor of a slot of the class OWNER, which is borrowed: it stands for the
   word OFFSET bytes behind the beginning of an instance, under NAME, a str. The
   caller owns the reference. NULL with ERROR set (MemoryError). CPython 2.7:
   PyDescr_NewMember of a T_OBJECT_EX. */
struct sl_object *sl_member_new(struct sl_type *owner, struct sl_object *name,
                                size_t offset, struct sl_error *error);

/* For the table of built-in types: gives TYPE, which is member_descriptor, its
   behaviour. */
void sl_member_behaviour(struct sl_type *type);

/* For the end of instances: empties every slot of O, whichever class on the way to
   its built-in type brought it, and gives the values back. CPython 2.7: what
   subtype_dealloc and subtype_clear do about slots. */
void sl_slots_clear(struct sl_object *o);
#endif
