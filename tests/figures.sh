#!/bin/sh
# tests/figures.sh FIGURES FACTS STYLE: what every figure must be, of those that the program FIGURES draws. A phone
# shows it whole, with nothing white around it; it says what it shows to readers who cannot see, with no number left out; each kind of box or line has
# its colour in the style sheets STYLE. And some numbers that are drawn are those of the facts.
set -eu
figures=$1 facts=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
complain() { echo "tests/figures.sh: $*" >&2; failed=1; }

"$figures" > "$work/names"
while read -r name; do
    svg=$work/$name.svg
    "$figures" "$name" > "$svg"
    "$figures" "$name" | cmp -s - "$svg" || complain "$name is drawn in two ways"
    width=$(sed -n 's/.* viewBox="0 0 \([0-9]*\) .*/\1/p' "$svg")
    [ "${width:-999}" -le 344 ] || complain "$name is wider than a phone: $width"
    grep -q 'role="img" aria-labelledby="title" aria-describedby="desc"' "$svg" || complain "$name is not marked as a picture"
    grep -q '^<title id="title">..*</title>$' "$svg" || complain "$name has no title"
    grep -q '^<desc id="desc">.\{60,\}[.]</desc>$' "$svg" || complain "$name has no description"
    grep -qE 'nan|inf\b|%z|%s|%d' "$svg" && complain "$name has a number that is none"
    # A box that lies outside, and a label that would, with characters of six tenths of their size.
    awk -v name="$name" -F '[ "<>=/]+' '
        function field(key,    i) { for (i = 1; i < NF; i++) if ($i == key) return $(i + 1); return "" }
        /viewBox/ { for (i = 1; i < NF; i++) if ($i == "viewBox") { width = $(i + 3); height = $(i + 4) } }
        /^<rect/ { if (field("x") < 0 || field("x") + field("width") > width || field("y") + field("height") > height)
            print name ": outside: " $0 }
        /^<text/ {
            label = $0; gsub(/<[^>]*>/, "", label); gsub(/&#[0-9]+;/, "&", label)
            size = field("font-size"); if (size == "") size = 12
            long = length(label) * size * 0.6; x = field("x"); anchor = field("text-anchor")
            left = anchor == "start" ? x : anchor == "end" ? x - long : x - long / 2
            if (left < -1 || left + long > width + 1 || field("y") > height) print name ": outside: " $0
        }' "$svg" > "$work/outside"
    [ -s "$work/outside" ] && complain "$(cat "$work/outside")"
    # Nothing white at the left or at the bottom: text reaches a quarter of its size below its line.
    awk -v name="$name" -F '[ "<>=/]+' '
        function field(key,    i) { for (i = 1; i < NF; i++) if ($i == key) return $(i + 1); return "" }
        /viewBox/ { for (i = 1; i < NF; i++) if ($i == "viewBox") height = $(i + 4); first = height }
        /^<rect/ { left = field("x"); low = field("y") + field("height") }
        /^<text/ {
            label = $0; gsub(/<[^>]*>/, "", label); gsub(/&#[0-9]+;/, "&", label)
            size = field("font-size"); if (size == "") size = 12
            long = length(label) * size * 0.6; anchor = field("text-anchor")
            left = field("x") - (anchor == "start" ? 0 : anchor == "end" ? long : long / 2); low = field("y") + size / 4
        }
        /^<(rect|text)/ { if (left < first) first = left; if (low > lowest) lowest = low }
        END {
            if (first > 2) print name ": begins " first " from the left"
            if (height - lowest > 2) print name ": ends " height - lowest " above the bottom"
        }' "$svg" > "$work/white"
    [ -s "$work/white" ] && complain "$(cat "$work/white")"
    grep -o 'class="[a-z-]*"' "$svg" | sort -u | sed 's/class="\(.*\)"/\1/' | while read -r kind; do
        case $kind in on-empty | on-outside | on-outline) continue ;; esac
        cat "$@" | grep -qE "^\.drawing .*\.$kind([^a-z-]|$)" || echo "$kind"
    done > "$work/kinds"
    [ -s "$work/kinds" ] && complain "$name has kinds without a colour: $(cat "$work/kinds")"
done < "$work/names"

# says FIGURE FACT WORDS: the figure has the words, with the fact's value for #, written as 1,048.
says() {
    value=$(awk -F '\t' -v key="$2" '$1 == key { print $2 }' "$facts" | sed 's/\(.\)\([0-9][0-9][0-9]\)$/\1,\2/')
    words=$(echo "$3" | sed "s/#/${value:-nothing}/")
    grep -qF -- "$words" "$work/$1.svg" || complain "$1 does not say: $words"
}
says dict-stairs dict.empty.lp64 'an empty dictionary takes # bytes'
says dict-stairs dict.6.lp64 '>6: #<'
says fixed-par fixed.over.1.lp64 '>#<'
says hybrid-splits hybrid.nine.plain.lp64 '>#<'

[ $failed = 0 ] && echo "figures: each fits a phone, describes itself, and has its colours"
