/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The words between generated lines: prose/phrases.json, a flat object of strings with placeholders
 * in braces. No English stands in the C sources. Every key is required; an unknown key or
 * placeholder is an error.
 *
 * key                 placeholders         example
 * merged.one          -                    We merged the following change this month:
 * merged.many         {count}              We merged the following changes this month:
 * branch.one          {branch} {note}      We also merged the following change into the `next`
 * branch, {note}: branch.many         {branch} {note} {count} note                {note} , {note}
 * (how a branch's note is joined to its name; not used without one) none                - There
 * were no notable changes this month. maintained          {names}              *Maintained by
 * {names}* written             {names}              *Section written by {names}* thanks.one {names}
 * Thanks to {names} for their contribution!     (one change) thanks.many         {names} Thanks to
 * {names} for their contributions! welcome.one         {names}              Welcome to {names}, who
 * contributed for the first time! welcome.many        {names} and.two             {a} {b} {a} and
 * {b} and.middle          -                    ", " and.last            -                    ", and
 * " also                {names}              (also {names}) commits             {count} ({count}
 * commits) released            {release}            (released as `{release}`) direct.one          -
 * The following was committed this month:      (only direct commits in the group) direct.many
 * {count}              The following was committed this month: infrastructure      - Changes to the
 * tools and the infrastructure of this repository: post.title          {title} {month} {title}:
 * {month} post.summary        {month}              What changed in ... in {month}.
 */
#pragma once
#include "common/arena.h"
#include "common/status.h"
#include "common/text.h"

enum phrase {
    PHRASE_MERGED_ONE,
    PHRASE_MERGED_MANY,
    PHRASE_BRANCH_ONE,
    PHRASE_BRANCH_MANY,
    PHRASE_NOTE,
    PHRASE_NONE,
    PHRASE_MAINTAINED,
    PHRASE_WRITTEN,
    PHRASE_THANKS_ONE,
    PHRASE_THANKS_MANY,
    PHRASE_WELCOME_ONE,
    PHRASE_WELCOME_MANY,
    PHRASE_AND_TWO,
    PHRASE_AND_MIDDLE,
    PHRASE_AND_LAST,
    PHRASE_ALSO,
    PHRASE_COMMITS,
    PHRASE_RELEASED,
    PHRASE_DIRECT_ONE,
    PHRASE_DIRECT_MANY,
    PHRASE_INFRASTRUCTURE,
    PHRASE_POST_TITLE,
    PHRASE_POST_SUMMARY,
    PHRASES
};
struct phrases {
    const char *at[PHRASES];
};

enum status phrases_load(struct arena *, const char *path, struct phrases *ret_phrases,
                         struct error *) MUST_CHECK;

/* Fills placeholders in: name, value, name, value, ..., NULL. A value NULL counts as "". */
char *phrase(struct arena *, const struct phrases *, enum phrase, ... /* NULL */);
/* "A", "A and B", "A, B, and C" out of and.two, and.middle, and.last; "" for none. */
char *phrase_list(struct arena *, const struct phrases *, const struct string_list *);
