/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A changelog: see changelog.h. */
#include "changelog.h"

#include <stdlib.h>
#include <string.h>

#include "common/fragment.h"
#include "common/text.h"

/* --- Versions ----------------------------------------------------------------------------------
 */

static bool take_number(const char **s, unsigned *ret)
{
    unsigned value = 0;
    size_t n = strspn(*s, "0123456789");
    if (!n || n > 6 || (n > 1 && **s == '0'))
        return false;
    for (; n; n--)
        value = value * 10 + (unsigned)(*(*s)++ - '0');
    *ret = value;
    return true;
}

/* Returns what follows it, or NULL. */
static const char *take_version(const char *s, struct version *ret)
{
    struct version v;
    if (!take_number(&s, &v.major) || *s++ != '.' || !take_number(&s, &v.minor) || *s++ != '.' ||
        !take_number(&s, &v.patch))
        return NULL;
    *ret = v;
    return s;
}

bool version_parse(const char *s, struct version *ret_version)
{
    struct version v;
    const char *end = take_version(s, &v);
    if (!end || *end)
        return false;
    *ret_version = v;
    return true;
}

int version_compare(struct version a, struct version b)
{
    if (a.major != b.major)
        return a.major < b.major ? -1 : 1;
    if (a.minor != b.minor)
        return a.minor < b.minor ? -1 : 1;
    return a.patch == b.patch ? 0 : a.patch < b.patch ? -1 : 1;
}

/* --- Lines -------------------------------------------------------------------------------------
 */

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? end + 1 : line + strlen(line);
}

bool changelog_newest(const char *text, struct version *ret_newest)
{
    for (const char *line = text; *line; line = next_line(line))
        if (starts_with(line, "## [") && take_version(line + 4, ret_newest))
            return true;
    return false;
}

/* Both spellings are in use. */
static const char *find_unreleased(const char *text)
{
    for (const char *line = text; *line; line = next_line(line))
        if (starts_with(line, "## Unreleased") || starts_with(line, "## [Unreleased]"))
            return line;
    return NULL;
}

static size_t trimmed_length(const char *s)
{
    size_t n = strlen(s);
    while (n && strchr(" \t\r\n", s[n - 1]))
        n--;
    return n;
}

/* The bytes from `from` to `to`, without blank lines at either end. */
static const char *trimmed(struct arena *arena, const char *from, const char *to)
{
    while (from < to && *from == '\n')
        from++;
    char *copy = arena_strndup(arena, from, (size_t)(to - from));
    copy[trimmed_length(copy)] = '\0';
    return copy;
}

/* --- The section -------------------------------------------------------------------------------
 */

struct group {
    const char *heading; /* of "### ", "": what stands before the first */
    const char *text;
};
struct groups {
    LIST(struct group) at;
};

static struct groups read_groups(struct arena *arena, const char *from, const char *to)
{
    struct groups groups = {0};
    const char *heading = "";
    for (const char *line = from; from < to; line = next_line(line)) {
        if (line < to && !starts_with(line, "### "))
            continue;
        struct group g = {heading, trimmed(arena, from, line < to ? line : to)};
        if (g.text[0])
            *list_push(arena, &groups.at) = g;
        from = line < to ? next_line(line) : to;
        if (line < to)
            heading = trimmed(arena, line + 4, next_line(line));
    }
    return groups;
}

/* "- First line", the rest below it. */
static const char *as_item(struct arena *arena, const char *text)
{
    struct text out = {0};
    const char *line = fragment_headline(arena, text, strlen(text));
    const char *rest = line ? next_line(strstr(text, line)) : "";
    text_addf(&out, "- %s", line ? line : "");
    rest = arena_strndup(arena, rest, trimmed_length(rest));
    for (; *rest; rest = next_line(rest)) {
        size_t n = strcspn(rest, "\r\n");
        text_adds(&out, n ? "\n  " : "\n");
        text_add(&out, rest, n);
    }
    const char *copy = arena_strdup(arena, text_cstr(&out));
    text_release(&out);
    return copy;
}

static void add_group(struct text *out, struct arena *arena, const char *heading,
                      const struct groups *groups, const struct news_list *news)
{
    size_t n = 0;
    for (size_t i = 0; i < groups->at.n; i++)
        if (strcmp(groups->at.at[i].heading, heading) == 0) {
            if (!n++ && heading[0])
                text_addf(out, "### %s\n\n", heading);
            text_addf(out, "%s\n", groups->at.at[i].text);
        }
    for (size_t i = 0; i < news->n; i++)
        if (strcmp(fragment_heading(news->at[i].kind), heading) == 0) {
            if (!n++)
                text_addf(out, "### %s\n\n", heading);
            text_addf(out, "%s\n", as_item(arena, news->at[i].text));
        }
    if (n)
        text_addc(out, '\n');
}

static bool is_kind(const char *heading)
{
    for (size_t i = 0; fragment_kinds[i]; i++)
        if (strcmp(fragment_heading(fragment_kinds[i]), heading) == 0)
            return true;
    return false;
}

/* What was written first, the six kinds in their order, then headings of the file's own. */
static const char *make_section(struct arena *arena, const struct groups *groups,
                                const struct news_list *news)
{
    static const struct news_list none;
    struct text out = {0};
    add_group(&out, arena, "", groups, &none);
    for (size_t i = 0; fragment_kinds[i]; i++)
        add_group(&out, arena, fragment_heading(fragment_kinds[i]), groups, news);
    for (size_t i = 0; i < groups->at.n; i++)
        if (groups->at.at[i].heading[0] && !is_kind(groups->at.at[i].heading))
            text_addf(&out, "### %s\n\n%s\n\n", groups->at.at[i].heading, groups->at.at[i].text);
    const char *copy = trimmed(arena, text_cstr(&out), text_cstr(&out) + out.n);
    text_release(&out);
    return copy;
}

/* Is there anything below this heading? */
static bool tells_of(const char *heading, const struct groups *groups, const struct news_list *news)
{
    for (size_t i = 0; i < groups->at.n; i++)
        if (strcmp(groups->at.at[i].heading, heading) == 0)
            return true;
    for (size_t i = 0; i < news->n; i++)
        if (strcmp(fragment_heading(news->at[i].kind), heading) == 0)
            return true;
    return false;
}

static bool is_mending(const char *heading)
{
    return strcmp(heading, "Fixed") == 0 || strcmp(heading, "Security") == 0;
}

static const char *next_version(struct arena *arena, const char *text, const struct groups *groups,
                                const struct news_list *news)
{
    struct version v;
    bool mends = true;
    if (!changelog_newest(text, &v))
        return "0.1.0";
    for (size_t i = 0; i < groups->at.n; i++)
        mends &= is_mending(groups->at.at[i].heading);
    for (size_t i = 0; i < news->n; i++)
        mends &= is_mending(fragment_heading(news->at[i].kind));
    if (v.major && tells_of("Removed", groups, news))
        return arena_printf(arena, "%u.0.0", v.major + 1);
    return mends ? arena_printf(arena, "%u.%u.%u", v.major, v.minor, v.patch + 1)
                 : arena_printf(arena, "%u.%u.0", v.major, v.minor + 1);
}

enum status changelog_release(struct arena *arena, const char *name, const char *text,
                              const char *version, const char *date, const struct news_list *news,
                              struct changelog_release *ret_release, struct error *error)
{
    struct version wanted, newest;
    if (version && !version_parse(version, &wanted))
        return error_set(error, STATUS_USAGE, "\"%s\" is no version; write it as 0.1.0", version);
    if (version && changelog_newest(text, &newest) && version_compare(wanted, newest) <= 0)
        return error_set(error, STATUS_USAGE, "%s: %s is not above %u.%u.%u, which is released",
                         name, version, newest.major, newest.minor, newest.patch);
    const char *heading = find_unreleased(text);
    if (!heading)
        return error_set(error, STATUS_USAGE, "%s: there is no line \"## Unreleased\"; add it",
                         name);
    const char *from = next_line(heading), *to = from;
    while (*to && !starts_with(to, "## "))
        to = next_line(to);
    struct groups groups = read_groups(arena, from, to);
    const char *section = make_section(arena, &groups, news);
    if (!section[0])
        return error_set(error, STATUS_USAGE,
                         "%s: nothing is under \"## Unreleased\", and no news fragment is there; "
                         "write one: make note",
                         name);
    ret_release->version = version ? version : next_version(arena, text, &groups, news);
    ret_release->section = section;
    ret_release->text =
        arena_printf(arena, "%.*s\n## [%s] - %s\n\n%s\n%s%s", (int)(from - text), text,
                     ret_release->version, date, section, *to ? "\n" : "", to);
    return STATUS_OK;
}
