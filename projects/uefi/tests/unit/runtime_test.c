/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Runtime services: time, variables, reset, capsules, virtual addresses. */
#include "core.h"
#include "uefi/boot.h"
#include "uefi/runtime.h"

static const EFI_GUID vendor = UEFI_GUID(1, 2, 3, 4, 5);

static void what_is_a_time(void **state)
{
    (void)state;
    const EFI_TIME good = {.Year = 2024,
                           .Month = 2,
                           .Day = 29,
                           .Hour = 23,
                           .Minute = 59,
                           .Second = 59,
                           .Nanosecond = 999999999,
                           .TimeZone = -1440};
    EFI_TIME time = good;
    assert_true(uefi_time_is_valid(&time));
    time.Year = 2023;
    assert_false(uefi_time_is_valid(&time));
    time.Year = 1900;
    assert_false(uefi_time_is_valid(&time));
    time.Year = 2000;
    assert_true(uefi_time_is_valid(&time));
    time.TimeZone = EFI_UNSPECIFIED_TIMEZONE;
    assert_true(uefi_time_is_valid(&time));
#define WRONG(member, value)                        \
    time = good;                                    \
    time.member = (__typeof__(time.member))(value); \
    assert_false(uefi_time_is_valid(&time))
    WRONG(Year, 1899);
    WRONG(Year, 10000);
    WRONG(Month, 0);
    WRONG(Month, 13);
    WRONG(Day, 0);
    WRONG(Day, 30);
    WRONG(Hour, 24);
    WRONG(Minute, 60);
    WRONG(Second, 60);
    WRONG(Nanosecond, 1000000000);
    WRONG(TimeZone, -1441);
    WRONG(TimeZone, 1441);
    time = good;
    time.Month = 4, time.Day = 31;
    assert_false(uefi_time_is_valid(&time));
    time.Month = 7;
    assert_true(uefi_time_is_valid(&time));
}

static void reads_and_sets_the_time(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    EFI_TIME time = {.Year = 2031, .Month = 5, .Day = 6}, got = {0};
    EFI_TIME_CAPABILITIES capabilities = {0};
    assert_ok(uefi_time_set(&time));
    assert_ok(uefi_time_get(&got, &capabilities));
    assert_int_equal(got.Year, 2031);
    assert_true(capabilities.Resolution != 0);
    time.Month = 0;
    assert_status(uefi_time_set(&time), EFI_INVALID_PARAMETER);
    uefi_mock_clock(m, time); /* firmware whose battery is empty */
    assert_status(uefi_time_get(&got, NULL), EFI_PROTOCOL_ERROR);
    assert_int_equal(got.Year, 2031);
    lie(state, "GetTime", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_time_get(&got, NULL), EFI_DEVICE_ERROR);
}

static void wakes_up(void **state)
{
    EFI_TIME time = {.Year = 2040, .Month = 1, .Day = 1}, got = {0};
    bool enabled = false, pending = true;
    assert_ok(uefi_wakeup_set(&time));
    assert_ok(uefi_wakeup_get(&enabled, &pending, &got));
    assert_true(enabled && !pending && got.Year == 2040);
    assert_ok(uefi_wakeup_set(NULL));
    assert_ok(uefi_wakeup_get(&enabled, &pending, &got));
    assert_false(enabled);
    time.Day = 0;
    assert_status(uefi_wakeup_set(&time), EFI_INVALID_PARAMETER);
    lie(state, "GetWakeupTime", UEFI_MOCK_FAIL, EFI_UNSUPPORTED);
    assert_status(uefi_wakeup_get(&enabled, &pending, &got), EFI_UNSUPPORTED);
}

static EFI_STATUS EFIAPI wakeup_never(BOOLEAN *enabled, BOOLEAN *pending, EFI_TIME *time)
{
    *enabled = TRUE;
    *pending = FALSE;
    *time = (EFI_TIME){0};
    return EFI_SUCCESS;
}

static void a_wakeup_at_no_time(void **state)
{
    (void)state;
    EFI_RUNTIME_SERVICES *honest = uefi_image()->runtime, runtime = *honest;
    runtime.GetWakeupTime = wakeup_never;
    uefi_image()->runtime = &runtime;
    bool enabled = false, pending;
    EFI_TIME time;
    assert_status(uefi_wakeup_get(&enabled, &pending, &time), EFI_PROTOCOL_ERROR);
    assert_false(enabled);
    uefi_image()->runtime = honest;
}

static void variables(void **state)
{
    (void)state;
    const uint32_t attributes = EFI_VARIABLE_BOOTSERVICE_ACCESS | EFI_VARIABLE_RUNTIME_ACCESS;
    char data[16] = "";
    size_t size = 0, needed = 0;
    uint32_t got = 0;
    assert_status(uefi_runtime_get_variable(u"none", &vendor, data, 16, &size, &got, &needed),
                  EFI_NOT_FOUND);
    assert_ok(uefi_runtime_set_variable(u"mine", &vendor, attributes, "12345", 5));
    assert_status(uefi_runtime_get_variable(u"mine", &vendor, data, 4, &size, &got, &needed),
                  EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 5);
    assert_int_equal(size, 0);
    assert_ok(uefi_runtime_get_variable(u"mine", &vendor, data, 16, &size, &got, NULL));
    assert_int_equal(size, 5);
    assert_int_equal(got, attributes);
    assert_memory_equal(data, "12345", 5);
    assert_ok(uefi_runtime_set_variable(u"mine", &vendor, attributes, NULL, 0));
    assert_status(uefi_runtime_get_variable(u"mine", &vendor, data, 16, &size, NULL, NULL),
                  EFI_NOT_FOUND);
}

static void variables_that_cannot_be(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    uefi_mock_variable(m, u"mine", &vendor, EFI_VARIABLE_BOOTSERVICE_ACCESS, "12345", 5);
    char data[16];
    size_t size = 77, needed = 77;
    lie(state, "GetVariable", UEFI_MOCK_NUMBER, 0);
    assert_status(uefi_runtime_get_variable(u"mine", &vendor, data, 16, &size, NULL, NULL),
                  EFI_PROTOCOL_ERROR);
    lie(state, "GetVariable", UEFI_MOCK_NUMBER, 17);
    assert_status(uefi_runtime_get_variable(u"mine", &vendor, data, 16, &size, NULL, NULL),
                  EFI_PROTOCOL_ERROR);
    lie(state, "GetVariable", UEFI_MOCK_STUCK, 16);
    assert_status(uefi_runtime_get_variable(u"mine", &vendor, data, 16, &size, NULL, &needed),
                  EFI_PROTOCOL_ERROR);
    assert_int_equal(size, 77);
    assert_int_equal(needed, 77);
}

static void walks_the_names(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    uefi_mock_variable(m, u"first", &vendor, EFI_VARIABLE_BOOTSERVICE_ACCESS, "1", 1);
    uefi_mock_variable(m, u"second-and-longer", &vendor, EFI_VARIABLE_BOOTSERVICE_ACCESS, "2", 1);
    char16_t name[64] = {0};
    EFI_GUID guid = {0};
    size_t count = 0, mine = 0;
    uefi_status status;
    while (uefi_is_ok(status = uefi_runtime_next_variable(name, 64, &guid, NULL))) {
        count++;
        mine += memcmp(&guid, &vendor, sizeof guid) == 0;
    }
    assert_status(status, EFI_NOT_FOUND);
    assert_int_equal(mine, 2);
    assert_true(count >= 2);

    char16_t small[6] = u"first";
    size_t needed = 0;
    guid = vendor;
    assert_status(uefi_runtime_next_variable(small, 6, &guid, &needed), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 18);
    const char16_t endless[2] = {u'a', u'b'};
    assert_status(uefi_runtime_next_variable((char16_t *)endless, 2, &guid, &needed),
                  EFI_INVALID_PARAMETER);
    assert_status(uefi_runtime_next_variable(small, 0, &guid, &needed), EFI_INVALID_PARAMETER);
}

static void names_that_cannot_be(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    uefi_mock_variable(m, u"first", &vendor, EFI_VARIABLE_BOOTSERVICE_ACCESS, "1", 1);
    char16_t name[6] = {0};
    EFI_GUID guid = {0};
    uefi_mock_lie(m, "GetNextVariableName", UEFI_MOCK_UNTERMINATED, 0, 0, 0);
    for (int i = 0; i < 4; i++) {
        uefi_status status = uefi_runtime_next_variable(name, 6, &guid, NULL);
        if (uefi_is(status, EFI_PROTOCOL_ERROR))
            assert_int_equal(name[5], 0);
        assert_false(uefi_is_ok(status));
        memset(name, 0, sizeof name);
    }
    uefi_mock_be_honest(m);
    lie(state, "GetNextVariableName", UEFI_MOCK_STUCK, 4);
    assert_status(uefi_runtime_next_variable(name, 6, &guid, NULL), EFI_PROTOCOL_ERROR);
    lie(state, "GetNextVariableName", UEFI_MOCK_STUCK, 4001); /* half a unit */
    assert_status(uefi_runtime_next_variable(name, 6, &guid, NULL), EFI_PROTOCOL_ERROR);
    lie(state, "GetNextVariableName", UEFI_MOCK_SILENT, 0); /* the empty name again */
    assert_status(uefi_runtime_next_variable(name, 6, &guid, NULL), EFI_PROTOCOL_ERROR);
}

static EFI_STATUS EFIAPI more_free_than_there_is(UINT32 attributes, UINT64 *total, UINT64 *left,
                                                 UINT64 *largest)
{
    (void)attributes;
    *total = 10;
    *left = 11;
    *largest = 1;
    return EFI_SUCCESS;
}

static void space_for_variables(void **state)
{
    (void)state;
    struct uefi_variable_space space = {0};
    const uint32_t attributes = EFI_VARIABLE_NON_VOLATILE | EFI_VARIABLE_BOOTSERVICE_ACCESS;
    assert_ok(uefi_runtime_variable_space(attributes, &space));
    assert_true(space.total >= space.free && space.largest != 0);
    EFI_RUNTIME_SERVICES *honest = uefi_image()->runtime, runtime = *honest;
    runtime.QueryVariableInfo = more_free_than_there_is;
    uefi_image()->runtime = &runtime;
    assert_status(uefi_runtime_variable_space(attributes, &space), EFI_PROTOCOL_ERROR);
    uefi_image()->runtime = honest;
}

static void reset(void *text)
{
    uefi_reset(EfiResetWarm, uefi_status_of(EFI_ABORTED), text, 6);
}

static void resets(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    static char16_t why[] = u"ab";
    assert_int_equal(uefi_mock_run(m, reset, why), UEFI_MOCK_RESET);
    assert_int_equal(uefi_mock_reset(m)->type, EfiResetWarm);
    assert_int_equal(uefi_mock_reset(m)->status, EFI_ABORTED);
    assert_int_equal(uefi_mock_reset(m)->size, 6);
    assert_memory_equal(uefi_mock_reset(m)->data, why, 6);
}

static void the_rest(void **state)
{
    uint32_t first = 0, second = 0;
    assert_ok(uefi_monotonic_high(&first));
    assert_ok(uefi_monotonic_high(&second));
    assert_true(second > first);
    lie(state, "GetNextHighMonotonicCount", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_monotonic_high(&first), EFI_DEVICE_ERROR);
    EFI_CAPSULE_HEADER header = {.HeaderSize = sizeof header, .CapsuleImageSize = sizeof header};
    EFI_CAPSULE_HEADER *const list[] = {&header};
    uint64_t max = 0;
    EFI_RESET_TYPE type = EfiResetPlatformSpecific;
    lie(state, "QueryCapsuleCapabilities", UEFI_MOCK_FAIL, EFI_UNSUPPORTED);
    assert_status(uefi_capsule_ask(list, 1, &max, &type), EFI_UNSUPPORTED);
    assert_int_equal(type, EfiResetPlatformSpecific);
    assert_ok(uefi_capsule_ask(list, 1, &max, &type));
    assert_int_equal(type, EfiResetWarm);
    assert_true(max != 0);
    lie(state, "UpdateCapsule", UEFI_MOCK_FAIL, EFI_SECURITY_VIOLATION);
    assert_status(uefi_capsule_update(list, 1, 0), EFI_SECURITY_VIOLATION);
}

static EFI_STATUS EFIAPI reset_of_no_kind(EFI_CAPSULE_HEADER **list, UINTN count, UINT64 *max,
                                          EFI_RESET_TYPE *type)
{
    (void)list, (void)count;
    *max = 1;
    *(int *)type = 77;
    return EFI_SUCCESS;
}

static void a_reset_of_no_kind(void **state)
{
    (void)state;
    EFI_RUNTIME_SERVICES *honest = uefi_image()->runtime, runtime = *honest;
    runtime.QueryCapsuleCapabilities = reset_of_no_kind;
    uefi_image()->runtime = &runtime;
    uint64_t max = 0;
    EFI_RESET_TYPE type = EfiResetWarm;
    assert_status(uefi_capsule_ask(NULL, 0, &max, &type), EFI_PROTOCOL_ERROR);
    assert_int_equal(type, EfiResetWarm);
    uefi_image()->runtime = honest;
}

/* The mock's tables are the process's, so the map that moves them is the test's own. */
static void moves_to_virtual_addresses(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    static _Alignas(8) uint8_t bytes[2 * 48];
    uint64_t table = (uintptr_t)uefi_image()->runtime, page = table & ~(uint64_t)0xfff;
    EFI_MEMORY_DESCRIPTOR d[2] = {
        {.Type = EfiConventionalMemory, .PhysicalStart = page - 0x1000, .NumberOfPages = 1},
        {.Type = EfiRuntimeServicesData,
         .PhysicalStart = page,
         .NumberOfPages = 8,
         .VirtualStart = page,
         .Attribute = EFI_MEMORY_RUNTIME}};
    memcpy(bytes, &d[0], sizeof d[0]);
    memcpy(bytes + 48, &d[1], sizeof d[1]);
    struct uefi_memmap map, mine;
    assert_ok(uefi_memmap_of(bytes, sizeof bytes, 48, 1, &mine));
    assert_gone(uefi_runtime_map(&mine)); /* boot services are there */
    assert_ok(uefi_exit_boot_services(&map));

    uefi_memmap_at(&mine, 1)->Attribute = 0;
    assert_status(uefi_runtime_map(&mine), EFI_INVALID_PARAMETER);
    uefi_memmap_at(&mine, 1)->Attribute = EFI_MEMORY_RUNTIME;
    uefi_memmap_at(&mine, 1)->PhysicalStart -= 0x100000; /* the table is elsewhere */
    assert_status(uefi_runtime_map(&mine), EFI_INVALID_PARAMETER);
    uefi_memmap_at(&mine, 1)->PhysicalStart += 0x100000;
    lie(state, "SetVirtualAddressMap", UEFI_MOCK_FAIL, EFI_UNSUPPORTED);
    assert_status(uefi_runtime_map(&mine), EFI_UNSUPPORTED);
    assert_int_equal((uintptr_t)uefi_image()->runtime, table);
    uefi_memmap_at(&mine, 1)->VirtualStart += 0x10000000;
    assert_ok(uefi_runtime_map(&mine));
    assert_true(uefi_mock_virtual(m));
    assert_int_equal((uintptr_t)uefi_image()->runtime, table + 0x10000000);
    uefi_image()->runtime = (EFI_RUNTIME_SERVICES *)(uintptr_t)table;
}

static void converts_pointers(void **state)
{
    void *pointer = state, *none = NULL;
    lie(state, "ConvertPointer", UEFI_MOCK_FAIL, EFI_NOT_FOUND);
    assert_status(uefi_runtime_convert(&pointer), EFI_NOT_FOUND);
    assert_ptr_equal(pointer, state);
    lie(state, "ConvertPointer", UEFI_MOCK_FAIL, EFI_SUCCESS);
    assert_ok(uefi_runtime_convert(&none));
}

TESTS(test(what_is_a_time), booted(reads_and_sets_the_time), booted(wakes_up),
      booted(a_wakeup_at_no_time), booted(variables), booted(variables_that_cannot_be),
      booted(walks_the_names), booted(names_that_cannot_be), booted(space_for_variables),
      booted(resets), booted(the_rest), booted(a_reset_of_no_kind),
      booted(moves_to_virtual_addresses), booted(converts_pointers))
