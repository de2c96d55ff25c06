"""python2.7 replay.py SESSION...: repeats what stands behind the prompts, and says where it got
another answer. With --print it prints the sessions with its own answers instead. The functions are
those that the appendix of myths shows to its reader."""
import gc
import sys
from struct import calcsize
from sys import getsizeof
from weakref import ref


def filled(cls, n):
    o = cls()
    for i in range(n):
        setattr(o, 'a%d' % i, None)
    return o


def weigh(o):
    dicts = [d for d in gc.get_referents(o) if type(d) is dict]
    return getsizeof(o) + sum(map(getsizeof, dicts))


FUNCTIONS = dict(calcsize=calcsize, filled=filled, getsizeof=getsizeof, ref=ref, weigh=weigh)


class Answer(object):
    """What a statement prints."""

    def __init__(self):
        self.text = ''

    def write(self, text):
        self.text += text


def answer(statement, names):
    kept, sys.stdout = sys.stdout, Answer()
    try:
        try:
            exec compile(statement + '\n', '<session>', 'single') in names
        except Exception as error:
            print '%s: %s' % (type(error).__name__, error)
        return sys.stdout.text
    finally:
        sys.stdout = kept


def replay(lines):
    names = dict(FUNCTIONS, __name__='__main__')
    for line in lines:
        if line.startswith('>>> '):
            yield line
            for told in answer(line[4:].rstrip('\n'), names).splitlines(True):
                yield told


def main(arguments):
    status = 0
    for path in arguments:
        if path == '--print':
            continue
        with open(path) as session:
            lines = list(session)
        told = list(replay(lines))
        if arguments[0] == '--print':
            sys.stdout.writelines(told)
        elif told != lines:
            print '%s: CPython says otherwise:' % path
            sys.stdout.writelines(told)
            status = 1
    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
