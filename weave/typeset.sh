#!/bin/sh
# typeset.sh FOLDER: sets FOLDER/book.tex, again until the page numbers in its references have settled,
# and fails on whatever a reader would see: a line too long, a missing character, a reference to nothing.
set -eu
# kpathsea finds Debian's fonts by file name, without a database of all the system's fonts.
export OSFONTDIR=/usr/share/fonts// max_print_line=1000 FORCE_SOURCE_DATE=1
checks=$PWD/weave/check-log.awk
cd "$1"
settled=
for run in 1 2 3 4 5 6; do
  cp book.aux before.aux 2>/dev/null || : > before.aux
  if ! lualatex -interaction=nonstopmode -halt-on-error book.tex > typeset.out; then
    missing=$(sed -n "s/^! LaTeX Error: File .\(.*\)' not found.*/\1/p; s/.*The font \"\([^\"]*\)\" cannot be found.*/\1/p" book.log | head -1)
    if [ "$missing" ]; then echo "TeX has no $missing: run 'make deps'" >&2
    else sed -n '/^!/,/^l\./p' book.log >&2
    fi
    rm -f book.aux # it may be what is wrong
    exit 1
  fi
  if cmp -s book.aux before.aux; then settled=yes; break; fi
done
rm -f before.aux
test "$settled" || { echo "output/book.pdf: after $run runs the page numbers still change" >&2; exit 1; }
exec awk -f "$checks" book.log >&2
