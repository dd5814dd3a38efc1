/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Pull requests by REST: see github_pulls.h. The search costs a request for every hundred of a few
 * repositories together, but tells neither base branch nor commit; the list of a repository tells
 * both, and costs at least one request each. Pages are only ever followed by the Link header.
 */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "common/text.h"
#include "github_pulls.h"

enum {
    REACHABLE = 1000,  /* results of one search */
    TOGETHER = 6,      /* repositories in one search: GitHub takes five OR */
    LIST_PAGES = 200,  /* of one repository: 20,000 closed pull requests */
    SEARCH_PAGES = 10, /* of a hundred */
    LOOKUPS = 20,      /* a request each */
};

/* --- A pull request --------------------------------------------------------------------------- */

static void read_author(struct arena *arena, struct json_at user, struct person *ret)
{
    const char *login = NULL, *type = NULL;
    (void)!json_string(json_get(user, "login"), &login, NULL);
    (void)!json_string(json_get(user, "type"), &type, NULL);
    *ret = github_person(arena, login, type, NULL);
}

/* What the search and the list say alike; both put the rest elsewhere. */
static enum status read_common(struct arena *arena, struct json_at at, struct json_at merged_at,
                               struct pull *ret, struct error *error)
{
    struct pull p = {.change = {.on_default = true,
                                .files = -1,
                                .insertions = -1,
                                .deletions = -1,
                                .sources = SOURCE_API}};
    struct json_at labels = json_get(at, "labels");
    const char *title = NULL, *merged = NULL, *opened = NULL, *state = "open";
    int64_t number = 0;
    TRY(json_require(json_get(at, "number"), error));
    TRY(json_integer(json_get(at, "number"), 1, UINT32_MAX, &number, error));
    TRY(json_require(json_get(at, "title"), error));
    TRY(json_string(json_get(at, "title"), &title, error));
    TRY(json_string(json_get(at, "state"), &state, error));
    TRY(json_string(merged_at, &merged, error));
    TRY(json_string(json_get(at, "created_at"), &opened, error));
    TRY(json_string(json_get(json_get(at, "milestone"), "title"), &p.milestone, error));
    p.merged = merged != NULL;
    if (merged && !instant_parse(merged, &p.change.merged_at))
        return json_error(merged_at, error, "is no instant");
    if (opened && !instant_parse(opened, &p.change.opened_at))
        return json_error(json_get(at, "created_at"), error, "is no instant");
    p.change.number = (unsigned)number;
    p.change.title = github_text(arena, title);
    p.milestone = github_text(arena, p.milestone);
    p.state = strcmp(state, "closed") == 0 ? "closed" : "open";
    read_author(arena, json_get(at, "user"), &p.change.author);
    for (size_t i = 0; i < json_count(labels); i++) {
        const char *name = NULL;
        (void)!json_string(json_get(json_index(labels, i), "name"), &name, NULL);
        if (name)
            *list_push(arena, &p.labels) = github_text(arena, name);
    }
    *ret = p;
    return STATUS_OK;
}

enum status pull_read_listed(struct arena *arena, struct json_at at, struct pull *ret,
                             struct error *error)
{
    struct json_at base = json_get(at, "base"), repo = json_get(base, "repo");
    const char *oid = NULL;
    TRY(read_common(arena, at, json_get(at, "merged_at"), ret, error));
    struct change *c = &ret->change;
    TRY(json_string(json_get(base, "ref"), &c->branch, error));
    TRY(json_string(json_get(repo, "full_name"), &c->repository, error));
    TRY(json_string(json_get(repo, "default_branch"), &ret->default_branch, error));
    TRY(json_string(json_get(at, "merge_commit_sha"), &oid, error)); /* absent from 2026-03-10 on */
    if (!c->repository || !repository_name_valid(c->repository))
        return json_error(base, error, "names no repository");
    c->branch = github_text(arena, c->branch);
    ret->default_branch = github_text(arena, ret->default_branch);
    if (ret->merged && oid && strlen(oid) >= 40 && !oid[strspn(oid, "0123456789abcdef")])
        *list_push(arena, &c->commits) = oid;
    return STATUS_OK;
}

static enum status not_promised(struct arena *arena, enum status status, struct error *error)
{
    if (status != STATUS_USAGE)
        return status;
    return error_set(error, STATUS_WORLD, "the answer is not what GitHub's API promises: %s",
                     arena_strdup(arena, error->text));
}

/* --- The search ------------------------------------------------------------------------------- */

static void add_escaped(struct text *out, const char *s)
{
    for (; *s; s++)
        if (isalnum((unsigned char)*s) || strchr("-_.~", *s))
            text_addc(out, *s);
        else
            text_addf(out, "%%%02X", (unsigned char)*s);
}

/* The repositories of indices `which` in one question. */
static const char *search_url(struct github *github, struct arena *arena,
                              const struct pull_search *search, const size_t *which, size_t n,
                              struct window window)
{
    struct text q = {0}, url = {0};
    text_adds(&q, n > 1 ? "(" : "");
    for (size_t i = 0; i < n; i++) {
        const struct asked *a = &search->repositories.at[which[i]];
        text_addf(&q, "%srepo:%s", i ? " OR " : "", a->today ? a->today : a->name);
    }
    text_addf(&q, "%s is:pr is:merged merged:%s..%s", n > 1 ? ")" : "",
              instant_text(arena, window.from), instant_text(arena, window.until - 1));
    text_addf(&url, "%s/search/issues?q=", github_api(github));
    add_escaped(&url, text_cstr(&q));
    text_adds(&url, "&sort=updated&order=desc&per_page=100&advanced_search=true");
    const char *result = arena_strdup(arena, text_cstr(&url));
    text_release(&q);
    text_release(&url);
    return result;
}

/* "https://api.github.com/repos/owner/name" -> "owner/name". */
static const char *repository_of_url(const char *url)
{
    const char *at = url ? strstr(url, "/repos/") : NULL;
    return at && repository_name_valid(at + 7) ? at + 7 : NULL;
}

struct page {
    int64_t total;
    bool incomplete;
    size_t n;
};

static enum status read_found(struct arena *arena, struct pull_search *search, struct json_at top,
                              struct page *ret, struct error *error)
{
    struct json_at items = json_get(top, "items");
    TRY(json_require(json_get(top, "total_count"), error));
    TRY(json_integer(json_get(top, "total_count"), 0, INT32_MAX, &ret->total, error));
    TRY(json_bool(json_get(top, "incomplete_results"), &ret->incomplete, error));
    if (ret->total > REACHABLE)
        return STATUS_OK; /* it is asked in parts */
    TRY(json_require(items, error));
    TRY(json_array(items, error));
    for (size_t i = 0; i < json_count(items); i++) {
        struct json_at item = json_index(items, i), pull_request = json_get(item, "pull_request");
        const char *url = NULL;
        struct pull pull;
        if (!json_there(pull_request))
            continue;
        TRY(read_common(arena, item, json_get(pull_request, "merged_at"), &pull, error));
        TRY(json_string(json_get(item, "repository_url"), &url, error));
        pull.change.repository = repository_of_url(url);
        if (!pull.change.repository)
            return json_error(json_get(item, "repository_url"), error, "names no repository");
        ret->n += pull_add(arena, search, &pull);
    }
    return STATUS_OK;
}

/* One search to its end. *ret_why: the reason why it is not all, a sentence. */
static enum status search_pages(struct github *github, struct arena *arena,
                                struct pull_search *search, const char *url, const char **ret_why,
                                int64_t *ret_total, struct error *error)
{
    size_t seen = 0, pages = 0;
    struct page page = {0};
    for (; url; pages++) {
        struct github_answer answer;
        page = (struct page){0};
        if (pages == SEARCH_PAGES) {
            *ret_why = "GitHub's pages go in circles";
            return STATUS_OK;
        }
        enum status status = github_get(github, url, &answer, error);
        if (status != STATUS_OK && (answer.status == 422 || answer.status == 404)) {
            *ret_why = "GitHub's search does not know it";
            return STATUS_OK;
        }
        TRY(status);
        status = read_found(arena, search, json_top(answer.doc), &page, error);
        json_free(answer.doc);
        TRY(not_promised(arena, status, error));
        seen += page.n;
        github_progress(github, pages + 1,
                        (size_t)(page.total < REACHABLE ? page.total : REACHABLE) / 100 + 1);
        if (page.total > REACHABLE)
            break;
        if (!page.n && answer.next) {
            *ret_why = "GitHub's pages go in circles";
            return STATUS_OK;
        }
        url = answer.next;
        if (page.incomplete)
            *ret_why = "GitHub's search ran out of time";
    }
    *ret_total = page.total;
    if (!*ret_why && (int64_t)seen < page.total && page.total <= REACHABLE)
        *ret_why = arena_printf(arena, "GitHub's search told of %" PRId64 " but gave %zu",
                                page.total, seen);
    return STATUS_OK;
}

static enum status search_window(struct github *github, struct arena *arena,
                                 struct pull_search *search, const size_t *which, size_t n,
                                 struct window window, const char **ret_why, struct error *error)
{
    enum { HOUR = 3600, SLICE = 800 };
    int64_t total = 0, span = window.until - window.from;
    TRY(search_pages(github, arena, search, search_url(github, arena, search, which, n, window),
                     ret_why, &total, error));
    if (total <= REACHABLE || *ret_why)
        return STATUS_OK;
    int64_t parts = total / SLICE + 1;
    if (span / parts < HOUR) {
        *ret_why = "more was merged at once than a search can tell";
        return STATUS_OK;
    }
    for (int64_t i = 0; i < parts && !*ret_why; i++)
        TRY(search_window(
            github, arena, search, which, n,
            (struct window){window.from + span * i / parts, window.from + span * (i + 1) / parts},
            ret_why, error));
    return STATUS_OK;
}

enum status github_search_rest(struct github *github, struct arena *arena,
                               struct pull_search *search, struct error *error)
{
    size_t n = 0, which[TOGETHER], all = search->repositories.n;
    size_t requests = (all + TOGETHER - 1) / TOGETHER;
    if (!github_offline(github))
        github_say(github,
                   "GitHub: %zu request%s for %zu repositor%s, and 1 more for each further 100 "
                   "changes",
                   requests, requests == 1 ? "" : "s", all, all == 1 ? "y" : "ies");
    for (size_t i = 0; i < all; i++) {
        struct asked *a = &search->repositories.at[i];
        const char *why = NULL;
        if (!a->whole && !a->why)
            which[n++] = i;
        if (!n || (n < TOGETHER && i + 1 < all))
            continue;
        TRY(search_window(github, arena, search, which, n, search->window, &why, error));
        for (size_t k = 0; k < n; k++) {
            search->repositories.at[which[k]].whole = !why;
            search->repositories.at[which[k]].why = why;
        }
        n = 0;
    }
    return STATUS_OK;
}

/* --- The list of a repository ----------------------------------------------------------------- */

/* A page of the list, as much as tells whether it was there before. */
struct listed {
    unsigned first, last; /* numbers */
    bool past; /* it reaches back before the window: nothing is merged after its last update */
};

static enum status read_list(struct arena *arena, struct pull_search *search, struct asked *asked,
                             struct json_at top, struct listed *ret, struct error *error)
{
    TRY(json_array(top, error));
    for (size_t i = 0; i < json_count(top); i++) {
        struct json_at at = json_index(top, i);
        struct pull pull;
        const char *updated = NULL;
        int64_t when = 0;
        TRY(pull_read_listed(arena, at, &pull, error));
        TRY(json_require(json_get(at, "updated_at"), error));
        TRY(json_string(json_get(at, "updated_at"), &updated, error));
        if (!instant_parse(updated, &when))
            return json_error(json_get(at, "updated_at"), error, "is no instant");
        ret->past = when < search->window.from;
        ret->last = pull.change.number;
        ret->first = i ? ret->first : ret->last;
        pull_add(arena, search, &pull);
        asked->default_branch = pull.default_branch;
        if (strcasecmp(pull.change.repository, asked->name) != 0)
            asked->today = pull.change.repository;
    }
    return STATUS_OK;
}

enum status github_list(struct github *github, struct arena *arena, struct pull_search *search,
                        size_t repository, struct error *error)
{
    struct asked *asked = &search->repositories.at[repository];
    const char *first = arena_printf(
        arena, "%s/repos/%s/pulls?state=closed&sort=updated&direction=desc&per_page=100",
        github_api(github), asked->today ? asked->today : asked->name);
    LIST(struct listed) seen = {0};
    bool again = false;
    const char *url = first;
    for (size_t pages = 0; url; pages++) {
        struct github_answer answer;
        struct listed page = {0};
        bool circles = pages == LIST_PAGES;
        enum status status = github_get(github, url, &answer, error);
        if (status != STATUS_OK && answer.status == 404) {
            asked->missing = true;
            asked->why = "GitHub does not know it, or does not show it to everybody";
            return STATUS_OK;
        }
        TRY(status);
        status = read_list(arena, search, asked, json_top(answer.doc), &page, error);
        json_free(answer.doc);
        TRY(not_promised(arena, status, error));
        github_progress(github, pages, pages + 1);
        if (again)
            break;
        for (size_t i = 0; i < seen.n && !circles; i++)
            circles = page.first == seen.at[i].first && page.last == seen.at[i].last;
        if (circles) {
            asked->why = "GitHub's pages go in circles";
            return STATUS_OK;
        }
        *list_push(arena, &seen) = page;
        url = page.past ? NULL : answer.next;
        if (!url && pages) { /* what was updated meanwhile is on the first page by now */
            url = first;
            again = true;
        }
    }
    asked->whole = true;
    asked->why = NULL;
    return STATUS_OK;
}

/* --- One pull request ------------------------------------------------------------------------- */

enum status github_lookup_rest(struct github *github, struct arena *arena, struct lookup *lookups,
                               size_t n, struct error *error)
{
    for (size_t i = 0; i < n && i < LOOKUPS; i++) {
        struct github_answer answer;
        const char *url = arena_printf(arena, "%s/repos/%s/pulls/%u", github_api(github),
                                       lookups[i].repository, lookups[i].number);
        enum status status = github_get(github, url, &answer, error);
        if (status != STATUS_OK && answer.status == 404) {
            lookups[i].found = LOOKUP_NONE;
            continue;
        }
        TRY(status);
        status = pull_read_listed(arena, json_top(answer.doc), &lookups[i].pull, error);
        json_free(answer.doc);
        TRY(not_promised(arena, status, error));
        lookups[i].found = LOOKUP_THERE;
    }
    return STATUS_OK;
}

/* --- Organizations ---------------------------------------------------------------------------- */

static enum status read_repositories(struct arena *arena, struct json_at top,
                                     struct string_list *ret, size_t *ret_new, struct error *error)
{
    TRY(json_array(top, error));
    for (size_t i = 0; i < json_count(top); i++) {
        struct json_at at = json_index(top, i);
        const char *name = NULL;
        bool fork = false, archived = false;
        TRY(json_require(json_get(at, "full_name"), error));
        TRY(json_string(json_get(at, "full_name"), &name, error));
        TRY(json_bool(json_get(at, "fork"), &fork, error));
        TRY(json_bool(json_get(at, "archived"), &archived, error));
        if (!repository_name_valid(name))
            return json_error(json_get(at, "full_name"), error, "is no owner/name");
        *ret_new += 1;
        if (!fork && !archived && !string_list_has(ret, name))
            *list_push(arena, ret) = name;
    }
    return STATUS_OK;
}

enum status github_organization(struct github *github, struct arena *arena, const char *name,
                                struct string_list *ret_repositories, struct error *error)
{
    const char *url =
        arena_printf(arena, "%s/orgs/%s/repos?type=sources&sort=full_name&per_page=100",
                     github_api(github), name);
    struct string_list list = {0};
    for (size_t pages = 0; url; pages++) {
        struct github_answer answer;
        size_t fresh = 0;
        TRY(github_get(github, url, &answer, error));
        enum status status = read_repositories(arena, json_top(answer.doc), &list, &fresh, error);
        json_free(answer.doc);
        TRY(not_promised(arena, status, error));
        if (pages == LIST_PAGES || (answer.next && (!fresh || strcmp(answer.next, url) == 0)))
            return error_set(error, STATUS_WORLD,
                             "%s: GitHub's pages go in circles; run again later", url);
        url = answer.next;
    }
    *ret_repositories = list;
    return STATUS_OK;
}
