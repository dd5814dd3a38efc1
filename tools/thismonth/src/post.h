/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A post as lines with meaning: what merge, check, publish and the reading of earlier issues all
 * need to know of it. The bytes are not copied and not changed; lines are views into them.
 *
 *     { "title": ... }                  LINE_FRONT
 *                                       LINE_BLANK
 *     ## Projects                       LINE_HEADING, level 2
 *     We merged:                        LINE_TEXT
 *     - [a](https://...)                LINE_ITEM    item 4
 *       a remark                        LINE_TEXT    item 4
 *       - [b](https://...)              LINE_ITEM    item 4, nested
 *     <!-- - [c](https://...) (bot) --> LINE_ITEM    hidden
 *     ```c                              LINE_CODE
 *
 * This is the part of CommonMark that decides where a list, a comment or a code block ends; a
 * thing that it does not know (a table, a quote) is text. Headings are those that begin with '#'.
 */
#pragma once
#include "change.h"
#include "common/arena.h"
#include "common/status.h"

/* A change that a post names: by its link, or else by its commit, "(`0123456789ab`)". */
struct mention {
    const char *id; /* change_id() form, owner/name as written; of a bare commit "@0123456789ab" */
    unsigned line;  /* 1-based */
    bool item;      /* the first change that a list item (shown or hidden) links to */
    bool nested;    /* ... and that item stands within another */
    bool hidden;    /* inside an HTML comment */
};

struct mention_list {
    struct mention *at;
    size_t n, cap;
};

/* Appends all changes that these bytes name, in order: pull request and commit links of GitHub (or
 * another host with such links; http too, with or without www, a trailing /files, ?query or
 * #fragment, an owner/name in another case) and bare commit ids as "(`0123456789ab`)". Code names
 * nothing. The front matter may be JSON, YAML or TOML. */
void post_mentions(struct arena *, const char *bytes, size_t n, struct mention_list *mentions);

/* Do the two identities mean one change? Owner and name without regard to case, commits by their
 * common digits (at least seven). */
bool same_id(const char *a, const char *b);
/* Does `id` of a mention mean this change? One without a link is known by its first commit. */
bool id_means(const char *id, const struct change *);

enum line_kind { LINE_BLANK, LINE_TEXT, LINE_HEADING, LINE_ITEM, LINE_CODE, LINE_FRONT };
#define NO_LINE ((size_t)-1)

struct post_line {
    const char *at; /* the line without its end (and without a byte order mark) */
    size_t n;
    size_t begin, end; /* its bytes in the post, all of them: [begin, end) */
    enum line_kind kind;
    unsigned level; /* of a heading, 1 to 6 */
    size_t item;    /* first line of the outermost list item that it belongs to, or NO_LINE */
    bool nested;    /* an item within an item */
    bool hidden;    /* nothing of it is shown: comments and blanks only */
    bool open;      /* a comment, code or front matter goes on into the next line */
};

/* A link, or a web address that stands bare (text NULL). Views into the post. */
struct post_link {
    size_t line; /* index of the line */
    const char *text, *url;
    size_t text_n, url_n;
    bool hidden;
};

/* An HTML comment with its marks: bytes [begin, end). One that never closes has none. */
struct post_comment {
    size_t begin, end;
    size_t line; /* index of the line that it begins in */
};

/* What makes a post unfit to be merged into or published, by the name of check's rule. */
struct post_problem {
    const char *rule; /* "front-matter", "conflict-marker", "unclosed-comment" */
    unsigned line;
    const char *text; /* what it is and the way out */
};

struct post {
    const char *bytes;
    size_t n;
    LIST(struct post_line) lines;
    LIST(struct post_link) links;
    LIST(struct post_comment) comments;
    LIST(struct post_problem) problems;
    struct mention_list mentions;
    size_t front_lines;         /* lines of the front matter, 0: none */
    size_t front_at, front_end; /* JSON front matter: its object is bytes [front_at, front_end) */
    const char *eol;            /* how most lines end: "\n" or "\r\n" */
};

/* The post refers to `bytes` and lives in the arena. */
void post_read(struct arena *, const char *bytes, size_t n, struct post *ret_post);

/* STATUS_USAGE "path:line: ..." for the first problem of the post, or for front matter that is not
 * one JSON object: it cannot be merged into or published. */
enum status post_fit(struct arena *, const struct post *, const char *path,
                     struct error *) MUST_CHECK;
/* Is the comment a hint of the template, "<!-- hint: ... -->"? */
bool is_hint(const struct post *, const struct post_comment *);

/* Is this line where a list ends and something else begins? Blank lines, items with all that
 * belongs to them, and comments are not. */
bool ends_list(const struct post_line *);

/* The words of a heading: no #, link, code or emphasis marks, in lower case. */
char *heading_words(struct arena *, const char *line, size_t n);
