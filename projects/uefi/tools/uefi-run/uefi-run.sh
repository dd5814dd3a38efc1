#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
set -euo pipefail
usage() {
  cat <<'END'
uefi-run [OPTION...] APP.efi [ARGUMENT...]: boots an application of firmware's in QEMU.

X64 or IA32 is read off the file. What the application writes to the debug console (port 0xE9) or the first serial
port is stdout. The status is 0 when it resets with EfiResetShutdown or writes 0x10 to port 0xF4, 1 when it writes
another number, 3 when it lost its time, 4 when the machine broke, 2 when this program cannot start it. An application
that returns goes back to firmware, which switches off: status 0; with --shell it is 1 if it returned an error.

  -s, --shell          start it from the EFI shell, with the ARGUMENTs
  -f, --file NAME=FILE another file for the boot volume (NAME may have folders: EFI/x.bin)
  -d, --disk BUS=FILE  a raw disk image; BUS is nvme, scsi, ahci, usb or sd
      --with THING     rng, tpm, net, usb (keyboard, tablet) or smp (two processors); may be repeated
  -o, --out DIR        obey the guest: its lines "@screendump NAME", "@sendkey KEY", "@mouse_move DX DY" and
                       "@mouse_button N" go to QEMU's monitor in order; pictures are written to DIR
  -c, --console FILE   the serial port (firmware's console is on it too) goes there, not to stdout
  -m, --memory MIB     256 when not given
  -t, --timeout SECONDS  60 when not given
  -q, --qemu WORDS     more options for QEMU
  -h, --help           this text

Firmware comes from the packages ovmf and ovmf-ia32, or the folder $UEFI_FIRMWARE.
END
}

fail() { echo "uefi-run: $1" >&2; exit 2; }

shell='' out='' console='' memory=256 seconds=60
files=() disks=() things=() extra=()
while [ $# -gt 0 ]; do
  case $1 in
  -s | --shell) shell=yes; shift; continue ;;
  -h | --help) usage; exit 0 ;;
  --) shift; break ;;
  -*) [ $# -gt 1 ] || fail "$1 needs a value, or is no option (--help)" ;;
  *) break ;;
  esac
  case $1 in
  -f | --file) files+=("$2") ;;
  -d | --disk) disks+=("$2") ;;
  --with) things+=("$2") ;;
  -o | --out) out=$2 ;;
  -c | --console) console=$2 ;;
  -m | --memory) memory=$2 ;;
  -t | --timeout) seconds=$2 ;;
  -q | --qemu) read -r -a words <<<"$2"; extra+=("${words[@]}") ;;
  *) fail "no option $1 (--help)" ;;
  esac
  shift 2
done
[ $# -gt 0 ] || { usage >&2; exit 2; }
app=$1
shift
[ -r "$app" ] || fail "cannot read $app"
[ -n "$shell" ] || [ $# = 0 ] || fail "arguments need --shell"
command -v qemu-system-x86_64 >/dev/null || fail "qemu-system-x86_64 is not installed (package qemu-system-x86)"

number() { od -An -t "u$3" -j "$2" -N "$3" "$1" 2>/dev/null | tr -d ' ' || true; } # FILE OFFSET BYTES
header=$(number "$app" 60 4)
machine=$(number "$app" "$((${header:-0} + 4))" 2)
case $machine in
34404) name=BOOTX64.EFI code=OVMF_CODE_4M.fd vars=OVMF_VARS_4M.fd qemu=(-machine q35 -cpu max) ;;
332) name=BOOTIA32.EFI code=OVMF32_CODE_4M.secboot.fd vars=OVMF32_VARS_4M.fd
  qemu=(-machine 'q35,smm=on' -cpu 'qemu32,+pae,+nx' -global 'driver=cfi.pflash01,property=secure,value=on') ;;
*) fail "$app is no application for X64 or IA32 (machine ${machine:-unknown})" ;;
esac
firmware=${UEFI_FIRMWARE:-/usr/share/OVMF}
for file in "$code" "$vars"; do [ -r "$firmware/$file" ] || fail "no $firmware/$file (packages ovmf, ovmf-ia32)"; done

work=$(mktemp -d)
jobs=()
trap '[ ${#jobs[@]} = 0 ] || kill "${jobs[@]}" 2>/dev/null || :; rm -rf "$work"' EXIT

mkdir -p "$work/esp/EFI/BOOT"
cp "$firmware/$vars" "$work/vars.fd"
for pair in "${files[@]}"; do
  mkdir -p "$work/esp/$(dirname "${pair%%=*}")"
  cp "${pair#*=}" "$work/esp/${pair%%=*}"
done
if [ -n "$shell" ]; then
  cp "$app" "$work/esp/app.efi"
  { printf '@echo -off\r\nfs0:\r\n\\app.efi'; printf ' "%s"' "$@"; printf '\r\n'
    printf 'if %%lasterror%% == 0 then\r\n  mm f4 10 -io -w 1 -n\r\nendif\r\nmm f4 11 -io -w 1 -n\r\n'; } |
    { if [ $# = 0 ]; then sed 's/ ""//'; else cat; fi; } >"$work/esp/startup.nsh"
else
  cp "$app" "$work/esp/EFI/BOOT/$name"
  printf 'reset -s\r\n' >"$work/esp/startup.nsh"
fi
qemu+=(-drive "if=pflash,format=raw,unit=0,readonly=on,file=$firmware/$code"
  -drive "if=pflash,format=raw,unit=1,file=$work/vars.fd" -drive "format=raw,file=fat:rw:$work/esp")

count=0
for disk in "${disks[@]}"; do
  count=$((count + 1)) id=disk$count
  qemu+=(-drive "if=none,format=raw,id=$id,file=${disk#*=}")
  case ${disk%%=*} in
  nvme) qemu+=(-device "nvme,drive=$id,serial=$id") ;;
  scsi) qemu+=(-device virtio-scsi -device "scsi-hd,drive=$id") ;;
  ahci) qemu+=(-device "ide-hd,bus=ide.$count,drive=$id") ;;
  usb) qemu+=(-device "qemu-xhci,id=xhci$count" -device "usb-storage,bus=xhci$count.0,drive=$id") ;;
  sd) qemu+=(-device sdhci-pci -device "sd-card,drive=$id") ;;
  *) fail "no bus ${disk%%=*}: nvme, scsi, ahci, usb, sd" ;;
  esac
done
for thing in "${things[@]}"; do
  case $thing in
  rng) qemu+=(-device virtio-rng-pci) ;;
  net) qemu+=(-nic 'user,model=virtio-net-pci') ;;
  usb) qemu+=(-device 'qemu-xhci,id=input' -device 'usb-kbd,bus=input.0' -device 'usb-tablet,bus=input.0') ;;
  smp) qemu+=(-smp 2) ;;
  tpm)
    command -v swtpm >/dev/null || fail "swtpm is not installed"
    mkdir "$work/tpm"
    swtpm socket --tpm2 --tpmstate "dir=$work/tpm" --ctrl "type=unixio,path=$work/tpm.sock" >"$work/tpm.log" 2>&1 &
    jobs+=($!)
    for ((i = 0; i < 100; i++)); do [ -S "$work/tpm.sock" ] && break; sleep 0.05; done
    qemu+=(-chardev "socket,id=tpm,path=$work/tpm.sock" -tpmdev 'emulator,id=tpm,chardev=tpm'
      -device 'tpm-tis,tpmdev=tpm') ;;
  *) fail "nothing called $thing: rng, tpm, net, usb, smp" ;;
  esac
done
[[ " ${things[*]} " == *" net "* ]] || qemu+=(-nic none)

# The monitor is a pair of pipes. The guest's commands go in, QEMU's answers are only read so that it does not block.
mkfifo "$work/monitor.in" "$work/monitor.out" "$work/guest"
exec 8<>"$work/monitor.in" 9<>"$work/monitor.out"
cat <&9 >"$work/monitor.log" &
jobs+=($!)

obey() {
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    case $out:$line in
    :*) ;;
    *:@screendump\ *) echo "screendump $out/$(basename "${line#* }")" >&8; continue ;;
    *:@sendkey\ * | *:@mouse_move\ * | *:@mouse_button\ *) echo "${line#@}" >&8; continue ;;
    esac
    printf '%s\n' "$line"
  done
}
[ -z "$out" ] || { mkdir -p "$out"; out=$(cd "$out" && pwd); }
obey <"$work/guest" 8>&8 &
obeyed=$!
status=0
timeout -k 5 "$seconds" qemu-system-x86_64 -accel tcg -m "$memory" -nodefaults -vga std -display none -no-reboot \
  -device isa-debug-exit,iobase=0xf4,iosize=4 -chardev "pipe,id=monitor,path=$work/monitor" -mon monitor \
  -chardev stdio,id=guest,mux=on,signal=off -serial "${console:+file:}${console:-chardev:guest}" -device isa-debugcon,iobase=0xe9,chardev=guest \
  "${qemu[@]}" "${extra[@]}" </dev/null >"$work/guest" 2> >(grep -vE "TCG doesn't support|terminating on signal 15" >&2) || status=$?
wait "$obeyed"
case $status in
0 | 33) exit 0 ;;
124 | 137) echo "uefi-run: no end within $seconds seconds" >&2; exit 3 ;;
*) [ $((status % 2)) = 1 ] && [ "$status" -gt 1 ] && exit 1
  echo "uefi-run: QEMU ended with status $status" >&2
  exit 4 ;;
esac
