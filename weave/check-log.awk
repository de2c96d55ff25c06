# Reads LuaLaTeX's log and prints what must not be in it; exits with 1 if there is any.

/^Overfull \\hbox/ {
    points = $3
    sub(/^\(/, "", points)
    if (points + 0 > 0.5 && match($0, /at lines [0-9]+/))
        fault("a line is " (points + 0) " pt too wide: " source(substr($0, RSTART + 9, RLENGTH - 9)))
    else if (points + 0 > 0.5)
        fault($0)
}
/^Missing character/ { fault($0) }
/^(LaTeX|Package hyperref) Warning: .*(undefined|multiply)/ { fault($0) }

# What stands in book.tex on the given line, with little of its TeX.
function source(number,   text) {
    number += 0
    while (at < number && (getline text < "book.tex") > 0) lines[++at] = text
    text = lines[number]
    gsub(/\\Spaces\{[0-9]*\}|\\ /, " ", text)
    gsub(/\\[A-Za-z]+(\{[a-z][a-z]\})?|[{}]/, "", text)
    sub(/[0-9]+$/, "", text)
    return text
}

function fault(message) {
    print "output/book.pdf: " message
    failed = 1
}

END { exit failed }
