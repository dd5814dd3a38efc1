#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# bootimage, without a machine: what it makes, what it refuses, and that nothing is left half-made.
source ci/tap.sh
component=projects/bootloader
bootimage=$BIN/bootimage
compiler=${VARIANT:-gcc}
command -v mformat >/dev/null || skip_all "mtools are not installed (ci/deps/test.txt)"

"$compiler" -ffreestanding -nostdlib -static -I "$component/include" "$component/examples/hello-kernel/kernel.c" -o "$work/kernel.elf"
head -c 100000 /dev/urandom >"$work/initrd"
echo "resolution = 800x600" >"$work/own.conf"
mkdir "$work/images"
disk=$work/images/disk.img
make_disk() { "$bootimage" "$work/kernel.elf" -o "$disk" "$@"; }
number() { od -An -t "u$3" -j "$2" -N "$3" "$1" | tr -d ' '; } # FILE OFFSET BYTES

# --- what is on it
for fat in 12 16 32; do
  for table in mbr gpt; do
    ok "FAT$fat, $table: is made" make_disk --fat $fat --table $table -m "$work/initrd:the first one" -c "a = b  c" --config "$work/own.conf"
    tail -c +$((1048576 + 1)) "$disk" >"$work/volume"
    [ $table = mbr ] || truncate -s -1M "$work/volume"
    ok "FAT$fat, $table: fsck finds nothing" /usr/sbin/fsck.fat -n "$work/volume"
    like "$(/usr/sbin/fsck.fat -nv "$work/volume")" "$fat bits per cluster|$fat bit entries|$(case $fat in 32) echo 4 bytes ;; *) echo $fat-bit ;; esac)" "FAT$fat, $table: is FAT$fat"
    like "$(/usr/sbin/sfdisk --verify "$disk" 2>&1)" "No errors|free sectors" "FAT$fat, $table: sfdisk finds nothing"
    is "$(mtype -i "$disk@@1M" ::/boot/boot.conf)" "$(printf '%s\n' 'resolution = 800x600' 'kernel = /boot/kernel.elf' 'cmdline = a = b  c' 'module = /boot/initrd the first one')" "FAT$fat, $table: the configuration"
    mtype -i "$disk@@1M" ::/boot/initrd | cmp -s - "$work/initrd"; is $? 0 "FAT$fat, $table: the module is on it"
    mtype -i "$disk@@1M" ::/boot/kernel.elf | cmp -s - "$work/kernel.elf"; is $? 0 "FAT$fat, $table: the kernel is on it"
    is "$(mtype -i "$disk@@1M" ::/EFI/BOOT/BOOTX64.EFI | head -c 2)" MZ "FAT$fat, $table: the UEFI application is on it"
  done
done
like "$(/usr/sbin/sfdisk -d "$disk")" "first-lba: 34" "GPT: what may be used begins behind the table"
like "$(/usr/sbin/sfdisk -d "$disk")" "type=21686148-6449-6E6F-744E-656564454649" "GPT: a BIOS boot partition"
like "$(/usr/sbin/sfdisk -d "$disk")" "start= +2048.*type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B" "GPT: an EFI system partition at 1 MiB"
is "$(number "$disk" $((0x68)) 8)" 64 "GPT: the boot sector knows where the stage is"
is "$(number "$disk" 510 2)" 43605 "the boot sector has its mark"
make_disk --table mbr >/dev/null
like "$(/usr/sbin/sfdisk -d "$disk")" "start= +2048.*type=e, bootable" "MBR: one active partition at 1 MiB"
is "$(number "$disk" $((0x68)) 8)" 1 "MBR: the boot sector knows where the stage is"
is "$(number "$disk" 512 4)" "$((0x5453424f))" "... and there it is"
like "$(make_disk --size 40M)" "40 MiB" "--size: the size of the whole"
is "$(stat -c %s "$disk")" $((40 * 1048576)) "... in bytes"
ok "--file" make_disk -f "$work/initrd:/data/fonts/a.bin" -f "$work/own.conf:/data/b.conf"
mtype -i "$disk@@1M" ::/data/fonts/a.bin | cmp -s - "$work/initrd"; is $? 0 "... puts it where it is wanted"
like "$(make_disk -m "$work/initrd")" "100000  /boot/initrd" "it tells what is on the volume"

is "$([ "$(mtype -i "$disk@@1M" ::/EFI/BOOT/BOOTX64.EFI | wc -c)" -le 65536 ] && echo small)" small "the UEFI application has 65,536 bytes at most"
is "$([ "$(make_disk | awk '/BIOS stages/ { print $1 }')" -le 49152 ] && echo small)" small "the BIOS stages have 49,152 bytes at most"
printf 'resolutoin = 1x1\n' >"$work/odd.conf"
run make_disk --config "$work/odd.conf"
is "$status" 0 "a configuration with an unknown key: is made"
like "$stderr" "boot.conf:1: .*resolutoin.*resolution" "... with the warning that the loader will give"

# --- the same input, the same bytes
make_disk -m "$work/initrd:x" >/dev/null && cp "$disk" "$work/one.img"
sleep 1; touch "$work/initrd"
TZ=Asia/Tokyo MTOOLS_LOWER_CASE=1 make_disk -m "$work/initrd:x" >/dev/null
ok "the same bytes again, whatever the clock, the zone and the user's mtools say" cmp "$disk" "$work/one.img"
SOURCE_DATE_EPOCH=1700000000 make_disk -m "$work/initrd:x" >/dev/null
like "$(mdir -i "$disk@@1M" ::/boot)" "2023-11-14" "SOURCE_DATE_EPOCH is the date"
make_disk -m "$work/initrd:y" >/dev/null
unlike "$(cmp "$disk" "$work/one.img" 2>&1 && echo same)" "same" "another image is another one"
is "$([ "$(number "$disk" 440 4)" != "$(number "$work/one.img" 440 4)" ] && echo other)" other "... with another signature"

# --- what is refused, before anything is written
cp "$disk" "$work/before.img"
refused() { # STATUS REGEX NAME ARGUMENTS...
  local wanted=$1 regex=$2 name=$3; shift 3
  run "$bootimage" "$@"
  is "$status" "$wanted" "$name: status $wanted"
  like "$stderr" "^bootimage: .*($regex)" "$name: says why"
  ok "$name: the old image is untouched" cmp "$disk" "$work/before.img"
  is "$(find "$work/images" -mindepth 1 | wc -l)" 1 "$name: nothing else is left"
}
elf=$work/kernel.elf
broken() { cp "$elf" "$work/broken.elf"; printf '%b' "$2" | dd of="$work/broken.elf" bs=1 seek="$1" conv=notrunc status=none; }
refused 1 "cannot read .*none: No such file" "no kernel" "$work/none" -o "$disk"
refused 1 "too few for an ELF file|not an ELF file" "a text" "$work/own.conf" -o "$disk"
broken 18 '\x03\x00'; refused 1 "x86-64|x86_64" "another machine" "$work/broken.elf" -o "$disk"
broken 4 '\x01'; refused 1 "64-bit|x86-64" "a 32-bit file" "$work/broken.elf" -o "$disk"
broken 16 '\x01\x00'; refused 1 "object file|executable" "an object file" "$work/broken.elf" -o "$disk"
broken 32 '\xff\xff\xff'; refused 1 "program headers" "headers behind the end" "$work/broken.elf" -o "$disk"
note_at=$(grep -abo OSDev.boot "$elf" | head -n 1 | cut -d: -f1)
broken "$note_at" 'x'; refused 1 "BOOT_ENTRY" "no note" "$work/broken.elf" -o "$disk"
broken $((note_at + 12)) '\x07'; refused 1 "version 7\.0" "another major version" "$work/broken.elf" -o "$disk"
broken $((note_at + 14)) '\x63'; refused 1 "version 1\.99" "a newer minor version" "$work/broken.elf" -o "$disk"
head -c 300 "$elf" >"$work/short.elf"; refused 1 "." "a file cut off" "$work/short.elf" -o "$disk"
refused 1 "module .*none: No such file" "no such module" "$elf" -o "$disk" -m "$work/none:string"
refused 1 "module .*: Is a directory" "a directory as module" "$elf" -o "$disk" -m "$work"
refused 1 "file .*none: No such file" "no such file" "$elf" -o "$disk" -f "$work/none:/x"
refused 1 "two files would be /boot/kernel.elf" "one name twice" "$elf" -o "$disk" -m "$elf"
refused 1 "cannot be a path" "a path with a blank" "$elf" -o "$disk" -f "$work/initrd:/a b"
refused 1 "cannot be a path" "a path upwards" "$elf" -o "$disk" -f "$work/initrd:/../b"
refused 1 "cannot be a path" "a path that is a folder" "$elf" -o "$disk" -f "$work/initrd:/a/"
refused 1 "longer than 511 bytes" "a path that is too long" "$elf" -o "$disk" -f "$work/initrd:/$(head -c 600 /dev/zero | tr '\0' x)"
head -c 1100000 /dev/zero | tr '\0' '#' >"$work/long.conf"
refused 1 "configuration would have 1100" "a configuration that is too long" "$elf" -o "$disk" --config "$work/long.conf"
refused 1 "FAT32 .* needs about 33" "FAT32 in 10 MiB" "$elf" -o "$disk" --fat 32 --size 10M
refused 1 "FAT12 .* at most" "FAT12 in a GiB" "$elf" -o "$disk" --fat 12 --size 1G
truncate -s 3M "$work/big"
refused 1 "KiB are the files" "files that are too large for --size" "$elf" -o "$disk" --size 3M -m "$work/big"
truncate -s 5G "$work/huge"
refused 1 "too large for FAT: 5368709120" "a file that is too large for FAT" "$elf" -o "$disk" -m "$work/huge"
refused 1 "not enough" "--size less than the table" "$elf" -o "$disk" --size 1M
printf 'kernel = /boot/other\n' >"$work/bad.conf"
refused 1 "names /boot/other as kernel" "a configuration with another kernel" "$elf" -o "$disk" --config "$work/bad.conf"
printf '# x\nmodule = /boot/nothing  string\n' >"$work/bad.conf"
refused 1 "names the module /boot/nothing" "a configuration with a module that is not there" "$elf" -o "$disk" --config "$work/bad.conf"
printf 'cmdline = a\n' >"$work/bad.conf"
refused 1 "cmdline too" "two command lines" "$elf" -o "$disk" --config "$work/bad.conf" -c b
refused 1 "line break" "a command line of two lines" "$elf" -o "$disk" -c "a
b"
printf 'a\0b' >"$work/bad.conf"
refused 1 "not text" "a configuration that is not text" "$elf" -o "$disk" --config "$work/bad.conf"
refused 1 "is not a file" "a directory as output" "$elf" -o "$work"
refused 1 "cannot write" "a folder that is not there" "$elf" -o "$work/none/disk.img"
refused 2 "which kernel" "no arguments" -o "$disk"
refused 2 "-o IMAGE is missing" "no output" "$elf"
refused 2 "one kernel is wanted" "two kernels" "$elf" "$elf" -o "$disk"
refused 2 "mbr or gpt" "an unknown table" "$elf" -o "$disk" --table apm
refused 2 "12, 16 or 32" "an unknown FAT" "$elf" -o "$disk" --fat 8
refused 2 "a number of bytes" "no size" "$elf" -o "$disk" --size big
refused 2 "a number of bytes" "a size beyond all" "$elf" -o "$disk" --size 99999999999G
refused 2 "SOURCE:DESTINATION" "a file without destination" "$elf" -o "$disk" -f "$work/initrd"
refused 2 "for run" "--uefi without run" "$elf" -o "$disk" --uefi
refused 2 "-o is not for it" "run with an output" run "$elf" -o "$disk"

# --- programs that are not there, or fail
mkdir "$work/bin"
absent() { run env PATH="$work/bin" "$bootimage" "$@"; }
absent "$elf" -o "$disk"
like "$stderr" "mformat is not installed \(package mtools\)" "without mtools it names the package"
ok "... and leaves the old image" cmp "$disk" "$work/before.img"
printf '#!/bin/sh\necho disk on fire >&2; exit 1\n' >"$work/bin/mformat"; chmod +x "$work/bin/mformat"
absent "$elf" -o "$disk"
like "$stderr" "disk on fire" "a failing mformat is heard"
like "$stderr" "mformat failed" "... and named"
is "$(find "$work/images" -mindepth 1 | wc -l)" 1 "... and nothing is left of it"
for tool in mformat mmd mcopy; do ln -sf "$(command -v $tool)" "$work/bin/$tool"; done
absent run "$elf"
like "$stderr" "qemu-system-x86_64 is not installed" "without QEMU it names the package"
run env OVMF_CODE=/nonexistent "$bootimage" run "$elf" --uefi
like "$stderr" "nonexistent" "firmware that is not there is named"
is "$status" 4 "... and the status says that no machine ran"

# --- gdb
run env -u DISPLAY -u WAYLAND_DISPLAY timeout 3 "$bootimage" run "$elf" --gdb
like "$stderr" "gdb $elf -ex 'target remote :1234'" "--gdb says what to type"
is "$status" 124 "... and waits"

# --- help
run "$bootimage" --help
is "$status" 0 "--help: status 0"
for option in $(grep -oE -- '--[a-z]+' <<<"$stdout" | sort -u); do
  like "$(cat "$component/doc/bootimage.1")" "${option/--/\\\\-\\\\-}" "the manual page has $option"
done
ok "the manual page is well-formed" test -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$component/doc/bootimage.1" 2>&1 >/dev/null)"
done_testing
