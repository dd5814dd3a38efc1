/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The record of a month on disk: what was collected, and what the draft remembers. It is the seam
 * between network and text; its layout is in the tool's README.
 */
#pragma once
#include "calendar.h"
#include "change.h"
#include "common/status.h"
#include "common/text.h"

/* A sentence that the tool wrote, to tell it from a person's: it may be rewritten while the post
 * still holds exactly `text`. */
struct remembered {
    const char *key;  /* "thanks:x86_64" */
    const char *text; /* the whole line, without its end */
};

/* `draft` of the record: the memory between two runs of `draft`. */
struct memory {
    struct string_list printed;   /* ids that were ever put into the post */
    struct string_list dismissed; /* ids that were printed and are gone: for good */
    LIST(struct remembered) lines;
};

struct record {
    struct month month;
    int64_t collected_at;
    struct window window;
    bool complete;              /* every source answered for everything */
    struct string_list sources; /* that were asked: "git", "api"; empty: git alone */
    struct string_list warnings;
    struct change_list changes; /* in order */
    struct memory draft;
};

enum status record_read(struct arena *, const char *path, struct record *ret_record,
                        struct error *) MUST_CHECK;
/* The bytes are a function of the record alone, so that an unchanged month leaves the file
 * untouched. */
enum status record_write(struct arena *, const char *path, const struct record *,
                         struct error *) MUST_CHECK;
void record_print(struct text *, struct arena *, const struct record *);
const char *memory_line(const struct memory *, const char *key); /* or NULL */
void memory_set(struct arena *, struct memory *, const char *key, const char *text);
