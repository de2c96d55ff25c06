/* Appendix "An instance as a list": the regions of instances, their order and their sum. */
#include "living.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static void
begin(const struct sl_platform *platform)
{
    py = open_interp(platform, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
}

static void
end(void)
{
    close_interp(py, &counts);
}

#define SLOTS(...) \
    (const char *const[]){__VA_ARGS__}, \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)

/* Regions have no gaps and no overlaps, begin with the head or the count, and end where the
   instance ends: getsizeof counts the same bytes, rounded up (not of a str or unicode with
   words of its own: chapter 4). */
static void
expect_seamless(const struct sl_type *type, size_t length)
{
    struct sl_region regions[64];
    size_t count = sl_layout(type, length, regions, 64), sum = 0;
    size_t head = type->gc ? (size_t)sl_calcsize(py->platform->abi,
                                                 py->platform->gc_head, NULL)
                           : 0;

    CU_ASSERT_FATAL(count >= 2 && count <= 64);
    CU_ASSERT_EQUAL(regions[0].offset, -(ptrdiff_t)head);
    for (size_t i = 0; i < count; i++) {
        CU_ASSERT(regions[i].size > 0);
        sum += regions[i].size;
        if (i > 0)
            CU_ASSERT_EQUAL(regions[i].offset,
                            regions[i - 1].offset + (ptrdiff_t)regions[i - 1].size);
    }
    if (type->itemsize == 0)
        CU_ASSERT_EQUAL(sum, head + type->basicsize);
    if (type->itemsize > 0 && type->dictoffset < 0)
        CU_ASSERT_EQUAL(sum, head + sl_var_size(type, length));
    if (type->itemsize > 0 && type->dictoffset >= 0)
        CU_ASSERT_EQUAL(sum, head + type->basicsize + length * type->itemsize);
}

static void
test_layout_is_seamless(void)
{
    static const struct sl_platform *const platforms[] = {&sl_python27_lp64,
                                                          &sl_python27_ilp32};

    for (int i = 0; i < 2; i++) {
        begin(platforms[i]);
        for (int which = 0; which < SL_BUILTINS; which++) {
            struct sl_type *base = sl_builtin(py, (enum sl_builtin)which), *c, *d;

            expect_seamless(base, 0);
            expect_seamless(base, 5);
            if (base->final)
                continue;
            c = sl_class_new(py, "C", base, NULL);
            expect_seamless(c, 0);
            expect_seamless(c, 3);
            d = base->itemsize > 0
                    ? sl_slotted_new(py, "D", base, NULL, 0, NULL)
                    : sl_slotted_new(py, "D", base, SLOTS("x", "y"), NULL);
            expect_seamless(d, 4);
            sl_decref(&d->object);
            sl_decref(&c->object);
        }
        end();
    }
}

/* The regions of a class of classes, one by one, and room for two of them only. */
static void
test_layout(void)
{
    static const struct {
        ptrdiff_t offset;
        size_t size;
        const char *name, *type;
    } expected[] = {
        {-12, 12, "GC head", "B"},   {0, 4, "reference count", "object"},
        {4, 4, "type", "object"},    {8, 4, "a", "A"},
        {12, 4, "b", "B"},           {16, 4, "__dict__", "B"},
        {20, 4, "__weakref__", "B"},
    };
    struct sl_region regions[8];
    struct sl_type *a, *b;

    begin(&sl_python27_ilp32);
    a = sl_slotted_new(py, "A", sl_builtin(py, SL_OBJECT), SLOTS("a"), NULL);
    b = sl_slotted_new(py, "B", a, SLOTS("__weakref__", "b", "__dict__"), NULL);
    CU_ASSERT_EQUAL_FATAL(sl_layout(b, 9, regions, 8), 7);
    for (size_t i = 0; i < 7; i++) {
        CU_ASSERT_EQUAL(regions[i].offset, expected[i].offset);
        CU_ASSERT_EQUAL(regions[i].size, expected[i].size);
        CU_ASSERT_STRING_EQUAL(regions[i].name, expected[i].name);
        CU_ASSERT_STRING_EQUAL(regions[i].type->name, expected[i].type);
    }
    memset(regions, 0, sizeof regions);
    CU_ASSERT_EQUAL(sl_layout(b, 0, regions, 2), 7);
    CU_ASSERT_PTR_NOT_NULL(regions[1].name);
    CU_ASSERT_PTR_NULL(regions[2].name);
    sl_decref(&a->object);
    sl_decref(&b->object);
    end();
}

/* The letters of a str begin before its fixed part ends, and a dictionary comes behind. */
static void
test_layout_of_text(void)
{
    struct sl_region regions[16];
    struct sl_type *c;

    begin(&sl_python27_lp64);
    c = sl_class_new(py, "C", sl_builtin(py, SL_STR), NULL);
    CU_ASSERT_EQUAL_FATAL(sl_layout(c, 4, regions, 16), 8);
    CU_ASSERT_STRING_EQUAL(regions[3].name, "size");
    CU_ASSERT_STRING_EQUAL(regions[4].name, "str");
    CU_ASSERT_EQUAL(regions[4].size, 12);
    CU_ASSERT_STRING_EQUAL(regions[5].name, "items");
    CU_ASSERT_EQUAL(regions[5].offset, 36);
    CU_ASSERT_EQUAL(regions[5].size, 5);
    CU_ASSERT_STRING_EQUAL(regions[6].name, "padding");
    CU_ASSERT_STRING_EQUAL(regions[7].name, "__dict__");
    CU_ASSERT_EQUAL(regions[7].offset, 48);
    sl_decref(&c->object);
    end();
}

CU_ErrorCode
add_regions_suite(void)
{
    CU_pSuite suite = CU_add_suite("regions", NULL, NULL);

    if (suite == NULL || !CU_ADD_TEST(suite, test_layout_is_seamless) ||
        !CU_ADD_TEST(suite, test_layout) ||
        !CU_ADD_TEST(suite, test_layout_of_text))
        return CU_get_error();
    return CUE_SUCCESS;
}
