/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* News fragments: see git_fragment.h. */
#include "git_fragment.h"

#include <string.h>

#include "common/fragment.h"
#include "common/text.h"

const char *fragment_folder(struct arena *arena, git_repository *repository, const char *folder)
{
    const char *root = git_repository_workdir(repository); /* ends in '/'; NULL: bare */
    if (!root || !folder || !starts_with(folder, root))
        return NULL;
    return arena_strdup(arena, folder + strlen(root));
}

bool fragment_is(const char *folder, const char *path)
{
    size_t n = folder ? strlen(folder) : 0;
    struct fragment parts;
    struct arena arena = {0};
    if (!n || strncmp(path, folder, n) != 0 || path[n] != '/')
        return false;
    bool is = fragment_parse(&arena, path + n + 1, &parts);
    arena_release(&arena);
    return is;
}

static git_tree_entry *find(git_repository *repository, const git_oid *tree, const char *path)
{
    git_tree *root = NULL;
    git_tree_entry *entry = NULL;
    if (tree && git_tree_lookup(&root, repository, tree) == 0 &&
        git_tree_entry_bypath(&entry, root, path) < 0)
        entry = NULL;
    git_tree_free(root);
    return entry;
}

const char *fragment_title(struct arena *arena, git_repository *repository, const git_oid *before,
                           const git_oid *after, const char *path)
{
    const char *title = NULL;
    git_blob *blob = NULL;
    git_tree_entry *old = find(repository, before, path), *new = find(repository, after, path);
    if (!old && new &&git_tree_entry_type(new) == GIT_OBJECT_BLOB &&
        git_blob_lookup(&blob, repository, git_tree_entry_id(new)) == 0)
        title = fragment_headline(arena, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
    git_blob_free(blob);
    git_tree_entry_free(old);
    git_tree_entry_free(new);
    return title;
}
