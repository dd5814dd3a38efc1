/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* thismonth: parses the command line and wires the modules. All words for the user are printed
 * here. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"
#include "common/repository.h"
#include "digest.h"
#include "draft.h"
#include "github_pulls.h"
#include "http.h"
#include "options.h"
#include "replay.h"
#include "review.h"
#include "stats.h"

/* $XDG_CACHE_HOME/thismonth, else ~/.cache/thismonth; NULL: no home, no cache. */
static const char *cache_folder(struct arena *arena)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache && cache[0] == '/')
        return path_join(arena, cache, "thismonth");
    return home && home[0] == '/' ? path_join(arena, home, ".cache/thismonth") : NULL;
}

static void show_progress(void *ctx, const char *what, size_t done, size_t of)
{
    enum { WIDTH = 20 };
    size_t full = of ? WIDTH * (done < of ? done + 1 : of) / of : 0;
    (void)ctx;
    fprintf(stderr, "\r\033[K[%.*s%.*s] %s, %zu of %zu", (int)full, "####################",
            (int)(WIDTH - full), "....................", what, done < of ? done + 1 : of, of);
    fflush(stderr);
}

static void end_progress(void);

static void say(void *ctx, const char *sentence)
{
    (void)ctx;
    end_progress();
    fprintf(stderr, "%s\n", sentence);
}

static void end_progress(void)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
}

static void print_list(const char *front, const struct string_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        fprintf(stderr, "%s%s\n", front, list->at[i]);
}

static enum status print_stdout(const struct text *text, struct error *error)
{
    if (fwrite(text_cstr(text), 1, text->n, stdout) != text->n || fflush(stdout) != 0)
        return error_set(error, STATUS_WORLD, "standard output: cannot write");
    return STATUS_OK;
}

static void add_list(struct text *out, const char *key, const struct string_list *list)
{
    text_addf(out, "  \"%s\": [", key);
    for (size_t i = 0; i < list->n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, list->at[i]);
    }
    text_adds(out, "]");
}

/* Git, and GitHub where it is asked. */
struct sources {
    struct source at[2];
    size_t n;
    struct github *github; /* NULL: not asked */
};

static struct month_request month_request(const struct options *options,
                                          const struct config *config,
                                          const struct sources *sources)
{
    return (struct month_request){
        .config = config,
        .month = options->month,
        .until = options->until,
        .now = options->now,
        .changes = options->changes,
        .out = options->out,
        .refresh = options->refresh,
        .sources = sources->at,
        .sources_n = sources->n,
        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
    };
}

/* --- Commands ----------------------------------------------------------------------------------
 */

static void say_finished(const struct options *options, struct arena *arena,
                         const struct month_result *result)
{
    if (result->finished)
        fprintf(stderr, "%s is finished, its record stands; --refresh reads it again\n",
                month_text(arena, options->month));
}

static enum status run_collect(struct arena *arena, const struct options *options,
                               const struct config *config, const struct sources *sources,
                               struct error *error)
{
    struct month_request request = month_request(options, config, sources);
    struct month_result result = {0};
    enum status status = collect_month(arena, &request, &result, error);
    end_progress();
    if (status > STATUS_FINDINGS)
        return status;
    print_list("warning: ", &result.record.warnings);
    say_finished(options, arena, &result);
    if (options->out && strcmp(options->out, "-") == 0) {
        struct text out = {0};
        record_print(&out, arena, &result.record);
        enum status printed = print_stdout(&out, error);
        text_release(&out);
        return printed == STATUS_OK ? status : printed;
    }
    const char *path = options->out
                           ? options->out
                           : config_record(config, arena, month_text(arena, options->month));
    TRY(record_keep(arena, path, &result.record, error));
    printf("%s: %zu changes\n", path, result.record.changes.n);
    return status;
}

static enum status print_draft(const struct month_result *result, bool json, struct error *error)
{
    if (!json) {
        printf("%s: %zu new, %zu in all%s\n", result->post, result->inserted.n,
               result->record.changes.n, result->changed ? "" : " (unchanged)");
        return STATUS_OK;
    }
    struct text out = {0};
    text_adds(&out, "{\n  \"post\": ");
    json_add_string(&out, result->post);
    text_adds(&out, ",\n  \"record\": ");
    json_add_string(&out, result->record_path);
    text_addf(&out, ",\n  \"changed\": %s,\n", result->changed ? "true" : "false");
    add_list(&out, "inserted", &result->inserted);
    text_adds(&out, ",\n");
    add_list(&out, "reports", &result->reports);
    text_adds(&out, ",\n");
    add_list(&out, "warnings", &result->record.warnings);
    text_adds(&out, "\n}\n");
    enum status status = print_stdout(&out, error);
    text_release(&out);
    return status;
}

static enum status run_draft(struct arena *arena, const struct options *options,
                             const struct config *config, const struct sources *sources,
                             struct error *error)
{
    struct month_request request = month_request(options, config, sources);
    struct month_result result = {0};
    enum status status = draft_month(arena, &request, &result, error);
    end_progress();
    if (status > STATUS_FINDINGS)
        return status;
    print_list("warning: ", &result.record.warnings);
    say_finished(options, arena, &result);
    print_list("", &result.reports);
    if (result.forgotten)
        return error_set(error, STATUS_FINDINGS,
                         "%s: nothing was inserted, because its record %s is not there; bring that "
                         "back, or delete the post to draft it anew",
                         result.post, result.record_path);
    TRY(print_draft(&result, options->json, error));
    return status;
}

static enum status run_replay(struct arena *arena, const struct options *options,
                              const struct config *config, const struct sources *sources,
                              struct error *error)
{
    struct replay_request request = {.config = config,
                                     .posts = options->posts,
                                     .from = options->from,
                                     .to = options->to,
                                     .json = options->json,
                                     .now = options->now,
                                     .source = &sources->at[0]};
    if (!options->posts)
        return error_set(error, STATUS_USAGE,
                         "replay: what was published? --posts published.jsonl or --posts FOLDER");
    return replay(arena, &request, error);
}

static void print_findings(const struct finding_list *list, bool json)
{
    struct text out = {0};
    for (size_t i = 0; i < list->n; i++) {
        const struct finding *f = &list->at[i];
        if (!json) {
            text_addf(&out, "%s:%u: %s: %s\n", f->path, f->line, f->rule, f->text);
            continue;
        }
        text_adds(&out, "{\"path\": ");
        json_add_string(&out, f->path);
        text_addf(&out, ", \"line\": %u, \"rule\": \"%s\", \"text\": ", f->line, f->rule);
        json_add_string(&out, f->text);
        text_adds(&out, "}\n");
    }
    fwrite(text_cstr(&out), 1, out.n, stdout);
    text_release(&out);
}

static enum status run_check(struct arena *arena, const struct options *options,
                             const struct config *config, struct error *error)
{
    struct finding_list findings = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < options->files.n && status <= STATUS_FINDINGS; i++) {
        enum status one = review_post(arena, config, options->files.at[i], &findings, error);
        status = one > status ? one : status;
    }
    print_findings(&findings, options->json);
    return status;
}

static enum status run_stats(struct arena *arena, const struct options *options,
                             const struct config *config, struct error *error)
{
    struct figures_list list = {0};
    struct text out = {0};
    TRY(stats(arena, config, options->from, options->to, &list, error));
    figures_print(&out, arena, &list, options->json);
    enum status status = print_stdout(&out, error);
    text_release(&out);
    return status;
}

static enum status run_digest(struct arena *arena, const struct config *config, struct error *error)
{
    struct text out = {0};
    enum status status = digest(arena, config, &out, error);
    if (status == STATUS_OK)
        status = print_stdout(&out, error);
    text_release(&out);
    return status;
}

static enum status run_publish(struct arena *arena, const struct options *options,
                               const struct config *config, struct error *error)
{
    struct finding_list findings = {0};
    bool changed = false;
    const char *path = options->files.at[0];
    int64_t date = options->date ? options->date : options->now;
    enum status status = review_publish(arena, config, path, date, &findings, &changed, error);
    print_findings(&findings, false);
    if (status == STATUS_FINDINGS)
        return error_set(error, status, "%s: not published; mend what is said above first", path);
    TRY(status);
    printf("%s: %s\n", path, changed ? "ready to be published" : "was published already");
    return STATUS_OK;
}

/* --- GitHub ----------------------------------------------------------------------------------- */

static bool any_without_clone(const struct config *config)
{
    for (size_t i = 0; i < config->watched.n; i++)
        if (config->watched.at[i].repository && !config->watched.at[i].git)
            return true;
    return config->whole.n > 0;
}

/* GitHub is asked when a token or an address of the API says so, or when there is no other way to
 * know something. So a clone alone is enough to draft, on a train too. */
static bool is_wanted(const struct options *options, const struct github_options *github,
                      const struct config *config)
{
    return !options->changes &&
           (github->token || getenv("GITHUB_API_URL") || any_without_clone(config));
}

/* The repositories of whole organizations become projects. */
static enum status add_organizations(struct arena *arena, struct github *github,
                                     struct config *config, struct error *error)
{
    for (size_t i = 0; i < config->whole.n; i++) {
        const struct organization *o = &config->whole.at[i];
        struct string_list list = {0};
        enum status status = github_organization(github, arena, o->name, &list, error);
        if (status == STATUS_WORLD && !http_interrupted()) {
            *list_push(arena, &config->warnings) =
                arena_printf(arena, "%s:%u: organization: %s", o->file, o->line, error->text);
            error->text[0] = '\0';
            continue;
        }
        TRY(status);
        TRY(config_add_repositories(arena, config, o, &list, error));
    }
    return STATUS_OK;
}

static enum status open_github(struct arena *arena, const struct options *options,
                               struct config *config, struct sources *sources, struct error *error)
{
    struct github_options how;
    bool collects = options->command == COMMAND_COLLECT || options->command == COMMAND_DRAFT;
    if (!collects && !config->whole.n)
        return STATUS_OK;
    TRY(github_environment(arena, &how, error));
    if (collects && !is_wanted(options, &how, config))
        return STATUS_OK;
    const char *cache = cache_folder(arena);
    how.cache = cache ? path_join(arena, cache, "http") : NULL;
    how.offline = options->offline || !collects;
    how.refresh = options->refresh;
    how.wait = options->wait;
    how.say = say;
    how.progress = isatty(STDERR_FILENO) ? show_progress : NULL;
    TRY(github_open(arena, &how, &sources->github, error));
    TRY(add_organizations(arena, sources->github, config, error));
    if (!collects) /* what the cache knows */
        print_list("warning: ", &config->warnings);
    else
        sources->at[sources->n++] = source_github(arena, sources->github, config);
    return STATUS_OK;
}

static enum status run_with(struct arena *arena, const struct options *options,
                            struct config *config, struct sources *sources, struct error *error)
{
    TRY(open_github(arena, options, config, sources, error));
    switch (options->command) {
    case COMMAND_COLLECT:
        return run_collect(arena, options, config, sources, error);
    case COMMAND_DRAFT:
        return run_draft(arena, options, config, sources, error);
    case COMMAND_REPLAY:
        return run_replay(arena, options, config, sources, error);
    case COMMAND_STATS:
        return run_stats(arena, options, config, error);
    case COMMAND_DIGEST:
        return run_digest(arena, config, error);
    case COMMAND_CHECK:
        return run_check(arena, options, config, error);
    case COMMAND_PUBLISH:
        return run_publish(arena, options, config, error);
    }
    BUG("command %d", (int)options->command);
}

static enum status run(struct arena *arena, int argc, char **argv, struct error *error)
{
    struct options options;
    struct config config;
    TRY(options_parse(arena, argc, argv, &options, error));
    if (options.done)
        return STATUS_OK;
    TRY(repository_startup(error));
    TRY(config_load(arena, options.config, &config, error));
    if (options.records)
        config.records = options.records;
    struct git_source_options git = {.cache = cache_folder(arena),
                                     .organizations = &config.organizations,
                                     .fragments = config.fragments,
                                     .no_first_time = options.command == COMMAND_REPLAY};
    struct sources sources = {.at = {source_git(arena, &git)}, .n = 1};
    enum status status = run_with(arena, &options, &config, &sources, error);
    end_progress();
    const char *summary = sources.github ? github_summary(sources.github) : NULL;
    if (summary)
        say(NULL, summary);
    github_close(sources.github);
    return status;
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    struct error error = {0};
    enum status status = run(&arena, argc, argv, &error);
    if (status != STATUS_OK && error.text[0])
        error_print("thismonth", &error);
    repository_shutdown();
    arena_release(&arena);
    if (http_interrupted())
        raise(SIGINT); /* what started this should know */
    return (int)status;
}
