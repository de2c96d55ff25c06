-- [280]{.fact of=dict.empty.lp64}: the number in the text must be the number the program computes.

local book = require 'book'

local facts
local function fact(key)
  if not facts then
    facts = {}
    for _, row in ipairs(book.tsv(book.output .. '/facts.tsv')) do
      facts[row[1]] = { value = row[2], unit = row[3] }
    end
  end
  return facts[key]
end

-- 49,432 with a comma, a no-break space or a thin space is 49432 all the same.
local function plain(text)
  return (text:gsub('[,%s]', ''):gsub('\u{A0}', ''):gsub('\u{2009}', ''):gsub('\u{202F}', ''))
end

local ABI = { lp64 = 'LP64', ilp32 = 'ILP32' }

-- "2.7.18 and 3.6.15 (LP64) and 2.7.18 (ILP32)".
local provenance
local function measured(key)
  if not provenance then
    provenance = {}
    for _, row in ipairs(book.tsv(book.output .. '/provenance.tsv')) do provenance[row[1]] = row end
  end
  local versions, order = {}, {}
  for i = 2, #(provenance[key] or {}) do
    local version, abi = provenance[key][i]:match '^(%S+) (%S+)$'
    if not versions[abi] then
      versions[abi] = {}
      table.insert(order, abi)
    end
    table.insert(versions[abi], version)
  end
  for i, abi in ipairs(order) do
    local list = versions[abi]
    local names = #list == 1 and list[1] or table.concat(list, ', ', 1, #list - 1) .. ' and ' .. list[#list]
    order[i] = ('%s (%s)'):format(names, ABI[abi] or abi)
  end
  return #order > 0 and table.concat(order, ' and ')
end

-- Where a number comes from, in one sentence.
local function origin(key, known)
  local who = measured(key)
  return ('%s %s: printed by the program facts as %s, checked by the test suite facts, %s.'):format(
    book.thousands(known.value), known.unit, key,
    who and 'measured on CPython ' .. who or 'which has it from a rule: no CPython can be asked')
end

return book.page_filter(function(page)
  local used = {}

  local function check(span, key)
    local text = pandoc.utils.stringify(span.content)
    local needles = { ('[%s]{.fact of=%s'):format(text, key), 'of=' .. key }
    local known = fact(key)
    if not known then
      book.complain_at(page, needles, ('no program computes a fact named %s'):format(key))
    elseif plain(text) ~= known.value then
      book.complain_at(page, needles, ('the text says %s, but the program computes %s = %s %s')
        :format(text, key, book.thousands(known.value), known.unit))
    end
    return known
  end

  return {
    Span = function(span)
      if not span.classes:includes 'fact' then return nil end
      local key = span.attributes.of or ''
      local known = check(span, key)
      if not known then return nil end
      if book.latex then return book.link(page, span.content, 'facts', 'fact-' .. key) end
      used[key] = (used[key] or 0) + 1
      local link = pandoc.Link(span.content, 'facts.html#fact-' .. key, origin(key, known))
      link.identifier = ('use-%s-%d'):format(key, used[key])
      link.classes = { 'fact' }
      return link
    end,
  }
end)
