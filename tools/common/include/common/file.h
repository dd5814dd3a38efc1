/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Files, whole: read into an arena, written so that a reader sees the old or the new bytes and
 * never half of them. Paths are the host's; errors name path, cause and the way out.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/status.h"

/* Reads `path` (at most 64 MiB). *ret_bytes is NUL-terminated behind *ret_n bytes.
 * STATUS_WORLD when it cannot be read; file_exists() tells "not there" apart. */
enum status file_read(struct arena *, const char *path, char **ret_bytes, size_t *ret_n,
                      struct error *) MUST_CHECK;
bool file_exists(const char *path);

/* Writes through a temporary file in the same folder, fsync, rename; missing folders are made.
 * Keeps the mode of a file that is replaced. On failure (read-only folder, full disk) the old file
 * stands untouched, the temporary one is gone: STATUS_WORLD. Equal bytes are not written again;
 * *ret_changed (NULL allowed) tells. */
enum status file_write(const char *path, const char *bytes, size_t n, bool *ret_changed,
                       struct error *) MUST_CHECK;

/* Exclusive advisory lock on the folder that `path` lies in (made if missing), so that two runs
 * cannot mix; leaves no file behind. Waits up to ten seconds, then STATUS_WORLD naming the folder.
 * Held until file_unlock or the end of the process. */
enum status file_lock(const char *path, int *ret_lock, struct error *) MUST_CHECK;
void file_unlock(int lock);

/* Joins with one '/'; an absolute `path` is returned as it is. `dir` NULL or "" is the current one.
 */
char *path_join(struct arena *, const char *dir, const char *path);
char *path_dir(struct arena *, const char *path); /* "." for a bare name */
/* All paths that match a pattern (glob(7)), sorted bytewise. No match: an empty list. */
enum status path_glob(struct arena *, const char *pattern, struct string_list *ret_paths,
                      struct error *) MUST_CHECK;
