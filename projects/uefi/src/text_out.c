/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Text screens: see uefi/console.h. */
#include "check.h"
#include "uefi/console.h"

static const EFI_GUID guid = EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL_GUID;

static uefi_status open(EFI_SIMPLE_TEXT_OUTPUT_PROTOCOL *raw, struct uefi_text_out *ret_out)
{
    if (!raw)
        return uefi_status_of(EFI_UNSUPPORTED);
    *ret_out = (struct uefi_text_out){.raw = raw};
    return UEFI_OK;
}

uefi_status uefi_text_out_open(struct uefi_text_out *ret_out)
{
    return uefi_boot() ? open(uefi_image()->system->ConOut, ret_out) : GONE;
}

uefi_status uefi_text_out_open_stderr(struct uefi_text_out *ret_out)
{
    return uefi_boot() ? open(uefi_image()->system->StdErr, ret_out) : GONE;
}

uefi_status uefi_text_out_open_on(struct uefi_handle handle, struct uefi_text_out *ret_out)
{
    return UEFI_OPEN(ret_out, handle, &guid, UEFI_GET);
}

void uefi_text_out_close(struct uefi_text_out *out)
{
    uefi_opened_close(&out->opened);
    out->raw = NULL;
}

uefi_status uefi_text_out_write(struct uefi_text_out *out, const char16_t *text)
{
    NEEDS(out);
    return uefi_status_of(out->raw->OutputString(out->raw, (CHAR16 *)text));
}

uefi_status uefi_say(const char16_t *text)
{
    struct uefi_text_out out;
    UEFI_TRY(uefi_text_out_open(&out));
    return uefi_text_out_write(&out, text);
}

uefi_status uefi_text_out_test(struct uefi_text_out *out, const char16_t *text)
{
    NEEDS(out);
    return uefi_status_of(out->raw->TestString(out->raw, (CHAR16 *)text));
}

uefi_status uefi_text_out_reset(struct uefi_text_out *out, bool thorough)
{
    NEEDS(out);
    return uefi_status_of(out->raw->Reset(out->raw, thorough));
}

uefi_status uefi_text_out_clear(struct uefi_text_out *out)
{
    NEEDS(out);
    return uefi_status_of(out->raw->ClearScreen(out->raw));
}

size_t uefi_text_out_modes(const struct uefi_text_out *out)
{
    if (!uefi_boot() || !out->raw || !out->raw->Mode || out->raw->Mode->MaxMode < 0)
        return 0;
    return (size_t)out->raw->Mode->MaxMode;
}

uefi_status uefi_text_out_mode(struct uefi_text_out *out, size_t mode,
                               struct uefi_text_mode *ret_mode)
{
    NEEDS(out);
    UINTN columns = 0, rows = 0;
    UEFI_TRY(uefi_status_of(out->raw->QueryMode(out->raw, mode, &columns, &rows)));
    if (columns == 0 || rows == 0)
        return LIE;
    *ret_mode = (struct uefi_text_mode){columns, rows};
    return UEFI_OK;
}

uefi_status uefi_text_out_set_mode(struct uefi_text_out *out, size_t mode)
{
    NEEDS(out);
    return uefi_status_of(out->raw->SetMode(out->raw, mode));
}

uefi_status uefi_text_out_state(struct uefi_text_out *out, struct uefi_text_state *ret_state)
{
    NEEDS(out);
    const SIMPLE_TEXT_OUTPUT_MODE *mode = out->raw->Mode;
    if (!mode || mode->Mode < 0 || mode->Mode >= mode->MaxMode || mode->CursorColumn < 0 ||
        mode->CursorRow < 0)
        return LIE;
    *ret_state = (struct uefi_text_state){(size_t)mode->Mode, (uint8_t)mode->Attribute,
                                          (size_t)mode->CursorColumn, (size_t)mode->CursorRow,
                                          mode->CursorVisible};
    return UEFI_OK;
}

uefi_status uefi_text_out_color(struct uefi_text_out *out, uint8_t color)
{
    NEEDS(out);
    return uefi_status_of(out->raw->SetAttribute(out->raw, color));
}

uefi_status uefi_text_out_move(struct uefi_text_out *out, size_t column, size_t row)
{
    NEEDS(out);
    return uefi_status_of(out->raw->SetCursorPosition(out->raw, column, row));
}

uefi_status uefi_text_out_cursor(struct uefi_text_out *out, bool visible)
{
    NEEDS(out);
    return uefi_status_of(out->raw->EnableCursor(out->raw, visible));
}
