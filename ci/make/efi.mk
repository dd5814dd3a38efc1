# SPDX-License-Identifier: MIT OR Apache-2.0
# Components of the kind `efi`: archives and applications for firmware, by clang and by mingw, for X64 and IA32.
#
#   build/clang-x64/lib/libNAME.a     for use, by either compiler; gcc-x64 proves that mingw builds it too
#   build/clang-x64/bin/APP.efi       file alignment 512, sections as they are (no merging), reproducible
#
# A user's flags are in the pkg-config files, made of the same variables.

architectures := x64 ia32
x64.clang  := --target=x86_64-unknown-windows
ia32.clang := --target=i686-unknown-windows -march=i686
x64.gcc    := x86_64-w64-mingw32-gcc
ia32.gcc   := i686-w64-mingw32-gcc

# What code for firmware must be compiled with: no red zone, since firmware's interrupts use the stack.
efi_needs  := -ffreestanding -fshort-wchar -mno-red-zone -fno-stack-protector -fno-asynchronous-unwind-tables
efi_size   := -Os -ffunction-sections -fno-ident
clang.link := -fuse-ld=lld -nostdlib -Wl,/subsystem:efi_application,/entry:efi_main,/Brepro
gcc.link   := -nostdlib -s -Wl,--subsystem,10,--no-insert-timestamp,--gc-sections

ia32.clang.link := $(clang.link),/safeseh:no
x64.clang.link  := $(clang.link)
ia32.gcc.link   := $(gcc.link),-e,_efi_main
x64.gcc.link    := $(gcc.link),-e,efi_main

# $1 architecture
define efi_variants
clang-$(1).cc      := clang
clang-$(1).flags   := $($(1).clang) -std=gnu17 $$(warnings) $(efi_needs) $(efi_size) -fdata-sections -fno-addrsig
clang-$(1).ldflags := $($(1).clang) $($(1).clang.link)
clang-$(1).deps    := efi
gcc-$(1).cc        := $($(1).gcc)
gcc-$(1).flags     := -std=gnu17 $$(warnings) $(efi_needs) $(efi_size)
gcc-$(1).ldflags   := $($(1).gcc.link)
gcc-$(1).deps      := mingw
endef
$(foreach a,$(architectures),$(eval $(call efi_variants,$(a))))
