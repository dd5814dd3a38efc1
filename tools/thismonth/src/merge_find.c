/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What stands where on a page: see merge_find.h. Editors rename, move and delete headings, so
 * nothing is taken for granted: each thing is looked for by what it is called, by what it was
 * called last, and by what it holds.
 */
#include "merge_find.h"

#include <string.h>
#include <strings.h>

#include "render.h"

const char *const page_part_names[PAGE_PARTS] = {"announcements", "infrastructure", "projects",
                                                 "other", "join"};

enum page_part part_of(const struct section *section)
{
    switch (section->part) {
    case PART_INFRASTRUCTURE:
        return PAGE_INFRASTRUCTURE;
    case PART_PROJECTS:
        return PAGE_PROJECTS;
    case PART_OTHER:
        return PAGE_OTHER;
    }
    BUG("no such part");
}

const char *memory_key(struct arena *arena, const char *what, const struct section *section,
                       const struct group *group)
{
    if (group && group->branch)
        return arena_printf(arena, "%s:%s:%s", what, section->key, group->branch);
    return arena_printf(arena, "%s:%s", what, section->key);
}

/* --- Changes ---------------------------------------------------------------------------------- */

/* Its line is the first item that has it as its change, one that stands in no other item before one
 * that does; elsewhere it is merely mentioned. */
static const struct mention *own_mention(const struct post *post, const struct change *change,
                                         bool *ret_named)
{
    const struct mention *own = NULL;
    for (size_t i = 0; i < post->mentions.n; i++) {
        const struct mention *m = &post->mentions.at[i];
        if (!id_means(m->id, change))
            continue;
        *ret_named = true;
        if (m->item && (!own || (own->nested && !m->nested)))
            own = m;
    }
    return own;
}

static struct stand stand_of(const struct places *places, const struct change *change, bool hidden)
{
    struct stand stand = {.change = change, .hidden = hidden};
    const struct page *page = places->page;
    const struct mention *own = own_mention(page->post, change, &stand.named);
    const char *id = change_id(places->arena, change);
    for (size_t i = 0; i < places->memory->dismissed.n; i++)
        stand.dismissed |= same_id(places->memory->dismissed.at[i], id);
    for (size_t i = 0; i < places->memory->printed.n; i++)
        stand.dismissed |= !stand.named && same_id(places->memory->printed.at[i], id);
    if (own) {
        struct page_line *line = &page->lines[own->line - 1];
        stand.shown = !own->hidden;
        stand.first = page_item_first(page, line);
        stand.last = page_item_last(page, line);
    }
    return stand;
}

/* --- Parts ------------------------------------------------------------------------------------ */

static const char *words_of_line(struct arena *arena, const struct page_line *line)
{
    size_t n;
    const char *s = page_text(line, &n);
    return heading_words(arena, s, n);
}

static bool same_words(struct arena *arena, const struct page_line *line, const char *heading)
{
    return heading && strcmp(words_of_line(arena, line),
                             heading_words(arena, heading, strcspn(heading, "\n"))) == 0;
}

static void find_parts(struct places *places)
{
    for (size_t p = 0; p < PAGE_PARTS; p++) {
        const char *key = arena_printf(places->arena, "part:%s", page_part_names[p]);
        const char *remembered = memory_line(places->memory, key);
        struct page_line *by_memory = NULL;
        for (struct page_line *line = places->page->first; line; line = line->behind) {
            if (!line->level || line->level > 2)
                continue;
            if (!places->parts[p] && same_words(places->arena, line, places->prose[p]))
                places->parts[p] = line;
            if (!by_memory && same_words(places->arena, line, remembered))
                by_memory = line;
        }
        if (!places->parts[p])
            places->parts[p] = by_memory;
    }
}

/* The heading of level 2 or 1 that the line stands under. */
static struct page_line *part_above(struct page_line *line)
{
    while (line && !(line->level && line->level <= 2))
        line = line->before;
    return line;
}

/* --- Sections --------------------------------------------------------------------------------- */

/* What a heading links to. */
static const char *heading_link(struct arena *arena, const char *s, size_t n)
{
    const char *link = memmem(s, n, "](", 2), *close = NULL;
    if (link)
        close = memchr(link, ')', n - (size_t)(link - s));
    return close ? arena_strndup(arena, link + 2, (size_t)(close - link - 2)) : NULL;
}

static bool same_link(struct arena *arena, const char *heading, size_t n, const char *other)
{
    const char *a = heading_link(arena, heading, n);
    const char *b = heading_link(arena, other, strlen(other));
    return a && b && strcasecmp(a, b) == 0;
}

/* Its link tells a section unless another project has the same. */
static bool has_own_link(struct places *places, const struct section *section, const char *heading)
{
    for (size_t i = 0; i < places->config->projects.n; i++) {
        struct section other = {.project = &places->config->projects.at[i]};
        const char *there = render_heading(places->arena, places->config, &other);
        if (strcmp(other.project->name, section->key) != 0 &&
            same_link(places->arena, there, strlen(there), heading))
            return false;
    }
    return true;
}

/* The heading of the section that the line stands in: neither its part's nor one within it. */
static struct page_line *heading_above(struct page_line *line)
{
    struct page_line *found = NULL;
    for (; line && !(line->level && line->level <= 2); line = line->before)
        if (line->level && (!found || line->level < found->level))
            found = line;
    return found;
}

/* The heading of level 3 or below that most lines of the section's changes stand under. */
static struct page_line *heading_of_most(const struct section_place *place)
{
    struct page_line *best = NULL;
    size_t most = 0;
    for (size_t g = 0; g < place->groups.n; g++)
        for (size_t i = 0; i < place->groups.at[g].stands.n; i++) {
            struct page_line *heading = heading_above(place->groups.at[g].stands.at[i].first);
            if (!heading)
                continue;
            size_t held = 0;
            const struct page_line *end = page_part_end(heading);
            for (struct page_line *line = heading; line != end; line = line->behind)
                for (size_t k = 0; k < place->groups.n; k++)
                    for (size_t j = 0; j < place->groups.at[k].stands.n; j++)
                        held += place->groups.at[k].stands.at[j].first == line;
            if (held > most) {
                most = held;
                best = heading;
            }
        }
    return best;
}

static struct page_line *find_section(struct places *places, const struct section_place *place)
{
    const struct section *section = place->section;
    enum page_part part = part_of(section);
    if (!section->project)
        return places->parts[part];
    const char *heading = render_heading(places->arena, places->config, section);
    const char *remembered =
        memory_line(places->memory, memory_key(places->arena, "heading", section, NULL));
    bool own_link = has_own_link(places, section, heading);
    struct page_line *elsewhere = NULL;
    for (struct page_line *line = places->page->first; line; line = line->behind) {
        size_t n;
        const char *s = page_text(line, &n);
        if (line->level < 3 || !(same_words(places->arena, line, heading) ||
                                 same_words(places->arena, line, remembered) ||
                                 (own_link && same_link(places->arena, s, n, heading))))
            continue;
        if (places->parts[part] && part_above(line) == places->parts[part])
            return line;
        if (!elsewhere)
            elsewhere = line;
    }
    return elsewhere ? elsewhere : heading_of_most(place);
}

static void read_section(struct places *places, const struct section *section)
{
    struct section_place place = {.section = section};
    for (size_t g = 0; g < section->groups.n; g++) {
        const struct group *group = &section->groups.at[g];
        struct group_place *at = list_push(places->arena, &place.groups);
        *at = (struct group_place){.group = group};
        for (size_t s = 0, h = 0; s < group->shown.n || h < group->hidden.n;) {
            bool hidden = s == group->shown.n ||
                          (h < group->hidden.n &&
                           change_compare(group->hidden.at[h], group->shown.at[s]) < 0);
            const struct change *change = hidden ? group->hidden.at[h++] : group->shown.at[s++];
            *list_push(places->arena, &at->stands) = stand_of(places, change, hidden);
        }
    }
    place.heading = find_section(places, &place);
    if (place.heading && section->project)
        place.heading->section = true;
    *list_push(places->arena, &places->sections) = place;
}

static void find_intros(struct places *places, struct section_place *place)
{
    for (size_t g = 0; g < place->groups.n; g++) {
        const struct group *group = place->groups.at[g].group;
        const char *key = memory_key(places->arena, "intro", place->section, group);
        place->groups.at[g].intro = section_find_line(place, memory_line(places->memory, key));
    }
}

void places_find(struct places *places, const struct outline *outline)
{
    find_parts(places);
    for (size_t i = 0; i < outline->sections.n; i++)
        read_section(places, &outline->sections.at[i]);
    for (size_t i = 0; i < places->sections.n; i++)
        find_intros(places, &places->sections.at[i]);
    for (size_t i = 0; i < places->sections.n; i++) { /* a part is also where its sections stand */
        const struct section_place *place = &places->sections.at[i];
        struct page_line **part = &places->parts[part_of(place->section)];
        if (!*part && place->heading)
            *part = part_above(place->heading);
    }
}

bool section_holds(const struct section_place *place, const struct page_line *wanted)
{
    if (!place->heading || !wanted)
        return false;
    const struct page_line *end = page_section_end(place->heading);
    for (const struct page_line *line = place->heading; line != end; line = line->behind)
        if (line == wanted)
            return true;
    return false;
}

struct page_line *section_find_line(const struct section_place *place, const char *text)
{
    if (!place->heading || !text)
        return NULL;
    const struct page_line *end = page_section_end(place->heading);
    for (struct page_line *line = place->heading; line != end; line = line->behind) {
        size_t n;
        const char *s = page_text(line, &n);
        bool as_read = line->old && !line->text && line->ends_list;
        if (as_read && n == strlen(text) && memcmp(s, text, n) == 0)
            return line;
    }
    return NULL;
}

/* --- The list of a group ---------------------------------------------------------------------- */

/* Lines of the group in the list behind `head`, counted up to `enough`. */
static size_t held_by(const struct group_place *group, const struct page_line *head, bool hidden,
                      size_t enough)
{
    size_t n = 0;
    for (size_t i = 0; i < group->stands.n && n < enough; i++) {
        const struct stand *stand = &group->stands.at[i];
        if (stand->first && (stand->shown || hidden))
            n += page_list_head(stand->first) == head;
    }
    return n;
}

static bool is_other_intro(const struct section_place *section, const struct group_place *own,
                           const struct page_line *line)
{
    for (size_t g = 0; g < section->groups.n; g++)
        if (&section->groups.at[g] != own && section->groups.at[g].intro == line)
            return true;
    return false;
}

struct page_line *group_list(const struct section_place *section, const struct group_place *group,
                             bool hidden)
{
    if (group->intro && held_by(group, group->intro, hidden, 1))
        return group->intro;
    struct page_line *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < group->stands.n; i++) {
        const struct stand *stand = &group->stands.at[i];
        if (!stand->first || !section_holds(section, stand->first))
            continue;
        struct page_line *head = page_list_head(stand->first);
        if (head == best)
            continue;
        size_t held = held_by(group, head, hidden, group->stands.n);
        if (head && held > most && !(group->intro && is_other_intro(section, group, head))) {
            most = held;
            best = head;
        }
    }
    return best ? best : group->intro;
}
