/* Generated from chapters/98-figures.nw by make tangle: do not edit. MIT licence. */
#include "slots.h"

#include <math.h>
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

static void
picture(int width, int height, const char *title, const char *description)
{
    printf("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
           "width=\"%d\" "
           "height=\"%d\" role=\"img\" font-family=\"Inconsolata, monospace\" "
           "font-size=\"13\">\n<title>%s</title>\n<desc>%s</desc>\n",
           width, height, width, height, title, description);
}

static void
end_picture(void)
{
    puts("</svg>");
}

static void
escaped(const char *s)
{
    for (; *s != '\0'; s++)
        if (*s == '<' || *s == '&')
            printf("&#%d;", *s);
        else
            putchar(*s);
}

/* ANCHOR: start, middle or end, as in SVG. */
static void
text(double x, double y, const char *anchor, const char *s)
{
    printf("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">", x, y, anchor);
    escaped(s);
    puts("</text>");
}

static const char *
colour_of(const char *kind)
{
    static const char *const colours[][2] = {
        {"gc", "#cccccc"},      {"head", "#a6cee3"},    {"field", "#e6e6b8"},
        {"pointer", "#fdbf6f"}, {"used", "#9ccfc0"},    {"dummy", "#e3b3cf"},
        {"empty", "#ffffff"},   {"outside", "#ffffff"}, {"outline", "none"},
    };

    for (size_t i = 0; i < sizeof colours / sizeof colours[0]; i++)
        if (strcmp(colours[i][0], kind) == 0)
            return colours[i][1];
    check(false);
    return NULL;
}

static void
box(double x, double y, double width, double height, const char *kind,
    const char *label)
{
    printf(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
        "fill=\"%s\" stroke=\"#444444\"/>\n",
        kind, x, y, width, height, colour_of(kind));
    if (label[0] != '\0')
        text(x + width / 2, y + height / 2 + 4, "middle", label);
}

static void
arrow(double x1, double y1, double x2, double y2)
{
    double dx = x2 - x1, dy = y2 - y1, length = sqrt(dx * dx + dy * dy);
    double ux = dx / length, uy = dy / length;

    printf("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>\n", x1, y1);
    printf("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#444444\" fill=\"none\"/>\n",
           x1, y1, x2, y2);
    printf("<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"/>\n", x2, y2,
           x2 - 8 * ux - 4 * uy, y2 - 8 * uy + 4 * ux, x2 - 8 * ux + 4 * uy,
           y2 - 8 * uy - 4 * ux);
}

static size_t
format_size(const struct sl_abi *abi, const char *format)
{
    ptrdiff_t size = sl_calcsize(abi, format, NULL);

    check(size >= 0);
    return (size_t)size;
}

static void
draw_layout(double y, const struct sl_abi *abi, const char *format,
            const char *const *names)
{
    struct sl_field field = {0};
    double byte = 15;

    while (sl_format_next(abi, &format, &field, NULL) > 0) {
        const char *kind = field.offset < 2 * abi->pointer.size ? "head" : "field";

        box(20 + byte * (double)field.offset, y, byte * (double)field.size, 30,
            kind, *names++);
    }
    box(20, y, byte * (double)(field.offset + field.size), 30, "outline", "");
}

static void
draw_measure_str(struct sl_interp *py)
{
    static const char *const names[] = {"count", "type",  "length",
                                        "hash",  "state", ""};

    (void)py;
    picture(
        632, 150, "The fixed part of a str on two machines",
        "Reference count, type, length, hash, state and one byte of characters: "
        "thirty-seven bytes on LP64, twenty-one on ILP32.");
    text(20, 20, "start", "LP64");
    draw_layout(28, &sl_lp64, SL_STR_FORMAT, names);
    text(20, 94, "start", "ILP32");
    draw_layout(102, &sl_ilp32, SL_STR_FORMAT, names);
    end_picture();
}

static void
draw_measure_getsizeof(struct sl_interp *py)
{
    static const char *const parts[] = {"GC head", "object", "length", "items",
                                        "room"};
    static const double widths[] = {200, 100, 50, 50, 50};
    double x = 20;

    (void)py;
    picture(
        632, 200, "What getsizeof counts of a list",
        "The list with its GC head, and its block of three pointers, are counted. "
        "The three strings that the pointers lead to are not.");
    for (int i = 0; i < 5; x += widths[i++])
        box(x, 20, widths[i], 30,
            i == 0   ? "gc"
            : i == 1 ? "head"
                     : "field",
            parts[i]);
    arrow(395, 44, 460, 84);
    for (int i = 0; i < 3; i++) {
        box(460 + 40 * i, 84, 40, 30, "pointer", "");
        box(20 + 200 * i, 150, 180, 30, "outside", "a str, not counted");
        arrow(480 + 40 * i, 106, 110 + 200 * i, 150);
    }
    end_picture();
}

static void
draw_object_tuple(struct sl_interp *py)
{
    static const char *const words[] = {"next",    "prev",   "refs",
                                        "padding", "count",  "type",
                                        "length",  "item 0", "item 1"};
    size_t head = format_size(&sl_lp64, sl_python27_lp64.gc_head) / 8;
    size_t all = head + format_size(&sl_lp64, SL_TUPLE_FORMAT) / 8 + 2;

    (void)py;
    check(all == sizeof words / sizeof words[0]);
    picture(632, 92, "A tuple of two items, word by word",
            "Four words of the collector's head: two links, a count, padding. "
            "Behind them "
            "the object: reference count, type, length, and two items.");
    for (size_t i = 0; i < all; i++)
        box(20 + 65 * (double)i, 50, 65, 30,
            i < head       ? "gc"
            : i < head + 2 ? "head"
            : i < head + 3 ? "field"
                           : "pointer",
            words[i]);
    text(20, 36, "start", "the collector's head");
    arrow(20 + 65 * (double)head + 32, 20, 20 + 65 * (double)head + 6, 48);
    text(20 + 65 * (double)head + 40, 24, "start", "a pointer to the tuple");
    end_picture();
}

static void
draw_table(const struct sl_dict *d, double y)
{
    char key[16], number[24];

    for (size_t i = 0; i <= d->mask; i++) {
        const struct sl_dict_entry *entry = &d->table[i];
        double x = 40 + (double)(i % 8) * 72, top = y + (double)(i / 8) * 26;
        bool used = entry->value != NULL, deleted = entry->key != NULL && !used;

        box(x, top, 72, 26,
            used      ? "used"
            : deleted ? "dummy"
                      : "empty",
            used      ? sl_repr(entry->key, key, sizeof key)
            : deleted ? "dummy"
                      : "");
        snprintf(number, sizeof number, "%zu", i);
        if (d->mask < 8)
            text(x + 36, y - 6, "middle", number);
        else if (i % 8 == 0)
            text(x - 8, top + 17, "end", number);
    }
}

static void
set_name(struct sl_dict *d, const char *name)
{
    struct sl_object *key =
        need(sl_str_interned(d->object.type->interp, name, NULL));

    check(sl_dict_set(d, key, key, NULL) == 0);
    sl_decref(key);
}

static void
delete_name(struct sl_dict *d, const char *name)
{
    struct sl_object *key =
        need(sl_str_interned(d->object.type->interp, name, NULL));

    check(sl_dict_del(d, key, NULL) == 0);
    sl_decref(key);
}

static void
draw_dict_states(struct sl_interp *py)
{
    const char *const names[] = {"name", "colour", "size", "weight", "owner"};
    struct sl_dict *d = need(sl_dict_new(py, NULL));

    picture(
        632, 250, "A dictionary before and after its sixth key",
        "A table of eight places holds five keys. After the sixth key the table "
        "has thirty-two places, in four rows of eight, and six are in use.");
    for (int i = 0; i < 5; i++)
        set_name(d, names[i]);
    text(20, 18, "start", "five keys, eight places inside the dictionary");
    draw_table(d, 44);
    set_name(d, "price");
    text(20, 112, "start", "six keys, thirty-two places in a block of their own");
    draw_table(d, 124);
    end_picture();
    sl_decref(&d->object);
}

static void
find_rivals(struct sl_interp *py, char rivals[3][2], long hashes[3])
{
    int found = 0;

    for (char c = 'a'; found < 3 && c <= 'z'; c++) {
        struct sl_object *o = need(sl_str_new(py, &c, 1, NULL));
        long hash = sl_hash(o, NULL);

        if (found == 0 || (hash & 7) == (hashes[0] & 7)) {
            hashes[found] = hash;
            rivals[found][0] = c;
            rivals[found++][1] = '\0';
        }
        sl_decref(o);
    }
    check(found == 3);
}

static void
draw_dict_probe(struct sl_interp *py)
{
    struct sl_dict *d = need(sl_dict_new(py, NULL));
    char rivals[3][2], line[80];
    long hashes[3];
    size_t first, second;

    find_rivals(py, rivals, hashes);
    first = (size_t)hashes[1] & 7;
    second = ((size_t)hashes[1] * 5 + 1 + (size_t)hashes[1]) & 7;
    picture(632, 250, "Three keys that want the same place",
            "The second key finds its place taken and goes on to another. When the "
            "first key is deleted a dummy remains, and the second is still found "
            "behind it. The third key takes the place of the dummy.");
    set_name(d, rivals[0]);
    set_name(d, rivals[1]);
    snprintf(line, sizeof line,
             "'%s' wants place %zu, which '%s' has, and goes on to %zu", rivals[1],
             first, rivals[0], second);
    text(20, 18, "start", line);
    draw_table(d, 44);
    delete_name(d, rivals[0]);
    snprintf(line, sizeof line,
             "'%s' is deleted; the search for '%s' goes past the dummy", rivals[0],
             rivals[1]);
    text(20, 106, "start", line);
    draw_table(d, 132);
    set_name(d, rivals[2]);
    snprintf(line, sizeof line, "'%s' wants place %zu too, and takes the dummy's",
             rivals[2], first);
    text(20, 194, "start", line);
    draw_table(d, 220);
    end_picture();
    sl_decref(&d->object);
}

#define WORD 16.4 /* the width of one */

/* So many WORDS from word FROM on, with a LABEL under them, or ABOVE. */
static void
draw_words(double y, size_t from, size_t words, const char *kind, bool above,
           const char *label)
{
    double x = 20 + WORD * (double)from;

    for (size_t i = 0; i < words; i++)
        box(x + WORD * (double)i, y, WORD, 26, kind, "");
    text(x + WORD * (double)words / 2, above ? y - 8 : y + 42, "middle", label);
}

static void
draw_dict_words(double y, size_t head)
{
    size_t words = sl_dict_sizeof(&sl_python27_lp64, 1) / sl_lp64.pointer.size;
    size_t table = 3 * SL_DICT_SMALL, pointers = 2;
    size_t counts = words - head - 2 - pointers - table;

    draw_words(y, 0, head, "gc", false, "GC head");
    draw_words(y, head, 2, "head", false, "object");
    draw_words(y, head + 2, counts, "field", true, "counts");
    draw_words(y, head + 2 + counts, pointers, "pointer", false, "pointers");
    draw_words(y, words - table, table, "used", false,
               "eight places of three words");
}

static void
draw_instance_words(double y, size_t head, const struct sl_type *c)
{
    size_t word = sl_lp64.pointer.size;
    size_t dict = head + (size_t)c->dictoffset / word;
    size_t weak = head + (size_t)c->weaklistoffset / word;

    draw_words(y, 0, head, "gc", false, "GC head");
    draw_words(y, head, 2, "head", true, "object");
    draw_words(y, dict, 1, "pointer", false, "");
    draw_words(y, weak, 1, "pointer", false, "");
    text(20 + WORD * (double)(weak + 1) + 10, y + 17, "start",
         "__dict__ and __weakref__");
    arrow(20 + WORD * ((double)dict + 0.5), y + 14, 20 + WORD * (double)head + 4,
          y + 88);
}

static void
draw_instance_map(struct sl_interp *py)
{
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *c =
        need(sl_class_new(lp64, "C", sl_builtin(lp64, SL_OBJECT), NULL));
    size_t head = (sl_getsizeof(c, 0) - c->basicsize) / sl_lp64.pointer.size;

    (void)py;
    picture(
        632, 180, "An instance of a plain class and its dictionary, to scale",
        "The instance: the collector's head, reference count, type, dictionary, "
        "weak references; eight words. Its dictionary: head, counts, pointers, "
        "and a table of eight places; thirty-five words.");
    draw_instance_words(30, head, c);
    draw_dict_words(122, head);
    end_picture();
    sl_decref(&c->object);
    sl_interp_free(lp64);
}

static const char *
kind_of_region(const struct sl_region *region)
{
    if (region->offset < 0)
        return "gc";
    if (region->name[0] == '_')
        return "pointer";
    return region->type->made != NULL ? "used" : "head";
}

static void
draw_regions(double y, const struct sl_type *type)
{
    struct sl_region regions[16];
    size_t count = sl_layout(type, 0, regions, 16);

    check(count <= 16);
    text(20, y + 20, "start", type->name);
    for (size_t i = 0; i < count; i++) {
        const struct sl_region *r = &regions[i];
        double word = 64, x = 175 + word * (double)r->offset / 8;
        bool head = r->offset < 0;

        box(head ? 44 : x, y, head ? 131 : word * (double)r->size / 8, 30,
            kind_of_region(r),
            strcmp(r->name, "reference count") == 0 ? "count"
            : strcmp(r->name, "__weakref__") == 0   ? "weakref"
            : strcmp(r->name, "__dict__") == 0      ? "dict"
                                                    : r->name);
    }
}

static void
draw_type_layout(struct sl_interp *py)
{
    static const char *const slots[] = {"a", "b", "__weakref__"};
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *a = need(
        sl_slotted_new(lp64, "A", sl_builtin(lp64, SL_OBJECT), slots, 1, NULL));
    struct sl_type *b = need(sl_slotted_new(lp64, "B", a, slots + 1, 2, NULL));
    struct sl_type *c = need(sl_class_new(lp64, "C", b, NULL));

    (void)py;
    picture(
        632, 152, "Three classes, each derived from the one before",
        "A: the collector's head, reference count, type, slot a. B: the same and "
        "slot b and weak references. C: the same and a dictionary.");
    draw_regions(14, a);
    draw_regions(60, b);
    draw_regions(106, c);
    end_picture();
    sl_decref(&c->object);
    sl_decref(&b->object);
    sl_decref(&a->object);
    check(sl_interp_free(lp64) == 0);
}

static void
draw_five(double y, const char *what, const struct sl_type *type)
{
    struct sl_region regions[8];
    size_t count = sl_layout(type, 0, regions, 8);
    double word = 58, x = 12 + (type->gc ? 0 : 4 * word);
    char size[32];

    check(count <= 8);
    text(12, y, "start", what);
    for (size_t i = 0; i < count; i++) {
        const struct sl_region *r = &regions[i];
        bool value = strcmp(r->name, "int") == 0;
        double width = word * (double)r->size / 8;

        box(x, y + 8, width, 30, value ? "field" : kind_of_region(r),
            value                                     ? "5"
            : strcmp(r->name, "reference count") == 0 ? "count"
            : strcmp(r->name, "__weakref__") == 0     ? "weakref"
            : strcmp(r->name, "__dict__") == 0        ? "dict"
                                                      : r->name);
        x += width;
    }
    snprintf(size, sizeof size, "%zu bytes", sl_getsizeof(type, 0));
    text(x + 8, y + 28, "start", size);
}

static void
draw_empty_int(struct sl_interp *py)
{
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *number = sl_builtin(lp64, SL_INT);
    struct sl_type *empty = need(sl_slotted_new(lp64, "I", number, NULL, 0, NULL));
    struct sl_type *plain = need(sl_class_new(lp64, "I", number, NULL));

    (void)py;
    picture(
        632, 186, "The number five, three times",
        "An int: count, type, value. With empty slots: the collector's head and "
        "the same. Without slots: the head, the same, a pointer to a dictionary "
        "and one for weak references.");
    draw_five(20, "an int", number);
    draw_five(82, "a class under int, empty slots", empty);
    draw_five(144, "a class under int, no __slots__", plain);
    end_picture();
    sl_decref(&empty->object);
    sl_decref(&plain->object);
    check(sl_interp_free(lp64) == 0);
}

struct axes {
    double left, top, width, height;
    size_t attributes, bytes; /* at the right, and at the top */
};

static double
x_of(const struct axes *a, size_t attributes)
{
    return a->left + a->width * (double)attributes / (double)a->attributes;
}

static double
y_of(const struct axes *a, size_t bytes)
{
    return a->top + a->height * (1 - (double)bytes / (double)a->bytes);
}

static void
draw_axes(const struct axes *a, size_t attributes_step, size_t bytes_step)
{
    char number[24];

    for (size_t bytes = 0; bytes <= a->bytes; bytes += bytes_step) {
        double y = y_of(a, bytes);

        printf("<path d=\"M%.1f %.1fH%.1f\" stroke=\"#bbbbbb\"/>\n", a->left, y,
               a->left + a->width);
        snprintf(number, sizeof number, "%zu", bytes);
        text(a->left - 6, y + 4, "end", number);
    }
    for (size_t n = 0; n <= a->attributes; n += attributes_step) {
        snprintf(number, sizeof number, "%zu", n);
        text(x_of(a, n), a->top + a->height + 16, "middle", number);
    }
}

static void
draw_curve(const struct axes *a, const size_t *bytes, bool steps, bool dashed)
{
    printf("<path d=\"M%.1f %.1f", x_of(a, 0), y_of(a, bytes[0]));
    for (size_t n = 1; n <= a->attributes; n++) {
        if (steps)
            printf("H%.1f", x_of(a, n));
        printf("L%.1f %.1f", x_of(a, n), y_of(a, bytes[n]));
    }
    printf("\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n",
           steps ? "#a34a00" : "#1b5e8c",
           dashed ? " stroke-dasharray=\"6 3\"" : "");
}

enum { MOST_ATTRIBUTES = 100 };

static void
draw_curves(const struct axes *axes, const struct sl_platform *platform,
            bool dashed)
{
    struct sl_interp *py = need(sl_interp_new(platform, NULL, NULL));
    struct sl_type *c =
        need(sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL));
    size_t plain[MOST_ATTRIBUTES + 1], slotted[MOST_ATTRIBUTES + 1];

    for (size_t n = 0; n <= MOST_ATTRIBUTES; n++) {
        plain[n] = sl_instance_sizeof(c, n);
        slotted[n] = sl_slotted_sizeof(platform, n);
    }
    for (int i = 0; i < 2; i++) {
        draw_curve(&axes[i], plain, true, dashed);
        draw_curve(&axes[i], slotted, false, dashed);
    }
    sl_decref(&c->object);
    sl_interp_free(py);
}

static void
draw_fixed_curve(struct sl_interp *py)
{
    static const struct axes axes[] = {{52, 34, 290, 180, 21, 1200},
                                       {52, 264, 290, 180, 100, 13000}};

    (void)py;
    picture(
        372, 486, "Bytes of an instance, by the number of its attributes",
        "With a dictionary the bytes go up in steps at one, six, twenty-two and "
        "eighty-six attributes. With slots they go up along a straight line, "
        "which is far below from the first attribute on. On ILP32 both are "
        "about half as high.");
    text(8, 14, "start", "bytes");
    draw_axes(&axes[0], 5, 400);
    draw_axes(&axes[1], 20, 4000);
    draw_curves(axes, &sl_python27_lp64, false);
    draw_curves(axes, &sl_python27_ilp32, true);
    text(x_of(&axes[0], 7), y_of(&axes[0], 1112) + 16, "start", "dictionary, LP64");
    text(x_of(&axes[0], 7), y_of(&axes[0], 548) - 6, "start", "dictionary, ILP32");
    text(x_of(&axes[0], 17), y_of(&axes[0], 176) - 8, "end", "slots, both");
    text(342, 480, "end", "attributes");
    end_picture();
}

static void
draw_cost(double y, const struct sl_way *way, size_t others, const char *label)
{
    struct sl_cost cost = {0, 0};
    double scale = 0.19, x = 76, first, second;
    char number[48];

    check(sl_cost_of(way, others, &cost, NULL) == 0);
    first = scale * (double)cost.instance;
    second = scale * (double)cost.dict;
    text(x - 6, y + 15, "end", label);
    box(x, y, first, 20, "pointer", "");
    if (cost.dict > 0)
        box(x + first, y, second, 20, "used", second > 80 ? "dictionary" : "");
    snprintf(number, sizeof number, "%zu", cost.instance + cost.dict);
    text(x + first + second + 6, y + 15, "start", number);
}

static void
draw_hybrid_splits(struct sl_interp *py)
{
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_way way = {.base = sl_builtin(lp64, SL_OBJECT)};
    size_t k = 8;
    char label[48];

    (void)py;
    picture(
        352, 262, "All splits of a class of eight attributes",
        "Bytes of an instance and its dictionary. Without slots, and with up to "
        "two of the eight in slots, more than eleven hundred; with three, "
        "three hundred and sixty; then slowly more, until with all eight in "
        "slots the dictionary is gone.");
    draw_cost(10, &way, k, "no slots");
    way.slotted = way.dict = true;
    for (way.slots = 0; way.slots <= k; way.slots++) {
        snprintf(label, sizeof label, "%zu in slots", way.slots);
        draw_cost(35 + 25 * (double)way.slots, &way, k - way.slots, label);
    }
    end_picture();
    sl_interp_free(lp64);
}

static void
draw_avoid_conflict(struct sl_interp *py)
{
    static const char *const slots[] = {"a", "b1", "b2"};
    struct sl_interp *lp64 = need(sl_interp_new(&sl_python27_lp64, NULL, NULL));
    struct sl_type *object = sl_builtin(lp64, SL_OBJECT);
    struct sl_type *a = need(sl_slotted_new(lp64, "A", object, slots, 1, NULL));
    struct sl_type *b1 = need(sl_slotted_new(lp64, "B1", a, slots + 1, 1, NULL));
    struct sl_type *b2 = need(sl_slotted_new(lp64, "B2", a, slots + 2, 1, NULL));
    struct sl_type *c = need(sl_slotted_new(lp64, "C?", a, NULL, 0, NULL));

    (void)py;
    picture(450, 198, "Two classes with slots of their own, and none below both",
            "A: the collector's head, reference count, type, slot a. B1: the same "
            "and slot b1. B2: the same as A and slot b2, where B1 has b1. C, "
            "derived from both, would need both at one place.");
    draw_regions(14, a);
    draw_regions(60, b1);
    draw_regions(106, b2);
    draw_regions(152, c);
    box(175 + 8 * (double)c->basicsize, 152, 64, 30, "dummy", "b1, b2?");
    end_picture();
    sl_decref(&c->object);
    sl_decref(&b2->object);
    sl_decref(&b1->object);
    sl_decref(&a->object);
    check(sl_interp_free(lp64) == 0);
}

static void
draw_row(double x, double y, double width, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++, x += width)
        box(x, y, width, 28,
            i < 2            ? "head"
            : i >= count - 2 ? "pointer"
                             : "field",
            names[i]);
}

static struct sl_object *
uncalled(struct sl_function *f, struct sl_object *ref, struct sl_error *error)
{
    (void)ref;
    return sl_str_interned(f->object.type->interp, f->context, error);
}

/* A weak reference to O with a callback called NAME. */
static struct sl_object *
named_ref(struct sl_object *o, char *name)
{
    struct sl_function *f =
        need(sl_function_new(o->type->interp, uncalled, name, NULL));
    struct sl_object *r = need(sl_weakref_new(o, &f->object, NULL));

    sl_decref(&f->object);
    return r;
}

static void
draw_list(struct sl_object *o)
{
    static const char *const words[] = {"count", "type", "__dict__", "__weakref__"};
    const struct sl_weakref *r = *sl_weakref_pointer(o);
    double y = 20, from = 20 + 3.5 * 84, x = 60;

    draw_row(20, y, 84, words, 4);
    for (; r != NULL; r = r->next, from = x + 6.5 * 66) {
        const struct sl_function *f = (struct sl_function *)(void *)r->callback;
        const char *name = f == NULL ? "none" : f->context;

        check(r->referent == o);
        arrow(from, y + 26, x + 33, y + 62);
        y += 64;
        draw_row(x, y, 66,
                 (const char *const[]){"count", "type", "object", name, "hash",
                                       "prev", "next"},
                 7);
    }
}

static void
draw_weakref_list(struct sl_interp *py)
{
    static char first[] = "first", second[] = "second";
    struct sl_type *c =
        need(sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL));
    struct sl_object *o = need(sl_instance_new(c, 0, NULL)), *refs[3];

    refs[0] = named_ref(o, first);
    refs[1] = need(sl_weakref_new(o, NULL, NULL));
    refs[2] = named_ref(o, second);
    picture(542, 252, "An instance and the list of its weak references",
            "Four words of an instance. The last of them points to a weak "
            "reference without a callback, whose next is the one with the second "
            "callback, whose next is the one with the first.");
    draw_list(o);
    end_picture();
    for (int i = 0; i < 3; i++)
        sl_decref(refs[i]);
    sl_decref(o);
    sl_decref(&c->object);
}

#define FIGURE(name, draw) \
    { \
        name, draw \
    }

static const struct {
    const char *name;
    void (*draw)(struct sl_interp *py);
} figures[] = {

    FIGURE("measure-getsizeof", draw_measure_getsizeof),
    FIGURE("measure-str", draw_measure_str),
    FIGURE("object-tuple", draw_object_tuple),
    FIGURE("dict-states", draw_dict_states),
    FIGURE("dict-probe", draw_dict_probe),
    FIGURE("instance-map", draw_instance_map),
    FIGURE("type-layout", draw_type_layout),
    FIGURE("empty-int", draw_empty_int),
    FIGURE("fixed-curve", draw_fixed_curve),
    FIGURE("hybrid-splits", draw_hybrid_splits),
    FIGURE("avoid-conflict", draw_avoid_conflict),
    FIGURE("weakref-list", draw_weakref_list),
};

int
main(int argc, char **argv)
{
    struct sl_interp *py = need(sl_interp_new(&sl_python27_host, NULL, NULL));

    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        if (argc < 2)
            puts(figures[i].name);
        else if (strcmp(argv[1], figures[i].name) == 0)
            figures[i].draw(py);
    check(sl_interp_free(py) == 0);
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
