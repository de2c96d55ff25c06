#!/bin/sh
# The weaver must refuse what a reader should not see. Breaks a copy of the book in one place after the
# other, and expects a failure that names the place; feeds the checks of links and of TeX's log with faults.
set -eu
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
failed=0

# expect WORDS COMMAND...: the command fails and says the words.
expect() {
    words=$1
    shift
    if "$@" > "$copy/said" 2>&1; then
        echo "tests/weave.sh: no failure, but expected: $words" >&2
        failed=1
    elif ! grep -qF -- "$words" "$copy/said"; then
        echo "tests/weave.sh: expected: $words; got: $(head -5 "$copy/said")" >&2
        failed=1
    fi
}

# broken FILE LINE-NUMBER-PATTERN EDIT WORDS: the book with FILE edited by sed is refused at the place.
broken() {
    file=$1 pattern=$2 edit=$3 words=$4
    line=$(grep -n -m 1 -- "$pattern" "$file" | cut -d : -f 1)
    cp -p "$file" "$copy/kept"
    sed "${line}${edit}" "$copy/kept" > "$copy/book/$file"
    expect "$file:$line: $words" make -s -C "$copy/book" html
    cp "$copy/kept" "$copy/book/$file" # newer than what was broken, so that it heals
}

mkdir "$copy/book"
tar -cf - --exclude .git --exclude output/clang --exclude output/lines --exclude output/m32 --exclude output/sanitize . | tar -xf - -C "$copy/book"
make -s -C "$copy/book" html > /dev/null
# What the search knows: of each kind one that is in the book, and nothing that leads nowhere.
known="$copy/book/output/weave/documents.js"
make -s -C "$copy/book" output/weave/documents.js
for entry in '["s","3.6 Setting",' '["c","3·2 struct sl_dict",' '["i","sl_dict_set",' '["f","dict.empty.lp64 = 280 bytes",' '["t","dummy",'; do
    grep -qF -- "$entry" "$known" || { echo "tests/weave.sh: the search does not know $entry" >&2; failed=1; }
done
sed -n 's/.*,"\([^"]*\)"\],*$/<a href="\1">x<\/a>/p' "$known" > "$copy/book/output/html/known.html"
awk -f weave/check-links.awk "$copy"/book/output/html/*.html || failed=1
rm "$copy/book/output/html/known.html"

broken chapters/03-dict.nw '\[280\]{.fact of=dict.empty.lp64}' 's/\[280\]/[281]/' 'the text says 281'
broken chapters/03-dict.nw '{.fact of=dict.6.lp64}' 's/dict\.6\.lp64/dict.no.such/' ''
broken chapters/03-dict.nw '@sec:builtin' 's/@sec:builtin/@sec:nowhere/' ''
broken chapters/03-dict.nw '@knuth1998' 's/@knuth1998/@nobody1998/' ''
broken chapters/03-dict.nw 'transcript of="dict-growth"' 's/dict-growth/dict-nothing/' ''
broken chapters/03-dict.nw 'figure of="dict-states"' 's/dict-states" /dict-nothing" /' ''

# The site: whole without a network, small, and on every page its place in the book.
site=$copy/book/output/html
fault() { echo "tests/weave.sh: $1" >&2; failed=1; }
rm "$copy/book/output/weave/fonts"
expect "the font none.otf is not installed: run 'make deps'" make -s -C "$copy/book" html FACES=none.otf
for page in "$site"/*.html; do
    [ "$(grep -c 'aria-current="page"' "$page")" = 1 ] || fault "$page: the contents do not show one page as the current one"
    ! grep -E '<(script|link|img)[^>]*(src|href)="[a-z]*:' "$page" || fault "$page: fetches something from the network"
    [ "$(grep -c '<h1' "$page")" -ge 1 ] && grep -q '<html lang=' "$page" && grep -q '<main id="main"' "$page" ||
        fault "$page: no heading, no language or no landmark"
done
headings=$(grep -c '<h2' "$site/dict.html")
entries=$(sed -n '/<nav id="contents"/,/<\/nav>/p' "$site/dict.html" | grep -c 'href="#sec-')
[ "$headings" = "$entries" ] || fault "dict.html has $headings sections, and $entries in its contents"
! grep -E 'url\("?[a-z]*:' "$site/style.css" || fault "style.css fetches something from the network"
[ "$(wc -c < "$site/book.js")" -le 30720 ] || fault "book.js is larger than 30 KB"
for font in $(sed -n 's/.*url("\(fonts[^"]*\)").*/\1/p' "$site/style.css"); do
    [ "$(head -c 4 "$site/$font")" = wOF2 ] || fault "$font is missing or no font"
done
words=$(awk -F'\t' '$1 == "dict.empty.words.lp64" { print $2 }' "$copy/book/output/facts.tsv")
cells=$(grep -o '<rect class="h[a-z]*"' "$site/index.html" | wc -l)
[ "$words" = "$cells" ] || fault "the emblem has $cells words, an empty dictionary $words"

# Where a page of the PDF may end: not after a brace alone, nor within the comment of an interface.
paper="$copy/book/output/weave/book.tex"
make -s -C "$copy/book" output/weave/book.tex
! grep -E '^\\CodeLine\{(\\Spaces\{[0-9]+\})?\\\{\}\{[0-9]{1,4}\}$' "$paper" || fault "a page may end after a brace alone"
! grep -E '^\\CodeLine\{\\Colour\{co\}\{\\Spaces\{3\}.*\*/\}\}\{[0-9]{1,4}\}$' "$paper" || fault "a page may end after a comment"
! grep -A 20 '^\\BeginChunk{chunk-licence' "$paper" | grep -E 'CodeLink|Colour' || fault "the licence is coloured like code"

# Without what npm fetches there is no search, nor a button for one, and the book is made all the same.
rm -rf "$copy/book/node_modules"
make -s -C "$copy/book" output/html/dict.html output/html/book.js output/weave/no-search > "$copy/said" 2>&1 ||
    { cat "$copy/said"; failed=1; }
grep -q 'has no search' "$copy/said" || fault "nobody says that there is no search"
! grep -q 'class="search"' "$site/dict.html" || fault "a button is left for a search that is not there"
! grep -q MiniSearch "$site/book.js" || fault "a script is left for a search that is not there"
test ! -e "$site/search.js" || fault "search.js is left over"

page() { printf '<html><body id="%s"><a href="%s">x</a></body></html>\n' "$1" "$2"; }
page one '#one' > "$copy/a.html"
page two 'a.html#one' > "$copy/b.html"
awk -f weave/check-links.awk "$copy/a.html" "$copy/b.html"
page two 'c.html' > "$copy/b.html"
expect 'b.html: a link leads to c.html' awk -f weave/check-links.awk "$copy/a.html" "$copy/b.html"
page two 'examples/c.c' > "$copy/b.html"
expect 'b.html: a link leads to examples/c.c' awk -f weave/check-links.awk "$copy/a.html" "$copy/b.html"
page two 'a.html#three' > "$copy/b.html"
expect 'b.html: a link leads to a.html#three' awk -f weave/check-links.awk "$copy/a.html" "$copy/b.html"
printf '<p id="one"></p>\n<p id="one"></p>\n' > "$copy/b.html"
expect 'b.html: the id "one" is there twice' awk -f weave/check-links.awk "$copy/a.html" "$copy/b.html"

log() { echo "$1" > "$copy/log"; expect "$2" awk -f weave/check-log.awk "$copy/log"; }
log 'Overfull \hbox (3.5pt too wide) in paragraph' 'too wide'
log 'Missing character: There is no x in font y!' 'Missing character'
log "LaTeX Warning: Reference \`x' on page 1 undefined on input line 2." 'undefined'
echo 'Overfull \hbox (0.2pt too wide) in paragraph' > "$copy/log"
awk -f weave/check-log.awk "$copy/log"

# What is shown whole is what the compiler gets: each line after the other in a file of tangled/.
cat > "$copy/whole.awk" <<'EOF'
function plain(text) {
    gsub(/<[^>]*>/, "", text)
    gsub(/&lt;/, "<", text)
    gsub(/&gt;/, ">", text)
    gsub(/&quot;/, "\"", text)
    gsub(/&amp;/, "\\&", text)
    return text
}
FILENAME !~ /\.html$/ { tangled = tangled $0 "\n"; next }
/<details class="whole"/ { whole = "\n"; count++; next }
whole != "" {
    whole = whole plain($0) "\n"
    if (/<\/details>/) {
        if (!index(tangled, whole)) { print FILENAME ": not in tangled/:" whole; failed = 1 }
        whole = ""
    }
}
END { exit failed || count < 10 }
EOF
if ! awk -f "$copy/whole.awk" tangled/*/*.[ch] "$copy"/book/output/html/*.html > "$copy/said"; then
    echo "tests/weave.sh: what is shown whole: $(head -5 "$copy/said")" >&2
    failed=1
fi

# A PDF of one page, as qpdf tells it: pdf TITLE PLACE, with a link to PLACE; "here" is the only one there is.
pdf() {
    sed 's/"Title"/"'"$1"'"/; s/"place"/"u:'"$2"'"/' > "$copy/pdf.json" <<'END'
{"qpdf": [{}, {
"obj:1 0 R": {"value": {"/Type": "/Catalog", "/Lang": "u:en", "/Outlines": {"/Count": 0}, "/Names": {"/Dests": "2 0 R"}}},
"obj:2 0 R": {"value": {"/Names": ["u:here", {"/D": ["3 0 R", "/Fit"]}]}},
"obj:3 0 R": {"value": {"/Type": "/Page", "/Annots": ["4 0 R"]}},
"obj:4 0 R": {"value": {"/Subtype": "/Link", "/A": {"/S": "/GoTo", "/D": "place"}}},
"obj:5 0 R": {"value": {"/Title": "Title", "/Author": "u:A", "/Subject": "u:S"}},
"trailer": {"value": {"/Root": "1 0 R", "/Info": "5 0 R"}}}]}
END
}
if command -v python3 > /dev/null; then
    pdf u:T here
    python3 weave/check-pdf.py < "$copy/pdf.json" > /dev/null
    pdf u:T nowhere
    expect 'a link leads to u:nowhere, which is not there' sh -c "python3 weave/check-pdf.py < '$copy/pdf.json'"
    pdf u: here
    expect 'does not say its /Title' sh -c "python3 weave/check-pdf.py < '$copy/pdf.json'"
fi

[ $failed = 0 ] && echo "weaving: each fault is refused"
exit $failed
