/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Comments, code spans, links and web addresses within one line. Links that are wrapped over two
 * lines are seen as bare addresses, which is all that identity needs.
 */
#include "post_inline.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/text.h"

enum { LONGEST_TEXT = 4096, SHORT_ID = 12, LEAST_ID = 7 };

/* --- Identities ------------------------------------------------------------------------------- */

/* The parts of an identity, as views into "owner/name#445", "owner/name@0123456789ab", a link. */
struct reference {
    const char *repository, *digits;
    size_t repository_n, digits_n;
    char mark; /* '#' or '@' */
};

static bool in_name(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

static size_t span(const char *s, size_t n, bool (*accept)(char))
{
    size_t i = 0;
    while (i < n && accept(s[i]))
        i++;
    return i;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return isxdigit((unsigned char)c);
}

static bool skip(const char **s, size_t *n, const char *word)
{
    size_t length = strlen(word);
    if (*n < length || strncasecmp(*s, word, length) != 0)
        return false;
    *s += length;
    *n -= length;
    return true;
}

/* "scheme://host/owner/name/pull/N" or ".../commit/HEX", whatever follows. */
static bool reference_of_url(const char *url, size_t n, struct reference *ret)
{
    const char *s = memmem(url, n, "://", 3);
    if (!s)
        return false;
    n -= (size_t)(s + 3 - url);
    s += 3;
    const char *slash = memchr(s, '/', n);
    if (!slash)
        return false;
    n -= (size_t)(slash + 1 - s);
    s = slash + 1;
    struct reference ref = {.repository = s};
    size_t owner = span(s, n, in_name);
    if (!owner || owner == n || s[owner] != '/')
        return false;
    size_t name = span(s + owner + 1, n - owner - 1, in_name);
    if (!name)
        return false;
    ref.repository_n = owner + 1 + name;
    s += ref.repository_n;
    n -= ref.repository_n;
    if (skip(&s, &n, "/pull/"))
        ref.mark = '#';
    else if (skip(&s, &n, "/commit/"))
        ref.mark = '@';
    else
        return false;
    ref.digits = s;
    ref.digits_n = span(s, n, ref.mark == '#' ? is_digit : is_hex);
    bool whole = ref.digits_n == n || !isalnum((unsigned char)s[ref.digits_n]);
    if (!whole || ref.digits_n < (ref.mark == '#' ? 1 : LEAST_ID) || ref.digits_n > 40)
        return false;
    *ret = ref;
    return true;
}

static bool reference_of_id(const char *id, struct reference *ret)
{
    const char *mark = strpbrk(id, "#@");
    if (!mark)
        return false;
    *ret = (struct reference){.repository = id,
                              .repository_n = (size_t)(mark - id),
                              .mark = *mark,
                              .digits = mark + 1,
                              .digits_n = strlen(mark + 1)};
    return true;
}

static bool same_commit(const char *a, size_t na, const char *b, size_t nb)
{
    size_t n = na < nb ? na : nb;
    return n >= LEAST_ID && strncasecmp(a, b, n) == 0;
}

static bool same_reference(const struct reference *a, const struct reference *b)
{
    if (a->mark != b->mark || a->repository_n != b->repository_n ||
        strncasecmp(a->repository, b->repository, a->repository_n) != 0)
        return false;
    if (a->mark == '@')
        return same_commit(a->digits, a->digits_n, b->digits, b->digits_n);
    return a->digits_n == b->digits_n && memcmp(a->digits, b->digits, a->digits_n) == 0;
}

bool same_id(const char *a, const char *b)
{
    struct reference left, right;
    return reference_of_id(a, &left) && reference_of_id(b, &right) && same_reference(&left, &right);
}

bool id_means(const char *id, const struct change *change)
{
    struct reference ref, own;
    if (!reference_of_id(id, &ref))
        return false;
    if (change->url && reference_of_url(change->url, strlen(change->url), &own) &&
        same_reference(&ref, &own))
        return true;
    const char *commit = change->commits.n ? change->commits.at[0] : "";
    if (ref.mark == '@') {
        const char *home = change->number || !change->repository ? "" : change->repository;
        bool bare = ref.repository_n == 0;
        bool here = ref.repository_n == strlen(home) &&
                    strncasecmp(ref.repository, home, ref.repository_n) == 0;
        return (bare || here) && same_commit(ref.digits, ref.digits_n, commit, strlen(commit));
    }
    char number[16];
    snprintf(number, sizeof number, "%u", change->number);
    const char *home = change->repository ? change->repository : "";
    own = (struct reference){home, number, strlen(home), strlen(number), '#'};
    return change->number && same_reference(&ref, &own);
}

/* --- One line --------------------------------------------------------------------------------- */

static void add_mention(struct inline_scan *scan, size_t line, const struct reference *ref,
                        bool hidden)
{
    size_t n = ref->mark == '@' && ref->digits_n > SHORT_ID ? SHORT_ID : ref->digits_n;
    char *id = arena_printf(scan->arena, "%.*s%c%.*s", (int)ref->repository_n, ref->repository,
                            ref->mark, (int)n, ref->digits);
    for (char *s = id + ref->repository_n; ref->mark == '@' && *s; s++)
        *s = (char)tolower((unsigned char)*s);
    bool item = scan->item_open && !scan->item_named;
    *list_push(scan->arena, &scan->post->mentions) =
        (struct mention){.id = id,
                         .line = (unsigned)line + 1,
                         .item = item,
                         .nested = item && scan->item_nested,
                         .hidden = hidden};
    scan->item_named |= item;
}

static void add_link(struct inline_scan *scan, struct post_link link)
{
    struct reference ref;
    *list_push(scan->arena, &scan->post->links) = link;
    if (reference_of_url(link.url, link.url_n, &ref))
        add_mention(scan, link.line, &ref, link.hidden);
}

/* The end of the code span that begins at `p`, or NULL: its backticks are just backticks. */
static const char *code_end(const char *p, const char *end, size_t *ret_ticks)
{
    size_t ticks = 0;
    while (p + ticks < end && p[ticks] == '`')
        ticks++;
    *ret_ticks = ticks;
    for (const char *q = p + ticks; q < end;) {
        if (*q != '`') {
            q++;
            continue;
        }
        const char *run = q;
        while (q < end && *q == '`')
            q++;
        if ((size_t)(q - run) == ticks)
            return q;
    }
    return NULL;
}

/* Over one character, escaped character or code span of a link's text. */
static const char *step(const char *p, const char *end)
{
    size_t ticks;
    if (*p == '\\' && p + 1 < end)
        return p + 2;
    if (*p != '`')
        return p + 1;
    const char *behind = code_end(p, end, &ticks);
    return behind ? behind : p + ticks;
}

/* The ']' that closes the '[' at `p`, or NULL; also NULL where a link stands within, since then
 * this is none (an image may). */
static const char *text_end(const char *p, const char *end)
{
    const char *image[32] = {0}; /* by depth: the bracket belongs to an image */
    size_t depth = 0;
    if (end - p > LONGEST_TEXT)
        end = p + LONGEST_TEXT;
    for (const char *q = p; q < end; q = step(q, end)) {
        if (*q == '[') {
            if (depth == sizeof image / sizeof *image)
                return NULL;
            image[depth++] = q > p && q[-1] == '!' ? q : NULL;
        } else if (*q == ']') {
            if (--depth == 0)
                return q;
            if (q + 1 < end && q[1] == '(' && !image[depth])
                return NULL;
        }
    }
    return NULL;
}

/* Behind "(url "title")" at `p`, or NULL. */
static const char *destination_end(const char *p, const char *end, struct post_link *link)
{
    p++;
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    if (p < end && *p == '<') {
        const char *close = memchr(p, '>', (size_t)(end - p));
        if (!close)
            return NULL;
        link->url = p + 1;
        link->url_n = (size_t)(close - p - 1);
        p = close + 1;
    } else {
        size_t depth = 0;
        link->url = p;
        for (; p < end && *p != ' ' && *p != '\t'; p++) {
            if (*p == '\\' && p + 1 < end)
                p++;
            else if (*p == '(')
                depth++;
            else if (*p == ')' && depth-- == 0)
                break;
        }
        link->url_n = (size_t)(p - link->url);
    }
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    if (p < end && strchr("\"'", *p)) {
        const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));
        p = close ? close + 1 : end;
        while (p < end && (*p == ' ' || *p == '\t'))
            p++;
    }
    return p < end && *p == ')' ? p + 1 : NULL;
}

/* Behind the inline link at '[' `p`, or NULL if it is none. */
static const char *read_link(struct inline_scan *scan, size_t line, const char *p, const char *end,
                             bool hidden)
{
    const char *close = text_end(p, end);
    if (!close || close + 1 >= end || close[1] != '(')
        return NULL;
    struct post_link link = {
        .line = line, .text = p + 1, .text_n = (size_t)(close - p - 1), .hidden = hidden};
    const char *behind = destination_end(close + 1, end, &link);
    if (behind)
        add_link(scan, link);
    return behind;
}

static const char *read_address(struct inline_scan *scan, size_t line, const char *p,
                                const char *end, bool hidden)
{
    const char *q = p;
    while (q < end && !isspace((unsigned char)*q) && !strchr("<>()[]\"`", *q))
        q++;
    add_link(scan, (struct post_link){
                       .line = line, .url = p, .url_n = (size_t)(q - p), .hidden = hidden});
    return q;
}

/* "(`0123456789ab`)" names a commit. [p, behind) is the code with its backticks. */
static void read_commit(struct inline_scan *scan, size_t line, const char *from, const char *p,
                        const char *behind, const char *end, bool hidden)
{
    size_t n = (size_t)(behind - p) - 2;
    bool framed = p > from && p[-1] == '(' && behind < end && *behind == ')';
    if (!framed || n < SHORT_ID || n > 40 || span(p + 1, n, is_hex) != n)
        return;
    struct reference ref = {.repository = "", .mark = '@', .digits = p + 1, .digits_n = n};
    add_mention(scan, line, &ref, hidden);
}

/* Reads [p, end), up to the start of a comment unless this is one. Returns where it stopped. */
static const char *read_span(struct inline_scan *scan, size_t line, const char *p, const char *end,
                             bool hidden)
{
    const char *from = p;
    while (p < end) {
        const char *behind = NULL;
        size_t ticks, left = (size_t)(end - p);
        if (!hidden && left >= 4 && memcmp(p, "<!--", 4) == 0)
            return p;
        if (*p == '[') {
            behind = read_link(scan, line, p, end, hidden);
        } else if (*p == '`') {
            behind = code_end(p, end, &ticks);
            if (behind && ticks == 1)
                read_commit(scan, line, from, p, behind, end, hidden);
        } else if ((*p == 'h' || *p == 'H') && ((left > 8 && strncasecmp(p, "https://", 8) == 0) ||
                                                (left > 7 && strncasecmp(p, "http://", 7) == 0))) {
            behind = read_address(scan, line, p, end, hidden);
        }
        p = behind ? behind : step(p, end);
    }
    return end;
}

static bool is_blank(const char *p, const char *end)
{
    while (p < end && isspace((unsigned char)*p))
        p++;
    return p == end;
}

bool inline_read(struct inline_scan *scan, size_t i)
{
    const struct post_line *line = &scan->post->lines.at[i];
    const char *p = line->at, *end = line->at + line->n;
    bool shown = false;
    while (p < end) {
        if (scan->in_comment) {
            const char *close = memmem(p, (size_t)(end - p), "-->", 3);
            (void)read_span(scan, i, p, close ? close : end, true);
            scan->in_comment = !close;
            p = close ? close + 3 : end;
            if (close)
                *list_push(scan->arena, &scan->post->comments) =
                    (struct post_comment){.begin = scan->comment_begin,
                                          .end = (size_t)(p - scan->post->bytes),
                                          .line = scan->comment_line};
            continue;
        }
        const char *stop = read_span(scan, i, p, end, false);
        shown |= !is_blank(p, stop);
        if (stop < end) {
            scan->in_comment = true;
            scan->comment_line = i;
            scan->comment_begin = (size_t)(stop - scan->post->bytes);
            stop += 2; /* "<!-->" is a whole comment */
        }
        p = stop;
    }
    return shown;
}
