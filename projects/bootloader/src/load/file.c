/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Files through the door: see file.h. */
#include "load/file.h"

#include "load/log.h"

enum boot_status file_open(const struct door *door, const char *what, const char *path,
                           struct door_file *ret_file)
{
    enum boot_status status = door->open(door->ctx, path, ret_file);
    if (status != BOOT_OK)
        log_say(LOG_ERROR, "%s: %s cannot be opened: %s\n", path, what,
                status == BOOT_NOT_FOUND ? "there is no such file" : "see above");
    return status;
}

enum boot_status file_read(const struct door *door, const char *path, struct door_file *file,
                           uint64_t offset, uint64_t size, void *to)
{
    enum boot_status status = size ? door->read(door->ctx, file, offset, size, to) : BOOT_OK;
    if (status != BOOT_OK)
        log_say(LOG_ERROR, "%s: %llu bytes from %llu on cannot be read: see above\n", path,
                (unsigned long long)size, (unsigned long long)offset);
    return status;
}
