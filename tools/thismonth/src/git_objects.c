/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Objects by id: see git_objects.h. A loose file is the deflated "TYPE SIZE\0" and the bytes. */
#include "git_objects.h"

#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "common/file.h"
#include "common/repository.h"

enum {
    ALTERNATES = 8,      /* stores in a row */
    LARGEST = 256 << 20, /* of a loose object; commits and trees are far below */
};

void *resized(void *at, size_t n, size_t size)
{
    void *moved = n <= SIZE_MAX / 2 / size ? realloc(at, n * size) : NULL;
    if (!moved) {
        fprintf(stderr, "out of memory (%zu x %zu bytes wanted)\n", n, size);
        exit(STATUS_WORLD);
    }
    return moved;
}

/* --- Open and close --------------------------------------------------------------------------- */

static void add_store(struct objects *o, const char *folder)
{
    git_odb_backend *packs = NULL;
    if (git_odb_backend_pack(&packs, folder) < 0)
        packs = NULL; /* loose files may still be there; what is missing will be named */
    *list_push(&o->arena, &o->stores) =
        (struct object_store){arena_strdup(&o->arena, folder), packs};
}

/* info/alternates: a folder a line, relative ones to the store itself. */
static void add_alternates(struct objects *o, size_t of)
{
    struct error ignored;
    char *text, *line, *rest;
    size_t n;
    const char *path = path_join(&o->arena, o->stores.at[of].folder, "info/alternates");
    if (!file_exists(path) || file_read(&o->arena, path, &text, &n, &ignored) != STATUS_OK)
        return;
    for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        if (*line != '#' && o->stores.n < ALTERNATES)
            add_store(o, path_join(&o->arena, o->stores.at[of].folder, line));
}

enum status objects_open(struct objects *ret_objects, git_repository *repository,
                         struct error *error)
{
    struct objects o = {.repository = repository};
    const char *folder = path_join(&o.arena, git_repository_commondir(repository), "objects");
    struct stat st;
    if (stat(folder, &st) != 0) {
        git_error_set_str(GIT_ERROR_ODB, "the folder 'objects' is not there");
        arena_release(&o.arena);
        return repository_error(repository, "its objects", error);
    }
    add_store(&o, folder);
    for (size_t i = 0; i < o.stores.n; i++)
        add_alternates(&o, i);
    *ret_objects = o;
    return STATUS_OK;
}

void objects_close(struct objects *o)
{
    for (size_t i = 0; i < o->stores.n; i++)
        if (o->stores.at[i].packs)
            o->stores.at[i].packs->free(o->stores.at[i].packs);
    arena_release(&o->arena);
    *o = (struct objects){0};
}

enum status objects_error(struct objects *o, const git_oid *id, const char *what, const char *why,
                          struct error *error)
{
    char name[GIT_OID_HEXSZ + 64], hex[GIT_OID_HEXSZ + 1];
    git_oid_tostr(hex, sizeof hex, id);
    snprintf(name, sizeof name, "%s %s", what, hex);
    git_error_set_str(GIT_ERROR_ODB, why);
    return repository_error(o->repository, name, error);
}

/* --- Loose files ------------------------------------------------------------------------------ */

static void loose_path(const struct object_store *store, const git_oid *id, char *path, size_t cap)
{
    char hex[GIT_OID_HEXSZ + 1];
    git_oid_tostr(hex, sizeof hex, id);
    snprintf(path, cap, "%s/%.2s/%s", store->folder, hex, hex + 2);
}

static git_object_t type_of(const char *head, size_t n)
{
    static const git_object_t types[] = {GIT_OBJECT_COMMIT, GIT_OBJECT_TREE, GIT_OBJECT_BLOB,
                                         GIT_OBJECT_TAG};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *name = git_object_type2string(types[i]);
        if (strlen(name) == n && memcmp(name, head, n) == 0)
            return types[i];
    }
    return GIT_OBJECT_INVALID;
}

/* "commit 123\0": its length, 0: it is none. */
static size_t parse_head(const char *head, size_t n, git_object_t *ret_type, size_t *ret_size)
{
    const char *space = memchr(head, ' ', n), *end = memchr(head, '\0', n);
    size_t size = 0;
    if (!space || !end || space + 1 >= end)
        return 0;
    for (const char *p = space + 1; p < end; p++) {
        if (*p < '0' || *p > '9' || size > LARGEST)
            return 0;
        size = size * 10 + (size_t)(*p - '0');
    }
    *ret_type = type_of(head, (size_t)(space - head));
    *ret_size = size;
    return *ret_type == GIT_OBJECT_INVALID || size > LARGEST ? 0 : (size_t)(end + 1 - head);
}

/* Inflates a whole loose file. */
static bool inflate_loose(const void *bytes, size_t n, struct object *ret)
{
    char head[64];
    size_t head_n, size, got;
    git_object_t type;
    z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes,
                  .avail_in = (uInt)n,
                  .next_out = (Bytef *)head,
                  .avail_out = sizeof head};
    if (inflateInit(&z) != Z_OK)
        return false;
    int code = inflate(&z, Z_SYNC_FLUSH);
    size_t inflated = sizeof head - z.avail_out;
    head_n = code == Z_OK || code == Z_STREAM_END ? parse_head(head, inflated, &type, &size) : 0;
    got = inflated - head_n;
    if (!head_n || got > size) {
        inflateEnd(&z);
        return false;
    }
    char *data = resized(NULL, size + 1, 1);
    memcpy(data, head + head_n, got);
    z.next_out = (Bytef *)data + got;
    z.avail_out = (uInt)(size - got + 1); /* one more, so that bytes too many are seen */
    while (code == Z_OK && z.avail_out)
        code = inflate(&z, Z_FINISH);
    bool whole = code == Z_STREAM_END && z.total_out == head_n + size;
    inflateEnd(&z);
    if (!whole) {
        free(data);
        return false;
    }
    data[size] = '\0';
    *ret = (struct object){.type = type, .data = data, .n = size};
    return true;
}

/* GIT_ENOTFOUND: there is no such file. GIT_ERROR: it is damaged. */
static int read_loose(const struct object_store *store, const git_oid *id, struct object *ret)
{
    char path[4096];
    struct stat st;
    int code = GIT_ERROR;
    loose_path(store, id, path, sizeof path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return GIT_ENOTFOUND;
    if (fstat(fd, &st) == 0 && st.st_size > 0 && st.st_size <= LARGEST) {
        size_t n = (size_t)st.st_size;
        void *map = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map != MAP_FAILED) {
            if (inflate_loose(map, n, ret))
                code = 0;
            munmap(map, n);
        }
    }
    close(fd);
    if (code < 0)
        git_error_set_str(GIT_ERROR_ODB, "its file is damaged");
    return code;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static int read_from(const struct object_store *store, const git_oid *id, struct object *ret)
{
    void *data;
    struct object object = {.from = store->packs};
    int code = GIT_ENOTFOUND;
    if (store->packs)
        code = store->packs->read(&data, &object.n, &object.type, store->packs, id);
    if (code == 0) {
        object.data = data;
        *ret = object;
        return 0;
    }
    int loose = read_loose(store, id, ret);
    return loose == GIT_ENOTFOUND ? code : loose;
}

static int read_any(const struct objects *o, const git_oid *id, struct object *ret)
{
    int worst = GIT_ENOTFOUND;
    for (size_t i = 0; i < o->stores.n; i++) {
        int code = read_from(&o->stores.at[i], id, ret);
        if (code == 0)
            return 0;
        if (code != GIT_ENOTFOUND)
            worst = code;
    }
    return worst;
}

enum status objects_read(struct objects *o, const git_oid *id, git_object_t type, const char *what,
                         struct object *ret_object, struct error *error)
{
    struct object object = {0};
    int code = read_any(o, id, &object);
    if (code == GIT_ENOTFOUND) { /* git gc may have packed it a moment ago */
        for (size_t i = 0; i < o->stores.n; i++)
            if (o->stores.at[i].packs)
                o->stores.at[i].packs->refresh(o->stores.at[i].packs);
        code = read_any(o, id, &object);
    }
    if (code == GIT_ENOTFOUND)
        return objects_error(o, id, what, "it is missing", error);
    if (code < 0) {
        char why[256];
        const git_error *last = git_error_last();
        snprintf(why, sizeof why, "%s", last ? last->message : "it cannot be read");
        return objects_error(o, id, what, why, error);
    }
    if (type != GIT_OBJECT_ANY && object.type != type) {
        object_release(&object);
        return objects_error(o, id, what, "it is an object of another type", error);
    }
    *ret_object = object;
    return STATUS_OK;
}

void object_release(struct object *object)
{
    void *data = (void *)(uintptr_t)object->data;
    if (data && object->from)
        git_odb_backend_data_free(object->from, data);
    else
        free(data);
    *object = (struct object){0};
}

bool objects_have(struct objects *o, const git_oid *id)
{
    for (size_t i = 0; i < o->stores.n; i++) {
        char path[4096];
        git_odb_backend *packs = o->stores.at[i].packs;
        loose_path(&o->stores.at[i], id, path, sizeof path);
        if ((packs && packs->exists(packs, id)) || access(path, F_OK) == 0)
            return true;
    }
    return false;
}
