#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct oracle_row {
    const char *cells[ORACLE_COLUMNS];
};

enum { FILES = 2 };

struct oracle {
    char *texts[FILES]; /* the whole files; the cells lie in them */
    struct oracle_row *rows;
    size_t count;
};

static const char *const column_names[ORACLE_COLUMNS] = {
    "version", "bits",      "topic",     "subject",  "n",          "j",
    "size",    "dict_size", "basicsize", "itemsize", "dictoffset", "weakrefoffset",
    "flags",   "base",      "mro",       "members",  "requested",  "pymalloc",
    "blocks",  "rss",       "stride",    "text",
};

static char *
read_all(FILE *file)
{
    size_t room = (size_t)1 << 18, used = 0, got;
    char *text = malloc(room), *more;

    while (text != NULL &&
           (got = fread(text + used, 1, room - used - 1, file)) > 0) {
        used += got;
        if (room - used > 1)
            continue;
        more = realloc(text, room *= 2);
        if (more == NULL)
            free(text);
        text = more;
    }
    if (text != NULL)
        text[used] = '\0';
    return text;
}

/* Unquotes the cell at *NEXT where it lies and moves *NEXT behind what ends it, a comma or
   a line's end. Returns which of the two that was, 0 at the end of the text. */
static char
read_cell(char **next, const char **cell)
{
    char *from = *next, *to = *next, end;
    bool quoted = false;

    *cell = to;
    for (; *from != '\0' && (quoted || (*from != ',' && *from != '\n')); from++)
        if (*from != '"' || (quoted && from[1] == '"' && *++from == '"'))
            *to++ = *from;
        else
            quoted = !quoted;
    end = *from;
    *next = end == '\0' ? from : from + 1;
    *to = '\0';
    return end;
}

/* Whether the row at *NEXT has as many cells as there are columns. */
static bool
read_row(char **next, struct oracle_row *row)
{
    for (size_t column = 0; column < ORACLE_COLUMNS; column++) {
        char end = read_cell(next, &row->cells[column]);

        if ((end == ',') != (column + 1 < ORACLE_COLUMNS))
            return false;
    }
    return true;
}

static bool
is_header(const struct oracle_row *row)
{
    for (size_t column = 0; column < ORACLE_COLUMNS; column++)
        if (strcmp(row->cells[column], column_names[column]) != 0)
            return false;
    return true;
}

/* Appends the rows of TEXT, a whole file. */
static bool
read_rows(struct oracle *oracle, char *text)
{
    size_t room = oracle->count + 1;
    struct oracle_row header, *rows;

    for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
        room++;
    rows = realloc(oracle->rows, room * sizeof *rows);
    if (rows == NULL)
        return false;
    oracle->rows = rows;
    if (!read_row(&text, &header) || !is_header(&header))
        return false;
    while (*text != '\0')
        if (!read_row(&text, &rows[oracle->count++]))
            return false;
    return true;
}

static bool
add_file(struct oracle *oracle, const char *path, bool may_be_absent)
{
    FILE *file = fopen(path, "r");
    char **text = &oracle->texts[oracle->texts[0] != NULL];
    bool good;

    if (file == NULL)
        return may_be_absent;
    *text = read_all(file);
    fclose(file);
    good = *text != NULL && read_rows(oracle, *text);
    if (!good)
        fprintf(stderr, "%s: not a file of measurements\n", path);
    return good;
}

struct oracle *
oracle_open(const char *version, const char *abi)
{
    char path[128], extra[128];
    struct oracle *oracle = calloc(1, sizeof *oracle);

    snprintf(path, sizeof path, "tests/oracle/cpython-%s-%s.csv", version, abi);
    snprintf(extra, sizeof extra, "tests/oracle/extra-%s-%s.csv", version, abi);
    if (oracle != NULL && add_file(oracle, path, false) &&
        add_file(oracle, extra, true))
        return oracle;
    oracle_close(oracle);
    return NULL;
}

void
oracle_close(struct oracle *oracle)
{
    if (oracle == NULL)
        return;
    free(oracle->rows);
    for (int i = 0; i < FILES; i++)
        free(oracle->texts[i]);
    free(oracle);
}

const struct oracle_row *
oracle_next(const struct oracle *oracle, const char *topic, const char *subject,
            size_t *cursor)
{
    while (*cursor < oracle->count) {
        const struct oracle_row *row = &oracle->rows[(*cursor)++];

        if (strcmp(row->cells[ORACLE_TOPIC], topic) == 0 &&
            (subject == NULL || strcmp(row->cells[ORACLE_SUBJECT], subject) == 0))
            return row;
    }
    return NULL;
}

const char *
oracle_text(const struct oracle_row *row, enum oracle_column column)
{
    return row->cells[column];
}

long
oracle_number(const struct oracle_row *row, enum oracle_column column)
{
    const char *cell = row->cells[column];
    char *end;
    bool flags =
        strncmp(cell, "0x", 2) == 0; /* of which a long of 32 bits has all */
    long number = flags ? (long)strtoul(cell, &end, 16) : strtol(cell, &end, 10);

    return end == cell || *end != '\0' ? ORACLE_NONE : number;
}

const char *
oracle_column_name(enum oracle_column column)
{
    return column_names[column];
}

enum oracle_column
oracle_column_named(const char *name)
{
    int column = 0;

    while (column < ORACLE_COLUMNS && strcmp(column_names[column], name) != 0)
        column++;
    return (enum oracle_column)column;
}

long
oracle_at(const struct oracle *oracle, const char *topic, const char *subject,
          long n, enum oracle_column column)
{
    size_t cursor = 0;
    long best = -1, number = ORACLE_NONE;
    const struct oracle_row *row;

    while ((row = oracle_next(oracle, topic, subject, &cursor)) != NULL) {
        long at = oracle_number(row, ORACLE_N);

        if (at <= best || at > n)
            continue;
        best = at;
        number = oracle_number(row, column);
    }
    return number;
}

/* ---- cases.csv ---- */

/* Makes line breaks of the two characters that stand for them. */
static void
break_lines(char *text)
{
    char *to = text;

    for (; *text != '\0'; text++)
        if (text[0] == '\\' && text[1] == 'n') {
            *to++ = '\n';
            text++;
        } else {
            *to++ = *text;
        }
    *to = '\0';
}

static bool
read_case(char **next, struct oracle_case *row)
{
    const char *cells[4];

    for (size_t i = 0; i < 4; i++)
        if ((read_cell(next, &cells[i]) == ',') != (i < 3))
            return false;
    break_lines((char *)cells[3]);
    row->topic = cells[0];
    row->subject = cells[1];
    row->step = cells[2];
    row->source = cells[3];
    return true;
}

static bool
read_cases(struct oracle_cases *cases)
{
    struct oracle_case header;
    size_t room = 0;
    char *next = cases->text;

    for (const char *p = next; (p = strchr(p, '\n')) != NULL; p++)
        room++;
    cases->rows = calloc(room + 1, sizeof *cases->rows);
    if (cases->rows == NULL || !read_case(&next, &header) ||
        strcmp(header.source, "source") != 0)
        return false;
    while (*next != '\0')
        if (!read_case(&next, &cases->rows[cases->count++]))
            return false;
    return true;
}

bool
oracle_cases_open(struct oracle_cases *cases)
{
    FILE *file = fopen("tests/oracle/cases.csv", "r");

    memset(cases, 0, sizeof *cases);
    if (file == NULL)
        return false;
    cases->text = read_all(file);
    fclose(file);
    if (cases->text != NULL && read_cases(cases))
        return true;
    oracle_cases_close(cases);
    return false;
}

void
oracle_cases_close(struct oracle_cases *cases)
{
    free(cases->rows);
    free(cases->text);
    memset(cases, 0, sizeof *cases);
}
