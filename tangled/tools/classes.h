/* Generated from chapters/95-classes.nw by make tangle: do not edit. MIT licence. */
/* The class statements of Python. */
#ifndef CLASSES_H
#define CLASSES_H

#include "slots.h"
#include "tokens.h"

struct class_statement {
    struct sl_object *name; /* a str, interned; owned */
    struct buffer bases;    /* of struct token */
    struct sl_dict *names;  /* what the body binds; owned */
    size_t slots_line;      /* of the __slots__ that counts; 0: there is none */
};

/* Reads on to the end of the next class statement. 1, 0 if there is none,
   NO_MEMORY, or REFUSED after a complaint. Unless it is 1, S is all zero; then
   it is to be freed by class_statement_free. */
int next_class(struct tokens *t, struct sl_interp *py, struct class_statement *s);
void class_statement_free(struct class_statement *s);
#endif
