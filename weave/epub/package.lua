-- Run as a pandoc reader for what it writes: the EPUB's package document, its contents and its title page, from the labels
-- of the whole book and the pages that lie in the folder.

local book = require 'book'

local labels = book.labels()
local folder = book.output .. '/epub/EPUB/'
local uses = dofile(book.output .. '/weave/uses.lua')
local about = labels.book
local escape = book.html_escape

local function write(name, text)
  local file = assert(io.open(folder .. name, 'wb'))
  file:write(text)
  file:close()
end

-- The same book has the same identifier: a UUID made from its title, as a name.
local function identifier()
  local hash = pandoc.utils.sha1(about.title)
  return ('urn:uuid:%s-%s-5%s-a%s-%s'):format(hash:sub(1, 8), hash:sub(9, 12), hash:sub(14, 16), hash:sub(18, 20),
    hash:sub(21, 32))
end

local XHTML = [[
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="%s" xml:lang="%s">
<head>
<meta charset="utf-8" />
<title>%s</title>
<link rel="stylesheet" type="text/css" href="book.css" />
</head>
<body>
%s
</body>
</html>
]]

local function xhtml(title, body) return XHTML:format(about.lang, about.lang, escape(title), body) end

local function numbered(number, title) return escape((number and number .. ' ' or '') .. title) end

local function link(page, id, text)
  return ('<a href="%s.xhtml%s">%s</a>'):format(page, id and '#' .. id or '', text)
end

local function list(items) return '<ol>\n' .. table.concat(items, '\n') .. '\n</ol>' end

local function page_item(name)
  local page = labels.pages[name]
  local sections = {}
  for i, section in ipairs(page.part ~= 0 and uses.sections[name] or {}) do
    sections[i] = '<li>' .. link(name, section.id, numbered(section.number, section.title)) .. '</li>'
  end
  return '<li>' .. link(name, nil, numbered(page.number, page.title))
    .. (#sections > 0 and '\n' .. list(sections) or '') .. '</li>'
end

local function part_item(title, part)
  local items = {}
  for _, name in ipairs(labels.order) do
    if labels.pages[name].part == part then table.insert(items, page_item(name)) end
  end
  return '<li><span>' .. escape(title) .. '</span>\n' .. list(items) .. '</li>'
end

local function contents()
  local items = { '<li>' .. link('title', nil, 'Title page') .. '</li>', page_item 'index' }
  for i, part in ipairs(labels.parts) do
    table.insert(items, part_item(('Part %s: %s'):format(part.number, part.title), i))
  end
  table.insert(items, part_item('Appendices', 0))
  return xhtml('Contents', '<nav epub:type="toc" id="toc" role="doc-toc" aria-labelledby="contents">\n<h1 id="contents">Contents</h1>\n'
    .. list(items) .. '\n</nav>\n<nav epub:type="landmarks" hidden="hidden" aria-label="Landmarks">\n' .. list {
      '<li><a epub:type="titlepage" href="title.xhtml">Title page</a></li>',
      '<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>',
      '<li><a epub:type="bodymatter" href="' .. labels.order[2] .. '.xhtml">Start of the text</a></li>',
    } .. '\n</nav>')
end

local function title_page()
  return xhtml(about.title, ([[
<section epub:type="titlepage" class="title">
<h1>%s</h1>
<p class="subtitle">%s</p>
<p class="author">%s</p>
<p class="small">%s. %s.</p>
<p class="small">The pages for a browser, made from the same source, are the accessible edition of this book, and the
one in which every chunk, name and number leads on.</p>
</section>]]):format(escape(about.title), escape(about.subtitle), escape(table.concat(about.author, ', ')), about.date,
    escape(about.rights)))
end

-- What a page holds that the package must declare.
local function properties(name)
  local text = book.read_file(folder .. name .. '.xhtml')
  local found = {}
  if text:find '<math[ >]' then table.insert(found, 'mathml') end
  if text:find '<svg[ >]' then table.insert(found, 'svg') end
  return #found > 0 and (' properties="%s"'):format(table.concat(found, ' ')) or ''
end

local function package()
  local manifest, spine, meta = {}, {}, {}
  local function item(id, href, kind, more)
    table.insert(manifest, ('<item id="%s" href="%s" media-type="%s"%s/>'):format(id, href, kind, more or ''))
  end
  local function page(name, more)
    item('page-' .. name, name .. '.xhtml', 'application/xhtml+xml', more or properties(name))
    table.insert(spine, ('<itemref idref="page-%s"/>'):format(name))
  end
  item('css', 'book.css', 'text/css')
  item('cover', 'cover.png', 'image/png', ' properties="cover-image"')
  page 'title'
  page('nav', ' properties="nav"')
  for _, name in ipairs(labels.order) do page(name) end
  for _, author in ipairs(about.author) do table.insert(meta, '<dc:creator>' .. escape(author) .. '</dc:creator>') end
  local epoch = tonumber(os.getenv 'SOURCE_DATE_EPOCH') or 0
  for property, values in pairs { accessMode = { 'textual', 'visual' }, accessModeSufficient = { 'textual' },
    accessibilityFeature = { 'alternativeText', 'readingOrder', 'structuralNavigation', 'tableOfContents' },
    accessibilityHazard = { 'none' } } do
    for _, value in ipairs(values) do
      table.insert(meta, ('<meta property="schema:%s">%s</meta>'):format(property, value))
    end
  end
  table.sort(meta)
  return ([[
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" xml:lang="%s">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="book">%s</dc:identifier>
<dc:title>%s</dc:title>
<dc:language>%s</dc:language>
<dc:date>%s</dc:date>
<dc:rights>%s</dc:rights>
<dc:description>%s</dc:description>
<meta property="dcterms:modified">%s</meta>
%s
</metadata>
<manifest>
%s
</manifest>
<spine>
%s
</spine>
</package>
]]):format(about.lang, identifier(), escape(about.title), about.lang, about.date, escape(about.rights),
    escape(about.description), os.date('!%Y-%m-%dT%H:%M:%SZ', epoch), table.concat(meta, '\n'),
    table.concat(manifest, '\n'), table.concat(spine, '\n'))
end

function Reader()
  write('title.xhtml', title_page())
  write('nav.xhtml', contents())
  write('package.opf', package())
  return pandoc.Pandoc {}
end
