/* The parts of the suites `object` and `builtin`, a file each. Each function adds its tests
   to SUITE and returns whether it could. */
#ifndef TESTS_OBJECT_TESTS_H
#define TESTS_OBJECT_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>
#include <stddef.h>

bool add_object_life_tests(CU_pSuite suite);     /* references, cycles, the end */
bool add_object_memory_tests(CU_pSuite suite);   /* allocations that fail */
bool add_object_protocol_tests(CU_pSuite suite); /* types, hash and equality */
bool add_builtin_hash_tests(CU_pSuite suite);    /* hashes of int, str, tuple */
bool add_builtin_unicode_tests(CU_pSuite suite); /* all about unicode */

/* Adds tests from a table that ends in CU_TEST_INFO_NULL. */
bool add_tests(CU_pSuite suite, const CU_TestInfo *tests);

#endif
