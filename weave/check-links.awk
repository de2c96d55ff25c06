# check-links.awk PAGES: every link inside the book must lead to a page and an id that exist.

function base(path) { sub(/.*\//, "", path); return path }

# The next value of an attribute in the text, from `at` on; sets `at` behind it.
function next_value(attribute,   start, rest) { # sets `value` too
    start = index(substr(text, at), attribute "=\"")
    if (!start) return ""
    at += start + length(attribute) + 1
    rest = substr(text, at)
    value = substr(rest, 1, index(rest, "\"") - 1)
    at += length(value)
    return 1
}

FNR == 1 { page = base(FILENAME); pages[page] = 1; folder = substr(FILENAME, 1, length(FILENAME) - length(page)) }

{
    text = " " $0
    at = 1
    while (next_value(" id")) {
        if ((page "#" value) in ids) fault(page, "the id \"" value "\" is there twice")
        ids[page "#" value] = 1
    }
    at = 1
    while (next_value(" href")) {
        links++
        from[links] = page
        href[links] = value
    }
}

function fault(page, message) {
    print page ": " message > "/dev/stderr"
    failed = 1
}

END {
    for (i = 1; i <= links; i++) {
        if (href[i] ~ /^[a-z]+:/ || href[i] == "style.css") continue
        if (href[i] ~ /^examples\//) {
            if ((getline line < (folder href[i])) < 0) fault(from[i], "a link leads to " href[i] ", a file that is not there")
            close(folder href[i])
            continue
        }
        target = href[i] ~ /^#/ ? from[i] href[i] : href[i]
        split(target, parts, "#")
        if (!(parts[1] in pages)) fault(from[i], "a link leads to " href[i] ", a page that is not there")
        else if (target ~ /#/ && !(target in ids)) fault(from[i], "a link leads to " href[i] ", an id that is not there")
    }
    exit failed
}
