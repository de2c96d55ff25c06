/* provenance FACTS_TSV: prints, for each fact that tests/oracle/facts.tsv maps to a
   measurement, its key and every interpreter in tests/oracle/ on which that measurement
   gives the same number: KEY<TAB>2.7.18 lp64<TAB>... in the order of versions. The working
   directory is the project's root. */
#define _POSIX_C_SOURCE 200809L

#include "factmap.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_INTERPRETERS = 64 };

struct interpreter {
    int version[3];
    char abi[8];
    struct oracle *oracle;
};

static bool
parse_name(const char *name, struct interpreter *python)
{
    int end = 0;

    return sscanf(name, "cpython-%d.%d.%d-%7[a-z0-9].csv%n", &python->version[0],
                  &python->version[1], &python->version[2], python->abi,
                  &end) == 4 &&
           end > 0 && name[end] == '\0';
}

static int
compare(const void *a, const void *b)
{
    const struct interpreter *p = a, *q = b;

    for (int i = 0; i < 3; i++)
        if (p->version[i] != q->version[i])
            return p->version[i] < q->version[i] ? -1 : 1;
    return -strcmp(p->abi, q->abi); /* lp64 before ilp32 */
}

static bool
open_interpreter(struct interpreter *python)
{
    char version[48];

    snprintf(version, sizeof version, "%d.%d.%d", python->version[0],
             python->version[1], python->version[2]);
    python->oracle = oracle_open(version, python->abi);
    return python->oracle != NULL;
}

/* Opens all files of measurements. Returns how many there are; 0 on failure. */
static size_t
open_all(struct interpreter *pythons)
{
    size_t count = 0;
    DIR *folder = opendir("tests/oracle");
    const struct dirent *entry;

    if (folder == NULL) {
        perror("tests/oracle");
        return 0;
    }
    while (count < MOST_INTERPRETERS && (entry = readdir(folder)) != NULL)
        if (parse_name(entry->d_name, &pythons[count]) &&
            open_interpreter(&pythons[count]))
            count++;
    closedir(folder);
    qsort(pythons, count, sizeof *pythons, compare);
    return count;
}

static void
print_fact(const struct fact *fact, const struct fact_rule *rule,
           const struct interpreter *pythons, size_t count)
{
    long value = strtol(fact->value, NULL, 10), number;

    fputs(fact->key, stdout);
    for (size_t i = 0; i < count; i++)
        if (fact_rule_is_for(rule, pythons[i].abi) &&
            fact_rule_number(rule, fact->key, pythons[i].oracle, &number) &&
            number == value)
            printf("\t%d.%d.%d %s", pythons[i].version[0], pythons[i].version[1],
                   pythons[i].version[2], pythons[i].abi);
    putchar('\n');
}

static bool
print_all(const char *path, const struct factmap *map,
          const struct interpreter *pythons, size_t count)
{
    FILE *file = fopen(path, "r");
    char line[512];
    bool good = file != NULL;
    struct fact fact;

    if (!good)
        perror(path);
    for (int number = 1; good && fgets(line, sizeof line, file) != NULL; number++) {
        const struct fact_rule *rule;

        line[strcspn(line, "\n")] = '\0';
        good = fact_parse(line, &fact);
        if (!good)
            fprintf(stderr, "%s:%d: this is no fact\n", path, number);
        else if ((rule = factmap_find(map, fact.key)) != NULL)
            print_fact(&fact, rule, pythons, count);
    }
    if (file != NULL)
        fclose(file);
    return good;
}

int
main(int argc, char **argv)
{
    static struct interpreter pythons[MOST_INTERPRETERS];
    struct factmap *map;
    size_t count;
    bool good;

    if (argc != 2) {
        fprintf(stderr, "usage: provenance FACTS_TSV\n");
        return 2;
    }
    map = factmap_open("tests/oracle/facts.tsv");
    count = map == NULL ? 0 : open_all(pythons);
    good = count > 0 && print_all(argv[1], map, pythons, count);
    for (size_t i = 0; i < count; i++)
        oracle_close(pythons[i].oracle);
    factmap_close(map);
    return good && fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS
                                                          : EXIT_FAILURE;
}
