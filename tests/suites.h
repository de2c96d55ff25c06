/* The test suites. Each function adds one suite of that name to CUnit's registry and
   returns CUE_SUCCESS, or the error that CUnit reported. */
#ifndef TESTS_SUITES_H
#define TESTS_SUITES_H

#include <CUnit/CUnit.h>

CU_ErrorCode add_measure_suite(void);
CU_ErrorCode add_object_suite(void);
CU_ErrorCode add_builtin_suite(void);
CU_ErrorCode add_dict_suite(void);
CU_ErrorCode add_instance_suite(void);
CU_ErrorCode add_type_suite(void);
CU_ErrorCode add_empty_suite(void);
CU_ErrorCode add_fixed_suite(void);
CU_ErrorCode add_hybrid_suite(void);
CU_ErrorCode add_avoid_suite(void);
CU_ErrorCode add_weakref_suite(void);
CU_ErrorCode add_regions_suite(void);
CU_ErrorCode add_heap_suite(void);
CU_ErrorCode add_compact_suite(void);
CU_ErrorCode add_split_suite(void);
CU_ErrorCode add_since_suite(void);
CU_ErrorCode add_facts_suite(void);
CU_ErrorCode add_examples_suite(void);
CU_ErrorCode add_cli_suite(void);
CU_ErrorCode add_book_suite(void);

#endif
