/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The lines of a post: see post.h. One pass that carries the open list items, the open code block
 * and the open comment along; what stands within a line is post_inline.c's.
 *
 * Where a line's place in a list depends on rules that CommonMark states for paragraphs, the
 * cautious reading is taken: a line that may belong to an item does.
 */
#include "post.h"

#include <ctype.h>
#include <string.h>

#include "common/json.h"
#include "common/text.h"
#include "post_inline.h"

struct open_item {
    size_t line;
    size_t content; /* column where its content begins */
};

struct scan {
    struct arena *arena;
    struct post *post;
    struct inline_scan within;
    LIST(struct open_item) items; /* outermost first */
    bool paragraph;               /* the line before is text that may go on without indentation */
    size_t comment_item;          /* outermost item that the open comment stands in, or NO_LINE */
    bool html;                    /* in a block of HTML, which ends with a blank line */
    size_t html_content;
    char fence; /* '`' or '~' while in a code block, else 0 */
    size_t fence_length, fence_content, fence_line;
};

bool ends_list(const struct post_line *line)
{
    if (line->kind == LINE_FRONT)
        return true;
    return !line->hidden && line->kind != LINE_BLANK && line->item == NO_LINE;
}

static void problem(struct scan *scan, const char *rule, size_t line, const char *text)
{
    *list_push(scan->arena, &scan->post->problems) =
        (struct post_problem){.rule = rule, .line = (unsigned)line + 1, .text = text};
}

/* --- Lines and front matter ------------------------------------------------------------------- */

static void split(struct arena *arena, struct post *post)
{
    size_t crlf = 0, lf = 0;
    size_t bom = post->n >= 3 && memcmp(post->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (size_t begin = 0; begin < post->n;) {
        const char *newline = memchr(post->bytes + begin, '\n', post->n - begin);
        size_t end = newline ? (size_t)(newline - post->bytes) + 1 : post->n;
        size_t from = begin ? begin : bom, to = newline ? end - 1 : end;
        bool cr = newline && to > from && post->bytes[to - 1] == '\r';
        crlf += cr;
        lf += newline && !cr;
        *list_push(arena, &post->lines) = (struct post_line){.at = post->bytes + from,
                                                             .n = to - cr - from,
                                                             .begin = begin,
                                                             .end = end,
                                                             .item = NO_LINE};
        begin = end;
    }
    post->eol = crlf > lf ? "\r\n" : "\n";
}

/* The end of the JSON object at `p`, or NULL. */
static const char *object_end(const char *p, const char *end)
{
    size_t depth = 0;
    bool string = false;
    for (; p < end; p++) {
        if (string) {
            if (*p == '\\' && p + 1 < end)
                p++;
            else if (*p == '"')
                string = false;
        } else if (*p == '"') {
            string = true;
        } else if (*p == '{' || *p == '[') {
            depth++;
        } else if ((*p == '}' || *p == ']') && --depth == 0) {
            return p + 1;
        }
    }
    return NULL;
}

static bool is_line(const struct post_line *line, const char *text)
{
    size_t n = line->n;
    while (n && isspace((unsigned char)line->at[n - 1]))
        n--;
    return n == strlen(text) && memcmp(line->at, text, n) == 0;
}

static void read_front_matter(struct scan *scan)
{
    struct post *post = scan->post;
    if (!post->lines.n)
        return;
    const struct post_line *first = &post->lines.at[0];
    size_t last = NO_LINE;
    if (first->n && *first->at == '{') {
        const char *end = object_end(first->at, post->bytes + post->n);
        if (!end) {
            problem(scan, "front-matter", 0,
                    "the JSON object of the front matter never closes; add the missing } or \"");
            return;
        }
        post->front_at = (size_t)(first->at - post->bytes);
        post->front_end = (size_t)(end - post->bytes);
        for (last = 0; post->lines.at[last].end < post->front_end; last++)
            ;
    }
    for (const char *const *fence = (const char *const[]){"---", "+++", NULL}; *fence; fence++)
        for (size_t i = 1; is_line(first, *fence) && last == NO_LINE && i < post->lines.n; i++)
            if (is_line(&post->lines.at[i], *fence))
                last = i;
    if (last == NO_LINE)
        return;
    post->front_lines = last + 1;
    for (size_t i = 0; i <= last; i++) {
        post->lines.at[i].kind = LINE_FRONT;
        post->lines.at[i].open = i < last;
    }
}

/* --- What a line begins ----------------------------------------------------------------------- */

/* A position in a line with its column (tabs stop at every fourth). */
struct cursor {
    const char *p, *end;
    size_t column;
};

static void skip_blanks(struct cursor *at)
{
    for (; at->p < at->end && (*at->p == ' ' || *at->p == '\t'); at->p++)
        at->column = *at->p == '\t' ? (at->column / 4 + 1) * 4 : at->column + 1;
}

static size_t run(struct cursor at, char c)
{
    size_t n = 0;
    while (at.p + n < at.end && at.p[n] == c)
        n++;
    return n;
}

static bool is_blank_at(const char *p, const char *end)
{
    return p == end || *p == ' ' || *p == '\t';
}

static unsigned heading_at(struct cursor at)
{
    size_t n = run(at, '#');
    return n >= 1 && n <= 6 && is_blank_at(at.p + n, at.end) ? (unsigned)n : 0;
}

static bool ruler_at(struct cursor at)
{
    size_t n = 0;
    if (at.p == at.end || !strchr("-*_", *at.p))
        return false;
    for (const char *p = at.p; p < at.end; p++)
        if (*p == *at.p)
            n++;
        else if (*p != ' ' && *p != '\t')
            return false;
    return n >= 3;
}

static size_t fence_at(struct cursor at)
{
    if (at.p == at.end || (*at.p != '`' && *at.p != '~'))
        return 0;
    size_t n = run(at, *at.p);
    bool code_span = *at.p == '`' && memchr(at.p + n, '`', (size_t)(at.end - at.p) - n);
    return n >= 3 && !code_span ? n : 0;
}

/* A list marker at `at`: moves behind it, to the content. */
static bool take_marker(struct cursor *at, bool interrupts)
{
    struct cursor c = *at;
    size_t digits = 0;
    while (c.p + digits < c.end && isdigit((unsigned char)c.p[digits]))
        digits++;
    if (ruler_at(c))
        return false;
    if (digits) { /* a paragraph is interrupted by a list that begins with 1 only */
        if (digits > 9 || (interrupts && (digits != 1 || *c.p != '1')))
            return false;
        c.p += digits;
        if (c.p == c.end || !strchr(".)", *c.p))
            return false;
    } else if (c.p == c.end || !strchr("-+*", *c.p)) {
        return false;
    }
    c.p++;
    if (!is_blank_at(c.p, c.end) || (interrupts && c.p == c.end))
        return false;
    c.column += digits + 1;
    struct cursor content = c;
    skip_blanks(&content);
    if (content.p == content.end || content.column > c.column + 4) {
        content = c; /* nothing there, or indented code: the content begins after one blank */
        content.column++;
        content.p += content.p < content.end;
    }
    *at = content;
    return true;
}

/* Tags that begin a block of HTML even behind a line of text (CommonMark 4.6, kinds 1 and 6). */
static const char block_tags[] =
    " address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param pre script section source style summary table tbody td tfoot th thead title tr track "
    "ul ";

/* HTML, which goes on to the next blank line and in which nothing is Markdown. */
static bool html_at(struct cursor at, bool in_paragraph)
{
    char tag[16] = " ";
    size_t n = 1;
    const char *p = at.p + 1, *end = at.end;
    if (at.p == at.end || *at.p != '<')
        return false;
    p += p < end && *p == '/';
    for (; p < end && n < sizeof tag - 2 && isalnum((unsigned char)*p); p++)
        tag[n++] = (char)tolower((unsigned char)*p);
    tag[n] = ' ';
    tag[n + 1] = '\0';
    bool named = n > 1 && (p == end || strchr(" \t/>", *p));
    while (end > p && isspace((unsigned char)end[-1]))
        end--;
    bool alone = named && end > p && end[-1] == '>' && memchr(p, '>', (size_t)(end - p)) == end - 1;
    return named && (strstr(block_tags, tag) || (alone && !in_paragraph));
}

static bool starts_comment(struct cursor at)
{
    return at.end - at.p >= 4 && memcmp(at.p, "<!--", 4) == 0;
}

/* --- The pass --------------------------------------------------------------------------------- */

/* The column at which what belongs to the innermost open item begins. */
static size_t content_of(const struct scan *scan)
{
    return scan->items.n ? scan->items.at[scan->items.n - 1].content : 0;
}

static void open_fence(struct scan *scan, struct cursor at, size_t i)
{
    scan->fence = *at.p;
    scan->fence_length = fence_at(at);
    scan->fence_content = content_of(scan);
    scan->fence_line = i;
    scan->post->lines.at[i].open = true;
}

/* A line while a code block is open; false: the block has ended before it, with its list item. */
static bool read_code(struct scan *scan, size_t i)
{
    struct post_line *line = &scan->post->lines.at[i];
    struct cursor at = {line->at, line->at + line->n, 0};
    skip_blanks(&at);
    if (at.p < at.end && at.column < scan->fence_content) {
        scan->fence = 0;
        scan->post->lines.at[i - 1].open = false;
        return false;
    }
    line->kind = LINE_CODE;
    line->item = scan->items.n ? scan->items.at[0].line : NO_LINE;
    line->open = true;
    size_t n = run(at, scan->fence);
    struct cursor behind = {at.p + n, at.end, 0};
    skip_blanks(&behind);
    if (n >= scan->fence_length && behind.p == behind.end) {
        scan->fence = 0;
        line->open = false;
    }
    return true;
}

/* Closes the items that a line at this column does not belong to. */
static void close_items(struct scan *scan, struct cursor at)
{
    struct cursor probe = at;
    bool plain = !heading_at(at) && !fence_at(at) && !ruler_at(at) && !starts_comment(at) &&
                 !html_at(at, true) && !take_marker(&probe, false);
    if (scan->paragraph && plain)
        return; /* goes on without indentation */
    while (scan->items.n && at.column < content_of(scan))
        scan->items.n--;
}

static void read_shown(struct scan *scan, size_t i)
{
    struct post_line *line = &scan->post->lines.at[i];
    struct cursor at = {line->at, line->at + line->n, 0};
    skip_blanks(&at);
    if (at.p == at.end) {
        line->kind = LINE_BLANK;
        scan->paragraph = scan->html = false;
        return;
    }
    line->kind = LINE_TEXT;
    scan->html &= at.column >= scan->html_content;
    size_t open_before = scan->items.n;
    if (!scan->html)
        close_items(scan, at);
    bool interrupts = scan->paragraph && scan->items.n == open_before;
    bool indented = at.column >= content_of(scan) + 4; /* code, or text that goes on */
    while (!indented && !scan->html && take_marker(&at, interrupts)) {
        line->kind = LINE_ITEM;
        *list_push(scan->arena, &scan->items) = (struct open_item){i, at.column};
        scan->paragraph = interrupts = false;
        skip_blanks(&at);
    }
    line->item = scan->items.n ? scan->items.at[0].line : NO_LINE;
    line->nested = line->kind == LINE_ITEM && scan->items.at[0].line != i;
    if (scan->html || (!indented && html_at(at, scan->paragraph))) {
        scan->html_content = scan->html ? scan->html_content : content_of(scan);
        scan->html = true;
        scan->paragraph = false;
        return;
    }
    if (!indented && fence_at(at)) {
        if (line->kind == LINE_TEXT)
            line->kind = LINE_CODE;
        open_fence(scan, at, i);
    } else if (!indented && !scan->items.n && heading_at(at)) {
        line->kind = LINE_HEADING;
        line->level = heading_at(at);
    }
    scan->paragraph = !scan->fence && line->kind != LINE_HEADING && !ruler_at(at) &&
                      !starts_comment(at) && at.p < at.end;
}

/* A hidden line is an item if it says so itself, or behind the start of its comment. */
static void read_hidden(struct post_line *line)
{
    struct cursor at = {line->at, line->at + line->n, 0};
    skip_blanks(&at);
    line->kind = at.p == at.end ? LINE_BLANK : LINE_TEXT;
    if (starts_comment(at)) {
        at.p += 4;
        skip_blanks(&at);
    }
    if (take_marker(&at, false))
        line->kind = LINE_ITEM;
}

static bool is_marker_line(const struct post_line *line, char c)
{
    size_t n = 0;
    while (n < line->n && line->at[n] == c)
        n++;
    return n == 7 && is_blank_at(line->at + n, line->at + line->n);
}

static void find_conflicts(struct scan *scan)
{
    bool in_conflict = false;
    for (size_t i = 0; i < scan->post->lines.n; i++) {
        const struct post_line *line = &scan->post->lines.at[i];
        bool ours = is_marker_line(line, '<'), theirs = is_marker_line(line, '>');
        if (ours || (!in_conflict && (theirs || is_marker_line(line, '|'))))
            problem(
                scan, "conflict-marker", i,
                "a conflict of git stands here; keep what is right and take the marker lines out");
        in_conflict = ours || (in_conflict && !theirs);
    }
}

static void read_line(struct scan *scan, size_t i)
{
    struct post_line *line = &scan->post->lines.at[i];
    bool in_comment = scan->within.in_comment;
    if (!in_comment && scan->fence && read_code(scan, i))
        return;
    if (in_comment) {
        read_hidden(line);
        line->item = scan->comment_item;
    } else {
        read_shown(scan, i);
    }
    struct inline_scan *within = &scan->within;
    struct cursor at = {line->at, line->at + line->n, 0};
    skip_blanks(&at);
    if (starts_comment(at) && !in_comment)
        read_hidden(line);
    bool item = line->kind == LINE_ITEM;
    within->item_named &= !item;
    within->item_nested = item ? line->nested : within->item_nested;
    within->item_open = item || (within->item_open && (line->item != NO_LINE || in_comment) &&
                                 line->kind != LINE_BLANK);
    bool code = scan->fence && line->kind == LINE_CODE;
    bool shown = code || inline_read(within, i);
    line->hidden = !shown && line->kind != LINE_BLANK;
    if (!line->hidden && !in_comment && line->kind == LINE_ITEM && starts_comment(at))
        line->kind = LINE_TEXT; /* text behind the comment on its line */
    if (within->in_comment) {
        line->open = true;
        if (!in_comment)
            scan->comment_item = line->item;
    }
}

void post_read(struct arena *arena, const char *bytes, size_t n, struct post *ret_post)
{
    struct post post = {.bytes = bytes, .n = n};
    struct scan scan = {.arena = arena, .post = &post, .comment_item = NO_LINE};
    scan.within = (struct inline_scan){.arena = arena, .post = &post};
    split(arena, &post);
    read_front_matter(&scan);
    find_conflicts(&scan);
    for (size_t i = post.front_lines; i < post.lines.n; i++)
        read_line(&scan, i);
    if (scan.within.in_comment)
        problem(&scan, "unclosed-comment", scan.within.comment_line,
                "a comment begins here and never ends; close it with -->");
    if (scan.fence && !scan.fence_content)
        problem(&scan, "unclosed-comment", scan.fence_line,
                "a code block begins here and never ends; close it with the same marks");
    *ret_post = post;
}

void post_mentions(struct arena *arena, const char *bytes, size_t n, struct mention_list *mentions)
{
    struct post post;
    post_read(arena, bytes, n, &post);
    for (size_t i = 0; i < post.mentions.n; i++)
        *list_push(arena, mentions) = post.mentions.at[i];
}

enum status post_fit(struct arena *arena, const struct post *post, const char *path,
                     struct error *error)
{
    const struct post_problem *first = NULL;
    for (size_t i = 0; i < post->problems.n; i++)
        if (!first || post->problems.at[i].line < first->line)
            first = &post->problems.at[i];
    if (first)
        return error_set(error, STATUS_USAGE, "%s:%u: %s", path, first->line, first->text);
    if (!post->front_end)
        return error_set(error, STATUS_USAGE,
                         "%s:1: the front matter must be a JSON object: { \"title\": ... }", path);
    struct json *doc;
    TRY(json_parse(arena, path, 1, post->bytes + post->front_at, post->front_end - post->front_at,
                   &doc, error));
    json_free(doc);
    return STATUS_OK;
}

bool is_hint(const struct post *post, const struct post_comment *comment)
{
    const char *s = post->bytes + comment->begin + 4, *end = post->bytes + comment->end;
    while (s < end && isspace((unsigned char)*s))
        s++;
    return end - s > 5 && memcmp(s, "hint:", 5) == 0;
}

char *heading_words(struct arena *arena, const char *line, size_t n)
{
    const char *end = line + n;
    char *words = arena_alloc(arena, n + 1), *to = words;
    while (line < end && (*line == '#' || isspace((unsigned char)*line)))
        line++;
    while (end > line && (end[-1] == '#' || isspace((unsigned char)end[-1])))
        end--;
    for (const char *p = line; p < end; p++) {
        if (p[0] == ']' && p + 1 < end && p[1] == '(') {
            while (p < end && *p != ')')
                p++;
            continue;
        }
        if (*p == '\\' && p + 1 < end)
            p++;
        else if (strchr("[]`*", *p))
            continue;
        *to++ = (char)tolower((unsigned char)*p);
    }
    return words;
}
