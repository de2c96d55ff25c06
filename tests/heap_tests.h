/* The parts of the suite `heap`, a file each. */
#ifndef TESTS_HEAP_TESTS_H
#define TESTS_HEAP_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool add_heap_allocator_tests(CU_pSuite suite);
bool add_heap_oracle_tests(CU_pSuite suite); /* what CPythons measured */

#endif
