/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * An issue as plain text: see mail.h. libxml2 reads the HTML; one walk over its tree writes block
 * after block. A block knows what its lines begin with: `first` the next one, `rest` all after it.
 */
#include "mail.h"

#include <errno.h>
#include <libxml/HTMLparser.h>
#include <libxml/uri.h>
#include <stdio.h>
#include <string.h>

#include "common/file.h"

struct writer {
    struct text *out;
    const char *base;  /* NULL: links stay as they are */
    const char *first; /* NULL: as `rest` */
    const char *rest;
    unsigned blanks; /* lines to leave empty before the next one */
};

static bool is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool is_any(const xmlNode *node, const char *const *names)
{
    for (; *names; names++)
        if (is(node, *names))
            return true;
    return false;
}

static bool is_block(const xmlNode *node)
{
    static const char *const names[] = {"p",     "h1",      "h2",     "h3",   "h4",         "h5",
                                        "h6",    "ul",      "ol",     "li",   "pre",        "div",
                                        "table", "section", "figure", "hr",   "blockquote", "aside",
                                        "html",  "body",    "head",   "main", "footer",     NULL};
    return is_any(node, names);
}

static bool is_silent(const xmlNode *node)
{
    static const char *const names[] = {"head", "script", "style", "svg", NULL};
    return is_any(node, names);
}

static bool has_class(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)"class");
    bool same = value && strcmp((const char *)value, name) == 0;
    xmlFree(value);
    return same;
}

/* --- Characters --------------------------------------------------------------------------------
 */

static size_t width(const char *s, size_t n)
{
    size_t characters = 0;
    for (size_t i = 0; i < n; i++)
        characters += (s[i] & 0xc0) != 0x80;
    return characters;
}

/* U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069: E2 80 8E..., E2 81 A6... */
static bool turns(const unsigned char *s)
{
    return s[0] == 0xe2 &&
           ((s[1] == 0x80 && (s[2] == 0x8e || s[2] == 0x8f || (s[2] >= 0xaa && s[2] <= 0xae))) ||
            (s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9));
}

/* Without what no mail should hold. */
static void add_clean(struct text *text, const char *s)
{
    for (const unsigned char *at = (const unsigned char *)s; *at; at++) {
        if (turns(at))
            at += 2;
        else if ((*at >= 0x20 && *at != 0x7f) || *at == '\n' || *at == '\t')
            text_addc(text, (char)*at);
    }
}

/* --- Lines -------------------------------------------------------------------------------------
 */

static void end_line(struct writer *w)
{
    while (w->out->n && w->out->at[w->out->n - 1] == ' ')
        w->out->at[--w->out->n] = '\0';
    text_addc(w->out, '\n');
}

static void begin_line(struct writer *w)
{
    for (; w->out->n && w->blanks; w->blanks--) {
        text_adds(w->out, w->rest);
        end_line(w);
    }
    w->blanks = 0;
    text_adds(w->out, w->first ? w->first : w->rest);
    w->first = NULL;
}

static void blank(struct writer *w, unsigned lines)
{
    if (w->blanks < lines)
        w->blanks = lines;
}

/* Each line of these as it is, but for an end. */
static void put_lines(struct writer *w, const char *indent, const char *text)
{
    size_t n = strlen(text);
    while (n && text[n - 1] == '\n')
        n--;
    for (const char *end = text + n; text < end;) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((newline ? newline : end) - text);
        begin_line(w);
        if (length) {
            text_adds(w->out, indent);
            text_add(w->out, text, length);
            text_addc(w->out, '\n');
        } else {
            end_line(w);
        }
        text += length + 1;
    }
}

/* Words, as many to a line as fit. A newline among them is one of the text's. */
static void put_words(struct writer *w, const char *text)
{
    enum { NARROWEST = 24 };
    size_t used = 0, margin = width(w->rest, strlen(w->rest));
    size_t room = margin + NARROWEST < MAIL_WIDTH ? MAIL_WIDTH - margin : NARROWEST;
    for (const char *at = text; *at;) {
        size_t n = strcspn(at, " \n");
        if (n && used && used + 1 + width(at, n) > room) {
            end_line(w);
            used = 0;
        }
        if (n) {
            if (!used)
                begin_line(w);
            else
                text_addc(w->out, ' ');
            text_add(w->out, at, n);
            used += (used ? 1 : 0) + width(at, n);
        }
        at += n;
        if (*at == '\n' && used) {
            end_line(w);
            used = 0;
        }
        at += *at ? 1 : 0;
    }
    if (used)
        end_line(w);
}

/* --- Within a line -----------------------------------------------------------------------------
 */

/* Where a link leads; to be freed by xmlFree(). NULL: nowhere. */
static xmlChar *address(const struct writer *w, const xmlNode *node, const char *attribute)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)attribute);
    xmlChar *whole = value && w->base ? xmlBuildURI(value, (const xmlChar *)w->base) : NULL;
    if (!whole)
        return value;
    xmlFree(value);
    return whole;
}

static bool is_person(const char *to, const char *text)
{
    static const char github[] = "https://github.com/";
    return *text == '@' && starts_with(to, github) && !strchr(to + sizeof github - 1, '/');
}

static void add_address(struct text *line, const char *to)
{
    text_addc(line, '<');
    add_clean(line, starts_with(to, "mailto:") ? to + strlen("mailto:") : to);
    text_addc(line, '>');
}

static void add_inline(struct writer *w, const xmlNode *node, struct text *line, xmlChar **about);

/* `about`: NULL, or where the address goes instead of the line, if it is the first. */
static void add_link(struct writer *w, const xmlNode *node, struct text *line, xmlChar **about)
{
    size_t from = line->n;
    xmlChar *to = address(w, node, "href");
    for (const xmlNode *child = node->children; child; child = child->next)
        add_inline(w, child, line, NULL);
    const char *text = line->n > from ? line->at + from : "";
    if (to && strcmp((const char *)to, text) == 0) {
        line->n = from;
        add_address(line, (const char *)to);
    } else if (to && !is_person((const char *)to, text)) {
        if (about && !*about && !from) {
            *about = to;
            return;
        }
        text_addc(line, ' ');
        add_address(line, (const char *)to);
    }
    xmlFree(to);
}

static void add_picture(struct writer *w, const xmlNode *node, struct text *line)
{
    xmlChar *words = xmlGetProp(node, (const xmlChar *)"alt"), *to = address(w, node, "src");
    text_addc(line, '(');
    add_clean(line, words ? (const char *)words : "");
    text_adds(line, ") ");
    if (to)
        add_address(line, (const char *)to);
    xmlFree(words);
    xmlFree(to);
}

/* What of a text is a line's: blanks are one each, whatever they were. */
static void add_words(struct text *line, const char *s)
{
    struct text clean = {0};
    add_clean(&clean, s);
    for (const char *at = text_cstr(&clean); *at; at++) {
        bool space = *at == ' ' || *at == '\n' || *at == '\t';
        char before = line->n ? line->at[line->n - 1] : '\n';
        if (!space)
            text_addc(line, *at);
        else if (before != ' ' && before != '\n')
            text_addc(line, ' ');
    }
    text_release(&clean);
}

static void add_inline(struct writer *w, const xmlNode *node, struct text *line, xmlChar **about)
{
    if (node->type == XML_TEXT_NODE)
        add_words(line, (const char *)node->content);
    if (node->type != XML_ELEMENT_NODE || is_silent(node) || has_class(node, "anchor"))
        return;
    if (is(node, "br"))
        text_addc(line, '\n');
    else if (is(node, "a"))
        add_link(w, node, line, about);
    else if (is(node, "img"))
        add_picture(w, node, line);
    else
        for (const xmlNode *child = node->children; child; child = child->next)
            add_inline(w, child, line, about);
}

/* --- Blocks ------------------------------------------------------------------------------------
 */

/* Nodes up to the next block, as lines. Returns that block, or NULL at the end. */
static const xmlNode *put_run(struct writer *w, const xmlNode *node, bool item)
{
    struct text line = {0};
    xmlChar *about = NULL;
    for (; node && !is_block(node); node = node->next)
        add_inline(w, node, &line, item ? &about : NULL);
    put_words(w, text_cstr(&line));
    if (about) {
        begin_line(w);
        add_clean(w->out, (const char *)about);
        end_line(w);
    }
    xmlFree(about);
    text_release(&line);
    return node;
}

static void put_blocks(struct writer *w, const xmlNode *node, bool item);

static void put_heading(struct writer *w, const xmlNode *node)
{
    struct text line = {0};
    xmlChar *about = NULL;
    char under = is(node, "h2") ? '=' : is(node, "h3") ? '-' : '\0';
    for (const xmlNode *child = node->children; child; child = child->next)
        add_inline(w, child, &line, &about);
    while (line.n && line.at[line.n - 1] == ' ')
        line.at[--line.n] = '\0';
    blank(w, under == '=' ? 2 : 1);
    begin_line(w);
    text_add(w->out, text_cstr(&line), line.n);
    end_line(w);
    size_t n = width(text_cstr(&line), line.n);
    for (size_t i = 0; under && i < n && i < MAIL_WIDTH; i++)
        text_addc(w->out, under);
    if (under)
        end_line(w);
    blank(w, 1);
    if (about) {
        text_clear(&line);
        add_address(&line, (const char *)about);
        put_words(w, text_cstr(&line));
        blank(w, 1);
    }
    xmlFree(about);
    text_release(&line);
}

static void put_code(struct writer *w, const xmlNode *node)
{
    struct text text = {0};
    xmlChar *content = xmlNodeGetContent(node);
    add_clean(&text, content ? (const char *)content : "");
    blank(w, 1);
    put_lines(w, has_class(node, "plain") ? "" : "    ", text_cstr(&text));
    blank(w, 1);
    text_release(&text);
    xmlFree(content);
}

static void put_rows(struct writer *w, const xmlNode *node)
{
    for (; node; node = node->next) {
        struct text row = {0};
        if (!is(node, "tr")) {
            put_rows(w, node->children);
            continue;
        }
        for (const xmlNode *cell = node->children; cell; cell = cell->next) {
            if (!is(cell, "th") && !is(cell, "td"))
                continue;
            text_adds(&row, row.n ? " | " : "");
            for (const xmlNode *child = cell->children; child; child = child->next)
                add_inline(w, child, &row, NULL);
        }
        put_lines(w, "    ", text_cstr(&row));
        text_release(&row);
    }
}

static void put_list(struct writer *w, const xmlNode *node)
{
    char first[256], rest[256];
    unsigned number = 1;
    const char *outer = w->rest;
    for (const xmlNode *item = node->children; item; item = item->next) {
        char mark[16] = "- ";
        if (!is(item, "li"))
            continue;
        if (is(node, "ol"))
            snprintf(mark, sizeof mark, "%u. ", number++);
        snprintf(first, sizeof first, "%s%s", w->first ? w->first : outer, mark);
        snprintf(rest, sizeof rest, "%s%*s", outer, (int)strlen(mark), "");
        w->first = first;
        w->rest = rest;
        put_blocks(w, item->children, true);
        w->first = NULL;
        w->rest = outer;
    }
}

static void put_quote(struct writer *w, const xmlNode *node)
{
    char rest[256];
    const char *outer = w->rest;
    blank(w, 1);
    for (; w->out->n && w->blanks; w->blanks--) /* outside of it */
        end_line(w);
    snprintf(rest, sizeof rest, "%s> ", outer);
    w->rest = rest;
    put_blocks(w, node->children, false);
    w->rest = outer;
    blank(w, 1);
}

static void put_block(struct writer *w, const xmlNode *node, bool item)
{
    if (is_silent(node))
        return;
    if (node->name[0] == 'h' && node->name[1] >= '1' && node->name[1] <= '6') {
        put_heading(w, node);
    } else if (is(node, "pre")) {
        put_code(w, node);
    } else if (is(node, "table")) {
        blank(w, 1);
        put_rows(w, node->children);
        blank(w, 1);
    } else if (is(node, "ul") || is(node, "ol")) {
        blank(w, item ? 0 : 1);
        put_list(w, node);
        blank(w, item ? 0 : 1);
    } else if (is(node, "blockquote")) {
        put_quote(w, node);
    } else if (is(node, "hr")) {
        blank(w, 1);
        put_words(w, "* * *");
        blank(w, 1);
    } else if (is(node, "p")) {
        blank(w, 1);
        put_run(w, node->children, item && w->first);
        blank(w, 1);
    } else {
        put_blocks(w, node->children, item);
    }
}

/* `item`: these are the children of a list's item. */
static void put_blocks(struct writer *w, const xmlNode *node, bool item)
{
    while (node) {
        if (is_block(node)) {
            put_block(w, node, item);
            node = node->next;
        } else {
            node = put_run(w, node, item && w->first);
        }
    }
}

static const xmlNode *find(const xmlNode *node, const char *name)
{
    for (; node; node = node->next) {
        const xmlNode *found = is(node, name) ? node : find(node->children, name);
        if (found)
            return found;
    }
    return NULL;
}

void mail_text(const char *html, size_t n, struct text *out)
{
    htmlDocPtr doc = htmlReadMemory(html, (int)n, NULL, "UTF-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    const xmlNode *base = root ? find(root, "base") : NULL;
    xmlChar *url = base ? xmlGetProp(base, (const xmlChar *)"href") : NULL;
    struct writer w = {.out = out, .base = (const char *)url, .rest = ""};
    if (root)
        put_blocks(&w, root, false);
    xmlFree(url);
    xmlFreeDoc(doc);
}

/* --- Files -------------------------------------------------------------------------------------
 */

/* In place: it was made a moment ago, and can be made again. */
static enum status write_over(const char *path, const struct text *text, struct error *error)
{
    FILE *f = fopen(path, "w");
    bool good = f && fwrite(text_cstr(text), 1, text->n, f) == text->n;
    if (f && fclose(f) != 0)
        good = false;
    if (!good)
        return error_set(error, STATUS_WORLD, "%s: cannot be written: %s", path, strerror(errno));
    return STATUS_OK;
}

enum status mail_files(const struct string_list *paths, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < paths->n && status == STATUS_OK; i++) {
        struct arena arena = {0};
        struct text text = {0};
        char *html;
        size_t n;
        status = file_read(&arena, paths->at[i], &html, &n, error);
        if (status == STATUS_OK) {
            mail_text(html, n, &text);
            status = write_over(paths->at[i], &text, error);
        }
        text_release(&text);
        arena_release(&arena);
    }
    xmlCleanupParser();
    return status;
}
