/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Comments find their declarations by where they stand: see outline.h. */
#include "outline.h"

#include <string.h>

#include "prose.h"

struct walk {
    struct arena *arena;
    const struct header *header;
    struct outline outline;
    const char *above; /* a comment that waits for its declaration */
    size_t end;        /* of what was met last */
    bool in_item;      /* the next declaration may belong to the last item */
    bool hidden;       /* what was met last is private */
    bool opened;       /* the opening comment has been met, or its place is over */
};

bool is_parted(const struct header *h, size_t from, size_t to)
{
    bool empty = false;
    for (size_t i = from; i < to; i++) {
        if (h->text[i] == '\n' && empty)
            return true;
        empty = h->text[i] == '\n' || (empty && strchr(" \t\r", h->text[i]));
    }
    return false;
}

static bool same_line(const struct header *h, size_t from, size_t to)
{
    return from <= to && !memchr(h->text + from, '\n', to - from);
}

char *outline_prose(struct arena *arena, const struct header *h, const struct token *t)
{
    size_t line = t->at;
    while (line > 0 && h->text[line - 1] != '\n')
        line--;
    return prose_of_comment(arena, h->text + t->at, t->end - t->at, t->at - line);
}

static struct section *last_section(struct walk *w)
{
    if (!w->outline.sections.n)
        list_push(w->arena, &w->outline.sections);
    return &w->outline.sections.at[w->outline.sections.n - 1];
}

static struct item *last_item(struct walk *w)
{
    struct section *section = last_section(w);
    return section->items.n ? &section->items.at[section->items.n - 1] : NULL;
}

static void add_text(struct walk *w, const char *text)
{
    *list_push(w->arena, &last_section(w)->items) = (struct item){.text = text};
    w->in_item = false;
}

/* A comment that is followed by no declaration after all. */
static void let_go(struct walk *w)
{
    if (w->above && w->above[0])
        add_text(w, w->above);
    w->above = NULL;
}

static void add_comment(struct walk *w, const struct token *t, size_t next)
{
    const char *prose = outline_prose(w->arena, w->header, t), *rest = prose;
    struct item *item = last_item(w);
    if (w->hidden && same_line(w->header, w->end, t->at))
        return;
    if (item && item->entries.n && w->in_item && same_line(w->header, w->end, t->at)) {
        item->entries.at[item->entries.n - 1].behind = prose;
        return;
    }
    let_go(w);
    if (starts_with(prose, "SPDX-License-Identifier"))
        return;
    char *title = prose_heading(w->arena, &rest);
    if (title) {
        *list_push(w->arena, &w->outline.sections) =
            (struct section){.title = title, .text = rest[0] ? rest : NULL};
        w->in_item = false;
    } else if (!w->opened) {
        w->outline.about = prose;
    } else if (is_parted(w->header, t->end, next)) {
        add_text(w, prose);
    } else {
        w->above = prose;
    }
    w->opened = true;
}

static void add_declaration(struct walk *w, const struct declaration *d)
{
    bool parted = is_parted(w->header, w->end, d->at);
    if (d->all.n) {
        if (w->above || parted || !w->in_item) {
            *list_push(w->arena, &last_section(w)->items) = (struct item){.text = w->above};
            w->in_item = true;
        }
        struct entry entry = {.declaration = d};
        *list_push(w->arena, &last_item(w)->entries) = entry;
    } else if (w->above || parted) {
        w->in_item = false; /* private, and so is what follows it in its paragraph */
    }
    w->above = NULL;
    w->opened = true;
    w->hidden = d->all.n == 0;
}

struct outline outline_read(struct arena *arena, const struct header *h)
{
    struct walk w = {.arena = arena, .header = h};
    size_t next = 0; /* declaration */
    for (size_t i = 0; i < h->tokens.n; i++) {
        const struct token *t = &h->tokens.at[i];
        if (next < h->declarations.n && t->at >= h->declarations.at[next].at) {
            const struct declaration *d = &h->declarations.at[next++];
            add_declaration(&w, d);
            while (i + 1 < h->tokens.n && h->tokens.at[i + 1].at < d->end)
                i++;
            w.end = d->end;
            continue;
        }
        if (t->kind != TOKEN_COMMENT) {
            w.opened = true; /* #pragma once */
            if (is_parted(h, w.end, t->at))
                w.in_item = false;
            w.end = t->end;
            w.hidden = false;
            continue;
        }
        add_comment(&w, t, i + 1 < h->tokens.n ? t[1].at : h->n);
        w.hidden = false;
        w.end = t->end;
    }
    let_go(&w);
    return w.outline;
}
