/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * An address space in words: what is mapped, what two spaces differ in, and what looks wrong.
 *
 * All write text, one line per finding, into the caller's buffer as snprintf() does: at most `cap`
 * bytes with the final zero, and the length that the whole text has is returned. `buf` may be NULL
 * when `cap` is 0. A run is one line:
 *
 *     0xffff900000000000-0xffff90000000ffff 4K rw-kg ad pat 1 key 2 soft 0x3 -> 0x7000
 *     |                                     |  ||||| ||                         where it leads
 *     first and last byte        size of its pages   accessed, dirty, or -
 *                                              |||||_ global, or -
 *                                              ||||_ user or kernel        all as they result from
 *                                              |||_ executable, or -       every level
 *     0x0000000000001000-0x0000000000001fff payload 0x55
 *
 * What has its default (PAT entry 0, key 0, no software bits, private) is not said.
 *
 * Threads: as x86_walk. No recursion, no memory; aliases and mapped tables compare each run with
 * all others, so lint takes its time on large spaces.
 */
#pragma once
#include <stddef.h>

#include "x86_64/paging.h"

X86_BEGIN

/* One run, without a newline. */
size_t x86_run_format(char *buf, size_t cap, const struct x86_space *space,
                      const struct x86_run *run);

/* All runs of a space, in the order of their addresses. */
size_t x86_dump(char *buf, size_t cap, const struct x86_space *space);

/* What leads elsewhere, or has other attributes, in `after` than in `before`: "- " and the run that
 * was, "+ " and the run that is. Sizes of pages, A and D make no difference. */
size_t x86_diff(char *buf, size_t cap, const struct x86_space *before,
                const struct x86_space *after);

#define X86_LINT_WX       X86_BIT(0) /* writable and executable */
#define X86_LINT_USER     X86_BIT(1) /* the upper half, reachable by user mode */
#define X86_LINT_GLOBAL   X86_BIT(2) /* user pages that are global: seen by every space */
#define X86_LINT_NULL     X86_BIT(3) /* something is mapped at address 0 */
#define X86_LINT_TABLES   X86_BIT(4) /* tables of this space, mapped writable */
#define X86_LINT_ALIAS    X86_BIT(5) /* one frame through different entries of the PAT */
#define X86_LINT_RESERVED X86_BIT(6) /* entries that fault, whatever the access */
#define X86_LINT_ALL      X86_BITS(6, 0)

/* Applies the rules of `rules` (X86_LINT_...); each line begins with the rule's name. A direct map
 * maps tables writable by nature: leave that rule out then. */
size_t x86_lint(char *buf, size_t cap, const struct x86_space *space, unsigned rules);

X86_END
