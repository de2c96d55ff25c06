/* Generated from chapters/93-tokens.nw by make tangle: do not edit. MIT licence. */
/* A text of Python, read into memory. */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* What reading comes to: nought or more is a success. */
enum { NO_MEMORY = -1, REFUSED = -2 };

/* Bytes that grow at their end. Begins as all zero. */
struct buffer {
    char *bytes;
    size_t size, room;
};

/* Appends SIZE bytes. False, and nothing is changed, if there is no memory. */
bool buffer_append(struct buffer *b, const void *bytes, size_t size);

/* Frees the bytes; then B is as it was at first. */
void buffer_free(struct buffer *b);

/* A text of Python and how it is to be read. */
struct source {
    const char *name;   /* for messages */
    struct buffer text; /* lines that end in \n, and a zero */
    const char *start;  /* in the text */
    bool utf8;          /* letters beyond ASCII are UTF-8; if not, Latin-1 */
    bool three;         /* it is Python 3; if not, Python 2.7 */
};

/* Fills S, which is all zero, from IN, which is called NAME. 0, NO_MEMORY, or
   REFUSED after a complaint. In any case S is to be freed by source_free. */
int source_read(struct source *s, const char *name, FILE *in);
void source_free(struct source *s);

/* Decides on the language of S, which was read, and on what its letters are; may be
   called again. 0, or REFUSED after a complaint. */
int source_begin(struct source *s, bool three);

/* Complains of a line; returns REFUSED. */
int refuse(const struct source *s, size_t line, const char *format, ...);

/* The letter at *P, which moves behind it: of UTF-8, or a byte. -1: no letter. */
long next_letter(const char **p, bool utf8);
#endif
