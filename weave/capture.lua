-- What programs printed: transcripts, tables and figures. Nothing here is typed by hand but the captions.

local book, code = require 'book', require 'code'

local WHAT = {
  transcript = { 'transcripts/%s.txt', 'no program of this book prints the transcript "%s"' },
  table = { 'transcripts/%s.txt', 'no program of this book prints the table "%s"' },
  figure = { 'figures/%s.svg', 'no program of this book draws the figure "%s"' },
}

local LABEL = { fig = 'Figure', tab = 'Table' }

local function raw(text) return pandoc.RawInline(book.latex and 'latex' or 'html', text) end

-- The caption's inlines, with the number before them.
local function caption(div)
  local known = book.labels().ids[div.identifier]
  local inlines = pandoc.utils.blocks_to_inlines(div.content)
  local label = known and known.number and LABEL[known.kind] .. ' ' .. known.number
  if label then
    local gap = #inlines > 0 and { pandoc.Space() } or {}
    inlines = pandoc.List { pandoc.Strong { pandoc.Str(label .. '.') } } .. gap .. inlines
  end
  return inlines
end

-- How the programs are run, by what they are written in: the commands, beside the file.
local RUN = {
  c = { 'cc -std=c11 %s.c -o %s', './%s' },
  ops = { 'slots dict --abi lp64 --trace %s.ops' },
  sh = { 'sh %s.sh' },
  py = { 'slots layout --abi lp64 --map %s.py' },
}

-- The transcript of an example or an answer says where its program is and how to build it.
local function example(name)
  for _, folder in ipairs { 'examples', 'answers' } do
    for extension, commands in pairs(RUN) do
      local source = ('tangled/%s/%s.%s'):format(folder, name, extension)
      if book.read_file(source) then
        local lines = {}
        for i, command in ipairs(commands) do lines[i] = command:gsub('%%s', name) end
        return source, lines
      end
    end
  end
end

local function is_number(text) return text:match '^[-+]?[%d,.]+%%?$' or text == '' or text == '–' or text == '-' end

-- What is code in a table: 1, the head of such a column; 2, what stands under it.
local CODE = { type = 2, item = 2, ['derived from'] = 2, basicsize = 1, itemsize = 1, dictoffset = 1, weakrefoffset = 1 }
local function is_code(head, what) return CODE[head] == what end

local Html = {}

local function figure(id, class, body, inlines)
  local open = ('<figure class="%s"%s>'):format(class, id ~= '' and ' id="' .. id .. '"' or '')
  local blocks = pandoc.List { pandoc.RawBlock('html', open) }
  blocks:extend(body)
  if #inlines > 0 then
    blocks:insert(pandoc.Plain(pandoc.List { raw '<figcaption>' } .. inlines .. { raw '</figcaption>' }))
  end
  blocks:insert(pandoc.RawBlock('html', '</figure>'))
  return blocks
end

-- The file, to be kept; the library is one file more.
function Html.source(source)
  if not source then return '' end
  local file = source:match '[^/]*$'
  local beside = file:match '%.c$' and ', to build beside <a href="examples/slots.h" download>slots.h</a>' or ''
  return ('<p class="file">Download <a href="examples/%s" download>%s</a>%s</p>\n'):format(file, file, beside)
end

function Html.transcript(div, text, name)
  local source, commands = example(name)
  local rows = {}
  for i, command in ipairs(commands or {}) do
    rows[i] = ('<span class="prompt">$ <kbd>%s</kbd></span>'):format(book.html_escape(command))
  end
  for _, row in ipairs(code.render(nil, code.plain(text))) do table.insert(rows, row) end
  return figure(div.identifier, 'transcript',
    { pandoc.RawBlock('html', Html.source(source) .. '<pre tabindex="0"><samp>' .. table.concat(rows, '\n') .. '</samp></pre>') }, caption(div))
end

function Html.table(div, tab)
  return figure(div.identifier, 'table', { pandoc.RawBlock('html', '<div class="scroll" tabindex="0">'), tab,
    pandoc.RawBlock('html', '</div>') }, caption(div))
end

-- Inline, so that it takes the page's colours; its ids are made the figure's own.
function Html.figure(div, svg, name)
  svg = svg:gsub('^<%?xml.-%?>%s*', ''):gsub('<!DOCTYPE.->%s*', ''):gsub('\n+$', '')
  svg = svg:gsub(' id="([^"]+)"', ' id="' .. name .. '-%1"')
    :gsub('(aria%-%a+by=")([^"]+)"', function(attribute, ids) return attribute .. ids:gsub('%S+', name .. '-%0') .. '"' end)
    :gsub('url%(#', 'url(#' .. name .. '-'):gsub('href="#', 'href="#' .. name .. '-')
  return figure(div.identifier, 'drawing',
    { pandoc.RawBlock('html', '<div class="scroll" tabindex="0">' .. svg .. '</div>') }, caption(div))
end

local Tex = {}

-- The list of figures has how a caption begins: up to its first full stop or colon, or a comma if that is
-- far away, and without links.
local function listed(div)
  local known = book.labels().ids[div.identifier]
  if not (known and known.kind == 'fig' and known.number) then return {} end
  local inlines, length = pandoc.List { raw(('\\ListFigure{%s}{'):format(known.number)) }, 0
  for _, inline in ipairs(pandoc.utils.blocks_to_inlines(div.content)) do
    local text = pandoc.utils.stringify(inline)
    local quoted = inline.t == 'Span' and inline.classes:includes 'quoted'
    if inline.t == 'Span' or inline.t == 'Link' then inline = quoted and pandoc.Code(text) or pandoc.Str(text) end
    length = length + utf8.len(text)
    if not quoted and (text:match '[.:]$' or length > 40 and text:match ',$') then
      inlines:insert(pandoc.Str(text:sub(1, -2)))
      break
    end
    inlines:insert(inline)
  end
  inlines:insert(raw '}')
  return inlines
end

local function exhibit(environment, div, body)
  local label = div.identifier ~= '' and '\\Anchor{' .. div.identifier .. '}' or ''
  local inlines = caption(div)
  if #inlines == 0 then environment = 'Bare' .. environment end
  local blocks = pandoc.List { pandoc.RawBlock('latex', '\\begin{' .. environment .. '}' .. label) }
  blocks:insert(pandoc.RawBlock('latex', body))
  if #inlines > 0 then
    blocks:insert(pandoc.Plain(pandoc.List { raw '\\ExhibitCaption{' } .. listed(div) .. inlines .. { raw '}' }))
  end
  blocks:insert(pandoc.RawBlock('latex', '\\end{' .. environment .. '}'))
  return blocks
end

function Tex.transcript(div, text, name)
  local source, commands = example(name)
  local program = source and (source:match '%.c$' and source or commands[#commands])
  local head = program and ('\\TranscriptHead{%s}\n'):format(book.tex_escape(program)) or ''
  local lines = code.plain(text)
  return exhibit('Exhibit', div, '\\begin{Transcript}\n' .. head
    .. code.tex_lines(lines, code.render(nil, lines), true) .. '\n\\end{Transcript}')
end

-- A long head of a column stands in two lines.
local function tex_head(text)
  local first, second = text:match '^(.*) (%S+)$'
  if #text <= 10 or not first then return is_code(text, 1) and '\\Inline{' .. book.tex_escape(text) .. '}' or book.tex_escape(text) end
  return ('\\Head{%s\\\\%s}'):format(book.tex_escape(first), book.tex_escape(second))
end

local TEX_ALIGN = { AlignLeft = 'l', AlignRight = 'r' }

-- One box, so that it never ends a page; set smaller if it is wide.
function Tex.table(div, _, _, rows, aligns)
  local columns = {}
  for _, row in ipairs(rows) do
    for column, field in ipairs(row) do columns[column] = math.max(columns[column] or 0, #field + 2) end
  end
  local width = 0
  for _, characters in ipairs(columns) do width = width + characters end
  local body = {}
  for i, row in ipairs(rows) do
    local cells = {}
    for column, field in ipairs(row) do
      if i == 1 then cells[column] = tex_head(field)
      elseif is_code(rows[1][column], 2) then cells[column] = '\\Inline{' .. book.tex_escape(field) .. '}'
      else cells[column] = book.tex_escape(is_number(field) and book.thousands(field) or field) end
    end
    body[i] = table.concat(cells, ' & ') .. ' \\\\' .. (i == 1 and ' \\midrule' or '')
  end
  local columns_as = {}
  for column, align in ipairs(aligns) do columns_as[column] = TEX_ALIGN[align] end
  local form = width > 72 and '\\WideTableSize\\begin{tabular*}{\\textwidth}{@{\\extracolsep{\\fill}}%s@{}}\\toprule\n%s\n\\bottomrule\\end{tabular*}'
    or '\\TableSize\\begin{tabular}{@{}%s@{}}\\toprule\n%s\n\\bottomrule\\end{tabular}'
  return exhibit('Floating', div, form:format(table.concat(columns_as), table.concat(body, '\n')))
end

-- The lowest point of what is drawn, so that all captions stand equally far below.
local function foot(svg)
  local lowest = 0
  local function reach(y) lowest = math.max(lowest, tonumber(y)) end
  for element in svg:gmatch '<%a[^>]*>' do
    local y = element:match ' y="([%d.]+)"'
    if element:match '^<rect' and y and element:match ' height="([%d.]+)"' then reach(y + element:match ' height="([%d.]+)"') end
    if element:match '^<text' and y then reach(y + 3) end
    for end_y in element:gmatch ' y[12]="([%d.]+)"' do reach(end_y) end
    if element:match '^<circle' then reach(element:match ' cy="([%d.]+)"' + element:match ' r="([%d.]+)"') end
    local path = element:match ' d="([^"]*)"' or element:match ' points="([^"]*)"' or ''
    for path_y in path:gmatch '[%d.]+[ ,]([%d.]+)' do reach(path_y) end
  end
  return lowest
end

-- A unit of the drawing is three quarters of a point.
function Tex.figure(div, svg, name)
  local height = tonumber(svg:match '<svg[^>]* height="([%d.]+)"')
  return exhibit('Floating', div, ('\\Drawing{%s.pdf}{%.1fbp}'):format(name, math.max((height - foot(svg) - 2) * 0.75, 0)))
end

local Format = book.latex and Tex or Html

-- Tab-separated rows under a header.
local function read_table(text)
  local rows = {}
  for line in text:gmatch '[^\n]+' do
    local row = {}
    for field in (line .. '\t'):gmatch '([^\t]*)\t' do
      table.insert(row, (field:gsub('^%s+', ''):gsub('%s+$', '')))
    end
    table.insert(rows, row)
  end
  return rows
end

-- A column of numbers is set flush right, any other flush left.
local function make_table(rows)
  local aligns, widths, cells = {}, {}, {}
  for column = 1, #rows[1] do
    local numeric = #rows > 1
    for i = 2, #rows do numeric = numeric and is_number(rows[i][column] or '') end
    aligns[column] = numeric and pandoc.AlignRight or pandoc.AlignLeft
    widths[column] = 0
  end
  for i, row in ipairs(rows) do
    cells[i] = {}
    for column = 1, #rows[1] do
      local text = row[column] or ''
      local value = i > 1 and is_number(text) and book.thousands(text) or text
      local as_code = is_code(i == 1 and text or rows[1][column], i == 1 and 1 or 2)
      cells[i][column] = { pandoc.Plain { as_code and pandoc.Code(value) or pandoc.Str(value) } }
    end
  end
  local header = table.remove(cells, 1)
  return pandoc.utils.from_simple_table(pandoc.SimpleTable({}, aligns, widths, header, cells)), aligns
end

return book.page_filter(function(page)
  return {
    Div = function(div)
      for kind, what in pairs(WHAT) do
        if div.classes:includes(kind) then
          local name = div.attributes.of or ''
          local text = book.read_file(book.output .. '/' .. what[1]:format(name))
          if not text then
            book.complain_at(page, { ('of="%s"'):format(name), 'of=' .. name }, what[2]:format(name))
            return nil
          end
          if kind ~= 'table' then return Format[kind](div, text, name) end
          local rows = read_table(text)
          local tab, aligns = make_table(rows)
          return Format.table(div, tab, name, rows, aligns)
        end
      end
    end,
  }
end)
