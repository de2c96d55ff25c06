/* The parts of the suite `split`, a file each. Each function adds its tests to SUITE and
   returns whether it could. */
#ifndef TESTS_SPLIT_TESTS_H
#define TESTS_SPLIT_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool add_split_life_tests(CU_pSuite suite);   /* what is shared, and how long */
bool add_split_oracle_tests(CU_pSuite suite); /* sizes: what CPythons measured */

#endif
