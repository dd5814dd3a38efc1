/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A draft becomes a post: see publish.h. The front matter is known to be JSON when it is edited. */
#include "publish.h"

#include <ctype.h>
#include <string.h>

#include "calendar.h"
#include "common/json.h"
#include "post.h"

/* Behind the string that begins at `at`. */
static size_t string_end(const char *json, size_t at, size_t end)
{
    for (at++; at < end && json[at] != '"'; at++)
        at += json[at] == '\\';
    return at + 1;
}

static size_t skip_space(const char *json, size_t at, size_t end)
{
    while (at < end && isspace((unsigned char)json[at]))
        at++;
    return at;
}

/* Behind the value that begins at `at`. */
static size_t value_end(const char *json, size_t at, size_t end)
{
    size_t depth = 0;
    while (at < end) {
        if (json[at] == '"') {
            at = string_end(json, at, end);
        } else if (json[at] == '{' || json[at] == '[') {
            depth++;
            at++;
        } else if (json[at] == '}' || json[at] == ']') {
            if (depth == 0)
                return at;
            depth--;
            at++;
        } else if (depth == 0 && (json[at] == ',' || isspace((unsigned char)json[at]))) {
            return at;
        } else {
            at++;
        }
        if (depth == 0 && strchr("\"}]", json[at - 1]))
            return at;
    }
    return at;
}

struct range {
    size_t begin, end;
};

/* The value of a key of the object [at, end). */
static bool find_value(const char *json, size_t at, size_t end, const char *key,
                       struct range *ret_value)
{
    size_t length = strlen(key);
    for (at++; at < end;) {
        at = skip_space(json, at, end);
        if (json[at] == ',') {
            at++;
            continue;
        }
        if (json[at] != '"')
            return false;
        size_t name = at + 1;
        at = skip_space(json, string_end(json, at, end), end) + 1; /* behind the colon */
        at = skip_space(json, at, end);
        size_t value = at;
        at = value_end(json, at, end);
        if (strncmp(json + name, key, length) == 0 && json[name + length] == '"') {
            *ret_value = (struct range){value, at};
            return true;
        }
    }
    return false;
}

static void add_front_matter(struct text *out, const struct post *post, const char *date)
{
    const char *json = post->bytes;
    size_t at = 0;
    struct range draft, when, first, second;
    bool has_draft = find_value(json, post->front_at, post->front_end, "draft", &draft);
    bool has_date = find_value(json, post->front_at, post->front_end, "date", &when);
    struct text value = {0};
    json_add_string(&value, date);
    if (!has_date) {
        size_t inside = post->front_at + 1;
        bool empty = json[skip_space(json, inside, post->front_end)] == '}';
        text_add(out, json, inside);
        text_addf(out, " \"date\": %s%s", text_cstr(&value), empty ? "" : ",");
        at = inside;
        when = (struct range){inside, inside};
    }
    bool in_order = has_draft && draft.begin < when.begin;
    first = in_order ? draft : when;
    second = in_order ? when : draft;
    for (int i = 0; i < 2; i++) {
        struct range r = i ? second : first;
        bool is_draft = (i == 0) == in_order;
        if (is_draft ? !has_draft : !has_date)
            continue;
        text_add(out, json + at, r.begin - at);
        text_adds(out, is_draft ? "false" : text_cstr(&value));
        at = r.end;
    }
    text_add(out, json + at, post->front_end - at);
    text_release(&value);
}

static bool ends_with_blank_line(const struct text *text)
{
    return ends_with(text_cstr(text), "\n\n") || ends_with(text_cstr(text), "\n\r\n");
}

static bool only_space(const char *s, size_t begin, size_t end)
{
    while (begin < end && isspace((unsigned char)s[begin]))
        begin++;
    return begin >= end;
}

/* What goes with a hint: with lines of its own these, and a blank line that would stand behind
 * another. */
static struct range hint_range(const struct post *post, const struct post_comment *comment,
                               const struct text *out)
{
    size_t last = comment->line;
    while (post->lines.at[last].end < comment->end)
        last++;
    size_t begin = post->lines.at[comment->line].begin, end = post->lines.at[last].end;
    if (!only_space(post->bytes, begin, comment->begin) ||
        !only_space(post->bytes, comment->end, end))
        return (struct range){comment->begin, comment->end};
    bool blank_behind = last + 1 < post->lines.n && post->lines.at[last + 1].kind == LINE_BLANK;
    if (blank_behind && ends_with_blank_line(out))
        end = post->lines.at[last + 1].end;
    return (struct range){begin, end};
}

enum status publish_post(struct arena *arena, const char *path, const char *bytes, size_t n,
                         int64_t date, struct text *ret_post, struct error *error)
{
    struct post post;
    struct text out = {0};
    post_read(arena, bytes, n, &post);
    TRY(post_fit(arena, &post, path, error));
    add_front_matter(&out, &post, instant_text(arena, date));
    size_t at = post.front_end;
    for (size_t i = 0; i < post.comments.n; i++) {
        const struct post_comment *comment = &post.comments.at[i];
        if (!is_hint(&post, comment))
            continue;
        size_t line = post.lines.at[comment->line].begin;
        if (line > at) {
            text_add(&out, bytes + at, line - at);
            at = line;
        }
        struct range hint = hint_range(&post, comment, &out);
        if (hint.begin > at)
            text_add(&out, bytes + at, hint.begin - at);
        at = hint.end > at ? hint.end : at;
    }
    text_add(&out, bytes + at, n - at);
    *ret_post = out;
    return STATUS_OK;
}
