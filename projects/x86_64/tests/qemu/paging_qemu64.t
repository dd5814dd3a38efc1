#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# paging_guest on an old CPU: four levels, no keys, no SMAP.
exec ci/qemu/run "$GUESTS/paging_guest.elf" -cpu qemu64
