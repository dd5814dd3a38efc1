/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* libFuzzer chooses the history of an address space: see tests/paging_script.h. */
#include "tests/paging_script.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    script_run(bytes, size);
    return 0;
}
