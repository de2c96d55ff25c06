-- noweb's token stream, as lists. One page a source file; each page holds its documentation as one
-- Markdown text, in which a fenced placeholder stands for each code chunk, so that a Div may span
-- chunks and the chunks need not be parsed as Markdown.

local M = {}

function M.page_name(file)
  local base = file:match('([^/]*)%.nw$') or file
  local name = base:gsub('^%d+%-', '')
  return name == 'book' and 'index' or name
end

-- A backtick fence longer than any run of backticks in the code.
local function inline_code(code, number)
  local longest = ''
  for run in code:gmatch('`+') do
    if #run > #longest then longest = run end
  end
  local fence = longest .. '`'
  local pad = longest ~= '' and ' ' or ''
  return ('%s%s%s%s%s{.quoted n=%d}'):format(fence, pad, code, pad, fence, number)
end

local function new_page(file)
  return { file = file, name = M.page_name(file), markdown = {}, quotes = {}, chunks = {}, lines = {} }
end

-- The state of reading is the page, the chunk and the quote we are in; each handler below moves one
-- of them on. `line` counts the source's lines, so that an error can name its place.
local Handler = {}

function Handler:file(name)
  self.page, self.line = new_page(name), 1
  table.insert(self.pages, self.page)
end

function Handler:begin(what)
  if what:match '^code' then
    self.chunk = { tokens = {}, defines = {}, uses = {}, line = self.line, page = self.page.name }
  end
end

Handler['end'] = function(self, what)
  if what:match '^code' then
    local chunks = self.page.chunks
    table.insert(chunks, self.chunk)
    self:prose(('\n\n```{.chunk n=%d}\n```\n\n'):format(#chunks))
    self.chunk = nil
  end
end

function Handler:prose(text)
  table.insert(self.page.markdown, text)
end

function Handler:add(token)
  table.insert((self.quoted or self.chunk).tokens, token)
end

function Handler:text(text)
  if self.quoted or self.chunk then
    self:add { text = text, ident = self.ident }
    self.ident = nil
  else
    self:prose(text)
    local lines = self.page.lines
    lines[self.line] = (lines[self.line] or '') .. text
  end
end

function Handler:nl()
  self.line = self.line + 1
  if self.quoted then
    self:add { text = ' ' }
  elseif not self.chunk then
    self:prose '\n'
  elseif self.chunk.begun then
    self:add { newline = true }
    self.names = {} -- found by autodefs, which takes too much for a definition
  else
    self.chunk.begun = true -- the end of the line <<name>>=
  end
end

function Handler:quote()
  self.quoted = { tokens = {} }
end

function Handler:endquote()
  local quotes, code = self.page.quotes, {}
  table.insert(quotes, self.quoted.tokens)
  for i, token in ipairs(self.quoted.tokens) do
    code[i] = token.use and '<<' .. token.use .. '>>' or token.text
  end
  self:prose(inline_code(table.concat(code), #quotes))
  self.quoted = nil
end

function Handler:defn(name)
  self.chunk.name = name
end

function Handler:use(name)
  self:add { use = name, label = self.ref }
end

function Handler:xref(rest)
  local what, label = rest:match '^(%S+) ?(.*)$'
  local chunk = self.chunk
  if what == 'ref' then
    self.ref = label
  elseif chunk and what == 'label' and not chunk.label then
    chunk.label = label
  elseif chunk and (what == 'prevdef' or what == 'nextdef') then
    chunk[what] = label
  elseif chunk and what == 'useitem' then
    table.insert(chunk.uses, label)
  elseif what == 'beginchunks' then
    self.finished = true -- what follows is noweb's own index; ours is made from the chunks
  end
end

function Handler:index(rest)
  local what, name = rest:match '^(%S+) ?(.*)$'
  if what == 'use' then
    self.ident = name
  elseif what == 'defn' then
    table.insert(self.names, name)
  elseif what == 'nl' then -- the end of a line "@ %def"
    self.line = self.line + 1
    table.move(self.names, 1, #self.names, #self.chunk.defines + 1, self.chunk.defines)
    self.names = {}
  end
end

Handler.__index = Handler

function M.read(text)
  local reading = setmetatable({ pages = {}, line = 1, names = {} }, Handler)
  for line in text:gmatch '([^\n]*)\n' do
    local keyword, rest = line:match '^@(%S+) ?(.*)$'
    local handle = Handler[keyword]
    if handle and (reading.page or keyword == 'file') then handle(reading, rest) end
    if reading.finished then break end
  end
  return reading.pages
end

-- The stream cut into one text a page, without noweb's index at the end.
function M.split(text)
  local parts, lines = {}, nil
  for line in text:gmatch '[^\n]*\n' do
    local file = line:match '^@file (.*)\n$'
    if file then
      lines = {}
      table.insert(parts, { name = M.page_name(file), lines = lines })
    elseif line == '@xref beginchunks\n' then
      break
    end
    if lines then table.insert(lines, line) end
  end
  for _, part in ipairs(parts) do part.text = table.concat(part.lines) end
  return parts
end

return M
