/* Dictionaries of any release, through the design of their interpreter's platform. */
#ifndef TESTS_ANY_DICT_H
#define TESTS_ANY_DICT_H

#include "slots.h"

#include <stdbool.h>
#include <stddef.h>

/* As the functions of the design, for a dictionary of an interpreter's own release. */
struct sl_object *any_new(struct sl_interp *py);
int any_set(struct sl_object *d, struct sl_object *key, struct sl_object *value,
            struct sl_error *error);
int any_get(struct sl_object *d, struct sl_object *key, struct sl_object **value,
            struct sl_error *error);
int any_del(struct sl_object *d, struct sl_object *key, struct sl_error *error);
bool any_next(struct sl_object *d, size_t *place, struct sl_object **key,
              struct sl_object **value);
void any_clear(struct sl_object *d);
int any_update(struct sl_object *d, struct sl_object *other,
               struct sl_error *error);
struct sl_object *any_copy(struct sl_object *d, struct sl_error *error);
size_t any_length(const struct sl_object *d);
size_t any_size(const struct sl_object *d); /* getsizeof, on its own platform */

/* Each makes a key, uses it and gives it back. The value is None. They return what the
   function of the library returned. */
int any_set_int(struct sl_object *d, long key);
int any_del_int(struct sl_object *d, long key);
int any_has_int(struct sl_object *d, long key);
int any_set_str(struct sl_object *d, const char *key);
int any_has_str(struct sl_object *d, const char *key);

/* Whether D is a dictionary of CPython 2.7. */
bool is_open(const struct sl_object *d);

/* Asserts that the tables of D are as they must be: each key is on its way of places, none
   is there twice, the counts are right. Keys are compared by SAME; NULL: by sl_equal. WHERE
   is said if not. */
void check_any(const struct sl_object *d,
               bool (*same)(struct sl_object *, struct sl_object *),
               const char *where);

#endif
