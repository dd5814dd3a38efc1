# SPDX-License-Identifier: MIT OR Apache-2.0
# The newsletter: one Hugo site out of newsletter/, with the records of the subprojects mounted in, and with the pages that
# tools/manual makes of their folders.
# Hugo writes below build/ only.

PORT ?= 1313

# What lies in the projects' folders, as pages: a theme of Hugo's that has content and data only.
manual := $(B)/manual/data/manual.json
manual_from := CONTRIBUTING.md $(foreach f,project.json README.md CHANGELOG.md,$(wildcard projects/*/$(f))) \
  $(foreach f,*.h */*.h */*/*.h */*/*/*.h,$(wildcard projects/*/include/$(f)))
$(eval $(call stamp,$(B)/manual.from,$(manual_from)))
$(manual): $(B)/bin/manual $(manual_from) $(B)/manual.from
	$(call show,MANUAL,$(B)/manual)rm -rf $(B)/manual.new; $< --out $(B)/manual.new; \
	  rm -rf $(B)/manual; mv $(B)/manual.new $(B)/manual

##@ The newsletter
.PHONY: site serve check/newsletter
site: $(manual) $(B)/bin/thismonth | $(call deps,site) $(if $(DRAFTS),,$(call npm_deps,site)) ## build the site into build/site; DRAFTS=1 with drafts and future posts
	$(call show,HUGO,$(SITE))newsletter/site.sh build $(SITE) $(if $(DRAFTS),preview)
	$(Q)$(if $(DRAFTS),,newsletter/site.sh left-out)

serve: $(manual) $(B)/bin/thismonth | $(call deps,site) ## live preview with drafts, at http://localhost:1313/; mistakes are told in the page
	$(Q)newsletter/site.sh serve $(PORT)

newsletter.lists := build site
newsletter.npm   := site browser
check/newsletter: $(B)/bin/thismonth $(manual) | $(call deps,$(call check_lists,newsletter)) $(call npm_deps,$(newsletter.npm))
	$(call show,CHECK,newsletter)sites=$$(mktemp -d); trap 'rm -rf "$$sites"' EXIT; \
	  NODE_PATH=$(CURDIR)/$(B)/npm/browser/node_modules HOST_BIN=$(B)/bin SITES=$$sites \
	  prove $(PROVE_FLAGS) --reverse $(call chosen_of,$(wildcard newsletter/tests/*.t),newsletter)
