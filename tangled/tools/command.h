/* Generated from chapters/90-slots.nw by make tangle: do not edit. MIT licence. */
/* What the subcommands of `slots` share. */
#ifndef COMMAND_H
#define COMMAND_H

#include "slots.h"

#include <stdbool.h>
#include <stdio.h>

/* A subcommand. run gets its arguments, from its own name on, and returns the exit
   status: 0, 1 if an operation failed, 2 for bad usage or bad input. */
struct command {
    const char *name;
    const char *summary;
    const char *help;
    int (*run)(const struct command *self, int argc, char **argv);
};

/* Says on the error output what is wrong, a line that begins with "slots: ". */
void complain(const char *format, ...);

/* The exit STATUS, or 1 if the output could not be written, which is said. */
int finish(int status);

/* An option. A list of them ends with one that has no name. */
struct option {
    const char *name;   /* "--trace" */
    const char **value; /* where its value goes, or NULL: it has none, and */
    bool *given;        /* this becomes true */
};

enum { MOST_PLATFORMS = 32 };

/* What all subcommands take. */
struct options {
    const char *python, *abi, *file; /* file: NULL or "-" is standard input */
    const struct sl_platform *platforms[MOST_PLATFORMS]; /* no two are the same */
    size_t count;                                        /* of platforms; > 0 */
    bool help;
};

/* Fills in O, and what the list OWN says (it may be NULL), from a subcommand's
   arguments. 0, or -1 after a complaint. Values are never empty; they are not
   copied. Where help is wanted, there may be no platforms. */
int read_options(struct options *o, const struct option *own, int argc,
                 char **argv);

/* Opens the input that O names, and calls READ with it, with its name for messages
   and with CONTEXT. Returns what READ returns, or 2 after a complaint. */
int with_input(const struct options *o,
               int (*read)(void *context, const char *name, FILE *in),
               void *context);

/* Complains that input NAME cannot be read, for the reason in errno; returns 2. */
int unreadable(const char *name);
#endif
