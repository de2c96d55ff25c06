/* Chapter 10, the real heap. */
#include "heap_tests.h"
#include "suites.h"

#include <CUnit/Basic.h>

CU_ErrorCode
add_heap_suite(void)
{
    CU_pSuite suite = CU_add_suite("heap", NULL, NULL);

    if (suite == NULL || !add_heap_oracle_tests(suite) ||
        !add_heap_allocator_tests(suite))
        return CU_get_error();
    return CUE_SUCCESS;
}
