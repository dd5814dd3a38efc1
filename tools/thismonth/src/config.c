/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * thismonth.json: see config.h. Relative paths in it are relative to the file that holds them.
 * Projects that name the same clone (or the same owner/name, or no clone at all) are one `struct
 * watched`.
 */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "common/file.h"
#include "common/repository.h"
#include "common/text.h"

static const char default_path[] = "newsletter/thismonth.json";

/* --- Finding the file ------------------------------------------------------------------------- */

static enum status find_upwards(struct arena *arena, const char **ret_path, struct error *error)
{
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here))
        return error_set(error, STATUS_WORLD, "the current folder cannot be named; go to another");
    const char *relative = "";
    for (;;) {
        const char *candidates[] = {default_path, "thismonth.json"};
        for (size_t i = 0; i < 2; i++) {
            const char *path = arena_printf(arena, "%s%s", relative, candidates[i]);
            if (file_exists(path)) {
                *ret_path = path;
                return STATUS_OK;
            }
        }
        char *slash = strrchr(here, '/');
        if (!slash || here[1] == '\0')
            return error_set(error, STATUS_USAGE,
                             "no %s here or in any folder above; go into the newsletter's "
                             "repository, or name the file with --config",
                             default_path);
        slash[slash == here] = '\0';
        relative = arena_printf(arena, "%s../", relative);
    }
}

/* --- Projects --------------------------------------------------------------------------------- */

/* { "organization": "name" } */
static enum status read_organization(struct arena *arena, struct config *config, struct json_at at,
                                     bool other, struct error *error)
{
    struct organization o = {.other = other, .file = json_path(at), .line = json_line(at)};
    TRY(json_known(at, error, "organization", NULL));
    TRY(json_string(json_get(at, "organization"), &o.name, error));
    if (!o.name[0] || o.name[strspn(o.name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789-_")])
        return json_error(json_get(at, "organization"), error,
                          "\"%s\" is no name of an organization on GitHub", o.name);
    *list_push(arena, &config->whole) = o;
    return STATUS_OK;
}

/* An entry is a pattern of project.json files, a project itself, or a whole organization. */
static enum status read_projects(struct arena *arena, struct config *config, struct json_at list,
                                 bool other, struct error *error)
{
    TRY(json_array(list, error));
    for (size_t i = 0; i < json_count(list); i++) {
        struct json_at at = json_index(list, i);
        const char *pattern = NULL;
        struct project project;
        if (json_string(at, &pattern, NULL) != STATUS_OK) {
            if (json_there(json_get(at, "organization"))) {
                TRY(read_organization(arena, config, at, other, error));
                continue;
            }
            TRY(project_read(arena, at, &project, error));
            project.other = other;
            *list_push(arena, &config->projects) = project;
            continue;
        }
        struct string_list files = {0};
        TRY(path_glob(arena, path_join(arena, config->folder, pattern), &files, error));
        if (!files.n)
            return json_error(at, error, "no file matches \"%s\" (from %s)", pattern,
                              config->folder);
        for (size_t f = 0; f < files.n; f++) {
            TRY(project_load(arena, files.at[f], &project, error));
            project.other = other;
            *list_push(arena, &config->projects) = project;
        }
    }
    return STATUS_OK;
}

static int section_order(const void *a, const void *b)
{
    const struct project *x = a, *y = b;
    if (x->other != y->other)
        return x->other - y->other;
    if (x->weight != y->weight)
        return x->weight < y->weight ? -1 : 1;
    return strcmp(x->name, y->name);
}

static enum status sort_projects(struct config *config, struct error *error)
{
    if (config->projects.n)
        qsort(config->projects.at, config->projects.n, sizeof *config->projects.at, section_order);
    for (size_t i = 0; i < config->projects.n; i++)
        for (size_t j = 0; j < i; j++) {
            const struct project *a = &config->projects.at[j], *b = &config->projects.at[i];
            if (strcmp(a->name, b->name) == 0)
                return error_set(error, STATUS_USAGE,
                                 "%s:%u: name: \"%s\" is the name of the project at %s:%u too; "
                                 "rename one",
                                 b->file, b->line, b->name, a->file, a->line);
        }
    return STATUS_OK;
}

/* --- Watched repositories --------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcasecmp(a, b) == 0 : a == b;
}

static enum status add_watched(struct arena *arena, struct config *config, struct project *project,
                               struct error *error)
{
    const char *folder = path_dir(arena, project->file);
    bool inside = !project->git && (!project->repository || project->paths.n);
    struct watched wanted = {
        .repository = project->repository ? project->repository : config->repository,
        .git = project->git ? path_join(arena, folder, project->git)
               : inside     ? folder
                            : NULL,
        .git_upwards = inside,
        .git_why = arena_printf(arena, "%s:%u: git", project->file, project->line),
    };
    struct watched *w = NULL;
    for (size_t i = 0; !w && i < config->watched.n; i++) {
        struct watched *there = &config->watched.at[i];
        bool same_clone = wanted.git_upwards && there->git_upwards
                              ? same_text(there->repository, wanted.repository)
                              : same_text(there->git, wanted.git) &&
                                    same_text(there->repository, wanted.repository);
        if (same_clone)
            w = there;
    }
    if (!w) {
        w = list_push(arena, &config->watched);
        *w = wanted;
    }
    if (project->default_branch && w->default_branch &&
        strcmp(project->default_branch, w->default_branch) != 0)
        return error_set(
            error, STATUS_USAGE,
            "%s:%u: default_branch: \"%s\", but \"%s\" for another project of the same "
            "repository; make them equal",
            project->file, project->line, project->default_branch, w->default_branch);
    if (project->default_branch)
        w->default_branch = project->default_branch;
    if (project->direct != DIRECT_AUTO)
        w->direct = project->direct;
    for (size_t i = 0; i < project->branches.n; i++)
        *list_push(arena, &w->branches) = project->branches.at[i];
    *list_push(arena, &w->projects) = project;
    w->paths = w->paths || project->paths.n;
    return STATUS_OK;
}

/* Without "repository", the remote `origin` of the repository around the configuration tells. */
static const char *find_repository(struct arena *arena, const struct config *config)
{
    git_repository *repository = NULL;
    const char *name = NULL;
    if (repository_open(config->folder, REPOSITORY_UPWARDS, config->file, &repository, NULL) ==
        STATUS_OK)
        name = repository_github_name(repository, arena);
    git_repository_free(repository);
    return name;
}

/* --- The file --------------------------------------------------------------------------------- */

static enum status read_hide(struct config *config, struct json_at at, struct error *error)
{
    TRY(json_known(at, error, "authors", "titles", "strict", NULL));
    TRY(json_strings(json_get(at, "authors"), &config->hide.authors, error));
    TRY(json_strings(json_get(at, "titles"), &config->hide.titles, error));
    return json_bool(json_get(at, "strict"), &config->hide.strict, error);
}

/* A folder key: relative to the configuration, with a default. */
static enum status read_folder(struct arena *arena, const struct config *config, struct json_at at,
                               const char *otherwise, const char **ret, struct error *error)
{
    const char *folder = otherwise;
    TRY(json_string(at, &folder, error));
    *ret = path_join(arena, config->folder, folder);
    return STATUS_OK;
}

/* The folder need not exist, its parent must: else as it is. */
static const char *absolute(struct arena *arena, const char *folder)
{
    char *parent = realpath(path_dir(arena, folder), NULL);
    const char *slash = strrchr(folder, '/'), *name = slash ? slash + 1 : folder;
    const char *path = parent ? path_join(arena, parent, name) : folder;
    free(parent);
    return path;
}

static enum status read_top(struct arena *arena, struct config *config, struct json_at top,
                            struct error *error)
{
    TRY(json_known(top, error, "title", "repository", "posts", "post", "records", "prose",
                   "fragments", "editors", "projects", "organizations", "other", "hide", "welcome",
                   NULL));
    TRY(json_require(json_get(top, "title"), error));
    TRY(json_string(json_get(top, "title"), &config->title, error));
    TRY(json_string(json_get(top, "repository"), &config->repository, error));
    TRY(read_folder(arena, config, json_get(top, "posts"), "content/this-month", &config->posts,
                    error));
    TRY(read_folder(arena, config, json_get(top, "records"), "data/changes", &config->records,
                    error));
    TRY(read_folder(arena, config, json_get(top, "prose"), "prose", &config->prose, error));
    TRY(read_folder(arena, config, json_get(top, "fragments"), "fragments", &config->fragments,
                    error));
    config->fragments = absolute(arena, config->fragments);
    TRY(json_string(json_get(top, "post"), &config->post, error));
    if (!strstr(config->post, "{month}"))
        return json_error(json_get(top, "post"), error,
                          "has no {month}; every issue would be the same file");
    TRY(json_strings(json_get(top, "editors"), &config->editors, error));
    TRY(json_strings(json_get(top, "organizations"), &config->organizations, error));
    TRY(json_bool(json_get(top, "welcome"), &config->welcome, error));
    TRY(read_hide(config, json_get(top, "hide"), error));
    TRY(json_require(json_get(top, "projects"), error));
    TRY(read_projects(arena, config, json_get(top, "projects"), false, error));
    TRY(read_projects(arena, config, json_get(top, "other"), true, error));
    return sort_projects(config, error);
}

enum status config_load(struct arena *arena, const char *path, struct config *ret_config,
                        struct error *error)
{
    struct config config = {.post = "{posts}/{month}/index.md", .welcome = true};
    if (!path)
        TRY(find_upwards(arena, &path, error));
    config.file = arena_strdup(arena, path);
    config.folder = path_dir(arena, path);
    struct json *doc;
    enum status status = json_load(arena, path, &doc, error);
    if (status == STATUS_WORLD && !file_exists(path))
        return error_set(error, STATUS_USAGE, "%s: no such configuration; name one with --config",
                         path);
    TRY(status);
    status = read_top(arena, &config, json_top(doc), error);
    json_free(doc);
    TRY(status);
    if (!config.repository)
        config.repository = find_repository(arena, &config);
    for (size_t i = 0; i < config.projects.n; i++)
        TRY(add_watched(arena, &config, &config.projects.at[i], error));
    TRY(phrases_load(arena, path_join(arena, config.prose, "phrases.json"), &config.phrases,
                     error));
    *ret_config = config;
    return STATUS_OK;
}

static bool watches(const struct config *config, const char *repository)
{
    for (size_t i = 0; i < config->watched.n; i++)
        if (same_text(config->watched.at[i].repository, repository))
            return true;
    return false;
}

enum status config_add_repositories(struct arena *arena, struct config *config,
                                    const struct organization *o,
                                    const struct string_list *repositories, struct error *error)
{
    for (size_t i = 0; i < repositories->n; i++) {
        const char *repository = repositories->at[i], *slash = strchr(repository, '/');
        if (watches(config, repository))
            continue;
        struct project p = {.name = slash + 1,
                            .title = arena_printf(arena, "`%s`", slash + 1),
                            .weight = 100,
                            .repository = repository,
                            .other = o->other,
                            .file = o->file,
                            .line = o->line};
        if (config_project(config, p.name)) /* another owner's, or one of this monorepo */
            p.name = arena_printf(arena, "%s.%.*s", p.name, (int)(slash - repository), repository);
        *list_push(arena, &config->projects) = p;
    }
    TRY(sort_projects(config, error));
    config->watched.n = 0;
    for (size_t i = 0; i < config->projects.n; i++)
        TRY(add_watched(arena, config, &config->projects.at[i], error));
    return STATUS_OK;
}

/* {posts} and {month} filled in. */
const char *config_post(const struct config *config, struct arena *arena, const char *month)
{
    struct text path = {0};
    for (const char *p = config->post; *p;) {
        if (starts_with(p, "{posts}")) {
            text_adds(&path, config->posts);
            p += strlen("{posts}");
        } else if (starts_with(p, "{month}")) {
            text_adds(&path, month);
            p += strlen("{month}");
        } else {
            text_addc(&path, *p++);
        }
    }
    const char *result = starts_with(config->post, "{posts}")
                             ? arena_strdup(arena, text_cstr(&path))
                             : path_join(arena, config->folder, text_cstr(&path));
    text_release(&path);
    return result;
}

const char *config_record(const struct config *config, struct arena *arena, const char *month)
{
    return arena_printf(arena, "%s/%s.json", config->records, month);
}

const struct project *config_project(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->projects.n; i++)
        if (strcmp(config->projects.at[i].name, name) == 0)
            return &config->projects.at[i];
    return NULL;
}
