/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What a kernel asks for: its note (bootloader/boot_info.h) is found, its version compared, every
 * value checked. What comes out is a request whose values all mean something.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bootloader/boot_info.h"
#include "load/status.h"

/* Looks for the note in the bytes of a NOTE segment (gABI figure 5-5). BOOT_NOT_FOUND: it is not
 * there, nothing is said. BOOT_BAD_KERNEL, BOOT_WRONG_VERSION: it is, but cannot be used. */
BOOT_MUST_CHECK enum boot_status note_find(const char *path, const void *bytes, size_t size,
                                           struct boot_request *ret_request);

/* Checks the values of a request that a kernel makes which is position independent or not.
 * BOOT_BAD_KERNEL: one is wrong; the log names it. */
BOOT_MUST_CHECK enum boot_status note_check(const char *path, bool pie,
                                            const struct boot_request *request);
