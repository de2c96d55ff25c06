# Generated from chapters/92-layout.nw by make tangle: do not edit. MIT licence.
# layout-points: what instances of three classes look like inside.
# Part of Thirty-Five Pointers. MIT licence.
# Try: slots layout --map layout-points.py
# It prints what tests/examples/layout-points.txt holds.
class Point(object):
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x, self.y = x, y


class NamedPoint(Point):
    def __init__(self, x, y, name):
        Point.__init__(self, x, y)
        self.name = name


class Label(str):
    __slots__ = ()
