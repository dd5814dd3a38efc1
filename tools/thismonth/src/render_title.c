/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Titles as Markdown: see render_title.h. Four steps over one struct:
 *
 *   clean   bytes -> valid UTF-8 without controls
 *   spans   which bytes are code; code that entities would be needed in loses its backticks
 *   cut     to 256 characters, not inside code
 *   mark    which literal bytes need a backslash (emphasis that could pair up, brackets)
 *   write   the rest is decided byte by byte from what was written before
 *
 * Escaping everything would be shorter, but editors read and change these lines. A backslash before
 * ASCII punctuation is never wrong, so wherever CommonMark's rules depend on Unicode classes, all
 * classes are tried and one that needs the backslash is enough.
 */
#include "render_title.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/text.h"

enum { LONGEST = 256 };
static const char ELLIPSIS[] = "\xE2\x80\xA6";

enum mark { LITERAL, ESCAPED, CODE };
struct title {
    char *s;
    unsigned char *mark; /* one per byte */
    size_t n;
    unsigned form;
};

static bool is_dropped(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

static uint32_t decode(const char *s, size_t n)
{
    static const unsigned char first[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t c = (unsigned char)s[0] & first[n];
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)s[i] & 0x3F);
    return c;
}

static void clean(struct arena *arena, const char *raw, struct title *title)
{
    struct text out = {0};
    size_t left = strlen(raw);
    while (left) {
        size_t n = utf8_length(raw, left);
        if (!n) {
            text_adds(&out, "\xEF\xBF\xBD");
            n = 1;
        } else if (n == 1 && isspace((unsigned char)*raw)) {
            text_addc(&out, ' ');
        } else if (!is_dropped(decode(raw, n))) {
            text_add(&out, raw, n);
        }
        raw += n;
        left -= n;
    }
    const char *s = text_cstr(&out);
    size_t n = out.n;
    while (n && s[n - 1] == ' ')
        n--;
    while (n && *s == ' ') {
        s++;
        n--;
    }
    title->s = arena_strndup(arena, s, n);
    title->mark = arena_alloc(arena, n + 1);
    title->n = n;
    text_release(&out);
}

static size_t run_length(const struct title *title, size_t i)
{
    size_t n = 1;
    while (i + n < title->n && title->s[i + n] == title->s[i])
        n++;
    return n;
}

static bool holds(const char *s, size_t n, const char *what)
{
    return memmem(s, n, what, strlen(what)) != NULL;
}

/* Entities are not read inside code, so code that needs one becomes text. */
static bool fit_for_code(const struct title *title, const char *s, size_t n)
{
    return !holds(s, n, "{{") && !holds(s, n, "-->") && !holds(s, n, "--!>") &&
           !holds(s, n, "<!--") && !((title->form & TITLE_COMMENT) && holds(s, n, "--"));
}

/* Takes bytes out. */
static void take_out(struct title *title, size_t at, size_t n)
{
    memmove(title->s + at, title->s + at + n, title->n - at - n + 1);
    memmove(title->mark + at, title->mark + at + n, title->n - at - n + 1);
    title->n -= n;
}

/* Code [begin, end) with `ticks` at both ends becomes text: as CommonMark shows it, so one blank at
 * each end goes too. Returns where the text ends. */
static size_t uncode(struct title *title, size_t begin, size_t end, size_t ticks)
{
    size_t inner = end - begin - 2 * ticks;
    const char *s = title->s + begin + ticks;
    if (s[0] == ' ' && s[inner - 1] == ' ' && strspn(s, " ") < inner) {
        ticks++;
        inner -= 2;
    }
    take_out(title, end - ticks, ticks);
    take_out(title, begin, ticks);
    memset(title->mark + begin, LITERAL, inner);
    return begin + inner;
}

/* CommonMark 6.1: a run of n backticks is closed by the next run of exactly n. A run that none
 * closes is literal, and a backslash before it is one too: titles know no escapes. */
static void find_code(struct title *title)
{
    for (size_t i = 0; i < title->n;) {
        if (title->s[i] != '`') {
            i++;
            continue;
        }
        size_t ticks = run_length(title, i), j = i + ticks;
        while (j < title->n && !(title->s[j] == '`' && run_length(title, j) == ticks))
            j += title->s[j] == '`' ? run_length(title, j) : 1;
        if (j >= title->n) {
            i += ticks;
            continue;
        }
        j += ticks;
        if (fit_for_code(title, title->s + i + ticks, j - i - 2 * ticks)) {
            memset(title->mark + i, CODE, j - i);
            i = j;
        } else {
            i = uncode(title, i, j, ticks);
        }
    }
}

static void cut(struct arena *arena, struct title *title)
{
    size_t at = 0, characters = 0;
    for (size_t i = 0; i < title->n; characters++) {
        if (characters == LONGEST - 1)
            at = i;
        i += utf8_length(title->s + i, title->n - i);
    }
    if (characters <= LONGEST)
        return;
    if (title->mark[at] == CODE && title->mark[at - 1] == CODE) {
        size_t begin = at;
        while (begin && title->mark[begin - 1] == CODE)
            begin--;
        if (begin >= at / 2) {
            at = begin;
        } else { /* hardly anything else: its backticks go instead */
            size_t end = at, ticks = run_length(title, begin);
            while (title->mark[end] == CODE)
                end++;
            uncode(title, begin, end, ticks);
            cut(arena, title);
            return;
        }
    }
    while (at && title->s[at - 1] == ' ')
        at--;
    title->s = arena_printf(arena, "%.*s%s", (int)at, title->s, ELLIPSIS);
    title->n = at + strlen(ELLIPSIS);
    unsigned char *mark = arena_alloc(arena, title->n + 1);
    memcpy(mark, title->mark, at);
    title->mark = mark;
}

/* --- Emphasis: CommonMark 6.2, GFM 6.5 -------------------------------------------------------- */

enum { BLANK = 1, PUNCTUATION = 2, OTHER = 4 };

/* What the byte at i (as a signed index: -1 and n are the ends) may be for the flanking rules. */
static unsigned classes(const struct title *title, ptrdiff_t i)
{
    if (i < 0 || (size_t)i >= title->n)
        return title->form & TITLE_LINKED ? PUNCTUATION : BLANK | PUNCTUATION;
    unsigned char c = (unsigned char)title->s[i];
    if (c >= 0x80)
        return BLANK | PUNCTUATION | OTHER;
    return c == ' ' ? BLANK : ispunct(c) ? PUNCTUATION : OTHER;
}

struct flank {
    bool opens, closes;
};

static struct flank flank_of(char c, unsigned before, unsigned after)
{
    bool left = after != BLANK && (after != PUNCTUATION || before != OTHER);
    bool right = before != BLANK && (before != PUNCTUATION || after != OTHER);
    if (c == '_')
        return (struct flank){left && (!right || before == PUNCTUATION),
                              right && (!left || after == PUNCTUATION)};
    return (struct flank){left, right};
}

/* What the run [i, i + n) can be, over all classes that its neighbours may have. */
static struct flank flank_at(const struct title *title, size_t i, size_t n)
{
    unsigned before = classes(title, (ptrdiff_t)i - 1), after = classes(title, (ptrdiff_t)(i + n));
    struct flank all = {false, false};
    for (unsigned b = BLANK; b <= OTHER; b <<= 1)
        for (unsigned a = BLANK; a <= OTHER; a <<= 1)
            if (before & b && after & a) {
                struct flank one = flank_of(title->s[i], b, a);
                all.opens |= one.opens;
                all.closes |= one.closes;
            }
    return all;
}

/* Escapes the runs of `c` that can open and have one behind them that can close, and those. */
static void mark_emphasis(struct title *title, char c)
{
    bool alone = !(title->form & TITLE_STRICT);
    size_t first_opener = SIZE_MAX, last_closer = 0;
    for (size_t i = 0, n; i < title->n; i += n) {
        n = 1;
        if (title->s[i] != c || title->mark[i] != LITERAL)
            continue;
        n = run_length(title, i);
        struct flank flank = flank_at(title, i, n);
        if (flank.opens && first_opener == SIZE_MAX)
            first_opener = i;
        if (flank.closes)
            last_closer = i;
    }
    for (size_t i = 0, n; i < title->n; i += n) {
        n = 1;
        if (title->s[i] != c || title->mark[i] != LITERAL)
            continue;
        n = run_length(title, i);
        struct flank flank = flank_at(title, i, n);
        if ((flank.opens && (!alone || i < last_closer)) ||
            (flank.closes && (!alone || first_opener < i)))
            memset(title->mark + i, ESCAPED, n);
    }
}

/* --- Brackets --------------------------------------------------------------------------------- */

/* May the pair stay bare? Not as the text of a link, an image or a footnote, nor as a box to tick:
 * "[x]", which Hugo sees anywhere in a list item. */
static bool harmless_pair(const struct title *title, size_t open, size_t close)
{
    char behind = close + 1 < title->n ? title->s[close + 1] : '\0';
    bool first = open == 0 && !(title->form & TITLE_LINKED);
    bool box = close == open + 2 && strchr(" xX", title->s[open + 1]);
    return !first && !box && behind != '(' && behind != '[' && behind != ':' &&
           !(open && title->s[open - 1] == '!') && title->s[open + 1] != '^' &&
           !(title->form & TITLE_STRICT);
}

static void mark_brackets(struct arena *arena, struct title *title)
{
    LIST(size_t) open = {0};
    for (size_t i = 0; i < title->n; i++) {
        if (title->mark[i] != LITERAL || (title->s[i] != '[' && title->s[i] != ']'))
            continue;
        title->mark[i] = ESCAPED; /* until its partner is found */
        if (title->s[i] == '[') {
            *list_push(arena, &open) = i;
        } else if (open.n) {
            size_t begin = open.at[--open.n];
            if (harmless_pair(title, begin, i))
                title->mark[begin] = title->mark[i] = LITERAL;
        }
    }
}

/* --- Writing ---------------------------------------------------------------------------------- */

/* Is there an entity or a character reference at the '&' s? */
static bool entity_at(const char *s)
{
    const char *digits = "0123456789", *p = s + 1;
    if (p[0] == '#') {
        bool hex = p[1] == 'x' || p[1] == 'X';
        p += hex ? 2 : 1;
        size_t n = strspn(p, hex ? "0123456789abcdefABCDEF" : digits);
        return n && p[n] == ';';
    }
    size_t n = 0;
    while (isalnum((unsigned char)p[n]))
        n++;
    return n && p[n] == ';';
}

/* Would text that begins so begin a block of its own (heading, list, quote, ruler, ...)? */
static bool begins_block(const char *s)
{
    return *s && strchr("#>+-*_=~:|<[", *s);
}

/* "1." and "1)" at the start: the byte that a backslash makes text of. */
static size_t list_number(const struct title *title)
{
    size_t n = strspn(title->s, "0123456789");
    return n && n < 10 && (title->s[n] == '.' || title->s[n] == ')') ? n : SIZE_MAX;
}

static bool needs_backslash(const struct title *title, size_t i)
{
    const char *s = title->s + i;
    bool linked = title->form & TITLE_LINKED;
    if (title->mark[i] == ESCAPED)
        return true;
    switch (*s) {
    case '`':
        return true;
    case '\\':
        return s[1] == '\0' || ispunct((unsigned char)s[1]);
    case '&':
        return entity_at(s);
    case '<':
        return (isalpha((unsigned char)s[1]) || s[1] == '/' || s[1] == '?') &&
               (!linked || strchr(s, '>'));
    case '^':
        return i == 0 && linked;
    case ':': /* what is not in a link must not become one, nor name another change */
        return !linked && s[1] == '/' && s[2] == '/';
    case '.':
        return !linked && i >= 3 && strncasecmp(s - 3, "www", 3) == 0;
    default:
        return false;
    }
}

static void write_literal(const struct title *title, size_t i, struct text *out)
{
    const char *s = title->s + i, *before = text_cstr(out) + out->n;
    char last = out->n ? before[-1] : '\0';
    bool in_comment = title->form & TITLE_COMMENT;
    bool starts =
        !(title->form & TITLE_LINKED) && ((i == 0 && begins_block(s)) || i == list_number(title));
    if (*s == '{' && last == '{') {
        text_adds(out, "&#123;");
    } else if (*s == '-' && last == '-' && in_comment) {
        text_adds(out, "&#45;");
    } else if (*s == '>' && out->n >= 2 &&
               (starts_with(before - 2, "--") || (out->n >= 3 && starts_with(before - 3, "--!")))) {
        text_adds(out, "&gt;");
    } else if (s[0] == '<' && s[1] == '!') {
        text_adds(out, "&lt;");
    } else {
        if (needs_backslash(title, i) || starts)
            text_addc(out, '\\');
        text_addc(out, *s);
    }
}

char *title_markdown(struct arena *arena, const char *raw, unsigned form)
{
    struct title title = {.form = form};
    clean(arena, raw, &title);
    find_code(&title);
    cut(arena, &title);
    mark_brackets(arena, &title);
    mark_emphasis(&title, '*');
    mark_emphasis(&title, '_');
    mark_emphasis(&title, '~');
    struct text out = {0};
    if (title.n == 1 && (title.s[0] == 'x' || title.s[0] == 'X')) /* "[x](...)" holds a box, too */
        return arena_printf(arena, "&#%d;", title.s[0]);
    for (size_t i = 0; i < title.n; i++)
        if (title.mark[i] == CODE)
            text_addc(&out, title.s[i]);
        else
            write_literal(&title, i, &out);
    char *markdown = arena_strndup(arena, text_cstr(&out), out.n);
    text_release(&out);
    return markdown;
}
