/* What real CPythons measured: the files tests/oracle/cpython-VERSION-ABI.csv, and what
   extra-VERSION-ABI.csv adds to them. */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

/* The columns, in the order of the files. */
enum oracle_column {
    ORACLE_VERSION,
    ORACLE_BITS,
    ORACLE_TOPIC,
    ORACLE_SUBJECT,
    ORACLE_N,
    ORACLE_J,
    ORACLE_SIZE,
    ORACLE_DICT_SIZE,
    ORACLE_BASICSIZE,
    ORACLE_ITEMSIZE,
    ORACLE_DICTOFFSET,
    ORACLE_WEAKREFOFFSET,
    ORACLE_FLAGS,
    ORACLE_BASE,
    ORACLE_MRO,
    ORACLE_MEMBERS,
    ORACLE_REQUESTED,
    ORACLE_PYMALLOC,
    ORACLE_BLOCKS,
    ORACLE_RSS,
    ORACLE_STRIDE,
    ORACLE_TEXT,
    ORACLE_COLUMNS
};

struct oracle;
struct oracle_row;

/* What oracle_number and oracle_at say where there is no number. (Python 3.12 and later use
   -1 for a dictoffset: nothing here reads those.) */
#define ORACLE_NONE (-1L)

/* The measurements of a VERSION ("2.7.18") on an ABI ("lp64", "ilp32"): the files in
   tests/oracle/ below the working directory. NULL if they are absent or cannot be read. */
struct oracle *oracle_open(const char *version, const char *abi);
void oracle_close(struct oracle *oracle);

/* The next row of TOPIC, and of SUBJECT unless that is NULL, from *CURSOR on, which is 0 at
   first and moves behind it. NULL at the end. */
const struct oracle_row *oracle_next(const struct oracle *oracle, const char *topic,
                                     const char *subject, size_t *cursor);

/* A cell: "" where it is empty. */
const char *oracle_text(const struct oracle_row *row, enum oracle_column column);

/* A cell that is a whole number (hexadecimal where it begins with 0x); ORACLE_NONE where it
   is empty or something else. */
long oracle_number(const struct oracle_row *row, enum oracle_column column);

/* The name of a column in the files' header, and back; ORACLE_COLUMNS if there is none. */
const char *oracle_column_name(enum oracle_column column);
enum oracle_column oracle_column_named(const char *name);

/* A series lists changes only: the number in COLUMN of the row with the greatest n that is
   no greater than N. ORACLE_NONE where there is none. */
long oracle_at(const struct oracle *oracle, const char *topic, const char *subject,
               long n, enum oracle_column column);

/* What the measured subjects of the topics `layout` and `behaviour` are: the rows of
   tests/oracle/cases.csv. */
struct oracle_case {
    const char *topic, *subject;
    const char *step;   /* "class"; or "classes", "setup", "expression" */
    const char *source; /* Python, with line breaks */
};

struct oracle_cases {
    char *text; /* the whole file; the cells lie in it */
    struct oracle_case *rows;
    size_t count;
};

/* Reads them. False if the file is absent or cannot be read. */
bool oracle_cases_open(struct oracle_cases *cases);
void oracle_cases_close(struct oracle_cases *cases);

#endif
