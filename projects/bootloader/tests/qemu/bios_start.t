#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What goes wrong between the BIOS and the loader proper is said and stops the machine: by the boot sector, by the code
# behind it, by what unpacks the loader. And that the screen of the BIOS shows what the serial line says.
source ci/tap.sh
source projects/bootloader/tests/qemu/boot.sh

compile modules || done_testing
head -c 3000000 /dev/urandom >"$work/module"
image modules --table mbr -m "$work/module:cksum=$(cksum <"$work/module" | cut -d' ' -f1)" || done_testing
cp "$work/modules.img" "$work/good.img"
damage() { # OFFSET, BYTES (printf): a copy of the disk with them
  cp "$work/good.img" "$work/modules.img"
  printf '%b' "$2" | dd of="$work/modules.img" bs=1 seek="$1" conv=notrunc status=none
}

damage 512 '\0'
boot_until "no stage where there should be one" modules bios 'Boot: the loader is not where it was installed\.'
damage $((16#68)) '\xff\xff\xff\x7f'
boot_until "a stage beyond the disk" modules bios 'Boot: the disk cannot be read, status 0x[0-9A-F]{2}\.'
is "$(grep -cE "status 0x00" <<<"$said")" 0 "... with the status of the BIOS"
damage $((16#62)) '\0\0'
boot_until "a disk without a stage" modules bios 'Boot: '
cp "$work/good.img" "$work/modules.img"
boot_until "a CPU without long mode" modules bios 'Boot: this CPU is not 64-bit' -cpu qemu32
boot_until "a CPU of 1992" modules bios 'Boot: this CPU is not 64-bit' -cpu 486

# Bytes of the packed loader: from behind the code to the end.
size=$(stat -c %s build/"$compiler"-bios/bin/bios.bin)
ok "boot sector and packed loader are 48 KiB at most: $size bytes" test "$size" -le 49152
for at in 2048 20000 $((size - 1024)); do
  damage $at '\xff\xff\xff\xff\xff\xff\xff\xff'
  boot_until "a loader with a damaged byte $at" modules bios 'Boot: the loader on the disk is damaged\.'
done

# A20 is closed when the boot sector begins: the loader opens it, or the kernel's file would be torn.
cp "$work/good.img" "$work/modules.img"
gcc -c -o "$work/a20.o" "$component/tests/qemu/a20.S"
ld -Ttext=0x7c00 --oformat binary -o "$work/a20.bin" "$work/a20.o"
dd if="$work/good.img" of="$work/modules.img" bs=512 count=1 seek=2000 conv=notrunc status=none
dd if="$work/a20.bin" of="$work/modules.img" bs=1 count=440 conv=notrunc status=none
boot "A20 closed" modules bios
like "$said" '^A' "... and it was closed"

# The screen: the memory of the adapter, as the machine's monitor shows it, when there is no configuration.
cp "$work/good.img" "$work/modules.img"
mdel -i "$work/modules.img@@1M" ::/boot/boot.conf
mkfifo "$work/in"
timeout -k 5 30 qemu-system-x86_64 -accel tcg -display none -monitor stdio -serial "file:$work/serial" -m 128M \
  -drive "format=raw,snapshot=on,file=$work/modules.img" <"$work/in" >"$work/monitor" 2>&1 &
exec 3>"$work/in"
for ((i = 0; i < 200; i++)); do grep -q 'was not booted' "$work/serial" 2>/dev/null && break; sleep 0.1; done
echo 'pmemsave 0xb8000 4000 "'"$work"'/text"' >&3
echo quit >&3
exec 3>&-
wait
said=$(tr -d '\r' <"$work/serial")
like "$said" '^error: /boot/boot.conf: on none of the 1 FAT volumes of disk 0x80: partition 1 \(FAT' "no configuration: what was searched"
shown=$(od -An -v -tc -w2 "$work/text" 2>/dev/null | awk '{ printf "%s", $1 == "" ? " " : length($1) == 1 ? $1 : " " }')
like "$shown" "$(grep -oE 'on none of the 1 FAT volumes' <<<"$said" | tr -d ' ')|on *none" "... on the screen, too"
done_testing
