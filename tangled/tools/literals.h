/* Generated from chapters/94-literals.nw by make tangle: do not edit. MIT licence. */
/* Values of Python that are written out. */
#ifndef LITERALS_H
#define LITERALS_H

#include "slots.h"
#include "tokens.h"

/* Reads a value of literals that ends where the statement does, from the present
   token on. 0 and *VALUE is owned by the caller: a str or unicode; a tuple, for a
   list, too; or an object that has the right type and nothing else. NO_MEMORY, or
   REFUSED after a complaint. */
int read_value(struct tokens *t, struct sl_interp *py, struct sl_object **value);
#endif
