/* The parts of the suite `weakref`, a file each, and what they share. */
#ifndef TESTS_WEAKREF_TESTS_H
#define TESTS_WEAKREF_TESTS_H

#include "living.h"

#include <CUnit/CUnit.h>

#include <stdbool.h>
#include <stddef.h>

bool add_weakref_death_tests(CU_pSuite suite);  /* what is called, when */
bool add_weakref_memory_tests(CU_pSuite suite); /* none left, and ends */
bool add_descriptor_tests(CU_pSuite suite);     /* lib/descr, and __weakref__ */

/* class NAME(object): pass, and an instance of it. They end the test if they cannot. */
struct sl_type *plain_class(struct sl_interp *py, const char *name);
struct sl_object *plain(struct sl_type *c);

/* The fields of a weak reference. */
struct sl_weakref *fields(struct sl_object *ref);

/* What callbacks note: who was called, one letter each, and what was then to be seen. */
struct notes {
    char called[64];
    size_t calls;
    size_t alive; /* calls whose weak reference still referred to something */
};

/* A callback that writes LETTER into NOTES. */
struct sl_object *noting(struct sl_interp *py, struct notes *notes, char letter);

/* weakref.ref(O, a noting callback). */
struct sl_object *noted(struct sl_object *o, struct notes *notes, char letter);

/* Asserts that the list of O is well formed and holds the COUNT living REFS in order. */
void expect_list(struct sl_object *o, struct sl_object *const *refs, size_t count);

#endif
