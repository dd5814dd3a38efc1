/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What all ways of asking for pull requests share: see github_pulls.h. */
#include "github_pulls.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/text.h"
#include "git_words.h"

enum { LONGEST_TEXT = 1024 }; /* GitHub's own bound of a title is 256 characters */

static size_t name_length(const char *s)
{
    size_t n = 0;
    while (isalnum((unsigned char)s[n]) || (s[n] && strchr("-_.", s[n])))
        n++;
    return n;
}

bool repository_name_valid(const char *name)
{
    size_t owner = name_length(name);
    if (!owner || owner > 100 || name[owner] != '/')
        return false;
    size_t rest = name_length(name + owner + 1);
    return rest && rest <= 100 && !name[owner + 1 + rest];
}

const char *github_text(struct arena *arena, const char *s)
{
    if (!s)
        return NULL;
    struct text out = {0};
    size_t left = strlen(s);
    while (left && out.n < LONGEST_TEXT) {
        size_t n = utf8_length(s, left);
        if (n < 1 || (n == 1 && iscntrl((unsigned char)*s))) {
            text_addc(&out, ' ');
            n = 1;
        } else {
            text_add(&out, s, n);
        }
        s += n;
        left -= n;
    }
    if (left)
        text_adds(&out, "…");
    const char *text = arena_strdup(arena, text_cstr(&out));
    text_release(&out);
    return text;
}

/* Letters, digits, '-' and '_', then perhaps "[bot]". */
static bool login_valid(const char *login)
{
    size_t n = 0;
    while (isalnum((unsigned char)login[n]) || login[n] == '-' || login[n] == '_')
        n++;
    return n && n <= 100 && (!login[n] || strcmp(login + n, "[bot]") == 0);
}

struct person github_person(struct arena *arena, const char *login, const char *type,
                            const char *name)
{
    struct person p = {.name = github_text(arena, name), .first_time = UNKNOWN};
    bool bot = type && strcmp(type, "Bot") == 0;
    if (!login || !login_valid(login))
        return p;
    if (type && strcmp(type, "Mannequin") == 0) { /* came with an import, nobody's account */
        p.name = p.name ? p.name : arena_strdup(arena, login);
        return p;
    }
    p.bot = bot || bot_name(login);
    p.login = bot && !bot_name(login) ? arena_printf(arena, "%s[bot]", login)
                                      : arena_strdup(arena, login);
    return p;
}

enum change_kind github_kind(const char *headline, unsigned number)
{
    char end[32];
    snprintf(end, sizeof end, "(#%u)", number);
    if (!headline)
        return KIND_MERGE;
    if (starts_with(headline, "Merge "))
        return KIND_MERGE;
    return ends_with(headline, end) ? KIND_SQUASH : KIND_REBASE;
}

bool pull_add(struct arena *arena, struct pull_search *search, const struct pull *pull)
{
    const struct change *c = &pull->change;
    for (size_t i = 0; i < search->pulls.n; i++)
        if (search->pulls.at[i].change.number == c->number &&
            strcasecmp(search->pulls.at[i].change.repository, c->repository) == 0)
            return false;
    if (pull->merged && c->merged_at >= search->window.from && c->merged_at < search->window.until)
        *list_push(arena, &search->pulls) = *pull;
    return true;
}

struct asked *github_asked(struct pull_search *search, const char *name)
{
    for (size_t i = 0; i < search->repositories.n; i++) {
        struct asked *a = &search->repositories.at[i];
        if (strcasecmp(a->name, name) == 0 || (a->today && strcasecmp(a->today, name) == 0))
            return a;
    }
    return NULL;
}
