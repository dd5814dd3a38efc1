/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Rows of entries that firmware wrote: SMBIOS structures, logs of measurements in both forms, HII
 * packages. The first byte says which. Whatever an iterator gives must lie within the bytes it was
 * given, and it must come to an end.
 */
#include <stdlib.h>

#include "uefi/hii.h"
#include "uefi/smbios.h"
#include "uefi/tcg2.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t *begin, *end;

static void within(const void *at, size_t size)
{
    const uint8_t *from = (const uint8_t *)at;
    if (size && (from < begin || size > (size_t)(end - from)))
        abort();
}

static void smbios(void)
{
    const struct uefi_smbios table = {begin, (size_t)(end - begin), 3, 0};
    struct uefi_smbios_iter it = uefi_smbios_begin(&table);
    struct uefi_smbios_structure s;
    while (uefi_smbios_next(&it, &s)) {
        within(s.at, s.length);
        within(s.strings, s.strings_size);
        for (uint64_t i = 1; i < 300; i++) {
            const char *text = uefi_smbios_string(&s, i);
            if (!text)
                break;
            within(text, __builtin_strlen(text) + 1);
        }
        if (uefi_smbios_number(&s, s.length - 1, 2) != 0)
            abort();
    }
}

static void measurements(bool old)
{
    const struct uefi_tcg_log bytes = {begin, (size_t)(end - begin), old, false};
    struct uefi_tcg_iter it = uefi_tcg_log_begin(&bytes);
    struct uefi_tcg_entry entry;
    while (uefi_tcg_next(&it, &entry)) {
        within(entry.event, entry.event_size);
        for (size_t i = 0; i < entry.digest_count; i++)
            within(entry.digests[i].at, entry.digests[i].size);
    }
}

static void packages(void)
{
    struct uefi_hii_packages it = uefi_hii_packages_begin(begin, (size_t)(end - begin));
    struct uefi_hii_package package;
    while (uefi_hii_packages_next(&it, &package))
        within(package.at, package.size);
    if (!uefi_is_ok(it.status) && it.left != 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    begin = data + 1;
    end = data + size;
    switch (*data % 4) {
    case 0:
        smbios();
        break;
    case 1:
        packages();
        break;
    default:
        measurements(*data % 4 == 2);
    }
    return 0;
}
