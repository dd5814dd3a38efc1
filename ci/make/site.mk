# SPDX-License-Identifier: MIT OR Apache-2.0
# The newsletter: one Hugo site out of newsletter/, with the records of the subprojects mounted in.

##@ The newsletter
.PHONY: site serve check/newsletter
site: | $(call deps,site) ## build the site into build/site; DRAFTS=1 with drafts and future posts
	$(Q)hugo --source newsletter --destination $(abspath $(SITE)) --cleanDestinationDir \
	  $(if $(DRAFTS),--buildDrafts --buildFuture) --panicOnWarning --printPathWarnings >$(B)/hugo.log \
	  || { cat $(B)/hugo.log >&2; exit 1; }
	$(Q)$(if $(DRAFTS),,hugo --source newsletter list drafts; hugo --source newsletter list future)

serve: | $(call deps,site) ## live preview, with drafts
	$(Q)hugo server --source newsletter --buildDrafts --buildFuture --disableFastRender

check/newsletter: $(B)/bin/thismonth | $(call deps,build site test) ## posts and pages are right
	$(call show,CHECK,newsletter)HOST_BIN=$(B)/bin prove $(PROVE_FLAGS) $(call chosen,$(wildcard newsletter/tests/*.t))
