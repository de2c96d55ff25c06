/* The parts of the suite `compact`, a file each. Each function adds its tests to SUITE and
   returns whether it could. */
#ifndef TESTS_COMPACT_TESTS_H
#define TESTS_COMPACT_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool add_compact_operation_tests(CU_pSuite suite); /* as every dictionary */
bool add_compact_oracle_tests(CU_pSuite suite); /* sizes: what CPythons measured */

#endif
