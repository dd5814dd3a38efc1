/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A post that is being added to: its lines in a chain, into which new ones are put and in which
 * generated ones are rewritten. No line of the post can be taken out or moved, so whatever an
 * editor typed is there when the page is printed.
 */
#pragma once
#include "common/text.h"
#include "post.h"

struct page_line {
    struct page_line *before, *behind;
    const struct post_line *old; /* NULL: put in by this run */
    const char *text;            /* instead of what the post has; NULL: as it is there */
    unsigned level;              /* of a heading, else 0 */
    bool section;                /* a heading that begins the section of a project */
    bool blank;
    bool item;      /* a shown list item that stands in no other */
    bool ends_list; /* what stands behind it belongs to another list than what stands before */
};

enum page_kind { PAGE_TEXT, PAGE_ITEM, PAGE_COMMENT };

struct page {
    struct arena *arena;
    const struct post *post;
    struct page_line *first, *last;
    struct page_line *lines; /* those of the post, by index */
};

void page_open(struct arena *, const struct post *, struct page *ret_page);

/* Puts a line in: behind `line`, or before it. Where that would be within a comment or a code
 * block, it goes behind or before the whole of it. What stands behind a new item is kept out of it
 * by a blank line, and if it is indented by "<!-- -->". */
struct page_line *page_put(struct page *, struct page_line *line, const char *text, enum page_kind);
struct page_line *page_put_before(struct page *, struct page_line *line, const char *text,
                                  enum page_kind);
/* Puts text (one or more lines) behind `line`, blank lines around it; returns its first line. */
struct page_line *page_put_block(struct page *, struct page_line *line, const char *text,
                                 enum page_kind);
/* Puts the first line of a list behind the line that leads to it, a blank line between them. */
struct page_line *page_put_first(struct page *, struct page_line *head, const char *text,
                                 enum page_kind);
void page_rewrite(struct page_line *, const char *text);

/* The last line before `stop` (NULL: of the page) that is not blank. */
struct page_line *page_last_before(const struct page *, const struct page_line *stop);
/* Where what stands under a heading ends: the next heading of its level or above, NULL: with the
 * page. A section ends also where another project's begins. */
struct page_line *page_part_end(const struct page_line *heading);
struct page_line *page_section_end(const struct page_line *heading);
/* The line that ends what stands before the list of `line`: its introduction, as a rule. */
struct page_line *page_list_head(struct page_line *line);
/* The last line of the list behind `head` that is not blank; `head` when it is empty. */
struct page_line *page_list_last(struct page_line *head);
/* The first and the last line of the item (shown) or comment (hidden) that the line belongs to. */
struct page_line *page_item_first(const struct page *, struct page_line *line);
struct page_line *page_item_last(const struct page *, struct page_line *line);
/* The marker of an item with what stands around it: "- ", "  * ". */
const char *page_item_marker(struct page *, const struct page_line *line);

/* The line as it will be printed, without its end. */
const char *page_text(const struct page_line *, size_t *ret_n);
void page_print(const struct page *, struct text *);
