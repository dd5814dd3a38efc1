/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * SMBIOS: see uefi/smbios.h. One function, take(), decides how long a structure is; it reads only
 * what it was told to be there.
 */
#include "uefi/smbios.h"

#include "bytes.h"
#include "check.h"

#define HEAD 4
#define BAD  uefi_status_of(EFI_COMPROMISED_DATA)

static bool sums_to_zero(const uint8_t *at, size_t size)
{
    uint8_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + at[i]);
    return sum == 0;
}

static uefi_status believe(uint64_t address, uint64_t size, uint8_t major, uint8_t minor,
                           struct uefi_smbios *ret_table)
{
    if (address == 0 || size < HEAD || address > UINTPTR_MAX || size - 1 > UINTPTR_MAX - address)
        return BAD;
    *ret_table =
        (struct uefi_smbios){(const uint8_t *)(uintptr_t)address, (size_t)size, major, minor};
    return UEFI_OK;
}

uefi_status uefi_smbios_of(const void *entry_point, size_t size, struct uefi_smbios *ret_table)
{
    const uint8_t *at = (const uint8_t *)entry_point;
    SMBIOS_TABLE_3_0_ENTRY_POINT three;
    SMBIOS_TABLE_ENTRY_POINT two;
    if (size >= sizeof three && memcmp(at, "_SM3_", 5) == 0) {
        memcpy(&three, at, sizeof three);
        if (three.EntryPointLength < sizeof three || three.EntryPointLength > size ||
            !sums_to_zero(at, three.EntryPointLength))
            return BAD;
        return believe(three.TableAddress, three.TableMaximumSize, three.MajorVersion,
                       three.MinorVersion, ret_table);
    }
    /* 30 stood for 31 in a printed edition of version 2.1 */
    if (size >= sizeof two && memcmp(at, "_SM_", 4) == 0) {
        memcpy(&two, at, sizeof two);
        size_t length = two.EntryPointLength == 30 ? 31 : two.EntryPointLength;
        if (length < sizeof two || length > size || !sums_to_zero(at, length) ||
            memcmp(two.IntermediateAnchorString, "_DMI_", 5) != 0)
            return BAD;
        return believe(two.TableAddress, two.TableLength, two.MajorVersion, two.MinorVersion,
                       ret_table);
    }
    return BAD;
}

/* As much of an entry point as its own length says: nothing else bounds it. */
static uefi_status read_entry(const void *entry_point, struct uefi_smbios *ret_table)
{
    const uint8_t *at = (const uint8_t *)entry_point;
    size_t place = at[3] == '3' ? 6 : 5;
    size_t length = at[place] == 30 ? 31 : at[place];
    return uefi_smbios_of(entry_point, length, ret_table);
}

uefi_status uefi_smbios_find(struct uefi_smbios *ret_table)
{
    static const EFI_GUID three = SMBIOS3_TABLE_GUID, two = SMBIOS_TABLE_GUID;
    void *entry = NULL;
    uefi_status status = uefi_config_find(&three, &entry);
    if (uefi_is_ok(status))
        status = read_entry(entry, ret_table);
    if (uefi_is_ok(status))
        return status;
    uefi_status older = uefi_config_find(&two, &entry);
    if (uefi_is_ok(older))
        return read_entry(entry, ret_table);
    return uefi_is(status, EFI_NOT_FOUND) ? older : status;
}

/* The structure at the beginning of `left` bytes; ret_used is its length with strings. */
static bool take(const uint8_t *at, size_t left, struct uefi_smbios_structure *ret_structure,
                 size_t *ret_used)
{
    if (left < HEAD || at[1] < HEAD || at[1] > left)
        return false;
    size_t length = at[1], end = length;
    while (end + 1 < left && (at[end] || at[end + 1]))
        end++;
    if (end + 1 >= left)
        return false;
    *ret_structure = (struct uefi_smbios_structure){
        .type = at[0],
        .handle = (uint16_t)uefi_load(at + 2, 2),
        .at = at,
        .length = length,
        .strings = end > length ? (const char *)at + length : NULL,
        .strings_size = end > length ? end + 1 - length : 0,
    };
    *ret_used = end + 2;
    return true;
}

struct uefi_smbios_iter uefi_smbios_begin(const struct uefi_smbios *table)
{
    return (struct uefi_smbios_iter){UEFI_OK, table->at, table->size};
}

bool uefi_smbios_next(struct uefi_smbios_iter *it, struct uefi_smbios_structure *ret_structure)
{
    size_t used;
    if (it->left == 0)
        return false;
    if (!take(it->at, it->left, ret_structure, &used)) {
        it->status = BAD;
        it->left = 0;
        return false;
    }
    it->at += used;
    it->left = ret_structure->type == 127 ? 0 : it->left - used;
    return true;
}

uint64_t uefi_smbios_number(const struct uefi_smbios_structure *structure, size_t offset,
                            size_t bytes)
{
    if (bytes == 0 || bytes > 8 || bytes > structure->length || offset > structure->length - bytes)
        return 0;
    return uefi_load(structure->at + offset, bytes);
}

const char *uefi_smbios_string(const struct uefi_smbios_structure *structure, uint64_t index)
{
    if (index == 0)
        return NULL;
    for (size_t at = 0; at < structure->strings_size; at++) {
        if (--index == 0)
            return structure->strings + at;
        while (structure->strings[at]) /* strings_size includes a NUL at its end */
            at++;
    }
    return NULL;
}
