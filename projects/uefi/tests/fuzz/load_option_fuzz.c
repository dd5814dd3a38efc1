/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* libFuzzer target: load options. What is read can be written, byte for byte. */
#include <stdlib.h>
#include <string.h>

#include "uefi/load_option.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct uefi_load_option option;
    if (!uefi_is_ok(uefi_load_option_read(data, size, &option)))
        return 0;
    struct uefi_path path;
    for (size_t i = 0; uefi_load_option_path(&option, i, &path); i++)
        must(path.at >= option.paths && path.at + path.size <= option.paths + option.paths_size);
    char description[64];
    uefi_utf16_to_utf8(description, sizeof description, option.description,
                       option.description_length);
    size_t needed = 0;
    uint8_t *copy = malloc(size);
    must(uefi_is_ok(uefi_load_option_write(copy, size, &option, &needed)));
    must(needed == size && memcmp(copy, data, size) == 0);
    free(copy);
    return 0;
}
