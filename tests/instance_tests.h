/* The parts of the suite `instance`, a file each. */
#ifndef TESTS_INSTANCE_TESTS_H
#define TESTS_INSTANCE_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

bool
add_instance_layout_tests(CU_pSuite suite); /* classes: what CPythons measured */

bool add_instance_refusal_tests(
    CU_pSuite suite); /* what cannot be made, and no memory */

#endif
