/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The memory map: read under pressure, adopted, sorted, merged. */
#include "core.h"
#include "uefi/memory.h"

static void reads_what_is_there(void **state)
{
    (void)state;
    struct uefi_memmap map = {0};
    assert_ok(uefi_memmap_get(&map));
    assert_int_equal(map.descriptor_size, 48);
    size_t count = 0;
    uint64_t free_pages = 0;
    uefi_memmap_for_each(&map, d)
    {
        assert_ptr_equal(d, uefi_memmap_at(&map, count));
        count++;
        if (d->Type == EfiConventionalMemory)
            free_pages += d->NumberOfPages;
    }
    assert_int_equal(count, map.count);
    assert_true(free_pages > 1000);
    uefi_memmap_close(&map);
    uefi_memmap_close(&map);
}

static void reads_into_the_callers_memory(void **state)
{
    (void)state;
    static _Alignas(8) uint8_t memory[16384];
    struct uefi_memmap map = {0};
    size_t needed = 0;
    assert_status(uefi_memmap_read(memory, 48, &map, &needed), EFI_BUFFER_TOO_SMALL);
    assert_null(map.at);
    assert_true(needed >= 33 * 48);
    assert_ok(uefi_memmap_read(memory, sizeof memory, &map, NULL));
    assert_ptr_equal(map.at, memory);
    assert_true(map.key != 0);
}

static void a_map_that_grows(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_memmap map = {0};
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_GROWS, 48, 0, 5);
    assert_ok(uefi_memmap_get(&map));
    uefi_memmap_close(&map);
    uefi_mock_be_honest(m);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_GROWS, 256 * 48, 0, 3); /* beyond the slack */
    assert_ok(uefi_memmap_get(&map));
    uefi_memmap_close(&map);
    uefi_mock_be_honest(m);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_GROWS, 256 * 48, 0, 0); /* without end */
    assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
    assert_null(map.at);
    uefi_mock_be_honest(m);
    assert_int_equal(uefi_mock_pool_blocks(m), 0);
}

static void maps_that_cannot_be(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_memmap map = {0};
    static const uint64_t sizes[] = {0, 8, 32, 44, 39, 8192}; /* of a descriptor */
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_OFF, sizes[i], 0, 0);
        assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
        uefi_mock_be_honest(m);
    }
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_NUMBER, 0, 1, 1); /* none at all */
    assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_NUMBER, 1u << 30, 1, 1); /* more than fits */
    assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_NUMBER, 49, 1, 1); /* half a one */
    assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_STUCK, 0, 0, 1); /* too small for nothing */
    assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_STUCK, SIZE_MAX - 7, 0, 1);
    assert_status(uefi_memmap_get(&map), EFI_PROTOCOL_ERROR);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 1, 1);
    assert_status(uefi_memmap_get(&map), EFI_DEVICE_ERROR);
    uefi_mock_lie(m, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES, 0, 1);
    assert_status(uefi_memmap_get(&map), EFI_OUT_OF_RESOURCES);
    assert_null(map.at);
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_memmap_get(&map));
    uefi_image()->boot = boot;
}

/* --- Maps of the test's own --- */

static _Alignas(8) uint8_t bytes[64 * 48];
static size_t used;

static void add(uint32_t type, uint64_t start, uint64_t count)
{
    EFI_MEMORY_DESCRIPTOR d = {
        .Type = type, .PhysicalStart = start, .NumberOfPages = count, .Attribute = EFI_MEMORY_WB};
    memcpy(bytes + used++ * 48, &d, sizeof d);
}

static struct uefi_memmap own(void)
{
    struct uefi_memmap map;
    assert_ok(uefi_memmap_of(bytes, used * 48, 48, 1, &map));
    used = 0;
    return map;
}

static void adopts_a_map(void **state)
{
    (void)state;
    struct uefi_memmap map = {0};
    assert_status(uefi_memmap_of(NULL, 48, 48, 1, &map), EFI_INVALID_PARAMETER);
    assert_status(uefi_memmap_of(bytes + 4, 48, 48, 1, &map), EFI_INVALID_PARAMETER);
    assert_status(uefi_memmap_of(bytes, 50, 48, 1, &map), EFI_INVALID_PARAMETER);
    assert_status(uefi_memmap_of(bytes, 48, 0, 1, &map), EFI_INVALID_PARAMETER);
    assert_status(uefi_memmap_of(bytes, 32, 32, 1, &map), EFI_INVALID_PARAMETER);
    assert_null(map.at);
    assert_ok(uefi_memmap_of(bytes, 96, 48, 1, &map));
    assert_int_equal(map.count, 2);
}

static void finds_an_address(void **state)
{
    (void)state;
    add(EfiLoaderData, 0x10000, 2);
    add(EfiReservedMemoryType, UINT64_MAX - 0xfff, UINT64_MAX); /* beyond the end of all */
    struct uefi_memmap map = own();
    assert_null(uefi_memmap_find(&map, 0xffff));
    assert_ptr_equal(uefi_memmap_find(&map, 0x10000), uefi_memmap_at(&map, 0));
    assert_ptr_equal(uefi_memmap_find(&map, 0x11fff), uefi_memmap_at(&map, 0));
    assert_null(uefi_memmap_find(&map, 0x12000));
    assert_int_equal(uefi_descriptor_end(uefi_memmap_at(&map, 1)), UINT64_MAX);
    assert_ptr_equal(uefi_memmap_find(&map, UINT64_MAX - 5), uefi_memmap_at(&map, 1));
}

static void sorts(void **state)
{
    (void)state;
    uint32_t random = 12345;
    for (size_t count = 1; count <= 60; count++) {
        uint64_t sum = 0, sorted_sum = 0;
        for (size_t i = 0; i < count; i++) {
            random = random * 1664525 + 1013904223;
            add((uint32_t)i, (uint64_t)(random >> 20) * 0x1000, i);
            sum += (random >> 20) * (i + 1);
        }
        struct uefi_memmap map = own();
        uefi_memmap_sort(&map);
        for (size_t i = 0; i < count; i++) {
            const EFI_MEMORY_DESCRIPTOR *d = uefi_memmap_at(&map, i);
            assert_true(i == 0 || uefi_memmap_at(&map, i - 1)->PhysicalStart <= d->PhysicalStart);
            assert_int_equal(d->Type, d->NumberOfPages); /* moved whole */
            sorted_sum += d->PhysicalStart / 0x1000 * (d->Type + 1);
        }
        assert_int_equal(sum, sorted_sum);
    }
}

static void merges(void **state)
{
    (void)state;
    add(EfiConventionalMemory, 0x5000, 1);
    add(EfiBootServicesData, 0x4000, 1);
    add(EfiConventionalMemory, 0x2000, 2);
    add(EfiConventionalMemory, 0x1000, 1);
    add(EfiConventionalMemory, 0x9000, 0);
    add(EfiConventionalMemory, 0x7000, 1);
    add(EfiRuntimeServicesData, 0x8000, 1);
    struct uefi_memmap map = own();
    uefi_memmap_merge(&map, false);
    assert_int_equal(map.count, 5);
    assert_int_equal(uefi_memmap_at(&map, 0)->PhysicalStart, 0x1000);
    assert_int_equal(uefi_memmap_at(&map, 0)->NumberOfPages, 3);
    uefi_memmap_merge(&map, true); /* 0x4000 is free then: 0x1000 to 0x6000 */
    assert_int_equal(map.count, 3);
    assert_int_equal(uefi_memmap_at(&map, 0)->NumberOfPages, 5);
    assert_int_equal(uefi_memmap_at(&map, 1)->PhysicalStart, 0x7000);
    assert_int_equal(uefi_memmap_at(&map, 2)->Type, EfiRuntimeServicesData);
}

static void what_differs_is_not_merged(void **state)
{
    (void)state;
    add(EfiRuntimeServicesData, 0x1000, 1);
    add(EfiRuntimeServicesData, 0x2000, 1);
    add(EfiRuntimeServicesData, 0x3000, 1);
    struct uefi_memmap map = own();
    uefi_memmap_at(&map, 0)->VirtualStart = 0xf000001000;
    uefi_memmap_at(&map, 1)->VirtualStart = 0xe000002000;
    uefi_memmap_at(&map, 2)->VirtualStart = 0xe000003000;
    uefi_memmap_at(&map, 2)->Attribute |= EFI_MEMORY_RUNTIME;
    uefi_memmap_merge(&map, true);
    assert_int_equal(map.count, 3);
    uefi_memmap_at(&map, 1)->Attribute |= EFI_MEMORY_RUNTIME;
    uefi_memmap_merge(&map, true);
    assert_int_equal(map.count, 2);
}

TESTS(booted(reads_what_is_there), booted(reads_into_the_callers_memory), booted(a_map_that_grows),
      booted(maps_that_cannot_be), test(adopts_a_map), test(finds_an_address), test(sorts),
      test(merges), test(what_differs_is_not_merged))
