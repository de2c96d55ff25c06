/* Which measurement belongs to which fact of the book: tests/oracle/facts.tsv. Its README
   explains the file. */
#ifndef TESTS_FACTMAP_H
#define TESTS_FACTMAP_H

#include "oracle.h"

#include <stdbool.h>
#include <stddef.h>

struct factmap;
struct fact_rule;

/* NULL, with a message on standard error, if PATH cannot be read or is malformed. */
struct factmap *factmap_open(const char *path);
void factmap_close(struct factmap *map);

size_t factmap_count(const struct factmap *map);
const struct fact_rule *factmap_rule(const struct factmap *map, size_t i);

/* The first rule for a fact, or NULL. */
const struct fact_rule *factmap_find(const struct factmap *map, const char *key);

/* The key of the facts that RULE is for; a * in it stands for a number. */
const char *fact_rule_key(const struct fact_rule *rule);

/* Whether RULE speaks of interpreters on ABI, a name such as "lp64". */
bool fact_rule_is_for(const struct fact_rule *rule, const char *abi);

/* The version that RULE speaks of: "2.7.18", where it names none. VERSION has ROOM for it. */
const char *fact_rule_version(const struct fact_rule *rule, char *version,
                              size_t room);

/* What the interpreter of ORACLE says of the fact KEY, which RULE is for. False if it was
   not measured there. */
bool fact_rule_number(const struct fact_rule *rule, const char *key,
                      const struct oracle *oracle, long *number);

/* A line of the program facts: KEY, value, unit, chapter. */
struct fact {
    char *key;
    char *value;
    char *unit;
    char *chapter;
};

/* Splits LINE, a line of TSV without its end, in place. False if it has not four cells or
   one of them is empty. */
bool fact_parse(char *line, struct fact *fact);

#endif
