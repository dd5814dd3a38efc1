/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* News fragments: see git_fragment.h. */
#include "git_fragment.h"

#include <string.h>

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
    size_t n = folder ? strlen(folder) : 0, dots = 0;
    if (!n || strncmp(path, folder, n) != 0 || path[n] != '/' || !ends_with(path, ".md"))
        return false;
    for (const char *p = path + n + 1; *p; p++) {
        if (*p == '/')
            return false;
        dots += *p == '.';
    }
    return dots >= 3; /* SLUG may have dots of its own */
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

/* The first line that is not blank, without "# " or "- " before it. */
static const char *first_line(struct arena *arena, const char *text, size_t n)
{
    const char *end = text + n;
    while (text < end && *text && strchr(" \t\r\n#-*\xEF\xBB\xBF", *text))
        text++;
    size_t length = 0;
    while (text + length < end && text[length] && !strchr("\r\n", text[length]))
        length++;
    while (length && strchr(" \t", text[length - 1]))
        length--;
    return length ? arena_strndup(arena, text, length) : NULL;
}

const char *fragment_title(struct arena *arena, git_repository *repository, const git_oid *before,
                           const git_oid *after, const char *path)
{
    const char *title = NULL;
    git_blob *blob = NULL;
    git_tree_entry *old = find(repository, before, path), *new = find(repository, after, path);
    if (!old && new &&git_tree_entry_type(new) == GIT_OBJECT_BLOB &&
        git_blob_lookup(&blob, repository, git_tree_entry_id(new)) == 0)
        title = first_line(arena, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
    git_blob_free(blob);
    git_tree_entry_free(old);
    git_tree_entry_free(new);
    return title;
}
