/* Hashes of int, str and tuple. On 64 bits they are what CPython 2.7.18 said, without hash
   randomisation. On 32 bits they are the same rules in 32-bit arithmetic, worked out by a
   program of its own that, in 64-bit arithmetic, agreed with CPython on each of these. */
#include "object_tests.h"

#include "living.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

/* Asserts that O, which is then given back, has the hash that its interpreter's platform
   gives it: the 64-bit pattern WIDE, or the 32-bit pattern NARROW. */
static void
assert_hash(struct sl_object *o, uint64_t wide, uint32_t narrow)
{
    uint64_t expected;

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    expected = o->type->interp->platform->abi->long_.size == 8 ? wide : narrow;
    CU_ASSERT_EQUAL((unsigned long)sl_hash(o, NULL), expected);
    sl_decref(o);
}

static void
on_each_platform(void (*test)(struct sl_interp *py))
{
    static const struct sl_platform *const platforms[] = {&sl_python27_host,
                                                          &sl_python27_ilp32};

    for (size_t i = 0; i < 2; i++) {
        struct counting_allocator counts;
        struct sl_interp *py = open_interp(platforms[i], &counts);

        test(py);
        close_interp(py, &counts);
    }
}

static void
hash_ints(struct sl_interp *py)
{
    static const struct {
        long value;
        uint64_t wide;
        uint32_t narrow;
    } cases[] = {
        {0, 0, 0},
        {1, 1, 1},
        {-1, (uint64_t)-2, 0xfffffffe},
        {-2, (uint64_t)-2, 0xfffffffe},
        {-3, (uint64_t)-3, 0xfffffffd},
        {2147483647, 2147483647, 0x7fffffff},
        {-2147483647 - 1, (uint64_t)INT64_C(-2147483648), 0x80000000},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_hash(sl_int_new(py, cases[i].value, NULL), cases[i].wide,
                    cases[i].narrow);
}

static void
ints_hash_to_themselves(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);

    on_each_platform(hash_ints);
    assert_hash(sl_int_new(py, LONG_MAX, NULL), INT64_MAX, 0x7fffffff);
    assert_hash(sl_int_new(py, LONG_MIN, NULL), (uint64_t)INT64_MIN, 0x80000000);
    close_interp(py, &counts);
}

static void
hash_strs(struct sl_interp *py)
{
    static const struct {
        const char *text;
        size_t length;
        uint64_t wide;
        uint32_t narrow;
    } cases[] = {
        {"", 0, 0, 0},
        {"a", 1, UINT64_C(12416037344), 0xe40db1e0},
        {"b", 1, UINT64_C(12544037731), 0xebaed363},
        {"abc", 3, UINT64_C(1453079729188098211), 0xa093d0a3},
        {"hello", 5, UINT64_C(840651671246116861), 0xb47697fd},
        {"\0", 1, 1, 1},
        {"\0\0", 2, 2, 2},
        {"\xff", 1, UINT64_C(32640097918), 0x99805e7e},
        {"\xe9t\xe9", 3, (uint64_t)INT64_C(-4116773383342158585), 0x611b8d07},
        {"k0", 2, UINT64_C(13696082283123635), 0xa74cd3b3},
        {"k1", 2, UINT64_C(13696082283123634), 0xa74cd3b2},
        {"spam", 4, (uint64_t)INT64_C(-1840390907728881881), 0x60f61727},
        {"__dict__", 8, UINT64_C(2710011460415702552), 0xa350c618},
        {"The quick brown fox jumps over the lazy dog", 43,
         UINT64_C(8921206191581905250), 0xc1414162},
    };
    char many[100];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_hash(sl_str_new(py, cases[i].text, cases[i].length, NULL),
                    cases[i].wide, cases[i].narrow);
    memset(many, 'a', sizeof many);
    assert_hash(sl_str_new(py, many, sizeof many, NULL),
                UINT64_C(6098900220398966800), 0xe56e9810);
}

static void
strs_hash_as_python_s(void)
{
    on_each_platform(hash_strs);
}

/* A tuple of LENGTH items, which are given away. */
static struct sl_object *
tuple_of(struct sl_interp *py, struct sl_object **items, size_t length)
{
    struct sl_object *t = sl_tuple_new(py, items, length, NULL);

    for (size_t i = 0; i < length; i++)
        sl_decref(items[i]);
    return t;
}

static struct sl_object *
tuple_of_ints(struct sl_interp *py, const long *values, size_t length)
{
    struct sl_object *items[10];

    for (size_t i = 0; i < length; i++)
        items[i] = sl_int_new(py, values[i], NULL);
    return tuple_of(py, items, length);
}

static void
hash_tuples_of_ints(struct sl_interp *py)
{
    static const struct {
        long values[10];
        size_t length;
        uint64_t wide;
        uint32_t narrow;
    } cases[] = {
        {{0}, 0, 3527539, 0x35d373},
        {{1}, 1, UINT64_C(3430019387558), 0x9d1650a6},
        {{0}, 1, UINT64_C(3430018387555), 0x9d070e63},
        {{-1}, 1, (uint64_t)INT64_C(-3430020192499), 0x62dd670d},
        {{-2}, 1, (uint64_t)INT64_C(-3430020192499), 0x62dd670d},
        {{1, 2}, 2, UINT64_C(3713081631934410656), 0x4d7a6fa0},
        {{2, 1}, 2, UINT64_C(3713082714465905806), 0x59622c8e},
        {{0, 0}, 2, UINT64_C(3713080549408328131), 0x41e549c3},
        {{0, 0, 0}, 3, UINT64_C(1267304713960822739), 0x41d017d3},
        {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
         10,
         (uint64_t)INT64_C(-4181190870548101704),
         0x5edfc5b8},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_hash(tuple_of_ints(py, cases[i].values, cases[i].length),
                    cases[i].wide, cases[i].narrow);
}

static void
hash_nested_tuples(struct sl_interp *py)
{
    struct sl_object *items[3];

    items[0] = tuple_of_ints(py, NULL, 0);
    assert_hash(tuple_of(py, items, 1), UINT64_C(99595396316), 0x305924dc);
    items[0] = tuple_of_ints(py, (const long[]){1, 2}, 2);
    items[1] = tuple_of_ints(py, (const long[]){3}, 1);
    assert_hash(tuple_of(py, items, 2), UINT64_C(8911505428751851407), 0xe6b81f8f);
    items[0] = str_key(py, "a");
    items[1] = str_key(py, "b");
    assert_hash(tuple_of(py, items, 2), (uint64_t)INT64_C(-3816799034373630758),
                0x211b14da);
    items[2] = str_key(py, "");
    items[2] = tuple_of(py, items + 2, 1);
    items[0] = str_key(py, "a");
    items[1] = sl_int_new(py, 1, NULL);
    assert_hash(tuple_of(py, items, 3), UINT64_C(8518304519865396751), 0x332e6e0f);
}

static void
tuples_hash_as_python_s(void)
{
    on_each_platform(hash_tuples_of_ints);
    on_each_platform(hash_nested_tuples);
}

/* Where the rule alone would end in -1, which says that there is no hash, it is -2. */
static void
no_hash_is_minus_one(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_ilp32, &counts);
    const long narrow[] = {-16679724};

    assert_hash(sl_str_new(py, "Hn7gg4", 6, NULL), 0, 0xfffffffe);
    assert_hash(sl_str_new(py, "ys6058", 6, NULL), 0, 0xfffffffe);
    assert_hash(tuple_of_ints(py, narrow, 1), 0, 0xfffffffe);
    close_interp(py, &counts);
#if ULONG_MAX > 0xffffffff
    const long wide[] = {-1809915311793537836};

    py = open_interp(&sl_python27_lp64, &counts);
    assert_hash(tuple_of_ints(py, wide, 1), (uint64_t)-2, 0);
    close_interp(py, &counts);
#endif
}

static void
the_hash_of_a_str_is_kept(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_object *o = str_key(py, "abc");
    struct sl_str *s = (struct sl_str *)(void *)o;
    long hash;

    CU_ASSERT_EQUAL(s->hash, -1);
    hash = sl_hash(o, NULL);
    CU_ASSERT_EQUAL(s->hash, hash);
    s->hash = 12345; /* who is not asked again cannot notice */
    CU_ASSERT_EQUAL(sl_hash(o, NULL), 12345);
    sl_decref(o);
    close_interp(py, &counts);
}

static void
an_item_without_hash_fails_the_tuple(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_object *items[2] = {int_key(py, 1), &sl_dict_new(py, NULL)->object};
    struct sl_object *t = tuple_of(py, items, 2);
    struct sl_error error = {SL_NO_ERROR, ""};

    t = tuple_of(py, &t, 1);
    CU_ASSERT_EQUAL(sl_hash(t, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, "unhashable type: 'dict'");
    CU_ASSERT_EQUAL(sl_hash(t, NULL), -1);
    sl_decref(t);
    close_interp(py, &counts);
}

bool
add_builtin_hash_tests(CU_pSuite suite)
{
    static const CU_TestInfo tests[] = {
        {"ints hash to themselves", ints_hash_to_themselves},
        {"strs hash as Python's", strs_hash_as_python_s},
        {"tuples hash as Python's", tuples_hash_as_python_s},
        {"no hash is -1", no_hash_is_minus_one},
        {"the hash of a str is kept", the_hash_of_a_str_is_kept},
        {"an item without a hash fails the tuple",
         an_item_without_hash_fails_the_tuple},
        CU_TEST_INFO_NULL,
    };

    return add_tests(suite, tests);
}
