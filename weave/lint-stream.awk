# Reads what the source checks need to know and keeps it in arrays. Each input file is announced on
# the command line by kind=...:
#
#   messages   what noweb said on standard error
#   raw        a source file as it stands (tabs, trailing blanks, the YAML block of the book)
#   stream     the sources as noweb reads them: the token stream of its markup
#
# weave/lint-chunks.awk and weave/lint-prose.awk judge what is kept here. Plain POSIX awk: no
# interval expressions, no functions of one awk only.
#
# Kept:
#   files, file_name[i], file_index[name]
#   listed_name[i], listed_line[i]         the chapters that the book's YAML lists
#   accumulator[name]                      chunk names that chapters may share
#   docs, docs_file[d], docs_lines[d], docs_text[d, k], docs_line[d, k]; quoted code between Q and E
#   codes, code_name[c], code_file[c], code_line[c], code_lines[c], code_text[c, k], code_docs[c]
#   uses, use_name[u], use_in[u], use_file[u], use_line[u], use_inline[u]

BEGIN {
    Q = sprintf("%c", 1)            # opens quoted code in the text of prose
    E = sprintf("%c", 2)            # closes it
    quote_advice = "[[ opens quoted code here and is not closed in its paragraph"
}

# One problem, once. Sorted by the caller: position of the file, line, sentence. Where only the
# roots are wanted (task=roots), style is nobody's business.
function problem(file, line, sentence)
{
    if (task != "roots")
        fault(file, line, sentence)
}

# A problem that stops tangling as well.
function fault(file, line, sentence,    key)
{
    key = file SUBSEP line SUBSEP sentence
    if (key in told)
        return
    told[key] = 1
    printf "%04d\t%06d\t%s:%d: %s\n", file_index[file], line, file, line, sentence > problems
}

function know_file(name)
{
    if (!(name in file_index)) {
        file_name[++files] = name
        file_index[name] = files
    }
}

# ---- what noweb said -------------------------------------------------------------------------

kind == "messages" {
    messages++
}

kind == "messages" && match($0, /:[0-9]+: /) {
    message = substr($0, RSTART + RLENGTH)
    message_file = substr($0, 1, RSTART - 1)
    message_line = substr($0, RSTART + 1, RLENGTH - 3) + 0
    if (message ~ /^unescaped <</)
        message = "<< in prose stops notangle: escape it as @<<, or quote it as [[...]];" \
                  " after a chunk's name nothing may follow >>="
    else if (message ~ /^open quote/)
        message = quote_advice
    fault(message_file, message_line, message)
    next
}

kind == "messages" {
    fault(book, 1, "noweb says: " $0)
    next
}

# ---- the source as it stands -----------------------------------------------------------------

kind == "raw" && FNR == 1 {
    know_file(FILENAME)
    in_yaml = 0
}

kind == "raw" {
    if (index($0, "\t"))
        problem(FILENAME, FNR, "a tab; write spaces")
    if ($0 ~ /[ \t\r]$/)
        problem(FILENAME, FNR, "blanks at the end of the line")
    if (FILENAME == book)
        read_yaml($0, FNR)
    next
}

# The three lists of the book's YAML: chapters (of each part), appendices, accumulators. Flow lists
# may run over several lines; block lists are "- name" lines.
function read_yaml(line, number)
{
    if (number == 1 && line == "---") {
        in_yaml = 1
        return
    }
    if (!in_yaml)
        return
    if (line == "---" || line == "...") {
        in_yaml = 0
        return
    }
    sub(/(^|[ \t])#.*$/, "", line)
    if (in_flow) {
        yaml_flow(line, number)
        return
    }
    if (match(line, /(chapters|appendices|accumulators):/)) {
        yaml_key = substr(line, RSTART, RLENGTH - 1)
        line = substr(line, RSTART + RLENGTH)
    } else if (line ~ /^[ \t]*-?[ \t]*[A-Za-z_-]+:([ \t]|$)/)
        yaml_key = ""
    if (yaml_key == "")
        return
    if (match(line, /^[ \t]*\[/)) {
        in_flow = 1
        yaml_flow(substr(line, RLENGTH + 1), number)
    } else if (match(line, /^[ \t]*-[ \t]+/))
        yaml_item(substr(line, RLENGTH + 1), number)
}

function yaml_flow(line, number,    end, n, i, part)
{
    end = index(line, "]")
    if (end) {
        in_flow = 0
        line = substr(line, 1, end - 1)
    }
    n = split(line, part, ",")
    for (i = 1; i <= n; i++)
        yaml_item(part[i], number)
    if (end)
        yaml_key = ""
}

function yaml_item(item, number)
{
    gsub(/^[ \t]+|[ \t]+$/, "", item)
    gsub(/^["']|["']$/, "", item)
    if (item == "")
        return
    if (yaml_key == "accumulators")
        accumulator[item] = 1
    else {
        listed_name[++listeds] = item
        listed_line[listeds] = number
    }
}

# ---- the source as noweb reads it ------------------------------------------------------------

kind == "stream" && /^@file / {
    file = substr($0, 7)
    know_file(file)
    line = 1
    in_docs = in_code = 0
    last_docs = 0
    next
}

kind == "stream" && /^@fatal / {
    fatal = substr($0, 8)
    next
}

kind == "stream" && /^@begin docs/ {
    in_docs = 1
    in_quote = 0
    docs_file[++docs] = file
    docs_lines[docs] = 0
    text = ""
    last_docs = docs
    next
}

kind == "stream" && /^@end docs/ {
    in_docs = 0
    next
}

kind == "stream" && /^@begin code/ {
    in_code = 1
    code_file[++codes] = file
    code_line[codes] = line
    code_lines[codes] = 0
    code_docs[codes] = last_docs
    last_docs = 0
    text = ""
    naming = 1
    next
}

kind == "stream" && /^@end code/ {
    in_code = 0
    next
}

kind == "stream" && /^@defn / {
    code_name[codes] = substr($0, 7)
    next
}

kind == "stream" && /^@text / {
    text = text substr($0, 7)
    next
}

kind == "stream" && /^@use / {
    name = substr($0, 6)
    if (in_code) {
        use_name[++uses] = name
        use_in[uses] = code_name[codes]
        use_file[uses] = file
        use_line[uses] = line
        use_inline[uses] = (text ~ /[^ \t]/)
    } else {
        mention_name[++mentions] = name
        mention_file[mentions] = file
        mention_line[mentions] = line
    }
    text = text "<<" name ">>"
    next
}

kind == "stream" && /^@quote/ {
    in_quote = 1
    quote_line = line
    text = text Q
    next
}

kind == "stream" && /^@endquote/ {
    in_quote = 0
    text = text E
    next
}

kind == "stream" && /^@nl/ {
    if (in_docs) {
        docs_text[docs, ++docs_lines[docs]] = text
        docs_line[docs, docs_lines[docs]] = line
        if (in_quote && text ~ /^[ \t]*$/)
            problem(file, quote_line, quote_advice)
    } else if (naming)
        naming = 0
    else
        code_text[codes, ++code_lines[codes]] = text
    text = ""
    line++
    next
}

kind == "stream" && /^@index defn / {
    if (in_code) {
        def_name[++defs] = substr($0, 13)
        def_code[defs] = codes
        def_line[defs] = line
    } else
        problem(file, line, "%def stands in prose: write it on the @ line that ends the chunk")
    next
}

kind == "stream" && /^@index nl/ {
    line++
    next
}

# noweb gives a stream up at the end of it, after telling why.
END {
    if (fatal != "" && !messages)
        fault(book, 1, "noweb gives up: " fatal)
}
