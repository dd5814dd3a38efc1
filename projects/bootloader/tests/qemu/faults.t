#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What goes wrong is said, on screen and serial, and the machine stops: damaged and missing files, requests that cannot
# be met, kernels that fault. A reset in any of these cells is a failure.
source ci/tap.sh
source projects/bootloader/tests/qemu/boot.sh
export MTOOLSRC=/dev/null MTOOLS_SKIP_CHECK=1

# The machine says TEXT, and does not reset.
says() { # LABEL, NAME, FIRMWARE, TEXT, options
  boot_until "$@"
  unlike "$said" 'Bail out! the machine was reset' "$1: no reset"
}
volume=$work/request.img@@1M
compile request

# --- files
image request && mdel -i "$volume" ::/boot/request.elf
says "no kernel" request bios 'error.*/boot/request.elf'
says "no kernel, uefi" request uefi 'error.*/boot/request.elf'
image request && mdel -i "$volume" ::/boot/boot.conf
says "no configuration" request bios 'error.*/boot/boot.conf'
says "no configuration, uefi" request uefi 'error.*/boot/boot.conf'
echo x >"$work/module"
image request -m "$work/module" && mdel -i "$volume" ::/boot/module
says "no module" request bios 'error.*/boot/module'
replace() { mdel -i "$volume" "$1"; mcopy -i "$volume" "$2" "$1"; }

# --- the screen says it too: 80 x 25 letters of VGA text
mkfifo "$work/monitor.in" "$work/monitor.out"
image request && mdel -i "$volume" ::/boot/request.elf
screen() { fold -w 2 "$work/vga" 2>/dev/null | cut -c 1 | tr -d '\n' | fold -w 80; }
(
  exec 3<>"$work/monitor.out" 4<>"$work/monitor.in"
  for ((i = 0; i < 100; i++)); do
    sleep 0.2
    echo "pmemsave 0xb8000 4000 \"$work/vga\"" >&4
    [[ $(screen) == *'error: '* ]] && break
  done
  echo quit >&4
  sleep 1 # or it sees the pipe end before it reads that
) &
QEMU_SECONDS=30 ci/qemu/run - -m 64M -drive "format=raw,snapshot=on,file=$work/request.img" -vga std \
  -chardev "pipe,id=monitor,path=$work/monitor" -mon chardev=monitor,mode=readline >"$work/.said" 2>&1
wait
like "$(screen)" 'error: .*/boot/request.elf' "the screen says it too"

# --- kernels that bootimage refuses, put there behind its back
damage() { # OFFSET BYTES
  image request
  cp "$work/request.elf" "$work/damaged.elf"
  printf '%b' "$2" | dd of="$work/damaged.elf" bs=1 seek="$1" conv=notrunc status=none
  replace ::/boot/request.elf "$work/damaged.elf"
}
note_at=$(grep -abo OSDev.boot "$work/request.elf" | head -n 1 | cut -d: -f1)
damage 0 'X'; says "not an ELF file" request bios 'error.*request.elf.*ELF'
damage 4 '\x01'; says "a 32-bit kernel" request bios 'error.*request.elf.*(64|32)'
damage 18 '\xb7'; says "a kernel for another machine" request bios 'error.*request.elf.*x86'
damage 32 '\xff\xff\xff\xff'; says "program headers behind the end" request bios 'error.*request.elf'
damage "$note_at" X; says "no note" request bios 'error.*request.elf.*BOOT_ENTRY'
damage $((note_at + 12)) '\x07'; says "another major version" request bios 'error.*7\.0'
damage $((note_at + 14)) '\x63'; says "a newer minor version" request bios 'error.*1\.99'
damage $((note_at + 16)) '\xff\xff\xff\xff'; says "a bad note" request bios 'error.*request.elf'
image request && head -c 5000 "$work/request.elf" >"$work/damaged.elf" && replace ::/boot/request.elf "$work/damaged.elf"
says "a kernel cut off" request bios 'error.*request.elf'
damage 4 '\x01'; says "a 32-bit kernel, uefi" request uefi 'error.*request.elf.*(64|32)'

# --- more than there is
compile request -static-pie -fpie -DBSS='(1ULL << 30)' && image request
says "a kernel larger than memory" request bios 'error.*(memory|MiB|bytes)'
compile request && truncate -s 200M "$work/module" && image request -m "$work/module"
says "a module larger than memory" request bios 'error.*/boot/module' -m 128M
says "a module larger than memory, uefi" request uefi 'error.*/boot/module' -m 192M

# --- requests that cannot be met
refuses() { # LABEL, TEXT, request
  compile request && image request
  compile request -static-pie -fpie -DREQUEST="$3" && replace ::/boot/request.elf "$work/request.elf" && says "$1" request bios "$2"
}
refuses "a screen that is too large" 'error.*10000' '.width = 10000, .height = 10'
refuses "5 levels on a CPU without" 'error.*(5|five)' '.levels = 5'
refuses "an address that is no page" 'error' '.stack = 0xffff800000000123'
refuses "an address that is not canonical" 'error' '.physical_map = 0x0000800000000000'
refuses "two things at one address" 'error' '.stack = 0xffff900000000000, .info = 0xffff900000000000'
refuses "a stack of all memory" 'error' '.stack_size = 1ULL << 30'
refuses "a kernel in the hole of addresses" 'error' '.kernel = 0x0000800000000000'
refuses "a range for nothing" 'error' '.dynamic_from = 0xffff800000000000, .dynamic_to = 0xffff800000001000, .physical_map = 1'

# --- configurations that are not understood: a warning with the line, and on it goes
printf '# comment\nresolutoin = 800x600\nscreen = loud\nno sign\nserial = info\n' >"$work/own.conf"
compile request && image request --config "$work/own.conf" && boot "a bad configuration boots" request bios
like "$said" '2.*resolutoin.*resolution' "an unknown key: the line, and the nearest one"
like "$said" 'boot.conf:3: .*screen' "a bad value: the line"
like "$said" 'warning.*4' "a line without a sign: its number"
printf 'resolution = 800x600\nserial = off\n' >"$work/own.conf"
image request --config "$work/own.conf" && boot "a resolution" request bios
like "$said" '800' "... is in the log"

# --- kernels that fault
compile fault
faults() { # what, TEXT
  image fault -c "$1" && says "fault: $1" fault bios "$2"
}
faults page 'page fault: it wanted to write to 0xdead000, which is not mapped'
like "$said" "which is 0x[0-9a-f]+ in its file" "... and from where"
faults null 'null pointer'
faults undefined '#UD'
faults stack 'stack'
faults text 'page fault: it wanted to write to 0x[0-9a-f]+, which may not'
faults data 'page fault: it wanted to execute 0x[0-9a-f]+, which may not'
faults general '#GP'
image fault -c page && says "fault: page, uefi" fault uefi 'page fault: it wanted to write to 0xdead000'

# --- and without .catch_faults: bootimage says what happened
compile fault -static-pie -fpie -DCATCH=0
run timeout 60 "$bootimage" run "$work/fault.elf" -c page </dev/null
is "$status" 3 "bootimage run: a triple fault is status 3"
like "$stderr" "triple fault" "... and is called so"
like "$stderr" "catch_faults.*|--gdb" "... with what to do"
compile request
run timeout 60 "$bootimage" run "$work/request.elf" </dev/null
is "$status" 0 "bootimage run: a kernel that passes is status 0"
like "$stdout" "ok 1" "... and its output is seen"
run timeout 60 "$bootimage" run "$work/request.elf" --uefi --memory 192M -- -M q35 </dev/null
is "$status" 0 "bootimage run --uefi, with options for QEMU"
is "$(find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'bootimage-*' -user "$(id -un)" -newer "$work/own.conf" 2>/dev/null | wc -l)" 0 "bootimage run leaves no file behind"
done_testing
