/* Generated from chapters/07-fixed.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_FIXED_H
#define SL_FIXED_H

#include "object.h"

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
#endif
