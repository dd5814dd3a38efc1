#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# One kernel for each part of the contract (boot_info.h), under BIOS, and those that depend on the door under UEFI too.
source ci/tap.sh
source projects/bootloader/tests/qemu/boot.sh
full=${FULL:-}

# The state at entry: 4 levels, and 5 where the CPU has them; a later CPU and the oldest one.
compile state -static -Wl,-e,state_entry && image state
boot "bios, state" state bios
boot "bios, state, 5 levels" state bios -cpu max,la57=on
boot "uefi, state, 5 levels" state uefi -cpu max,la57=on
[ -z "$full" ] || boot "uefi, state" state uefi

# What a kernel is told that asks for nothing. The clock is set.
clock=(-rtc base=2031-12-31T23:59:50)
compile info -static
for firmware in bios uefi; do
  image info -c "door=$firmware  two blanks, a = sign" && boot "$firmware, info" info $firmware "${clock[@]}"
done

# Where things are: the loader's choice, and the kernel's.
compile map && image map && boot "bios, places of the loader's choice" map bios
[ -z "$full" ] || boot "uefi, places of the loader's choice" map uefi
[ -z "$full" ] || boot "bios, places of the loader's choice, 5 levels" map bios -cpu max,la57=on
compile map -static-pie -fpie -DFIXED && image map && boot "bios, fixed places" map bios
boot "uefi, fixed places, above 4 GiB" map uefi -m 5G

# Relocations, RELRO, TLS, by several ways of linking.
relr=$([ "$compiler" = clang ] && echo -fuse-ld=lld -Wl,--pack-dyn-relocs=relr || echo -Wl,-z,pack-relative-relocs)
lto=$([ "$compiler" = clang ] && echo -fuse-ld=lld -flto || echo -flto)
variant() { # NAME, flags
  local name=$1; shift
  compile pie "$@" && image pie && boot "bios, $name" pie bios
}
variant "PIE with RELA" -static-pie -fpie -DPIE=1
# shellcheck disable=SC2086  # words
variant "PIE with RELR" -static-pie -fpie -DPIE=1 $relr
# shellcheck disable=SC2086
variant "PIE with LTO, sections collected" -static-pie -fpie -DPIE=1 $lto -ffunction-sections -fdata-sections -Wl,--gc-sections
variant "not PIE" -static -fno-pie -DPIE=0
variant "PIE with debug information" -static-pie -fpie -DPIE=1 -g
[ -z "$full" ] || { compile pie -static-pie -fpie -DPIE=1 && image pie && boot "uefi, PIE" pie uefi; }

# The smallest stack, the longest command line; many modules, empty ones, large ones.
compile stack && image stack -c "$(head -c 60000 /dev/zero | tr '\0' x)" && boot "bios, 4000 bytes of stack" stack bios
compile modules
modules=()
for size in 0 1 4095 4096 4097 70000 16777217; do
  head -c $size /dev/urandom >"$work/module-$size"
  modules+=(-m "$work/module-$size:cksum=$(cksum <"$work/module-$size" | cut -d' ' -f1)")
done
image modules "${modules[@]}" && boot "bios, modules" modules bios
boot "uefi, modules" modules uefi

# ASLR: another place each time, the same again with the seed of an earlier boot.
compile places && image places
boot "bios, ASLR" places bios && first=$(grep -aE '^(place|seed)' <<<"$said")
boot "bios, ASLR again" places bios && second=$(grep -aE '^(place|seed)' <<<"$said")
for what in kernel stack info map; do
  is "$([ "$(grep "place $what " <<<"$first")" != "$(grep "place $what " <<<"$second")" ] && echo moved)" moved "ASLR: $what moves between two boots"
done
sed -n 's/^seed 0x/seed = /p' <<<"$first" >"$work/seed.conf"
image places --config "$work/seed.conf" && boot "bios, seed" places bios
is "$(grep -aE '^(place|seed)' <<<"$said")" "$first" "the seed of the first boot repeats its places"
compile pie -static-pie -fpie -DPIE=1 && image pie && boot "bios, CPU without RDRAND" pie bios -cpu qemu64
done_testing
