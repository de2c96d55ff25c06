/* Recorded series of CPython 2.7, on both ABIs at once, played against running code. */
#ifndef TESTS_SERIES_H
#define TESTS_SERIES_H

#include "oracle.h"
#include "slots.h"

#include <stdbool.h>
#include <stddef.h>

enum { ABIS = 2 };

/* The figures of an ABI, and the platform whose sizes must equal them. */
struct measured {
    const char *abi;
    const struct sl_platform *platform;
    struct oracle *oracle;
};

extern struct measured measured[ABIS];

/* For the begin and the end of a suite: 0, or 1 where the figures cannot be read. */
int measured_open(void);
int measured_close(void);

/* Runs TRACE twice: with an interpreter that has the hashes of this machine, and with one
   that has those of a 32-bit machine. Asserts that nothing is left. */
void with_each_hash(void (*trace)(struct sl_interp *py));

/* A series, met in the order of its rows. They list changes only: between them, sizes must
   stay as they are. */
struct series {
    const char *topic, *subject;
    enum oracle_column column;
    const struct oracle_row *row[ABIS], *next[ABIS];
    size_t cursor[ABIS];
};

struct series series_open(const char *topic, const char *subject,
                          enum oracle_column column);

/* Asserts that D has the size that was measured at N, and if this is where it changed, the
   length. Ends the test if not. */
void series_expect(struct series *s, long n, const struct sl_dict *d);

/* The same for any size: one for each ABI. */
void series_expect_sizes(struct series *s, long n, const size_t sizes[ABIS]);

/* Asserts that the series has no further row. */
void series_end(const struct series *s);

/* Asserts the same of a series that is one row. */
void expect_row(const char *topic, const char *subject, long n,
                const struct sl_dict *d);

#endif
