/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The end of boot services, and what goes on after it: runtime services at their physical
 * addresses, then at virtual ones (X64: the upper half, by page tables of the test's own; IA32 has
 * no paging on).
 *
 * Tests: EFI_HII_FONT_PROTOCOL
 */
#include "test.h"
#include "uefi/boot.h"
#include "uefi/console.h"
#include "uefi/log.h"
#include "uefi/runtime.h"

static struct uefi_memmap map;
static struct uefi_fb_text screen; /* and firmware's font, taken along */

static void leaves_boot_services(void)
{
    struct uefi_buf buf = {0};
    struct uefi_event event = {0};
    struct uefi_text_in keys = {0};
    EFI_INPUT_KEY key;
    struct uefi_gop gop = {0};
    check_ok(uefi_gop_open(&gop));
    screen.fb = uefi_gop_framebuffer(&gop);
    screen.color = 0xffffff;
    check_ok(uefi_font_open(&screen.font));
    note("font of height", screen.font.height);
    check_ok(uefi_buf_alloc(100, &buf));
    check_ok(uefi_event_create(0, 0, NULL, NULL, &event));
    check_ok(uefi_text_in_open(&keys));
    if (!check_ok(uefi_exit_boot_services(&map)))
        return;
    check(!uefi_boot() && !uefi_image()->system->BootServices);
    uefi_buf_close(&buf); /* harmless all */
    uefi_event_close(&event);
    check_status(uefi_text_in_read(&keys, &key), EFI_NOT_READY);
    uefi_text_in_close(&keys);
    check_status(uefi_say(u"nobody hears this"), EFI_NOT_READY);
    check_status(uefi_stall(1), EFI_NOT_READY);
    check(uefi_memmap_find(&map, (uintptr_t)leaves_boot_services & ~(uintptr_t)0xfff) != NULL);
}

static void sinks_go_on(void)
{
    struct uefi_uart uart = {.port = 0x3f8};
    struct uefi_sink both[] = {uefi_sink_console(), uefi_sink_debugcon(), uefi_sink_uart(&uart)};
    struct uefi_tee tee = {both, 3};
    struct uefi_sink sink = uefi_sink_tee(&tee);
    check_ok(uefi_print_to(&sink, "# %zu descriptors after boot services\n", map.count));
    check_status(uefi_print("gone"), EFI_NOT_READY);
}

/* Rows of a glyph on the screen, as the font has them. */
static bool shows(uint32_t column, uint32_t row, char c)
{
    const struct uefi_font *font = &screen.font;
    const volatile uint32_t *pixels = (const volatile uint32_t *)(uintptr_t)screen.fb.base;
    for (uint32_t y = 0; y < font->height; y++)
        for (uint32_t x = 0; x < font->width; x++) {
            bool ink = font->glyphs[((uint32_t)c - font->first) * font->height + y] >> (7 - x) & 1;
            uint32_t pixel =
                pixels[(row * font->height + y) * screen.fb.stride + column * font->width + x];
            if ((pixel & 0xffffff) != (ink ? 0xffffffu : 0))
                return false;
        }
    return true;
}

static void text_on_the_screen_goes_on(void)
{
    struct uefi_sink sink = uefi_sink_framebuffer(&screen);
    if (!check(screen.font.height != 0))
        return;
    check_ok(uefi_print_to(&sink, "Kernel\n%d!", 42));
    check(shows(0, 0, 'K') && shows(5, 0, 'l') && shows(0, 1, '4') && shows(2, 1, '!'));
    check(!shows(0, 0, 'k'));
    check_equal(screen.column, 3);
    check_equal(screen.row, 1);
    for (uint32_t i = 0; i < screen.fb.height; i++) /* until it scrolls */
        if (!check_ok(uefi_print_to(&sink, "\n")))
            return;
    check_ok(uefi_print_to(&sink, "end"));
    check(shows(0, screen.fb.height / screen.font.height - 1, 'e'));
}

static void runtime_services_go_on(void)
{
    EFI_TIME time;
    struct uefi_variable_space space;
    const uint32_t attributes =
        EFI_VARIABLE_NON_VOLATILE | EFI_VARIABLE_BOOTSERVICE_ACCESS | EFI_VARIABLE_RUNTIME_ACCESS;
    check_ok(uefi_time_get(&time, NULL));
    check(time.Year >= 2024);
    check_ok(uefi_runtime_variable_space(attributes, &space));
}

#if defined(__x86_64__)
/* The upper half shows what the lower half does. */
#define UPPER 0xffff800000000000ull

static _Alignas(4096) uint64_t top[512];

static void map_upper_half(void)
{
    uint64_t cr3, *old;
    __asm__ volatile("mov %%cr3, %0" : "=r"(cr3));
    old = (uint64_t *)(uintptr_t)(cr3 & ~0xfffull);
    for (size_t i = 0; i < 512; i++)
        top[i] = old[i];
    top[256] = top[0];
    __asm__ volatile("mov %0, %%cr3" : : "r"((uint64_t)(uintptr_t)top | (cr3 & 0xfff)) : "memory");
}
#else
#define UPPER 0ull
static void map_upper_half(void)
{
}
#endif

static void runtime_services_move(void)
{
    EFI_TIME time;
    map_upper_half();
    uefi_memmap_for_each(&map, d) if (d->Attribute & EFI_MEMORY_RUNTIME) d->VirtualStart =
        d->PhysicalStart + UPPER;
    uint64_t before = (uintptr_t)uefi_image()->runtime;
    if (!check_ok(uefi_runtime_map(&map)))
        return;
    check_equal((uintptr_t)uefi_image()->runtime, before + UPPER);
    check_equal((uintptr_t)uefi_image()->runtime->GetTime >= UPPER, true);
    check_ok(uefi_time_get(&time, NULL));
    static const EFI_GUID vendor = UEFI_GUID(0x8f6c7a51, 0x3d1e, 0x4b0e, 0x9d59, 0x6f0a6f7d5e30);
    char data[4];
    size_t size = 0;
    check_status(uefi_runtime_get_variable(u"none", &vendor, data, 4, &size, NULL, NULL),
                 EFI_NOT_FOUND);
    check(uefi_is_error(uefi_runtime_map(&map))); /* once only */
}

TESTS(exit, test(leaves_boot_services), test(sinks_go_on), test(text_on_the_screen_goes_on),
      test(runtime_services_go_on), test(runtime_services_move))
