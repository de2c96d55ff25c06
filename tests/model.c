#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct model
model_new(size_t bound)
{
    struct model m = {bound, 0, malloc(bound * sizeof *m.values)};

    if (m.values != NULL)
        model_clear(&m);
    return m;
}

void
model_free(struct model *m)
{
    free(m->values);
    m->values = NULL;
}

void
model_set(struct model *m, size_t key, long value)
{
    m->used += m->values[key] == MODEL_ABSENT;
    m->values[key] = value;
}

bool
model_del(struct model *m, size_t key)
{
    bool there = m->values[key] != MODEL_ABSENT;

    m->used -= there;
    m->values[key] = MODEL_ABSENT;
    return there;
}

long
model_get(const struct model *m, size_t key)
{
    return m->values[key];
}

void
model_clear(struct model *m)
{
    m->used = 0;
    for (size_t i = 0; i < m->bound; i++)
        m->values[i] = MODEL_ABSENT;
}

void
model_update(struct model *m, const struct model *other)
{
    for (size_t i = 0; i < other->bound; i++)
        if (other->values[i] != MODEL_ABSENT)
            model_set(m, i, other->values[i]);
}

/* SplitMix64. */
unsigned long long
random_next(struct random *r)
{
    unsigned long long x = r->state += 0x9e3779b97f4a7c15ULL;

    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

size_t
random_below(struct random *r, size_t bound)
{
    return (size_t)(random_next(r) % bound);
}

struct random
random_begin(const char *test)
{
    const char *given = getenv("SEED");
    struct random r = {given != NULL ? strtoull(given, NULL, 10)
                                     : (unsigned long long)time(NULL)};

    printf("%s: SEED=%llu ... ", test, r.state);
    return r;
}
