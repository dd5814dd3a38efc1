/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A post that is being added to: see merge_page.h. */
#include "merge_page.h"

#include <ctype.h>
#include <string.h>

void page_open(struct arena *arena, const struct post *post, struct page *ret_page)
{
    struct page page = {.arena = arena, .post = post};
    page.lines = arena_array(arena, post->lines.n + 1, sizeof *page.lines);
    for (size_t i = 0; i < post->lines.n; i++) {
        const struct post_line *old = &post->lines.at[i];
        struct page_line *line = &page.lines[i];
        *line = (struct page_line){.old = old,
                                   .level = old->kind == LINE_HEADING ? old->level : 0,
                                   .blank = old->kind == LINE_BLANK,
                                   .item = old->kind == LINE_ITEM && !old->hidden && !old->nested,
                                   .ends_list = ends_list(old),
                                   .before = page.last};
        if (page.last)
            page.last->behind = line;
        else
            page.first = line;
        page.last = line;
    }
    *ret_page = page;
}

static bool goes_on(const struct page_line *line)
{
    return line && line->old && line->old->open;
}

static struct page_line *put(struct page *page, struct page_line *before, const char *text,
                             enum page_kind kind)
{
    struct page_line *line = arena_alloc(page->arena, sizeof *line);
    size_t level = strspn(text, "#");
    bool heading = kind == PAGE_TEXT && level >= 1 && level <= 6 && text[level] == ' ';
    *line = (struct page_line){.text = text,
                               .level = heading ? (unsigned)level : 0,
                               .blank = !*text,
                               .item = kind == PAGE_ITEM,
                               .ends_list = kind == PAGE_TEXT && *text,
                               .before = before,
                               .behind = before ? before->behind : page->first};
    *(line->before ? &line->before->behind : &page->first) = line;
    *(line->behind ? &line->behind->before : &page->last) = line;
    return line;
}

/* The column of a line's text, or that of an item's content. */
static size_t column_of(const struct page_line *line, bool content)
{
    size_t n, i = 0, column = 0;
    const char *s = page_text(line, &n);
    for (; i < n && (s[i] == ' ' || s[i] == '\t'); i++)
        column = s[i] == '\t' ? (column / 4 + 1) * 4 : column + 1;
    if (!content)
        return column;
    while (i < n && s[i] != ' ' && s[i] != '\t') {
        i++;
        column++;
    }
    return column + 1;
}

/* Keeps what stands behind a new line out of its list item: a blank line before a paragraph, an
 * empty comment before what is indented. */
static void seclude(struct page *page, struct page_line *line)
{
    struct page_line *next = line->behind;
    while (next && next->blank)
        next = next->behind;
    if (line->item && next && column_of(next, false) >= column_of(line, true))
        line = put(page, put(page, line, "", PAGE_TEXT), "<!-- -->", PAGE_COMMENT);
    if (line->behind && line->behind->ends_list)
        put(page, line, "", PAGE_TEXT);
}

struct page_line *page_put(struct page *page, struct page_line *line, const char *text,
                           enum page_kind kind)
{
    while (goes_on(line))
        line = line->behind;
    line = put(page, line, text, kind);
    seclude(page, line);
    return line;
}

struct page_line *page_put_before(struct page *page, struct page_line *line, const char *text,
                                  enum page_kind kind)
{
    while (goes_on(line->before))
        line = line->before;
    return put(page, line->before, text, kind);
}

struct page_line *page_put_block(struct page *page, struct page_line *line, const char *text,
                                 enum page_kind kind)
{
    struct page_line *first = NULL;
    while (goes_on(line))
        line = line->behind;
    if (line && !line->blank)
        line = put(page, line, "", PAGE_TEXT);
    for (const char *s = text; *s;) {
        size_t n = strcspn(s, "\n");
        line = put(page, line, arena_strndup(page->arena, s, n), kind);
        if (!first)
            first = line;
        s += n + (s[n] == '\n');
    }
    if (line && line->behind && !line->behind->blank)
        put(page, line, "", PAGE_TEXT);
    return first;
}

struct page_line *page_put_first(struct page *page, struct page_line *head, const char *text,
                                 enum page_kind kind)
{
    while (goes_on(head))
        head = head->behind;
    struct page_line *blank = head->behind;
    if (!blank || !blank->blank)
        blank = put(page, head, "", PAGE_TEXT);
    struct page_line *line = put(page, blank, text, kind);
    seclude(page, line);
    return line;
}

void page_rewrite(struct page_line *line, const char *text)
{
    line->text = text;
}

struct page_line *page_last_before(const struct page *page, const struct page_line *stop)
{
    struct page_line *line = stop ? stop->before : page->last;
    while (line && line->blank && line->before)
        line = line->before;
    return line;
}

struct page_line *page_part_end(const struct page_line *heading)
{
    struct page_line *line = heading->behind;
    while (line && !(line->level && line->level <= heading->level))
        line = line->behind;
    return line;
}

struct page_line *page_section_end(const struct page_line *heading)
{
    struct page_line *line = heading->behind;
    while (line && !line->section && !(line->level && line->level <= heading->level))
        line = line->behind;
    return line;
}

struct page_line *page_list_head(struct page_line *line)
{
    while (line && !line->ends_list)
        line = line->before;
    return line;
}

struct page_line *page_list_last(struct page_line *head)
{
    struct page_line *last = head;
    for (struct page_line *line = head->behind; line && !line->ends_list; line = line->behind)
        if (!line->blank)
            last = line;
    return last;
}

struct page_line *page_item_first(const struct page *page, struct page_line *line)
{
    if (!line->old)
        return line;
    if (line->old->item != NO_LINE)
        return &page->lines[line->old->item];
    while (goes_on(line->before))
        line = line->before;
    return line;
}

struct page_line *page_item_last(const struct page *page, struct page_line *line)
{
    if (!line->old)
        return line;
    size_t item = line->old->item, last = (size_t)(line->old - page->post->lines.at);
    for (size_t i = last; item != NO_LINE && i < page->post->lines.n; i++) {
        const struct post_line *old = &page->post->lines.at[i];
        if (old->item == item)
            last = i;
        else if (old->kind != LINE_BLANK)
            break;
    }
    return &page->lines[last];
}

const char *page_item_marker(struct page *page, const struct page_line *line)
{
    size_t n, i = 0;
    const char *s = page_text(line, &n);
    while (i < n && (s[i] == ' ' || s[i] == '\t'))
        i++;
    while (i < n && isdigit((unsigned char)s[i]))
        i++;
    i += i < n;
    return arena_printf(page->arena, "%.*s%c", (int)i, s, i < n && s[i] == '\t' ? '\t' : ' ');
}

const char *page_text(const struct page_line *line, size_t *ret_n)
{
    *ret_n = line->text ? strlen(line->text) : line->old->n;
    return line->text ? line->text : line->old->at;
}

void page_print(const struct page *page, struct text *text)
{
    const struct post *post = page->post;
    bool last_has_end = !post->n || post->bytes[post->n - 1] == '\n';
    for (const struct page_line *line = page->first; line; line = line->behind) {
        const struct post_line *old = line->old;
        if (text->n && text->at[text->n - 1] != '\n')
            text_adds(text, post->eol);
        if (!line->text) {
            text_add(text, post->bytes + old->begin, old->end - old->begin);
        } else if (old) { /* rewritten: the line keeps its own end */
            const char *begin = post->bytes + old->begin, *end = old->at + old->n;
            text_add(text, begin, (size_t)(old->at - begin));
            text_adds(text, line->text);
            text_add(text, end, (size_t)(post->bytes + old->end - end));
        } else {
            text_adds(text, line->text);
            if (line->behind || last_has_end)
                text_adds(text, post->eol);
        }
    }
}
