/* Generated from chapters/91-sides.nw by make tangle: do not edit. MIT licence. */
#include "sheet.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool
sheet_grow(struct sheet *s, size_t rows)
{
    char **cells = realloc(s->cells, rows * s->columns * sizeof *cells);

    if (cells == NULL)
        return false;
    s->cells = cells;
    for (; s->rows < rows; s->rows++)
        for (size_t i = 0; i < s->columns; i++)
            cells[s->rows * s->columns + i] = NULL;
    return true;
}

void
sheet_put(struct sheet *s, size_t row, size_t column, const char *format, ...)
{
    va_list arguments;
    char *text = NULL, **cell;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length >= 0 && (row < s->rows || sheet_grow(s, row + 1)))
        text = malloc((size_t)length + 1);
    if (text == NULL) {
        s->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    cell = &s->cells[row * s->columns + column];
    free(*cell);
    *cell = text;
}

static const char *
cell_text(const struct sheet *s, size_t row, size_t column)
{
    const char *text = s->cells[row * s->columns + column];

    return text == NULL ? "" : text;
}

static int
column_width(const struct sheet *s, size_t column)
{
    size_t width = 0;

    for (size_t row = 0; row < s->rows; row++)
        if (strlen(cell_text(s, row, column)) > width)
            width = strlen(cell_text(s, row, column));
    return (int)width;
}

static void
print_row(const struct sheet *s, size_t row, const int *widths, size_t left)
{
    int start = 0, at = 0;

    for (size_t column = 0; column < s->columns; column++) {
        const char *text = cell_text(s, row, column);
        int length = (int)strlen(text);

        if (length > 0) {
            start += column < left ? 0 : widths[column] - length;
            printf("%*s%s", start - at, "", text);
            at = start + length;
            start -= column < left ? 0 : widths[column] - length;
        }
        start += widths[column] + 2;
    }
    putchar('\n');
}

int
sheet_print(const struct sheet *s, size_t left)
{
    int widths[MOST_COLUMNS];

    if (s->failed) {
        complain("MemoryError");
        return 1;
    }
    assert(s->columns <= MOST_COLUMNS);
    for (size_t column = 0; column < s->columns; column++)
        widths[column] = column_width(s, column);
    for (size_t row = 0; row < s->rows; row++)
        print_row(s, row, widths, left);
    return 0;
}

void
sheet_free(struct sheet *s)
{
    for (size_t i = 0; i < s->rows * s->columns; i++)
        free(s->cells[i]);
    free(s->cells);
    *s = (struct sheet){.columns = s->columns};
}

void
sheet_put_platforms(struct sheet *s, size_t column,
                    const struct sl_platform *const *platforms, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sheet_put(s, 0, column + i, "%s/%s", platforms[i]->version,
                  platforms[i]->abi->name);
}

const char *
grouped(uint64_t number, char *text)
{
    char digits[GROUPED_ROOM];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number);
    char *to = text;

    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    *to = '\0';
    return text;
}
