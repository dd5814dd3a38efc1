/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A CHANGELOG.md in the form of Keep a Changelog: what is under "## Unreleased", and the news
 * fragments beside it, become a release.
 *
 *     ## Unreleased                         ## Unreleased
 *     ### Added                      -->    ## [0.2.0] - 2026-11-22
 *     - One.                                ### Added
 *                                           - One.
 *     fragments: x.acpi.added.md            - Two, out of the fragment.
 *
 * Pure functions over text.
 */
#pragma once
#include <stdbool.h>

#include "common/arena.h"
#include "common/status.h"

struct version {
    unsigned major, minor, patch;
};
/* "1.2.3" and nothing else; each number below 1000000. */
bool version_parse(const char *, struct version *ret_version);
int version_compare(struct version, struct version);

struct news {
    const char *kind; /* one of fragment_kinds */
    const char *text; /* of the fragment */
};
struct news_list {
    struct news *at;
    size_t n, cap;
};

struct changelog_release {
    const char *version;
    const char *text;    /* of the whole file, afterwards */
    const char *section; /* what is released, without its heading */
};

/* The newest release in it. false: there is none. */
bool changelog_newest(const char *text, struct version *ret_newest);
/* `version` NULL: the next one by Semantic Versioning. What was only mended (Fixed, Security) makes
 * a patch; what was removed breaks whom 1.0.0 promised that it would not; all else is a minor
 * version, the first of all is 0.1.0. STATUS_USAGE: no "## Unreleased", nothing to release, or the
 * version is not above the newest. `name` stands for the file in messages. */
enum status changelog_release(struct arena *, const char *name, const char *text,
                              const char *version, const char *date, const struct news_list *,
                              struct changelog_release *ret_release, struct error *) MUST_CHECK;
