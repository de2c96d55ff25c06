/* What a class has above it: the best base, and the method resolution order. The expected
   values are what CPython 2.7.18 answered to the statements in the comments. */
#include "avoid_tests.h"
#include "living.h"

#include <stdio.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

/* class C(A, B): its base, or the text of the error. */
static const char *
best_of(enum sl_builtin a, enum sl_builtin b)
{
    static struct sl_error error;
    struct sl_type *bases[] = {sl_builtin(py, a), sl_builtin(py, b)};
    struct sl_type *best = sl_best_base(bases, 2, &error);

    if (best != NULL)
        return best->name;
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_PTR_NULL(sl_best_base(bases, 2, NULL));
    return error.message;
}

static void
test_best_of_builtins(void)
{
    static const char conflict[] = "multiple bases have instance lay-out conflict",
                      bool_final[] = "type 'bool' is not an acceptable base type";

    py = open_interp(&sl_python27_host, &counts);
    CU_ASSERT_STRING_EQUAL(best_of(SL_OBJECT, SL_INT), "int");
    CU_ASSERT_STRING_EQUAL(best_of(SL_INT, SL_OBJECT), "int");
    CU_ASSERT_STRING_EQUAL(best_of(SL_INT, SL_STR), conflict);
    CU_ASSERT_STRING_EQUAL(best_of(SL_TUPLE, SL_LIST), conflict);
    CU_ASSERT_STRING_EQUAL(best_of(SL_SET, SL_FROZENSET), conflict);
    CU_ASSERT_STRING_EQUAL(best_of(SL_BASE_EXCEPTION, SL_EXCEPTION),
                           "BaseException");
    CU_ASSERT_STRING_EQUAL(best_of(SL_EXCEPTION, SL_BASE_EXCEPTION), "Exception");
    CU_ASSERT_STRING_EQUAL(best_of(SL_STR, SL_BOOL), bool_final);
    CU_ASSERT_STRING_EQUAL(best_of(SL_INT, SL_BOOL), bool_final);
    CU_ASSERT_STRING_EQUAL(best_of(SL_OBJECT, SL_NONE),
                           "type 'NoneType' is not an acceptable base type");
    close_interp(py, &counts);
}

/* class C(str, int, bool): the conflict comes first. */
static void
test_conflict_before_final(void)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *bases[3];

    py = open_interp(&sl_python27_host, &counts);
    bases[0] = sl_builtin(py, SL_STR);
    bases[1] = sl_builtin(py, SL_INT);
    bases[2] = sl_builtin(py, SL_BOOL);
    CU_ASSERT_PTR_NULL(sl_best_base(bases, 3, &error));
    CU_ASSERT_STRING_EQUAL(error.message,
                           "multiple bases have instance lay-out conflict");
    close_interp(py, &counts);
}

static void
test_mro_of_builtins(void)
{
    struct sl_type *type_bool, *type_int, *type_object;

    py = open_interp(&sl_python27_host, &counts);
    type_bool = sl_builtin(py, SL_BOOL);
    type_int = sl_builtin(py, SL_INT);
    type_object = sl_builtin(py, SL_OBJECT);
    CU_ASSERT_EQUAL(sl_mro_length(type_bool), 3);
    CU_ASSERT_PTR_EQUAL(sl_mro_at(type_bool, 0), type_bool);
    CU_ASSERT_PTR_EQUAL(sl_mro_at(type_bool, 1), type_int);
    CU_ASSERT_PTR_EQUAL(sl_mro_at(type_bool, 2), type_object);
    CU_ASSERT_EQUAL(sl_mro_length(type_object), 1);
    CU_ASSERT(sl_is_subtype(type_bool, type_bool));
    CU_ASSERT(sl_is_subtype(type_bool, type_int));
    CU_ASSERT(sl_is_subtype(type_bool, type_object));
    CU_ASSERT(!sl_is_subtype(type_int, type_bool));
    CU_ASSERT(!sl_is_subtype(type_int, sl_builtin(py, SL_FLOAT)));
    close_interp(py, &counts);
}

/* class C(int, object): C, int, object. */
static void
test_mro_new(void)
{
    struct sl_type *bases[2], **mro, *c;
    size_t length = 0;

    py = open_interp(&sl_python27_host, &counts);
    bases[0] = sl_builtin(py, SL_INT);
    bases[1] = sl_builtin(py, SL_OBJECT);
    c = sl_builtin(py, SL_LIST); /* in the place of the class itself */
    mro = sl_mro_new(c, bases, 2, &length, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(mro);
    CU_ASSERT_EQUAL(length, 3);
    CU_ASSERT_PTR_EQUAL(mro[0], c);
    CU_ASSERT_PTR_EQUAL(mro[1], bases[0]);
    CU_ASSERT_PTR_EQUAL(mro[2], bases[1]);
    sl_memory_free(py, mro);
    close_interp(py, &counts);
}

static void
expect_no_mro(enum sl_builtin a, enum sl_builtin b, const char *message)
{
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *bases[] = {sl_builtin(py, a), sl_builtin(py, b)};
    size_t length;

    CU_ASSERT_PTR_NULL(sl_mro_new(NULL, bases, 2, &length, &error));
    CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_PTR_NULL(sl_mro_new(NULL, bases, 2, &length, NULL));
}

static void
test_no_mro(void)
{
    py = open_interp(&sl_python27_host, &counts);
    expect_no_mro(SL_INT, SL_INT, "duplicate base class int");
    expect_no_mro(SL_OBJECT, SL_OBJECT, "duplicate base class object");
    expect_no_mro(SL_OBJECT, SL_INT,
                  "Cannot create a consistent method resolution\n"
                  "order (MRO) for bases object, int");
    expect_no_mro(SL_BASE_EXCEPTION, SL_EXCEPTION,
                  "Cannot create a consistent method resolution\n"
                  "order (MRO) for bases BaseException, Exception");
    close_interp(py, &counts);
}

static void
test_no_memory_for_mro(void)
{
    struct sl_type *base;
    size_t length;

    py = open_interp(&sl_python27_host, &counts);
    base = sl_builtin(py, SL_INT);
    for (size_t fail = 1; fail <= 2; fail++) {
        struct sl_error error = {SL_NO_ERROR, ""};

        counts.calls = 0;
        counts.fail_at = fail;
        CU_ASSERT_PTR_NULL(sl_mro_new(NULL, &base, 1, &length, &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    }
    counts.fail_at = 0;
    close_interp(py, &counts);
}

/* The classes of one test, by the first letters of their names. */
static struct sl_type *types[64];
static size_t type_count;

static struct sl_type *
find(const char *name, size_t length)
{
    for (size_t i = type_count; i > 0; i--)
        if (strlen(types[i - 1]->name) == length &&
            strncmp(types[i - 1]->name, name, length) == 0)
            return types[i - 1];
    for (int i = 0; i < SL_BUILTINS; i++) {
        struct sl_type *type = sl_builtin(py, (enum sl_builtin)i);

        if (strlen(type->name) == length && strncmp(type->name, name, length) == 0)
            return type;
    }
    CU_FAIL_FATAL("there is no such class");
    return NULL;
}

/* class NAME(BASES): __slots__ = SLOTS, as class_of has them; BASES: names between commas.
   What it is: "BASE: MRO" with names between commas, or the text of the error. */
static const char *
statement(const char *name, const char *bases, const char *slots)
{
    static char text[512];
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *list[4], *type;
    size_t count = 0, length;

    for (; *bases != '\0'; bases += bases[length] == ',' ? length + 1 : length) {
        length = strcspn(bases, ",");
        list[count++] = find(bases, length);
    }
    type = class_of(py, name, list, count, slots, NULL, &error);
    if (type == NULL) {
        CU_ASSERT_EQUAL(error.kind, SL_TYPE_ERROR);
        return strcpy(text, error.message);
    }
    types[type_count++] = type;
    length = (size_t)snprintf(text, sizeof text, "%s:", type->base->name);
    for (size_t i = 0; i < sl_mro_length(type); i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%c%s",
                                   i == 0 ? ' ' : ',', sl_mro_at(type, i)->name);
    return text;
}

static void
end_types(void)
{
    while (type_count > 0)
        sl_decref(&types[--type_count]->object);
    close_interp(py, &counts);
}

static const struct {
    const char *name, *bases, *slots, *expected;
} statements[] = {
    {"A", "object", "a", "object: A,object"},
    {"B1", "A", "b1", "A: B1,A,object"},
    {"B2", "A", "b2", "A: B2,A,object"},
    {"C", "B1,B2", "()", "multiple bases have instance lay-out conflict"},
    {"C", "B1,B2", "-", "multiple bases have instance lay-out conflict"},
    {"C", "B1,A", "()", "B1: C,B1,A,object"},
    {"E", "A", "()", "A: E,A,object"},
    {"C", "E,B1", "()", "B1: C,E,B1,A,object"},
    {"C", "B1,E", "()", "B1: C,B1,E,A,object"},
    /* the same slots twice are no excuse */
    {"S", "object", "a", "object: S,object"},
    {"C", "A,S", "()", "multiple bases have instance lay-out conflict"},
    /* __dict__ and __weakref__ at the end do not count; behind slots neither */
    {"P", "object", "-", "object: P,object"},
    {"Q", "object", "-", "object: Q,object"},
    {"C", "P,Q", "-", "P: C,P,Q,object"},
    {"C", "P,A", "-", "A: C,P,A,object"},
    {"AP", "A", "-", "A: AP,A,object"},
    {"AQ", "A", "__weakref__", "A: AQ,A,object"},
    {"C", "AP,AQ", "-", "AP: C,AP,AQ,A,object"},
    {"C", "AP,B1", "-", "B1: C,AP,B1,A,object"},
    /* but a slot on top of them does, and they then do */
    {"PS", "P", "s", "P: PS,P,object"},
    {"C", "PS,Q", "-", "PS: C,PS,P,Q,object"},
    {"C", "PS,A", "-", "multiple bases have instance lay-out conflict"},
    /* built-in types */
    {"I", "int", "-", "int: I,int,object"},
    {"J", "int", "-", "int: J,int,object"},
    {"C", "I,J", "-", "I: C,I,J,int,object"},
    {"C", "P,I", "-", "I: C,P,I,int,object"},
    {"C", "A,I", "-", "multiple bases have instance lay-out conflict"},
    {"T", "str", "-", "str: T,str,basestring,object"},
    {"U", "str", "-", "str: U,str,basestring,object"},
    {"V", "str", "()", "str: V,str,basestring,object"},
    {"C", "T,U", "-", "multiple bases have instance lay-out conflict"},
    {"C", "T,V", "-", "T: C,T,V,str,basestring,object"},
    {"C", "V,T", "()", "T: C,V,T,str,basestring,object"},
    {"C", "P,T", "-", "T: C,P,T,str,basestring,object"},
    {"C", "set,frozenset", "-", "multiple bases have instance lay-out conflict"},
    {"C", "set,P", "-", "set: C,set,P,object"},
    {"C", "Exception,P", "-", "Exception: C,Exception,BaseException,P,object"},
    {"C", "E,bool", "-", "type 'bool' is not an acceptable base type"},
    /* orders */
    {"X", "P,Q", "-", "P: X,P,Q,object"},
    {"Y", "Q,P", "-", "Q: Y,Q,P,object"},
    {"C", "X,Y", "-",
     "Cannot create a consistent method resolution\n"
     "order (MRO) for bases P, Q"},
    {"C", "P,X", "-",
     "Cannot create a consistent method resolution\n"
     "order (MRO) for bases P, X"},
    {"C", "object,P", "-",
     "Cannot create a consistent method resolution\n"
     "order (MRO) for bases object, P"},
    {"C", "P,Q,P,Q", "-", "duplicate base class P"},
    {"C", "object,Q,Q", "-", "duplicate base class Q"},
    {"C", "A,A", "5", "__slots__ must be identifiers"},
};

/* What the real one says to each, in this order. The names at the end of the errors about
   orders come in any order there. */
static void
test_statements(void)
{
    py = open_interp(&sl_python27_lp64, &counts);
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        const char *got =
            statement(statements[i].name, statements[i].bases, statements[i].slots);

        if (strcmp(got, statements[i].expected) != 0)
            fprintf(stderr, "\n%s(%s): %s\n", statements[i].name,
                    statements[i].bases, got);
        CU_ASSERT_STRING_EQUAL(got, statements[i].expected);
    }
    end_types();
}

/* The example of the paper that C3 comes from, as CPython 2.7.18 orders it. */
static void
test_c3(void)
{
    py = open_interp(&sl_python27_ilp32, &counts);
    statement("F", "object", "()");
    statement("E", "object", "()");
    statement("D", "object", "()");
    statement("C", "D,F", "()");
    statement("B", "E,D", "()");
    CU_ASSERT_STRING_EQUAL(statement("A", "B,C", "()"), "B: A,B,E,C,D,F,object");
    CU_ASSERT(sl_is_subtype(find("A", 1), find("F", 1)));
    CU_ASSERT(!sl_is_subtype(find("B", 1), find("F", 1)));
    CU_ASSERT(!sl_is_subtype(find("F", 1), find("A", 1)));
    end_types();
}

/* The message has room for 512 bytes; CPython's for 1,000. */
static void
test_long_names(void)
{
    char name[301];
    struct sl_error error = {SL_NO_ERROR, ""};
    struct sl_type *bases[2];

    py = open_interp(&sl_python27_host, &counts);
    for (size_t i = 0; i < 2; i++) {
        memset(name, i == 0 ? 'M' : 'N', 300);
        name[300] = '\0';
        bases[i] = i == 0 ? sl_builtin(py, SL_OBJECT) : types[0];
        types[i] = class_of(py, name, &bases[i], 1, "()", NULL, NULL);
        type_count++;
        bases[i] = types[i];
    }
    CU_ASSERT_PTR_NULL(class_of(py, "C", bases, 2, "-", NULL, &error));
    CU_ASSERT_EQUAL(strlen(error.message), sizeof error.message - 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "for bases MMM"));
    end_types();
}

bool
add_avoid_bases_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_best_of_builtins) &&
           CU_ADD_TEST(suite, test_conflict_before_final) &&
           CU_ADD_TEST(suite, test_mro_of_builtins) &&
           CU_ADD_TEST(suite, test_mro_new) && CU_ADD_TEST(suite, test_no_mro) &&
           CU_ADD_TEST(suite, test_no_memory_for_mro) &&
           CU_ADD_TEST(suite, test_statements) && CU_ADD_TEST(suite, test_c3) &&
           CU_ADD_TEST(suite, test_long_names);
}
