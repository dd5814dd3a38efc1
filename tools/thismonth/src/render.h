/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Markdown out of an outline, piece by piece; merge.c decides where each piece goes. Every
 * returned text is one line without its end, unless said otherwise.
 */
#pragma once
#include "arrange.h"
#include "common/text.h"

/* A title as CommonMark that shows it literally and as little escaped as possible; balanced
 * backtick spans stay code. Safe inside [..](..), inside an HTML comment, and for Hugo's
 * shortcodes. Control and bidirectional-override characters go, over 256 characters are cut with an
 * ellipsis. */
char *render_title(struct arena *, const char *raw);

/* "- [title](url)", with "(also ...)", "(N commits)", "(released as ...)" behind; without a url
 * "- title (`0123456789ab`)". A hidden one: "<!-- - [title](url) (rule) -->". */
char *render_change(struct arena *, const struct config *, const struct change *, bool hidden);
/* "### [title](https://github.com/owner/name)", of a project with paths ".../tree/HEAD/path",
 * without a repository the title alone. NULL: the section has no heading of its own
 * (infrastructure). */
char *render_heading(struct arena *, const struct config *, const struct section *);
/* Maintainers, thanks and welcome are NULL where nobody is to be named. */
char *render_maintainers(struct arena *, const struct config *, const struct section *,
                         const char *month);
/* The sentence before a list, NULL: the group shows nothing. `group` NULL: there was nothing. */
char *render_intro(struct arena *, const struct config *, const struct section *,
                   const struct group *);
char *render_thanks(struct arena *, const struct config *, const struct section *);
char *render_welcome(struct arena *, const struct config *, const struct section *);
/* "[@login](https://github.com/login)", or the escaped git name where no login is known. */
char *render_person(struct arena *, const char *login, const char *name, const char *url);
