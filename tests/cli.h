/* Running the command `slots`, for the suite `cli` and for the examples that it runs. */
#ifndef TESTS_CLI_H
#define TESTS_CLI_H

#include "run.h"

#include <CUnit/CUnit.h>

#include <stdbool.h>
#include <stddef.h>

#define CLI_HEADER "operation\tused\tfill\ttable\tgetsizeof\n"

/* What is said of platforms that have not been measured. */
#define CLI_LP64 \
    "2.7, 3.6, 3.7, 3.8, 3.9, 3.10, 3.11, 3.12, 3.13.0, 3.13, 3.14, 3.15"
#define CLI_ILP32 "2.7, 3.9, 3.11, 3.13.0, 3.13, 3.14"
#define CLI_NOT_MEASURED(version, abi, known) \
    "slots: CPython " version " on " abi \
    " has not been measured; these have: " known "\n"
#define CLI_NO_ABI(abi) "slots: no such ABI: " abi "; there are lp64 and ilp32\n"

/* The command's path: SLOTS, or output/bin/slots; absolute. */
const char *cli_path(void);

/* A new directory for files, and its end with all that is in it. 0, or 1 on failure. */
int cli_open(void);
int cli_close(void);
const char *cli_directory(void);

/* Writes SIZE bytes to the file NAME in that directory. */
void cli_write(const char *name, const char *bytes, size_t size);

/* Runs the command with ARGUMENTS (shell text) in that directory; ends the test if it cannot be
   run. To be released by captured_free. */
struct captured cli_run(const char *arguments, const char *input, size_t size);

/* Runs and asserts all that comes out. NULL: not compared. */
void cli_expect(const char *arguments, const char *input, int status,
                const char *out, const char *err);

/* How many random inputs to try: the environment's INPUTS, or 300. */
size_t cli_inputs(void);

/* Whether the command can make strs with 64-bit hashes: not if it is a 32-bit program. */
bool cli_is_wide(void);

/* The ABI of the python2.7 at hand: "lp64" or "ilp32". NULL where there is none. */
const char *cli_python_abi(void);

/* Compares `slots layout` with the layouts of a VERSION on an ABI; returns how many classes it
   read. */
size_t cli_compare_cases(const char *version, const char *abi);

/* Compares `slots layout` on random hierarchies with every python3.N on PATH, or with the
   Pythons in the environment's PYTHONS. */
void cli_compare_hierarchies(void);

bool add_cli_cost_tests(CU_pSuite suite);   /* `slots cost` */
bool add_cli_sides_tests(CU_pSuite suite);  /* several platforms side by side */
bool add_cli_verify_tests(CU_pSuite suite); /* `slots verify` */
bool add_cli_input_tests(CU_pSuite suite);  /* all that can be put in */
bool
add_cli_python_tests(CU_pSuite suite); /* against the oracle, and a real Python */
bool add_cli_layout_tests(CU_pSuite suite);  /* class statements */
bool add_cli_refused_tests(CU_pSuite suite); /* and what is none */
bool add_cli_hierarchies_tests(
    CU_pSuite suite); /* random classes, against a real Python */
bool add_cli_cases_tests(CU_pSuite suite); /* the oracle's classes */

#endif
