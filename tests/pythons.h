/* The real CPythons at hand, to be compared with. */
#ifndef TESTS_PYTHONS_H
#define TESTS_PYTHONS_H

#include <stddef.h>

struct python {
    char path[1024];
    char version[24]; /* "3.11.2" */
    char abi[8];      /* "lp64", "ilp32" */
};

enum { MOST_PYTHONS = 32 };

/* Fills LIST with the paths in the environment's PYTHONS (blanks part them), and with those
   that PATH has under the names python2.7, python3 and python3.6 to python3.15; no interpreter
   twice, and only those whose version and ABI the library knows. Returns how many. */
size_t pythons_find(struct python list[MOST_PYTHONS]);

#endif
