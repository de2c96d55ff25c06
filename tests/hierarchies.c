#include "hierarchies.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What a hierarchy is made with. */
struct maker {
    struct hierarchy *h;
    struct random *dice;
    struct statement *now; /* being written */
    size_t size;           /* bytes of its text so far */
    const char *root;      /* the built-in type that this hierarchy is fond of */
    const char *indent;
    size_t tame;   /* per cent of classes that do nothing unheard-of */
    size_t frugal; /* per cent of classes that add few words or none */
    bool odd;      /* whether the class being written may do unheard-of things */
    bool adds;     /* whether it has slots */
    bool risky[HIERARCHY_CLASSES]; /* classes that Python will hardly take */
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PICK(m, array) ((array)[random_below((m)->dice, COUNT(array))])
/* Of one array where the language is Python 2.7, of the other where it is 3. */
#define PICK_OF(m, of_two, of_three) \
    ((m)->h->three ? PICK(m, of_three) : PICK(m, of_two))

static bool
chance(struct maker *m, size_t percent)
{
    return random_below(m->dice, 100) < percent;
}

#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
static void
say(struct maker *m, const char *format, ...)
{
    size_t room = sizeof m->now->text - m->size;
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(m->now->text + m->size, room, format, arguments);
    va_end(arguments);
    assert(length >= 0 && (size_t)length < room);
    m->size += (size_t)length;
}

/* ---- Names ---- */

/* Of built-in types: those at the front are asked for more often. */
static const char *const frequent[] = {
    "object",  "int",  "str",  "tuple", "list",      "dict",    "set",  "Exception",
    "OSError", "bool", "type", "file",  "frozenset", "unicode", "long", "float"};

static const char *const frequent_3[] = {
    "object",    "int",       "str",       "tuple",  "list", "dict",
    "set",       "Exception", "OSError",   "bool",   "type", "bytes",
    "frozenset", "float",     "bytearray", "complex"};

/* Types of builtins in every CPython from 3.6 on that the library knows in every version. */
static const char *const builtins_3[] = {
    "ArithmeticError", "AssertionError", "BaseException", "BlockingIOError",
    "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError",
    "ConnectionAbortedError", "ConnectionError", "ConnectionRefusedError",
    "ConnectionResetError", "DeprecationWarning", "EOFError", "EnvironmentError",
    "Exception", "FileExistsError", "FileNotFoundError", "FloatingPointError",
    "FutureWarning", "GeneratorExit", "IOError", "ImportWarning", "IndexError",
    "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
    "LookupError", "MemoryError", "NotADirectoryError", "NotImplementedError",
    "OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError",
    "ProcessLookupError", "RecursionError", "ReferenceError", "ResourceWarning",
    "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "SyntaxWarning",
    "SystemError", "TimeoutError", "TypeError", "UnicodeError", "UnicodeWarning",
    "UserWarning", "ValueError", "Warning", "ZeroDivisionError", "bool",
    "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list",
    "memoryview", "object", "property", "range", "set", "slice", "str", "tuple",
    "type",
    /* and those that were measured up to 3.13 only */
    "AttributeError", "ImportError", "IndentationError", "ModuleNotFoundError",
    "NameError", "StopIteration", "SyntaxError", "SystemExit", "TabError",
    "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError",
    "UnicodeTranslateError", "classmethod", "enumerate", "filter", "map",
    "reversed", "staticmethod", "super", "zip"};

/* All types of __builtin__ in CPython 2.7.18. */
static const char *const builtins[] = {"ArithmeticError",
                                       "AssertionError",
                                       "AttributeError",
                                       "BaseException",
                                       "BufferError",
                                       "BytesWarning",
                                       "DeprecationWarning",
                                       "EOFError",
                                       "EnvironmentError",
                                       "Exception",
                                       "FloatingPointError",
                                       "FutureWarning",
                                       "GeneratorExit",
                                       "IOError",
                                       "ImportError",
                                       "ImportWarning",
                                       "IndentationError",
                                       "IndexError",
                                       "KeyError",
                                       "KeyboardInterrupt",
                                       "LookupError",
                                       "MemoryError",
                                       "NameError",
                                       "NotImplementedError",
                                       "OSError",
                                       "OverflowError",
                                       "PendingDeprecationWarning",
                                       "ReferenceError",
                                       "RuntimeError",
                                       "RuntimeWarning",
                                       "StandardError",
                                       "StopIteration",
                                       "SyntaxError",
                                       "SyntaxWarning",
                                       "SystemError",
                                       "SystemExit",
                                       "TabError",
                                       "TypeError",
                                       "UnboundLocalError",
                                       "UnicodeDecodeError",
                                       "UnicodeEncodeError",
                                       "UnicodeError",
                                       "UnicodeTranslateError",
                                       "UnicodeWarning",
                                       "UserWarning",
                                       "ValueError",
                                       "Warning",
                                       "ZeroDivisionError",
                                       "basestring",
                                       "bool",
                                       "buffer",
                                       "bytearray",
                                       "bytes",
                                       "classmethod",
                                       "complex",
                                       "dict",
                                       "enumerate",
                                       "file",
                                       "float",
                                       "frozenset",
                                       "int",
                                       "list",
                                       "long",
                                       "memoryview",
                                       "object",
                                       "property",
                                       "reversed",
                                       "set",
                                       "slice",
                                       "staticmethod",
                                       "str",
                                       "super",
                                       "tuple",
                                       "type",
                                       "unicode",
                                       "xrange"};

const char *
hierarchy_builtin(size_t i, bool three)
{
    if (three)
        return i < COUNT(builtins_3) ? builtins_3[i] : NULL;
    return i < COUNT(builtins) ? builtins[i] : NULL;
}

/* A built-in type to be one of COUNT bases: others than the root hardly mix with it. */
static const char *
builtin(struct maker *m, size_t count)
{
    if (chance(m, 35))
        return "object";
    if (chance(m, count == 1 ? 70 : 85))
        return m->root;
    return chance(m, 60) ? PICK_OF(m, frequent, frequent_3)
                         : PICK_OF(m, builtins, builtins_3);
}

/* Whether bodies use the built-in type of that NAME. */
static bool
is_decorator(const char *name)
{
    return strcmp(name, "property") == 0 || strcmp(name, "staticmethod") == 0 ||
           strcmp(name, "classmethod") == 0;
}

/* The name of class I: mostly its letter, sometimes one that mangles differently, that is
   taken already, or that hides a built-in type. */
static void
name_class(struct maker *m, size_t i)
{
    static const char *const forms[] = {"_%c", "__%c", "%c_", "__%c__", "_%c1_x"};
    static const char *const bare[] = {"_", "__", "___"};
    char *name = m->now->name, letter = (char)('A' + i);

    if (i > 0 && chance(m, 6))
        strcpy(name, m->h->statements[random_below(m->dice, i)].name);
    else if (chance(m, 4))
        strcpy(name, PICK(m, bare));
    else if (chance(m, 1) && strlen(m->root) < sizeof m->now->name &&
             !is_decorator(m->root))
        strcpy(name, m->root);
    else if (chance(m, 12))
        snprintf(name, sizeof m->now->name, PICK(m, forms), letter);
    else
        snprintf(name, sizeof m->now->name, "%c", letter);
}

/* Names that slots and class variables share, so that they meet. */
static const char *
attribute(struct maker *m)
{
    static const char *const plain[] = {"a", "b", "c",     "d",   "e",
                                        "f", "g", "value", "_ab", "Z9"};
    static const char *const private[] = {"__x",   "__y",   "__x__",    "_A__x",
                                          "_B__x", "_C__y", "__",       "_",
                                          "___",   "____x", "_A1_x__x", "___x_"};
    static const char *const special[] = {
        "__doc__",  "__module__", "__slots__", "__class__", "__init__", "__new__",
        "__hash__", "__del__",    "__name__",  "__mro__",   "mro",      "__eq__"};

    /* what every class body binds in some versions of Python 3 */
    static const char *const bound[] = {"__qualname__", "__firstlineno__",
                                        "__static_attributes__", "__module__"};

    if (chance(m, 70))
        return PICK(m, plain);
    if (m->h->three && chance(m, 8))
        return PICK(m, bound);
    return chance(m, 65) ? PICK(m, private) : PICK(m, special);
}

/* A name for the body to bind: __slots__ is another matter. */
static const char *
variable(struct maker *m)
{
    const char *name;

    do
        name = attribute(m);
    while (strcmp(name, "__slots__") == 0 || strcmp(name, "__qualname__") == 0);
    return name;
}

/* ---- Literals ---- */

static void
quoted(struct maker *m, const char *prefix, const char *text)
{
    static const char *const quotes[] = {"'",  "'",   "'",     "\"",
                                         "\"", "'''", "\"\"\""};
    const char *quote = PICK(m, quotes);

    say(m, "%s%s%s%s", prefix, quote, text, quote);
}

/* A string literal of the name TEXT: prefixed, in pieces, or with an escape. */
static void
literal(struct maker *m, const char *text)
{
    static const char *const prefixes[] = {"u",  "b",  "r", "U",
                                           "ur", "br", "u", "B"};
    static const char *const prefixes_3[] = {"u",  "b",  "r", "U", "R",
                                             "rb", "br", "u", "B", "Rb"};
    size_t first = strlen(text) / 2;
    char half[64];

    if (chance(m, 6) && first > 0) {
        snprintf(half, sizeof half, "%.*s", (int)first, text);
        quoted(m, "", half);
        say(m, chance(m, 50) ? " " : "");
        quoted(m, chance(m, 80) ? "" : "u", text + first);
    } else if (chance(m, 3) && first > 0) {
        snprintf(half, sizeof half, "\\x%02x%s", (unsigned)text[0], text + 1);
        quoted(m, chance(m, 50) ? "" : "u", half);
    } else {
        quoted(m, chance(m, 90) ? "" : PICK_OF(m, prefixes, prefixes_3), text);
    }
}

/* Items that no Python takes, or that it takes where few would think so. */
static const char *const odd_items[] = {"''",
                                        "'a b'",
                                        "'1a'",
                                        "'a.b'",
                                        "' a'",
                                        "'a\\0'",
                                        "'a\\n'",
                                        "'\\xe9'",
                                        "u'\\xe9'",
                                        "u'\\u20ac'",
                                        "1",
                                        "None",
                                        "-1",
                                        "2L",
                                        "3.5",
                                        "('a',)",
                                        "['b']",
                                        "0x1f",
                                        "()",
                                        "'class'",
                                        "'None'",
                                        "u'\\x61'",
                                        "u'a\\xe9\\xe8'",
                                        "'__x.y'",
                                        "1j",
                                        "'__dict'",
                                        "'a' u'\\xe9'",
                                        "'\\141'",
                                        "'a-b'",
                                        "True",
                                        "r'\\x61'",
                                        "ur'\\u0061'",
                                        "'\\q'",
                                        "u'\\U00000062'",
                                        "0777",
                                        "'a\\\nb'",
                                        "(('c'))",
                                        "((1))",
                                        "False",
                                        "1e3",
                                        "'\\\\'",
                                        "r'a\\'b'",
                                        "'__weakref__' ''",
                                        "u'__dict__'",
                                        "[]",
                                        "('a', ('b', None))"};

static const char *const odd_items_3[] = {"''",
                                          "'a b'",
                                          "'1a'",
                                          "'a.b'",
                                          "' a'",
                                          "'a\\0'",
                                          "'a\\n'",
                                          "'\\xe9'",
                                          "u'\\xe9'",
                                          "u'\\u20ac'",
                                          "1",
                                          "None",
                                          "-1",
                                          "3.5",
                                          "('a',)",
                                          "['b']",
                                          "0x1f",
                                          "()",
                                          "'class'",
                                          "'None'",
                                          "u'\\x61'",
                                          "u'a\\xe9\\xe8'",
                                          "'__x.y'",
                                          "1j",
                                          "'__dict'",
                                          "'a' u'\\xe9'",
                                          "'\\141'",
                                          "'a-b'",
                                          "True",
                                          "r'\\x61'",
                                          "'\\q'",
                                          "u'\\U00000062'",
                                          "'a\\\nb'",
                                          "(('c'))",
                                          "((1))",
                                          "False",
                                          "1e3",
                                          "'\\\\'",
                                          "r'a\\'b'",
                                          "'__weakref__' ''",
                                          "u'__dict__'",
                                          "[]",
                                          "('a', ('b', None))",
                                          "b'a'",
                                          "0o17",
                                          "1_000",
                                          "b'\\xe9'",
                                          "u'\\xe9\\xe8'",
                                          "'\\u0436'",
                                          "'a\\u20ac'",
                                          "'\\xb7'",
                                          "'a\\xb7'",
                                          "'\\xd7'",
                                          "rb'a'",
                                          "'\\u03b1__'",
                                          "'__\\xfc'",
                                          "'\\400'"};

static void
odd_item(struct maker *m)
{
    say(m, "%s", PICK_OF(m, odd_items, odd_items_3));
}

static void
slot_item(struct maker *m)
{
    if (m->odd && chance(m, 22))
        odd_item(m);
    else if (chance(m, 7))
        literal(m, "__dict__");
    else if (chance(m, 7))
        literal(m, "__weakref__");
    else
        literal(m, attribute(m));
}

/* What may stand between two tokens inside brackets. */
static void
gap(struct maker *m, bool lines)
{
    if (lines && chance(m, 12))
        say(m, chance(m, 40) ? "  # 'x', (y\n\n   " : "\n");
    else if (chance(m, 30))
        say(m, " ");
}

static void
slot_items(struct maker *m, size_t count, bool lines, bool comma)
{
    for (size_t i = 0; i < count; i++) {
        gap(m, lines);
        slot_item(m);
        gap(m, lines);
        if (i + 1 < count || comma)
            say(m, ", ");
    }
    gap(m, lines);
}

/* How many slots: few as a rule. */
static size_t
slot_count(struct maker *m)
{
    if (chance(m, 1))
        return 2 + random_below(m->dice, 25);
    return 1 + random_below(m->dice, chance(m, 70) ? 2 : 5);
}

/* The value of __slots__. LINES: whether it may have line breaks. */
static void
slots_value(struct maker *m, bool lines)
{
    static const char *const none[] = {"()", "()", "( )", "[]", "[ ]"};
    static const char *const wrong[] = {"None", "3",    "-1",    "2.5",    "7L",
                                        "''",   "True", "((3))", "(None)", "1j"};
    static const char *const wrong_3[] = {
        "None", "3", "-1", "2.5", "b''", "''", "True", "((3))", "(None)", "b'ab'"};
    size_t count = slot_count(m);

    if (m->odd && chance(m, 8)) {
        say(m, "%s", PICK_OF(m, wrong, wrong_3));
    } else if (chance(m, m->frugal)) {
        say(m, "%s", PICK(m, none));
        m->adds = false;
    } else if (chance(m, 15)) {
        slot_item(m);
    } else if (chance(m, 4)) {
        say(m, "("); /* brackets alone make no tuple */
        slot_items(m, 1, lines, false);
        say(m, ")");
    } else if (chance(m, 10)) {
        slot_items(m, count, false, count == 1 || chance(m, 50));
    } else if (chance(m, 35)) {
        say(m, "[");
        slot_items(m, count, lines, chance(m, 30));
        say(m, "]");
    } else {
        say(m, "(");
        slot_items(m, count, lines, count == 1 || chance(m, 30));
        say(m, ")");
    }
}

/* ---- Bodies ---- */

/* Values of class variables; and those that go on in the next line. */
static const char *const values[] = {"1",
                                     "-1",
                                     "None",
                                     "'text'",
                                     "\"it's # no comment\"",
                                     "(1, 2)",
                                     "[1, [2, (3,)]]",
                                     "{'a': [1, 2], 'b': (3,)}",
                                     "lambda self, x=(1, 2): {'}': x}",
                                     "1 + 2 * (3 - 4)",
                                     "'a' 'b'",
                                     "not 1",
                                     "u'\\xe9'",
                                     "r'\\d'",
                                     "'it\\'s'",
                                     "0.5e3",
                                     "(lambda: ')')",
                                     "{}",
                                     "1 if True else (2, 3)",
                                     "[1, 2][0:1]",
                                     "1 < 2 <> 3",
                                     "`1`",
                                     "'%s:' % (1,)",
                                     "len((1, 2))",
                                     "-1 ** 2",
                                     "1 and 'a' or []",
                                     "'='.join(['b'])",
                                     "{1: {2: 3}}[1]",
                                     "(lambda x: x)(1)",
                                     "0777",
                                     "1L",
                                     "2j",
                                     ".5",
                                     "True",
                                     "b == 1 if False else 2",
                                     "(x for x in (1, 2))",
                                     "1 is not None"};

static const char *const values_3[] = {"1",
                                       "-1",
                                       "None",
                                       "'text'",
                                       "\"it's # no comment\"",
                                       "(1, 2)",
                                       "[1, [2, (3,)]]",
                                       "{'a': [1, 2], 'b': (3,)}",
                                       "lambda self, x=(1, 2): {'}': x}",
                                       "1 + 2 * (3 - 4)",
                                       "'a' 'b'",
                                       "not 1",
                                       "u'\\xe9'",
                                       "r'\\d'",
                                       "'it\\'s'",
                                       "0.5e3",
                                       "(lambda: ')')",
                                       "{}",
                                       "1 if True else (2, 3)",
                                       "[1, 2][0:1]",
                                       "'%s:' % (1,)",
                                       "len((1, 2))",
                                       "-1 ** 2",
                                       "1 and 'a' or []",
                                       "'='.join(['b'])",
                                       "{1: {2: 3}}[1]",
                                       "(lambda x: x)(1)",
                                       "2j",
                                       ".5",
                                       "True",
                                       "b == 1 if False else 2",
                                       "(x for x in (1, 2))",
                                       "1 is not None",
                                       "...",
                                       "[i for i in (1, 2)]",
                                       "0o17",
                                       "1_0.5",
                                       "b'a'",
                                       "rb'a'",
                                       "f'{1}'",
                                       "{1, 2}",
                                       "1 != 2",
                                       "(*(1, 2), 3)"};

static const char *const broken_values[] = {
    "(1,  # one (\n  2)",        "'''three\n__slots__ = 'no'\n'''", "'a' \\\n  'b'",
    "[\n\n  'x',\n# comment\n]", "{\n'a': 1,\n    'b': 2}",         "'a\\\nb'"};

static void
simple_assignment(struct maker *m, bool lines)
{
    const char *spaces = chance(m, 80) ? " " : "";

    static const char *const annotations[] = {"1",    "'int'",    "len",
                                              "None", "[1, (2)]", "{1: 2}"};

    if (m->h->three && chance(m, 12)) {
        say(m, "%s: %s", variable(m), PICK(m, annotations));
        if (chance(m, 60))
            say(m, " = %s", PICK(m, values_3));
        return;
    }
    if (chance(m, 5))
        say(m, "%s = ", variable(m));
    say(m, "%s%s=%s%s", variable(m), spaces, spaces,
        lines && chance(m, 25) ? PICK(m, broken_values)
                               : PICK_OF(m, values, values_3));
}

static void
slots_assignment(struct maker *m, bool lines)
{
    const char *spaces = chance(m, 85) ? " " : "";

    if (m->h->three && chance(m, 4)) {
        say(m, "__slots__: 'tuple' = (");
        slots_value(m, lines);
        say(m, ")"); /* before 3.8 they are wanted */
        return;
    }
    if (chance(m, 2))
        say(m, "%s = ", variable(m));
    say(m, "__slots__%s=%s", spaces, spaces);
    if (chance(m, 2))
        say(m, "%s = ", variable(m));
    if (lines && chance(m, 5))
        say(m, "\\\n      ");
    slots_value(m, lines);
}

/* Ends a line of the body. */
static void
line_end(struct maker *m)
{
    if (chance(m, 8))
        say(m, "  # it's a comment (");
    say(m, "\n");
    if (chance(m, 5))
        say(m, chance(m, 50) ? "\n" : "   # between\n");
}

/* A function, with what is inside it: nothing of that is the class's. */
static void
definition(struct maker *m)
{
    static const char *const bodies[] = {
        " pass\n",
        " return 1; pass\n",
        "\n%s%spass\n",
        "\n%s%s'doc'\n\n%s%s__slots__ = ('no',)\n",
        "\n%s%sif self:\n%s%s   return (1,\n2)\n%s%selse: pass\n",
        "\n%s%sclass Inner(int): __slots__ = 'no'\n%s%sreturn Inner\n",
        "\n%s%sx = '''\nclass No(object): pass\n'''\n%s%sreturn x\n",
        "\n# comment\n%s%sreturn {'a': [\n1]}  # )\n\n"};
    static const char *const decorators[] = {"@property", "@staticmethod",
                                             "@classmethod"};
    static const char *const parameters[] = {
        "self", "self, x=(1, 2), *rest", "self,\n  x=':'", "self, x={'a': 1}, **k",
        "self, x=[],  # rest)\n y=')'"};
    const char *in = m->indent, *body = PICK(m, bodies);

    if (chance(m, 15))
        say(m, "%s\n%s", PICK(m, decorators), in);
    static const char *const parameters_3[] = {"self", "self, *, x=1",
                                               "self, x: int = 3, *rest: 'str'",
                                               "self, **k: {1: 2}"};
    bool three = m->h->three;

    say(m, "%sdef %s(%s)%s:", three && chance(m, 8) ? "async " : "", variable(m),
        three && chance(m, 30) ? PICK(m, parameters_3) : PICK(m, parameters),
        three && chance(m, 15) ? " -> len" : "");
    for (const char *p = body; *p != '\0'; p++)
        if (p[0] == '%' && p[1] == 's') {
            say(m, "%s", in);
            p++;
        } else {
            say(m, "%c", *p);
        }
}

static void
docstring(struct maker *m)
{
    static const char *const texts[] = {
        "'doc'",
        "\"it's a # doc\"",
        "'''doc\n\nclass No(object): pass\n  of lines'''",
        "\"\"\"doc \\\"\"\" of '''more'''\n\"\"\"",
        "u'doc'",
        "'two' 'pieces'",
        "r'\\d'",
        "'continued \\\ndoc'"};

    say(m, "%s", PICK(m, texts));
}

/* One statement or several on one line. */
static void
small_statements(struct maker *m, bool slotted, bool lines)
{
    bool before = false;

    if (chance(m, 4)) {
        docstring(m);
        say(m, "; ");
    }
    if (slotted) {
        slots_assignment(m, lines);
        before = true;
        if (chance(m, 2)) { /* the second one counts */
            say(m, "; ");
            slots_assignment(m, lines);
        }
    }
    if (!before || chance(m, 8)) {
        say(m, before ? "; " : "");
        if (before && chance(m, 70))
            simple_assignment(m, lines);
        else
            say(m, "pass");
    }
    if (chance(m, 4))
        say(m, ";");
}

static void
block(struct maker *m, bool slotted)
{
    static const char *const indents[] = {"    ", "    ", " ",
                                          "  ",   "\t",   "        "};
    size_t others = random_below(m->dice, 3);
    size_t place = random_below(m->dice, others + 1);

    m->indent = PICK(m, indents);
    line_end(m);
    if (chance(m, 20)) {
        say(m, "%s", m->indent);
        docstring(m);
        line_end(m);
    }
    for (size_t i = 0; i <= others; i++) {
        say(m, "%s", m->indent);
        if (i == place) {
            small_statements(m, slotted, true);
            line_end(m);
        } else if (chance(m, 55)) {
            simple_assignment(m, true);
            line_end(m);
        } else {
            definition(m);
        }
    }
}

/* ---- Statements ---- */

/* Bases that many classes may have together: later ones first, object last. */
static void
sort_bases(const char *bases[], size_t ranks[], size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && ranks[j] > ranks[j - 1]; j--) {
            const char *base = bases[j];
            size_t rank = ranks[j];

            bases[j] = bases[j - 1];
            ranks[j] = ranks[j - 1];
            bases[j - 1] = base;
            ranks[j - 1] = rank;
        }
}

/* A class before class I: sooner one that there may be. */
static size_t
earlier(struct maker *m, size_t i)
{
    size_t of = 0;

    for (int tries = 0; i > 0 && tries < 8; tries++) {
        of = random_below(m->dice, i);
        if (i > 2 && chance(m, 50))
            of = i - 1 - random_below(m->dice, 2);
        if (!m->risky[of])
            break;
    }
    return of;
}

/* Chooses COUNT bases for class I. Once in a while one of them twice. */
static void
choose_bases(struct maker *m, size_t i, const char *bases[], size_t ranks[],
             size_t count)
{
    size_t classes = i == 0 ? 0 : i == 1 ? 60 : 78;

    for (size_t k = 0; k < count; k++) {
        size_t of = earlier(m, i);

        bases[k] = chance(m, classes) ? m->h->statements[of].name : NULL;
        ranks[k] = bases[k] == NULL ? 1 : 2 + of;
        if (bases[k] != NULL)
            m->risky[i] |= m->risky[of];
        if (bases[k] == NULL)
            bases[k] = builtin(m, count);
        if (strcmp(bases[k], "object") == 0)
            ranks[k] = 0;
        for (size_t j = 0; j < k; j++)
            if (strcmp(bases[j], bases[k]) == 0 && !chance(m, 2)) {
                k--;
                classes -= classes / 8;
                break;
            }
    }
}

static void
header(struct maker *m, size_t i)
{
    static const char *const sizes = "\1\1\1\1\1\1\2\2\2\2\2\2\3\3\3\4";
    const char *bases[4];
    size_t ranks[4],
        count = (size_t)
            sizes[random_below(m->dice, i == 0 ? 6 + (size_t)chance(m, 15) : 16)];
    bool lines = chance(m, 3), spaces = chance(m, 5);

    if (i == 1 && chance(m, 60))
        count = 1;
    choose_bases(m, i, bases, ranks, count);
    if (chance(m, 85))
        sort_bases(bases, ranks, count);
    m->now->bases = count;
    if (m->h->three && count == 1 && strcmp(bases[0], "object") == 0 &&
        chance(m, 20)) {
        say(m, "class %s%s:", m->now->name, chance(m, 50) ? "" : "()");
        return;
    }
    say(m, "class %s%s%s(", spaces ? " " : "", m->now->name,
        chance(m, 1) ? " \\\n "
        : spaces     ? " "
                     : "");
    for (size_t k = 0; k < count; k++) {
        gap(m, lines);
        say(m, "%s%s", bases[k], k + 1 < count ? "," : "");
        gap(m, lines || (spaces && k + 1 < count));
    }
    say(m, "%s)%s:", chance(m, 2) ? "," : "", spaces ? " " : "");
}

static void
make_statement(struct maker *m, size_t i)
{
    bool slotted = chance(m, 70);

    m->adds = slotted;
    m->now = &m->h->statements[i];
    m->size = 0;
    m->odd = !chance(m, m->tame);
    m->risky[i] = m->odd;
    name_class(m, i);
    header(m, i);
    if (chance(m, 55)) {
        say(m, chance(m, 95) ? " " : "");
        small_statements(m, slotted, chance(m, 30));
        line_end(m);
    } else {
        block(m, slotted);
    }
    m->risky[i] |= m->now->bases > 1 && m->adds;
    if (chance(m, 20))
        say(m, chance(m, 70) ? "\n" : "\n# a comment: (\n\n");
}

void
hierarchy_make(struct hierarchy *h, struct random *dice, bool three)
{
    static const size_t frugal[] = {10, 30, 60, 85};
    struct maker m = {.h = h, .dice = dice};

    m.tame = chance(&m, 70) ? 97 : 60;
    m.frugal = PICK(&m, frugal);
    h->three = three;
    m.root = chance(&m, 40) ? "object" : PICK_OF(&m, frequent, frequent_3);
    if (chance(&m, 20))
        m.root = PICK_OF(&m, builtins, builtins_3);
    h->count = 1 + random_below(dice, HIERARCHY_CLASSES);
    for (size_t i = 0; i < h->count; i++)
        make_statement(&m, i);
}

void
hierarchy_drop(struct hierarchy *h, size_t i)
{
    memmove(&h->statements[i], &h->statements[i + 1],
            (h->count - i - 1) * sizeof h->statements[0]);
    h->count--;
}

bool
hierarchy_write(const struct hierarchy *h, const char *path)
{
    FILE *file = fopen(path, "w");

    if (file == NULL)
        return false;
    for (size_t i = 0; i < h->count; i++)
        fprintf(file, "#%% %s\n%s", h->statements[i].name, h->statements[i].text);
    return fclose(file) == 0;
}
