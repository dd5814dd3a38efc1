/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* preflight owners: whom a change concerns, and the files that say so. See owners.h. */
#include "owners.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "common/json.h"
#include "edits.h"
#include "preflight.h"

struct share {
    const struct part *part;
    size_t lines, files;
};

struct concern_list {
    struct arena *arena;
    const struct parts *parts;
    LIST(struct changed_file) files;
    struct share *shares; /* one per part */
    size_t lines;         /* of all */
};

static const char *who(struct arena *arena, const struct part *part)
{
    const char *login = owner_login(part);
    if (login)
        return arena_printf(arena, "@%s", login);
    for (size_t i = 0; i < part->project.maintainers.n; i++)
        if (part->project.maintainers.at[i].names.n)
            return part->project.maintainers.at[i].names.at[0];
    return "nobody yet";
}

static void count(struct concern_list *list, const char *path, size_t lines)
{
    const struct part *part = parts_owner(list->parts, path);
    list->lines += lines;
    if (!part)
        return;
    struct share *share = &list->shares[part - list->parts->at.at];
    share->part = part;
    share->lines += lines;
    share->files++;
}

/* More lines win, then more files, then the name; what is everybody's loses to everything. */
static bool is_more(const struct share *a, const struct share *b)
{
    if (part_is_common(a->part) != part_is_common(b->part))
        return part_is_common(b->part);
    return a->lines != b->lines ? a->lines > b->lines : a->files > b->files;
}

static const struct share *largest(const struct concern_list *list)
{
    const struct share *best = NULL;
    for (size_t i = 0; i < list->parts->at.n; i++) {
        const struct share *share = &list->shares[i];
        if (share->files && (!best || is_more(share, best)))
            best = share;
    }
    return best;
}

/* --- Reports -----------------------------------------------------------------------------------
 */

static void add_labels(struct concern_list *list, struct string_list *labels)
{
    for (size_t i = 0; i < list->parts->at.n; i++) {
        const struct part *part = &list->parts->at.at[i];
        if (!list->shares[i].files)
            continue;
        for (size_t j = 0; j < part->project.labels.n; j++)
            if (!string_list_has(labels, part->project.labels.at[j]))
                *list_push(list->arena, labels) = part->project.labels.at[j];
        if (!part->project.labels.n && !string_list_has(labels, part->name))
            *list_push(list->arena, labels) = part->name;
    }
}

static void report_json(struct report *report, struct concern_list *list,
                        const struct string_list *labels)
{
    const struct share *best = largest(list);
    const char *login = best ? owner_login(best->part) : NULL;
    struct text *out = &report->out;
    text_adds(out, "{\"assignee\": ");
    if (login)
        json_add_string(out, login);
    else
        text_adds(out, "null");
    text_adds(out, ", \"labels\": [");
    for (size_t i = 0; i < labels->n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, labels->at[i]);
    }
    text_adds(out, "], \"files\": {");
    for (size_t i = 0; i < list->files.n; i++) {
        const struct part *part = parts_owner(list->parts, list->files.at[i].path);
        text_adds(out, i ? ", " : "");
        json_add_string(out, list->files.at[i].path);
        text_adds(out, ": ");
        if (part)
            json_add_string(out, part->name);
        else
            text_adds(out, "null");
    }
    text_adds(out, "}}\n");
}

static void report_owners(struct report *report, struct concern_list *list)
{
    struct string_list labels = {0};
    struct text words = {0};
    const struct share *best = largest(list);
    add_labels(list, &labels);
    if (report->json) {
        report_json(report, list, &labels);
        return;
    }
    for (size_t i = 0; i < list->files.n; i++) {
        const struct part *part = parts_owner(list->parts, list->files.at[i].path);
        text_clear(&words);
        report_add_path(&words, list->files.at[i].path);
        if (part)
            report_line(report, "%s: %s, %s", text_cstr(&words), part->name,
                        who(list->arena, part));
        else
            report_line(report, "%s: outside any project, everybody's", text_cstr(&words));
    }
    text_clear(&words);
    for (size_t i = 0; i < labels.n; i++)
        text_addf(&words, "%s%s", i ? ", " : "", labels.at[i]);
    if (best && list->lines)
        report_line(report, "assignee: %s (%s has %zu of %zu changed lines)",
                    who(list->arena, best->part), best->part->name, best->lines, list->lines);
    else if (best)
        report_line(report, "assignee: %s (%s)", who(list->arena, best->part), best->part->name);
    else
        report_line(report, "assignee: nobody in particular");
    if (labels.n)
        report_line(report, "labels: %s", text_cstr(&words));
    text_release(&words);
}

/* --- The command -------------------------------------------------------------------------------
 */

static size_t changed_lines(const struct edit *edit)
{
    size_t lines = 0, changed = 0;
    for (size_t i = 0; i < edit->n; i++)
        lines += edit->bytes[i] == '\n' || i + 1 == edit->n;
    for (size_t i = 1; i <= lines; i++)
        changed += !edit->changed || edit->changed[i];
    return changed;
}

static enum status count_change(struct preflight *p, struct concern_list *list,
                                const struct changes *changes, struct error *error)
{
    struct edits edits;
    TRY(edits_find(p->arena, p->repository, changes, &edits, error));
    for (size_t i = 0, e = 0; i < changes->files.n; i++) {
        const struct changed_file *file = &changes->files.at[i];
        while (e < edits.at.n && strcmp(edits.at.at[e].path, file->path) < 0)
            e++;
        bool same = e < edits.at.n && strcmp(edits.at.at[e].path, file->path) == 0;
        *list_push(p->arena, &list->files) = *file;
        count(list, file->path, same ? changed_lines(&edits.at.at[e]) : 0);
    }
    return STATUS_OK;
}

/* Of a change that is not here, as `git diff --numstat --no-renames` lists it: lines that were
 * added and deleted ("-" of what is no text), and the path, with tabs between. */
static enum status count_numstat(struct preflight *p, struct concern_list *list,
                                 struct error *error)
{
    char *line = NULL;
    size_t cap = 0;
    enum status status = STATUS_OK;
    for (ssize_t n; status == STATUS_OK && (n = getline(&line, &cap, stdin)) > 0;) {
        char *rest = arena_strndup(p->arena, line, (size_t)n - (line[n - 1] == '\n'));
        const char *whole = arena_strdup(p->arena, rest), *added = strsep(&rest, "\t");
        const char *deleted = rest ? strsep(&rest, "\t") : NULL;
        struct changed_file file = {.path = rest};
        if (!rest || !*rest || added[strspn(added, "0123456789-")] ||
            deleted[strspn(deleted, "0123456789-")]) {
            status = error_set(error, STATUS_USAGE,
                               "--numstat: \"%s\" is no line of git diff --numstat", whole);
        } else {
            *list_push(p->arena, &list->files) = file;
            count(list, file.path, strtoul(added, NULL, 10));
        }
    }
    free(line);
    return status;
}

enum status owners_command(struct preflight *p, struct error *error)
{
    const struct changes *changes = NULL;
    struct parts parts;
    struct options *o = &p->options;
    bool of_change = !o->words.n && !o->write && !o->check && !o->numstat;
    if (of_change)
        TRY(preflight_changes(p, &changes, error));
    TRY(parts_load(p->arena, p->repository, changes, &parts, error));
    if (o->write)
        return owners_write(p->arena, &parts, &p->report, error);
    if (o->check) {
        TRY(owners_check(p->arena, &parts, &p->report, error));
        return report_status(&p->report);
    }
    struct concern_list list = {.arena = p->arena,
                                .parts = &parts,
                                .shares =
                                    arena_array(p->arena, parts.at.n + 1, sizeof *list.shares)};
    if (of_change)
        TRY(count_change(p, &list, changes, error));
    if (o->numstat)
        TRY(count_numstat(p, &list, error));
    for (size_t i = 0; i < o->words.n; i++) {
        struct changed_file file = {0};
        TRY(preflight_path(p, o->words.at[i], &file.path, error));
        *list_push(p->arena, &list.files) = file;
        count(&list, file.path, 0);
    }
    report_owners(&p->report, &list);
    return STATUS_OK;
}
