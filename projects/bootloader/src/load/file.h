/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Files through the door, with errors that name them: the door itself knows of disks and sectors
 * only. */
#pragma once
#include "load/door.h"

/* Opens the file at `path`, which is `what` ("the kernel") to the one who reads the log. */
BOOT_MUST_CHECK enum boot_status file_open(const struct door *door, const char *what,
                                           const char *path, struct door_file *ret_file);

/* `size` bytes of it from `offset` on; 0 is allowed. */
BOOT_MUST_CHECK enum boot_status file_read(const struct door *door, const char *path,
                                           struct door_file *file, uint64_t offset, uint64_t size,
                                           void *to);
