#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What `make install` leaves is enough: the kernel in README.md is compiled with it, linked, and booted.
source ci/tap.sh
ok "make install" env -u MAKEFLAGS -u MAKELEVEL make -s install P=x86_64 DESTDIR="$work/sysroot" PREFIX=/usr
export PKG_CONFIG_PATH=$work/sysroot/usr/lib/pkgconfig
like "$(pkg-config --cflags x86_64)" '^-I.*/include' "pkg-config finds the headers"
like "$(pkg-config --libs x86_64)" '^-L.*/lib -lx86_64' "and the archive"

sed -n '/^```c$/,/^```$/p' projects/x86_64/README.md | sed '/^```/d' >"$work/kernel.c"
echo 'enum x86_status kernel_main(void); void guest_run(void);
void guest_run(void) { x86_outl(0xf4, kernel_main() == X86_OK ? 0x10 : 0x11); }' >>"$work/kernel.c"
echo 'unsigned guest_start_info = 1;' >>"$work/kernel.c"
flags="-std=gnu17 -O2 -Wall -Wextra -Werror -ffreestanding -mno-red-zone -mgeneral-regs-only -fno-stack-protector -fcf-protection=none -mcmodel=kernel -fno-pie"
# shellcheck disable=SC2046,SC2086  # flags are words
ok "the kernel in README.md compiles ($VARIANT)" "$VARIANT" $flags $(pkg-config --cflags x86_64) -c "$work/kernel.c" -o "$work/kernel.o"
# shellcheck disable=SC2046
ok "and links" ld -T ci/qemu/guest/guest.ld -o "$work/kernel.elf" "$(dirname "$GUESTS")/../ci/qemu/guest/start.o" "$work/kernel.o" $(pkg-config --libs x86_64)
if command -v qemu-system-x86_64 >/dev/null; then
  run ci/qemu/run "$work/kernel.elf" -cpu max
  is "$stdout $status" "#BP 0" "and runs"
else
  skip "and runs" "qemu-system-x86_64 is not installed"
fi
done_testing
