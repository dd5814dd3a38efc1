/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Graphics modes: see uefi/gop.h. A mode is believed only if a picture could be drawn in it. */
#include "uefi/gop.h"

#include "bytes.h"
#include "check.h"
#include "uefi/memory.h"

static const EFI_GUID guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;

uefi_status uefi_gop_open(struct uefi_gop *ret_gop)
{
    if (!uefi_boot())
        return GONE;
    EFI_HANDLE console = uefi_image()->system->ConsoleOutHandle;
    if (console && uefi_is_ok(uefi_gop_open_on(uefi_handle_of(console), ret_gop)))
        return UEFI_OK;
    void *raw = NULL;
    UEFI_TRY(uefi_protocol_find(&guid, &raw));
    *ret_gop = (struct uefi_gop){.raw = (EFI_GRAPHICS_OUTPUT_PROTOCOL *)raw};
    return UEFI_OK;
}

uefi_status uefi_gop_open_on(struct uefi_handle handle, struct uefi_gop *ret_gop)
{
    return UEFI_OPEN(ret_gop, handle, &guid, UEFI_GET);
}

void uefi_gop_close(struct uefi_gop *gop)
{
    uefi_opened_close(&gop->opened);
    gop->raw = NULL;
}

uint32_t uefi_gop_modes(const struct uefi_gop *gop)
{
    return uefi_boot() && gop->raw && gop->raw->Mode ? gop->raw->Mode->MaxMode : 0;
}

static uefi_status believe(uint32_t number, const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info,
                           size_t size, struct uefi_gop_mode *ret_mode)
{
    if (!ALIGNED(info) || size < sizeof *info || info->HorizontalResolution == 0 ||
        info->VerticalResolution == 0 || (unsigned)info->PixelFormat >= PixelFormatMax ||
        (info->PixelFormat != PixelBltOnly && info->PixelsPerScanLine < info->HorizontalResolution))
        return LIE;
    *ret_mode = (struct uefi_gop_mode){number,
                                       info->HorizontalResolution,
                                       info->VerticalResolution,
                                       info->PixelsPerScanLine,
                                       info->PixelFormat,
                                       info->PixelInformation};
    return UEFI_OK;
}

uefi_status uefi_gop_mode(struct uefi_gop *gop, uint32_t number, struct uefi_gop_mode *ret_mode)
{
    NEEDS(gop);
    UINTN size = 0;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info = NULL;
    UEFI_TRY(uefi_status_of(gop->raw->QueryMode(gop->raw, number, &size, &info)));
    uefi_status status = believe(number, info, size, ret_mode);
    uefi_pool_free(info);
    return status;
}

uefi_status uefi_gop_current(const struct uefi_gop *gop, struct uefi_gop_mode *ret_mode)
{
    NEEDS(gop);
    const EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE *mode = gop->raw->Mode;
    return mode ? believe(mode->Mode, mode->Info, mode->SizeOfInfo, ret_mode) : LIE;
}

uefi_status uefi_gop_set_mode_number(struct uefi_gop *gop, uint32_t number)
{
    NEEDS(gop);
    return uefi_status_of(gop->raw->SetMode(gop->raw, number));
}

static bool fits(const struct uefi_gop_mode *mode, uint32_t width, uint32_t height)
{
    return mode->width == width && mode->height == height && mode->format != PixelBltOnly;
}

uefi_status uefi_gop_set_mode(struct uefi_gop *gop, uint32_t width, uint32_t height)
{
    NEEDS(gop);
    struct uefi_gop_mode mode;
    if (uefi_is_ok(uefi_gop_current(gop, &mode)) && fits(&mode, width, height))
        return UEFI_OK;
    for (uint32_t i = 0; i < uefi_gop_modes(gop); i++)
        if (uefi_is_ok(uefi_gop_mode(gop, i, &mode)) && fits(&mode, width, height))
            return uefi_gop_set_mode_number(gop, i);
    return uefi_status_of(EFI_NOT_FOUND);
}
