/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What went wrong in a check, out of what its programs printed: TAP of tests and of house rules,
 * and messages of compilers. Every finding names a file, a line where one is known, and the command
 * that runs just that again.
 *
 * A test under two compilers fails twice and is told once. Folders that tests made for themselves
 * and the place of the work tree are taken out of quotations, so that two machines say the same.
 */
#pragma once
#include <stddef.h>

#include "common/arena.h"
#include "report.h"

struct outcome {
    const char *target;    /* what was made: "lint", "check/acpi" */
    const char *root;      /* of the work tree, absolute, with a slash at the end */
    const char *temporary; /* how folders begin that tests make: "/tmp/tmp." (mktemp -d) */
    LIST(struct finding) findings;
    LIST(const char *) tail; /* the last lines that were printed */
};

/* One line of what make and its programs printed, without the newline. */
void outcome_line(struct arena *, struct outcome *, const char *line);
/* The whole output of one test. `program` is what was run:
 * "build/gcc/projects/acpi/tests/unit/osi_test", "tools/preflight/tests/affected.t"; `tap` is
 * NUL-terminated, and ends in "# exit N" where it did not end well. */
void outcome_tap(struct arena *, struct outcome *, const char *program, const char *tap);
/* Ends a failed check: if nothing was found so far, what was printed last is the finding. */
void outcome_failed(struct arena *, struct outcome *);
