/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Commits as numbers: see git_history.h. */
#include "git_history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/repository.h"

enum {
    KEPT_BYTES = 48 << 20,
    FIRST_TABLE = 1 << 12,
    HEX = GIT_OID_HEXSZ,
};

/* A commit outside the graph; there may be a million of them. */
struct met {
    git_oid id;
    uint32_t parents; /* how many; NOT_LOADED: not known yet */
    uint32_t links;   /* where they begin in history.links */
    uint32_t kept;    /* index of its object in history.kept + 1, 0: it is not kept */
    int64_t date;
};
#define NOT_LOADED UINT32_MAX

static uint32_t *zeroed(uint32_t n)
{
    return memset(resized(NULL, n, sizeof(uint32_t)), 0, n * sizeof(uint32_t));
}

/* --- Open and close --------------------------------------------------------------------------- */

enum status history_open(struct history *ret_history, git_repository *repository, bool use_graph,
                         struct error *error)
{
    struct history h = {
        .repository = repository, .keep_left = KEPT_BYTES, .table_size = FIRST_TABLE};
    TRY(objects_open(&h.objects, repository, error));
    if (use_graph) {
        char path[4096];
        snprintf(path, sizeof path, "%sobjects", git_repository_commondir(repository));
        h.graph = git_graph_open(path);
        h.graph_count = h.count = h.graph ? git_graph_count(h.graph) : 0;
    }
    h.table = zeroed(h.table_size);
    *ret_history = h;
    return STATUS_OK;
}

void history_close(struct history *h)
{
    for (size_t i = 0; i < h->kept.n; i++)
        object_release(&h->kept.at[i]);
    arena_release(&h->arena);
    free(h->met);
    free(h->table);
    free(h->links);
    free(h->scratch);
    git_graph_close(h->graph);
    objects_close(&h->objects);
    *h = (struct history){0};
}

bool history_graph_wrong(const struct history *h)
{
    return h->graph_wrong || (h->graph && git_graph_broken(h->graph));
}

/* --- Numbers ---------------------------------------------------------------------------------- */

static uint32_t slot_of(const struct history *h, const git_oid *id)
{
    uint32_t at;
    memcpy(&at, id->id, sizeof at);
    for (at &= h->table_size - 1; h->table[at]; at = (at + 1) & (h->table_size - 1))
        if (memcmp(h->met[h->table[at] - 1].id.id, id->id, GIT_OID_RAWSZ) == 0)
            break;
    return at;
}

static void widen_table(struct history *h, uint32_t met)
{
    free(h->table);
    h->table_size *= 2;
    h->table = zeroed(h->table_size);
    for (uint32_t i = 0; i < met; i++)
        h->table[slot_of(h, &h->met[i].id)] = i + 1;
}

uint32_t history_commit(struct history *h, const git_oid *id)
{
    uint32_t position;
    if (h->graph && git_graph_find(h->graph, id, &position))
        return position;
    uint32_t slot = slot_of(h, id), met = h->count - h->graph_count;
    if (h->table[slot])
        return h->graph_count + h->table[slot] - 1;
    if (met == h->met_cap) {
        h->met_cap = h->met_cap ? 2 * h->met_cap : 1024;
        h->met = resized(h->met, h->met_cap, sizeof *h->met);
    }
    h->met[met] = (struct met){.id = *id, .parents = NOT_LOADED};
    h->table[slot] = met + 1;
    if (++met > h->table_size / 2)
        widen_table(h, met);
    return h->count++;
}

void history_id(const struct history *h, uint32_t commit, git_oid *ret_id)
{
    if (commit < h->graph_count)
        git_graph_id(h->graph, commit, ret_id);
    else
        *ret_id = h->met[commit - h->graph_count].id;
}

const char *history_hex(const struct history *h, struct arena *arena, uint32_t commit)
{
    char *hex = arena_alloc(arena, HEX + 1);
    git_oid id;
    history_id(h, commit, &id);
    git_oid_tostr(hex, HEX + 1, &id);
    return hex;
}

/* --- Parsing ---------------------------------------------------------------------------------- */

bool span_line(struct span *text, struct span *ret_line)
{
    if (!text->n)
        return false;
    const char *end = memchr(text->at, '\n', text->n);
    *ret_line = (struct span){text->at, end ? (size_t)(end - text->at) : text->n};
    size_t used = ret_line->n + (end != NULL);
    text->at += used;
    text->n -= used;
    return true;
}

bool span_is(struct span s, const char *word)
{
    return s.n == strlen(word) && memcmp(s.at, word, s.n) == 0;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v' || c == '\0';
}

struct span span_trim(struct span s)
{
    while (s.n && blank(s.at[0])) {
        s.at++;
        s.n--;
    }
    while (s.n && blank(s.at[s.n - 1]))
        s.n--;
    return s;
}

struct span message_subject(struct span message)
{
    struct span line = {0};
    while (span_line(&message, &line))
        if (span_trim(line).n)
            return span_trim(line);
    return (struct span){message.at, 0};
}

struct span message_body(struct span message)
{
    struct span line;
    bool text = false;
    while (span_line(&message, &line)) {
        bool empty = span_trim(line).n == 0;
        if (text && empty)
            break;
        text |= !empty;
    }
    return span_trim(message);
}

/* "key value" at the start of a line. */
static bool header(struct span line, const char *key, struct span *ret_value)
{
    size_t n = strlen(key);
    if (line.n < n || memcmp(line.at, key, n) != 0)
        return false;
    *ret_value = (struct span){line.at + n, line.n - n};
    return true;
}

/* Decimal, with a sign; saturates far beyond any calendar. */
static int64_t parse_time(struct span s)
{
    const int64_t limit = INT64_C(1) << 60;
    s = span_trim(s);
    bool negative = s.n && s.at[0] == '-';
    int64_t value = 0;
    for (size_t i = negative; i < s.n && s.at[i] >= '0' && s.at[i] <= '9'; i++)
        value = value > limit / 10 ? limit : value * 10 + (s.at[i] - '0');
    return negative ? -value : value;
}

struct signature signature_parse(struct span line)
{
    struct signature s = {.name = {line.at, 0}, .email = {line.at, 0}};
    size_t close = line.n, open;
    while (close && line.at[close - 1] != '>')
        close--;
    if (!close) {
        s.name = span_trim(line);
        return s;
    }
    for (open = 0; open < close && line.at[open] != '<';)
        open++;
    s.time = parse_time((struct span){line.at + close, line.n - close});
    if (open < close) {
        s.name = span_trim((struct span){line.at, open});
        s.email = span_trim((struct span){line.at + open + 1, close - open - 2});
    }
    return s;
}

static bool parse_id(struct span hex, git_oid *ret_id)
{
    return hex.n == HEX && git_oid_fromstrn(ret_id, hex.at, HEX) == 0;
}

bool commit_parse(const char *raw, size_t n, struct commit_text *ret_text)
{
    struct span rest = {raw, n}, line, value;
    struct commit_text text = {0};
    if (!span_line(&rest, &line) || !header(line, "tree ", &value) || !parse_id(value, &text.tree))
        return false;
    text.parents.at = rest.at;
    while (span_line(&rest, &line) && line.n) {
        if (header(line, "parent ", &value) && !text.author.name.at)
            text.parents.n = (size_t)(rest.at - text.parents.at);
        else if (header(line, "author ", &value))
            text.author = signature_parse(value);
        else if (header(line, "committer ", &value))
            text.committer = signature_parse(value);
        else if (header(line, "encoding ", &value))
            text.encoding = span_trim(value);
    }
    text.message = rest;
    text.object = ret_text->object;
    *ret_text = text;
    return true;
}

/* --- Objects ---------------------------------------------------------------------------------- */

static enum status open_commit(struct history *h, const git_oid *id, struct commit_text *ret_text,
                               struct error *error)
{
    struct commit_text text = {0};
    TRY(objects_read(&h->objects, id, GIT_OBJECT_COMMIT, "commit", &text.object, error));
    if (!commit_parse(text.object.data, text.object.n, &text)) {
        object_release(&text.object);
        return objects_error(&h->objects, id, "commit", "its bytes are damaged", error);
    }
    *ret_text = text;
    return STATUS_OK;
}

void history_release(struct commit_text *text)
{
    if (!text->kept)
        object_release(&text->object);
    *text = (struct commit_text){0};
}

/* The next parent of a text. */
static bool next_parent(struct span *parents, git_oid *ret_id, bool *ret_damaged)
{
    struct span line, value;
    if (!span_line(parents, &line))
        return false;
    *ret_damaged = !header(line, "parent ", &value) || !parse_id(value, ret_id);
    return !*ret_damaged;
}

/* Does the graph say of a commit what the commit says? Outside the window the tree must do: to look
 * up the ids of all parents costs as much as reading the commit. */
static bool graph_agrees(struct history *h, uint32_t commit, const struct commit_text *text)
{
    struct graph_commit record;
    struct span rest = text->parents;
    git_oid id, known;
    uint32_t n = 0, parents[8];
    bool damaged = false;
    git_graph_commit(h->graph, commit, &record);
    if (memcmp(record.tree.id, text->tree.id, GIT_OID_RAWSZ) != 0)
        return false;
    if (record.date < h->keep.from || record.date >= h->keep.until)
        return true;
    uint32_t count = git_graph_parents(h->graph, commit, parents, 8);
    for (; next_parent(&rest, &id, &damaged); n++) {
        if (n >= 8)
            continue;
        if (n >= count)
            return false;
        git_graph_id(h->graph, parents[n], &known);
        if (memcmp(known.id, id.id, GIT_OID_RAWSZ) != 0)
            return false;
    }
    return n == count && !damaged;
}

static void keep(struct history *h, struct met *met, struct commit_text *text)
{
    size_t n = text->object.n;
    if (met->date < h->keep.from || met->date >= h->keep.until || n > h->keep_left)
        return;
    h->keep_left -= n;
    *list_push(&h->arena, &h->kept) = text->object;
    met->kept = (uint32_t)h->kept.n;
    text->kept = true;
}

/* Notes date and parents of a commit whose object is open. */
static enum status load(struct history *h, uint32_t commit, struct commit_text *text,
                        struct error *error)
{
    struct span rest = text->parents;
    uint32_t first = h->links_n;
    git_oid id;
    bool damaged = false;
    while (next_parent(&rest, &id, &damaged)) {
        if (h->links_n == h->links_cap) {
            h->links_cap = h->links_cap ? 2 * h->links_cap : 4096;
            h->links = resized(h->links, h->links_cap, sizeof *h->links);
        }
        h->links[h->links_n++] = history_commit(h, &id);
    }
    struct met *met = &h->met[commit - h->graph_count];
    if (damaged) {
        h->links_n = first;
        return objects_error(&h->objects, &met->id, "commit", "one of its parents is no id", error);
    }
    met->links = first;
    met->parents = h->links_n - first;
    met->date = text->committer.time;
    keep(h, met, text);
    if (h->on_read)
        h->on_read(h->ctx, commit, text);
    return STATUS_OK;
}

enum status history_read(struct history *h, uint32_t commit, struct commit_text *ret_text,
                         struct error *error)
{
    git_oid id;
    struct commit_text text = {0};
    enum status status = STATUS_OK;
    if (commit >= h->graph_count) {
        struct met *met = &h->met[commit - h->graph_count];
        if (met->kept) {
            text.object = h->kept.at[met->kept - 1];
            commit_parse(text.object.data, text.object.n, &text);
            text.kept = true;
            *ret_text = text;
            return STATUS_OK;
        }
    }
    history_id(h, commit, &id);
    status = open_commit(h, &id, &text, error);
    if (status != STATUS_OK)
        return status;
    if (commit < h->graph_count) {
        if (!graph_agrees(h, commit, &text)) {
            h->graph_wrong = true;
            status = objects_error(&h->objects, &id, "commit",
                                   "it is not what the commit-graph says", error);
        }
    } else if (h->met[commit - h->graph_count].parents == NOT_LOADED) {
        status = load(h, commit, &text, error);
    }
    if (status == STATUS_OK)
        *ret_text = text;
    else
        history_release(&text);
    return status;
}

enum status history_links(struct history *h, uint32_t commit, struct links *ret_links,
                          struct error *error)
{
    if (commit < h->graph_count) {
        struct graph_commit record;
        uint32_t n;
        while ((n = git_graph_parents(h->graph, commit, h->scratch, h->scratch_cap)) >
               h->scratch_cap) {
            h->scratch_cap = 2 * n + 8;
            h->scratch = resized(h->scratch, h->scratch_cap, sizeof *h->scratch);
        }
        if (git_graph_broken(h->graph)) {
            git_error_set_str(GIT_ERROR_ODB, "the commit-graph is damaged");
            return repository_error(h->repository, "history", error);
        }
        git_graph_commit(h->graph, commit, &record);
        *ret_links = (struct links){.date = record.date, .n = n, .parents = h->scratch};
        return STATUS_OK;
    }
    if (h->met[commit - h->graph_count].parents == NOT_LOADED) {
        struct commit_text text;
        enum status status = history_read(h, commit, &text, error);
        if (status != STATUS_OK)
            return status;
        history_release(&text);
    }
    const struct met *met = &h->met[commit - h->graph_count];
    *ret_links =
        (struct links){.date = met->date, .n = met->parents, .parents = h->links + met->links};
    return STATUS_OK;
}

enum status history_tree(struct history *h, uint32_t commit, git_oid *ret_tree, struct error *error)
{
    if (commit < h->graph_count) {
        struct graph_commit record;
        git_graph_commit(h->graph, commit, &record);
        *ret_tree = record.tree;
        return STATUS_OK;
    }
    struct commit_text text;
    enum status status = history_read(h, commit, &text, error);
    if (status == STATUS_OK) {
        *ret_tree = text.tree;
        history_release(&text);
    }
    return status;
}
