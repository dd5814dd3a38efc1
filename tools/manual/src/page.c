/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A header's page: see page.h. Sections hold items, items rows; a row is a line of code and what is
 * said about it. */
#include "page.h"

#include <ctype.h>
#include <string.h>

#include "common/json.h"
#include "outline.h"
#include "prose.h"

struct page {
    struct arena *arena;
    const struct header *header;
    const struct names *names;
    struct place place;
    struct text *out;
    struct string_list ids; /* of sections */
    bool first_row;
};

static void add_member(struct text *out, const char *key, const char *value)
{
    text_addf(out, "\"%s\": ", key);
    json_add_string(out, value);
}

static void add_prose(struct page *p, const char *key, const char *prose)
{
    if (!prose || !prose[0])
        return;
    text_addf(p->out, ",\"%s\":", key);
    prose_blocks(&p->place, prose, p->out);
}

/* What the index says about a name; the first that says something counts. */
static void tell(struct page *p, const char *id, const char *prose)
{
    struct name *name = prose ? names_get(p->names, id) : NULL;
    if (name && !name->about[0])
        name->about = prose_sentence(p->arena, prose);
}

/* --- Rows ------------------------------------------------------------------------------------- */

struct row {
    int level;                       /* how deep inside braces */
    size_t first, last;              /* tokens; none: the comment stands alone */
    const char *say;                 /* prose */
    const long long *number;         /* of a constant that does not say it itself */
    long long size;                  /* behind the closing brace */
    const struct declaration *makes; /* the names that a call makes */
};

static void add_makes(struct page *p, const struct declaration *d)
{
    struct runs runs;
    text_adds(p->out, ",\"makes\":");
    runs_begin(&runs, &p->place, p->out);
    for (size_t i = 0; i < d->all.n; i++) {
        if (i)
            runs_text(&runs, ", ", 2);
        runs_declared(&runs, "d", d->all.at[i].text, strlen(d->all.at[i].text), d->all.at[i].id);
    }
    runs_end(&runs);
}

static void add_row(struct page *p, const struct row *row)
{
    const struct header *h = p->header;
    struct runs runs;
    text_addf(p->out, "%s{\"l\":%d,\"c\":", p->first_row ? "\n" : ",\n", row->level);
    p->first_row = false;
    runs_begin(&runs, &p->place, p->out);
    bool broken = false;
    if (row->last == row->first + 1 && h->tokens.at[row->first].kind == TOKEN_DIRECTIVE)
        code_define(&runs, h->text, &h->tokens.at[row->first], &h->marks);
    else
        broken = code_declaration(&runs, h->text, &h->tokens, row->first, row->last, &h->marks);
    runs_end(&runs);
    if (broken)
        text_adds(p->out, ",\"broken\":true");
    if (row->number)
        text_addf(p->out, ",\"v\":\"%lld\"", *row->number);
    if (row->size)
        text_addf(p->out, ",\"size\":%lld", row->size);
    if (row->makes)
        add_makes(p, row->makes);
    add_prose(p, "t", row->say);
    text_addc(p->out, '}');
}

static bool is_byte(const struct header *h, size_t i, char c)
{
    return h->tokens.at[i].kind == TOKEN_PUNCTUATION && h->text[h->tokens.at[i].at] == c;
}

/* The constant declared in tokens [first, last), if no "=" gives its number away. */
static const struct declared *constant_in(const struct header *h, const struct declaration *d,
                                          size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        if (is_byte(h, i, '='))
            return NULL;
    for (size_t k = 0; k < d->all.n && first < last; k++)
        if (d->all.at[k].kind == NAME_CONSTANT && d->all.at[k].at == h->tokens.at[first].at)
            return &d->all.at[k];
    return NULL;
}

/* A walk over what stands between braces. */
struct members {
    const struct declaration *declaration;
    size_t i, last;    /* tokens */
    size_t first;      /* of the member that is read; NO_PLACE: none yet */
    size_t end;        /* byte behind the last member */
    struct text say;   /* about the one that is read */
    struct row before; /* waits for a comment on its line */
    bool waits;
};

static void let_out(struct page *p, struct members *m)
{
    if (m->waits) {
        const struct declared *c =
            constant_in(p->header, m->declaration, m->before.first, m->before.last);
        m->before.number = c ? &c->number : NULL;
        for (size_t k = 0; k < m->declaration->all.n && m->before.say; k++) {
            size_t at = m->declaration->all.at[k].at;
            if (m->before.last > m->before.first &&
                at >= p->header->tokens.at[m->before.first].at &&
                at < p->header->tokens.at[m->before.last - 1].end)
                tell(p, m->declaration->all.at[k].id, m->before.say);
        }
        add_row(p, &m->before);
    }
    m->waits = false;
}

static void put(struct page *p, struct members *m, int level, size_t last)
{
    let_out(p, m);
    m->before = (struct row){.level = level,
                             .first = m->first == NO_PLACE ? last : m->first,
                             .last = last,
                             .say = m->say.n ? arena_strdup(p->arena, text_cstr(&m->say)) : NULL};
    m->waits = true;
    m->first = NO_PLACE;
    m->end = last > 0 ? p->header->tokens.at[last - 1].end : 0;
    text_clear(&m->say);
}

static void add_say(struct text *say, const char *prose)
{
    if (say->n)
        text_adds(say, "\n\n");
    text_adds(say, prose);
}

static void read_comment(struct page *p, struct members *m, int level)
{
    const struct header *h = p->header;
    const struct token *t = &h->tokens.at[m->i];
    const char *prose = outline_prose(p->arena, h, t);
    bool behind =
        m->first == NO_PLACE && m->waits && !memchr(h->text + m->end, '\n', t->at - m->end);
    if (behind) {
        struct text say = {0};
        if (m->before.say)
            add_say(&say, m->before.say);
        add_say(&say, prose);
        m->before.say = arena_strdup(p->arena, text_cstr(&say));
        text_release(&say);
        m->end = t->end;
        return;
    }
    const char *rest = prose, *title = prose_heading(p->arena, &rest);
    add_say(&m->say, title ? title : prose);
    if (title && rest[0])
        add_say(&m->say, rest);
    if (title && m->first == NO_PLACE)
        put(p, m, level, m->i + 1);
    else if (m->first == NO_PLACE && m->i + 1 < m->last && is_parted(h, t->end, t[1].at))
        put(p, m, level, m->i + 1); /* about all that follow */
}

/* From behind the opening brace to the closing one of the outermost. */
static void read_members(struct page *p, struct members *m, bool is_enum)
{
    const struct header *h = p->header;
    int level = 1, round = 0;
    for (; m->i < m->last; m->i++) {
        enum token_kind kind = h->tokens.at[m->i].kind;
        if (kind == TOKEN_COMMENT) {
            read_comment(p, m, level);
            continue;
        }
        if (kind == TOKEN_DIRECTIVE)
            continue;
        if (is_byte(h, m->i, '}')) {
            if (m->first != NO_PLACE) /* the last constant has no comma */
                put(p, m, level, m->i);
            if (m->say.n)
                put(p, m, level, m->i);
            if (--level == 0)
                break;
            m->first = m->i;
            continue;
        }
        m->first = m->first == NO_PLACE ? m->i : m->first;
        round += is_byte(h, m->i, '(') - is_byte(h, m->i, ')');
        if (is_byte(h, m->i, '{'))
            put(p, m, level++, m->i + 1);
        else if (round == 0 && is_byte(h, m->i, is_enum ? ',' : ';'))
            put(p, m, level, m->i + 1);
    }
    let_out(p, m);
}

static size_t token_at(const struct header *h, size_t at)
{
    size_t i = 0;
    while (i < h->tokens.n && h->tokens.at[i].at < at)
        i++;
    return i;
}

static void add_braces(struct page *p, const struct entry *entry, size_t first, size_t last)
{
    const struct header *h = p->header;
    const struct declaration *d = entry->declaration;
    size_t open = first;
    bool is_enum = false;
    for (; open < last && !is_byte(h, open, '{'); open++)
        is_enum |= memcmp(h->text + h->tokens.at[open].at, "enum", 4) == 0;
    size_t lines = 0;
    for (size_t i = h->tokens.at[first].at; i < d->end; i++)
        lines += h->text[i] == '\n';
    bool comments = false;
    for (size_t i = first; i < last; i++)
        comments |= h->tokens.at[i].kind == TOKEN_COMMENT;
    if (!lines && !comments) { /* short enough to stand as it is */
        add_row(p,
                &(struct row){.first = first, .last = last, .say = entry->behind, .size = d->size});
        return;
    }
    add_row(p, &(struct row){.first = first, .last = open + 1});
    struct members m = {.declaration = d, .i = open + 1, .last = last, .first = NO_PLACE};
    read_members(p, &m, is_enum);
    text_release(&m.say);
    add_row(p, &(struct row){.first = m.i, .last = last, .say = entry->behind, .size = d->size});
}

static void add_entry(struct page *p, const struct entry *entry)
{
    const struct header *h = p->header;
    const struct declaration *d = entry->declaration;
    size_t first = token_at(h, d->at), last = token_at(h, d->body ? d->body : d->end);
    if (d->shape == SHAPE_BRACES)
        add_braces(p, entry, first, last);
    else
        add_row(p, &(struct row){.first = first,
                                 .last = last,
                                 .say = entry->behind,
                                 .makes = d->shape == SHAPE_CALL ? d : NULL});
}

/* --- Items, sections -------------------------------------------------------------------------- */

static unsigned line_of(const struct header *h, size_t at)
{
    unsigned line = 1;
    for (size_t i = 0; i < at; i++)
        line += h->text[i] == '\n';
    return line;
}

static const struct declared *called(const struct item *item, size_t i)
{
    return &item->entries.at[i].declaration->all.at[0];
}

/* The item's title, and the kind of its names if they have one in common. */
static void add_title(struct page *p, const struct item *item)
{
    const char *kind = name_kind_word(called(item, 0)->kind);
    size_t n = item->entries.n;
    struct text title = {0};
    for (size_t i = 0; i < n; i++) {
        if (strcmp(kind, name_kind_word(called(item, i)->kind)) != 0)
            kind = "";
        if (n <= 3 || i == 0)
            text_addf(&title, "%s%s", i ? ", " : "", called(item, i)->text);
        else if (i + 1 == n)
            text_addf(&title, " ... %s", called(item, i)->text);
    }
    add_member(p->out, "id", called(item, 0)->id);
    text_addc(p->out, ',');
    add_member(p->out, "title", text_cstr(&title));
    text_addf(p->out, ",\"kind\":\"%s\",\"n\":%zu,\"line\":%u,\"rows\":[", kind, n,
              line_of(p->header, item->entries.at[0].declaration->at));
    text_release(&title);
}

static void add_item(struct page *p, const struct item *item)
{
    text_addc(p->out, '{');
    if (item->entries.n) {
        add_title(p, item);
        p->first_row = true;
        for (size_t i = 0; i < item->entries.n; i++) {
            const struct declaration *d = item->entries.at[i].declaration;
            for (size_t k = 0; k < d->all.n; k++)
                if (d->all.at[k].kind != NAME_CONSTANT) {
                    tell(p, d->all.at[k].id, item->entries.at[i].behind);
                    /* what a paragraph says, the first name does; a typedef and its struct are one
                     */
                    if (i == 0 || strcmp(d->all.at[k].text, called(item, 0)->text) == 0)
                        tell(p, d->all.at[k].id, item->text);
                }
            add_entry(p, &item->entries.at[i]);
        }
        text_addc(p->out, ']');
    } else {
        text_adds(p->out, "\"title\":\"\"");
    }
    add_prose(p, "text", item->text);
    text_addc(p->out, '}');
}

/* The words of a title, as an address; told from the ids of names and of the frame by the letter in
 * front. */
static const char *section_id(struct page *p, const char *title)
{
    struct text id = {0};
    for (const char *c = title; *c; c++) {
        if (isalnum((unsigned char)*c))
            text_addc(&id, (char)tolower((unsigned char)*c));
        else if (id.n && id.at[id.n - 1] != '-')
            text_addc(&id, '-');
    }
    while (id.n && id.at[id.n - 1] == '-')
        id.n--;
    char *whole = arena_printf(p->arena, "on-%.*s", (int)id.n, id.n ? id.at : "");
    for (unsigned i = 2; string_list_has(&p->ids, whole); i++)
        whole = arena_printf(p->arena, "on-%.*s-%u", (int)id.n, id.n ? id.at : "", i);
    text_release(&id);
    *list_push(p->arena, &p->ids) = whole;
    return whole;
}

static void add_section(struct page *p, const struct section *section)
{
    add_member(p->out, "title", section->title ? section->title : "");
    text_addc(p->out, ',');
    add_member(p->out, "id", section->title ? section_id(p, section->title) : "");
    add_prose(p, "text", section->text);
    text_adds(p->out, ",\"items\":[");
    for (size_t i = 0; i < section->items.n; i++) {
        text_adds(p->out, i ? ",\n" : "\n");
        add_item(p, &section->items.at[i]);
    }
    text_addc(p->out, ']');
}

enum status page_header(struct arena *arena, const struct header *header, const struct names *names,
                        struct text *out, struct error *error)
{
    struct page p = {.arena = arena,
                     .header = header,
                     .names = names,
                     .place = {.names = names, .project = header->project, .page = header->page},
                     .out = out};
    struct outline outline = outline_read(arena, header);
    if (!outline.about || !outline.about[0])
        return error_set(
            error, STATUS_USAGE,
            "%s:1: this public header does not begin with what it is; open it, below the licence, "
            "with a comment (headers are the manual)",
            header->path);
    text_adds(out, "{\"type\": \"projects\", \"layout\": \"header\", ");
    add_member(out, "title", header->include);
    text_adds(out, ", ");
    add_member(out, "project", header->project);
    text_adds(out, ", ");
    add_member(out, "source", header->path);
    text_adds(out, ", ");
    add_member(out, "summary", prose_sentence(arena, outline.about));
    add_prose(&p, "about", outline.about);
    text_adds(out, ",\n\"sections\": [");
    for (size_t i = 0; i < outline.sections.n; i++) {
        text_adds(out, i ? ",\n{" : "\n{");
        add_section(&p, &outline.sections.at[i]);
        text_addc(out, '}');
    }
    text_adds(out, "]}\n");
    return STATUS_OK;
}
