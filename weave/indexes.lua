-- The generated pages: facts, terms, chunks, identifiers; and the contents on the start page.

local book = require 'book'
local site = require 'site'

local labels = book.labels

-- Read only where an index is made: no other page depends on who uses what.
local uses
local function load_uses() uses = uses or dofile(book.output .. '/weave/uses.lua') end

local function text(s) return pandoc.Str(s) end

local function join(list, separator)
  local inlines = pandoc.List {}
  for i, item in ipairs(list) do
    if i > 1 then inlines:extend { text(separator), pandoc.Space() } end
    inlines:extend(item)
  end
  return inlines
end

-- Code that carries an id to be linked to. At the start of a table's cell the anchor would be a line of its own.
local function anchored(id, inline)
  if book.latex then return { pandoc.RawInline('latex', '\\leavevmode\\Anchor{' .. id .. '}'), inline } end
  inline.identifier = id
  return { inline }
end

local function page_list(ids, macro)
  return { pandoc.RawInline('latex', '\\' .. (macro or 'PageList') .. '{' .. table.concat(ids, ',') .. '}') }
end

local function chunk_ids(list)
  local ids = {}
  for i, label in ipairs(list) do ids[i] = labels().chunks[label].id end
  return ids
end

-- The numbers of chunks, linked, with their names if TITLED; on paper their pages, each page once.
local function places(page, list, titled)
  if book.latex then return page_list(chunk_ids(list)) end
  local numbers = {}
  for i, label in ipairs(list) do
    local to = labels().chunks[label]
    numbers[i] = { book.link(page, { text(to.number) }, to.page, to.id, titled and to.name or nil) }
  end
  return join(numbers, ',')
end

-- Who is used everywhere has a list too long to be read: of each page then the first place, and how many there are.
local MANY = 4

local function used_in(page, list)
  if #list <= MANY then return places(page, list) end
  local items, of_page = {}, {}
  for _, label in ipairs(list) do
    local to = labels().chunks[label]
    if not of_page[to.page] then
      of_page[to.page] = { count = 0, label = label }
      table.insert(items, of_page[to.page])
    end
    of_page[to.page].count = of_page[to.page].count + 1
  end
  for i, item in ipairs(items) do
    local inlines = places(page, { item.label })
    if item.count > 1 then inlines:extend { pandoc.Space(), text(('and %d more'):format(item.count - 1)) } end
    items[i] = inlines
  end
  return join(items, ',')
end

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do table.insert(keys, key) end
  table.sort(keys, function(a, b)
    local x, y = a:lower(), b:lower()
    if x == y then return a < b end
    return x < y
  end)
  return keys
end

-- ⟨name⟩ 3·4, used in 3·9
local function chunk_entry(page, head, definitions, used)
  local inlines = pandoc.List(head)
  inlines:insert(pandoc.Space())
  inlines:insert(pandoc.Strong(places(page, definitions)))
  if #used > 0 and book.latex then
    inlines:extend { text ',', pandoc.Space() }
    inlines:extend(page_list(chunk_ids(used), 'UsedPages'))
  elseif #used > 0 then
    inlines:extend { text ',', pandoc.Space(), text 'used in\u{A0}' }
    inlines:extend(used_in(page, used))
  end
  return { pandoc.Plain(inlines) }
end

local function index_list(items, class)
  if not book.latex then return { pandoc.Div({ pandoc.BulletList(items) }, { class = class or 'entries' }) } end
  local blocks = pandoc.List { pandoc.RawBlock('latex', '\\begin{Entries}') }
  for _, item in ipairs(items) do
    item[1].content:insert(1, pandoc.RawInline('latex', '\\leavevmode '))
    blocks:extend(item)
  end
  blocks:insert(pandoc.RawBlock('latex', '\\end{Entries}'))
  return blocks
end

local Index = {}

function Index.chunks(page)
  local items = {}
  for _, name in ipairs(sorted_keys(uses.names)) do
    local entry = uses.names[name]
    -- Pandoc 2 would curl the apostrophe in a name, pandoc 3 would not.
    local head = book.latex and pandoc.RawInline('latex', '⟨' .. book.tex_escape(name) .. '⟩') or text('⟨' .. name .. '⟩')
    table.insert(items, chunk_entry(page, { book.latex and pandoc.Emph { head } or head }, entry.defs, entry.uses))
  end
  return index_list(items, 'entries names')
end

function Index.identifiers(page)
  local items = {}
  for _, name in ipairs(sorted_keys(labels().identifiers)) do
    local head = anchored('id-' .. name, pandoc.Code(name))
    table.insert(items, chunk_entry(page, head, labels().identifiers[name], uses.identifiers[name] or {}))
  end
  return index_list(items)
end

-- "3.4 Deleting": the section that defines a term; on paper its page.
local function term_place(page, place)
  local section = labels().ids[place.section]
  local title = book.title(section or labels().pages[place.page])
  if section and section.number then title = pandoc.List { text(section.number), pandoc.Space() } .. title end
  return { book.link(page, title, place.page, place.id) }
end

function Index.terms(page)
  local items = {}
  for _, entry in ipairs(sorted_keys(uses.terms)) do
    local places, ids = {}, {}
    for i, place in ipairs(uses.terms[entry]) do places[i], ids[i] = term_place(page, place), place.id end
    local inlines = pandoc.List { text(entry .. ','), pandoc.Space() }
    inlines:extend(book.latex and page_list(ids) or join(places, ','))
    items[#items + 1] = { pandoc.Plain(inlines) }
  end
  return #items > 0 and index_list(items) or {}
end

-- The places in the prose that state a fact: a page's title once, then its further uses by number.
local function fact_uses(key)
  local places, count, last = {}, {}, nil
  for _, name in ipairs(uses.facts[key] or {}) do
    count[name] = (count[name] or 0) + 1
    local title = name == last and tostring(count[name]) or labels().pages[name].title
    table.insert(places, { pandoc.Link({ text(title) }, ('%s.html#use-%s-%d'):format(name, key, count[name])) })
    last = name
  end
  return join(places, ',')
end

-- The CPythons that measured a fact, by ABI: "2.7.18, 3.6.15 on lp64".
local function measured(row)
  local abis, order = {}, {}
  for i = 2, #(row or {}) do
    local version, abi = row[i]:match('^(%S+) (%S+)$')
    if not abis[abi] then
      abis[abi] = {}
      table.insert(order, abi)
    end
    table.insert(abis[abi], version)
  end
  for i, abi in ipairs(order) do order[i] = table.concat(abis[abi], ', ') .. ' on\u{A0}' .. abi end
  return #order > 0 and { text(table.concat(order, '; ')) } or {}
end

local COLUMNS = { 'fact', 'value', 'unit', 'chunk', 'stated in', 'measured on' }

-- On paper the name says the ABI, where that is the only one; and the longest list of versions stands above the tables.
local paper = {}

function paper.lists(row)
  local lists = { lp64 = {}, ilp32 = {} }
  for i = 2, #(row or {}) do
    local version, abi = row[i]:match '^(%S+) (%S+)$'
    table.insert(lists[abi], version)
  end
  return table.concat(lists.lp64, ', '), table.concat(lists.ilp32, ', '), #lists.lp64
end

function paper.note(provenance)
  paper.longest, paper.count = '', 0
  for _, row in pairs(provenance) do
    local list, _, count = paper.lists(row)
    if count > paper.count then paper.longest, paper.count = list, count end
  end
  return pandoc.Para { pandoc.Str(('A name that ends in lp64 or ilp32 says on which ABI its number was measured. Where a \
row says “all %d”, the versions are %s.'):format(paper.count, paper.longest)) }
end

function paper.measured(key, row)
  local wide, narrow = paper.lists(row)
  if wide == paper.longest then wide = 'all ' .. paper.count end
  if wide == '' or narrow == '' then
    local abi = wide ~= '' and 'lp64' or 'ilp32'
    return wide .. narrow .. (wide .. narrow ~= '' and not key:find(abi .. '$') and ' on~' .. abi or '')
  end
  return wide == narrow and wide .. ' on~both' or wide .. ' on~lp64; ' .. narrow .. ' on~ilp32'
end

local function fact_row(page, row, provenance)
  local key, value, unit = row[1], row[2], row[3]
  local chunk = uses.computed[key] or uses.computed[key:gsub('%.%d+', '.%%zu', 1)]
  if not chunk then book.complain('tangled/tools/facts.c', 1, 'no chunk computes the fact ' .. key) end
  local computed = chunk and places(page, { chunk }, true) or {}
  if book.latex then
    return ('\\Anchor{fact-%s}\\Inline{%s} & %s & %s & \\PageList{%s} & %s \\\\'):format(key, book.tex_escape(key),
      book.thousands(value), unit or '', chunk and labels().chunks[chunk].id or '', paper.measured(key, provenance[key]))
  end
  local cells = { anchored('fact-' .. key, pandoc.Code(key)), { text(book.thousands(value)) }, { text(unit or '') },
    computed, fact_uses(key), measured(provenance[key]) }
  for i, inlines in ipairs(cells) do cells[i] = { pandoc.Plain(inlines) } end
  return cells
end

local function fact_table(page, rows, provenance)
  local header, aligns, widths, body = {}, {}, {}, {}
  for i, row in ipairs(rows) do body[i] = fact_row(page, row, provenance) end
  if book.latex then return { pandoc.RawBlock('latex', '\\begin{Facts}\n' .. table.concat(body, '\n') .. '\n\\end{Facts}') } end
  for i, title in ipairs(COLUMNS) do
    header[i] = { pandoc.Plain { text(title) } }
    aligns[i] = title == 'value' and pandoc.AlignRight or pandoc.AlignLeft
    widths[i] = 0
  end
  local tab = pandoc.utils.from_simple_table(pandoc.SimpleTable({}, aligns, widths, header, body))
  return { pandoc.RawBlock('html', '<div class="scroll facts" tabindex="0">'), tab, pandoc.RawBlock('html', '</div>') }
end

-- A fact's chapter is the name of its page; facts of no page stand under their own name.
function Index.facts(page)
  local provenance, by_chapter, order = {}, {}, {}
  for _, row in ipairs(book.tsv(book.output .. '/provenance.tsv')) do provenance[row[1]] = row end
  for _, row in ipairs(book.tsv(book.output .. '/facts.tsv')) do
    local name = row[4] or ''
    if not by_chapter[name] then
      by_chapter[name] = {}
      table.insert(order, name)
    end
    table.insert(by_chapter[name], row)
  end
  local blocks = pandoc.List(book.latex and { paper.note(provenance) } or {})
  for _, name in ipairs(order) do
    local title = labels().pages[name] and book.title(labels().pages[name]) or { text(name) }
    if book.latex then blocks:insert(pandoc.RawBlock('latex', '\\NeedLines{8}')) end
    blocks:insert(pandoc.Header(2, title, { id = 'facts-' .. name, class = 'unnumbered' }))
    blocks:extend(fact_table(page, by_chapter[name], provenance))
  end
  return blocks
end

function Index.contents(page)
  return book.latex and {} or site.start_contents(page, uses.sections)
end

return book.page_filter(function(page)
  return {
    Div = function(div)
      if div.classes:includes 'index' then
        local make = Index[div.attributes.of]
        load_uses()
        if make then return make(page) end
        book.complain_at(page, { 'of=' .. (div.attributes.of or '') }, 'there is no such index')
      end
    end,
  }
end)
