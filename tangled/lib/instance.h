/* Generated from chapters/04-instance.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_INSTANCE_H
#define SL_INSTANCE_H

#include "dict.h"

#include <stdbool.h>
#include <stddef.h>

/* For sl_type_new: whether a class derived from BASE may add a word for its
   dictionary, or for weak references. They cannot fail.
   CPython 2.7: part of type.__new__. */
bool sl_may_add_dict(const struct sl_type *base);
bool sl_may_add_weakrefs(const struct sl_type *base);

/* For sl_type_new: appends to TYPE, so far like its base, words for so many SLOTS,
   for a dictionary, for weak references, in this order. DICT and WEAKREFS only
   where the base allows them. CPython 2.7: part of type.__new__. */
void sl_lay_out(struct sl_type *type, size_t slots, bool dict, bool weakrefs);

/* The class that `class NAME(BASE): pass` makes; the caller owns the reference.
   NAME is copied; the class keeps a reference to BASE, a type of the same
   interpreter. NULL with ERROR set: TypeError if BASE is final (bool, NoneType), or
   MemoryError. CPython 2.7: type(NAME, (BASE,), {}). */
struct sl_type *sl_class_new(struct sl_interp *interp, const char *name,
                             struct sl_type *base, struct sl_error *error);

/* For sl_type_new: gives the new class TYPE what all instances can do. It cannot
   fail. CPython 2.7: part of type.__new__. */
void sl_instance_behaviour(struct sl_type *type);

/* The built-in type that TYPE goes back to, itself if it is one. Borrowed.
   CPython 2.7: the first tp_base without Py_TPFLAGS_HEAPTYPE. */
const struct sl_type *sl_root_of(const struct sl_type *type);

/* A new instance of the class TYPE, which must go back to object, to an exception,
   or to tuple: then it has LENGTH items, all None. Otherwise LENGTH is ignored. The
   caller owns the reference. NULL with ERROR set: MemoryError; TypeError for other
   built-in types; RuntimeError on another machine's platform.
   CPython 2.7: PyType_GenericAlloc. */
struct sl_object *sl_instance_new(struct sl_type *type, size_t length,
                                  struct sl_error *error);

/* Where O keeps the pointer to its __dict__, or NULL if objects of its type have
   none. The pointer itself is NULL as long as the dictionary is not born.
   CPython 2.7: _PyObject_GetDictPtr. */
struct sl_dict **sl_dict_pointer(struct sl_object *o);

/* Bytes from the beginning of an object of TYPE with LENGTH items to its __dict__
   pointer; 0 if it has none. CPython 2.7: the documentation of tp_dictoffset. */
size_t sl_dict_offset(const struct sl_type *type, size_t length);

/* Bytes of an object of TYPE with LENGTH items, without its head, rounded up to
   whole pointers. CPython 2.7: _PyObject_VAR_SIZE. */
size_t sl_var_size(const struct sl_type *type, size_t length);

/* o.__dict__, borrowed; makes it if it is not born yet. NULL with ERROR set:
   AttributeError where objects of the type have none, or MemoryError.
   CPython 2.7: PyObject_GetAttrString(o, "__dict__"). */
struct sl_dict *sl_instance_dict(struct sl_object *o, struct sl_error *error);

/* o.NAME = value. NAME is a str, or the result is a TypeError. 0, or -1 with ERROR
   set: AttributeError where O has no room for the attribute, what a descriptor of
   its class reports, or MemoryError; then O is as it was.
   CPython 2.7: PyObject_SetAttr. */
int sl_setattr(struct sl_object *o, struct sl_object *name, struct sl_object *value,
               struct sl_error *error);

/* o.NAME; the caller owns the reference. NULL with ERROR set: AttributeError with
   CPython 2.7's text where there is no such attribute, TypeError where NAME is no
   str. CPython 2.7: PyObject_GetAttr. */
struct sl_object *sl_getattr(struct sl_object *o, struct sl_object *name,
                             struct sl_error *error);

/* Whether there is o.NAME; false for every error. CPython 2.7: PyObject_HasAttr. */
bool sl_hasattr(struct sl_object *o, struct sl_object *name);

/* del o.NAME. 0, or -1 with ERROR set: AttributeError, TypeError, or what a
   descriptor of its class reports. CPython 2.7: PyObject_DelAttr. */
int sl_delattr(struct sl_object *o, struct sl_object *name, struct sl_error *error);

/* Bytes, on its platform, of an instance of TYPE with no items and so many
   ATTRIBUTES, set one by one, and of its dictionary. With no attributes the
   dictionary is not born, and not counted. TYPE must have room for a dictionary.
   CPython 2.7: sys.getsizeof(o) + sys.getsizeof(o.__dict__). */
size_t sl_instance_sizeof(const struct sl_type *type, size_t attributes);
#endif
