# plot.awk PLOT_GP DATA SVG: what gnuplot drew, one tag a line, as the pen would have: the title and the description that are the first lines
# of DATA; no group, no definition, no font but one; and a line or a dot has the kind that has its colour in PLOT_GP.

# The value of an attribute in a line of SVG.
function attribute(name,    i, quote, rest) {
    i = match($0, "[ (]" name "=[\"']")
    if (!i) return ""
    quote = substr($0, RSTART + RLENGTH - 1, 1)
    rest = substr($0, RSTART + RLENGTH)
    return substr(rest, 1, index(rest, quote) - 1)
}

# As the pen writes text: escaped, and 1,048 for 1048.
function escaped(text,    done, digits) {
    gsub(/&/, "\\&#38;", text)
    gsub(/</, "\\&#60;", text)
    while (match(text, /[0-9][0-9][0-9][0-9]+/)) {
        digits = substr(text, RSTART, RLENGTH)
        done = done substr(text, 1, RSTART - 1)
        text = substr(text, RSTART + RLENGTH)
        while (length(digits) > 3) {
            done = done substr(digits, 1, (length(digits) - 1) % 3 + 1) ","
            digits = substr(digits, (length(digits) - 1) % 3 + 2)
        }
        done = done digits
    }
    return done text
}

# "rgb(170,  51, 119)" as "#aa3377".
function hex(rgb,    parts) {
    split(rgb, parts, /[^0-9]+/)
    return sprintf("#%02x%02x%02x", parts[2], parts[3], parts[4])
}

function kind_of(colour) {
    if (!(colour in kinds)) { print "plot.awk: no kind has the colour " colour > "/dev/stderr"; failed = 1; exit 1 }
    return kinds[colour]
}

FNR == 1 { file++ }

file == 1 && / = "#[0-9a-f]*"$/ { split($0, half, /[ ="]+/); kinds[half[2]] = half[1]; next }

file == 2 {
    split($0, cells, "\t")
    if (cells[1] == "# title") title = cells[2]
    if (cells[1] == "# description") description = cells[2]
    next
}

file < 3 { next }

/viewBox=/ {
    size = attribute("viewBox")
    split(size, sides, " ")
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%s\" width=\"%s\" height=\"%s\" role=\"img\" " \
        "aria-labelledby=\"title\" aria-describedby=\"desc\" font-family=\"Inconsolata, monospace\" font-size=\"12\">\n" \
        "<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n",
        size, sides[3], sides[4], escaped(title), escaped(description)
}

/<defs>/ { defining = 1 }
/<\/defs>/ { defining = 0; next }
defining { next }

/<g fill="none"/ { width = attribute("stroke-width") }

# What is black is ticks of no length.
/<path / && attribute("stroke") != "black" {
    colour = hex(attribute("stroke"))
    dashes = attribute("stroke-dasharray")
    path = attribute("d")
    gsub(/[ \t]+/, " ", path)
    sub(/^ /, "", path); sub(/ $/, "", path)
    printf "<path class=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" d=\"%s\"%s/>\n", kind_of(colour), colour,
        width, path, dashes == "" ? "" : " stroke-dasharray=\"" dashes "\""
}

/<use / {
    colour = hex(attribute("color"))
    place = attribute("transform")
    sub(/.*translate\(/, "", place); sub(/\).*/, "", place)
    split(place, at, ",")
    printf "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"2.5\" fill=\"%s\"/>\n", kind_of(colour), at[1], at[2], colour
}

/<g transform="translate/ {
    place = attribute("transform")
    sub(/.*translate\(/, "", place); sub(/\).*/, "", place)
    split(place, at, ",")
    anchor = attribute("text-anchor")
}

/<tspan/ {
    sub(/<[^>]*>/, "")
    gsub(/^[ \t]+|[ \t]+$/, "")
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", at[1], at[2], anchor, escaped($0)
}

END { if (!failed) print "</svg>" }
