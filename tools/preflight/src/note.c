/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * preflight note: writes the news fragment of a change, newsletter/fragments/SLUG.PROJECT.KIND.md.
 * Project and slug are found out where they can be: the one part that is touched, and the words.
 */
#include <ctype.h>
#include <string.h>

#include "affected.h"
#include "changes.h"
#include "common/file.h"
#include "common/fragment.h"
#include "common/text.h"
#include "owners.h"
#include "parts.h"
#include "preflight.h"

static const char example[] = "make note P=acpi KIND=added TEXT='Map whole ranges in one call'";

/* --- What is asked -----------------------------------------------------------------------------
 */

static const char *joined(struct arena *arena, const char *const *words, size_t n,
                          const char *between)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        all = arena_printf(arena, "%s%s%s", all, i ? between : "", words[i]);
    return all;
}

static enum status check_kind(struct arena *arena, const char *kind, struct error *error)
{
    size_t n = 0;
    while (fragment_kinds[n])
        n++;
    const char *all = joined(arena, fragment_kinds, n, ", ");
    if (!kind)
        return error_set(error, STATUS_USAGE, "note: what kind of change is it? %s: %s", all,
                         example);
    if (!fragment_heading(kind))
        return error_set(error, STATUS_USAGE, "note: \"%s\" is no kind of change; there are %s",
                         kind, all);
    return STATUS_OK;
}

/* Has it changes beside fragments, which are news of others? */
static bool has_work(const struct string_list *owned)
{
    for (size_t i = 0; i < owned->n; i++)
        if (!starts_with(owned->at[i], "newsletter/fragments/"))
            return true;
    return false;
}

/* The parts that were worked on; those that are everybody's count where there is no other. */
static enum status touched_parts(struct preflight *p, struct parts *parts,
                                 const struct changes *changes, struct string_list *ret,
                                 struct error *error)
{
    struct affected affected;
    TRY(affected_find(p->arena, p->repository, parts, changes, &affected, error));
    for (int common = 0; common < 2 && !ret->n; common++)
        for (size_t i = 0; i < affected.parts.n; i++)
            if (has_work(&affected.parts.at[i].owned) &&
                part_is_common(affected.parts.at[i].part) == common)
                *list_push(p->arena, ret) = affected.parts.at[i].part->name;
    return STATUS_OK;
}

static enum status find_project(struct preflight *p, const char **ret_project, struct error *error)
{
    const struct changes *changes = NULL;
    struct parts parts;
    const struct part *part;
    struct string_list touched = {0};
    const char *asked = p->options.project;
    if (!asked)
        TRY(preflight_changes(p, &changes, error));
    TRY(parts_load(p->arena, p->repository, changes, &parts, error));
    if (asked)
        TRY(parts_find(p->arena, &parts, asked, &part, error));
    else
        TRY(touched_parts(p, &parts, changes, &touched, error));
    if (!asked && touched.n != 1)
        return error_set(
            error, STATUS_USAGE, "note: whose news is it? This change touches %s; say which: %s",
            touched.n ? joined(p->arena, touched.at, touched.n, ", ") : "no part", example);
    *ret_project = asked ? asked : touched.at[0];
    if (strchr(*ret_project, '.'))
        return error_set(error, STATUS_USAGE,
                         "note: \"%s\" has a dot, which a fragment's name cannot tell from its own",
                         *ret_project);
    return STATUS_OK;
}

/* --- What is written ---------------------------------------------------------------------------
 */

/* Lower-case words with hyphens between, at most five. */
static const char *slug_of(struct arena *arena, const char *text)
{
    struct text slug = {0};
    size_t words = 0;
    for (const char *s = text; *s && words <= 5; s++) {
        if (isascii((unsigned char)*s) && isalnum((unsigned char)*s)) {
            bool first = s == text || !isalnum((unsigned char)s[-1]);
            words += first;
            if (words <= 5 && first && slug.n)
                text_addc(&slug, '-');
            if (words <= 5)
                text_addc(&slug, (char)tolower((unsigned char)*s));
        }
    }
    const char *copy = slug.n ? arena_strdup(arena, text_cstr(&slug)) : "news";
    text_release(&slug);
    return copy;
}

static enum status check_slug(const char *slug, struct error *error)
{
    if (slug[0] && slug[0] != '.' && !strpbrk(slug, "/ \t\n"))
        return STATUS_OK;
    return error_set(error, STATUS_USAGE,
                     "note: \"%s\" is no name for a file; use letters, digits and '-'", slug);
}

static enum status write_note(struct preflight *p, const char *path, const char *text,
                              struct error *error)
{
    bool changed = false;
    const char *bytes = arena_printf(p->arena, "%s\n", text);
    char *there;
    size_t n;
    if (file_exists(path)) {
        TRY(file_read(p->arena, path, &there, &n, error));
        if (strcmp(there, bytes) != 0)
            return error_set(error, STATUS_USAGE,
                             "note: %s is there and says something else; edit it, or choose "
                             "another name: SLUG=NAME",
                             path);
    }
    TRY(file_write(path, bytes, strlen(bytes), &changed, error));
    report_line(&p->report, "%s", path);
    report_say(changed ? "written; edit it if you like, then: git add %s" : "%s says so already",
               path);
    return STATUS_OK;
}

enum status note_command(struct preflight *p, struct error *error)
{
    struct options *o = &p->options;
    const char *text = joined(p->arena, o->words.at, o->words.n, " ");
    const char *line = fragment_headline(p->arena, text, strlen(text));
    const char *project = NULL;
    if (!line)
        return error_set(error, STATUS_USAGE, "note: what is the news? One line: %s", example);
    TRY(check_kind(p->arena, o->kind, error));
    TRY(find_project(p, &project, error));
    const char *slug = o->slug ? o->slug : slug_of(p->arena, line);
    TRY(check_slug(slug, error));
    const char *path =
        arena_printf(p->arena, "newsletter/fragments/%s.%s.%s.md", slug, project, o->kind);
    return write_note(p, path, text, error);
}
