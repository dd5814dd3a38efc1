/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Leaving boot services, images, and the smaller services. */
#include "core.h"
#include "uefi/boot.h"
#include "uefi/runtime.h"

static void exit_now(void *ret_map)
{
    struct uefi_memmap *map = (struct uefi_memmap *)ret_map;
    uefi_status status = uefi_exit_boot_services(map);
    if (!uefi_is_ok(status))
        map->key = status.code;
}

static void leaves(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_memmap map = {0};
    assert_int_equal(uefi_mock_run(m, exit_now, &map), UEFI_MOCK_RETURNED);
    assert_true(uefi_mock_exited(m));
    assert_true(map.count > 1);
    assert_null(uefi_boot());
    assert_gone(uefi_stall(1));
    EFI_TIME time;
    assert_ok(uefi_time_get(&time, NULL)); /* runtime services go on */
    struct uefi_memmap again = {0};
    assert_gone(uefi_exit_boot_services(&again));
}

static void leaves_though_the_map_changes(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_memmap map = {0};
    uefi_mock_map_restless(m, 5);
    assert_int_equal(uefi_mock_run(m, exit_now, &map), UEFI_MOCK_RETURNED);
    assert_true(uefi_mock_exited(m));
    assert_true(uefi_mock_calls(m, "ExitBootServices") > 1);
    /* and nothing was allocated after the first attempt, or the mock had complained */
}

static void resets_rather_than_return_half_dead(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_memmap map = {0};
    uefi_mock_map_restless(m, 1000);
    assert_int_equal(uefi_mock_run(m, exit_now, &map), UEFI_MOCK_RESET);
    assert_int_equal(uefi_mock_reset(m)->type, EfiResetCold);
    assert_int_equal(uefi_mock_reset(m)->status, EFI_INVALID_PARAMETER);
    assert_true(uefi_mock_calls(m, "ExitBootServices") <= 8);
    assert_null(map.at);
}

static int lose_the_map(void **state)
{
    uefi_mock_free((struct uefi_mock *)*state); /* with the map that the reset has taken along */
    return 0;
}

static void resets_when_the_map_cannot_be_read_again(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_memmap map = {0};
    uefi_mock_lie(m, "ExitBootServices", UEFI_MOCK_FAIL, EFI_INVALID_PARAMETER, 0, 1);
    uefi_mock_lie(m, "GetMemoryMap", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR, 2, 0);
    assert_int_equal(uefi_mock_run(m, exit_now, &map), UEFI_MOCK_RESET);
    assert_int_equal(uefi_mock_calls(m, "ExitBootServices"), 1);
}

static void before_the_first_attempt_it_answers(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_memmap map = {0};
    lie(state, "AllocatePool", UEFI_MOCK_FAIL, EFI_OUT_OF_RESOURCES);
    assert_int_equal(uefi_mock_run(m, exit_now, &map), UEFI_MOCK_RETURNED);
    assert_int_equal(map.key, EFI_OUT_OF_RESOURCES);
    assert_int_equal(uefi_mock_calls(m, "ExitBootServices"), 0);
    assert_ok(uefi_stall(1)); /* nothing has happened */
}

/* --- Images --- */

static uefi_status ending;
static bool with_text;

static EFI_STATUS EFIAPI program(EFI_HANDLE handle, EFI_SYSTEM_TABLE *system)
{
    if (!with_text)
        return ending.code;
    static const char16_t text[] = u"good-bye";
    void *copy;
    system->BootServices->AllocatePool(EfiLoaderData, sizeof text, &copy);
    memcpy(copy, text, sizeof text);
    return system->BootServices->Exit(handle, ending.code, sizeof text, (CHAR16 *)copy);
}

static struct uefi_handle loaded(void **state)
{
    size_t size;
    void *bytes = uefi_mock_program((struct uefi_mock *)*state, program, &size);
    struct uefi_handle image = {0};
    assert_ok(uefi_image_load(NULL, bytes, size, false, &image));
    return image;
}

static void images_answer(void **state)
{
    ending = uefi_status_of(EFI_WARN_STALE_DATA);
    with_text = false;
    struct uefi_exit_data data = {.size = 1};
    assert_status(uefi_image_start(loaded(state), &data), EFI_WARN_STALE_DATA);
    assert_null(data.text);
    assert_int_equal(data.size, 0);
    assert_ok(uefi_image_unload(loaded(state)));
    struct uefi_handle none = {0};
    assert_true(uefi_is_error(uefi_image_load(NULL, "no image", 8, false, &none)));
    assert_null(none.raw);
}

static void images_leave_a_text(void **state)
{
    ending = uefi_status_of(EFI_ABORTED);
    with_text = true;
    struct uefi_exit_data data = {0};
    assert_status(uefi_image_start(loaded(state), &data), EFI_ABORTED);
    assert_memory_equal(data.text, u"good-bye", 9 * sizeof(char16_t));
    uefi_exit_data_close(&data);
    uefi_exit_data_close(&data);
    assert_status(uefi_image_start(loaded(state), NULL), EFI_ABORTED); /* frees it itself */
}

static EFI_STATUS EFIAPI start_without_end(EFI_HANDLE handle, UINTN *size, CHAR16 **data)
{
    (void)handle;
    void *memory;
    uefi_boot()->AllocatePool(EfiLoaderData, 6, &memory);
    memcpy(memory, u"abc", 6);
    *size = 6;
    *data = (CHAR16 *)memory;
    return EFI_SUCCESS;
}

static void a_text_without_end_is_none(void **state)
{
    (void)state;
    EFI_BOOT_SERVICES *honest = uefi_image()->boot, boot = *honest;
    boot.StartImage = start_without_end;
    uefi_image()->boot = &boot;
    struct uefi_exit_data data = {0};
    assert_ok(uefi_image_start((struct uefi_handle){0}, &data));
    assert_null(data.text); /* and it has been freed */
    uefi_image()->boot = honest;
}

static void loading_fails(void **state)
{
    struct uefi_handle image = {0};
    lie(state, "LoadImage", UEFI_MOCK_SILENT, 0);
    size_t size;
    void *bytes = uefi_mock_program((struct uefi_mock *)*state, program, &size);
    assert_status(uefi_image_load(NULL, bytes, size, false, &image), EFI_PROTOCOL_ERROR);
    assert_null(image.raw);
    lie(state, "LoadImage", UEFI_MOCK_WARN, EFI_SECURITY_VIOLATION);
    assert_status(uefi_image_load(NULL, bytes, size, false, &image), EFI_SECURITY_VIOLATION);
    assert_non_null(image.raw);
    assert_ok(uefi_image_unload(image));
}

static void exit_here(void *status)
{
    (void)!uefi_is_ok(uefi_exit(*(uefi_status *)status));
}

static void exits(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    uefi_status answer = uefi_status_of(EFI_CRC_ERROR);
    assert_int_equal(uefi_mock_run(m, exit_here, &answer), UEFI_MOCK_EXITED);
    assert_int_equal(uefi_mock_reset(m)->status, EFI_CRC_ERROR);
}

static void the_rest(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    uint64_t start = uefi_mock_time(m), first = 0, second = 0;
    assert_ok(uefi_stall(1000));
    assert_int_equal(uefi_mock_time(m) - start, 10000);
    assert_ok(uefi_watchdog_set(0, 0x10000));
    assert_int_equal(uefi_mock_watchdog(m), 0);
    assert_ok(uefi_monotonic_count(&first));
    assert_ok(uefi_monotonic_count(&second));
    assert_true(second > first);
    uint32_t crc = 0;
    assert_ok(uefi_crc32("123456789", 9, &crc));
    assert_int_equal(crc, 0xcbf43926);
    char text[8] = "abcdefg";
    assert_ok(uefi_copy(text + 1, text, 4));
    assert_string_equal(text, "aabcdfg");
    assert_ok(uefi_fill(text, 'x', 2));
    assert_string_equal(text, "xxbcdfg");
    static const EFI_GUID guid = UEFI_GUID(1, 1, 1, 1, 1);
    size_t tables = uefi_image()->system->NumberOfTableEntries;
    assert_status(uefi_config_install(&guid, NULL), EFI_NOT_FOUND);
    assert_ok(uefi_config_install(&guid, text));
    assert_int_equal(uefi_image()->system->NumberOfTableEntries, tables + 1);
    assert_ok(uefi_config_install(&guid, NULL));
    lie(state, "CalculateCrc32", UEFI_MOCK_FAIL, EFI_INVALID_PARAMETER);
    assert_status(uefi_crc32("", 1, &crc), EFI_INVALID_PARAMETER);
    lie(state, "GetNextMonotonicCount", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_monotonic_count(&first), EFI_DEVICE_ERROR);
}

static void nothing_works_without_boot_services(void **state)
{
    (void)state;
    struct uefi_handle handle = {0};
    uint64_t count;
    uint32_t crc;
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_image_load(NULL, "", 1, false, &handle));
    assert_gone(uefi_image_start(handle, NULL));
    assert_gone(uefi_image_unload(handle));
    assert_gone(uefi_exit(UEFI_OK));
    assert_gone(uefi_watchdog_set(0, 0));
    assert_gone(uefi_monotonic_count(&count));
    assert_gone(uefi_crc32("", 1, &crc));
    assert_gone(uefi_config_install(NULL, NULL));
    assert_gone(uefi_copy(&crc, &crc, 1));
    assert_gone(uefi_fill(&crc, 0, 1));
    uefi_image()->boot = boot;
}

#define lossy(function) cmocka_unit_test_setup_teardown(function, core_boot, lose_the_map)
TESTS(booted(leaves), booted(leaves_though_the_map_changes),
      lossy(resets_rather_than_return_half_dead), lossy(resets_when_the_map_cannot_be_read_again),
      booted(before_the_first_attempt_it_answers), booted(images_answer),
      booted(images_leave_a_text), booted(a_text_without_end_is_none), booted(loading_fails),
      booted(exits), booted(the_rest), booted(nothing_works_without_boot_services))
