/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* One exchange over libcurl: see http.h. The body is counted after unpacking, so a small answer
 * that unpacks to gigabytes ends at the same bound as any other. */
#include "http.h"

#include <ctype.h>
#include <curl/curl.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/text.h"

struct http {
    CURL *curl;
    long seconds;
};

/* What one exchange gathers. */
struct gathering {
    struct arena *arena;
    struct http_answer *answer;
    struct text body;
    bool too_big;
};

/* --- Ctrl-C ----------------------------------------------------------------------------------- */

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

bool http_interrupted(void)
{
    return interrupted;
}

static void listen_to_interrupt(struct sigaction *ret_before)
{
    struct sigaction ours = {.sa_handler = on_interrupt};
    sigaction(SIGINT, NULL, ret_before);
    if (ret_before->sa_handler != SIG_IGN)
        sigaction(SIGINT, &ours, NULL);
}

bool http_pause(int64_t seconds)
{
    struct sigaction before;
    struct timespec left = {.tv_sec = (time_t)seconds};
    listen_to_interrupt(&before);
    while (!interrupted && nanosleep(&left, &left) < 0 && errno == EINTR) {
    }
    sigaction(SIGINT, &before, NULL);
    return !interrupted;
}

static int watch(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)ctx, (void)a, (void)b, (void)c, (void)d;
    return interrupted; /* not 0 ends the exchange */
}

/* --- What comes in ---------------------------------------------------------------------------- */

static size_t take_header(char *line, size_t size, size_t n, void *ctx)
{
    struct gathering *g = ctx;
    enum { MOST = 200 };
    n *= size;
    if (n > 5 && memcmp(line, "HTTP/", 5) == 0) { /* an interim answer came before */
        g->answer->headers.n = 0;
        return n;
    }
    const char *colon = memchr(line, ':', n);
    if (!colon || g->answer->headers.n == MOST)
        return n;
    size_t name_n = (size_t)(colon - line), value_n = n - name_n - 1;
    const char *value = colon + 1;
    while (value_n && isspace((unsigned char)*value))
        value++, value_n--;
    while (value_n && isspace((unsigned char)value[value_n - 1]))
        value_n--;
    char *name = arena_strndup(g->arena, line, name_n);
    for (char *p = name; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    *list_push(g->arena, &g->answer->headers) =
        (struct http_header){name, arena_strndup(g->arena, value, value_n)};
    return n;
}

static size_t take_body(char *bytes, size_t size, size_t n, void *ctx)
{
    struct gathering *g = ctx;
    n *= size;
    g->too_big = g->body.n + n > HTTP_LARGEST;
    if (g->too_big)
        return 0; /* ends the exchange */
    text_add(&g->body, bytes, n);
    return n;
}

/* --- An exchange ------------------------------------------------------------------------------ */

enum status http_open(unsigned seconds, struct http **ret, struct error *error)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return error_set(error, STATUS_WORLD, "libcurl does not start");
    struct http *http = calloc(1, sizeof *http);
    CURL *curl = http ? curl_easy_init() : NULL;
    if (!curl) {
        free(http);
        curl_global_cleanup();
        return error_set(error, STATUS_WORLD, "libcurl does not start: out of memory");
    }
    *http = (struct http){.curl = curl, .seconds = (long)seconds};
    *ret = http;
    return STATUS_OK;
}

void http_close(struct http *http)
{
    if (!http)
        return;
    curl_easy_cleanup(http->curl);
    free(http);
    curl_global_cleanup();
}

static enum http_trouble trouble_of(CURLcode code, bool too_big)
{
    if (too_big)
        return HTTP_TOO_BIG;
    switch (code) {
    case CURLE_OK:
        return HTTP_FINE;
    case CURLE_ABORTED_BY_CALLBACK:
        return HTTP_INTERRUPTED;
    case CURLE_OPERATION_TIMEDOUT:
        return HTTP_SLOW;
    case CURLE_FILESIZE_EXCEEDED:
        return HTTP_TOO_BIG;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
        return HTTP_UNREACHABLE;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return HTTP_UNTRUSTED;
    default:
        return HTTP_BROKEN;
    }
}

static void set_up(const struct http *http, const struct http_request *request,
                   struct curl_slist *headers, struct gathering *g, char *words)
{
    CURL *curl = http->curl;
    curl_easy_reset(curl); /* the connection stays */
    curl_easy_setopt(curl, CURLOPT_URL, request->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "thismonth");
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, http->seconds < 10 ? http->seconds : 10L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, http->seconds);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)HTTP_LARGEST);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, g);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, g);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    if (request->body)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
}

enum http_trouble http_send(struct http *http, struct arena *arena,
                            const struct http_request *request, struct http_answer *ret_answer,
                            const char **ret_why)
{
    struct http_answer answer = {0};
    struct gathering g = {.arena = arena, .answer = &answer};
    struct curl_slist *headers = NULL;
    struct sigaction before;
    char words[CURL_ERROR_SIZE] = "";
    for (size_t i = 0; i < request->headers.n; i++)
        headers = curl_slist_append(headers, request->headers.at[i]);
    set_up(http, request, headers, &g, words);
    listen_to_interrupt(&before);
    CURLcode code = curl_easy_perform(http->curl);
    sigaction(SIGINT, &before, NULL);
    curl_slist_free_all(headers);
    enum http_trouble trouble = interrupted ? HTTP_INTERRUPTED : trouble_of(code, g.too_big);
    if (trouble == HTTP_FINE) {
        long status = 0;
        curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
        answer.status = (int)status;
        answer.body = arena_strndup(arena, text_cstr(&g.body), g.body.n);
        answer.n = g.body.n;
    } else if (ret_why) {
        *ret_why = arena_strdup(arena, words[0] ? words : curl_easy_strerror(code));
    }
    text_release(&g.body);
    *ret_answer = answer;
    return trouble;
}

const char *http_header(const struct http_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->headers.n; i++)
        if (strcmp(answer->headers.at[i].name, name) == 0)
            return answer->headers.at[i].value;
    return NULL;
}
