/* The parts of the suite `type`, a file each. */
#ifndef TESTS_TYPE_TESTS_H
#define TESTS_TYPE_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>

#endif
