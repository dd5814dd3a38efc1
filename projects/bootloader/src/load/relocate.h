/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Relocations of a position-independent kernel: what `-static-pie` or `-pie` leaves, which is
 * R_X86_64_RELATIVE alone, in a table (DT_RELA) or packed (DT_RELR). gABI chapter 5, "Relocation",
 * "Dynamic Section"; x86-64 psABI table 4.9.
 */
#pragma once
#include "load/kernel.h"

/* Adds the kernel's slide to all places that hold an address, in the memory where it was loaded.
 * BOOT_BAD_KERNEL: another type, or a place outside the LOADs; the log names it. */
BOOT_MUST_CHECK enum boot_status relocate(const struct kernel *kernel);
