#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# paging_guest on an AMD CPU: four levels, SMAP and PKU, no PKS.
exec ci/qemu/run "$GUESTS/paging_guest.elf" -cpu EPYC-Milan
