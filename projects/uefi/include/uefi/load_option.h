/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Load options: what Boot####, Driver####, SysPrep#### and PlatformRecovery#### hold (UEFI 3.1.3),
 * their names, and the lists that order them.
 *
 *     | attributes, 4 | size of paths, 2 | description, UTF-16 with NUL | paths ... | optional data
 * ... |
 *
 * The strings and paths point into the variable's bytes, at odd addresses too; nothing is owned.
 * Pure functions; any thread.
 */
#pragma once
#include "uefi/path.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Attributes (3.1.3). */
#define UEFI_LOAD_OPTION_ACTIVE          0x00000001u
#define UEFI_LOAD_OPTION_FORCE_RECONNECT 0x00000002u
#define UEFI_LOAD_OPTION_HIDDEN          0x00000008u
#define UEFI_LOAD_OPTION_CATEGORY        0x00001F00u
#define UEFI_LOAD_OPTION_CATEGORY_BOOT   0x00000000u
#define UEFI_LOAD_OPTION_CATEGORY_APP    0x00000100u

struct uefi_load_option {
    uint32_t attributes;
    const uefi_char16 *description;
    size_t description_length; /* units, without the NUL */
    struct uefi_path path;     /* the first: device and file */
    const uint8_t *paths;      /* all of them, each with its end; further ones are the vendor's */
    size_t paths_size;
    const uint8_t *data; /* what the image is handed */
    size_t data_size;
};

/*
 * Reads an option of `size` bytes.
 *
 *   EFI_COMPROMISED_DATA   shorter than its head, a description without NUL, paths beyond the end,
 *                          no path, or a path that does not end within its bytes
 */
UEFI_MUST_CHECK uefi_status uefi_load_option_read(const void *at, size_t size,
                                                  struct uefi_load_option *ret_option);

/* The nth path, 0 being option->path; false: there are fewer. */
bool uefi_load_option_path(const struct uefi_load_option *, size_t nth, struct uefi_path *ret_path);

/*
 * Writes an option: with `paths` as they are, or if that is NULL, with `path` alone. ret_size,
 * which may be NULL, gets the bytes that it takes, when it does not fit too.
 *
 *   EFI_BUFFER_TOO_SMALL    it does not fit
 *   EFI_INVALID_PARAMETER   a NUL in the description, a path that was not checked, or more than
 *                           65535 bytes of paths
 */
UEFI_MUST_CHECK uefi_status uefi_load_option_write(void *buf, size_t cap,
                                                   const struct uefi_load_option *option,
                                                   size_t *ret_size);

/* --- Names: Boot0000 to BootFFFF -------------------------------------------------------------- */

#define UEFI_LOAD_OPTION_NAME_SIZE 24 /* of a buffer for any of them, in units */

/* "Boot" and 0x1A is u"Boot001A". As snprintf: returns the length wanted. */
size_t uefi_load_option_name(char16_t *buf, size_t cap, const char *kind, uint16_t number);

/* The number in such a name; false: another kind, not four digits, or lower-case ones, which the
 * specification does not know. */
bool uefi_load_option_number(const uefi_char16 *name, size_t length, const char *kind,
                             uint16_t *ret_number);

/* --- BootOrder, DriverOrder, SysPrepOrder: numbers of 16 bits ------------------------------------
 */

/*
 * Reads an order out of the variable's bytes. ret_count, which may be NULL, gets how many there
 * are, when they do not fit too.
 *
 *   EFI_COMPROMISED_DATA   an odd number of bytes
 *   EFI_BUFFER_TOO_SMALL   more than `cap`
 */
UEFI_MUST_CHECK uefi_status uefi_load_order_read(const void *at, size_t size, uint16_t *buf,
                                                 size_t cap, size_t *ret_count);

/* Puts a number at a place (beyond the end: at the end), taking it out of where it was.
 * EFI_BUFFER_TOO_SMALL: no room for one more. */
UEFI_MUST_CHECK uefi_status uefi_load_order_put(uint16_t *order, size_t *count, size_t cap,
                                                size_t place, uint16_t number);

/* Takes a number out, wherever and however often it is there; false: it is not. */
bool uefi_load_order_remove(uint16_t *order, size_t *count, uint16_t number);

#ifdef __cplusplus
}
#endif
