#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# uefi-run: what it boots, what it answers, and how it refuses. The loader of bench/ is booted here, and a program
# started from the EFI shell sees its arguments.
source ci/tap.sh
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"
uefi_run=build/bin/uefi-run

run $uefi_run --help
like "$status $stdout" '^0 uefi-run \[OPTION' "--help"
run $uefi_run
is "$status" 2 "no application"
run $uefi_run --no-such app.efi
like "$status $stderr" '^2 .*no option --no-such' "an unknown option"
run $uefi_run --timeout
like "$status $stderr" '^2 .*--timeout needs a value' "an option without its value"
run $uefi_run "$work/none.efi"
like "$status $stderr" '^2 .*cannot read' "a file that is not there"
echo 'not a program' >"$work/text.efi"
run $uefi_run "$work/text.efi"
like "$status $stderr" '^2 .*no application for X64 or IA32' "a file that is no application"
run $uefi_run build/$VARIANT-x64/bin/hello.efi argument
like "$status $stderr" '^2 .*arguments need --shell' "arguments without a shell"
run $uefi_run --disk floppy=x build/$VARIANT-x64/bin/hello.efi
like "$status $stderr" '^2 .*no bus floppy' "an unknown bus"
run $uefi_run --with wings build/$VARIANT-x64/bin/hello.efi
like "$status $stderr" '^2 .*nothing called wings' "an unknown thing"
run env UEFI_FIRMWARE="$work" $uefi_run build/$VARIANT-x64/bin/hello.efi
like "$status $stderr" '^2 .*packages ovmf' "no firmware"

head -c 3000000 /dev/urandom >"$work/kernel.bin"
for architecture in x64 ia32; do
  run $uefi_run --console "$work/console" --file kernel.bin="$work/kernel.bin" build/$VARIANT-$architecture/bin/loader.efi
  is "$status $stderr" "0 " "$architecture: the loader reads its kernel, sets a mode, leaves boot services"
done
head -c 1000 /dev/urandom >"$work/short.bin"
run $uefi_run --console "$work/console" --file kernel.bin="$work/short.bin" build/$VARIANT-x64/bin/loader.efi
is "$status" 1 "the loader's other ending is status 1"

run $uefi_run --shell --console "$work/console" build/$VARIANT-x64/bin/arguments.efi one "two words" 3
is "$status" 0 "from the shell: a program without error is status 0" || note "$stderr"
is "$stdout" "argument one
argument two words
argument 3" "and it sees its arguments"
run $uefi_run --shell --console "$work/console" build/$VARIANT-ia32/bin/arguments.efi
is "$status" 1 "from the shell: an error is status 1 (IA32)"
run $uefi_run --timeout 1 --console "$work/console" build/$VARIANT-x64/bin/hello.efi
like "$status $stderr" '^3 .*no end within 1 seconds' "out of time"
run $uefi_run --qemu '-device no-such' build/$VARIANT-x64/bin/hello.efi
is "$status" 4 "a machine that does not start is no success"
done_testing
