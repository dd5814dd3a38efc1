/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What the rules about messages and about files share: lines, and exceptions. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "rules.h"

struct lines {
    LIST(const char *) at; /* each terminated, without its newline, with its carriage return */
};
struct lines lines_split(struct arena *, const char *bytes, size_t n);

enum allowance { ALLOW_NOT, ALLOW_BARE /* without a reason */, ALLOW_REASONED };
/* Does `line` allow the rule? */
enum allowance line_allows(const char *line, const char *rule);
/* Findings of `allow` about every "allow(...):" on this line: unknown names, reasons not given. */
void allow_check(struct arena *, const char *line, unsigned number, struct breaches *);

void breach_add(struct arena *, struct breaches *, const char *rule, unsigned line,
                const char *format, ...) PRINTF(5, 6);
