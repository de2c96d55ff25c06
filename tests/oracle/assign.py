"""What `o.__class__ = C` says on the CPython 2.7 that runs this file.

    python2.7 tests/oracle/assign.py > tests/oracle/assign-2.7.18-lp64.tsv

A line a class: its key, its name, its bases, its slots ("-": no __slots__), and a letter
for each class in the order of the lines, which is what happened when that class was
assigned to an instance of this one:

    .  it worked
    L  TypeError: __class__ assignment: 'OLD' object layout differs from 'NEW'
    D  TypeError: __class__ assignment: 'OLD' deallocator differs from 'NEW'
    H  TypeError: __class__ assignment: only for heap types
    ?  not tried: CPython 2.7.18 reads behind the end of a built-in type, and may crash
"""
import re

CLASSES = """
object  object  -  -
int     int     -  -
P       P       object  -
Q       Q       object  -
E       E       object  ()
F       F       object  ()
A       A       object  a
A2      A2      object  a
B       B       object  b
AB      AB      object  a,b
BA      BA      object  b,a
AA      AA      object  a,a
AA2     AA2     object  a,a
D       D       object  __dict__
D2      D2      object  __dict__
W       W       object  __weakref__
W2      W2      object  __weakref__
DW      DW      object  __dict__,__weakref__
WD      WD      object  __weakref__,__dict__
AD      AD      object  a,__dict__
AD2     AD2     object  a,__dict__
AW      AW      object  a,__weakref__
AW2     AW2     object  a,__weakref__
ADW     ADW     object  a,__dict__,__weakref__
ADW2    ADW2    object  a,__dict__,__weakref__
C1      C       object  __x
C2      C       object  __x
C3      _C      object  __x
C4      X       object  __x
C5      X       object  _C__x
EP      EP      E       -
EA      EA      E       a
PP      PP      P       -
PE      PE      P       ()
PA      PA      P       a
QA      QA      Q       a
AE      AE      A       ()
A2E     A2E     A2      ()
AP      AP      A       -
AQ      AQ      A       -
A_b     A_b     A       b
A_b2    A_b2    A       b
A2_b    A2_b    A2      b
A_a     A_a     A       a
DP      DP      D       -
DQ      DQ      D       -
AxP     AxP     A,P     -
ExA     ExA     E,A     ()
I       I       int     -
J       J       int     -
IE      IE      int     ()
IA      IA      int     a
IA2     IA2     int     a
T       T       tuple   -
U       U       tuple   -
TE      TE      tuple   ()
UE      UE      tuple   ()
X       X       Exception  -
XE      XE      Exception  ()
Y       Y       BaseException  ()
"""

COLLECTED, MADE = 1 << 14, 1 << 9


def shape(t):
    """The type that gave the instances of t their layout."""
    while t.__base__ and all(
            getattr(t, n) == getattr(t.__base__, n) for n in (
                "__basicsize__", "__itemsize__", "__dictoffset__",
                "__weakrefoffset__")) \
            and not (t.__flags__ ^ t.__base__.__flags__) & COLLECTED:
        t = t.__base__
    return t


def reads_behind(old, new):
    old, new = shape(old), shape(new)
    return (old is not new and old.__base__ is new.__base__ and
            not old.__flags__ & new.__flags__ & MADE)


def assign(old, new):
    if old.__flags__ & new.__flags__ & MADE and reads_behind(old, new):
        return "?"
    o = old()
    try:
        o.__class__ = new
    except TypeError as e:
        m = re.match(r"__class__ assignment: (?:'(.*)' (object layout|deallocator) "
                     r"differs from '(.*)'|only for heap types)$", str(e))
        assert m and (m.group(1) or old.__name__) == old.__name__
        assert (m.group(3) or new.__name__) == new.__name__
        return {"object layout": "L", "deallocator": "D", None: "H"}[m.group(2)]
    assert type(o) is new
    return "."


def main():
    made, rows = {}, []
    for line in CLASSES.split("\n")[1:-1]:
        key, name, bases, slots = line.split()
        if bases == "-":
            made[key] = getattr(__import__("__builtin__"), name)
        else:
            body = {} if slots == "-" else {
                "__slots__": () if slots == "()" else tuple(slots.split(","))}
            made[key] = type(name, tuple(
                made.get(b) or getattr(__import__("__builtin__"), b)
                for b in bases.split(",")), body)
        rows.append((key, name, bases, slots))
    for row in rows:
        print("\t".join(row + ("".join(assign(made[row[0]], made[other[0]])
                                       for other in rows),)))


main()
