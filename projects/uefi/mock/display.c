/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A display (UEFI 12.9): modes, block transfers, a frame buffer in plain memory.
 *
 * The picture is kept in the pixels of Blt; the frame buffer is its copy in the mode's own format,
 * written by Blt. What a program writes into the frame buffer itself, VideoToBltBuffer does not
 * see.
 */
#include "internal.h"
#include "uefi/raw/graphics.h"

#define MODES 7u

struct display {
    EFI_GRAPHICS_OUTPUT_PROTOCOL protocol;
    EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE mode;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION info;
    EFI_GRAPHICS_OUTPUT_BLT_PIXEL *picture;
    uint32_t *frame;
};

static const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION modes[MODES] = {
    {0, 640, 480, PixelBlueGreenRedReserved8BitPerColor, {0, 0, 0, 0}, 640},
    {0, 800, 600, PixelBlueGreenRedReserved8BitPerColor, {0, 0, 0, 0}, 800},
    {0, 1024, 768, PixelBlueGreenRedReserved8BitPerColor, {0, 0, 0, 0}, 1088},
    {0, 1280, 1024, PixelBlueGreenRedReserved8BitPerColor, {0, 0, 0, 0}, 1280},
    {0, 1024, 768, PixelRedGreenBlueReserved8BitPerColor, {0, 0, 0, 0}, 1024},
    {0, 1024, 768, PixelBitMask, {0xF800, 0x07E0, 0x001F, 0xFFFF0000}, 1024},
    {0, 1024, 768, PixelBltOnly, {0, 0, 0, 0}, 1024},
};
#define LARGEST (1280u * 1024u)

static EFI_STATUS EFIAPI query_mode(EFI_GRAPHICS_OUTPUT_PROTOCOL *this, UINT32 number,
                                    UINTN *ret_size,
                                    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION **ret_info)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("GraphicsOutput.QueryMode", &lie, &status))
        return status;
    (void)this;
    if (number >= MODES || !ret_size || !ret_info)
        return EFI_INVALID_PARAMETER;
    EFI_GRAPHICS_OUTPUT_MODE_INFORMATION info = modes[number];
    if (lie.how == UEFI_MOCK_OFF) /* lines shorter than the picture is wide */
        info.PixelsPerScanLine = (UINT32)lie.value;
    EFI_STATUS given = uefi_mock_give(&lie, (void **)ret_info, &info, sizeof info);
    if (lie.how != UEFI_MOCK_SILENT)
        *ret_size = (UINTN)uefi_mock_number(&lie, lie.how == UEFI_MOCK_CUT ? (UINTN)lie.value
                                                                           : sizeof info);
    return given;
}

static EFI_STATUS EFIAPI set_mode(EFI_GRAPHICS_OUTPUT_PROTOCOL *this, UINT32 number)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("GraphicsOutput.SetMode", &lie, &status))
        return status;
    struct display *display = (struct display *)this;
    if (number >= MODES)
        return EFI_UNSUPPORTED;
    if (lie.how == UEFI_MOCK_SILENT)
        return EFI_SUCCESS;
    const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *mode = &modes[number];
    bool frame = mode->PixelFormat != PixelBltOnly;
    display->info = *mode;
    display->mode.Mode = number;
    display->mode.FrameBufferBase = frame ? (uintptr_t)display->frame : 0;
    display->mode.FrameBufferSize =
        frame ? (UINTN)mode->PixelsPerScanLine * mode->VerticalResolution * 4 : 0;
    memset(display->picture, 0, LARGEST * sizeof *display->picture);
    memset(display->frame, 0, LARGEST * sizeof *display->frame);
    return status;
}

static uint32_t encode(const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info,
                       EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixel)
{
    uint32_t red = pixel.Red, green = pixel.Green, blue = pixel.Blue;
    if (info->PixelFormat == PixelRedGreenBlueReserved8BitPerColor)
        return red | green << 8 | blue << 16;
    if (info->PixelFormat == PixelBitMask)
        return red >> 3 << 11 | green >> 2 << 5 | blue >> 3;
    return blue | green << 8 | red << 16;
}

static void set_pixel(struct display *display, UINTN x, UINTN y,
                      EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixel)
{
    const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info = &display->info;
    display->picture[y * info->HorizontalResolution + x] = pixel;
    display->frame[y * info->PixelsPerScanLine + x] = encode(info, pixel);
}

/* Is the rectangle on the screen? */
static bool on_screen(const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info, UINTN x, UINTN y,
                      UINTN width, UINTN height)
{
    UINTN columns = info->HorizontalResolution, rows = info->VerticalResolution;
    return width && height && width <= columns && x <= columns - width && height <= rows &&
           y <= rows - height;
}

static EFI_STATUS EFIAPI blt(EFI_GRAPHICS_OUTPUT_PROTOCOL *this,
                             EFI_GRAPHICS_OUTPUT_BLT_PIXEL *buffer,
                             EFI_GRAPHICS_OUTPUT_BLT_OPERATION operation, UINTN from_x,
                             UINTN from_y, UINTN to_x, UINTN to_y, UINTN width, UINTN height,
                             UINTN delta)
{
    struct uefi_mock_lie lie;
    EFI_STATUS status;
    if (!boot_called("GraphicsOutput.Blt", &lie, &status))
        return status;
    struct display *display = (struct display *)this;
    const EFI_GRAPHICS_OUTPUT_MODE_INFORMATION *info = &display->info;
    bool from_video = operation == EfiBltVideoToBltBuffer || operation == EfiBltVideoToVideo;
    bool to_video = operation != EfiBltVideoToBltBuffer;
    UINTN line = delta ? delta / sizeof *buffer : width;
    if ((unsigned)operation >= EfiGraphicsOutputBltOperationMax ||
        (from_video && !on_screen(info, from_x, from_y, width, height)) ||
        (to_video && !on_screen(info, to_x, to_y, width, height)) ||
        (operation != EfiBltVideoToVideo && !buffer) || delta % sizeof *buffer ||
        (operation != EfiBltVideoToVideo && operation != EfiBltVideoFill && line < width)) {
        uefi_mock_complain("Blt %u: %zu x %zu does not fit", (unsigned)operation, (size_t)width,
                           (size_t)height);
        return EFI_INVALID_PARAMETER;
    }
    for (UINTN row = 0; row < height; row++) {
        for (UINTN column = 0; column < width; column++) {
            /* A move onto itself goes backwards when it must. */
            bool back = operation == EfiBltVideoToVideo &&
                        (to_y > from_y || (to_y == from_y && to_x > from_x));
            UINTN x = back ? width - 1 - column : column, y = back ? height - 1 - row : row;
            EFI_GRAPHICS_OUTPUT_BLT_PIXEL pixel;
            if (from_video)
                pixel = display->picture[(from_y + y) * info->HorizontalResolution + from_x + x];
            else
                pixel = operation == EfiBltVideoFill ? *buffer
                                                     : buffer[(from_y + y) * line + from_x + x];
            if (to_video)
                set_pixel(display, to_x + x, to_y + y, pixel);
            else
                buffer[(to_y + y) * line + to_x + x] = pixel;
        }
    }
    return status;
}

EFI_HANDLE uefi_mock_display(struct uefi_mock *m)
{
    static const EFI_GUID guid = EFI_GRAPHICS_OUTPUT_PROTOCOL_GUID;
    struct display *display = uefi_mock_keep(m, sizeof *display);
    display->picture = uefi_mock_keep(m, LARGEST * sizeof *display->picture);
    display->frame = uefi_mock_keep(m, LARGEST * sizeof *display->frame);
    display->protocol = (EFI_GRAPHICS_OUTPUT_PROTOCOL){
        .QueryMode = query_mode, .SetMode = set_mode, .Blt = blt, .Mode = &display->mode};
    display->info = modes[0];
    display->mode = (EFI_GRAPHICS_OUTPUT_PROTOCOL_MODE){
        .MaxMode = MODES,
        .Info = &display->info,
        .SizeOfInfo = sizeof display->info,
        .FrameBufferBase = (uintptr_t)display->frame,
        .FrameBufferSize = 640 * 480 * 4,
    };
    return uefi_mock_install(m, device_new(m), &guid, &display->protocol);
}
