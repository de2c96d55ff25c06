/* The parts of the suite `dict`, a file each. Each function adds its tests to SUITE and
   returns whether it could. */
#ifndef TESTS_DICT_TESTS_H
#define TESTS_DICT_TESTS_H

#include <CUnit/CUnit.h>

#include <stdbool.h>
#include <stddef.h>

bool add_dict_oracle_tests(CU_pSuite suite);  /* sizes: what CPythons measured */
bool add_dict_order_tests(CU_pSuite suite);   /* order of iteration */
bool add_dict_hostile_tests(CU_pSuite suite); /* keys whose author means ill */
bool add_dict_end_tests(CU_pSuite suite);     /* changes from elsewhere */
bool add_dict_error_tests(CU_pSuite suite); /* messages, and memory that runs out */
bool add_dict_random_tests(CU_pSuite suite); /* against a plain model */

/* The same for the dictionaries of hostile_platform, whatever it is. */
void run_dict_hostile(void);
void run_dict_ends(void);
size_t run_dict_random(size_t divisor); /* so much fewer operations; their number */

#endif
