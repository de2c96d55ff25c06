# From noweb to pages; README.md beside this file says how. The Makefile has set NW (book.nw and the
# chapters), O (the output folder), CAPTURED (the programs' transcripts and figures) and `need`.

WEAVE    := $O/weave
HTML     := $O/html
BACK     := $(wildcard weave/back/*.nw)
PAGES    := $(shell printf '%s\n' $(NW) $(BACK) | sed 's,.*/,,; s/\.nw$$//; s/^[0-9]*-//; s/^book$$/index/')
HTMLS    := $(PAGES:%=$(HTML)/%.html)
STREAMS  := $(PAGES:%=$(WEAVE)/%.stream)
READER   := weave/noweb.lua weave/stream.lua weave/prose.lua weave/book.lua
FILTERS  := indexes facts terms xref capture chunks citeproc layout
FILTERED := $(patsubst %,weave/%.lua,$(filter-out citeproc,$(FILTERS))) weave/code.lua weave/ends.lua weave/site.lua
STYLES   := $(sort $(wildcard weave/css/*.css))
SCRIPTS  := $(sort $(wildcard weave/js/*.js))
FACES    := $(patsubst %,texgyrepagella-%.otf,regular italic bold bolditalic) Inconsolata.otf
PANDOC   := O=$O LUA_PATH='weave/?.lua;;' pandoc --fail-if-warnings
WOVEN    := $(PANDOC) --from weave/noweb.lua --standalone \
            $(foreach f,$(FILTERS),$(if $(filter citeproc,$f),--citeproc,--lua-filter weave/$f.lua))

include weave/search.mk

.PHONY: book html pdf serve check-links check-pdf

book: html pdf

html: $(HTMLS) $(HTML)/style.css $(HTML)/book.js $(HTML)/previews.js $(WEAVE)/fonts $(WEAVE)/links

pdf: $O/book.pdf

check-pdf: $O/book.pdf
	@$(call need,qpdf)
	@$(call need,python3)
	@qpdf --json $< | python3 weave/check-pdf.py

include weave/epub.mk

check-links: $(WEAVE)/links

PORT := 8000

serve: html
	@$(call need,entr)
	@$(call need,python3)
	@env -u MAKEFLAGS -u MAKELEVEL sh weave/serve.sh $(HTML) $(PORT)

# The stream of the whole book, and what map.lua reads out of it. Those files keep their times when
# they do not change, so this stamp is what tells make that they are up to date.
$(WEAVE)/map: $(NW) $O/sources $(BACK) weave/map.lua weave/stream.lua weave/prose.lua weave/book.lua
	@$(call need,noweave)
	@$(call need,pandoc)
	@mkdir -p $(WEAVE) $(HTML)
	@noweave -index -autodefs c -backend cat $(NW) $(BACK) > $(WEAVE)/stream
	@$(PANDOC) --from weave/map.lua --to plain $(WEAVE)/stream > $@
	@rm -f $(filter-out $(HTMLS) $(STREAMS),$(wildcard $(HTML)/*.html $(WEAVE)/*.stream))

$(STREAMS) $(WEAVE)/labels.lua $(WEAVE)/uses.lua: $(WEAVE)/map ;

$(HTMLS): $(HTML)/%.html: $(WEAVE)/%.stream $(WEAVE)/labels.lua $(READER) $(FILTERED) weave/page.html weave/book.bib \
    $O/facts.tsv $O/provenance.tsv $(CAPTURED)
	@$(WOVEN) --to html5 --section-divs --template weave/page.html $< --output $@
	@echo "$@"

$(addprefix $(HTML)/,$(addsuffix .html,index terms chunks identifiers)): $(WEAVE)/uses.lua

$(HTML)/facts.html: $(WEAVE)/uses.lua

# For the readers to keep: the examples and answers, and the library as one header beside them.
DOWNLOADS := $(wildcard $T/examples/* $T/answers/* $T/slots.h)
html $(WEAVE)/links: $(WEAVE)/downloads

$(HTMLS): weave/unfold.lua

$(WEAVE)/downloads: $(DOWNLOADS) $(WEAVE)/map
	@rm -rf $(HTML)/examples
	@mkdir -p $(HTML)/examples
	@cp $(DOWNLOADS) $(HTML)/examples
	@touch $@

# Style and scripts are folders: their files, one after the other in the order of their names.
$(call remember,$(WEAVE)/assets,$(STYLES) $(SCRIPTS))

$(HTML)/style.css: $(STYLES) $(WEAVE)/assets $(WEAVE)/map
	@cat $(STYLES) > $@

# The faces of the PDF, packed for browsers. Whole: a chapter may use any letter.
$(WEAVE)/fonts: weave/weave.mk | $(WEAVE)/map
	@$(call need,woff2_compress)
	@mkdir -p $(HTML)/fonts
	@for font in $(FACES); do \
	  file=$$(find -L /usr/share/fonts /usr/share/texmf -name $$font 2>/dev/null | sed 1q); \
	  test -n "$$file" || { echo "the font $$font is not installed: run 'make deps'" >&2; exit 1; }; \
	  cp "$$file" $(HTML)/fonts && woff2_compress $(HTML)/fonts/$$font >/dev/null 2>&1 && rm $(HTML)/fonts/$$font || exit; \
	done
	@touch $@

$(HTML)/book.js: $(SCRIPTS) $(WEAVE)/assets $(WEAVE)/map
	@cat $(SCRIPTS) > $@

$(HTML)/previews.js: $(HTMLS) weave/previews.awk
	@awk -f weave/previews.awk $(HTMLS) pass=2 $(HTMLS) > $@

$(WEAVE)/links: $(HTMLS) $(HTML)/style.css $(HTML)/book.js weave/check-links.awk
	@awk -f weave/check-links.awk $(HTMLS)
	@touch $@

$(WEAVE)/book.tex: $(STREAMS) $(WEAVE)/labels.lua $(WEAVE)/uses.lua $(READER) $(FILTERED) weave/book.tex weave/book.bib \
    $O/facts.tsv $O/provenance.tsv $(CAPTURED)
	@$(WOVEN) --to latex --template weave/book.tex $(STREAMS) --output $@

$(WEAVE)/figures: $(CAPTURED) | $(WEAVE)/map
	@$(call need,rsvg-convert)
	@for svg in $O/figures/*.svg; do \
	  pdf=$(WEAVE)/$$(basename "$$svg" .svg).pdf; \
	  test "$$pdf" -nt "$$svg" || rsvg-convert --format pdf --output "$$pdf" "$$svg" || exit; \
	done
	@touch $@

$(WEAVE)/motif.pdf: weave/cover.lua $(WEAVE)/labels.lua $O/facts.tsv
	@$(call need,rsvg-convert)
	@MOTIF=1 $(PANDOC) --from $< --to html /dev/null | rsvg-convert --format pdf --output $@

$O/book.pdf: $(WEAVE)/book.tex $(WEAVE)/figures $(WEAVE)/motif.pdf weave/typeset.sh weave/check-log.awk
	@$(call need,lualatex)
	@sh weave/typeset.sh $(WEAVE)
	@mv $(WEAVE)/book.pdf $@
	@echo "$@"
