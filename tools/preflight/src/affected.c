/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Whom a change affects: see affected.h. First every changed file gives its verdict, then users
 * follow what they stand on until nothing is added: by the records, which are at hand, and then by
 * the includes of those that are not affected yet, whose sources have to be read for it.
 */
#include "affected.h"

#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/repository.h"
#include "preflight.h"

struct find {
    struct arena *arena;
    struct parts *parts;
    struct affected *affected;
    bool *spreads;      /* what others build on has changed: its users are affected */
    LIST(size_t) queue; /* parts whose users are to be looked at */
};

static void affect(struct find *find, size_t part, enum reason_kind kind, const char *what,
                   bool spreads)
{
    struct verdict *verdict = &find->affected->parts.at[part];
    if (verdict->kind == REASON_NONE) {
        verdict->kind = kind;
        verdict->what = what;
    } else if (verdict->kind == kind && (kind == REASON_OWNS || kind == REASON_READS))
        verdict->more++;
    if (spreads && !find->spreads[part]) {
        find->spreads[part] = true;
        *list_push(find->arena, &find->queue) = part;
    }
}

static void judge(struct find *find, const char *path)
{
    struct affected *affected = find->affected;
    const struct part *owner = parts_owner(find->parts, path);
    enum concern concern = part_concern(owner, path);
    if (owner)
        *list_push(find->arena, &affected->parts.at[owner - find->parts->at.at].owned) = path;
    else
        *list_push(find->arena, &affected->outside) = path;
    for (size_t i = 0; i < affected->parts.n; i++) {
        const struct part *part = &find->parts->at.at[i];
        if (part == owner && concern != CONCERNS_NOBODY)
            affect(find, i, REASON_OWNS, path, concern == CONCERNS_USERS);
        else if (part_reads(part, path))
            affect(find, i, REASON_READS, path, false);
        else if (!owner && concern != CONCERNS_NOBODY)
            affect(find, i, REASON_OUTSIDE, path, true);
    }
}

static bool has(const struct part_list *list, size_t part)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == part)
            return true;
    return false;
}

static void spread(struct find *find)
{
    for (size_t q = 0; q < find->queue.n; q++) {
        size_t at = find->queue.at[q];
        const char *name = find->parts->at.at[at].name;
        for (size_t i = 0; i < find->parts->at.n; i++)
            if (has(&find->parts->at.at[i].needs, at))
                affect(find, i, REASON_DEPENDS, name, true);
            else if (has(&find->parts->at.at[i].includes, at))
                affect(find, i, REASON_INCLUDES, name, true);
    }
}

enum status affected_find(struct arena *arena, git_repository *repository, struct parts *parts,
                          const struct changes *changes, struct affected *ret_affected,
                          struct error *error)
{
    struct affected affected = {0};
    struct find find = {.arena = arena, .parts = parts, .affected = &affected};
    size_t n = parts->at.n, left = 0;
    bool *wanted = arena_array(arena, n, sizeof *wanted);
    find.spreads = arena_array(arena, n, sizeof *find.spreads);
    for (size_t i = 0; i < n; i++)
        *list_push(arena, &affected.parts) = (struct verdict){.part = &parts->at.at[i]};
    for (size_t i = 0; i < changes->files.n; i++)
        judge(&find, changes->files.at[i].path);
    spread(&find);
    for (size_t i = 0; i < n; i++)
        left += wanted[i] = !find.spreads[i];
    if (find.queue.n && left) {
        TRY(parts_read_includes(arena, repository, parts, changes->base ? changes : NULL, wanted,
                                error));
        spread(&find);
    }
    *ret_affected = affected;
    return STATUS_OK;
}

/* --- The report --------------------------------------------------------------------------------
 */

static const char *reason(struct arena *arena, const struct verdict *verdict)
{
    struct text text = {0};
    switch (verdict->kind) {
    case REASON_NONE:
        break;
    case REASON_READS:
        text_adds(&text, "reads ");
        /* fall through */
    case REASON_OWNS:
        report_add_path(&text, verdict->what);
        if (verdict->more)
            text_addf(&text, " and %zu more", verdict->more);
        break;
    case REASON_DEPENDS:
        text_addf(&text, "depends on %s", verdict->what);
        break;
    case REASON_INCLUDES:
        text_addf(&text, "includes headers of %s", verdict->what);
        break;
    case REASON_OUTSIDE:
        report_add_path(&text, verdict->what);
        text_adds(&text, " is outside any project");
        break;
    }
    const char *copy = arena_strdup(arena, text_cstr(&text));
    text_release(&text);
    return copy;
}

static void add_paths(struct text *out, const struct string_list *paths)
{
    text_addc(out, '[');
    for (size_t i = 0; i < paths->n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, paths->at[i]);
    }
    text_addc(out, ']');
}

static void print_json(struct text *out, struct arena *arena, const struct affected *affected)
{
    const char *comma = "";
    text_adds(out, "{\"touched\": {");
    for (size_t i = 0; i < affected->parts.n; i++) {
        const struct verdict *verdict = &affected->parts.at[i];
        if (!verdict->owned.n)
            continue;
        text_adds(out, comma);
        json_add_string(out, verdict->part->name);
        text_adds(out, ": ");
        add_paths(out, &verdict->owned);
        comma = ", ";
    }
    text_adds(out, "}, \"outside\": ");
    add_paths(out, &affected->outside);
    text_adds(out, ", \"affected\": {");
    comma = "";
    for (size_t i = 0; i < affected->parts.n; i++) {
        const struct verdict *verdict = &affected->parts.at[i];
        if (verdict->kind == REASON_NONE)
            continue;
        text_adds(out, comma);
        json_add_string(out, verdict->part->name);
        text_adds(out, ": ");
        json_add_string(out, reason(arena, verdict));
        comma = ", ";
    }
    text_adds(out, "}}\n");
}

/* "a", "a and 2 more" */
static const char *first_of(struct arena *arena, const struct string_list *paths)
{
    struct verdict verdict = {.kind = REASON_OWNS, .what = paths->at[0], .more = paths->n - 1};
    return reason(arena, &verdict);
}

void affected_report(struct report *report, struct arena *arena, const struct affected *affected)
{
    static const char outside[] = "outside any project";
    int width = affected->outside.n ? (int)strlen(outside) : 0;
    size_t touched = affected->outside.n, count = 0;
    if (report->json) {
        print_json(&report->out, arena, affected);
        return;
    }
    for (size_t i = 0; i < affected->parts.n; i++) {
        const struct verdict *verdict = &affected->parts.at[i];
        int n = (int)strlen(verdict->part->name);
        touched += verdict->owned.n;
        count += verdict->kind != REASON_NONE;
        if (n > width && (verdict->owned.n || verdict->kind != REASON_NONE))
            width = n;
    }
    report_line(report, touched ? "touched" : "touched: nothing");
    for (size_t i = 0; i < affected->parts.n; i++)
        if (affected->parts.at[i].owned.n)
            report_line(report, "  %-*s  %s", width, affected->parts.at[i].part->name,
                        first_of(arena, &affected->parts.at[i].owned));
    if (affected->outside.n)
        report_line(report, "  %-*s  %s", width, outside, first_of(arena, &affected->outside));
    report_line(report, count ? "affected" : "affected: nothing");
    for (size_t i = 0; i < affected->parts.n; i++)
        if (affected->parts.at[i].kind != REASON_NONE)
            report_line(report, "  %-*s  %s", width, affected->parts.at[i].part->name,
                        reason(arena, &affected->parts.at[i]));
}

/* --- Commands ----------------------------------------------------------------------------------
 */

/* What was named on the command line takes the place of what git tells. */
static enum status find_changes(struct preflight *preflight, struct changes *named,
                                const struct changes **ret, struct error *error)
{
    if (!preflight->options.words.n)
        return preflight_changes(preflight, ret, error);
    for (size_t i = 0; i < preflight->options.words.n; i++) {
        struct changed_file file = {.where = CHANGE_UNSTAGED};
        TRY(preflight_path(preflight, preflight->options.words.at[i], &file.path, error));
        *list_push(preflight->arena, &named->files) = file;
    }
    *ret = named;
    return STATUS_OK;
}

enum status affected_command(struct preflight *preflight, struct error *error)
{
    struct arena *arena = preflight->arena;
    struct changes named = {0};
    const struct changes *changes;
    struct parts parts;
    struct affected affected;
    TRY(find_changes(preflight, &named, &changes, error));
    TRY(parts_load(arena, preflight->repository, changes, &parts, error));
    TRY(affected_find(arena, preflight->repository, &parts, changes, &affected, error));
    affected_report(&preflight->report, arena, &affected);
    return STATUS_OK;
}

/* What `part` stands on, itself included. */
static const bool *grounds(struct arena *arena, const struct parts *parts, size_t part)
{
    bool *found = arena_array(arena, parts->at.n, sizeof *found);
    struct part_list queue = {0};
    *list_push(arena, &queue) = part;
    for (size_t q = 0; q < queue.n; q++) {
        const struct part *at = &parts->at.at[queue.at[q]];
        if (found[queue.at[q]])
            continue;
        found[queue.at[q]] = true;
        for (size_t i = 0; i < at->needs.n; i++)
            *list_push(arena, &queue) = at->needs.at[i];
        for (size_t i = 0; i < at->includes.n; i++)
            *list_push(arena, &queue) = at->includes.at[i];
    }
    return found;
}

static bool is_input(const struct parts *parts, const struct part *part, const bool *grounds,
                     const char *path)
{
    const struct part *owner = parts_owner(parts, path);
    enum concern concern = part_concern(owner, path);
    if (part_reads(part, path))
        return true;
    if (owner == part)
        return concern != CONCERNS_NOBODY;
    return concern == CONCERNS_USERS && (!owner || grounds[owner - parts->at.at]);
}

static enum status print_inputs(struct preflight *preflight, struct parts *parts, const char *name,
                                struct error *error)
{
    struct text line = {0};
    git_index *index = NULL;
    const struct part *part;
    TRY(parts_find(preflight->arena, parts, name, &part, error));
    const bool *on = grounds(preflight->arena, parts, (size_t)(part - parts->at.at));
    if (git_repository_index(&index, preflight->repository) < 0)
        return repository_error(preflight->repository, "the index", error);
    for (size_t i = 0; i < git_index_entrycount(index); i++) {
        const char *path = git_index_get_byindex(index, i)->path;
        if (!is_input(parts, part, on, path))
            continue;
        text_clear(&line);
        report_add_path(&line, path);
        report_line(&preflight->report, "%s", text_cstr(&line));
    }
    git_index_free(index);
    text_release(&line);
    return STATUS_OK;
}

enum status inputs_command(struct preflight *preflight, struct error *error)
{
    struct parts parts;
    TRY(parts_load(preflight->arena, preflight->repository, NULL, &parts, error));
    bool *all = arena_array(preflight->arena, parts.at.n, sizeof *all);
    memset(all, true, parts.at.n);
    TRY(parts_read_includes(preflight->arena, preflight->repository, &parts, NULL, all, error));
    for (size_t i = 0; i < preflight->options.words.n; i++)
        TRY(print_inputs(preflight, &parts, preflight->options.words.at[i], error));
    return STATUS_OK;
}
