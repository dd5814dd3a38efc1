#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# ci/boot.sh, with machines that only speak: what it says when, what it starts, with which status it ends.
source ci/tap.sh
unset MAKEFLAGS MAKELEVEL MFLAGS P KERNEL T
refused() { # message, variables of make...
  run make DEPS=skip -n boot "${@:2}"
  is "$status:${stderr##*\*\*\* }" "2:$1.  Stop." "make boot ${*:2} is refused before anything is built"
}
refused 'cannot read KERNEL=no/kernel; it names an ELF file, or a C file to make one of' KERNEL=no/kernel
refused 'common runs on this machine, there is nothing to boot; try make boot P=bootloader' P=common
run make DEPS=skip -n boot P=nobody
like "$stderr" 'no component is named P=nobody; there are: acpi bootloader ' "and an unknown one, with what there is"
script=$PWD/ci/boot.sh
mkdir -p "$work/bin" "$work/tree/build/bin"
cat >"$work/tree/build/bin/bootimage" <<END
#!/bin/sh
echo "bootimage \$*" >"$work/asked"
echo 'BdsDxe: starting Boot0002'
echo '/boot/kernel.elf: entry 0x401000, stack 0xffff800000002000'
echo 'Hello'
exit \$(cat "$work/status")
END
sed 's/bootimage/qemu/; /entry/d; /BdsDxe/d' "$work/tree/build/bin/bootimage" >"$work/bin/qemu-system-x86_64"
sed 's/bootimage/uefi-run/; /entry/d; /BdsDxe/d' "$work/tree/build/bin/bootimage" >"$work/tree/build/bin/uefi-run"
chmod +x "$work/bin/"* "$work/tree/build/bin/"*
export PATH=$work/bin:$PATH
unset UEFI GDB SECONDS_TO_RUN
cd "$work/tree" || exit 1
echo elf >kernel.elf
echo 0 >"$work/status"

run "$script" boot kernel.elf </dev/null
is "$status" 0 "a kernel is booted" || note "$stderr"
is "$stdout" 'BdsDxe: starting Boot0002
/boot/kernel.elf: entry 0x401000, stack 0xffff800000002000
Hello' "what the machine says is stdout, all of it"
like "$stderr" '^make boot: booted in [0-9]+\.[0-9] s$' "and how long it took is stderr"
is "$(cat "$work/asked")" "bootimage run kernel.elf" "it was bootimage that did it"
UEFI=1 GDB=1 run "$script" boot kernel.elf </dev/null
is "$(cat "$work/asked")" "bootimage run kernel.elf --uefi --gdb" "UEFI=1, GDB=1"
echo 3 >"$work/status"
run "$script" boot kernel.elf </dev/null
is "$status" 3 "the status is the machine's"
like "$stderr" 'make boot: the machine ended with status 3' "and said"

echo 33 >"$work/status"
run "$script" freestanding kernel.elf </dev/null
is "$status" 0 "a test kernel says by isa-debug-exit that it passed"
like "$(cat "$work/asked")" '-kernel kernel.elf$' "it is booted directly"
like "$stderr" 'booted in' "booted, too"
GDB=1 run "$script" freestanding kernel.elf </dev/null
like "$(cat "$work/asked")" '-s -S$' "GDB=1 waits"
like "$stderr" "gdb kernel.elf -ex 'target remote :1234'" "and says how to attach"
echo 35 >"$work/status"
run "$script" freestanding kernel.elf </dev/null
is "$status" 35 "one that failed says so"

echo 0 >"$work/status"
run "$script" efi app.efi </dev/null
is "$status" 2 "what is not there cannot be booted"
like "$stderr" 'cannot read app.efi' "which is said"
echo efi >app.efi
run "$script" efi app.efi </dev/null
like "$(cat "$work/asked")" '^uefi-run --timeout 86400 app.efi$' "an application goes to uefi-run"
printf '#!/bin/sh\necho up; sleep 30\n' >build/bin/bootimage
SECONDS_TO_RUN=1 run "$script" boot kernel.elf </dev/null
is "$status" 0 "a machine that would run for ever ends in time"
like "$stderr" 'ended after 1 s' "as asked"
printf '#!/bin/sh\necho waiting for gdb >&2; exec sleep 3\n' >build/bin/bootimage
SECONDS_TO_RUN=3 "$script" boot kernel.elf </dev/null >"$work/said" 2>&1 &
for _ in $(seq 50); do grep -q 'waiting for gdb' "$work/said" && break; sleep 0.1; done
ok "what the machine waits for is told while it waits" kill -TERM $!
like "$(cat "$work/said")" '^waiting for gdb$' "though nobody looks but a file"
wait

echo 'int main(void) { return 0 }' >kernel.c
run "$script" boot kernel.c </dev/null
is "$status" 2 "a kernel that does not compile"
like "$stderr" 'kernel.c:1:.*error' "with what the compiler says"
like "$stderr" 'kernel.c does not compile' "and what we say"
done_testing
