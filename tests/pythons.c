#define _XOPEN_SOURCE 700

#include "pythons.h"
#include "run.h"
#include "slots.h"

#include <CUnit/CUnit.h>

#include <stdio.h>
#include <string.h>

/* Says of each interpreter what it is: its path, its version, its ABI. */
static const char search[] =
    "for p in $PYTHONS python2.7 python3 $(seq -f python3.%g 6 15); do\n"
    "  p=$(command -v \"$p\") || continue\n"
    "  \"$p\" -E -S -c '\n"
    "import os, sys\n"
    "if hasattr(sys, \"pypy_version_info\"): sys.exit(1)\n"
    "sys.stdout.write(\"%s\\t%d.%d.%d\\t%s\\n\" % "
    "((os.path.realpath(sys.executable),)\n"
    "    + tuple(sys.version_info[:3])\n"
    "    + (\"lp64\" if sys.maxsize > 2**32 else \"ilp32\",)))\n"
    "' 2>/dev/null\n"
    "done\n"
    "true\n";

static bool
is_new(const struct python *list, size_t count, const struct python *found)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].path, found->path) == 0)
            return false;
    return sl_platform_find(found->version, found->abi, NULL) != NULL;
}

size_t
pythons_find(struct python list[MOST_PYTHONS])
{
    struct captured result;
    size_t count = 0;
    char *line;

    CU_ASSERT_EQUAL_FATAL(run(search, NULL, 0, &result), 0);
    CU_ASSERT_EQUAL(result.status, 0);
    for (line = strtok(result.out, "\n"); line != NULL && count < MOST_PYTHONS;
         line = strtok(NULL, "\n")) {
        struct python *p = &list[count];

        if (sscanf(line, "%1023[^\t]\t%23[^\t]\t%7s", p->path, p->version,
                   p->abi) == 3 &&
            is_new(list, count, p))
            count++;
    }
    captured_free(&result);
    return count;
}
