/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What firmware knows of a loaded image (UEFI chapter 9): where it came from, what it was told,
 * where it lies.
 *
 * Wraps: EFI_LOADED_IMAGE_PROTOCOL
 * Wraps: EFI_LOADED_IMAGE_DEVICE_PATH_PROTOCOL
 *
 *     struct uefi_loaded_image me = {0};
 *     UEFI_TRY(uefi_loaded_image_open(&me));
 *     uefi_loaded_image_options_text(&me, &text, &length);
 *
 * What is handed out points into firmware's memory, and is good as long as the image is loaded.
 */
#pragma once
#include "uefi/path.h"
#include "uefi/protocol.h"
#include "uefi/raw/image.h"

#ifdef __cplusplus
extern "C" {
#endif

struct uefi_loaded_image {
    EFI_LOADED_IMAGE_PROTOCOL *raw;
    struct uefi_opened opened;
};

/* Of the running image; of another one. EFI_UNSUPPORTED: the handle is no image. */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_open(struct uefi_loaded_image *ret_image);
UEFI_MUST_CHECK uefi_status uefi_loaded_image_open_on(struct uefi_handle,
                                                      struct uefi_loaded_image *ret_image);
void uefi_loaded_image_close(struct uefi_loaded_image *);

/* The device that it was loaded from. EFI_NOT_FOUND: none, it came from memory. */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_device(const struct uefi_loaded_image *,
                                                     struct uefi_handle *ret_device);

/* The path on that device. EFI_NOT_FOUND: none; EFI_PROTOCOL_ERROR: as uefi_path_read(). */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_path(const struct uefi_loaded_image *,
                                                   struct uefi_path *ret_path);

/* The whole path, with the device's, by which the image was asked for (9.2). EFI_UNSUPPORTED: no
 * image; EFI_NOT_FOUND: it came from memory; EFI_PROTOCOL_ERROR: as uefi_path_read(). */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_full_path(struct uefi_handle image,
                                                        struct uefi_path *ret_path);

/* What it was told, as bytes at any address. None is UEFI_OK and size 0; EFI_PROTOCOL_ERROR: a size
 * but no data. */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_options(const struct uefi_loaded_image *,
                                                      const uint8_t **ret_bytes, size_t *ret_size);

/*
 * The same as text, up to a NUL or the end of the bytes, whichever is first. The shell writes text,
 * boot managers hand over whatever Boot#### holds.
 *
 *   EFI_UNSUPPORTED      an odd number of bytes, or a lone surrogate: no text
 *   EFI_PROTOCOL_ERROR   a size but no data
 */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_options_text(const struct uefi_loaded_image *,
                                                           const uefi_char16 **ret_text,
                                                           size_t *ret_length);

/* Tells an image that was loaded but not started. The bytes must live as long as it runs. */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_set_options(struct uefi_loaded_image *,
                                                          const void *bytes, uint32_t size);

/* Where it lies. EFI_PROTOCOL_ERROR: nowhere, or beyond the end of addresses. */
UEFI_MUST_CHECK uefi_status uefi_loaded_image_memory(const struct uefi_loaded_image *,
                                                     const void **ret_base, size_t *ret_size);

#ifdef __cplusplus
}
#endif
