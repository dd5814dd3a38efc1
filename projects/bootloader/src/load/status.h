/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What can go wrong before a kernel runs. Whoever finds it logs the sentence that a person needs
 * (what, where, why, what to do) and returns one of these, on which callers decide and tests
 * insist.
 */
#pragma once

#define BOOT_MUST_CHECK __attribute__((warn_unused_result))

enum boot_status {
    BOOT_OK = 0,
    BOOT_NOT_FOUND,     /* a file, a partition, a file system */
    BOOT_DEVICE,        /* the disk, or firmware on its behalf, reports an error */
    BOOT_DAMAGED,       /* a structure on disk contradicts itself or points out of its bounds */
    BOOT_NO_MEMORY,     /* no free memory of that size and place */
    BOOT_BAD_KERNEL,    /* not an ELF file that can be loaded, or its note is missing or wrong */
    BOOT_WRONG_VERSION, /* its note is of a version that this loader does not speak */
    BOOT_CONFLICT,      /* two things want one address */
    BOOT_UNSUPPORTED,   /* the machine or its firmware lacks what is needed */
    BOOT_TOO_LARGE,     /* beyond a limit of this loader */
};
