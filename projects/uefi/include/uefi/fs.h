/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Files (UEFI 13.4, 13.5): volumes, files, directories; whole files with and without allocation.
 *
 * Wraps: EFI_SIMPLE_FILE_SYSTEM_PROTOCOL
 * Wraps: EFI_FILE_PROTOCOL
 *
 *     UEFI_SCOPED(uefi_fs) fs = {0};
 *     UEFI_TRY(uefi_fs_open_boot(&fs));                       // where the program came from
 *     UEFI_SCOPED(uefi_buf) kernel = {0};
 *     UEFI_TRY(uefi_fs_read(&fs, u"\\kernel.bin", &kernel));  // whole, in pool memory
 *
 *     UEFI_SCOPED(uefi_file) file = {0};                      // or piece by piece, no allocation
 *     UEFI_TRY(uefi_file_open(&fs, u"\\big.bin", UEFI_FILE_READ, &file));
 *     do {
 *         UEFI_TRY(uefi_file_read(&file, chunk, sizeof chunk, &size));
 *         ...
 *     } while (size);
 *
 * Paths are of backslashes; without one at the beginning they start in the directory, which of a
 * volume is its root. Whatever the size, firmware is asked for 1 MiB at once at most: real ones
 * fail on more.
 *
 * Whatever is open is closed before the volume is; closing is harmless twice, on all-zero structs,
 * and after boot services are gone.
 */
#pragma once
#include "uefi/memory.h"
#include "uefi/protocol.h"
#include "uefi/raw/media.h"

#ifdef __cplusplus
extern "C" {
#endif

#define UEFI_FILE_CHUNK    0x100000u /* bytes that firmware is asked for at once, at most */
#define UEFI_FILE_NAME_MAX 256u      /* units of a name with its NUL; FAT has 255 */

struct uefi_fs {
    EFI_SIMPLE_FILE_SYSTEM_PROTOCOL *raw;
    struct uefi_opened opened;
    EFI_FILE_PROTOCOL *root;
};

struct uefi_file {
    EFI_FILE_PROTOCOL *raw; /* a file or a directory; NULL: not open */
};

/* --- Volumes --------------------------------------------------------------------------------- */

/* The volume of a handle; the first there is; the one that the running image was loaded from. */
UEFI_MUST_CHECK uefi_status uefi_fs_open_on(struct uefi_handle, struct uefi_fs *ret_fs);
UEFI_MUST_CHECK uefi_status uefi_fs_open(struct uefi_fs *ret_fs);
UEFI_MUST_CHECK uefi_status uefi_fs_open_boot(struct uefi_fs *ret_fs);
void uefi_fs_close(struct uefi_fs *);

struct uefi_fs_info {
    uint64_t size, free; /* bytes */
    uint32_t block_size; /* by which files grow */
    bool read_only;
    char16_t label[64];
};

/* EFI_PROTOCOL_ERROR: a label without end, or longer than 63; more free than there is. */
UEFI_MUST_CHECK uefi_status uefi_fs_info(struct uefi_fs *, struct uefi_fs_info *ret_info);
UEFI_MUST_CHECK uefi_status uefi_fs_set_label(struct uefi_fs *, const char16_t *label);

/* --- Files ----------------------------------------------------------------------------------- */

enum uefi_file_how {
    UEFI_FILE_READ,
    UEFI_FILE_WRITE,            /* and read; it must be there */
    UEFI_FILE_CREATE,           /* and write and read; made if it is not there */
    UEFI_FILE_CREATE_DIRECTORY, /* made if it is not there */
};

/*
 * Opens a file or directory of a volume, or below a directory that is open.
 *
 *   EFI_NOT_FOUND         it is not there; a directory on the way is not
 *   EFI_WRITE_PROTECTED   the volume is read-only
 *   EFI_ACCESS_DENIED     the file is
 */
UEFI_MUST_CHECK uefi_status uefi_file_open(struct uefi_fs *, const char16_t *path,
                                           enum uefi_file_how, struct uefi_file *ret_file);
UEFI_MUST_CHECK uefi_status uefi_file_open_in(struct uefi_file *directory, const char16_t *path,
                                              enum uefi_file_how, struct uefi_file *ret_file);
void uefi_file_close(struct uefi_file *);

/* Deletes and closes, whatever happens. EFI_WARN_DELETE_FAILURE: it is still there (not empty,
 * read-only, not opened for writing). */
UEFI_MUST_CHECK uefi_status uefi_file_delete(struct uefi_file *);

/*
 * Reads up to `size` bytes from where the file stands; fewer only at its end, none behind it.
 *
 *   EFI_PROTOCOL_ERROR   firmware claims more bytes than it was asked for
 *
 * After an error, where the file stands is not known.
 */
UEFI_MUST_CHECK uefi_status uefi_file_read(struct uefi_file *, void *buf, size_t size,
                                           size_t *ret_size);

/* Writes all bytes. EFI_VOLUME_FULL: no room; EFI_PROTOCOL_ERROR: fewer were written, and firmware
 * did not say why. */
UEFI_MUST_CHECK uefi_status uefi_file_write(struct uefi_file *, const void *data, size_t size);

/* Where it stands, in bytes from the beginning. Beyond the end only writing is possible. */
UEFI_MUST_CHECK uefi_status uefi_file_position(struct uefi_file *, uint64_t *ret_position);
UEFI_MUST_CHECK uefi_status uefi_file_seek(struct uefi_file *, uint64_t position);

/* Writes what firmware still holds back. */
UEFI_MUST_CHECK uefi_status uefi_file_flush(struct uefi_file *);

struct uefi_file_info {
    uint64_t size;       /* bytes; of directories, whatever firmware says */
    uint64_t physical;   /* bytes taken on the volume */
    uint64_t attributes; /* EFI_FILE_DIRECTORY, ... */
    EFI_TIME created, accessed, modified;
    size_t name_length;
    char16_t name[UEFI_FILE_NAME_MAX]; /* without directories; of a root empty */
};

/*
 *   EFI_BUFFER_TOO_SMALL   the name is longer than UEFI_FILE_NAME_MAX - 1
 *   EFI_PROTOCOL_ERROR     fewer bytes than the info takes, or a name without end
 */
UEFI_MUST_CHECK uefi_status uefi_file_info(struct uefi_file *, struct uefi_file_info *ret_info);

/* Changes size, attributes, times and name, all together: begin with what uefi_file_info() says. */
UEFI_MUST_CHECK uefi_status uefi_file_set_info(struct uefi_file *, const struct uefi_file_info *);

/* Cuts or lengthens; what is new is zero or undefined, as the volume has it. */
UEFI_MUST_CHECK uefi_status uefi_file_resize(struct uefi_file *, uint64_t size);

/* --- Directories ----------------------------------------------------------------------------- */

/* Walks what is in a directory, from its beginning; "." and ".." are there where FAT has them. */
struct uefi_dir_iter {
    struct uefi_file *directory;
    uefi_status status; /* after the end: UEFI_OK, or why it broke off */
    unsigned left;      /* entries until it is taken for a directory without end */
};
struct uefi_dir_iter uefi_dir_begin(struct uefi_file *directory);
bool uefi_dir_next(struct uefi_dir_iter *, struct uefi_file_info *ret_info);

/* --- Whole files ----------------------------------------------------------------------------- */

/* The whole file in pool memory; uefi_buf_close() frees it. A file that ends earlier than its info
 * says is as long as what could be read. EFI_OUT_OF_RESOURCES: it does not fit into memory. */
UEFI_MUST_CHECK uefi_status uefi_fs_read(struct uefi_fs *, const char16_t *path,
                                         struct uefi_buf *ret_buf);

/* The whole file in the caller's memory. EFI_BUFFER_TOO_SMALL: *ret_needed bytes, as the info says
 * (ret_needed may be NULL). */
UEFI_MUST_CHECK uefi_status uefi_fs_read_into(struct uefi_fs *, const char16_t *path, void *buf,
                                              size_t cap, size_t *ret_size, size_t *ret_needed);

/* Makes the file, or replaces what is in it. After an error it may hold less. */
UEFI_MUST_CHECK uefi_status uefi_fs_write(struct uefi_fs *, const char16_t *path, const void *data,
                                          size_t size);

/* Size, times and attributes of what is at `path`, a file or a directory. */
UEFI_MUST_CHECK uefi_status uefi_fs_stat(struct uefi_fs *, const char16_t *path,
                                         struct uefi_file_info *ret_info);

/* Makes a directory, and those before it. */
UEFI_MUST_CHECK uefi_status uefi_fs_make_directory(struct uefi_fs *, const char16_t *path);

/* Removes a file or an empty directory: see uefi_file_delete(). */
UEFI_MUST_CHECK uefi_status uefi_fs_remove(struct uefi_fs *, const char16_t *path);

#ifdef __cplusplus
}
#endif
