/* o.__class__ = C. The matrix tests/oracle/assign-2.7.18-lp64.tsv is what CPython 2.7.18 said
   to every pair of some sixty classes. */
#define _POSIX_C_SOURCE 200809L

#include "avoid_tests.h"
#include "living.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 80 };

static struct counting_allocator counts;
static struct sl_interp *py;

/* A line of the matrix. */
static struct row {
    char key[16], name[16], bases[32], slots[40], results[MOST + 1];
    struct sl_type *type;
} rows[MOST];
static size_t row_count;

static struct sl_type *
find(const char *key, size_t length)
{
    for (size_t i = 0; i < row_count; i++)
        if (strlen(rows[i].key) == length && strncmp(rows[i].key, key, length) == 0)
            return rows[i].type;
    for (int i = 0; i < SL_BUILTINS; i++) {
        struct sl_type *type = sl_builtin(py, (enum sl_builtin)i);

        if (strlen(type->name) == length && strncmp(type->name, key, length) == 0)
            return type;
    }
    CU_FAIL_FATAL("there is no such class");
    return NULL;
}

static struct sl_type *
make(const struct row *row)
{
    struct sl_type *bases[2];
    size_t count = 0;

    if (strcmp(row->bases, "-") == 0)
        return (struct sl_type *)(void *)sl_incref(
            &find(row->name, strlen(row->name))->object);
    for (const char *p = row->bases; *p != '\0'; p += *p == ',' ? 1 : 0) {
        size_t length = strcspn(p, ",");

        bases[count++] = find(p, length);
        p += length;
    }
    return class_of(py, row->name, bases, count, row->slots, NULL, NULL);
}

static void
read_matrix(void)
{
    FILE *file = fopen("tests/oracle/assign-2.7.18-lp64.tsv", "r");
    char line[256];

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    row_count = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        struct row *row = &rows[row_count];

        CU_ASSERT_EQUAL_FATAL(sscanf(line, "%15s %15s %31s %39s %80s", row->key,
                                     row->name, row->bases, row->slots,
                                     row->results),
                              5);
        row->type = make(row);
        CU_ASSERT_PTR_NOT_NULL_FATAL(row->type);
        row_count++;
        CU_ASSERT_FATAL(row_count < MOST);
    }
    fclose(file);
}

/* The texts of the letters; "" is success. */
static void
text_of(char letter, const char *from, const char *to, char *text, size_t size)
{
    switch (letter) {
    case '.': text[0] = '\0'; break;
    case 'H':
        snprintf(text, size, "__class__ assignment: only for heap types");
        break;
    case 'D':
        snprintf(text, size,
                 "__class__ assignment: '%s' deallocator differs from '%s'", from,
                 to);
        break;
    default: /* L, and ?, where CPython reads what it should not */
        snprintf(text, size,
                 "__class__ assignment: '%s' object layout differs from '%s'", from,
                 to);
    }
}

/* An instance of any class: its end needs no more than zeros. */
static struct sl_object *
instance_of(struct sl_type *type)
{
    return sl_object_new(type, type->basicsize + sizeof(void *), NULL);
}

static void
expect(const struct row *from, const struct row *to, char letter)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_object *o = instance_of(from->type);
    ptrdiff_t from_count = from->type->object.refcnt;
    ptrdiff_t to_count = to->type->object.refcnt;
    ptrdiff_t moved = letter == '.' && from->type != to->type ? 1 : 0;
    char text[160];

    text_of(letter, from->name, to->name, text, sizeof text);
    CU_ASSERT_EQUAL(sl_class_assign(o, to->type, &error), letter == '.' ? 0 : -1);
    if (strcmp(error.message, text) != 0)
        fprintf(stderr, "\n%s to %s: %s\n", from->key, to->key, error.message);
    CU_ASSERT_STRING_EQUAL(error.message, text);
    CU_ASSERT_EQUAL(error.kind, letter == '.' ? SL_NO_ERROR : SL_TYPE_ERROR);
    CU_ASSERT_PTR_EQUAL(o->type, letter == '.' ? to->type : from->type);
    CU_ASSERT_EQUAL(from->type->object.refcnt, from_count - moved);
    CU_ASSERT_EQUAL(to->type->object.refcnt, to_count + moved);
    sl_decref(o);
}

static void
test_matrix(void)
{
    py = open_interp(&sl_python27_host, &counts);
    read_matrix();
    CU_ASSERT_EQUAL(row_count, 60);
    for (size_t i = 0; i < row_count; i++) {
        CU_ASSERT_EQUAL_FATAL(strlen(rows[i].results), row_count);
        for (size_t j = 0; j < row_count; j++)
            expect(&rows[i], &rows[j], rows[i].results[j]);
    }
    while (row_count > 0)
        sl_decref(&rows[--row_count].type->object);
    close_interp(py, &counts);
}

static struct sl_type *
slotted(const char *name, const char *slots)
{
    struct sl_type *object = sl_builtin(py, SL_OBJECT);

    return class_of(py, name, &object, 1, slots, NULL, NULL);
}

/* o.a = 1; o.__class__ = D; o.a is still 1, and the old class can go. */
static void
test_values_stay(void)
{
    struct sl_type *c, *d;
    struct sl_object *o, *name, *value, *got;

    py = open_interp(&sl_python27_host, &counts);
    c = slotted("C", "b,a");
    d = slotted("D", "a,b");
    o = sl_instance_new(c, 0, NULL);
    name = str_key(py, "a");
    value = int_key(py, 1);
    CU_ASSERT_EQUAL(sl_setattr(o, name, value, NULL), 0);
    sl_decref(&c->object);
    CU_ASSERT_EQUAL(sl_class_assign(o, d, NULL), 0);
    sl_decref(&d->object);
    got = sl_getattr(o, name, NULL);
    CU_ASSERT_PTR_EQUAL(got, value);
    sl_decref(got);
    sl_decref(o);
    sl_decref(value);
    sl_decref(name);
    close_interp(py, &counts);
}

/* The dictionary goes with the instance. */
static void
test_dictionary_stays(void)
{
    struct sl_type *p, *q;
    struct sl_object *o, *name;

    py = open_interp(&sl_python27_host, &counts);
    p = slotted("P", "-");
    q = slotted("Q", "__weakref__,__dict__");
    o = sl_instance_new(p, 0, NULL);
    name = str_key(py, "a");
    CU_ASSERT_EQUAL(sl_setattr(o, name, sl_none(py), NULL), 0);
    CU_ASSERT_EQUAL(sl_class_assign(o, q, NULL), 0);
    CU_ASSERT(sl_hasattr(o, name));
    CU_ASSERT_EQUAL(sl_class_assign(o, p, NULL), 0);
    CU_ASSERT(sl_hasattr(o, name));
    sl_decref(name);
    sl_decref(o);
    sl_decref(&q->object);
    sl_decref(&p->object);
    close_interp(py, &counts);
}

static void
expect_refusal(struct sl_object *o, void *type, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_EQUAL(sl_class_assign(o, type, &error), -1);
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_EQUAL(sl_class_assign(o, type, NULL), -1);
}

/* C().__class__ = 5, None, C(), int; del C().__class__; (5).__class__ = C. */
static void
test_refusals(void)
{
    struct sl_type *c;
    struct sl_object *o, *five;

    py = open_interp(&sl_python27_host, &counts);
    c = slotted("C", "a");
    o = sl_instance_new(c, 0, NULL);
    five = int_key(py, 5);
    expect_refusal(o, five,
                   "__class__ must be set to new-style class, not 'int' object");
    expect_refusal(five, five,
                   "__class__ must be set to new-style class, not 'int' object");
    expect_refusal(o, sl_none(py),
                   "__class__ must be set to new-style class, not 'NoneType' "
                   "object");
    expect_refusal(o, o,
                   "__class__ must be set to new-style class, not 'C' object");
    expect_refusal(o, NULL, "can't delete __class__ attribute");
    expect_refusal(o, sl_builtin(py, SL_INT),
                   "__class__ assignment: only for heap types");
    expect_refusal(five, c, "__class__ assignment: only for heap types");
    expect_refusal(five, sl_builtin(py, SL_INT),
                   "__class__ assignment: only for heap types");
    sl_decref(five);
    sl_decref(o);
    sl_decref(&c->object);
    close_interp(py, &counts);
}

bool
add_avoid_assign_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_matrix) &&
           CU_ADD_TEST(suite, test_values_stay) &&
           CU_ADD_TEST(suite, test_dictionary_stays) &&
           CU_ADD_TEST(suite, test_refusals);
}
