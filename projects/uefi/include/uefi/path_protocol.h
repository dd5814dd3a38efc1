/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths as firmware has and converts them (UEFI 10.2, 10.5, 10.6.2 to 10.6.5). Walking,
 * building and converting without firmware: uefi/path.h.
 *
 * Wraps: EFI_DEVICE_PATH_PROTOCOL
 * Wraps: EFI_DEVICE_PATH_TO_TEXT_PROTOCOL
 * Wraps: EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL
 * Wraps: EFI_DEVICE_PATH_UTILITIES_PROTOCOL
 *
 * Paths that are handed to firmware must be whole: read or built, not one instance out of several.
 */
#pragma once
#include "uefi/path.h"
#include "uefi/protocol.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The path of a device, in firmware's memory. EFI_UNSUPPORTED: it has none; EFI_PROTOCOL_ERROR: as
 * uefi_path_read(). */
UEFI_MUST_CHECK uefi_status uefi_path_of(struct uefi_handle, struct uefi_path *ret_path);

/*
 * Text by firmware, as UTF-8 in the caller's buffer. ret_length, which may be NULL, gets the length
 * wanted without the NUL.
 *
 *   EFI_UNSUPPORTED         firmware cannot
 *   EFI_BUFFER_TOO_SMALL    as snprintf: cut
 *   EFI_OUT_OF_RESOURCES    firmware answers NULL
 *   EFI_PROTOCOL_ERROR      a text without an end
 */
UEFI_MUST_CHECK uefi_status uefi_firmware_path_to_text(char *buf, size_t cap, struct uefi_path,
                                                       struct uefi_path_style, size_t *ret_length);

/* A path by firmware, from UTF-16 with a NUL. Errors as above; EFI_BUFFER_TOO_SMALL: *ret_needed
 * bytes (may be NULL). */
UEFI_MUST_CHECK uefi_status uefi_firmware_path_from_text(void *buf, size_t cap,
                                                         const char16_t *text,
                                                         struct uefi_path *ret_path,
                                                         size_t *ret_needed);

/* What firmware has made, in pool memory. */
struct uefi_owned_path {
    struct uefi_path path;
};

/* Harmless twice, on an all-zero struct, and after boot services are gone. */
void uefi_owned_path_close(struct uefi_owned_path *);

/*
 * The utilities. Each answers EFI_UNSUPPORTED when firmware has none, EFI_OUT_OF_RESOURCES for a
 * NULL, EFI_PROTOCOL_ERROR for what is no path.
 */
UEFI_MUST_CHECK uefi_status uefi_firmware_path_size(struct uefi_path, size_t *ret_size);
UEFI_MUST_CHECK uefi_status uefi_firmware_path_duplicate(struct uefi_path,
                                                         struct uefi_owned_path *ret_path);
UEFI_MUST_CHECK uefi_status uefi_firmware_path_append(struct uefi_path, struct uefi_path more,
                                                      struct uefi_owned_path *ret_path);
UEFI_MUST_CHECK uefi_status uefi_firmware_path_append_node(struct uefi_path, struct uefi_path_node,
                                                           struct uefi_owned_path *ret_path);
UEFI_MUST_CHECK uefi_status uefi_firmware_path_append_instance(struct uefi_path,
                                                               struct uefi_path instance,
                                                               struct uefi_owned_path *ret_path);

#ifdef __cplusplus
}
#endif
