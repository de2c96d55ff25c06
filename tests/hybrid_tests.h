/* The parts of the suite `hybrid`, a file each. */
#ifndef TESTS_HYBRID_TESTS_H
#define TESTS_HYBRID_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool add_hybrid_cost_tests(CU_pSuite suite); /* what CPythons measured */

#endif
