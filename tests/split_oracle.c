/* Dictionaries of instances: every row of the topic instance_dict of every measured CPython,
   played again with instances of its release. */
#include "living.h"
#include "replay.h"
#include "split_tests.h"

#include <stdio.h>

enum { MOST = 64, NAMES = 201 };

static struct replay *r;
static struct sl_plain_class *class;
static struct sl_object *made[MOST];
static size_t count;
static struct sl_object *keys[NAMES]; /* a0, a1, ... */

/* A fresh class; KNOWN: its __init__ sets the attributes a0 to a(n - 1). */
static void
begin(long n, bool known)
{
    static char names[201][24];
    const char *list[201];

    for (long i = 0; i < n; i++) {
        snprintf(names[i], sizeof names[i], "a%ld", i);
        list[i] = names[i];
    }
    class = sl_plain_class_new(r->py, "C", 0, list, known ? (size_t)n : 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(class);
    count = 0;
}

static void
end(void)
{
    while (count > 0)
        sl_decref(made[--count]);
    sl_plain_class_free(class);
}

static struct sl_object *
make(void)
{
    struct sl_object *o = sl_plain_new(class, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    made[count++] = o;
    return o;
}

/* Asserted millions of times, CUnit's own assertions take their time. */
static void
expect_true(bool right)
{
    if (!right)
        CU_FAIL_FATAL("an attribute is not as it should be");
}

static void
set_key(struct sl_object *o, struct sl_object *key)
{
    expect_true(sl_plain_set(o, key, sl_none(r->py), NULL) == 0);
    expect_true(sl_plain_get(o, key, NULL, NULL) == 1);
}

static void
set(struct sl_object *o, long i)
{
    set_key(o, keys[i]);
}

static void
del(struct sl_object *o, long i)
{
    expect_true(sl_plain_del(o, keys[i], NULL) == 0);
    expect_true(sl_plain_get(o, keys[i], NULL, NULL) == 0);
}

/* So many instances with N attributes each; the last of them. */
static struct sl_object *
once(long n, size_t instances, bool known)
{
    begin(n, known);
    while (count < instances) {
        struct sl_object *o = make();

        for (long i = 0; i < n; i++)
            set(o, i);
    }
    return made[count - 1];
}

static void
look(struct replay_series *s, long n, struct sl_object *o)
{
    struct sl_object *dict = sl_plain_dict(o, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(dict);
    replay_expect(s, n, r->design->getsizeof(dict, r->platform), -1);
}

static void
play_look_each(void)
{
    static const struct {
        const char *subject;
        size_t which;
    } looks[] = {
        {"look each, first", 0}, {"look each, second", 1}, {"look each, tenth", 9}};

    begin(0, false);
    while (count < 10)
        make();
    for (size_t i = 0; i < 3; i++) {
        struct replay_series s = replay_open(r, looks[i].subject, ORACLE_DICT_SIZE);

        for (long n = 0; n <= 200; n++) {
            look(&s, n, made[looks[i].which]);
            set(made[looks[i].which], n);
        }
        replay_end(&s);
    }
    end();
}

static void
play_look_once(void)
{
    static const struct {
        const char *name;
        size_t instances;
    } whiches[] = {{"first", 1}, {"second", 2}, {"tenth", 10}, {"64th", 64}};

    for (size_t i = 0; i < 8; i++) {
        bool known = i >= 4;
        char subject[64];
        struct replay_series s;

        snprintf(subject, sizeof subject, "%s, %s",
                 known ? "set in __init__" : "look once", whiches[i % 4].name);
        s = replay_open(r, subject, ORACLE_DICT_SIZE);
        for (long n = 0; n <= (known ? 100 : 200); n++) {
            look(&s, n, once(n, whiches[i % 4].instances, known));
            end();
        }
        replay_end(&s);
    }
}

static void
do_delete_first(long n)
{
    (void)n;
    del(made[count - 1], 0);
}

static void
do_delete_last(long n)
{
    del(made[count - 1], n - 1);
}

static void
do_set_again(long n)
{
    (void)n;
    del(made[count - 1], 0);
    set(made[count - 1], 0);
}

static void
do_reverse(long n)
{
    struct sl_object *o = make();

    while (n-- > 0)
        set(o, n);
}

static void
do_one_more(long n)
{
    struct sl_object *o = make(), *extra = str_key(r->py, "extra");

    for (long i = 0; i < n; i++)
        set(o, i);
    set_key(o, extra);
    sl_decref(extra);
}

static void
do_only_first(long n)
{
    (void)n;
    set(make(), 0);
}

static const struct variation {
    const char *subject;
    long from;
    void (*act)(long n);
} variations[] = {
    {"look once, tenth, first attribute deleted", 1, do_delete_first},
    {"look once, tenth, last attribute deleted", 1, do_delete_last},
    {"look once, tenth, first deleted and set again", 1, do_set_again},
    {"look once, eleventh, set in reverse order", 0, do_reverse},
    {"look once, eleventh, one attribute more", 0, do_one_more},
    {"look once, eleventh, only the first attribute", 1, do_only_first},
};

static void
play_variations(void)
{
    for (size_t i = 0; i < sizeof variations / sizeof variations[0]; i++) {
        struct replay_series s =
            replay_open(r, variations[i].subject, ORACLE_DICT_SIZE);

        for (long n = variations[i].from; n <= 200; n++) {
            once(n, 10, false);
            variations[i].act(n);
            look(&s, n, made[count - 1]);
            end();
        }
        replay_end(&s);
    }
}

/* dict.fromkeys of the first N names, as a list. */
static struct sl_object *
names(long n)
{
    struct sl_object *d = r->design->called(r->py, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
    for (long i = 0; i < n; i++)
        expect_true(r->design->set(d, keys[i], sl_none(r->py), NULL) == 0);
    return d;
}

static void
play_update(void)
{
    struct replay_series s =
        replay_open(r, "__dict__.update, tenth", ORACLE_DICT_SIZE);

    for (long n = 0; n <= 200; n++) {
        struct sl_object *d = names(n);

        begin(0, false);
        while (count < 10)
            make();
        for (size_t i = 0; i < count; i++) {
            struct sl_object *dict = sl_plain_dict(made[i], NULL);

            CU_ASSERT_PTR_NOT_NULL_FATAL(dict);
            CU_ASSERT_EQUAL_FATAL(r->design->update(dict, d, NULL), 0);
        }
        look(&s, n, made[9]);
        end();
        sl_decref(d);
    }
    replay_end(&s);
}

static void
play(struct replay *replay)
{
    r = replay;
    for (long i = 0; i < NAMES; i++)
        keys[i] = str_key(r->py, "a%ld", i);
    play_look_each();
    play_look_once();
    play_variations();
    play_update();
    for (long i = 0; i < NAMES; i++)
        sl_decref(keys[i]);
}

static void
test_instance_dict(void)
{
    replay_all("instance_dict", play);
}

bool
add_split_oracle_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_instance_dict);
}
