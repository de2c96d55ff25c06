# Generated from chapters/96-verify.nw by make tangle: do not edit. MIT licence.
"""Measures the Python that runs it:  python3 verify.py | slots verify

Prints a line a figure, separated by tabs: the topic, the subject, two numbers, and
the figure. CPython 2.7 and 3. Part of Thirty-Five Pointers. MIT licence.
"""
import gc
import sys
import sysconfig

try:
    import tracemalloc
except ImportError:
    tracemalloc = None

lines = 0


def say(topic, subject, n, j, figure):
    global lines
    lines += 1
    print('\t'.join([topic, subject, str(n), str(j), str(figure)]))


def say_who():
    if hasattr(sys, 'pypy_version_info'):
        build = 'PyPy'
    elif sys.platform in ('win32', 'cygwin'):
        build = 'Windows'
    elif hasattr(sys, 'gettotalrefcount'):
        build = 'debug'
    elif sysconfig.get_config_var('Py_GIL_DISABLED'):
        build = 'free-threaded'
    else:
        build = 'release'
    abi = 'lp64' if sys.maxsize > 2 ** 32 else 'ilp32'
    print('\t'.join(['python', '%d.%d.%d' % sys.version_info[:3], abi, build]))
KEYS = [('str', lambda i: 'k%d' % i),
        ('int', lambda i: i),
        ('mixed', lambda i: i if i == 3 else 'k%d' % i)]


def growth(kind, key, most=20000):
    d, last = {}, None
    for n in range(most + 1):
        size = sys.getsizeof(d)
        if size != last or n == most:
            say('dictionary growth', kind, n, 0, size)
        last = size
        d[key(n)] = None
def history(keys, operations=2000):
    d, x, last = {}, 1, None
    for n in range(1, operations + 1):
        x = x * 16807 % 2147483647
        if x % keys in d:
            del d[x % keys]
        else:
            d[x % keys] = None
        size = sys.getsizeof(d)
        if size != last or n == operations:
            say('dictionary history', 'int', n, keys, size)
        last = size
def updated(d):
    new = {}
    new.update(d)
    return new


WAYS = [('literal', lambda d: eval('{%s}' % ', '.join('%r: 0' % k for k in d))),
        ('dict(d)', dict),
        ('copy', lambda d: d.copy()),
        ('update', updated),
        ('fromkeys(list)', lambda d: dict.fromkeys(list(d))),
        ('fromkeys(d)', dict.fromkeys),
        ('dict(pairs)', lambda d: dict(list(d.items()))),
        ('comprehension', lambda d: {k: 0 for k in d}),
        ('dict(**d)', lambda d: dict(**d))]


def constructors(kind, key, most=100):
    d = {}
    for n in range(most + 1):
        for name, way in WAYS:
            if kind == 'str' or name != 'dict(**d)':
                say('constructors', '%s %s' % (kind, name), n, 0,
                    sys.getsizeof(way(d)))
        d[key(n)] = None
MORE = {'slots': [], 'slots_weakref': ['__weakref__'], 'hybrid': ['__dict__']}


def class_of(kind, n, slots):
    """A class C of that kind, and the function make() that makes an instance."""
    names = ['a%d' % i for i in range(n)]
    sets = '; '.join(['pass'] + ['self.%s = None' % name for name in names])
    outside = kind == 'plain_outside'
    text = ['class C:' if kind == 'classic' else 'class C(object):',
            ' def __init__(self): %s' % ('pass' if outside else sets),
            'def make():',
            ' self = C()',
            ' %s' % (sets if outside else 'pass'),
            ' self.__dict__' if kind == 'plain_looked' else '',
            ' return self']
    if kind in MORE:
        text.insert(1, ' __slots__ = %r' % (names[:slots] + MORE[kind]))
    made = {}
    exec('\n'.join(text), made)
    return made
def instance(kind, n, slots):
    make = class_of(kind, n, slots)['make']
    if tracemalloc:
        say('heap bytes', kind, n, slots, requested(make))
    say('instances', kind, n, slots, sys.getsizeof(make()))


def dictionary(kind, n, nth):
    make = class_of(kind, n, 0)['make']
    made = [make() for i in range(nth)]
    say('instance dictionaries', kind, n, nth, sys.getsizeof(made[-1].__dict__))
if tracemalloc:
    traced = tracemalloc.get_traced_memory  # the bytes in use, and their peak


def requested(make, early=200, many=500):
    """Bytes that an instance has requested, on the average of many."""
    kept = [make() for i in range(early)] + [None] * many
    before = traced()[0]
    for i in range(early, early + many):
        kept[i] = make()
    return int(round((traced()[0] - before) / float(many)))
def by_age(n, many=40):
    """Bytes that each of the first instances, and its class, has requested."""
    cls, made = class_of('plain', n, 0)['C'], [None] * many
    spare = [{} for i in range(1000)]  # what the interpreter has at hand goes here
    before, after = traced()[0], traced()[0]
    for i in range(many):
        before = traced()[0]
        made[i] = cls()
        after = traced()[0]
        say('heap bytes by age', 'plain', n, i + 1, after - before)
BASES = [base for base in (
    object, int, float, complex, bool, str, bytes, bytearray, tuple, list, dict,
    set, frozenset, type, property, BaseException, Exception)]
BODIES = ["pass", "__slots__ = ()", "__slots__ = 'a'", "__slots__ = 'a', 'b', 'c'",
          "__slots__ = '__dict__'", "__slots__ = '__weakref__'",
          "__slots__ = 'a', '__dict__', '__weakref__'", "__slots__ = 'a b'",
          "__slots__ = '__dict__', '__dict__'", "__slots__ = 5,"]


def layout(statement):
    names = {'__name__': 'verify'}
    try:
        exec(statement, names)
        c = names['C']
        told = (c.__basicsize__, c.__itemsize__, c.__dictoffset__,
                c.__weakrefoffset__, c.__flags__ >> 14 & 1, c.__base__.__name__)
        told = ' '.join(str(x) for x in told)
    except Exception as error:
        text = str(error).split('\n    ')[-1].replace('\n', ' ')
        told = '%s: %s' % (type(error).__name__, text)
    say('layouts', statement, 0, 0, told)
def measure_instances(n):
    for kind in ('plain', 'plain_outside', 'plain_looked'):
        instance(kind, n, 0)
    if sys.version_info < (3,):
        instance('classic', n, 0)
    instance('slots', n, n)
    instance('slots_weakref', n, n)
    for slots in sorted(set([0, n // 2, max(n - 1, 0), n])):
        instance('hybrid', n, slots)
    for nth in (1, 2, 10):
        dictionary('plain', n, nth)
        dictionary('plain_outside', n, nth)
def main():
    gc.disable()
    say_who()
    for kind, key in KEYS:
        growth(kind, key)
    for kind, key in KEYS[:2]:
        constructors(kind, key)
    for keys in (8, 97, 1000):
        history(keys)
    if tracemalloc:
        tracemalloc.start()
    for n in range(41):
        measure_instances(n)
    for n in (0, 1, 5, 6, 29, 30, 31) if tracemalloc else ():
        by_age(n)
    for base in BASES:
        for body in BODIES:
            layout('class C(%s): %s' % (base.__name__, body))
    print('end\t%d' % lines)


main()
