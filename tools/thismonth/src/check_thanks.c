/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Who is thanked: everyone whose change a section shows, but not those who maintain the project. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "check_rules.h"
#include "common/text.h"
#include "render.h"

static bool names(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (; (text = strcasestr(text, name)); text++)
        if (!isalnum((unsigned char)text[n]) && text[n] != '-')
            return true;
    return false;
}

/* The shown text of the section under the heading, without its items. */
static const char *prose_of(const struct checked *c, size_t heading)
{
    struct text text = {0};
    for (size_t i = heading + 1; i < c->post.lines.n; i++) {
        const struct post_line *line = &c->post.lines.at[i];
        if (line->level && line->level <= c->post.lines.at[heading].level)
            break;
        if (!line->hidden)
            text_addf(&text, "%.*s\n", (int)line->n, line->at);
    }
    char *copy = arena_strdup(c->arena, text_cstr(&text));
    text_release(&text);
    return copy;
}

static const struct change *change_of(const struct checked *c, const struct mention *m)
{
    for (size_t i = 0; i < c->in->record->changes.n; i++)
        if (id_means(m->id, &c->in->record->changes.at[i]))
            return &c->in->record->changes.at[i];
    return NULL;
}

static void check_missing(struct checked *c)
{
    struct string_list told = {0};
    for (size_t i = 0; i < c->post.mentions.n; i++) {
        const struct mention *m = &c->post.mentions.at[i];
        size_t heading;
        const struct project *project = project_of_line(c, m->line - 1, &heading);
        const struct change *change = m->item && !m->hidden && project ? change_of(c, m) : NULL;
        if (!change || change->author.bot || project->other)
            continue;
        const struct person *author = &change->author;
        if ((!author->login && !author->name) ||
            project_has_maintainer(project, author->login, author->name, c->month))
            continue;
        const char *name = author->login ? arena_printf(c->arena, "@%s", author->login)
                                         : render_person(c->arena, NULL, author->name, NULL);
        const char *key = arena_printf(c->arena, "%s %s", project->name, name);
        if (string_list_has(&told, key) || names(prose_of(c, heading), name))
            continue;
        *list_push(c->arena, &told) = key;
        found(c, m->line - 1, "thanks-missing",
              "%s contributed to %s and is not thanked; name them", name, project->name);
    }
}

/* Does the line begin as the phrase does, up to the names? */
static bool begins_as(const struct post_line *line, const char *phrase)
{
    size_t n = strcspn(phrase, "{");
    return n && line->n >= n && strncmp(line->at, phrase, n) == 0;
}

static void check_maintainers(struct checked *c)
{
    const struct phrases *phrases = &c->in->config->phrases;
    for (size_t i = 0; i < c->post.links.n; i++) {
        const struct post_link *link = &c->post.links.at[i];
        const struct post_line *line = &c->post.lines.at[link->line];
        const struct project *project = project_of_line(c, link->line, NULL);
        if (!project || !link->text_n || *link->text != '@' || line->hidden ||
            !(begins_as(line, phrases->at[PHRASE_THANKS_ONE]) ||
              begins_as(line, phrases->at[PHRASE_THANKS_MANY])))
            continue;
        const char *login = arena_strndup(c->arena, link->text + 1, link->text_n - 1);
        if (project_has_maintainer(project, login, NULL, c->month))
            found(c, link->line, "thanks-maintainer", "@%s maintains %s; the thanks are for others",
                  login, project->name);
    }
}

void check_thanks(struct checked *c)
{
    if (!c->month)
        return;
    if (c->in->record)
        check_missing(c);
    check_maintainers(c);
}
