/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What GitHub reads, made of the records: see owners.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"
#include "common/text.h"
#include "owners.h"

static const char mark[] = "# SPDX-License-Identifier: MIT OR Apache-2.0\n"
                           "# Made of every project.json by `make owners WRITE=1`; edit those.\n";
#define FORMS ".github/ISSUE_TEMPLATE/"

const char *owner_login(const struct part *part)
{
    for (size_t i = 0; i < part->project.maintainers.n; i++) {
        const struct maintainer *m = &part->project.maintainers.at[i];
        if (m->login[0] && !m->until)
            return m->login;
    }
    return NULL;
}

bool part_is_common(const struct part *part)
{
    return !strchr(part->folder, '/');
}

/* Labels that the record names, else the part's name. */
static struct string_list labels_of(struct arena *arena, const struct part *part)
{
    struct string_list labels = part->project.labels;
    if (!labels.n)
        *list_push(arena, &labels) = part->name;
    return labels;
}

/* --- One text each -----------------------------------------------------------------------------
 */

static void add_codeowners(struct text *out, const struct parts *parts)
{
    text_adds(out, mark);
    text_adds(out, "# One owner a part: the last line that fits a file counts.\n");
    for (size_t i = 0; i < parts->at.n; i++) {
        const struct part *part = &parts->at.at[i];
        const char *login = owner_login(part);
        for (size_t j = 0; j < part->project.paths.n; j++)
            text_addf(out, login ? "/%s/ @%s\n" : "# /%s/ has no maintainer with a login%s\n",
                      part->project.paths.at[j], login ? login : "");
    }
}

/* A colour that a name always has, not too dark for black letters. */
static unsigned colour_of(const char *name)
{
    unsigned hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return (hash & 0x7f7f7f) + 0x808080;
}

/* Every label once, in the order of the parts. */
static struct string_list all_labels(struct arena *arena, const struct parts *parts)
{
    struct string_list all = {0};
    for (size_t i = 0; i < parts->at.n; i++) {
        struct string_list labels = labels_of(arena, &parts->at.at[i]);
        for (size_t j = 0; j < labels.n; j++)
            if (!string_list_has(&all, labels.at[j]))
                *list_push(arena, &all) = labels.at[j];
    }
    return all;
}

/* Folders of the parts that have this label. */
static struct string_list places_of(struct arena *arena, const struct parts *parts,
                                    const char *label)
{
    struct string_list places = {0};
    for (size_t i = 0; i < parts->at.n; i++) {
        const struct part *part = &parts->at.at[i];
        struct string_list labels = labels_of(arena, part);
        for (size_t j = 0; string_list_has(&labels, label) && j < part->project.paths.n; j++)
            *list_push(arena, &places) = part->project.paths.at[j];
    }
    return places;
}

static void add_labels(struct text *out, struct arena *arena, const struct parts *parts)
{
    struct string_list labels = all_labels(arena, parts);
    text_adds(out, mark);
    for (size_t i = 0; i < labels.n; i++) {
        struct string_list places = places_of(arena, parts, labels.at[i]);
        const char *about = "";
        for (size_t j = 0; j < places.n; j++)
            about = arena_printf(arena, "%s%s%s", about, j ? ", " : "", places.at[j]);
        text_adds(out, "- name: ");
        json_add_string(out, labels.at[i]);
        text_addf(out, "\n  color: \"%06x\"\n  description: ", colour_of(labels.at[i]));
        json_add_string(out, about);
        text_addc(out, '\n');
    }
}

static void add_labeler(struct text *out, struct arena *arena, const struct parts *parts)
{
    struct string_list labels = all_labels(arena, parts);
    text_adds(out, mark);
    for (size_t i = 0; i < labels.n; i++) {
        struct string_list places = places_of(arena, parts, labels.at[i]);
        json_add_string(out, labels.at[i]);
        text_adds(out, ":\n  - changed-files:\n      - any-glob-to-any-file:\n");
        for (size_t j = 0; j < places.n; j++) {
            text_adds(out, "          - ");
            json_add_string(out, arena_printf(arena, "%s/**", places.at[j]));
            text_addc(out, '\n');
        }
    }
}

static void add_form(struct text *out, struct arena *arena, const struct part *part)
{
    static const char body[] =
        "body:\n"
        "  - type: textarea\n"
        "    id: what\n"
        "    attributes:\n"
        "      label: What happens, and what should?\n"
        "      description: The shortest program, command or file that shows it; its output as "
        "text.\n"
        "    validations:\n"
        "      required: true\n"
        "  - type: input\n"
        "    id: version\n"
        "    attributes:\n"
        "      label: Version or commit\n"
        "      placeholder: 0.1.0, or what git rev-parse --short HEAD prints\n"
        "    validations:\n"
        "      required: true\n"
        "  - type: input\n"
        "    id: machine\n"
        "    attributes:\n"
        "      label: Machine, firmware, compiler\n"
        "      placeholder: QEMU 7.2 with OVMF, gcc 12\n";
    struct string_list labels = labels_of(arena, part);
    const char *login = owner_login(part);
    text_adds(out, mark);
    text_adds(out, "name: ");
    json_add_string(out, part->name);
    text_adds(out, "\ndescription: ");
    json_add_string(out, arena_printf(arena, "Something in %s/ is wrong or missing", part->folder));
    text_adds(out, "\ntitle: ");
    json_add_string(out, arena_printf(arena, "%s: ", part->name));
    text_adds(out, "\nlabels: [");
    for (size_t i = 0; i < labels.n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, labels.at[i]);
    }
    text_adds(out, "]\n");
    if (login) {
        text_adds(out, "assignees: [");
        json_add_string(out, login);
        text_adds(out, "]\n");
    }
    text_adds(out, body);
}

/* --- Are they so? ------------------------------------------------------------------------------
 */

static bool says(struct arena *arena, const char *path, const char *bytes)
{
    char *there;
    size_t n;
    return file_exists(path) && file_read(arena, path, &there, &n, NULL) == STATUS_OK &&
           strcmp(there, bytes) == 0;
}

static void want(struct arena *arena, struct generated_list *list, const char *path,
                 struct text *bytes)
{
    if (!says(arena, path, text_cstr(bytes)))
        *list_push(arena, list) = (struct generated){path, arena_strdup(arena, text_cstr(bytes))};
    text_clear(bytes);
}

/* Forms that were made of a record which is gone. */
static enum status find_orphans(struct arena *arena, const struct string_list *wanted,
                                struct generated_list *list, struct error *error)
{
    struct string_list there = {0};
    TRY(path_glob(arena, FORMS "*.yml", &there, error));
    for (size_t i = 0; i < there.n; i++) {
        char *bytes;
        size_t n;
        if (string_list_has(wanted, there.at[i]))
            continue;
        TRY(file_read(arena, there.at[i], &bytes, &n, error));
        if (starts_with(bytes, mark))
            *list_push(arena, list) = (struct generated){.path = there.at[i]};
    }
    return STATUS_OK;
}

enum status owners_stale(struct arena *arena, const struct parts *parts,
                         struct generated_list *ret_stale, struct error *error)
{
    struct generated_list list = {0};
    struct string_list forms = {0};
    struct text bytes = {0};
    add_codeowners(&bytes, parts);
    want(arena, &list, ".github/CODEOWNERS", &bytes);
    add_labels(&bytes, arena, parts);
    want(arena, &list, ".github/labels.yml", &bytes);
    add_labeler(&bytes, arena, parts);
    want(arena, &list, ".github/labeler.yml", &bytes);
    for (size_t i = 0; i < parts->at.n; i++) {
        const char *path = arena_printf(arena, FORMS "%s.yml", parts->at.at[i].name);
        *list_push(arena, &forms) = path;
        add_form(&bytes, arena, &parts->at.at[i]);
        want(arena, &list, path, &bytes);
    }
    text_release(&bytes);
    TRY(find_orphans(arena, &forms, &list, error));
    *ret_stale = list;
    return STATUS_OK;
}

enum status owners_write(struct arena *arena, const struct parts *parts, struct report *report,
                         struct error *error)
{
    struct generated_list stale;
    TRY(owners_stale(arena, parts, &stale, error));
    for (size_t i = 0; i < stale.n; i++) {
        const struct generated *g = &stale.at[i];
        if (g->bytes)
            TRY(file_write(g->path, g->bytes, strlen(g->bytes), NULL, error));
        else if (unlink(g->path) != 0)
            return error_set(error, STATUS_WORLD, "%s: cannot be removed: %s", g->path,
                             strerror(errno));
        report_line(report, "%s%s", g->path, g->bytes ? "" : " (removed)");
    }
    return STATUS_OK;
}

enum status owners_check(struct arena *arena, const struct parts *parts, struct report *report,
                         struct error *error)
{
    struct generated_list stale;
    TRY(owners_stale(arena, parts, &stale, error));
    for (size_t i = 0; i < stale.n; i++)
        report_finding(report,
                       &(struct finding){.file = stale.at[i].path,
                                         .rule = "owners",
                                         .text = stale.at[i].bytes
                                                     ? "not what the project.json files make of it"
                                                     : "made of a project.json that is gone",
                                         .next = "make owners WRITE=1"});
    return STATUS_OK;
}
