"""After how many instances have slots paid for their larger class?  CPython 3.

    python even.py > FILE                 rows for extra-VERSION-ABI.csv

Makes classes as the topic `class_heap` of measure.py does, without slots and
with all attributes in slots, and so many instances of each; all are kept.  The
bytes asked for are those of tracemalloc.  A row of the topic `class_even`: `n`
attributes, and `j` instances, the least number with which the class with slots
and its instances take no more than the other with its own.  `requested` is what
the two differ by with one instance less, a class; empty where that would be
fewer than none.
"""
import gc
import os
import sys
import tracemalloc

CLASSES = 600       # so many that what comes from lists of free blocks is nothing

COLUMNS = ("version", "bits", "topic", "subject", "n", "j", "size", "dict_size",
           "basicsize", "itemsize", "dictoffset", "weakrefoffset", "flags",
           "base", "mro", "members", "requested", "pymalloc", "blocks", "rss",
           "stride", "text")


def make(slotted, names, instances):
    body = {"__slots__": names} if slotted else {}
    body["__module__"] = "oracle"
    made = [type("C", (object,), body)] + [None] * instances
    for i in range(instances):
        o = made[i + 1] = made[0]()
        for name in names:
            setattr(o, name, None)
    return made


def weigh(slotted, attributes, instances):
    """Bytes of a class and its instances, found out in a process of its own."""
    out, into = os.pipe()
    if os.fork() == 0:
        gc.disable()
        names = tuple("a%d" % i for i in range(attributes))
        kept = [make(slotted, names, instances) for i in range(100)]
        kept += [None] * CLASSES
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        for i in range(100, 100 + CLASSES):
            kept[i] = make(slotted, names, instances)
        bytes = tracemalloc.get_traced_memory()[0] - before
        os.write(into, str(bytes).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as f:
        text = f.read()
    os.wait()
    return int(text) / float(CLASSES)


def lead(attributes, instances):
    """What slots take more; the averages are fractions."""
    return round(weigh(True, attributes, instances) -
                 weigh(False, attributes, instances))


def least(attributes):
    low, high = -1, 0
    while lead(attributes, high) > 0:
        low, high = high, 2 * high + 1
    while high - low > 1:
        middle = (low + high) // 2
        if lead(attributes, middle) > 0:
            low = middle
        else:
            high = middle
    return high


def main():
    print(",".join(COLUMNS))
    version = "%d.%d.%d" % sys.version_info[:3]
    bits = 64 if sys.maxsize > 2 ** 32 else 32
    for n in (2, 5, 10, 20, 40):
        j = least(n)
        before = "" if j == 0 else lead(n, j - 1)
        print("%s,%d,class_even,slots,%d,%d,,,,,,,,,,,%s,,,,," %
              (version, bits, n, j, before))


if __name__ == "__main__":
    main()
