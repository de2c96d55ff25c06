# Run twice over the pages of the web book: makes html/previews.js, the chunks that other pages use or name in their
# notes, for js/30-chunks.js. From file:// a page cannot read another one, but it can load a script.
#
#   awk -f weave/previews.awk PAGES pass=2 PAGES

function note_links(text,    link) {
  while (match(text, /href="[^"#]+#chunk-[^"]+"/)) {
    link = substr(text, RSTART + 6, RLENGTH - 7)
    wanted[link] = 1
    text = substr(text, RSTART + RLENGTH)
  }
}

function note_uses(text,    link) {
  while (match(text, /<a class="use" href="[^"#]+#chunk-[^"]+"/)) {
    link = substr(text, RSTART, RLENGTH)
    text = substr(text, RSTART + RLENGTH)
    note_links(link)
  }
}

function emit(    html) {
  html = chunk
  gsub(/ (href|tabindex)="[^"]*"/, "", html)
  gsub(/\\/, "\\\\", html)
  gsub(/"/, "\\\"", html)
  gsub(/\n/, "\\n", html)
  printf "%s\"%s\":\"%s\"", (count++ ? ",\n" : "window.bookPreviews={\n"), key, html
}

FNR == 1 { page = FILENAME; sub(/.*\//, "", page); key = "" }

pass != 2 && /<ul class="notes">/ { note_links($0) }
pass != 2 { note_uses($0); next }

match($0, /^<div class="chunk" id="[^"]+"/) {
  key = page "#" substr($0, RSTART + 23, RLENGTH - 24)
  if (!(key in wanted)) key = ""
  chunk = ""
  next
}

key { chunk = chunk (chunk == "" ? "" : "\n") $0 }
key && /<\/pre>/ { sub(/<\/pre>.*/, "</pre>", chunk); emit(); key = "" }

END { print count ? "\n};" : "window.bookPreviews={};" }
