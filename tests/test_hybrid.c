/* Chapter 8, hybrids: the descriptor of __dict__, and living instances with slots and a
   dictionary. The messages were seen on CPython 2.7.18. What classes cost is in
   hybrid_cost.c. */
#include "hybrid_tests.h"
#include "living.h"
#include "series.h"
#include "suites.h"

#include <CUnit/Basic.h>

#include <stdio.h>

static struct counting_allocator counts;
static struct sl_interp *py;
static struct sl_type *c;   /* class C(object): pass */
static struct sl_object *o; /* C() */
static struct sl_object *d; /* its descriptor __dict__, made by hand */

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_PTR_NOT_NULL_FATAL(py);
    c = sl_class_new(py, "C", sl_builtin(py, SL_OBJECT), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    o = sl_instance_new(c, 0, NULL);
    d = sl_dict_descriptor_new(c, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_PTR_NOT_NULL_FATAL(d);
}

static void
end(void)
{
    sl_decref(o);
    sl_decref(d);
    sl_decref(&c->object);
    close_interp(py, &counts);
}

static int
set(struct sl_object *value, struct sl_error *error)
{
    return d->type->set(d, o, value, error);
}

static struct sl_dict *
place(void)
{
    return *sl_dict_pointer(o);
}

/* Reading gives birth, and hands out a reference of its own, each time to the same one. */
static void
test_read(void)
{
    struct sl_object *first, *second;

    begin();
    CU_ASSERT_PTR_NULL(place());
    first = d->type->get(d, o, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(first);
    CU_ASSERT_PTR_EQUAL(first, &place()->object);
    CU_ASSERT_EQUAL(first->refcnt, 2);
    second = d->type->get(d, o, NULL);
    CU_ASSERT_PTR_EQUAL(first, second);
    CU_ASSERT_EQUAL(first->refcnt, 3);
    sl_decref(first);
    sl_decref(second);
    CU_ASSERT_EQUAL(place()->object.refcnt, 1);
    end();
}

/* What is set is the dictionary from then on; the old one is given back. */
static void
test_write(void)
{
    struct sl_dict *mine, *old;

    begin();
    mine = sl_dict_new(py, NULL);
    old = sl_instance_dict(o, NULL);
    sl_incref(&old->object);
    CU_ASSERT_EQUAL(set_str(mine, "x"), 0);
    CU_ASSERT_EQUAL(set(&mine->object, NULL), 0);
    CU_ASSERT_PTR_EQUAL(place(), mine);
    CU_ASSERT_EQUAL(mine->object.refcnt, 2);
    CU_ASSERT_EQUAL(old->object.refcnt, 1);
    CU_ASSERT_EQUAL(has_str(sl_instance_dict(o, NULL), "x"), 1);
    CU_ASSERT_EQUAL(set(&mine->object, NULL), 0); /* itself: nothing changes */
    CU_ASSERT_EQUAL(mine->object.refcnt, 2);
    release_dict(mine);
    release_dict(old);
    end();
}

/* del o.__dict__, twice; then a write makes a new dictionary, an empty one at first. */
static void
test_delete(void)
{
    struct sl_object *name;

    begin();
    CU_ASSERT_EQUAL(set(NULL, NULL), 0);
    name = str_key(py, "x");
    CU_ASSERT_EQUAL(sl_setattr(o, name, sl_none(py), NULL), 0);
    CU_ASSERT_EQUAL(set(NULL, NULL), 0);
    CU_ASSERT_PTR_NULL(place());
    CU_ASSERT_EQUAL(set(NULL, NULL), 0);
    CU_ASSERT_FALSE(sl_hasattr(o, name));
    CU_ASSERT_EQUAL(sl_setattr(o, name, sl_none(py), NULL), 0);
    CU_ASSERT_EQUAL(place()->used, 1);
    sl_decref(name);
    end();
}

static void
expect_refusal(struct sl_object *value, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_dict *before = place();

    CU_ASSERT_EQUAL(set(value, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_PTR_EQUAL(place(), before);
    CU_ASSERT_EQUAL(set(value, NULL), -1);
}

static void
test_no_dictionary(void)
{
    struct sl_object *seven;

    begin();
    seven = int_key(py, 7);
    expect_refusal(seven, "__dict__ must be set to a dictionary, not a 'int'");
    sl_instance_dict(o, NULL);
    expect_refusal(sl_none(py),
                   "__dict__ must be set to a dictionary, not a 'NoneType'");
    expect_refusal(o, "__dict__ must be set to a dictionary, not a 'C'");
    expect_refusal(&c->object,
                   "__dict__ must be set to a dictionary, not a 'type'");
    sl_decref(seven);
    end();
}

/* Objects of other types have something else where this class has its dictionary. */
static void
test_other_type(void)
{
    const char *text = "descriptor '__dict__' for 'C' objects doesn't apply to "
                       "'int' object";
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *seven;
    struct sl_dict *dict;

    begin();
    seven = int_key(py, 7);
    dict = sl_dict_new(py, NULL);
    CU_ASSERT_PTR_NULL(d->type->get(d, seven, &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, text);
    error.message[0] = '\0';
    CU_ASSERT_EQUAL(d->type->set(d, seven, &dict->object, &error), -1);
    CU_ASSERT_STRING_EQUAL(error.message, text);
    error.message[0] = '\0';
    CU_ASSERT_EQUAL(d->type->set(d, seven, NULL, &error), -1);
    CU_ASSERT_STRING_EQUAL(error.message, text);
    release_dict(dict);
    sl_decref(seven);
    end();
}

/* The end of what was in the old dictionary may look at the instance: it must find the new
   one. The key that ends here has a type of its own, whose dealloc looks. */
static struct sl_dict *seen;

static void
look_and_end(struct sl_object *key)
{
    seen = place();
    sl_object_free(key);
}

static void
end_of_a_value(struct sl_dict *replacement)
{
    struct sl_type spy = *sl_builtin(py, SL_OBJECT);
    struct sl_object *name = str_key(py, "spy");
    struct sl_object *value;

    spy.dealloc = look_and_end;
    value = sl_object_new(&spy, sizeof *value, NULL);
    CU_ASSERT_EQUAL(sl_setattr(o, name, value, NULL), 0);
    sl_decref(value);
    sl_decref(name);
    seen = place();
    CU_ASSERT_EQUAL(set(replacement == NULL ? NULL : &replacement->object, NULL),
                    0);
    CU_ASSERT_PTR_EQUAL(seen, replacement);
}

static void
test_reentrant(void)
{
    struct sl_dict *mine;

    begin();
    mine = sl_dict_new(py, NULL);
    end_of_a_value(mine);
    release_dict(mine); /* now the instance alone holds it */
    end_of_a_value(NULL);
    end();
}

/* Every allocation fails in turn. */
static void
test_no_memory(void)
{
    struct sl_object *made = NULL;
    size_t blocks;

    begin();
    blocks = counts.blocks;
    for (size_t fail = 1; made == NULL && fail < 20; fail++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        counts.calls = 0;
        counts.fail_at = fail;
        made = sl_dict_descriptor_new(c, &error);
        counts.fail_at = 0;
        if (made == NULL) {
            CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
            CU_ASSERT_EQUAL(counts.blocks, blocks);
        }
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    counts.calls = 0;
    counts.fail_at = 1;
    CU_ASSERT_PTR_NULL(made->type->get(made, o, NULL));
    CU_ASSERT_PTR_NULL(place());
    counts.fail_at = 0;
    sl_decref(made);
    end();
}

/* class SD(object): __slots__ = ('a', '__dict__') */
static struct sl_object *
new_hybrid(void)
{
    static const char *const slots[] = {"a", "__dict__"};
    struct sl_type *sd =
        sl_slotted_new(py, "SD", sl_builtin(py, SL_OBJECT), slots, 2, NULL);
    struct sl_object *made;

    CU_ASSERT_PTR_NOT_NULL_FATAL(sd);
    made = sl_instance_new(sd, 0, NULL);
    sl_decref(&sd->object);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    return made;
}

static void
assign(struct sl_object *to, const char *name, struct sl_object *value)
{
    struct sl_object *key = str_key(py, "%s", name);

    CU_ASSERT_EQUAL(sl_setattr(to, key, value, NULL), 0);
    sl_decref(key);
}

/* Asserts that FROM.NAME is VALUE; NULL: an AttributeError with that MESSAGE. */
static void
expect_value(struct sl_object *from, const char *name,
             const struct sl_object *value, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *key = str_key(py, "%s", name);
    struct sl_object *found = sl_getattr(from, key, &error);

    CU_ASSERT_PTR_EQUAL(found, value);
    if (value == NULL) {
        CU_ASSERT_EQUAL(error.kind, SL_ATTRIBUTE_ERROR);
        CU_ASSERT_STRING_EQUAL(error.message, message);
    }
    sl_decref(found);
    sl_decref(key);
}

/* Oracle, topic behaviour: "set unknown, slots + __dict__", "dict entry does not hide a
   slot", "dict entry under an unset slot". */
static void
test_both_places(void)
{
    struct sl_object *h, *key, *one, *two;

    begin();
    h = new_hybrid();
    one = int_key(py, 1);
    two = int_key(py, 2);
    key = str_key(py, "a");
    assign(h, "z", one);
    expect_value(h, "z", one, NULL);
    CU_ASSERT_EQUAL(sl_instance_dict(h, NULL)->used, 1);
    CU_ASSERT_EQUAL(sl_dict_set(sl_instance_dict(h, NULL), key, one, NULL), 0);
    expect_value(h, "a", NULL, "a");
    assign(h, "a", two);
    expect_value(h, "a", two, NULL);
    CU_ASSERT_EQUAL(sl_delattr(h, key, NULL), 0);
    expect_value(h, "a", NULL, "a");
    CU_ASSERT_EQUAL(has_str(sl_instance_dict(h, NULL), "a"), 1);
    CU_ASSERT_EQUAL(sl_delattr(h, key, NULL), -1);
    CU_ASSERT_EQUAL(sl_instance_dict(h, NULL)->used, 2);
    sl_decref(key);
    sl_decref(h);
    sl_decref(one);
    sl_decref(two);
    end();
}

/* o.__dict__ by name: read, written, deleted. What lies in the slots stays. */
static void
test_by_name(void)
{
    struct sl_object *h, *key, *one;
    struct sl_dict *mine;

    begin();
    h = new_hybrid();
    one = int_key(py, 1);
    mine = sl_dict_new(py, NULL);
    assign(h, "a", one);
    CU_ASSERT_EQUAL(set_str(mine, "z"), 0);
    assign(h, "__dict__", &mine->object);
    expect_value(h, "__dict__", &mine->object, NULL);
    expect_value(h, "z", sl_none(py), NULL);
    key = str_key(py, "__dict__");
    CU_ASSERT_EQUAL(sl_delattr(h, key, NULL), 0);
    CU_ASSERT_PTR_NULL(*sl_dict_pointer(h));
    expect_value(h, "z", NULL, "'SD' object has no attribute 'z'");
    expect_value(h, "a", one, NULL);
    sl_decref(key);
    release_dict(mine);
    sl_decref(one);
    sl_decref(h);
    end();
}

/* A living instance weighs what was measured: heap, hybrid, of this machine's ABI. */
static void
test_living_size(void)
{
    const struct measured *m = &measured[sizeof(void *) == 8 ? 0 : 1];
    const struct oracle_row *row;
    size_t cursor = 0;
    struct sl_object *h;
    char name[32];

    begin();
    h = new_hybrid();
    assign(h, "a", sl_none(py));
    CU_ASSERT_PTR_NULL(*sl_dict_pointer(h));
    for (long n = 1; n <= 25; n++) {
        snprintf(name, sizeof name, "a%ld", n);
        assign(h, name, sl_none(py));
        CU_ASSERT_EQUAL((long)sl_dict_getsizeof(*sl_dict_pointer(h), py->platform),
                        oracle_at(m->oracle, "instance_dict", "look each, first", n,
                                  ORACLE_DICT_SIZE));
    }
    row =
        oracle_next(m->oracle, "type", "slots 1", &cursor); /* and one word more */
    CU_ASSERT_PTR_NOT_NULL_FATAL(row);
    CU_ASSERT_EQUAL((long)(sl_getsizeof(h->type, 0) - sizeof(void *)),
                    oracle_number(row, ORACLE_SIZE));
    sl_decref(h);
    end();
}

CU_ErrorCode
add_hybrid_suite(void)
{
    CU_pSuite suite = CU_add_suite("hybrid", measured_open, measured_close);

    if (suite == NULL || CU_add_test(suite, "__dict__ read", test_read) == NULL ||
        CU_add_test(suite, "__dict__ written", test_write) == NULL ||
        CU_add_test(suite, "__dict__ deleted", test_delete) == NULL ||
        CU_add_test(suite, "no dictionary", test_no_dictionary) == NULL ||
        CU_add_test(suite, "no instance of the class", test_other_type) == NULL ||
        CU_add_test(suite, "old dictionary ends last", test_reentrant) == NULL ||
        CU_add_test(suite, "no memory", test_no_memory) == NULL ||
        CU_add_test(suite, "in both places", test_both_places) == NULL ||
        CU_add_test(suite, "__dict__ by name", test_by_name) == NULL ||
        CU_add_test(suite, "living sizes", test_living_size) == NULL ||
        !add_hybrid_cost_tests(suite))
        return CU_get_error();
    return CUE_SUCCESS;
}
