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

local UNBREAKABLE = 10000

-- What stands open after each row: a comment, parentheses, a struct or list of values.
local function open_after(rows)
  local states, comment, parens, braces = {}, false, 0, {}
  for i, row in ipairs(rows) do
    local text = row:gsub('\\.', '  '):gsub('"[^"]*"', ''):gsub("'[^']*'", '')
    local began, at = comment, 1
    while at <= #text do
      local two, one = text:sub(at, at + 1), text:sub(at, at)
      if comment then
        if two == '*/' then comment, at = false, at + 1 end
      elseif two == '/*' then comment, at = true, at + 1
      elseif one == '(' or one == '[' then parens = parens + 1
      elseif one == ')' or one == ']' then parens = math.max(parens - 1, 0)
      elseif one == '{' then
        local before = text:sub(1, at - 1) .. (text:match '^%s*{' and rows[i - 1] or '')
        table.insert(braces, before:find '=%s*$' and 'values' or before:find '^%s*%l*%s*struct [%w_]+%s*$' and 'struct'
          or before:find 'enum [%w_]*%s*$' and 'struct' or braces[#braces] == 'values' and 'values' or 'block')
      elseif one == '}' then table.remove(braces)
      end
      at = at + 1
    end
    local words = text:gsub('/%*.*', ''):match '^%s*(.-)%s*$'
    states[i] = { comment = comment, commented = (began or row:match '^%s*/%*') and not comment and row:match '%*/%s*$',
      parens = parens, inside = braces[#braces], words = words }
  end
  return states
end

-- How bad it is to end a page of the PDF after row i: never near either end of a block, within a sentence,
-- or between a comment and what it explains; best before an empty row; else the less the deeper the next stands.
local function page_end(rows, states, i)
  if #rows <= 7 or i < 3 or i > #rows - 4 then return UNBREAKABLE end
  local row, following, state = rows[i], rows[i + 1], states[i]
  local words = state.words
  if row == '' or following:match '^%s*[})]' or words == '{' or following:match '^%s*{$' then return UNBREAKABLE end
  if state.comment then return i % 5 == 0 and 5000 or UNBREAKABLE end
  if state.commented or row:match '^%s*//' or row:match '^%s*# ' then return UNBREAKABLE end
  if words:match '[&|(=?:+]$' or row:match '\\$' or words:match ',$' and state.inside ~= 'values' and state.inside ~= 'struct' or state.parens > 0
    or words:match '^%l[%w_ *]*$' and following:match '^[%w_]+%(' then return 8000 end
  if following:match '^%s*else' or words:match '^%s*else$' or words:match '^if .*%)$' or words:match '^for .*%)$'
    or words:match '^while .*%)$' then return 6000 end
  if words:match '{$' or following:match '^%s*[&|?:+]' then return 4000 end
  local cost = following == '' and 20 or 80
  if following ~= '' and rows[i - 1]:match '{$' then cost = cost + 400 end
  if row:match '^%s*#include' or row:match '^%s*_+$' then
    local like = row:match '^%s*(.)'
    local function alike(other) return other and other:match '^%s*(.)' == like end
    if alike(following) and not (alike(rows[i - 1]) and alike(rows[i + 2])) then cost = cost + 1500 end
  end
  if state.inside == 'struct' then cost = cost + 100 end
  return cost + math.min(20 * #following:match '^ *', 400)
end

-- A transcript stays whole, or goes on with the next thing that somebody typed.
local function output_end(rows, i)
  local long, typed = #rows > 15, false
  for _, row in ipairs(rows) do typed = typed or row:match '^>>> ' or row:match '^%$ ' end
  if not long or i < 3 or i > #rows - 3 then return UNBREAKABLE end
  local following = rows[i + 1]
  if following:match '^>>> ' or following:match '^%$ ' or following == '' then return 300 end
  return typed and UNBREAKABLE or 800
end

function M.tex_lines(lines, rendered, is_output)
  local rows, result = M.plain_text(lines), {}
  local states = open_after(rows)
  for i, line in ipairs(rendered) do
    if rows[i] == '' then
      result[i] = '\\CodeGap'
    else
      local penalty = is_output and output_end(rows, i) or not is_output and page_end(rows, states, i)
      result[i] = ('\\CodeLine{%s}{%d}'):format(line, penalty)
    end
  end
  return table.concat(result, '\n')
end

return M
