/* The facts of the book against what real CPythons measured. FACTS_PROGRAM names the program, or a
   file .tsv of what it printed. */
#define _POSIX_C_SOURCE 200809L

#include "suites.h"

#include "factmap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FACTS = 1000 };

static struct fact facts[MOST_FACTS];
static char *lines[MOST_FACTS];
static size_t fact_count;
static bool facts_formed;   /* each line is a fact */
static bool facts_complete; /* and there are some, and the program succeeded */

static struct factmap *map;
static struct oracle *lp64, *ilp32;

/* Facts that no CPython can be asked for: what a hole in a struct takes, layouts that only
   the book has. Their values follow from the sizes and alignments of the System V ABIs. */
static const struct {
    const char *key, *value;
} without_oracle[] = {
    {"measure.hole.lp64", "4"}, /* 28 to 32 */
    {"measure.given.lp64",
     "32"}, /* c at 0, d at 8, c at 16, i at 20, c at 24, 7 more */
    {"measure.given.ilp32",
     "24"}, /* c at 0, d at 4, c at 12, i at 16, c at 20, 3 more */
    {"measure.best.lp64", "16"}, /* 8 + 4 + 1 + 1 + 1, and 1 more */
    {"measure.best.ilp32", "16"},
    {"measure.int.llp64", "24"},      /* 8 + 8 + 4, and 4 more */
    {"object.gc.fields.lp64", "24"},  /* 8 + 8 + 8 */
    {"instance.str.size.lp64", "48"}, /* 37 + 8 + 3 */
    {"compact.place27.lp64", "24"},   /* 3 * 8 */
    {"compact.small27.lp64", "192"},  /* 8 * 24 */
    {"compact.keys8.36", "168"},      /* 5 * 8, 8 cells, 5 * 24 */
    {"compact.keys8.311", "160"},     /* 32, 8 cells, 5 * 24 */
    {"compact.strings8.311", "120"},  /* 32, 8 cells, 5 * 16 */
    {"compact.cells.1", "128"},       /* 86 entries and two marks in 8 bits */
    {"compact.cells.2", "32768"},     /* 21,846 entries in 16 */
    {"heap.limit", "512"},    /* as documented; rows of `heap` lack larger blocks */
    {"heap.head.lp64", "48"}, /* 4096 - 63 * 64 - 16: `heap` has 65.02 for 64 */
    {"heap.head.ilp32", "32"}, /* 4096 - 127 * 32 */
    {"heap.five.lp64", "40"},  /* 5 * 8 */
    {"heap.class.free", "6"},  /* 3.12.1: 2,213 with 6, 112 more with 7; 2,309 */
    {"heap.unseen27.percent", "4"}, /* 100 - 100 * 344 / 357.68 */
    {"heap.seen.percent", "43"},    /* 100 * 48 / 112.41 */
    {"heap.even27.5.lp64", "6"},    /* (2990 - 1672) / (357.68 - 97.63) = 5.07 */
};

enum { WITHOUT_ORACLE = sizeof without_oracle / sizeof without_oracle[0] };

static void
read_facts(FILE *file)
{
    char line[256];

    facts_formed = true;
    while (fact_count < MOST_FACTS && fgets(line, sizeof line, file) != NULL) {
        size_t length = strcspn(line, "\n");

        if (line[length] != '\n')
            facts_formed = false;
        line[length] = '\0';
        lines[fact_count] = strdup(line);
        if (lines[fact_count] == NULL ||
            !fact_parse(lines[fact_count], &facts[fact_count]))
            facts_formed = false;
        fact_count++;
    }
}

static int
open_all(void)
{
    const char *from = getenv("FACTS_PROGRAM");
    const char *tail = from == NULL ? NULL : strrchr(from, '.');
    bool is_file = tail != NULL && strcmp(tail, ".tsv") == 0;
    FILE *file;

    if (from == NULL)
        from = "output/bin/facts";
    file = is_file ? fopen(from, "r") : popen(from, "r");
    if (file == NULL)
        return -1;
    read_facts(file);
    facts_complete = (is_file ? fclose(file) : pclose(file)) == 0 && facts_formed &&
                     fact_count > 0;
    map = factmap_open("tests/oracle/facts.tsv");
    lp64 = oracle_open("2.7.18", "lp64");
    ilp32 = oracle_open("2.7.18", "ilp32");
    return map == NULL || lp64 == NULL || ilp32 == NULL;
}

static int
close_all(void)
{
    for (size_t i = 0; i < fact_count; i++)
        free(lines[i]);
    factmap_close(map);
    oracle_close(lp64);
    oracle_close(ilp32);
    return 0;
}

static const struct fact *
find_fact(const char *key)
{
    for (size_t i = 0; i < fact_count; i++)
        if (strcmp(facts[i].key, key) == 0)
            return &facts[i];
    return NULL;
}

static bool
consists_of(const char *text, const char *characters)
{
    return *text != '\0' && text[strspn(text, characters)] == '\0';
}

static bool
is_in_chapter(const struct fact *fact)
{
    size_t length = strlen(fact->chapter);

    return strncmp(fact->key, fact->chapter, length) == 0 &&
           fact->key[length] == '.';
}

static void
every_line_is_a_fact(void)
{
    CU_ASSERT_TRUE(facts_formed);
    CU_ASSERT_TRUE_FATAL(facts_complete);
    CU_ASSERT(fact_count < MOST_FACTS);
    for (size_t i = 0; i < fact_count; i++) {
        const struct fact *fact = &facts[i];

        CU_ASSERT(consists_of(fact->key, "abcdefghijklmnopqrstuvwxyz0123456789."));
        CU_ASSERT(consists_of(fact->value, "0123456789"));
        CU_ASSERT(*fact->value != '0' || fact->value[1] == '\0');
        CU_ASSERT(consists_of(fact->unit, "abcdefghijklmnopqrstuvwxyz"));
        CU_ASSERT(is_in_chapter(fact));
        if (find_fact(fact->key) != fact) {
            printf("\n    fact %s is there twice", fact->key);
            CU_FAIL("a fact is there twice");
        }
    }
}

static void
compare(const struct fact *fact, const struct fact_rule *rule, const char *abi,
        const struct oracle *of27)
{
    const struct oracle *oracle = of27;
    struct oracle *other = NULL;
    const char *version;
    char room[16];
    long number = 0;

    if (!fact_rule_is_for(rule, abi))
        return;
    version = fact_rule_version(rule, room, sizeof room);
    if (strcmp(version, "2.7.18") != 0) {
        oracle = other = oracle_open(version, abi);
        CU_ASSERT_PTR_NOT_NULL_FATAL(other);
    }
    if (!fact_rule_number(rule, fact->key, oracle, &number)) {
        printf("\n    fact %s was not measured on %s", fact->key, abi);
        CU_FAIL("a fact was not measured");
    } else if (number != strtol(fact->value, NULL, 10)) {
        printf("\n    fact %s is %s, but %ld was measured on %s", fact->key,
               fact->value, number, abi);
        CU_FAIL("a fact is not what was measured");
    } else {
        CU_PASS("as measured");
    }
    oracle_close(other);
}

static void
facts_are_what_was_measured(void)
{
    CU_ASSERT_TRUE_FATAL(facts_complete);
    for (size_t i = 0; i < fact_count; i++) {
        const struct fact_rule *rule = factmap_find(map, facts[i].key);

        if (rule == NULL)
            continue;
        compare(&facts[i], rule, "lp64", lp64);
        compare(&facts[i], rule, "ilp32", ilp32);
    }
}

static bool
needs_no_oracle(const char *key)
{
    for (size_t i = 0; i < WITHOUT_ORACLE; i++)
        if (strcmp(without_oracle[i].key, key) == 0)
            return true;
    return false;
}

/* The end of a key names its ABI; the rule must speak of the same. */
static bool
names_its_abi(const char *key, const struct fact_rule *rule)
{
    const char *tail = strrchr(key, '.') + 1;
    bool for_lp64 = fact_rule_is_for(rule, "lp64");
    bool for_ilp32 = fact_rule_is_for(rule, "ilp32");

    if (strcmp(tail, "lp64") == 0 || strcmp(tail, "ilp32") == 0)
        return for_lp64 == (*tail == 'l') && for_ilp32 == (*tail == 'i');
    return for_lp64 && for_ilp32;
}

static void
expect_value(const char *key, const char *value)
{
    const struct fact *fact = find_fact(key);

    CU_ASSERT_PTR_NOT_NULL_FATAL(fact);
    CU_ASSERT_STRING_EQUAL(fact->value, value);
}

static void
every_fact_is_accounted_for(void)
{
    CU_ASSERT_TRUE_FATAL(facts_complete);
    for (size_t i = 0; i < fact_count; i++) {
        const struct fact_rule *rule = factmap_find(map, facts[i].key);

        if ((rule != NULL) == needs_no_oracle(facts[i].key))
            printf("\n    fact %s: is it measured or not?", facts[i].key);
        CU_ASSERT((rule != NULL) != needs_no_oracle(facts[i].key));
        CU_ASSERT(rule == NULL || names_its_abi(facts[i].key, rule));
    }
    for (size_t i = 0; i < WITHOUT_ORACLE; i++)
        expect_value(without_oracle[i].key, without_oracle[i].value);
}

static bool
is_used(const struct fact_rule *rule)
{
    for (size_t i = 0; i < fact_count; i++)
        if (factmap_find(map, facts[i].key) == rule)
            return true;
    return false;
}

static void
every_rule_has_its_fact(void)
{
    CU_ASSERT_TRUE_FATAL(facts_complete);
    for (size_t i = 0; i < factmap_count(map); i++) {
        const struct fact_rule *rule = factmap_rule(map, i);

        if (!is_used(rule))
            printf("\n    facts.tsv: no fact for %s", fact_rule_key(rule));
        CU_ASSERT(is_used(rule));
    }
}

/* The book's own figures, which must be there and be these. */
static void
the_figures_of_the_book(void)
{
    static const struct {
        const char *key, *value, *unit;
    } named[] = {
        {"dict.empty.lp64", "280", "bytes"},
        {"dict.empty.ilp32", "136", "bytes"},
        {"dict.empty.words.lp64", "35", "pointers"},
        {"dict.entry.lp64", "24", "bytes"},
        {"dict.entry.ilp32", "12", "bytes"},
        {"dict.break.1", "5", "keys"},
        {"dict.break.2", "21", "keys"},
        {"dict.break.3", "85", "keys"},
        {"dict.break.4", "341", "keys"},
        {"dict.break.5", "1365", "keys"},
        {"dict.break.6", "5461", "keys"},
        {"dict.break.7", "21845", "keys"},
        {"dict.size.6.lp64", "1048", "bytes"},
        {"dict.size.22.lp64", "3352", "bytes"},
        {"dict.size.86.lp64", "12568", "bytes"},
        {"dict.size.342.lp64", "49432", "bytes"},
        {"dict.size.6.ilp32", "520", "bytes"},
        {"dict.size.22.ilp32", "1672", "bytes"},
        {"dict.size.86.ilp32", "6280", "bytes"},
        {"dict.size.342.ilp32", "24712", "bytes"},
    };

    CU_ASSERT_TRUE_FATAL(facts_complete);
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        const struct fact *fact = find_fact(named[i].key);

        CU_ASSERT_PTR_NOT_NULL(fact);
        if (fact == NULL)
            continue;
        CU_ASSERT_STRING_EQUAL(fact->value, named[i].value);
        CU_ASSERT_STRING_EQUAL(fact->unit, named[i].unit);
    }
}

/* One lookup of each kind, against rows of the file that can be read there. */
static void
the_map_is_read_as_it_says(void)
{
    static const struct {
        const char *key;
        long expected;
    } cases[] = {
        {"dict.21.lp64", 3352 - 2304},      /* between two changes */
        {"dict.22.lp64", 3352},             /* at a change */
        {"dict.break.3", 85},               /* the third change, less one */
        {"dict.step.6.lp64", 1048 - 280},   /* a difference */
        {"dict.entry.lp64", 24},            /* a quotient */
        {"instance.total.100.lp64", 12632}, /* a sum */
    };
    long number;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct fact_rule *rule = factmap_find(map, cases[i].key);

        CU_ASSERT_PTR_NOT_NULL_FATAL(rule);
        CU_ASSERT(fact_rule_number(rule, cases[i].key, lp64, &number));
        CU_ASSERT_EQUAL(number, cases[i].expected);
    }
    CU_ASSERT_PTR_NULL(factmap_find(map, "dict.break."));
    CU_ASSERT_PTR_NULL(factmap_find(map, "dict.break.1x"));
    CU_ASSERT_PTR_NULL(factmap_find(map, "dict.x.lp64"));
    CU_ASSERT_FALSE(fact_rule_number(factmap_find(map, "dict.break.99"),
                                     "dict.break.99", lp64, &number));
}

CU_ErrorCode
add_facts_suite(void)
{
    CU_TestInfo tests[] = {
        {"every line is a fact", every_line_is_a_fact},
        {"facts are what was measured", facts_are_what_was_measured},
        {"every fact is accounted for", every_fact_is_accounted_for},
        {"every rule has its fact", every_rule_has_its_fact},
        {"the figures of the book", the_figures_of_the_book},
        {"the map is read as it says", the_map_is_read_as_it_says},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"facts", open_all, close_all, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
