/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Other programs: run, and heard to the end. */
#pragma once
#include "common/arena.h"
#include "common/status.h"
#include "common/text.h"

/* Runs argv[0] (found in $PATH) with the arguments behind it, NULL at the end; stdin is empty.
 * What it prints, on stdout and stderr alike, is added to `said`; *ret_exit is its exit status, 128
 * and the signal if it was killed, 127 if there is no such program. STATUS_WORLD: no process could
 * be made. */
enum status process_run(char *const *argv, struct text *said, int *ret_exit,
                        struct error *) MUST_CHECK;
