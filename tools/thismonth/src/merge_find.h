/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What stands where on a page: changes, parts, sections, the lists of groups. */
#pragma once
#include "merge.h"
#include "merge_page.h"

/* A change of the outline and what became of it. */
struct stand {
    const struct change *change;
    bool hidden;                    /* would be put in hidden */
    bool named;                     /* the page names it somewhere */
    bool dismissed;                 /* was deleted once */
    bool shown;                     /* stands as a shown item */
    struct page_line *first, *last; /* its item or comment, NULL: it has no line of its own */
};

struct group_place {
    const struct group *group;
    struct page_line *intro;   /* the sentence as the tool wrote it, NULL: not there */
    LIST(struct stand) stands; /* shown and hidden ones, in merge order */
};

struct section_place {
    const struct section *section;
    struct page_line *heading; /* NULL: the section is not there */
    LIST(struct group_place) groups;
};

enum page_part {
    PAGE_ANNOUNCEMENTS,
    PAGE_INFRASTRUCTURE,
    PAGE_PROJECTS,
    PAGE_OTHER,
    PAGE_JOIN,
    PAGE_PARTS
};
extern const char *const page_part_names[PAGE_PARTS]; /* "announcements", ... */

struct places {
    struct arena *arena;
    struct page *page;
    const struct config *config;
    const struct memory *memory;
    const char *prose[PAGE_PARTS];
    struct page_line *parts[PAGE_PARTS]; /* their headings, NULL: not there */
    LIST(struct section_place) sections; /* as in the outline */
};

/* Fills parts and sections; the other members are set. */
void places_find(struct places *, const struct outline *);

enum page_part part_of(const struct section *);
/* "intro:acpi", "intro:acpi:next": what the memory calls a section's or a group's line. */
const char *memory_key(struct arena *, const char *what, const struct section *,
                       const struct group *group_or_null);
/* The shown line of the section that was read as exactly `text`; NULL: none was. */
struct page_line *section_find_line(const struct section_place *, const char *text);
bool section_holds(const struct section_place *, const struct page_line *);

/* The line that the group's list stands behind, counting its shown lines or (hidden) all of them.
 * NULL: it has no list. */
struct page_line *group_list(const struct section_place *, const struct group_place *, bool hidden);
