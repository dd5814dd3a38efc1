/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What changed: see changes.h. Three differences are laid over each other (merge base to HEAD, HEAD
 * to index, index to work tree), since each may hide what another shows. Renames are not looked
 * for: what went and what came are both in the list, which is all that counts here.
 */
#include "changes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/repository.h"
#include "common/text.h"
#include "history.h"
#include "report.h"

/* --- The base ----------------------------------------------------------------------------------
 */

static bool find_commit(git_repository *repository, const char *name, git_oid *ret)
{
    git_object *object = NULL, *commit = NULL;
    bool found = git_revparse_single(&object, repository, name) == 0 &&
                 git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0;
    if (found)
        *ret = *git_object_id(commit);
    git_object_free(commit);
    git_object_free(object);
    return found;
}

/* The upstream of the branch that is checked out, unless that is the same branch elsewhere: what
 * was pushed there has not arrived at its goal. */
static const char *upstream(struct arena *arena, git_repository *repository)
{
    git_reference *head = NULL, *up = NULL;
    git_buf remote = {0};
    const char *name = NULL;
    if (git_repository_head(&head, repository) == 0 && git_branch_upstream(&up, head) == 0) {
        const char *own = git_reference_shorthand(head);
        name = arena_strdup(arena, git_reference_shorthand(up));
        if (git_branch_remote_name(&remote, repository, git_reference_name(up)) == 0 &&
            strcmp(name + strlen(remote.ptr) + 1, own) == 0)
            name = NULL;
    }
    git_buf_dispose(&remote);
    git_reference_free(up);
    git_reference_free(head);
    return name;
}

/* What refs/remotes/origin/HEAD stands for: "origin/main". */
static const char *default_branch(struct arena *arena, git_repository *repository)
{
    git_reference *symbolic = NULL, *branch = NULL;
    const char *name = NULL;
    if (git_reference_lookup(&symbolic, repository, "refs/remotes/origin/HEAD") == 0 &&
        git_reference_resolve(&branch, symbolic) == 0)
        name = arena_strdup(arena, git_reference_shorthand(branch));
    git_reference_free(branch);
    git_reference_free(symbolic);
    return name;
}

static bool is_checked_out(git_repository *repository, const char *remote_branch)
{
    git_reference *head = NULL;
    bool same = git_repository_head(&head, repository) == 0 &&
                strcmp(git_reference_shorthand(head), strchr(remote_branch, '/') + 1) == 0;
    git_reference_free(head);
    return same;
}

/* A clone of a single branch takes that for the default one, whatever it is. */
static bool knows_all_branches(git_repository *repository)
{
    git_remote *origin = NULL;
    bool all = false;
    if (git_remote_lookup(&origin, repository, "origin") == 0)
        for (size_t i = 0; !all && i < git_remote_refspec_count(origin); i++)
            all = strchr(git_refspec_src(git_remote_get_refspec(origin, i)), '*') != NULL;
    git_remote_free(origin);
    return all;
}

static enum status take_base(git_repository *repository, const char *name, const char *why,
                             struct changes *changes, struct error *error)
{
    changes->base = name;
    changes->base_why = why;
    if (find_commit(repository, name, &changes->base_tip))
        return STATUS_OK;
    const char *slash = strchr(name, '/');
    if (slash && starts_with(name, "origin/"))
        return error_set(error, STATUS_USAGE,
                         "%s: there is no %s here; fetch it: git fetch origin %s", why, name,
                         slash + 1);
    return error_set(error, STATUS_USAGE,
                     "%s: there is no branch or commit \"%s\" here; git branch -a lists what there "
                     "is, git fetch brings more",
                     why, name);
}

static enum status find_base(struct arena *arena, git_repository *repository, const char *asked,
                             struct changes *changes, struct error *error)
{
    const char *own = getenv("PREFLIGHT_BASE"), *github = getenv("GITHUB_BASE_REF");
    if (asked)
        return take_base(repository, asked, "--base", changes, error);
    if (own && *own)
        return take_base(repository, own, "$PREFLIGHT_BASE", changes, error);
    if (github && *github)
        return take_base(repository, arena_printf(arena, "origin/%s", github), "$GITHUB_BASE_REF",
                         changes, error);
    const char *other = default_branch(arena, repository), *own_default = NULL;
    if (other && is_checked_out(repository, other)) {
        own_default = knows_all_branches(repository) ? other : NULL;
        other = NULL;
    }
    const struct {
        const char *name, *why;
    } guesses[] = {
        {upstream(arena, repository), "the upstream of this branch"},
        {other, "the default branch of origin"},
        {"origin/main", "the main branch of origin"},
        {"origin/master", "the main branch of origin"},
        {own_default, "the default branch of origin"},
        {"main", "the main branch"},
        {"master", "the main branch"},
    };
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++)
        if (guesses[i].name && find_commit(repository, guesses[i].name, &changes->base_tip)) {
            changes->base = guesses[i].name;
            changes->base_why = guesses[i].why;
            return STATUS_OK;
        }
    return error_set(
        error, STATUS_USAGE,
        "compared with what? There is no main or master, here or at origin; say where "
        "this work is to go: make affected BASE=BRANCH (git fetch origin BRANCH:BRANCH brings it)");
}

static enum status no_ancestor(git_repository *repository, const struct changes *changes,
                               struct error *error)
{
    if (git_repository_is_shallow(repository) == 1)
        return error_set(error, STATUS_USAGE,
                         "this clone is shallow, and where HEAD left %s is cut off; bring the "
                         "history: git fetch --unshallow",
                         changes->base);
    return error_set(error, STATUS_USAGE,
                     "HEAD and %s have no common ancestor, so there is no saying what changed; "
                     "name another branch: make affected BASE=BRANCH",
                     changes->base);
}

enum status changes_find_commits(struct arena *arena, git_repository *repository, const char *base,
                                 struct changes *ret_changes, struct error *error)
{
    struct changes changes = {0};
    struct history history = {0};
    if (git_repository_head_unborn(repository) == 1)
        return error_set(error, STATUS_USAGE,
                         "this branch has no commit yet, so nothing can be compared; make the "
                         "first: git commit");
    if (!find_commit(repository, "HEAD", &changes.head))
        return repository_error(repository, "HEAD", error);
    TRY(find_base(arena, repository, base, &changes, error));
    TRY(history_fork(arena, repository, &changes.head, &changes.base_tip, &history, error));
    if (!history.found)
        return no_ancestor(repository, &changes, error);
    changes.merge_base = history.merge_base;
    for (size_t i = 0; i < history.ours.n; i++)
        *list_push(arena, &changes.commits) = history.ours.at[i];
    *ret_changes = changes;
    return STATUS_OK;
}

/* --- The files ---------------------------------------------------------------------------------
 */

static enum status read_tree(git_repository *repository, const git_oid *commit, git_tree **ret,
                             struct error *error)
{
    git_commit *c = NULL;
    int code = git_commit_lookup(&c, repository, commit);
    if (code == 0)
        code = git_commit_tree(ret, c);
    git_commit_free(c);
    return code == 0 ? STATUS_OK : repository_error(repository, "a tree", error);
}

static void add_file(struct arena *arena, struct changes *changes, const char *path, unsigned where)
{
    size_t n = strlen(path);
    if (n && path[n - 1] == '/') /* a repository inside this one, not known to it */
        n--;
    *list_push(arena, &changes->files) =
        (struct changed_file){.path = arena_strndup(arena, path, n), .where = where};
}

/* What a sparse checkout leaves out was not deleted. */
static bool is_left_out(git_index *index, const git_diff_delta *delta)
{
    if (delta->status != GIT_DELTA_DELETED)
        return false;
    const git_index_entry *entry = git_index_get_bypath(index, delta->old_file.path, 0);
    return entry && entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE;
}

static void add_diff(struct arena *arena, struct changes *changes, git_index *index, git_diff *diff,
                     unsigned where)
{
    for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
        const git_diff_delta *delta = git_diff_get_delta(diff, i);
        unsigned here = delta->status == GIT_DELTA_UNTRACKED ? CHANGE_UNTRACKED : where;
        if (where == CHANGE_UNSTAGED && is_left_out(index, delta))
            continue;
        add_file(arena, changes, delta->new_file.path, here);
    }
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct changed_file *)a)->path, ((const struct changed_file *)b)->path);
}

/* Sorts, and makes one of those that name the same path. */
static void tidy(struct changes *changes)
{
    size_t kept = 0;
    if (changes->files.n)
        qsort(changes->files.at, changes->files.n, sizeof *changes->files.at, by_path);
    for (size_t i = 0; i < changes->files.n; i++) {
        struct changed_file *file = &changes->files.at[i];
        if (kept && strcmp(changes->files.at[kept - 1].path, file->path) == 0)
            changes->files.at[kept - 1].where |= file->where;
        else
            changes->files.at[kept++] = *file;
    }
    changes->files.n = kept;
    for (size_t i = 0; i < kept; i++)
        changes->files.at[i].there =
            faccessat(AT_FDCWD, changes->files.at[i].path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

enum status changes_find(struct arena *arena, git_repository *repository, const char *base,
                         struct changes *ret_changes, struct error *error)
{
    struct changes changes;
    TRY(changes_find_commits(arena, repository, base, &changes, error));

    git_tree *from = NULL, *to = NULL;
    git_index *index = NULL;
    git_diff *committed = NULL, *staged = NULL, *unstaged = NULL;
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
                    GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_SKIP_BINARY_CHECK;
    enum status status = read_tree(repository, &changes.merge_base, &from, error);
    if (status == STATUS_OK)
        status = read_tree(repository, &changes.head, &to, error);
    if (status == STATUS_OK &&
        (git_repository_index(&index, repository) < 0 ||
         git_diff_tree_to_tree(&committed, repository, from, to, &options) < 0 ||
         git_diff_tree_to_index(&staged, repository, to, index, &options) < 0 ||
         git_diff_index_to_workdir(&unstaged, repository, index, &options) < 0))
        status = repository_error(repository, "what changed", error);
    if (status == STATUS_OK) {
        add_diff(arena, &changes, index, committed, CHANGE_COMMITTED);
        add_diff(arena, &changes, index, staged, CHANGE_STAGED);
        add_diff(arena, &changes, index, unstaged, CHANGE_UNSTAGED);
        tidy(&changes);
        *ret_changes = changes;
    }
    git_diff_free(unstaged);
    git_diff_free(staged);
    git_diff_free(committed);
    git_index_free(index);
    git_tree_free(to);
    git_tree_free(from);
    return status;
}

void changes_say(const struct changes *changes)
{
    char id[11];
    git_oid_tostr(id, sizeof id, &changes->merge_base);
    if (git_oid_equal(&changes->base_tip, &changes->head))
        report_say("compared with %s, %s, which is what is checked out: what is not committed "
                   "counts",
                   changes->base, changes->base_why);
    else
        report_say("since %s, where this work left %s (%s)", id, changes->base, changes->base_why);
}
