/* Running a command and keeping all that it says. */
#ifndef TESTS_RUN_H
#define TESTS_RUN_H

#include <stddef.h>

/* What a command left behind. The texts end in a NUL that their sizes do not
   count. */
struct captured {
    int status; /* exit status, or 128 + the number of the signal that ended it */
    char *out;  /* standard output */
    size_t out_size;
    char *err; /* standard error */
    size_t err_size;
};

/* Runs COMMAND with sh -c, with INPUT_SIZE bytes of INPUT on its standard input;
   INPUT may be NULL if there are none. A command that does not read its input is
   fine. Returns 0 and fills *RESULT, which captured_free releases, or -1 if the
   command could not be run, with errno set. */
int run(const char *command, const char *input, size_t input_size,
        struct captured *result);

/* The same for a command made as by printf, without input. */
int run_format(struct captured *result, const char *format, ...);

void captured_free(struct captured *result);

#endif
