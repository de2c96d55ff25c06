/* The order in which dictionaries are walked: that of CPython 2.7.18 on LP64.

   The orders were measured, not computed: each list of operations below was played in a
   real CPython 2.7.18, 64-bit, started without -R, on an empty dict, and the order is what
   `print ' '.join(repr(k) for k in d)` said. A word is a key, and means d[key] = None: a
   number is an int, (a,b) is a tuple of such words, anything else is a str. !key means del
   d[key], @copy means d = d.copy(), @clear means d.clear(). */
#include "dict_tests.h"
#include "living.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct order {
    const char *what, *operations, *expected;
} orders[] = {
    {"names", "name colour size weight owner price width height depth x y z",
     "'y' 'name' 'weight' 'colour' 'height' 'width' 'depth' 'owner' 'x' 'z' "
     "'price' 'size'"},
    {"five names", "name colour size weight owner",
     "'owner' 'colour' 'name' 'weight' 'size'"},
    {"attribute names",
     "a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 a12 a13 a14 a15 a16 a17 a18 a19 "
     "a20 a21 a22 a23 a24 a25 a26 a27 a28 a29 a30 a31 a32 a33 a34 a35 a36 "
     "a37 a38 a39 a40 a41 a42 a43 a44 a45 a46 a47 a48 a49",
     "'a20' 'a21' 'a22' 'a23' 'a24' 'a25' 'a26' 'a27' 'a28' 'a29' 'a31' "
     "'a30' 'a37' 'a36' 'a33' 'a35' 'a34' 'a32' 'a15' 'a14' 'a17' 'a16' "
     "'a11' 'a10' 'a13' 'a12' 'a39' 'a38' 'a19' 'a18' 'a1' 'a0' 'a3' 'a2' "
     "'a5' 'a4' 'a7' 'a6' 'a9' 'a8' 'a46' 'a47' 'a44' 'a45' 'a42' 'a43' "
     "'a40' 'a41' 'a48' 'a49'"},
    {"ints that collide",
     "8 16 24 32 40 160 320 480 640 800 3200 6400 9600 12800 16000 128000 "
     "256000 384000 512000 640000 40960000 81920000 122880000 163840000 "
     "204800000 -8 -16 -24 -32 -40 -160 -320 -480 -640 -800 -3200 -6400 "
     "-9600 -12800 -16000 -128000 -256000 -384000 -512000 -640000 -40960000 "
     "-81920000 -122880000 -163840000 -204800000",
     "384000 640000 122880000 81920000 8 -640000 16 -16000 512000 "
     "-163840000 12800 24 640 163840000 160 204800000 128000 -3200 40 "
     "-512000 -800 9600 -122880000 -480 -40960000 -6400 320 32 -32 256000 "
     "-384000 6400 -81920000 -40 -160 -9600 800 40960000 480 -256000 "
     "-128000 -24 3200 -16 -640 -12800 -204800000 -8 16000 -320"},
    {"minus one and minus two", "-1 -2 -3 6 14 0 8 -10", "0 6 8 14 -1 -10 -3 -2"},
    {"large ints",
     "1000000007 4294967296 -4294967296 9223372036854775807 1099511627776 "
     "35 67 99 131",
     "4294967296 -4294967296 35 131 1099511627776 1000000007 99 67 "
     "9223372036854775807"},
    {"tuples",
     "() (1) (2) (1,2) (2,1) (a) (a,b) (b,a) (1,a) (-1) (-2) (-1,-2) "
     "(-2,-1) (0,k0) (1,k1) (2,k2) (3,k3) (4,k4) (5,k5) (6,k6) (7,k7) "
     "(8,k8) (9,k9) (10,k10) (11,k11) (12,k12) (13,k13) (14,k14) (15,k15) "
     "(16,k16) (17,k17) (18,k18) (19,k19)",
     "(7, 'k7') (-1,) (2, 1) (3, 'k3') (4, 'k4') (5, 'k5') (8, 'k8') (19, "
     "'k19') (13, 'k13') (1, 2) (12, 'k12') (1,) (11, 'k11') (-2, -1) (10, "
     "'k10') (2, 'k2') (9, 'k9') ('a',) (16, 'k16') ('b', 'a') (0, 'k0') "
     "(-1, -2) (14, 'k14') (-2,) (1, 'k1') (15, 'k15') ('a', 'b') (18, "
     "'k18') (2,) (6, 'k6') () (17, 'k17') (1, 'a')"},
    {"mixed keys", "0 k0 (0) 1 k1 (1) 2 k2 (2) 8 k8 (8) 16 k16 (16) 24 k24 (24)",
     "0 1 2 (0,) 'k16' (1,) (24,) 8 (2,) (8,) 'k24' 16 'k2' 'k1' 'k0' (16,) "
     "24 'k8'"},
    {"after deletions", "0 8 16 24 32 !0 !16 40 !8 48", "40 48 32 24"},
    {"deletions and growth",
     "k0 k1 k2 k3 k4 k5 k6 k7 k8 k9 k10 k11 k12 k13 k14 k15 k16 k17 k18 k19 "
     "k20 k21 k22 k23 k24 k25 k26 k27 k28 k29 !k0 !k3 !k6 !k9 !k12 !k15 "
     "!k18 !k21 !k24 !k27 n0 n1 n2 n3 n4 n5 n6 n7 n8 n9 n10 n11",
     "'n10' 'n11' 'k13' 'k11' 'k10' 'k17' 'k16' 'k14' 'k19' 'k2' 'k1' 'k7' "
     "'k5' 'k4' 'k8' 'k28' 'k29' 'k22' 'k23' 'k20' 'k26' 'k25' 'n8' 'n9' "
     "'n0' 'n1' 'n2' 'n3' 'n4' 'n5' 'n6' 'n7'"},
    {"a copy of few left",
     "k0 k1 k2 k3 k4 k5 k6 k7 k8 k9 k10 k11 k12 k13 k14 k15 k16 k17 k18 k19 "
     "k20 k21 k22 k23 k24 k25 k26 k27 k28 k29 !k1 !k2 !k3 !k5 !k6 !k7 !k9 "
     "!k10 !k11 !k13 !k14 !k15 !k17 !k18 !k19 !k21 !k22 !k23 !k25 !k26 !k27 "
     "!k29 @copy k1 k2",
     "'k12' 'k28' 'k16' 'k20' 'k24' 'k2' 'k1' 'k0' 'k4' 'k8'"},
    {"cleared", "a b c d e f g h @clear h g f e d c b a",
     "'a' 'c' 'b' 'e' 'd' 'g' 'f' 'h'"},
    {"a key put back", "a i q y !a !i a i 8 16 24", "'a' 'q' 'i' 16 8 24 'y'"},
};

/* The key that the LENGTH characters from WORD on stand for. */
static struct sl_object *
make_key(struct sl_interp *py, const char *word, size_t length)
{
    struct sl_object *items[8], *key;
    size_t count = 0, at = 1;
    char *end;
    long number = strtol(word, &end, 10);

    if (*word != '(')
        return end == word + length ? sl_int_new(py, number, NULL)
                                    : sl_str_new(py, word, length, NULL);
    while (at < length - 1) {
        size_t size = strcspn(word + at, ",)");

        items[count++] = make_key(py, word + at, size);
        at += size + 1;
    }
    key = sl_tuple_new(py, items, count, NULL);
    while (count > 0)
        sl_decref(items[--count]);
    return key;
}

/* Plays one word; returns the dictionary to go on with. */
static struct sl_dict *
play_word(struct sl_dict *d, const char *word, size_t length)
{
    struct sl_interp *py = d->object.type->interp;
    bool delete = *word == '!';
    struct sl_object *key;

    if (strncmp(word, "@clear", length) == 0) {
        sl_dict_clear(d);
    } else if (strncmp(word, "@copy", length) == 0) {
        struct sl_dict *copy = sl_dict_copy(d, NULL);

        release_dict(d);
        return copy;
    } else {
        key = make_key(py, word + delete, length - delete);
        CU_ASSERT_EQUAL(delete ? sl_dict_del(d, key, NULL)
                               : sl_dict_set(d, key, sl_none(py), NULL),
                        0);
        sl_decref(key);
    }
    return d;
}

static struct sl_dict *
play(struct sl_interp *py, const char *operations)
{
    struct sl_dict *d = sl_dict_new(py, NULL);

    while (d != NULL && *operations != '\0') {
        size_t length = strcspn(operations, " ");

        d = play_word(d, operations, length);
        operations += length;
        operations += strspn(operations, " ");
    }
    return d;
}

/* Whether D, walked, says EXPECTED. */
static bool
walks(const struct sl_dict *d, const char *expected)
{
    struct sl_object *key, *value;
    size_t place = 0, keys = 0;

    for (; sl_dict_next(d, &place, &key, &value); keys++) {
        char text[64];
        size_t length = strlen(sl_repr(key, text, sizeof text));

        if (keys > 0 && *expected++ != ' ')
            return false;
        if (strncmp(expected, text, length) != 0)
            return false;
        expected += length;
    }
    return *expected == '\0' && keys == d->used;
}

static void
test_order(void)
{
    struct counting_allocator counts;
    struct sl_interp *py;

    if (sizeof(long) < 8) {
        printf("skipped: the orders were measured on LP64 ... ");
        return;
    }
    py = open_interp(&sl_python27_lp64, &counts);
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct sl_dict *d = play(py, orders[i].operations);
        bool right = d != NULL && walks(d, orders[i].expected);

        if (!right)
            fprintf(stderr, "\nanother order: %s\n", orders[i].what);
        CU_ASSERT(right);
        check_dict(d, NULL, orders[i].what);
        release_dict(d);
    }
    close_interp(py, &counts);
}

/* The same operations with the hashes of a 32-bit machine: no order was measured, but the
   same keys must be there, in a table that obeys the rules. */
static void
test_order_ilp32(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_ilp32, &counts);

    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct sl_dict *d = strcmp(orders[i].what, "large ints") == 0
                                ? sl_dict_new(py, NULL)
                                : play(py, orders[i].operations);

        CU_ASSERT_PTR_NOT_NULL_FATAL(d);
        check_dict(d, NULL, orders[i].what);
        release_dict(d);
    }
    close_interp(py, &counts);
}

bool
add_dict_order_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_order) && CU_ADD_TEST(suite, test_order_ilp32);
}
