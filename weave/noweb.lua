-- A pandoc reader for noweb's token stream: one page or several. Each page becomes a Div.page; in it
-- each code chunk is a Div.chunk that holds
--   one Para: the code, as Code, LineBreak and Link (an identifier, or a use of another chunk), and
--   one BulletList: for each identifier the chunk defines, its Code.
-- How a chunk looks is chunks.lua's business.

local book, prose, stream = require 'book', require 'prose', require 'stream'

-- An identifier leads to its definition on the same page, if there is one.
local function definition(name, page)
  local labels = book.labels()
  local found = labels.identifiers[name]
  for _, label in ipairs(found or {}) do
    if labels.chunks[label].page == page.name then return label end
  end
  return found and found[1]
end

local function code_inlines(tokens, page)
  local inlines = pandoc.List {}
  for _, token in ipairs(tokens) do
    local target = token.ident and definition(token.ident, page)
    if token.newline then
      inlines:insert(pandoc.LineBreak())
    elseif token.use then
      inlines:insert(pandoc.Link({ pandoc.Code(token.use) }, '#' .. token.label, '', { class = 'use' }))
    elseif target then
      inlines:insert(pandoc.Link({ pandoc.Code(token.text) }, '#' .. target, '', { class = 'identifier' }))
    else
      inlines:insert(pandoc.Code(token.text))
    end
  end
  return inlines
end

local function chunk_div(chunk, page)
  local code = code_inlines(chunk.tokens, page)
  if #code > 0 and code[#code].t == 'LineBreak' then code:remove(#code) end
  local defines = {}
  for i, name in ipairs(chunk.defines) do defines[i] = { pandoc.Plain { pandoc.Code(name) } } end
  return pandoc.Div({ pandoc.Para(code), pandoc.BulletList(defines) },
    pandoc.Attr('', { 'chunk' }, { label = chunk.label, uses = table.concat(chunk.uses, ' ') }))
end

-- A place in this book is written as a reference, which is checked and has a number on paper.
local function check_link(link, page)
  if not link.target:match '^%a+:' then
    book.complain_at(page, { link.target },
      ('no link leads to "%s": write a place in the book as a reference, such as [@sec:dict]'):format(link.target))
  end
end

local function page_div(page)
  local doc = prose.parse(page)
  local div = pandoc.Div(doc.blocks, pandoc.Attr('', { 'page' }, { name = page.name }))
  pandoc.walk_block(div, { Link = function(link) check_link(link, page) end })
  div = pandoc.walk_block(div, {
    CodeBlock = function(block)
      if block.classes:includes 'chunk' then
        return chunk_div(page.chunks[tonumber(block.attributes.n)], page)
      end
    end,
    Code = function(code)
      if code.classes:includes 'quoted' then
        return pandoc.Span(code_inlines(page.quotes[tonumber(code.attributes.n)], page), { class = 'quoted' })
      end
    end,
  })
  -- A heading is itself a link in the contents, so there are none in it.
  div = pandoc.walk_block(div, {
    Header = function(h)
      return pandoc.walk_block(h, { Link = function(link) return link.content end })
    end,
  })
  return div, doc.meta
end

-- Every page cites from the whole bibliography, so that "2012a" is the same entry on all of them.
local function complete(meta)
  local about = book.labels().book
  for key, value in pairs(about) do
    meta[key] = meta[key] or value
  end
  meta.nocite = pandoc.MetaInlines { pandoc.Cite({}, { pandoc.Citation('*', 'NormalCitation') }) }
  meta['link-citations'] = true
  return meta
end

function Reader(input)
  local by_name, blocks, meta = {}, {}, pandoc.Meta {}
  for _, page in ipairs(stream.read(tostring(input))) do
    local div, page_meta = page_div(page)
    by_name[page.name] = div
    if page.name == 'index' then
      meta = page_meta
      div.content:insert(pandoc.Div({}, { class = 'index', of = 'contents' }))
    end
  end
  for _, name in ipairs(book.labels().order) do
    if by_name[name] then table.insert(blocks, by_name[name]) end
  end
  book.stop_on_errors()
  return pandoc.Pandoc(blocks, complete(meta))
end
