#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What it costs to boot, one JSON line each: instructions between the machine's hand-over to the disk (BIOS: 0x7c00;
# UEFI: the image's entry) and the kernel's first, as ci/qemu/cost.c counts them; and bytes. GRUB, from Debian's
# packages, boots a kernel of the same size beside it.
#
#   bench.sh [RUNS]    boots each RUNS times (2) and says whether all counts were the same
#
# One processor, 128 MiB (UEFI 256), an IDE disk with one FAT32 file system of 512-byte clusters, one kernel, no menu, the frame
# buffer set and all memory mapped; the loader says what it has to say to its memory log ("quiet"), or to the
# serial port too ("serial").
set -euo pipefail
cd "$(dirname "$0")/../../.."
here=projects/bootloader/bench
runs=${1:-2}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make --no-print-directory -s build/bin/bootimage >&2
gcc -O2 -shared -fPIC -o "$work/cost.so" ci/qemu/cost.c
ovmf=/usr/share/ovmf/OVMF.fd

boot() { # image, what is counted (options of the plugin), options of QEMU...: the line of the first mark
  local image=$1 counted=$2
  shift 2
  rm -f "$work/cost.json"
  timeout 300 qemu-system-x86_64 -M pc -accel tcg -display none -monitor none -serial "file:$work/serial.txt" -no-reboot -net none \
    -device isa-debug-exit,iobase=0xf4,iosize=4 -plugin "$work/cost.so,out=$work/cost.json$counted" \
    -drive "format=raw,file=$image,snapshot=on" "$@" </dev/null >&2 || [ $? = 33 ]
  grep -m1 '"mark"' "$work/cost.json" || { echo "bench.sh: the kernel in $image was not reached:" >&2; cat "$work/serial.txt" >&2; exit 1; }
}

field() { sed -n "s/.*\"$2\": \([0-9]*\).*/\1/p" <<<"$1"; }

# boots `runs` times; sets `count` (the field), `calls` (int13), `same` (true, false)
measure() { # field, image, counted, options...
  local field=$1 line
  shift
  same=true count=
  for ((run = 0; run < runs; run++)); do
    line=$(boot "$@")
    [ -z "$count" ] || [ "$count" = "$(field "$line" "$field")" ] || same=false
    count=$(field "$line" "$field") calls=$(field "$line" int13)
  done
}

say() { # figure, loader, extra fields
  printf '{"bench": "bootloader", "figure": "%s", "loader": "%s", "unit": "instructions", "count": %d, "runs": %d, "same": %s%s}\n' \
    "$1" "$2" "$count" "$runs" "$same" "${3:-}"
}

# The PE image's entry point, as options of the plugin.
image_options() { # file.efi
  local entry size base at
  read -r entry size base < <(objdump -p "$1" | awk '/^AddressOfEntryPoint/ { e = $2 } /^SizeOfImage/ { s = $2 } /^ImageBase/ { b = $2 } END { print e, s, b }')
  while read -r _ name bytes vma _ offset _; do # the section that holds it says where it is in the file
    case $name in .*) at=$((16#$entry + 16#$base - 16#$vma)) ;; *) continue ;; esac
    [ $at -lt 0 ] || [ $at -ge $((16#$bytes)) ] || break
  done < <(objdump -h "$1")
  printf ',image=%s,entry=%d,size=%d' "$(od -An -v -tx1 -j $((at + 16#$offset)) -N 16 "$1" | tr -d ' \n')" $((16#$entry)) $((16#$size))
}

quiet='serial = warning\nscreen = warning\n'
ours() { # name, padding, configuration
  gcc -O2 -fpie -static-pie -nostdlib -ffreestanding -fno-stack-protector -mno-red-zone -Wl,--build-id=none \
    -DPADDING="$2" -Iprojects/bootloader/include $here/kernel.c -o "$work/$1.elf"
  printf '%b' "$3" >"$work/boot.conf"
  build/bin/bootimage "$work/$1.elf" -o "$work/$1.img" --table mbr --fat 32 --config "$work/boot.conf" >&2
}

grub() { # name, padding: sets up the disk as grub-install would
  local dir=/usr/lib/grub/i386-pc
  gcc -m32 -nostdlib -static -Wl,--build-id=none -Wl,-Ttext=0x200000 -Wl,-z,max-page-size=16,-z,noseparate-code \
    -DPADDING="$2" $here/multiboot2.S -o "$work/$1.elf"
  grub-mkimage -O i386-pc -p '(hd0,msdos1)' -o "$work/core.img" biosdisk part_msdos fat multiboot2 normal boot
  printf 'set timeout=0\nmenuentry kernel { multiboot2 /kernel.elf }\n' >"$work/grub.cfg"
  rm -f "$work/$1.img"
  truncate -s 96M "$work/$1.img"
  dd if=$dir/boot.img of="$work/$1.img" bs=440 count=1 conv=notrunc status=none
  dd if="$work/core.img" of="$work/$1.img" bs=512 seek=1 conv=notrunc status=none
  printf 'label: dos\n2048,,c,*\n' | sfdisk -q "$work/$1.img"
  mformat -i "$work/$1.img@@1M" -F -c 1 -T $((95 * 2048)) ::
  mcopy -i "$work/$1.img@@1M" "$work/grub.cfg" "$work/$1.elf" ::/
  mren -i "$work/$1.img@@1M" "::/$1.elf" kernel.elf
}

small=12288 mib=1048576
ours small $small "$quiet"
ours one $((1 * mib)) "$quiet"
ours many $((17 * mib)) "$quiet"
ours loud $small ''

measure own "$work/small.img" '' -m 128M
say "small kernel, BIOS, quiet" ours ", \"int13\": $calls"
measure own "$work/loud.img" '' -m 128M
say "small kernel, BIOS, serial" ours ", \"int13\": $calls"
measure own "$work/one.img" '' -m 128M
first=$count
measure own "$work/many.img" '' -m 128M
count=$(((count - first) / 16))
say "each MiB of kernel, BIOS" ours ", \"int13\": $calls"

image=$(image_options build/clang-x64/bin/bootx64.efi)
measure image "$work/small.img" "$image" -m 256M -bios $ovmf
say "small kernel, UEFI, quiet" ours
measure image "$work/one.img" "$image" -m 256M -bios $ovmf
first=$count
measure image "$work/many.img" "$image" -m 256M -bios $ovmf
count=$(((count - first) / 16))
say "each MiB of kernel, UEFI" ours

if [ -d /usr/lib/grub/i386-pc ]; then
  runs=1
  grub grub-small $small
  measure own "$work/grub-small.img" '' -m 128M
  say "small kernel, BIOS" grub ", \"int13\": $calls"
  grub grub-one $((1 * mib))
  measure own "$work/grub-one.img" '' -m 128M
  first=$count
  grub grub-many $((5 * mib))
  measure own "$work/grub-many.img" '' -m 128M
  count=$(((count - first) / 4))
  say "each MiB of kernel, BIOS" grub ", \"int13\": $calls"
fi

for file in build/{clang,gcc}-bios/bin/bios.bin build/{clang,gcc}-x64/bin/bootx64.efi; do
  make --no-print-directory -s "$file" >&2
  compiler=${file#build/}
  printf '{"bench": "bootloader", "figure": "size of %s", "compiler": "%s", "unit": "bytes", "count": %d}\n' \
    "${file##*/}" "${compiler%%-*}" "$(stat -c %s "$file")"
done
