/* Recorded series of every measured CPython, played against running code, and counted. */
#ifndef TESTS_REPLAY_H
#define TESTS_REPLAY_H

#include "allocator.h"
#include "oracle.h"
#include "slots.h"

#include <stdbool.h>
#include <stddef.h>

/* A file of the oracle, and an interpreter whose sizes must be those in it. */
struct replay {
    const char *version, *abi; /* "3.13.0", "lp64" */
    const struct sl_platform *platform;
    const struct sl_dict_design *design;
    struct oracle *oracle;
    struct counting_allocator counts;
    struct sl_interp *py;
    const char *topic;
    size_t compared, differ; /* rows of the topic, so far */
};

/* Runs PLAY for each of the sixteen files, with an interpreter of its release; then asserts
   that as many rows were compared as the file has of TOPIC, that none differs, and that no
   object and no block is left; says so in a line. */
void replay_all(const char *topic, void (*play)(struct replay *r));

/* A series in course of being met. */
struct replay_series {
    struct replay *replay;
    const char *subject;
    enum oracle_column column;
    const struct oracle_row *row, *next;
    size_t cursor;
};

struct replay_series replay_open(struct replay *r, const char *subject,
                                 enum oracle_column column);

/* SIZE is what there is at N. Where the series has a row for N it is compared, with LENGTH
   as its j (-1: not to be compared); between rows, sizes must stay as they are. */
void replay_expect(struct replay_series *s, long n, size_t size, long length);

/* The series must have no further row. */
void replay_end(struct replay_series *s);

#endif
