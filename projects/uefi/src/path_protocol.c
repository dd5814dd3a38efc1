/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Device paths by firmware: see uefi/path_protocol.h. Whatever comes back is read by
 * uefi_path_read() before it is believed, and freed if it is not.
 */
#include "uefi/path_protocol.h"

#include "bytes.h"
#include "check.h"
#include "uefi/memory.h"

#define TEXT_LIMIT 65536u /* units of a text by firmware */

uefi_status uefi_path_of(struct uefi_handle handle, struct uefi_path *ret_path)
{
    static const EFI_GUID guid = EFI_DEVICE_PATH_PROTOCOL_GUID;
    void *path = NULL;
    UEFI_TRY(uefi_protocol_open(handle, &guid, UEFI_GET, &path, NULL));
    return uefi_path_read(path, UEFI_PATH_LIMIT, ret_path);
}

uefi_status uefi_firmware_path_to_text(char *buf, size_t cap, struct uefi_path path,
                                       struct uefi_path_style style, size_t *ret_length)
{
    static const EFI_GUID guid = EFI_DEVICE_PATH_TO_TEXT_PROTOCOL_GUID;
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &interface));
    EFI_DEVICE_PATH_TO_TEXT_PROTOCOL *raw = interface;
    CHAR16 *text =
        raw->ConvertDevicePathToText(uefi_path_raw(path), style.display_only, !style.no_shortcuts);
    size_t length;
    uefi_status status = UEFI_OK;
    if (!text)
        return uefi_status_of(EFI_OUT_OF_RESOURCES);
    if (!uefi_utf16_ends(text, TEXT_LIMIT, &length)) {
        status = LIE;
    } else {
        length = uefi_utf16_to_utf8(buf, cap, text, length);
        if (ret_length)
            *ret_length = length;
        if (length >= cap)
            status = uefi_status_of(EFI_BUFFER_TOO_SMALL);
    }
    uefi_pool_free(text);
    return status;
}

void uefi_owned_path_close(struct uefi_owned_path *path)
{
    uefi_pool_free((void *)(uintptr_t)path->path.at);
    *path = (struct uefi_owned_path){0};
}

/* Believes what firmware has made. */
static uefi_status own(EFI_DEVICE_PATH_PROTOCOL *made, struct uefi_owned_path *ret_path)
{
    if (!made)
        return uefi_status_of(EFI_OUT_OF_RESOURCES);
    uefi_status status = uefi_path_read(made, UEFI_PATH_LIMIT, &ret_path->path);
    if (!uefi_is_ok(status))
        uefi_pool_free(made);
    return status;
}

uefi_status uefi_firmware_path_from_text(void *buf, size_t cap, const char16_t *text,
                                         struct uefi_path *ret_path, size_t *ret_needed)
{
    static const EFI_GUID guid = EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL_GUID;
    void *interface = NULL;
    struct uefi_owned_path made = {0};
    UEFI_TRY(uefi_protocol_find(&guid, &interface));
    EFI_DEVICE_PATH_FROM_TEXT_PROTOCOL *raw = interface;
    UEFI_TRY(own(raw->ConvertTextToDevicePath(text), &made));
    struct uefi_path_builder b = uefi_path_build(buf, cap);
    uefi_path_add_path(&b, made.path);
    uefi_status status = uefi_path_finish(&b, ret_path, ret_needed);
    uefi_owned_path_close(&made);
    return status;
}

/* --- Utilities ------------------------------------------------------------------------------- */

static uefi_status utilities(EFI_DEVICE_PATH_UTILITIES_PROTOCOL **ret_raw)
{
    static const EFI_GUID guid = EFI_DEVICE_PATH_UTILITIES_PROTOCOL_GUID;
    void *interface = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &interface));
    *ret_raw = interface;
    return UEFI_OK;
}

uefi_status uefi_firmware_path_size(struct uefi_path path, size_t *ret_size)
{
    EFI_DEVICE_PATH_UTILITIES_PROTOCOL *raw;
    UEFI_TRY(utilities(&raw));
    UINTN size = raw->GetDevicePathSize(uefi_path_raw(path));
    if (size != path.size + UEFI_PATH_END_SIZE)
        return LIE;
    *ret_size = size;
    return UEFI_OK;
}

uefi_status uefi_firmware_path_duplicate(struct uefi_path path, struct uefi_owned_path *ret_path)
{
    EFI_DEVICE_PATH_UTILITIES_PROTOCOL *raw;
    UEFI_TRY(utilities(&raw));
    return own(raw->DuplicateDevicePath(uefi_path_raw(path)), ret_path);
}

uefi_status uefi_firmware_path_append(struct uefi_path path, struct uefi_path more,
                                      struct uefi_owned_path *ret_path)
{
    EFI_DEVICE_PATH_UTILITIES_PROTOCOL *raw;
    UEFI_TRY(utilities(&raw));
    return own(raw->AppendDevicePath(uefi_path_raw(path), uefi_path_raw(more)), ret_path);
}

uefi_status uefi_firmware_path_append_node(struct uefi_path path, struct uefi_path_node node,
                                           struct uefi_owned_path *ret_path)
{
    EFI_DEVICE_PATH_UTILITIES_PROTOCOL *raw;
    UEFI_TRY(utilities(&raw));
    return own(raw->AppendDeviceNode(uefi_path_raw(path),
                                     (const EFI_DEVICE_PATH_PROTOCOL *)(const void *)node.at),
               ret_path);
}

uefi_status uefi_firmware_path_append_instance(struct uefi_path path, struct uefi_path instance,
                                               struct uefi_owned_path *ret_path)
{
    EFI_DEVICE_PATH_UTILITIES_PROTOCOL *raw;
    UEFI_TRY(utilities(&raw));
    return own(raw->AppendDevicePathInstance(uefi_path_raw(path), uefi_path_raw(instance)),
               ret_path);
}
