/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Graphics: what is drawn is read back, through the frame buffer too; the picture of shows() is
 * compared with a golden one by run.sh.
 *
 * Tests: EFI_GRAPHICS_OUTPUT_PROTOCOL
 * Tests: EFI_EDID_DISCOVERED_PROTOCOL
 * Tests: EFI_EDID_ACTIVE_PROTOCOL
 * Tests: EFI_EDID_OVERRIDE_PROTOCOL
 */
#include "uefi/gop.h"
#include "test.h"
#include "uefi/console.h"

static void modes(void)
{
    struct uefi_gop gop = {0};
    struct uefi_gop_mode mode = {0};
    if (!check_ok(uefi_gop_open(&gop)))
        return;
    uint32_t count = uefi_gop_modes(&gop), good = 0;
    check(count >= 5);
    for (uint32_t i = 0; i < count; i++)
        good += uefi_is_ok(uefi_gop_mode(&gop, i, &mode)) && mode.number == i;
    check_equal(good, count);
    check_status(uefi_gop_mode(&gop, count, &mode), EFI_INVALID_PARAMETER);
    check_status(uefi_gop_set_mode(&gop, 12345, 6), EFI_NOT_FOUND);
    check_ok(uefi_gop_set_mode(&gop, 800, 600));
    check_ok(uefi_gop_current(&gop, &mode));
    check(mode.width == 800 && mode.height == 600);
    struct uefi_framebuffer fb = uefi_gop_framebuffer(&gop);
    check(fb.base && fb.width == 800 && fb.height == 600 && fb.bytes_per_pixel == 4);
    check(fb.size >= (uint64_t)fb.stride * 600 * 4);
    uefi_gop_close(&gop);
    check_status(uefi_gop_current(&gop, &mode), EFI_NOT_STARTED);
}

static void transfers(void)
{
    static EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixels[16 * 8], back[16 * 8];
    struct uefi_picture picture = {pixels, 16, 8, 16}, got = {back, 16, 8, 16};
    struct uefi_gop gop = {0};
    if (!check_ok(uefi_gop_open(&gop)) || !check_ok(uefi_gop_set_mode(&gop, 800, 600)))
        return;
    for (uint32_t i = 0; i < 16 * 8; i++)
        pixels[i] = uefi_rgb(i * 0x010203);
    const struct uefi_rect at = {300, 200, 12, 6};
    check_ok(uefi_gop_draw(&gop, at, &picture, 2, 1));
    check_ok(uefi_gop_copy(&gop, at, 100, 50)); /* upwards: this firmware errs downwards */
    check_ok(uefi_gop_grab(&gop, (struct uefi_rect){100, 50, 12, 6}, &got, 2, 1));
    struct uefi_framebuffer fb = uefi_gop_framebuffer(&gop);
    const volatile uint32_t *memory = (const volatile uint32_t *)(uintptr_t)fb.base;
    for (uint32_t y = 1; y < 7; y++)
        for (uint32_t x = 2; x < 14; x++) {
            uint32_t rgb = (y * 16 + x) * 0x010203;
            const EFI_GRAPHICS_OUTPUT_BLT_PIXEL *pixel = &back[y * 16 + x];
            if (!check_equal(pixel->Blue | pixel->Green << 8 | pixel->Red << 16, rgb) ||
                !check_equal(memory[(50 + y - 1) * fb.stride + 100 + x - 2] & 0xffffff,
                             uefi_framebuffer_pixel(&fb, rgb) & 0xffffff))
                return;
        }
    check_status(uefi_gop_fill(&gop, (struct uefi_rect){799, 0, 2, 1}, 0), EFI_INVALID_PARAMETER);
    check_status(uefi_gop_draw(&gop, at, &picture, 5, 0), EFI_INVALID_PARAMETER);
    check_status(uefi_gop_grab(&gop, (struct uefi_rect){0, 0, 17, 1}, &got, 0, 0),
                 EFI_INVALID_PARAMETER);
    check_status(uefi_gop_copy(&gop, at, 795, 0), EFI_INVALID_PARAMETER);
}

/* Waits until the host has the picture: its key comes after it. */
static void until_seen(void)
{
    struct uefi_text_in in = {0};
    EFI_INPUT_KEY key = {0};
    check_ok(uefi_text_in_open(&in));
    check_ok(uefi_text_in_reset(&in, false));
    say("@screendump screen.ppm");
    say("@sendkey spc");
    check_ok(uefi_text_in_wait(&in, 60 * UEFI_SECOND, &key));
}

static void shows(void)
{
    struct uefi_gop gop = {0};
    if (!check_ok(uefi_gop_open(&gop)) || !check_ok(uefi_gop_set_mode(&gop, 640, 480)))
        return;
    static const uint32_t colors[] = {0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xffffff, 0x123456};
    for (size_t i = 0; i < 6; i++)
        check_ok(uefi_gop_fill(&gop, (struct uefi_rect){0, i * 80, 640, 80}, colors[i]));
    check_ok(uefi_gop_fill(&gop, (struct uefi_rect){200, 100, 240, 280}, 0x808080));
    check_ok(uefi_gop_copy(&gop, (struct uefi_rect){150, 300, 100, 100}, 420, 60));
    until_seen();
}

/* This firmware has no EDID: a display of the test's own. */
static EFI_STATUS EFIAPI edid_of(EFI_EDID_OVERRIDE_PROTOCOL *self, EFI_HANDLE *child,
                                 UINT32 *attributes, UINTN *size, UINT8 **edid)
{
    static uint8_t block[128] = {0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 6};
    (void)self, (void)child;
    *attributes = EFI_EDID_OVERRIDE_DONT_OVERRIDE;
    *size = sizeof block;
    *edid = block;
    return EFI_SUCCESS;
}

static void displays_say_what_they_are(void)
{
    static const EFI_GUID active_guid = EFI_EDID_ACTIVE_PROTOCOL_GUID;
    static const EFI_GUID found_guid = EFI_EDID_DISCOVERED_PROTOCOL_GUID;
    static const EFI_GUID override_guid = EFI_EDID_OVERRIDE_PROTOCOL_GUID;
    EFI_EDID_OVERRIDE_PROTOCOL override = {edid_of};
    UINT32 attributes = 0;
    UINTN size = 0;
    UINT8 *bytes = NULL;
    edid_of(NULL, NULL, &attributes, &size, &bytes);
    EFI_EDID_ACTIVE_PROTOCOL active = {128, bytes};
    EFI_EDID_DISCOVERED_PROTOCOL found = {0, NULL};
    struct uefi_handle handle = {0};
    const struct uefi_interface all[] = {
        {&active_guid, &active}, {&found_guid, &found}, {&override_guid, &override}};
    check_ok(uefi_protocols_install(&handle, all, 3));
    struct uefi_edid edid = {0};
    check_ok(uefi_edid_active(handle, &edid));
    check(edid.at == bytes && edid.size == 128);
    check_status(uefi_edid_discovered(handle, &edid), EFI_NOT_FOUND);
    attributes = 0;
    check_ok(uefi_edid_override(handle, &edid, &attributes));
    check_equal(attributes, EFI_EDID_OVERRIDE_DONT_OVERRIDE);
    bytes[100] ^= 1;
    check_status(uefi_edid_active(handle, &edid), EFI_COMPROMISED_DATA);
    bytes[100] ^= 1;
    check_ok(uefi_protocols_uninstall(handle, all, 3));
}

TESTS(gop, test(modes), test(transfers), test(shows), test(displays_say_what_they_are))
