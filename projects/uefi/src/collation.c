/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Unicode collation: see uefi/collation.h. Firmware is told no lengths, so they are checked on both
 * sides of a call. */
#include "uefi/collation.h"

#include "bytes.h"
#include "check.h"
#include "uefi/text.h"

static const EFI_GUID guid2 = EFI_UNICODE_COLLATION_PROTOCOL2_GUID;
static const EFI_GUID guid1 = EFI_UNICODE_COLLATION_PROTOCOL_GUID;

uefi_status uefi_collation_open(struct uefi_collation *ret_collation)
{
    void *raw = NULL;
    uefi_status status = uefi_protocol_find(&guid2, &raw);
    bool first = uefi_is(status, EFI_UNSUPPORTED);
    if (first)
        status = uefi_protocol_find(&guid1, &raw);
    UEFI_TRY(status);
    *ret_collation = (struct uefi_collation){.raw = (EFI_UNICODE_COLLATION_PROTOCOL *)raw,
                                             .first_edition = first};
    return UEFI_OK;
}

void uefi_collation_close(struct uefi_collation *collation)
{
    uefi_opened_close(&collation->opened);
    collation->raw = NULL;
}

static CHAR16 *loose(const char16_t *text)
{
    return (CHAR16 *)(uintptr_t)text;
}

uefi_status uefi_collation_compare(struct uefi_collation *collation, const char16_t *a,
                                   const char16_t *b, int *ret_order)
{
    NEEDS(collation);
    INTN order = collation->raw->StriColl(collation->raw, loose(a), loose(b));
    *ret_order = (order > 0) - (order < 0);
    return UEFI_OK;
}

uefi_status uefi_collation_match(struct uefi_collation *collation, const char16_t *text,
                                 const char16_t *pattern, bool *ret_matches)
{
    NEEDS(collation);
    *ret_matches = collation->raw->MetaiMatch(collation->raw, loose(text), loose(pattern)) != FALSE;
    return UEFI_OK;
}

static uefi_status change(struct uefi_collation *collation, bool upper, char16_t *text, size_t cap)
{
    NEEDS(collation);
    size_t before, after;
    if (!uefi_utf16_ends(text, cap, &before))
        return uefi_status_of(EFI_INVALID_PARAMETER);
    if (upper)
        collation->raw->StrUpr(collation->raw, text);
    else
        collation->raw->StrLwr(collation->raw, text);
    if (!uefi_utf16_ends(text, cap, &after)) {
        text[cap - 1] = 0;
        return LIE;
    }
    return after == before ? UEFI_OK : LIE;
}

uefi_status uefi_collation_lower(struct uefi_collation *collation, char16_t *text, size_t cap)
{
    return change(collation, false, text, cap);
}

uefi_status uefi_collation_upper(struct uefi_collation *collation, char16_t *text, size_t cap)
{
    return change(collation, true, text, cap);
}

uefi_status uefi_collation_from_fat(struct uefi_collation *collation, const char *fat, size_t size,
                                    char16_t *buf, size_t cap)
{
    NEEDS(collation);
    size_t length;
    if (cap <= size)
        return uefi_status_of(EFI_BUFFER_TOO_SMALL);
    memset(buf, 0xFF, cap * sizeof *buf);
    collation->raw->FatToStr(collation->raw, size, (CHAR8 *)(uintptr_t)fat, buf);
    if (!uefi_utf16_ends(buf, size + 1, &length)) {
        buf[size] = 0;
        return LIE;
    }
    return UEFI_OK;
}

uefi_status uefi_collation_to_fat(struct uefi_collation *collation, const char16_t *text, char *fat,
                                  size_t size, bool *ret_changed)
{
    NEEDS(collation);
    memset(fat, 0, size);
    *ret_changed = collation->raw->StrToFat(collation->raw, loose(text), size, fat) != FALSE;
    return UEFI_OK;
}
