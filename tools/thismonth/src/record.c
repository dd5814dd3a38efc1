/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The record of a month on disk: see record.h. Written by hand, one change a line, so that a diff
 * of two records reads well; read strictly, since people merge such files by hand too. */
#include "record.h"

#include <string.h>

#include "common/file.h"
#include "common/json.h"

/* --- Writing ---------------------------------------------------------------------------------- */

static void add_strings(struct text *out, const struct string_list *list)
{
    text_addc(out, '[');
    for (size_t i = 0; i < list->n; i++) {
        text_adds(out, i ? ", " : "");
        json_add_string(out, list->at[i]);
    }
    text_addc(out, ']');
}

static void add_count(struct text *out, const char *key, int n)
{
    if (n < 0)
        text_addf(out, ", \"%s\": null", key);
    else
        text_addf(out, ", \"%s\": %d", key, n);
}

static void add_author(struct text *out, const struct person *p)
{
    static const char *const words[] = {[NO] = "false", [YES] = "true", [UNKNOWN] = "null"};
    text_adds(out, "{\"login\": ");
    json_add_string(out, p->login);
    text_adds(out, ", \"name\": ");
    json_add_string(out, p->name);
    text_addf(out, ", \"bot\": %s, \"first_time\": %s}", p->bot ? "true" : "false",
              words[p->first_time]);
}

static void add_sources(struct text *out, unsigned sources)
{
    static const char *const names[] = {"git", "api", "editor"};
    const char *comma = "";
    text_adds(out, "[");
    for (unsigned i = 0; i < 3; i++)
        if (sources & 1u << i) {
            text_addf(out, "%s\"%s\"", comma, names[i]);
            comma = ", ";
        }
    text_adds(out, "]");
}

static void add_change(struct text *out, struct arena *arena, const struct change *c)
{
    text_adds(out, "    {\"repository\": ");
    json_add_string(out, c->repository);
    text_adds(out, ", \"projects\": ");
    add_strings(out, &c->projects);
    if (c->number)
        text_addf(out, ", \"number\": %u", c->number);
    else
        text_adds(out, ", \"number\": null");
    text_adds(out, ", \"title\": ");
    json_add_string(out, c->title);
    text_adds(out, ",\n     \"url\": ");
    json_add_string(out, c->url);
    text_adds(out, ", \"author\": ");
    add_author(out, &c->author);
    text_addf(out, ",\n     \"merged_at\": \"%s\"", instant_text(arena, c->merged_at));
    if (c->opened_at)
        text_addf(out, ", \"opened_at\": \"%s\"", instant_text(arena, c->opened_at));
    text_adds(out, ", \"branch\": ");
    json_add_string(out, c->branch);
    text_addf(out, ", \"on_default\": %s, \"kind\": \"%s\",\n     \"commits\": ",
              c->on_default ? "true" : "false", change_kind_text(c->kind));
    add_strings(out, &c->commits);
    add_count(out, "files", c->files);
    add_count(out, "insertions", c->insertions);
    add_count(out, "deletions", c->deletions);
    text_adds(out, ",\n     \"release\": ");
    json_add_string(out, c->release);
    text_addf(out, ", \"show\": %s, \"why\": ", c->show ? "true" : "false");
    json_add_string(out, c->why ? c->why : "default");
    text_adds(out, ", \"sources\": ");
    add_sources(out, c->sources);
    text_adds(out, "}");
}

static void add_memory(struct text *out, const struct memory *memory)
{
    text_adds(out, "  \"draft\": {\n    \"printed\": ");
    add_strings(out, &memory->printed);
    text_adds(out, ",\n    \"dismissed\": ");
    add_strings(out, &memory->dismissed);
    text_adds(out, ",\n    \"lines\": {");
    for (size_t i = 0; i < memory->lines.n; i++) {
        text_adds(out, i ? ",\n      " : "\n      ");
        json_add_string(out, memory->lines.at[i].key);
        text_adds(out, ": ");
        json_add_string(out, memory->lines.at[i].text);
    }
    text_addf(out, "%s}\n  }\n", memory->lines.n ? "\n    " : "");
}

void record_print(struct text *out, struct arena *arena, const struct record *r)
{
    text_addf(out, "{\n  \"month\": \"%s\", \"collected_at\": \"%s\",\n",
              month_text(arena, r->month), instant_text(arena, r->collected_at));
    text_addf(out, "  \"window\": {\"from\": \"%s\", \"until\": \"%s\"}, \"complete\": %s,\n",
              instant_text(arena, r->window.from), instant_text(arena, r->window.until),
              r->complete ? "true" : "false");
    if (string_list_has(&r->sources, "api")) { /* absent: git alone */
        text_adds(out, "  \"sources\": ");
        add_strings(out, &r->sources);
        text_adds(out, ",\n");
    }
    text_adds(out, "  \"warnings\": [");
    for (size_t i = 0; i < r->warnings.n; i++) {
        text_adds(out, i ? ",\n    " : "\n    ");
        json_add_string(out, r->warnings.at[i]);
    }
    text_addf(out, "%s],\n  \"changes\": [", r->warnings.n ? "\n  " : "");
    for (size_t i = 0; i < r->changes.n; i++) {
        text_adds(out, i ? ",\n" : "\n");
        add_change(out, arena, &r->changes.at[i]);
    }
    text_addf(out, "%s],\n", r->changes.n ? "\n  " : "");
    add_memory(out, &r->draft);
    text_adds(out, "}\n");
}

enum status record_write(struct arena *arena, const char *path, const struct record *record,
                         struct error *error)
{
    struct text out = {0};
    record_print(&out, arena, record);
    enum status status = file_write(path, out.at, out.n, NULL, error);
    text_release(&out);
    return status;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static enum status read_instant(struct json_at at, int64_t *ret, struct error *error)
{
    const char *text = NULL;
    TRY(json_require(at, error));
    TRY(json_string(at, &text, error));
    if (!instant_parse(text, ret))
        return json_error(at, error, "\"%s\" is no instant; write 2024-01-09T11:10:22Z", text);
    return STATUS_OK;
}

static enum status read_count(struct json_at at, int *ret, struct error *error)
{
    int64_t n = -1;
    TRY(json_integer(at, 0, INT32_MAX, &n, error));
    *ret = (int)n;
    return STATUS_OK;
}

static enum status read_author(struct json_at at, struct person *ret, struct error *error)
{
    bool first_time = false;
    struct json_at first = json_get(at, "first_time");
    TRY(json_known(at, error, "login", "name", "bot", "first_time", NULL));
    TRY(json_string(json_get(at, "login"), &ret->login, error));
    TRY(json_string(json_get(at, "name"), &ret->name, error));
    TRY(json_bool(json_get(at, "bot"), &ret->bot, error));
    TRY(json_bool(first, &first_time, error));
    ret->first_time = !json_there(first) ? UNKNOWN : first_time ? YES : NO;
    return STATUS_OK;
}

static enum status read_sources(struct json_at at, unsigned *ret, struct error *error)
{
    struct string_list names = {0};
    TRY(json_strings(at, &names, error));
    for (size_t i = 0; i < names.n; i++) {
        if (strcmp(names.at[i], "git") == 0)
            *ret |= SOURCE_GIT;
        else if (strcmp(names.at[i], "api") == 0)
            *ret |= SOURCE_API;
        else if (strcmp(names.at[i], "editor") == 0)
            *ret |= SOURCE_EDITOR;
        else
            return json_error(at, error, "\"%s\" is no source; known are git, api, editor",
                              names.at[i]);
    }
    return STATUS_OK;
}

static enum status read_change(struct json_at at, struct change *ret, struct error *error)
{
    struct change c = {.show = true, .why = "default", .on_default = true};
    int64_t number = 0;
    const char *kind = "merge";
    TRY(json_known(at, error, "repository", "projects", "number", "title", "url", "author",
                   "merged_at", "opened_at", "branch", "on_default", "kind", "commits", "files",
                   "insertions", "deletions", "release", "show", "why", "sources", NULL));
    TRY(json_string(json_get(at, "repository"), &c.repository, error));
    TRY(json_strings(json_get(at, "projects"), &c.projects, error));
    TRY(json_integer(json_get(at, "number"), 0, UINT32_MAX, &number, error));
    TRY(json_require(json_get(at, "title"), error));
    TRY(json_string(json_get(at, "title"), &c.title, error));
    TRY(json_string(json_get(at, "url"), &c.url, error));
    TRY(read_author(json_get(at, "author"), &c.author, error));
    TRY(read_instant(json_get(at, "merged_at"), &c.merged_at, error));
    if (json_there(json_get(at, "opened_at")))
        TRY(read_instant(json_get(at, "opened_at"), &c.opened_at, error));
    TRY(json_string(json_get(at, "branch"), &c.branch, error));
    TRY(json_bool(json_get(at, "on_default"), &c.on_default, error));
    TRY(json_string(json_get(at, "kind"), &kind, error));
    TRY(json_strings(json_get(at, "commits"), &c.commits, error));
    TRY(read_count(json_get(at, "files"), &c.files, error));
    TRY(read_count(json_get(at, "insertions"), &c.insertions, error));
    TRY(read_count(json_get(at, "deletions"), &c.deletions, error));
    TRY(json_string(json_get(at, "release"), &c.release, error));
    TRY(json_bool(json_get(at, "show"), &c.show, error));
    TRY(json_string(json_get(at, "why"), &c.why, error));
    TRY(read_sources(json_get(at, "sources"), &c.sources, error));
    if (!change_kind_parse(kind, &c.kind))
        return json_error(json_get(at, "kind"), error,
                          "\"%s\" is not known; use merge, squash, rebase or direct", kind);
    c.number = (unsigned)number;
    if (!c.number && !c.commits.n)
        return json_error(at, error, "a change needs a \"number\" or \"commits\"");
    for (size_t i = 0; i < c.commits.n; i++)
        if (strlen(c.commits.at[i]) < 12)
            return json_error(json_get(at, "commits"), error, "\"%s\" is no full commit id",
                              c.commits.at[i]);
    *ret = c;
    return STATUS_OK;
}

static enum status read_memory(struct arena *arena, struct json_at at, struct memory *ret,
                               struct error *error)
{
    struct json_at lines = json_get(at, "lines");
    TRY(json_known(at, error, "printed", "dismissed", "lines", NULL));
    TRY(json_strings(json_get(at, "printed"), &ret->printed, error));
    TRY(json_strings(json_get(at, "dismissed"), &ret->dismissed, error));
    TRY(json_object(lines, error));
    for (size_t i = 0; i < json_count(lines); i++) {
        struct json_at value;
        struct remembered one = {.key = json_key(lines, i, &value), .text = ""};
        TRY(json_string(value, &one.text, error));
        *list_push(arena, &ret->lines) = one;
    }
    return STATUS_OK;
}

static enum status read_top(struct arena *arena, struct json_at top, struct record *ret,
                            struct error *error)
{
    struct record r = {0};
    const char *month = NULL;
    struct json_at window = json_get(top, "window"), changes = json_get(top, "changes");
    TRY(json_known(top, error, "month", "collected_at", "window", "complete", "sources", "warnings",
                   "changes", "draft", NULL));
    TRY(json_require(json_get(top, "month"), error));
    TRY(json_string(json_get(top, "month"), &month, error));
    if (!month_parse(month, &r.month))
        return json_error(json_get(top, "month"), error, "\"%s\" is no month; write \"2024-01\"",
                          month);
    TRY(read_instant(json_get(top, "collected_at"), &r.collected_at, error));
    TRY(json_known(window, error, "from", "until", NULL));
    TRY(read_instant(json_get(window, "from"), &r.window.from, error));
    TRY(read_instant(json_get(window, "until"), &r.window.until, error));
    TRY(json_bool(json_get(top, "complete"), &r.complete, error));
    TRY(json_strings(json_get(top, "sources"), &r.sources, error));
    TRY(json_strings(json_get(top, "warnings"), &r.warnings, error));
    TRY(json_array(changes, error));
    for (size_t i = 0; i < json_count(changes); i++)
        TRY(read_change(json_index(changes, i), list_push(arena, &r.changes), error));
    TRY(read_memory(arena, json_get(top, "draft"), &r.draft, error));
    *ret = r;
    return STATUS_OK;
}

enum status record_read(struct arena *arena, const char *path, struct record *ret_record,
                        struct error *error)
{
    struct json *doc;
    TRY(json_load(arena, path, &doc, error));
    enum status status = read_top(arena, json_top(doc), ret_record, error);
    json_free(doc);
    return status;
}

const char *memory_line(const struct memory *memory, const char *key)
{
    for (size_t i = 0; i < memory->lines.n; i++)
        if (strcmp(memory->lines.at[i].key, key) == 0)
            return memory->lines.at[i].text;
    return NULL;
}

void memory_set(struct arena *arena, struct memory *memory, const char *key, const char *text)
{
    for (size_t i = 0; i < memory->lines.n; i++)
        if (strcmp(memory->lines.at[i].key, key) == 0) {
            memory->lines.at[i].text = arena_strdup(arena, text);
            return;
        }
    *list_push(arena, &memory->lines) =
        (struct remembered){.key = arena_strdup(arena, key), .text = arena_strdup(arena, text)};
}
