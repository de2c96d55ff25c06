#define _POSIX_C_SOURCE 200809L

#include "factmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum cell { KEY, ABI, DO, TOPIC, SUBJECT, N, COLUMN, CELLS };

static const char *const header[CELLS] = {"key",     "abi", "do",    "topic",
                                          "subject", "n",   "column"};

/* One line: what to do with the number so far (= + - /) and with which operand. */
struct step {
    char *text; /* the line; the cells lie in it */
    char *cells[CELLS];
};

/* A line that names a key, and those behind it that go on with it. */
struct fact_rule {
    const struct step *steps;
    size_t count;
};

struct factmap {
    struct step *steps;
    size_t step_count;
    struct fact_rule *rules;
    size_t rule_count;
};

static size_t
split(char *line, char **cells, size_t limit)
{
    size_t count = 0;

    for (char *tab = line; tab != NULL; line = tab + 1) {
        tab = strchr(line, '\t');
        if (tab != NULL)
            *tab = '\0';
        if (count < limit)
            cells[count] = line;
        count++;
        if (tab == NULL)
            break;
    }
    return count;
}

static bool
is_number(const char *cell)
{
    return *cell != '\0' && cell[strspn(cell, "0123456789")] == '\0';
}

static bool
is_place(const char *n)
{
    const char *slash = strchr(n, '/');

    if (slash != NULL)
        return is_number(slash + 1) &&
               strspn(n, "0123456789") == (size_t)(slash - n) && slash > n;
    if (strncmp(n, "change ", 7) == 0)
        n += 7;
    return is_number(n) || strcmp(n, "*") == 0;
}

static bool
is_good_step(const struct step *step, bool first)
{
    char *const *cells = step->cells;
    bool starts = *cells[KEY] != '\0';

    if (starts != (*cells[ABI] != '\0') || starts != (strcmp(cells[DO], "=") == 0))
        return false;
    if (strlen(cells[DO]) != 1 || strchr("=+-/", *cells[DO]) == NULL)
        return false;
    if (first && !starts)
        return false;
    if (strcmp(cells[TOPIC], "number") == 0)
        return (is_number(cells[N]) || strcmp(cells[N], "*") == 0) &&
               *cells[SUBJECT] == '\0';
    return *cells[TOPIC] != '\0' && *cells[SUBJECT] != '\0' &&
           (*cells[N] == '\0' || is_place(cells[N])) &&
           oracle_column_named(cells[COLUMN]) != ORACLE_COLUMNS;
}

static bool
add_step(struct factmap *map, char *line)
{
    size_t room = map->step_count + 1;
    struct step *steps = realloc(map->steps, room * sizeof *steps);
    struct step *step;

    if (steps != NULL)
        map->steps = steps;
    if (steps == NULL || (line = strdup(line)) == NULL)
        return false;
    step = &steps[map->step_count++];
    step->text = line;
    return split(line, step->cells, CELLS) == CELLS &&
           is_good_step(step, map->step_count == 1);
}

static bool
is_header(char *line)
{
    char *cells[CELLS];

    if (split(line, cells, CELLS) != CELLS)
        return false;
    for (size_t i = 0; i < CELLS; i++)
        if (strcmp(cells[i], header[i]) != 0)
            return false;
    return true;
}

static bool
read_steps(struct factmap *map, FILE *file, const char *path)
{
    char line[512];
    bool good = true;

    for (int number = 1; good && fgets(line, sizeof line, file) != NULL; number++) {
        line[strcspn(line, "\n")] = '\0';
        good = number == 1 ? is_header(line) : add_step(map, line);
        if (!good)
            fprintf(stderr, "%s:%d: this is no line of a map of facts\n", path,
                    number);
    }
    return good && map->step_count > 0;
}

static bool
make_rules(struct factmap *map)
{
    map->rules = calloc(map->step_count, sizeof *map->rules);
    if (map->rules == NULL)
        return false;
    for (size_t i = 0; i < map->step_count; i++) {
        if (*map->steps[i].cells[KEY] != '\0')
            map->rules[map->rule_count++] = (struct fact_rule){map->steps + i, 0};
        map->rules[map->rule_count - 1].count++;
    }
    return true;
}

struct factmap *
factmap_open(const char *path)
{
    FILE *file = fopen(path, "r");
    struct factmap *map = file == NULL ? NULL : calloc(1, sizeof *map);
    bool good = map != NULL && read_steps(map, file, path) && make_rules(map);

    if (file == NULL)
        perror(path);
    else
        fclose(file);
    if (good)
        return map;
    factmap_close(map);
    return NULL;
}

void
factmap_close(struct factmap *map)
{
    if (map == NULL)
        return;
    for (size_t i = 0; i < map->step_count; i++)
        free(map->steps[i].text);
    free(map->steps);
    free(map->rules);
    free(map);
}

size_t
factmap_count(const struct factmap *map)
{
    return map->rule_count;
}

const struct fact_rule *
factmap_rule(const struct factmap *map, size_t i)
{
    return &map->rules[i];
}

const char *
fact_rule_key(const struct fact_rule *rule)
{
    return rule->steps[0].cells[KEY];
}

bool
fact_rule_is_for(const struct fact_rule *rule, const char *abi)
{
    const char *cell = rule->steps[0].cells[ABI], *dash = strchr(cell, '-');

    if (dash != NULL)
        cell = dash + 1;
    return strcmp(cell, "*") == 0 || strcmp(cell, abi) == 0;
}

const char *
fact_rule_version(const struct fact_rule *rule, char *version, size_t room)
{
    const char *cell = rule->steps[0].cells[ABI], *dash = strchr(cell, '-');

    if (dash == NULL)
        return "2.7.18";
    snprintf(version, room, "%.*s", (int)(dash - cell), cell);
    return version;
}

/* Whether KEY fits PATTERN; if so, the number that stands for its * is in *STAR. */
static bool
fits(const char *pattern, const char *key, long *star)
{
    size_t head = strcspn(pattern, "*");
    const char *tail;

    if (pattern[head] == '\0')
        return strcmp(pattern, key) == 0;
    if (strncmp(pattern, key, head) != 0 || key[head] < '0' || key[head] > '9')
        return false;
    *star = strtol(key + head, NULL, 10);
    tail = key + head + strspn(key + head, "0123456789");
    return strcmp(pattern + head + 1, tail) == 0;
}

const struct fact_rule *
factmap_find(const struct factmap *map, const char *key)
{
    long star;

    for (size_t i = 0; i < map->rule_count; i++)
        if (fits(fact_rule_key(&map->rules[i]), key, &star))
            return &map->rules[i];
    return NULL;
}

/* The cell of the row that lists the Kth change of a series; its first row is change 0. */
static long
at_change(const struct oracle *oracle, char *const *cells, long k,
          enum oracle_column column)
{
    size_t cursor = 0;
    const struct oracle_row *row = NULL;

    for (; k >= 0; k--)
        if ((row = oracle_next(oracle, cells[TOPIC], cells[SUBJECT], &cursor)) ==
            NULL)
            return ORACLE_NONE;
    return row == NULL ? ORACLE_NONE : oracle_number(row, column);
}

/* A cell; averages of memory are rounded to whole numbers. */
static long
whole_number(const struct oracle_row *row, enum oracle_column column)
{
    if (row == NULL || *oracle_text(row, column) == '\0')
        return ORACLE_NONE;
    if (column == ORACLE_REQUESTED || column == ORACLE_PYMALLOC ||
        column == ORACLE_RSS)
        return (long)(strtod(oracle_text(row, column), NULL) + 0.5);
    return oracle_number(row, column);
}

/* The last row whose n is not greater than N; where J is not negative, the last with this n
   whose j is not greater than J. */
static const struct oracle_row *
row_at(const struct oracle *oracle, char *const *cells, long n, long j)
{
    const struct oracle_row *row, *best = NULL;
    size_t cursor = 0;

    while ((row = oracle_next(oracle, cells[TOPIC], cells[SUBJECT], &cursor)) !=
           NULL) {
        long at = oracle_number(row, ORACLE_N);

        if (j < 0 ? at <= n : at == n && oracle_number(row, ORACLE_J) <= j)
            best = row;
    }
    return best;
}

static long
operand(const struct oracle *oracle, char *const *cells, long star)
{
    enum oracle_column column = oracle_column_named(cells[COLUMN]);
    bool change = strncmp(cells[N], "change ", 7) == 0;
    const char *n = cells[N] + (change ? 7 : 0);
    const char *slash = strchr(n, '/');
    long number = *n == '*' ? star : strtol(n, NULL, 10);

    if (strcmp(cells[TOPIC], "number") == 0)
        return number;
    if (*n == '\0')
        return at_change(oracle, cells, 0, column);
    if (change)
        return at_change(oracle, cells, number, column);
    if (slash == NULL && column != ORACLE_REQUESTED && column != ORACLE_PYMALLOC &&
        column != ORACLE_RSS)
        return oracle_at(oracle, cells[TOPIC], cells[SUBJECT], number, column);
    return whole_number(row_at(oracle, cells, number,
                               slash == NULL ? -1 : strtol(slash + 1, NULL, 10)),
                        column);
}

/* One step of the sum. False if it has no result: division must leave no rest. */
static bool
calculate(char what, long with, long *number)
{
    switch (what) {
    case '=': *number = with; break;
    case '+': *number += with; break;
    case '-': *number -= with; break;
    default:
        if (with == 0 || *number % with != 0)
            return false;
        *number /= with;
    }
    return true;
}

bool
fact_rule_number(const struct fact_rule *rule, const char *key,
                 const struct oracle *oracle, long *number)
{
    long star = 0;

    if (!fits(fact_rule_key(rule), key, &star))
        return false;
    *number = 0;
    for (size_t i = 0; i < rule->count; i++) {
        char *const *cells = rule->steps[i].cells;
        long with = operand(oracle, cells, star);

        if (with == ORACLE_NONE || !calculate(*cells[DO], with, number))
            return false;
    }
    return true;
}

bool
fact_parse(char *line, struct fact *fact)
{
    char *cells[4];

    if (split(line, cells, 4) != 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        if (*cells[i] == '\0')
            return false;
    *fact = (struct fact){cells[0], cells[1], cells[2], cells[3]};
    return true;
}
