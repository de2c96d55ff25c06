/* Random hierarchies of classes, written as the class statements of CPython that the
   command `slots layout` reads. They are made blindly: which of them a Python takes is not
   known here. */
#ifndef TESTS_HIERARCHIES_H
#define TESTS_HIERARCHIES_H

#include "model.h"

#include <stdbool.h>
#include <stddef.h>

enum { HIERARCHY_CLASSES = 8 };

struct statement {
    char name[16]; /* of the class */
    size_t bases;
    char text[4000]; /* the statement, with a line break at its end */
};

struct hierarchy {
    size_t count;
    bool three; /* in Python 3; if not, in Python 2.7 */
    struct statement statements[HIERARCHY_CLASSES];
};

/* The name of built-in type I of CPython 2.7, or of THREE, from 0 on; NULL behind the
   last. */
const char *hierarchy_builtin(size_t i, bool three);

/* Throws the dice for a hierarchy in Python 2.7, or in Python THREE. The same dice make the
   same. */
void hierarchy_make(struct hierarchy *h, struct random *dice, bool three);

/* Takes statement I out. */
void hierarchy_drop(struct hierarchy *h, size_t i);

/* Writes H to the file PATH, each statement behind a line `#% NAME`, which is a comment to
   Python, and which tests/hierarchies.py splits the file at. Whether it could. */
bool hierarchy_write(const struct hierarchy *h, const char *path);

#endif
