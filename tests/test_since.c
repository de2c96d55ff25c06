/* What later versions measured, against the library: a line for each version and topic says how
   many rows were compared. */
#include "cli.h"
#include "since_tests.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <stdio.h>

const struct since_version since_versions[] = {
    {"2.7.18", "lp64"},  {"3.6.15", "lp64"},  {"3.7.16", "lp64"},
    {"3.8.18", "lp64"},  {"3.9.18", "lp64"},  {"3.10.13", "lp64"},
    {"3.11.7", "lp64"},  {"3.12.1", "lp64"},  {"3.13.0", "lp64"},
    {"3.14.8", "lp64"},  {"3.15.2", "lp64"},  {"2.7.18", "ilp32"},
    {"3.9.2", "ilp32"},  {"3.11.2", "ilp32"}, {"3.13.5", "ilp32"},
    {"3.14.8", "ilp32"}, {NULL, NULL},
};

struct oracle *
since_open(const struct since_version *v, const struct sl_platform **platform)
{
    struct oracle *oracle = oracle_open(v->version, v->abi);

    *platform = sl_platform_find(v->version, v->abi, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(*platform);
    CU_ASSERT_PTR_NOT_NULL_FATAL(oracle);
    return oracle;
}

void
since_say(const struct since_version *v, const char *topic, size_t rows,
          size_t differ)
{
    printf("%s%s %s %s: %zu rows compared, %zu differ",
           v == since_versions ? "\n" : "", v->version, v->abi, topic, rows,
           differ);
    printf("\n");
    CU_ASSERT_EQUAL(differ, 0);
}

CU_ErrorCode
add_since_suite(void)
{
    CU_pSuite suite = CU_add_suite("since", cli_open, cli_close);

    if (suite == NULL || !add_since_types_tests(suite))
        return CU_get_error();
    return CUE_SUCCESS;
}
