# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# One boot for all tests on firmware: `tests_on x64` or `tests_on ia32`. The machine has every device that a family
# needs; the guest's TAP becomes this test's, what can only be seen from outside (the screen) is tested after it.
source ci/tap.sh
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"
shots=$work/shots

make_disks() { # nvme: FAT with a file; ahci: GPT with one partition; scsi: numbered sectors; usb: FAT, empty
  local bus
  for bus in nvme usb; do
    truncate -s 34M "$work/$bus.img"
    mformat -F -v "${bus^^}" -N 12345678 -i "$work/$bus.img" ::
  done
  printf 'a file on the NVMe disk\n' >"$work/hello.txt"
  mcopy -i "$work/nvme.img" "$work/hello.txt" ::hello.txt
  truncate -s 8M "$work/ahci.img"
  printf 'label: gpt\nstart=2048, size=8192, name=data\n' | sfdisk -q "$work/ahci.img"
  for ((i = 0; i < 64; i++)); do printf 'sector %-504d\n' "$i"; done >"$work/scsi.img"
  truncate -s 8M "$work/scsi.img"
}

relay() { # the guest's lines: its results are counted as ours
  local line
  while IFS= read -r line; do
    case $line in
    "ok "*) tap_count=$((tap_count + 1)) ;;
    "not ok "*) tap_count=$((tap_count + 1)) tap_failed=$((tap_failed + 1)) ;;
    "done "*) finished=${line#done }; continue ;;
    esac
    printf '%s\n' "$line"
  done
}

tests_on() { # architecture
  make_disks
  local finished=none
  relay < <(build/bin/uefi-run --out "$shots" --console "$work/console" --timeout 220 --memory 512 \
    --with rng --with tpm --with usb --with smp \
    -d nvme="$work/nvme.img" -d scsi="$work/scsi.img" -d ahci="$work/ahci.img" -d usb="$work/usb.img" \
    "build/$VARIANT-$1/bin/uefi-tests.efi" 2>"$work/errors"; echo "status $?" >"$work/status")
  is "$(cat "$work/status" "$work/errors")" "status 0" "$1: the machine ends as it should"
  is "$finished" "$((tap_count - 1))" "$1: all of its tests were run"
  tail -c $((640 * 480 * 3)) "$shots/screen.ppm" | od -An -v -tx1 -w3 | tr -d ' ' >"$work/seen"
  golden >"$work/golden"
  ok "$1: the screen shows what was drawn" cmp "$work/seen" "$work/golden"
  unlike "$(cat "$work/console")" 'nobody hears this' "$1: nothing reaches the console without boot services"
  like "$(cat "$work/console")" 'descriptors after boot services' "$1: the serial port goes on"
}

golden() { # the picture of gop.c: rectangles "x y width height colour", later ones in front; a line a pixel
  awk 'NF == 5 { for (y = $2; y < $2 + $4; y++) for (x = $1; x < $1 + $3; x++) at[y * 640 + x] = $5 }
    END { for (i = 0; i < 640 * 480; i++) print at[i] }' projects/uefi/tests/data/screen.txt
}
