-- Around the text of a page of the site: the contents of the book with the sections of this page, the way on, the
-- title page's emblem and contents. What page.html shows; the PDF has LaTeX's own.

local book = require 'book'

local labels = book.labels

local M = {}

local function number(text) return pandoc.Span({ pandoc.Str(text) }, { class = 'number' }) end

-- A heading's own link to itself, which has no place in the contents.
function M.anchor(h)
  return pandoc.Link({ pandoc.Str '#' }, '#' .. h.identifier, '', pandoc.Attr('', { 'anchor' }, { { 'aria-label', 'Link to this place' } }))
end

local function sections(doc)
  local items = {}
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Header' and block.level == 2 then
      local content = block.content:filter(function(i) return not (i.t == 'Link' and i.classes:includes 'anchor') end)
      table.insert(items, { pandoc.Plain { pandoc.Link(content, '#' .. block.identifier) } })
    end
  end
  return #items > 0 and { pandoc.BulletList(items) } or {}
end

local function chapter(name, page, here)
  local to = labels().pages[name]
  local inlines = pandoc.List { pandoc.Span(book.title(to)) }
  if to.number then inlines = pandoc.List { number(to.number), pandoc.Space() } .. inlines end
  local attributes = name == page.name and { ['aria-current'] = 'page' } or {}
  local item = pandoc.List { pandoc.Plain { pandoc.Link(inlines, name .. '.html', '', attributes) } }
  if name == page.name and name ~= 'index' then item:extend(here) end
  return item
end

-- Preface; each part with its chapters; the appendices. The current page unfolds into its sections.
local function contents(doc, page)
  local blocks, items, part = pandoc.List {}, {}, nil
  local here = sections(doc)
  local function close()
    if #items == 0 then return end
    local known = labels().parts[part]
    local title = known and 'Part ' .. known.number .. ' · ' .. known.title or part == 0 and 'Appendices'
    if title then blocks:insert(pandoc.Para { pandoc.Str(title) }) end
    blocks:insert(pandoc.BulletList(items))
    items = {}
  end
  for _, name in ipairs(labels().order) do
    local its = labels().pages[name].part
    if its ~= part then close() end
    part = its
    table.insert(items, chapter(name, page, here))
  end
  close()
  return pandoc.MetaBlocks(blocks)
end

-- A line of the contents on the start page: a chapter, and under it its sections.
local function page_item(page, name, all_sections)
  local entry = labels().pages[name]
  local inlines = pandoc.List {}
  if entry.number then inlines:extend { pandoc.Span({ pandoc.Str(entry.number) }, { class = 'number' }), pandoc.Space() } end
  inlines:insert(book.link(page, book.title(entry), name, entry.id))
  local blocks = pandoc.List { pandoc.Plain(inlines) }
  local sections = pandoc.List {}
  for i, section in ipairs(entry.part ~= 0 and all_sections[name] or {}) do
    if i > 1 then sections:extend { pandoc.Str '\u{A0}·', pandoc.Space() } end
    sections:insert(book.link(page, book.title(section), name, section.id))
  end
  if #sections > 0 then
    blocks:insert(pandoc.Div({ pandoc.Plain(sections) }, { class = 'sections' }))
  end
  return blocks
end

-- The contents on the start page, part by part. Headings as they stand: of a Header pandoc would make a section,
-- which would not end where the list ends.
function M.start_contents(page, all_sections)
  local blocks = pandoc.List { pandoc.RawBlock('html', '<nav aria-label="Contents">') }
  local function part(title, number)
    local items = {}
    for _, name in ipairs(labels().order) do
      if labels().pages[name].part == number then table.insert(items, page_item(page, name, all_sections)) end
    end
    if #items == 0 then return end
    blocks:extend { pandoc.RawBlock('html', ('<h2 id="part-%d">%s</h2>'):format(number, title)), pandoc.BulletList(items) }
  end
  for i, entry in ipairs(labels().parts) do
    part(('<span class="number">Part %s</span> %s'):format(entry.number, book.html_escape(entry.title)), i)
  end
  part('Appendices', 0)
  blocks:insert(pandoc.RawBlock('html', '</nav>'))
  return { pandoc.Div(blocks, { class = 'contents' }) }
end

-- An empty dictionary, word for word as the programs count it: what the title speaks of. Filled: its heads; hollow: the
-- table, three words a place, with nothing in it.
local function emblem()
  local facts = {}
  for _, row in ipairs(book.tsv(book.output .. '/facts.tsv')) do facts[row[1]] = tonumber(row[2]) end
  local words, hollow = facts['dict.empty.words.lp64'], facts['hybrid.table.5']
  if not (words and hollow) then return nil end
  local cells = {}
  for i = 0, words - 1 do
    local free = i >= words - hollow
    local gap = free and 4 + (i - words + hollow) // 3 * 2 or 0
    table.insert(cells, ('<rect class="%s" x="%d" y="1" width="8" height="22"/>'):format(free and 'hollow' or 'held',
      1 + i * 10 + gap))
  end
  local width = words * 10 + 4 + (hollow // 3 - 1) * 2
  return pandoc.MetaBlocks { pandoc.RawBlock('html',
    ('<svg class="emblem" viewBox="0 0 %d 24" role="img" aria-label="An empty dictionary drawn as %d words in a row: %d that '
    .. 'describe it, and %d in groups of three that hold nothing.">%s</svg>\n'
    .. '<p class="legend"><a href="dict.html">An empty dictionary</a>: %d pointers, and %d of them hold nothing.</p>'):format(width, words, words - hollow, hollow,
      table.concat(cells), words, hollow)) }
end

local function neighbour(name)
  local to = labels().pages[name]
  return to and { href = name .. '.html', title = name == 'index' and labels().book.title or pandoc.MetaInlines(book.title(to)) }
end

function M.surround(doc, page)
  local order, at, meta = labels().order, 1, doc.meta
  while order[at] ~= page.name do at = at + 1 end
  meta.previous, meta.next = neighbour(order[at - 1]), neighbour(order[at + 1])
  meta.start = page.name == 'index'
  meta.pagetitle = meta.start and labels().book.title or page.title .. ' – ' .. labels().book.title
  local part = labels().parts[page.part]
  meta.part = part and 'Part ' .. part.number .. ' · ' .. part.title or page.part == 0 and 'Appendix' or nil
  meta.contents = contents(doc, page)
  meta.emblem = meta.start and emblem() or nil
end

return M
