/* The plainest mapping there is: keys are numbers below a bound, and each has a cell. */
#ifndef TESTS_MODEL_H
#define TESTS_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#define MODEL_ABSENT (-1L)

struct model {
    size_t bound; /* keys are 0 to bound - 1 */
    size_t used;  /* of them there are so many */
    long *values; /* >= 0, or MODEL_ABSENT */
};

/* An empty one; the values are NULL if there is no memory. */
struct model model_new(size_t bound);
void model_free(struct model *m);

void model_set(struct model *m, size_t key, long value);
bool model_del(struct model *m, size_t key); /* whether it was there */
long model_get(const struct model *m, size_t key);
void model_clear(struct model *m);
void model_update(struct model *m, const struct model *other);

/* Random numbers: the same for the same seed on every machine. */
struct random {
    unsigned long long state;
};

unsigned long long random_next(struct random *r);
size_t random_below(struct random *r, size_t bound);

/* The seed of a test: the environment's SEED, or one that nobody chose. Says which. */
struct random random_begin(const char *test);

#endif
