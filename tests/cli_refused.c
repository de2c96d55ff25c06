/* What `slots layout` refuses, what it warns of, and what it survives. */
#include "cli.h"
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text and what is said of it, from the line on. */
struct refusal {
    const char *source, *said;
};

/* Asserts that each text is refused, before anything was printed. */
static void
expect_refusals(const struct refusal *list, size_t count)
{
    char err[512];

    for (size_t i = 0; i < count; i++) {
        snprintf(err, sizeof err, "slots: <stdin>:%s\n", list[i].said);
        cli_expect("layout --tsv", list[i].source, 2, "", err);
    }
}

#define EXPECT_REFUSALS(list) expect_refusals(list, sizeof(list) / sizeof *(list))

#define OUTSIDE "only class statements, pass and strings are read, not "

static void
test_outside(void)
{
    static const struct refusal list[] = {
        {"import os\n", "1: " OUTSIDE "'import'"},
        {"from x import y\n", "1: " OUTSIDE "'from'"},
        {"\n\nx = 1\n", "3: " OUTSIDE "'x'"},
        {"def f(): pass\n", "1: " OUTSIDE "'def'"},
        {"if 1:\n class A(object): pass\n", "1: " OUTSIDE "'if'"},
        {"# c\n@decorated\nclass A(object): pass\n", "2: " OUTSIDE "'@'"},
        {"__metaclass__ = type\n", "1: " OUTSIDE "'__metaclass__'"},
        {"print 'x'\n", "1: " OUTSIDE "'print'"},
        {"(1)\n", "1: " OUTSIDE "'('"},
        {"1\n", "1: " OUTSIDE "'1'"},
        {";\n", "1: " OUTSIDE "';'"},
        {"pass;;\n", "1: " OUTSIDE "';'"},
        {" pass\n", "1: " OUTSIDE "an indented line"},
        {"pass; class A(object): pass\n", "1: 'class' needs a line of its own"},
        {"'x'.y\n", "1: the end of the statement is expected, not '.'"},
        {"pass pass\n", "1: the end of the statement is expected, not 'pass'"},
    };

    EXPECT_REFUSALS(list);
}

static void
test_heads(void)
{
    static const char old[] =
        "1: a class without bases is of the old style, and no "
        "type: write 'A(object)'";
    const struct refusal list[] = {
        {"class A: pass\n", old},
        {"class A(): pass\n", old},
        {"class A(object) pass\n", "1: ':' is expected, not 'pass'"},
        {"class A(object)\n", "1: ':' is expected, not the end of the line"},
        {"class (object): pass\n", "1: a name is expected, not '('"},
        {"class 1(object): pass\n", "1: a name is expected, not '1'"},
        {"class if(object): pass\n", "1: a name is expected, not 'if'"},
        {"class None(object): pass\n",
         "1: a name of your own is expected, not 'None'"},
        {"class A(b.C): pass\n", "1: only names are read as bases, not '.'"},
        {"class A(f(x)): pass\n", "1: only names are read as bases, not '('"},
        {"class A((object)): pass\n", "1: the name of a base is expected, not '('"},
        {"class A(,): pass\n", "1: the name of a base is expected, not ','"},
        {"class A(object,\n ,): pass\n",
         "2: the name of a base is expected, not ','"},
        {"class A(*b): pass\n", "1: the name of a base is expected, not '*'"},
        {"class A(object, metaclass=M): pass\n",
         "1: only names are read as bases, not '='"},
        {"class A('x'): pass\n", "1: the name of a base is expected, not a string"},
        {"class A(object\n", "1: this '(' is never closed"},
    };

    EXPECT_REFUSALS(list);
}

/* A base that nothing in the file is called. What was printed before stays. */
static void
test_unknown_bases(void)
{
    static const char said[] =
        "slots: <stdin>:3: no class in this file and no type "
        "that is known here is called 'Thing': put its class statement in "
        "front\n";

    cli_expect(
        "layout --abi lp64 --tsv",
        "class A(object): pass\nclass B(int,\n Thing): pass\nclass C(A): pass\n", 2,
        "A\t32\t0\t16\t24\t1\tobject\tA,object\n", said);
    cli_expect("layout --tsv", "\n\nclass Thing2(Thing): pass\n", 2, "", said);
    cli_expect("layout --tsv", "class A(NoneType): pass\n", 2, "", NULL);
    cli_expect("layout --tsv", "class A(B): pass\n$\nclass B(object): pass\n", 2,
               "", "slots: <stdin>:2: byte \\x24 begins nothing in Python\n");
    cli_expect("layout --tsv", "class A(str):\n class B(object): pass\n", 2, "",
               NULL);
}

#define COMPREHENSION \
    "a list comprehension is not read, as it binds its variable: write list(...)"
#define INSIDE "in a class only NAME = VALUE, def, pass and strings are read, not "

/* A line, indented as the body of a class in line 1, and what is said of it. */
static const struct refusal body_lines[] = {
    {"if 1: x = 1", "2: " INSIDE "'if'"},
    {"for i in (): pass", "2: " INSIDE "'for'"},
    {"while 0: pass", "2: " INSIDE "'while'"},
    {"with x: pass", "2: " INSIDE "'with'"},
    {"try: pass", "2: " INSIDE "'try'"},
    {"import os", "2: " INSIDE "'import'"},
    {"from os import *", "2: " INSIDE "'from'"},
    {"del x", "2: " INSIDE "'del'"},
    {"print 1", "2: " INSIDE "'print'"},
    {"exec 'x = 1'", "2: " INSIDE "'exec'"},
    {"global x", "2: " INSIDE "'global'"},
    {"assert x", "2: " INSIDE "'assert'"},
    {"raise x", "2: " INSIDE "'raise'"},
    {"return", "2: " INSIDE "'return'"},
    {"yield", "2: " INSIDE "'yield'"},
    {"class B(object): pass", "2: " INSIDE "'class'"},
    {"f()", "2: " INSIDE "'f'"},
    {"x", "2: " INSIDE "'x'"},
    {"x.y = 1", "2: " INSIDE "'x'"},
    {"x[0] = 1", "2: " INSIDE "'x'"},
    {"x, y.z = 1, 2", "2: " INSIDE "'x'"},
    {"x, (y, z) = 1, (2, 3)", "2: " INSIDE "'x'"},
    {"x, = y, __metaclass__ = z",
     "2: __metaclass__ is not read: it could make anything of the class"},
    {"x, None = 1, 2", "2: a name of your own is expected, not 'None'"},
    {"x,, y = 1, 2", "2: a name is expected, not ','"},
    {"__slots__, x = 'a', 1", "2: __slots__ needs an assignment of its own"},
    {"x, __slots__, = 1, ()", "2: __slots__ needs an assignment of its own"},
    {"x += 1", "2: " INSIDE "'x'"},
    {"x == 1", "2: " INSIDE "'x'"},
    {"x: int = 1", "2: " INSIDE "'x'"},
    {"(x) = 1", "2: " INSIDE "'('"},
    {"[x] = 1", "2: " INSIDE "'['"},
    {"1", "2: " INSIDE "'1'"},
    {"pass; def f(self): pass", "2: 'def' needs a line of its own"},
    {"'doc' % x", "2: the end of the statement is expected, not '%'"},
    {"pass x", "2: the end of the statement is expected, not 'x'"},
    {"  pass\n  x = 1",
     "3: this line is indented like none of the blocks around it"},
    {"print = 1", "2: a name is expected, not 'print'"},
    {"x = if = 1", "2: a name is expected, not 'if'"},
    {"None = 1", "2: a name of your own is expected, not 'None'"},
    {"x = True = 1", "2: a name of your own is expected, not 'True'"},
    {"def False(self): pass", "2: a name of your own is expected, not 'False'"},
    {"__metaclass__ = type",
     "2: __metaclass__ is not read: it could make anything of the class"},
    {"def __metaclass__(*a): pass",
     "2: __metaclass__ is not read: it could make anything of the class"},
    {"def __slots__(self): pass", "2: __slots__ is a function here"},
    {"def (self): pass", "2: a name is expected, not '('"},
    {"def f: pass", "2: '(' is expected, not ':'"},
    {"def f(self) pass", "2: ':' is expected, not 'pass'"},
    {"def f(self):\n x = 1", "3: an indented block is expected, not 'x'"},
    {"def f(self):\n  x = 1\n   y = 2",
     "4: a line of the same block is expected, not an indented line"},
    {"def f(x=[y for y in ()]): pass", "2: " COMPREHENSION},
    {"@x\n y = 1", "3: 'def' is expected, not 'y'"},
    {"@x\n class B(object): pass", "3: 'def' is expected, not 'class'"},
    {"@\n def f(): pass", "2: a value is expected, not the end of the line"},
    {"@x; pass", "2: the end of the decorator is expected, not ';'"},
};

static void
test_bodies(void)
{
    char source[200], err[300];

    for (size_t i = 0; i < sizeof body_lines / sizeof body_lines[0]; i++) {
        snprintf(source, sizeof source, "class A(object):\n %s\n",
                 body_lines[i].source);
        snprintf(err, sizeof err, "slots: <stdin>:%s\n", body_lines[i].said);
        cli_expect("layout --tsv", source, 2, "", err);
    }
    cli_expect("layout", "class A(object): def f(self): pass\n", 2, "",
               "slots: <stdin>:1: 'def' needs a line of its own\n");
    cli_expect("layout", "class A(object):\npass\n", 2, NULL,
               "slots: <stdin>:2: an indented block is expected, not 'pass'\n");
    cli_expect(
        "layout", "class A(object):\n\n", 2, NULL,
        "slots: <stdin>:3: an indented block is expected, not the end of the "
        "file\n");
    cli_expect("layout", "class A(object): ;\n", 2, NULL,
               "slots: <stdin>:1: " INSIDE "';'\n");
}

#define VALUE "a value is expected, not "

/* What stands behind `x =`, and what is said of it. */
static const struct refusal values[] = {
    {"", VALUE "the end of the line"},
    {"; y = 1", VALUE "';'"},
    {"= 1", VALUE "'='"},
    {"* 2", VALUE "'*'"},
    {") 1", "')' closes nothing"},
    {"(1", "this '(' is never closed"},
    {"(1]", "'(' is closed by ']'"},
    {"{1: [2}]", "'[' is closed by '}'"},
    {"[y for y in ()]", COMPREHENSION},
    {"f([y for y in ()])", COMPREHENSION},
    {"lambda: [y for y in ()]", COMPREHENSION},
    {"y.z = 1", "only names are assigned to"},
    {"y, z.a = 1, 2", "only names are assigned to"},
    {"y, z == 1 = 2", "only names are assigned to"},
    {"(y) = 1", "only names are assigned to"},
    {"lambda: 0 = 1", "only names are assigned to"},
    {"y += 1", VALUE "'+='"},
    {"y @lambda_ = 1", VALUE "'@'"},
    {"1 : 2", VALUE "':'"},
    {"yield", VALUE "'yield'"},
    {"(yield)", VALUE "'yield'"},
    {"print", VALUE "'print'"},
    {"1 2", "the end of the value is expected, not '2'"},
    {"y z", "the end of the value is expected, not 'z'"},
    {"y 'z'", "the end of the value is expected, not a string"},
    {"(1) 2", "the end of the value is expected, not '2'"},
    {"rb'x'", "the end of the value is expected, not a string"},
    {"1 +", "the rest of a value is expected, not the end of the line"},
    {"y.", "the rest of a value is expected, not the end of the line"},
    {"not", "the rest of a value is expected, not the end of the line"},
    {"08", "this is no number of Python 2.7"},
    {"0x", "this is no number of Python 2.7"},
    {"0b2", "this is no number of Python 2.7"},
    {"0o8", "this is no number of Python 2.7"},
    {"1_000", "the end of the value is expected, not '_000'"},
    {"0b12", "the end of the value is expected, not '2'"},
    {"y ? z", "byte \\x3f begins nothing in Python"},
    {"!y", "byte \\x21 begins nothing in Python"},
    {"$", "byte \\x24 begins nothing in Python"},
    {"\x01", "byte \\x01 begins nothing in Python"},
    {"\\ ", "a backslash within a line"},
    {"'abc", "this string is never closed"},
    {"'abc\"", "this string is never closed"},
    {"'''abc'", "this string is never closed"},
    {"'abc\\'", "this string is never closed"},
    {"r'abc\\'", "this string is never closed"},
};

#define WRITTEN \
    "in __slots__ only strings, numbers, None and tuples and lists of them are " \
    "read, " \
    "not "

#define ITS_END \
    "the value of __slots__ must be written out: its end is expected, not "

/* What stands behind `__slots__ =`, and what is said of it. */
static const struct refusal slots[] = {
    {"", WRITTEN "the end of the line"},
    {",", WRITTEN "','"},
    {"(,)", WRITTEN "','"},
    {"('a',,)", WRITTEN "','"},
    {"names", WRITTEN "'names'"},
    {"tuple(x)", WRITTEN "'tuple'"},
    {"{'a': 1}", WRITTEN "'{'"},
    {"set(['a'])", WRITTEN "'set'"},
    {"*a", WRITTEN "'*'"},
    {"lambda: 0", WRITTEN "'lambda'"},
    {"(x for x in 'a')", WRITTEN "'x'"},
    {"'a' + 'b'", ITS_END "'+'"},
    {"'a'.b", ITS_END "'.'"},
    {"'a' if 1 else 'b'", ITS_END "'if'"},
    {"('a', 'b') + ('c',)", ITS_END "'+'"},
    {"'a' = 1", ITS_END "'='"},
    {"('a' 1)", "')' is expected, not '1'"},
    {"['a' for x in 'b']", "']' is expected, not 'for'"},
    {"- -1,", "a number is expected, not '-'"},
    {"-'a'", "a number is expected, not a string"},
    {"-None", "a number is expected, not 'None'"},
    {"'\\x6'", "an escape in this string is not complete, or no letter"},
    {"u'\\u006'", "an escape in this string is not complete, or no letter"},
    {"ur'\\u006'", "an escape in this string is not complete, or no letter"},
    {"u'\\U00110000'", "an escape in this string is not complete, or no letter"},
    {"u'\\N{DASH}'", "\\N is not read"},
    {"'\\xe9' u'a'", "a str that is not ASCII is joined to unicode"},
    {"u'a' '\\377'", "a str that is not ASCII is joined to unicode"},
};

static void
expect_values(const char *name, const struct refusal *list, size_t count)
{
    char source[200], err[300];

    for (size_t i = 0; i < count; i++) {
        snprintf(source, sizeof source, "class A(object):\n %s = %s\n", name,
                 list[i].source);
        snprintf(err, sizeof err, "slots: <stdin>:2: %s\n", list[i].said);
        cli_expect("layout --tsv", source, 2, "", err);
    }
}

static void
test_values(void)
{
    expect_values("x", values, sizeof values / sizeof values[0]);
    expect_values("x = y", values, 1);
    expect_values("__slots__", slots, sizeof slots / sizeof slots[0]);
    expect_values("x = __slots__", slots, sizeof slots / sizeof slots[0]);
}

/* ---- Texts that are no text ---- */

static void
expect_bytes(const char *bytes, size_t size, const char *said)
{
    struct captured result = cli_run("layout --tsv", bytes, size);
    char err[200];

    snprintf(err, sizeof err, "slots: <stdin>:%s\n", said);
    CU_ASSERT_EQUAL(result.status, 2);
    CU_ASSERT_STRING_EQUAL(result.out, "");
    CU_ASSERT_STRING_EQUAL(result.err, err);
    captured_free(&result);
}

static void
test_texts(void)
{
    static const char nul[] = "pass\nclass A(object): x = '\0'\n", first[] = "\0";
    static const char undeclared[] = "declared that has it";
    static const struct {
        const char *bytes, *said;
    } list[] = {
        {"pass\n# \xe9\n", "2: byte \\xe9 is not ASCII, and no encoding is "},
        {"# coding: ascii\n'\x80'\n",
         "2: byte \\x80 is not ASCII, and no encoding is "},
        {"pass\n# coding: utf-8\n'\xc3\xa9'\n",
         "3: byte \\xc3 is not ASCII, and no encoding is "},
        {"\n\n# coding: utf-8\n'\xc3\xa9'\n",
         "4: byte \\xc3 is not ASCII, and no encoding is "},
    };
    static const struct refusal utf8[] = {
        {"# coding: utf-8\n\n# \xe9\n", "3: byte \\xe9 begins no letter of UTF-8"},
        {"\xef\xbb\xbf'\xc3'\n", "1: byte \\xc3 begins no letter of UTF-8"},
        {"\xef\xbb\xbf'\xc1\x81'\n", "1: byte \\xc1 begins no letter of UTF-8"},
        {"\xef\xbb\xbf'\xed\xa0\x80'\n", "1: byte \\xed begins no letter of UTF-8"},
        {"\xef\xbb\xbf'\xf4\x90\x80\x80'\n",
         "1: byte \\xf4 begins no letter of UTF-8"},
        {"\xef\xbb\xbf'\xe2\x82'", "1: byte \\xe2 begins no letter of UTF-8"},
        {"# coding: utf-16\n",
         "1: this encoding is not read: only ASCII, Latin-1 and UTF-8 are"},
        {"# x\n# coding: utf8-unix\n",
         "2: this encoding is not read: only ASCII, Latin-1 and UTF-8 are"},
        {"\xef\xbb\xbf# coding: latin-1\n",
         "1: this encoding is not read: only ASCII, Latin-1 and UTF-8 are"},
        {"# coding: utf-8\nclass \xc3\xa9(object): pass\n",
         "2: byte \\xc3 begins nothing in Python"},
    };
    char said[200];

    expect_bytes(nul, sizeof nul - 1, "2: a zero byte");
    expect_bytes(first, 1, "1: a zero byte");
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        snprintf(said, sizeof said, "%s%s", list[i].said, undeclared);
        expect_bytes(list[i].bytes, strlen(list[i].bytes), said);
    }
    EXPECT_REFUSALS(utf8);
}

/* ---- Warnings ---- */

static void
expect_warning(const char *source, const char *warnings)
{
    cli_expect("layout --tsv", source, 0, NULL, warnings);
}

#define WARNING(line) "slots: <stdin>:" #line ": warning: "

static void
test_warnings(void)
{
    expect_warning(
        "class A(object): pass\nclass B(A):\n x = 1\n __slots__ = 'a'\n",
        WARNING(4) "the slots of 'B' save no __dict__: its base 'A' gives "
                   "one to every instance\n");
    expect_warning("class A(Exception): __slots__ = ()\n",
                   WARNING(1) "the slots of 'A' save no __dict__: its base "
                              "'BaseException' gives one to every instance\n");
    expect_warning("class A(object): __slots__ = 'b', 'a', 'b'\n",
                   WARNING(1) "'A' lists the slot 'b' twice: a word is never "
                              "used\n");
    expect_warning(
        "class A(object):\n __slots__ = 'a',\n a = None\n",
        WARNING(2) "a class variable shadows the slot 'a' of 'A': a word "
                   "is never used\n");
    expect_warning(
        "class A(object): __slots__ = 'a'\nclass B(A): __slots__ = 'a'\n",
        WARNING(2) "'B' lists the slot 'a', which 'A' has already: a word "
                   "is never used\n");
    expect_warning(
        "class A(object):\n __slots__ = 'b'\n __slots__ = 'a'\n b = a = 1\n",
        WARNING(3) "a class variable shadows the slot 'a' of 'A': a word "
                   "is never used\n");
}

#define SHADOWED(line, slot, class) \
    WARNING(line) \
    "a class variable shadows the slot '" slot \
    "' of '" class "': a word is never used\n"

/* What binds a name of the class shadows the slot of that name, however it is spelled. */
static void
test_shadows(void)
{
    expect_warning("class A(object):\n 'doc'\n __slots__ = '__doc__'\n",
                   SHADOWED(3, "__doc__", "A"));
    expect_warning("class A(object): __slots__ = '__module__'\n",
                   SHADOWED(1, "__module__", "A"));
    expect_warning("class A(object):\n __slots__ = '__slots__'\n",
                   SHADOWED(2, "__slots__", "A"));
    expect_warning("class A(object):\n __slots__ = 'f'\n @x\n def f(self): pass\n",
                   SHADOWED(2, "f", "A"));
    expect_warning("class A(object):\n __slots__ = '__f'\n def __f(self): pass\n",
                   SHADOWED(2, "_A__f", "A"));
    expect_warning("class __A_(object):\n __x = 1\n __slots__ = '_A___x'\n",
                   SHADOWED(3, "_A___x", "__A_"));
    expect_warning("class __(object): __x = 1; __slots__ = '__x'\n",
                   SHADOWED(1, "__x", "__"));
    expect_warning("class A(object): x = y = __slots__ = 'x'\n",
                   SHADOWED(1, "x", "A"));
    expect_warning("class A(object):\n y, \\\n x = 1, 2\n __slots__ = 'x'\n",
                   SHADOWED(4, "x", "A"));
}

/* Nothing is warned of where slots save something, or are not there. */
static void
test_no_warnings(void)
{
    expect_warning("class A(object): pass\nclass B(A): pass\n", "");
    expect_warning("class A(object):\n 'x'; x = 1\n __slots__ = 'a', '__dict__'\n",
                   "");
    expect_warning("class A(object):\n __slots__ = '__doc__'\n x = 1; 'no doc'\n",
                   "");
    expect_warning("class A(object):\n __slots__ = '__x', 'y'\n _B__x = 1\n"
                   " def f(self, y): z = y = 1\n",
                   "");
    expect_warning("class A(object): __slots__ = 'a'\nclass B(A): __slots__ = 'b'\n"
                   "class C(B): a = 1\n",
                   "");
}

/* ---- Much of it ---- */

struct text {
    char *bytes;
    size_t size, room;
};

static void
append(struct text *text, const char *what, size_t times)
{
    size_t length = strlen(what);

    if (length == 0)
        return;
    if (text->size + length * times > text->room) {
        text->room = 2 * (text->size + length * times);
        text->bytes = realloc(text->bytes, text->room);
        CU_ASSERT_PTR_NOT_NULL_FATAL(text->bytes);
    }
    for (; times > 0; times--, text->size += length)
        memcpy(text->bytes + text->size, what, length);
}

/* A text of a beginning, as often as TIMES something, and an end. */
static void
expect_much(const char *begin, const char *middle, size_t times, const char *end,
            int status, const char *out, const char *err)
{
    struct text text = {NULL, 0, 0};
    struct captured result;

    append(&text, begin, 1);
    append(&text, middle, times);
    append(&text, end, 1);
    result = cli_run("layout --abi lp64 --tsv", text.bytes, text.size);
    CU_ASSERT_EQUAL(result.status, status);
    if (out != NULL)
        CU_ASSERT_STRING_EQUAL(result.out, out);
    CU_ASSERT_STRING_EQUAL(result.err, err);
    captured_free(&result);
    free(text.bytes);
}

#define A_PLAIN "A\t32\t0\t16\t24\t1\tobject\tA,object\n"

/* A thousand of OPEN and of CLOSE as the value of __slots__. */
static void
expect_nested(const char *open, const char *close)
{
    struct text begin = {NULL, 0, 0};

    append(&begin, "class A(object): __slots__ = ", 1);
    append(&begin, open, 1000);
    append(&begin, "\n", 1);
    begin.bytes[begin.size - 1] = '\0';
    expect_much(begin.bytes, close, 1000, "\n", 2, "",
                "slots: <stdin>:1: brackets are nested too deeply\n");
    free(begin.bytes);
}

static void
test_depth(void)
{
    expect_much("class A(object): x = ", "(", 1000000, "", 2, "",
                "slots: <stdin>:1: this '(' is never closed\n");
    expect_much("class A(object): __slots__ = ", "(", 1000000, "\n", 2, "",
                "slots: <stdin>:1: this '(' is never closed\n");
    expect_nested("(", ")");
    expect_nested("[('a'),", "]");
    expect_much("class A(object): x = ", "lambda: ", 100000, "1\n", 0, A_PLAIN, "");
    expect_much("class A(object): x = ", "not ", 100000, "1\n", 0, A_PLAIN, "");
    expect_much("class A(object): ", "x = ", 100000, "1\n", 0, A_PLAIN, "");
}

static void
test_deep_blocks(void)
{
    struct text text = {NULL, 0, 0};
    struct captured result;

    append(&text, "class A(object):\n def f(self):\n", 1);
    for (size_t i = 2; i < 200; i++) {
        append(&text, " ", i);
        append(&text, "if 1:\n", 1);
    }
    result = cli_run("layout", text.bytes, text.size);
    CU_ASSERT_EQUAL(result.status, 2);
    CU_ASSERT_STRING_EQUAL(result.err,
                           "slots: <stdin>:101: blocks are nested too deeply\n");
    captured_free(&result);
    free(text.bytes);
}

static void
test_length(void)
{
    expect_much("# ", "x", 3000000, "\nclass A(object): pass\n", 0, A_PLAIN, "");
    expect_much("", "\n# c\n", 300000, "class A(object): pass\n", 0, A_PLAIN, "");
    expect_much("class A(object): x = '", "x", 3000000, "'\n", 0, A_PLAIN, "");
    expect_much("class A(object):\n", " x = 1\n", 200000, "", 0, A_PLAIN, "");
    expect_much("class A(object):\n def f(self):\n", "  x = 1\n", 200000, "", 0,
                A_PLAIN, "");
    expect_much("class A(object): __slots__ = ", "'a' ", 200000, "\n", 0,
                "A\t24\t0\t0\t0\t1\tobject\tA,object\n", "");
    expect_much("class A(object): __slots__ = (", "1, ", 200000, ")\n", 1,
                "A\tTypeError: __slots__ items must be strings, not 'int'\n", "");
    expect_much("class A(object): x = '''", "\n", 200000, "", 2, "",
                "slots: <stdin>:1: this string is never closed\n");
    expect_much("", "class A(object): pass\n", 20000, "oops\n", 2, NULL,
                "slots: <stdin>:20001: " OUTSIDE "'oops'\n");
    expect_much("class A", "a", 1000000, "(object): oops\n", 2, "",
                "slots: <stdin>:1: " INSIDE "'oops'\n");
}

/* Many slots: a word each, and a class of a megabyte's name. */
static void
test_many_slots(void)
{
    struct text text = {NULL, 0, 0};
    struct captured result;
    char name[32];

    append(&text, "class A(object):\n __slots__ = [\n", 1);
    for (int i = 0; i < 50000; i++) {
        snprintf(name, sizeof name, "'slot%d',\n", i);
        append(&text, name, 1);
    }
    append(&text, " ]\n", 1);
    result = cli_run("layout --abi ilp32 --tsv", text.bytes, text.size);
    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_STRING_EQUAL(result.out, "A\t200008\t0\t0\t0\t1\tobject\tA,object\n");
    captured_free(&result);
    free(text.bytes);
}

/* ---- Rubbish ---- */

enum { LONGEST = 400 };

static struct random dice;

static size_t
append_something(char *text, size_t size, size_t room)
{
    static const char *const words[] = {"class A(object):\n",
                                        "class B(A): ",
                                        "class C(int):\n",
                                        "class ",
                                        "A",
                                        "B",
                                        "(object):",
                                        "(",
                                        ")",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        ":",
                                        ";",
                                        ",",
                                        "=",
                                        "==",
                                        "\n",
                                        "\n ",
                                        "\n  ",
                                        "\n\t",
                                        " ",
                                        "\\\n",
                                        "'a'",
                                        "\"b\"",
                                        "'",
                                        "\"\"\"",
                                        "u'\\u00e9'",
                                        "\\",
                                        "__slots__ = ",
                                        "__slots__",
                                        "x = ",
                                        "x",
                                        "1",
                                        "0x1",
                                        "1.5e",
                                        "None",
                                        "pass",
                                        "pass\n",
                                        "def f(self): ",
                                        "def g(a=1):\n   ",
                                        "@x\n ",
                                        "lambda",
                                        "for",
                                        "if",
                                        "# c",
                                        "\r\n",
                                        "\f",
                                        "'doc'\n",
                                        "\xc3\xa9",
                                        "# coding: utf-8\n",
                                        "$"};
    char bytes[8];
    const char *from = words[random_below(&dice, sizeof words / sizeof words[0])];
    size_t length = strlen(from);

    if (random_below(&dice, 40) == 0) {
        length = random_below(&dice, sizeof bytes);
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)(unsigned char)random_below(&dice, 256);
        from = bytes;
    }
    length = length < room - size ? length : room - size;
    memcpy(text + size, from, length);
    return size + length;
}

/* Whether every line of TEXT is a warning, but for the last, which is a refusal if that
   is EXPECTED. */
static bool
is_said_well(const char *text, bool expected)
{
    bool refused = false;

    while (*text != '\0') {
        const char *end = strchr(text, '\n'), *p = text + strlen("slots: <stdin>:");
        size_t digits;

        if (refused || end == NULL || strncmp(text, "slots: <stdin>:", 15) != 0)
            return false;
        digits = strspn(p, "0123456789");
        if (digits == 0 || strncmp(p + digits, ": ", 2) != 0)
            return false;
        refused = strncmp(p + digits, ": warning: ", 11) != 0;
        text = end + 1;
    }
    return refused == expected;
}

static void
test_any_rubbish(void)
{
    static const char *const arguments[] = {"layout", "layout --tsv",
                                            "layout --map"};
    size_t statuses[3] = {0, 0, 0}, inputs = cli_inputs();

    dice = random_begin("random class statements");
    for (size_t i = 0; i < inputs; i++) {
        char text[LONGEST];
        size_t size = 0, most = 1 + random_below(&dice, LONGEST - 1);
        struct captured result;
        bool right;

        if (i % 2 == 0)
            size = append_something(text,
                                    (size_t)snprintf(text, sizeof text,
                                                     "class A(object): "
                                                     "__slots__ = 'a'\n"),
                                    LONGEST);
        while (size < most && random_below(&dice, 12) != 0)
            size = append_something(text, size, LONGEST);
        result = cli_run(arguments[i % 3], text, size);
        right = result.status >= 0 && result.status <= 2 &&
                is_said_well(result.err, result.status == 2);
        if (!right)
            fprintf(stderr, "\ninput %zu: status %d, %s", i, result.status,
                    result.err);
        CU_ASSERT_FATAL(right);
        statuses[result.status]++;
        captured_free(&result);
    }
    CU_ASSERT(statuses[0] > 0 && statuses[2] > 0); /* or the inputs tell little */
}

bool
add_cli_refused_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_outside) && CU_ADD_TEST(suite, test_heads) &&
           CU_ADD_TEST(suite, test_unknown_bases) &&
           CU_ADD_TEST(suite, test_bodies) && CU_ADD_TEST(suite, test_values) &&
           CU_ADD_TEST(suite, test_texts) && CU_ADD_TEST(suite, test_warnings) &&
           CU_ADD_TEST(suite, test_shadows) &&
           CU_ADD_TEST(suite, test_no_warnings) && CU_ADD_TEST(suite, test_depth) &&
           CU_ADD_TEST(suite, test_deep_blocks) &&
           CU_ADD_TEST(suite, test_length) && CU_ADD_TEST(suite, test_many_slots) &&
           CU_ADD_TEST(suite, test_any_rubbish);
}
