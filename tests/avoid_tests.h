/* The parts of the suite `avoid`, a file each. */
#ifndef TESTS_AVOID_TESTS_H
#define TESTS_AVOID_TESTS_H

#include "slots.h"

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool add_avoid_bases_tests(CU_pSuite suite);  /* best base and resolution order */
bool add_avoid_waste_tests(CU_pSuite suite);  /* slots that save nothing */
bool add_avoid_assign_tests(CU_pSuite suite); /* o.__class__ = C */

/* class NAME(BASES): __slots__ = SLOTS, with a class variable VARIABLE unless that is NULL.
   BASES are COUNT types. SLOTS: names between commas; "-": no __slots__; "()": none. NULL
   with ERROR set if CPython refuses it, or there is no memory. */
struct sl_type *class_of(struct sl_interp *py, const char *name,
                         struct sl_type *const *bases, size_t count,
                         const char *slots, const char *variable,
                         struct sl_error *error);

#endif
