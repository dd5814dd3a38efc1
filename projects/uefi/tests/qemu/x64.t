#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# All tests on firmware: X64.
source projects/uefi/tests/qemu/run.sh
tests_on x64
done_testing
