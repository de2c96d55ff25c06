#!/bin/sh
# Builds the book from a second copy of the source, in another folder, and compares it with output/.
set -eu
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir "$copy/elsewhere"
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy/elsewhere"
test ! -d node_modules || ln -s "$PWD/node_modules" "$copy/elsewhere/"
make -s -C "$copy/elsewhere" book epub >/dev/null
for made in book.pdf book.epub html facts.tsv; do
    if ! diff -r "output/$made" "$copy/elsewhere/output/$made"; then
        echo "output/$made differs when it is built in another folder" >&2
        exit 1
    fi
done
echo "same bytes: book.pdf, book.epub and html/, built in two folders"
