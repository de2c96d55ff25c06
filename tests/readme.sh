#!/bin/sh
# Runs each command of README.md's console blocks and compares what it prints with what the README shows,
# and follows the README's recipe for taking an example along.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -v work="$work" '
    /^```console$/ { inside = 1; next }
    /^```/ { inside = 0 }
    inside && /^\$ / { n++; print substr($0, 3) > (work "/" n ".sh"); printf "" > (work "/" n ".expected"); next }
    inside { print > (work "/" n ".expected") }' README.md
for script in "$work"/*.sh; do
    sh "$script" | diff "${script%.sh}.expected" - >&2 ||
        { echo "README.md: '$(cat "$script")' prints something else" >&2; exit 1; }
done
mkdir "$work/coursework"
sed -n 's/^    //p' README.md | grep -A 1 '^cp ' | sed "s|~/coursework|'$work/coursework'|" > "$work/copy"
sh -eu "$work/copy" > "$work/printed"
diff tests/examples/dict-growth.txt "$work/printed" >&2
echo "README.md: its commands print what it shows"
