# Everything that CI checks beyond `make test`. Each line can be run by itself.

.PHONY: check-format check-test check-clang check-sanitizers check-valgrind check-m32 check-readme check-weave check-same-bytes check-browser

# The suites about code; the suite `book` is about the source, which no compiler option changes.
CODE_SUITES := measure object builtin dict instance type empty fixed hybrid avoid weakref regions heap compact split since facts cli examples

# One after the other: each uses all processors itself, and what one prints stays together.
check:
	@for step in lint check-format check-test check-readme check-clang check-sanitizers check-valgrind check-m32 book \
	    check-links check-figures check-pdf check-epub check-browser check-weave check-same-bytes; do \
	  $(MAKE) --no-print-directory $$step || exit; done

check-format: | $(ROOTS)
	@$(call need,clang-format)
	@clang-format --dry-run -Werror $(shell find tangled tests -name '*.[ch]')
	@echo "format: as .clang-format says"

# With more random input than `make test` tries.
check-test:
	@INPUTS=$${INPUTS-1500} $(MAKE) --no-print-directory test

check-clang:
	@$(call need,clang)
	@echo "suites, compiled by clang:"
	@$(MAKE) --no-print-directory test BUILD=$O/clang CC=clang SUITES="$(CODE_SUITES)"

check-sanitizers:
	@echo "suites, with AddressSanitizer and UndefinedBehaviorSanitizer:"
	@$(MAKE) --no-print-directory test BUILD=$O/sanitize OPTIMIZE="-O1 -g" SUITES="$(CODE_SUITES)" \
	  MODE="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"

check-valgrind: $(BUILD)/bin/tests $(TOOLS)
	@$(call need,valgrind)
	@echo "suites, under valgrind:"
	@$(MAKE) --no-print-directory test SUITES="measure object builtin dict instance fixed hybrid weakref" \
	  RUN="valgrind -q --leak-check=full --errors-for-leak-kinds=all --error-exitcode=9"

# A 32-bit build needs a compiler and a CUnit for it: where they are missing, say so and go on.
check-m32:
	@if printf '#include <CUnit/Basic.h>\nint main(void) { return CU_get_error(); }\n' | \
	  $(CC) -m32 -x c - -lcunit -o /dev/null 2>/dev/null; then \
	  echo "suites, as 32-bit programs:"; \
	  $(MAKE) --no-print-directory test BUILD=$O/m32 MODE=-m32 SUITES="$(CODE_SUITES)"; \
	else \
	  echo "suites, as 32-bit programs: skipped (no 32-bit compiler or CUnit: make deps-m32)"; \
	fi

check-readme: $(TOOLS)
	@sh tests/readme.sh

check-weave: | html
	@env -u MAKEFLAGS -u MAKELEVEL sh tests/weave.sh

# Two copies of the source in two folders make the same book, byte for byte.
check-same-bytes: | book epub
	@$(call need,git)
	@env -u MAKEFLAGS -u MAKELEVEL sh tests/same_bytes.sh

.PHONY: check-figures
check-figures: $(BUILD)/bin/figures $(BUILD)/bin/series $O/captured
	@$(call need,gnuplot)
	@sh tests/figures.sh $(BUILD)/bin/figures $(BUILD)/bin/series $T/tools $O/facts.tsv weave/css/*.css

# The web book in a browser. Chromium and what npm brings are a matter for those who change the book: make deps-check.
check-browser: | html
	@for tool in chromium node; do \
	  command -v $$tool >/dev/null || { echo "$$tool is not installed: run 'make deps-check'" >&2; exit 1; }; \
	done
	@test -x node_modules/.bin/playwright || { echo "Playwright is not installed: run 'make deps-check'" >&2; exit 1; }
	@node_modules/.bin/html-validate --config tests/browser/htmlvalidate.json $(HTMLS)
	@echo "html-validate: no error"
	@BOOK=$(HTML) NO_COLOR=1 node_modules/.bin/playwright test --config tests/browser/playwright.config.mjs
