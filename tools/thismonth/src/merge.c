/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Into what the editor has: see merge.h for the rules. merge_page.c keeps the lines and can only
 * add to them, merge_find.c says what stands where; here is decided what goes in, where, and in
 * which words.
 */
#include "merge.h"

#include <ctype.h>
#include <string.h>

#include "common/file.h"
#include "common/json.h"
#include "merge_find.h"
#include "render.h"

struct merge {
    struct arena *arena;
    const struct config *config;
    const char *month;
    struct page page;
    struct places places;
    struct merge_result result;
};

/* --- Memory ----------------------------------------------------------------------------------- */

static void forget(struct memory *memory, const char *key)
{
    size_t kept = 0;
    for (size_t i = 0; i < memory->lines.n; i++)
        if (strcmp(memory->lines.at[i].key, key) != 0)
            memory->lines.at[kept++] = memory->lines.at[i];
    memory->lines.n = kept;
}

static void remember_id(struct arena *arena, struct string_list *ids, const char *id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (same_id(ids->at[i], id))
            return;
    *list_push(arena, ids) = id;
}

static struct memory copy_memory(struct arena *arena, const struct memory *from)
{
    struct memory copy = {0};
    for (size_t i = 0; i < from->printed.n; i++)
        *list_push(arena, &copy.printed) = from->printed.at[i];
    for (size_t i = 0; i < from->dismissed.n; i++)
        *list_push(arena, &copy.dismissed) = from->dismissed.at[i];
    for (size_t i = 0; i < from->lines.n; i++)
        memory_set(arena, &copy, from->lines.at[i].key, from->lines.at[i].text);
    return copy;
}

/* A sentence of the whole outline, and what it is without the changes that an editor deleted. */
struct wording {
    const char *whole, *now;
};

static void remember_sentence(struct merge *m, const char *key, struct wording wording)
{
    const char *of = arena_printf(m->arena, "of:%s", key);
    memory_set(m->arena, &m->result.memory, key, wording.now);
    if (strcmp(wording.now, wording.whole) != 0)
        memory_set(m->arena, &m->result.memory, of, wording.whole);
    else
        forget(&m->result.memory, of);
}

/* What was printed and is named nowhere any more was deleted by the editor, for good. */
static void remember_changes(struct merge *m)
{
    struct memory *memory = &m->result.memory;
    const struct mention_list *mentions = &m->page.post->mentions;
    struct string_list gone = {0};
    for (size_t i = 0; i < memory->printed.n; i++) {
        const char *id = memory->printed.at[i];
        bool named = *id == '#'; /* without a repository only the outline knows its line */
        for (size_t k = 0; k < mentions->n; k++)
            named |= same_id(mentions->at[k].id, id);
        if (!named)
            *list_push(m->arena, &gone) = id;
    }
    for (size_t i = 0; i < m->places.sections.n; i++)
        for (size_t g = 0; g < m->places.sections.at[i].groups.n; g++) {
            const struct group_place *group = &m->places.sections.at[i].groups.at[g];
            for (size_t k = 0; k < group->stands.n; k++) {
                const struct stand *stand = &group->stands.at[k];
                const char *id = change_id(m->arena, stand->change);
                if (stand->named)
                    remember_id(m->arena, &memory->printed, id);
                for (size_t j = 0; stand->named && j < gone.n; j++)
                    if (gone.at[j] && same_id(gone.at[j], id))
                        gone.at[j] = "";
                if (stand->dismissed && !stand->named)
                    remember_id(m->arena, &memory->dismissed, id);
            }
        }
    for (size_t i = 0; i < gone.n; i++)
        if (*gone.at[i])
            remember_id(m->arena, &memory->dismissed, gone.at[i]);
}

static const char *line_copy(struct arena *arena, const struct page_line *line)
{
    size_t n;
    const char *s = page_text(line, &n);
    return arena_strndup(arena, s, n);
}

/* Does another section of the outline stand under the same heading? */
static bool shares_heading(const struct merge *m, const struct section_place *place)
{
    for (size_t i = 0; i < m->places.sections.n; i++)
        if (&m->places.sections.at[i] != place &&
            m->places.sections.at[i].heading == place->heading)
            return true;
    return false;
}

static void remember_headings(struct merge *m)
{
    struct memory *memory = &m->result.memory;
    for (size_t p = 0; p < PAGE_PARTS; p++)
        if (m->places.parts[p])
            memory_set(m->arena, memory, arena_printf(m->arena, "part:%s", page_part_names[p]),
                       line_copy(m->arena, m->places.parts[p]));
    for (size_t i = 0; i < m->places.sections.n; i++) {
        const struct section_place *place = &m->places.sections.at[i];
        if (place->section->project && place->heading && !shares_heading(m, place))
            memory_set(m->arena, memory, memory_key(m->arena, "heading", place->section, NULL),
                       line_copy(m->arena, place->heading));
    }
}

/* --- What the section says without deleted changes -------------------------------------------- */

static bool same_person(const struct person *a, const struct person *b)
{
    if (a->login && b->login)
        return strcasecmp(a->login, b->login) == 0;
    return a->name && b->name && strcmp(a->name, b->name) == 0;
}

static bool is_deleted(const struct stand *stand)
{
    return stand->dismissed && !stand->named;
}

static size_t shown_by(const struct section *section, const struct person *person)
{
    size_t n = 0;
    for (size_t g = 0; g < section->groups.n; g++)
        for (size_t i = 0; i < section->groups.at[g].shown.n; i++)
            n += same_person(&section->groups.at[g].shown.at[i]->author, person);
    return n;
}

/* Groups keep their places (a group may be left without a change). */
static struct section without_deleted(struct merge *m, const struct section_place *place)
{
    struct section section = *place->section;
    memset(&section.groups, 0, sizeof section.groups);
    memset(&section.thanked, 0, sizeof section.thanked);
    memset(&section.welcomed, 0, sizeof section.welcomed);
    section.thanked_changes = 0;
    for (size_t g = 0; g < place->groups.n; g++) {
        struct group group = *place->groups.at[g].group;
        memset(&group.shown, 0, sizeof group.shown);
        for (size_t i = 0; i < place->groups.at[g].stands.n; i++) {
            const struct stand *stand = &place->groups.at[g].stands.at[i];
            if (!stand->hidden && !is_deleted(stand))
                *list_push(m->arena, &group.shown) = stand->change;
        }
        *list_push(m->arena, &section.groups) = group;
    }
    for (size_t i = 0; i < place->section->thanked.n; i++) {
        const struct person *person = &place->section->thanked.at[i];
        size_t changes = shown_by(&section, person);
        if (changes)
            *list_push(m->arena, &section.thanked) = *person;
        section.thanked_changes += changes;
    }
    for (size_t i = 0; i < place->section->welcomed.n; i++)
        if (shown_by(&section, &place->section->welcomed.at[i]))
            *list_push(m->arena, &section.welcomed) = place->section->welcomed.at[i];
    return section;
}

/* --- Changes ---------------------------------------------------------------------------------- */

static bool is_wanted(const struct stand *stand)
{
    return !stand->named && !stand->dismissed;
}

static bool in_list(const struct stand *stand, const struct page_line *head, bool shown)
{
    return stand->first && stand->shown == shown && page_list_head(stand->first) == head;
}

/* A change's line in the manner of the item that it stands beside. */
static const char *item_text(struct merge *m, const struct page_line *beside, const char *line)
{
    return arena_printf(m->arena, "%s%s", page_item_marker(&m->page, beside), line + strlen("- "));
}

static struct page_line *put_shown(struct merge *m, struct group_place *group, size_t i,
                                   struct page_line *head)
{
    const char *text = render_change(m->arena, m->config, group->stands.at[i].change, false);
    for (size_t k = i; k-- > 0;) {
        const struct stand *earlier = &group->stands.at[k];
        if (in_list(earlier, head, true))
            return page_put(&m->page, earlier->last, item_text(m, earlier->first, text), PAGE_ITEM);
    }
    for (size_t k = i + 1; k < group->stands.n; k++) {
        const struct stand *later = &group->stands.at[k];
        if (in_list(later, head, true))
            return page_put_before(&m->page, later->first, item_text(m, later->first, text),
                                   PAGE_ITEM);
    }
    return page_put_first(&m->page, head, text, PAGE_ITEM);
}

/* Does the line stand in the list behind `from`? */
static bool stands_behind(const struct page_line *line, const struct page_line *from)
{
    for (from = from->behind; from && !from->ends_list; from = from->behind)
        if (from == line)
            return true;
    return false;
}

static struct page_line *put_hidden(struct merge *m, struct group_place *group, size_t i,
                                    struct page_line *head)
{
    const char *text = render_change(m->arena, m->config, group->stands.at[i].change, true);
    struct page_line *item = NULL;
    for (struct page_line *line = head->behind; line && !line->ends_list; line = line->behind)
        if (line->item)
            item = line;
    struct page_line *last = item ? page_item_last(&m->page, item) : head;
    for (size_t k = i; k-- > 0;) {
        const struct stand *earlier = &group->stands.at[k];
        if (in_list(earlier, head, false) && stands_behind(earlier->first, last))
            return page_put(&m->page, earlier->last, text, PAGE_COMMENT);
    }
    for (size_t k = i + 1; k < group->stands.n; k++) {
        const struct stand *later = &group->stands.at[k];
        if (in_list(later, head, false) && stands_behind(later->first, last))
            return page_put_before(&m->page, later->first, text, PAGE_COMMENT);
    }
    return item ? page_put(&m->page, last, text, PAGE_COMMENT)
                : page_put_first(&m->page, head, text, PAGE_COMMENT);
}

/* --- Groups ----------------------------------------------------------------------------------- */

static struct page_line *section_last(const struct merge *m, const struct section_place *place)
{
    return page_last_before(&m->page, page_section_end(place->heading));
}

static struct page_line *sentence_line(const struct merge *m, const struct section_place *place,
                                       const char *what)
{
    const char *key = memory_key(m->arena, what, place->section, NULL);
    return section_find_line(place, memory_line(&m->result.memory, key));
}

/* The line that the sentence of a group without a list goes behind. */
static struct page_line *group_spot(const struct merge *m, const struct section_place *place,
                                    size_t g)
{
    for (size_t k = g; k-- > 0;) {
        struct page_line *head = group_list(place, &place->groups.at[k], true);
        if (head)
            return page_list_last(head);
    }
    for (size_t k = g + 1; k < place->groups.n; k++) {
        struct page_line *line = group_list(place, &place->groups.at[k], true);
        if (!line)
            continue;
        if (line->level)
            return line;
        while (line->before && line->before->ends_list && !line->before->level)
            line = line->before; /* the whole paragraph that leads to it */
        return page_last_before(&m->page, line);
    }
    struct page_line *thanks = sentence_line(m, place, "thanks");
    if (!thanks)
        thanks = sentence_line(m, place, "welcome");
    return thanks ? page_last_before(&m->page, thanks) : section_last(m, place);
}

static struct page_line *put_intro(struct merge *m, struct section_place *place, size_t g,
                                   const struct section *now)
{
    struct group_place *group = &place->groups.at[g];
    struct wording wording = {.whole =
                                  render_intro(m->arena, m->config, place->section, group->group),
                              .now = render_intro(m->arena, m->config, now, &now->groups.at[g])};
    struct page_line *nothing = sentence_line(m, place, "none");
    if (nothing) {
        page_rewrite(nothing, wording.now);
        forget(&m->result.memory, memory_key(m->arena, "none", place->section, NULL));
        group->intro = nothing;
    } else {
        group->intro = page_put_block(&m->page, group_spot(m, place, g), wording.now, PAGE_TEXT);
    }
    remember_sentence(m, memory_key(m->arena, "intro", place->section, group->group), wording);
    return group->intro;
}

static struct page_line *last_list(const struct section_place *place)
{
    for (size_t g = place->groups.n; g-- > 0;) {
        struct page_line *head = group_list(place, &place->groups.at[g], true);
        if (head)
            return head;
    }
    return NULL;
}

static void put_change(struct merge *m, struct section_place *place, size_t g, size_t i,
                       const struct section *now)
{
    struct group_place *group = &place->groups.at[g];
    struct stand *stand = &group->stands.at[i];
    struct page_line *head = group_list(place, group, stand->hidden), *line;
    if (!stand->hidden) {
        line = put_shown(m, group, i, head ? head : put_intro(m, place, g, now));
    } else {
        if (!head)
            head = last_list(place);
        line = head ? put_hidden(m, group, i, head)
                    : page_put_block(&m->page, section_last(m, place),
                                     render_change(m->arena, m->config, stand->change, true),
                                     PAGE_COMMENT);
    }
    stand->first = stand->last = line;
    stand->shown = !stand->hidden;
    stand->named = true;
    *list_push(m->arena, &m->result.inserted) = change_id(m->arena, stand->change);
}

static void put_changes(struct merge *m, struct section_place *place, const struct section *now)
{
    for (int hidden = 0; hidden <= 1; hidden++) /* hidden ones follow the last shown one */
        for (size_t g = 0; g < place->groups.n; g++)
            for (size_t i = 0; i < place->groups.at[g].stands.n; i++) {
                const struct stand *stand = &place->groups.at[g].stands.at[i];
                if (is_wanted(stand) && stand->hidden == (hidden == 1))
                    put_change(m, place, g, i, now);
            }
}

/* --- Sentences -------------------------------------------------------------------------------- */

/* Does a line of the section name the person? */
static bool section_names(const struct merge *m, const struct section_place *place,
                          const struct person *person)
{
    const char *name = person->login ? arena_printf(m->arena, "@%s", person->login)
                                     : render_person(m->arena, NULL, person->name, NULL);
    const struct page_line *end = page_section_end(place->heading);
    for (const struct page_line *line = place->heading; line != end; line = line->behind)
        for (const char *s = line_copy(m->arena, line); (s = strcasestr(s, name)); s++)
            if (!isalnum((unsigned char)s[strlen(name)]) && s[strlen(name)] != '-')
                return true;
    return false;
}

struct people {
    const struct person *at;
    size_t n;
};

static struct string_list unnamed(const struct merge *m, const struct section_place *place,
                                  struct people people)
{
    struct string_list names = {0};
    for (size_t i = 0; i < people.n; i++) {
        const struct person *p = &people.at[i];
        if (!section_names(m, place, p))
            *list_push(m->arena, &names) =
                p->login ? arena_printf(m->arena, "@%s", p->login) : p->name;
    }
    return names;
}

static void report_unnamed(struct merge *m, const struct section_place *place, const char *what,
                           struct people people)
{
    struct string_list names = unnamed(m, place, people);
    if (!names.n)
        return;
    const char *all = names.at[0];
    for (size_t i = 1; i < names.n; i++)
        all = arena_printf(m->arena, "%s, %s", all, names.at[i]);
    *list_push(m->arena, &m->result.reports) =
        arena_printf(m->arena, "%s: the \"%s\" line was changed by hand and stays; not named: %s",
                     place->section->key, what, all);
}

/* Brings a sentence that stands as it was written up to date; false: it was never written. */
static bool refresh(struct merge *m, const struct section_place *place, const char *what,
                    const struct group *group, struct wording wording, struct people people)
{
    const char *key = memory_key(m->arena, what, place->section, group);
    const char *there = memory_line(&m->result.memory, key);
    const char *of = memory_line(&m->result.memory, arena_printf(m->arena, "of:%s", key));
    if (!wording.whole)
        return there != NULL;
    if (!wording.now)
        wording.now = wording.whole;
    if (there && strcmp(of ? of : there, wording.whole) == 0)
        return true;
    struct page_line *line = section_find_line(place, there);
    bool own = !shares_heading(m, place);
    if (!line && own && section_find_line(place, wording.now)) { /* without its record */
        remember_sentence(m, key, wording);
        return true;
    }
    if (!there)
        return false;
    if (!line) { /* a person's now: said once, then it is theirs */
        report_unnamed(m, place, what, people);
        memory_set(m->arena, &m->result.memory, arena_printf(m->arena, "of:%s", key),
                   wording.whole);
        return true;
    }
    if (strcmp(there, wording.now) != 0)
        page_rewrite(line, wording.now);
    remember_sentence(m, key, wording);
    return true;
}

/* Puts a sentence in for the first time, behind `spot`; it comes with a change. */
static struct page_line *put_people(struct merge *m, const struct section_place *place,
                                    const char *what, struct wording wording,
                                    struct page_line *spot)
{
    remember_sentence(m, memory_key(m->arena, what, place->section, NULL), wording);
    return page_put_block(&m->page, spot, wording.now, PAGE_TEXT);
}

/* Thanks and welcome, in this order, stand behind the last list of the section. Whoever has written
 * thanks of their own that name everyone needs no others. */
static void put_thanks(struct merge *m, const struct section_place *place,
                       const struct section *now, bool changed)
{
    struct people thanked = {now->thanked.at, now->thanked.n};
    struct people welcomed = {now->welcomed.at, now->welcomed.n};
    struct wording thanks = {.whole = render_thanks(m->arena, m->config, place->section),
                             .now = render_thanks(m->arena, m->config, now)};
    struct wording welcome = {.whole = render_welcome(m->arena, m->config, place->section),
                              .now = render_welcome(m->arena, m->config, now)};
    struct page_line *line = sentence_line(m, place, "thanks");
    bool there = refresh(m, place, "thanks", NULL, thanks, thanked);
    struct page_line *list = last_list(place);
    struct page_line *spot = list ? page_list_last(list) : section_last(m, place);
    if (!there && thanks.now && changed && unnamed(m, place, thanked).n)
        line = put_people(m, place, "thanks", thanks, spot);
    if (!refresh(m, place, "welcome", NULL, welcome, welcomed) && welcome.now && changed)
        put_people(m, place, "welcome", welcome, line ? line : spot);
}

static void put_sentences(struct merge *m, struct section_place *place, const struct section *now,
                          bool changed)
{
    const struct section *whole = place->section;
    struct wording w = {.whole = render_maintainers(m->arena, m->config, whole, m->month)};
    w.now = w.whole;
    (void)refresh(m, place, "maintained", NULL, w, (struct people){0});
    for (size_t g = 0; g < place->groups.n; g++) {
        w.whole = render_intro(m->arena, m->config, whole, &whole->groups.at[g]);
        w.now = render_intro(m->arena, m->config, now, &now->groups.at[g]);
        (void)refresh(m, place, "intro", &whole->groups.at[g], w, (struct people){0});
    }
    put_thanks(m, place, now, changed);
}

/* --- Sections and parts ----------------------------------------------------------------------- */

static struct page_line *put_part(struct merge *m, enum page_part part)
{
    struct page_line **heading = &m->places.parts[part];
    struct page_line *next = NULL;
    for (size_t p = part + 1; p < PAGE_PARTS && !next; p++)
        next = m->places.parts[p];
    if (!*heading)
        *heading = page_put_block(&m->page, page_last_before(&m->page, next), m->places.prose[part],
                                  PAGE_TEXT);
    return *heading;
}

/* The first present section that follows it in the outline and stands in the same part. */
static struct page_line *next_section(const struct merge *m, const struct section_place *place,
                                      const struct page_line *part)
{
    const struct section_place *end = m->places.sections.at + m->places.sections.n;
    const struct page_line *part_end = page_part_end(part);
    for (const struct section_place *next = place + 1; next < end; next++)
        for (const struct page_line *line = part; next->heading && line != part_end;
             line = line->behind)
            if (line == next->heading && line != part)
                return next->heading;
    return NULL;
}

/* What was remembered of a section that was deleted as a whole means nothing for the new one. */
static void forget_sentences(struct merge *m, const struct section_place *place)
{
    static const char *const whats[] = {"maintained", "none", "thanks", "welcome", "intro"};
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
        for (size_t g = 0; g <= place->groups.n; g++) {
            const struct group *group = g ? place->groups.at[g - 1].group : NULL;
            const char *key = memory_key(m->arena, whats[i], place->section, group);
            forget(&m->result.memory, key);
            forget(&m->result.memory, arena_printf(m->arena, "of:%s", key));
        }
}

static void put_section(struct merge *m, struct section_place *place)
{
    struct page_line *part = put_part(m, part_of(place->section));
    forget_sentences(m, place);
    if (!place->section->project) {
        place->heading = part;
        return;
    }
    struct page_line *next = next_section(m, place, part);
    struct page_line *last = page_last_before(&m->page, next ? next : page_part_end(part));
    const char *heading = render_heading(m->arena, m->config, place->section);
    place->heading = page_put_block(&m->page, last, heading, PAGE_TEXT);
    place->heading->section = true;
    const char *names = render_maintainers(m->arena, m->config, place->section, m->month);
    if (names) {
        page_put_block(&m->page, section_last(m, place), names, PAGE_TEXT);
        remember_sentence(m, memory_key(m->arena, "maintained", place->section, NULL),
                          (struct wording){names, names});
    }
    if (place->section->project->about)
        page_put_block(&m->page, section_last(m, place), place->section->project->about, PAGE_TEXT);
    if (!place->groups.n) {
        const char *none = render_intro(m->arena, m->config, place->section, NULL);
        page_put_block(&m->page, section_last(m, place), none, PAGE_TEXT);
        remember_sentence(m, memory_key(m->arena, "none", place->section, NULL),
                          (struct wording){none, none});
    }
}

static bool has_wanted(const struct section_place *place)
{
    for (size_t g = 0; g < place->groups.n; g++)
        for (size_t i = 0; i < place->groups.at[g].stands.n; i++)
            if (is_wanted(&place->groups.at[g].stands.at[i]))
                return true;
    return false;
}

static void merge_section(struct merge *m, struct section_place *place)
{
    const char *key = memory_key(m->arena, "heading", place->section, NULL);
    bool never = place->section->project && !memory_line(&m->result.memory, key);
    if (!place->heading) {
        if (!has_wanted(place) && !(never && !place->groups.n))
            return;
        put_section(m, place);
    }
    struct section now = without_deleted(m, place);
    size_t before = m->result.inserted.n;
    put_changes(m, place, &now);
    put_sentences(m, place, &now, m->result.inserted.n > before);
}

/* --- The post --------------------------------------------------------------------------------- */

enum status prose_load(struct arena *arena, const char *folder, struct prose *ret_prose,
                       struct error *error)
{
    struct prose prose;
    const struct {
        const char *file;
        const char **text;
        bool headed;
    } parts[] = {{"introduction.md", &prose.introduction, false},
                 {"announcements.md", &prose.announcements, true},
                 {"infrastructure.md", &prose.infrastructure, true},
                 {"projects.md", &prose.projects, true},
                 {"other.md", &prose.other, true},
                 {"join.md", &prose.join, true}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *path = path_join(arena, folder, parts[i].file);
        char *bytes, *to;
        size_t n;
        TRY(file_read(arena, path, &bytes, &n, error));
        to = bytes;
        for (size_t k = 0; k < n; k++)
            if (bytes[k] != '\r')
                *to++ = bytes[k];
        while (to > bytes && isspace((unsigned char)to[-1]))
            to--;
        *to = '\0';
        if (parts[i].headed && !starts_with(bytes, "## "))
            return error_set(error, STATUS_USAGE,
                             "%s:1: a part of the post begins with its heading; write \"## ...\"",
                             path);
        *parts[i].text = bytes;
    }
    *ret_prose = prose;
    return STATUS_OK;
}

static void add_member(struct text *text, const char *key, const char *value)
{
    text_addf(text, "  \"%s\": ", key);
    json_add_string(text, value);
    text_adds(text, ",\n");
}

/* A new post: front matter, and the prose of all parts. */
static char *new_post(struct arena *arena, const struct config *config, const struct prose *prose,
                      struct month month, int64_t drafted_at)
{
    const char *words = month_title(arena, month);
    struct text text = {0};
    text_adds(&text, "{\n");
    add_member(&text, "title",
               phrase(arena, &config->phrases, PHRASE_POST_TITLE, "title", config->title, "month",
                      words, NULL));
    add_member(&text, "date", instant_text(arena, drafted_at));
    text_adds(&text, "  \"draft\": true,\n");
    add_member(&text, "month", month_text(arena, month));
    text_adds(&text, "  \"editors\": [");
    for (size_t i = 0; i < config->editors.n; i++) {
        text_adds(&text, i ? ", " : "");
        json_add_string(&text, config->editors.at[i]);
    }
    text_adds(&text, "],\n  \"summary\": ");
    json_add_string(&text,
                    phrase(arena, &config->phrases, PHRASE_POST_SUMMARY, "month", words, NULL));
    text_adds(&text, "\n}\n");
    const char *const parts[] = {prose->introduction, prose->announcements, prose->infrastructure,
                                 prose->projects,     prose->other,         prose->join};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (*parts[i])
            text_addf(&text, "\n%s\n", parts[i]);
    char *copy = arena_strndup(arena, text_cstr(&text), text.n);
    text_release(&text);
    return copy;
}

static bool is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isspace((unsigned char)s[i]))
            return false;
    return true;
}

static void report_candidates(struct merge *m)
{
    for (size_t i = 0; i < m->places.sections.n; i++) {
        const struct section_place *place = &m->places.sections.at[i];
        for (size_t g = 0; g < place->groups.n; g++)
            for (size_t k = 0; k < place->groups.at[g].stands.n; k++) {
                const struct stand *stand = &place->groups.at[g].stands.at[k];
                if (is_wanted(stand))
                    *list_push(m->arena, &m->result.reports) =
                        arena_printf(m->arena, "%s: %s %s", place->section->key,
                                     change_id(m->arena, stand->change), stand->change->title);
            }
    }
}

static bool is_empty(const struct memory *memory)
{
    return !memory->printed.n && !memory->dismissed.n && !memory->lines.n;
}

enum status merge_post(struct arena *arena, const struct config *config, const struct prose *prose,
                       const struct outline *outline, const struct memory *memory, const char *path,
                       const char *bytes, size_t n, int64_t drafted_at,
                       struct merge_result *ret_result, struct error *error)
{
    struct merge m = {.arena = arena, .config = config, .month = month_text(arena, outline->month)};
    bool is_new = !bytes || is_blank(bytes, n);
    struct post post;
    if (is_new) {
        bytes = new_post(arena, config, prose, outline->month, drafted_at);
        n = strlen(bytes);
    }
    post_read(arena, bytes, n, &post);
    TRY(post_fit(arena, &post, path, error));

    m.result.memory = copy_memory(arena, memory);
    if (is_new) { /* begun anew: what stood in the post that is gone means nothing */
        memset(&m.result.memory.printed, 0, sizeof m.result.memory.printed);
        memset(&m.result.memory.lines, 0, sizeof m.result.memory.lines);
    }
    page_open(arena, &post, &m.page);
    m.places = (struct places){.arena = arena,
                               .page = &m.page,
                               .config = config,
                               .memory = &m.result.memory,
                               .prose = {prose->announcements, prose->infrastructure,
                                         prose->projects, prose->other, prose->join}};
    places_find(&m.places, outline);
    if (!is_new && is_empty(memory)) {
        m.result.forgotten = true;
        report_candidates(&m);
    } else {
        for (size_t i = 0; i < m.places.sections.n; i++)
            merge_section(&m, &m.places.sections.at[i]);
        remember_changes(&m);
        remember_headings(&m);
    }
    page_print(&m.page, &m.result.post);
    *ret_result = m.result;
    return STATUS_OK;
}
