/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* libFuzzer target: the bytes of a NOTE segment. A request that is let through means something. */
#include <stdlib.h>

#include "load/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct boot_request r;
    if (note_find("fuzz", data, size, &r) != BOOT_OK || note_check("fuzz", true, &r) != BOOT_OK)
        return 0;
    if (r.stack == BOOT_NONE || (r.stack > BOOT_NONE && r.stack % 4096) || r.aslr > 1 ||
        r.stack_size > 1 << 30 || (r.dynamic_to && r.dynamic_to <= r.dynamic_from))
        abort();
    return 0;
}
