"""Runs class statements as CPython does, and prints what `slots layout --tsv` prints.

    python2.7 hierarchies.py FILE...

Each file is run in a namespace of its own, statement by statement: a line `#% NAME` stands
in front of each statement, which makes the class NAME. A statement that failed binds
nothing, and the next one is run. A line `= STATUS` ends what is said about a file.
Runs unmodified on 2.7 and 3.x.
"""
import sys
import warnings

COLLECTED = 1 << 14  # of __flags__: a GC head precedes the instances
PREFIX = "Error when calling the metaclass bases\n    "


def of(cls, name):
    """What type says of cls, whatever its statement called so."""
    return type.__dict__[name].__get__(cls)


def describe(cls):
    return "\t".join([str(of(cls, "__%s__" % name)) for name in
                      ("basicsize", "itemsize", "dictoffset", "weakrefoffset")] +
                     [str(int(of(cls, "__flags__") & COLLECTED != 0)),
                      of(of(cls, "__base__"), "__name__"),
                      ",".join(of(c, "__name__") for c in of(cls, "__mro__"))])


def run(path):
    names, status = {"__name__": "hierarchies"}, 0
    for part in ("\n" + open(path).read()).split("\n#% ")[1:]:
        name, statement = part.split("\n", 1)
        try:
            exec(statement, names)
            said = describe(names[name])
        except SyntaxError:
            raise
        except Exception as error:
            status = 1
            said = "%s: %s" % (type(error).__name__,
                               str(error).replace(PREFIX, "").replace("\n", " "))
        sys.stdout.write("%s\t%s\n" % (name, said))
    sys.stdout.write("= %d\n" % status)


warnings.simplefilter("ignore")
for path in sys.argv[1:]:
    run(path)
