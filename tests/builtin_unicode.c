/* unicode: making, hash, equality, repr, and the way to a str. Hashes, reprs and messages
   are what CPython 2.7.18 said, a build with four bytes a character. */
#include "object_tests.h"

#include "living.h"

#include <stdint.h>
#include <string.h>

static struct counting_allocator counts;
static struct sl_interp *py;

static void
begin(void)
{
    py = open_interp(&sl_python27_host, &counts);
}

static void
end(void)
{
    close_interp(py, &counts);
}

/* A unicode of the characters up to a zero. */
static struct sl_object *
text(const uint32_t *characters)
{
    size_t length = 0;

    while (characters[length] != 0)
        length++;
    return sl_unicode_new(py, characters, length, NULL);
}

/* The same from ASCII. */
static struct sl_object *
ascii(const char *letters)
{
    uint32_t characters[100];
    size_t length = strlen(letters);

    for (size_t i = 0; i < length; i++)
        characters[i] = (unsigned char)letters[i];
    return sl_unicode_new(py, characters, length, NULL);
}

static void
a_unicode_copies_its_characters(void)
{
    begin();
    uint32_t characters[] = {0xe9, 0, 0x1f600};
    struct sl_object *o = sl_unicode_new(py, characters, 3, NULL);
    struct sl_unicode *u = (struct sl_unicode *)(void *)o;

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_EQUAL(sizeof *u, sl_calcsize(&sl_host, SL_UNICODE_FORMAT, NULL));
    CU_ASSERT_EQUAL(sizeof *u, sl_builtin(py, SL_UNICODE)->basicsize);
    characters[0] = 0;
    CU_ASSERT_EQUAL(u->var.size, 3);
    CU_ASSERT_EQUAL(u->characters[0], 0xe9);
    CU_ASSERT_EQUAL(u->characters[1], 0);
    CU_ASSERT_EQUAL(u->characters[2], 0x1f600);
    CU_ASSERT_EQUAL(u->characters[3], 0);
    CU_ASSERT_EQUAL(counts.blocks, 3); /* interpreter, object, characters */
    sl_decref(o);
    o = sl_unicode_new(py, NULL, 0, NULL);
    CU_ASSERT_EQUAL(((struct sl_unicode *)(void *)o)->var.size, 0);
    sl_decref(o);
    CU_ASSERT_EQUAL(py->living, 0);
    end();
}

static void
assert_hash(struct sl_object *o, uint64_t wide)
{
    uint64_t all = py->platform->abi->long_.size == 8 ? ~UINT64_C(0) : 0xffffffff;

    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_EQUAL((unsigned long)sl_hash(o, NULL), (unsigned long)(wide & all));
    sl_decref(o);
}

/* No upper bit ever reaches a lower one, so 32-bit arithmetic the hash is the
   lower half of that in 64-bit arithmetic. */
static void
unicodes_hash_as_python_s(void)
{
    static const struct sl_platform *const platforms[] = {&sl_python27_host,
                                                          &sl_python27_ilp32};
    static const uint32_t zero[] = {'a', 0, 'b'};

    for (size_t i = 0; i < 2; i++) {
        py = open_interp(platforms[i], &counts);
        assert_hash(ascii(""), 0);
        assert_hash(ascii("a"), UINT64_C(12416037344));
        assert_hash(ascii("abc"), UINT64_C(1453079729188098211));
        assert_hash(ascii("hello world"), (uint64_t)INT64_C(-2324238377118044897));
        assert_hash(text((uint32_t[]){0xe9, 0}), UINT64_C(29824089448));
        assert_hash(text((uint32_t[]){0x20ac, 0}), UINT64_C(1070595220141));
        assert_hash(text((uint32_t[]){0x1f600, 0}), UINT64_C(16449585346049));
        assert_hash(text((uint32_t[]){0xd83d, 0xde00, 0}),
                    UINT64_C(7085738459004652149));
        assert_hash(sl_unicode_new(py, zero, 3, NULL),
                    UINT64_C(1453079729286098440));
        close_interp(py, &counts);
    }
}

static void
the_hash_of_a_unicode_is_kept(void)
{
    begin();
    struct sl_object *o = ascii("abc");
    struct sl_unicode *u = (struct sl_unicode *)(void *)o;

    CU_ASSERT_EQUAL(u->hash, -1);
    CU_ASSERT_EQUAL(sl_hash(o, NULL), u->hash);
    u->hash = 12345;
    CU_ASSERT_EQUAL(sl_hash(o, NULL), 12345);
    sl_decref(o);
    end();
}

/* Whether the two are equal, asked both ways; they are given back. */
static int
equality(struct sl_object *a, struct sl_object *b)
{
    int one = sl_equal(a, b, NULL), other = sl_equal(b, a, NULL);

    CU_ASSERT_EQUAL(one, other);
    sl_decref(a);
    sl_decref(b);
    return one;
}

static void
unicodes_are_equal_by_letters(void)
{
    begin();
    const uint32_t e[] = {0xe9, 0}, word[] = {'a', 0xe9, 0};

    CU_ASSERT_EQUAL(equality(ascii("abc"), ascii("abc")), 1);
    CU_ASSERT_EQUAL(equality(ascii("abc"), ascii("abd")), 0);
    CU_ASSERT_EQUAL(equality(ascii("abc"), ascii("ab")), 0);
    CU_ASSERT_EQUAL(equality(ascii(""), ascii("")), 1);
    CU_ASSERT_EQUAL(equality(text(e), text(e)), 1);
    CU_ASSERT_EQUAL(equality(text(e), text(word)), 0);
    CU_ASSERT_EQUAL(equality(ascii("abc"), str_key(py, "abc")), 1);
    CU_ASSERT_EQUAL(equality(ascii("abc"), str_key(py, "abd")), 0);
    CU_ASSERT_EQUAL(equality(ascii("abc"), str_key(py, "ab")), 0);
    CU_ASSERT_EQUAL(equality(ascii(""), str_key(py, "")), 1);
    CU_ASSERT_EQUAL(equality(text(e), str_key(py, "\xe9")), 0);
    CU_ASSERT_EQUAL(equality(ascii("1"), int_key(py, 1)), 0);
    CU_ASSERT_EQUAL(equality(ascii(""), sl_incref(sl_none(py))), 0);
    end();
}

/* CPython 2.7.18: {'a': 1}.get(u'a') and {u'a': 1}.get('a') are both 1. */
static void
either_string_is_the_key(void)
{
    begin();
    struct sl_dict *d = sl_dict_new(py, NULL);
    struct sl_object *key = ascii("a"), *other = ascii("b");

    CU_ASSERT_EQUAL(set_str(d, "a"), 0);
    CU_ASSERT_EQUAL(sl_dict_get(d, key, NULL, NULL), 1);
    CU_ASSERT_EQUAL(sl_dict_get(d, other, NULL, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_set(d, key, key, NULL), 0);
    CU_ASSERT_EQUAL(sl_dict_set(d, other, other, NULL), 0);
    CU_ASSERT_EQUAL(d->used, 2);
    CU_ASSERT_EQUAL(has_str(d, "b"), 1);
    CU_ASSERT_EQUAL(del_str(d, "b"), 0);
    sl_decref(key);
    sl_decref(other);
    release_dict(d);
    end();
}

/* Asserts that O, which is given back, has this repr: whole, and cut off at every length. */
static void
assert_repr(struct sl_object *o, const char *expected)
{
    char shown[200];
    size_t length = strlen(expected);

    CU_ASSERT_STRING_EQUAL(sl_repr(o, shown, sizeof shown), expected);
    for (size_t size = 1; size <= length + 1; size++) {
        memset(shown, '#', sizeof shown);
        sl_repr(o, shown, size);
        CU_ASSERT_EQUAL(strlen(shown), size - 1);
        CU_ASSERT_EQUAL(strncmp(shown, expected, size - 1), 0);
        CU_ASSERT_EQUAL(shown[size], '#');
    }
    sl_decref(o);
}

static void
unicodes_have_a_repr(void)
{
    begin();
    const uint32_t low[] = {0, 0x1f, ' ', 0x7f, 0x80, 0xff};

    assert_repr(ascii(""), "u''");
    assert_repr(ascii("a~"), "u'a~'");
    assert_repr(ascii("'"), "u\"'\"");
    assert_repr(ascii("\""), "u'\"'");
    assert_repr(ascii("'\""), "u'\\'\"'");
    assert_repr(ascii("\t\n\r\\"), "u'\\t\\n\\r\\\\'");
    assert_repr(sl_unicode_new(py, low, 6, NULL), "u'\\x00\\x1f \\x7f\\x80\\xff'");
    assert_repr(text((uint32_t[]){0xa0, 0xe9, 0}), "u'\\xa0\\xe9'");
    assert_repr(text((uint32_t[]){0x100, 0xffff, 0}), "u'\\u0100\\uffff'");
    assert_repr(text((uint32_t[]){0x10000, 0x10ffff, 0}),
                "u'\\U00010000\\U0010ffff'");
    assert_repr(text((uint32_t[]){0xd83d, 0xde00, 0}), "u'\\ud83d\\ude00'");
    end();
}

static void
ascii_letters_make_a_str(void)
{
    begin();
    struct sl_object *u = ascii("colour~"), *s = sl_unicode_ascii(u, NULL);
    const uint32_t zero[] = {'a', 0, 0x7f};

    CU_ASSERT_PTR_NOT_NULL_FATAL(s);
    CU_ASSERT_PTR_EQUAL(s->type, sl_builtin(py, SL_STR));
    CU_ASSERT_EQUAL(s->refcnt, 1);
    CU_ASSERT_STRING_EQUAL(((struct sl_str *)(void *)s)->data, "colour~");
    CU_ASSERT_EQUAL(sl_hash(s, NULL), sl_hash(u, NULL));
    CU_ASSERT_EQUAL(equality(u, s), 1);
    u = sl_unicode_new(py, zero, 3, NULL);
    s = sl_unicode_ascii(u, NULL);
    CU_ASSERT_EQUAL(((struct sl_str *)(void *)s)->var.size, 3);
    CU_ASSERT_EQUAL(memcmp(((struct sl_str *)(void *)s)->data, "a\0\x7f", 4), 0);
    sl_decref(u);
    sl_decref(s);
    end();
}

static void
assert_not_ascii(const uint32_t *characters, const char *message)
{
    struct sl_object *u = text(characters);
    struct sl_error error = {SL_NO_ERROR, ""};

    CU_ASSERT_PTR_NULL(sl_unicode_ascii(u, &error));
    CU_ASSERT_EQUAL(error.kind, SL_UNICODE_ENCODE_ERROR);
    CU_ASSERT_STRING_EQUAL(error.message, message);
    CU_ASSERT_PTR_NULL(sl_unicode_ascii(u, NULL));
    CU_ASSERT_EQUAL(u->refcnt, 1);
    sl_decref(u);
}

/* CPython 2.7.18 said these of u.encode('ascii'), and of u as a name in __slots__. */
static void
other_letters_make_an_error(void)
{
    begin();
    assert_not_ascii((uint32_t[]){0xe9, 0},
                     "'ascii' codec can't encode character u'\\xe9' in position 0: "
                     "ordinal not in range(128)");
    assert_not_ascii((uint32_t[]){'a', 0x80, 0},
                     "'ascii' codec can't encode character u'\\x80' in position 1: "
                     "ordinal not in range(128)");
    assert_not_ascii((uint32_t[]){0x20ac, 'x', 0},
                     "'ascii' codec can't encode character u'\\u20ac' in position "
                     "0: ordinal not in range(128)");
    assert_not_ascii((uint32_t[]){0x1f600, 0},
                     "'ascii' codec can't encode character u'\\U0001f600' in "
                     "position 0: ordinal not in range(128)");
    assert_not_ascii((uint32_t[]){'a', 0xe9, 0xe8, 'b', 0xe7, 0},
                     "'ascii' codec can't encode characters in position 1-2: "
                     "ordinal not in range(128)");
    assert_not_ascii((uint32_t[]){0xff, 0x100, 0},
                     "'ascii' codec can't encode characters in position 0-1: "
                     "ordinal not in range(128)");
    assert_not_ascii((uint32_t[]){'a', 'b', 'c', 0xe9, 'b', 0xe8, 0xe8, 0},
                     "'ascii' codec can't encode character u'\\xe9' in position 3: "
                     "ordinal not in range(128)");
    end();
}

static void
unicodes_need_memory(void)
{
    begin();
    const uint32_t a[] = {'a'};
    struct sl_object *u = ascii("a");
    struct sl_error error = {SL_NO_ERROR, ""};
    static const size_t huge[] = {
        SIZE_MAX,      SIZE_MAX - 1,      SIZE_MAX / 4,         SIZE_MAX / 4 - 1,
        SL_SIZE_LIMIT, SL_SIZE_LIMIT / 4, SL_SIZE_LIMIT / 4 - 1};

    for (size_t i = 1; i <= 2; i++) { /* the object, its characters */
        counts.fail_at = counts.calls + i;
        error.kind = SL_NO_ERROR;
        CU_ASSERT_PTR_NULL(sl_unicode_new(py, a, 1, &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    }
    counts.fail_at = counts.calls + 1;
    error.kind = SL_NO_ERROR;
    CU_ASSERT_PTR_NULL(sl_unicode_ascii(u, &error));
    CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    sl_decref(u);
    for (size_t i = 0; i < sizeof huge / sizeof huge[0]; i++) {
        error.kind = SL_NO_ERROR;
        CU_ASSERT_PTR_NULL(sl_unicode_new(py, a, huge[i], &error));
        CU_ASSERT_EQUAL(error.kind, SL_MEMORY_ERROR);
    }
    CU_ASSERT_EQUAL(py->living, 0);
    end();
}

bool
add_builtin_unicode_tests(CU_pSuite suite)
{
    static const CU_TestInfo tests[] = {
        {"a unicode copies its characters", a_unicode_copies_its_characters},
        {"unicodes hash as Python's", unicodes_hash_as_python_s},
        {"the hash of a unicode is kept", the_hash_of_a_unicode_is_kept},
        {"unicodes are equal by letters", unicodes_are_equal_by_letters},
        {"either string is the key", either_string_is_the_key},
        {"unicodes have a repr", unicodes_have_a_repr},
        {"ascii letters make a str", ascii_letters_make_a_str},
        {"other letters make an error", other_letters_make_an_error},
        {"unicodes need memory", unicodes_need_memory},
        CU_TEST_INFO_NULL,
    };

    return add_tests(suite, tests);
}
