/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* project.json: see project.h. */
#include "common/project.h"

#include <string.h>
#include <strings.h>

#include "common/text.h"

static bool is_month(const char *s)
{
    if (strlen(s) != 7 || s[4] != '-' || strspn(s, "0123456789") != 4 ||
        strspn(s + 5, "0123456789") != 2)
        return false;
    int month = (s[5] - '0') * 10 + s[6] - '0';
    return month >= 1 && month <= 12;
}

static enum status read_month(struct json_at at, const char **ret, struct error *error)
{
    TRY(json_string(at, ret, error));
    if (*ret && !is_month(*ret))
        return json_error(at, error, "\"%s\" is no month; write it as \"2024-01\"", *ret);
    return STATUS_OK;
}

static enum status read_maintainers(struct arena *arena, struct json_at list,
                                    struct project *project, struct error *error)
{
    TRY(json_array(list, error));
    for (size_t i = 0; i < json_count(list); i++) {
        struct json_at at = json_index(list, i);
        struct maintainer m = {.login = ""};
        TRY(json_known(at, error, "login", "names", "since", "until", "url", NULL));
        TRY(json_string(json_get(at, "login"), &m.login, error));
        TRY(json_strings(json_get(at, "names"), &m.names, error));
        TRY(read_month(json_get(at, "since"), &m.since, error));
        TRY(read_month(json_get(at, "until"), &m.until, error));
        TRY(json_string(json_get(at, "url"), &m.url, error));
        if (!m.login[0] && !m.names.n)
            return json_error(at, error, "a maintainer needs a \"login\" or \"names\"");
        *list_push(arena, &project->maintainers) = m;
    }
    return STATUS_OK;
}

static enum status read_branches(struct arena *arena, struct json_at object,
                                 struct project *project, struct error *error)
{
    TRY(json_object(object, error));
    for (size_t i = 0; i < json_count(object); i++) {
        struct json_at at;
        struct branch_note note = {.branch = json_key(object, i, &at), .note = ""};
        TRY(json_string(at, &note.note, error));
        *list_push(arena, &project->branches) = note;
    }
    return STATUS_OK;
}

/* "auto", true or false */
static enum status read_direct(struct json_at at, enum direct_policy *ret, struct error *error)
{
    const char *word = NULL;
    bool yes = false;
    if (!json_there(at))
        return STATUS_OK;
    if (json_string(at, &word, NULL) == STATUS_OK) {
        if (strcmp(word, "auto") != 0)
            return json_error(at, error, "\"%s\" is not known; use true, false or \"auto\"", word);
        *ret = DIRECT_AUTO;
        return STATUS_OK;
    }
    TRY(json_bool(at, &yes, error));
    *ret = yes ? DIRECT_YES : DIRECT_NO;
    return STATUS_OK;
}

/* Paths or patterns from the repository's root. */
static enum status read_paths(struct json_at at, struct string_list *ret, struct error *error)
{
    TRY(json_strings(at, ret, error));
    for (size_t i = 0; i < ret->n; i++) {
        const char *path = ret->at[i];
        if (path[0] == '/' || path[0] == '\0' || ends_with(path, "/") || strstr(path, "..") ||
            starts_with(path, "./"))
            return json_error(at, error,
                              "\"%s\": write paths from the repository's root, without a slash at "
                              "either end, like \"projects/acpi\"",
                              path);
    }
    return STATUS_OK;
}

static enum status read_name(struct json_at at, const char **ret, struct error *error)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    TRY(json_require(at, error));
    TRY(json_string(at, ret, error));
    if (!(*ret)[0] || (*ret)[strspn(*ret, allowed)])
        return json_error(at, error, "\"%s\" is no name; use letters, digits, '_', '.' and '-'",
                          *ret);
    return STATUS_OK;
}

static enum status read_repository(struct json_at at, const char **ret, struct error *error)
{
    TRY(json_string(at, ret, error));
    const char *slash = *ret ? strchr(*ret, '/') : NULL;
    if (*ret && (!slash || slash == *ret || !slash[1] || strchr(slash + 1, '/')))
        return json_error(at, error, "\"%s\" is no repository; write \"owner/name\"", *ret);
    return STATUS_OK;
}

enum status project_read(struct arena *arena, struct json_at at, struct project *ret_project,
                         struct error *error)
{
    struct project project = {.weight = 100, .file = json_path(at), .line = json_line(at)};
    int64_t weight = project.weight;
    TRY(json_known(at, error, "name", "title", "about", "weight", "repository", "git",
                   "default_branch", "paths", "maintainers", "branches", "needs", "reads", "labels",
                   "direct", "always", "written_by", NULL));
    TRY(read_repository(json_get(at, "repository"), &project.repository, error));
    if (json_there(json_get(at, "name")) || !project.repository)
        TRY(read_name(json_get(at, "name"), &project.name, error));
    else /* a project of others is called as its repository is */
        project.name = arena_strdup(arena, strchr(project.repository, '/') + 1);
    TRY(json_string(json_get(at, "title"), &project.title, error));
    TRY(json_string(json_get(at, "about"), &project.about, error));
    TRY(json_integer(json_get(at, "weight"), -1000000, 1000000, &weight, error));
    TRY(json_string(json_get(at, "git"), &project.git, error));
    TRY(json_string(json_get(at, "default_branch"), &project.default_branch, error));
    TRY(read_paths(json_get(at, "paths"), &project.paths, error));
    TRY(read_maintainers(arena, json_get(at, "maintainers"), &project, error));
    TRY(read_branches(arena, json_get(at, "branches"), &project, error));
    TRY(json_strings(json_get(at, "needs"), &project.needs, error));
    TRY(read_paths(json_get(at, "reads"), &project.reads, error));
    TRY(json_strings(json_get(at, "labels"), &project.labels, error));
    TRY(read_direct(json_get(at, "direct"), &project.direct, error));
    TRY(json_bool(json_get(at, "always"), &project.always, error));
    TRY(json_strings(json_get(at, "written_by"), &project.written_by, error));
    project.weight = (int)weight;
    if (!project.title)
        project.title = arena_printf(arena, "`%s`", project.name);
    *ret_project = project;
    return STATUS_OK;
}

enum status project_load(struct arena *arena, const char *path, struct project *ret_project,
                         struct error *error)
{
    struct json *doc;
    TRY(json_load(arena, path, &doc, error));
    enum status status = project_read(arena, json_top(doc), ret_project, error);
    json_free(doc);
    return status;
}

bool project_has_maintainer(const struct project *project, const char *login, const char *name,
                            const char *month)
{
    for (size_t i = 0; i < project->maintainers.n; i++) {
        const struct maintainer *m = &project->maintainers.at[i];
        bool same = (login && m->login[0] && strcasecmp(m->login, login) == 0) ||
                    (name && string_list_has(&m->names, name));
        if (same && !(m->since && strcmp(month, m->since) < 0) &&
            !(m->until && strcmp(month, m->until) > 0))
            return true;
    }
    return false;
}
