/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Links that lead astray. Each of these stood in a published newsletter once: "ttps://", a host
 * "ygithub.com", a name that was linked to a pull request, a project "multboot2".
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "check_rules.h"
#include "common/text.h"

/* What a web address is made of; parts that are not there are "". */
struct address {
    const char *scheme, *host, *owner, *name, *rest; /* rest: behind owner/name/ */
};

static const char *part(struct arena *arena, const char **s, const char *stop)
{
    size_t n = strcspn(*s, stop);
    const char *copy = arena_strndup(arena, *s, n);
    *s += n;
    *s += **s == '/';
    return copy;
}

static struct address take_apart(struct arena *arena, const char *url)
{
    struct address a = {"", "", "", "", ""};
    size_t n = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
    const char *s = url;
    if (n && url[n] == ':') {
        a.scheme = arena_strndup(arena, url, n);
        s = url + n + 1;
    }
    if (!starts_with(s, "//"))
        return a;
    s += 2;
    a.host = part(arena, &s, "/?#");
    if (strncasecmp(a.host, "www.", 4) == 0)
        a.host += 4;
    a.owner = part(arena, &s, "/?#");
    a.name = part(arena, &s, "/?#");
    a.rest = s;
    return a;
}

/* Nearly the same word, and long enough for that to be no accident. */
static bool is_near(const char *a, const char *b)
{
    size_t d = edit_distance(a, b);
    return d >= 1 && d <= 2 && strlen(a) >= 5 && strlen(b) >= 5;
}

static const char *lower(struct arena *arena, const char *s)
{
    char *copy = arena_strdup(arena, s);
    for (char *p = copy; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    return copy;
}

static void check_scheme(struct checked *c, size_t line, const char *url, struct address a)
{
    static const char *const tops[] = {".com", ".org", ".net", ".io", ".dev"};
    static const char *const good[] = {"https", "http", "mailto"};
    if (*a.scheme) {
        for (size_t i = 0; i < sizeof good / sizeof *good; i++)
            if (strcasecmp(a.scheme, good[i]) == 0)
                return;
        found(c, line, "bad-scheme",
              "\"%s\" is no address that readers can follow; write https://...", url);
        return;
    }
    char *first = arena_strndup(c->arena, url, strcspn(url, "/?#"));
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++)
        if (ends_with(first, tops[i]))
            found(c, line, "bad-scheme", "\"%s\" would be a file beside the post; write https://%s",
                  url, url);
}

static void check_host(struct checked *c, size_t line, struct address a)
{
    static const char *const real[] = {"github.com", "gitlab.com", "github.io", "github.dev"};
    const char *host = lower(c->arena, a.host);
    for (size_t i = 0; i < sizeof real / sizeof *real; i++)
        if (strcmp(host, real[i]) == 0)
            return;
    if (is_near(host, real[0]))
        found(c, line, "host-spelling", "the host is written \"%s\"; did you mean \"%s\"?", a.host,
              real[0]);
}

/* A repository that is nearly, but not quite, one of ours. */
static void check_repository(struct checked *c, size_t line, struct address a)
{
    const struct config *config = c->in->config;
    const char *there = lower(c->arena, arena_printf(c->arena, "%s/%s", a.owner, a.name));
    const char *near = NULL;
    if (!*a.name || strcasecmp(a.host, "github.com") != 0)
        return;
    for (size_t i = 0; i < config->watched.n + 1; i++) {
        const char *ours =
            i < config->watched.n ? config->watched.at[i].repository : config->repository;
        if (ours && strcasecmp(ours, there) == 0)
            return;
        if (ours && is_near(lower(c->arena, ours), there))
            near = ours;
    }
    if (near)
        found(c, line, "wrong-repository", "the link leads to %s/%s; did you mean %s?", a.owner,
              a.name, near);
}

/* Text of a link without code marks. */
static const char *words_of(struct arena *arena, const struct post_link *link)
{
    char *words = arena_alloc(arena, link->text_n + 1), *to = words;
    for (size_t i = 0; i < link->text_n; i++)
        if (link->text[i] != '`' && link->text[i] != '\\')
            *to++ = link->text[i];
    return words;
}

static bool names_project(const struct checked *c, const char *words)
{
    for (size_t i = 0; i < c->in->config->projects.n; i++)
        if (strcasecmp(c->in->config->projects.at[i].name, words) == 0)
            return true;
    return false;
}

/* "#12", "owner/name#12": behind the '#', or NULL. */
static const char *number_in(const char *words)
{
    const char *mark = strchr(words, '#');
    size_t n = mark ? strspn(mark + 1, "0123456789") : 0;
    return n && !mark[1 + n] && !strpbrk(words, " \t") ? mark + 1 : NULL;
}

static void check_text(struct checked *c, const struct post_link *link, struct address a)
{
    const char *words = words_of(c->arena, link), *number = number_in(words);
    bool github = strcasecmp(a.host, "github.com") == 0;
    if (number && *a.rest) {
        const char *slash = strchr(a.rest, '/');
        size_t n = slash ? strspn(slash + 1, "0123456789") : 0;
        if (n && (n != strlen(number) || strncmp(slash + 1, number, n) != 0))
            found(c, link->line, "text-number-mismatch",
                  "the text says #%s, the link leads to %.*s; make them agree", number, (int)n,
                  slash + 1);
    } else if (*words == '@' && github) {
        bool account = *a.owner && !*a.name && strcasecmp(words + 1, a.owner) == 0;
        if (!account && strcasecmp(a.owner, "orgs") != 0)
            found(c, link->line, "text-number-mismatch",
                  "the text says %s, the link leads elsewhere; write https://github.com/%s", words,
                  words + 1);
    } else if (github && *a.name && !*a.rest && !strpbrk(words, " /") && !names_project(c, words) &&
               is_near(lower(c->arena, words), lower(c->arena, a.name))) {
        found(c, link->line, "wrong-repository",
              "the text says \"%s\", the link leads to %s/%s; make them agree", words, a.owner,
              a.name);
    }
}

void check_links(struct checked *c)
{
    for (size_t i = 0; i < c->post.links.n; i++) {
        const struct post_link *link = &c->post.links.at[i];
        const char *url = arena_strndup(c->arena, link->url, link->url_n);
        struct address a = take_apart(c->arena, url);
        if (link->hidden) /* no reader sees it */
            continue;
        if (link->text)
            check_scheme(c, link->line, url, a);
        check_host(c, link->line, a);
        check_repository(c, link->line, a);
        if (link->text)
            check_text(c, link, a);
        if (!link->url_n)
            found(c, link->line, "placeholder", "the link leads nowhere; write its address");
    }
    for (size_t i = 0; i < c->post.mentions.n; i++) {
        const struct mention *m = &c->post.mentions.at[i];
        const struct project *project = project_of_line(c, m->line - 1, NULL);
        const char *home = project ? repository_of(c, project) : NULL;
        size_t n = strcspn(m->id, "#@");
        if (home && m->item && !m->nested && n &&
            (n != strlen(home) || strncasecmp(m->id, home, n) != 0))
            found(c, m->line - 1, "wrong-repository",
                  "%s stands in the section of %s, which is %s; move the line or mend its link",
                  m->id, project->name, home);
    }
}
