/* Generated from chapters/93-layout.nw by make tangle: do not edit. MIT licence. */
/* The tokens of Python 2.7. */
#ifndef TOKENS_H
#define TOKENS_H

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
    bool quiet;         /* no complaints */
    struct buffer text; /* lines that end in \n, and a zero */
    const char *start;  /* in the text */
    bool utf8;          /* letters beyond ASCII are UTF-8; if not, Latin-1 */
};

/* Fills S, which is all zero, from IN, which is called NAME. 0, NO_MEMORY, or
   REFUSED after a complaint. In any case S is to be freed by source_free. */
int source_read(struct source *s, const char *name, FILE *in);
void source_free(struct source *s);

/* Complains of a line; returns REFUSED. */
int refuse(const struct source *s, size_t line, const char *format, ...);

/* The letter at *P, which moves behind it: of UTF-8, or a byte. -1 where there
   is none. */
long next_letter(const char **p, bool utf8);
enum token_kind { AT_END, NEWLINE, INDENT, DEDENT, NAME, NUMBER, STRING, OPERATOR };

/* A token is a place in the text. */
struct token {
    enum token_kind kind;
    const char *start;
    size_t length;
    size_t line;
};

enum { MAX_INDENTS = 100 };

struct tokens {
    const struct source *source;
    const char *next; /* what is not read yet */
    size_t line;      /* its line */
    struct token token;
    bool at_line_start;
    size_t columns[MAX_INDENTS]; /* of the blocks we are in, the first is 0 */
    size_t depth;                /* the number of the innermost; 0: none */
    size_t dedents;              /* ends of blocks to be reported yet */
    struct buffer open;          /* of struct token: brackets */
};

/* Begins with the first token of S, which must stay. To be ended by tokens_end. 0,
   NO_MEMORY or REFUSED. */
int tokens_begin(struct tokens *t, const struct source *s);
void tokens_end(struct tokens *t);

/* Goes on to the next token; AT_END follows itself. 0, NO_MEMORY or REFUSED. */
int next_token(struct tokens *t);

/* Whether the present token is the operator, bracket or name TEXT. */
bool is_token(const struct tokens *t, const char *text);

/* The innermost bracket that is open, "(", "[" or "{"; '\0' if there is none.
   The present token counts if it opens one, and does not if it closes it. */
char innermost_bracket(const struct tokens *t);

/* Complains that there is the present token where something else is WANTED; returns
   REFUSED. */
int refuse_token(const struct tokens *t, const char *wanted);
#endif
