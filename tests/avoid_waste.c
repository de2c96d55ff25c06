/* Slots that save nothing. */
#include "avoid_tests.h"
#include "living.h"

#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static struct sl_type *
class_under(struct sl_type *base, const char *name, const char *slots,
            const char *variable)
{
    struct sl_type *type = class_of(py, name, &base, 1, slots, variable, NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL(type);
    return type;
}

static void
expect(const struct sl_waste *w, enum sl_waste_kind kind, const char *name,
       const struct sl_type *type)
{
    CU_ASSERT_EQUAL(w->kind, kind);
    CU_ASSERT_STRING_EQUAL(w->name, name);
    CU_ASSERT_PTR_EQUAL(w->type, type);
}

/* Nothing is wasted: no __slots__; slots under object; a hybrid; a child of it. */
static void
test_no_waste(void)
{
    struct sl_type *types[8];
    size_t n = 0;

    py = open_interp(&sl_python27_host, &counts);
    types[n++] = class_under(sl_builtin(py, SL_OBJECT), "Plain", "-", NULL);
    types[n++] = class_under(types[0], "PlainToo", "-", "x");
    types[n++] = class_under(sl_builtin(py, SL_OBJECT), "S", "b,a", "c");
    types[n++] = class_under(types[2], "Sub", "c,d", NULL);
    types[n++] = class_under(sl_builtin(py, SL_OBJECT), "H", "a,__dict__", NULL);
    types[n++] = class_under(types[4], "HSub", "b", NULL);
    types[n++] = class_under(sl_builtin(py, SL_SET), "Set", "()", NULL);
    types[n++] = class_under(sl_builtin(py, SL_STR), "Str", "()", NULL);
    for (size_t i = 0; i < n; i++)
        CU_ASSERT_EQUAL(sl_waste_find(types[i], NULL, 0), 0);
    CU_ASSERT_EQUAL(sl_waste_find(sl_builtin(py, SL_EXCEPTION), NULL, 0), 0);
    CU_ASSERT_EQUAL(sl_waste_find(sl_builtin(py, SL_OBJECT), NULL, 0), 0);
    while (n > 0)
        sl_decref(&types[--n]->object);
    close_interp(py, &counts);
}

static void
test_unslotted_base(void)
{
    struct sl_waste w[2];
    struct sl_type *plain, *middle, *child, *under_hybrid, *hybrid, *failure;

    py = open_interp(&sl_python27_host, &counts);
    plain = class_under(sl_builtin(py, SL_OBJECT), "Plain", "-", NULL);
    middle = class_under(plain, "Middle", "()", NULL);
    child = class_under(middle, "Child", "a", NULL);
    failure = class_under(sl_builtin(py, SL_EXCEPTION), "Failure", "a", NULL);
    hybrid = class_under(sl_builtin(py, SL_OBJECT), "H", "a,__dict__", NULL);
    under_hybrid = class_under(hybrid, "U", "-", NULL);
    CU_ASSERT_EQUAL(sl_waste_find(middle, w, 2), 1);
    expect(&w[0], SL_WASTE_UNSLOTTED_BASE, "__dict__", plain);
    CU_ASSERT_EQUAL(sl_waste_find(child, w, 2), 1);
    expect(&w[0], SL_WASTE_UNSLOTTED_BASE, "__dict__", plain);
    CU_ASSERT_EQUAL(sl_waste_find(failure, w, 2), 1);
    expect(&w[0], SL_WASTE_UNSLOTTED_BASE, "__dict__",
           sl_builtin(py, SL_BASE_EXCEPTION));
    CU_ASSERT_EQUAL(sl_waste_find(under_hybrid, w, 2), 0);
    sl_decref(&under_hybrid->object);
    sl_decref(&hybrid->object);
    sl_decref(&failure->object);
    sl_decref(&child->object);
    sl_decref(&middle->object);
    sl_decref(&plain->object);
    close_interp(py, &counts);
}

/* class C(S, P): __slots__ = (), where S has slots and P has none: the dictionary comes
   from P, for C and for what is derived from it. */
static void
test_second_base(void)
{
    struct sl_waste w[2];
    struct sl_type *bases[2], *c, *d;

    py = open_interp(&sl_python27_host, &counts);
    bases[0] = class_under(sl_builtin(py, SL_OBJECT), "S", "a", NULL);
    bases[1] = class_under(sl_builtin(py, SL_OBJECT), "P", "-", NULL);
    c = class_of(py, "C", bases, 2, "()", NULL, NULL);
    d = class_under(c, "D", "d", NULL);
    CU_ASSERT_EQUAL(sl_waste_find(c, w, 2), 1);
    expect(&w[0], SL_WASTE_UNSLOTTED_BASE, "__dict__", bases[1]);
    CU_ASSERT_EQUAL(sl_waste_find(d, w, 2), 1);
    expect(&w[0], SL_WASTE_UNSLOTTED_BASE, "__dict__", bases[1]);
    sl_decref(&d->object);
    sl_decref(&c->object);
    sl_decref(&bases[1]->object);
    sl_decref(&bases[0]->object);
    close_interp(py, &counts);
}

/* Each finding that has a name is a word that costs a pointer (topic `layout`: "duplicate
   slot", "slot is class attribute", "slots inherited, child repeats"). */
static void
test_words(void)
{
    struct sl_waste w[8];
    struct sl_type *base, *c, *once;

    py = open_interp(&sl_python27_host, &counts);
    base = class_under(sl_builtin(py, SL_OBJECT), "Base", "__p,b", NULL);
    c = class_under(base, "Base", "d,__p,c,b,d,c,a,d", "c");
    once = class_under(base, "Once", "a,c,d", NULL);
    CU_ASSERT_EQUAL_FATAL(sl_waste_find(c, w, 8), 6);
    expect(&w[0], SL_WASTE_REPEATED, "_Base__p", base);
    expect(&w[1], SL_WASTE_REPEATED, "b", base);
    expect(&w[2], SL_WASTE_SHADOWED, "c", c);
    expect(&w[3], SL_WASTE_DUPLICATE, "c", c);
    expect(&w[4], SL_WASTE_DUPLICATE, "d", c);
    expect(&w[5], SL_WASTE_DUPLICATE, "d", c);
    CU_ASSERT_EQUAL(c->basicsize, once->basicsize + 5 * sizeof(void *));
    sl_decref(&once->object);
    sl_decref(&c->object);
    sl_decref(&base->object);
    close_interp(py, &counts);
}

/* A private name is another one in a class of another name, and no waste. */
static void
test_private_names(void)
{
    struct sl_type *base, *c;

    py = open_interp(&sl_python27_host, &counts);
    base = class_under(sl_builtin(py, SL_OBJECT), "Base", "__p", NULL);
    c = class_under(base, "Other", "__p", NULL);
    CU_ASSERT_EQUAL(sl_waste_find(c, NULL, 0), 0);
    sl_decref(&c->object);
    sl_decref(&base->object);
    close_interp(py, &counts);
}

/* Nothing is written beyond the room; the number is the same. */
static void
test_room(void)
{
    struct sl_type *plain, *c;

    py = open_interp(&sl_python27_host, &counts);
    plain = class_under(sl_builtin(py, SL_OBJECT), "Plain", "-", NULL);
    c = class_under(plain, "C", "a,a,b,b", NULL);
    for (size_t room = 0; room <= 4; room++) {
        struct sl_waste w[5];

        memset(w, 0x5a, sizeof w);
        CU_ASSERT_EQUAL(sl_waste_find(c, w, room), 3);
        for (size_t i = 0; i < 5; i++)
            CU_ASSERT_EQUAL((int)w[i].kind == 0x5a5a5a5a, i >= room || i >= 3);
    }
    sl_decref(&c->object);
    sl_decref(&plain->object);
    close_interp(py, &counts);
}

bool
add_avoid_waste_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_no_waste) &&
           CU_ADD_TEST(suite, test_unslotted_base) &&
           CU_ADD_TEST(suite, test_second_base) && CU_ADD_TEST(suite, test_words) &&
           CU_ADD_TEST(suite, test_private_names) && CU_ADD_TEST(suite, test_room);
}
