# Thirty-Five Pointers: one source becomes a library, a command, tests and a book. `make help` lists the targets.
#
# book.nw and chapters/ are tangled into tangled/, which is committed; all else that is made goes to output/.

SHELL := bash
.SHELLFLAGS := -o pipefail -ec
.DELETE_ON_ERROR:
.SUFFIXES:
# As many jobs as there are processors, unless -j says otherwise.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
.PHONY: all book deps deps-m32 deps-check tangle test verify lint check clean help

all: book

O  := output
NW := book.nw $(sort $(wildcard chapters/*.nw))

# The same source gives the same bytes: no file says when or where it was made.
export SOURCE_DATE_EPOCH := 1795305600
export TZ := UTC
export LC_ALL := C.UTF-8

# LINES=1 tangles to a folder of its own, with #line: compiler and debugger then point into the chapters.
ifeq ($(LINES),1)
T     := $O/lines/tangled
BUILD := $O/lines
else
T     := tangled
BUILD := $O
endif

# A build that differs (MODE=-m32, sanitizers, another compiler) goes to a folder of its own: BUILD=.
CC       := cc
MODE     :=
OPTIMIZE := -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
COMPILE   = $(CC) -std=c11 $(OPTIMIZE) $(MODE) $(WARNINGS) -MMD -MP -I$T -I$T/lib

# $(call need,TOOL): one line for a tool that is missing.
need = command -v $1 >/dev/null || { echo "$1 is not installed: run 'make deps'" >&2; exit 1; }

# $(call remember,FILE,TEXT): FILE holds TEXT, and is newer than what was made when it held another.
remember = $(shell mkdir -p $(dir $1); echo '$2' | cmp -s - $1 || echo '$2' > $1)

# ---- What to install -------------------------------------------------------------------------------------------------

DEPS_CODE  := gcc libc6-dev libcunit1-dev make noweb
DEPS_BOOK  := fonts-inconsolata fonts-texgyre fonts-texgyre-math gnuplot-nox librsvg2-bin pandoc texlive-latex-recommended \
              texlive-luatex woff2 $(if $(shell command -v npm),,npm)
DEPS_CHECK := clang clang-format git valgrind \
              $(if $(filter amd64,$(shell dpkg --print-architecture 2>/dev/null)),gcc-multilib)
# The EPUB, checks of it and of the PDF, and the pages while one writes.
DEPS_MORE  := default-jre-headless entr epubcheck python3 qpdf zip
DEPS       := $(DEPS_CODE) $(DEPS_BOOK) $(DEPS_CHECK) $(DEPS_MORE)
APT        := $(if $(filter 0,$(shell id -u)),,sudo) env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3
# A mirror may be between two states. The lists at hand are often good enough; if not, the installation says so.
UPDATE      = $(APT) update -qq || echo "the package lists could not all be renewed: going on with those at hand" >&2

deps:
	@if command -v apt-get >/dev/null; then \
	  test "$$(id -u)" = 0 || command -v sudo >/dev/null || { echo "run 'make deps' as root: there is no sudo" >&2; exit 1; }; \
	  $(UPDATE); $(APT) install -y -qq --no-install-recommends $(DEPS); \
	else \
	  echo "Install these, by whatever names they have here:"; printf '  %s\n' $(DEPS); \
	fi
	@if command -v npm >/dev/null; then \
	  npm ci --omit=dev --silent || { echo "npm ci failed: 'make book' makes the web book without search" >&2; exit 1; }; \
	else \
	  echo "then run 'npm ci', for the search of the web book"; \
	fi

# Nothing else may begin while packages are being installed.
ifneq (,$(filter deps deps-m32 deps-check,$(MAKECMDGOALS)))
.NOTPARALLEL:
endif

# The tests as 32-bit programs need CUnit for that machine too. It is a matter for CI, not for a reader's machine.
deps-m32:
	@dpkg --add-architecture i386; $(UPDATE); $(APT) install -y -qq --no-install-recommends libcunit1-dev:i386

# The browser that the web book is tested in, and what tests it there. Node may be here already, from elsewhere.
deps-check:
	@$(UPDATE); $(APT) install -y -qq --no-install-recommends chromium $$(command -v npm >/dev/null || echo nodejs npm)
	@npm ci --silent

# ---- Tangling --------------------------------------------------------------------------------------------------------

# What is tangled is known when it has been tangled: roots.mk lists it, and make starts again when the list was renewed.
ROOTS := $O/roots$(if $(filter 1,$(LINES)),-lines).mk
ifeq (,$(filter deps deps-m32 deps-check clean help,$(MAKECMDGOALS)))
ifeq (,$(and $(shell command -v notangle),$(shell command -v noweave)))
$(error noweb is not installed: run 'make deps')
endif
include $(ROOTS)
# A chapter that was renamed is as old as before: the names count, too.
$(call remember,$O/sources,$(NW))
else
$(if $(filter deps,$(MAKECMDGOALS)),$(call remember,$O/sources,$(NW)))
EXAMPLES := $(basename $(notdir $(wildcard $T/examples/* $T/answers/*)))
FIGURES  := $(shell awk -F'"' '/^ *FIGURE./ { print $$2 }' $T/tools/figures.c 2>/dev/null)
PLOTS    := $(filter-out plot,$(basename $(notdir $(wildcard $T/tools/*.gp))))
endif

tangle: $(ROOTS)
	@:

# The list depends on the tangled files, too: one that was edited or deleted by hand is made again.
$(ROOTS): $(NW) $O/sources Makefile weave/tangle weave/lint-stream.awk weave/lint-chunks.awk
	@mkdir -p $O
	@sh weave/tangle $(if $(filter 1,$(LINES)),-L) $T $(NW)
	@{ echo "EXAMPLES := $$(ls $T/examples $T/answers | sed -n 's/\.[^.]*$$//p' | tr '\n' ' ')"; \
	   echo "FIGURES := $$(awk -F'"' '/^ *FIGURE./ { print $$2 }' $T/tools/figures.c | tr '\n' ' ')"; \
	   echo "PLOTS := $$(ls $T/tools | sed -n '/^plot\.gp$$/d; s/\.gp$$//p' | tr '\n' ' ')"; \
	   echo "$@: $$(find $T -type f | sort | tr '\n' ' ')"; find $T -type f | sort | sed 's/$$/: ;/'; } > $@

# ---- The library, the tools, the examples ----------------------------------------------------------------------------

MODULES  := $(basename $(notdir $(wildcard $T/lib/*.c)))
# Whatever is no program of its own belongs to the command.
DRAWINGS := pen maps plots since-maps versions
COMMANDS := $(filter-out facts figures series slots $(DRAWINGS),$(basename $(notdir $(wildcard $T/tools/*.c))))
# What is compiled depends on the compiler and its options; the library, on which modules there are, and the command too.
$(call remember,$(BUILD)/flags,$(COMPILE))
$(call remember,$(BUILD)/modules,$(MODULES) $(COMMANDS))

$(BUILD)/compiler: $(BUILD)/flags
	@$(call need,$(firstword $(CC)))
	@$(call need,ar)
	@touch $@

LIBRARY  := $(BUILD)/lib/libslots.a
TOOLS    := $(BUILD)/bin/facts $(BUILD)/bin/figures $(BUILD)/bin/series $(BUILD)/bin/slots
PROGRAMS := $(EXAMPLES:%=$(BUILD)/bin/examples/%)

$(BUILD)/lib/%.o: $T/lib/%.c $(BUILD)/compiler | $(ROOTS)
	@mkdir -p $(@D)
	@$(COMPILE) -c $< -o $@

$(LIBRARY): $(MODULES:%=$(BUILD)/lib/%.o) $(BUILD)/modules
	@rm -f $@
	@ar rcsD $@ $(filter %.o,$^)

$(BUILD)/tools/%.o: $T/tools/%.c $(BUILD)/compiler | $(ROOTS)
	@mkdir -p $(@D)
	@$(COMPILE) -c $< -o $@

$(BUILD)/bin/figures: $(DRAWINGS:%=$(BUILD)/tools/%.o)
$(BUILD)/bin/slots: $(COMMANDS:%=$(BUILD)/tools/%.o)
$(TOOLS): $(BUILD)/bin/%: $(BUILD)/tools/%.o $(LIBRARY)
	@mkdir -p $(@D)
	@$(CC) $(MODE) $(filter %.o,$^) $(LIBRARY) -lm -o $@
	@echo "$@"

# An example, or an answer, is one file beside one header; one that is data is run by the command `slots`.
# There are many, and they compile the whole library each: quickly, then.
$(BUILD)/bin/examples/%: $T/examples/%.c $T/slots.h $(BUILD)/compiler
	@mkdir -p $(@D)
	@$(COMPILE) -O0 $< -o $@

$(BUILD)/bin/examples/%: $T/answers/%.c $T/slots.h $(BUILD)/compiler
	@mkdir -p $(@D)
	@$(COMPILE) -O0 $< -o $@

$(BUILD)/bin/examples/%: $T/examples/%.ops $(BUILD)/bin/slots
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec %s dict --abi lp64 --trace %s\n' $(BUILD)/bin/slots $< > $@
	@chmod +x $@

# One that is a shell script calls the command by its name.
$(BUILD)/bin/examples/%: $T/examples/%.sh $(BUILD)/bin/slots
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nPATH=%s:$$PATH exec sh %s\n' '$(abspath $(BUILD)/bin)' $< > $@
	@chmod +x $@

$(BUILD)/bin/examples/layout-%: $T/examples/layout-%.py $(BUILD)/bin/slots
	@mkdir -p $(@D)
	@printf '#!/bin/sh\nexec %s layout --abi lp64 --map %s\n' $(BUILD)/bin/slots $< > $@
	@chmod +x $@

-include $(wildcard $(BUILD)/lib/*.d $(BUILD)/tools/*.d $(BUILD)/bin/*.d $(BUILD)/bin/examples/*.d $(BUILD)/tests/*.d)

# ---- What the programs say: facts, transcripts, figures --------------------------------------------------------------

# Plots are figures that gnuplot draws, from what the program `series` prints.
CAPTURED := $(EXAMPLES:%=$O/transcripts/%.txt) $(FIGURES:%=$O/figures/%.svg) $(PLOTS:%=$O/figures/%.svg)

# $(call capture,FILE,COMMAND): FILE becomes the command's output; its time changes only if its content does.
capture = $2 > $O/captured.new && { cmp -s $O/captured.new $1 || mv $O/captured.new $1; }

$O/captured: $(TOOLS) $(PROGRAMS) $(BUILD)/bin/provenance $(wildcard tests/oracle/* $T/tools/*.gp) weave/plot.sh weave/plot.awk \
    | $(ROOTS)
	@$(call need,gnuplot)
	@mkdir -p $O/transcripts $O/figures
	@$(call capture,$O/facts.tsv,$(BUILD)/bin/facts)
	@$(call capture,$O/provenance.tsv,$(BUILD)/bin/provenance $O/facts.tsv)
	@$(foreach e,$(EXAMPLES),$(call capture,$O/transcripts/$e.txt,$(BUILD)/bin/examples/$e);)
	@$(foreach f,$(FIGURES),$(call capture,$O/figures/$f.svg,$(BUILD)/bin/figures $f);)
	@$(foreach p,$(PLOTS),$(call capture,$O/figures/$p.svg,sh weave/plot.sh $(BUILD)/bin/series $p $T/tools);)
	@rm -f $O/captured.new $(filter-out $(CAPTURED),$(wildcard $O/transcripts/* $O/figures/*))
	@touch $@

$(CAPTURED) $O/facts.tsv $O/provenance.tsv: $O/captured ;

# ---- Tests -----------------------------------------------------------------------------------------------------------

TESTS     := $(filter-out tests/provenance.c,$(wildcard tests/*.c))
TEST_OBJS := $(TESTS:tests/%.c=$(BUILD)/tests/%.o)
TEST_LIBS := -lcunit
SUITES    :=

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/compiler | $(ROOTS) $(BUILD)/tests/cunit
	@mkdir -p $(@D)
	@$(COMPILE) -c $< -o $@

$(BUILD)/tests/cunit: | $(BUILD)/compiler
	@mkdir -p $(@D)
	@printf '#include <CUnit/Basic.h>\n' | $(CC) $(MODE) -E - >/dev/null 2>&1 || \
	  { echo "CUnit is not installed: run 'make deps'" >&2; exit 1; }
	@touch $@

$(BUILD)/bin/tests: $(TEST_OBJS) $(LIBRARY)
	@mkdir -p $(@D)
	@$(CC) $(MODE) $^ $(TEST_LIBS) -o $@

$(BUILD)/bin/provenance: tests/provenance.c tests/oracle.c tests/factmap.c $(BUILD)/compiler
	@mkdir -p $(@D)
	@$(COMPILE) $(filter %.c,$^) -o $@

$(BUILD)/tests/facts.tsv: $(BUILD)/bin/facts
	@mkdir -p $(@D)
	@$< > $@

test: $(BUILD)/bin/tests $(TOOLS) $(BUILD)/tests/facts.tsv
	@SLOTS=$(BUILD)/bin/slots FACTS=$(BUILD)/tests/facts.tsv FACTS_PROGRAM=$(BUILD)/bin/facts CC="$(CC) $(MODE)" $(RUN) $(BUILD)/bin/tests $(SUITES)

# The model against a Python of the reader's: one that the script measures. 1 if a figure differs, 2 if the model does not
# know that Python; make says so and ends with 2.
PYTHON := python3

verify: $(BUILD)/bin/slots
	@command -v $(PYTHON) >/dev/null || { echo "there is no $(PYTHON): say make verify PYTHON=..." >&2; exit 2; }
	@$(PYTHON) $T/tools/verify.py | $(BUILD)/bin/slots verify

# ---- The book --------------------------------------------------------------------------------------------------------

include weave/weave.mk

# ---- Checks ----------------------------------------------------------------------------------------------------------

include tests/check.mk

lint: $O/captured
	@FACTS=$O/facts.tsv sh weave/lint $(NW)

# ---- The rest --------------------------------------------------------------------------------------------------------

clean:
	@rm -rf $O

help:
	@echo "make deps     install what is needed (Debian, Ubuntu), or list it"
	@echo "make          the book: output/book.pdf and output/html/index.html; also: make html, make pdf"
	@echo "make epub     the book as an EPUB: output/book.epub"
	@echo "make serve    the pages at http://localhost:8000/, made again and loaded again whenever a source is saved"
	@echo "make tangle   the C in tangled/, from the chapters; with LINES=1 in output/lines, with #line"
	@echo "make test     build the library, the command and the tests, and run the tests"
	@echo "make verify PYTHON=python3   measure that Python, and compare it with the model of its version"
	@echo "make lint     check the source of the book"
	@echo "make check    everything that CI checks: also sanitizers, valgrind, -m32, clang, format, links, same bytes"
	@echo "make deps-check check-browser   the web book in a browser: what that needs, and the tests"
	@echo "make clean    remove output/"
