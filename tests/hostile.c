#include "hostile.h"

#include <CUnit/CUnit.h>

#include <string.h>

struct hostile hostile;
const struct sl_platform *hostile_platform = &sl_python27_host;

static struct hostile_key *
as_key(struct sl_object *o)
{
    return (struct hostile_key *)(void *)o;
}

static long
key_hash(struct sl_object *o, struct sl_error *error)
{
    hostile.hashes++;
    if (as_key(o)->hash == -1)
        return sl_fail(error, SL_VALUE_ERROR, "no hash today");
    return as_key(o)->hash;
}

bool
hostile_same(struct sl_object *a, struct sl_object *b)
{
    if (a->type != &hostile.type || b->type != &hostile.type)
        return a == b;
    return as_key(a)->id == as_key(b)->id;
}

static int
key_equal(struct sl_object *a, struct sl_object *b, struct sl_error *error)
{
    bool fail = hostile.fail;

    hostile.comparisons++;
    if (hostile.times > 0 && hostile.do_first != NULL) {
        hostile.times--;
        hostile.do_first(as_key(a));
    }
    if (fail)
        return sl_fail(error, SL_VALUE_ERROR, "no comparison today");
    return hostile_same(a, b);
}

static void
key_dealloc(struct sl_object *o)
{
    hostile.ends++;
    if (hostile.times > 0 && hostile.do_last != NULL) {
        hostile.times--;
        hostile.do_last(as_key(o));
    }
    sl_object_free(o);
}

void
hostile_open(void)
{
    memset(&hostile, 0, sizeof hostile);
    hostile.py = open_interp(hostile_platform, &hostile.counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(hostile.py);
    hostile.d = any_new(hostile.py);
    hostile.type.name = "Key";
    hostile.type.basicsize = sizeof(struct hostile_key);
    hostile.type.hash = key_hash;
    hostile.type.equal = key_equal;
    hostile.type.dealloc = key_dealloc;
    sl_type_ready(hostile.py, &hostile.type);
}

void
hostile_close(void)
{
    hostile.times = 0;
    hostile.fail = false;
    check_any(hostile.d, hostile_same, "at the end of a test");
    sl_decref(hostile.d);
    close_interp(hostile.py, &hostile.counts);
    CU_ASSERT_EQUAL(hostile.type.object.refcnt, 1);
}

struct sl_object *
hostile_new(long id, long hash)
{
    struct sl_object *o =
        sl_object_new(&hostile.type, sizeof(struct hostile_key), NULL);

    if (o == NULL)
        return NULL;
    as_key(o)->id = id;
    as_key(o)->hash = hash;
    return o;
}

int
hostile_set(struct sl_object *d, long id, long hash, struct sl_error *error)
{
    struct sl_object *key = hostile_new(id, hash);
    int result = any_set(d, key, key, error);

    sl_decref(key);
    return result;
}

int
hostile_del(struct sl_object *d, long id, long hash, struct sl_error *error)
{
    struct sl_object *key = hostile_new(id, hash);
    int result = any_del(d, key, error);

    sl_decref(key);
    return result;
}

int
hostile_get(struct sl_object *d, long id, long hash, struct sl_error *error)
{
    struct sl_object *key = hostile_new(id, hash), *value = NULL;
    int result = any_get(d, key, &value, error);

    sl_decref(key);
    return result;
}

void
hostile_fill(struct sl_object *d)
{
    for (long id = 0; id < HOSTILE_KEYS; id++)
        CU_ASSERT_EQUAL_FATAL(hostile_set(d, id, HOSTILE_HASH, NULL), 0);
}
