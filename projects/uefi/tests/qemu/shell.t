#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The wrappers of the shell's protocols, under the EFI shell.
source ci/tap.sh
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"

for architecture in x64 ia32; do
  run build/bin/uefi-run --shell --console "$work/console" "build/$VARIANT-$architecture/bin/shell-tests.efi" one "two words"
  is "$status" 0 "$architecture: nothing fails" || note "$stderr"
  is "$stdout" "arguments: 3
argument: one
argument: two words
one too many: EFI_NOT_FOUND
version: 2
not set: EFI_NOT_FOUND
set: a value
removed: EFI_NOT_FOUND
folder: FS0:
no such mapping: EFI_NOT_FOUND
fs0: node of type 2
mapping fs99:: EFI_NOT_FOUND
mapping mine:: EFI_SUCCESS
device: named
interrupted: 0
command: EFI_SUCCESS" "$architecture: what the shell answers"
  ok "$architecture: the command's output is on the console" grep -aq 'from the program' "$work/console"
done
done_testing
