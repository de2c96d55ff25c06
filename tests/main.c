/* Runs the test suites: all of them, or those named as arguments. The working directory is
   the project's root, or SL_ROOT says where that is. Exit: 0, 1 (a test failed), 2 (bad
   usage, or nothing could be run). */
#define _POSIX_C_SOURCE 200809L

#include "suites.h"

#include <CUnit/Basic.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct suite {
    const char *name;
    CU_ErrorCode (*add)(void);
} suites[] = {
    {"measure", add_measure_suite},   {"object", add_object_suite},
    {"builtin", add_builtin_suite},   {"dict", add_dict_suite},
    {"instance", add_instance_suite}, {"type", add_type_suite},
    {"empty", add_empty_suite},       {"fixed", add_fixed_suite},
    {"hybrid", add_hybrid_suite},     {"avoid", add_avoid_suite},
    {"weakref", add_weakref_suite},   {"regions", add_regions_suite},
    {"heap", add_heap_suite},         {"compact", add_compact_suite},
    {"split", add_split_suite},       {"since", add_since_suite},
    {"facts", add_facts_suite},       {"examples", add_examples_suite},
    {"cli", add_cli_suite},           {"book", add_book_suite},
};

enum { SUITES = sizeof suites / sizeof suites[0] };

static bool
is_suite(const char *name)
{
    for (size_t i = 0; i < SUITES; i++)
        if (strcmp(suites[i].name, name) == 0)
            return true;
    return false;
}

static bool
is_wanted(const struct suite *suite, char **names)
{
    for (char **name = names; *name != NULL; name++)
        if (strcmp(suite->name, *name) == 0)
            return true;
    return *names == NULL;
}

static bool
add_suites(char **names)
{
    for (size_t i = 0; i < SUITES; i++)
        if (is_wanted(&suites[i], names) && suites[i].add() != CUE_SUCCESS) {
            fprintf(stderr, "suite %s: %s\n", suites[i].name, CU_get_error_msg());
            return false;
        }
    return true;
}

int
main(int argc, char **argv)
{
    const char *root = getenv("SL_ROOT");
    bool good;

    for (int i = 1; i < argc; i++)
        if (!is_suite(argv[i])) {
            fprintf(stderr, "there is no test suite %s\n", argv[i]);
            return 2;
        }
    if (root != NULL && chdir(root) != 0) {
        perror(root);
        return 2;
    }
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    good = add_suites(argv + 1) && CU_basic_run_tests() == CUE_SUCCESS &&
           CU_get_number_of_tests_run() > 0;
    good = good && CU_get_number_of_failure_records() == 0;
    CU_cleanup_registry();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
