/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One pass over all references (git_ref_files.c), in whatever order, into arrays; then branches are
 * sorted by rank and pull requests by number. A tag costs one object, everything else none.
 */
#include "git_refs.h"

#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/text.h"
#include "git_ref_files.h"

enum { TAG_DEPTH = 8 }; /* a tag of a tag of ... */

struct reading {
    struct arena *arena;
    struct history *history;
    const struct watched *watched;
    struct refs refs;
    const char *remote_default; /* what origin/HEAD or HEAD says */
    bool has_remote;
    struct error *error;
};

/* "N/head" or "N", to the end of the name. */
static bool pull_number(const char *s, unsigned *ret_number)
{
    unsigned long long n = 0;
    size_t digits = strspn(s, "0123456789");
    if (!digits || digits > 9 || (s[digits] && strcmp(s + digits, "/head") != 0))
        return false;
    for (size_t i = 0; i < digits; i++)
        n = n * 10 + (unsigned)(s[i] - '0');
    *ret_number = (unsigned)n;
    return n > 0;
}

/* Does `name` lie below `folder`? Then *ret_rest is the rest. */
static bool below(const char *name, const char *folder, const char **ret_rest)
{
    if (!starts_with(name, folder))
        return false;
    *ret_rest = name + strlen(folder);
    return true;
}

/* Follows tag objects down to a commit. *ret_commit false: something else is tagged. */
static enum status peel_tag(struct reading *r, git_oid id, struct tag *tag, bool *ret_commit)
{
    *ret_commit = false;
    for (int depth = 0; depth < TAG_DEPTH; depth++) {
        struct object object;
        if (r->history->graph && git_graph_find(r->history->graph, &id, &tag->commit)) {
            *ret_commit = true;
            return STATUS_OK;
        }
        TRY(objects_read(&r->history->objects, &id, GIT_OBJECT_ANY, "tag", &object, r->error));
        if (object.type == GIT_OBJECT_COMMIT) {
            object_release(&object);
            tag->commit = history_commit(r->history, &id);
            *ret_commit = true;
            return STATUS_OK;
        }
        struct span text = {object.data, object.n}, line;
        bool ok = object.type == GIT_OBJECT_TAG && span_line(&text, &line) &&
                  line.n == 7 + GIT_OID_HEXSZ && memcmp(line.at, "object ", 7) == 0 &&
                  git_oid_fromstrn(&id, line.at + 7, GIT_OID_HEXSZ) == 0;
        while (ok && span_line(&text, &line) && line.n)
            if (line.n > 7 && memcmp(line.at, "tagger ", 7) == 0 && tag->at == INT64_MIN)
                tag->at = signature_parse((struct span){line.at + 7, line.n - 7}).time;
        object_release(&object);
        if (!ok)
            return STATUS_OK;
    }
    return STATUS_OK;
}

static bool is_named(const struct reading *r, const char *branch)
{
    for (size_t i = 0; i < r->watched->branches.n; i++)
        if (strcmp(r->watched->branches.at[i].branch, branch) == 0)
            return true;
    return false;
}

static enum status take(void *ctx, const char *name, const git_oid *id)
{
    struct reading *r = ctx;
    const char *rest;
    unsigned number;
    struct tag tag = {.at = INT64_MIN};
    struct branch branch = {0};
    if ((below(name, "refs/pull/", &rest) && strchr(rest, '/') && pull_number(rest, &number)) ||
        (below(name, "refs/remotes/origin/pull/", &rest) && pull_number(rest, &number)) ||
        (below(name, "refs/remotes/origin/pr/", &rest) && pull_number(rest, &number))) {
        *list_push(r->arena, &r->refs.pulls) =
            (struct pull){.number = number, .head = history_commit(r->history, id)};
        return STATUS_OK;
    }
    if (below(name, "refs/tags/", &rest)) {
        bool commit;
        tag.name = arena_strdup(r->arena, rest);
        TRY(peel_tag(r, *id, &tag, &commit));
        if (commit)
            *list_push(r->arena, &r->refs.tags) = tag;
        return STATUS_OK;
    }
    if (below(name, "refs/heads/", &rest))
        branch.local = true;
    else if (below(name, "refs/remotes/origin/", &rest) && strcmp(rest, "HEAD") != 0)
        r->has_remote = true;
    else
        return STATUS_OK;
    branch.name = arena_strdup(r->arena, rest);
    branch.tip = history_commit(r->history, id);
    *list_push(r->arena, &r->refs.branches) = branch;
    return STATUS_OK;
}

static bool has_branch(const struct reading *r, const char *name)
{
    for (size_t i = 0; i < r->refs.branches.n; i++)
        if (strcmp(r->refs.branches.at[i].name, name) == 0)
            return true;
    return false;
}

/* The branch that a symbolic reference leads to, NULL: it is not there, detached or unborn. */
static const char *symbolic(struct reading *r, const char *name, const char *folder)
{
    git_reference *ref = NULL;
    const char *rest, *branch = NULL;
    if (git_reference_lookup(&ref, r->history->repository, name) == 0 &&
        git_reference_type(ref) == GIT_REFERENCE_SYMBOLIC &&
        below(git_reference_symbolic_target(ref), folder, &rest) && has_branch(r, rest))
        branch = arena_strdup(r->arena, rest);
    git_reference_free(ref);
    return branch;
}

static enum status find_default(struct reading *r)
{
    const char *path = git_repository_path(r->history->repository);
    const char *wanted = r->watched->default_branch;
    if (wanted && !has_branch(r, wanted))
        return error_set(
            r->error, STATUS_USAGE,
            "%s: there is no branch '%s', which \"default_branch\" names; correct it, or fetch",
            path, wanted);
    if (!wanted)
        wanted = symbolic(r, "refs/remotes/origin/HEAD", "refs/remotes/origin/");
    if (!wanted)
        wanted = symbolic(r, "HEAD", "refs/heads/");
    if (!wanted && has_branch(r, "main"))
        wanted = "main";
    if (!wanted && has_branch(r, "master"))
        wanted = "master";
    if (!wanted && r->refs.branches.n == 0)
        return error_set(r->error, STATUS_USAGE,
                         "%s: the repository has no branch yet; fetch, or commit first", path);
    if (!wanted)
        return error_set(
            r->error, STATUS_USAGE,
            "%s: which branch is the main one? HEAD names none, and there is neither 'main' nor "
            "'master'; set \"default_branch\"",
            path);
    r->refs.default_branch = wanted;
    return STATUS_OK;
}

/* 0 default, 1 named in `branches`, 2 any other. */
static int rank(const struct reading *r, const struct branch *b)
{
    return strcmp(b->name, r->refs.default_branch) == 0 ? 0 : is_named(r, b->name) ? 1 : 2;
}

static int by_rank(const void *a, const void *b, void *ctx)
{
    const struct branch *x = a, *y = b;
    int order = rank(ctx, x) - rank(ctx, y);
    if (!order)
        order = strcmp(x->name, y->name);
    return order ? order : x->local - y->local;
}

static int by_tag_name(const void *a, const void *b)
{
    return strcmp(((const struct tag *)a)->name, ((const struct tag *)b)->name);
}

static int by_number(const void *a, const void *b)
{
    const struct pull *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static void arrange_refs(struct reading *r)
{
    struct refs *refs = &r->refs;
    if (refs->branches.n)
        qsort_r(refs->branches.at, refs->branches.n, sizeof *refs->branches.at, by_rank, r);
    size_t kept = 0;
    for (size_t i = 0; i < refs->branches.n; i++) {
        struct branch b = refs->branches.at[i];
        bool other = rank(r, &b) == 2;
        if (other && b.local && r->has_remote)
            continue;
        refs->branches.at[kept++] = b;
        refs->named += !other;
    }
    refs->branches.n = kept;
    if (refs->tags.n)
        qsort(refs->tags.at, refs->tags.n, sizeof *refs->tags.at, by_tag_name);
    if (refs->pulls.n) {
        qsort(refs->pulls.at, refs->pulls.n, sizeof *refs->pulls.at, by_number);
        refs->last_pull = refs->pulls.at[refs->pulls.n - 1].number;
    }
}

enum status refs_read(struct arena *arena, struct history *history, const struct watched *watched,
                      struct refs *ret_refs, struct error *error)
{
    struct reading r = {.arena = arena, .history = history, .watched = watched, .error = error};
    enum status status = ref_files_each(history->repository, take, &r, error);
    if (status == STATUS_OK)
        status = find_default(&r);
    if (status != STATUS_OK)
        return status;
    arrange_refs(&r);
    *ret_refs = r.refs;
    return STATUS_OK;
}

const struct pull *refs_pull(const struct refs *refs, unsigned number)
{
    struct pull key = {.number = number};
    return refs->pulls.n ? bsearch(&key, refs->pulls.at, refs->pulls.n, sizeof key, by_number)
                         : NULL;
}
