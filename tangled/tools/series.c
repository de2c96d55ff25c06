/* Generated from chapters/99-series.nw by make tangle: do not edit. MIT licence. */
#include "slots.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
check(bool expected)
{
    if (expected)
        return;
    fputs("something failed that cannot fail\n", stderr);
    exit(EXIT_FAILURE);
}

/* P, which is expected not to be NULL. */
static void *
need(void *p)
{
    check(p != NULL);
    return p;
}

/* Title, description and names of the columns. FORMAT, for the description, and
   what follows are as for printf. */
static void
begin_series(const char *title, const char *columns, const char *format, ...)
{
    va_list arguments;

    printf("# title\t%s\n# description\t", title);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n%s\n", columns);
}

static double
paid(const struct sl_platform *platform, enum sl_way_kind kind, size_t attributes,
     size_t slots)
{
    struct sl_heap_cost cost = {0};

    check(sl_heap_bytes(platform, kind, attributes, slots, &cost, NULL) == 0);
    return cost.resident;
}

static const struct sl_platform *
python(const char *version, const char *abi)
{
    return need((void *)(uintptr_t)sl_platform_find(version, abi, NULL));
}

/* Whether no later release of the same series is known: of 3.13 there are two. */
static bool
is_latest(size_t i)
{
    const struct sl_platform *p = sl_platforms[i], *next = sl_platforms[i + 1];

    return next == NULL || next->abi != p->abi ||
           next->release->minor != p->release->minor;
}

enum { CURVE_MOST = 44 };

static void
print_curve(const struct sl_platform *const *pythons, size_t count)
{
    for (size_t n = 0; n <= CURVE_MOST; n++) {
        printf("%zu", n);
        for (size_t i = 0; i < count; i++)
            printf("\t%.1f", paid(pythons[i], SL_WAY_PLAIN, n, 0));
        printf("\t%.1f\n", paid(pythons[count - 1], SL_WAY_SLOTS, n, n));
    }
}

static void
series_curve(void)
{
    const struct sl_platform *pythons[] = {
        python("2.7", "lp64"), python("3.6", "lp64"), python("3.12", "lp64"),
        python("3.15", "lp64")};
    const struct sl_platform *newest = pythons[3];

    begin_series(
        "Bytes of an instance on LP64, by the number of its attributes",
        "attributes\t2.7\t3.6\t3.12\t3.15\tslots",
        "Steps go up to the right. A plain instance with five attributes takes "
        "%.0f bytes in CPython 2.7, %.0f in 3.6, %.0f in 3.12 and %.0f in 3.15; "
        "with six %.0f in 2.7 and %.0f in 3.6. With 29 attributes it is %.0f in "
        "3.12, with 30 %.0f. In 3.15 it is %.0f with 30, with 31 %.0f. With slots "
        "in 3.15 the line is nearly straight, from %.0f with none to %.0f with %d.",
        paid(pythons[0], SL_WAY_PLAIN, 5, 0), paid(pythons[1], SL_WAY_PLAIN, 5, 0),
        paid(pythons[2], SL_WAY_PLAIN, 5, 0), paid(newest, SL_WAY_PLAIN, 5, 0),
        paid(pythons[0], SL_WAY_PLAIN, 6, 0), paid(pythons[1], SL_WAY_PLAIN, 6, 0),
        paid(pythons[2], SL_WAY_PLAIN, 29, 0),
        paid(pythons[2], SL_WAY_PLAIN, 30, 0), paid(newest, SL_WAY_PLAIN, 30, 0),
        paid(newest, SL_WAY_PLAIN, 31, 0), paid(newest, SL_WAY_SLOTS, 0, 0),
        paid(newest, SL_WAY_SLOTS, CURVE_MOST, 0), CURVE_MOST);
    print_curve(pythons, 4);
}

static const size_t version_counts[] = {5, 12, 31};
enum { VERSION_COUNTS = sizeof version_counts / sizeof version_counts[0] };

static void
print_version(const struct sl_platform *platform)
{
    for (size_t i = 0; i < VERSION_COUNTS; i++) {
        size_t n = version_counts[i];

        if (platform == NULL)
            printf("\t-\t-\t-");
        else
            printf("\t%.1f\t%.1f\t%.1f", paid(platform, SL_WAY_PLAIN, n, 0),
                   paid(platform, SL_WAY_HYBRID, n, n - 1),
                   paid(platform, SL_WAY_SLOTS, n, n));
    }
}

static void
print_versions(void)
{
    size_t place = 0;

    for (size_t i = 0; sl_platforms[i] != NULL; i++) {
        const struct sl_platform *p = sl_platforms[i];

        if (p->abi != &sl_lp64 || !is_latest(i))
            continue;
        printf("%zu\t%s", place++, p->version);
        print_version(p);
        print_version(sl_platform_find(p->version, "ilp32", NULL));
        putchar('\n');
    }
}

/* "5 attributes: 358, 390, 98 in CPython 2.7, ... ". */
static const char *
in_words(size_t n, char *words, size_t room)
{
    static const char *const versions[] = {"2.7", "3.6", "3.12", "3.13", "3.15"};
    int end = snprintf(words, room, "%zu attributes:", n);

    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        const struct sl_platform *p = python(versions[i], "lp64");

        end +=
            snprintf(words + end, room - (size_t)end,
                     "%s %.0f, %.0f and %.0f in %s", i > 0 ? ";" : "",
                     paid(p, SL_WAY_PLAIN, n, 0), paid(p, SL_WAY_HYBRID, n, n - 1),
                     paid(p, SL_WAY_SLOTS, n, n), versions[i]);
    }
    check((size_t)end < room);
    return words;
}

static void
series_versions(void)
{
    char words[VERSION_COUNTS][300];

    begin_series("Bytes of an instance in three ways, CPython 2.7 to 3.15",
                 "place\tversion\tplain\thybrid\tslots",
                 "On LP64, without slots, with all but one attribute in slots, and "
                 "with all of them there. With %s. With %s. With %s. On ILP32 the "
                 "curves have the same shape, a little over half as high.",
                 in_words(version_counts[0], words[0], sizeof words[0]),
                 in_words(version_counts[1], words[1], sizeof words[1]),
                 in_words(version_counts[2], words[2], sizeof words[2]));
    print_versions();
}

static const struct {
    const char *name;
    void (*print)(void);
} series[] = {

    {"since-curve", series_curve},
    {"since-versions", series_versions},
};

int
main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof series / sizeof series[0]; i++)
        if (argc < 2)
            puts(series[i].name);
        else if (strcmp(argv[1], series[i].name) == 0)
            series[i].print();
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
