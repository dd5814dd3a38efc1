/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Random numbers: see uefi/rng.h. */
#include "uefi/rng.h"

#include "bytes.h"
#include "check.h"

static const EFI_GUID guid = EFI_RNG_PROTOCOL_GUID;

uefi_status uefi_rng_open(struct uefi_rng *ret_rng)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_rng = (struct uefi_rng){.raw = (EFI_RNG_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_rng_open_on(struct uefi_handle handle, struct uefi_rng *ret_rng)
{
    return UEFI_OPEN(ret_rng, handle, &guid, UEFI_GET);
}

void uefi_rng_close(struct uefi_rng *rng)
{
    uefi_opened_close(&rng->opened);
    rng->raw = NULL;
}

uefi_status uefi_rng_algorithms(struct uefi_rng *rng, EFI_GUID *algorithms, size_t capacity,
                                size_t *ret_count, size_t *ret_needed)
{
    NEEDS(rng);
    if (capacity > SIZE_MAX / sizeof *algorithms)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UINTN size = capacity * sizeof *algorithms;
    EFI_STATUS code = rng->raw->GetInfo(rng->raw, &size, algorithms);
    size_t count = size / sizeof *algorithms;
    if (code == EFI_BUFFER_TOO_SMALL) {
        if (size % sizeof *algorithms || count <= capacity)
            return LIE;
        if (ret_needed)
            *ret_needed = count;
    }
    UEFI_TRY(uefi_status_of(code));
    if (size % sizeof *algorithms || count > capacity || count == 0)
        return LIE;
    *ret_count = count;
    return UEFI_OK;
}

uefi_status uefi_rng_get(struct uefi_rng *rng, const EFI_GUID *algorithm, void *ret_bytes,
                         size_t size)
{
    NEEDS(rng);
    uint8_t *bytes = (uint8_t *)ret_bytes, any = 0;
    memset(bytes, 0, size);
    uefi_status status =
        uefi_status_of(rng->raw->GetRNG(rng->raw, (EFI_GUID *)algorithm, size, bytes));
    for (size_t i = 0; i < size; i++)
        any |= bytes[i];
    if (uefi_is_ok(status) && size >= 16 && any == 0)
        return LIE;
    if (!uefi_is_ok(status))
        memset(bytes, 0, size);
    return status;
}
