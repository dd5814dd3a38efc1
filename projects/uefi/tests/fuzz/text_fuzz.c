/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * libFuzzer target: text. The bytes are taken as UTF-8 and as UTF-16 at an odd address; what comes
 * out must be valid, as long as announced, and the same after a second round.
 */
#include <stdlib.h>
#include <string.h>

#include "uefi/guid.h"
#include "uefi/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

/* UTF-8 -> UTF-16 -> UTF-8 -> UTF-16 */
static void there_and_back(const char *text, size_t size)
{
    size_t units = uefi_utf8_to_utf16(NULL, 0, text, size);
    char16_t *wide = malloc((units + 1) * 2), *again = malloc((units + 1) * 2);
    must(uefi_utf8_to_utf16(wide, units + 1, text, size) == units);
    must(uefi_utf16_length(wide, units + 1) == units && uefi_utf16_valid(wide, units));
    size_t bytes = uefi_utf16_to_utf8(NULL, 0, wide, units);
    char *narrow = malloc(bytes + 1);
    must(uefi_utf16_to_utf8(narrow, bytes + 1, wide, units) == bytes);
    must(strlen(narrow) == bytes && uefi_utf8_valid(narrow, bytes));
    must(uefi_utf8_to_utf16(again, units + 1, narrow, bytes) == units);
    must(memcmp(wide, again, (units + 1) * 2) == 0);
    if (uefi_utf8_valid(text, size))
        must(memcmp(narrow, text, bytes) == 0);
    free(wide);
    free(again);
    free(narrow);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    there_and_back((const char *)data, size);

    /* UTF-16 -> UTF-8, cut at each length up to a few */
    uint8_t *odd = malloc(size + 1);
    if (size)
        memcpy(odd + 1, data, size);
    const uefi_char16 *given = (const void *)(odd + 1);
    size_t wanted = uefi_utf16_to_utf8(NULL, 0, given, size / 2);
    for (size_t cap = 1; cap <= wanted + 1 && cap < 20; cap++) {
        char *cut = malloc(cap);
        must(uefi_utf16_to_utf8(cut, cap, given, size / 2) == wanted);
        must(strlen(cut) < cap && uefi_utf8_valid(cut, cap));
        free(cut);
    }
    free(odd);

    EFI_GUID guid, back;
    char printed[UEFI_GUID_TEXT_SIZE];
    if (uefi_guid_parse((const char *)data, size, &guid)) {
        uefi_guid_format(printed, sizeof printed, &guid);
        must(uefi_guid_parse(printed, 36, &back) && uefi_guid_equal(&guid, &back));
    }
    return 0;
}
