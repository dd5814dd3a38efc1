/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A tree object is a sorted run of "MODE NAME\0" and twenty bytes of id, where folders sort as if
 * their name ended in '/'. Two of them are merged like sorted lists; a folder on either or both
 * sides is gone into, which bounds the depth, for a tree may be anyone's.
 */
#include "git_tree.h"

#include <stdbool.h>
#include <string.h>

#include "common/json.h"

enum {
    DEEPEST = 256,
    PATH_BYTES = 8192,
    FOLDER = 040000,
};

struct entry {
    unsigned mode; /* 0: there is none */
    const char *name;
    size_t name_n;
    git_oid id;
};

/* One tree being read. */
struct side {
    struct object object;
    const char *at, *end;
    struct entry entry;
    git_oid id; /* of the tree, for messages */
};

struct comparison {
    struct objects *objects;
    tree_visit *visit;
    void *ctx;
    char path[PATH_BYTES];
    struct error *error;
};

static enum status tree_error(struct comparison *c, const git_oid *id, const char *why)
{
    return objects_error(c->objects, id, "tree", why, c->error);
}

/* Reads the next entry; mode 0 at the end. */
static enum status advance(struct comparison *c, struct side *s)
{
    s->entry = (struct entry){0};
    if (s->at == s->end)
        return STATUS_OK;
    unsigned mode = 0;
    const char *p = s->at;
    while (p < s->end && *p >= '0' && *p <= '7' && mode < 01000000)
        mode = mode * 8 + (unsigned)(*p++ - '0');
    const char *name = p + 1;
    const char *nul = name < s->end ? memchr(name, '\0', (size_t)(s->end - name)) : NULL;
    if (!mode || !nul || *p != ' ' || nul == name || s->end - nul <= GIT_OID_RAWSZ)
        return tree_error(c, &s->id, "its bytes are damaged");
    s->entry = (struct entry){.mode = mode, .name = name, .name_n = (size_t)(nul - name)};
    memcpy(s->entry.id.id, nul + 1, GIT_OID_RAWSZ);
    s->at = nul + 1 + GIT_OID_RAWSZ;
    return STATUS_OK;
}

/* `id` NULL: an empty tree. */
static enum status open_side(struct comparison *c, const git_oid *id, struct side *ret)
{
    *ret = (struct side){0};
    if (!id)
        return STATUS_OK;
    ret->id = *id;
    TRY(objects_read(c->objects, id, GIT_OBJECT_TREE, "tree", &ret->object, c->error));
    ret->at = ret->object.data;
    ret->end = ret->at + ret->object.n;
    return advance(c, ret);
}

/* In the order of a tree; an absent entry comes after all. */
static int entry_order(const struct entry *a, const struct entry *b)
{
    if (!a->mode || !b->mode)
        return (a->mode == 0) - (b->mode == 0);
    size_t n = a->name_n < b->name_n ? a->name_n : b->name_n;
    int order = memcmp(a->name, b->name, n);
    if (order)
        return order;
    unsigned char x = n < a->name_n ? (unsigned char)a->name[n] : a->mode == FOLDER ? '/' : 0;
    unsigned char y = n < b->name_n ? (unsigned char)b->name[n] : b->mode == FOLDER ? '/' : 0;
    return (x > y) - (x < y);
}

static enum status compare(struct comparison *c, const git_oid *before, const git_oid *after,
                           size_t prefix, int depth);

/* What differs under one name: `old` and `new` are that name's entries, or absent. */
static enum status differ(struct comparison *c, const struct entry *old, const struct entry *new,
                          size_t prefix, int depth)
{
    const struct entry *e = new->mode ? new : old; /* a file and a folder never share a place */
    if (old->mode == new->mode && memcmp(old->id.id, new->id.id, GIT_OID_RAWSZ) == 0)
        return STATUS_OK;
    if (prefix + e->name_n + 2 > sizeof c->path)
        return tree_error(c, &e->id, "its path is too long");
    memcpy(c->path + prefix, e->name, e->name_n);
    prefix += e->name_n;
    c->path[prefix] = '\0';
    if (e->mode != FOLDER) {
        c->visit(c->ctx, c->path);
        return STATUS_OK;
    }
    c->path[prefix++] = '/';
    return compare(c, old->mode ? &old->id : NULL, new->mode ? &new->id : NULL, prefix, depth + 1);
}

static enum status compare(struct comparison *c, const git_oid *before, const git_oid *after,
                           size_t prefix, int depth)
{
    static const struct entry none;
    struct side a = {0}, b = {0};
    enum status status = STATUS_OK;
    if (depth > DEEPEST)
        return tree_error(c, after ? after : before, "it is nested too deeply");
    status = open_side(c, before, &a);
    if (status == STATUS_OK)
        status = open_side(c, after, &b);
    while (status == STATUS_OK && (a.entry.mode || b.entry.mode)) {
        int order = entry_order(&a.entry, &b.entry);
        status =
            differ(c, order <= 0 ? &a.entry : &none, order >= 0 ? &b.entry : &none, prefix, depth);
        if (status == STATUS_OK && order <= 0)
            status = advance(c, &a);
        if (status == STATUS_OK && order >= 0)
            status = advance(c, &b);
    }
    object_release(&a.object);
    object_release(&b.object);
    return status;
}

enum status tree_compare(struct objects *objects, const git_oid *before, const git_oid *after,
                         tree_visit *visit, void *ctx, struct error *error)
{
    struct comparison c = {.objects = objects, .visit = visit, .ctx = ctx, .error = error};
    if (before && memcmp(before->id, after->id, GIT_OID_RAWSZ) == 0)
        return STATUS_OK;
    return compare(&c, before, after, 0, 0);
}

enum status tree_find(struct objects *objects, const git_oid *tree, const char *name,
                      bool *ret_found, git_oid *ret_id, struct error *error)
{
    struct comparison c = {.objects = objects, .error = error};
    struct side side;
    bool found = false;
    enum status status = open_side(&c, tree, &side);
    while (status == STATUS_OK && side.entry.mode && !found) {
        found = side.entry.name_n == strlen(name) &&
                memcmp(side.entry.name, name, side.entry.name_n) == 0;
        if (found)
            *ret_id = side.entry.id;
        else
            status = advance(&c, &side);
    }
    object_release(&side.object);
    if (status == STATUS_OK)
        *ret_found = found;
    return status;
}
