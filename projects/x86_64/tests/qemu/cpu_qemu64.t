#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# cpu_guest on an old CPU: no leaf 7, no XSAVE.
exec ci/qemu/run "$GUESTS/cpu_guest.elf" -cpu qemu64
