/* The parts of the suite `since`, a file each, and what they share. */
#ifndef TESTS_SINCE_TESTS_H
#define TESTS_SINCE_TESTS_H

#include "oracle.h"
#include "slots.h"

#include <CUnit/CUnit.h>

#include <stdbool.h>
#include <stddef.h>

/* A file of measurements. */
struct since_version {
    const char *version, *abi;
};

/* All of them; the last has no version. */
extern const struct since_version since_versions[];

/* Opens the measurements of V, to be closed by oracle_close, and finds its platform. */
struct oracle *since_open(const struct since_version *v,
                          const struct sl_platform **platform);

/* Prints the line of V and TOPIC; asserts that nothing differs. */
void since_say(const struct since_version *v, const char *topic, size_t rows,
               size_t differ);

bool add_since_types_tests(CU_pSuite suite); /* layout, behaviour, type */

#endif
