# SPDX-License-Identifier: MIT OR Apache-2.0
# What every rule may rely on: a strict shell, no built-in rules, quiet commands (V=1 shows them),
# one build tree.

MAKEFLAGS += --no-builtin-rules --no-builtin-variables
.SUFFIXES:
.DELETE_ON_ERROR:
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

B    := build
SITE := $(B)/site
MONTH ?= $(shell date -u +%Y-%m)

# V=1 shows the whole command, else `  CC  file`.
Q    := $(if $(V),,@)
show = $(if $(V),,@printf '  %-8s %s\n' '$(1)' '$(2)';)
dir  = mkdir -p $(@D);

CFLAGS  ?= -O2 -g
LDFLAGS ?=
ifeq ($(origin CC),default)
CC := cc
endif
CC ?= cc

# Warnings stop a developer, never the user who builds a release (which has no .git).
werror := $(if $(wildcard .git),-Werror)

# $(call deps,LIST...): order-only stamps that the packages of these lists are there.
# DEPS=skip: the packages are someone else's business.
deps = $(if $(filter skip,$(DEPS)),,$(patsubst %,$(B)/deps/%,$(1)))
.PRECIOUS: $(B)/deps/%
$(B)/deps/%: ci/deps/%.txt
	$(Q)ci/deps.sh $*
	$(Q)$(dir) touch $@

# $(call npm_deps,NAME...): likewise for packages of npm, ci/npm/NAME, which land in build/npm/NAME/node_modules.
npm_deps = $(if $(filter skip,$(DEPS)),,$(patsubst %,$(B)/deps/npm-%,$(1)))
$(B)/deps/npm-%: ci/npm/%/package-lock.json ci/npm/%/package.json | $(B)/deps/npm
	$(Q)ci/npm.sh $*
	$(Q)$(dir) touch $@

# A file that changes only when $(2) does: depend on it and a changed flag rebuilds. No process is started.
define stamp
ifneq ($$(strip $(2)),$$(strip $$(file <$(1))))
$$(shell mkdir -p $(dir $(1)))
$$(file >$(1),$(2))
endif
endef
