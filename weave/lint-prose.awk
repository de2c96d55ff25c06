# The rules about prose: naked numbers, facts, references. Reads besides the stream
#
#   numbers    weave/lint-numbers.txt: what may hold a digit without being a fact
#   bib        the bibliography; have_bib is set when there is one
#   facts      the output of the program facts; have_facts is set when there is one
#
# A page's Markdown is read as far as these rules need it: paragraph by paragraph, and in a paragraph
# from one special character to the next. What cannot hold a naked number (code, formulas,
# attributes, addresses, keys of citations, facts) is blanked; what is left is searched for digits.

BEGIN {
    BLANK = sprintf("%c", 3)
    SPECIAL = "[\\\\`$<&@{" Q "]|[[]|]"
    ATTRIBUTES = "^[{](#|[.]|=|-[ }]|[A-Za-z][A-Za-z-]*=)[^}]*[}]"
    CITATION = "^@([{][^}]*[}]|[A-Za-z0-9_]([A-Za-z0-9_]|[:.#$%&+?<>~/-][A-Za-z0-9_])*)"
    prefixes["sec"] = "ch- sec-"
    prefixes["fig"] = "fig-"
    prefixes["tab"] = "tab-"
    prefixes["ex"] = "ex-"
    split("index facts terms chunks identifiers bibliography", made_pages, " ")
    for (i in made_pages)
        page_made[made_pages[i]] = 1
}

kind == "numbers" {
    sub(/(^|[ \t]+)#.*$/, "")
    if ($0 == "")
        next
    pattern[++patterns] = with_any_blanks($0)
    next
}

# A blank of a pattern, outside [...], as any number of blanks.
function with_any_blanks(text,    i, c, in_brackets, result)
{
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "[")
            in_brackets = 1
        else if (c == "]")
            in_brackets = 0
        result = result (c == " " && !in_brackets ? "[ ]+" : c)
    }
    return result
}

kind == "bib" && match($0, /^[ \t]*@[A-Za-z]+[ \t]*[{][ \t]*/) {
    entry = substr($0, RLENGTH + 1)
    sub(/[ \t]*,.*$/, "", entry)
    bib[entry] = 1
    next
}

kind == "facts" {
    split($0, field, "\t")
    fact_value[field[1]] = field[2]
    next
}

END {
    for (d = 1; d <= docs; d++)
        read_docs(d)
    end_page()
    check_references()
    check_links()
    check_sources()
    check_contents()
}

function page_of(file)
{
    if (file == book)
        return "index"
    sub(/^.*\//, "", file)
    sub(/\.nw$/, "", file)
    sub(/^[0-9]+-/, "", file)
    return file
}

# ---- blocks ----------------------------------------------------------------------------------

function end_page()
{
    if (page_file == "")
        return
    for (; divs > 0; divs--)
        problem(page_file, div_line[divs], "a Div is opened here and never closed")
    if (page_file != book && page_headings != 1)
        problem(page_file, 1, "a chapter has one heading of the first level, \"# Title {#ch-name}\";" \
                " this one has " page_headings)
}

function read_docs(d,    k, line, first_k)
{
    if (docs_file[d] != page_file) {
        end_page()
        page_file = docs_file[d]
        page_headings = 0
        first_k = docs_text[d, 1] == "---" && docs_line[d, 1] == 1
    }
    fence = comment_open = ""
    para = ""
    para_lines = 0
    for (k = 1; k <= docs_lines[d]; k++) {
        line = docs_text[d, k]
        if (first_k) {
            if (k > 1 && (line == "---" || line == "..."))
                first_k = 0
            continue
        }
        read_line(line, docs_line[d, k])
    }
    flush()
    if (fence != "")
        problem(page_file, fence_line, "a block of code is opened here and never closed")
}

function read_line(line, number)
{
    if (fence != "") {
        if (index(line, fence) == 1)
            fence = ""
        else if (line ~ /[0-9]/)
            problem(page_file, number, "a number in a block of code: let a program print it, and" \
                    " capture that with {.transcript of=\"NAME\"}")
        return
    }
    line = without_comments(line)
    if (match(line, /^(````*|~~~~*)/) && index(substr(line, RLENGTH + 1), "`") == 0) {
        flush()
        fence = substr(line, 1, RLENGTH)
        fence_line = number
    } else if (line ~ /^[ \t]*$/)
        flush()
    else if (line ~ /^:::/) {
        flush()
        read_div(line, number)
    } else if (line ~ /^#+[ \t]/) {
        flush()
        add_line(line, number)
        heading = 1
        flush()
    } else
        add_line(without_enumerator(line), number)
}

function add_line(line, number)
{
    para_line[++para_lines] = number
    para = para_lines == 1 ? line : para "\n" line
}

function without_comments(line,    end)
{
    if (comment_open) {
        end = index(line, "-->")
        if (!end)
            return ""
        comment_open = 0
        line = substr(line, end + 3)
    }
    while (match(line, /<!--/)) {
        end = index(substr(line, RSTART), "-->")
        if (!end) {
            comment_open = 1
            return substr(line, 1, RSTART - 1)
        }
        line = substr(line, 1, RSTART - 1) substr(line, RSTART + end + 2)
    }
    return line
}

# "1. " counts a list; at the start of a paragraph or in a list, so that "… takes\n12. Then" does not.
function without_enumerator(line)
{
    if (para_lines == 0)
        in_list = 0
    if ((para_lines == 0 || in_list) && match(line, /^[ \t]*[(]?[0-9]+[.)][ \t]/)) {
        in_list = 1
        line = blank(substr(line, 1, RLENGTH)) substr(line, RLENGTH + 1)
    }
    return line
}

function read_div(line, number,    opening)
{
    opening = line
    sub(/^:::+[ \t]*/, "", opening)
    sub(/[ \t]*:*$/, "", opening)
    if (opening == "") {
        if (divs == 0)
            problem(page_file, number, "::: closes a Div, but none is open")
        else
            divs--
        return
    }
    div_line[++divs] = number
    if (opening ~ /^[{]/) {
        read_attributes(opening, number)
        check_div(number)
    }
}

function check_div(number)
{
    if (has_class("transcript") || has_class("table") || has_class("figure")) {
        if (attribute_of == "")
            problem(page_file, number, "this Div names no output: of=\"…\" is missing")
        else {
            source_name[++sources] = attribute_of
            source_kind[sources] = has_class("figure") ? "figure" : "example"
            source_file[sources] = page_file
            source_line[sources] = number
        }
    } else if (attribute_of != "")
        problem(page_file, number, "of=\"" attribute_of "\" stands on a Div that is neither" \
                " .transcript nor .table nor .figure")
}

# ---- attributes and ids ----------------------------------------------------------------------

# {#id .class of=key}: the id is entered; classes and of= are left in attribute_classes, attribute_of.
function read_attributes(text, number,    word)
{
    attribute_classes = " "
    attribute_of = ""
    gsub(/[{}\n]/, " ", text)
    while (match(text, /[^ \t"=]+=("[^"]*"|[^ \t"]*)|[^ \t]+/)) {
        word = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        if (word ~ /^#/)
            enter_id(substr(word, 2), number)
        else if (word ~ /^[.]/)
            attribute_classes = attribute_classes substr(word, 2) " "
        else if (word ~ /^of=/) {
            attribute_of = substr(word, 4)
            gsub(/"/, "", attribute_of)
        }
    }
}

function has_class(name)
{
    return index(attribute_classes, " " name " ") > 0
}

function enter_id(id, number)
{
    last_id = id
    if (id in id_place)
        problem(page_file, number, "the id \"" id "\" is already in " id_place[id])
    else {
        id_place[id] = page_file ":" number
        id_page[id] = page_of(page_file)
    }
}

# The id pandoc gives to a heading that has none. weave/prose.lua puts sec-PAGE- before it.
function automatic_id(title)
{
    gsub("[" Q E "`*]", "", title)
    title = tolower(title)
    gsub(/[^a-z0-9_. \200-\377-]/, "", title)
    sub(/^[^a-z\200-\377]*/, "", title)
    gsub(/ +/, "-", title)
    return title == "" ? "section" : title
}

# ---- inlines ---------------------------------------------------------------------------------

function blank(text)
{
    gsub(/[^\n]/, BLANK, text)
    return text
}

function newlines(text)
{
    return gsub(/\n/, "", text)
}

function line_at(text)
{
    return para_line[1 + newlines(text)]
}

function flush(    seen, title, level)
{
    if (para_lines > 0) {
        last_id = ""
        seen = read_inlines(para)
        if (heading) {
            match(para, /^#+/)
            level = RLENGTH
            title = substr(para, level + 2)
            if (level == 1)
                enter_chapter()
            sub(/[ \t]*[{][^}]*[}][ \t]*$/, "", title)
            if (last_id == "" || last_id !~ /^(ch|sec|ans|ex|fig|tab)-/)
                automatic["sec-" page_of(page_file) "-" \
                          (last_id == "" ? automatic_id(title) : last_id)] = page_of(page_file)
        }
        check_numbers(seen)
    }
    para = ""
    para_lines = heading = 0
}

function enter_chapter()
{
    page_headings++
    if (last_id !~ /^ch-/ && page_file != book)
        problem(page_file, para_line[1], "a chapter's heading has an id that begins with ch-:" \
                " \"# Title {#ch-" page_of(page_file) "}\"")
}

# Goes through a paragraph from one special character to the next. `out` is the paragraph so far, of
# the same length and with the same line ends, but blank where a digit is no number; `rest` is what
# is still to read. Open brackets are on a stack.
function read_inlines(rest,    c, n)
{
    out = ""
    brackets = 0
    while (match(rest, SPECIAL)) {
        out = out substr(rest, 1, RSTART - 1)
        rest = substr(rest, RSTART)
        c = substr(rest, 1, 1)
        if (c == "[")
            n = open_bracket(rest)
        else if (c == "]")
            n = close_bracket(rest)
        else if (c == "@")
            n = citation(rest)
        else if (c == "{")
            n = loose_attributes(rest)
        else
            n = opaque(c, rest)
        rest = substr(rest, n + 1)
    }
    return out rest
}

# Each of these appends to `out` what it has read of `rest`, and returns how much that was.

function literal(rest)
{
    out = out substr(rest, 1, 1)
    return 1
}

# A number is no less naked as code, as a formula or as an entity.
function dressed(text,    bare)
{
    bare = text
    gsub(/[`$ \n]/, "", bare)
    gsub(Q "|" E, "", bare)
    if (bare ~ /^[0-9][0-9.,]*$/ || bare ~ /^&#/)
        problem(page_file, line_at(out), "the number \"" bare "\" is neither a fact nor a listed" \
                " pattern (weave/lint-numbers.txt)")
}

function blanked(rest, length_)
{
    if (rest ~ ("^([`$]|&#|" Q ")"))
        dressed(substr(rest, 1, length_))
    out = out blank(substr(rest, 1, length_))
    return length_
}

# Escapes, code, formulas, tags and entities.
function opaque(c, rest,    n, end)
{
    if (c == "\\")
        return blanked(rest, substr(rest, 2, 1) ~ /[A-Za-z0-9\n]/ ? 1 : 2)
    if (c == Q) {
        end = index(rest, E)
        return blanked(rest, end ? end : length(rest))
    }
    if (c == "`") {
        n = code_length(rest)
        return n ? blanked(rest, n) : literal(rest)
    }
    if (c == "$") {
        n = formula_length(rest)
        return n ? blanked(rest, n) : literal(rest)
    }
    if (c == "<" && match(rest, /^<(https?:|mailto:|\/?[A-Za-z])[^>]*>/))
        return blanked(rest, RLENGTH)
    if (c == "&" && match(rest, /^&#?[A-Za-z0-9]+;/))
        return blanked(rest, RLENGTH)
    return literal(rest)
}

# `code`, with any number of backticks; 0 if it is not closed.
function code_length(rest,    n, at, tail)
{
    match(rest, /^`+/)
    n = RLENGTH
    at = n
    tail = substr(rest, n + 1)
    while (match(tail, /`+/)) {
        if (RLENGTH == n)
            return at + RSTART + n - 1
        at += RSTART + RLENGTH - 1
        tail = substr(tail, RSTART + RLENGTH)
    }
    return 0
}

# $f$ as pandoc has it: no blank inside the dollars, no digit after the second one.
function formula_length(rest,    end, at)
{
    if (rest ~ /^\$\$/) {
        end = index(substr(rest, 3), "$$")
        return end ? end + 3 : 0
    }
    if (rest !~ /^\$[^ \t\n$]/)
        return 0
    at = 1
    while (end = index(substr(rest, at + 1), "$")) {
        at += end
        if (substr(rest, at - 1, 1) !~ /[ \t\n\\]/)
            return substr(rest, at + 1, 1) ~ /[0-9]/ ? 0 : at
    }
    return 0
}

function loose_attributes(rest,    n)
{
    if (!match(rest, ATTRIBUTES))
        return literal(rest)
    n = RLENGTH
    read_attributes(substr(rest, 1, n), line_at(out))
    return blanked(rest, n)
}

function citation(rest,    key)
{
    if (out ~ /[A-Za-z0-9]$/ || !match(rest, CITATION))
        return literal(rest)
    key = substr(rest, 2, RLENGTH - 1)
    gsub(/[{}]/, "", key)
    reference[++references] = key
    reference_file[references] = page_file
    reference_line[references] = line_at(out)
    if (brackets > 0 && key !~ /^(sec|fig|tab|ex):/)
        bracket_cites[brackets] = 1
    return blanked(rest, RLENGTH)
}

function open_bracket(rest)
{
    if (match(rest, /^\[\^[^] \n]+\]/))
        return blanked(rest, RLENGTH)
    if (out ~ /!$/)
        problem(page_file, line_at(out), "a picture from elsewhere: figures are drawn by programs," \
                " {.figure of=\"NAME\"}")
    bracket_at[++brackets] = length(out) + 1
    bracket_cites[brackets] = 0
    return literal(rest)
}

# What follows a ] says what the brackets hold: {attributes}, (address), [label], or, at the start of
# a line, the address of a label. A page in a citation ("p. 33") is no number of ours either.
function close_bracket(rest,    at, text, cites, n)
{
    if (brackets == 0)
        return literal(rest)
    if (rest ~ /^\]\[[^@]/)
        problem(page_file, line_at(out), "a link by a label: write [text](address)")
    at = bracket_at[brackets]
    cites = bracket_cites[brackets--]
    text = substr(out, at + 1)
    out = out "]"
    rest = substr(rest, 2)
    if (match(rest, ATTRIBUTES)) {
        n = RLENGTH
        read_attributes(substr(rest, 1, n), line_at(substr(out, 1, at)))
        if (has_class("fact"))
            enter_fact(at, text)
        else if (attribute_of != "" && !has_class("term"))
            problem(page_file, line_at(out), "of=" attribute_of " stands on a span that is no" \
                    " .fact")
        return 1 + blanked(rest, n)
    }
    if (cites)
        out = substr(out, 1, at) blank(text) "]"
    if (n = address_length(rest))
        return 1 + blanked(rest, n)
    if (match(rest, /^\[[^]\n]*\]/))
        return 1 + blanked(rest, RLENGTH)
    if (substr(out, 1, at) ~ /(^|\n)\[$/ && match(rest, /^:[ \t]*[^ \t\n]+/)) {
        n = RLENGTH
        enter_link(substr(rest, 2, n - 1), line_at(out))
        return 1 + blanked(rest, n)
    }
    return 1
}

# (address "title"), with brackets that pair inside it.
function address_length(rest,    i, c, depth)
{
    if (rest !~ /^\(/)
        return 0
    for (i = 1; i <= length(rest); i++) {
        c = substr(rest, i, 1)
        if (c == "(")
            depth++
        else if (c == ")" && --depth == 0) {
            enter_link(substr(rest, 2, i - 2), line_at(out))
            return i
        }
    }
    return 0
}

# ---- numbers and facts -----------------------------------------------------------------------

function check_numbers(text,    flat, left, i, from, start, end, number, before)
{
    if (text !~ /[0-9]/)
        return
    flat = text
    gsub(/\n/, " ", flat)
    left = flat
    for (i = 1; i <= patterns; i++) {
        from = 1
        while (match(substr(flat, from), pattern[i]) && RLENGTH > 0) {
            start = from + RSTART - 1
            end = start + RLENGTH
            if (stands_alone(flat, start, end) && !counts_something(flat, end)) {
                left = substr(left, 1, start - 1) blank(substr(left, start, end - start)) \
                       substr(left, end)
                from = end
            } else
                from = start + 1
        }
    }
    while (match(left, /[A-Za-z_]*[0-9]([A-Za-z0-9_]|[.,:][0-9])*/)) {
        number = substr(left, RSTART, RLENGTH)
        before = substr(text, 1, RSTART - 1)
        left = substr(left, 1, RSTART - 1) blank(number) substr(left, RSTART + RLENGTH)
        problem(page_file, line_at(before), "the number \"" number "\" is neither a fact nor a" \
                " listed pattern (weave/lint-numbers.txt)")
    }
}

# Whether a unit follows: then it is no year and no version.
function counts_something(text, end)
{
    return substr(text, end) ~ /^ +(bytes?|pointers?|words?|keys?|places?|entries|slots?|objects?|attributes?|times)[^a-z]/
}

# Whether text[start, end) is no part of a longer word or number.
function stands_alone(text, start, end)
{
    return substr(text, 1, start - 1) !~ /([A-Za-z0-9_]|[0-9][.,])$/ &&
           substr(text, end) !~ /^([A-Za-z0-9_]|[.,][0-9])/
}

function enter_fact(at, text,    line, value)
{
    line = line_at(substr(out, 1, at))
    out = substr(out, 1, at) blank(text) "]"
    if (attribute_of == "") {
        problem(page_file, line, "this fact names no key: of=… is missing")
        return
    }
    if (!have_facts)
        return
    if (!(attribute_of in fact_value)) {
        problem(page_file, line, "the fact \"" attribute_of "\" is computed by no program of the book")
        return
    }
    value = plain(text)
    if (value != plain(fact_value[attribute_of]))
        problem(page_file, line, "the text says \"" text "\" where the program computes " \
                fact_value[attribute_of] " (" attribute_of ")")
}

# A value without what only groups its digits: commas, blanks, and the no-break, thin and narrow
# no-break spaces of Unicode.
function plain(value)
{
    gsub(/[, \t\n]|\302\240|\342\200\211|\342\200\257/, "", value)
    return value
}

# ---- references ------------------------------------------------------------------------------

function check_references(    r, key, kind_, rest, n, i, try, tried, found)
{
    for (r = 1; r <= references; r++) {
        key = reference[r]
        if (!match(key, /^(sec|fig|tab|ex):/)) {
            if (have_bib && !(key in bib))
                problem(reference_file[r], reference_line[r], "@" key " is not in the bibliography")
            continue
        }
        kind_ = substr(key, 1, RLENGTH - 1)
        rest = substr(key, RLENGTH + 1)
        n = split(prefixes[kind_], try, " ")
        found = 0
        tried = ""
        for (i = 1; i <= n; i++) {
            if ((try[i] rest) in id_place || (try[i] == "ch-" && rest in page_made))
                found = 1
            tried = tried (i > 1 ? " or " : "") try[i] rest
        }
        if (!found)
            problem(reference_file[r], reference_line[r], "@" key " goes nowhere: nothing has the" \
                    " id " tried)
    }
}

function enter_link(address, number)
{
    sub(/^[ \t\n]+/, "", address)
    sub(/[ \t\n].*$/, "", address)
    gsub(/[<>]/, "", address)
    link[++links] = address
    link_file[links] = page_file
    link_line[links] = number
}

# Links to an id, and links to a page of the book with or without one.
function check_links(    i, address, page, fragment, at)
{
    for (i = 1; i <= files; i++)
        if (file_name[i] != book)
            page_written[page_of(file_name[i])] = 1
    for (i = 1; i <= links; i++) {
        address = link[i]
        if (address ~ /^[A-Za-z][A-Za-z0-9+.-]*:/)
            continue
        at = index(address, "#")
        page = at ? substr(address, 1, at - 1) : address
        fragment = at ? substr(address, at + 1) : ""
        if (page != "" && page !~ /\.html$/)
            continue
        sub(/\.html$/, "", page)
        if (page != "" && !(page in page_written) && !(page in page_made))
            problem(link_file[i], link_line[i], "the link " address " goes nowhere: the book has no" \
                    " page " page ".html")
        else if (fragment != "" && !has_fragment(page, fragment, page_of(link_file[i])))
            problem(link_file[i], link_line[i], "the link " address " goes nowhere: nothing " \
                    (page == "" ? "here" : "there") " has the id " fragment)
    }
}

# "#id" is an id of the same page; other pages are linked by page.html#id or, better, by @sec:x. The ids
# of the pages that the build makes are not known here.
function has_fragment(page, fragment, own)
{
    if (page == "")
        page = own
    if (page in page_made && page != "index")
        return 1
    return id_page[fragment] == page || automatic[fragment] == page
}

# of="…": examples and answers are tangled, figures are rows of the chunk <<figures>> or scripts for gnuplot.
function check_sources(    i, c, k, name, line)
{
    for (i = 1; i <= names; i++)
        if (is_root(chunk[i]) && match(chunk[i], /^(examples|answers)\/[^\/]*\./)) {
            name = substr(chunk[i], 1, RLENGTH - 1)
            sub(/^[^\/]*\//, "", name)
            exists["example", name] = 1
        } else if (is_root(chunk[i]) && match(chunk[i], /^tools\/.*\.gp$/)) {
            exists["figure", substr(chunk[i], 7, RLENGTH - 9)] = 1
        }
    for (c = 1; c <= codes; c++) {
        if (code_name[c] != "figures")
            continue
        for (k = 1; k <= code_lines[c]; k++) {
            line = code_text[c, k]
            while (match(line, /FIGURE\([ \t]*"[^"]*"/)) {
                name = substr(line, RSTART, RLENGTH - 1)
                sub(/^[^"]*"/, "", name)
                exists["figure", name] = 1
                line = substr(line, RSTART + RLENGTH)
            }
        }
    }
    for (i = 1; i <= sources; i++) {
        if ((source_kind[i], source_name[i]) in exists)
            continue
        if (source_kind[i] == "figure")
            problem(source_file[i], source_line[i], "no row FIGURE(\"" source_name[i] "\", …) of" \
                    " <<figures>> draws this figure")
        else
            problem(source_file[i], source_line[i], "no chunk <<examples/" source_name[i] ".…>>" \
                    " makes this output")
    }
}

# The contents in the book's YAML against the files.
function check_contents(    i, directory, path)
{
    directory = book
    sub(/[^\/]*$/, "", directory)
    for (i = 1; i <= listeds; i++) {
        path = directory "chapters/" listed_name[i] ".nw"
        if (path in is_listed)
            problem(book, listed_line[i], path " is listed twice")
        else if (!(path in file_index))
            problem(book, listed_line[i], path " is listed here but does not exist")
        is_listed[path] = 1
    }
    for (i = 1; i <= files; i++)
        if (file_name[i] != book && !(file_name[i] in is_listed))
            problem(file_name[i], 1, "this chapter is listed neither in the parts nor in the" \
                    " appendices of " book)
}
