-- Run as a pandoc reader over the whole book's stream, for what it writes beside it:
--   PAGE.stream   the stream of one page
--   labels.lua    where each id and chunk is, and its number: every page depends on it
--   uses.lua      who uses what: only the start page and the indexes depend on it
-- A file that would not change is not touched, so that editing one chapter's prose makes one page anew.

local book, prose, stream = require 'book', require 'prose', require 'stream'

local BACK = { 'facts', 'terms', 'chunks', 'identifiers', 'bibliography' }
local ROMAN = { 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X' }

local function serialise(value, indent)
  if type(value) ~= 'table' then return type(value) == 'string' and ('%q'):format(value) or tostring(value) end
  local keys, lines = {}, {}
  for key in pairs(value) do table.insert(keys, key) end
  table.sort(keys, function(a, b)
    if type(a) ~= type(b) then return type(a) == 'number' end
    return a < b
  end)
  for _, key in ipairs(keys) do
    local name = type(key) == 'string' and ('[%q]'):format(key) or ('[%d]'):format(key)
    table.insert(lines, ('%s%s = %s,\n'):format(indent, name, serialise(value[key], indent .. ' ')))
  end
  return '{\n' .. table.concat(lines) .. indent:sub(2) .. '}'
end

local function write_if_changed(name, text)
  local path = ('%s/weave/%s'):format(book.output, name)
  if book.read_file(path) == text then return end
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

local text_of = pandoc.utils.stringify

-- A title with its code in backticks, if there is any; book.title makes inlines of it again.
local function marked_of(h)
  local marked = text_of(pandoc.walk_inline(pandoc.Span(h.content), {
    Code = function(code) return pandoc.Str('`' .. code.text .. '`') end,
  }))
  return marked:find '`' and marked or nil
end

-- The reading order, with each page's number and part, from the YAML of book.nw.
local function arrange(meta, pages)
  local by_file, order, parts = {}, { 'index' }, {}
  for _, page in ipairs(pages) do by_file[page.file:match '([^/]*)%.nw$'] = page end
  local function place(stem, number, part)
    local page = by_file[stem]
    if not page then
      book.complain('book.nw', 1, ('the parts list "%s", but there is no chapters/%s.nw'):format(stem, stem))
      return
    end
    page.number, page.part, page.placed = number, part, true
    table.insert(order, page.name)
  end
  local chapter, letter = 0, 0
  for i, part in ipairs(meta.parts or {}) do
    parts[i] = { title = text_of(part.title), number = ROMAN[i] }
    for _, stem in ipairs(part.chapters) do
      chapter = chapter + 1
      place(text_of(stem), tostring(chapter), i)
    end
  end
  -- A to Z, then AA, AB: as \AppendixLetter in book.tex.
  local function appendix(stem)
    local first, last = letter // 26, letter % 26
    letter = letter + 1
    place(stem, (first > 0 and string.char(64 + first) or '') .. string.char(65 + last), 0)
  end
  for _, stem in ipairs(meta.appendices or {}) do appendix(text_of(stem)) end
  for _, stem in ipairs(BACK) do appendix(stem) end
  for _, page in ipairs(pages) do
    if not page.placed and page.name ~= 'index' then
      book.complain(page.file, 1, 'book.nw lists this chapter in none of its parts and not among its appendices')
    end
  end
  return order, parts
end

local function metadata(meta)
  local authors = {}
  for i, author in ipairs(meta.author or {}) do authors[i] = text_of(author) end
  local result = { author = authors }
  for _, key in ipairs { 'title', 'subtitle', 'lang', 'date', 'rights', 'description', 'bibliography' } do
    result[key] = meta[key] and text_of(meta[key])
  end
  return result
end

-- Headings, figures, tables and exercises of one page: numbered, and entered by id.
local function label_ids(page, doc, ids, uses)
  local count = { sec = 0, fig = 0, tab = 0, ex = 0 }
  local function enter(id, kind, title)
    if ids[id] then
      book.complain_at(page, { '#' .. id }, ('the id "%s" is already in %s.nw'):format(id, ids[id].page))
      return
    end
    local number
    if count[kind] and page.number then
      count[kind] = count[kind] + 1
      number = page.number .. '.' .. count[kind]
    end
    ids[id] = { page = page.name, kind = kind, number = number, title = title }
  end
  local function enter_div(div)
    local kind = div.classes:includes 'figure' and 'fig' or div.classes:includes 'table' and 'tab'
      or div.classes:includes 'exercise' and 'ex' or 'ans'
    if div.identifier ~= '' then enter(div.identifier, kind) end
  end
  local function enter_heading(h)
    local title = text_of(h.content)
    if h.level == 1 then
      page.title, page.id, page.marked = title, h.identifier, marked_of(h)
      enter(h.identifier, 'ch', title)
      ids[h.identifier].number = page.number
    elseif h.level == 2 and not h.classes:includes 'unnumbered' then
      enter(h.identifier, 'sec', title)
      ids[h.identifier].marked = marked_of(h)
      table.insert(uses.sections[page.name], { id = h.identifier, title = title, marked = marked_of(h), number = ids[h.identifier].number })
    else
      enter(h.identifier, 'ans', title)
    end
  end
  local function enter_fact(span)
    local key = span.attributes.of
    if not span.classes:includes 'fact' or not key then return end
    uses.facts[key] = uses.facts[key] or {}
    table.insert(uses.facts[key], page.name)
  end
  pandoc.walk_block(pandoc.Div(doc.blocks), { Div = enter_div, Header = enter_heading, Span = enter_fact })
end

-- The terms of one page, each with the section it stands in.
local function note_terms(page, doc, uses)
  local id_of, section = book.term_ids(page), nil
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Header' and block.level <= 2 then section = block.identifier end
    pandoc.walk_block(pandoc.Div { block }, {
      Span = function(span)
        if not span.classes:includes 'term' then return end
        local entry = book.term(span)
        uses.terms[entry] = uses.terms[entry] or {}
        table.insert(uses.terms[entry], { page = page.name, id = id_of(entry), section = section })
      end,
    })
  end
end

local function slug(name, taken)
  local id = 'chunk-' .. name:gsub('[^%w_.]+', '-'):gsub('^%-', ''):gsub('%-$', '')
  local unique, n = id, 1
  while taken[unique] do
    n = n + 1
    unique = id .. '-' .. n
  end
  taken[unique] = true
  return unique
end

local COMPUTES = { facts = true, ['fact functions'] = true }

-- The C strings in a chunk of facts are their keys; "dict.size.%zu.lp64" is the key of a series.
-- A key may lie in several of noweb's tokens, which begin anew at every identifier.
local function note_facts(chunk, uses)
  local text = {}
  for i, token in ipairs(chunk.tokens) do text[i] = token.text or '\n' end
  for key in table.concat(text):gmatch '"([%w_.%-%%]+)"' do
    uses.computed[key] = uses.computed[key] or chunk.label
  end
end

local function label_chunks(pages, labels, uses)
  local taken = {}
  for _, page in ipairs(pages) do
    for n, chunk in ipairs(page.chunks) do
      labels.chunks[chunk.label] = {
        page = page.name, name = chunk.name, number = ('%s·%d'):format(page.number or '0', n),
        id = slug(chunk.name, taken), prev = chunk.prevdef, next = chunk.nextdef,
      }
      uses.names[chunk.name] = uses.names[chunk.name] or { defs = {}, uses = chunk.uses }
      table.insert(uses.names[chunk.name].defs, chunk.label)
      if COMPUTES[chunk.name] then note_facts(chunk, uses) end
    end
  end
end

-- Which of a chunk's tokens are words: in a comment or string of C, or anywhere in the licence.
local function in_words(chunk)
  local silent, state = {}, nil
  for i, token in ipairs(chunk.tokens) do
    silent[i] = state ~= nil or chunk.name:match '^licence' ~= nil
    local text, at = token.newline and '' or token.text or '', 1
    if token.newline and state ~= '*/' then state = nil end
    while at <= #text do
      local one, two = text:sub(at, at), text:sub(at, at + 1)
      if two:match '^\\' and state ~= '*/' then at = at + 1
      elseif state and text:sub(at, at + #state - 1) == state then at, state = at + #state - 1, nil
      elseif not state and two == '/*' then at, state = at + 1, '*/'
      elseif not state and two == '//' then state = '\n'
      elseif not state and (one == '"' or one == "'") then state = one end
      at = at + 1
    end
  end
  return silent
end

-- An identifier is what @ %def declares. A use in the chunk that defines it is none.
local function label_identifiers(pages, labels, uses)
  local function each(visit)
    for _, page in ipairs(pages) do
      for _, chunk in ipairs(page.chunks) do visit(chunk) end
    end
  end
  each(function(chunk)
    for _, name in ipairs(chunk.defines) do
      labels.identifiers[name] = labels.identifiers[name] or {}
      table.insert(labels.identifiers[name], chunk.label)
    end
  end)
  each(function(chunk)
    local seen = {}
    for _, name in ipairs(chunk.defines) do seen[name] = true end
    local silent = in_words(chunk)
    for i, token in ipairs(chunk.tokens) do
      local name = token.ident
      if name and labels.identifiers[name] and not seen[name] and not silent[i] then
        seen[name] = true
        uses.identifiers[name] = uses.identifiers[name] or {}
        table.insert(uses.identifiers[name], chunk.label)
      end
    end
  end)
end

function Reader(input)
  local text = tostring(input)
  for _, part in ipairs(stream.split(text)) do write_if_changed(part.name .. '.stream', part.text) end
  local pages, docs, meta = stream.read(text), {}, {}
  for i, page in ipairs(pages) do
    docs[i] = prose.parse(page)
    if page.name == 'index' then meta = docs[i].meta end
  end
  local labels = { pages = {}, ids = {}, chunks = {}, identifiers = {} }
  local uses = { sections = {}, facts = {}, computed = {}, terms = {}, names = {}, identifiers = {} }
  labels.book = metadata(meta)
  labels.order, labels.parts = arrange(meta, pages)
  for i, page in ipairs(pages) do
    uses.sections[page.name] = {}
    label_ids(page, docs[i], labels.ids, uses)
    note_terms(page, docs[i], uses)
    labels.pages[page.name] = { name = page.name, file = page.file, number = page.number, part = page.part,
      title = page.title or page.name, marked = page.marked, id = page.id or 'ch-' .. page.name }
  end
  label_chunks(pages, labels, uses)
  label_identifiers(pages, labels, uses)
  book.stop_on_errors()
  write_if_changed('labels.lua', 'return ' .. serialise(labels, ' ') .. '\n')
  write_if_changed('uses.lua', 'return ' .. serialise(uses, ' ') .. '\n')
  return pandoc.Pandoc {}
end
