/* Generated from chapters/86-releases.nw by make tangle: do not edit. MIT licence. */
#ifndef SL_RELEASES_H
#define SL_RELEASES_H

#include "measure.h"

#include <stdbool.h>

/* Where an instance keeps the attributes that are in no slot. */
enum sl_values {
    SL_VALUES_IN_TABLE, /* in its dictionary's own table: 2.7 */
    SL_VALUES_SHARED,   /* its dictionary has values, its class the keys: 3.6 */
    SL_VALUES_BLOCK,    /* in a block without a dictionary: 3.11 */
    SL_VALUES_INLINE    /* behind the instance: 3.13 */
};

/* Which of the words __dict__ and __weakref__ are in front of an instance. */
enum sl_front {
    SL_FRONT_NONE, /* both are inside: up to 3.10 */
    SL_FRONT_DICT, /* two words for __dict__; __weakref__ is inside: 3.11 */
    SL_FRONT_BOTH  /* two words for either or both: 3.12 */
};

/* How many places a full table asks for, used being its keys and places its size.
   CPython's name: GROWTH_RATE. */
enum sl_growth {
    SL_GROWTH_OPEN, /* more than 4 * used, 2 * used if used > 50,000: 2.7 */
    SL_GROWTH_HALF, /* 2 * used + places / 2: 3.6 */
    SL_GROWTH_USED  /* 3 * used: 3.7 */
};

/* Which classes' instances have a GC head, besides those whose base's have one. */
enum sl_class_head {
    SL_HEAD_LARGER, /* larger than a bare object: 2.7 */
    SL_HEAD_ADDED,  /* that add a word to their base: 3.6 */
    SL_HEAD_ALWAYS  /* all: 3.8 */
};

struct sl_types_since;
struct sl_wording;

/* What the layout of objects depends on in a release, besides the ABI. */
struct sl_release {
    unsigned char major, minor;
    const char *dict; /* format of a dictionary, without a table of its own */
    const char *keys; /* format of a table's head; NULL: none, and no index */
    enum sl_growth growth;
    bool empty_table;    /* a new dictionary has its first table at once */
    bool round_slip;     /* tables are rounded up too far: gh-133703 */
    bool string_entries; /* two words an entry while all keys are strings */
    bool call_table;     /* dict(...) has its first table, though {} has none */
    bool copy_clones;    /* d.copy() copies the table as it is, if it is alive */
    bool update_clones;  /* an empty dictionary is updated by such a copy */
    bool split_stays;    /* but not one that shares its keys */
    enum sl_values values;
    enum sl_front front;
    bool hybrid_slip;    /* with slots and a __dict__ there are no inline values */
    bool keys_of_source; /* a class knows its methods' assignments to self */
    bool large_pools;    /* on 64-bit machines pools are four pages, not one */
    bool gc_always;      /* even instances without a pointer have the GC head */
    const char *frame;   /* format of what a function keeps of its first call:
                            its frame, without variables; NULL: it keeps none */

    enum sl_class_head class_head;
    const struct sl_types_since *types; /* built-in types that differ; NULL: 2.7 */
    const struct sl_wording *wording;   /* of errors */
    const char *const *body_names;      /* what every class body binds */
    bool text;             /* a str is text, and bytes are a type of their own */
    bool slots_with_items; /* some slots are allowed under types with items */
};

/* The platform of a VERSION ("3.13", or "3.13.0") and the name of an ABI ("lp64",
   "ilp32"); static. Patch releases count as the one that was measured, except where
   some are known to differ. NULL with ERROR (which may be NULL) set to ValueError
   where there is no such version, or it has not been measured on that ABI; the
   message lists those that have been. */
const struct sl_platform *sl_platform_find(const char *version, const char *abi,
                                           struct sl_error *error);

/* All of them but the host's, the 64-bit ones first, by age; NULL at the end. */
extern const struct sl_platform *const sl_platforms[];
#endif
