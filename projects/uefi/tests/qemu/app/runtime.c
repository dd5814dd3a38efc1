/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Runtime services while boot services are there; exit.c goes on without them. */
#include "uefi/runtime.h"
#include "test.h"

static const EFI_GUID vendor = UEFI_GUID(0x8f6c7a51, 0x3d1e, 0x4b0e, 0x9d59, 0x6f0a6f7d5e20);

static void time_is_a_time(void)
{
    EFI_TIME time = {0};
    EFI_TIME_CAPABILITIES capabilities = {0};
    check_ok(uefi_time_get(&time, &capabilities));
    check(time.Year >= 2024);
    check(capabilities.Resolution >= 1);
    check_ok(uefi_time_set(&time));
    time.Month = 13;
    check_status(uefi_time_set(&time), EFI_INVALID_PARAMETER);
}

static void wakes_up(void)
{
    bool enabled = true, pending = true;
    EFI_TIME time = {0};
    check_ok(uefi_wakeup_get(&enabled, &pending, &time));
    check(!enabled);
    check_ok(uefi_time_get(&time, NULL));
    time.Hour = 1, time.Minute = 2, time.Second = 3, time.Nanosecond = 0;
    EFI_TIME got = {0};
    uefi_status status = uefi_wakeup_set(&time);
    check(uefi_is_ok(status) || uefi_is(status, EFI_UNSUPPORTED)); /* as in this firmware */
    bool set = uefi_is_ok(status);
    check_ok(uefi_wakeup_get(&enabled, &pending, &got));
    check(enabled == set && (!set || got.Minute == 2));
    status = uefi_wakeup_set(NULL);
    check(uefi_is_ok(status) || uefi_is(status, EFI_UNSUPPORTED));
}

static void variables(void)
{
    const uint32_t attributes = EFI_VARIABLE_NON_VOLATILE | EFI_VARIABLE_BOOTSERVICE_ACCESS;
    char data[8];
    size_t size = 0, needed = 0;
    uint32_t got = 0;
    check_ok(uefi_runtime_set_variable(u"TestOfTheCore", &vendor, attributes, "12345", 5));
    check_status(
        uefi_runtime_get_variable(u"TestOfTheCore", &vendor, data, 2, &size, &got, &needed),
        EFI_BUFFER_TOO_SMALL);
    check_equal(needed, 5);
    check_ok(uefi_runtime_get_variable(u"TestOfTheCore", &vendor, data, 8, &size, &got, NULL));
    check_equal(size, 5);
    check_equal(got, attributes);
    char16_t name[200] = {0};
    EFI_GUID guid = {0};
    size_t count = 0, mine = 0;
    uefi_status status;
    while (uefi_is_ok(status = uefi_runtime_next_variable(name, 200, &guid, NULL))) {
        count++;
        mine += name[0] == 'T' && name[6] == 'T' && guid.Data1 == vendor.Data1;
    }
    check_status(status, EFI_NOT_FOUND);
    check_equal(mine, 1);
    check(count > 10);
    struct uefi_variable_space space = {0};
    check_ok(uefi_runtime_variable_space(attributes, &space));
    check(space.free && space.free < space.total && space.largest < space.total);
    check_ok(uefi_runtime_set_variable(u"TestOfTheCore", &vendor, attributes, NULL, 0));
    check_status(uefi_runtime_get_variable(u"TestOfTheCore", &vendor, data, 8, &size, NULL, NULL),
                 EFI_NOT_FOUND);
}

static void the_rest(void)
{
    uint32_t first = 0, second = 0;
    check_ok(uefi_monotonic_high(&first));
    check_ok(uefi_monotonic_high(&second));
    check(second == first + 1);
    /* A capsule that does nothing but be asked about. */
    EFI_CAPSULE_HEADER header = {vendor, sizeof header, CAPSULE_FLAGS_PERSIST_ACROSS_RESET,
                                 sizeof header};
    EFI_CAPSULE_HEADER *const list[] = {&header};
    uint64_t max = 0;
    EFI_RESET_TYPE type = EfiResetShutdown;
    uefi_status status = uefi_capsule_ask(list, 1, &max, &type);
    note("capsules: answers", status.code);
    check(uefi_is_ok(status) || uefi_is(status, EFI_UNSUPPORTED));
    check_status(uefi_capsule_update(list, 0, 0), EFI_INVALID_PARAMETER);
}

TESTS(runtime, test(time_is_a_time), test(wakes_up), test(variables), test(the_rest))
