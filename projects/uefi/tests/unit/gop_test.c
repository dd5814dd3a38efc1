/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Graphics modes, frame buffers and block transfers on a display of the mock's; EDID.
 *
 * Tests: EFI_GRAPHICS_OUTPUT_PROTOCOL
 * Tests: EFI_EDID_DISCOVERED_PROTOCOL
 * Tests: EFI_EDID_ACTIVE_PROTOCOL
 * Tests: EFI_EDID_OVERRIDE_PROTOCOL
 */
#include "core.h"
#include "uefi/gop.h"

static struct uefi_gop display(void **state)
{
    struct uefi_gop gop = {0};
    assert_status(uefi_gop_open(&gop), EFI_UNSUPPORTED);
    EFI_HANDLE handle = uefi_mock_display((struct uefi_mock *)*state);
    assert_ok(uefi_gop_open(&gop));
    assert_ok(uefi_gop_open_on(uefi_handle_of(handle), &gop));
    return gop;
}

static void modes(void **state)
{
    struct uefi_gop gop = display(state);
    struct uefi_gop_mode mode = {0};
    assert_int_equal(uefi_gop_modes(&gop), 7);
    assert_ok(uefi_gop_mode(&gop, 2, &mode));
    assert_int_equal(mode.width, 1024);
    assert_int_equal(mode.stride, 1088);
    assert_status(uefi_gop_mode(&gop, 7, &mode), EFI_INVALID_PARAMETER);
    assert_ok(uefi_gop_set_mode(&gop, 1024, 768));
    assert_ok(uefi_gop_current(&gop, &mode));
    assert_int_equal(mode.number, 2);
    unsigned calls = uefi_mock_calls((struct uefi_mock *)*state, "GraphicsOutput.SetMode");
    assert_ok(uefi_gop_set_mode(&gop, 1024, 768)); /* is set already */
    assert_int_equal(uefi_mock_calls((struct uefi_mock *)*state, "GraphicsOutput.SetMode"), calls);
    assert_status(uefi_gop_set_mode(&gop, 1, 1), EFI_NOT_FOUND);
    assert_ok(uefi_gop_set_mode_number(&gop, 6));
    assert_ok(uefi_gop_current(&gop, &mode));
    assert_int_equal(mode.format, PixelBltOnly);
    assert_int_equal(uefi_gop_framebuffer(&gop).base, 0);
    uefi_gop_close(&gop);
    uefi_gop_close(&gop);
    assert_status(uefi_gop_current(&gop, &mode), EFI_NOT_STARTED);
    assert_int_equal(uefi_gop_modes(&gop), 0);
}

static void modes_that_cannot_be(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_gop gop = display(state);
    struct uefi_gop_mode mode = {.number = 77};
    lie(state, "GraphicsOutput.QueryMode", UEFI_MOCK_NULL, 0);
    assert_status(uefi_gop_mode(&gop, 0, &mode), EFI_PROTOCOL_ERROR);
    lie(state, "GraphicsOutput.QueryMode", UEFI_MOCK_SILENT, 0);
    assert_status(uefi_gop_mode(&gop, 0, &mode), EFI_PROTOCOL_ERROR);
    lie(state, "GraphicsOutput.QueryMode", UEFI_MOCK_GARBAGE, 0);
    assert_status(uefi_gop_mode(&gop, 0, &mode), EFI_PROTOCOL_ERROR);
    lie(state, "GraphicsOutput.QueryMode", UEFI_MOCK_GARBAGE, 0xff);
    assert_status(uefi_gop_mode(&gop, 0, &mode), EFI_PROTOCOL_ERROR);
    assert_int_equal(mode.number, 77);
    /* A mode that lies is passed over, and the next one of the size is taken. */
    assert_ok(uefi_gop_set_mode_number(&gop, 0));
    uefi_mock_lie(m, "GraphicsOutput.QueryMode", UEFI_MOCK_GARBAGE, 0xff, 2, 1);
    assert_ok(uefi_gop_set_mode(&gop, 1024, 768));
    assert_ok(uefi_gop_current(&gop, &mode));
    assert_int_equal(mode.number, 4);

    EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE *honest = gop.raw->Mode, wrong = *honest;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION info = *honest->Info;
    gop.raw->Mode = NULL;
    assert_status(uefi_gop_current(&gop, &mode), EFI_PROTOCOL_ERROR);
    assert_int_equal(uefi_gop_modes(&gop), 0);
    gop.raw->Mode = &wrong;
    wrong.Info = NULL;
    assert_status(uefi_gop_current(&gop, &mode), EFI_PROTOCOL_ERROR);
    wrong.Info = &info;
    wrong.SizeOfInfo = sizeof info - 1;
    assert_status(uefi_gop_current(&gop, &mode), EFI_PROTOCOL_ERROR);
    wrong.SizeOfInfo = sizeof info;
    info.PixelsPerScanLine = info.HorizontalResolution - 1;
    assert_status(uefi_gop_current(&gop, &mode), EFI_PROTOCOL_ERROR);
    gop.raw->Mode = honest;
}

static void frame_buffers(void **state)
{
    struct uefi_gop gop = display(state);
    assert_ok(uefi_gop_set_mode_number(&gop, 2)); /* blue first */
    struct uefi_framebuffer fb = uefi_gop_framebuffer(&gop);
    assert_int_equal(fb.bytes_per_pixel, 4);
    assert_int_equal(fb.stride, 1088);
    assert_int_equal(uefi_framebuffer_pixel(&fb, 0x123456), 0x123456);
    assert_ok(uefi_gop_set_mode_number(&gop, 4)); /* red first */
    fb = uefi_gop_framebuffer(&gop);
    assert_int_equal(uefi_framebuffer_pixel(&fb, 0x123456), 0x563412);
    assert_ok(uefi_gop_set_mode_number(&gop, 5)); /* a mask, 5:6:5 */
    fb = uefi_gop_framebuffer(&gop);
    assert_true(fb.base != 0);
    assert_int_equal(__builtin_popcount(uefi_framebuffer_pixel(&fb, 0xffffff)), 16);
    fb.mask.RedMask = 0x3ff00000; /* wider than eight bits, and none */
    fb.mask.GreenMask = 0;
    fb.mask.BlueMask = 0x3ff;
    assert_int_equal(uefi_framebuffer_pixel(&fb, 0xff00ff), 0x3ff003ff);
    assert_int_equal(uefi_framebuffer_pixel(&fb, 0x00ff80), 128 * 1023 / 255);
}

static void frame_buffers_that_cannot_be(void **state)
{
    struct uefi_gop gop = display(state);
    EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE *honest = gop.raw->Mode, wrong = *honest;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION info = *honest->Info;
    gop.raw->Mode = &wrong;
    wrong.Info = &info;
    assert_true(uefi_gop_framebuffer(&gop).base != 0);
    wrong.FrameBufferBase = 0;
    assert_int_equal(uefi_gop_framebuffer(&gop).width, 0);
    wrong.FrameBufferBase = UINT64_MAX - 100;
    assert_int_equal(uefi_gop_framebuffer(&gop).width, 0);
    wrong.FrameBufferBase = honest->FrameBufferBase;
    wrong.FrameBufferSize = (UINTN)info.PixelsPerScanLine * info.VerticalResolution * 4 - 1;
    assert_int_equal(uefi_gop_framebuffer(&gop).width, 0);
    wrong.FrameBufferSize = 0;
    assert_int_equal(uefi_gop_framebuffer(&gop).width, 0);
    wrong.FrameBufferSize = honest->FrameBufferSize;
    info.PixelFormat = PixelBitMask;
    info.PixelInformation = (EFI_PIXEL_BITMASK){0, 0, 0, 0};
    assert_int_equal(uefi_gop_framebuffer(&gop).width, 0);
    gop.raw->Mode = honest;
}

static void transfers(void **state)
{
    struct uefi_gop gop = display(state);
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixels[20 * 10], back[20 * 10];
    struct uefi_picture picture = {pixels, 18, 10, 20}, got = {back, 20, 10, 20};
    for (uint32_t i = 0; i < 200; i++)
        pixels[i] = uefi_rgb(i);
    assert_ok(uefi_gop_fill(&gop, (struct uefi_rect){0, 0, 640, 480}, 0xabcdef));
    assert_ok(uefi_gop_draw(&gop, (struct uefi_rect){10, 20, 5, 4}, &picture, 3, 2));
    assert_ok(uefi_gop_copy(&gop, (struct uefi_rect){10, 20, 5, 4}, 635, 476));
    assert_ok(uefi_gop_grab(&gop, (struct uefi_rect){634, 476, 6, 4}, &got, 0, 0));
    assert_int_equal(back[0].Red, 0xab);
    assert_int_equal(back[1].Blue, 2 * 20 + 3);
    assert_int_equal(back[3 * 20 + 5].Blue, 5 * 20 + 7);
}

static void transfers_outside_are_refused(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    struct uefi_gop gop = display(state);
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixels[100] = {0};
    struct uefi_picture picture = {pixels, 10, 10, 10};
    const struct uefi_rect bad[] = {{640, 0, 1, 1},      {0, 480, 1, 1},
                                    {0, 0, 641, 1},      {0, 0, 1, 481},
                                    {SIZE_MAX, 0, 2, 1}, {0, SIZE_MAX, 1, 2},
                                    {0, 0, 0, 1},        {0, 0, 1, 0},
                                    {639, 0, 2, 1},      {5, 5, SIZE_MAX, SIZE_MAX}};
    const struct uefi_rect good = {0, 0, 10, 10};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_status(uefi_gop_fill(&gop, bad[i], 0), EFI_INVALID_PARAMETER);
        assert_status(uefi_gop_draw(&gop, bad[i], &picture, 0, 0), EFI_INVALID_PARAMETER);
        assert_status(uefi_gop_grab(&gop, bad[i], &picture, 0, 0), EFI_INVALID_PARAMETER);
        assert_status(uefi_gop_copy(&gop, bad[i], 0, 0), EFI_INVALID_PARAMETER);
    }
    assert_status(uefi_gop_copy(&gop, good, 631, 0), EFI_INVALID_PARAMETER);
    assert_status(uefi_gop_draw(&gop, good, &picture, 1, 0), EFI_INVALID_PARAMETER);
    assert_status(uefi_gop_grab(&gop, good, &picture, 0, 1), EFI_INVALID_PARAMETER);
    picture.stride = 9;
    assert_status(uefi_gop_draw(&gop, good, &picture, 0, 0), EFI_INVALID_PARAMETER);
    picture.stride = SIZE_MAX;
    assert_status(uefi_gop_draw(&gop, good, &picture, 0, 0), EFI_INVALID_PARAMETER);
    picture.at = NULL;
    assert_status(uefi_gop_grab(&gop, good, &picture, 0, 0), EFI_INVALID_PARAMETER);
    assert_int_equal(uefi_mock_calls(m, "GraphicsOutput.Blt"), 0);
    lie(state, "GraphicsOutput.Blt", UEFI_MOCK_FAIL, EFI_DEVICE_ERROR);
    assert_status(uefi_gop_fill(&gop, good, 0), EFI_DEVICE_ERROR);
}

/* --- EDID --- */

static uint8_t block[256] = {0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 6};
static EFI_STATUS override_answer;

static EFI_STATUS EFIAPI get_edid(EFI_EDID_OVERRIDE_PROTOCOL *self, EFI_HANDLE *child,
                                  UINT32 *attributes, UINTN *size, UINT8 **edid)
{
    (void)self, (void)child;
    *attributes = EFI_EDID_OVERRIDE_ENABLE_HOT_PLUG;
    *size = 256;
    *edid = block;
    return override_answer;
}

static void edid(void **state)
{
    struct uefi_mock *m = (struct uefi_mock *)*state;
    static const EFI_GUID active_guid = EFI_EDID_ACTIVE_PROTOCOL_GUID;
    static const EFI_GUID found_guid = EFI_EDID_DISCOVERED_PROTOCOL_GUID;
    static const EFI_GUID override_guid = EFI_EDID_OVERRIDE_PROTOCOL_GUID;
    EFI_EDID_ACTIVE_PROTOCOL active = {128, block};
    EFI_EDID_DISCOVERED_PROTOCOL found = {0, NULL};
    EFI_EDID_OVERRIDE_PROTOCOL override = {get_edid};
    struct uefi_edid got = {0};
    uint32_t attributes = 0;
    struct uefi_handle handle = uefi_handle_of(uefi_mock_display(m));
    assert_status(uefi_edid_active(handle, &got), EFI_UNSUPPORTED);
    assert_status(uefi_edid_discovered(handle, &got), EFI_UNSUPPORTED);
    assert_status(uefi_edid_override(handle, &got, &attributes), EFI_UNSUPPORTED);
    uefi_mock_install(m, handle.raw, &active_guid, &active);
    uefi_mock_install(m, handle.raw, &found_guid, &found);
    uefi_mock_install(m, NULL, &override_guid, &override);
    assert_ok(uefi_edid_active(handle, &got));
    assert_ptr_equal(got.at, block);
    assert_int_equal(got.size, 128);
    assert_status(uefi_edid_discovered(handle, &got), EFI_NOT_FOUND);
    found.SizeOfEdid = 128; /* and still no bytes */
    assert_status(uefi_edid_discovered(handle, &got), EFI_PROTOCOL_ERROR);
    active.SizeOfEdid = 127;
    assert_status(uefi_edid_active(handle, &got), EFI_COMPROMISED_DATA);
    active.SizeOfEdid = 128;
    block[50] = 1; /* the sum */
    assert_status(uefi_edid_active(handle, &got), EFI_COMPROMISED_DATA);
    block[50] = 0;
    block[7] = 1; /* the header */
    assert_status(uefi_edid_active(handle, &got), EFI_COMPROMISED_DATA);
    block[7] = 0;
    assert_ok(uefi_edid_override(handle, &got, NULL));
    assert_ok(uefi_edid_override(handle, &got, &attributes));
    assert_int_equal(attributes, EFI_EDID_OVERRIDE_ENABLE_HOT_PLUG);
    assert_int_equal(got.size, 256);
    override_answer = EFI_NOT_FOUND;
    assert_status(uefi_edid_override(handle, &got, &attributes), EFI_NOT_FOUND);
}

static void nothing_works_without_boot_services(void **state)
{
    struct uefi_gop gop = display(state);
    struct uefi_gop_mode mode;
    struct uefi_edid got;
    EFI_BOOT_SERVICES *boot = leave();
    assert_gone(uefi_gop_open(&gop));
    assert_gone(uefi_gop_current(&gop, &mode));
    assert_gone(uefi_gop_mode(&gop, 0, &mode));
    assert_gone(uefi_gop_set_mode(&gop, 640, 480));
    assert_gone(uefi_gop_set_mode_number(&gop, 0));
    assert_gone(uefi_gop_fill(&gop, (struct uefi_rect){0, 0, 1, 1}, 0));
    assert_int_equal(uefi_gop_modes(&gop), 0);
    assert_int_equal(uefi_gop_framebuffer(&gop).base, 0);
    assert_gone(uefi_edid_active((struct uefi_handle){0}, &got));
    uefi_image()->boot = boot;
}

TESTS(booted(modes), booted(modes_that_cannot_be), booted(frame_buffers),
      booted(frame_buffers_that_cannot_be), booted(transfers),
      booted(transfers_outside_are_refused), booted(edid),
      booted(nothing_works_without_boot_services))
