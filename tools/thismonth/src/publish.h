/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A draft becomes a post: the draft mark goes, the date is set, the hints of the template go.
 * Every other byte stays, hidden changes too. Whether the post is fit for readers is check.h's
 * question.
 */
#pragma once
#include <stdint.h>

#include "common/arena.h"
#include "common/status.h"
#include "common/text.h"

/* `date` is an instant. The front matter is edited in place: "draft" becomes false, "date" becomes
 * the instant (it is added where there is none). A hint that has its lines to itself takes them
 * along, and the blank line behind it if one stands before it. STATUS_USAGE as for merge_post;
 * *ret_post is the caller's to release. */
enum status publish_post(struct arena *, const char *path, const char *bytes, size_t n,
                         int64_t date, struct text *ret_post, struct error *) MUST_CHECK;
