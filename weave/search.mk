# The search of the web book: html/search.js holds a library and the list of what there is to find, for js/60-search.js.
# The library is from npm, and `make deps` fetches it. Without it the book is made without search, and says so.

# `make deps book` reads this before it is there.
MINISEARCH := node_modules/minisearch/dist/umd/index.js
MINISEARCH := $(if $(and $(filter deps,$(MAKECMDGOALS)),$(shell command -v npm || command -v apt-get)),$(MINISEARCH),$(wildcard $(MINISEARCH)))
DOCUMENTS  := $(WEAVE)/documents.js

ifneq (,$(MINISEARCH))
WOVEN += --variable search
html: $(HTML)/search.js
else
SCRIPTS := $(filter-out weave/js/60-search.js,$(SCRIPTS))
html: $(WEAVE)/no-search
endif

# Every page has the button, or none has.
$(call remember,$(WEAVE)/library,$(MINISEARCH))
$(HTMLS): $(WEAVE)/library

$(DOCUMENTS): $(STREAMS) $(WEAVE)/labels.lua $(WEAVE)/uses.lua $(READER) weave/xref.lua weave/search.lua $O/facts.tsv
	@$(PANDOC) --from weave/noweb.lua --lua-filter weave/xref.lua --lua-filter weave/search.lua --to html $(STREAMS) > $@

# The library goes out under its licence, and without its comments, which are half of it.
$(HTML)/search.js: $(DOCUMENTS) $(MINISEARCH) $(WEAVE)/library weave/search.mk
	@{ echo "// MiniSearch"; sed 's,^,// ,; s, *$$,,' node_modules/minisearch/LICENSE.txt; \
	   awk '/^ *\/\*\*/ { comment = 1 } !comment && !/^\/\/# source/; /\*\// { comment = 0 }' $(MINISEARCH); \
	   cat $(DOCUMENTS); } > $@
	@echo "$@"

$(WEAVE)/no-search: $(WEAVE)/library $(WEAVE)/map
	@rm -f $(HTML)/search.js
	@echo "the web book has no search: it needs MiniSearch, which 'make deps' or 'npm ci' fetches" >&2
	@touch $@
