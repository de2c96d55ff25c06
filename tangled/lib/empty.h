/* Generated from chapters/06-empty.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_EMPTY_H
#define SL_EMPTY_H

#include "type.h"

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
#endif
