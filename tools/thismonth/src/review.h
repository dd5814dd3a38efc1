/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The commands `check` and `publish`: they read a post from disk with all that belongs to it (its
 * record, the posts before it, the contributions beside it), and hand it to check.h and publish.h.
 */
#pragma once
#include "check.h"

/* Appends the findings of one post. STATUS_FINDINGS if there are any. */
enum status review_post(struct arena *, const struct config *, const char *path,
                        struct finding_list *findings, struct error *) MUST_CHECK;
/* After review_post() found nothing: writes the post without draft mark and hints, dated `date`.
 * STATUS_FINDINGS: nothing was written. A post that is no draft stays as it is (*ret_changed
 * false). */
enum status review_publish(struct arena *, const struct config *, const char *path, int64_t date,
                           struct finding_list *findings, bool *ret_changed,
                           struct error *) MUST_CHECK;
