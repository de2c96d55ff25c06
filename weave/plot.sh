#!/bin/sh
# weave/plot.sh SERIES NAME FOLDER: the figure NAME, as SVG on standard output. `SERIES NAME` prints its data, and the scripts
# plot.gp and NAME.gp in FOLDER draw them with gnuplot. plot.awk makes of that a figure like those of the pen.
set -eu
series=$1 name=$2 folder=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$series" "$name" > "$work/data"
(cd "$folder" && gnuplot -e "data = '$work/data'" plot.gp "$name.gp") > "$work/svg" 2> "$work/messages" &&
    ! [ -s "$work/messages" ] || { sed "s|^|$folder/$name.gp: |" "$work/messages" >&2; exit 1; }
tr '\n' ' ' < "$work/svg" | sed 's/</\n</g' > "$work/tags"
awk -f "$(dirname "$0")/plot.awk" "$folder/plot.gp" "$work/data" "$work/tags"
