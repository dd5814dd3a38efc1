/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Random numbers, processors, and small protocols of the platform. What this firmware lacks is an
 * own instance.
 *
 * Tests: EFI_RNG_PROTOCOL
 * Tests: EFI_MP_SERVICES_PROTOCOL
 * Tests: EFI_TIMESTAMP_PROTOCOL
 * Tests: EFI_RESET_NOTIFICATION_PROTOCOL
 * Tests: EFI_MEMORY_ATTRIBUTE_PROTOCOL
 */
#include "uefi/platform.h"
#include "test.h"
#include "uefi/mp.h"
#include "uefi/rng.h"

static void random_numbers(void)
{
    struct uefi_rng rng = {0};
    EFI_GUID algorithms[8];
    size_t count = 0, needed = 0;
    uint64_t first[4] = {0}, second[4] = {0};
    if (!check_ok(uefi_rng_open(&rng)))
        return;
    check_ok(uefi_rng_algorithms(&rng, algorithms, 8, &count, NULL));
    check(count >= 1);
    check_status(uefi_rng_algorithms(&rng, NULL, 0, &count, &needed), EFI_BUFFER_TOO_SMALL);
    check(needed >= 1);
    check_ok(uefi_rng_get(&rng, NULL, first, sizeof first));
    check_ok(uefi_rng_get(&rng, &algorithms[0], second, sizeof second));
    check(first[0] != second[0] && first[3] != second[3]);
    static const EFI_GUID unknown = UEFI_GUID(1, 2, 3, 4, 5);
    check_status(uefi_rng_get(&rng, &unknown, first, sizeof first), EFI_UNSUPPORTED);
    check_equal(first[0], 0);
    uefi_rng_close(&rng);
}

static struct uefi_mp mp;

static void EFIAPI on_another(void *ctx)
{
    UINTN self = 99;
    mp.raw->WhoAmI(mp.raw, &self); /* the one service that other processors may call */
    __atomic_fetch_add((size_t *)ctx, self, __ATOMIC_SEQ_CST);
}

static void EFIAPI for_ever(void *ctx)
{
    (void)ctx;
    for (;;)
        __asm__ volatile("pause");
}

static void processors(void)
{
    struct uefi_mp_count count = {0};
    size_t self = 7, sum = 0;
    EFI_PROCESSOR_INFORMATION info;
    if (!check_ok(uefi_mp_open(&mp)) || !check_ok(uefi_mp_count(&mp, &count)))
        return;
    check(count.all == 2 && count.enabled == 2);
    check_ok(uefi_mp_self(&mp, &self));
    check_equal(self, 0);
    check_ok(uefi_mp_info(&mp, 1, &info));
    check(info.StatusFlag & PROCESSOR_ENABLED_BIT);
    check_equal(info.ProcessorId, 1);
    check_status(uefi_mp_info(&mp, 2, &info), EFI_NOT_FOUND);
    check_ok(uefi_mp_run_all(&mp, false, on_another, &sum, 0));
    check_equal(sum, 1);
    check_ok(uefi_mp_run(&mp, 1, on_another, &sum, 0));
    check_equal(sum, 2);
    check_status(uefi_mp_run(&mp, 5, on_another, &sum, 0), EFI_NOT_FOUND);
    check_status(uefi_mp_run(&mp, 0, on_another, &sum, 0), EFI_INVALID_PARAMETER);
    check_status(uefi_mp_run(&mp, 1, for_ever, NULL, 100000), EFI_TIMEOUT);
    struct uefi_event done = {0};
    size_t which;
    check_ok(uefi_event_create(0, 0, NULL, NULL, &done));
    check_ok(uefi_mp_start_all(&mp, true, on_another, &sum, done));
    check_ok(uefi_event_wait(&done, 1, 60 * UEFI_SECOND, &which));
    check_equal(sum, 3);
    uefi_event_close(&done);
    check_ok(uefi_mp_enable(&mp, 1, false, true));
    check_ok(uefi_mp_count(&mp, &count));
    check_equal(count.enabled, 1);
    check_status(uefi_mp_run_all(&mp, false, on_another, &sum, 0), EFI_NOT_STARTED);
    check_ok(uefi_mp_enable(&mp, 1, true, true));
    uefi_mp_close(&mp);
}

static void EFIAPI at_reset(EFI_RESET_TYPE type, EFI_STATUS status, UINTN size, VOID *data)
{
    (void)type, (void)status, (void)size, (void)data;
}

static void word_of_a_reset(void)
{
    struct uefi_reset_notify notify = {0}, twice = {0};
    if (!check_ok(uefi_reset_notify_open(at_reset, &notify)))
        return;
    check_status(uefi_reset_notify_open(at_reset, &twice), EFI_ALREADY_STARTED);
    uefi_reset_notify_close(&notify);
    uefi_reset_notify_close(&notify);
    check_ok(uefi_reset_notify_open(at_reset, &notify));
    uefi_reset_notify_close(&notify);
}

static UINT64 EFIAPI ticks(void)
{
    static UINT64 now;
    return now += 250;
}

static EFI_STATUS EFIAPI properties(EFI_TIMESTAMP_PROPERTIES *ret)
{
    *ret = (EFI_TIMESTAMP_PROPERTIES){1000, 999999};
    return EFI_SUCCESS;
}

static void a_timestamp(void)
{
    static const EFI_GUID guid = EFI_TIMESTAMP_PROTOCOL_GUID;
    EFI_TIMESTAMP_PROTOCOL own = {ticks, properties};
    struct uefi_timestamp timestamp = {0};
    struct uefi_handle handle = {0};
    uint64_t from = 0, to = 0;
    check_status(uefi_timestamp_open(&timestamp), EFI_UNSUPPORTED);
    check_ok(uefi_protocol_install(&handle, &guid, &own));
    check_ok(uefi_timestamp_open(&timestamp));
    check_ok(uefi_timestamp_get(&timestamp, &from));
    check_ok(uefi_timestamp_get(&timestamp, &to));
    check_equal(uefi_timestamp_between(&timestamp, from, to), 250000000);
    uefi_timestamp_close(&timestamp);
    check_ok(uefi_protocol_uninstall(handle, &guid, &own));
}

static UINT64 held;

static EFI_STATUS EFIAPI get(EFI_MEMORY_ATTRIBUTE_PROTOCOL *self, EFI_PHYSICAL_ADDRESS base,
                             UINT64 size, UINT64 *ret)
{
    (void)self, (void)base;
    *ret = held;
    return size == 2 * EFI_PAGE_SIZE ? EFI_SUCCESS : EFI_NO_MAPPING;
}

static EFI_STATUS EFIAPI set(EFI_MEMORY_ATTRIBUTE_PROTOCOL *self, EFI_PHYSICAL_ADDRESS base,
                             UINT64 size, UINT64 attributes)
{
    (void)self, (void)base, (void)size;
    held |= attributes;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI clear(EFI_MEMORY_ATTRIBUTE_PROTOCOL *self, EFI_PHYSICAL_ADDRESS base,
                               UINT64 size, UINT64 attributes)
{
    (void)self, (void)base, (void)size;
    held &= ~attributes;
    return EFI_SUCCESS;
}

static void memory_attributes(void)
{
    static const EFI_GUID guid = EFI_MEMORY_ATTRIBUTE_PROTOCOL_GUID;
    EFI_MEMORY_ATTRIBUTE_PROTOCOL own = {get, set, clear};
    struct uefi_memory_attribute attribute = {0};
    struct uefi_handle handle = {0};
    const struct uefi_pages pages = {0x10000, 2};
    uint64_t got = 0;
    check_ok(uefi_protocol_install(&handle, &guid, &own));
    check_ok(uefi_memory_attribute_open_on(handle, &attribute));
    check_ok(uefi_memory_attribute_set(&attribute, pages, EFI_MEMORY_RO | EFI_MEMORY_XP));
    check_ok(uefi_memory_attribute_clear(&attribute, pages, EFI_MEMORY_XP));
    check_ok(uefi_memory_attribute_get(&attribute, pages, &got));
    check_equal(got, EFI_MEMORY_RO);
    check_status(uefi_memory_attribute_set(&attribute, pages, EFI_MEMORY_WB),
                 EFI_INVALID_PARAMETER);
    uefi_memory_attribute_close(&attribute);
    check_ok(uefi_protocol_uninstall(handle, &guid, &own));
}

TESTS(platform, test(random_numbers), test(processors), test(word_of_a_reset), test(a_timestamp),
      test(memory_attributes))
