/* Generated from chapters/09-avoid.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_AVOID_H
#define SL_AVOID_H

#include "type.h"

#include <stddef.h>

/* O.__class__ = TYPE. O gives its reference to its old class back, and takes one to
   TYPE. 0, or -1 with ERROR set and O as it was. TypeError where TYPE is NULL:
   "can't delete __class__ attribute"; where it points to an object that is no type:
   "__class__ must be set to new-style class, not 'int' object"; where one of the
   two is built-in: "__class__ assignment: only for heap types"; else "__class__
   assignment: 'A' deallocator differs from 'B'", or "'A' object layout differs from
   'B'". CPython 2.7: object.__class__. */
int sl_class_assign(struct sl_object *o, struct sl_type *type,
                    struct sl_error *error);

/* Where __slots__ save nothing. */
enum sl_waste_kind {
    SL_WASTE_UNSLOTTED_BASE, /* TYPE, a class without __slots__ or a built-in type,
                                brings a __dict__ */
    SL_WASTE_DUPLICATE,      /* the slot NAME is listed once more */
    SL_WASTE_SHADOWED,       /* the slot NAME is a class variable, too */
    SL_WASTE_REPEATED        /* the base TYPE has a slot NAME already */
};

struct sl_waste {
    enum sl_waste_kind kind;
    const char *name; /* as mangled; lives as long as the class. Or "__dict__" */
    const struct sl_type *type;
};

/* What the class TYPE wastes, if it has __slots__: first the unslotted base, the
   first in its MRO; then the words that hold nothing, sorted by name, each with one
   reason. Returns how many there are, and fills LIST as far as ROOM goes. Nothing
   is found in classes without __slots__. */
size_t sl_waste_find(const struct sl_type *type, struct sl_waste *list,
                     size_t room);
#endif
