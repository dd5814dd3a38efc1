/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "ci/qemu/guest/guest.h"
static void adds(void)
{
    check(1 + 1 == 2);
    check_equal(3, 3);
}
GUEST_TESTS(test(adds))
