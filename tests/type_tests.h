/* The parts of the suite `type`, a file each. */
#ifndef TESTS_TYPE_TESTS_H
#define TESTS_TYPE_TESTS_H

#include <CUnit/CUnit.h>

#include "oracle.h"
#include "slots.h"

#include <stdbool.h>
#include <stddef.h>

/* How many rows of the oracle were compared, and how many differ. */
struct compared {
    size_t rows, differ;
};

/* Compares every row of the topic `layout`, and of `behaviour`, with what the library says
   on PLATFORM; asserts that none differs and none is left out, and adds up. */
void type_check_layouts(const struct sl_platform *platform,
                        const struct oracle *oracle, struct compared *compared);
void type_check_behaviour(const struct sl_platform *platform,
                          const struct oracle *oracle, struct compared *compared);

/* How many rows of TOPIC there are. */
size_t type_count_rows(const struct oracle *oracle, const char *topic);

bool add_type_oracle_tests(CU_pSuite suite); /* every class of the oracle's cases */
bool
add_type_behaviour_tests(CU_pSuite suite); /* what it says of living instances */

#endif
