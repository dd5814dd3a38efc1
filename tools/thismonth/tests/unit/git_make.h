/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Repositories for unit tests, made with libgit2 in a folder of their own under /tmp. */
#pragma once
#include <ftw.h>
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ci/test.h"
#include "common/repository.h"

static char make_folder[] = "/tmp/thismonth_test.XXXXXX";
static git_repository *made;

static inline int make_repository(void **state)
{
    struct error error;
    (void)state;
    setenv("HOME", "/nonexistent", 1);
    if (!mkdtemp(make_folder) || repository_startup(&error) != STATUS_OK)
        return 1;
    return git_repository_init(&made, make_folder, 1);
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

static inline int remove_repository(void **state)
{
    (void)state;
    git_repository_free(made);
    repository_shutdown();
    return nftw(make_folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* A tree out of "NAME" or "NAME/", content or NULL, ..., NULL; a folder's content is a tree's id in
 * hex. */
static inline git_oid make_tree(const char *name, ...)
{
    git_treebuilder *builder;
    git_oid id, tree;
    va_list more;
    va_start(more, name);
    assert_int_equal(git_treebuilder_new(&builder, made, NULL), 0);
    for (; name; name = va_arg(more, const char *)) {
        const char *content = va_arg(more, const char *);
        size_t n = strlen(name);
        char plain[64];
        bool folder = name[n - 1] == '/';
        snprintf(plain, sizeof plain, "%.*s", (int)(n - folder), name);
        if (folder)
            assert_int_equal(git_oid_fromstr(&id, content), 0);
        else
            assert_int_equal(git_blob_create_from_buffer(&id, made, content, strlen(content)), 0);
        assert_int_equal(git_treebuilder_insert(NULL, builder, plain, &id,
                                                folder ? GIT_FILEMODE_TREE : GIT_FILEMODE_BLOB),
                         0);
    }
    va_end(more);
    assert_int_equal(git_treebuilder_write(&tree, builder), 0);
    git_treebuilder_free(builder);
    return tree;
}

/* A commit by `name` at `date`, on nothing but its parents. */
static inline git_oid make_commit(const git_oid *tree, const char *name, int64_t date,
                                  const char *message, const git_oid *parents, size_t n)
{
    char raw[4096];
    int used = snprintf(raw, sizeof raw, "tree %s\n", git_oid_tostr_s(tree));
    git_oid id;
    git_odb *odb;
    for (size_t i = 0; i < n; i++)
        used += snprintf(raw + used, sizeof raw - (size_t)used, "parent %s\n",
                         git_oid_tostr_s(&parents[i]));
    used += snprintf(
        raw + used, sizeof raw - (size_t)used,
        "author %s <%s@example.org> %lld +0000\ncommitter %s <%s@example.org> %lld +0000\n\n%s\n",
        name, name, (long long)date, name, name, (long long)date, message);
    assert_int_equal(git_repository_odb(&odb, made), 0);
    assert_int_equal(git_odb_write(&id, odb, raw, (size_t)used, GIT_OBJECT_COMMIT), 0);
    git_odb_free(odb);
    return id;
}

static inline void make_ref(const char *name, git_oid id)
{
    git_reference *ref = NULL;
    assert_int_equal(git_reference_create(&ref, made, name, &id, 1, NULL), 0);
    git_reference_free(ref);
}
