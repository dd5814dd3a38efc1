/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * preflight release NAME [VERSION]: news fragments and what is unreleased become a section of the
 * CHANGELOG, that a commit, that an annotated tag NAME-vVERSION, and that an archive
 * (ci/archive.sh), which depends on nothing but the tag. Where the tag is there already, the
 * archive is made again. Every check comes before the first change.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "changelog.h"
#include "common/file.h"
#include "common/fragment.h"
#include "common/repository.h"
#include "common/text.h"
#include "parts.h"
#include "preflight.h"
#include "process.h"

struct release {
    struct arena *arena;
    struct preflight *preflight;
    const struct part *part;
    const char *version, *tag, *changelog;
    struct string_list fragments; /* paths */
    struct news_list news;        /* the same, read */
    struct changelog_release made;
};

/* --- Checks ------------------------------------------------------------------------------------
 */

static enum status check_clean(git_repository *repository, struct error *error)
{
    git_status_list *list = NULL;
    git_status_options options;
    git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
    options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS;
    if (git_status_list_new(&list, repository, &options) < 0)
        return repository_error(repository, "the work tree", error);
    size_t n = git_status_list_entrycount(list);
    enum status status = STATUS_OK;
    if (n) {
        const git_status_entry *first = git_status_byindex(list, 0);
        const git_diff_delta *delta =
            first->index_to_workdir ? first->index_to_workdir : first->head_to_index;
        status = error_set(error, STATUS_USAGE,
                           "release: %s is not committed (%zu in all); a release holds what is: "
                           "git status",
                           delta->new_file.path, n);
    }
    git_status_list_free(list);
    return status;
}

static enum status read_fragments(struct release *r, struct error *error)
{
    struct string_list all = {0};
    TRY(path_glob(r->arena, "newsletter/fragments/*.md", &all, error));
    for (size_t i = 0; i < all.n; i++) {
        struct fragment f;
        char *text;
        size_t n;
        if (!fragment_parse(r->arena, strrchr(all.at[i], '/') + 1, &f) ||
            strcmp(f.project, r->part->name) != 0)
            continue;
        if (!fragment_heading(f.kind))
            return error_set(error, STATUS_USAGE,
                             "%s: \"%s\" is no kind of change; make pr P=lint says more", all.at[i],
                             f.kind);
        TRY(file_read(r->arena, all.at[i], &text, &n, error));
        if (!fragment_headline(r->arena, text, n))
            return error_set(error, STATUS_USAGE, "%s: it says nothing", all.at[i]);
        *list_push(r->arena, &r->fragments) = all.at[i];
        *list_push(r->arena, &r->news) = (struct news){f.kind, text};
    }
    return STATUS_OK;
}

static enum status today(struct arena *arena, const char **ret, struct error *error)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end = NULL, date[16];
    time_t now = epoch ? (time_t)strtoll(epoch, &end, 10) : time(NULL);
    struct tm tm;
    if ((epoch && (*end || !*epoch)) || !gmtime_r(&now, &tm))
        return error_set(error, STATUS_USAGE, "SOURCE_DATE_EPOCH: \"%s\" is no number of seconds",
                         epoch);
    strftime(date, sizeof date, "%Y-%m-%d", &tm);
    *ret = arena_strdup(arena, date);
    return STATUS_OK;
}

static enum status prepare(struct release *r, struct error *error)
{
    char *text;
    size_t n;
    const char *date = NULL;
    r->changelog = arena_printf(r->arena, "%s/CHANGELOG.md", r->part->folder);
    if (!file_exists(r->changelog))
        return error_set(error, STATUS_USAGE,
                         "release: there is no %s; begin it with a line \"## Unreleased\"",
                         r->changelog);
    TRY(check_clean(r->preflight->repository, error));
    TRY(read_fragments(r, error));
    TRY(file_read(r->arena, r->changelog, &text, &n, error));
    TRY(today(r->arena, &date, error));
    TRY(changelog_release(r->arena, r->changelog, text, r->version, date, &r->news, &r->made,
                          error));
    r->version = r->made.version;
    return STATUS_OK;
}

static const char *tag_of(struct release *r)
{
    return arena_printf(r->arena, "%s-v%s", r->part->name, r->version);
}

static bool has_tag(git_repository *repository, struct arena *arena, const char *tag)
{
    git_reference *found = NULL;
    bool has =
        git_reference_lookup(&found, repository, arena_printf(arena, "refs/tags/%s", tag)) == 0;
    git_reference_free(found);
    return has;
}

/* --- Steps -------------------------------------------------------------------------------------
 */

static enum status run_words(struct release *r, const struct string_list *words,
                             struct error *error)
{
    struct string_list argv = *words;
    struct text said = {0};
    int exit = 0;
    *list_push(r->arena, &argv) = NULL;
    enum status status = process_run((char **)(uintptr_t)argv.at, &said, &exit, error);
    if (status == STATUS_OK && exit)
        status = error_set(error, STATUS_WORLD, "%s %s failed: %s", words->at[0], words->at[1],
                           text_cstr(&said));
    text_release(&said);
    return status;
}

static struct string_list words_of(struct arena *arena, const char *const *words)
{
    struct string_list list = {0};
    for (; *words; words++)
        *list_push(arena, &list) = *words;
    return list;
}

static enum status run_list(struct release *r, const char *const *words, struct error *error)
{
    struct string_list list = words_of(r->arena, words);
    return run_words(r, &list, error);
}
#define RUN(r, error, ...) run_list((r), (const char *const[]){__VA_ARGS__, NULL}, (error))

static enum status commit_and_tag(struct release *r, struct error *error)
{
    const char *message = arena_printf(r->arena, "%s: release %s", r->part->name, r->version);
    TRY(file_write(r->changelog, r->made.text, strlen(r->made.text), NULL, error));
    TRY(RUN(r, error, "git", "add", "--", r->changelog));
    if (r->fragments.n) {
        struct string_list words =
            words_of(r->arena, (const char *const[]){"git", "rm", "-q", "--", NULL});
        for (size_t i = 0; i < r->fragments.n; i++)
            *list_push(r->arena, &words) = r->fragments.at[i];
        TRY(run_words(r, &words, error));
    }
    TRY(RUN(r, error, "git", "commit", "-q", "-m", message));
    return RUN(r, error, "git", "tag", "-a", r->tag, "--cleanup=verbatim", "-m",
               arena_printf(r->arena, "%s %s\n\n%s\n", r->part->name, r->version, r->made.section));
}

static void report_plan(struct release *r)
{
    struct report *report = &r->preflight->report;
    report_line(report, "%s: ## [%s]\n\n%s\n", r->changelog, r->version, r->made.section);
    for (size_t i = 0; i < r->fragments.n; i++)
        report_line(report, "%s: moves there", r->fragments.at[i]);
    report_line(report, "commit: %s: release %s", r->part->name, r->version);
    report_line(report, "tag: %s", r->tag);
    report_line(report, "archive: build/release/%s-%s.tar.gz", r->part->name, r->version);
}

/* --- The command -------------------------------------------------------------------------------
 */

enum status release_command(struct preflight *p, struct error *error)
{
    struct options *o = &p->options;
    struct parts parts;
    struct version version;
    if (o->words.n != 1 && o->words.n != 2)
        return error_set(error, STATUS_USAGE, "release: which one? make release P=acpi");
    TRY(parts_load(p->arena, p->repository, NULL, &parts, error));
    struct release r = {.arena = p->arena,
                        .preflight = p,
                        .part = parts_named(&parts, o->words.at[0]),
                        .version = o->words.n > 1 ? o->words.at[1] : NULL};
    if (!r.part || !file_exists(arena_printf(p->arena, "%s/project.mk", r.part->folder)))
        return error_set(error, STATUS_USAGE,
                         "release: \"%s\" is no part with archives or programs of its own",
                         o->words.at[0]);
    if (r.version && !version_parse(r.version, &version))
        return error_set(error, STATUS_USAGE, "release: \"%s\" is no version; write it as 0.1.0",
                         r.version);
    bool again = r.version && has_tag(p->repository, p->arena, tag_of(&r));
    if (again)
        report_say("%s is there already; its archive is made again", tag_of(&r));
    else
        TRY(prepare(&r, error));
    r.tag = tag_of(&r);
    if (!again && has_tag(p->repository, p->arena, r.tag))
        return error_set(error, STATUS_USAGE,
                         "release: %s is there already, and %s does not tell of it; mend that, or "
                         "choose another: VERSION=0.1.0",
                         r.tag, r.changelog);
    if (o->dry_run) {
        if (!again)
            report_plan(&r);
        return STATUS_OK;
    }
    if (!again)
        TRY(commit_and_tag(&r, error));
    TRY(RUN(&r, error, "ci/archive.sh", r.tag));
    report_line(&p->report, "tag: %s", r.tag);
    report_line(&p->report, "archive: build/release/%s-%s.tar.gz", r.part->name, r.version);
    report_line(&p->report, "next: git push origin HEAD %s", r.tag);
    return STATUS_OK;
}
