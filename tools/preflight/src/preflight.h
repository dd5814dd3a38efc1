/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What every command of preflight gets, and the commands. A command reads the world, writes to
 * `report`, and returns STATUS_FINDINGS when something is to be mended; what it cannot find out it
 * refuses with an error that names the one command which mends it. It never answers "nothing" for
 * "unknown".
 *
 * The process stands in the root of the work tree: paths everywhere are those of the repository,
 * without a slash at either end.
 *
 * A new command: a row in options.c, a function here.
 */
#pragma once
#include <git2.h>

#include "common/arena.h"
#include "common/status.h"
#include "options.h"
#include "report.h"

struct changes;

struct preflight {
    struct arena *arena;
    struct options options;
    git_repository *repository; /* with a work tree; may be shallow */
    const char *prefix;         /* where the user stands, from the root: "projects/acpi", or "" */
    struct report report;
    struct changes *changes; /* found already; see preflight_changes */
};

/* What changed since --base. Found once, and said once on stderr. */
enum status preflight_changes(struct preflight *, const struct changes **ret_changes,
                              struct error *) MUST_CHECK;

/* A file as the user named it, seen from the root: "src/../osi.c" in projects/acpi/src is
 * "projects/acpi/osi.c". STATUS_USAGE when it lies outside the repository. */
enum status preflight_path(struct preflight *, const char *word, const char **ret_path,
                           struct error *) MUST_CHECK;

enum status owners_command(struct preflight *, struct error *) MUST_CHECK;   /* owners.c */
enum status note_command(struct preflight *, struct error *) MUST_CHECK;     /* note.c */
enum status doctor_command(struct preflight *, struct error *) MUST_CHECK;   /* doctor.c */
enum status new_command(struct preflight *, struct error *) MUST_CHECK;      /* new.c */
enum status release_command(struct preflight *, struct error *) MUST_CHECK;  /* release.c */
enum status lint_command(struct preflight *, struct error *) MUST_CHECK;     /* lint.c */
enum status affected_command(struct preflight *, struct error *) MUST_CHECK; /* affected.c */
enum status inputs_command(struct preflight *, struct error *) MUST_CHECK;   /* affected.c */
enum status check_command(struct preflight *, struct error *) MUST_CHECK;    /* check.c */
