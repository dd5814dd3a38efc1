/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Pool, buffers, pages, and the allocator on top. */
#include "core.h"
#include "uefi/alloc.h"
#include "uefi/memory.h"

static void pool_and_buffers(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_buf buf = {0};
    assert_ok(uefi_buf_alloc(100, &buf));
    assert_int_equal(buf.size, 100);
    memset(buf.data, 7, buf.size);
    uefi_buf_close(&buf);
    uefi_buf_close(&buf);
    assert_ok(uefi_buf_alloc(0, &buf));
    assert_null(buf.data);
    assert_int_equal(uefi_mock_calls(m, "AllocatePool"), 1);
    uefi_pool_free(NULL);
    assert_int_equal(uefi_mock_calls(m, "FreePool"), 1);
}

static void pool_that_cannot_be(void **state)
{
    void *memory = state;
    struct uefi_buf buf = {0};
    lie(state, "AllocatePool", UEFI_MOCK_NULL, 0);
    assert_status(uefi_pool_alloc(8, &memory), EFI_PROTOCOL_ERROR);
    lie(state, "AllocatePool", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_buf_alloc(8, &buf), EFI_PROTOCOL_ERROR);
    lie(state, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_status(uefi_buf_alloc(8, &buf), EFI_OUT_OF_RESOURCES);
    assert_ptr_equal(memory, state);
    assert_null(buf.data);
}

static EFI_STATUS EFIAPI odd_pool(EFI_MEMORY_TYPE type, UINTN size, VOID **ret)
{
    static char bytes[64];
    (void)type, (void)size;
    *ret = bytes + (8 - (uintptr_t)bytes % 8) + 4;
    return EFI_SUCCESS;
}

static void odd_pool_is_refused(void **state)
{
    (void)state;
    EFI_BOOT_SERVICES *honest = uefi_image()->boot, boot = *honest;
    boot.AllocatePool = odd_pool;
    uefi_image()->boot = &boot;
    void *memory;
    assert_status(uefi_pool_alloc(8, &memory), EFI_PROTOCOL_ERROR);
    uefi_image()->boot = honest;
}

static void pages(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_pages any = {0}, low = {0}, there = {0};
    assert_int_equal(uefi_pages_for(0), 0);
    assert_int_equal(uefi_pages_for(1), 1);
    assert_int_equal(uefi_pages_for(4097), 2);
    assert_int_equal(uefi_pages_for(SIZE_MAX), SIZE_MAX / 4096 + 1);
    assert_ok(uefi_pages_alloc(3, &any));
    assert_int_equal(uefi_mock_pages(m), 3);
    memset(uefi_pages_at(any), 1, 3 * EFI_PAGE_SIZE);
    assert_ok(uefi_pages_alloc_in(AllocateMaxAddress, any.base - 1, EfiLoaderCode, 1, &low));
    assert_true(low.base < any.base);
    EFI_PHYSICAL_ADDRESS base = low.base;
    uefi_pages_close(&low);
    uefi_pages_close(&low);
    assert_ok(uefi_pages_alloc_in(AllocateAddress, base, EfiLoaderData, 1, &there));
    assert_int_equal(there.base, base);
    assert_status(uefi_pages_alloc_in(AllocateAddress, base, EfiLoaderData, 1, &low),
                  EFI_NOT_FOUND);
    assert_status(uefi_pages_alloc(0, &low), EFI_INVALID_PARAMETER);
    assert_status(uefi_pages_alloc(SIZE_MAX / 4096 + 1, &low), EFI_INVALID_PARAMETER);
    assert_int_equal(low.count, 0);
    uefi_pages_close(&there);
    uefi_pages_close(&any);
    assert_int_equal(uefi_mock_pages(m), 0);
}

static EFI_PHYSICAL_ADDRESS answer;

static EFI_STATUS EFIAPI any_pages(EFI_ALLOCATE_TYPE how, EFI_MEMORY_TYPE type, UINTN pages,
                                   EFI_PHYSICAL_ADDRESS *address)
{
    (void)how, (void)type, (void)pages;
    *address = answer;
    return EFI_SUCCESS;
}

static void pages_that_cannot_be(void **state)
{
    (void)state;
    EFI_BOOT_SERVICES *honest = uefi_image()->boot, boot = *honest;
    boot.AllocatePages = any_pages;
    uefi_image()->boot = &boot;
    struct uefi_pages got = {0};
    static const EFI_PHYSICAL_ADDRESS wrong[] = {0, 0x1001, 0x800, UINT64_MAX - 4095};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        answer = wrong[i];
        assert_status(uefi_pages_alloc(2, &got), EFI_PROTOCOL_ERROR);
    }
    answer = 0x5000;
    assert_status(uefi_pages_alloc_in(AllocateMaxAddress, 0x5fff, EfiLoaderData, 2, &got),
                  EFI_PROTOCOL_ERROR);
    assert_status(uefi_pages_alloc_in(AllocateAddress, 0x6000, EfiLoaderData, 2, &got),
                  EFI_PROTOCOL_ERROR);
    assert_int_equal(got.count, 0);
    assert_ok(uefi_pages_alloc_in(AllocateMaxAddress, 0x6fff, EfiLoaderData, 2, &got));
    answer = 0; /* page 0 only if it was asked for */
    assert_ok(uefi_pages_alloc_in(AllocateAddress, 0, EfiLoaderData, 1, &got));
    uefi_image()->boot = honest;
}

static void the_allocator_aligns(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    static const size_t aligns[] = {1, 2, 8, 16, 64, 4096, 65536};
    for (size_t i = 0; i < sizeof aligns / sizeof *aligns; i++) {
        uint8_t *block = (uint8_t *)uefi_alloc(33, aligns[i]);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % aligns[i], 0);
        memset(block, 0xa5, 33);
        block = (uint8_t *)uefi_realloc(block, 5000);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % aligns[i], 0);
        for (size_t k = 0; k < 33; k++)
            assert_int_equal(block[k], 0xa5);
        memset(block, 0x5a, 5000);
        block = (uint8_t *)uefi_realloc(block, 3);
        assert_int_equal(block[2], 0x5a);
        uefi_free(block);
    }
    assert_int_equal(uefi_mock_pool_blocks(m), 0);
    uefi_free(NULL);
    void *none = uefi_alloc(0, 1);
    assert_non_null(none);
    uefi_free(none);
}

static void the_allocator_refuses(void **state)
{
    assert_null(uefi_alloc(1, 0));
    assert_null(uefi_alloc(1, 3));
    assert_null(uefi_alloc(SIZE_MAX, 8));
    assert_null(uefi_alloc(SIZE_MAX - 40, 8));
    assert_null(uefi_alloc(1, (SIZE_MAX >> 1) + 1));
    assert_null(uefi_alloc_zeroed(SIZE_MAX / 2, 3, 8));
    uint8_t *zero = (uint8_t *)uefi_alloc_zeroed(10, 10, 8);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(zero[i], 0);
    lie(state, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_null(uefi_realloc(zero, 1000));
    assert_int_equal(zero[99], 0); /* still there */
    uefi_free(zero);
    zero = (uint8_t *)uefi_realloc(NULL, 8);
    assert_non_null(zero);
    uefi_free(zero);
    lie(state, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_null(uefi_alloc_zeroed(1, 1, 1));
}

static void nothing_works_without_boot_services(void **state)
{
    (void)state;
    struct uefi_buf buf = {0};
    struct uefi_pages got = {0};
    void *memory;
    void *block = uefi_alloc(1, 1);
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_pool_alloc(1, &memory));
    assert_gone(uefi_buf_alloc(0, &buf));
    assert_gone(uefi_buf_alloc(1, &buf));
    assert_gone(uefi_pages_alloc(1, &got));
    assert_null(uefi_alloc(1, 1));
    uefi_free(block); /* does nothing */
    uefi_image()->boot = boot;
    uefi_free(block);
}

TESTS(booted(pool_and_buffers), booted(pool_that_cannot_be), booted(odd_pool_is_refused),
      booted(pages), booted(pages_that_cannot_be), booted(the_allocator_aligns),
      booted(the_allocator_refuses), booted(nothing_works_without_boot_services))
