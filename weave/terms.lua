-- [dummy]{.term}: where the book says what a word means. The page of terms leads there; with
-- of="dummy, of a dictionary" the word stands there under another name.

local book = require 'book'

return book.page_filter(function(page)
  local id_of = book.term_ids(page)
  return {
    Span = function(span)
      if not span.classes:includes 'term' then return nil end
      local id = id_of(book.term(span))
      if book.latex then
        return { pandoc.RawInline('latex', '\\Anchor{' .. id .. '}'), pandoc.Emph(span.content) }
      end
      return pandoc.Span(span.content, { id = id, class = 'dfn' }) -- pandoc makes it a <dfn>
    end,
  }
end)
