/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Unpacking, by an instance of the test's own that doubles bytes.
 *
 * Tests: EFI_DECOMPRESS_PROTOCOL
 */
#include "check.h"
#include "uefi/decompress.h"

static EFI_STATUS EFIAPI get_info(EFI_DECOMPRESS_PROTOCOL *this, VOID *source, UINT32 size,
                                  UINT32 *wanted, UINT32 *scratch)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Decompress.GetInfo", &lie);
    (void)this, (void)source;
    if (lie.how == UEFI_MOCK_FAIL || lie.how == UEFI_MOCK_SILENT)
        return status;
    *wanted = 2 * size;
    *scratch = (UINT32)uefi_mock_number(&lie, 16);
    return status;
}

static EFI_STATUS EFIAPI decompress(EFI_DECOMPRESS_PROTOCOL *this, VOID *source, UINT32 size,
                                    VOID *destination, UINT32 destination_size, VOID *scratch,
                                    UINT32 scratch_size)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status = uefi_mock_called("Decompress.Decompress", &lie);
    (void)this;
    if (lie.how == UEFI_MOCK_FAIL)
        return status;
    if (destination_size)
        assert_int_equal(destination_size, 2 * size);
    if (scratch_size)
        memset(scratch, 1, scratch_size);
    for (UINT32 i = 0; i < destination_size; i++)
        ((uint8_t *)destination)[i] = ((uint8_t *)source)[i / 2];
    return status;
}

static void unpacks(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_DECOMPRESS_PROTOCOL_GUID;
    EFI_DECOMPRESS_PROTOCOL protocol = {get_info, decompress};
    struct uefi_decompress object = {0};
    struct uefi_buf buf = {0};
    size_t needed = 0;
    assert_status(uefi_decompress_open(&object), EFI_UNSUPPORTED);
    uefi_mock_install(m, NULL, &guid, &protocol);
    assert_ok(uefi_decompress_open(&object));
    assert_ok(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL));
    assert_int_equal(buf.size, 6);
    assert_memory_equal(buf.data, "aabbcc", 6);
    uefi_buf_close(&buf);
    assert_status(uefi_decompress_alloc(&object, "abc", 3, 5, &buf, &needed), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 6);
    assert_status(uefi_decompress_alloc(&object, "abc", (size_t)1 << 32, 6, &buf, NULL),
                  EFI_INVALID_PARAMETER);
    uefi_mock_lie(m, "Decompress.GetInfo", UEFI_MOCK_NUMBER, UINT32_MAX, 0, 1);
    assert_status(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "Decompress.GetInfo", UEFI_MOCK_FAIL, EFI_INVALID_PARAMETER, 0, 1);
    assert_status(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL), EFI_INVALID_PARAMETER);
    uefi_mock_lie(m, "Decompress.Decompress", UEFI_MOCK_FAIL, EFI_INVALID_PARAMETER, 0, 1);
    assert_status(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL), EFI_INVALID_PARAMETER);
    for (unsigned i = 0; i < 2; i++) {
        uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, i, 1);
        assert_status(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL),
                      EFI_OUT_OF_RESOURCES);
        uefi_mock_be_honest(m);
    }
    assert_null(buf.data);
    uefi_mock_lie(m, "Decompress.GetInfo", UEFI_MOCK_SILENT, 0, 0, 1);
    assert_ok(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL)); /* nothing, honestly said */
    assert_int_equal(buf.size, 0);
    uefi_decompress_close(&object);
    assert_status(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL), EFI_NOT_STARTED);
    end_boot_services();
    assert_status(uefi_decompress_alloc(&object, "abc", 3, 6, &buf, NULL), EFI_NOT_READY);
}
MOCKED(unpacks)

TESTS(mocked(unpacks))
