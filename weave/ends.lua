-- Where a page of the PDF may end within code or output: for each row the penalty of ending it there.

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
  if words:match '[&|(=?:+]$' or row:match '\\$' or words:match ',$' and state.inside == 'block' or state.parens > 0
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

return function(rows, is_output)
  local states, penalties = open_after(rows), {}
  for i = 1, #rows do penalties[i] = is_output and output_end(rows, i) or not is_output and page_end(rows, states, i) end
  return penalties
end
