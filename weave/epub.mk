# The EPUB: the pages of the HTML from the same source and filters, in another frame; included by weave.mk.

EPUB     := $O/epub/EPUB
EPUBS    := $(PAGES:%=$(EPUB)/%.xhtml)
EPUBCHECK := /usr/share/java/epubcheck.jar

.PHONY: epub check-epub

epub: $O/book.epub

$(EPUBS): $(EPUB)/%.xhtml: $(WEAVE)/%.stream $(WEAVE)/labels.lua $(READER) $(FILTERED) weave/epub.lua weave/epub/page.xhtml \
    weave/book.bib $O/facts.tsv $O/provenance.tsv $(CAPTURED)
	@mkdir -p $(EPUB)
	@$(WOVEN) --lua-filter weave/epub.lua --to html5 --section-divs --mathml \
	  --template weave/epub/page.xhtml $< --output $@

$(addprefix $(EPUB)/,$(addsuffix .xhtml,index facts terms chunks identifiers)): $(WEAVE)/uses.lua

$(EPUB)/cover.png: weave/cover.lua $(WEAVE)/labels.lua $O/facts.tsv
	@$(call need,rsvg-convert)
	@mkdir -p $(EPUB)
	@$(PANDOC) --from $< --to html /dev/null | rsvg-convert --format png --output $@

# An archive whose first file says what it is, uncompressed; the files have one time, and one order.
$O/book.epub: $(EPUBS) $(EPUB)/cover.png $(WEAVE)/uses.lua weave/epub/book.css weave/epub/package.lua weave/epub/container.xml
	@$(call need,zip)
	@mkdir -p $O/epub/META-INF
	@rm -f $(filter-out $(EPUBS),$(wildcard $(EPUB)/*.xhtml)) $@
	@$(PANDOC) --from weave/epub/package.lua --to plain /dev/null
	@cp weave/epub/container.xml $O/epub/META-INF/; cp weave/epub/book.css $(EPUB)/
	@printf application/epub+zip > $O/epub/mimetype
	@find $O/epub -type f -exec touch -d @$(SOURCE_DATE_EPOCH) {} +
	@cd $O/epub && zip -q -X -0 ../book.epub mimetype && find META-INF EPUB -type f | sort | zip -q -X -9 ../book.epub -@
	@touch $(EPUBS) $(EPUB)/cover.png $@
	@echo "$@"

check-epub: $O/book.epub
	@$(call need,java)
	@test -r $(EPUBCHECK) || { echo "epubcheck is not installed: run 'make deps'" >&2; exit 1; }
	@java -jar $(EPUBCHECK) --failonwarnings -q $<
	@echo "$<: EPUB 3, valid"
