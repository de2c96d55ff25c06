-- Run as a pandoc reader: the cover as SVG, the book's title under an empty dictionary, one square a pointer. How many
-- there are of each kind, the facts say. With MOTIF=1 the squares alone, for the title page of the PDF.

local book = require 'book'

local WORD, ACROSS, SIZE, STEP = 8, 7, 132, 156
local COLOUR = { gc = '#e0a458', head = '#5fb3a8', table = '#33576b' }

local function facts()
  local values = {}
  for _, row in ipairs(book.tsv(book.output .. '/facts.tsv')) do values[row[1]] = tonumber(row[2]) end
  return values
end

local function squares(left, top)
  local fact, drawn = facts(), {}
  local all, gc, entries = fact['dict.empty.words.lp64'], fact['object.gc.lp64'] // WORD, fact['hybrid.table.5']
  for i = 0, all - 1 do
    local kind = i < gc and 'gc' or i < all - entries and 'head' or 'table'
    drawn[#drawn + 1] = ('<rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s"/>'):format(
      left + i % ACROSS * STEP, top + i // ACROSS * STEP, SIZE, SIZE, COLOUR[kind])
  end
  return table.concat(drawn, '\n')
end

-- Words in lines of at most so many characters.
local function lines(text, most)
  local result = { '' }
  for word in text:gsub('`', ''):gmatch '%S+' do
    local line = result[#result]
    if #line + #word + 1 > most and line ~= '' then table.insert(result, word)
    else result[#result] = line == '' and word or line .. ' ' .. word end
  end
  return result
end

local function text(rows, y, size, style)
  local drawn = {}
  for i, row in ipairs(rows) do
    drawn[i] = ('<text x="66" y="%d" font-size="%d"%s>%s</text>'):format(y + (i - 1) * size * 1.2 // 1, size, style,
      book.html_escape(row))
  end
  return table.concat(drawn, '\n')
end

local function motif()
  return ([[
<svg xmlns="http://www.w3.org/2000/svg" width="1068" height="756" viewBox="0 0 1068 756">
%s
</svg>
]]):format(squares(0, 0))
end

local function cover()
  local about = book.labels().book
  return ([[
<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1800" viewBox="0 0 1200 1800" font-family="TeX Gyre Pagella" fill="#f4efe4">
<rect width="1200" height="1800" fill="#16232b"/>
%s
%s
%s
</svg>
]]):format(squares(66, 250), text(lines(about.title, 18), 1290, 122, ''), text(lines(about.subtitle, 42), 1560, 50, ' font-style="italic"'))
end

function Reader()
  return pandoc.Pandoc { pandoc.Plain { pandoc.RawInline('html', os.getenv 'MOTIF' and motif() or cover()) } }
end
