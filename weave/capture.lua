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

-- The list of figures has a caption's first sentence.
local function listed(div)
  local known = book.labels().ids[div.identifier]
  if not (known and known.kind == 'fig' and known.number) then return '' end
  local text = pandoc.utils.stringify(pandoc.utils.blocks_to_inlines(div.content))
  local first = text:match '^(.-)%.%s+%u' or text:gsub('%.$', '')
  return ('\\ListFigure{%s}{%s}'):format(known.number, book.tex_escape(first))
end

local function exhibit(div, body)
  local label = div.identifier ~= '' and '\\Anchor{' .. div.identifier .. '}' or ''
  local inlines = caption(div)
  local blocks = pandoc.List { pandoc.RawBlock('latex', '\\begin{Exhibit}' .. label) }
  blocks:extend(body)
  if #inlines > 0 then
    blocks:insert(pandoc.Plain(pandoc.List { raw('\\ExhibitCaption{' .. listed(div)) } .. inlines .. { raw '}' }))
  end
  blocks:insert(pandoc.RawBlock('latex', '\\end{Exhibit}'))
  return blocks
end

function Tex.transcript(div, text, name)
  local source = example(name)
  local head = source and ('\\TranscriptHead{%s}\n'):format(book.tex_escape(source)) or ''
  local lines = code.plain(text)
  return exhibit(div, { pandoc.RawBlock('latex', '\\begin{Transcript}\n' .. head
    .. code.tex_lines(lines, code.render(nil, lines)) .. '\n\\end{Transcript}') })
end

-- Kept on one page if it is not too long for that; set smaller if it is wide.
function Tex.table(div, tab, _, rows)
  local columns = {}
  for _, row in ipairs(rows) do
    for column, field in ipairs(row) do columns[column] = math.max(columns[column] or 0, #field + 2) end
  end
  local width = 0
  for _, characters in ipairs(columns) do width = width + characters end
  local lines = math.min(#rows, 25) + 5
  local size = width > 72 and 'WideTable' or 'Table'
  return exhibit(div, { pandoc.RawBlock('latex', ('\\NeedLines{%d}\\%sSize'):format(lines, size)), tab })
end

function Tex.figure(div, _, name)
  return exhibit(div, { pandoc.RawBlock('latex', ('\\Drawing{%s.pdf}'):format(name)) })
end

local Format = book.latex and Tex or Html

local function is_number(text) return text:match '^[-+]?[%d,.]+%%?$' or text == '' or text == '–' or text == '-' end

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

-- A column of numbers is set flush right; any other but the first is centred, so that its words keep
-- away from the number before them.
local function make_table(rows)
  local aligns, widths, cells = {}, {}, {}
  for column = 1, #rows[1] do
    local numeric = #rows > 1
    for i = 2, #rows do numeric = numeric and is_number(rows[i][column] or '') end
    aligns[column] = numeric and pandoc.AlignRight or column == 1 and pandoc.AlignLeft or pandoc.AlignCenter
    widths[column] = 0
  end
  for i, row in ipairs(rows) do
    cells[i] = {}
    for column = 1, #rows[1] do
      local text = row[column] or ''
      local value = i > 1 and is_number(text) and book.thousands(text) or text
      cells[i][column] = { pandoc.Plain { pandoc.Str(value) } }
    end
  end
  local header = table.remove(cells, 1)
  return pandoc.utils.from_simple_table(pandoc.SimpleTable({}, aligns, widths, header, cells))
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
          return Format.table(div, make_table(rows), name, rows)
        end
      end
    end,
  }
end)
