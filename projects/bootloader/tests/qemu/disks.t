#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Where a kernel may come from: FAT12, 16, 32 on MBR and GPT under BIOS and UEFI (FULL=1: each with each), controllers,
# machines, files in pieces, disks that do not work. The kernel proves with a check sum that all of a file came.
source ci/tap.sh
source projects/bootloader/tests/qemu/boot.sh

compile modules
head -c 1500000 /dev/urandom >"$work/module"
sum=cksum=$(cksum <"$work/module" | cut -d' ' -f1)
for fat in 12 16 32; do
  for table in mbr gpt; do
    image modules --fat $fat --table $table -m "$work/module:$sum" || continue
    boot "FAT$fat, $table, bios" modules bios
    case $fat$table in
    12gpt | 16mbr | 32gpt) boot "FAT$fat, $table, uefi" modules uefi ;;
    *) [ -z "${FULL:-}" ] || boot "FAT$fat, $table, uefi" modules uefi ;;
    esac
  done
done

# Controllers and machines, with the FAT32 disk on GPT.
disk=(-drive "if=none,format=raw,snapshot=on,id=d,file=$work/modules.img")
controller() { # LABEL, firmwares, options
  local label=$1 firmware firmwares=$2; shift 2
  for firmware in $firmwares; do boot "$label, $firmware" modules "$firmware" own-disk "${disk[@]}" "$@"; done
}
both='bios'; [ -z "${FULL:-}" ] || both='bios uefi'
controller "i440fx, virtio" "$both" -device virtio-blk-pci,drive=d
controller "i440fx, SCSI" "$both" -device virtio-scsi -device scsi-hd,drive=d
controller "q35, AHCI" "bios uefi" -M q35 -device ide-hd,drive=d,bus=ide.0
controller "q35, NVMe" "$both" -M q35 -device nvme,drive=d,serial=1
controller "q35, USB 3" "$both" -M q35 -device qemu-xhci -device usb-storage,drive=d
[ -z "${FULL:-}" ] || controller "q35, USB 2" "$both" -M q35 -device usb-ehci -device usb-storage,drive=d
controller "i440fx, IDE, second disk empty" bios -device ide-hd,drive=d,bus=ide.0,bootindex=0 \
  -blockdev driver=null-co,node-name=e,size=1048576,read-zeroes=on -device ide-hd,drive=e,bus=ide.1

# Files in pieces: every second cluster of the volume is free, then the module and the kernel are written.
image modules --size 19M --fat 16 -m "$work/module:$sum"
volume=$work/modules.img@@1M
export MTOOLSRC=/dev/null MTOOLS_SKIP_CHECK=1
mkdir "$work/fill"
for ((i = 0; i < 800; i++)); do echo $i >"$work/fill/$i"; done
mdel -i "$volume" ::/boot/module ::/boot/modules.elf
mmd -i "$volume" ::/fill
(cd "$work/fill" && mcopy -i "$volume" ./* ::/fill/)
free=$(mdir -i "$volume" ::/ | sed -n 's/ *\([0-9 ]*\) bytes free/\1/p' | tr -d ' ')
head -c $((free)) /dev/zero >"$work/rest" && mcopy -i "$volume" "$work/rest" ::/rest
(cd "$work/fill" && find . -name '*[02468]' -printf '::/fill/%f\n' | xargs mdel -i "$volume")
mcopy -i "$volume" "$work/module" "$work/modules.elf" ::/boot/
like "$(mshowfat -i "$volume" ::/boot/module | tr '<' '\n' | wc -l)" '^3[0-9][0-9]$' "a file in hundreds of pieces"
boot "in pieces" modules bios
boot "in pieces, uefi" modules uefi

# A disk with a bad sector: in the module, in the kernel.
image modules -m "$work/module:$sum"
bad() { # the sector that cannot be read
  echo -blockdev "{\"driver\":\"raw\",\"node-name\":\"bad\",\"file\":{\"driver\":\"blkdebug\",\"image\":{\"driver\":\"file\",\"filename\":\"$work/modules.img\"},\"inject-error\":[{\"event\":\"none\",\"iotype\":\"read\",\"errno\":5,\"sector\":$1}]}}" -device ide-hd,drive=bad
}
sector_of() { # file on the volume: its third sector on the disk
  local cluster first
  cluster=$(mshowfat -i "$volume" "$1" | grep -oE '<[0-9]+' | head -n 1 | tr -d '<')
  first=$(minfo -i "$volume" | awk '/^reserved \(boot/ { r = $NF } /^sectors per fat/ { f = $NF } /^max available root/ { d = $NF } END { print r + 2 * f + d / 16 }')
  echo $((2048 + first + (cluster - 2) * 8 + 2))
}
for file in module modules.elf; do
  sector=$(sector_of ::/boot/$file)
  # shellcheck disable=SC2046  # words
  boot_until "a bad sector in $file is an error" modules bios "not booted" own-disk $(bad "$sector")
  like "$said" "^error: disk 0x80 cannot be read: .*from $((sector - 2)) on, BIOS status 0x" "... that says where"
  like "$said" "^error: /boot/$file: [0-9]+ bytes from [0-9]+ on cannot be read" "... and of which file"
done
# shellcheck disable=SC2046  # words
boot_until "a bad sector far into module, uefi" modules uefi "not booted" own-disk $(bad $(($(sector_of ::/boot/module) + 2000)))
like "$said" "^error: .*cannot be read: firmware says EFI_DEVICE_ERROR" "... that says why"
done_testing
