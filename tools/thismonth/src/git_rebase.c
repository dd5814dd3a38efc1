/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Pull requests that were rebased: their commits stand on a branch with new ids, and no message
 * has a number. What stays is author, author's time and subject, so the last own commit of
 * refs/pull/N/head is looked up among the unnamed commits of the window; from there both chains
 * are followed down as long as they agree, which gives the series.
 *
 *     refs/pull/7/head   a---b---M---c      M: a merge of main into the pull request, skipped
 *     main       ...---o---a'--b'--c'       all three committed in one go
 *
 * A closed pull request whose commits another one took over is found in the same way, within the
 * other's series. A series belongs to the pull request whose head is its end; two that were merged
 * one after the other differ in the time at which their commits were committed, a taken-over one
 * does not.
 */
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "git_evidence.h"

enum {
    DAY = 24 * 60 * 60,
    AT_ONCE = 60,    /* seconds within which one rebase commits its series */
    BACKMERGES = 16, /* merges of the base at the end of a pull request that are looked through */
    LONGEST = 500,   /* commits of a series */
};

/* A pull request that matches. */
struct match {
    unsigned number;
    uint32_t head;
    struct commit_list series; /* landed commits, newest first */
    size_t unnamed;            /* of the newest */
};

struct search {
    struct evidence *e;
    size_t *by_author_time; /* indices of e->unnamed */
    LIST(struct match) matches;
};

static int by_authored(const void *a, const void *b, void *ctx)
{
    const struct evidence *e = ctx;
    const struct unnamed *x = &e->unnamed.at[*(const size_t *)a],
                         *y = &e->unnamed.at[*(const size_t *)b];
    if (x->authored != y->authored)
        return x->authored < y->authored ? -1 : 1;
    if (x->lane != y->lane)
        return x->lane < y->lane ? -1 : 1; /* the default branch before those it was picked to */
    return (x->date > y->date) - (x->date < y->date);
}

static bool same_text(const char *a, struct span b, struct span encoding)
{
    struct arena scratch = {0};
    bool same = strcmp(a, span_text(&scratch, b, encoding)) == 0;
    arena_release(&scratch);
    return same;
}

static bool same_commit(const struct unnamed *u, const struct commit_text *own)
{
    return u->authored == own->author.time &&
           (same_text(u->email, own->author.email, own->encoding) ||
            same_text(u->name, own->author.name, own->encoding)) &&
           same_text(u->subject, message_subject(own->message), own->encoding);
}

/* The unnamed commit that is `own` rebased; SIZE_MAX: none. */
static size_t landed_as(const struct search *s, const struct commit_text *own)
{
    const struct evidence *e = s->e;
    size_t low = 0, high = e->unnamed.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->unnamed.at[s->by_author_time[middle]].authored < own->author.time)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < e->unnamed.n && e->unnamed.at[s->by_author_time[low]].authored == own->author.time;
         low++)
        if (same_commit(&e->unnamed.at[s->by_author_time[low]], own))
            return s->by_author_time[low];
    return SIZE_MAX;
}

/* The next own commit from `commit` on, merges skipped; NO_COMMIT: the pull request forked there.
 */
static enum status own_commit(struct evidence *e, uint32_t commit, uint32_t *ret_own,
                              struct error *error)
{
    struct links links;
    *ret_own = NO_COMMIT;
    for (int i = 0; i < BACKMERGES; i++) {
        if (lanes_of(e->lanes, commit) != NO_LANE)
            return STATUS_OK;
        TRY(history_links(e->lanes->history, commit, &links, error));
        if (links.n < 2) {
            *ret_own = commit;
            return STATUS_OK;
        }
        commit = links.parents[0];
    }
    return STATUS_OK;
}

static enum status first_parent(struct history *h, uint32_t commit, uint32_t *ret_parent,
                                struct error *error)
{
    struct links links;
    TRY(history_links(h, commit, &links, error));
    *ret_parent = links.n ? links.parents[0] : NO_COMMIT;
    return STATUS_OK;
}

static struct unnamed *unnamed_commit(struct evidence *e, uint32_t commit, size_t before)
{
    /* A lane is scanned newest first: its next commit stands close behind. */
    for (size_t i = before; i < e->unnamed.n && i < before + 4; i++)
        if (e->unnamed.at[i].commit == commit)
            return &e->unnamed.at[i];
    return NULL;
}

/* Follows both chains down from the newest pair. */
static enum status follow_series(struct search *s, struct match *m, uint32_t own,
                                 struct error *error)
{
    struct evidence *e = s->e;
    struct history *h = e->lanes->history;
    size_t at = m->unnamed;
    uint32_t landed = e->unnamed.at[at].commit;
    for (int i = 0; i < LONGEST; i++) {
        *list_push(e->arena, &m->series) = landed;
        TRY(first_parent(h, own, &own, error));
        if (own != NO_COMMIT)
            TRY(own_commit(e, own, &own, error));
        TRY(first_parent(h, landed, &landed, error));
        if (own == NO_COMMIT || landed == NO_COMMIT)
            break;
        const struct unnamed *u = unnamed_commit(e, landed, at);
        struct commit_text text;
        if (!u)
            break;
        TRY(history_read(h, own, &text, error));
        bool same = same_commit(u, &text);
        history_release(&text);
        if (!same)
            break;
        at = (size_t)(u - e->unnamed.at);
    }
    return STATUS_OK;
}

static enum status try_pull(struct search *s, const struct pull *pull, struct error *error)
{
    struct evidence *e = s->e;
    struct history *h = e->lanes->history;
    int64_t oldest = e->unnamed.at[s->by_author_time[0]].authored;
    struct commit_text text;
    struct links links;
    uint32_t own;
    if (evidence_claim(e, pull->number) || lanes_of(e->lanes, pull->head) != NO_LANE)
        return STATUS_OK;
    /* A head is younger than its author's work and older than its landing. */
    TRY(history_links(h, pull->head, &links, error));
    if (links.date >= e->window.until + DAY || links.date < oldest - DAY)
        return STATUS_OK;
    TRY(own_commit(e, pull->head, &own, error));
    if (own == NO_COMMIT)
        return STATUS_OK;
    TRY(history_read(h, own, &text, error));
    struct match m = {.number = pull->number, .head = pull->head, .unnamed = landed_as(s, &text)};
    history_release(&text);
    if (m.unnamed == SIZE_MAX)
        return STATUS_OK;
    TRY(follow_series(s, &m, own, error));
    *list_push(e->arena, &s->matches) = m;
    return STATUS_OK;
}

/* The longer series first. */
static int by_length(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    if (x->series.n != y->series.n)
        return x->series.n > y->series.n ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* Among the first `n` matches the one whose series, committed in the same go, has the end of m's.
 */
static const struct match *taken_over_by(const struct search *s, const struct match *m, size_t n)
{
    const struct unnamed *end = &s->e->unnamed.at[m->unnamed];
    for (const struct match *other = s->matches.at; other < s->matches.at + n; other++) {
        const struct unnamed *top = &s->e->unnamed.at[other->unnamed];
        if (top != end && llabs(top->date - end->date) > AT_ONCE)
            continue;
        for (size_t i = 0; i < other->series.n; i++)
            if (other->series.at[i] == end->commit)
                return other;
    }
    return NULL;
}

static void claim(struct search *s, const struct match *m)
{
    struct evidence *e = s->e;
    const struct unnamed *end = &e->unnamed.at[m->unnamed];
    struct landing l = {.number = m->number,
                        .kind = KIND_REBASE,
                        .commit = end->commit,
                        .lane = end->lane,
                        .head = m->head,
                        .at = end->date,
                        .nth = end->nth,
                        .branch = evidence_branch(e, end->lane),
                        .title = end->subject,
                        .proven = true};
    size_t at = m->unnamed, n = 0;
    for (; n < m->series.n; n++) {
        struct unnamed *u = unnamed_commit(e, m->series.at[n], at);
        if (u->taken)
            break; /* another pull request ends here, this one was built on it */
        u->taken = true;
        l.title = u->subject; /* what a series is about stands at its beginning, tests and changelog
                                 follow */
        at = (size_t)(u - e->unnamed.at);
    }
    while (n-- > 0)
        *list_push(e->arena, &l.commits) = m->series.at[n];
    *list_push(e->arena, &e->claims) = l;
}

enum status evidence_rebased(struct evidence *e, struct error *error)
{
    struct search s = {.e = e};
    size_t kept = 0;
    if (!e->unnamed.n)
        return STATUS_OK;
    s.by_author_time = arena_array(e->arena, e->unnamed.n, sizeof *s.by_author_time);
    for (size_t i = 0; i < e->unnamed.n; i++)
        s.by_author_time[i] = i;
    qsort_r(s.by_author_time, e->unnamed.n, sizeof *s.by_author_time, by_authored, e);
    for (size_t i = 0; i < e->refs->pulls.n; i++)
        TRY(try_pull(&s, &e->refs->pulls.at[i], error));
    if (s.matches.n)
        qsort(s.matches.at, s.matches.n, sizeof *s.matches.at, by_length);
    for (size_t i = 0; i < s.matches.n; i++) {
        struct match m = s.matches.at[i];
        const struct match *other = taken_over_by(&s, &m, kept);
        if (other)
            evidence_warn(e, "the commits of pull request #%u landed with #%u; it is left out",
                          m.number, other->number);
        else
            s.matches.at[kept++] = m;
    }
    while (kept-- > 0) /* the shorter first: a longer one ends where they begin */
        claim(&s, &s.matches.at[kept]);
    return STATUS_OK;
}
