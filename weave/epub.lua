-- The last filter of a page of the EPUB: what is right in a browser and wrong in a reader of books. Links inside the book
-- lead to the pages' names there; nothing is downloaded, unfolded or pressed, and nothing but a link is a stop for the
-- key that goes from link to link.

local book = require 'book'

local labels = book.labels()

-- "dict.html#sec-x" -> "dict.xhtml#sec-x", if that is a page of the book.
local function inside(target)
  local name, rest = target:match '^([%w_-]+)%.html(.*)$'
  return name and labels.pages[name] and name .. '.xhtml' .. rest or target
end

local function raw(element)
  if not element.format:match '^html' then return nil end
  element.text = element.text
    :gsub('<p class="file">.-</p>\n?', '')
    :gsub('\n?<details class="whole">.-</details>', '')
    :gsub('<button%f[^%w].-</button>', '')
    :gsub('<a [^>]*%f[%w]download%f[^%w][^>]*>(.-)</a>', '%1')
    :gsub(' tabindex="0"', '')
    :gsub(' href="([^"]*)"', function(target) return (' href="%s"'):format(inside(target)) end)
  return element
end

-- A reader of books has the contents always at hand.
local function is_contents(div) return div.classes:includes 'contents' end

local KIND = { [0] = 'appendix', preface = 'preface', bibliography = 'bibliography', terms = 'index', chunks = 'index',
  identifiers = 'index' }

local function page_of(doc)
  for _, page in pairs(labels.pages) do
    for _, block in ipairs(doc.blocks) do
      if block.t == 'Header' and block.identifier == page.id then return page end
    end
  end
end

return {
  {
    RawBlock = raw,
    RawInline = raw,
    Link = function(link)
      if link.classes:includes 'anchor' then return {} end
      link.target = inside(link.target)
      return link
    end,
    Div = function(div) return is_contents(div) and {} or nil end,
  },
  {
    Pandoc = function(doc)
      local page = page_of(doc)
      doc.meta.heading = page.id
      doc.meta.kind = page.name == 'index' and 'preface' or KIND[page.name] or KIND[page.part] or 'chapter'
      if page.name ~= 'index' then return doc end
      doc.meta.pagetitle = page.title
      -- There the book has its title on a page of its own.
      return doc:walk { Header = function(h) h.level = h.level - 1 return h end }
    end,
  },
}
