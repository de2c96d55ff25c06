/* Interpreters, objects and dictionaries for the tests. */
#ifndef TESTS_LIVING_H
#define TESTS_LIVING_H

#include "allocator.h"
#include "slots.h"

#include <stdbool.h>
#include <stddef.h>

/* A new interpreter over a counting allocator, which is set to zero. */
struct sl_interp *open_interp(const struct sl_platform *platform,
                              struct counting_allocator *counts);

/* Ends it; asserts that no object and no block of memory is left. */
void close_interp(struct sl_interp *py, struct counting_allocator *counts);

/* New keys, from a number or as by printf. NULL if there is no memory for them. */
struct sl_object *int_key(struct sl_interp *py, long value);
struct sl_object *str_key(struct sl_interp *py, const char *format, ...);

/* The same with a dictionary: each makes a key, uses it and gives it back. The value is
   None. They return what the function of the library returned. */
int set_int(struct sl_dict *d, long key);
int del_int(struct sl_dict *d, long key);
int has_int(struct sl_dict *d, long key);
int set_str(struct sl_dict *d, const char *key);
int del_str(struct sl_dict *d, const char *key);
int has_str(struct sl_dict *d, const char *key);

void release_dict(struct sl_dict *d);

/* Asserts that the tables of dictionaries are as CPython 2.7's are: the counts are right,
   the places enough, each key is on its way of places, and none is there twice. Keys are
   compared by SAME; NULL: by sl_equal. WHERE is said if not. */
void check_dict(const struct sl_dict *d,
                bool (*same)(struct sl_object *, struct sl_object *),
                const char *where);

#endif
