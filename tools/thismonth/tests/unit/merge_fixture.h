/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A small newsletter for the tests of merge, check and publish: two projects, one of another
 * person, the words of newsletter/prose, and a month that grows change by change.
 *
 *     begin();                                     // a fresh month
 *     struct change *c = add("acpi", 12, "Title", "ada");
 *     c->show = false;
 *     draft(&post);                                // as `thismonth draft` does, memory kept
 */
#pragma once
#include "ci/test.h"
#include "common/file.h"
#include "src/merge.h"

static struct arena arena;
static struct config config;
static struct prose prose;
static struct record record;
static struct merge_result merged;

static inline void succeed(enum status status, const struct error *error)
{
    if (status != STATUS_OK)
        fail_msg("%s", error->text);
}

static inline struct project *add_project(const char *name, const char *title, const char *path)
{
    struct project *project = list_push(&arena, &config.projects);
    *project = (struct project){.name = name, .title = title, .repository = "o/n"};
    project->about = arena_printf(&arena, "About %s.", title);
    if (path)
        *list_push(&arena, &project->paths) = path;
    return project;
}

static inline void begin(void)
{
    struct error error;
    arena_release(&arena);
    memset(&config, 0, sizeof config);
    memset(&record, 0, sizeof record);
    config.title = "This Month";
    config.repository = "o/n";
    config.welcome = true;
    *list_push(&arena, &config.editors) = "edith";
    succeed(phrases_load(&arena, "newsletter/prose/phrases.json", &config.phrases, &error), &error);
    succeed(prose_load(&arena, "newsletter/prose", &prose, &error), &error);
    struct project *acpi = add_project("acpi", "`acpi`", "projects/acpi");
    *list_push(&arena, &acpi->maintainers) = (struct maintainer){.login = "mia"};
    *list_push(&arena, &acpi->branches) = (struct branch_note){"next", "soon `v2`"};
    add_project("uefi", "`uefi`", "projects/uefi");
    struct project *other = add_project("toy", "Toy Kernel", NULL);
    other->other = true;
    other->repository = "tim/toy";
    *list_push(&arena, &other->written_by) = "tim";
    record.month = (struct month){2024, 1};
}

/* A merged pull request; `of` NULL: outside every project; merged in the order of the numbers. */
static inline struct change *add(const char *of, unsigned number, const char *title,
                                 const char *login)
{
    struct change *c = list_push(&arena, &record.changes);
    const char *repository = of && strcmp(of, "toy") == 0 ? "tim/toy" : "o/n";
    *c = (struct change){.repository = repository,
                         .number = number,
                         .title = title,
                         .author = {.login = login, .first_time = NO},
                         .merged_at = 1704067200 + number,
                         .branch = "main",
                         .on_default = true,
                         .show = true,
                         .why = "default"};
    *list_push(&arena, &c->commits) =
        arena_printf(&arena, "%08xabcdefabcdefabcdefabcdefabcdefab", number);
    c->url = change_url(&arena, c);
    if (of)
        *list_push(&arena, &c->projects) = of;
    return c;
}

static inline int in_merge_order(const void *a, const void *b)
{
    return change_compare(a, b);
}

static inline enum status try_draft(const char *post, struct error *error)
{
    struct outline outline;
    if (record.changes.n) /* a record is in merge order */
        qsort(record.changes.at, record.changes.n, sizeof *record.changes.at, in_merge_order);
    arrange(&arena, &config, &record, &outline);
    return merge_post(&arena, &config, &prose, &outline, &record.draft, "post.md", post,
                      post ? strlen(post) : 0, 1704500000, &merged, error);
}

/* Drafts into `post` (NULL: a new one) and returns the new post, which lives in the arena. */
static inline const char *draft(const char *post)
{
    struct error error;
    succeed(try_draft(post, &error), &error);
    record.draft = merged.memory;
    post = arena_strndup(&arena, text_cstr(&merged.post), merged.post.n);
    text_release(&merged.post);
    return post;
}

/* `post` with the first `what` replaced: what an editor does. */
static inline char *replaced(const char *post, const char *what, const char *with)
{
    const char *at = strstr(post, what);
    if (!at)
        fail_msg("the post has no \"%s\"", what);
    return arena_printf(&arena, "%.*s%s%s", (int)(at - post), post, with, at + strlen(what));
}
