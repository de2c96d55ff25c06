/* Bases, class assignment, and slots that save nothing. */
#include "avoid_tests.h"
#include "suites.h"

CU_ErrorCode
add_avoid_suite(void)
{
    CU_pSuite suite = CU_add_suite("avoid", NULL, NULL);

    if (suite != NULL && add_avoid_bases_tests(suite))
        return CUE_SUCCESS;
    return CU_get_error();
}
