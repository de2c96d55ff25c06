/* Generated from chapters/93-tokens.nw by make tangle: do not edit. MIT licence. */
/* The tokens of Python. */
#ifndef TOKENS_H
#define TOKENS_H

#include "source.h"

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

/* Whether the present token ends a statement. */
bool is_statement_end(const struct tokens *t);

/* Complains that there is the present token where something else is WANTED.
   Returns REFUSED. */
int refuse_token(const struct tokens *t, const char *wanted);

/* Goes on behind the present token if it is TEXT, or of KIND; if not, says that it,
   or that WHAT, is expected. As next_token, or REFUSED. */
int expect(struct tokens *t, const char *text);
int expect_kind(struct tokens *t, enum token_kind kind, const char *what);
#endif
