-- A page's Markdown as pandoc's blocks, with headings given ids that are unique in the whole book.

local M = {}

-- Raw HTML and TeX would be right in one output and lost in the other.
local MARKDOWN = 'markdown-raw_html-raw_tex-raw_attribute-latex_macros'

local OWN = { ch = true, sec = true, ans = true, ex = true, fig = true, tab = true }

function M.parse(page)
  local doc = pandoc.read(table.concat(page.markdown), MARKDOWN)
  doc.blocks = pandoc.walk_block(pandoc.Div(doc.blocks), {
    Header = function(h)
      if not OWN[h.identifier:match '^(%a+)%-' or ''] then
        h.identifier = 'sec-' .. page.name .. '-' .. h.identifier
      end
      return h
    end,
  }).content
  return doc
end

return M
