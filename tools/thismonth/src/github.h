/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * A client of GitHub's API: one request at a time, limits obeyed, answers kept for conditional
 * requests, JSON out. REST (GET) and GraphQL (a query by POST); nothing is ever changed there.
 *
 * The token goes to the configured host and nowhere else: not to disk (the cache knows a hash of
 * it), not into a message (whatever a server says is searched for it), not after a redirect.
 *
 * A failure is STATUS_WORLD with a sentence that says what to do. Threads: one at a time.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/json.h"
#include "common/status.h"

struct github_options {
    const char *token;   /* NULL: none, REST only, 60 requests an hour */
    const char *api;     /* "https://api.github.com", without a slash at the end */
    const char *graphql; /* "https://api.github.com/graphql" */
    const char *cache;   /* folder of answers, NULL: none */
    unsigned seconds;    /* that one exchange may take */
    bool offline;        /* from the cache alone, however old */
    bool refresh;        /* as if the cache were empty */
    bool wait;           /* for a limit, even if it is further away than a minute */
    void (*say)(void *ctx, const char *sentence);                          /* NULL: silent */
    void (*progress)(void *ctx, const char *what, size_t done, size_t of); /* NULL: silent */
    void *ctx;
};

/* Reads GITHUB_TOKEN or GH_TOKEN, GITHUB_API_URL, GITHUB_GRAPHQL_URL and THISMONTH_TIMEOUT.
 * STATUS_USAGE: one of them is no such thing (the token is not printed), or a token would cross the
 * network in the open. */
enum status github_environment(struct arena *, struct github_options *ret_options,
                               struct error *) MUST_CHECK;

struct github;
enum status github_open(struct arena *, const struct github_options *, struct github **ret,
                        struct error *) MUST_CHECK;
void github_close(struct github *); /* NULL is fine */

bool github_has_token(const struct github *);
bool github_offline(const struct github *);
const char *github_api(const struct github *);
void github_say(struct github *, const char *format, ...) PRINTF(2, 3);
void github_progress(struct github *, size_t done, size_t of); /* requests; `of` as far as known */
/* What was asked for and what is left, for the user; NULL: nothing was. */
const char *github_summary(const struct github *);
/* This computer's clock is that many seconds behind GitHub's, 0: as good as right or unknown. */
int64_t github_clock_error(const struct github *);

struct github_answer {
    int status;        /* 200; also when the call failed: 404, 422...; 0: there was no answer */
    struct json *doc;  /* to be freed with json_free(); NULL after a failure */
    const char *next;  /* Link: rel="next", NULL: the last page */
    const char *moved; /* where a permanent redirect led, NULL: nowhere */
    bool same;         /* the cache held exactly this */
};

/* GET of a URL below github_api(). A cached answer is asked for conditionally. */
enum status github_get(struct github *, const char *url, struct github_answer *ret,
                       struct error *) MUST_CHECK;
/* A GraphQL query, the JSON of {"query": ..., "variables": ...}. With `reuse` a cached answer of
 * the same question will do. Errors of single fields are left to the caller as long as there are
 * data. */
enum status github_query(struct github *, const char *body, bool reuse, struct github_answer *ret,
                         struct error *) MUST_CHECK;
