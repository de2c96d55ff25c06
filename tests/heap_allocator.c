/* Chapter 10: the allocator of pools. What fits into a pool was reckoned by hand from the
   sizes that the oracle's README gives. */
#include "heap_tests.h"
#include "living.h"
#include "model.h"

#include <CUnit/Basic.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_allocator source, memory;
static struct sl_heap *heap;

static const struct sl_heap_design small = {16, 512, 4096, 48, 256 * 1024};
static const struct sl_heap_design large = {16, 512, 16384, 48, 1024 * 1024};
static const struct sl_heap_design narrow = {8, 512, 4096, 32, 256 * 1024};
static const struct sl_heap_design wide8 = {8, 512, 4096, 48, 256 * 1024};

static void
begin(const struct sl_heap_design *design, bool audit)
{
    counts = (struct counting_allocator){0};
    source = counting_allocator(&counts);
    heap = sl_heap_new(design, &source, audit, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(heap);
    memory = sl_heap_allocator(heap);
}

static void
end(size_t left)
{
    CU_ASSERT_EQUAL(sl_heap_free(heap), left);
    CU_ASSERT_EQUAL(counts.blocks, 0);
    CU_ASSERT_EQUAL(counts.bytes, 0);
}

static void *
take(size_t size)
{
    return memory.resize(memory.context, NULL, size);
}

static void
give(void *block)
{
    CU_ASSERT_PTR_NULL(memory.resize(memory.context, block, 0));
}

/* Each byte of the arenas is somewhere, and what came from the source is accounted for. */
static void
expect_accounts(const struct sl_heap_design *design)
{
    struct sl_heap_stats s = sl_heap_stats_of(heap);

    CU_ASSERT_EQUAL(s.rounded + s.free + s.pool_overhead + s.arena_overhead,
                    s.arenas * design->arena);
    CU_ASSERT(s.requested <= s.rounded);
    CU_ASSERT(counts.bytes >= s.arenas * design->arena + s.bookkeeping);
}

/* A living pool has the size and the fields that are measured. */
static void
test_designs(void)
{
    static const struct {
        const char *version, *abi;
        const struct sl_heap_design *design;
    } cases[] = {
        {"2.7", "lp64", &small},   {"3.9", "lp64", &small},
        {"3.10", "lp64", &large},  {"3.15", "lp64", &large},
        {"2.7", "ilp32", &narrow}, {"3.14", "ilp32", &narrow},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sl_heap_design d = sl_heap_design_of(
            sl_platform_find(cases[i].version, cases[i].abi, NULL));

        CU_ASSERT_EQUAL(memcmp(&d, cases[i].design, sizeof d), 0);
    }
}

/* So many blocks of SIZE go into the first pool; the next begins a second. */
static void
expect_fit(const struct sl_heap_design *design, size_t size, size_t fit)
{
    void *blocks[600];

    begin(design, false);
    CU_ASSERT_FATAL(fit < 600);
    for (size_t i = 0; i <= fit; i++) {
        blocks[i] = take(size);
        CU_ASSERT_PTR_NOT_NULL_FATAL(blocks[i]);
        CU_ASSERT_EQUAL((uintptr_t)blocks[i] % design->step, 0);
        CU_ASSERT_EQUAL(sl_heap_stats_of(heap).pools, i < fit ? 1 : 2);
        expect_accounts(design);
    }
    for (size_t i = 0; i <= fit; i++)
        give(blocks[i]);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).pools, 0);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).arenas, 0);
    end(0);
}

static void
test_fit(void)
{
    expect_fit(&small, 1, 253); /* (4096 - 48) / 16 */
    expect_fit(&small, 16, 253);
    expect_fit(&small, 17, 126); /* / 32 */
    expect_fit(&small, 56, 63);  /* / 64 */
    expect_fit(&small, 280, 14); /* / 288 */
    expect_fit(&small, 512, 7);
    expect_fit(&large, 64, 255); /* (16384 - 48) / 64 */
    expect_fit(&large, 512, 31);
    expect_fit(&wide8, 56, 72); /* (4096 - 48) / 56 */
    if (sizeof(void *) == 4)
        expect_fit(&narrow, 28, 127); /* (4096 - 32) / 32 */
}

/* What is over the limit comes from the source as it is, or with its size in front. */
static void
test_large(void)
{
    size_t before;
    void *block;

    begin(&small, false);
    before = counts.bytes;
    block = take(513);
    CU_ASSERT_EQUAL(counts.bytes, before + 513);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).large, 1);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).arenas, 0);
    give(block);
    CU_ASSERT_EQUAL(counts.bytes, before);
    end(0);
    begin(&small, true);
    block = take(1000);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).large_bytes, 1000);
    CU_ASSERT_PTR_NULL(take(SL_SIZE_LIMIT));
    give(block);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).large_bytes, 0);
    end(0);
}

/* The block that came back last goes out first; a spare pool is used for another size. */
static void
test_again(void)
{
    void *a, *b, *c;

    begin(&small, true);
    a = take(60);
    b = take(64);
    c = take(50);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).requested, 174);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).rounded, 192);
    give(a);
    give(b);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).requested, 50);
    CU_ASSERT_PTR_EQUAL(take(49), b);
    CU_ASSERT_PTR_EQUAL(take(52), a);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).requested, 151);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).free, 60 * 64);
    give(a);
    give(b);
    a = take(100); /* keeps the arena */
    give(c);
    b = take(200);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).pools, 2);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).arenas, 1);
    give(a);
    give(b);
    give(NULL);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).arenas, 0);
    end(0);
}

/* What nobody gave back is counted; arenas go all the same. */
static void
test_left(void)
{
    void *kept;

    begin(&small, false);
    take(10);
    take(500);
    kept = take(5000);
    CU_ASSERT_EQUAL(sl_heap_free(heap), 3);
    CU_ASSERT_EQUAL(counts.blocks, 1);
    source.resize(source.context, kept, 0);
}

/* The allocation FAIL of the source fails, while many blocks are taken: that one take has no
   result and changes nothing, and the next try has one. */
static void
fail_at(size_t fail, bool audit)
{
    enum { BLOCKS = 3000 };
    static void *blocks[BLOCKS];
    size_t failed = 0;

    begin(&small, audit);
    counts.calls = 0;
    counts.fail_at = fail;
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t size = i % 2 == 0 ? 500 : 900;
        struct sl_heap_stats before = sl_heap_stats_of(heap), after;

        blocks[i] = take(size);
        if (blocks[i] != NULL)
            continue;
        failed++;
        CU_ASSERT_EQUAL(counts.calls, fail);
        after = sl_heap_stats_of(heap);
        CU_ASSERT_EQUAL(after.blocks, before.blocks);
        CU_ASSERT_EQUAL(after.requested, before.requested);
        CU_ASSERT_EQUAL(after.arenas, before.arenas);
        CU_ASSERT_EQUAL(after.large, before.large);
        blocks[i] = take(size);
        CU_ASSERT_PTR_NOT_NULL_FATAL(blocks[i]);
    }
    CU_ASSERT_EQUAL(failed, 1);
    expect_accounts(&small);
    for (size_t i = 0; i < BLOCKS; i++)
        give(blocks[i]);
    end(0);
}

static void
test_no_memory(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    for (size_t fail = 1; fail < 40; fail++) {
        fail_at(fail, false);
        fail_at(fail, true);
    }
    counts = (struct counting_allocator){.fail_at = 1};
    source = counting_allocator(&counts);
    CU_ASSERT_PTR_NULL(sl_heap_new(&small, &source, false, &error));
    CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    counts.calls = 0;
    CU_ASSERT_PTR_NULL(sl_heap_new(&small, &source, false, NULL));
}

struct taken {
    unsigned char *block;
    size_t size;
    unsigned char mark;
};

/* The block is as it was left: nobody else has written there. */
static bool
is_intact(const struct taken *t)
{
    for (size_t i = 0; i < t->size; i++)
        if (t->block[i] != t->mark)
            return false;
    return true;
}

static void
replace(struct taken *t, struct random *r, size_t *requested)
{
    if (t->block != NULL) {
        CU_ASSERT(is_intact(t));
        *requested -= t->size;
        give(t->block);
        t->block = NULL;
    }
    if (random_below(r, 4) == 0)
        return;
    t->size = 1 + random_below(r, random_below(r, 10) == 0 ? 2000 : 512);
    t->mark = (unsigned char)random_next(r);
    t->block = take(t->size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(t->block);
    memset(t->block, t->mark, t->size);
    *requested += t->size;
}

/* A hundred thousand times one of three thousand blocks goes, comes or is exchanged. */
static void
test_random(void)
{
    enum { BLOCKS = 3000, TIMES = 100000 };
    static struct taken taken[BLOCKS];
    struct random r = random_begin("heap");
    static const struct sl_heap_design *const designs[] = {&small, &large, &wide8};

    for (size_t d = 0; d < 3; d++) {
        size_t requested = 0;

        begin(designs[d], true);
        for (size_t i = 0; i < TIMES; i++) {
            replace(&taken[random_below(&r, BLOCKS)], &r, &requested);
            if (i % 1000 == 0) {
                struct sl_heap_stats s = sl_heap_stats_of(heap);

                expect_accounts(designs[d]);
                CU_ASSERT_EQUAL(s.requested + s.large_bytes, requested);
            }
        }
        for (size_t i = 0; i < BLOCKS; i++)
            if (taken[i].block != NULL) {
                CU_ASSERT(is_intact(&taken[i]));
                give(taken[i].block);
                taken[i].block = NULL;
            }
        CU_ASSERT_EQUAL(sl_heap_stats_of(heap).arenas, 0);
        end(0);
    }
}

/* A class of the host's CPython 2.7, and what the model says of its instances. */
struct living_class {
    enum sl_way_kind kind;
    size_t attributes, slots;
};

static struct sl_type *
class_of(struct sl_interp *py, const struct living_class *c)
{
    struct sl_type *object = sl_builtin(py, SL_OBJECT);
    char names[40][24];
    const char *slots[42];
    size_t count = 0;

    if (c->kind == SL_WAY_PLAIN)
        return sl_class_new(py, "C", object, NULL);
    for (; count < c->slots; count++) {
        snprintf(names[count], sizeof names[count], "a%zu", count);
        slots[count] = names[count];
    }
    if (c->kind == SL_WAY_HYBRID)
        slots[count++] = "__dict__";
    if (c->kind == SL_WAY_SLOTS_WEAKREF)
        slots[count++] = "__weakref__";
    return sl_slotted_new(py, "C", object, slots, count, NULL);
}

static struct sl_object *
instance_with(struct sl_type *type, size_t attributes)
{
    struct sl_object *o = sl_instance_new(type, 0, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    for (size_t i = 0; i < attributes; i++) {
        struct sl_object *name;
        char text[24];

        snprintf(text, sizeof text, "a%zu", i);
        name = sl_str_interned(type->interp, text, NULL);
        CU_ASSERT_EQUAL(sl_setattr(o, name, sl_none(type->interp), NULL), 0);
        sl_decref(name);
    }
    return o;
}

/* What so many instances of blocks like these take in pools. (Where a pointer has four bytes,
   the tables of CPython 2.7 are small enough for them; CPython takes them from elsewhere.) */
static size_t
in_pools(const struct sl_platform *platform, const struct living_class *c)
{
    struct sl_heap_design design = sl_heap_design_of(platform);
    struct sl_block blocks[SL_BLOCKS_MOST];
    int count = sl_heap_blocks(platform, c->kind, c->attributes, c->slots, blocks,
                               SL_BLOCKS_MOST);
    size_t bytes = 0;

    for (int i = 0; i < count; i++)
        if (blocks[i].size <= design.limit)
            bytes += sl_round_up(blocks[i].size, design.step);
    return bytes;
}

/* Instances ask the allocator for what the model says, and the pools round it as it says. */
static void
expect_living(struct sl_interp *py, const struct living_class *c)
{
    enum { MANY = 64 };
    struct sl_type *type = class_of(py, c);
    struct sl_object *kept[MANY], *first;
    struct sl_heap_stats before, after;
    struct sl_heap_cost cost;

    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    first = instance_with(type, c->attributes);
    before = sl_heap_stats_of(heap);
    for (size_t i = 0; i < MANY; i++)
        kept[i] = instance_with(type, c->attributes);
    after = sl_heap_stats_of(heap);
    CU_ASSERT_EQUAL(
        sl_heap_bytes(py->platform, c->kind, c->attributes, c->slots, &cost, NULL),
        0);
    CU_ASSERT_EQUAL(after.requested - before.requested + after.large_bytes -
                        before.large_bytes,
                    MANY * cost.requested);
    CU_ASSERT_EQUAL(after.blocks - before.blocks + after.large - before.large,
                    MANY * cost.blocks);
    CU_ASSERT_EQUAL(after.rounded - before.rounded,
                    MANY * in_pools(py->platform, c));
    for (size_t i = 0; i < MANY; i++)
        sl_decref(kept[i]);
    sl_decref(first);
    sl_decref(&type->object);
}

static void
test_living(void)
{
    struct sl_heap_design design = sl_heap_design_of(&sl_python27_host);
    struct sl_interp *py;

    begin(&design, true);
    py = sl_interp_new(&sl_python27_host, &memory, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    for (size_t n = 0; n <= 40; n++) {
        struct living_class classes[] = {
            {SL_WAY_PLAIN, n, 0},         {SL_WAY_SLOTS, n, n},
            {SL_WAY_SLOTS_WEAKREF, n, n}, {SL_WAY_HYBRID, n, 0},
            {SL_WAY_HYBRID, n, n / 2},    {SL_WAY_HYBRID, n, n},
        };

        for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
            expect_living(py, &classes[i]);
    }
    expect_accounts(&design);
    CU_ASSERT_EQUAL(sl_interp_free(py), 0);
    CU_ASSERT_EQUAL(sl_heap_stats_of(heap).arenas, 0);
    end(0);
}

bool
add_heap_allocator_tests(CU_pSuite suite)
{
    return CU_add_test(suite, "designs", test_designs) != NULL &&
           CU_add_test(suite, "blocks in a pool", test_fit) != NULL &&
           CU_add_test(suite, "large blocks", test_large) != NULL &&
           CU_add_test(suite, "used again", test_again) != NULL &&
           CU_add_test(suite, "left behind", test_left) != NULL &&
           CU_add_test(suite, "no memory", test_no_memory) != NULL &&
           CU_add_test(suite, "random blocks", test_random) != NULL &&
           CU_add_test(suite, "living instances", test_living) != NULL;
}
