/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Whose checks a change can turn red. A part is *touched* by what it owns, and *affected* when its
 * checks have to run: each with the first reason there is.
 *
 *     touched
 *       acpi        projects/acpi/src/osi.c
 *     affected
 *       acpi        projects/acpi/src/osi.c
 *       bootloader  depends on acpi
 *
 * A path that no part owns affects all.
 */
#pragma once
#include <stdbool.h>

#include "changes.h"
#include "common/arena.h"
#include "common/status.h"
#include "parts.h"
#include "report.h"

enum reason_kind {
    REASON_NONE,     /* not affected */
    REASON_OWNS,     /* `what` is a file of its own */
    REASON_READS,    /* `what` is a file that its record says it reads */
    REASON_DEPENDS,  /* `what` is the part that it stands on, by its record */
    REASON_INCLUDES, /* ... by an #include alone */
    REASON_OUTSIDE,  /* `what` is a file outside any project */
};

struct verdict {
    const struct part *part;
    struct string_list owned; /* changed files that are its own */
    enum reason_kind kind;    /* why its checks run */
    const char *what;
    size_t more; /* further files of REASON_OWNS and REASON_READS */
};

struct affected {
    LIST(struct verdict) parts; /* all parts, by name */
    struct string_list outside; /* changed files that no part owns */
};

/* `changes->base` NULL: the files were named, and git was not asked what else is different. */
enum status affected_find(struct arena *, git_repository *, struct parts *, const struct changes *,
                          struct affected *ret_affected, struct error *) MUST_CHECK;
/* JSON: one object, {"touched": {"acpi": ["projects/acpi/src/osi.c"]}, "outside": [], "affected":
 * {"acpi": "projects/acpi/src/osi.c", "bootloader": "depends on acpi"}}. */
void affected_report(struct report *, struct arena *, const struct affected *);
