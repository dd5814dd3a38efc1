/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Shown or hidden: each change gets `show` and the name of the rule that decided, `why`. Rules are
 * rows of one table (classify.c), tried in order; the first that fits decides, else "default"
 * shows.
 */
#pragma once
#include "change.h"
#include "common/status.h"
#include "config.h"

struct classifier;

/* Compiles the table and the configuration's own patterns. STATUS_USAGE: a pattern that is none.
 * The caller frees with classifier_free. */
enum status classifier_new(const struct config *, struct classifier **ret,
                           struct error *) MUST_CHECK;
void classifier_free(struct classifier *); /* NULL is fine */

/* Sets change->show and change->why. */
void classify(const struct classifier *, struct change *);
