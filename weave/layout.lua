-- The rest of the page: headings with their numbers, asides, exercises and answers; on the site what is around them
-- (site.lua), in the PDF the parts. Last of the filters, so it also takes the pages' Divs away again.

local book = require 'book'
local site = require 'site'

local labels = book.labels

local function around(blocks, format, before, after)
  local result = pandoc.List { pandoc.RawBlock(format, before) }
  result:extend(blocks)
  result:insert(pandoc.RawBlock(format, after))
  return result
end

-- ans-dict-1 <-> ex-dict-1
local function partner(id, from, to)
  local other = id:gsub('^' .. from .. '%-', to .. '-')
  local known = labels().ids[other]
  if known and other ~= id then return known, other end
end

-- "Exercise 3.1", and the way to its answer; "Answer to exercise 3.1", and the way back.
local function exercise_label(page, div)
  local me = labels().ids[div.identifier]
  local inlines = pandoc.List { pandoc.Strong { pandoc.Str('Exercise ' .. (me and me.number or '')) } }
  local answer, id = partner(div.identifier, 'ex', 'ans')
  if answer then
    inlines:insert(pandoc.Space())
    inlines:insert(book.latex and pandoc.RawInline('latex', '\\AnswerPage{' .. id .. '}')
      or book.link(page, { pandoc.Str 'answer' }, answer.page, id))
  end
  return inlines
end

local function answer_label(page, div)
  local exercise, id = partner(div.identifier, 'ans', 'ex')
  if not exercise then return nil end
  local link = book.link(page, { pandoc.Str('Exercise ' .. (exercise.number or '')) }, exercise.page, id)
  return pandoc.List { pandoc.Strong { link } }
end

local Html = {}

function Html.heading(page, h)
  local known = labels().ids[h.identifier]
  if known and known.number and known.kind ~= 'ans' then
    h.content = pandoc.List { pandoc.Span({ pandoc.Str(known.number) }, { class = 'number' }), pandoc.Space() } .. h.content
  end
  if h.level > 1 and h.identifier ~= '' then h.content:extend { pandoc.Space(), site.anchor(h) } end
  if page.name == 'index' then h.level = h.level + 1 end -- the first heading there is the book's title
  return h
end

-- A chapter opens with its question.
function Html.opening(blocks)
  local h, question = blocks[1], blocks[2]
  if h and h.t == 'Header' and question and question.t == 'Para'
    and pandoc.utils.stringify(question):match '%?$' then
    blocks[2] = pandoc.Div({ question }, { class = 'question' })
  end
  return blocks
end

function Html.aside(div) return around(div.content, 'html', '<aside role="note">', '</aside>') end

function Html.promise(div) return around(div.content, 'html', '<div class="promise">', '</div>') end

function Html.exercise(page, div)
  local label = div.classes:includes 'exercise' and exercise_label(page, div) or answer_label(page, div)
  if not label then return nil end
  local class = div.classes:includes 'exercise' and 'exercise' or 'answer'
  div.content:insert(1, pandoc.Plain(pandoc.List { pandoc.RawInline('html', '<p class="label">') } .. label
    .. { pandoc.RawInline('html', '</p>') }))
  return around(div.content, 'html', ('<section class="%s" id="%s">'):format(class, div.identifier), '</section>')
end

function Html.code(inline, page)
  if #inline.classes == 0 and page.name ~= 'identifiers' and utf8.len(inline.text) <= require 'code'.SHORT then inline.classes = { 'short' } end
  return inline
end

-- A width is not parted: 64-bit.
function Html.str(word) return word.text:match '%d%-bit' and pandoc.Span({ word }, { class = 'short' }) or nil end

local Tex = {}

local COMMAND = { 'chapter', 'section', 'subsection', 'subsubsection' }
local UNNUMBERED = { 'addchap', 'section*' }

function Tex.heading(_, h)
  local known = labels().ids[h.identifier]
  local numbered = h.level > 2 or known and known.number
  local command = numbered and COMMAND[h.level] or UNNUMBERED[h.level]
  local inlines = pandoc.List { pandoc.RawInline('latex', '\\' .. command .. '{') }
  inlines:extend(h.content)
  inlines:insert(pandoc.RawInline('latex', '}\\label{' .. h.identifier .. '}'))
  return pandoc.Plain(inlines)
end

function Tex.aside(div) return around(div.content, 'latex', '\\begin{Aside}', '\\end{Aside}') end

function Tex.promise(div) return around(div.content, 'latex', '\\begin{Promise}', '\\end{Promise}') end

function Tex.exercise(page, div)
  local is_exercise = div.classes:includes 'exercise'
  local label = is_exercise and exercise_label(page, div) or answer_label(page, div)
  if not label then return nil end
  div.content:insert(1, pandoc.Plain(pandoc.List { pandoc.RawInline('latex', '\\ExerciseLabel{') } .. label
    .. { pandoc.RawInline('latex', '}') }))
  return around(div.content, 'latex', ('\\begin{Exercise}\\Anchor{%s}'):format(div.identifier), '\\end{Exercise}')
end

function Tex.code(code)
  return pandoc.RawInline('latex', require 'code'.tex_inline(book.tex_escape(code.text)))
end

local Format = book.latex and Tex or Html

-- Citations lead to the bibliography, which stands on a page of its own.
local function citation_link(page, link)
  local key = link.target:match '^#(ref%-.*)$'
  if key and not book.latex and page.name ~= 'bibliography' then link.target = 'bibliography.html#' .. key end
  return key and link or nil
end

local function page_layout(page)
  return {
    Header = function(h) return Format.heading(page, h) end,
    Code = function(inline) return Format.code(inline, page) end,
    Str = Format.str,
    Link = function(link) return citation_link(page, link) end,
    Div = function(div)
      if div.identifier == 'refs' then
        if page.name ~= 'bibliography' then return {} end
        -- by its id pandoc 3 would make it a list, of entries that are no list items
        return book.latex and div or pandoc.Div(div.content, { class = 'references', role = 'doc-bibliography' })
      end
      if div.classes:includes 'csl-entry' and not book.latex then
        div.classes = { 'reference' } -- pandoc gives the other class a role that has been withdrawn
        return div
      end
      if div.classes:includes 'exercise' or div.identifier:match '^ans%-' then return Format.exercise(page, div) end
      for _, class in ipairs { 'aside', 'promise' } do
        if div.classes:includes(class) then return Format[class](div) end
      end
    end,
  }
end

-- A part opens with what is in it.
local function part_opening(part, command)
  local chapters = pandoc.List { pandoc.RawInline('latex', '\\PartContents{') }
  for _, name in ipairs(labels().order) do
    local page = labels().pages[name]
    if page.part == part then
      chapters:insert(pandoc.RawInline('latex', ('\\PartChapter{%s}{%s}{'):format(page.number, page.id)))
      chapters:extend(book.title(page):map(function(inline) return inline.t == 'Code' and Tex.code(inline) or inline end))
      chapters:insert(pandoc.RawInline('latex', '}'))
    end
  end
  chapters:insert(pandoc.RawInline('latex', '}\n' .. command))
  return pandoc.Plain(chapters)
end

-- In the PDF the pages follow each other, with the parts and the appendix between them.
local function opening(page, before)
  if not book.latex then return {} end
  if page.part and page.part > 0 and (not before or before.part ~= page.part) then
    local start = before and not before.part and '\\mainmatter\n' or ''
    return { pandoc.RawBlock('latex', start),
      part_opening(page.part, '\\part{' .. book.tex_escape(labels().parts[page.part].title) .. '}') }
  elseif page.part == 0 and before and before.part ~= 0 then
    return { part_opening(0, '\\BackMatter') }
  end
  return {}
end

local function unwrap(doc)
  local blocks, before = pandoc.List {}, nil
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Div' and block.classes:includes 'page' then
      local page = labels().pages[block.attributes.name]
      blocks:extend(opening(page, before))
      local content = pandoc.walk_block(block, page_layout(page)).content
      blocks:extend(book.latex and content or Html.opening(content))
      before = page
    elseif not (block.t == 'Div' and block.identifier == 'refs') then
      blocks:insert(block)
    end
  end
  doc.blocks = blocks
  if not book.latex then site.surround(doc, before) end
  return doc
end

return { { Pandoc = unwrap } }
