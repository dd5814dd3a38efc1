#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The QEMU harness notices failures, crashes and machines that never end.
source ci/tap.sh
command -v qemu-system-x86_64 >/dev/null || skip_all "qemu-system-x86_64 is not installed"

run ci/qemu/run "$GUESTS/crash_guest.elf"
is "$status" 1 "a crash is a failure"
like "$stdout" '^1\.\.4$' "the plan comes first"
like "$stdout" '^ok 1 - passes$' "a test passes"
like "$stdout" '^ok 2 - is_skipped # SKIP to see it said$' "a test is skipped with its reason"
like "$stdout" '^not ok 3 - fails$' "a test fails"
like "$stdout" '^# .*crash_guest.c:[0-9]+: 1 \+ 1 == 3$' "with file, line and what did not hold"
like "$stdout" '^# got    0x2$' "and what there was"
like "$stdout" '^Bail out! the machine was reset' "a crash is told"

run env QEMU_SECONDS=1 ci/qemu/run - -S
is "$status" 1 "a machine that does not end is a failure"
like "$stdout" '^Bail out! no end within 1 seconds$' "and is ended"
run ci/qemu/run /nonexistent
is "$status" 1 "QEMU's own failure is one"
done_testing
