#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# cpu_guest on an AMD CPU: SMAP and PKU, no PKS.
exec ci/qemu/run "$GUESTS/cpu_guest.elf" -cpu EPYC-Milan
