/* Generated from chapters/92-layout.nw by make tangle: do not edit. MIT licence. */
/* Class statements made classes, for other subcommands. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "command.h"

/* Told of a class statement: NAME, and what it made, or NULL and why it failed, as
   "TypeError: ...". Nothing may be kept. */
typedef void layout_teller(void *context, const char *name,
                           const struct sl_type *type, const char *failure);

/* Makes the classes that TEXT states, on PLATFORM, and calls TELL with CONTEXT for
   each. Nothing is printed. 0, NO_MEMORY, or REFUSED after a complaint. */
int layout_text(const struct sl_platform *platform, const char *text,
                layout_teller *tell, void *context);
#endif
