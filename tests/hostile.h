/* A type of keys, written by somebody who means ill: its hash can fail, its comparison can
   fail or do anything to the dictionary first, and so can its end. */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include "any_dict.h"
#include "living.h"

enum {
    HOSTILE_HASH = 5, /* of keys that meet */
    HOSTILE_KEYS = 4  /* so few that no operation on them makes the table grow */
};

/* Keys are equal if their ids are. A hash of -1 is one that fails, with ValueError. */
struct hostile_key {
    struct sl_object object;
    long id, hash;
};

/* What all keys of a test share; hostile_open sets it to zero, but for the first three. */
struct hostile {
    struct counting_allocator counts;
    struct sl_interp *py;
    struct sl_object *d;              /* new and empty */
    struct sl_type type;              /* of the keys */
    size_t comparisons, hashes, ends; /* so far */
    bool fail;                        /* comparisons fail, with ValueError */
    int times;                        /* how often there is still something to do */
    void (*do_first)(
        struct hostile_key *a); /* at a comparison; A is in the dictionary */
    void (*do_last)(struct hostile_key *key); /* at the end of a key */
    struct sl_object *other;                  /* for the tests' own use */
};

extern struct hostile hostile;

/* Whose dictionaries these are: at first those of CPython 2.7. */
extern const struct sl_platform *hostile_platform;

void hostile_open(void);
void hostile_close(void);

/* A new key, or NULL. */
struct sl_object *hostile_new(long id, long hash);

/* Whether two keys have one id; for check_dict. */
bool hostile_same(struct sl_object *a, struct sl_object *b);

/* With a new key that is given back afterwards; the value is the key. */
int hostile_set(struct sl_object *d, long id, long hash, struct sl_error *error);
int hostile_del(struct sl_object *d, long id, long hash, struct sl_error *error);
int hostile_get(struct sl_object *d, long id, long hash, struct sl_error *error);

/* Puts the keys 0 to HOSTILE_KEYS - 1 in, all of one hash. */
void hostile_fill(struct sl_object *d);

#endif
