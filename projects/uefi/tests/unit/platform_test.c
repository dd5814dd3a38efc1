/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Random numbers, processors, timestamp, reset notification, memory attributes: instances of the
 * test's own, which lie when told.
 *
 * Tests: EFI_RNG_PROTOCOL
 * Tests: EFI_MP_SERVICES_PROTOCOL
 * Tests: EFI_TIMESTAMP_PROTOCOL
 * Tests: EFI_RESET_NOTIFICATION_PROTOCOL
 * Tests: EFI_MEMORY_ATTRIBUTE_PROTOCOL
 */
#include "core.h"
#include "uefi/mp.h"
#include "uefi/platform.h"
#include "uefi/rng.h"

/* What the next call answers, and the numbers it says. */
static EFI_STATUS answer;
static uint64_t said[2];

static void say(EFI_STATUS status, uint64_t first, uint64_t second)
{
    answer = status;
    said[0] = first;
    said[1] = second;
}

static struct uefi_handle install(void **state, const EFI_GUID *guid, void *interface)
{
    answer = EFI_SUCCESS;
    return uefi_handle_of(uefi_mock_install((struct uefi_mock *)*state, NULL, guid, interface));
}

/* --- Random numbers --- */

static EFI_STATUS EFIAPI rng_info(EFI_RNG_PROTOCOL *self, UINTN *size, EFI_RNG_ALGORITHM *list)
{
    (void)self;
    if (answer == EFI_SUCCESS && *size >= sizeof *list)
        list[0] = (EFI_GUID)EFI_RNG_ALGORITHM_RAW;
    *size = (UINTN)said[0];
    return answer;
}

static EFI_STATUS EFIAPI rng_get(EFI_RNG_PROTOCOL *self, EFI_RNG_ALGORITHM *algorithm, UINTN size,
                                 UINT8 *bytes)
{
    (void)self, (void)algorithm;
    memset(bytes, (int)said[0], size < said[1] ? size : said[1]);
    return answer;
}

static void random_numbers(void **state)
{
    static const EFI_GUID guid = EFI_RNG_PROTOCOL_GUID;
    static EFI_RNG_PROTOCOL raw = {rng_info, rng_get};
    struct uefi_rng rng = {0};
    EFI_GUID list[2];
    size_t count = 0, needed = 0;
    uint8_t bytes[32];
    assert_status(uefi_rng_open(&rng), EFI_UNSUPPORTED);
    assert_status(uefi_rng_get(&rng, NULL, bytes, 32), EFI_NOT_STARTED);
    struct uefi_handle handle = install(state, &guid, &raw);
    assert_ok(uefi_rng_open(&rng));
    assert_ok(uefi_rng_open_on(handle, &rng));
    say(EFI_SUCCESS, 16, 0);
    assert_ok(uefi_rng_algorithms(&rng, list, 2, &count, NULL));
    assert_int_equal(count, 1);
    say(EFI_BUFFER_TOO_SMALL, 64, 0);
    assert_status(uefi_rng_algorithms(&rng, list, 2, &count, &needed), EFI_BUFFER_TOO_SMALL);
    assert_int_equal(needed, 4);
    static const uint64_t sizes[] = {0, 15, 17, 48, 1 << 20};
    for (size_t i = 0; i < 5; i++) {
        say(EFI_SUCCESS, sizes[i], 0);
        assert_status(uefi_rng_algorithms(&rng, list, 2, &count, &needed), EFI_PROTOCOL_ERROR);
    }
    say(EFI_BUFFER_TOO_SMALL, 32, 0);
    assert_status(uefi_rng_algorithms(&rng, list, 2, &count, &needed), EFI_PROTOCOL_ERROR);
    assert_status(uefi_rng_algorithms(&rng, list, SIZE_MAX, &count, NULL), EFI_INVALID_PARAMETER);

    say(EFI_SUCCESS, 0x77, 32);
    assert_ok(uefi_rng_get(&rng, NULL, bytes, 32));
    assert_int_equal(bytes[31], 0x77);
    say(EFI_SUCCESS, 0x77, 0); /* it says yes, and writes nothing */
    assert_status(uefi_rng_get(&rng, NULL, bytes, 32), EFI_PROTOCOL_ERROR);
    assert_int_equal(bytes[31], 0);
    assert_ok(uefi_rng_get(&rng, NULL, bytes, 1)); /* that may be */
    say(EFI_DEVICE_ERROR, 0x77, 16);
    assert_status(uefi_rng_get(&rng, NULL, bytes, 32), EFI_DEVICE_ERROR);
    assert_int_equal(bytes[0], 0);
    uefi_rng_close(&rng);
    assert_null(rng.raw);
}

/* --- Processors --- */

static unsigned runs;

static void EFIAPI procedure(void *ctx)
{
    (void)ctx;
    runs++;
}

static EFI_STATUS EFIAPI mp_count(EFI_MP_SERVICES_PROTOCOL *self, UINTN *all, UINTN *enabled)
{
    (void)self;
    *all = (UINTN)said[0];
    *enabled = (UINTN)said[1];
    return answer;
}

static EFI_STATUS EFIAPI mp_info(EFI_MP_SERVICES_PROTOCOL *self, UINTN number,
                                 EFI_PROCESSOR_INFORMATION *info)
{
    (void)self;
    info->ProcessorId = number;
    return answer;
}

static EFI_STATUS EFIAPI mp_all(EFI_MP_SERVICES_PROTOCOL *self, EFI_AP_PROCEDURE function,
                                BOOLEAN single, EFI_EVENT event, UINTN time, VOID *ctx,
                                UINTN **failed)
{
    (void)self, (void)single, (void)time;
    function(ctx);
    if (event)
        uefi_boot()->SignalEvent(event);
    if (failed && answer == EFI_TIMEOUT)
        uefi_boot()->AllocatePool(EfiBootServicesData, 16, (void **)failed);
    return answer;
}

static EFI_STATUS EFIAPI mp_this(EFI_MP_SERVICES_PROTOCOL *self, EFI_AP_PROCEDURE function,
                                 UINTN number, EFI_EVENT event, UINTN time, VOID *ctx,
                                 BOOLEAN *finished)
{
    (void)self, (void)number, (void)event, (void)time, (void)finished;
    function(ctx);
    return answer;
}

static EFI_STATUS EFIAPI mp_switch(EFI_MP_SERVICES_PROTOCOL *self, UINTN number, BOOLEAN keep)
{
    (void)self, (void)number, (void)keep;
    return answer;
}

static EFI_STATUS EFIAPI mp_enable(EFI_MP_SERVICES_PROTOCOL *self, UINTN number, BOOLEAN enable,
                                   UINT32 *health)
{
    (void)self, (void)number, (void)enable;
    said[0] = *health;
    return answer;
}

static EFI_STATUS EFIAPI mp_who(EFI_MP_SERVICES_PROTOCOL *self, UINTN *number)
{
    (void)self;
    if (said[0])
        *number = (UINTN)said[0];
    return answer;
}

static void processors(void **state)
{
    static const EFI_GUID guid = EFI_MP_SERVICES_PROTOCOL_GUID;
    static EFI_MP_SERVICES_PROTOCOL raw = {mp_count,  mp_info,   mp_all, mp_this,
                                           mp_switch, mp_enable, mp_who};
    struct uefi_mp mp = {0};
    struct uefi_mp_count count = {0};
    size_t self = 99;
    EFI_PROCESSOR_INFORMATION info;
    assert_status(uefi_mp_open(&mp), EFI_UNSUPPORTED);
    struct uefi_handle handle = install(state, &guid, &raw);
    assert_ok(uefi_mp_open(&mp));
    assert_ok(uefi_mp_open_on(handle, &mp));
    say(EFI_SUCCESS, 4, 3);
    assert_ok(uefi_mp_count(&mp, &count));
    assert_int_equal(count.all, 4);
    assert_int_equal(count.enabled, 3);
    say(EFI_SUCCESS, 4, 5);
    assert_status(uefi_mp_count(&mp, &count), EFI_PROTOCOL_ERROR);
    say(EFI_SUCCESS, 4, 0);
    assert_status(uefi_mp_count(&mp, &count), EFI_PROTOCOL_ERROR);
    assert_int_equal(count.enabled, 3);
    say(EFI_SUCCESS, 2, 0);
    assert_ok(uefi_mp_self(&mp, &self));
    assert_int_equal(self, 2);
    say(EFI_SUCCESS, 0, 0); /* says nothing */
    assert_status(uefi_mp_self(&mp, &self), EFI_PROTOCOL_ERROR);
    assert_ok(uefi_mp_info(&mp, 3, &info));
    assert_int_equal(info.ProcessorId, 3);
    assert_int_equal(info.ExtendedInformation.Location2.Package, 0);

    runs = 0;
    assert_ok(uefi_mp_run(&mp, 1, procedure, NULL, 0));
    assert_ok(uefi_mp_run_all(&mp, true, procedure, NULL, 0));
    say(EFI_TIMEOUT, 0, 0); /* and its list of who was late is freed, or the end complains */
    assert_status(uefi_mp_run_all(&mp, false, procedure, NULL, 10), EFI_TIMEOUT);
    say(EFI_SUCCESS, 0, 0);
    struct uefi_event done = {0};
    bool signalled = false;
    assert_ok(uefi_event_create(0, 0, NULL, NULL, &done));
    assert_ok(uefi_mp_start_all(&mp, false, procedure, NULL, done));
    assert_ok(uefi_event_check(done, &signalled));
    assert_true(signalled);
    uefi_event_close(&done);
    assert_int_equal(runs, 4);
    assert_ok(uefi_mp_enable(&mp, 1, true, true));
    assert_int_equal(said[0], PROCESSOR_HEALTH_STATUS_BIT);
    say(EFI_NOT_FOUND, 0, 0);
    assert_status(uefi_mp_switch(&mp, 9, true), EFI_NOT_FOUND);
    assert_status(uefi_mp_info(&mp, 9, &info), EFI_NOT_FOUND);
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_mp_count(&mp, &count));
    assert_gone(uefi_mp_run_all(&mp, true, procedure, NULL, 0));
    assert_gone(uefi_mp_run(&mp, 1, procedure, NULL, 0));
    assert_gone(uefi_mp_start_all(&mp, true, procedure, NULL, done));
    assert_gone(uefi_mp_enable(&mp, 1, true, true));
    assert_gone(uefi_mp_switch(&mp, 1, true));
    assert_gone(uefi_mp_self(&mp, &self));
    assert_gone(uefi_mp_info(&mp, 1, &info));
    uefi_image()->boot = boot;
    uefi_mp_close(&mp);
    assert_status(uefi_mp_count(&mp, &count), EFI_NOT_STARTED);
}

/* --- Timestamp --- */

static UINT64 EFIAPI ticks(void)
{
    return said[0];
}

static EFI_TIMESTAMP_PROPERTIES properties;

static EFI_STATUS EFIAPI get_properties(EFI_TIMESTAMP_PROPERTIES *ret)
{
    *ret = properties;
    return answer;
}

static void timestamps(void **state)
{
    static const EFI_GUID guid = EFI_TIMESTAMP_PROTOCOL_GUID;
    static EFI_TIMESTAMP_PROTOCOL raw = {ticks, get_properties};
    struct uefi_timestamp t = {0};
    uint64_t now = 0;
    struct uefi_handle handle = install(state, &guid, &raw);
    assert_status(uefi_timestamp_open(&t), EFI_PROTOCOL_ERROR);
    properties = (EFI_TIMESTAMP_PROPERTIES){1000, 0};
    assert_status(uefi_timestamp_open_on(handle, &t), EFI_PROTOCOL_ERROR);
    say(EFI_DEVICE_ERROR, 0, 0);
    assert_status(uefi_timestamp_open_on(handle, &t), EFI_DEVICE_ERROR);
    assert_null(t.raw);
    assert_status(uefi_timestamp_get(&t, &now), EFI_NOT_STARTED);

    properties = (EFI_TIMESTAMP_PROPERTIES){3, 99};
    say(EFI_SUCCESS, 99, 0);
    assert_ok(uefi_timestamp_open(&t));
    assert_ok(uefi_timestamp_get(&t, &now));
    assert_int_equal(now, 99);
    say(EFI_SUCCESS, 100, 0);
    assert_status(uefi_timestamp_get(&t, &now), EFI_PROTOCOL_ERROR);
    assert_int_equal(uefi_timestamp_between(&t, 1, 4), 1000000000);
    assert_int_equal(uefi_timestamp_between(&t, 1, 2), 333333333);
    assert_int_equal(uefi_timestamp_between(&t, 98, 1), 1000000000); /* past the end: 99, 0, 1 */
    t.properties = (EFI_TIMESTAMP_PROPERTIES){1, UINT64_MAX};
    assert_int_equal(uefi_timestamp_between(&t, 0, UINT64_MAX), UINT64_MAX);
    assert_int_equal(uefi_timestamp_between(&t, 5, 4), UINT64_MAX);
    t.properties.Frequency = UINT64_MAX; /* so fast that a second is all of it */
    assert_in_range(uefi_timestamp_between(&t, 0, UINT64_MAX / 2), 499999990, 500000010);
    uefi_timestamp_close(&t);
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_timestamp_open(&t));
    uefi_image()->boot = boot;
}

/* --- Word of a reset --- */

static EFI_RESET_SYSTEM registered;

static EFI_STATUS EFIAPI notify_on(EFI_RESET_NOTIFICATION_PROTOCOL *self, EFI_RESET_SYSTEM function)
{
    (void)self;
    if (registered)
        return EFI_ALREADY_STARTED;
    registered = function;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI notify_off(EFI_RESET_NOTIFICATION_PROTOCOL *self,
                                    EFI_RESET_SYSTEM function)
{
    (void)self;
    assert_ptr_equal(registered, function);
    registered = NULL;
    return EFI_SUCCESS;
}

static void EFIAPI at_reset(EFI_RESET_TYPE type, EFI_STATUS status, UINTN size, VOID *data)
{
    (void)type, (void)status, (void)size, (void)data;
}

static void word_of_a_reset(void **state)
{
    static const EFI_GUID guid = EFI_RESET_NOTIFICATION_PROTOCOL_GUID;
    static EFI_RESET_NOTIFICATION_PROTOCOL raw = {notify_on, notify_off};
    struct uefi_reset_notify notify = {0}, twice = {0};
    assert_status(uefi_reset_notify_open(at_reset, &notify), EFI_UNSUPPORTED);
    install(state, &guid, &raw);
    assert_ok(uefi_reset_notify_open(at_reset, &notify));
    assert_status(uefi_reset_notify_open(at_reset, &twice), EFI_ALREADY_STARTED);
    uefi_reset_notify_close(&twice);
    assert_ptr_equal(registered, at_reset);
    uefi_reset_notify_close(&notify);
    uefi_reset_notify_close(&notify);
    assert_null(registered);
    assert_ok(uefi_reset_notify_open(at_reset, &notify));
    EFI_BOOT_SERVICES *boot = leave();
    uefi_reset_notify_close(&notify);
    assert_gone(uefi_reset_notify_open(at_reset, &notify));
    assert_non_null(registered);
    uefi_image()->boot = boot;
}

/* --- Memory attributes --- */

static EFI_STATUS EFIAPI attributes_get(EFI_MEMORY_ATTRIBUTE_PROTOCOL *self,
                                        EFI_PHYSICAL_ADDRESS base, UINT64 size, UINT64 *ret)
{
    (void)self, (void)base, (void)size;
    *ret = said[0];
    return answer;
}

static EFI_STATUS EFIAPI attributes_set(EFI_MEMORY_ATTRIBUTE_PROTOCOL *self,
                                        EFI_PHYSICAL_ADDRESS base, UINT64 size, UINT64 attributes)
{
    (void)self;
    said[0] = base + attributes;
    said[1] = size;
    return answer;
}

static void memory_attributes(void **state)
{
    static const EFI_GUID guid = EFI_MEMORY_ATTRIBUTE_PROTOCOL_GUID;
    static EFI_MEMORY_ATTRIBUTE_PROTOCOL raw = {attributes_get, attributes_set, attributes_set};
    struct uefi_memory_attribute a = {0};
    const struct uefi_pages pages = {0x4000, 3};
    uint64_t got = 0;
    assert_status(uefi_memory_attribute_open(&a), EFI_UNSUPPORTED);
    struct uefi_handle handle = install(state, &guid, &raw);
    assert_ok(uefi_memory_attribute_open(&a));
    assert_ok(uefi_memory_attribute_open_on(handle, &a));
    assert_ok(uefi_memory_attribute_set(&a, pages, EFI_MEMORY_RO));
    assert_int_equal(said[0], 0x4000 + EFI_MEMORY_RO);
    assert_int_equal(said[1], 0x3000);
    assert_ok(uefi_memory_attribute_clear(&a, pages, EFI_MEMORY_XP));
    const struct uefi_pages bad[] = {{0x4001, 1}, {0x4000, 0}, {UINT64_MAX - 0xfff, 2}};
    for (size_t i = 0; i < 3; i++) {
        assert_status(uefi_memory_attribute_get(&a, bad[i], &got), EFI_INVALID_PARAMETER);
        assert_status(uefi_memory_attribute_set(&a, bad[i], EFI_MEMORY_RO), EFI_INVALID_PARAMETER);
        assert_status(uefi_memory_attribute_clear(&a, bad[i], EFI_MEMORY_RO),
                      EFI_INVALID_PARAMETER);
    }
    assert_status(uefi_memory_attribute_set(&a, pages, 0), EFI_INVALID_PARAMETER);
    assert_status(uefi_memory_attribute_clear(&a, pages, EFI_MEMORY_WB), EFI_INVALID_PARAMETER);
    say(EFI_SUCCESS, EFI_MEMORY_RP, 0);
    assert_ok(uefi_memory_attribute_get(&a, pages, &got));
    assert_int_equal(got, EFI_MEMORY_RP);
    say(EFI_SUCCESS, EFI_MEMORY_RP | EFI_MEMORY_UC, 0);
    assert_status(uefi_memory_attribute_get(&a, pages, &got), EFI_PROTOCOL_ERROR);
    say(EFI_NO_MAPPING, 0, 0);
    assert_status(uefi_memory_attribute_get(&a, pages, &got), EFI_NO_MAPPING);
    assert_int_equal(got, EFI_MEMORY_RP);
    uefi_memory_attribute_close(&a);
    assert_status(uefi_memory_attribute_get(&a, pages, &got), EFI_NOT_STARTED);
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_memory_attribute_open(&a));
    uefi_image()->boot = boot;
}

TESTS(booted(random_numbers), booted(processors), booted(timestamps), booted(word_of_a_reset),
      booted(memory_attributes))
