# SPDX-License-Identifier: MIT OR Apache-2.0
# The rules for every component (a folder with a project.mk below projects/ or tools/).
#
# A fragment declares, in paths relative to its folder (patterns allowed):
#   kind      host: a tool, may use host libraries; freestanding: what kernels link, uses nothing; efi: what
#             firmware's applications link, on the host too; boot: what runs before a kernel (ci/make/boot.mk)
#   sources   what the component's archive libNAME.a is made of
#   programs  NAME=its sources (a pattern, or just the main one); each is linked with the archive, lands in build/bin; a .sh is
#             copied there
#   applications    NAME=sources: NAME.efi for firmware, linked with the archive (kinds efi and boot)
#   flats     NAME=folder: NAME.bin, a flat binary of that folder and the archive, laid out by its NAME.ld (kind boot)
#   embedded  files made by flats and applications that the programs have inside, from `embedded_FILE_EXT` on
#   only      parts of what it needs: where it is linked for a machine, these take the place of the whole
#   host_sources, target_sources   what the archive of an efi component has on the host only, on firmware only
#   small     sources that are compiled for size: what is small matters more there than what is fast
#   packages  pkg-config names that sources and programs need (and libclang, which has none)
#   tests     unit tests: one program each, cmocka, linked with the archive
#   scripts   tests that are run as they are and print TAP; they find the programs in $BIN
#   test_packages   pkg-config names that only tests need
#   lists     package lists (ci/deps/LIST.txt) that its checks need, beside `test`, the list of its own name (if there is
#             one) and what its kind and its needs ask for
#   npm       lists of packages of npm (ci/npm/NAME) that tests need; they find them in $NODE_PATH
#   fuzzers   libFuzzer targets: tests/fuzz/NAME_fuzz.c, each with seeds in tests/fuzz/NAME/. `make fuzz` runs them, the
#             checks replay the seeds
#   guests    test kernels for QEMU: one each, linked with the archive and ci/qemu/guest; scripts find
#             NAME.elf in $GUESTS and run it with ci/qemu/run
#   parts     NAME=pattern: a further archive libNAME.a, of the sources that fit, for kernels that want no more
#   generated FILE=awk script: what the script prints from generated_from, there for programs and tests to include
# What a component stands on is the line "needs": [...] of its project.json and nothing else.
#
# Everything is built once per variant: `host` for use on this machine, `free` for use in kernels, `gcc` and
# `clang` for tests on the host (sanitizers; freestanding code too), `gcc-kernel` and `clang-kernel` for
# guests: a kernel's own flags, linked at the top of the address space; `clang-x64`, `clang-ia32`, `gcc-x64` and
# `gcc-ia32` for firmware (ci/make/efi.mk); `gcc-bios` and `clang-bios` for BIOS (ci/make/boot.mk); `coverage` for
# `make coverage`.
# Objects: build/VARIANT/<path of the source>.o, archives build/VARIANT/lib/, programs build/VARIANT/bin/;
# what is meant for use lies nearer: build/bin (host programs), build/lib (freestanding archives).

COMPONENT_DIRS := $(patsubst %/project.mk,%,$(wildcard projects/*/project.mk tools/*/project.mk))
COMPONENTS     := $(notdir $(COMPONENT_DIRS))
all_parts      := $(sort $(COMPONENTS) $(notdir $(patsubst %/project.json,%,$(wildcard */project.json */*/project.json))))
$(if $(filter-out $(all_parts) lint,$(P)),$(error no component is named P=$(filter-out $(all_parts) lint,$(P)); there are: $(all_parts)))
stray := $(firstword $(filter $(all_parts),$(MAKECMDGOALS)))
$(if $(stray),$(error $(stray) is a component and no verb; make check/$(stray), make pr P=$(stray)))
empty :=
space := $(empty) $(empty)
declarations   := kind sources programs packages tests scripts test_packages guests fuzzers
declarations   += npm parts small generated generated_from host_sources target_sources applications
declarations   += flats embedded only lists

define load
$(foreach v,$(declarations),$(eval $(v) :=))
$(eval include $(1)/project.mk)
$(eval $(notdir $(1)).dir := $(1))
$(foreach v,kind packages test_packages npm lists parts generated generated_from applications flats embedded only,$(eval $(notdir $(1)).$(v) := $($(v))))
$(foreach v,sources host_sources target_sources small tests scripts guests fuzzers,$(eval $(notdir $(1)).$(v) := $(sort $(wildcard $(addprefix $(1)/,$($(v)))))))
$(foreach p,$(programs),$(eval $(notdir $(1)).programs += $(firstword $(subst =, ,$(p)))) \
  $(eval $(notdir $(1)).main.$(firstword $(subst =, ,$(p))) := $(wildcard $(1)/$(lastword $(subst =, ,$(p))))) \
  $(eval $(notdir $(1)).sources := $(filter-out $($(notdir $(1)).main.$(firstword $(subst =, ,$(p)))),$($(notdir $(1)).sources))))
endef
$(foreach d,$(COMPONENT_DIRS),$(eval $(call load,$(d))))

# "a+b" for every "a needs b"; one awk over all records.
needs_pairs := $(shell awk -F'[][]' '/^ *"needs": *\[/ { n = FILENAME; sub(/\/project.json$$/, "", n); \
  sub(/.*\//, "", n); gsub(/[", ]+/, " ", $$2); k = split($$2, a, " "); \
  for (i = 1; i <= k; i++) print n "+" a[i] }' /dev/null $(wildcard projects/*/project.json tools/*/project.json))
needs     = $(patsubst $(1)+%,%,$(filter $(1)+%,$(needs_pairs)))
all_needs = $(call unique,$(foreach n,$(call needs,$(1)),$(n) $(call all_needs,$(n))))
unique    = $(if $(1),$(firstword $(1)) $(call unique,$(filter-out $(firstword $(1)),$(1))))
$(foreach c,$(COMPONENTS),$(eval $(c).needs := $(call all_needs,$(c))))

# --- Packages ------------------------------------------------------------------------------------
# Whoever works on one component installs what that one needs: a list for what is compiled (`build` where libraries
# of the host are used; what the variant below says), the others for its checks.
build_lists = $(if $(strip $(call asked_packages,$(1))),build)
check_lists = $(sort test $(call build_lists,$(1)) $(patsubst ci/deps/%.txt,%,$(wildcard ci/deps/$(1).txt)) \
  $(foreach c,$(1) $($(1).needs),$($(c).lists)) $(if $(strip $($(1).guests)),qemu) $(if $(strip $($(1).npm)),npm) \
  $(if $(filter efi boot,$(foreach c,$(1) $($(1).needs),$($(c).kind))),efi mingw))
all_lists  := $(basename $(notdir $(wildcard ci/deps/*.txt)))

# --- Compiling -----------------------------------------------------------------------------------
owner     = $(word 2,$(subst /, ,$(1)))
own_flags = $(if $($(1).dir),-I$($(1).dir)/include -I$($(1).dir)/src) $(foreach n,$($(1).needs),-I$($(n).dir)/include)
asked_packages = $(sort $($(1).packages) $(foreach n,$($(1).needs),$($(n).packages)))
pkg       = $(if $(strip $(filter-out libclang,$(2))),$$(pkg-config $(1) $(filter-out libclang,$(2)))) \
  $(if $(filter libclang,$(2)),$(libclang.$(1)))

# libclang has no file for pkg-config; it lies in a folder of its LLVM, the newest of which is taken.
LLVM ?= $(lastword $(shell ls -dv /usr/lib/llvm-*/include/clang-c 2>/dev/null))/../..
libclang.--cflags = -isystem $(LLVM)/include
libclang.--libs   = -L$(LLVM)/lib -lclang

warnings     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla $(werror)
common_flags := -std=gnu17 -D_GNU_SOURCE $(warnings)
sanitizers   := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all

# Freestanding archives link at any address, under PIE and into a kernel at the top (house rules, 2).
freestanding := -ffreestanding -fpie -fvisibility=hidden -mno-red-zone -mgeneral-regs-only \
  -ffunction-sections -fdata-sections -fno-stack-protector -fcf-protection=none \
  -fno-asynchronous-unwind-tables
kind_flags   = $(if $(filter host,$($(1).kind)),,-Wconversion)

kernel := -O2 -g -ffreestanding -fno-pie -mcmodel=kernel -mno-red-zone -mgeneral-regs-only \
  -fno-stack-protector -fcf-protection=none

# The variants that a component of each kind is built in.
variants.host         := host gcc clang fuzz coverage
machines              := gcc-bios clang-bios clang-x64 gcc-x64
variants.boot         := $(variants.host) $(machines)
variants.freestanding := $(variants.host) $(machines) free gcc-kernel clang-kernel
variants.efi          := $(variants.host) clang-x64 clang-ia32 gcc-x64 gcc-ia32
variants      := $(sort $(variants.freestanding) $(variants.efi))
include ci/make/efi.mk
include ci/make/boot.mk
host.cc       := $(CC)
free.cc       := $(CC)
gcc.cc        := gcc
clang.cc      := clang
fuzz.cc       := clang
coverage.cc   := gcc
host.flags    := $(CFLAGS) $(common_flags)
free.flags    := $(CFLAGS) $(common_flags) $(freestanding)
gcc.flags     := $(sanitizers) $(common_flags)
clang.flags   := $(gcc.flags)
fuzz.flags    := $(gcc.flags) -fsanitize=fuzzer-no-link
coverage.flags := -O0 -g --coverage $(common_flags)
host.ldflags  := $(LDFLAGS)
gcc.ldflags   := $(sanitizers)
clang.ldflags := $(sanitizers)
fuzz.ldflags  := $(sanitizers) -fsanitize=fuzzer
coverage.ldflags := --coverage
gcc-kernel.cc       := gcc
clang-kernel.cc     := clang
gcc-kernel.flags    := $(common_flags) $(kernel)
clang-kernel.flags  := $(gcc-kernel.flags)
gcc-kernel.ldflags  := -nostdlib -static -Wl,--build-id=none -Wl,-z,max-page-size=4096 -T ci/qemu/guest/guest.ld
clang-kernel.ldflags := -fuse-ld=lld $(gcc-kernel.ldflags)
gcc-kernel.deps     := test qemu
clang-kernel.deps   := test qemu
coverage.deps := figures
variants_of   = $(variants.$($(1).kind))
with_programs := host gcc clang
with_tests    := gcc clang fuzz coverage

# $1 variant
define variant_rules
$(call stamp,$(B)/$(1)/flags,$($(1).cc) $($(1).flags) $($(1).ldflags))
$(B)/$(1)/%.o: %.c $(B)/$(1)/flags | $(call deps,$($(1).deps))
	$$(call show,CC,$$@)$$(dir)$($(1).cc) $($(1).flags) $$(call kind_flags,$$(call owner,$$<)) \
	  $$(if $$(filter free,$(1)),$$(if $$(filter $$<,$$($$(call owner,$$<).small)),-Os)) \
	  $$(call own_flags,$$(call owner,$$<)) \
	  $$(if $$(findstring /tests/,$$<),-I. -I$$($$(call owner,$$<).dir)) \
	  $$(call pkg,--cflags,$$(call asked_packages,$$(call owner,$$<)) \
	    $$(if $$(findstring /tests/,$$<),$$($$(call owner,$$<).test_packages))) \
	  -MMD -MP -c $$< -o $$@
$(B)/$(1)/%.o: %.S $(B)/$(1)/flags | $(call deps,$($(1).deps))
	$$(call show,AS,$$@)$$(dir)$($(1).cc) $($(1).flags) $$(call own_flags,$$(call owner,$$<)) -MMD -MP -c $$< -o $$@
endef
$(foreach v,$(variants),$(eval $(call variant_rules,$(v))))

# $1 variant, $2 component
objects  = $(patsubst %,$(B)/$(1)/%.o,$(basename $($(2).sources) \
  $($(2).$(if $(filter $(variants.host),$(1)),host,target)_sources)))
archive  = $(B)/$(if $(filter free,$(1)),,$(1)/)lib/lib$(2).a
parts_of = $(foreach p,$($(1).parts),$(firstword $(subst =, ,$(p))))
chosen_part = $(if $(filter $(1),$(machines)),$(filter $(call parts_of,$(3)),$($(2).only)))
archives = $(call archive,$(1),$(2)) $(foreach n,$($(2).needs),$(if $(filter $(1),$(call variants_of,$(n))),\
  $(call archive,$(1),$(or $(call chosen_part,$(1),$(2),$(n)),$(n)))))

define component_rules
$(call archive,$(1),$(2)): $(call objects,$(1),$(2))
	$$(call show,AR,$$@)$$(dir)rm -f $$@; ar rcsD $$@ $$^
$(call objects,$(1),$(2)) $(patsubst %.c,$(B)/$(1)/%.o,$(filter %.c,$(sort $(foreach p,$($(2).programs),$($(2).main.$(p)))) \
  $(if $(filter $(with_tests),$(1)),$($(2).tests) $($(2).fuzzers)))): | \
  $(call deps,$(call $(if $(filter $(with_tests),$(1)),check,build)_lists,$(2)))
$(if $(filter $(with_programs),$(1)),$(call programs_rules,$(1),$(2)))
-include $(patsubst %.o,%.d,$(call objects,$(1),$(2)))
endef

# $1 variant, $2 component
define programs_rules
$(2).$(1).programs := $(addprefix $(B)/$(if $(filter host,$(1)),,$(1)/)bin/,$($(2).programs))
$(foreach p,$($(2).programs),$(eval $(call $(if $(filter %.sh,$($(2).main.$(p))),script,program)_rule,$(1),$(2),$(p))))
-include $(patsubst %.c,$(B)/$(1)/%.d,$(filter %.c,$(foreach p,$($(2).programs),$($(2).main.$(p)))))
endef

# $1 variant, $2 component, $3 program
define program_rule
$(B)/$(if $(filter host,$(1)),,$(1)/)bin/$(3): $($(2).main.$(3):%.c=$(B)/$(1)/%.o) $(call embedded_objects,$(1),$(2)) \
  $(call archives,$(1),$(2))
	$$(call show,LINK,$$@)$$(dir)$($(1).cc) $($(1).ldflags) -o $$@ $$^ $$(call pkg,--libs,$$(call asked_packages,$(2)))
endef
define script_rule
$(B)/$(if $(filter host,$(1)),,$(1)/)bin/$(3): $($(2).main.$(3))
	$$(call show,COPY,$$@)$$(dir)install -m 755 $$< $$@
endef
$(foreach c,$(COMPONENTS),$(foreach v,$(call variants_of,$(c)),$(eval $(call component_rules,$(v),$(c)))))
programs  := $(foreach c,$(COMPONENTS),$($(c).host.programs))

# --- Applications for firmware, flat binaries ----------------------------------------------------
# $1 compiler, $2 component, $3 architecture, $4 NAME, $5 sources
define application_rule
$(2).$(1).applications += $(B)/$(1)-$(3)/bin/$(4).efi
$(B)/$(1)-$(3)/bin/$(4).efi: $(patsubst %.c,$(B)/$(1)-$(3)/%.o,$(5)) $(call archives,$(1)-$(3),$(2))
	$$(call show,LINK,$$@)$$(dir)$($(1)-$(3).cc) $($(1)-$(3).ldflags) -o $$@ $$^
-include $(patsubst %.c,$(B)/$(1)-$(3)/%.d,$(5))
endef
name_of  = $(firstword $(subst =, ,$(2)))
files_of = $(sort $(wildcard $($(1).dir)/$(lastword $(subst =, ,$(2)))))
$(foreach c,$(COMPONENTS),$(foreach a,$($(c).applications),$(foreach v,gcc clang,$(foreach m,$(architectures),\
  $(if $(filter $(v)-$(m),$(call variants_of,$(c))),\
  $(eval $(call application_rule,$(v),$(c),$(m),$(call name_of,$(c),$(a)),$(call files_of,$(c),$(a)))))))))
$(foreach c,$(COMPONENTS),$(foreach f,$($(c).flats),$(foreach v,gcc clang,\
  $(eval $(call flat_rule,$(v),$(c),$(call name_of,$(c),$(f)),$($(c).dir)/$(lastword $(subst =, ,$(f))))))))
$(foreach c,$(COMPONENTS),$(foreach f,$($(c).embedded),$(foreach v,$(with_programs),$(eval $(call embedded_rule,$(v),$(c),$(f))))))

# --- Parts of archives, generated sources --------------------------------------------------------
own_flags += $(if $($(1).generated),-I$(B)/gen/$(1))

# $1 component, $2 NAME, $3 pattern, $4 variant
define part_rule
$(call archive,$(4),$(2)): $(filter $(B)/$(4)/$($(1).dir)/$(3),$(call objects,$(4),$(1)))
	$$(call show,AR,$$@)$$(dir)rm -f $$@; ar rcsD $$@ $$^
endef
$(foreach c,$(COMPONENTS),$(foreach p,$($(c).parts),$(foreach v,free $(machines),\
  $(eval $(call part_rule,$(c),$(firstword $(subst =, ,$(p))),$(lastword $(subst =, ,$(p))),$(v))))))

# What of a component is for use: archives for kernels, whole and in parts; for firmware, and the host's mock.
libraries_of = $(if $(filter freestanding,$($(1).kind)),$(foreach p,$(1) $(call parts_of,$(1)),$(call archive,free,$(p)))) \
  $(if $(filter efi,$($(1).kind)),$(foreach v,host $(addprefix clang-,$(architectures)),$(call archive,$(v),$(1))))
$(foreach c,$(COMPONENTS),$(eval $(c).libraries := $(call libraries_of,$(c))))
libraries := $(foreach c,$(COMPONENTS),$($(c).libraries))

# $1 component, $2 FILE, $3 awk script
define generated_rule
$(foreach v,host gcc clang coverage,$(patsubst %.c,$(B)/$(v)/%.o,$($(1).tests) $(foreach p,$($(1).programs),$($(1).main.$(p))))): | $(B)/gen/$(1)/$(2)
$(B)/gen/$(1)/$(2): $($(1).dir)/$(3) $(sort $(wildcard $(addprefix $($(1).dir)/,$($(1).generated_from))))
	$$(call show,GEN,$$@)$$(dir)awk -f $$^ >$$@
endef
$(foreach c,$(COMPONENTS),$(foreach g,$($(c).generated),\
  $(eval $(call generated_rule,$(c),$(firstword $(subst =, ,$(g))),$(lastword $(subst =, ,$(g)))))))

# --- Installing ----------------------------------------------------------------------------------
PREFIX  ?= /usr/local
DESTDIR ?=

root := $(DESTDIR)$(PREFIX)

# $1 component, $2 archive: with its pkg-config file. The prefix follows the file, so a copied tree works.
define install_archive
$(Q)install -m 644 $(B)/lib/lib$(2).a '$(root)/lib/'
$(Q)printf '%s\n' 'prefix=$${pcfiledir}/../..' 'Name: $(2)' 'Description: $(2) for kernels, freestanding' \
  'Version: $(call version,$(1))' 'Requires: $(call needs,$(1))' 'Cflags: -I$${prefix}/include' \
  'Libs: -L$${prefix}/lib -l$(2)' >'$(root)/lib/pkgconfig/$(2).pc'

endef
define install_library
$(Q)cp -R $($(1).dir)/include/. '$(root)/include/'
$(foreach a,$(1) $(call parts_of,$(1)),$(call install_archive,$(1),$(a)))
endef
# An efi component: one archive an architecture, which both compilers link; clang looks for NAME.lib. The
# host's archive is the mock firmware with the library.
# $1 component, $2 architecture
define install_efi_archive
$(Q)mkdir -p '$(root)/lib/$(1)-$(2)'
$(Q)install -m 644 $(B)/clang-$(2)/lib/lib$(1).a '$(root)/lib/$(1)-$(2)/'
$(Q)ln -sf lib$(1).a '$(root)/lib/$(1)-$(2)/$(1).lib'
$(Q)printf '%s\n' 'prefix=$${pcfiledir}/../..' 'Name: $(1)-$(2)' 'Description: $(1) for firmware, $(2)' \
  'Version: $(call version,$(1))' 'Cflags: $(efi_needs) -I$${prefix}/include' 'Libs: -L$${prefix}/lib/$(1)-$(2) -l$(1)' \
  'clang=$($(2).clang) $(efi_needs) -I$${prefix}/include $($(2).clang.link) -L$${prefix}/lib/$(1)-$(2) -l$(1)' \
  'mingw=$(efi_needs) -I$${prefix}/include $($(2).gcc.link) -L$${prefix}/lib/$(1)-$(2) -l$(1)' >'$(root)/lib/pkgconfig/$(1)-$(2).pc'

endef
define install_efi
$(Q)cp -R $($(1).dir)/include/. '$(root)/include/'
$(foreach a,$(architectures),$(call install_efi_archive,$(1),$(a)))
$(Q)install -m 644 $(B)/host/lib/lib$(1).a '$(root)/lib/lib$(1)-mock.a'
$(Q)printf '%s\n' 'prefix=$${pcfiledir}/../..' 'Name: $(1)-mock' 'Description: $(1) on mock firmware, in a process' \
  'Version: $(call version,$(1))' 'Cflags: -I$${prefix}/include' 'Libs: -L$${prefix}/lib -l$(1)-mock' >'$(root)/lib/pkgconfig/$(1)-mock.pc'

endef
# The newest release in the changelog; 0 before the first.
version = $(or $(shell sed -n 's/^\#\# \[\([0-9][0-9.]*\)\].*/\1/p' $($(1).dir)/CHANGELOG.md | head -n 1),0)

##@ For those who link
.PHONY: install
installed := $(if $(P),$(sort $(P) $($(P).needs)),$(COMPONENTS))
install: $(foreach c,$(installed),$($(c).libraries) $($(c).host.programs)) ## archives, headers, pkg-config files, programs into $(DESTDIR)$(PREFIX) (P=x86_64)
	$(Q)mkdir -p '$(root)/lib/pkgconfig' '$(root)/include' '$(root)/bin' '$(root)/share/man/man1'
	$(Q)for p in $(foreach c,$(installed),$($(c).host.programs)); do install -m 755 $$p '$(root)/bin/'; done
	$(Q)for p in $(foreach c,$(installed),$(wildcard $($(c).dir)/doc/*.1)); do install -m 644 $$p '$(root)/share/man/man1/'; done
	$(foreach c,$(installed),$(if $(filter freestanding,$($(c).kind)),$(call install_library,$(c))))
	$(foreach c,$(installed),$(if $(filter efi,$($(c).kind)),$(call install_efi,$(c))))
	$(foreach c,$(installed),$(if $(filter boot,$($(c).kind)),cp -R $($(c).dir)/include/. '$(root)/include/'))

# --- Testing -------------------------------------------------------------------------------------
check_variants := gcc clang
# Of these files those that T= means; $2: whose they are, who then has at least one.
chosen    = $(if $(T),$(strip $(foreach t,$(1),$(if $(findstring $(T),$(notdir $(t))),$(t)))),$(1))
chosen_of = $(or $(chosen),$(error no test of $(2) is named like T=$(T); there are: $(sort $(basename $(notdir $(1))))))
# Who asks for one test, or for the rules, wants to read what it says.
PROVE_FLAGS = --timer -j2 --exec ci/run-test $(if $(T)$(filter lint,$@),--failures --comments)

# Guests: $1 compiler, $2 component
guest_runtime := $(basename $(wildcard ci/qemu/guest/*.c ci/qemu/guest/*.S))
define guest_rules
$(2).$(1).guests := $(patsubst %,$(B)/$(1)-kernel/guests/$(2)/%.elf,$(basename $(notdir $($(2).guests))))
$(foreach g,$($(2).guests),$(call guest_rule,$(1)-kernel,$(2),$(g)))
endef

# $1 variant, $2 component, $3 source
define guest_rule
$(B)/$(1)/guests/$(2)/$(basename $(notdir $(3))).elf: $(B)/$(1)/$(basename $(3)).o \
  $(patsubst %,$(B)/$(1)/%.o,$(guest_runtime)) $(call archives,$(1),$(2)) ci/qemu/guest/guest.ld
	$$(call show,LINK,$$@)$$(dir)$($(1).cc) $($(1).ldflags) -o $$@ $$(filter-out %.ld,$$^)
-include $(B)/$(1)/$(basename $(3)).d

endef
$(foreach v,$(check_variants),$(foreach c,$(COMPONENTS),$(eval $(call guest_rules,$(v),$(c)))))
-include $(foreach v,$(check_variants),$(patsubst %,$(B)/$(v)-kernel/%.d,$(guest_runtime)))

# $1 variant, $2 component
define unit_test_rules
$(2).$(1).tests := $($(2).tests:%.c=$(B)/$(1)/%)
$($(2).tests:%.c=$(B)/$(1)/%): $(B)/$(1)/%: $(B)/$(1)/%.o $(call archives,$(1),$(2))
	$$(call show,LINK,$$@)$($(1).cc) $($(1).ldflags) -o $$@ $$^ \
	  $$(call pkg,--libs,$$(call asked_packages,$(2)) $($(2).test_packages) cmocka)
-include $($(2).tests:%.c=$(B)/$(1)/%.d)
endef
$(foreach v,$(check_variants) coverage,$(foreach c,$(COMPONENTS),$(eval $(call unit_test_rules,$(v),$(c)))))

# With T= only what is going to run is built: unit tests, fuzz targets; scripts may use all the rest.
# $1 variant, $2 component
define test_rules
.PHONY: check/$(2)/$(1) built/$(2)/$(1)
built/$(2)/$(1): $$(call chosen,$$($(2).$(1).tests)) $(if $(call chosen,$($(2).scripts)),$$($(2).$(1).programs) \
  $$($(2).host.programs) $$($(2).$(1).guests) $$($(2).$(1).applications) $(if $(filter freestanding,$($(2).kind)),$(call archive,free,$(2)))) \
  $(if $(filter clang,$(1)),$(call chosen,$($(2).fuzzers:%.c=$(B)/fuzz/%))) | $(call deps,$(call check_lists,$(2))) $(call npm_deps,$($(2).npm))
$(2).$(1).chosen = $$(call chosen,$$($(2).$(1).tests) $(if $(filter clang,$(1)),$$($(2).fuzzers)) $$($(2).scripts))
check/$(2)/$(1): built/$(2)/$(1)
	$$(if $$(any_of_$(2)),$$(if $$($(2).$(1).chosen),$$(call show,CHECK,$(2) ($(1)))$(if $($(2).npm),NODE_PATH=$(subst $(space),:,$(patsubst %,$(CURDIR)/$(B)/npm/%/node_modules,$($(2).npm)))) VARIANT=$(1) BIN=$(B)/$(1)/bin HOST_BIN=$(B)/bin GUESTS=$(B)/$(1)-kernel/guests/$(2) \
	  prove $(PROVE_FLAGS) $$($(2).$(1).chosen)))
endef
$(foreach v,$(check_variants),$(foreach c,$(COMPONENTS),$(eval $(call test_rules,$(v),$(c)))))
# A fuzz target is run by clang alone, so only of all together T= has to mean one.
$(foreach c,$(COMPONENTS),$(eval any_of_$(c) = $$(call chosen_of,$$($(c).tests) $$($(c).fuzzers) $$($(c).scripts),$(c))))

# --- Coverage ------------------------------------------------------------------------------------
# Of src/ by the unit tests alone: what only guests and scripts reach counts as missed.
measured := $(or $(P),$(COMPONENTS))
.PHONY: coverage
coverage: $(foreach c,$(measured),$($(c).coverage.tests)) | $(call deps,test figures) ## lines that unit tests run, 95 % wanted (P=x86_64)
	$(Q)find $(B)/coverage -name '*.gcda' -delete
	$(Q)prove $(PROVE_FLAGS) $^
	$(Q)gcovr --root . $(foreach c,$(measured),--filter '$($(c).dir)/src/') --fail-under-line 95 $(B)/coverage

# --- Fuzzing -------------------------------------------------------------------------------------
define fuzz_rules
$(1).fuzzers := $($(1).fuzzers:%.c=$(B)/fuzz/%)
$($(1).fuzzers:%.c=$(B)/fuzz/%): $(B)/fuzz/%: $(B)/fuzz/%.o $(call archives,fuzz,$(1))
	$$(call show,LINK,$$@)$(fuzz.cc) $(fuzz.ldflags) -o $$@ $$^ $$(call pkg,--libs,$$(call asked_packages,$(1)))
-include $($(1).fuzzers:%.c=$(B)/fuzz/%.d)
endef
$(foreach c,$(COMPONENTS),$(eval $(call fuzz_rules,$(c))))

# What is found new is kept in build/fuzz-found/, from where it may be copied to the seeds.
.PHONY: fuzz
fuzz: $(foreach c,$(or $(P),$(COMPONENTS)),$($(c).fuzzers)) ## feed the parsers for SECONDS=60 each (P=acpi)
	$(Q)for f in $^; do mkdir -p $(B)/fuzz-found/$${f##*/}; echo "$$f"; \
	  UBSAN_OPTIONS=print_stacktrace=1 $$f -max_total_time=$(or $(SECONDS),60) -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
	  -artifact_prefix=$(B)/fuzz-found/$${f##*/}/ $(B)/fuzz-found/$${f##*/} $$(f=$${f#$(B)/fuzz/}; echo $${f%_fuzz}) 2>&1 | tail -n 12; done

# What the checks are going to run is built by as many as there are processors; then they go one after the other.
built_of = $(foreach v,$(check_variants),built/$(1)/$(v))
.PHONY: built $(addprefix built/,$(COMPONENTS)) $(addprefix check/,$(COMPONENTS))
built: $(programs) $(libraries) $(foreach c,$(COMPONENTS),$(call built_of,$(c)))
$(foreach c,$(COMPONENTS),$(eval built/$(c): $(call built_of,$(c))))
$(addprefix check/,$(COMPONENTS)): check/%:
	$(if $(any_of_$*),)$(Q)$(MAKE) --no-print-directory -j$(shell nproc) built/$*
	$(Q)$(MAKE) --no-print-directory -j1 $(foreach v,$(check_variants),check/$*/$(v))

.PHONY: check/ci
ci.lists := build lint efi mingw figures
ci.npm   := workflows
check/ci: $(B)/bin/preflight $(B)/bin/thismonth | $(call deps,$(call check_lists,ci)) $(call npm_deps,$(ci.npm))
	$(call show,CHECK,ci)NODE_PATH=$(CURDIR)/$(B)/npm/workflows/node_modules \
	  prove $(PROVE_FLAGS) $(call chosen_of,$(wildcard ci/tests/*.t),ci)
