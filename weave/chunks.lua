-- How a code chunk looks: its name and number, the code, where it goes on, where it is used, and what
-- it defines. And [[quoted code]]: inline code, linked.

local book, code, unfold = require 'book', require 'code', require 'unfold'

local labels = book.labels

local function is_root(name) return name:find '/' or name:find '%.[ch]$' end

local Html = {}

function Html.link(page, label)
  local to = labels().chunks[label]
  return ('<a href="%s">%s\u{A0}<span class="number">%s</span></a>')
    :format(book.href(page, to.page, to.id), book.html_escape(to.name), to.number)
end

-- Of many only the numbers.
local MANY = 3

local function number_link(page, label)
  local to = labels().chunks[label]
  return ('<a class="number" href="%s" title="%s">%s</a>'):format(book.href(page, to.page, to.id), book.html_escape(to.name), to.number)
end

local function html_links(page, list)
  local links = {}
  for i, label in ipairs(list) do links[i] = (#list > MANY and number_link or Html.link)(page, label) end
  return table.concat(links, ', ')
end

local function html_notes(page, me, uses, defines)
  local notes = {}
  local function note(text, ...) table.insert(notes, '<li>' .. text:format(...) .. '</li>') end
  if me.prev then note('Continues %s', Html.link(page, me.prev)) end
  if me.next then note('Continued in %s', Html.link(page, me.next)) end
  if #uses > 0 then
    note('Used in %s', html_links(page, uses))
  elseif is_root(me.name) and not me.prev then
    local file = me.name:match '^examples/(.*)' or me.name:match '^answers/(.*)' or me.name == 'slots.h' and me.name
    local name = ('<code>tangled/%s</code>'):format(book.html_escape(me.name))
    note('Makes the file %s', file and ('<a href="examples/%s" download>%s</a>'):format(file, name) or name)
  end
  if #defines > 0 then
    local names = {}
    for i, name in ipairs(defines) do
      names[i] = ('<a href="identifiers.html#id-%s"><code>%s</code></a>'):format(name, name)
    end
    names[1] = '<span class="defines">Defines ' .. names[1] .. '</span>'
    note('%s', table.concat(names, ', '))
  end
  return #notes > 0 and '\n<ul class="notes">' .. table.concat(notes) .. '</ul>' or ''
end

function Html.chunk(page, me, _, rendered, uses, defines, whole)
  return pandoc.RawBlock('html', ([[
<div class="chunk" id="%s" role="group" aria-label="%s">
<p class="name">%s <a class="number" href="#%s">%s</a></p>
<pre tabindex="0"><code>%s</code></pre>%s%s
</div>]]):format(me.id, book.html_escape('Chunk ' .. me.number .. ', ' .. me.name),
    '⟨' .. book.html_escape(me.name) .. '⟩' .. (me.prev and '+' or '') .. '≡',
    me.id, me.number, table.concat(rendered, '\n'), Html.whole(whole), html_notes(page, me, uses, defines)))
end

-- "Show it whole": on paper the reader turns the page instead.
function Html.whole(lines)
  if not lines then return '' end
  return ('\n<details class="whole"><summary>Show it whole, %d lines</summary>\n<pre tabindex="0"><code>%s</code></pre></details>')
    :format(#lines, table.concat(code.render(nil, lines, 'c'), '\n'))
end

function Html.sample(_, rendered)
  return pandoc.RawBlock('html', '<pre tabindex="0"><code>' .. table.concat(rendered, '\n') .. '</code></pre>')
end

-- Short code keeps to one line.
function Html.quoted(rendered)
  local short = utf8.len((rendered:gsub('<[^>]*>', ''))) <= code.SHORT
  return pandoc.RawInline('html', (short and '<code class="short">' or '<code>') .. rendered .. '</code>')
end

local Tex = {}

local function tex_note(macro, list)
  local refs = {}
  local shown = #list > 4 and 3 or #list
  for i, label in ipairs(table.move(list, 1, shown, 1, {})) do refs[i] = ('\\ChunkPage{%s}{%s}'):format(labels().chunks[label].number, labels().chunks[label].id) end
  local more = shown < #list and (' and %d~more'):format(#list - shown) or ''
  return #refs > 0 and ('\\%s{%s%s}'):format(macro, table.concat(refs, ', '), more) or ''
end

function Tex.chunk(_, me, lines, rendered, uses, defines)
  local names = {}
  for i, name in ipairs(defines) do names[i] = '\\Inline{' .. book.tex_escape(name) .. '}' end
  local notes = tex_note('ContinuesNote', { me.prev }) .. tex_note('ContinuedNote', { me.next })
    .. tex_note('UsedNote', uses)
    .. (#uses == 0 and is_root(me.name) and not me.prev and ('\\FileNote{%s}'):format(book.tex_escape(me.name)) or '')
    .. (#names > 0 and ('\\DefinesNote{%s}'):format(table.concat(names, ', ')) or '')
  return pandoc.RawBlock('latex', ('\\BeginChunk{%s}{%s}{%s}{%s}\n%s\n\\EndChunk{%s}'):format(
    me.id, book.tex_escape(me.name), me.number, me.prev and '+' or '', code.tex_lines(lines, rendered), notes))
end

function Tex.sample(lines, rendered)
  return pandoc.RawBlock('latex', '\\begin{Sample}\n' .. code.tex_lines(lines, rendered) .. '\n\\end{Sample}')
end

function Tex.quoted(rendered)
  return pandoc.RawInline('latex', code.tex_inline(rendered))
end

local Format = book.latex and Tex or Html

local function words(text)
  local list = {}
  for word in (text or ''):gmatch '%S+' do table.insert(list, word) end
  return list
end

-- A function or a chapter's example that is told in more than one chunk. In the appendices there is one
-- example after the other, and unfolded they would make the page too heavy: their files stand at their output.
local function whole(page, me, label, chunks)
  if book.latex or me.prev then return nil end
  local unfolds = me.name:match '^function [^:]*$' or me.name:match '^examples/.*%.c$' and page.part ~= 0
  if not unfolds then return nil end
  local lines, unfolded = unfold.lines(chunks, label)
  return (unfolded > 0 or me.next) and unfold.spaced(lines) or nil
end

local function chunk(page, div, chunks)
  local me = labels().chunks[div.attributes.label]
  local lines = code.lines(div.content[1].content)
  local rendered = code.render(page, lines, code.language(me.name), div.attributes.label)
  local defines = {}
  for i, item in ipairs(div.content[2].content) do defines[i] = pandoc.utils.stringify(item) end
  return Format.chunk(page, me, lines, rendered, words(div.attributes.uses), defines,
    whole(page, me, div.attributes.label, chunks))
end

-- A paragraph of some three lines at most goes to the next page of the PDF with the chunk or
-- transcript it leads up to; an aside between the two stands in the margin. And one goes with the transcript above it.
local SHORT = 3 * 76

local function lead_up(blocks)
  local function begins(i, what)
    return blocks[i] and blocks[i].t == 'RawBlock' and blocks[i].text:match('^\\' .. what)
  end
  local function leads(i)
    local block = blocks[i + 1]
    if block and block.t == 'Div' and block.classes:includes 'aside' then return leads(i + 1) end
    return begins(i + 1, 'BeginChunk') or begins(i + 1, 'begin{Sample}')
      or (begins(i + 1, 'begin{Exhibit}') or begins(i + 1, 'begin{BareExhibit}')) and begins(i + 2, 'begin{Transcript}')
  end
  local result = pandoc.List {}
  for i, block in ipairs(blocks) do
    if block.t == 'Para' and utf8.len(pandoc.utils.stringify(block)) <= SHORT and leads(i) then
      result:extend { pandoc.RawBlock('latex', '\\BeginLead'), block, pandoc.RawBlock('latex', '\\EndLead') }
    else
      result:insert(block)
    end
    if begins(i, 'end{BareExhibit}') then
      local spoken = blocks[i + 1] and blocks[i + 1].t == 'Para'
      result:insert(pandoc.RawBlock('latex', spoken and '\\StandsUnder' or '\\Apart'))
    end
  end
  return result
end

-- Code that is shown and not tangled: a fenced block in the prose.
local function sample(block)
  local lines = code.plain(block.text)
  return Format.sample(lines, code.render(nil, lines, block.classes[1]))
end

-- The lines of the page's chunks, by label.
local function all_lines(block)
  local chunks = {}
  pandoc.walk_block(block, {
    Div = function(div)
      if div.classes:includes 'chunk' then chunks[div.attributes.label] = code.lines(div.content[1].content) end
    end,
  })
  return chunks
end

return book.page_filter(function(page, _, block)
  local chunks = book.latex and {} or all_lines(block)
  return {
    CodeBlock = sample,
    Blocks = book.latex and lead_up or nil,
    Div = function(div)
      if div.classes:includes 'chunk' then return chunk(page, div, chunks) end
    end,
    Span = function(span)
      if not span.classes:includes 'quoted' then return nil end
      return Format.quoted(code.render(page, code.lines(span.content))[1])
    end,
  }
end)
