/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * The client: see github.h.
 *
 *     github_get, github_query -> exchange (again and again, as http_policy.h advises) -> http_send
 *                              -> the cache before and after
 *
 * Every failure is put into words in one place, explain().
 */
#include "github.h"

#include <ctype.h>
#include <git2.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "calendar.h"
#include "common/file.h"
#include "common/text.h"
#include "http.h"
#include "http_cache.h"
#include "http_policy.h"

/* 2026-03-10 takes merge_commit_sha out of pull requests; it is optional here, but still wanted. */
#define API_VERSION "2022-11-28"
#define ACCEPT      "application/vnd.github+json"

enum { CACHE_BYTES = 64 << 20, REDIRECTS = 5, RESOURCES = 8, CLOCK_TOLERANCE = 24 * 3600 };

/* The primary limit of one kind of request, as last heard. */
struct quota {
    const char *resource; /* "core", "search", "graphql"; NULL: free */
    int64_t limit, remaining, reset;
};

struct github {
    struct arena *arena;
    struct github_options options;
    struct http *http;
    const char *fingerprint; /* of the token */
    struct quota quotas[RESOURCES];
    const struct quota *last;
    unsigned requests, unchanged;
    int64_t skew; /* server's clock minus ours */
    bool skew_known;
};

/* --- Setting up ------------------------------------------------------------------------------- */

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

static enum status check_token(const char *name, const char *token, struct error *error)
{
    for (const char *p = token; *p; p++)
        if (!isgraph((unsigned char)*p))
            return error_set(error, STATUS_USAGE,
                             "%s: holds a blank, a line break or another character that no token "
                             "has; set it anew",
                             name);
    return STATUS_OK;
}

/* "https://host" of a URL, with the port if there is one. */
static size_t origin_length(const char *url)
{
    const char *scheme = strstr(url, "://");
    return scheme ? (size_t)(scheme + 3 - url) + strcspn(scheme + 3, "/?#") : 0;
}

static bool same_origin(const char *a, const char *b)
{
    size_t n = origin_length(a);
    return n && n == origin_length(b) && strncasecmp(a, b, n) == 0;
}

static bool is_loopback(const char *url)
{
    static const char *const hosts[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        size_t n = strlen(hosts[i]);
        if (strncasecmp(url, hosts[i], n) == 0 &&
            (url[n] == '\0' || url[n] == ':' || url[n] == '/'))
            return true;
    }
    return false;
}

static enum status check_url(const char *name, const char *url, bool token, struct error *error)
{
    bool open = strncasecmp(url, "http://", 7) == 0;
    for (const char *p = url; *p; p++)
        if (!isgraph((unsigned char)*p))
            open = false, url = "";
    if ((!open && strncasecmp(url, "https://", 8) != 0) || strchr(url, '@'))
        return error_set(error, STATUS_USAGE,
                         "%s: is no address like https://host/path, without name and password",
                         name);
    if (open && token && !is_loopback(url))
        return error_set(error, STATUS_USAGE,
                         "%s: the token would cross the network in the open; write https://, or "
                         "unset the token",
                         name);
    return STATUS_OK;
}

static const char *without_slash(struct arena *arena, const char *url)
{
    size_t n = strlen(url);
    while (n && url[n - 1] == '/')
        n--;
    return arena_strndup(arena, url, n);
}

enum status github_environment(struct arena *arena, struct github_options *ret_options,
                               struct error *error)
{
    struct github_options o = {.seconds = 60};
    const char *name = variable("GITHUB_TOKEN") ? "GITHUB_TOKEN" : "GH_TOKEN";
    const char *api = variable("GITHUB_API_URL"), *graphql = variable("GITHUB_GRAPHQL_URL");
    const char *seconds = variable("THISMONTH_TIMEOUT");
    o.token = variable(name);
    if (o.token)
        TRY(check_token(name, o.token, error));
    o.api = without_slash(arena, api ? api : "https://api.github.com");
    if (graphql)
        o.graphql = graphql;
    else if (ends_with(o.api, "/v3")) /* Enterprise: /api/v3 and /api/graphql */
        o.graphql = arena_printf(arena, "%.*s/graphql", (int)strlen(o.api) - 3, o.api);
    else
        o.graphql = arena_printf(arena, "%s/graphql", o.api);
    TRY(check_url("GITHUB_API_URL", o.api, o.token, error));
    TRY(check_url("GITHUB_GRAPHQL_URL", o.graphql, o.token, error));
    if (seconds) {
        char *end;
        long n = strtol(seconds, &end, 10);
        if (*end || n < 1 || n > 3600)
            return error_set(error, STATUS_USAGE,
                             "THISMONTH_TIMEOUT: \"%s\" is no number of seconds from 1 to 3600",
                             seconds);
        o.seconds = (unsigned)n;
    }
    *ret_options = o;
    return STATUS_OK;
}

/* Tells tokens apart without telling what they are. */
static const char *fingerprint(struct arena *arena, const char *token)
{
    git_oid id;
    char hex[GIT_OID_HEXSZ + 1];
    if (!token || git_odb_hash(&id, token, strlen(token), GIT_OBJECT_BLOB) != 0)
        return "none";
    return arena_strndup(arena, git_oid_tostr(hex, sizeof hex, &id), 12);
}

enum status github_open(struct arena *arena, const struct github_options *options,
                        struct github **ret, struct error *error)
{
    struct github *g = arena_alloc(arena, sizeof *g);
    g->arena = arena;
    g->options = *options;
    g->fingerprint = fingerprint(arena, options->token);
    if (!options->offline) {
        TRY(http_open(options->seconds, &g->http, error));
        http_cache_sweep(options->cache, CACHE_BYTES);
    }
    *ret = g;
    return STATUS_OK;
}

void github_close(struct github *g)
{
    if (g)
        http_close(g->http);
}

bool github_has_token(const struct github *g)
{
    return g->options.token != NULL;
}

bool github_offline(const struct github *g)
{
    return g->options.offline;
}

const char *github_api(const struct github *g)
{
    return g->options.api;
}

/* --- Words ------------------------------------------------------------------------------------ */

/* What a server said, fit to be printed: one line, not endless, and without the token. */
static const char *quoted(struct github *g, const char *said)
{
    enum { MOST = 200 };
    const char *token = g->options.token;
    struct text out = {0};
    for (const char *p = said; *p && out.n < MOST;) {
        size_t n = utf8_length(p, strlen(p));
        if (token && starts_with(p, token)) {
            text_adds(&out, "[token]");
            p += strlen(token);
        } else if (n < 1 || (n == 1 && iscntrl((unsigned char)*p))) {
            text_addc(&out, ' ');
            p++;
        } else {
            text_add(&out, p, n);
            p += n;
        }
    }
    const char *text = arena_strdup(g->arena, text_cstr(&out));
    text_release(&out);
    return text;
}

void github_say(struct github *g, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *sentence = arena_vprintf(g->arena, format, args);
    va_end(args);
    if (g->options.say)
        g->options.say(g->options.ctx, sentence);
}

void github_progress(struct github *g, size_t done, size_t of)
{
    if (g->options.progress && !g->options.offline)
        g->options.progress(g->options.ctx, "GitHub", done, of);
}

const char *github_summary(const struct github *g)
{
    if (!g->requests)
        return NULL;
    const char *made = arena_printf(
        g->arena, "GitHub: %u request%s made%s", g->requests, g->requests == 1 ? "" : "s",
        g->unchanged ? arena_printf(g->arena, ", %u of them unchanged", g->unchanged) : "");
    if (!g->last)
        return made;
    return arena_printf(g->arena, "%s; %" PRId64 " of %" PRId64 " left until %s", made,
                        g->last->remaining, g->last->limit, instant_text(g->arena, g->last->reset));
}

int64_t github_clock_error(const struct github *g)
{
    bool wrong = g->skew_known && (g->skew > CLOCK_TOLERANCE || g->skew < -CLOCK_TOLERANCE);
    return wrong ? g->skew : 0;
}

/* --- What an answer says beside its body ------------------------------------------------------ */

static int64_t number_of(const char *text, int64_t otherwise)
{
    char *end;
    if (!text || !isdigit((unsigned char)*text))
        return otherwise;
    int64_t n = strtoll(text, &end, 10);
    return *end ? otherwise : n;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT", whatever the locale; 0: is none. */
static int64_t date_of(const char *text)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct tm tm = {0};
    char name[4] = "";
    if (!text || sscanf(text, "%*3s, %2d %3s %4d %2d:%2d:%2d", &tm.tm_mday, name, &tm.tm_year,
                        &tm.tm_hour, &tm.tm_min, &tm.tm_sec) != 6)
        return 0;
    const char *month = strstr(months, name);
    if (!month || strlen(name) != 3)
        return 0;
    tm.tm_mon = (int)(month - months) / 3;
    tm.tm_year -= 1900;
    return (int64_t)timegm(&tm);
}

static int64_t server_now(const struct github *g)
{
    return (int64_t)time(NULL) + g->skew;
}

static struct quota *quota_of(struct github *g, const char *resource)
{
    for (size_t i = 0; i < RESOURCES; i++) {
        if (!g->quotas[i].resource)
            g->quotas[i].resource = resource;
        if (strcmp(g->quotas[i].resource, resource) == 0)
            return &g->quotas[i];
    }
    return &g->quotas[RESOURCES - 1];
}

static void listen(struct github *g, const struct http_answer *answer)
{
    int64_t date = date_of(http_header(answer, "date"));
    const char *resource = http_header(answer, "x-ratelimit-resource");
    if (date) {
        g->skew = date - (int64_t)time(NULL);
        g->skew_known = true;
    }
    int64_t remaining = number_of(http_header(answer, "x-ratelimit-remaining"), -1);
    if (remaining < 0)
        return;
    struct quota *quota = quota_of(g, resource ? resource : "core");
    quota->remaining = remaining;
    quota->limit = number_of(http_header(answer, "x-ratelimit-limit"), remaining);
    quota->reset = number_of(http_header(answer, "x-ratelimit-reset"), 0);
    g->last = quota;
}

/* The URL behind rel="next" of a Link header; NULL: there is none. */
static const char *next_page(struct arena *arena, const char *link)
{
    while (link && (link = strchr(link, '<'))) {
        const char *end = strchr(link, '>');
        if (!end)
            return NULL;
        size_t n = strcspn(end, ",");
        const char *rel = strstr(end, "rel=\"next\"");
        if (rel && rel < end + n)
            return arena_strndup(arena, link + 1, (size_t)(end - link) - 1);
        link = end + n;
    }
    return NULL;
}

/* --- Asking ----------------------------------------------------------------------------------- */

/* One question and what has come of it so far. */
struct question {
    const char *url, *body; /* body NULL: GET */
    const char *resource;   /* whose limit it counts to */
    const char *key;        /* in the cache */
    bool cached_there;
    struct http_cached cached;
    struct http_answer answer;
    enum http_trouble trouble;
    const char *why;     /* libcurl's words about trouble */
    const char *message; /* the server's own */
    bool limited, html, nonsense, silent_limit;
    struct json *doc;
};

static const char *where(struct github *g, const struct question *q)
{
    return quoted(g, arena_strndup(g->arena, q->url, strcspn(q->url, "?")));
}

static const char *use_it(const struct github *g)
{
    return g->options.token ? "" : ", or set GITHUB_TOKEN, which allows far more";
}

static enum status explain_limit(struct github *g, const struct question *q, int64_t seconds,
                                 struct error *error)
{
    return error_set(error, STATUS_WORLD,
                     "%s: GitHub's limit is reached until %s (in %" PRId64 " minutes); run again "
                     "then (what was read is kept), or add --wait%s",
                     where(g, q), instant_text(g->arena, server_now(g) + seconds),
                     (seconds + 59) / 60, use_it(g));
}

static enum status explain_trouble(struct github *g, const struct question *q, struct error *error)
{
    static const char *const ways[] = {
        [HTTP_UNREACHABLE] = "cannot be reached (%s); check the network and GITHUB_API_URL, or "
                             "run with --offline",
        [HTTP_BROKEN] = "the answer broke off three times (%s); run again later, what was read is "
                        "kept",
        [HTTP_SLOW] = "no whole answer in time (%s); run again later, or give it more seconds "
                      "with THISMONTH_TIMEOUT",
        [HTTP_UNTRUSTED] = "not trusted (%s); is a proxy in between? Its certificate belongs into "
                           "the system's list (update-ca-certificates), or into SSL_CERT_FILE",
        [HTTP_TOO_BIG] = "the answer is larger than 32 MiB and was not read (%s); is "
                         "GITHUB_API_URL right?",
        [HTTP_INTERRUPTED] = "interrupted (%s); run again to go on, what was read is kept",
    };
    const char *front = ways[q->trouble], *gap = strstr(front, "%s");
    return error_set(error, STATUS_WORLD, "%s: %.*s%s%s", where(g, q), (int)(gap - front), front,
                     quoted(g, q->why ? q->why : "signal"), gap + 2);
}

static enum status explain(struct github *g, const struct question *q, struct error *error)
{
    int status = q->answer.status;
    const char *said = q->message ? arena_printf(g->arena, ": \"%s\"", quoted(g, q->message)) : "";
    if (!status)
        return explain_trouble(g, q, error);
    if (q->html)
        return error_set(error, STATUS_WORLD,
                         "%s: answers with a page instead of JSON (%d); is a login page or a proxy "
                         "in between? Check GITHUB_API_URL",
                         where(g, q), status);
    if (q->nonsense)
        return error_set(error, STATUS_WORLD,
                         "%s: the answer is not what GitHub's API promises%s; run again later, and "
                         "check GITHUB_API_URL if it stays so",
                         where(g, q), said);
    if (status == 401)
        return error_set(error, STATUS_WORLD,
                         "%s: the token is not accepted (401%s); make a new one, or unset "
                         "GITHUB_TOKEN to go without",
                         where(g, q), said);
    if (status == 403)
        return error_set(
            error, STATUS_WORLD,
            "%s: not allowed (403%s); give the token the right to read it, or %s", where(g, q),
            said, g->options.token ? "unset GITHUB_TOKEN to go without" : "set GITHUB_TOKEN");
    if (status == 404)
        return error_set(error, STATUS_WORLD,
                         "%s: not found (404%s); correct its name in the configuration, or use a "
                         "token that may see it",
                         where(g, q), said);
    if (status == 422)
        return error_set(error, STATUS_WORLD,
                         "%s: not understood (422%s); do all configured repositories exist?",
                         where(g, q), said);
    if (status >= 500)
        return error_set(error, STATUS_WORLD,
                         "%s: GitHub is in trouble (%d%s, three times); run again later, what was "
                         "read is kept; see githubstatus.com",
                         where(g, q), status, said);
    return error_set(error, STATUS_WORLD, "%s: answered %d%s; check GITHUB_API_URL", where(g, q),
                     status, said);
}

static struct http_request request_of(struct github *g, const struct question *q)
{
    struct http_request r = {.url = q->url, .body = q->body};
    *list_push(g->arena, &r.headers) = "Accept: " ACCEPT;
    *list_push(g->arena, &r.headers) = "X-GitHub-Api-Version: " API_VERSION;
    if (q->body)
        *list_push(g->arena, &r.headers) = "Content-Type: application/json";
    if (!q->body && q->cached_there && q->cached.etag)
        *list_push(g->arena, &r.headers) =
            arena_printf(g->arena, "If-None-Match: %s", q->cached.etag);
    if (g->options.token)
        *list_push(g->arena, &r.headers) =
            arena_printf(g->arena, "Authorization: Bearer %s", g->options.token);
    return r;
}

/* Reads the body: JSON, the server's message, and whether that speaks of a limit. */
static void read_body(struct github *g, struct question *q)
{
    const char *type = http_header(&q->answer, "content-type");
    json_free(q->doc);
    q->doc = NULL;
    q->message = NULL;
    q->limited = q->nonsense = false;
    q->html = type && !strstr(type, "json") && q->answer.n;
    if (q->html || !q->answer.n) {
        q->nonsense = q->answer.status == 200;
        return;
    }
    struct error ignored;
    if (json_parse(g->arena, q->url, 1, q->answer.body, q->answer.n, &q->doc, &ignored) !=
        STATUS_OK) {
        q->nonsense = true;
        q->doc = NULL;
        return;
    }
    struct json_at top = json_top(q->doc), errors = json_get(top, "errors");
    (void)!json_string(json_get(top, "message"), &q->message, NULL);
    for (size_t i = 0; q->body && i < json_count(errors); i++) {
        const char *type_of = "";
        (void)!json_string(json_get(json_index(errors, i), "type"), &type_of, NULL);
        q->limited = q->limited || strcmp(type_of, "RATE_LIMITED") == 0;
        if (!q->message)
            (void)!json_string(json_get(json_index(errors, i), "message"), &q->message, NULL);
    }
    if (q->answer.status != 200 && q->message && strcasestr(q->message, "rate limit"))
        q->limited = true;
    q->nonsense =
        q->body && q->answer.status == 200 && !q->limited && !json_there(json_get(top, "data"));
}

static struct http_outcome outcome_of(struct github *g, const struct question *q)
{
    struct http_outcome o = {.status = q->answer.status,
                             .retry_after = -1,
                             .remaining = -1,
                             .server_now = server_now(g),
                             .limited = q->limited};
    if (q->silent_limit) {
        const struct quota *quota = quota_of(g, q->resource);
        o.status = 429;
        o.remaining = 0;
        o.reset = quota->reset;
        return o;
    }
    if (!o.status) {
        o.hopeless = q->trouble != HTTP_BROKEN && q->trouble != HTTP_SLOW;
        return o;
    }
    if (q->nonsense) {
        o.status = 0;
        o.hopeless = q->html;
    }
    o.retry_after = number_of(http_header(&q->answer, "retry-after"), -1);
    o.remaining = number_of(http_header(&q->answer, "x-ratelimit-remaining"), -1);
    o.reset = number_of(http_header(&q->answer, "x-ratelimit-reset"), 0);
    return o;
}

/* Asks once, unless it is known that the limit is used up. */
static void ask_once(struct github *g, struct question *q)
{
    const struct quota *quota = quota_of(g, q->resource);
    q->silent_limit =
        quota->limit && !quota->remaining && quota->reset && quota->reset > server_now(g);
    if (q->silent_limit)
        return;
    struct http_request request = request_of(g, q);
    q->trouble = http_send(g->http, g->arena, &request, &q->answer, &q->why);
    g->requests++;
    listen(g, &q->answer);
    if (q->answer.status && q->answer.status != 304 && q->answer.status / 100 != 3)
        read_body(g, q);
}

/* Until there is an answer to be taken, or none to be hoped for. A redirect is an answer. */
static enum status exchange(struct github *g, struct question *q, struct error *error)
{
    for (unsigned attempt = 0;; attempt++) {
        ask_once(g, q);
        if (!q->silent_limit && q->answer.status / 100 == 3)
            return STATUS_OK;
        struct http_outcome outcome = outcome_of(g, q);
        struct http_advice advice = http_advise(&outcome, attempt, g->options.wait);
        switch (advice.what) {
        case HTTP_TAKE:
            return STATUS_OK;
        case HTTP_WAIT:
            github_say(g, "GitHub: waiting %" PRId64 " s (%s)", advice.seconds,
                       !outcome.status ? "no good answer"
                       : outcome.status >= 500
                           ? arena_printf(g->arena, "it answered %d", outcome.status)
                           : "its limit is reached");
            if (http_pause(advice.seconds))
                continue;
            q->answer.status = 0;
            q->trouble = HTTP_INTERRUPTED;
            return explain(g, q, error);
        case HTTP_LIMITED:
            return explain_limit(g, q, advice.seconds, error);
        case HTTP_TIRED:
            if (outcome.limited || outcome.status == 429 || outcome.status == 403)
                return explain_limit(g, q, advice.seconds, error);
            return explain(g, q, error);
        case HTTP_REFUSED:
            return explain(g, q, error);
        }
    }
}

/* --- Redirects -------------------------------------------------------------------------------- */

/* Where a redirect leads; the token stays at the host it was given for. */
static enum status follow(struct github *g, struct question *q, struct github_answer *ret,
                          struct error *error)
{
    const char *location = http_header(&q->answer, "location");
    if (!location)
        return error_set(error, STATUS_WORLD, "%s: redirects (%d) to nowhere; check GITHUB_API_URL",
                         where(g, q), q->answer.status);
    if (location[0] == '/' && location[1] != '/')
        location = arena_printf(g->arena, "%.*s%s", (int)origin_length(q->url), q->url, location);
    if (!same_origin(location, g->options.api))
        return error_set(error, STATUS_WORLD,
                         "%s: redirects to another host, %s; not followed, since the token is not "
                         "meant for that one. If it is right, set GITHUB_API_URL",
                         where(g, q), quoted(g, location));
    if (q->body)
        return error_set(error, STATUS_WORLD,
                         "%s: redirects to %s, and a query is not sent on; set GITHUB_GRAPHQL_URL",
                         where(g, q), quoted(g, location));
    if (q->answer.status == 301 || q->answer.status == 308)
        ret->moved = location;
    q->url = location;
    return STATUS_OK;
}

/* --- Get and query ---------------------------------------------------------------------------- */

static void look_into_cache(struct github *g, struct question *q)
{
    const char *body = q->body ? q->body : "";
    q->key = arena_printf(g->arena, "%s %s | %s | %s | %s | %s", q->body ? "POST" : "GET", q->url,
                          ACCEPT, API_VERSION, g->fingerprint, body);
    q->cached_there =
        !g->options.refresh && http_cache_find(g->arena, g->options.cache, q->key, &q->cached);
}

static enum status take_cached(struct github *g, struct question *q, struct github_answer *ret,
                               struct error *error)
{
    TRY(json_parse(g->arena, q->url, 1, q->cached.body, q->cached.n, &ret->doc, error));
    ret->status = 200;
    ret->next = next_page(g->arena, q->cached.link);
    ret->same = true;
    return STATUS_OK;
}

static enum status not_cached(struct github *g, const struct question *q, struct error *error)
{
    return error_set(error, STATUS_WORLD, "%s: not in the cache; run without --offline",
                     where(g, q));
}

static void take_answer(struct github *g, struct question *q, struct github_answer *ret)
{
    struct http_cached now = {.etag = http_header(&q->answer, "etag"),
                              .link = http_header(&q->answer, "link"),
                              .body = q->answer.body,
                              .n = q->answer.n};
    ret->doc = q->doc;
    ret->next = next_page(g->arena, now.link);
    ret->same =
        q->cached_there && q->cached.n == now.n && memcmp(q->cached.body, now.body, now.n) == 0;
    http_cache_store(g->options.cache, q->key, &now);
}

static enum status check_next(struct github *g, struct question *q, struct github_answer *ret,
                              struct error *error)
{
    if (!ret->next || same_origin(ret->next, g->options.api))
        return STATUS_OK;
    json_free(ret->doc);
    ret->doc = NULL;
    return error_set(error, STATUS_WORLD,
                     "%s: its next page is on another host, %s; not followed, since the token is "
                     "not meant for that one",
                     where(g, q), quoted(g, ret->next));
}

static enum status ask(struct github *g, struct question *q, bool reuse, struct github_answer *ret,
                       struct error *error)
{
    for (unsigned hops = 0; hops <= REDIRECTS; hops++) {
        look_into_cache(g, q);
        if (q->cached_there && (reuse || g->options.offline))
            return take_cached(g, q, ret, error);
        if (g->options.offline)
            return not_cached(g, q, error);
        enum status status = exchange(g, q, error);
        ret->status = q->answer.status;
        if (status != STATUS_OK) {
            json_free(q->doc);
            q->doc = NULL;
            return status;
        }
        if (q->answer.status == 304 && q->cached_there) {
            g->unchanged++;
            return take_cached(g, q, ret, error);
        }
        if (q->answer.status / 100 != 3) {
            take_answer(g, q, ret);
            return check_next(g, q, ret, error);
        }
        TRY(follow(g, q, ret, error));
    }
    return error_set(error, STATUS_WORLD, "%s: redirects in circles; check GITHUB_API_URL",
                     where(g, q));
}

enum status github_get(struct github *g, const char *url, struct github_answer *ret,
                       struct error *error)
{
    bool search =
        starts_with(url, g->options.api) && starts_with(url + strlen(g->options.api), "/search/");
    struct question q = {.url = url, .resource = search ? "search" : "core"};
    *ret = (struct github_answer){0};
    return ask(g, &q, false, ret, error);
}

enum status github_query(struct github *g, const char *body, bool reuse, struct github_answer *ret,
                         struct error *error)
{
    struct question q = {.url = g->options.graphql, .body = body, .resource = "graphql"};
    *ret = (struct github_answer){0};
    return ask(g, &q, reuse, ret, error);
}
