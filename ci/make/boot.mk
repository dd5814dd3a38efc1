# SPDX-License-Identifier: MIT OR Apache-2.0
# Components of the kind `boot`: what runs before a kernel, from BIOS and from firmware, and the host tools
# that have it inside. Their archive is built for tests on the host, for BIOS and for UEFI (X64).
#
#   build/clang-bios/bin/NAME.bin   a flat binary (`flats`); NAME.elf beside it has the symbols. What its NAME.ld puts into the
#                                   section .packed stands at the end, packed by lz4; whole sectors of 512 bytes
#   build/clang-x64/bin/NAME.efi    an application for firmware (`applications`)
#
# Both compilers build all of it; a host tool has inside what its own compiler made, and clang's when it is for
# use, so that it is the same on every machine.

bios := $(filter-out -fpie,$(freestanding)) -fno-pie -Os -g
bios.link := -nostdlib -static -Wl,--gc-sections -Wl,--build-id=none -Wl,-z,max-page-size=16

gcc-bios.cc        := gcc
gcc-bios.flags     := $(common_flags) $(bios) -fno-ident
gcc-bios.ldflags   := $(bios.link) -Wl,--no-warn-rwx-segments
clang-bios.cc      := clang
clang-bios.flags   := $(common_flags) $(bios) -Oz -fno-ident
clang-bios.ldflags := -fuse-ld=lld $(bios.link)
clang-bios.deps    := efi

# Which compiler's stages the programs of a variant have inside.
inside.host  := clang
inside.gcc   := gcc
inside.clang := clang

# $1 variant of a program, $2 component
embedded_objects = $(patsubst %,$(B)/$(1)/embedded/$(2)/%.o,$($(2).embedded))

# $1 variant of a program, $2 component, $3 file
define embedded_rule
$(B)/$(1)/embedded/$(2)/$(3).o: $(B)/$(inside.$(1))-$(if $(filter %.efi,$(3)),x64,bios)/bin/$(3)
	$$(call show,EMBED,$$@)$$(dir)printf '%s\n' '.section .rodata' '.balign 16' \
	  '.global embedded_$(subst .,_,$(3))' 'embedded_$(subst .,_,$(3)):' '.incbin "$$<"' \
	  '.global embedded_$(subst .,_,$(3))_end' 'embedded_$(subst .,_,$(3))_end:' \
	  '.section .note.GNU-stack,"",@progbits' | $($(1).cc) -x assembler -c - -o $$@
endef

# $1 compiler, $2 component, $3 NAME, $4 folder
define flat_rule
$(B)/$(1)-bios/bin/$(3).elf: $(patsubst %,$(B)/$(1)-bios/%.o,$(basename $(sort $(wildcard $(4)/*.c $(4)/*.S)))) \
  $(call archives,$(1)-bios,$(2)) $(4)/$(3).ld | $(call deps,efi)
	$$(call show,LINK,$$@)$$(dir)$($(1)-bios.cc) $($(1)-bios.ldflags) -o $$@ $$(filter-out %.ld,$$^) -T $(4)/$(3).ld
$(B)/$(1)-bios/bin/$(3).bin: $(B)/$(1)-bios/bin/$(3).elf
	$$(call show,FLAT,$$@)objcopy -O binary -R .packed $$< $$@; objcopy -O binary -j .packed $$< $$@.loader
	$$(Q)lz4 -q -f -12 -BX -B5 --no-frame-crc $$@.loader $$@.lz4; cat $$@.lz4 >>$$@; truncate -s %512 $$@
-include $(patsubst %.c,$(B)/$(1)-bios/%.d,$(sort $(wildcard $(4)/*.c)))
endef
