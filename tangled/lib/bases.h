/* Generated from chapters/83-bases.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_BASES_H
#define SL_BASES_H

#include "object.h"

#include <stdbool.h>
#include <stddef.h>

/* The types that an attribute is looked for in: how many, and number I of them,
   which must be one; number 0 is TYPE, the last is object. Borrowed.
   CPython 2.7: type.__mro__. */
size_t sl_mro_length(const struct sl_type *type);
struct sl_type *sl_mro_at(const struct sl_type *type, size_t i);

/* Whether TYPE is OF or derived from it. CPython 2.7: PyType_IsSubtype. */
bool sl_is_subtype(const struct sl_type *type, const struct sl_type *of);

/* Which of COUNT > 0 BASES a new class extends; borrowed. NULL with ERROR set:
   TypeError "type 'bool' is not an acceptable base type", or "multiple bases have
   instance lay-out conflict". CPython 2.7: the attribute __base__. */
struct sl_type *sl_best_base(struct sl_type *const *bases, size_t count,
                             struct sl_error *error);

/* The method resolution order of a class with COUNT > 0 BASES. Element 0 is TYPE,
   the class itself, which may be NULL and be filled in later. *LENGTH is the number
   of elements. The caller owns the block, for sl_memory_free; the types are
   borrowed. NULL with ERROR set: MemoryError; TypeError "duplicate base class A",
   or "Cannot create a consistent method resolution\norder (MRO) for bases A, B".
   CPython 2.7: type.mro(). */
struct sl_type **sl_mro_new(struct sl_type *type, struct sl_type *const *bases,
                            size_t count, size_t *length, struct sl_error *error);
#endif
