-- References to chapters, sections, figures, tables and exercises: [chapter @sec:dict]. They look like
-- citations, so they are taken out before citeproc runs; what is left must be in the bibliography.

local book = require 'book'

local KINDS = { sec = { 'ch-', 'sec-' }, fig = { 'fig-' }, tab = { 'tab-' }, ex = { 'ex-' } }

local function target(key)
  local kind, name = key:match '^(%a+):(.*)$'
  for _, prefix in ipairs(KINDS[kind] or {}) do
    local found = book.labels().ids[prefix .. name]
    if found then return found, prefix .. name end
  end
end

local bibliography
local function in_bibliography(key, meta)
  if not bibliography then
    bibliography = {}
    local name = pandoc.utils.stringify(meta.bibliography or '')
    for entry in (book.read_file(name) or ''):gmatch '@%a+%s*{%s*([^,%s]+)' do bibliography[entry] = true end
  end
  return bibliography[key]
end

-- [chapter @sec:dict] is one link, words and number together.
local function reference(page, citation)
  local found, id = target(citation.id)
  local content = pandoc.List {}
  content:extend(citation.prefix)
  if #citation.prefix > 0 then content:insert(pandoc.Str '\u{A0}') end
  content:insert(pandoc.Str(found.number or found.title or id))
  content:extend(citation.suffix)
  return book.link(page, content, found.page, id, found.title)
end

return book.page_filter(function(page, meta)
  return {
    Cite = function(cite)
      local inlines, ours = pandoc.List {}, 0
      for i, citation in ipairs(cite.citations) do
        local kind = citation.id:match '^(%a+):'
        if KINDS[kind] then
          ours = ours + 1
          if not target(citation.id) then
            book.complain_at(page, { '@' .. citation.id }, ('nothing in the book is labelled %s'):format(citation.id))
          else
            if i > 1 then inlines:insert(pandoc.Str ', ') end
            inlines:insert(reference(page, citation))
          end
        elseif not in_bibliography(citation.id, meta) then
          book.complain_at(page, { '@' .. citation.id }, ('the bibliography has no entry %s'):format(citation.id))
        end
      end
      if ours > 0 and ours < #cite.citations then
        book.complain_at(page, { '@' .. cite.citations[1].id }, 'one bracket mixes a reference and a citation')
      end
      return ours > 0 and inlines or nil
    end,
  }
end)
