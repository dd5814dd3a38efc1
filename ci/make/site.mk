# SPDX-License-Identifier: MIT OR Apache-2.0
# The newsletter: one Hugo site out of newsletter/, with the records of the subprojects mounted in, and with the pages that
# tools/manual makes of their folders.
# Hugo writes below build/ only. What it prints is shown when it fails; --quiet would swallow the reason.

PORT ?= 1313
# Room for garbage, within a limit: a fifth less time for a thousand issues (newsletter/bench).
hugo := HUGO_THEME=manual GOGC=400 GOMEMLIMIT=600MiB hugo --source newsletter --environment
hugo_checks := --panicOnWarning --printPathWarnings --printI18nWarnings

# The search: Pagefind's index, without the user interfaces that come with it, for the site has its own. What is published
# has it; a preview has it where Pagefind is already there.
pagefind := $(B)/npm/site/node_modules/@pagefind/linux-x64/bin/pagefind_extended
index := $(pagefind) --include-characters _ --exclude-selectors '.anchor, .kind, nav' --site

# Reads `hugo list all`: titles may hold commas, so columns count from the right. (`list drafts` keeps silent
# on a draft with a date to come, and `list future` too.)
define left_out
NR == 1 { for (i = 1; i <= NF; i++) column[$$i] = NF - i; "date -u +%FT%TZ" | getline now; next }
$$(NF - column["draft"]) == "true" { print "left out, a draft: " $$1; next }
$$(NF - column["publishDate"]) > now { print "left out, dated " $$(NF - column["publishDate"]) ": " $$1 }
endef
export left_out

# What Hugo cannot even read, in plain words.
plain := sed -u -E 's|^E.*"([^"]+:[0-9]+):[0-9]+": unmarshal failed: .*|\1: the front matter, between { and } at the top \
of the file, is not JSON here; often a comma or a quotation mark is missing at the end of the line before|'

# What lies in the projects' folders, as pages: a theme of Hugo's that has content and data only.
manual := $(B)/manual/data/manual.json
manual_from := CONTRIBUTING.md $(foreach f,project.json README.md CHANGELOG.md,$(wildcard projects/*/$(f))) \
  $(foreach f,*.h */*.h */*/*.h */*/*/*.h,$(wildcard projects/*/include/$(f)))
$(eval $(call stamp,$(B)/manual.from,$(manual_from)))
$(manual): $(B)/bin/manual $(manual_from) $(B)/manual.from
	$(call show,MANUAL,$(B)/manual)rm -rf $(B)/manual.new; $< --out $(B)/manual.new; \
	  rm -rf $(B)/manual; mv $(B)/manual.new $(B)/manual

# What Hugo reads as data: what the benches measured, and a digest of the records, for templates count slowly. DATA is for tests.
DATA ?= newsletter/data
define data # folder
rm -rf "$1"; mkdir -p "$1"; [ ! -e $(DATA)/bench ] || cp -r $(DATA)/bench "$1/"; \
$(B)/bin/thismonth digest --records $(DATA)/changes >"$1/records.json"
endef

##@ The newsletter
.PHONY: site serve check/newsletter
site: $(manual) $(B)/bin/thismonth | $(call deps,site) $(if $(DRAFTS),,$(call npm_deps,site)) ## build the site into build/site; DRAFTS=1 with drafts and future posts
	$(call show,HUGO,$(SITE))mkdir -p $(SITE); new=$$(mktemp -d $(SITE).XXXXXX); trap 'rm -rf "$$new" "$$new.data"' EXIT; \
	  { $(call data,$$new.data); } || exit 1; \
	  said=$$(HUGO_DATADIR="$$(realpath "$$new.data")" $(hugo) $(if $(DRAFTS),preview,production) --destination "$$(realpath "$$new")" $(hugo_checks) 2>&1 | $(plain)) || \
	    { printf '%s\n' "$$said" >&2; exit 1; }; \
	  find "$$new" -path '*/this-month/*/index.txt' -print0 | xargs -0rn 250 -P $$(nproc) $(B)/bin/thismonth mail || exit 1; \
	  [ -n '$(DRAFTS)' -a ! -e $(pagefind) ] || said=$$($(index) "$$new" 2>&1) || { printf '%s\n' "$$said" >&2; exit 1; }; \
	  rm -f "$$new"/pagefind/*ui.* "$$new"/pagefind/pagefind-highlight.js; \
	  chmod 755 "$$new"; rm -rf $(SITE); mv "$$new" $(SITE)
	$(Q)$(if $(DRAFTS),,$(hugo) production list all | awk -F, "$$left_out")

serve: $(manual) $(B)/bin/thismonth | $(call deps,site) ## live preview with drafts, at http://localhost:1313/; mistakes are told in the page
	$(Q){ $(call data,$(B)/serve); } || exit 1; \
	  HUGO_DATADIR=$(CURDIR)/$(B)/serve HUGO_PARAMS_MISTAKES=show $(hugo) preview server --disableFastRender --port $(PORT) 2>&1 | $(plain)

newsletter.lists := build site
newsletter.npm   := site browser
check/newsletter: $(B)/bin/thismonth $(manual) | $(call deps,$(call check_lists,newsletter)) $(call npm_deps,$(newsletter.npm))
	$(call show,CHECK,newsletter)sites=$$(mktemp -d); trap 'rm -rf "$$sites"' EXIT; \
	  NODE_PATH=$(CURDIR)/$(B)/npm/browser/node_modules HOST_BIN=$(B)/bin SITES=$$sites \
	  prove $(PROVE_FLAGS) --reverse $(call chosen_of,$(wildcard newsletter/tests/*.t),newsletter)
