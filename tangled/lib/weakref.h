/* Generated from chapters/84-weakref.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_WEAKREF_H
#define SL_WEAKREF_H

#include "object.h"

#include <stddef.h>

/* A weak reference: "nP2Pl2P". */
struct sl_weakref {
    struct sl_object object;
    struct sl_object *referent; /* borrowed; NULL when it has gone */
    struct sl_object *callback; /* owned; NULL: none, or called already */
    long hash;                  /* of the referent; -1: not asked for yet */
    struct sl_weakref *prev, *next;
};

/* A function written in C: "nP3P". */
struct sl_function {
    struct sl_object object;
    /* Called with itself and one ARGUMENT, borrowed both: a new reference, or NULL
       with ERROR set. */
    struct sl_object *(*code)(struct sl_function *f, struct sl_object *argument,
                              struct sl_error *error);
    void *context;          /* the program's */
    struct sl_object *self; /* owned, or NULL; the program sets it */
};

/* Where O keeps the head of the list of its weak references, or NULL if there is no
   room for one. Classes have none here, though CPython's have: ours are not laid
   out as `type` says. CPython 2.7: PyObject_GET_WEAKREFS_LISTPTR. */
struct sl_weakref **sl_weakref_pointer(struct sl_object *o);

/* weakref.ref(O, CALLBACK); the caller owns the reference. CALLBACK may be NULL or
   None: then it is the one that O has already, if it has one that lives. Anything
   else is kept, and called with the weak reference when O has gone; what it
   returns, and its errors, are dropped. NULL with ERROR set: TypeError "cannot
   create weak reference to 'S' object" where there is no room, or MemoryError.
   CPython 2.7: PyWeakref_NewRef. */
struct sl_object *sl_weakref_new(struct sl_object *o, struct sl_object *callback,
                                 struct sl_error *error);

/* What REF refers to, borrowed; NULL when that has gone.
   CPython 2.7: PyWeakref_GetObject, which says None instead. */
struct sl_object *sl_weakref_get(struct sl_object *ref);

/* How many weak references to O there are; 0 where there is no room for any.
   CPython 2.7: weakref.getweakrefcount. */
size_t sl_weakref_count(struct sl_object *o);

/* For types whose objects have room for weak references: the first act of the end
   of O. All of them refer to nothing from then on; after that the callbacks of
   those that live are called, from the most recently made to the oldest.
   CPython 2.7: PyObject_ClearWeakRefs. */
void sl_weakrefs_clear(struct sl_object *o);

/* For the end of an interpreter: all weak references refer to nothing from then on,
   and no callback is called. CPython 2.7: what the collector does for weak
   references that are garbage themselves. */
void sl_weakrefs_forget(struct sl_interp *interp);

/* The descriptor `__weakref__` of the class OWNER, a getset_descriptor; the caller
   owns the reference. NULL with ERROR set (MemoryError). CPython 2.7: what a class
   statement puts into the class's __dict__. */
struct sl_object *sl_weakref_descriptor_new(struct sl_type *owner,
                                            struct sl_error *error);

/* A function that runs CODE, with CONTEXT for its own use; it is bound to nothing
   until the caller gives its SELF a reference. The caller owns the reference. NULL
   with ERROR set (MemoryError). CPython 2.7: PyCFunction_New. */
struct sl_function *sl_function_new(
    struct sl_interp *interp,
    struct sl_object *(*code)(struct sl_function *f, struct sl_object *argument,
                              struct sl_error *error),
    void *context, struct sl_error *error);

/* o(ARGUMENT); the caller owns the result. NULL with ERROR set: whatever the
   function's code says, or TypeError "'int' object is not callable" for all that is
   no function. CPython 2.7: PyObject_CallFunctionObjArgs. */
struct sl_object *sl_call(struct sl_object *o, struct sl_object *argument,
                          struct sl_error *error);

/* For the table of built-in types: give TYPE, which is weakref or
   builtin_function_or_method, its behaviour. */
void sl_weakref_behaviour(struct sl_type *type);
void sl_function_behaviour(struct sl_type *type);
#endif
