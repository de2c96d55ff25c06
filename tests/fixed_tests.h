/* The parts of the suite `fixed`, a file each. */
#ifndef TESTS_FIXED_TESTS_H
#define TESTS_FIXED_TESTS_H

#include "slots.h"

#include <CUnit/CUnit.h>

#include <stdbool.h>

/* class NAME(BASE): __slots__ = (FIRST, SECOND), without a NULL; BASE NULL: object. */
struct sl_type *class_with_slots(struct sl_interp *py, const char *name,
                                 struct sl_type *base, const char *first,
                                 const char *second);

bool add_fixed_size_tests(CU_pSuite suite); /* sizes: what CPythons measured */

#endif
