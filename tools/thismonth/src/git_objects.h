/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Objects of one repository, by id: packs through libgit2, loose files through zlib. (libgit2 1.5
 * never comes back from a loose file that was cut off, which is what a crash leaves behind.)
 * Alternates are followed.
 *
 * Nothing is cached but what libgit2 keeps of packs; whoever needs an object twice keeps it.
 * Threads: one at a time.
 */
#pragma once
#include <git2.h>
#include <stdbool.h>

#include "common/arena.h"
#include "common/status.h"

struct git_odb_backend;

struct object_store {
    char *folder; /* .../objects */
    struct git_odb_backend *packs;
};

struct objects {
    git_repository *repository; /* not owned; for messages */
    struct arena arena;
    LIST(struct object_store) stores; /* the repository's own, then its alternates' */
};

struct object {
    git_object_t type;
    const char *data; /* NULL: no object. A NUL follows */
    size_t n;
    struct git_odb_backend *from; /* whose memory it is, NULL: malloc's */
};

/* realloc of n * size that ends the program where there is no memory. For what an arena would hold
 * too long, or several times over. */
void *resized(void *at, size_t n, size_t size);

enum status objects_open(struct objects *ret_objects, git_repository *, struct error *) MUST_CHECK;
void objects_close(struct objects *);

/* `what` begins the message: "commit", "tree"; the id follows. `type` GIT_OBJECT_ANY: any will do.
 * STATUS_WORLD: missing, damaged, or of another type; git fsck is the next step. */
enum status objects_read(struct objects *, const git_oid *, git_object_t type, const char *what,
                         struct object *ret_object, struct error *) MUST_CHECK;
void object_release(struct object *); /* all-zero is fine */
bool objects_have(struct objects *, const git_oid *);

/* "REPOSITORY: commit ID: why; see git fsck" */
enum status objects_error(struct objects *, const git_oid *, const char *what, const char *why,
                          struct error *);
