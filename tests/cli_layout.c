/* `slots layout`: what it reads and what it prints. What it refuses is tested in
   cli_refused.c; the oracle's classes and random ones elsewhere. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLAIN = -1 };

/* A class A(object) and how many slots it gets; PLAIN: it has no __slots__. Where a
   python2.7 is at hand, test_python asks it about each. */
static const struct form {
    const char *source;
    int slots;
} forms[] = {
    /* Strings. */
    {"class A(object): __slots__ = 'a'", 1},
    {"class A(object): __slots__ = \"a\"", 1},
    {"class A(object): __slots__ = '''a'''", 1},
    {"class A(object): __slots__ = \"\"\"a\"\"\"", 1},
    {"class A(object): __slots__ = ('abc',)", 1},
    {"class A(object): __slots__ = u'a', U'b', b'c', B'd'", 4},
    {"class A(object): __slots__ = r'a', R'b', ur'c', UR'd', bR'e', Br'f'", 6},
    {"class A(object): __slots__ = 'a' 'b'", 1},
    {"class A(object): __slots__ = 'a' \"b\" '''c''', 'd'", 2},
    {"class A(object): __slots__ = 'a' u'b' r'c'", 1},
    {"class A(object): __slots__ = ('a'\n  'b', # c\n  'd')", 2},
    {"class A(object): __slots__ = 'a' \\\n  'b'", 1},
    {"class A(object): __slots__ = '\\x61\\142', '\\\nc'", 2},
    {"class A(object): __slots__ = u'\\x61\\142', u'\\u0061\\U00000062'", 2},
    {"class A(object): __slots__ = ur'\\u0061', ur'b\\U00000063'", 2},
    {"class A(object): __slots__ = 'a\\\nb'", 1},
    {"class A(object): __slots__ = '''a\\\nb'''", 1},
    {"class A(object): __slots__ = '\\561'", 1}, /* the byte 0x71 */
    {"class A(object): __slots__ = 'None', 'class', '_', '__', 'a1'", 5},
    {"class A(object): __slots__ = '__a', '_A__a'", 2},

    /* Sequences. */
    {"class A(object): __slots__ = ()", 0},
    {"class A(object): __slots__ = []", 0},
    {"class A(object): __slots__ = ( )", 0},
    {"class A(object): __slots__ = 'a',", 1},
    {"class A(object): __slots__ = 'a', 'b'", 2},
    {"class A(object): __slots__ = ('a')", 1},
    {"class A(object): __slots__ = (('a', 'b'))", 2},
    {"class A(object): __slots__ = (('a'), ('b'),)", 2},
    {"class A(object): __slots__ = ((['a', 'b']))", 2},
    {"class A(object): __slots__ = ['a', 'b',]", 2},
    {"class A(object): __slots__ = [('a'), 'b']", 2},
    {"class A(object): __slots__ = ['a', 'a']", 2},
    {"class A(object): __slots__ = (\n\n'a'\n,\n'b'\n)", 2},

    /* Which __slots__ counts. */
    {"class A(object):\n __slots__ = 'a', 'b'\n __slots__ = 'c'", 1},
    {"class A(object):\n __slots__ = 1\n __slots__ = ()", 0},
    {"class A(object): x = __slots__ = y = 'a', 'b'", 2},
    {"class A(object): __slots__ = __slots__ = 'a'", 1},
    {"class A(object): x, y = __slots__ = z, w = 'a', 'b'", 2},
    {"class A(object): x, = y, = __slots__ = 'a'", 1},
    {"class A(object):\n def f(self):\n  __slots__ = 'a'", PLAIN},
    {"class A(object):\n x = '__slots__'", PLAIN},
    {"class A(object):\n slots = 'a'", PLAIN},

    /* Bodies. */
    {"class A(object): pass", PLAIN},
    {"class A(object):\n pass\n", PLAIN},
    {"class A(object): 'doc'", PLAIN},
    {"class A(object): pass; 'x'; x = 1; __slots__ = 'a';", 1},
    {"class A(object):\n 'doc'; __slots__ = 'a'; y = 2\n x = 1", 1},
    {"class A(object):\n '''doc\ndoc'''\n __slots__ = 'a'", 1},
    {"class A(object):\n 'a' \"b\" '''c'''\n u'd'\n __slots__ = ()", 0},
    {"class A(object,): pass", PLAIN},
    {"class A (\n object\n) : pass", PLAIN},
    {"class A(object): x=1;y=2", PLAIN},
    {"class A(object):\n a, b \\\n , c = 1, 2, 3; d, = 4,; __slots__ = 'x'", 1},

    /* Values that are skipped. */
    {"class A(object): x = (1,\n# c\n\n2)\n", PLAIN},
    {"class A(object):\n x = {'a': [1, (2, 3)], 'b': {}}\n __slots__ = 'a'", 1},
    {"class A(object): x = 'a' ';' '''\n;'''; y = 1", PLAIN},
    {"class A(object): x = 1 == 1 != 2 <= 3 >= 4 <> 5", PLAIN},
    {"class A(object): x = lambda y=1, *z: y; w = lambda: lambda v=2: v", PLAIN},
    {"class A(object): x = 1 if 1 else 2; y = not 1; z = 1 is not 2", PLAIN},
    {"class A(object): x = 1if 1else 2", PLAIN},
    {"class A(object): x = 1,; y = -1, 2; z = ~1 ** 2 // 3 << 4 >> 5", PLAIN},
    {"class A(object): x = dict(a=1, *(), **{}); y = 'a'.join; z = 'abc'[1:2]",
     PLAIN},
    {"class A(object): x = {y for y in ()}; z = list(y for y in ())", PLAIN},
    {"class A(object): x = `1`", PLAIN},
    {"class A(object): x = 0x1fL, 0777, 0o17, 0b1, 1., .5, 1e5, 1E-5j, 0., 00, 1l",
     PLAIN},
    {"class A(object):\n x = \\\n 1\n y \\\n = 2", PLAIN},

    /* Functions. */
    {"class A(object):\n def f(self): pass\n __slots__ = 'a'", 1},
    {"class A(object):\n def f(self): return 1; x = (\n)\n __slots__ = 'a'", 1},
    {"class A(object):\n def f(self, (a, b), c={1: 2},\n  *d, **e):\n  pass\n"
     " __slots__ = 'a'",
     1},
    {"class A(object):\n def f(self):\n  if 1:\n   x = 1\n\n# c\n      # c\n"
     "  else:\n\n   return '''\n '''\n __slots__ = 'a'",
     1},
    {"class A(object):\n def f(self):\n  class B: pass\n  import os\n  yield\n"
     "  x = [y for y in ()]\n  del x\n __slots__ = 'a'",
     1},
    {"class A(object):\n @staticmethod\n\n # c\n def f(): pass\n"
     " @ property\n @classmethod\n def g(x=(1, 2)): pass\n __slots__ = 'a'",
     1},
    {"class A(object):\n x = property(lambda s: 1)\n @x.setter\n"
     " def x(self, v): pass",
     PLAIN},

    /* Lines. */
    {"class A(object):\r\n\t__slots__ = ('a',\r\n'b')\r\n", 2},
    {"class A(object):\r __slots__ = 'a'\r x = 1\r", 1},
    {"class A(object):\n\tx = 1\n        __slots__ = 'a'", 1},
    {"class A(object):\n    \tx = 1\n\t__slots__ = 'a'", 1},
    {"class A(object):\n  \f x = 1\n __slots__ = 'a'", 1},
    {"\fclass A(object): pass", PLAIN},
    {"class A(object):\n\n# c\n   # c\n x = 1\n      # c\n\n y = 2\n# c", PLAIN},
    {"class A(object): x = 1 \\\n\n", PLAIN},
    {"class A(object): x = 1\\\n", PLAIN},
    {"\\\nclass A(object): pass", PLAIN},
    {"class \\\n A(object): pass", PLAIN},
    {"\n\n'doc'\npass; 'x';\n# c\nclass A(object): pass\npass\n'x'", PLAIN},

    /* Encodings. */
    {"\xef\xbb\xbf"
     "class A(object): __slots__ = 'a'",
     1},
    {"\xef\xbb\xbf# coding: utf-8\nclass A(object): x = '\xc3\xa9'", PLAIN},
    {"# -*- coding: utf-8 -*-\nclass A(object): x = u'\xc3\xa9' # \xe2\x82\xac",
     PLAIN},
    {"\n# vim: set fileencoding=UTF_8 :\nclass A(object): x = '\xf0\x9f\x90\x8d'",
     PLAIN},
    {"# x\n# coding:latin-1-unix\nclass A(object): x = '\xe9'", PLAIN},
    {"# coding=iso-8859-1\nclass A(object): x = u'\xff'", PLAIN},
    {"# coding: ascii\nclass A(object): pass", PLAIN},
    {"pass\n# coding: utf-16\nclass A(object): pass", PLAIN},
};

enum { FORMS = sizeof forms / sizeof forms[0] };

static void
expected_row(char *row, size_t size, int slots)
{
    if (slots == PLAIN)
        snprintf(row, size, "A\t32\t0\t16\t24\t1\tobject\tA,object\n");
    else
        snprintf(row, size, "A\t%d\t0\t0\t0\t%d\tobject\tA,object\n",
                 16 + 8 * slots, slots > 0);
}

static void
test_forms(void)
{
    char row[100];

    for (size_t i = 0; i < FORMS; i++) {
        expected_row(row, sizeof row, forms[i].slots);
        cli_expect("layout --abi lp64 --tsv", forms[i].source, 0, row, NULL);
    }
}

/* Prints of each source in a file, separated by zeros, the figures of A. Python 2.7 looks at
   the encoding only when it reads a file. */
static const char player[] =
    "import imp, sys\n"
    "for i, source in enumerate(open(sys.argv[1], "
    "'rb').read().split('\\0')[:-1]):\n"
    "    name = '%s.%d.py' % (sys.argv[1], i)\n"
    "    open(name, 'wb').write(source)\n"
    "    a = imp.load_source('m%d' % i, name).A\n"
    "    print '\\t'.join(map(str, ['A', a.__basicsize__, a.__itemsize__,\n"
    "        a.__dictoffset__, a.__weakrefoffset__, a.__flags__ >> 14 & 1,\n"
    "        a.__base__.__name__, 'A,object']))\n";

static void
test_python(void)
{
    struct captured result;
    char sources[1 << 14], expected[1 << 13];
    size_t size = 0, length = 0;

    CU_ASSERT_EQUAL_FATAL(
        run("python2.7 -c 'import sys; print sys.maxsize > 2**32'", NULL, 0,
            &result),
        0);
    if (result.status != 0 || strcmp(result.out, "True\n") != 0) {
        captured_free(&result);
        printf("skipped: no 64-bit python2.7 to compare with ... ");
        return;
    }
    captured_free(&result);
    for (size_t i = 0; i < FORMS; i++) {
        size_t bytes = strlen(forms[i].source) + 1;

        CU_ASSERT_FATAL(size + bytes <= sizeof sources &&
                        length + 100 <= sizeof expected);
        memcpy(sources + size, forms[i].source, bytes);
        size += bytes;
        expected_row(expected + length, 100, forms[i].slots);
        length += strlen(expected + length);
    }
    cli_write("forms", sources, size);
    cli_write("player.py", player, strlen(player));
    CU_ASSERT_EQUAL_FATAL(run_format(&result,
                                     "cd %s && python2.7 -B player.py forms",
                                     cli_directory()),
                          0);
    CU_ASSERT_STRING_EQUAL(result.err, "");
    CU_ASSERT_STRING_EQUAL(result.out, expected);
    captured_free(&result);
}

/* ---- Statements that fail ---- */

#define CANNOT "__slots__ items must be strings, not "

/* Of a class A(object): the value of __slots__ and the exception, on LP64, seen in CPython
   2.7.18. */
static const struct {
    const char *value, *error;
} failures[] = {
    {"1", "TypeError: 'int' object is not iterable"},
    {"-1", "TypeError: 'int' object is not iterable"},
    {"None", "TypeError: 'NoneType' object is not iterable"},
    {"True", "TypeError: 'bool' object is not iterable"},
    {"1.", "TypeError: 'float' object is not iterable"},
    {"('a', 1)", "TypeError: " CANNOT "'int'"},
    {"0x10, 0b1, 017, 0o7", "TypeError: " CANNOT "'int'"},
    {"'a', +1", "TypeError: " CANNOT "'int'"},
    {"None,", "TypeError: " CANNOT "'NoneType'"},
    {"['a', False]", "TypeError: " CANNOT "'bool'"},
    {"1L,", "TypeError: " CANNOT "'long'"},
    {"0xffl,", "TypeError: " CANNOT "'long'"},
    {"1.5,", "TypeError: " CANNOT "'float'"},
    {".5e-3,", "TypeError: " CANNOT "'float'"},
    {"1e5,", "TypeError: " CANNOT "'float'"},
    {"0e0,", "TypeError: " CANNOT "'float'"},
    {"-2j,", "TypeError: " CANNOT "'complex'"},
    {"0j,", "TypeError: " CANNOT "'complex'"},
    {"09.5J,", "TypeError: " CANNOT "'complex'"},
    {"((),)", "TypeError: " CANNOT "'tuple'"},
    {"(('a', 'b'), 'c')", "TypeError: " CANNOT "'tuple'"},
    {"['a', []]", "TypeError: " CANNOT "'list'"},
    {"'a', (['b'])", "TypeError: " CANNOT "'list'"},
    {"9223372036854775807,", "TypeError: " CANNOT "'int'"},
    {"9223372036854775808,", "TypeError: " CANNOT "'long'"},
    {"-9223372036854775808,", "TypeError: " CANNOT "'int'"},
    {"-9223372036854775809,", "TypeError: " CANNOT "'long'"},
    {"0x7fffffffffffffff,", "TypeError: " CANNOT "'int'"},
    {"0x8000000000000000,", "TypeError: " CANNOT "'long'"},
    {"''", "TypeError: __slots__ must be identifiers"},
    {"'a b'", "TypeError: __slots__ must be identifiers"},
    {"'1a'", "TypeError: __slots__ must be identifiers"},
    {"'a\\0'", "TypeError: __slots__ must be identifiers"},
    {"'a\\n'", "TypeError: __slots__ must be identifiers"},
    {"'a\\q'", "TypeError: __slots__ must be identifiers"},
    {"r'\\x61'", "TypeError: __slots__ must be identifiers"},
    {"'\\u0061'", "TypeError: __slots__ must be identifiers"},
    {"ur'\\\\u0061'", "TypeError: __slots__ must be identifiers"},
    {"'\\400'", "TypeError: __slots__ must be identifiers"},
    {"'\\xe9'", "TypeError: __slots__ must be identifiers"},
    {"u'a\\xe9'",
     "UnicodeEncodeError: 'ascii' codec can't encode character u'\\xe9' "
     "in position 1: ordinal not in range(128)"},
    {"u'\\777'", "UnicodeEncodeError: 'ascii' codec can't encode character "
                 "u'\\u01ff' in position 0: ordinal not in range(128)"},
    {"'\\n' u'\\u20ac'", "UnicodeEncodeError: 'ascii' codec can't encode character "
                         "u'\\u20ac' in position 1: ordinal not in range(128)"},
    {"u'\\U0001f40d'", "UnicodeEncodeError: 'ascii' codec can't encode character "
                       "u'\\U0001f40d' in position 0: ordinal not in range(128)"},
    {"'__dict__', '__dict__'",
     "TypeError: __dict__ slot disallowed: we already got one"},
};

static void
test_failures(void)
{
    char source[200], row[300];

    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        snprintf(source, sizeof source, "class A(object): __slots__ = %s\n",
                 failures[i].value);
        snprintf(row, sizeof row, "A\t%s\n", failures[i].error);
        cli_expect("layout --abi lp64 --tsv", source, 1, row, "");
    }
}

/* What fits in an int depends on the machine; letters, on the encoding of the text. */
static void
test_machines(void)
{
    cli_expect("layout --abi ilp32 --tsv",
               "class A(object): __slots__ = 2147483647,", 1,
               "A\tTypeError: " CANNOT "'int'\n", "");
    cli_expect("layout --abi ilp32 --tsv",
               "class A(object): __slots__ = 2147483648,", 1,
               "A\tTypeError: " CANNOT "'long'\n", "");
    cli_expect("layout --abi ilp32 --tsv",
               "class A(object): __slots__ = -2147483648,", 1,
               "A\tTypeError: " CANNOT "'int'\n", "");
    cli_expect("layout --abi ilp32 --tsv",
               "class A(object): __slots__ = 0x80000000,", 1,
               "A\tTypeError: " CANNOT "'long'\n", "");
    cli_expect(
        "layout --tsv",
        "# coding: utf-8\nclass A(object): __slots__ = u'\xc3\xa9'\n", 1,
        "A\tUnicodeEncodeError: 'ascii' codec can't encode character u'\\xe9' "
        "in position 0: ordinal not in range(128)\n",
        "");
    cli_expect("layout --tsv",
               "# coding: latin-1\nclass A(object): __slots__ = u'\xc3\xa9'\n", 1,
               "A\tUnicodeEncodeError: 'ascii' codec can't encode characters in "
               "position 0-1: ordinal not in range(128)\n",
               "");
}

/* ---- Names ---- */

#define PLAIN_ROW(name) name "\t32\t0\t16\t24\t1\tobject\t" name ",object\n"
#define CONFLICT "TypeError: multiple bases have instance lay-out conflict\n"

/* A failed statement binds nothing, and what was bound to its name stays. */
static void
test_failed_names(void)
{
    static const char again[] = "class A(object): pass\n"
                                "class A(int, str): pass\n"
                                "class B(A): __slots__ = ()\n";

    cli_expect("layout --abi lp64 --tsv", again, 1,
               PLAIN_ROW("A") "A\t" CONFLICT "B\t32\t0\t16\t24\t1\tA\tB,A,object\n",
               NULL);
    cli_expect(
        "layout --abi lp64 --tsv",
        "class A(int, str): pass\nclass B(A): pass\nclass C(object, B): pass\n"
        "class D(object): pass\n",
        1,
        "A\t" CONFLICT "B\tNameError: name 'A' is not defined\n"
        "C\tNameError: name 'B' is not defined\n" PLAIN_ROW("D"),
        "");
    cli_expect("layout --abi lp64 --tsv",
               "class B(A, int): x = 1\nclass A(object): pass\nclass B(A): pass\n",
               1,
               "B\tNameError: name 'A' is not defined\n" PLAIN_ROW(
                   "A") "B\t32\t0\t16\t24\t1\tA\tB,A,object\n",
               "");
    cli_expect("layout --tsv", "class A(A): pass\n", 1,
               "A\tNameError: name 'A' is not defined\n", "");
}

/* A class may take a built-in type's name; if its statement fails, the type has it. */
static void
test_builtin_names(void)
{
    cli_expect("layout --abi lp64 --tsv",
               "class A(bytes): __slots__ = ()\nclass B(Exception): pass\n"
               "class C(type): pass\n",
               0,
               "A\t37\t1\t0\t0\t1\tstr\tA,str,basestring,object\n"
               "B\t48\t0\t16\t40\t1\tException\tB,Exception,BaseException,object\n"
               "C\t872\t40\t264\t368\t1\ttype\tC,type,object\n",
               "");
    cli_expect("layout --abi lp64 --tsv",
               "class int(object): __slots__ = ()\nclass A(int): __slots__ = ()\n",
               0,
               "int\t16\t0\t0\t0\t0\tobject\tint,object\n"
               "A\t16\t0\t0\t0\t0\tint\tA,int,object\n",
               "");
    cli_expect("layout --abi lp64 --tsv",
               "class int(bool): pass\nclass A(int): __slots__ = ()\n", 1,
               "int\tTypeError: type 'bool' is not an acceptable base type\n"
               "A\t24\t0\t0\t0\t1\tint\tA,int,object\n",
               "");
}

/* CPython's text has a line break; the first base that is missing is named. */
static void
test_error_lines(void)
{
    cli_expect("layout --tsv", "class A(object, int): pass\n", 1,
               "A\tTypeError: Cannot create a consistent method resolution order "
               "(MRO) for bases object, int\n",
               "");
    cli_expect("layout --tsv", "class A(A, B, C): pass\nclass B(object): x = 1 1\n",
               2, "A\tNameError: name 'A' is not defined\n", NULL);
}

/* ---- What is printed ---- */

static const char points[] = "class Point(object):\n"
                             "    __slots__ = ('y', 'x')\n"
                             "class Bad(bool): pass\n"
                             "class Word(str): pass\n";

static void
test_table(void)
{
    cli_expect(
        "layout --abi lp64", points, 1,
        "name           basicsize  itemsize  dictoffset  weakrefoffset  gc  "
        "base           mro\n"
        "Point                 32         0           0              0   1  "
        "object         Point, object\n"
        "Bad            TypeError: type 'bool' is not an acceptable base type\n"
        "Word                  45         1          -8              0   1  "
        "str            Word, str, basestring, object\n",
        "");
    cli_expect("layout", "", 0,
               "name           basicsize  itemsize  dictoffset  weakrefoffset  gc  "
               "base           mro\n",
               "");
    cli_expect("layout --tsv", "", 0, "", "");
    cli_expect("layout --map", "# nothing\n", 0, "", "");
}

/* The name and base columns are as wide as the longest name wants, within limits. */
static void
test_wide_table(void)
{
    cli_expect(
        "layout --abi ilp32", "class AbcdefghijKlmnop(object): __slots__ = ()\n", 0,
        "name              basicsize  itemsize  dictoffset  weakrefoffset  gc  "
        "base              mro\n"
        "AbcdefghijKlmnop          8         0           0              0   0  "
        "object            AbcdefghijKlmnop, object\n",
        "");
}

static const char map64[] =
    "Point: basicsize 32, itemsize 0, mro Point, object\n"
    "  offset    size  region           from\n"
    "     -32      32  GC head          Point\n"
    "       0       8  reference count  object\n"
    "       8       8  type             object\n"
    "      16       8  x                Point\n"
    "      24       8  y                Point\n"
    "              64  in all\n"
    "\n"
    "Bad: TypeError: type 'bool' is not an acceptable base type\n"
    "\n"
    "Word: basicsize 45, itemsize 1, mro Word, str, basestring, object\n"
    "  offset    size  region           from\n"
    "     -32      32  GC head          Word\n"
    "       0       8  reference count  object\n"
    "       8       8  type             object\n"
    "      16       8  size             str\n"
    "      24      12  str              str\n"
    "      36       1  items            str\n"
    "      37       3  padding          Word\n"
    "      40       8  __dict__         Word\n"
    "              80  in all, with 3 of padding\n";

static const char map32[] = "A: basicsize 20, itemsize 0, mro A, object\n"
                            "  offset    size  region                  from\n"
                            "     -12      12  GC head                 A\n"
                            "       0       4  reference count         object\n"
                            "       4       4  type                    object\n"
                            "       8       4  a_name_with_22_letters  A\n"
                            "      12       4  __dict__                A\n"
                            "      16       4  __weakref__             A\n"
                            "              32  in all\n";

static void
test_map(void)
{
    cli_expect("layout --abi lp64 --map", points, 1, map64, "");
    cli_expect("layout --map --abi=ilp32",
               "class A(object): __slots__ = '__weakref__', '__dict__', "
               "'a_name_with_22_letters'\n",
               0, map32, "");
}

static void
test_layout_options(void)
{
    static const char *const words[] = {"usage: slots layout",
                                        "--python",
                                        "--abi",
                                        "lp64",
                                        "ilp32",
                                        "--map",
                                        "--tsv",
                                        "gc",
                                        "mro",
                                        "Exit status"};
    struct captured result = cli_run("layout --help", NULL, 0);

    CU_ASSERT_EQUAL(result.status, 0);
    CU_ASSERT_STRING_EQUAL(result.err, "");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        CU_ASSERT_PTR_NOT_NULL(strstr(result.out, words[i]));
    cli_expect("layout -h", NULL, 0, result.out, "");
    captured_free(&result);
    cli_expect("layout --map --tsv", points, 2, "",
               "slots: --map and --tsv exclude each other\n");
    cli_expect("layout --trace", points, 2, "",
               "slots: there is no option '--trace'; --help lists them\n");
    cli_expect("layout --python 3.12 --abi ilp32", points, 2, "",
               CLI_NOT_MEASURED("3.12", "ilp32", CLI_ILP32));
    cli_expect("layout --python 2.7,3.13 --map", points, 2, "",
               "slots: --map draws one platform: name one version and one ABI\n");
}

static void
test_layout_files(void)
{
    cli_write("a.py", "class A(object): pass\n", 22);
    cli_expect("layout --abi lp64 --tsv a.py", "class B(object): pass\n", 0,
               PLAIN_ROW("A"), "");
    cli_expect("layout --abi lp64 --tsv -", "class B(object): pass\n", 0,
               PLAIN_ROW("B"), "");
    cli_expect("layout --abi ilp32 --tsv a.py", NULL, 0,
               "A\t16\t0\t8\t12\t1\tobject\tA,object\n", "");
    cli_expect("layout missing.py", NULL, 2, "",
               "slots: missing.py: No such file or directory\n");
    cli_expect("layout .", NULL, 2, "", "slots: .: Is a directory\n");
    cli_expect("layout a.py >/dev/full", NULL, 1, "",
               "slots: cannot write the output: No space left on device\n");
    cli_expect("layout --map a.py >/dev/full", NULL, 1, "",
               "slots: cannot write the output: No space left on device\n");
}

bool
add_cli_layout_tests(CU_pSuite suite)
{
    return CU_ADD_TEST(suite, test_forms) && CU_ADD_TEST(suite, test_python) &&
           CU_ADD_TEST(suite, test_failures) && CU_ADD_TEST(suite, test_machines) &&
           CU_ADD_TEST(suite, test_failed_names) &&
           CU_ADD_TEST(suite, test_builtin_names) &&
           CU_ADD_TEST(suite, test_error_lines) && CU_ADD_TEST(suite, test_table) &&
           CU_ADD_TEST(suite, test_wide_table) && CU_ADD_TEST(suite, test_map) &&
           CU_ADD_TEST(suite, test_layout_options) &&
           CU_ADD_TEST(suite, test_layout_files);
}
