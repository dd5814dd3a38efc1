/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Events, memory, images and the smaller boot services. */
#include "uefi/boot.h"
#include "test.h"
#include "uefi/alloc.h"
#include "uefi/event.h"
#include "uefi/loaded_image.h"

static void EFIAPI count(EFI_EVENT event, void *ctx)
{
    (void)event;
    ++*(volatile unsigned *)ctx;
}

static void timers_and_waits(void)
{
    struct uefi_event timer = {0}, never = {0};
    volatile unsigned ticks = 0;
    size_t which = 7;
    check_ok(uefi_event_create(EVT_TIMER | EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, (void *)&ticks,
                               &timer));
    check_ok(uefi_timer_set(timer, TimerPeriodic, 20 * UEFI_MILLISECOND));
    check_ok(uefi_event_create(0, 0, NULL, NULL, &never));
    check_status(uefi_event_wait(&never, 1, UEFI_SECOND, &which), EFI_TIMEOUT);
    check(ticks >= 2); /* many more, on a machine that is not busy */
    uefi_event_close(&timer);
    unsigned before = ticks;
    check_ok(uefi_stall(100000));
    check_equal(ticks, before);
    check_ok(uefi_event_signal(never));
    check_ok(uefi_event_wait(&never, 1, UEFI_FOREVER, &which));
    check_equal(which, 0);
    bool signalled = true;
    check_ok(uefi_event_check(never, &signalled));
    check(!signalled);
    uefi_event_close(&never);
}

static void groups_are_signalled_together(void)
{
    static const EFI_GUID group = UEFI_GUID(0x8f6c7a51, 0x3d1e, 0x4b0e, 0x9d59, 0x6f0a6f7d5e10);
    struct uefi_event first = {0}, second = {0};
    volatile unsigned calls = 0;
    check_ok(uefi_event_create_in(&group, EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, (void *)&calls,
                                  &first));
    check_ok(uefi_event_create_in(&group, EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, (void *)&calls,
                                  &second));
    check_ok(uefi_event_signal(first));
    check_equal(calls, 2);
    uefi_event_close(&first);
    uefi_event_close(&second);
}

static void priority_holds_notifications_back(void)
{
    struct uefi_event event = {0};
    struct uefi_tpl tpl = {0}, lower = {0};
    volatile unsigned calls = 0;
    check_ok(uefi_event_create(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, (void *)&calls, &event));
    check_ok(uefi_tpl_raise(TPL_NOTIFY, &tpl));
    check_ok(uefi_event_signal(event));
    check_equal(calls, 0);
    check_status(uefi_tpl_raise(TPL_CALLBACK, &lower), EFI_INVALID_PARAMETER);
    uefi_tpl_close(&tpl);
    check_equal(calls, 1);
    uefi_event_close(&event);
}

static void word_of_new_protocols(void)
{
    static const EFI_GUID mine = UEFI_GUID(0x8f6c7a51, 0x3d1e, 0x4b0e, 0x9d59, 0x6f0a6f7d5e11);
    struct uefi_event event = {0};
    struct uefi_registration registration = {0};
    struct uefi_handle handle = {0}, found = {0};
    volatile unsigned calls = 0;
    int interface;
    check_ok(uefi_event_create(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, count, (void *)&calls, &event));
    check_ok(uefi_protocol_notify(&mine, event, &registration));
    check_ok(uefi_protocol_install(&handle, &mine, &interface));
    check_equal(calls, 1);
    check_ok(uefi_handle_next(registration, &found));
    check(found.raw == handle.raw);
    check_status(uefi_handle_next(registration, &found), EFI_NOT_FOUND);
    check_ok(uefi_protocol_uninstall(handle, &mine, &interface));
    uefi_event_close(&event);
}

static void pages_and_pool(void)
{
    struct uefi_pages low = {0}, again = {0};
    struct uefi_buf buf = {0};
    check_ok(uefi_pages_alloc_in(AllocateMaxAddress, 0xfffff, EfiLoaderData, 2, &low));
    check(low.base + 2 * EFI_PAGE_SIZE <= 0x100000);
    check_status(uefi_pages_alloc_in(AllocateAddress, low.base, EfiLoaderData, 1, &again),
                 EFI_NOT_FOUND);
    EFI_PHYSICAL_ADDRESS base = low.base;
    uefi_pages_close(&low);
    if (check_ok(uefi_pages_alloc_in(AllocateAddress, base, EfiLoaderData, 1, &again)))
        check(uefi_pages_at(again) == (void *)(uintptr_t)base);
    uefi_pages_close(&again);
    check_ok(uefi_buf_alloc(1000, &buf));
    check_ok(uefi_fill(buf.data, 0x5a, buf.size));
    check_ok(uefi_copy(buf.data + 1, buf.data, 10));
    check_equal(buf.data[999], 0x5a);
    uefi_buf_close(&buf);
    struct uefi_buf too_much = {0};
    check_status(uefi_buf_alloc(SIZE_MAX / 2, &too_much), EFI_OUT_OF_RESOURCES);
    uint8_t *aligned = (uint8_t *)uefi_alloc(100, 65536);
    check((uintptr_t)aligned % 65536 == 0 && aligned);
    uefi_free(aligned);
}

static void the_memory_map(void)
{
    struct uefi_memmap map = {0};
    if (!check_ok(uefi_memmap_get(&map)))
        return;
    check_equal(map.descriptor_size, 48); /* what makes a loop over an array of structs wrong */
    const EFI_MEMORY_DESCRIPTOR *code =
        uefi_memmap_find(&map, (uintptr_t)the_memory_map & ~(uintptr_t)0xfff);
    check(code && code->Type == EfiLoaderCode);
    uint64_t before = 0, after = 0, usable = 0;
    size_t count = map.count;
    uefi_memmap_for_each(&map, d) before += d->NumberOfPages;
    uefi_memmap_merge(&map, true);
    check(map.count < count);
    uint64_t end = 0;
    uefi_memmap_for_each(&map, d)
    {
        check(d->PhysicalStart >= end);
        end = uefi_descriptor_end(d);
        after += d->NumberOfPages;
        usable += d->Type == EfiConventionalMemory ? d->NumberOfPages : 0;
    }
    check_equal(before, after);
    check(usable * EFI_PAGE_SIZE > 400u << 20); /* of 512 MiB */
    uefi_memmap_close(&map);
}

static void images_load_and_unload(void)
{
    struct uefi_handle image = {0};
    check(uefi_is_error(uefi_image_load(NULL, "not an image", 12, false, &image)));
    struct uefi_loaded_image self = {0};
    if (!check_ok(uefi_loaded_image_open(&self)))
        return;
    /* This image in memory is relocated and no file, so it cannot be loaded again from there; a
     * copy of its headers alone is a corrupt one. */
    check(uefi_is_error(uefi_image_load(NULL, self.raw->ImageBase, 512, false, &image)));
    check(!image.raw);
    check(uefi_is_error(uefi_image_unload(uefi_handle_of(NULL))));
    struct uefi_exit_data data = {0};
    check(uefi_is_error(uefi_image_start(uefi_handle_of(NULL), &data)));
    check(!data.text);
}

static void the_rest(void)
{
    uint64_t first = 0, second = 0;
    check_ok(uefi_monotonic_count(&first));
    check_ok(uefi_monotonic_count(&second));
    check(second > first);
    uint32_t crc = 0;
    check_ok(uefi_crc32("123456789", 9, &crc));
    check_equal(crc, 0xcbf43926);
    check_ok(uefi_watchdog_set(0, 0x10000));
    static const EFI_GUID guid = UEFI_GUID(0x8f6c7a51, 0x3d1e, 0x4b0e, 0x9d59, 0x6f0a6f7d5e12);
    size_t tables = uefi_image()->system->NumberOfTableEntries;
    check_status(uefi_config_install(&guid, NULL), EFI_NOT_FOUND);
    check_ok(uefi_config_install(&guid, &crc));
    check_equal(uefi_image()->system->NumberOfTableEntries, tables + 1);
    check_ok(uefi_config_install(&guid, NULL));
    check_equal(uefi_image()->system->NumberOfTableEntries, tables);
}

TESTS(boot, test(timers_and_waits), test(groups_are_signalled_together),
      test(priority_holds_notifications_back), test(word_of_new_protocols), test(pages_and_pool),
      test(the_memory_map), test(images_load_and_unload), test(the_rest))
