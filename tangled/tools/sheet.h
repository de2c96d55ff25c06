/* Generated from chapters/91-sides.nw by make tangle: do not edit. MIT licence. */
/* Tables whose columns are as wide as they have to be. */
#ifndef SHEET_H
#define SHEET_H

#include "command.h"

/* A table of texts, printed when it is complete. At first only COLUMNS is set. */
struct sheet {
    size_t columns, rows;
    char **cells; /* row by row; owned; NULL: nothing was put there */
    bool failed;  /* there was no memory */
};

/* Puts a text, made as printf makes it, into a cell, in the place of what was
   there. Rows and cells may come in any order. */
void sheet_put(struct sheet *s, size_t row, size_t column, const char *format, ...);

/* Prints S, the first LEFT columns flush left and the others flush right. 0, or 1
   after a complaint, if it is not complete for lack of memory. */
int sheet_print(const struct sheet *s, size_t left);
void sheet_free(struct sheet *s);
enum { GROUPED_ROOM = 32 };

/* NUMBER with commas, into GROUPED_ROOM bytes at TEXT, which is returned. */
const char *grouped(uint64_t number, char *text);
enum { MOST_COLUMNS = MOST_PLATFORMS + 16 };

/* Puts the names of COUNT platforms into the first row, from COLUMN on. */
void sheet_put_platforms(struct sheet *s, size_t column,
                         const struct sl_platform *const *platforms, size_t count);
#endif
