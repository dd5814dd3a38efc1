# SPDX-License-Identifier: MIT OR Apache-2.0
# The newsletter: one Hugo site out of newsletter/, with the records of the subprojects mounted in.
# Hugo writes below build/ only. What it prints is shown when it fails; --quiet would swallow the reason.

PORT ?= 1313
hugo := hugo --source newsletter --environment
hugo_checks := --panicOnWarning --printPathWarnings --printI18nWarnings

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

##@ The newsletter
.PHONY: site serve check/newsletter
site: | $(call deps,site) ## build the site into build/site; DRAFTS=1 with drafts and future posts
	$(call show,HUGO,$(SITE))mkdir -p $(SITE); new=$$(mktemp -d $(SITE).XXXXXX); trap 'rm -rf "$$new"' EXIT; \
	  said=$$($(hugo) $(if $(DRAFTS),preview,production) --destination "$$(realpath "$$new")" $(hugo_checks) 2>&1 | $(plain)) || \
	    { printf '%s\n' "$$said" >&2; exit 1; }; \
	  chmod 755 "$$new"; rm -rf $(SITE); mv "$$new" $(SITE)
	$(Q)$(if $(DRAFTS),,$(hugo) production list all | awk -F, "$$left_out")

serve: | $(call deps,site) ## live preview with drafts, at http://localhost:1313/; mistakes are told in the page
	$(Q)HUGO_PARAMS_MISTAKES=show $(hugo) preview server --disableFastRender --port $(PORT) 2>&1 | $(plain)

check/newsletter: $(B)/bin/thismonth | $(call deps,build site test browser) $(call npm_deps,browser) ## posts and pages are right
	$(call show,CHECK,newsletter)NODE_PATH=$(CURDIR)/$(B)/npm/browser/node_modules HOST_BIN=$(B)/bin \
	  prove $(PROVE_FLAGS) $(call chosen,$(wildcard newsletter/tests/*.t))
