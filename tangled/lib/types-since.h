/* Generated from chapters/89-types-since.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_TYPES_SINCE_H
#define SL_TYPES_SINCE_H

#include "builtin.h"
#include "releases.h"
#include "type.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which words of an object are in front of it: sl_type.front. */
enum { SL_DICT_IN_FRONT = 1, SL_WEAKREFS_IN_FRONT = 2 };

/* For sl_lay_out: those of the two words that the class TYPE is about to add which
   go in front of its instances. CPython 3.11: Py_TPFLAGS_MANAGED_DICT; 3.12:
   Py_TPFLAGS_MANAGED_WEAKREF. */
unsigned char sl_front_of(const struct sl_type *type, bool dict, bool weakrefs);

/* For sl_lay_out: adds the words FRONT to TYPE, whose inside is laid out. Sets
   dictoffset and weaklistoffset to what CPython reports. */
void sl_lay_out_front(struct sl_type *type, unsigned char front);

/* Bytes in front of an instance of TYPE, besides a GC head: two words or none. */
size_t sl_front_size(const struct sl_type *type);

/* The address of a word in front of O: WHICH is SL_DICT_IN_FRONT or
   SL_WEAKREFS_IN_FRONT, and its type has it. */
void *sl_front_word(struct sl_object *o, unsigned char which);

/* Whether instances of TYPE keep the values of their attributes behind themselves,
   until something forces a dictionary. CPython 3.13: Py_TPFLAGS_INLINE_VALUES. */
bool sl_has_inline_values(const struct sl_type *type);

/* For sl_lay_out: whether instances of TYPE have a GC head; ADDED: it adds a word
   to its base. */
bool sl_class_has_head(const struct sl_type *type, bool added);

/* How many items O has: digits of an int where its type has items. CPython:
   Py_SIZE. */
size_t sl_length_of(const struct sl_object *o);

/* Bytes by which the words that classes added to O's type are further behind in
   memory than their offsets say: the items in front of slots, as 3.15 has them; and
   the letters of a str of Python 3, which live inside it here. */
size_t sl_displacement(const struct sl_object *o);

/* Bytes of a living instance of TYPE with the contents of VALUE, without its
   head. */
size_t sl_living_size(const struct sl_type *type, const struct sl_object *value);

/* For sl_type_new: whether a class under BASE may list '__weakref__', which in 3.15
   is more than what it would add without __slots__; and other names. */
bool sl_may_list_weakrefs(const struct sl_type *base);
bool sl_may_add_slots(const struct sl_type *base);

/* For sl_type_new: that slots are not supported under BASE, which has items. */
int sl_with_items(const struct sl_type *base, struct sl_error *error);

/* For sl_type_new: 0, or -1 with ERROR set if NAMES, which may be NULL, binds the
   slot NAME: ValueError "'a' in __slots__ conflicts with class variable". CPython
   2.7 has no such rule, and there it is always 0. */
int sl_check_shadow(struct sl_dict *names, struct sl_object *name,
                    struct sl_error *error);

/* What every class body binds that can meet a slot, up to a NULL. */
extern const char *const sl_body_names_27[];
extern const char *const sl_body_names_36[];
extern const char *const sl_body_names_313[];

/* Whether the LENGTH bytes of TEXT, UTF-8, are an identifier of Python 3. Exact up
   to U+0588, Armenian; beyond it blocks count as a whole, as letters or not.
   CPython 3.6: str.isidentifier. */
bool sl_is_identifier(const char *text, size_t length);

/* A str of the LENGTH CHARACTERS; in CPython 2.7, a unicode. The caller owns the
   reference. NULL with ERROR set (MemoryError). CPython 3.6:
   PyUnicode_FromKindAndData. */
struct sl_object *sl_text_new(struct sl_interp *interp, const uint32_t *characters,
                              size_t length, struct sl_error *error);

/* A bytes object; in CPython 2.7, a str. The same. CPython 3.6:
   PyBytes_FromStringAndSize. */
struct sl_object *sl_bytes_new(struct sl_interp *interp, const char *bytes,
                               size_t length, struct sl_error *error);

/* How an AttributeError for a slot that holds nothing is put. */
enum sl_unset {
    SL_UNSET_NAME,     /* the slot's name alone: 2.7 */
    SL_UNSET_CLASS,    /* "'S' object has no attribute 'a'": 3.10 */
    SL_UNSET_QUALIFIED /* "'module.S' object ...": 3.13 */
};

/* The texts of errors that differ. Formats take a class's name, then an
   attribute's; NULL: the name of the attribute is all. */
struct sl_wording {
    enum sl_unset unset;
    const char *setting;        /* an attribute there is no room for */
    const char *unborn;         /* deleting one while there is no dictionary */
    const char *deleting;       /* deleting one that the dictionary has not */
    const char *class_deleting; /* deleting one that a class has not */
    bool immutable;             /* a built-in type is called so */
    const char *article;        /* "doesn't apply to a 'P' object" */
    const char *weakrefs_twice; /* '__weakref__' where it may not be */
    const char *with_items;     /* which slots are not supported with items */
    const char *mro_break;      /* in the middle of "Cannot create a ..." */
    bool new_class_first;       /* when __class__ is assigned to */
    const char *only_classes;   /* when one of the two is built-in */
    const char *a_class;        /* what __class__ must be set to */
};

extern const struct sl_wording sl_wording_27;
extern const struct sl_wording sl_wording_36;
extern const struct sl_wording sl_wording_38;
extern const struct sl_wording sl_wording_310;
extern const struct sl_wording sl_wording_311;
extern const struct sl_wording sl_wording_312;
extern const struct sl_wording sl_wording_313;
extern const struct sl_wording sl_wording_315;

/* The wording of O's interpreter, and the release of TYPE's; static. */
const struct sl_wording *sl_wording_of(const struct sl_object *o);
const struct sl_release *sl_release_of(const struct sl_type *type);

/* That the slot NAME of O is unset, in the words of 3.10 and later; -1. */
int sl_fail_unset(struct sl_object *o, struct sl_object *name,
                  struct sl_error *error);

/* That the attribute TEXT of built-in TYPE cannot be set; that the class TYPE has
   none to delete; -1. */
int sl_fail_builtin(const struct sl_type *type, const char *text,
                    struct sl_error *error);
int sl_fail_deleting(const struct sl_type *type, const char *text,
                     struct sl_error *error);
struct sl_row_since {
    enum sl_builtin which;
    struct sl_builtin_row row;
};

struct sl_more_since {
    const char *name; /* of an exception; NULL: the end of the list */
    const char *more; /* format of what it has more than its base; NULL: there is no
                         such exception, or it was not measured */
};

/* The built-in types that a release has changed. */
struct sl_types_since {
    const struct sl_types_since *before; /* NULL: it follows 2.7 */
    const struct sl_row_since *rows;     /* the last has no name */
    const struct sl_more_since *exceptions;
};

extern const struct sl_types_since sl_types_36, sl_types_37, sl_types_38,
    sl_types_310, sl_types_311, sl_types_312, sl_types_313, sl_types_314,
    sl_types_315;

/* For the table of built-in types: the line of a type that a release since 2.7
   changed, the latest up to PLATFORM's; NULL: none. Static. */
const struct sl_builtin_row *sl_row_since(const struct sl_platform *platform,
                                          enum sl_builtin which);

/* The families of exceptions of PLATFORM's release, NULL: those of 2.7; and what
   the exception NAME has more than its base, where the family says MORE. Static. */
const struct sl_family *sl_families_since(const struct sl_platform *platform);
const char *sl_more_since(const struct sl_platform *platform, const char *name,
                          const char *more);

/* The name that a type has in PLATFORM's release which programs may also call NAME;
   NAME itself if that is no such other name. */
const char *sl_name_since(const struct sl_platform *platform, const char *name);

/* Bytes that sys.getsizeof reports for the class TYPE itself, whose instances have
   had at most five attributes so far. CPython: type.__sizeof__. */
size_t sl_class_getsizeof(const struct sl_type *type);
#endif
