/* The parts of the suite `type`, a file each. */
#ifndef TESTS_TYPE_TESTS_H
#define TESTS_TYPE_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool add_type_oracle_tests(CU_pSuite suite); /* every class of the oracle's cases */
bool
add_type_behaviour_tests(CU_pSuite suite); /* what it says of living instances */

#endif
