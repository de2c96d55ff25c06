# The rules about chunks. With task=roots (weave/tangle) prints the roots, one a line (path, place of
# the first definition, files that define it), and of the rules only those without which nothing
# can be tangled.

BEGIN {
    MAX_LINES = 30
    MAX_COLUMNS = 84
}

END {
    index_chunks()
    check_undefined()
    if (task == "roots")
        print_roots()
    else {
        check_orphans()
        check_reuse()
        check_form()
        check_definitions()
        check_mentions()
    }
}

# A path under tangled/: plain names joined by "/", no "..", at least one "/" or ending in .h or .c.
function is_path(name)
{
    return name ~ /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/ &&
           looks_like_path(name)
}

function looks_like_path(name)
{
    return name ~ /\// || name ~ /\.[ch]$/
}

# first[name]: the first code chunk of that name; names, chunk[i]: all names in order of definition;
# used[name]; inside[name, i]: the i-th use in the chunks of that name.
function index_chunks(    c, u, name)
{
    for (c = 1; c <= codes; c++) {
        name = code_name[c]
        if (!(name in first)) {
            first[name] = c
            chunk[++names] = name
            defined_in[name] = code_file[c]
        } else if (index(" " defined_in[name] " ", " " code_file[c] " ") == 0)
            defined_in[name] = defined_in[name] " " code_file[c]
    }
    for (u = 1; u <= uses; u++) {
        used[use_name[u]] = 1
        inside[use_in[u], ++insides[use_in[u]]] = u
    }
}

function is_root(name)
{
    return !(name in used) && is_path(name)
}

function check_undefined(    u, sentence)
{
    for (u = 1; u <= uses; u++) {
        if (use_name[u] in first)
            continue
        sentence = "chunk <<" use_name[u] ">> is used here but never defined"
        if (use_inline[u])
            sentence = sentence "; if these are shifts, write them on two lines or escape" \
                       " the first as @<<"
        fault(use_file[u], use_line[u], sentence)
    }
}

function print_roots(    i, name, c)
{
    for (i = 1; i <= names; i++) {
        name = chunk[i]
        c = first[name]
        if (is_root(name))
            printf "%s\t%s:%d\t%s\n", name, code_file[c], code_line[c], defined_in[name]
        else if (!(name in used) && looks_like_path(name))
            fault(code_file[c], code_line[c], unusable(name))
    }
}

function unusable(name)
{
    return "chunk <<" name ">> is defined but never used, and its name is no path under tangled/"
}

# Every chunk must be reached from a root. A chunk nobody uses is told; what is left after following
# those too is used only by itself, in a circle.
function check_orphans(    i, name, c)
{
    for (i = 1; i <= names; i++)
        if (is_root(chunk[i]))
            visit(chunk[i])
    for (i = 1; i <= names; i++) {
        name = chunk[i]
        c = first[name]
        if (name in used) {
            if (is_path(name))
                problem(code_file[c], code_line[c], "chunk <<" name ">> is named like a file" \
                        " but used by another chunk, so no file is tangled from it")
            continue
        }
        if (!is_path(name)) {
            problem(code_file[c], code_line[c], unusable(name))
            visit(name)
        }
    }
    for (i = 1; i <= names; i++)
        if (state[chunk[i]] == "")
            visit(chunk[i])
}

function visit(name,    i, u)
{
    state[name] = "open"
    for (i = 1; i <= insides[name]; i++) {
        u = inside[name, i]
        if (state[use_name[u]] == "open")
            problem(use_file[u], use_line[u], "chunk <<" use_name[u] ">> contains itself: used" \
                    " here, inside <<" name ">>")
        else if (use_name[u] in first && state[use_name[u]] == "")
            visit(use_name[u])
    }
    state[name] = "done"
}

# A list entry ending in * stands for every name that begins so: "slots: *".
function is_accumulator(name,    entry)
{
    if (name in accumulator)
        return 1
    for (entry in accumulator)
        if (entry ~ /[*]$/ && index(name, substr(entry, 1, length(entry) - 1)) == 1)
            return 1
    return 0
}

function check_reuse(    c, f, place)
{
    for (c = 1; c <= codes; c++) {
        f = first[code_name[c]]
        place = code_file[c] SUBSEP code_name[c]
        if (code_file[f] != code_file[c] && !is_accumulator(code_name[c]) && !(place in reused))
            problem(code_file[c], code_line[c], "chunk <<" code_name[c] ">> already belongs to " \
                    code_file[f] ":" code_line[f] "; a name shared by chapters is listed in " \
                    book " under accumulators")
        reused[place] = 1
    }
}

function check_form(    c, k, name, line, columns)
{
    for (c = 1; c <= codes; c++) {
        name = "chunk <<" code_name[c] ">>"
        if (code_lines[c] > MAX_LINES)
            problem(code_file[c], code_line[c], name " has " code_lines[c] " lines; " MAX_LINES \
                    " is the most")
        if (code_lines[c] == 0)
            problem(code_file[c], code_line[c], name " is empty")
        if (!has_prose(code_docs[c]))
            problem(code_file[c], code_line[c], name " has no prose before it")
        for (k = 1; k <= code_lines[c]; k++) {
            line = code_text[c, k]
            columns = length(line)
            if (columns > MAX_COLUMNS)
                problem(code_file[c], code_line[c] + k, "a line of code of " columns \
                        " columns; " MAX_COLUMNS " is the most")
            if (line ~ /[\200-\377]/)
                problem(code_file[c], code_line[c] + k, "a character in code that is not ASCII")
            if (line ~ /^@%def/)
                problem(code_file[c], code_line[c] + k, "noweb reads this as code: write" \
                        " \"@ %def\" with a blank")
        }
    }
}

# Whether a documentation chunk says something: more than blank lines, headings, the fences of Divs,
# comments and a YAML block.
function has_prose(d,    k, line, in_block)
{
    for (k = 1; d && k <= docs_lines[d]; k++) {
        line = docs_text[d, k]
        if (k == 1 && line == "---")
            in_block = 1
        else if (in_block && (line == "---" || line == "..."))
            in_block = 0
        else if (!in_block && line !~ /^[ \t]*$/ && line !~ /^#+ / && line !~ /^:::/ &&
                 line !~ /^[ \t]*<!--.*-->[ \t]*$/)
            return 1
    }
    return 0
}

# What "@ %def" announces must stand in the chunk it ends. And a %def that noweb did not see, because
# it stands on a line of its own after the @, is prose.
function check_definitions(    i, c, d, k, found)
{
    for (i = 1; i <= defs; i++) {
        c = def_code[i]
        found = 0
        for (k = 1; k <= code_lines[c] && !found; k++)
            found = index(code_text[c, k], def_name[i])
        if (!found)
            problem(code_file[c], def_line[i], "%def announces \"" def_name[i] \
                    "\", which the chunk above does not contain")
    }
    for (d = 1; d <= docs; d++)
        for (k = 1; k <= docs_lines[d]; k++)
            if (docs_text[d, k] ~ /^[ \t]*%def/)
                problem(docs_file[d], docs_line[d, k], "%def stands in prose: write it on the @" \
                        " line that ends the chunk")
}

# [[<<name>>]] in prose speaks of a chunk; it is also what noweb makes of a quoted a << b >> c.
function check_mentions(    i)
{
    for (i = 1; i <= mentions; i++)
        if (!(mention_name[i] in first))
            problem(mention_file[i], mention_line[i], "[[<<" mention_name[i] ">>]] speaks of a" \
                    " chunk that is never defined; a shift in quoted code is escaped as @<<")
}
