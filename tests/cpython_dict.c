/* Of CPython 2.7's test_dict: test_resize1 and test_resize2. Sizes, numbers of keys and of
   comparisons: what CPython 2.7.18 said when the tests were run there. */
#include "cpython_tests.h"
#include "hostile.h"

/* Five keys come, the same five go, four others come: the places that were left behind once
   confused the table. All of it can be said here. */
static void
test_resize1(void)
{
    struct counting_allocator counts;
    struct sl_interp *py = open_interp(&sl_python27_host, &counts);
    struct sl_dict *d = sl_dict_new(py, NULL);

    for (long i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(set_int(d, i), 0);
    for (long i = 0; i < 5; i++)
        CU_ASSERT_EQUAL(del_int(d, i), 0);
    for (long i = 5; i < 9; i++) {
        CU_ASSERT_EQUAL(set_int(d, i), 0);
        check_dict(d, NULL, "test_resize1");
        CU_ASSERT_EQUAL(sl_dict_getsizeof(d, &sl_python27_lp64), 280);
    }
    for (long i = 0; i < 9; i++)
        CU_ASSERT_EQUAL(has_int(d, i), i >= 5);
    CU_ASSERT_EQUAL(d->used, 4);
    release_dict(d);
    close_interp(py, &counts);
}

static void
empty_the_dict(struct hostile_key *key)
{
    (void)key;
    any_clear(hostile.d);
}

/* Five keys of one hash. From then on each comparison empties the dictionary. */
static void
fill(void)
{
    hostile_open();
    for (long id = 0; id < 5; id++)
        CU_ASSERT_EQUAL(hostile_set(hostile.d, id, 5, NULL), 0);
    hostile.do_first = empty_the_dict;
    hostile.times = 100;
    hostile.comparisons = 0;
}

/* A sixth key makes the table grow, and growing must not compare. The author's key has
   another hash, so nothing is compared at all; with a key of the same hash the dictionary is
   emptied while the key's place is sought. The keys are C objects here, not instances of a
   class with __eq__. */
static void
test_resize2(void)
{
    fill();
    CU_ASSERT_EQUAL(any_set_int(hostile.d, 9), 0);
    CU_ASSERT_EQUAL(hostile.comparisons, 0);
    CU_ASSERT_EQUAL(any_length(hostile.d), 6);
    CU_ASSERT_EQUAL(
        sl_dict_getsizeof((struct sl_dict *)(void *)hostile.d, &sl_python27_lp64),
        1048);
    check_any(hostile.d, hostile_same, "test_resize2");
    hostile_close();

    fill();
    CU_ASSERT_EQUAL(hostile_set(hostile.d, 9, 5, NULL), 0);
    CU_ASSERT_EQUAL(hostile.comparisons, 1);
    CU_ASSERT_EQUAL(any_length(hostile.d), 1);
    CU_ASSERT_EQUAL(
        sl_dict_getsizeof((struct sl_dict *)(void *)hostile.d, &sl_python27_lp64),
        280);
    hostile_close();
}

bool
add_cpython_dict_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_resize1) && CU_ADD_TEST(suite, test_resize2);
}
