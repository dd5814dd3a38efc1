# SPDX-License-Identifier: MIT OR Apache-2.0
# What a contributor does between clone and pull request. tools/preflight decides and reports; CI calls the same verbs.

preflight := $(B)/bin/preflight
# preflight calls make itself, as whoever types it would
tell = $(Q)env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES $(preflight)
base = $(if $(BASE),--base '$(BASE)')

# what may hold any character goes by the environment, as it was typed: a $ in it is not make's
override TEXT := $(value TEXT)
override TITLE := $(value TITLE)
export TEXT TITLE

##@ Your change
.PHONY: affected pr doctor new note owners release boot
affected: $(preflight) ## which components your change touches or affects, and why (BASE=main)
	$(tell) affected $(base)

pr: $(preflight) ## what CI will say: lint, then the checks of what is affected; same words, same status (P=acpi, P=lint)
	$(tell) check $(base) $(if $(TITLE),--title "$$TITLE") $(P)

doctor: $(preflight) ## what this machine lacks, as one line to install it (P=acpi)
	$(tell) doctor $(base) $(if $(P),$(call check_lists,$(P)))

note: $(preflight) ## a line for the next post and the changelog (P=acpi KIND=fixed TEXT='...')
	$(tell) note $(if $(P),--project '$(P)') $(if $(KIND),--kind '$(KIND)') $(if $(SLUG),--slug '$(SLUG)') $(base) $(if $(TEXT),"$$TEXT")

owners: $(preflight) ## who looks after what you change (FILES='a b'; WRITE=1 renews what is generated from it)
	$(tell) owners $(base) $(if $(WRITE),--write) $(FILES)

new: $(preflight) ## a subproject that passes all checks, to start from (NAME=timer; KIND=host makes a tool)
	$(if $(NAME),,$(error which name? make new NAME=timer))
	$(tell) new '$(NAME)' $(if $(KIND),--kind '$(KIND)')

release: $(preflight) ## version, changelog, commit, tag, archive with checksums (P=acpi; VERSION=0.1.0; DRY=1 only shows)
	$(if $(P),,$(error which release? make release P=acpi))
	$(tell) release $(if $(DRY),--dry-run) '$(P)' $(if $(VERSION),'$(VERSION)')

# What is booted: the kernel given, or of a component what its kind has to boot.
booted := $(or $(if $(KERNEL),bootloader),$(P),bootloader)
ifneq ($(filter boot,$(MAKECMDGOALS)),)
$(if $(filter $(booted),$(COMPONENTS)),,$(error no component is named P=$(booted); there are: $(COMPONENTS)))
$(if $(filter host,$($(booted).kind)),$(error $(booted) runs on this machine, there is nothing to boot; try make boot P=bootloader))
$(if $(KERNEL),$(if $(shell [ -r '$(KERNEL)' ] && echo there),,$(error cannot read KERNEL=$(KERNEL); it names an ELF file, or a C file to make one of)))
endif
boot.boot         := $(bootloader.host.programs)
boot.freestanding := $(firstword $(call chosen,$($(booted).gcc.guests)))
boot.efi          := $(B)/clang-x64/bin/hello.efi $(B)/bin/uefi-run
boot: $(boot.$($(booted).kind)) | $(call deps,$(call check_lists,$(booted))) ## boot it in QEMU, serial on this terminal (P=bootloader or KERNEL=path; UEFI=1 GDB=1)
	$(Q)UEFI='$(UEFI)' GDB='$(GDB)' SECONDS_TO_RUN='$(SECONDS)' ci/boot.sh $($(booted).kind) $(if $(KERNEL),'$(KERNEL)',$(if $(filter boot,$($(booted).kind)),$($(booted).dir)/examples/hello-kernel/kernel.c,$<))
