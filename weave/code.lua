-- Lines of code for the page: skylighting's colours and noweb's links, laid over each other.
-- A line is a list of pieces { text=, use=label, target=label }.

local book = require 'book'

local M = { SHORT = 24 } -- letters of inline code that keep to one line in a browser

-- The Para that the reader made, cut into lines of pieces.
function M.lines(inlines)
  local lines, line = {}, {}
  for _, inline in ipairs(inlines) do
    if inline.t == 'LineBreak' then
      table.insert(lines, line)
      line = {}
    elseif inline.t == 'Link' then
      local label = inline.target:sub(2)
      local kind = inline.classes:includes 'use' and 'use' or 'target'
      table.insert(line, { text = inline.content[1].text, [kind] = label })
    else
      table.insert(line, { text = inline.text })
    end
  end
  table.insert(lines, line)
  return lines
end

-- A use of a chunk stands to the highlighter as a name of the same length.
function M.plain_text(lines)
  local rows = {}
  for i, line in ipairs(lines) do
    local parts = {}
    for j, piece in ipairs(line) do parts[j] = piece.use and ('_'):rep(#piece.text) or piece.text end
    rows[i] = table.concat(parts)
  end
  return rows
end

-- The colours that the styles know. Most of a page's spans would be for operators, which have none.
local COLOURED = {}
for class in ('bn cf ch cn co dt dv fl im kw pp sc st'):gmatch '%a+' do COLOURED[class] = true end

local ENTITY = { ['&amp;'] = '&', ['&lt;'] = '<', ['&gt;'] = '>', ['&quot;'] = '"', ['&#39;'] = "'" }

-- Pandoc writes a highlighted block as flat spans, one outer span a line; the class of each byte of
-- each line is read back from them.
local function colours(rows, language)
  local block = pandoc.CodeBlock(table.concat(rows, '\n'), { class = language })
  local html = pandoc.write(pandoc.Pandoc { block }, 'html'):match '<code[^>]*>(.*)</code>'
  local result, number = {}, 0
  for text in (html .. '\n'):gmatch '([^\n]*)\n' do
    number = number + 1
    text = text:gsub('^<span id="[^"]*"><a [^>]*></a>', ''):gsub('</span>$', '', 1)
    local classes, class, at = {}, nil, 1
    while at <= #text do
      local opened, after = text:match('^<span class="(%w+)">()', at)
      if opened then
        class, at = COLOURED[opened] and opened or nil, after
      elseif text:find('^</span>', at) then
        class, at = nil, at + 7
      else
        local entity = text:match('^&[#%w]+;', at)
        for _ = 1, #(ENTITY[entity] or '.') do table.insert(classes, class or false) end
        at = at + (entity and #entity or 1)
      end
    end
    result[number] = classes
  end
  return result
end

-- Words have no names in them that lead anywhere.
local function without_names(lines)
  local result = {}
  for i, line in ipairs(lines) do
    result[i] = {}
    for j, piece in ipairs(line) do result[i][j] = { text = piece.text, use = piece.use } end
  end
  return result
end

-- Cuts each piece where the colour changes. A string's contents are not names: no link there.
local function coloured(lines, language)
  if not language then return lines end
  if language == 'text' then return without_names(lines) end
  local classes, result = colours(M.plain_text(lines), language), {}
  for i, line in ipairs(lines) do
    local pieces, at = {}, 1
    for _, piece in ipairs(line) do
      if piece.use then
        table.insert(pieces, piece)
        at = at + #piece.text
      else
        local from = 1
        for to = 1, #piece.text do
          local class = classes[i][at]
          if to == #piece.text or classes[i][at + 1] ~= class then
            table.insert(pieces, { text = piece.text:sub(from, to), class = class or nil,
              target = class ~= 'st' and piece.target or nil })
            from = to + 1
          end
          at = at + 1
        end
      end
    end
    result[i] = pieces
  end
  return result
end

local LANGUAGE = { c = 'c', h = 'c', py = 'python', sh = 'bash', mk = 'makefile' }

-- A root chunk says by its name what it is; everything else in this book is C, but for the licence.
function M.language(name)
  if name:match '^licence' then return 'text' end
  local extension = name:match '%.(%w+)$'
  if name:find '/' and extension then return LANGUAGE[extension] end
  return 'c'
end

local Html = {}

function Html.use(page, text, label)
  local to = page and book.labels().chunks[label]
  if not to then return '<span class="use">⟨' .. book.html_escape(text) .. '⟩</span>' end
  return ('<a class="use" href="%s">⟨%s <span class="number">%s</span>⟩</a>')
    :format(book.href(page, to.page, to.id), book.html_escape(text), to.number)
end

function Html.piece(page, piece, self_label)
  if piece.use then return Html.use(page, piece.text, piece.use) end
  local text = book.html_escape(piece.text)
  if piece.class then text = ('<span class="%s">%s</span>'):format(piece.class, text) end
  if not (page and piece.target) then return text end
  if piece.target == self_label then return '<span class="defined">' .. text .. '</span>' end
  local to = book.labels().chunks[piece.target]
  return ('<a href="%s">%s</a>'):format(book.href(page, to.page, to.id), text)
end

local Tex = {}

-- Spaces of exactly one column each, at the beginning of a line too.
local function tex_code(text)
  return (book.tex_escape(text):gsub(' +', function(run) return ('\\Spaces{%d}'):format(#run) end))
end

function Tex.use(_, text, label)
  local to = book.labels().chunks[label]
  return ('\\ChunkUse{%s}{%s}{%s}'):format(to and to.id or '', book.tex_escape(text), to and to.number or '')
end

function Tex.piece(page, piece, self_label)
  if piece.use then return Tex.use(page, piece.text, piece.use) end
  local text = tex_code(piece.text)
  if piece.class then text = ('\\Colour{%s}{%s}'):format(piece.class, text) end
  if not piece.target or piece.target == self_label then return text end
  return ('\\CodeLink{%s}{%s}'):format(book.labels().chunks[piece.target].id, text)
end

local Format = book.latex and Tex or Html

M.use = Format.use

-- Pieces side by side that look alike and lead nowhere are one piece. noweb begins anew at every identifier.
local function join(line, linked)
  local joined = {}
  for _, piece in ipairs(line) do
    local last = joined[#joined]
    local plain = not (piece.use or linked and piece.target)
    if plain and last and last.plain and last.class == piece.class then
      last.text = last.text .. piece.text
    else
      table.insert(joined, { text = piece.text, class = piece.class, target = piece.target, use = piece.use, plain = plain })
    end
  end
  return joined
end

-- Each line as a string of HTML or LaTeX. Without a page, nothing in it is linked.
function M.render(page, lines, language, self_label)
  local rendered = {}
  for i, line in ipairs(coloured(lines, language)) do
    local parts = {}
    for j, piece in ipairs(join(line, page)) do parts[j] = Format.piece(page, piece, self_label) end
    rendered[i] = table.concat(parts)
  end
  return rendered
end

local function characters(text) return utf8.len(text) or #text end

-- A tab leads to the next column, which begins two spaces after the widest cell of the one before. A
-- terminal's stops, every eight, would move a row whose first cell is shorter than the others'.
local function align_columns(rows)
  local widths = {}
  for _, row in ipairs(rows) do
    local column = 0
    for cell in row:gmatch '([^\t]*)\t' do
      column = column + 1
      widths[column] = math.max(widths[column] or 0, characters(cell))
    end
  end
  for i, row in ipairs(rows) do
    local column = 0
    rows[i] = row:gsub('([^\t]*)\t', function(cell)
      column = column + 1
      return cell .. (' '):rep(widths[column] + 2 - characters(cell))
    end)
  end
  return rows
end

-- Program output: lines of text, nothing in them but themselves.
function M.plain(text)
  local rows = {}
  for row in (text:gsub('\n+$', '') .. '\n'):gmatch '([^\n]*)\n' do table.insert(rows, row) end
  for i, row in ipairs(align_columns(rows)) do rows[i] = { { text = row } } end
  return rows
end

-- Code within a line of prose may break after an underscore in the middle of a long name.
function M.tex_inline(rendered)
  local parts, from = {}, 1
  for at in rendered:gmatch '\\_()' do
    local before, after = rendered:sub(1, at - 1):match '[%w_\\]*$', rendered:match('^[%w_\\]*', at)
    if #before:gsub('\\_', '') >= 5 and #after:gsub('\\_', '') >= 5 then
      table.insert(parts, rendered:sub(from, at - 1))
      from = at
    end
  end
  table.insert(parts, rendered:sub(from))
  return '\\Inline{' .. table.concat(parts, '\\allowbreak{}') .. '}'
end

function M.tex_lines(lines, rendered, is_output)
  local rows, result = M.plain_text(lines), {}
  local penalties = require 'ends'(rows, is_output)
  for i, line in ipairs(rendered) do
    result[i] = rows[i] == '' and '\\CodeGap' or ('\\CodeLine{%s}{%d}'):format(line, penalties[i])
  end
  return table.concat(result, '\n')
end

return M
