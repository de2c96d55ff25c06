/* The class statements of tests/oracle/cases.csv, made with libslots: the few forms that
   stand there, and no others. */
#ifndef TESTS_CLASS_STATEMENTS_H
#define TESTS_CLASS_STATEMENTS_H

#include "slots.h"

#include <stdbool.h>
#include <stddef.h>

enum { CLASSES_MOST = 32 };

/* A namespace of classes. */
struct classes {
    struct sl_interp *py;
    struct sl_type *types[CLASSES_MOST]; /* owned */
    size_t count;
};

/* Empty, in the interpreter PY; and its end. */
struct classes classes_begin(struct sl_interp *py);
void classes_end(struct classes *c);

/* The latest class of that NAME, or the built-in type; NULL if there is neither. */
struct sl_type *classes_find(const struct classes *c, const char *name);

/* Runs the class statement SOURCE and binds what it makes, borrowed; NULL with ERROR set by
   sl_type_new. A statement that cannot be read here ends the test. */
struct sl_type *classes_run(struct classes *c, const char *source,
                            struct sl_error *error);

#endif
