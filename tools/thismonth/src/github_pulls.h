/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Merged pull requests as GitHub tells of them, by any of its three ways:
 *
 *     github_graphql.c   with a token: all repositories in one query, 100 pull requests of each
 *     github_rest.c      without: the search, or the list of each repository, newest first
 *
 * Everything in an answer is someone else's bytes: what is malformed is left out and said.
 */
#pragma once
#include "calendar.h"
#include "change.h"
#include "github.h"

/* A pull request. `change.repository` is the name of today, as the server spells it. */
struct pull {
    struct change change;
    const char *default_branch; /* of its repository, NULL: unknown */
    struct string_list labels;
    const char *milestone; /* NULL: none */
    bool merged;
    const char *state; /* when not merged: "open", "closed" */
};

/* A repository that is asked about, and what became of it. */
struct asked {
    const char *name;  /* "owner/name" as configured */
    const char *today; /* another name that it has now, NULL: the same */
    const char *default_branch;
    bool paths;      /* the changed files are wanted too, where they cost nothing more */
    bool whole;      /* everything of the window is there */
    bool missing;    /* there is no such repository, or this token may not see it */
    const char *why; /* when not: a sentence, or NULL */
};

struct pull_search {
    struct window window;
    LIST(struct asked) repositories;
    LIST(struct pull) pulls; /* each once */
    struct string_list warnings;
};

/* Both search for all repositories that are not whole yet. STATUS_WORLD: nothing more can be got;
 * what came before stays. */
enum status github_search_graphql(struct github *, struct arena *, struct pull_search *,
                                  struct error *) MUST_CHECK;
enum status github_search_rest(struct github *, struct arena *, struct pull_search *,
                               struct error *) MUST_CHECK;
/* The list of one repository, back to the beginning of the window: at least one request each. */
enum status github_list(struct github *, struct arena *, struct pull_search *, size_t repository,
                        struct error *) MUST_CHECK;

/* One pull request, whatever became of it. */
struct lookup {
    const char *repository;
    unsigned number;
    enum { LOOKUP_UNANSWERED, LOOKUP_NONE, LOOKUP_THERE } found;
    struct pull pull; /* LOOKUP_THERE */
};
enum status github_lookup_graphql(struct github *, struct arena *, struct lookup *, size_t n,
                                  struct error *) MUST_CHECK;
enum status github_lookup_rest(struct github *, struct arena *, struct lookup *, size_t n,
                               struct error *) MUST_CHECK;

/* "owner/name" of the repositories of an organization, without forks and archived ones. */
enum status github_organization(struct github *, struct arena *, const char *name,
                                struct string_list *ret_repositories, struct error *) MUST_CHECK;

/* --- What the two ways share (github_pulls.c) ------------------------------------------------- */

bool repository_name_valid(const char *); /* "owner/name", in GitHub's alphabet */
/* Adds a pull request unless it is there; false: it was. Merged outside the window: left out, but
 * counted as new. */
bool pull_add(struct arena *, struct pull_search *, const struct pull *);
/* Title, login, name: one line, bounded, without control characters. NULL stays NULL. */
const char *github_text(struct arena *, const char *);
/* The author out of login, the word of the server for what it is ("Bot", "User"...), and name. */
struct person github_person(struct arena *, const char *login, const char *type, const char *name);
/* How it came in, by the commit's first line and the number. */
enum change_kind github_kind(const char *headline, unsigned number);
/* The repository that an answer of this name belongs to, or NULL. */
struct asked *github_asked(struct pull_search *, const char *name);

/* One pull request out of an answer, into the arena: a node of GraphQL, an entry of a REST list.
 * STATUS_USAGE: it is not what GitHub promises. */
enum status pull_read_node(struct arena *, struct json_at, struct pull *ret_pull,
                           struct error *) MUST_CHECK;
enum status pull_read_listed(struct arena *, struct json_at, struct pull *ret_pull,
                             struct error *) MUST_CHECK;
