-- Chunks told apart, shown whole: what notangle and weave/tangle make of them, in lines of pieces as code.lua has them.

local book, code = require 'book', require 'code'

local M = {}

-- A chunk and what continues it, with the lines of each chunk in the place of its use, indented as notangle does
-- it. `chunks` has the lines of those at hand, by label; a use of any other stays one. The second result says
-- how many were unfolded.
function M.lines(chunks, label)
  local result, unfolded = {}, 0
  local function unfold_line(line)
    local rows, column = { {} }, 0
    for _, piece in ipairs(line) do
      if piece.use and chunks[piece.use] then
        local inner, more = M.lines(chunks, piece.use)
        unfolded = unfolded + 1 + more
        table.move(inner[1], 1, #inner[1], #rows[#rows] + 1, rows[#rows])
        for i = 2, #inner do
          if #inner[i] > 0 then table.insert(inner[i], 1, { text = (' '):rep(column) }) end
          table.insert(rows, inner[i])
        end
      else
        table.insert(rows[#rows], piece)
        column = column + #piece.text
      end
    end
    table.move(rows, 1, #rows, #result + 1, result)
  end
  while chunks[label] do
    for _, line in ipairs(chunks[label]) do unfold_line(line) end
    label = book.labels().chunks[label].next
  end
  return result, unfolded
end

-- An empty line between one definition and the next, as weave/tangle sets it.
function M.spaced(lines)
  local rows, result, before = code.plain_text(lines), {}, ''
  for i, row in ipairs(rows) do
    local begins = row:match '^/%*' or before:match '^}' and row ~= '' and not row:match '^}' and not row:match '^#endif'
    if begins and before ~= '' then table.insert(result, {}) end
    table.insert(result, lines[i])
    before = row
  end
  return result
end

return M
