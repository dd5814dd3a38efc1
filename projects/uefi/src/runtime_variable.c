/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Variables as the services have them: see uefi/runtime.h. */
#include "bytes.h"
#include "check.h"
#include "uefi/runtime.h"
#include "uefi/text.h"

uefi_status uefi_runtime_get_variable(const char16_t *name, const EFI_GUID *vendor, void *data,
                                      size_t capacity, size_t *ret_size, uint32_t *ret_attributes,
                                      size_t *ret_needed)
{
    UINT32 attributes = 0;
    UINTN size = capacity;
    EFI_STATUS code = uefi_image()->runtime->GetVariable((CHAR16 *)name, (EFI_GUID *)vendor,
                                                         &attributes, &size, data);
    if (code == EFI_BUFFER_TOO_SMALL) {
        if (size <= capacity)
            return LIE;
        if (ret_needed)
            *ret_needed = size;
    }
    UEFI_TRY(uefi_status_of(code));
    if (size == 0 || size > capacity)
        return LIE;
    *ret_size = size;
    if (ret_attributes)
        *ret_attributes = attributes;
    return UEFI_OK;
}

uefi_status uefi_runtime_set_variable(const char16_t *name, const EFI_GUID *vendor,
                                      uint32_t attributes, const void *data, size_t size)
{
    return uefi_status_of(uefi_image()->runtime->SetVariable((CHAR16 *)name, (EFI_GUID *)vendor,
                                                             attributes, size, (void *)data));
}

/* The name is both question and answer: an answer that is refused is left with an end at least. */
uefi_status uefi_runtime_next_variable(char16_t *name, size_t capacity, EFI_GUID *vendor,
                                       size_t *ret_needed)
{
    size_t length;
    if (capacity > SIZE_MAX / sizeof *name || !uefi_utf16_ends(name, capacity, &length))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UINTN size = capacity * sizeof *name;
    EFI_GUID next = *vendor;
    EFI_STATUS code = uefi_image()->runtime->GetNextVariableName(&size, name, &next);
    if (code == EFI_BUFFER_TOO_SMALL) {
        if (size <= capacity * sizeof *name || size % sizeof *name)
            return LIE;
        if (ret_needed)
            *ret_needed = size / sizeof *name;
    }
    UEFI_TRY(uefi_status_of(code));
    if (!uefi_utf16_ends(name, capacity, &length) || length == 0) {
        name[capacity - 1] = 0;
        return LIE;
    }
    *vendor = next;
    return UEFI_OK;
}

uefi_status uefi_runtime_variable_space(uint32_t attributes, struct uefi_variable_space *ret_space)
{
    UINT64 total = 0, left = 0, largest = 0;
    UEFI_TRY(uefi_status_of(
        uefi_image()->runtime->QueryVariableInfo(attributes, &total, &left, &largest)));
    if (left > total)
        return LIE;
    *ret_space = (struct uefi_variable_space){total, left, largest};
    return UEFI_OK;
}
