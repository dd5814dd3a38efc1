/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Building: lanes over all history (or what is new of it), one object opened per commit for its
 * author. Signatures repeat, so each distinct one is put through mailmap and lower case once; a
 * commit remembers its author's number and, of a merge, whether it took in a branch of the
 * repository itself. Then one pass over the lanes finds when each commit landed.
 */
#include "git_authors.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/json.h"
#include "common/text.h"
#include "git_reach.h"

static const char magic[24] = "thismonth authors 1\n";
enum { LITTLE = 0x01020304 }; /* another byte order reads another number: not this file */

struct head {
    char magic[24];
    uint32_t order;
    uint32_t tips;
    uint64_t settings; /* hash of all that the answer depends on besides history */
    uint64_t entries;
};

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    uint64_t hash = seed ? seed : UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    return hash ? hash : 1;
}

/* --- Entries ---------------------------------------------------------------------------------- */

/* `kind` 'n' for names, 'e' for e-mail addresses; 0: there is nothing to know by. */
static uint64_t key_of(char kind, const char *text)
{
    uint64_t hash = hash_bytes(0, &kind, 1);
    if (!text || !*text)
        return 0;
    for (; *text; text++) {
        char c = (char)tolower((unsigned char)*text);
        hash = hash_bytes(hash, &c, 1);
    }
    return hash;
}

static int by_key(const void *a, const void *b)
{
    const struct author_entry *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->since > y->since) - (x->since < y->since);
}

static const struct author_entry *find(const struct authors *authors, uint64_t key)
{
    struct author_entry wanted = {key, 0};
    size_t low = 0, high = authors->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (authors->at[middle].key < wanted.key)
            low = middle + 1;
        else
            high = middle;
    }
    return key && low < authors->n && authors->at[low].key == key ? &authors->at[low] : NULL;
}

bool authors_since(const struct authors *authors, const char *name, const char *email,
                   int64_t *ret_since)
{
    const struct author_entry *by_name = find(authors, key_of('n', name));
    const struct author_entry *by_email = find(authors, key_of('e', email));
    if (!by_name && !by_email)
        return false;
    int64_t since = INT64_MAX;
    if (by_name)
        since = by_name->since;
    if (by_email && by_email->since < since)
        since = by_email->since;
    *ret_since = since;
    return true;
}

struct identity identity_of(struct arena *arena, git_mailmap *mailmap, const struct signature *who,
                            struct span encoding)
{
    const char *name = span_text(arena, who->name, encoding);
    const char *email = span_text(arena, who->email, encoding), *real_name, *real_email;
    if (mailmap && git_mailmap_resolve(&real_name, &real_email, mailmap, name, email) == 0) {
        name = arena_strdup(arena, real_name);
        email = arena_strdup(arena, real_email);
    }
    return (struct identity){*name ? name : NULL, *email ? email : NULL};
}

/* --- Gathering -------------------------------------------------------------------------------- */

#define INNER_MERGE \
    0x80000000u /* beside the author's number: the merge of a branch of this repository */

/* A distinct signature, found by the hash of its bytes. */
struct writer {
    uint64_t hash;
    uint64_t name, email; /* keys */
    int64_t since;
};

struct gathering {
    struct arena *arena;
    struct history *history;
    const struct authors_options *options;
    struct lanes lanes;
    uint32_t *author; /* by commit: number + 1 of its writer, with INNER_MERGE; 0: not read yet */
    uint32_t author_n;
    LIST(struct writer) writers;
    uint32_t *table; /* of writers' numbers + 1 */
    uint32_t table_size;
    uint8_t *fresh; /* by commit: not indexed yet; NULL: all are */
    uint32_t fresh_n;
};

static uint32_t *writer_slot(struct gathering *g, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & (g->table_size - 1);
    while (g->table[at] && g->writers.at[g->table[at] - 1].hash != hash)
        at = (at + 1) & (g->table_size - 1);
    return &g->table[at];
}

static uint32_t writer_number(struct gathering *g, const struct commit_text *text)
{
    const struct signature *who = &text->author;
    uint64_t hash = hash_bytes(0, who->name.at, who->name.n);
    hash = hash_bytes(hash, "<", 1);
    hash = hash_bytes(hash, who->email.at, who->email.n);
    if (2 * g->writers.n >= g->table_size) {
        g->table_size = g->table_size ? 2 * g->table_size : 1024;
        g->table = arena_array(g->arena, g->table_size, sizeof *g->table);
        for (size_t i = 0; i < g->writers.n; i++)
            *writer_slot(g, g->writers.at[i].hash) = (uint32_t)i + 1;
    }
    uint32_t *slot = writer_slot(g, hash);
    if (!*slot) {
        struct arena scratch = {0};
        struct identity id = identity_of(&scratch, g->options->mailmap, who, text->encoding);
        *list_push(g->arena, &g->writers) = (struct writer){.hash = hash,
                                                            .name = key_of('n', id.name),
                                                            .email = key_of('e', id.email),
                                                            .since = INT64_MAX};
        *slot = (uint32_t)g->writers.n;
        arena_release(&scratch);
    }
    return *slot;
}

static void note_author(void *ctx, uint32_t commit, const struct commit_text *text)
{
    struct gathering *g = ctx;
    struct words words;
    if (commit >= g->author_n) {
        uint32_t n = g->history->count + g->history->count / 2;
        uint32_t *wider = arena_array(g->arena, n, sizeof *wider);
        if (g->author_n)
            memcpy(wider, g->author, g->author_n * sizeof *wider);
        g->author = wider;
        g->author_n = n;
    }
    g->author[commit] = writer_number(g, text);
    if (text->parents.n > 48 + 1) { /* more than one line "parent ID\n" */
        words_parse(text->message, &words);
        if (lanes_own_branch(&g->lanes, &words))
            g->author[commit] |= INNER_MERGE;
    }
}

/* Reads those commits of the lanes that no one has opened for their links. */
static enum status read_rest(struct gathering *g, struct error *error)
{
    struct commit_text text;
    for (size_t i = 0; i < g->lanes.order_n; i++) {
        uint32_t commit = g->lanes.order[i];
        if (commit < g->author_n && g->author[commit])
            continue;
        TRY(history_read(g->history, commit, &text, error));
        note_author(g, commit, &text);
        history_release(&text);
    }
    return STATUS_OK;
}

/* One pass over the lanes, parents before sides: when did each commit land? */
static enum status find_since(struct gathering *g, struct error *error)
{
    const struct lanes *l = &g->lanes;
    int64_t *landed =
        arena_array(g->arena, l->list.n, sizeof *landed); /* INT64_MIN: when committed */
    bool *side = arena_array(g->arena, l->list.n, sizeof *side);
    for (size_t i = 0; i < l->list.n; i++) {
        const struct lane *lane = &l->list.at[i];
        struct links links;
        landed[i] = INT64_MIN;
        if (lane->merge != NO_COMMIT) {
            TRY(history_links(g->history, lane->merge, &links, error));
            side[i] = side[lane->parent] || !(g->author[lane->merge] & INNER_MERGE);
            if (side[i])
                landed[i] = landed[lane->parent] == INT64_MIN ? links.date : landed[lane->parent];
        }
        for (size_t k = lane->begin; k < lane->end; k++) {
            struct writer *writer = &g->writers.at[(g->author[l->order[k]] & ~INNER_MERGE) - 1];
            int64_t at = landed[i];
            if (at == INT64_MIN) {
                TRY(history_links(g->history, l->order[k], &links, error));
                at = links.date;
            }
            if (at < writer->since)
                writer->since = at;
        }
    }
    return STATUS_OK;
}

static bool is_indexed(void *ctx, uint32_t commit)
{
    const struct gathering *g = ctx;
    return g->fresh && (commit >= g->fresh_n || !g->fresh[commit]);
}

/* Adds to the index what is not in it yet. */
static enum status gather(struct gathering *g, struct authors *authors, struct error *error)
{
    struct refs refs = *g->options->refs;
    refs.branches.n = refs.named;
    refs.pulls.n = 0;
    g->history->on_read = note_author;
    g->history->ctx = g;
    enum status status = lanes_walk(g->arena, g->history, &refs, g->options->owner, INT64_MIN,
                                    is_indexed, g, &g->lanes, error);
    g->history->on_read = NULL;
    if (status == STATUS_OK)
        status = read_rest(g, error);
    if (status == STATUS_OK)
        status = find_since(g, error);
    lanes_release(&g->lanes);
    if (status != STATUS_OK)
        return status;

    struct author_entry *all = arena_array(g->arena, authors->n + 2 * g->writers.n, sizeof *all);
    size_t n = 0, kept = 0;
    for (; n < authors->n; n++)
        all[n] = authors->at[n];
    for (size_t i = 0; i < g->writers.n; i++) {
        const struct writer *w = &g->writers.at[i];
        if (w->name)
            all[n++] = (struct author_entry){w->name, w->since};
        if (w->email)
            all[n++] = (struct author_entry){w->email, w->since};
    }
    if (n)
        qsort(all, n, sizeof *all, by_key);
    for (size_t i = 0; i < n; i++)
        if (!kept || all[kept - 1].key != all[i].key)
            all[kept++] = all[i];
    authors->at = all;
    authors->n = kept;
    return STATUS_OK;
}

/* --- The file --------------------------------------------------------------------------------- */

struct stored {
    struct authors authors;
    git_oid *tips;
    size_t tips_n;
};

static uint64_t settings_hash(const struct authors_options *o)
{
    uint64_t hash = hash_bytes(0, o->refs->default_branch, strlen(o->refs->default_branch) + 1);
    for (size_t i = 0; i < o->refs->named; i++)
        hash = hash_bytes(hash, o->refs->branches.at[i].name,
                          strlen(o->refs->branches.at[i].name) + 1);
    if (o->owner)
        hash = hash_bytes(hash, o->owner, strlen(o->owner));
    return hash_bytes(hash, &o->mailmap_hash, sizeof o->mailmap_hash);
}

/* "owner-name.authors"; other characters than letters, digits, '.', '-' and '_' become a hash. */
static char *index_path(struct arena *arena, const struct authors_options *o)
{
    char *file = arena_printf(arena, "%.80s-%08x.authors", o->name,
                              (unsigned)hash_bytes(0, o->name, strlen(o->name)));
    for (char *p = file; *p; p++)
        if (!isalnum((unsigned char)*p) && !strchr("-_.", *p))
            *p = '-';
    return path_join(arena, o->cache, file);
}

/* False: there is no index, or none that can be used; then it is made anew. */
static bool load(struct arena *arena, const char *path, uint64_t settings, struct stored *ret)
{
    struct head head;
    struct error ignored;
    char *bytes;
    size_t n;
    uint64_t sum;
    if (!file_exists(path) || file_read(arena, path, &bytes, &n, &ignored) != STATUS_OK ||
        n < sizeof head + sizeof sum)
        return false;
    memcpy(&head, bytes, sizeof head);
    if (memcmp(head.magic, magic, sizeof magic) != 0 || head.order != LITTLE ||
        head.settings != settings || head.entries > n / sizeof(struct author_entry) ||
        n != sizeof head + (size_t)head.tips * sizeof(git_oid) +
                 head.entries * sizeof(struct author_entry) + sizeof sum)
        return false;
    memcpy(&sum, bytes + n - sizeof sum, sizeof sum);
    if (sum != hash_bytes(0, bytes, n - sizeof sum))
        return false;
    struct stored s = {.tips_n = head.tips, .authors.n = head.entries};
    s.tips = arena_array(arena, s.tips_n, sizeof *s.tips);
    s.authors.at = arena_array(arena, s.authors.n, sizeof *s.authors.at);
    memcpy(s.tips, bytes + sizeof head, s.tips_n * sizeof *s.tips);
    memcpy(s.authors.at, bytes + sizeof head + s.tips_n * sizeof *s.tips,
           s.authors.n * sizeof *s.authors.at);
    *ret = s;
    return true;
}

static void store(struct arena *arena, const char *path, uint64_t settings, const git_oid *tips,
                  size_t tips_n, struct authors *authors)
{
    struct text t = {0};
    struct head head = {
        .order = LITTLE, .tips = (uint32_t)tips_n, .settings = settings, .entries = authors->n};
    struct error error;
    memcpy(head.magic, magic, sizeof magic);
    text_add(&t, (const char *)&head, sizeof head);
    text_add(&t, (const char *)tips, tips_n * sizeof *tips);
    text_add(&t, (const char *)authors->at, authors->n * sizeof *authors->at);
    uint64_t sum = hash_bytes(0, t.at, t.n);
    text_add(&t, (const char *)&sum, sizeof sum);
    if (file_write(path, t.at, t.n, NULL, &error) != STATUS_OK)
        authors->warning = arena_printf(
            arena, "the index of authors could not be kept, so the next run will be slow too: %s",
            error.text);
    text_release(&t);
}

/* --- Bringing it up to date ------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(git_oid));
}

/* The commits that the index is to cover everything below of, sorted, each once. */
static void tips_of(struct arena *arena, const struct history *h, const struct refs *refs,
                    git_oid **ret_tips, size_t *ret_n)
{
    git_oid *tips = arena_array(arena, refs->named + refs->tags.n, sizeof *tips);
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < refs->named; i++)
        history_id(h, refs->branches.at[i].tip, &tips[n++]);
    for (size_t i = 0; i < refs->tags.n; i++)
        history_id(h, refs->tags.at[i].commit, &tips[n++]);
    qsort(tips, n, sizeof *tips, by_id);
    for (size_t i = 0; i < n; i++)
        if (!kept || memcmp(&tips[kept - 1], &tips[i], sizeof *tips) != 0)
            tips[kept++] = tips[i];
    *ret_tips = tips;
    *ret_n = kept;
}

/* The ids of `a` that are not in `b`; both sorted. */
static struct commit_list missing_from(struct gathering *g, const git_oid *a, size_t a_n,
                                       const git_oid *b, size_t b_n)
{
    struct commit_list list = {0};
    for (size_t i = 0; i < a_n; i++)
        if (!b_n || !bsearch(&a[i], b, b_n, sizeof *b, by_id))
            *list_push(g->arena, &list) = history_commit(g->history, &a[i]);
    return list;
}

/* Could a commit that is reachable no more have been the first of its author? */
static enum status lost_a_first(struct gathering *g, const struct stored *s,
                                const struct commit_list *gone, bool *ret_lost, struct error *error)
{
    *ret_lost = false;
    for (size_t i = 0; i < gone->n && !*ret_lost; i++) {
        struct commit_text text;
        struct arena scratch = {0};
        TRY(history_read(g->history, gone->at[i], &text, error));
        struct identity id =
            identity_of(&scratch, g->options->mailmap, &text.author, text.encoding);
        const struct author_entry *name = find(&s->authors, key_of('n', id.name));
        const struct author_entry *email = find(&s->authors, key_of('e', id.email));
        *ret_lost = (name && name->since >= text.committer.time) ||
                    (email && email->since >= text.committer.time);
        history_release(&text);
        arena_release(&scratch);
    }
    return STATUS_OK;
}

/* Finds what is new since the index was stored. *ret_usable false: it must be built anew. */
static enum status find_fresh(struct gathering *g, const struct stored *s, const git_oid *tips,
                              size_t tips_n, bool *ret_usable, struct error *error)
{
    struct commit_list gone, fresh;
    *ret_usable = false;
    for (size_t i = 0; i < s->tips_n; i++)
        if (!objects_have(&g->history->objects, &s->tips[i]))
            return STATUS_OK;
    struct commit_list old = missing_from(g, s->tips, s->tips_n, NULL, 0);
    struct commit_list new = missing_from(g, tips, tips_n, NULL, 0);
    struct commit_list only_old = missing_from(g, s->tips, s->tips_n, tips, tips_n);
    struct commit_list only_new = missing_from(g, tips, tips_n, s->tips, s->tips_n);
    bool lost;
    TRY(reach_difference(g->arena, g->history, &only_old, &new, &gone, error));
    TRY(lost_a_first(g, s, &gone, &lost, error));
    if (lost)
        return STATUS_OK;
    TRY(reach_difference(g->arena, g->history, &only_new, &old, &fresh, error));
    g->fresh_n = g->history->count;
    g->fresh = arena_array(g->arena, g->fresh_n, 1);
    for (size_t i = 0; i < fresh.n; i++)
        g->fresh[fresh.at[i]] = 1;
    *ret_usable = true;
    return STATUS_OK;
}

enum status authors_open(struct arena *arena, struct history *history,
                         const struct authors_options *options, struct authors *ret_authors,
                         struct error *error)
{
    struct arena scratch = {0};
    struct gathering g = {.arena = &scratch, .history = history, .options = options};
    struct stored stored = {0};
    uint64_t settings = settings_hash(options);
    const char *path = options->cache ? index_path(arena, options) : NULL;
    git_oid *tips;
    size_t tips_n;
    enum status status = STATUS_OK;
    tips_of(&scratch, history, options->refs, &tips, &tips_n);
    bool usable = path && load(arena, path, settings, &stored);
    if (usable && stored.tips_n == tips_n &&
        memcmp(stored.tips, tips, tips_n * sizeof *tips) == 0) {
        *ret_authors = stored.authors;
        goto out;
    }
    if (usable)
        status = find_fresh(&g, &stored, tips, tips_n, &usable, error);
    if (!usable)
        stored.authors = (struct authors){0};
    if (status == STATUS_OK)
        status = gather(&g, &stored.authors, error);
    if (status != STATUS_OK)
        goto out;
    *ret_authors = stored.authors;
    ret_authors->at = arena_array(arena, stored.authors.n, sizeof *stored.authors.at);
    if (stored.authors.n)
        memcpy(ret_authors->at, stored.authors.at, stored.authors.n * sizeof *stored.authors.at);
    if (path)
        store(arena, path, settings, tips, tips_n, ret_authors);
out:
    arena_release(&scratch);
    return status;
}
