/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Loaded images: see uefi/loaded_image.h. Each member is looked at when asked for, as it is then.
 */
#include "uefi/loaded_image.h"

#include "check.h"

static const EFI_GUID guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
static const EFI_GUID path_guid = EFI_LOADED_IMAGE_DEVICE_PATH_PROTOCOL_GUID;

uefi_status uefi_loaded_image_open(struct uefi_loaded_image *ret_image)
{
    return uefi_loaded_image_open_on(uefi_handle_of(uefi_image()->handle), ret_image);
}

uefi_status uefi_loaded_image_open_on(struct uefi_handle handle,
                                      struct uefi_loaded_image *ret_image)
{
    return UEFI_OPEN(ret_image, handle, &guid, UEFI_GET);
}

void uefi_loaded_image_close(struct uefi_loaded_image *image)
{
    uefi_opened_close(&image->opened);
    image->raw = NULL;
}

uefi_status uefi_loaded_image_device(const struct uefi_loaded_image *image,
                                     struct uefi_handle *ret_device)
{
    NEEDS(image);
    if (!image->raw->DeviceHandle)
        return uefi_status_of(EFI_NOT_FOUND);
    *ret_device = uefi_handle_of(image->raw->DeviceHandle);
    return UEFI_OK;
}

uefi_status uefi_loaded_image_path(const struct uefi_loaded_image *image,
                                   struct uefi_path *ret_path)
{
    NEEDS(image);
    if (!image->raw->FilePath)
        return uefi_status_of(EFI_NOT_FOUND);
    return uefi_path_read(image->raw->FilePath, UEFI_PATH_LIMIT, ret_path);
}

uefi_status uefi_loaded_image_full_path(struct uefi_handle image, struct uefi_path *ret_path)
{
    void *path = NULL;
    uefi_status status = uefi_protocol_open(image, &path_guid, UEFI_GET, &path, NULL);
    /* A NULL interface is how firmware says that the image came from memory (9.2). */
    if (uefi_is(status, EFI_PROTOCOL_ERROR))
        return uefi_status_of(EFI_NOT_FOUND);
    UEFI_TRY(status);
    return uefi_path_read(path, UEFI_PATH_LIMIT, ret_path);
}

uefi_status uefi_loaded_image_options(const struct uefi_loaded_image *image,
                                      const uint8_t **ret_bytes, size_t *ret_size)
{
    NEEDS(image);
    if (image->raw->LoadOptionsSize && !image->raw->LoadOptions)
        return LIE;
    *ret_bytes = image->raw->LoadOptions;
    *ret_size = image->raw->LoadOptionsSize;
    return UEFI_OK;
}

uefi_status uefi_loaded_image_options_text(const struct uefi_loaded_image *image,
                                           const uefi_char16 **ret_text, size_t *ret_length)
{
    const uint8_t *bytes;
    size_t size;
    UEFI_TRY(uefi_loaded_image_options(image, &bytes, &size));
    const uefi_char16 *text = (const uefi_char16 *)(const void *)bytes;
    if (size % 2 || !uefi_utf16_valid(text, size / 2))
        return uefi_status_of(EFI_UNSUPPORTED);
    *ret_text = text;
    *ret_length = uefi_utf16_length(text, size / 2);
    return UEFI_OK;
}

uefi_status uefi_loaded_image_set_options(struct uefi_loaded_image *image, const void *bytes,
                                          uint32_t size)
{
    NEEDS(image);
    image->raw->LoadOptions = (void *)(uintptr_t)bytes;
    image->raw->LoadOptionsSize = size;
    return UEFI_OK;
}

uefi_status uefi_loaded_image_memory(const struct uefi_loaded_image *image, const void **ret_base,
                                     size_t *ret_size)
{
    NEEDS(image);
    uintptr_t base = (uintptr_t)image->raw->ImageBase;
    uint64_t size = image->raw->ImageSize;
    if (!base || !size || size - 1 > UINTPTR_MAX - base)
        return LIE;
    *ret_base = image->raw->ImageBase;
    *ret_size = (size_t)size;
    return UEFI_OK;
}
