/* Generated from chapters/99-versions.nw by make tangle: do not edit. MIT licence. */
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

enum { WORD = 28, ROW = 22 };

static const char *
kind_of(char initial)
{
    switch (initial) {
    case 'g': return "gc";
    case 'h': return "head";
    case 'f': return "field";
    case 'p': return "pointer";
    case 'u': return "used";
    default: return "empty";
    }
}

/* Draws WORDS, "g:GC h:refs e:", twelve in a row; their number. */
static size_t
draw_words(double y, const char *words)
{
    size_t count = 0;

    for (const char *w = words; *w != '\0'; w += strspn(w, " ")) {
        size_t length = strcspn(w, " ");
        char label[8];

        snprintf(label, sizeof label, "%.*s", (int)(length - 2), w + 2);
        box(1 + WORD * (double)(count % 12), y + ROW * (double)(count / 12), WORD,
            ROW, kind_of(*w), label);
        count++;
        w += length;
    }
    return count;
}

/* Draws block I of the BLOCKS; where the next may stand. */
static double
draw_block(double y, const struct sl_block *blocks, int i, const char *words)
{
    size_t count = draw_words(y, words);

    check(count * sl_lp64.pointer.size == blocks[i].size);
    return y + ROW * (double)((count + 11) / 12) + 14;
}

/* The blocks of an instance with two attributes, and a line about them. */
static int
begin_version(double y, const char *version, enum sl_way_kind kind,
              struct sl_block *blocks)
{
    const struct sl_platform *p =
        need((void *)(uintptr_t)sl_platform_find(version, "lp64", NULL));
    int count = sl_heap_blocks(p, kind, 2, 0, blocks, SL_BLOCKS_MOST);
    size_t bytes = 0;

    check(count > 0);
    for (int i = 0; i < count; i++)
        bytes += blocks[i].size;
    text(1, y - 6, "start", "%s%s: %zu bytes in %d block%s", version,
         kind == SL_WAY_SLOTS ? ", in slots" : "", bytes, count,
         count == 1 ? "" : "s");
    return count;
}

static void
arrow_down(double y, double from, double to)
{
    arrow(1 + WORD * (from + 0.5), y - 14, 1 + WORD * (to + 0.5), y);
}

#define OBJECT "h:refs h:type "
#define PLACE "e: e: e: "

static double
draw_27(double y)
{
    struct sl_block blocks[SL_BLOCKS_MOST];

    begin_version(y, "2.7", SL_WAY_PLAIN, blocks);
    y = draw_block(y, blocks, 0, "g:GC g:GC g:GC g: " OBJECT "p:dict p:weak");
    arrow_down(y, 6, 6);
    y = draw_block(y, blocks, 1,
                   "g:GC g:GC g:GC g: " OBJECT
                   "f:fill f:used f:mask p:tabl p:find u:hash u:key u:x u:hash "
                   "u:key u:y " PLACE PLACE PLACE PLACE PLACE PLACE);
    return y;
}

static double
draw_36(double y)
{
    struct sl_block blocks[SL_BLOCKS_MOST];

    begin_version(y, "3.6", SL_WAY_PLAIN, blocks);
    y = draw_block(y, blocks, 0, "g:GC g:GC g:GC g: " OBJECT "p:dict p:weak");
    arrow_down(y, 6, 6);
    y = draw_block(y, blocks, 1,
                   "g:GC g:GC g:GC g: " OBJECT "f:used f:ver p:keys p:vals");
    arrow_down(y, 9, 4);
    text(1 + WORD * 5.4, y + 15, "start", "the keys are the class's");
    return draw_block(y, blocks, 2, "u:x u:y e: e: e:");
}

static double
draw_311(double y)
{
    struct sl_block blocks[SL_BLOCKS_MOST];

    begin_version(y, "3.11", SL_WAY_PLAIN, blocks);
    y = draw_block(y, blocks, 0, "p:dict p:vals g:GC g:GC " OBJECT "p:weak");
    arrow_down(y, 1, 1);
    return draw_block(y, blocks, 1, "f:ord u:x u:y e:");
}

static double
draw_313(double y)
{
    struct sl_block blocks[SL_BLOCKS_MOST];

    begin_version(y, "3.13", SL_WAY_PLAIN, blocks);
    y = draw_block(y, blocks, 0,
                   "p:weak p:dict g:GC g:GC " OBJECT "f:size u:x u:y e: f:ord") +
        18;
    begin_version(y, "3.13", SL_WAY_SLOTS, blocks);
    return draw_block(y, blocks, 0, "g:GC g:GC " OBJECT "u:x u:y");
}

void
draw_since_instance(struct sl_interp *py)
{
    double y;

    (void)py;
    picture(
        442, "An instance with two attributes in five forms, word by word",
        "2.7: the instance points to a dictionary with a table of eight places of "
        "three words, two of them in use. 3.6: the instance points to a dictionary "
        "without a table, and that to five values, two in use. 3.11: the instance "
        "points to its values, of which one place is spare. 3.13: the values are "
        "behind the instance, in one block. In slots: the head, and the two "
        "values.");
    y = draw_27(16) + 18;
    y = draw_36(y) + 18;
    y = draw_311(y) + 18;
    draw_313(y);
    end_picture();
}
