#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# paging_guest on everything that TCG has, four levels.
exec ci/qemu/run "$GUESTS/paging_guest.elf" -cpu max,la57=off
