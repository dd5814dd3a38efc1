/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Evidence, in four rounds: what messages and merged heads say (scan), which pull requests were
 * rebased (git_rebase.c), which claims on one number hold, and what is left of the commits is
 * direct.
 */
#include "git_landings.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/text.h"
#include "git_evidence.h"

static struct landing *add(struct evidence *e, struct landing landing)
{
    struct landing *new = list_push(e->arena, &e->claims);
    *new = landing;
    if (landing.kind != KIND_REBASE)
        *list_push(e->arena, &new->commits) = landing.commit;
    return new;
}

void evidence_warn(struct evidence *e, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    *list_push(e->arena, &e->warnings) = arena_vprintf(e->arena, format, arguments);
    va_end(arguments);
}

/* --- Lanes ------------------------------------------------------------------------------------ */

/* Can a pull request land on this lane without further proof? */
static bool is_ground(const struct lane *lane)
{
    return lane->kind != LANE_SIDE && lane->kind != LANE_HEAD;
}

const char *evidence_branch(const struct evidence *e, uint32_t number)
{
    const struct lane *lane = &e->lanes->list.at[number];
    while (lane->kind == LANE_SIDE)
        lane = &e->lanes->list.at[lane->parent];
    return lane->name;
}

/* --- Heads of pull requests ------------------------------------------------------------------- */

static int by_head(const void *a, const void *b)
{
    const struct pull *x = a, *y = b;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* The pull request with this head and the smallest number, NULL: none. */
static const struct pull *pull_with_head(const struct evidence *e, uint32_t head)
{
    size_t low = 0, high = e->refs->pulls.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->by_head[middle].head < head)
            low = middle + 1;
        else
            high = middle;
    }
    return low < e->refs->pulls.n && e->by_head[low].head == head ? &e->by_head[low] : NULL;
}

/* --- One commit ------------------------------------------------------------------------------- */

/* A commit of the window under examination. */
struct sight {
    uint32_t commit, lane;
    size_t nth; /* in lanes.order */
    int64_t date;
    uint32_t parents_n;
    const uint32_t *parents; /* a copy */
    struct commit_text text;
    struct words words;
};

/* The parent that is the head of pull request `number`; NO_COMMIT: none is. */
static uint32_t proving_parent(const struct evidence *e, const struct sight *s, unsigned number)
{
    const struct pull *pull = refs_pull(e->refs, number);
    for (uint32_t i = 1; pull && i < s->parents_n; i++)
        if (s->parents[i] == pull->head)
            return pull->head;
    return NO_COMMIT;
}

/* Is the number of a "(#12)" a pull request's? Not where pull requests were fetched, and more than
 * a few of them, and it is not among them: then it is an issue's. */
static bool may_be_pull(const struct evidence *e, unsigned number)
{
    const struct refs *refs = e->refs;
    bool fetched = number <= refs->last_pull && refs->pulls.n >= refs->last_pull / 8;
    return !fetched || refs_pull(refs, number);
}

static const char *words_text(struct evidence *e, const struct sight *s, struct span span)
{
    return span.n ? span_text(e->arena, span, s->text.encoding) : NULL;
}

static struct landing sighted(struct evidence *e, const struct sight *s, enum change_kind kind)
{
    return (struct landing){.number = s->words.number,
                            .kind = kind,
                            .commit = s->commit,
                            .lane = s->lane,
                            .head = s->parents_n > 1 ? s->parents[1] : s->commit,
                            .at = s->date,
                            .nth = s->nth,
                            .branch = evidence_branch(e, s->lane),
                            .title = words_text(e, s, s->words.title)};
}

/* The subject of `commit` where a merge has no title of its own. */
static enum status title_of(struct evidence *e, uint32_t commit, const char **ret_title,
                            struct error *error)
{
    struct commit_text text;
    TRY(history_read(e->lanes->history, commit, &text, error));
    *ret_title = span_text(e->arena, message_subject(text.message), text.encoding);
    history_release(&text);
    return STATUS_OK;
}

static enum status take_merge(struct evidence *e, struct sight *s, struct error *error)
{
    struct landing l = sighted(e, s, s->parents_n > 1 ? KIND_MERGE : KIND_SQUASH);
    uint32_t proof = proving_parent(e, s, l.number);
    l.proven = proof != NO_COMMIT;
    if (l.proven)
        l.head = proof;
    if (!l.proven && !is_ground(&e->lanes->list.at[s->lane])) {
        evidence_warn(e,
                      "%s names pull request #%u inside someone's branch; it is taken for a fork's "
                      "own number",
                      history_hex(e->lanes->history, e->arena, s->commit), l.number);
        return STATUS_OK;
    }
    if (!l.title)
        TRY(title_of(e, l.head, &l.title, error));
    l.owner = words_text(e, s, s->words.owner);
    l.head_branch = words_text(e, s, s->words.branch);
    add(e, l);
    return STATUS_OK;
}

static enum status take_bors(struct evidence *e, struct sight *s, struct error *error)
{
    struct bors_line line;
    uint32_t nth = 0;
    while (bors_next(&s->words, &line)) {
        struct landing l = sighted(e, s, KIND_MERGE);
        uint32_t proof = proving_parent(e, s, line.number);
        nth++;
        l.number = line.number;
        l.proven = proof != NO_COMMIT;
        if (l.proven)
            l.head = proof;
        else if (nth < s->parents_n)
            l.head = s->parents[nth];
        if (!l.proven && !is_ground(&e->lanes->list.at[s->lane]))
            continue;
        l.title = words_text(e, s, line.title);
        l.login = words_text(e, s, line.login);
        if (!l.title)
            TRY(title_of(e, l.head, &l.title, error));
        add(e, l);
    }
    return STATUS_OK;
}

/* Does the subject say "#12"? */
static bool mentions(struct span subject, unsigned number)
{
    char word[16];
    size_t n = (size_t)snprintf(word, sizeof word, "#%u", number);
    for (size_t i = 0; i + n <= subject.n; i++)
        if (memcmp(subject.at + i, word, n) == 0 &&
            (i + n == subject.n || subject.at[i + n] < '0' || subject.at[i + n] > '9'))
            return true;
    return false;
}

/* A merge with other words: "Title (#12)", or anything at all around the head of a pull request. */
static enum status take_other_merge(struct evidence *e, struct sight *s, struct error *error)
{
    struct landing l = sighted(e, s, KIND_MERGE);
    bool ground = is_ground(&e->lanes->list.at[s->lane]);
    for (uint32_t i = 1; i < s->parents_n && !l.proven; i++) {
        const struct pull *pull = pull_with_head(e, s->parents[i]),
                          *named = refs_pull(e->refs, l.number);
        if (!pull || (!ground && !mentions(message_subject(s->text.message), pull->number)))
            continue;
        l.number = named && named->head == pull->head ? l.number : pull->number;
        l.head = pull->head;
        l.proven = true;
    }
    if (!l.proven && (!ground || s->words.kind != WORDS_SQUASH || !may_be_pull(e, s->words.number)))
        return STATUS_OK;
    if (!l.title || starts_with(l.title, "Merge "))
        TRY(title_of(e, l.head, &l.title, error));
    add(e, l);
    return STATUS_OK;
}

static enum status take_single(struct evidence *e, struct sight *s, struct error *error)
{
    if (s->words.kind == WORDS_MERGE && is_ground(&e->lanes->list.at[s->lane]))
        return take_merge(e, s, error);
    if (s->words.kind == WORDS_SQUASH && is_ground(&e->lanes->list.at[s->lane]) &&
        may_be_pull(e, s->words.number)) {
        struct landing l = sighted(e, s, KIND_SQUASH);
        l.picked =
            s->text.author.time < e->window.from && strcmp(l.branch, e->refs->default_branch) != 0;
        add(e, l);
        return STATUS_OK;
    }
    *list_push(e->arena, &e->unnamed) = (struct unnamed){
        .commit = s->commit,
        .lane = s->lane,
        .nth = s->nth,
        .date = s->date,
        .authored = s->text.author.time,
        .subject = span_text(e->arena, message_subject(s->text.message), s->text.encoding),
        .name = span_text(e->arena, s->text.author.name, s->text.encoding),
        .email = span_text(e->arena, s->text.author.email, s->text.encoding),
    };
    return STATUS_OK;
}

static enum status look_at(struct evidence *e, size_t nth, uint32_t lane, const struct links *links,
                           struct error *error)
{
    uint32_t few[8],
        *parents = links->n <= 8 ? few : arena_array(e->arena, links->n, sizeof *parents);
    uint32_t commit = e->lanes->order[nth];
    struct sight s = {.commit = commit,
                      .nth = nth,
                      .lane = lane,
                      .date = links->date,
                      .parents_n = links->n,
                      .parents = parents};
    enum status status;
    if (links->n)
        memcpy(parents, links->parents, links->n * sizeof *parents);
    TRY(history_read(e->lanes->history, commit, &s.text, error));
    words_parse(s.text.message, &s.words);
    if (s.parents_n < 2)
        status = take_single(e, &s, error);
    else if (s.words.kind == WORDS_MERGE)
        status = take_merge(e, &s, error);
    else if (s.words.kind == WORDS_BORS)
        status = take_bors(e, &s, error);
    else
        status = take_other_merge(e, &s, error);
    history_release(&s.text);
    return status;
}

static enum status scan(struct evidence *e, struct error *error)
{
    struct lanes *l = e->lanes;
    for (uint32_t number = 0; number < l->list.n; number++)
        for (size_t i = l->list.at[number].begin; i < l->list.at[number].end; i++) {
            struct links links;
            TRY(history_links(l->history, l->order[i], &links, error));
            if (links.date < e->window.from || links.date >= e->window.until)
                continue;
            TRY(lanes_judge(l, number, error));
            TRY(history_links(l->history, l->order[i], &links, error));
            if (links.n > 1 || is_ground(&l->list.at[number]))
                TRY(look_at(e, i, number, &links, error));
        }
    return STATUS_OK;
}

/* --- Claims on one number --------------------------------------------------------------------- */

/* The better claim first. */
static int by_claim(const void *a, const void *b)
{
    const struct landing *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    if (x->proven != y->proven)
        return y->proven - x->proven;
    if (x->lane != y->lane && (x->lane == 0 || y->lane == 0))
        return x->lane ? 1 : -1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->commit > y->commit) - (x->commit < y->commit);
}

static void settle(struct evidence *e)
{
    size_t kept = 0;
    if (e->claims.n)
        qsort(e->claims.at, e->claims.n, sizeof *e->claims.at, by_claim);
    for (size_t i = 0; i < e->claims.n; i++) {
        struct landing *l = &e->claims.at[i];
        if (!kept || e->claims.at[kept - 1].number != l->number)
            e->claims.at[kept++] = *l;
        else if (e->claims.at[kept - 1].commit != l->commit)
            evidence_warn(e, "pull request #%u is named by %s, and by %s, which is left out",
                          l->number,
                          history_hex(e->lanes->history, e->arena, e->claims.at[kept - 1].commit),
                          history_hex(e->lanes->history, e->arena, l->commit));
    }
    e->claims.n = kept;
}

const struct landing *evidence_claim(const struct evidence *e, unsigned number)
{
    size_t low = 0, high = e->claims.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->claims.at[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < e->claims.n && e->claims.at[low].number == number ? &e->claims.at[low] : NULL;
}

/* A commit picked onto another branch names the pull request that landed on the default branch long
 * before. */
static enum status is_picked(struct evidence *e, const struct landing *l, bool *ret_picked,
                             struct error *error)
{
    enum { FAR = 20000, MINUTE = 60, DAY = 24 * 60 * 60 };
    struct history *h = e->lanes->history;
    struct commit_text text, own;
    uint32_t commit = e->lanes->list.at[0].tip;
    struct links links;
    *ret_picked = false;
    TRY(history_read(h, l->commit, &own, error));
    for (int i = 0; i < FAR && commit != NO_COMMIT && !*ret_picked; i++) {
        enum status status = history_links(h, commit, &links, error);
        uint32_t parent = status == STATUS_OK && links.n ? links.parents[0] : NO_COMMIT;
        if (status == STATUS_OK && links.date < own.author.time - DAY)
            break;
        if (status == STATUS_OK && llabs(links.date - own.author.time) <= MINUTE && links.n == 1) {
            status = history_read(h, commit, &text, error);
            if (status == STATUS_OK) {
                struct span a = message_subject(text.message), b = message_subject(own.message);
                *ret_picked = a.n == b.n && memcmp(a.at, b.at, a.n) == 0;
                history_release(&text);
            }
        }
        if (status != STATUS_OK) {
            history_release(&own);
            return status;
        }
        commit = parent;
    }
    history_release(&own);
    return STATUS_OK;
}

static enum status drop_picked(struct evidence *e, struct error *error)
{
    size_t kept = 0;
    for (size_t i = 0; i < e->claims.n; i++) {
        struct landing *l = &e->claims.at[i];
        bool picked = false;
        if (l->picked)
            TRY(is_picked(e, l, &picked, error));
        if (!picked)
            e->claims.at[kept++] = *l;
        else
            evidence_warn(
                e, "%s on %s repeats pull request #%u, which landed on %s before; it is left out",
                history_hex(e->lanes->history, e->arena, l->commit), l->branch, l->number,
                e->refs->default_branch);
    }
    e->claims.n = kept;
    return STATUS_OK;
}

/* --- Direct commits, and pull requests without a merge ---------------------------------------- */

/* Sides of merges that name a pull request are the pull request's. */
static bool is_direct_ground(const struct evidence *e, uint32_t number)
{
    const struct lane *lane = &e->lanes->list.at[number];
    for (; lane->merge != NO_COMMIT; lane = &e->lanes->list.at[lane->parent])
        if (lane->pull_request || lane->kind == LANE_SIDE)
            return false;
    return lane->kind == LANE_DEFAULT || lane->kind == LANE_NAMED;
}

static void add_direct(struct evidence *e)
{
    for (size_t i = 0; i < e->unnamed.n; i++) {
        const struct unnamed *u = &e->unnamed.at[i];
        if (u->taken || !is_direct_ground(e, u->lane))
            continue;
        const struct lane *lane = &e->lanes->list.at[u->lane];
        while (lane->merge != NO_COMMIT)
            lane = &e->lanes->list.at[lane->parent];
        add(e, (struct landing){.kind = KIND_DIRECT,
                                .commit = u->commit,
                                .lane = u->lane,
                                .head = u->commit,
                                .at = u->date,
                                .nth = u->nth,
                                .branch = lane->name,
                                .title = u->subject});
    }
}

static enum status warn_contained(struct evidence *e, struct error *error)
{
    for (size_t i = 0; i < e->refs->pulls.n; i++) {
        const struct pull *pull = &e->refs->pulls.at[i];
        uint32_t lane = lanes_of(e->lanes, pull->head), landing;
        struct links links;
        if (lane == NO_LANE || evidence_claim(e, pull->number) ||
            pull_with_head(e, pull->head)->number != pull->number)
            continue;
        TRY(lanes_landing(e->lanes, pull->head, &landing, &lane, error));
        TRY(history_links(e->lanes->history, landing, &links, error));
        if (!is_ground(&e->lanes->list.at[lane]) || links.date < e->window.from ||
            links.date >= e->window.until)
            continue;
        bool named = false;
        for (size_t k = 0; k < e->claims.n && !named; k++)
            named = e->claims.at[k].commit == pull->head || e->claims.at[k].head == pull->head;
        if (!named)
            evidence_warn(
                e,
                "the head of pull request #%u came in with %s, but nothing says that it was merged",
                pull->number, history_hex(e->lanes->history, e->arena, landing));
    }
    return STATUS_OK;
}

/* --- All -------------------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
    const struct landing *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->nth < y->nth) - (x->nth > y->nth); /* newest first */
}

enum status landings_find(struct arena *arena, struct lanes *lanes, struct window window,
                          enum direct_policy direct, struct landings *ret_landings,
                          struct error *error)
{
    struct evidence e = {.arena = arena, .lanes = lanes, .refs = lanes->refs, .window = window};
    size_t pulls = e.refs->pulls.n;
    e.by_head = arena_array(arena, pulls, sizeof *e.by_head);
    if (pulls) {
        memcpy(e.by_head, e.refs->pulls.at, pulls * sizeof *e.by_head);
        qsort(e.by_head, pulls, sizeof *e.by_head, by_head);
    }
    TRY(scan(&e, error));
    settle(&e);
    TRY(drop_picked(&e, error));
    TRY(evidence_rebased(&e, error));
    settle(&e);
    TRY(warn_contained(&e, error));
    if (direct == DIRECT_YES || (direct == DIRECT_AUTO && e.claims.n == 0))
        add_direct(&e);
    if (e.claims.n)
        qsort(e.claims.at, e.claims.n, sizeof *e.claims.at, by_time);
    *ret_landings = (struct landings){e.claims.at, e.claims.n, e.claims.cap, e.warnings};
    return STATUS_OK;
}
