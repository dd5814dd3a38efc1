/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Pull requests by GraphQL: see github_pulls.h.
 *
 * One query holds one search for each repository (an alias each, so that it does not matter how a
 * search reads several repositories, and a repository that is gone spoils no other). A month costs
 * as many requests as the busiest repository has pages of 100. Beside the searches stands what
 * tells of renames and default branches.
 *
 * A search is sorted by its last update. So if the first page is what the cache holds, nothing has
 * changed since, and the further pages are taken from there: an interrupted run goes on where it
 * was. Something updated while pages are read may move from a later page to an earlier one; then
 * fewer are seen than there are, and the search is read once more.
 */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "common/text.h"
#include "github_pulls.h"

enum {
    PAGE = 100,       /* GitHub's most */
    REACHABLE = 1000, /* results of one search */
    PAGES = REACHABLE / PAGE,
    SLICE = 800,   /* aimed at when a search has more */
    TOGETHER = 50, /* searches, or lookups, in one query */
    HOUR = 3600,
};

static const char fragments[] =
    " fragment pull on PullRequest {"
    " number title state createdAt mergedAt updatedAt baseRefName changedFiles additions deletions"
    " repository { nameWithOwner }"
    " author { __typename login ... on User { name } }"
    " mergeCommit { oid messageHeadline } commits { totalCount }"
    " labels(first: 20) { nodes { name } }"
    " milestone { title } }";

/* --- A pull request --------------------------------------------------------------------------- */

static void read_names(struct arena *arena, struct json_at nodes, const char *key,
                       struct string_list *ret)
{
    for (size_t i = 0; i < json_count(nodes); i++) {
        const char *name = NULL;
        (void)!json_string(json_get(json_index(nodes, i), key), &name, NULL);
        if (name)
            *list_push(arena, ret) = github_text(arena, name);
    }
}

static void read_author(struct arena *arena, struct json_at at, struct person *ret)
{
    const char *login = NULL, *type = NULL, *name = NULL;
    (void)!json_string(json_get(at, "login"), &login, NULL);
    (void)!json_string(json_get(at, "__typename"), &type, NULL);
    (void)!json_string(json_get(at, "name"), &name, NULL);
    *ret = github_person(arena, login, type, name);
}

static enum status read_count(struct json_at at, int *ret, struct error *error)
{
    int64_t n = -1;
    TRY(json_integer(at, 0, INT32_MAX, &n, error));
    *ret = (int)n;
    return STATUS_OK;
}

enum status pull_read_node(struct arena *arena, struct json_at at, struct pull *ret,
                           struct error *error)
{
    struct pull p = {.change = {.on_default = true,
                                .files = -1,
                                .insertions = -1,
                                .deletions = -1,
                                .sources = SOURCE_API}};
    struct change *c = &p.change;
    const char *title = NULL, *merged_at = NULL, *opened = NULL, *state = "OPEN", *oid = NULL,
               *headline = NULL;
    struct json_at commit = json_get(at, "mergeCommit");
    int64_t number = 0, own = 0;
    TRY(json_require(json_get(at, "number"), error));
    TRY(json_integer(json_get(at, "number"), 1, UINT32_MAX, &number, error));
    TRY(json_require(json_get(at, "title"), error));
    TRY(json_string(json_get(at, "title"), &title, error));
    TRY(json_string(json_get(json_get(at, "repository"), "nameWithOwner"), &c->repository, error));
    TRY(json_string(json_get(at, "mergedAt"), &merged_at, error));
    TRY(json_string(json_get(at, "createdAt"), &opened, error));
    TRY(json_string(json_get(at, "state"), &state, error));
    TRY(json_string(json_get(at, "baseRefName"), &c->branch, error));
    TRY(json_string(json_get(commit, "oid"), &oid, error));
    TRY(json_string(json_get(commit, "messageHeadline"), &headline, error));
    TRY(json_string(json_get(json_get(at, "milestone"), "title"), &p.milestone, error));
    TRY(read_count(json_get(at, "changedFiles"), &c->files, error));
    TRY(read_count(json_get(at, "additions"), &c->insertions, error));
    TRY(read_count(json_get(at, "deletions"), &c->deletions, error));
    TRY(json_integer(json_get(json_get(at, "commits"), "totalCount"), 0, UINT32_MAX, &own, error));
    c->own_commits = (unsigned)own;
    if (!c->repository || !repository_name_valid(c->repository))
        return json_error(json_get(at, "repository"), error, "is no owner/name");
    p.merged = merged_at != NULL;
    if (merged_at && !instant_parse(merged_at, &c->merged_at))
        return json_error(json_get(at, "mergedAt"), error, "is no instant");
    if (opened && !instant_parse(opened, &c->opened_at))
        return json_error(json_get(at, "createdAt"), error, "is no instant");
    c->number = (unsigned)number;
    c->title = github_text(arena, title);
    p.milestone = github_text(arena, p.milestone);
    c->branch = github_text(arena, c->branch);
    c->kind = github_kind(headline, c->number);
    if (oid && strlen(oid) >= 40 && strlen(oid) <= 64 && !oid[strspn(oid, "0123456789abcdef")])
        *list_push(arena, &c->commits) = oid;
    p.state = strcasecmp(state, "CLOSED") == 0 ? "closed" : "open";
    read_author(arena, json_get(at, "author"), &c->author);
    read_names(arena, json_get(json_get(at, "labels"), "nodes"), "name", &p.labels);
    read_names(arena, json_get(json_get(at, "files"), "nodes"), "path", &c->paths);
    *ret = p;
    return STATUS_OK;
}

/* --- Searching -------------------------------------------------------------------------------- */

/* One search: a repository and a window, page by page. */
struct task {
    size_t repository; /* index */
    struct window window;
    const char *after; /* cursor, NULL: the first page */
    unsigned pages;
    size_t seen;   /* results that came, the same one perhaps twice */
    int64_t count; /* that there are, as last heard */
    bool again;    /* this is the second reading */
    bool done;
};
struct searching {
    struct github *github;
    struct arena *arena;
    struct pull_search *search;
    LIST(struct task) tasks;
};

static const char *name_today(const struct asked *a)
{
    return a->today ? a->today : a->name;
}

static void add_repository_argument(struct text *out, const char *name)
{
    const char *slash = strchr(name, '/');
    text_addf(out, "repository(owner: \"%.*s\", name: \"%s\")", (int)(slash - name), name,
              slash + 1);
}

static void add_search(struct searching *s, struct text *out, size_t i, const struct task *task)
{
    const struct asked *a = &s->search->repositories.at[task->repository];
    text_addf(out,
              " s%zu: search(type: ISSUE, first: %d, query: \"repo:%s is:pr is:merged "
              "merged:%s..%s sort:updated-desc\"",
              i, PAGE, name_today(a), instant_text(s->arena, task->window.from),
              instant_text(s->arena, task->window.until - 1));
    if (task->after) {
        text_adds(out, ", after: ");
        json_add_string(out, task->after);
    }
    text_addf(out,
              ") { issueCount pageInfo { hasNextPage endCursor } nodes { __typename ...pull%s } }",
              a->paths ? " ... on PullRequest { files(first: 100) { nodes { path } } }" : "");
    if (task->pages || task->again)
        return;
    text_addf(out, " r%zu: ", i);
    add_repository_argument(out, name_today(a));
    text_adds(out, " { nameWithOwner defaultBranchRef { name } }");
}

static const char *finish_body(struct arena *arena, struct text *query)
{
    struct text body = {0};
    text_adds(query, " }");
    text_adds(query, fragments);
    text_adds(&body, "{\"query\": ");
    json_add_string(&body, text_cstr(query));
    text_addc(&body, '}');
    const char *result = arena_strdup(arena, text_cstr(&body));
    text_release(query);
    text_release(&body);
    return result;
}

static void give_up(struct searching *s, const struct task *task, const char *why)
{
    struct asked *a = &s->search->repositories.at[task->repository];
    a->whole = false;
    a->why = why;
}

/* What GraphQL says of one alias that has no data. */
static const char *error_of(struct arena *arena, struct json_at top, const char *alias)
{
    struct json_at errors = json_get(top, "errors");
    for (size_t i = 0; i < json_count(errors); i++) {
        const char *first = NULL, *message = NULL;
        (void)!json_string(json_index(json_get(json_index(errors, i), "path"), 0), &first, NULL);
        (void)!json_string(json_get(json_index(errors, i), "message"), &message, NULL);
        if (first && message && strcmp(first, alias) == 0)
            return github_text(arena, message);
    }
    return "it gave no reason";
}

/* A search of more than a thousand results becomes several of parts of its window. */
static void slice(struct searching *s, const struct task *whole, int64_t count)
{
    int64_t n = count / SLICE + 1, span = whole->window.until - whole->window.from;
    if (span / n < HOUR) {
        give_up(s, whole, "more was merged at once than a search can tell");
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        struct task part = {
            .repository = whole->repository,
            .window = {whole->window.from + span * i / n, whole->window.from + span * (i + 1) / n}};
        *list_push(s->arena, &s->tasks) = part;
    }
}

/* Another name, the default branch, or that there is no such repository. */
static void read_repository(struct searching *s, struct json_at top, size_t i,
                            const struct task *task, bool *ret_renamed)
{
    struct asked *a = &s->search->repositories.at[task->repository];
    const char *alias = arena_printf(s->arena, "r%zu", i), *name = NULL, *main = NULL;
    struct json_at at = json_get(json_get(top, "data"), alias);
    if (!json_there(at)) {
        a->missing = true;
        give_up(s, task, arena_printf(s->arena, "GitHub says: %s", error_of(s->arena, top, alias)));
        return;
    }
    (void)!json_string(json_get(at, "nameWithOwner"), &name, NULL);
    (void)!json_string(json_get(json_get(at, "defaultBranchRef"), "name"), &main, NULL);
    a->default_branch = github_text(s->arena, main);
    if (name && repository_name_valid(name) && strcasecmp(name, name_today(a)) != 0) {
        a->today = name;
        *ret_renamed = true;
    }
}

static enum status read_nodes(struct searching *s, struct json_at nodes, struct task *task,
                              size_t *ret_new, struct error *error)
{
    for (size_t i = 0; i < json_count(nodes); i++) {
        struct pull pull;
        struct json_at node = json_index(nodes, i);
        const char *type = NULL;
        (void)!json_string(json_get(node, "__typename"), &type, NULL);
        if (!type || strcmp(type, "PullRequest") != 0)
            continue;
        TRY(pull_read_node(s->arena, node, &pull, error));
        *ret_new += pull_add(s->arena, s->search, &pull);
    }
    task->seen += json_count(nodes);
    return STATUS_OK;
}

/* How many different ones of this search have come. */
static size_t known(const struct searching *s, const struct task *task)
{
    const char *name = name_today(&s->search->repositories.at[task->repository]);
    size_t n = 0;
    for (size_t i = 0; i < s->search->pulls.n; i++) {
        const struct change *c = &s->search->pulls.at[i].change;
        n += strcasecmp(c->repository, name) == 0 && c->merged_at >= task->window.from &&
             c->merged_at < task->window.until;
    }
    return n;
}

/* All pages are read: was it all? */
static void finish(struct searching *s, struct task *task)
{
    struct task once_more = *task;
    task->done = true;
    if ((int64_t)known(s, task) >= task->count)
        return;
    if (task->again) {
        give_up(s, task,
                arena_printf(s->arena, "GitHub's search told of %" PRId64 " but gave %zu",
                             task->count, known(s, task)));
        return;
    }
    once_more.again = true;
    once_more.done = false;
    once_more.after = NULL;
    once_more.pages = 0;
    once_more.seen = 0;
    *list_push(s->arena, &s->tasks) = once_more;
}

static enum status read_search(struct searching *s, struct json_at top, size_t i, size_t number,
                               struct error *error)
{
    struct task *task = &s->tasks.at[number];
    const char *alias = arena_printf(s->arena, "s%zu", i), *cursor = NULL;
    struct json_at at = json_get(json_get(top, "data"), alias), page = json_get(at, "pageInfo");
    bool first = !task->pages && !task->again, renamed = false, more = false;
    size_t fresh = 0;
    if (first)
        read_repository(s, top, i, task, &renamed);
    task->done = true;
    if (!s->search->repositories.at[task->repository].whole)
        return STATUS_OK;
    if (renamed) { /* a search may not follow the old name */
        struct task anew = {.repository = task->repository, .window = task->window};
        *list_push(s->arena, &s->tasks) = anew;
        return STATUS_OK;
    }
    if (!json_there(at)) {
        give_up(s, task, arena_printf(s->arena, "GitHub says: %s", error_of(s->arena, top, alias)));
        return STATUS_OK;
    }
    TRY(json_require(json_get(at, "issueCount"), error));
    TRY(json_integer(json_get(at, "issueCount"), 0, INT32_MAX, &task->count, error));
    TRY(json_bool(json_get(page, "hasNextPage"), &more, error));
    TRY(json_string(json_get(page, "endCursor"), &cursor, error));
    TRY(json_require(json_get(at, "nodes"), error));
    if (task->count > REACHABLE) {
        slice(s, task, task->count);
        return STATUS_OK;
    }
    TRY(read_nodes(s, json_get(at, "nodes"), task, &fresh, error));
    task->pages++;
    bool circles = more && (task->pages >= PAGES || (!fresh && !task->again) || !cursor ||
                            (task->after && strcmp(cursor, task->after) == 0));
    if (circles) {
        give_up(s, task, "GitHub's pages go in circles");
        return STATUS_OK;
    }
    if (more) {
        task->after = cursor;
        task->done = false;
        return STATUS_OK;
    }
    finish(s, task);
    return STATUS_OK;
}

/* One request: the next page of all searches that are not done, as many as fit. */
static enum status search_round(struct searching *s, bool reuse, bool *ret_same,
                                struct error *error)
{
    struct text query = {0};
    struct github_answer answer;
    size_t numbers[TOGETHER], n = 0;
    text_adds(&query, "query {");
    for (size_t i = 0; i < s->tasks.n && n < TOGETHER; i++)
        if (!s->tasks.at[i].done) {
            add_search(s, &query, n, &s->tasks.at[i]);
            numbers[n++] = i;
        }
    TRY(github_query(s->github, finish_body(s->arena, &query), reuse, &answer, error));
    enum status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++)
        status = read_search(s, json_top(answer.doc), i, numbers[i], error);
    json_free(answer.doc);
    *ret_same = answer.same;
    if (status == STATUS_OK)
        return STATUS_OK;
    for (size_t i = 0; i < n; i++)
        s->tasks.at[numbers[i]].done = false; /* none of them is to be relied on */
    return error_set(error, STATUS_WORLD, "the answer is not what GitHub's schema promises: %s",
                     arena_strdup(s->arena, error->text));
}

/* Requests that are certainly still needed. */
static size_t rounds_left(const struct searching *s)
{
    size_t most = 0, open = 0;
    for (size_t i = 0; i < s->tasks.n; i++) {
        const struct task *t = &s->tasks.at[i];
        size_t left =
            t->count > (int64_t)t->seen ? ((size_t)t->count - t->seen + PAGE - 1) / PAGE : 1;
        if (!t->done && left > most)
            most = left;
        open += !t->done;
    }
    size_t queries = (open + TOGETHER - 1) / TOGETHER;
    return most > queries ? most : queries;
}

enum status github_search_graphql(struct github *github, struct arena *arena,
                                  struct pull_search *search, struct error *error)
{
    struct searching s = {.github = github, .arena = arena, .search = search};
    for (size_t i = 0; i < search->repositories.n; i++) {
        struct asked *a = &search->repositories.at[i];
        struct task task = {.repository = i, .window = search->window};
        if (a->whole || a->why)
            continue;
        a->whole = true; /* until something is found missing */
        *list_push(arena, &s.tasks) = task;
    }
    bool same = true;
    for (size_t round = 0, left; (left = rounds_left(&s)) > 0; round++) {
        if (!round && !github_offline(github))
            github_say(github,
                       "GitHub: %zu request%s for %zu repositor%s, and 1 more for each further 100 "
                       "changes of the busiest",
                       left, left == 1 ? "" : "s", s.tasks.n, s.tasks.n == 1 ? "y" : "ies");
        github_progress(github, round, round + left);
        enum status status = search_round(&s, round > 0 && same, &same, error);
        if (status != STATUS_OK) {
            for (size_t i = 0; i < s.tasks.n; i++)
                if (!s.tasks.at[i].done)
                    search->repositories.at[s.tasks.at[i].repository].whole = false;
            return status;
        }
    }
    return STATUS_OK;
}

/* --- Looking up ------------------------------------------------------------------------------- */

static enum status lookup_some(struct github *github, struct arena *arena, struct lookup *lookups,
                               size_t n, struct error *error)
{
    struct text query = {0};
    struct github_answer answer;
    text_adds(&query, "query {");
    for (size_t i = 0; i < n; i++) {
        text_addf(&query, " p%zu: ", i);
        add_repository_argument(&query, lookups[i].repository);
        text_addf(&query, " { defaultBranchRef { name } pullRequest(number: %u) { ...pull } }",
                  lookups[i].number);
    }
    TRY(github_query(github, finish_body(arena, &query), false, &answer, error));
    enum status status = STATUS_OK;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        struct json_at at =
            json_get(json_get(json_top(answer.doc), "data"), arena_printf(arena, "p%zu", i));
        struct json_at pull = json_get(at, "pullRequest");
        const char *main = NULL;
        lookups[i].found = json_there(pull) ? LOOKUP_THERE : LOOKUP_NONE;
        if (json_there(pull))
            status = pull_read_node(arena, pull, &lookups[i].pull, error);
        (void)!json_string(json_get(json_get(at, "defaultBranchRef"), "name"), &main, NULL);
        lookups[i].pull.default_branch = github_text(arena, main);
    }
    json_free(answer.doc);
    return status == STATUS_USAGE
               ? error_set(error, STATUS_WORLD, "%s", arena_strdup(arena, error->text))
               : status;
}

enum status github_lookup_graphql(struct github *github, struct arena *arena,
                                  struct lookup *lookups, size_t n, struct error *error)
{
    for (size_t i = 0; i < n; i += TOGETHER)
        TRY(lookup_some(github, arena, lookups + i, n - i < TOGETHER ? n - i : TOGETHER, error));
    return STATUS_OK;
}
