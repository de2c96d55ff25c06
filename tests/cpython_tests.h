/* What CPython 2.7's own tests of slots, sizes and dictionaries mean, said in C. Each test has
   the name of the one that it mirrors, with the file's in front where two have the same. A
   comment says what of it libslots cannot say. */
#ifndef TESTS_CPYTHON_TESTS_H
#define TESTS_CPYTHON_TESTS_H

#include "living.h"

#include <CUnit/CUnit.h>

#include <stdbool.h>
#include <stddef.h>

bool add_cpython_type_tests(CU_pSuite suite);  /* test_descr: slots and errors */
bool add_cpython_size_tests(CU_pSuite suite);  /* test_sys: sizes */
bool add_cpython_avoid_tests(CU_pSuite suite); /* test_descr: bases and classes */
bool add_cpython_dict_tests(CU_pSuite suite);  /* test_dict: resizing */

/* hasattr(o, NAME). */
bool has_attr(struct sl_object *o, const char *name);

/* o.NAME = VALUE: whether that worked. del o.NAME: the same. */
bool set_attr(struct sl_object *o, const char *name, struct sl_object *value);
bool set_attr_int(struct sl_object *o, const char *name, long value);
bool del_attr(struct sl_object *o, const char *name);

/* o.NAME, borrowed from O; NULL: there is none. */
struct sl_object *attr(struct sl_object *o, const char *name);

/* Whether o.NAME is the int VALUE. */
bool attr_is(struct sl_object *o, const char *name, long value);

/* class NAME(BASES): __slots__ = SLOTS, of which it takes the reference; NULL: the body is
   `pass`. No BASES: object. NULL with ERROR set where it is refused. */
struct sl_type *class_with(struct sl_interp *py, const char *name,
                           struct sl_type *const *bases, size_t count,
                           struct sl_object *slots, struct sl_error *error);

/* An instance of TYPE, whose reference it takes: the instance keeps the class. */
struct sl_object *only_instance(struct sl_type *type);

/* A tuple of COUNT strs. */
struct sl_object *strs(struct sl_interp *py, const char *const *texts,
                       size_t count);

#define NAMES(...) \
    (const char *const[]){__VA_ARGS__}, \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)

#endif
