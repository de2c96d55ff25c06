/* The parts of the suite `avoid`, a file each. */
#ifndef TESTS_AVOID_TESTS_H
#define TESTS_AVOID_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool add_avoid_bases_tests(CU_pSuite suite); /* best base and resolution order */

#endif
