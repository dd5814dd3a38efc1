/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A guest that fails and then crashes, on purpose: tests/qemu/harness.t looks that this is noticed.
 */
#include "ci/qemu/guest/guest.h"

static void passes(void)
{
    check(true);
}

static void is_skipped(void)
{
    guest_skip("to see it said");
}

static void fails(void)
{
    check_equal(1 + 1, 3);
}

/* No IDT: a triple fault. */
static void crashes(void)
{
    __builtin_trap();
}

GUEST_TESTS(test(passes), test(is_skipped), test(fails), test(crashes))
