-- What every filter knows: the labels of the whole book, the page it is in, and how to complain.

local M = {}

M.output = os.getenv 'O' or 'output'
M.latex = FORMAT and FORMAT:match 'latex' and true or false

local labels
function M.labels()
  labels = labels or dofile(M.output .. '/weave/labels.lua')
  return labels
end

function M.read_file(name)
  local file = io.open(name, 'rb')
  if not file then return nil end
  local text = file:read 'a'
  file:close()
  return text
end

-- Errors are collected, so that one run tells them all; the page is not written if there is any.
local errors = {}

function M.complain(file, line, message)
  table.insert(errors, ('%s:%d: %s\n'):format(file, line, message))
end

function M.stop_on_errors()
  if #errors > 0 then
    io.stderr:write(table.concat(errors))
    os.exit(1)
  end
end

-- Pandoc's tree has no line numbers, so a fault is found again in the source: the line of the
-- first of `needles` that stands in the page's prose. A needle already reported is sought further on.
local reported = {}

local function find_line(page, needle)
  local stream = require 'stream'
  local source = stream.read(M.read_file(('%s/weave/%s.stream'):format(M.output, page.name)))[1]
  local key = page.name .. '\0' .. needle
  local numbers = {}
  for number in pairs(source.lines) do table.insert(numbers, number) end
  table.sort(numbers)
  for _, number in ipairs(numbers) do
    if number > (reported[key] or 0) and source.lines[number]:find(needle, 1, true) then
      reported[key] = number
      return number
    end
  end
  return reported[key]
end

function M.complain_at(page, needles, message)
  for _, needle in ipairs(needles) do
    local line = find_line(page, needle)
    if line then return M.complain(page.file, line, message) end
  end
  M.complain(page.file, 1, message)
end

-- A filter that is made anew for each page, so that it can close over the page and what is in it.
function M.page_filter(make)
  return {
    {
      Pandoc = function(doc)
        for i, block in ipairs(doc.blocks) do
          if block.t == 'Div' and block.classes:includes 'page' then
            local page = M.labels().pages[block.attributes.name]
            doc.blocks[i] = pandoc.walk_block(block, make(page, doc.meta, block))
          end
        end
        M.stop_on_errors()
        return doc
      end,
    },
  }
end

local HTML = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }
local TEX = {
  ['\\'] = '\\textbackslash{}', ['{'] = '\\{', ['}'] = '\\}', ['#'] = '\\#', ['$'] = '\\$', ['%'] = '\\%',
  ['&'] = '\\&', ['_'] = '\\_', ['^'] = '\\textasciicircum{}', ['~'] = '\\textasciitilde{}',
  ['-'] = '-{}', ["'"] = '\\textquotesingle{}', ['`'] = '\\textasciigrave{}', ['"'] = '\\textquotedbl{}',
}

function M.html_escape(text) return (text:gsub('[&<>"]', HTML)) end

function M.tex_escape(text) return (text:gsub('[\\{}#$%%&_^~\'`"-]', TEX)) end

function M.href(page, target_page, id)
  if M.latex or page.name == target_page then return '#' .. id end
  if id:match '^ch%-' then return target_page .. '.html' end
  return target_page .. '.html#' .. id
end

-- A link inside the book, as pandoc's inline.
function M.link(page, content, target_page, id, title)
  if M.latex then
    local inlines = pandoc.List { pandoc.RawInline('latex', '\\hyperref[' .. id .. ']{') }
    inlines:extend(content)
    inlines:insert(pandoc.RawInline('latex', '}'))
    return pandoc.Span(inlines)
  end
  return pandoc.Link(content, M.href(page, target_page, id), title)
end

-- A page's title as inlines, its code as code.
function M.title(page)
  local inlines, from = pandoc.List {}, 1
  for before, code, after in (page.marked or ''):gmatch '([^`]*)`([^`]*)`()' do
    inlines:extend { pandoc.Str(before), pandoc.Code(code) }
    from = after
  end
  inlines:insert(pandoc.Str((page.marked or page.title):sub(from)))
  return inlines
end

-- The entry of a [term]{.term} in the index of terms.
function M.term(span) return span.attributes.of or pandoc.utils.stringify(span.content) end

-- The ids of a page's terms, in the order of the text: map.lua and terms.lua count them alike.
function M.term_ids(page)
  local count = {}
  return function(entry)
    local id = ('term-%s-%s'):format(page.name, entry:lower():gsub('[^%w]+', '-'))
    count[id] = (count[id] or 0) + 1
    return count[id] == 1 and id or id .. '-' .. count[id]
  end
end

-- 49432 -> 49,432. Four digits are grouped too: the prose does.
function M.thousands(value)
  local sign, digits, rest = value:match '^(-?)(%d+)(%.?%d*)$'
  if not digits then return value end
  digits = digits:reverse():gsub('(%d%d%d)', '%1,'):reverse():gsub('^,', '')
  return sign .. digits .. rest
end

function M.tsv(name)
  local rows = {}
  for line in (M.read_file(name) or ''):gmatch '[^\n]+' do
    local row = {}
    for field in (line .. '\t'):gmatch '([^\t]*)\t' do table.insert(row, field) end
    table.insert(rows, row)
  end
  return rows
end

return M
