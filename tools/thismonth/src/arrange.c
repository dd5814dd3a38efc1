/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Which change stands where: see arrange.h. */
#include "arrange.h"

#include <string.h>
#include <strings.h>

/* The section that a change is printed in: its first project's, or infrastructure. */
static const char *section_key(const struct change *change)
{
    return change->projects.n ? change->projects.at[0] : "infrastructure";
}

static const char *note_of(const struct project *project, const char *branch)
{
    for (size_t i = 0; project && branch && i < project->branches.n; i++)
        if (strcmp(project->branches.at[i].branch, branch) == 0 && project->branches.at[i].note[0])
            return project->branches.at[i].note;
    return NULL;
}

/* Groups in order: the default branch (NULL) first, then by name. */
static struct group *group_of(struct arena *arena, struct section *section, const char *branch)
{
    size_t i = 0;
    for (; i < section->groups.n; i++) {
        const char *there = section->groups.at[i].branch;
        int order = !there || !branch ? (there != NULL) - (branch != NULL) : strcmp(there, branch);
        if (order == 0)
            return &section->groups.at[i];
        if (order > 0)
            break;
    }
    (void)list_push(arena, &section->groups);
    struct group *at = &section->groups.at[i];
    memmove(at + 1, at, (section->groups.n - 1 - i) * sizeof *at);
    *at = (struct group){.branch = branch, .note = note_of(section->project, branch)};
    return at;
}

/* When everything of a section is hidden, a reader sees it all the same: it is what happened. */
static void show_if_all_hidden(struct section *section)
{
    for (size_t g = 0; g < section->groups.n; g++)
        if (section->groups.at[g].shown.n)
            return;
    for (size_t g = 0; g < section->groups.n; g++) {
        struct group *group = &section->groups.at[g];
        group->shown.at = group->hidden.at;
        group->shown.n = group->hidden.n;
        group->shown.cap = group->hidden.cap;
        memset(&group->hidden, 0, sizeof group->hidden);
    }
}

static bool same_person(const struct person *a, const struct person *b)
{
    if (a->login && b->login)
        return strcasecmp(a->login, b->login) == 0;
    return a->name && b->name && strcmp(a->name, b->name) == 0;
}

static bool is_maintainer(const struct config *config, const struct section *section,
                          const struct person *p, const char *month)
{
    if (section->project)
        return project_has_maintainer(section->project, p->login, p->name, month);
    for (size_t i = 0; p->login && i < config->editors.n; i++)
        if (strcasecmp(config->editors.at[i], p->login) == 0)
            return true;
    for (size_t i = 0; i < config->projects.n; i++) /* infrastructure is everybody's */
        if (project_has_maintainer(&config->projects.at[i], p->login, p->name, month))
            return true;
    return false;
}

/* Merge order over all groups, so that "order of first appearance" is that of the month. */
static void thank(struct arena *arena, const struct config *config, struct section *section,
                  const struct change *change, const char *month)
{
    const struct person *author = &change->author;
    if (author->bot || (!author->login && !author->name) ||
        is_maintainer(config, section, author, month))
        return;
    section->thanked_changes++;
    size_t i = 0;
    while (i < section->thanked.n && !same_person(&section->thanked.at[i], author))
        i++;
    if (i == section->thanked.n)
        *list_push(arena, &section->thanked) = *author;
    if (author->first_time != YES || !config->welcome)
        return;
    for (i = 0; i < section->welcomed.n; i++)
        if (same_person(&section->welcomed.at[i], author))
            return;
    *list_push(arena, &section->welcomed) = *author;
}

static bool is_shown(const struct section *section, const struct change *change)
{
    for (size_t g = 0; g < section->groups.n; g++)
        for (size_t i = 0; i < section->groups.at[g].shown.n; i++)
            if (section->groups.at[g].shown.at[i] == change)
                return true;
    return false;
}

/* Fills one section from the record; false: there is nothing to say. */
static bool fill(struct arena *arena, const struct config *config, const struct record *record,
                 struct section *section)
{
    const char *month = month_text(arena, record->month);
    bool any = false;
    for (size_t i = 0; i < record->changes.n; i++) {
        const struct change *change = &record->changes.at[i];
        if (strcmp(section_key(change), section->key) != 0)
            continue;
        struct group *group = group_of(arena, section, change->on_default ? NULL : change->branch);
        if (change->show)
            *list_push(arena, &group->shown) = change;
        else
            *list_push(arena, &group->hidden) = change;
        any = true;
    }
    if (section->project) /* what is outside every project needs no section to be seen */
        show_if_all_hidden(section);
    for (size_t i = 0; i < record->changes.n; i++)
        if (is_shown(section, &record->changes.at[i]))
            thank(arena, config, section, &record->changes.at[i], month);
    return any || (section->project && section->project->always);
}

void arrange(struct arena *arena, const struct config *config, const struct record *record,
             struct outline *ret_outline)
{
    struct outline outline = {.month = record->month};
    struct section infrastructure = {.part = PART_INFRASTRUCTURE, .key = "infrastructure"};
    if (fill(arena, config, record, &infrastructure))
        *list_push(arena, &outline.sections) = infrastructure;
    for (size_t i = 0; i < config->projects.n; i++) {
        const struct project *project = &config->projects.at[i];
        struct section section = {.part = project->other ? PART_OTHER : PART_PROJECTS,
                                  .key = project->name,
                                  .project = project};
        if (fill(arena, config, record, &section))
            *list_push(arena, &outline.sections) = section;
    }
    *ret_outline = outline;
}
