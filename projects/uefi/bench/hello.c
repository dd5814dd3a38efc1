/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The smallest program: see bench.sh. */
#include <uefi/uefi.h>

uefi_status app_main(void)
{
    return uefi_say(u"Hello\r\n");
}
