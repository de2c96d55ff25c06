-- Run last over all pages, for what the search knows: one script that hands BookSearch its list of documents, each
--   [kind, title, text, place, href]     kind: s section, c chunk, i identifier, f fact, t term
-- and a place is the number of a page in the list beside it. The browser makes the index, when someone searches.

local book = require 'book'

local labels = book.labels
local uses = dofile(book.output .. '/weave/uses.lua')

local documents, place_of, places = {}, {}, {}

local ESCAPES = { ['"'] = '\\"', ['\\'] = '\\\\', ['\n'] = '\\n', ['\t'] = '\\t' }

local function quote(s) return '"' .. s:gsub('[%c"\\]', function(c) return ESCAPES[c] or ' ' end) .. '"' end

local function enter(kind, title, text, page, href)
  table.insert(documents, ('[%q,%s,%s,%d,%s]'):format(kind, quote(title), quote(text), place_of[page], quote(href)))
end

local function squeeze(text) return (text:gsub('%s+', ' '):gsub('^ ', ''):gsub(' $', '')) end

local function href(page, id) return id:match '^ch%-' and page .. '.html' or page .. '.html#' .. id end

-- The paragraphs of a block, each as one line. A citation of the bibliography is no text yet, and left out.
local function paragraphs(block)
  local found = {}
  local function paragraph(p)
    p = pandoc.walk_block(p, { Cite = function() return {} end, Note = function() return {} end })
    table.insert(found, { text = squeeze(pandoc.utils.stringify(p)), block = p })
  end
  pandoc.walk_block(pandoc.Div { block }, { Para = paragraph, Plain = paragraph })
  return found
end

-- What the prose says where it states a fact or explains a term: found while reading, entered later.
local stated, explained = {}, {}

-- The first sentence that has these words in it, not as a part of others.
local function sentence_with(text, words)
  local pattern = '%f[%w]' .. words:gsub('%p', '%%%0') .. '%f[^%w]'
  for sentence in (text:gsub('([.?!:][^%s%w]*) (%u)', '%1\n%2') .. '\n'):gmatch '([^\n]+)\n' do
    if sentence:find(pattern) then return sentence end
  end
  return text
end

local function note_marks(paragraph)
  pandoc.walk_block(paragraph.block, {
    Span = function(span)
      local key = span.classes:includes 'fact' and span.attributes.of
      local entry = span.classes:includes 'term' and book.term(span)
      if not key and not entry then return end
      local sentence = sentence_with(paragraph.text, squeeze(pandoc.utils.stringify(span.content)))
      if key then
        stated[key] = stated[key] or sentence
      else
        explained[entry] = explained[entry] or {}
        table.insert(explained[entry], sentence)
      end
    end,
  })
end

local function code_of(div)
  local parts = {}
  for i, inline in ipairs(div.content[1].content) do
    local text = inline.t == 'LineBreak' and '\n' or pandoc.utils.stringify(inline)
    parts[i] = inline.t == 'Link' and inline.classes:includes 'use' and '⟨' .. text .. '⟩' or text
  end
  return table.concat(parts)
end

-- The line that shows an identifier best: the first in its chunk that has it as a whole word.
local function line_with(code, name)
  for line in code:gmatch '[^\n]+' do
    if (' ' .. line .. ' '):find('[^%w_]' .. name:gsub('%p', '%%%0') .. '[^%w_]') then return squeeze(line) end
  end
  return ''
end

local defined_before = {}

local function enter_chunk(div, page)
  local chunk, code = labels().chunks[div.attributes.label], code_of(div)
  enter('c', ('%s %s'):format(chunk.number, chunk.name), code, page.name, href(page.name, chunk.id))
  for _, item in ipairs(div.content[2] and div.content[2].content or {}) do
    local name = pandoc.utils.stringify(item[1])
    if not defined_before[name] then
      defined_before[name] = true
      enter('i', name, line_with(code, name), page.name, href(page.name, chunk.id))
    end
  end
end

local function enter_page(div, page)
  local section = { id = page.id, title = page.title, text = {} }
  local function finish()
    -- Where a chapter begins with its heading, there is nothing before it.
    if section.named or #section.text > 0 then
      enter('s', section.title, table.concat(section.text, ' '), page.name, href(page.name, section.id))
    end
  end
  local function read(blocks)
    for _, block in ipairs(blocks) do
      if block.t == 'Header' then
        local title = pandoc.utils.stringify(block.content)
        local number = labels().ids[block.identifier] and labels().ids[block.identifier].number
        finish()
        section = { named = true, id = block.identifier, title = number and number .. ' ' .. title or title, text = {} }
      elseif block.t == 'Div' and block.classes:includes 'chunk' then
        enter_chunk(block, page)
      elseif block.t == 'Div' then
        read(block.content)
      else
        for _, paragraph in ipairs(paragraphs(block)) do
          note_marks(paragraph)
          table.insert(section.text, paragraph.text)
        end
      end
    end
  end
  read(div.content)
  finish()
end

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do table.insert(keys, key) end
  table.sort(keys)
  return keys
end

local function enter_terms()
  for _, entry in ipairs(sorted_keys(uses.terms)) do
    for i, place in ipairs(uses.terms[entry]) do
      enter('t', entry, (explained[entry] or {})[i] or '', place.page, href(place.page, place.id))
    end
  end
end

local function enter_facts()
  for _, row in ipairs(book.tsv(book.output .. '/facts.tsv')) do
    local key, value, unit, page = row[1], row[2], row[3], row[4]
    local title = ('%s = %s %s'):format(key, book.thousands(value), unit or '')
    enter('f', squeeze(title), stated[key] or '', place_of[page] and page or 'facts', 'facts.html#fact-' .. key)
  end
end

function Pandoc(doc)
  for i, name in ipairs(labels().order) do
    local page = labels().pages[name]
    place_of[name] = i - 1
    places[i] = quote(page.number and page.number .. ' ' .. page.title or page.title)
  end
  for _, div in ipairs(doc.blocks) do
    local page = labels().pages[div.attributes.name]
    if not page.file:match '^weave/' then enter_page(div, page) end
  end
  enter_terms()
  enter_facts()
  local script = ('BookSearch({places:[%s],documents:[\n%s\n]});'):format(table.concat(places, ','), table.concat(documents, ',\n'))
  return pandoc.Pandoc { pandoc.RawBlock('html', script) }
end
