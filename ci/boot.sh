#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Boots something in QEMU with its serial port on this terminal, and says how long that took: what `make boot` runs.
#
#   ci/boot.sh boot KERNEL              an ELF file, or one C file to make it of: through projects/bootloader (bootimage)
#   ci/boot.sh freestanding GUEST.elf   a test kernel (ci/qemu/guest), directly
#   ci/boot.sh efi APP.efi              an application, from firmware (uefi-run)
#
# UEFI=1 takes UEFI instead of BIOS (boot); GDB=1 waits for gdb and says how to attach; SECONDS_TO_RUN ends the machine
# after that time, else Ctrl-C does. What the machine says is stdout, our own words are stderr. "booted" is the time
# from the start of the machine to the loader's last line, which tells the kernel's entry; where no loader of ours
# is in between, to the first byte on the serial port.
set -euo pipefail
kind=$1 file=$2
bin=build/bin

say() { echo "make boot: $*" >&2; }
fail() { say "$*"; exit 2; }
[ -r "$file" ] || fail "cannot read $file; KERNEL=path names an ELF file or a C file"

if [ "$kind" = boot ] && [[ $file == *.c ]]; then # the command of projects/bootloader/README.md
  elf=build/boot/$(basename "$file" .c).elf
  mkdir -p build/boot
  "${CC:-cc}" -O2 -g -ffreestanding -fno-stack-protector -mno-red-zone -nostdlib -static -I projects/bootloader/include \
    "$file" -o "$elf" || fail "$file does not compile (above)"
  file=$elf
fi

case $kind in
boot) machine=("$bin/bootimage" run "$file" ${UEFI:+--uefi} ${GDB:+--gdb}) ;;
freestanding) machine=(qemu-system-x86_64 -accel tcg -display none -monitor none -no-reboot -nodefaults
  -device 'isa-debug-exit,iobase=0xf4,iosize=4' -chardev 'stdio,id=out,mux=on,signal=on' -serial chardev:out
  -device 'isa-debugcon,iobase=0xe9,chardev=out' -kernel "$file" ${GDB:+-s -S}) ;;
efi) machine=("$bin/uefi-run" --timeout "${SECONDS_TO_RUN:-86400}" ${GDB:+--qemu '-s -S'} "$file") ;;
*) fail "nothing is known of the kind $kind" ;;
esac
if [ -n "${GDB:-}" ] && [ "$kind" != boot ]; then # bootimage says it itself
  say "waiting for gdb; in another terminal:"
  echo "    gdb $file -ex 'target remote :1234' -ex continue" >&2
fi
say "$file; Ctrl-C ends it"
if [ -n "${SECONDS_TO_RUN:-}" ]; then # all of it, so not with the terminal as its input
  machine=(timeout -k 2 "$SECONDS_TO_RUN" "${machine[@]}")
  exec </dev/null
fi

began=$(date +%s%N)
booted() {
  local took=$((($(date +%s%N) - began) / 100000000))
  say "booted in $((took / 10)).$((took % 10)) s"
}
watch() {
  local line
  while [ "$kind" = boot ] && IFS= read -r line; do
    printf '%s\n' "$line"
    [[ $line != *': entry 0x'* ]] || { booted; cat; return; }
  done
  ! IFS= read -r -d '' -n 1 line || { booted; printf %s "$line"; cat; }
}
status=0
"${machine[@]}" 2> >(grep --line-buffered -v "warning: TCG doesn't support requested feature" >&2) | watch || status=$?
case $kind:$status in
*:124) say "ended after $SECONDS_TO_RUN s" ;;
freestanding:33) status=0 ;; # isa-debug-exit: passed
*:0) ;;
*) say "the machine ended with status $status" ;;
esac
[ "$status" = 124 ] || exit "$status"
