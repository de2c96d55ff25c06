/* The compact dictionary. The suite's other parts are in compact_*.c. */
#include "compact_tests.h"
#include "suites.h"

#include <CUnit/Basic.h>

CU_ErrorCode
add_compact_suite(void)
{
    CU_pSuite suite = CU_add_suite("compact", NULL, NULL);

    if (suite != NULL && add_compact_operation_tests(suite) &&
        add_compact_oracle_tests(suite))
        return CUE_SUCCESS;
    return CU_get_error();
}
