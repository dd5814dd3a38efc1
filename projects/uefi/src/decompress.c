/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Unpacks: see uefi/decompress.h. What firmware says of sizes is bounded by the caller before
 * memory is spent. */
#include "uefi/decompress.h"

#include "check.h"

/* The compressor of the specification needs about 10 KiB to work in; one that wants this much is
 * broken. */
#define SCRATCH_MAX 0x1000000

static const EFI_GUID guid = EFI_DECOMPRESS_PROTOCOL_GUID;

uefi_status uefi_decompress_open(struct uefi_decompress *ret_decompress)
{
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_decompress = (struct uefi_decompress){.raw = (EFI_DECOMPRESS_PROTOCOL *)raw};
    return UEFI_OK;
}

void uefi_decompress_close(struct uefi_decompress *decompress)
{
    uefi_opened_close(&decompress->opened);
    decompress->raw = NULL;
}

uefi_status uefi_decompress_alloc(struct uefi_decompress *decompress, const void *data, size_t size,
                                  size_t limit, struct uefi_buf *ret_buf, size_t *ret_needed)
{
    NEEDS(decompress);
    UINT32 wanted = 0, scratch_size = 0;
    VOID *source = (VOID *)(uintptr_t)data;
    struct uefi_buf buf = {0}, scratch = {0};
    if (size > UINT32_MAX)
        return uefi_status_of(EFI_INVALID_PARAMETER);
    UEFI_TRY(uefi_status_of(
        decompress->raw->GetInfo(decompress->raw, source, (UINT32)size, &wanted, &scratch_size)));
    if (scratch_size > SCRATCH_MAX)
        return LIE;
    if (wanted > limit) {
        if (ret_needed)
            *ret_needed = wanted;
        return uefi_status_of(EFI_BUFFER_TOO_SMALL);
    }
    uefi_status status = uefi_buf_alloc(wanted, &buf);
    if (uefi_is_ok(status))
        status = uefi_buf_alloc(scratch_size, &scratch);
    if (uefi_is_ok(status))
        status = uefi_status_of(decompress->raw->Decompress(
            decompress->raw, source, (UINT32)size, buf.data, wanted, scratch.data, scratch_size));
    uefi_buf_close(&scratch);
    if (uefi_is_ok(status))
        *ret_buf = buf;
    else
        uefi_buf_close(&buf);
    return status;
}
