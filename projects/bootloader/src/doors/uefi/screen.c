/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The screen: firmware's console until a mode is set, then a frame buffer.
 *
 * Outputs that have no frame buffer (PixelBltOnly) end with boot services, so they count as none.
 * The console's own output may stand for several real ones; what the monitor says of itself lies at
 * the real one, which shows the same frame buffer.
 */
#include "doors/uefi/uefi.h"
#include "video/mode.h"

/* ---- Text -------------------------------------------------------------------------------------*/

void screen_print(void *ctx, const char *text, size_t size)
{
    (void)ctx;
    char16_t units[128];
    size_t count = 0;
    for (size_t at = 0; at < size;) {
        uint32_t character = uefi_utf8_next(text, size, &at);
        if (character == '\n')
            units[count++] = u'\r';
        count += uefi_utf16_put(units + count, character);
        if (count < sizeof units / sizeof *units - 4 && at < size)
            continue;
        units[count] = 0;
        count = 0;
        if (!uefi_is_ok(uefi_say(units)))
            return; /* nobody is left to tell */
    }
}

/* ---- Modes ------------------------------------------------------------------------------------*/

static bool describe_colour(uint32_t mask, struct boot_colour *ret_colour)
{
    if (!mask)
        return false;
    unsigned shift = (unsigned)__builtin_ctz(mask), bits = 0;
    while (shift + bits < 32 && mask >> (shift + bits) & 1)
        bits++;
    *ret_colour = (struct boot_colour){(uint8_t)shift, (uint8_t)bits};
    return mask >> shift == (uint32_t)((1ULL << bits) - 1); /* in one piece */
}

/* False: a kernel cannot draw in it. */
static bool describe(const struct uefi_gop_mode *gop, struct boot_mode *ret_mode)
{
    static const EFI_PIXEL_BITMASK rgb = {0xff, 0xff00, 0xff0000, 0xff000000};
    static const EFI_PIXEL_BITMASK bgr = {0xff0000, 0xff00, 0xff, 0xff000000};
    EFI_PIXEL_BITMASK mask;
    if (gop->format == PixelRedGreenBlueReserved8BitPerColor)
        mask = rgb;
    else if (gop->format == PixelBlueGreenRedReserved8BitPerColor)
        mask = bgr;
    else if (gop->format == PixelBitMask)
        mask = gop->mask;
    else
        return false;
    uint32_t all = mask.RedMask | mask.GreenMask | mask.BlueMask | mask.ReservedMask;
    unsigned bits = all ? (39 - (unsigned)__builtin_clz(all)) / 8 * 8 : 0;
    *ret_mode = (struct boot_mode){
        .width = gop->width,
        .height = gop->height,
        .stride = gop->stride * (bits / 8),
        .bits_per_pixel = (uint16_t)bits,
        .number = (uint16_t)gop->number,
    };
    return bits >= 16 && gop->number <= UINT16_MAX && gop->stride <= UINT32_MAX / 4 &&
           describe_colour(mask.RedMask, &ret_mode->red) &&
           describe_colour(mask.GreenMask, &ret_mode->green) &&
           describe_colour(mask.BlueMask, &ret_mode->blue);
}

/* The modes with a frame buffer, in memory of kind LOADER; none: BOOT_UNSUPPORTED. */
static enum boot_status list_modes(struct uefi_door *door, struct uefi_gop *gop,
                                   struct boot_framebuffer *screen)
{
    enum { MODES_MOST = 1024 }; /* real firmware has some tens */
    uint32_t offered = uefi_gop_modes(gop), count = 0;
    offered = offered > MODES_MOST ? MODES_MOST : offered;
    uint64_t phys;
    if (!offered)
        return BOOT_UNSUPPORTED;
    enum boot_status status = memory_take_pages(door, offered * sizeof(struct boot_mode),
                                                MEMORY_PAGE, 0, BOOT_MEMORY_LOADER, &phys);
    if (status)
        return status;
    struct boot_mode *modes = (struct boot_mode *)(uintptr_t)phys;
    for (uint32_t i = 0; i < offered; i++) {
        struct uefi_gop_mode mode;
        if (uefi_is_ok(uefi_gop_mode(gop, i, &mode)) && describe(&mode, &modes[count]))
            count++;
    }
    screen->modes = modes;
    screen->mode_count = count;
    return count ? BOOT_OK : BOOT_UNSUPPORTED;
}

/* ---- Outputs ----------------------------------------------------------------------------------*/

/* The console's output, or the first other one, that has a frame buffer in some mode. */
static enum boot_status find_output(struct uefi_door *door, const struct uefi_handles *outputs,
                                    struct uefi_gop *ret_gop, struct boot_framebuffer *screen)
{
    enum boot_status status = BOOT_UNSUPPORTED;
    if (uefi_is_ok(uefi_gop_open(ret_gop)))
        status = list_modes(door, ret_gop, screen);
    for (size_t i = 0; i < outputs->count && status == BOOT_UNSUPPORTED; i++)
        if (uefi_is_ok(uefi_gop_open_on(outputs->at[i], ret_gop)))
            status = list_modes(door, ret_gop, screen);
    return status;
}

/* What the monitor at this frame buffer says, copied to memory of kind LOADER. */
static void find_edid(struct uefi_door *door, const struct uefi_handles *outputs,
                      const struct uefi_gop *chosen, struct boot_framebuffer *screen)
{
    struct uefi_edid edid;
    struct uefi_gop gop;
    uint64_t phys;
    for (size_t i = 0; i < outputs->count; i++) {
        if (!uefi_is_ok(uefi_gop_open_on(outputs->at[i], &gop)) || !gop.raw->Mode ||
            gop.raw->Mode->FrameBufferBase != chosen->raw->Mode->FrameBufferBase)
            continue;
        if (!uefi_is_ok(uefi_edid_active(outputs->at[i], &edid)) &&
            !uefi_is_ok(uefi_edid_discovered(outputs->at[i], &edid)))
            continue;
        if (memory_take_pages(door, edid.size, MEMORY_PAGE, 0, BOOT_MEMORY_LOADER, &phys))
            return;
        __builtin_memcpy((void *)(uintptr_t)phys, edid.at, edid.size);
        screen->edid = (const uint8_t *)(uintptr_t)phys;
        screen->edid_size = edid.size;
        return;
    }
}

enum boot_status screen_set_mode(void *ctx, const struct screen_wish *wish,
                                 struct boot_framebuffer *ret_framebuffer)
{
    static const EFI_GUID guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;
    struct uefi_door *door = ctx;
    struct boot_framebuffer screen = {0};
    struct uefi_gop gop = {0};
    UEFI_SCOPED(uefi_handles) outputs = {0};
    uefi_status found = uefi_handles_find(&guid, &outputs);
    if (!uefi_is_ok(found))
        return BOOT_UNSUPPORTED;
    enum boot_status status = find_output(door, &outputs, &gop, &screen);
    if (status)
        return status;
    find_edid(door, &outputs, &gop, &screen);
    const struct boot_mode *mode =
        mode_choose(screen.modes, screen.mode_count, screen.edid, screen.edid_size, wish);
    if (!mode)
        return BOOT_UNSUPPORTED;
    struct uefi_gop_mode current;
    if (!uefi_is_ok(uefi_gop_current(&gop, &current)) || current.number != mode->number) {
        uefi_status set = uefi_gop_set_mode_number(&gop, mode->number);
        if (!uefi_is_ok(set)) {
            log_say(LOG_ERROR, "mode %u (%u x %u) cannot be set: %s\n", mode->number, mode->width,
                    mode->height, uefi_status_text(set));
            return BOOT_DEVICE;
        }
    }
    struct uefi_framebuffer pixels = uefi_gop_framebuffer(&gop);
    if (!pixels.base) {
        log_say(LOG_ERROR, "the mode %u x %u was set, but firmware shows no frame buffer\n",
                mode->width, mode->height);
        return BOOT_UNSUPPORTED;
    }
    screen.mode = *mode;
    screen.phys = pixels.base;
    screen.size = (uint64_t)mode->stride * mode->height;
    *ret_framebuffer = screen;
    return BOOT_OK;
}
