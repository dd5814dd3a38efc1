#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sizes of the same programs in bytes, one JSON line each: ours by both compilers for both architectures, and
# Debian's gnu-efi beside it (its own way: a shared object, then objcopy). tests/size.t holds the limits.
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=projects/uefi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for app in hello loader; do
  for variant in clang-x64 clang-ia32 gcc-x64 gcc-ia32; do
    file=build/$variant/bin/$app.efi
    make --no-print-directory -s "$file" >&2
    printf '{"bench": "uefi/size", "figure": "%s", "compiler": "%s", "unit": "bytes", "ours": %d}\n' "$app" "$variant" "$(stat -c %s "$file")"
  done
done

# The yardstick: hello with its library, stripped.
if [ -r /usr/include/efi/efi.h ]; then
  gcc -O2 -fpic -ffreestanding -fno-stack-protector -fshort-wchar -mno-red-zone -maccumulate-outgoing-args -DGNU_EFI_USE_MS_ABI \
    -I/usr/include/efi -I/usr/include/efi/x86_64 -c $here/bench/gnu_efi_hello.c -o "$work/hello.o"
  ld -nostdlib -znocombreloc -shared -Bsymbolic -T /usr/lib/elf_x86_64_efi.lds /usr/lib/crt0-efi-x86_64.o "$work/hello.o" \
    -L/usr/lib -lefi -lgnuefi -o "$work/hello.so" 2>/dev/null
  strip "$work/hello.so"
  objcopy -j .text -j .sdata -j .data -j .dynamic -j .dynsym -j .rel -j .rela -j .reloc --target=efi-app-x86_64 \
    "$work/hello.so" "$work/hello.efi"
  printf '{"bench": "uefi/size", "figure": "hello", "compiler": "gnu-efi", "unit": "bytes", "yardstick": %d}\n' "$(stat -c %s "$work/hello.efi")"
fi
