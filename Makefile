# SPDX-License-Identifier: MIT OR Apache-2.0
# The one way in. `make help` lists the verbs; `make issue` and `make check` are the two that matter.
# Fragments (*/NAME/project.mk) only declare; ci/make/engine.mk holds the rules for all of them.

.DEFAULT_GOAL := help
include ci/make/preamble.mk
include ci/make/engine.mk
include ci/make/site.mk
include ci/make/contribute.mk

##@ The two that matter
.PHONY: issue check
issue: $(B)/bin/thismonth | $(call deps,build site) ## draft this month's post, build the site, say where to look
	$(Q)$(B)/bin/thismonth draft --month $(MONTH) || [ $$? = 1 ] # 1: drafted, and something is to be looked at
	$(Q)$(MAKE) --no-print-directory site DRAFTS=1
	@echo "The post:  newsletter/content/this-month/$(MONTH)/index.md (edit it; run again: your words stay)"
	@echo "The page:  file://$(abspath $(SITE))/this-month/$(MONTH)/index.html"
	@echo "           make serve   shows it at http://localhost:1313/this-month/$(MONTH)/ while you write"

check: | $(call deps,$(all_lists)) ## all tests, under both compilers and sanitizers
	$(Q)$(MAKE) --no-print-directory -j$(shell nproc) built
	$(Q)$(MAKE) --no-print-directory -j1 lint $(addprefix check/,$(COMPONENTS) newsletter ci)
	@echo "make check: all passed"

check/%: ## the tests of one component (make check/acpi T=tables: those named so)
	$(error no component is named $*; there are: $(all_parts))

##@ Every day
.PHONY: all lint format bench deps clean help
all: $(programs) $(libraries) ## build everything: build/bin, build/lib

lint: | $(call deps,build test lint) ## rules about the sources, each named (T=spelling runs one)
	$(Q)prove $(PROVE_FLAGS) $(or $(call chosen,$(wildcard ci/lint/*.t)),$(error no rule is named like T=$(T); there are: $(basename $(notdir $(wildcard ci/lint/*.t)))))

format: | $(call deps,lint) ## lay out the C sources
	$(Q)git ls-files -z --cached --others --exclude-standard '*.c' '*.h' | xargs -0 -r clang-format -i

bench: $(programs) | $(call deps,build site figures) ## figures beside their yardsticks, one JSON line each (P=thismonth); KEEP=v0.2.0 for the site
	$(Q)for bench in $(wildcard $(addsuffix /bench/bench.sh,*/$(or $(P),*) $(or $(P),newsletter))); do \
	  name=$${bench%/bench/bench.sh}; bash "$$bench" $(if $(KEEP),| newsletter/keep-bench.sh "$${name##*/}" '$(KEEP)'); done

deps: | $(call deps,$(if $(P),$(call check_lists,$(P)),$(all_lists))) $(call npm_deps,$(if $(P),$($(P).npm),$(notdir $(wildcard ci/npm/*)))) ## install what the checks need (P=acpi: of that one)

clean: ## remove build/
	$(Q)rm -rf $(B)

help: ## this list
	@awk -f ci/make/help.awk $(MAKEFILE_LIST)
	@echo
	@echo "Variables: V=1 shows commands; T=name runs one test (make check/thismonth T=merge);"
	@echo "MONTH=2024-01 chooses the month; CC, CFLAGS, LDFLAGS as usual."
