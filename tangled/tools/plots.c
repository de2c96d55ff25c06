/* Generated from chapters/99-plots.nw by make tangle: do not edit. MIT licence. */
#include "drawings.h"
#include "pen.h"
#include "slots.h"

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

struct axes {
    double left, top, width, height;
    size_t most, bytes; /* at the right, and at the top */
};

static double
x_of(const struct axes *a, size_t n)
{
    return a->left + a->width * (double)n / (double)a->most;
}

static double
y_of(const struct axes *a, size_t bytes)
{
    return a->top + a->height * (1 - (double)bytes / (double)a->bytes);
}

static void
draw_axes(const struct axes *a, size_t step, size_t bytes_step)
{
    for (size_t bytes = 0; bytes <= a->bytes; bytes += bytes_step) {
        double y = y_of(a, bytes);

        begin_line("grid");
        printf("M%.1f %.1fH%.1f", a->left, y, a->left + a->width);
        end_line(false);
        text(a->left - 6, y + 4, "end", "%zu", bytes);
    }
    for (size_t n = 0; n <= a->most; n += step)
        text(x_of(a, n), a->top + a->height + 16, "middle", "%zu", n);
}

static void
draw_curve(const struct axes *a, const size_t *bytes, const char *kind, bool dashed)
{
    bool steps = strcmp(kind, "slots") != 0;

    begin_line(kind);
    printf("M%.1f %.1f", x_of(a, 0), y_of(a, bytes[0]));
    for (size_t n = 1; n <= a->most; n++) {
        if (steps)
            printf("H%.1f", x_of(a, n));
        printf("L%.1f %.1f", x_of(a, n), y_of(a, bytes[n]));
    }
    end_line(dashed);
}

enum { MOST = 150 };

static void
label_step(const struct axes *a, size_t n, size_t bytes)
{
    double x = x_of(a, n), y = y_of(a, bytes);

    if (x < a->left + 40)
        text(a->left + 2, y - 9, "start", "%zu: %zu", n, bytes);
    else if (n < a->most / 2)
        text(x + 6, y + 15, "start", "%zu: %zu", n, bytes);
    else
        text(x - 9, y + 4, "end", "%zu: %zu", n, bytes);
}

static void
draw_stairs(const struct axes *a, const struct sl_platform *platform, bool dashed)
{
    size_t bytes[MOST + 1];

    for (size_t n = 0; n <= a->most; n++)
        bytes[n] = sl_dict_sizeof(platform, n);
    draw_curve(a, bytes, "plain", dashed);
    for (size_t n = 1; n <= a->most && !dashed; n++)
        if (bytes[n] != bytes[n - 1]) {
            mark(x_of(a, n), y_of(a, bytes[n]));
            label_step(a, n, bytes[n]);
        }
}

void
draw_dict_stairs(struct sl_interp *py)
{
    static const struct axes axes = {51, 26, 280, 220, 100, 14000};
    const struct sl_platform *lp64 = &sl_python27_lp64;
    size_t steps[3] = {0, 0, 0};

    (void)py;
    for (size_t n = 1, i = 0; n <= axes.most && i < 3; n++)
        if (sl_dict_sizeof(lp64, n) != sl_dict_sizeof(lp64, n - 1))
            steps[i++] = n;
    picture(
        282, "Bytes of a dictionary, by the number of its keys",
        "On LP64 an empty dictionary takes %zu bytes, and so it does until key "
        "%zu, which makes it %zu; key %zu makes it %zu, and key %zu %zu. On ILP32 "
        "the steps are at the same keys, and about half as high.",
        sl_dict_sizeof(lp64, 0), steps[0], sl_dict_sizeof(lp64, steps[0]), steps[1],
        sl_dict_sizeof(lp64, steps[1]), steps[2], sl_dict_sizeof(lp64, steps[2]));
    draw_axes(&axes, 20, 4000);
    draw_stairs(&axes, &sl_python27_ilp32, true);
    draw_stairs(&axes, lp64, false);
    text(1, 10, "start", "bytes");
    text(331, 278, "end", "keys");
    text(x_of(&axes, 60), y_of(&axes, sl_dict_sizeof(lp64, 60)) + 15, "start",
         "LP64");
    text(x_of(&axes, 60), y_of(&axes, sl_dict_sizeof(&sl_python27_ilp32, 60)) + 14,
         "start", "ILP32");
    end_picture();
}

static void
plain_sizes(const struct sl_platform *platform, size_t *bytes, size_t most)
{
    struct sl_interp *py = need(sl_interp_new(platform, NULL, NULL));
    struct sl_type *c =
        need(sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL));

    for (size_t n = 0; n <= most; n++)
        bytes[n] = sl_instance_sizeof(c, n);
    sl_decref(&c->object);
    sl_interp_free(py);
}

static void
draw_curves(const struct axes *a, const struct sl_platform *platform, bool dashed)
{
    size_t plain[MOST + 1], slotted[MOST + 1];

    plain_sizes(platform, plain, a->most);
    for (size_t n = 0; n <= a->most; n++)
        slotted[n] = sl_slotted_sizeof(platform, n);
    draw_curve(a, plain, "plain", dashed);
    draw_curve(a, slotted, "slots", dashed);
}

void
draw_fixed_curve(struct sl_interp *py)
{
    static const struct axes axes[] = {{51, 26, 280, 140, 21, 1200},
                                       {51, 202, 280, 140, 100, 13000}};
    size_t plain[23];

    (void)py;
    plain_sizes(&sl_python27_lp64, plain, 22);
    picture(
        378, "Bytes of an instance, by the number of its attributes",
        "On LP64, with a dictionary: %zu without attributes, %zu with one to five, "
        "%zu with six, %zu with twenty-two. With slots the bytes go up along a "
        "straight line, from %zu with one to %zu with twenty-two. On ILP32 both "
        "are about half as high.",
        plain[0], plain[1], plain[6], plain[22],
        sl_slotted_sizeof(&sl_python27_lp64, 1),
        sl_slotted_sizeof(&sl_python27_lp64, 22));
    text(1, 10, "start", "bytes");
    draw_axes(&axes[0], 5, 400);
    draw_axes(&axes[1], 20, 4000);
    for (int i = 0; i < 2; i++) {
        draw_curves(&axes[i], &sl_python27_lp64, false);
        draw_curves(&axes[i], &sl_python27_ilp32, true);
    }
    text(x_of(&axes[0], 7), y_of(&axes[0], 1112) + 16, "start", "dictionary, LP64");
    text(x_of(&axes[0], 7), y_of(&axes[0], 548) - 6, "start", "dictionary, ILP32");
    text(x_of(&axes[0], 17), y_of(&axes[0], 176) - 12, "end", "slots, both");
    text(331, 374, "end", "attributes");
    end_picture();
}

/* Marks where slots become dearer than a plain instance with so many ATTRIBUTES. */
static void
draw_par(const struct axes *a, const struct sl_platform *platform,
         size_t attributes, bool dashed)
{
    size_t plain[MOST + 1], par = sl_slots_at_par(platform, attributes) + 1;
    double y;

    plain_sizes(platform, plain, attributes);
    y = y_of(a, plain[attributes]);
    begin_line("plain");
    printf("M%.1f %.1fH%.1f", a->left, y, a->left + a->width);
    end_line(dashed);
    mark(x_of(a, par), y_of(a, sl_slotted_sizeof(platform, par)));
    text(x_of(a, par) + 8, y + 15, "start", "%zu", par);
}

void
draw_fixed_par(struct sl_interp *py)
{
    static const struct axes a = {43, 26, 284, 200, MOST, 1200};
    static const struct sl_platform *const platforms[] = {&sl_python27_lp64,
                                                          &sl_python27_ilp32};
    size_t slots[2][MOST + 1];

    (void)py;
    picture(
        262, "Bytes of an instance, by the number of slots of its class",
        "Two straight lines go up. On LP64 that of the slots is above a plain "
        "instance with five attributes from %zu slots on, and above one with six "
        "from %zu. On ILP32 it is above one with five from %zu on.",
        sl_slots_at_par(platforms[0], 5) + 1, sl_slots_at_par(platforms[0], 6) + 1,
        sl_slots_at_par(platforms[1], 5) + 1);
    draw_axes(&a, 25, 400);
    for (int i = 0; i < 2; i++) {
        for (size_t n = 0; n <= a.most; n++)
            slots[i][n] = sl_slotted_sizeof(platforms[i], n);
        draw_curve(&a, slots[i], "slots", i == 1);
        draw_par(&a, platforms[i], 5, i == 1);
    }
    draw_par(&a, platforms[0], 6, false);
    text(1, 10, "start", "bytes");
    text(327, 258, "end", "slots of the class");
    text(x_of(&a, 2), y_of(&a, 1112) + 14, "start", "six attributes, LP64");
    text(x_of(&a, 149), y_of(&a, 344) + 14, "end", "five, LP64");
    text(x_of(&a, 149), y_of(&a, 164) + 14, "end", "five, ILP32");
    text(x_of(&a, 106), y_of(&a, slots[0][110]), "end", "slots, LP64");
    text(x_of(&a, 118), y_of(&a, slots[1][128]), "end", "slots, ILP32");
    end_picture();
}

static size_t
bytes_of(const struct sl_way *way, size_t others)
{
    struct sl_cost cost = {0, 0};

    check(sl_cost_of(way, others, &cost, NULL) == 0);
    return cost.instance + cost.dict;
}

static void
draw_cost(double y, const struct sl_way *way, size_t others, const char *label)
{
    struct sl_cost cost = {0, 0};
    double scale = 0.19, x = 79, first, second;

    check(sl_cost_of(way, others, &cost, NULL) == 0);
    first = scale * (double)cost.instance;
    second = scale * (double)cost.dict;
    text(x - 6, y + 15, "end", "%s", label);
    box(x, y, first, 20, "pointer", "");
    if (cost.dict > 0)
        box(x + first, y, second, 20, "used", second > 80 ? "dictionary" : "");
    text(x + first + second + 6, y + 15, "start", "%zu", cost.instance + cost.dict);
}

void
draw_hybrid_splits(struct sl_interp *py)
{
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_way way = {.base = sl_builtin(lp64, SL_OBJECT)};
    struct sl_way slotted = {way.base, true, 0, true, false};
    size_t k = 8, bytes[9];
    char label[48];

    (void)py;
    for (; slotted.slots <= k; slotted.slots++)
        bytes[slotted.slots] = bytes_of(&slotted, k - slotted.slots);
    picture(
        247, "All splits of a class of eight attributes",
        "Bytes of an instance and its dictionary. Without slots %zu; with none "
        "of the eight in slots %zu, then %zu, %zu, %zu, %zu, %zu, %zu, %zu, and "
        "with all in slots, where the dictionary is not born, %zu.",
        bytes_of(&way, k), bytes[0], bytes[1], bytes[2], bytes[3], bytes[4],
        bytes[5], bytes[6], bytes[7], bytes[8]);
    draw_cost(1, &way, k, "no slots");
    for (slotted.slots = 0; slotted.slots <= k; slotted.slots++) {
        snprintf(label, sizeof label, "%zu in slots", slotted.slots);
        draw_cost(26 + 25 * (double)slotted.slots, &slotted, k - slotted.slots,
                  label);
    }
    end_picture();
    sl_interp_free(lp64);
}

enum { WAYS = 21, HYBRID_SLOTS = 4 }; /* attributes; of them in slots */

static void
sizes_of_ways(size_t *plain, size_t *slotted, size_t *hybrid)
{
    struct sl_interp *py = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_way way = {sl_builtin(py, SL_OBJECT), true, HYBRID_SLOTS, true,
                         false};

    plain_sizes(&sl_python27_lp64, plain, WAYS);
    for (size_t n = 0; n <= WAYS; n++) {
        slotted[n] = sl_slotted_sizeof(&sl_python27_lp64, n);
        hybrid[n] = bytes_of(&way, n < HYBRID_SLOTS ? 0 : n - HYBRID_SLOTS);
    }
    check(sl_interp_free(py) == 0);
}

static void
draw_break_even(const struct axes *a, const size_t *plain, const size_t *hybrid)
{
    for (size_t n = 1, from = 0; n <= a->most; n++) {
        bool better = hybrid[n] < plain[n];

        if (better == (hybrid[n - 1] < plain[n - 1]))
            continue;
        if (better)
            from = n;
        else
            box(x_of(a, from), a->top, x_of(a, n) - x_of(a, from), a->height,
                "better", "");
    }
}

static void
mark_break_even(const struct axes *a, const size_t *plain, const size_t *hybrid)
{
    for (size_t n = 1; n <= a->most; n++)
        if ((hybrid[n] < plain[n]) != (hybrid[n - 1] < plain[n - 1])) {
            mark(x_of(a, n), y_of(a, hybrid[n]));
            text(x_of(a, n), a->top - 6, "middle", "%zu", n);
        }
}

static const char *
break_even(const size_t *plain, const size_t *hybrid, char *s, size_t room)
{
    size_t length = 0;

    for (size_t n = 1; n <= WAYS && length < room; n++) {
        bool better = hybrid[n] < plain[n];

        if (better != (hybrid[n - 1] < plain[n - 1]))
            length += (size_t)snprintf(s + length, room - length,
                                       "%s from attribute %zu on, ",
                                       better ? "less" : "more", n);
    }
    check(length < room);
    return s;
}

void
draw_hybrid_ways(struct sl_interp *py)
{
    static const struct axes a = {43, 48, 284, 230, WAYS, 1400};
    size_t plain[WAYS + 1], slotted[WAYS + 1], hybrid[WAYS + 1];
    char found[300];

    (void)py;
    sizes_of_ways(plain, slotted, hybrid);
    picture(
        314, "Bytes of an instance on LP64, in three ways",
        "The hybrid with four slots, compared with the plain class, takes %sup to "
        "%d. With ten attributes: plain %zu, hybrid %zu, all in slots %zu.",
        break_even(plain, hybrid, found, sizeof found), WAYS, plain[10], hybrid[10],
        slotted[10]);
    draw_break_even(&a, plain, hybrid);
    draw_axes(&a, 5, 500);
    draw_curve(&a, plain, "plain", false);
    draw_curve(&a, hybrid, "hybrid", true);
    draw_curve(&a, slotted, "slots", false);
    mark_break_even(&a, plain, hybrid);
    text(1, 10, "start", "bytes");
    text(x_of(&a, 1), 26, "start", "hybrid breaks even with no slots at");
    text(x_of(&a, 21), y_of(&a, hybrid[21]) - 5, "end", "hybrid (dashed)");
    text(x_of(&a, 21), y_of(&a, plain[21]) + 13, "end", "no slots (solid)");
    text(x_of(&a, 21), y_of(&a, slotted[21]) - 14, "end", "all in slots");
    text(327, 310, "end", "attributes");
    end_picture();
}

enum { FIVE = 5 };

static const char *
kind_of(const char *what)
{
    static const char *const kinds[][2] = {
        {"instance", "pointer"}, {"dictionary", "used"}, {"values", "field"}};
    size_t i = 0;

    while (strcmp(kinds[i][0], what) != 0)
        i++;
    return kinds[i][1];
}

static double
paid(const struct sl_platform *platform, enum sl_way_kind kind)
{
    struct sl_heap_cost cost;

    check(sl_heap_bytes(platform, kind, FIVE, 0, &cost, NULL) == 0);
    return cost.resident;
}

static void
draw_blocks(double y, const struct sl_platform *platform, enum sl_way_kind kind)
{
    double x = 62, scale = 0.66;
    size_t seen = sl_heap_getsizeof(platform, kind, FIVE, 0);
    struct sl_block blocks[SL_BLOCKS_MOST];
    int count = sl_heap_blocks(platform, kind, FIVE, 0, blocks, SL_BLOCKS_MOST);

    for (int i = 0; i < count; i++) {
        double width = scale * (double)blocks[i].size;

        box(x, y, width, 15, kind_of(i == 0 ? "values" : blocks[i].what), "");
        if (i == 0)
            box(x, y, scale * (double)seen, 15, kind_of("instance"), "");
        x += width + 3;
    }
    text(x + 4, y + 12, "start", "%.0f", paid(platform, kind));
}

enum { CHANGES = 7 };

static const struct sl_platform *const *
changed_platforms(void)
{
    static const char *const versions[CHANGES] = {"2.7",  "3.6",  "3.8", "3.11",
                                                  "3.12", "3.13", "3.14"};
    static const struct sl_platform *platforms[CHANGES];

    for (int i = 0; i < CHANGES; i++) {
        platforms[i] = sl_platform_find(versions[i], "lp64", NULL);
        check(platforms[i] != NULL);
    }
    return platforms;
}

void
draw_heap_blocks(struct sl_interp *py)
{
    static const char *const key[] = {"instance", "dictionary", "values"};
    const struct sl_platform *const *p = changed_platforms();

    (void)py;
    picture(
        351, "What an instance with five attributes costs, version by version",
        "Bytes that the process pays, on LP64. Without slots: 2.7 %.0f, 3.6 %.0f, "
        "3.8 %.0f, 3.11 %.0f, 3.12 %.0f, 3.13 %.0f, 3.14 %.0f. With slots: in 2.7 "
        "%.0f, in 3.14 %.0f.",
        paid(p[0], SL_WAY_PLAIN), paid(p[1], SL_WAY_PLAIN),
        paid(p[2], SL_WAY_PLAIN), paid(p[3], SL_WAY_PLAIN),
        paid(p[4], SL_WAY_PLAIN), paid(p[5], SL_WAY_PLAIN),
        paid(p[6], SL_WAY_PLAIN), paid(p[0], SL_WAY_SLOTS),
        paid(p[6], SL_WAY_SLOTS));
    for (int i = 0; i < CHANGES; i++) {
        text(1, 46 * i + 13, "start", "%s", p[i]->version);
        draw_blocks(46 * i + 1, p[i], SL_WAY_PLAIN);
        text(54, 46 * i + 31, "end", "slots");
        draw_blocks(46 * i + 19, p[i], SL_WAY_SLOTS);
    }
    for (int i = 0; i < 3; i++) {
        box(62 + 90 * i, 335, 14, 14, kind_of(key[i]), "");
        text(81 + 90 * i, 347, "start", "%s", key[i]);
    }
    end_picture();
}

enum { ROW = 512 }; /* bytes */

static void
draw_bytes(size_t from, size_t bytes, const char *kind)
{
    const double byte = 0.64;

    while (bytes > 0) {
        size_t left = ROW - from % ROW, part = bytes < left ? bytes : left;

        box(1 + byte * (double)(from % ROW), 1 + 26 * (double)(from / ROW),
            byte * (double)part, 22, kind, "");
        from += part;
        bytes -= part;
    }
}

void
draw_heap_pool(struct sl_interp *py)
{
    enum { SIZE = 64, TAKEN = 48 };
    struct sl_heap_design design = sl_heap_design_of(&sl_python27_lp64);
    struct sl_heap *heap = need(sl_heap_new(&design, NULL, false, NULL));
    struct sl_allocator memory = sl_heap_allocator(heap);
    size_t fit = (design.pool - design.head) / SIZE;
    void *blocks[TAKEN];

    (void)py;
    picture(
        206, "A pool of blocks of sixty-four bytes",
        "A page of %zu bytes: a head of %zu, then %zu blocks, most of the first "
        "%d in use, and a remainder of %zu.",
        design.pool, design.head, fit, (int)TAKEN,
        design.pool - design.head - fit * SIZE);
    draw_bytes(0, design.head, "head");
    for (size_t i = 0; i < fit; i++)
        draw_bytes(design.head + i * SIZE, SIZE, "empty");
    draw_bytes(design.head + fit * SIZE, design.pool - design.head - fit * SIZE,
               "dummy");
    for (size_t i = 0; i < TAKEN; i++)
        blocks[i] = need(memory.resize(memory.context, NULL, SIZE));
    for (size_t i = 0; i < TAKEN; i++)
        if (i % 7 == 0)
            memory.resize(memory.context, blocks[i], 0);
        else
            draw_bytes((uintptr_t)blocks[i] & (design.pool - 1), SIZE, "used");
    check(sl_heap_free(heap) == TAKEN - (TAKEN + 6) / 7);
    end_picture();
}

static void
draw_young(const struct axes *a, const char *version, bool dashed)
{
    const struct sl_platform *p = sl_platform_find(version, "lp64", NULL);
    size_t bytes[MOST + 1];

    check(p != NULL);
    for (size_t n = 0; n <= a->most; n++)
        bytes[n] = sl_heap_sequence(p, FIVE, n < 2 ? 2 : n);
    draw_curve(a, bytes, "plain", dashed);
}

void
draw_heap_young(struct sl_interp *py)
{
    static const struct axes a = {30, 26, 290, 200, 40, 350};
    const struct sl_platform *p312 = sl_platform_find("3.12", "lp64", NULL);
    size_t slots[MOST + 1];

    (void)py;
    picture(
        262, "Bytes of the instances of a new class with five attributes",
        "On LP64, in the order in which they are made. In 3.12 the second takes "
        "%zu bytes, the tenth %zu, the thirtieth %zu. In 3.10 all take %zu.",
        sl_heap_sequence(p312, FIVE, 2), sl_heap_sequence(p312, FIVE, 10),
        sl_heap_sequence(p312, FIVE, 30),
        sl_heap_sequence(sl_platform_find("3.10", "lp64", NULL), FIVE, 2));
    draw_axes(&a, 10, 50);
    draw_young(&a, "3.12", false);
    draw_young(&a, "3.10", true);
    for (size_t n = 0; n <= a.most; n++)
        slots[n] = sl_heap_getsizeof(p312, SL_WAY_SLOTS, FIVE, FIVE);
    draw_curve(&a, slots, "slots", false);
    text(1, 10, "start", "bytes");
    text(327, 258, "end", "instances made");
    text(x_of(&a, 40), y_of(&a, 152) - 6, "end", "no slots, 3.10");
    text(x_of(&a, 11), y_of(&a, 265), "start", "no slots, 3.12");
    text(x_of(&a, 40), y_of(&a, slots[0]) - 4, "end", "slots, both");
    end_picture();
}
