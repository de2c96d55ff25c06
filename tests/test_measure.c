/* Chapter 1: formats, ABIs, platforms, errors. Sizes on LP64 are what struct.calcsize said
   on a 64-bit CPython 2.7.18; on ILP32 they follow from the System V ABI for i386. */
#include "suites.h"

#include "oracle.h"
#include "slots.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char bad_char[] = "bad char in struct format";
static const char too_long[] = "total struct size too long";
static const char bare_count[] = "repeat count given without format specifier";

struct code {
    char code;
    int lp64_size, lp64_align, ilp32_size, ilp32_align;
};

static const struct code codes[] = {
    {'c', 1, 1, 1, 1}, {'h', 2, 2, 2, 2}, {'i', 4, 4, 4, 4},
    {'l', 8, 8, 4, 4}, {'q', 8, 8, 8, 4}, {'n', 8, 8, 4, 4},
    {'P', 8, 8, 4, 4}, {'d', 8, 8, 8, 4}, {'g', 16, 16, 12, 4},
};

enum { CODES = sizeof codes / sizeof codes[0] };

static ptrdiff_t
size_of_format(const struct sl_abi *abi, const char *pattern, char code)
{
    char format[16];

    snprintf(format, sizeof format, pattern, code);
    return sl_calcsize(abi, format, NULL);
}

static void
every_code_has_its_size_and_alignment(void)
{
    for (int i = 0; i < CODES; i++) {
        const struct code *c = &codes[i];

        CU_ASSERT_EQUAL(size_of_format(&sl_lp64, "%c", c->code), c->lp64_size);
        CU_ASSERT_EQUAL(size_of_format(&sl_ilp32, "%c", c->code), c->ilp32_size);
        CU_ASSERT_EQUAL(size_of_format(&sl_lp64, "c0%c", c->code), c->lp64_align);
        CU_ASSERT_EQUAL(size_of_format(&sl_ilp32, "c0%c", c->code), c->ilp32_align);
        CU_ASSERT_EQUAL(size_of_format(&sl_lp64, "3%c", c->code), 3 * c->lp64_size);
        CU_ASSERT_EQUAL(size_of_format(&sl_ilp32, "c%cc", c->code),
                        c->ilp32_align + c->ilp32_size + 1);
    }
}

static void
formats_are_laid_out(void)
{
    static const struct {
        const char *format;
        int lp64, ilp32;
    } cases[] = {
        {"", 0, 0},         {"ch", 4, 4},         {"ci", 8, 8},
        {"cl", 16, 8},      {"cq", 16, 12},       {"cd", 16, 12},
        {"cP", 16, 8},      {"hch", 6, 6},        {"cic", 9, 9},
        {"icd", 16, 16},    {"cc d", 16, 12},     {"3c2i", 12, 12},
        {"10c", 10, 10},    {"0i", 0, 0},         {"c0i", 4, 4},
        {"c0q", 8, 4},      {"h0d", 8, 4},        {"2PqcPd", 48, 32},
        {"cdcic", 25, 21},  {"dicc c", 15, 15},   {"3h3i", 20, 20},
        {"7cl", 16, 12},    {"1c1h1i1q", 16, 16}, {"   ", 0, 0},
        {" i   c  ", 5, 5}, {"007i", 28, 28},     {"00c0d", 0, 0},
        {"nPnlic", 37, 21}, {"2Pn0g", 32, 12},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT_EQUAL(sl_calcsize(&sl_lp64, cases[i].format, NULL),
                        cases[i].lp64);
        CU_ASSERT_EQUAL(sl_calcsize(&sl_ilp32, cases[i].format, NULL),
                        cases[i].ilp32);
    }
}

/* The message of CPython 3, which unlike 2.7 rejects a count at the end too. */
static void
assert_malformed(const char *format, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_EQUAL(sl_calcsize(&sl_host, format, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_STRUCT_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_EQUAL(sl_calcsize(&sl_host, format, NULL), -1);
}

static void
malformed_formats_are_errors(void)
{
    static const char *const bad[] = {"z",   "iz",   "z3",   "3z",    "-1i",
                                      "1 i", "5 ",   "\xff", "i\x80", "+2i",
                                      "i,i", "2.5i", "nP?"};
    static const char *const bare[] = {"2", "i3", "  4", "0", "P12"};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_malformed(bad[i], bad_char);
    for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++)
        assert_malformed(bare[i], bare_count);
    assert_malformed("99999999999999999999z", too_long);
    assert_malformed("99999999999999999999", too_long);
    assert_malformed("999999999999999999999i", too_long);
}

static void
assert_size_of_limit(size_t less, const char *behind, ptrdiff_t expected)
{
    char format[64];
    struct sl_error error = {SL_NO_ERROR, ""};

    snprintf(format, sizeof format, "%zuc%s", SL_SIZE_LIMIT - less, behind);
    CU_ASSERT_EQUAL(sl_calcsize(&sl_host, format, &error), expected);
    if (expected < 0)
        CU_ASSERT_STRING_EQUAL(error.message, too_long);
}

/* The limits are those of CPython 3 on the host: sizes up to sys.maxsize. */
static void
sizes_end_at_the_limit(void)
{
    char format[64];

    assert_size_of_limit(0, "", PTRDIFF_MAX);
    assert_size_of_limit(0, "0c", PTRDIFF_MAX);
    assert_size_of_limit(1, "c", PTRDIFF_MAX);
    assert_size_of_limit(0, "c", -1);
    assert_size_of_limit(1, "0h", PTRDIFF_MAX - 1);
    assert_size_of_limit(0, "0h", -1);
    assert_size_of_limit(0, "0d", -1);
    assert_size_of_limit(8, "d", -1);
    snprintf(format, sizeof format, "%zuc", SL_SIZE_LIMIT + 1);
    assert_malformed(format, too_long);
    snprintf(format, sizeof format, "%zuh", SL_SIZE_LIMIT / 2 + 1);
    assert_malformed(format, too_long);
    snprintf(format, sizeof format, "%zuh", SL_SIZE_LIMIT / 2);
    CU_ASSERT_EQUAL(sl_calcsize(&sl_host, format, NULL), PTRDIFF_MAX - 1);
    snprintf(format, sizeof format, "c%zuP", SL_SIZE_LIMIT / sizeof(void *));
    assert_malformed(format, too_long);
}

/* The rules of formats once more, independent of the library: a character at a time. Each
   function returns NULL, or the message of what is wrong. */
struct model {
    uintmax_t size, count;
    bool counting;
};

static const struct code *
model_code(char c)
{
    for (int i = 0; i < CODES; i++)
        if (codes[i].code == c)
            return &codes[i];
    return NULL;
}

static const char *
model_item(struct model *m, const struct code *code, bool lp64)
{
    uintmax_t size = (uintmax_t)(lp64 ? code->lp64_size : code->ilp32_size);
    uintmax_t align = (uintmax_t)(lp64 ? code->lp64_align : code->ilp32_align);
    uintmax_t count = m->counting ? m->count : 1;

    while (m->size % align != 0)
        m->size++;
    if (m->size > SL_SIZE_LIMIT || count > (SL_SIZE_LIMIT - m->size) / size)
        return too_long;
    m->size += count * size;
    *m = (struct model){m->size, 0, false};
    return NULL;
}

static const char *
model_digit(struct model *m, unsigned digit)
{
    uintmax_t most = SL_SIZE_LIMIT;

    if (m->count > most / 10 || (m->count == most / 10 && digit > most % 10))
        return too_long;
    m->count = m->count * 10 + digit;
    m->counting = true;
    return NULL;
}

static const char *
model_calcsize(const char *format, bool lp64, uintmax_t *size)
{
    struct model m = {0, 0, false};
    const char *wrong = NULL;

    for (; *format != '\0' && wrong == NULL; format++)
        if (*format >= '0' && *format <= '9')
            wrong = model_digit(&m, (unsigned)(*format - '0'));
        else if (model_code(*format) != NULL)
            wrong = model_item(&m, model_code(*format), lp64);
        else if (*format != ' ' || m.counting)
            wrong = bad_char;
    *size = m.size;
    return wrong == NULL && m.counting ? bare_count : wrong;
}

static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void
random_format(uint32_t *state, char *format, size_t most)
{
    static const char usual[] = "chilqnPdg0123456789999   chilqnPdg";
    size_t length = next_random(state) % most;

    for (size_t i = 0; i < length; i++) {
        uint32_t r = next_random(state);

        format[i] = r % 100 == 0 ? (char)(1 + (r >> 8) % 255)
                                 : usual[(r >> 8) % (sizeof usual - 1)];
    }
    format[length] = '\0';
}

static bool
agrees_with_model(const char *format, bool lp64)
{
    uintmax_t size;
    const char *wrong = model_calcsize(format, lp64, &size);
    struct sl_error error = {SL_NO_ERROR, ""};
    ptrdiff_t got = sl_calcsize(lp64 ? &sl_lp64 : &sl_ilp32, format, &error);

    if (wrong == NULL)
        return got >= 0 && (uintmax_t)got == size && error.kind == SL_NO_ERROR;
    return got == -1 && error.kind == SL_STRUCT_ERROR &&
           strcmp(error.message, wrong) == 0;
}

static void
random_formats_never_surprise(void)
{
    enum { TRIES = 200000, MOST = 40 };
    uint32_t state = 27182818;
    char format[MOST];
    int wrong = 0, good = 0;
    uintmax_t size;

    for (int i = 0; i < TRIES; i++) {
        random_format(&state, format, 1 + next_random(&state) % MOST);
        good += model_calcsize(format, true, &size) == NULL;
        if (agrees_with_model(format, true) && agrees_with_model(format, false))
            continue;
        if (wrong++ < 5)
            printf("\n    format \"%s\" of seed 27182818 is wrong", format);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT(good > TRIES / 10 && good < TRIES - TRIES / 10);
}

static void
fields_come_one_by_one(void)
{
    static const struct sl_field expected[] = {
        {'c', 1, 0, 1}, {'P', 2, 8, 16}, {'d', 0, 24, 0}, {'h', 3, 24, 6}};
    const char *format = "c 2P0d  3h ";
    struct sl_field field = {0};

    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        CU_ASSERT_EQUAL(sl_format_next(&sl_lp64, &format, &field, NULL), 1);
        CU_ASSERT_EQUAL(field.code, expected[i].code);
        CU_ASSERT_EQUAL(field.count, expected[i].count);
        CU_ASSERT_EQUAL(field.offset, expected[i].offset);
        CU_ASSERT_EQUAL(field.size, expected[i].size);
    }
    CU_ASSERT_EQUAL(sl_format_next(&sl_lp64, &format, &field, NULL), 0);
    CU_ASSERT_EQUAL(sl_format_next(&sl_lp64, &format, &field, NULL), 0);
    format = "i?";
    field = (struct sl_field){0};
    CU_ASSERT_EQUAL(sl_format_next(&sl_lp64, &format, &field, NULL), 1);
    CU_ASSERT_STRING_EQUAL(format, "?");
    CU_ASSERT_EQUAL(sl_format_next(&sl_lp64, &format, &field, NULL), -1);
}

static void
sizes_are_rounded_up(void)
{
    CU_ASSERT_EQUAL(sl_round_up(0, 8), 0);
    CU_ASSERT_EQUAL(sl_round_up(1, 8), 8);
    CU_ASSERT_EQUAL(sl_round_up(8, 8), 8);
    CU_ASSERT_EQUAL(sl_round_up(9, 1), 9);
    CU_ASSERT_EQUAL(sl_round_up(13, 12), 24);
    CU_ASSERT_EQUAL(sl_round_up(SL_SIZE_LIMIT, 16), SL_SIZE_LIMIT + 1);
}

/* Asserts that the fields of FORMAT on the host lie at OFFSETS, which end in SIZE. */
static void
assert_offsets(const char *format, const size_t *offsets, size_t size)
{
    struct sl_field field = {0};

    while (sl_format_next(&sl_host, &format, &field, NULL) > 0)
        CU_ASSERT_EQUAL(field.offset, *offsets++);
    CU_ASSERT_EQUAL(field.offset + field.size, size);
    CU_ASSERT_EQUAL(*offsets, SIZE_MAX);
}

#define AT(type, member) offsetof(struct type, member)
#define END SIZE_MAX

static void
small_structs_are_their_formats(void)
{
    const size_t object[] = {AT(sl_object, refcnt), AT(sl_object, type), END};
    const size_t var[] = {AT(sl_var_object, object.refcnt),
                          AT(sl_var_object, object.type), AT(sl_var_object, size),
                          END};
    const size_t integer[] = {AT(sl_int, object.refcnt), AT(sl_int, object.type),
                              AT(sl_int, value), END};
    const size_t str[] = {AT(sl_str, var.object.refcnt),
                          AT(sl_str, var.object.type),
                          AT(sl_str, var.size),
                          AT(sl_str, hash),
                          AT(sl_str, interned),
                          AT(sl_str, data),
                          END};
    const size_t head[] = {offsetof(union sl_gc_head, gc.next),
                           offsetof(union sl_gc_head, gc.refs),
                           sizeof(union sl_gc_head), END};

    assert_offsets(SL_OBJECT_FORMAT, object, sizeof(struct sl_object));
    assert_offsets(SL_VAR_OBJECT_FORMAT, var, sizeof(struct sl_var_object));
    assert_offsets(SL_INT_FORMAT, integer, sizeof(struct sl_int));
    assert_offsets(SL_STR_FORMAT, str, AT(sl_str, data) + 1);
    assert_offsets(SL_TUPLE_FORMAT, var, AT(sl_tuple, items));
    assert_offsets(sl_python27_host.gc_head, head, sizeof(union sl_gc_head));
    CU_ASSERT_EQUAL(offsetof(union sl_gc_head, gc.prev), sizeof(void *));
    CU_ASSERT_EQUAL(sizeof(struct sl_tuple), AT(sl_tuple, items));
}

static void
dict_structs_are_their_formats(void)
{
    const size_t entry[] = {AT(sl_dict_entry, hash), AT(sl_dict_entry, key),
                            AT(sl_dict_entry, value), END};
    const size_t fixed[] = {AT(sl_dict, object.refcnt), AT(sl_dict, object.type),
                            AT(sl_dict, fill),          AT(sl_dict, table),
                            AT(sl_dict, lookup),        END};

    assert_offsets(SL_DICT_ENTRY_FORMAT, entry, sizeof(struct sl_dict_entry));
    assert_offsets("nP3nPP", fixed, AT(sl_dict, small));
    CU_ASSERT_EQUAL(AT(sl_dict, used), AT(sl_dict, fill) + sizeof(size_t));
    CU_ASSERT_EQUAL(AT(sl_dict, mask), AT(sl_dict, used) + sizeof(size_t));
    CU_ASSERT_EQUAL(sl_calcsize(&sl_host, SL_DICT_FORMAT, NULL),
                    sizeof(struct sl_dict));
}

static void
assert_same_ctype(struct sl_ctype a, struct sl_ctype b)
{
    CU_ASSERT_EQUAL(a.size, b.size);
    CU_ASSERT_EQUAL(a.align, b.align);
}

/* On x86 the host is one of the two ABIs of the book. */
static void
host_is_a_known_abi(void)
{
#if defined(__x86_64__) || defined(__i386__)
    const struct sl_abi *abi = sizeof(void *) == 8 ? &sl_lp64 : &sl_ilp32;

    assert_same_ctype(sl_host.pointer, abi->pointer);
    assert_same_ctype(sl_host.short_, abi->short_);
    assert_same_ctype(sl_host.int_, abi->int_);
    assert_same_ctype(sl_host.long_, abi->long_);
    assert_same_ctype(sl_host.llong, abi->llong);
    assert_same_ctype(sl_host.dbl, abi->dbl);
    assert_same_ctype(sl_host.ldbl, abi->ldbl);
#endif
    CU_ASSERT_EQUAL(sl_host.pointer.size, sizeof(void *));
    CU_ASSERT_EQUAL(sl_host.long_.size, sizeof(long));
    CU_ASSERT_STRING_EQUAL(sl_host.name, "host");
}

static void
assert_platform(const struct sl_platform *platform, const char *abi)
{
    struct oracle *oracle = oracle_open("2.7.18", abi);
    size_t cursor = 0;

    CU_ASSERT_STRING_EQUAL(platform->version, "2.7");
    CU_ASSERT_PTR_NOT_NULL_FATAL(oracle);
    CU_ASSERT_EQUAL(
        sl_calcsize(platform->abi, platform->gc_head, NULL),
        oracle_number(oracle_next(oracle, "meta", "gc_header_bytes", &cursor),
                      ORACLE_TEXT));
    cursor = 0;
    CU_ASSERT_EQUAL(
        sl_calcsize(platform->abi, platform->digit, NULL),
        oracle_number(oracle_next(oracle, "type", "builtin long", &cursor),
                      ORACLE_ITEMSIZE));
    cursor = 0;
    CU_ASSERT_EQUAL(
        platform->abi->pointer.size,
        oracle_number(oracle_next(oracle, "meta", "pointer_bytes", &cursor),
                      ORACLE_TEXT));
    oracle_close(oracle);
}

static void
platforms_are_found(void)
{
    CU_ASSERT_PTR_EQUAL(sl_platform_find("2.7", "lp64", NULL), &sl_python27_lp64);
    CU_ASSERT_PTR_EQUAL(sl_platform_find("2.7", "ilp32", NULL), &sl_python27_ilp32);
    CU_ASSERT_PTR_NULL(sl_platform_find("2.7", "llp64", NULL));
    CU_ASSERT_PTR_NULL(sl_platform_find("", "", NULL));
    CU_ASSERT_PTR_EQUAL(sl_python27_lp64.abi, &sl_lp64);
    CU_ASSERT_PTR_EQUAL(sl_python27_ilp32.abi, &sl_ilp32);
    CU_ASSERT_PTR_EQUAL(sl_python27_host.abi, &sl_host);
    assert_platform(&sl_python27_lp64, "lp64");
    assert_platform(&sl_python27_ilp32, "ilp32");
    assert_platform(&sl_python27_host, sizeof(void *) == 8 ? "lp64" : "ilp32");
}

static void
errors_say_what_failed(void)
{
    struct sl_error error = {SL_NO_ERROR, "unchanged"};
    char text[2 * sizeof error.message];

    CU_ASSERT_EQUAL(sl_fail(NULL, SL_KEY_ERROR, "%s", "nobody listens"), -1);
    CU_ASSERT_EQUAL(sl_fail(&error, SL_KEY_ERROR, "'%.3s' %d", "abcdef", 7), -1);
    CU_ASSERT_EQUAL(error.kind, SL_KEY_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "'abc' 7");
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    CU_ASSERT_EQUAL(sl_fail(&error, SL_VALUE_ERROR, "%s", text), -1);
    CU_ASSERT_EQUAL(error.kind, SL_VALUE_ERROR);
    CU_ASSERT_EQUAL(strlen(error.message), sizeof error.message - 1);
    CU_ASSERT_EQUAL(strspn(error.message, "x"), sizeof error.message - 1);
}

static void
errors_have_python_s_names(void)
{
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_ATTRIBUTE_ERROR), "AttributeError");
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_KEY_ERROR), "KeyError");
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_MEMORY_ERROR), "MemoryError");
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_RUNTIME_ERROR), "RuntimeError");
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_STRUCT_ERROR), "struct.error");
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_TYPE_ERROR), "TypeError");
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_UNICODE_ENCODE_ERROR),
                           "UnicodeEncodeError");
    CU_ASSERT_STRING_EQUAL(sl_error_name(SL_VALUE_ERROR), "ValueError");
    CU_ASSERT_PTR_NOT_NULL(sl_error_name(SL_NO_ERROR));
}

CU_ErrorCode
add_measure_suite(void)
{
    CU_TestInfo tests[] = {
        {"every code has its size and alignment",
         every_code_has_its_size_and_alignment},
        {"formats are laid out", formats_are_laid_out},
        {"malformed formats are errors", malformed_formats_are_errors},
        {"sizes end at the limit", sizes_end_at_the_limit},
        {"random formats never surprise", random_formats_never_surprise},
        {"fields come one by one", fields_come_one_by_one},
        {"sizes are rounded up", sizes_are_rounded_up},
        {"small structs are their formats", small_structs_are_their_formats},
        {"dict structs are their formats", dict_structs_are_their_formats},
        {"the host is a known ABI", host_is_a_known_abi},
        {"platforms are found", platforms_are_found},
        {"errors say what failed", errors_say_what_failed},
        {"errors have Python's names", errors_have_python_s_names},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {{"measure", NULL, NULL, NULL, NULL, tests},
                             CU_SUITE_INFO_NULL};

    return CU_register_suites(suites);
}
