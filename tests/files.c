#define _POSIX_C_SOURCE 200809L

#include "files.h"

#include <CUnit/CUnit.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MEASURED = 16 };

static void
open_file(struct measured_file *file, const char *path)
{
    snprintf(file->path, sizeof file->path, "%s", path);
    CU_ASSERT_EQUAL_FATAL(sscanf(path, "tests/oracle/cpython-%15[0-9.]-%7[a-z0-9]",
                                 file->version, file->abi),
                          2);
    file->platform = sl_platform_find(file->version, file->abi, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file->platform);
    file->oracle = oracle_open(file->version, file->abi);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file->oracle);
}

void
for_each_file(void (*each)(const struct measured_file *file))
{
    glob_t found;

    CU_ASSERT_EQUAL_FATAL(glob("tests/oracle/cpython-*.csv", 0, NULL, &found), 0);
    CU_ASSERT_EQUAL(found.gl_pathc, FILES_MEASURED);
    putchar('\n');
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct measured_file file;

        open_file(&file, found.gl_pathv[i]);
        each(&file);
        oracle_close(file.oracle);
    }
    globfree(&found);
}

static size_t
lines_in(const char *path, const char *topic)
{
    FILE *f = fopen(path, "r");
    char line[4096], part[64];
    size_t count = 0;

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        count += sscanf(line, "%*[^,],%*[^,],%63[^,]", part) == 1 &&
                 strcmp(part, topic) == 0;
    if (f != NULL)
        fclose(f);
    return count;
}

size_t
lines_of_topic(const struct measured_file *file, const char *topic)
{
    char extra[96];

    snprintf(extra, sizeof extra, "tests/oracle/extra-%s-%s.csv", file->version,
             file->abi);
    return lines_in(file->path, topic) + lines_in(extra, topic);
}

void
tell_rows(const struct measured_file *file, const char *topic, size_t compared,
          size_t differ)
{
    printf("%s %s %s: %zu rows compared, %zu differ\n", file->version, file->abi,
           topic, compared, differ);
    CU_ASSERT_EQUAL(compared, lines_of_topic(file, topic));
    CU_ASSERT_EQUAL(differ, 0);
}

double
oracle_real(const struct oracle_row *row, enum oracle_column column)
{
    const char *cell = oracle_text(row, column);

    return *cell == '\0' ? -1 : strtod(cell, NULL);
}
