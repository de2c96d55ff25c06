/* The classes of every version: the topics `layout`, `behaviour` and `type` of all files. */
#include "cli.h"
#include "living.h"
#include "since_tests.h"
#include "type_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
test_layouts(void)
{
    for (const struct since_version *v = since_versions; v->version != NULL; v++) {
        const struct sl_platform *platform;
        struct oracle *oracle = since_open(v, &platform);
        struct compared compared = {0, 0};

        type_check_layouts(platform, oracle, &compared);
        since_say(v, "layout", compared.rows, compared.differ);
        oracle_close(oracle);
    }
}

/* Objects live on this machine only. What they say does not depend on the ABI, so that the
   release of a narrow platform is tried here, too. */
static void
test_behaviour(void)
{
    size_t unsaid = 0;

    for (const struct since_version *v = since_versions; v->version != NULL; v++) {
        const struct sl_platform *platform;
        struct oracle *oracle = since_open(v, &platform);
        struct sl_platform here = *platform;
        struct compared compared = {0, 0};

        here.abi = &sl_host;
        type_check_behaviour(&here, oracle, &compared);
        since_say(v, "behaviour", compared.rows, compared.differ);
        unsaid = type_count_rows(oracle, "behaviour") - compared.rows;
        oracle_close(oracle);
    }
    printf("in each version %zu more rows of behaviour need what is not here: "
           "vars() and "
           "dir(), pickling, methods in Python\n",
           unsaid);
    CU_ASSERT_EQUAL(unsaid, 6);
}

/* ---- The topic `type` ---- */

/* The figures of a row in the order of the columns; SIZE -1: the row has none. */
struct figures {
    long size, basicsize, itemsize, dictoffset, weaklistoffset;
    bool gc;
};

static long
figure(const struct oracle_row *row, enum oracle_column column)
{
    const char *text = oracle_text(row, column);

    return *text == '\0' ? -9 : strtol(text, NULL, 10);
}

static bool
differs(const struct oracle_row *row, const struct sl_type *type, long size)
{
    bool gc = (strtol(oracle_text(row, ORACLE_FLAGS), NULL, 16) >> 14 & 1) != 0;
    bool same =
        (figure(row, ORACLE_SIZE) == -9 || figure(row, ORACLE_SIZE) == size) &&
        figure(row, ORACLE_BASICSIZE) == (long)type->basicsize &&
        figure(row, ORACLE_ITEMSIZE) == (long)type->itemsize &&
        figure(row, ORACLE_DICTOFFSET) == type->dictoffset &&
        figure(row, ORACLE_WEAKREFOFFSET) == type->weaklistoffset && gc == type->gc;

    if (!same)
        fprintf(stderr,
                "\n%s %s %s\nexpected: %s %s %s %s %s gc %d\n   found: %ld %zu %zu "
                "%td %td gc %d\n",
                oracle_text(row, ORACLE_VERSION), oracle_text(row, ORACLE_BITS),
                oracle_text(row, ORACLE_SUBJECT), oracle_text(row, ORACLE_SIZE),
                oracle_text(row, ORACLE_BASICSIZE),
                oracle_text(row, ORACLE_ITEMSIZE),
                oracle_text(row, ORACLE_DICTOFFSET),
                oracle_text(row, ORACLE_WEAKREFOFFSET), gc, size, type->basicsize,
                type->itemsize, type->dictoffset, type->weaklistoffset, type->gc);
    CU_ASSERT(same);
    return !same;
}

/* A class under BASE with what TEXT says: "plain", "slots 3 __dict__"; released by the
   caller. NULL where there can be no such class. */
static struct sl_type *
class_of(struct sl_type *base, const char *text)
{
    static char names[64][24];
    const char *slots[64];
    size_t count = 0, listed;

    if (strncmp(text, "plain", 5) == 0)
        return sl_class_new(base->interp, "C", base, NULL);
    listed = (size_t)strtol(text + strlen("slots "), NULL, 10);
    for (; count < listed; count++) {
        snprintf(names[count], sizeof names[0], "a%zu", count);
        slots[count] = names[count];
    }
    if (strstr(text, "__dict__") != NULL)
        slots[count++] = "__dict__";
    if (strstr(text, "__weakref__") != NULL)
        slots[count++] = "__weakref__";
    return sl_slotted_new(base->interp, "C", base, slots, count, NULL);
}

/* The room of list((1, 2, 3)), in pointers: as CPython's measured lists show. */
static size_t
list_room(const struct sl_platform *platform)
{
    int minor = platform->release->major == 2 ? 0 : platform->release->minor;

    return minor < 8 ? 6 : minor < 10 ? 3 : 4;
}

/* The items of a value as the oracle's subjects write it. */
static size_t
items_of(const struct sl_type *base, const char *value)
{
    const struct sl_platform *platform = base->interp->platform;
    bool list = strcmp(base->name, "list") == 0;

    if (strstr(value, "abc") != NULL)
        return 3;
    if (strcmp(value, "2**30") == 0)
        return sl_calcsize(platform->abi, platform->digit, NULL) == 4 ? 2 : 3;
    if (strcmp(value, "1") == 0 || strcmp(value, "(1,)") == 0)
        return 1;
    if (strcmp(value, "(1, 2, 3)") == 0)
        return list ? list_room(platform) : 3;
    return 0;
}

/* A dictionary made by a call with an argument has a table in 3.8 and 3.9, even if it is
   empty: eight places, an index of a byte each, and five entries. */
static long
called_with_argument(const struct sl_type *base)
{
    const struct sl_platform *platform = base->interp->platform;
    const struct sl_release *r = platform->release;

    if (strcmp(base->name, "dict") != 0 || r->major != 3 ||
        (r->minor != 8 && r->minor != 9))
        return 0;
    return 8 + (5 + 3 * 5) * (long)platform->abi->pointer.size;
}

/* BASE sub BODY of VALUE. */
static bool
subclass_differs(struct sl_interp *py, const struct oracle_row *row)
{
    const char *subject = oracle_text(row, ORACLE_SUBJECT);
    const char *sub = strstr(subject, " sub "), *of = strstr(subject, " of ");
    char name[32];
    struct sl_type *base, *type;
    bool result;

    snprintf(name, sizeof name, "%.*s", (int)(sub - subject), subject);
    base = sl_builtin_named(py, name);
    CU_ASSERT_PTR_NOT_NULL_FATAL(base);
    snprintf(name, sizeof name, "%.*s", (int)(of - sub - 5), sub + 5);
    type = class_of(base, name);
    if (type == NULL)
        fprintf(stderr, "\n%s: %s: no class\n", oracle_text(row, ORACLE_VERSION),
                subject);
    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    result = differs(row, type,
                     (long)sl_getsizeof(type, items_of(base, of + 4)) +
                         called_with_argument(base));
    sl_decref(&type->object);
    return result;
}

static bool
builtin_differs(struct sl_interp *py, const struct oracle_row *row)
{
    const char *name = oracle_text(row, ORACLE_SUBJECT) + strlen("builtin ");
    const struct sl_type *type = NULL;

    for (int i = 0; i < SL_BUILTINS_SINCE && type == NULL; i++) {
        const struct sl_type *one = sl_builtin(py, (enum sl_builtin)i);

        if (one->name != NULL && strcmp(one->name, name) == 0)
            type = one;
    }
    if (type == NULL)
        fprintf(stderr, "\n%s: no type %s\n", oracle_text(row, ORACLE_VERSION),
                name);
    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    CU_ASSERT_EQUAL(type->final,
                    !(strtol(oracle_text(row, ORACLE_FLAGS), NULL, 16) >> 10 & 1));
    return differs(row, type, 0);
}

static bool
class_object_differs(struct sl_type *object, const struct oracle_row *row)
{
    struct sl_type *type = class_of(object, "plain");
    long size = (long)sl_class_getsizeof(type);
    bool same = size == figure(row, ORACLE_SIZE);

    if (!same)
        fprintf(stderr, "\n%s: a class has %ld, not %ld\n",
                oracle_text(row, ORACLE_VERSION), size, figure(row, ORACLE_SIZE));
    CU_ASSERT(same);
    sl_decref(&type->object);
    return !same;
}

static bool
type_differs(struct sl_interp *py, const struct oracle_row *row)
{
    const char *subject = oracle_text(row, ORACLE_SUBJECT);
    struct sl_type *object = sl_builtin(py, SL_OBJECT), *type;
    bool result;

    if (strncmp(subject, "builtin ", 8) == 0)
        return builtin_differs(py, row);
    if (strstr(subject, " sub ") != NULL)
        return subclass_differs(py, row);
    if (strcmp(subject, "the class object of a plain class") == 0)
        return class_object_differs(object, row);
    if (strcmp(subject, "classic") == 0) {
        /* an old-style instance, weighed by its format: head, class, dictionary, weak references */
        size_t size =
            (size_t)(sl_calcsize(py->platform->abi, "nP3P", NULL) +
                     sl_calcsize(py->platform->abi, py->platform->gc_head, NULL));

        CU_ASSERT_EQUAL((long)size, figure(row, ORACLE_SIZE));
        return (long)size != figure(row, ORACLE_SIZE);
    }
    type = class_of(object, subject);
    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    result = differs(row, type, (long)sl_getsizeof(type, 0));
    sl_decref(&type->object);
    return result;
}

static void
test_types(void)
{
    for (const struct since_version *v = since_versions; v->version != NULL; v++) {
        const struct sl_platform *platform;
        struct oracle *oracle = since_open(v, &platform);
        struct counting_allocator counts;
        struct sl_interp *py = open_interp(platform, &counts);
        const struct oracle_row *row;
        size_t cursor = 0, rows = 0, differ = 0;

        while ((row = oracle_next(oracle, "type", NULL, &cursor)) != NULL) {
            differ += type_differs(py, row);
            rows++;
        }
        CU_ASSERT_EQUAL(rows, type_count_rows(oracle, "type"));
        since_say(v, "type", rows, differ);
        close_interp(py, &counts);
        oracle_close(oracle);
    }
}

/* ---- The command ---- */

/* Eight cases have calls or comprehensions, which the command does not read. */
static void
test_command(void)
{
    enum { UNREAD = 8 };

    for (const struct since_version *v = since_versions; v->version != NULL; v++) {
        const struct sl_platform *platform;
        struct oracle *oracle = since_open(v, &platform);
        size_t rows = cli_compare_cases(v->version, v->abi);

        CU_ASSERT_EQUAL(rows + UNREAD, type_count_rows(oracle, "layout"));
        since_say(v, "layout by the command", rows, 0);
        oracle_close(oracle);
    }
}

static void
test_hierarchies(void)
{
    cli_compare_hierarchies();
}

bool
add_since_types_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_layouts) && CU_ADD_TEST(suite, test_behaviour) &&
           CU_ADD_TEST(suite, test_types) && CU_ADD_TEST(suite, test_command) &&
           CU_ADD_TEST(suite, test_hierarchies);
}
