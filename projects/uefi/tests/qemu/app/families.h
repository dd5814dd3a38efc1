/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The families of tests on firmware, in the order they run: one line each. `exit` stays last. */
/* clang-format off */
#pragma once
#define FAMILIES(FAMILY) \
    FAMILY(crt) \
    FAMILY(protocol) \
    FAMILY(boot) \
    FAMILY(runtime) \
    FAMILY(console) \
    FAMILY(gop) \
    FAMILY(platform) \
    FAMILY(files) \
    FAMILY(disks) \
    FAMILY(paths) \
    FAMILY(images) \
    FAMILY(pointers) \
    FAMILY(variables) \
    FAMILY(services) \
    FAMILY(exit)
/* clang-format on */
