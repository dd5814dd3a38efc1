#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# All tests on firmware: IA32.
source projects/uefi/tests/qemu/run.sh
tests_on ia32
done_testing
