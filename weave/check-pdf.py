# qpdf --json BOOK | check-pdf.py: every link and bookmark of a PDF leads to a place that is there, and the file says what
# it is. Reads both versions of qpdf's JSON.

import json
import sys

book = json.load(sys.stdin)
objects = book['qpdf'][1] if 'qpdf' in book else book['objects']
objects = {key.removeprefix('obj:'): entry.get('value', entry.get('stream', {}).get('dict')) if 'qpdf' in book else entry
           for key, entry in objects.items() if isinstance(entry, dict) or 'qpdf' not in book}


def get(value):
    while isinstance(value, str) and value.endswith(' R') and value in objects:
        value = objects[value]
    return value


def text(value):
    return value.removeprefix('u:').removeprefix('b:') if isinstance(value, str) else value


def names(node):
    node = get(node)
    for kid in node.get('/Kids', []):
        yield from names(kid)
    entries = get(node.get('/Names', []))
    yield from zip(map(text, entries[::2]), entries[1::2])


def targets():
    for entry in objects.values():
        if not isinstance(entry, dict):
            continue
        action = get(entry.get('/A'))
        if '/Dest' in entry:
            yield get(entry['/Dest'])
        elif isinstance(action, dict) and action.get('/S') == '/GoTo':
            yield get(action.get('/D'))


trailer = objects.get('trailer') or book.get('objects', {}).get('trailer')
root, info = get(trailer['/Root']), get(trailer['/Info'])
places = {name: get(place) for name, place in names(get(root['/Names'])['/Dests'])}
pages = {key for key, entry in objects.items() if isinstance(entry, dict) and entry.get('/Type') == '/Page'}
faults, count = [], 0
for target in targets():
    count += 1
    if isinstance(target, str):
        place = places.get(text(target))
        place = get(place.get('/D')) if isinstance(place, dict) else place
    else:
        place = target
    if not place or place[0] not in pages:
        faults.append(f'a link leads to {target}, which is not there')
faults += [f'the file does not say its {key}' for key in ('/Title', '/Author', '/Subject') if not text(get(info.get(key)))]
faults += [f'the catalogue has no {key}' for key in ('/Lang', '/Outlines') if not get(root.get(key))]
if count < 1:
    faults.append('there are no links')
for fault in faults:
    print('output/book.pdf:', fault, file=sys.stderr)
if faults:
    sys.exit(1)
print(f'book.pdf: {count} links and bookmarks lead to {len(places)} places, {len(pages)} pages')
