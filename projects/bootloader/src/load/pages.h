/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * From LOADs, which begin and end anywhere, to pages, which have one set of rights each.
 *
 *     LOADs     [ R X     ][R W ]   [ R W         ]
 *     pages     |    |    |    |    |    |    |            a page that two share has the rights
 *     runs      [ R X ][ R W X: an error ]                 of both; writable and executable is
 *                                                          an error
 *
 * Then GNU_RELRO takes the right to write away, from the pages that lie in it.
 */
#pragma once
#include "load/kernel.h"

#define PAGES_RUNS_MAX (2 * ELF_LOADS_MAX + 2)

/* The kernel's runs of pages, sorted, with the addresses where they will be. BOOT_BAD_KERNEL: a
 * page would be writable and executable; the log names the segments. */
BOOT_MUST_CHECK enum boot_status pages_of(const struct kernel *kernel,
                                          struct boot_segment ret_runs[PAGES_RUNS_MAX],
                                          size_t *ret_count);
