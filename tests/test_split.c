/* Instances that share their keys. The suite's other parts are in split_*.c. */
#include "split_tests.h"
#include "suites.h"

#include <CUnit/Basic.h>

CU_ErrorCode
add_split_suite(void)
{
    CU_pSuite suite = CU_add_suite("split", NULL, NULL);

    if (suite != NULL && add_split_life_tests(suite) &&
        add_split_oracle_tests(suite))
        return CUE_SUCCESS;
    return CU_get_error();
}
