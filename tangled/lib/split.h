/* Generated from chapters/88-split.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_SPLIT_H
#define SL_SPLIT_H

#include "compact.h"

/* The values of an instance. Up to 3.10 nothing but the pointers; since 3.11 these
   bytes, a byte for each place, padding, and then the pointers. */
struct sl_value_block {
    unsigned char room;     /* places */
    unsigned char count;    /* of them hold a value */
    unsigned char embedded; /* 3.13 and later: whether it is behind its instance */
};

/* The class `class NAME(object): pass`, or one with slots beside a __dict__, as
   far as its instances' other attributes are concerned. */
struct sl_plain_class {
    struct sl_type type;  /* of the instances */
    struct sl_keys *keys; /* that they share; NULL: they do not, or do no longer */
    bool outside;         /* 3.11 and later: no instance has values at first */
};

/* An instance of one. */
struct sl_plain {
    struct sl_object object;
    struct sl_object *dict; /* its __dict__; NULL: not born yet */
    struct sl_value_block
        *values; /* 3.11 and later; NULL: none, or the dict has them */
};

/* A new class of INTERP, with so many SLOTS of its own and a __dict__; NAME must
   outlive it. KNOWN are the COUNT names that its methods set on self, which
   releases before 3.14 do not ask for. The caller owns it. NULL with ERROR set
   (MemoryError). */
struct sl_plain_class *sl_plain_class_new(struct sl_interp *interp,
                                          const char *name, size_t slots,
                                          const char *const *known, size_t count,
                                          struct sl_error *error);

/* Its end, when it has no instances any more. */
void sl_plain_class_free(struct sl_plain_class *class);

/* A new instance without attributes; the caller owns the reference. NULL with
   ERROR set (MemoryError). */
struct sl_object *sl_plain_new(struct sl_plain_class *class,
                               struct sl_error *error);

/* The room for values that the next instance will have; 0 where it has none
   without a dictionary. */
size_t sl_plain_room(const struct sl_plain_class *class);

/* o.__dict__, a dictionary of the release's design, borrowed; makes it if it is
   not born yet. NULL with ERROR set (MemoryError). O is an instance of a struct
   sl_plain_class in each. */
struct sl_object *sl_plain_dict(struct sl_object *o, struct sl_error *error);

/* The same if it is born, else NULL. */
struct sl_object *sl_plain_dict_if_born(struct sl_object *o);

/* o.NAME = value. NAME is a str. 0, or -1 with ERROR set (MemoryError). */
int sl_plain_set(struct sl_object *o, struct sl_object *name,
                 struct sl_object *value, struct sl_error *error);

/* o.NAME in *VALUE, borrowed (VALUE may be NULL): 1 if it is there, 0 if not, -1
   with ERROR set. */
int sl_plain_get(struct sl_object *o, struct sl_object *name,
                 struct sl_object **value, struct sl_error *error);

/* del o.NAME. 0, or -1 with ERROR set: AttributeError, or MemoryError. */
int sl_plain_del(struct sl_object *o, struct sl_object *name,
                 struct sl_error *error);

/* Bytes on PLATFORM, of CPython 3.6 or later, of the values of an instance with
   room for so many. They are a block of their own, or from 3.13 on the end of the
   instance's. No getsizeof of an instance counts them. */
size_t sl_values_sizeof(const struct sl_platform *platform, size_t room);

/* For dictionaries with shared keys; D is one of them in each. The place of the
   value of key number I. */
struct sl_object **sl_values_at(const struct sl_compact *d, size_t i);

/* How many values getsizeof counts. */
size_t sl_values_counted(const struct sl_compact *d);

/* As sl_compact_next: the number of a key, or -1. */
ptrdiff_t sl_values_next(const struct sl_compact *d, size_t *place);

/* Sets the value of KEY, which has none in D, without giving D a table of its
   own. False if that cannot be: then nothing was done. Leaves D's length to the
   caller. */
bool sl_values_insert(struct sl_compact *d, struct sl_object *key, long hash,
                      struct sl_object *value);

/* Takes out the value of key number I. False where a release cannot do that. */
bool sl_values_remove(struct sl_compact *d, size_t i);

/* D has moved its values elsewhere, and does without the block from now on. */
void sl_values_leave(struct sl_compact *d);

/* Gives the values back. The first leaves D without a table, the second as
   d.clear() does. */
void sl_values_end(struct sl_compact *d);
void sl_values_clear(struct sl_compact *d);

/* A copy of D that shares its keys, too; the caller owns the reference. NULL with
   ERROR set (MemoryError). */
struct sl_compact *sl_values_copy(const struct sl_compact *d,
                                  struct sl_error *error);
#endif
