#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# cpu_guest on everything that TCG has, five levels.
exec ci/qemu/run "$GUESTS/cpu_guest.elf" -cpu max
