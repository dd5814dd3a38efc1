/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * GUIDs. One list says which byte of the sixteen stands where in the text; formatting, parsing and
 * the order all follow it. Firmware is little-endian everywhere, so an EFI_GUID is its bytes.
 */
#include "uefi/guid.h"

#include "bytes.h"

/* Byte by byte as the text shows them; 16 is a hyphen. */
static const uint8_t order[20] = {3,  2, 1, 0,  16, 5,  4,  16, 7,  6,
                                  16, 8, 9, 16, 10, 11, 12, 13, 14, 15};

bool uefi_guid_equal(const EFI_GUID *a, const EFI_GUID *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

bool uefi_guid_is_zero(const EFI_GUID *guid)
{
    EFI_GUID zero = {0};
    return uefi_guid_equal(guid, &zero);
}

int uefi_guid_compare(const EFI_GUID *a, const EFI_GUID *b)
{
    const uint8_t *left = (const uint8_t *)a, *right = (const uint8_t *)b;
    for (size_t i = 0; i < sizeof order; i++)
        if (order[i] < 16 && left[order[i]] != right[order[i]])
            return left[order[i]] < right[order[i]] ? -1 : 1;
    return 0;
}

EFI_GUID uefi_guid_from_bytes(const void *bytes)
{
    EFI_GUID guid;
    memcpy(&guid, bytes, sizeof guid);
    return guid;
}

void uefi_guid_to_bytes(const EFI_GUID *guid, uint8_t ret_bytes[16])
{
    memcpy(ret_bytes, guid, sizeof *guid);
}

static char digit(unsigned value)
{
    return (char)(value < 10 ? '0' + value : 'a' + value - 10);
}

size_t uefi_guid_format(char *buf, size_t cap, const EFI_GUID *guid)
{
    char text[UEFI_GUID_TEXT_SIZE];
    const uint8_t *bytes = (const uint8_t *)guid;
    size_t length = 0;
    for (size_t i = 0; i < sizeof order; i++) {
        if (order[i] == 16) {
            text[length++] = '-';
            continue;
        }
        text[length++] = digit(bytes[order[i]] >> 4);
        text[length++] = digit(bytes[order[i]] & 15);
    }
    text[length] = 0;
    for (size_t i = 0; i + 1 < cap && i < length; i++)
        buf[i] = text[i];
    if (cap)
        buf[length < cap ? length : cap - 1] = 0;
    return length;
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
        return (c | 0x20) - 'a' + 10;
    return -1;
}

bool uefi_guid_parse(const char *text, size_t length, EFI_GUID *ret_guid)
{
    uint8_t bytes[16];
    if (length != UEFI_GUID_TEXT_SIZE - 1)
        return false;
    for (size_t i = 0, at = 0; i < sizeof order; i++) {
        if (order[i] == 16) {
            if (text[at++] != '-')
                return false;
            continue;
        }
        int high = digit_value(text[at]);
        int low = high < 0 ? -1 : digit_value(text[at + 1]);
        if (low < 0)
            return false;
        bytes[order[i]] = (uint8_t)(high << 4 | low);
        at += 2;
    }
    *ret_guid = uefi_guid_from_bytes(bytes);
    return true;
}
