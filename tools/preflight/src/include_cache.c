/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Remembered includes: see include_cache.h. */
#include "include_cache.h"

#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/text.h"

enum {
    KEPT = 8192, /* entries; the oldest fall off */
    HEX = GIT_OID_HEXSZ,
};

static git_oid hash(const struct text *text)
{
    git_oid id = {{0}};
    if (git_odb_hash(&id, text_cstr(text), text->n, GIT_OBJECT_BLOB) < 0)
        BUG("git_odb_hash");
    return id;
}

/* The tree of HEAD at a folder, the last one remembered: folders come sorted, so siblings follow
 * each other. */
struct trees {
    git_repository *repository;
    git_tree *root, *parent;
    const char *parent_path;
    size_t parent_n;
};

static git_tree *tree_at(struct arena *arena, struct trees *trees, const char *path, size_t n)
{
    git_tree_entry *entry = NULL;
    if (!n)
        return trees->root;
    if (trees->parent_path && trees->parent_n == n && memcmp(trees->parent_path, path, n) == 0)
        return trees->parent;
    git_tree_free(trees->parent);
    trees->parent = NULL;
    trees->parent_path = path;
    trees->parent_n = n;
    if (git_tree_entry_bypath(&entry, trees->root, arena_strndup(arena, path, n)) == 0 &&
        git_tree_entry_type(entry) == GIT_OBJECT_TREE &&
        git_tree_lookup(&trees->parent, trees->repository, git_tree_entry_id(entry)) < 0)
        trees->parent = NULL;
    git_tree_entry_free(entry);
    return trees->parent;
}

static const git_oid *oid_at(struct arena *arena, struct trees *trees, const char *path)
{
    const char *slash = strrchr(path, '/');
    git_tree *parent = tree_at(arena, trees, path, slash ? (size_t)(slash - path) : 0);
    const git_tree_entry *entry =
        parent ? git_tree_entry_byname(parent, slash ? slash + 1 : path) : NULL;
    return entry ? git_tree_entry_id(entry) : NULL;
}

/* Every part's key: its folders, each with what HEAD has there. */
static void make_keys(struct arena *arena, git_repository *repository, const struct parts *parts,
                      struct include_cache *cache)
{
    struct text *texts = arena_array(arena, parts->at.n, sizeof *texts), all = {0};
    struct trees trees = {.repository = repository};
    git_object *root = NULL;
    if (git_revparse_single(&root, repository, "HEAD^{tree}") == 0)
        trees.root = (git_tree *)root;
    for (size_t i = 0; i < parts->folders.n; i++) {
        const struct part_folder *folder = &parts->folders.at[i];
        char hex[HEX + 1] = "";
        const git_oid *id = trees.root ? oid_at(arena, &trees, folder->path) : NULL;
        if (id)
            git_oid_tostr(hex, sizeof hex, id);
        text_addf(&texts[folder->part], "%s %s\n", folder->path, hex);
        text_addf(&all, "%s %s\n", folder->path, parts->at.at[folder->part].name);
    }
    for (size_t i = 0; i < parts->at.n; i++) {
        cache->of[i].key = hash(&texts[i]);
        text_release(&texts[i]);
    }
    cache->universe = hash(&all);
    text_release(&all);
    git_tree_free(trees.parent);
    git_object_free(root);
}

static int by_key(const void *a, const void *b)
{
    return git_oid_cmp(&((const struct cache_entry *)a)->key,
                       &((const struct cache_entry *)b)->key);
}

/* One line, without its end; false: it is none. */
static bool read_entry(struct arena *arena, char *line, struct cache_entry *ret)
{
    struct cache_entry entry = {.known = true};
    char *save = NULL;
    if (strlen(line) < HEX || git_oid_fromstrn(&entry.key, line, HEX) < 0)
        return false;
    for (char *name = strtok_r(line + HEX, " ", &save); name; name = strtok_r(NULL, " ", &save))
        *list_push(arena, &entry.names) = name;
    *ret = entry;
    return true;
}

static const char *first_line(struct arena *arena, const struct include_cache *cache)
{
    char hex[HEX + 1];
    return arena_printf(arena, "preflight 1 %s", git_oid_tostr(hex, sizeof hex, &cache->universe));
}

static void read_file(struct arena *arena, struct include_cache *cache)
{
    char *bytes, *save = NULL;
    size_t n;
    struct error ignored;
    if (!file_exists(cache->path) ||
        file_read(arena, cache->path, &bytes, &n, &ignored) != STATUS_OK)
        return;
    char *line = strtok_r(bytes, "\n", &save);
    if (!line || strcmp(line, first_line(arena, cache)) != 0)
        return;
    while ((line = strtok_r(NULL, "\n", &save))) {
        struct cache_entry entry;
        if (read_entry(arena, line, &entry))
            *list_push(arena, &cache->old) = entry;
    }
    if (cache->old.n)
        qsort(cache->old.at, cache->old.n, sizeof *cache->old.at, by_key);
}

void include_cache_open(struct arena *arena, git_repository *repository, const struct parts *parts,
                        struct include_cache *ret_cache)
{
    struct include_cache cache = {
        .path = path_join(arena, git_repository_commondir(repository), "preflight-includes"),
        .of = arena_array(arena, parts->at.n, sizeof *cache.of)};
    make_keys(arena, repository, parts, &cache);
    read_file(arena, &cache);
    for (size_t i = 0; i < parts->at.n && cache.old.n; i++) {
        struct cache_entry *entry =
            bsearch(&cache.of[i], cache.old.at, cache.old.n, sizeof *cache.old.at, by_key);
        if (!entry)
            continue;
        cache.of[i] = *entry;
        cache.of[i].known = true;
        entry->known = false; /* it has moved */
    }
    *ret_cache = cache;
}

static void add_entry(struct text *out, const struct cache_entry *entry)
{
    char hex[HEX + 1];
    text_adds(out, git_oid_tostr(hex, sizeof hex, &entry->key));
    for (size_t i = 0; i < entry->names.n; i++)
        text_addf(out, " %s", entry->names.at[i]);
    text_addc(out, '\n');
}

void include_cache_keep(struct arena *arena, const struct parts *parts,
                        const struct include_cache *cache)
{
    struct text out = {0};
    struct error ignored;
    size_t kept = 0, fresh = 0;
    text_addf(&out, "%s\n", first_line(arena, cache));
    for (size_t i = 0; i < parts->at.n; i++)
        if (cache->of[i].known) {
            add_entry(&out, &cache->of[i]);
            kept++;
            fresh += cache->of[i].fresh;
        }
    for (size_t i = 0; i < cache->old.n && kept < KEPT; i++)
        if (cache->old.at[i].known) {
            add_entry(&out, &cache->old.at[i]);
            kept++;
        }
    if (fresh && file_write(cache->path, text_cstr(&out), out.n, NULL, &ignored) != STATUS_OK)
        text_clear(&out); /* done without */
    text_release(&out);
}
