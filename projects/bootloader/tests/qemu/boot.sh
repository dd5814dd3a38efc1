# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Boots test kernels: source it behind ci/tap.sh. The path of a test is that of a user: one compiler
# command, bootimage, a machine.
#   compile NAME [FLAGS...]     tests/qemu/kernels/NAME.c -> $work/NAME.elf, static PIE unless flags say otherwise
#   image NAME [OPTIONS...]     bootimage: -> $work/NAME.img
#   boot LABEL NAME FIRMWARE [QEMU OPTIONS...]   boots $work/NAME.img; FIRMWARE: bios or uefi. Each line of the
#                               guest's TAP becomes a result here, with LABEL in front
#   boot_until LABEL NAME FIRMWARE TEXT [QEMU OPTIONS...]   boots it until it says TEXT (extended regular expression)
#                               on serial, and stops it there; the output is in $said
# shellcheck disable=SC2154,SC2054,SC2034  # ci/tap.sh sets $work; commas are QEMU's; tests read $said
component=projects/bootloader
unset DISPLAY WAYLAND_DISPLAY
compiler=${VARIANT:-gcc}
bootimage=${BIN:-build/gcc/bin}/bootimage
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed (ci/deps/test.txt)"
command -v mformat >/dev/null || skip_all "mtools are not installed (ci/deps/test.txt)"

compile() { # NAME, flags
  local name=$1; shift
  [ $# -gt 0 ] || set -- -static-pie -fpie
  "$compiler" -O2 -Wall -Wextra -Werror -ffreestanding -nostdlib -mno-red-zone -I "$component/include" "$@" \
    "$component/tests/qemu/kernels/$name.c" -o "$work/$name.elf" 2>"$work/.ok" ||
    { tap_result false "$name.c compiles" || note "$(cat "$work/.ok")"; return 1; }
}

image() { # NAME, options
  local name=$1; shift
  "$bootimage" "$work/$name.elf" -o "$work/$name.img" "$@" >"$work/.ok" 2>&1 ||
    { tap_result false "bootimage makes $name.img" || note "$(cat "$work/.ok")"; return 1; }
}

# The machine of a firmware; what a test gives comes last, and wins.
machine() { # FIRMWARE
  case $1 in
  bios) options=(-m 256M) ;;
  uefi)
    options=(-m 256M -drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd)
    ;;
  esac
}

boot() { # LABEL, NAME, FIRMWARE, options
  local label=$1 name=$2 firmware=$3 options line any=''; shift 3
  machine "$firmware"
  local disk=(-drive "format=raw,snapshot=on,file=$work/$name.img")
  [ "${1:-}" != own-disk ] || { disk=(); shift; }
  QEMU_SECONDS=${QEMU_SECONDS:-40} ci/qemu/run - "${options[@]}" -vga std "${disk[@]}" "$@" >"$work/.said" 2>&1
  local passed=$?
  while IFS= read -r line; do
    case $line in
    'ok '* | 'not ok '*) any=1; tap_result "$([[ $line == ok* ]] && echo true || echo false)" "$label: ${line#*- }" || : ;;
    *'# '* | *got* | *wanted*) note "$line" ;;
    esac
  done < <(tr -d '\r' <"$work/.said")
  said=$(cat "$work/.said")
  [ "$passed" = 0 ] && [ -n "$any" ] && return
  tap_result false "$label: boots and passes" || note "$said"
}

boot_until() { # LABEL, NAME, FIRMWARE, TEXT, options
  local label=$1 name=$2 firmware=$3 text=$4 options i; shift 4
  machine "$firmware"
  local disk=(-drive "format=raw,snapshot=on,file=$work/$name.img")
  [ "${1:-}" != own-disk ] || { disk=(); shift; }
  : >"$work/.said" # what an earlier machine said does not count
  ci/qemu/run - "${options[@]}" -vga std "${disk[@]}" "$@" >"$work/.said" 2>&1 &
  local runner=$!
  for ((i = 0; i < 200; i++)); do
    tr -d '\r' <"$work/.said" | grep -qE -- "$text" && break
    kill -0 "$runner" 2>/dev/null || break
    sleep 0.1
  done
  sleep 0.2 # in which it would be seen to reset
  # First the runner, lest it says how QEMU ended; then `timeout`, which ends QEMU.
  local children
  children=$(pgrep -P "$runner")
  kill -KILL "$runner" 2>/dev/null
  wait "$runner" 2>/dev/null
  # shellcheck disable=SC2086  # words
  [ -z "$children" ] || kill $children 2>/dev/null
  said=$(tr -d '\r' <"$work/.said")
  like "$said" "$text" "$label"
}
