/* All files of measurements, tests/oracle/cpython-VERSION-ABI.csv, one after the other. */
#ifndef TESTS_FILES_H
#define TESTS_FILES_H

#include "oracle.h"
#include "slots.h"

#include <stdbool.h>
#include <stddef.h>

/* One of them. */
struct measured_file {
    char version[16], abi[8];           /* "3.11.7", "lp64" */
    const struct sl_platform *platform; /* that the library finds for these words */
    struct oracle *oracle;
    char path[96];
};

/* Calls EACH with every file there is; asserts that there are as many as the README says,
   that each can be read, and that the library knows its platform. */
void for_each_file(void (*each)(const struct measured_file *file));

/* How many lines of the file, and of what extra-VERSION-ABI.csv adds to it, are of TOPIC,
   counted in the text. */
size_t lines_of_topic(const struct measured_file *file, const char *topic);

/* Prints "VERSION ABI TOPIC: N rows compared, M differ", and asserts that M is 0 and N the
   number of lines of the topic. */
void tell_rows(const struct measured_file *file, const char *topic, size_t compared,
               size_t differ);

/* A cell that is a number, perhaps with a fraction; negative where it is empty. */
double oracle_real(const struct oracle_row *row, enum oracle_column column);

#endif
