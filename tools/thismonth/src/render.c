/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Markdown out of an outline, piece by piece: see render.h. What a title goes through is in
 * render_title.c; here stand the lines that are made of titles, names and phrases.
 */
#include "render.h"

#include <string.h>

#include "render_title.h"

enum { SHORT_ID = 12 };

/* A web address that is safe as a link's destination, or NULL where `url` is none: only http and
 * https; what could end the destination or the line is percent-encoded. */
static char *destination(struct arena *arena, const char *url)
{
    if (!url || (!starts_with(url, "https://") && !starts_with(url, "http://")))
        return NULL;
    struct text out = {0};
    for (const char *s = url; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c > ' ' && c < 0x7f && !strchr("()<>[]{}\\\"'`|^*", c))
            text_addc(&out, *s);
        else
            text_addf(&out, "%%%02X", c);
    }
    char *copy = arena_strdup(arena, text_cstr(&out));
    text_release(&out);
    return copy;
}

/* Words that a phrase puts between backticks: nothing in them may end the code or mean anything. */
static char *code(struct arena *arena, const char *words)
{
    char *copy = arena_strdup(arena, words);
    for (char *s = copy; *s; s++)
        if (*s == '`' || (s[0] == '{' && s[1] == '{') || (unsigned char)*s < ' ' || *s == 0x7f)
            *s = '?';
    return copy;
}

char *render_title(struct arena *arena, const char *raw)
{
    return title_markdown(arena, raw, TITLE_LINKED);
}

/* "[title](url)", or "title (`0123456789ab`)" without a url. */
static char *reference(struct arena *arena, const struct change *change, bool hidden)
{
    const char *url = destination(arena, change->url);
    unsigned form = (url ? TITLE_LINKED : 0) | (hidden ? TITLE_COMMENT : 0);
    const char *title = title_markdown(arena, change->title ? change->title : "", form);
    if (!*title)
        title = title_markdown(arena, change_id(arena, change), form);
    if (url)
        return arena_printf(arena, "[%s](%s)", title, url);
    if (!change->commits.n)
        return arena_strdup(arena, title);
    return arena_printf(arena, "%s (`%.*s`)", title, SHORT_ID, code(arena, change->commits.at[0]));
}

/* What stands behind the title: other projects, the number of commits, the release; each with a
 * blank in front. */
static char *suffixes(struct arena *arena, const struct config *config, const struct change *change)
{
    const struct phrases *phrases = &config->phrases;
    char *all = arena_strdup(arena, "");
    struct string_list also = {0};
    for (size_t i = 1; i < change->projects.n; i++) {
        const struct project *project = config_project(config, change->projects.at[i]);
        *list_push(arena, &also) =
            project ? project->title
                    : arena_printf(arena, "`%s`", code(arena, change->projects.at[i]));
    }
    if (also.n)
        all = arena_printf(
            arena, "%s %s", all,
            phrase(arena, phrases, PHRASE_ALSO, "names", phrase_list(arena, phrases, &also), NULL));
    if (change->kind == KIND_DIRECT && change->commits.n > 1)
        all = arena_printf(arena, "%s %s", all,
                           phrase(arena, phrases, PHRASE_COMMITS, "count",
                                  arena_printf(arena, "%zu", change->commits.n), NULL));
    if (change->release)
        all = arena_printf(
            arena, "%s %s", all,
            phrase(arena, phrases, PHRASE_RELEASED, "release", code(arena, change->release), NULL));
    return all;
}

char *render_change(struct arena *arena, const struct config *config, const struct change *change,
                    bool hidden)
{
    const char *link = reference(arena, change, hidden);
    if (!hidden)
        return arena_printf(arena, "- %s%s", link, suffixes(arena, config, change));
    const char *why = title_markdown(arena, change->why ? change->why : "", TITLE_COMMENT);
    return arena_printf(arena, "<!-- - %s (%s) -->", link, why);
}

char *render_heading(struct arena *arena, const struct config *config,
                     const struct section *section)
{
    const struct project *project = section->project;
    if (!project)
        return NULL;
    const char *home = project->repository ? project->repository : config->repository;
    if (home)
        home = project->paths.n ? arena_printf(arena, "https://github.com/%s/tree/HEAD/%s", home,
                                               project->paths.at[0])
                                : arena_printf(arena, "https://github.com/%s", home);
    home = destination(arena, home);
    return home ? arena_printf(arena, "### [%s](%s)", project->title, home)
                : arena_printf(arena, "### %s", project->title);
}

char *render_person(struct arena *arena, const char *login, const char *name, const char *url)
{
    if (!login || !*login)
        return title_markdown(arena, name ? name : "", TITLE_STRICT);
    if (!url)
        url = arena_printf(arena, "https://github.com/%s", login);
    const char *at = title_markdown(arena, login, TITLE_LINKED | TITLE_STRICT);
    const char *home = destination(arena, url);
    return home ? arena_printf(arena, "[@%s](%s)", at, home) : arena_printf(arena, "@%s", at);
}

static bool maintains(const struct maintainer *maintainer, const char *month)
{
    return (!maintainer->since || strcmp(maintainer->since, month) <= 0) &&
           (!maintainer->until || strcmp(month, maintainer->until) <= 0);
}

char *render_maintainers(struct arena *arena, const struct config *config,
                         const struct section *section, const char *month)
{
    const struct project *project = section->project;
    struct string_list names = {0};
    if (!project)
        return NULL;
    for (size_t i = 0; project->other && i < project->written_by.n; i++)
        *list_push(arena, &names) = render_person(arena, project->written_by.at[i], NULL, NULL);
    for (size_t i = 0; !project->other && i < project->maintainers.n; i++) {
        const struct maintainer *m = &project->maintainers.at[i];
        if (maintains(m, month))
            *list_push(arena, &names) =
                render_person(arena, m->login, m->names.n ? m->names.at[0] : NULL, m->url);
    }
    if (!names.n)
        return NULL;
    return phrase(arena, &config->phrases, project->other ? PHRASE_WRITTEN : PHRASE_MAINTAINED,
                  "names", phrase_list(arena, &config->phrases, &names), NULL);
}

static bool all_direct(const struct group *group)
{
    for (size_t i = 0; i < group->shown.n; i++)
        if (group->shown.at[i]->kind != KIND_DIRECT)
            return false;
    return true;
}

char *render_intro(struct arena *arena, const struct config *config, const struct section *section,
                   const struct group *group)
{
    const struct phrases *phrases = &config->phrases;
    if (!group)
        return phrase(arena, phrases, PHRASE_NONE, NULL);
    if (!group->shown.n)
        return NULL;
    size_t n = 0; /* a line of direct commits stands for all of them */
    for (size_t i = 0; i < group->shown.n; i++)
        n += group->shown.at[i]->kind == KIND_DIRECT ? group->shown.at[i]->commits.n : 1;
    bool one = n == 1;
    const char *count = arena_printf(arena, "%zu", n);
    if (group->branch) {
        const char *note =
            group->note ? phrase(arena, phrases, PHRASE_NOTE, "note", group->note, NULL) : "";
        return phrase(arena, phrases, one ? PHRASE_BRANCH_ONE : PHRASE_BRANCH_MANY, "branch",
                      code(arena, group->branch), "note", note, "count", count, NULL);
    }
    if (!section->project)
        return phrase(arena, phrases, PHRASE_INFRASTRUCTURE, NULL);
    enum phrase which = all_direct(group) ? (one ? PHRASE_DIRECT_ONE : PHRASE_DIRECT_MANY)
                                          : (one ? PHRASE_MERGED_ONE : PHRASE_MERGED_MANY);
    return phrase(arena, phrases, which, "count", count, NULL);
}

struct person_list {
    const struct person *at;
    size_t n;
};

static char *names_of(struct arena *arena, const struct config *config, struct person_list people)
{
    struct string_list names = {0};
    for (size_t i = 0; i < people.n; i++) {
        const struct person *p = &people.at[i];
        const char *name = render_person(arena, p->login, p->name, NULL);
        if (*name)
            *list_push(arena, &names) = name;
    }
    return names.n ? phrase_list(arena, &config->phrases, &names) : NULL;
}

char *render_thanks(struct arena *arena, const struct config *config, const struct section *section)
{
    char *names =
        names_of(arena, config, (struct person_list){section->thanked.at, section->thanked.n});
    bool one = section->thanked_changes == 1;
    return names ? phrase(arena, &config->phrases, one ? PHRASE_THANKS_ONE : PHRASE_THANKS_MANY,
                          "names", names, NULL)
                 : NULL;
}

char *render_welcome(struct arena *arena, const struct config *config,
                     const struct section *section)
{
    char *names =
        names_of(arena, config, (struct person_list){section->welcomed.at, section->welcomed.n});
    bool one = section->welcomed.n == 1;
    return names ? phrase(arena, &config->phrases, one ? PHRASE_WELCOME_ONE : PHRASE_WELCOME_MANY,
                          "names", names, NULL)
                 : NULL;
}
