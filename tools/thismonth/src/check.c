/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What is wrong with a post: see check.h. Links are check_links.c's, thanks check_thanks.c's. */
#include "check.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check_rules.h"
#include "common/json.h"
#include "common/text.h"
#include "render.h"

const struct check_rule check_rules[] = {
    {"front-matter", "a key that is missing or wrong: title, date, draft, month, editors, summary",
     "", ""},
    {"conflict-marker", "a conflict of git that nobody resolved", "<<<<<<< HEAD", "<< HEAD"},
    {"unclosed-comment", "a comment or code block that swallows the rest", "<!-- hidden",
     "<!-- hidden -->"},
    {"duplicate", "a change that has two lines", "", ""},
    {"in-earlier-issue", "a change that an earlier post lists", "", ""},
    {"wrong-repository", "a change in another project's section, a misspelt repository", "", ""},
    {"text-number-mismatch", "a text that names another number or person than its link",
     "[#12](https://github.com/o/n/pull/21)", "[#12](https://github.com/o/n/pull/12)"},
    {"bad-scheme", "a link that is no web or mail address and no relative one",
     "[a](ttps://example.org)", "[a](https://example.org)"},
    {"shortcode", "what Hugo would take for a shortcode", "`{{< ref >}}`", "{&#123;< ref >}}"},
    {"host-spelling", "a host that is nearly github.com", "[a](https://ygithub.com/o)",
     "[a](https://github.com/o)"},
    {"empty-section",
     "a heading with nothing under it, a sentence before a list of which nothing shows", "", ""},
    {"placeholder",
     "what was to be filled in: TODO, {names}, an empty link; hints once it is no draft",
     "TODO: write this", "Nothing is left to do."},
    {"thanks-missing", "a contributor whom the section does not name", "", ""},
    {"thanks-maintainer", "a maintainer among those who are thanked", "", ""},
    {"contribution-front-matter", "a contribution without title, repository or link, people", "",
     ""},
};
const size_t check_rules_n = sizeof check_rules / sizeof *check_rules;

void found(struct checked *c, size_t line, const char *rule, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    *list_push(c->arena, c->findings) =
        (struct finding){.path = c->path,
                         .line = (unsigned)line + 1,
                         .rule = rule,
                         .text = arena_vprintf(c->arena, format, args)};
    va_end(args);
}

/* An error "path:line: text" or "path:line:column: text" as a finding. */
static void found_error(struct checked *c, const char *rule, const struct error *error)
{
    const char *s = error->text;
    unsigned line = 1;
    if (starts_with(s, c->path) && s[strlen(c->path)] == ':') {
        s += strlen(c->path) + 1;
        line = (unsigned)strtoul(s, NULL, 10);
        s += strspn(s, "0123456789:");
        s += strspn(s, " ");
    }
    found(c, line ? line - 1 : 0, rule, "%s", s);
}

/* --- Sections --------------------------------------------------------------------------------- */

const char *repository_of(const struct checked *c, const struct project *project)
{
    return project->repository ? project->repository : c->in->config->repository;
}

const struct project *project_of_heading(struct checked *c, const struct post_line *line)
{
    const struct config *config = c->in->config;
    const char *words = heading_words(c->arena, line->at, line->n);
    const struct project *linked = NULL;
    for (size_t i = 0; i < config->projects.n; i++) {
        struct section section = {.project = &config->projects.at[i]};
        const char *heading = render_heading(c->arena, config, &section);
        const char *link = strstr(heading, "](");
        if (strcmp(words, heading_words(c->arena, heading, strlen(heading))) == 0)
            return section.project;
        if (link && memmem(line->at, line->n, link, strlen(link)))
            linked = section.project;
    }
    return linked;
}

const struct project *project_of_line(struct checked *c, size_t line, size_t *ret_heading)
{
    for (size_t i = line + 1; i-- > 0;) {
        const struct post_line *at = &c->post.lines.at[i];
        if (!at->level)
            continue;
        const struct project *project = at->level > 2 ? project_of_heading(c, at) : NULL;
        if (project && ret_heading)
            *ret_heading = i;
        if (project || at->level <= 3)
            return project;
    }
    return NULL;
}

/* --- Front matter ----------------------------------------------------------------------------- */

static enum status read_names(struct json_at at, struct error *error)
{
    struct string_list names = {0};
    TRY(json_strings(at, &names, error));
    return names.n ? STATUS_OK : json_error(at, error, "name at least one; [\"login\"]");
}

static enum status read_text(struct json_at at, const char **ret, struct error *error)
{
    TRY(json_require(at, error));
    TRY(json_string(at, ret, error));
    return **ret ? STATUS_OK : json_error(at, error, "is empty; write it");
}

static enum status read_post_keys(struct checked *c, struct json_at top, struct error *error)
{
    const char *title, *summary, *date, *month;
    struct string_list editors = {0};
    struct month parsed;
    int64_t instant;
    TRY(json_object(top, error));
    TRY(json_bool(json_get(top, "draft"), &c->draft, error));
    TRY(read_text(json_get(top, "month"), &month, error));
    if (!month_parse(month, &parsed))
        return json_error(json_get(top, "month"), error, "is no month; write it as 2024-01");
    c->month = month;
    TRY(json_require(json_get(top, "draft"), error));
    TRY(read_text(json_get(top, "title"), &title, error));
    TRY(read_text(json_get(top, "date"), &date, error));
    if (!instant_parse(date, &instant))
        return json_error(json_get(top, "date"), error, "is no date; write it as 2024-02-05");
    TRY(json_require(json_get(top, "editors"), error));
    TRY(json_strings(json_get(top, "editors"), &editors, error));
    return read_text(json_get(top, "summary"), &summary, error);
}

static enum status read_contribution_keys(struct checked *c, struct json_at top,
                                          struct error *error)
{
    const char *text, *part = "announcements";
    TRY(json_object(top, error));
    TRY(read_text(json_get(top, "title"), &text, error));
    if (strstr(c->path, "links/")) {
        TRY(read_text(json_get(top, "link"), &text, error));
        if (!starts_with(text, "https://") || strlen(text) == strlen("https://"))
            return json_error(json_get(top, "link"), error, "is no web address; write https://...");
        TRY(json_string(json_get(top, "part"), &part, error));
        if (strcmp(part, "announcements") != 0 && strcmp(part, "infrastructure") != 0)
            return json_error(json_get(top, "part"), error,
                              "is no part; write \"announcements\" or \"infrastructure\"");
        return STATUS_OK;
    }
    TRY(read_text(json_get(top, "repository"), &text, error));
    TRY(json_require(json_get(top, "written_by"), error));
    return read_names(json_get(top, "written_by"), error);
}

static void check_front_matter(struct checked *c, const char *rule,
                               enum status (*read)(struct checked *, struct json_at,
                                                   struct error *))
{
    struct error error;
    struct json *doc;
    if (!c->post.front_end) {
        if (!c->post.problems.n || strcmp(c->post.problems.at[0].rule, "front-matter") != 0)
            found(c, 0, rule, "the front matter must be a JSON object: { \"title\": ... }");
        return;
    }
    enum status status = json_parse(c->arena, c->path, 1, c->post.bytes + c->post.front_at,
                                    c->post.front_end - c->post.front_at, &doc, &error);
    if (status == STATUS_OK) {
        status = read(c, json_top(doc), &error);
        json_free(doc);
    }
    if (status != STATUS_OK)
        found_error(c, rule, &error);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static void check_problems(struct checked *c, const char *front_matter)
{
    for (size_t i = 0; i < c->post.problems.n; i++) {
        const struct post_problem *p = &c->post.problems.at[i];
        bool front = strcmp(p->rule, "front-matter") == 0;
        found(c, p->line - 1, front ? front_matter : p->rule, "%s", p->text);
    }
    for (size_t i = 0; i < c->post.comments.n; i++) {
        const struct post_comment *comment = &c->post.comments.at[i];
        const char *inside = c->post.bytes + comment->begin + 4;
        if (memmem(inside, comment->end - comment->begin - 4, "<!--", 4))
            found(c, comment->line, "unclosed-comment",
                  "another comment begins within this one and ends both; close it before");
    }
}

static void check_shortcodes(struct checked *c)
{
    for (size_t i = c->post.front_lines; i < c->post.lines.n; i++) {
        const struct post_line *line = &c->post.lines.at[i];
        if (memmem(line->at, line->n, "{{<", 3) || memmem(line->at, line->n, "{{%", 3))
            found(c, i, "shortcode",
                  "Hugo takes {{ for a shortcode, in code too; write {&#123; outside of backticks");
    }
}

/* Behind blanks and a list marker. */
static const char *content_of(struct checked *c, const struct post_line *line)
{
    const char *s = arena_strndup(c->arena, line->at, line->n);
    return s + strspn(s, " \t-*+");
}

static void check_placeholders(struct checked *c)
{
    static const char *const words[] = {"TODO", "FIXME", "TBD", "XXX", "Lorem ipsum"};
    static const char *const blanks[] = {"{names}",  "{count}",     "{month}",
                                         "{branch}", "{note}",      "{release}",
                                         "{title}",  "https://...", "your-login"};
    for (size_t i = c->post.front_lines; i < c->post.lines.n; i++) {
        const struct post_line *line = &c->post.lines.at[i];
        if (line->hidden || line->kind == LINE_CODE)
            continue;
        const char *s = content_of(c, line), *left = NULL;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (starts_with(s, words[k]) && !isalnum((unsigned char)s[strlen(words[k])]))
                left = words[k];
        for (size_t k = 0; k < sizeof blanks / sizeof *blanks && !strchr(s, '`'); k++)
            if (strstr(s, blanks[k]))
                left = blanks[k];
        if (left)
            found(c, i, "placeholder", "\"%s\" was to be filled in; write it or take it out", left);
    }
    for (size_t i = 0; i < c->post.comments.n && !c->draft; i++)
        if (is_hint(&c->post, &c->post.comments.at[i]))
            found(c, c->post.comments.at[i].line, "placeholder",
                  "a hint of the template is left; take it out");
}

static void check_changes(struct checked *c)
{
    const struct mention_list *mentions = &c->post.mentions;
    for (size_t i = 0; i < mentions->n; i++) {
        const struct mention *m = &mentions->at[i];
        if (!m->item || m->nested)
            continue;
        for (size_t k = 0; k < i; k++) {
            const struct mention *first = &mentions->at[k];
            if (first->item && !first->nested && same_id(first->id, m->id)) {
                found(c, m->line - 1, "duplicate", "%s stands in line %u already; keep one of them",
                      m->id, first->line);
                break;
            }
        }
        for (size_t e = 0; e < c->in->earlier_n; e++)
            for (size_t k = 0; k < c->in->earlier[e].mentions.n; k++) {
                const struct mention *there = &c->in->earlier[e].mentions.at[k];
                if (there->item && !there->nested && same_id(there->id, m->id))
                    found(c, m->line - 1, "in-earlier-issue",
                          "%s was told in %s:%u; take the line out", m->id, c->in->earlier[e].path,
                          there->line);
            }
    }
}

/* Is this a line that every section of the project has? */
static bool is_common(const struct checked *c, const struct project *project,
                      const struct post_line *line)
{
    const struct phrases *phrases = &c->in->config->phrases;
    const char *const begins[] = {phrases->at[PHRASE_MAINTAINED], phrases->at[PHRASE_WRITTEN]};
    for (size_t i = 0; i < 2; i++) {
        size_t n = strcspn(begins[i], "{");
        if (n && line->n >= n && strncmp(line->at, begins[i], n) == 0)
            return true;
    }
    return project && project->about && line->n &&
           memmem(project->about, strlen(project->about), line->at, line->n);
}

static void check_heading(struct checked *c, size_t heading)
{
    const struct post_line *at = &c->post.lines.at[heading];
    const struct project *project = at->level > 2 ? project_of_heading(c, at) : NULL;
    for (size_t i = heading + 1; i < c->post.lines.n; i++) {
        const struct post_line *line = &c->post.lines.at[i];
        if (line->level && line->level <= at->level)
            break;
        if (line->kind != LINE_BLANK && !line->hidden && !is_common(c, project, line))
            return;
    }
    found(c, heading, "empty-section",
          "nothing stands under \"%s\"; write something or take it out",
          heading_words(c->arena, at->at, at->n));
}

/* "These changes were merged:" before hidden lines only. */
static void check_leading(struct checked *c, size_t i)
{
    const struct post_line *line = &c->post.lines.at[i];
    bool hidden = false;
    if (line->kind != LINE_TEXT || line->hidden || line->item != NO_LINE || !line->n ||
        line->at[line->n - 1] != ':')
        return;
    for (size_t k = i + 1; k < c->post.lines.n; k++) {
        const struct post_line *next = &c->post.lines.at[k];
        hidden |= next->hidden && next->kind == LINE_ITEM;
        if (next->kind == LINE_BLANK || next->hidden)
            continue;
        if (!next->level && (next->kind != LINE_TEXT || !hidden))
            return;
        break;
    }
    found(c, i, "empty-section",
          "nothing of the list behind this sentence is shown; show a line or reword it");
}

static void check_emptiness(struct checked *c)
{
    for (size_t i = 0; i < c->post.lines.n; i++)
        if (c->post.lines.at[i].level >= 2)
            check_heading(c, i);
        else
            check_leading(c, i);
}

/* --- Files ------------------------------------------------------------------------------------ */

static int by_line(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return strcmp(x->rule, y->rule);
}

static struct checked open_file(struct arena *arena, const struct check_input *in,
                                const struct check_file *file, struct finding_list *findings)
{
    struct checked c = {
        .arena = arena, .in = in, .path = file->path, .draft = true, .findings = findings};
    post_read(arena, file->bytes, file->n, &c.post);
    return c;
}

void check_post(struct arena *arena, const struct check_input *in, struct finding_list *findings)
{
    size_t first = findings->n;
    struct checked c = open_file(arena, in, &in->post, findings);
    check_problems(&c, "front-matter");
    check_front_matter(&c, "front-matter", read_post_keys);
    check_links(&c);
    check_shortcodes(&c);
    check_placeholders(&c);
    check_changes(&c);
    check_emptiness(&c);
    check_thanks(&c);
    if (findings->n > first)
        qsort(findings->at + first, findings->n - first, sizeof *findings->at, by_line);
    for (size_t i = 0; i < in->contributions_n; i++) {
        first = findings->n;
        c = open_file(arena, in, &in->contributions[i], findings);
        check_problems(&c, "contribution-front-matter");
        check_front_matter(&c, "contribution-front-matter", read_contribution_keys);
        check_links(&c);
        check_shortcodes(&c);
        check_placeholders(&c);
        if (findings->n > first)
            qsort(findings->at + first, findings->n - first, sizeof *findings->at, by_line);
    }
}
