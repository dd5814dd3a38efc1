/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * One HTTP exchange at a time over libcurl: bounded in time and size, never following a redirect
 * and never asking for a password by itself. What to do about the outcome is decided elsewhere
 * (http_policy.h, github.c).
 *
 * Ctrl-C ends an exchange or a pause at once (HTTP_INTERRUPTED); outside of those two it does what
 * it always does.
 *
 * Threads: one at a time.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/status.h"

enum { HTTP_LARGEST = 32 << 20 }; /* bytes of an answer, unpacked */

struct http_request {
    const char *url;
    const char *body;           /* NULL: GET, else POST */
    struct string_list headers; /* "Name: value" */
};

struct http_header {
    const char *name, *value; /* the name in lower case */
};

struct http_answer {
    int status; /* 200; 0: no whole answer came */
    LIST(struct http_header) headers;
    char *body; /* NUL-terminated behind n bytes */
    size_t n;
};

enum http_trouble {
    HTTP_FINE,        /* a whole answer, of whatever status */
    HTTP_UNREACHABLE, /* no such host, connection refused */
    HTTP_BROKEN,      /* it began, then broke off */
    HTTP_SLOW,        /* it took longer than allowed */
    HTTP_UNTRUSTED,   /* TLS: nobody vouches for the host */
    HTTP_TOO_BIG,     /* more than HTTP_LARGEST */
    HTTP_INTERRUPTED,
};

struct http;
/* `seconds` bounds each exchange. STATUS_WORLD: libcurl does not start. */
enum status http_open(unsigned seconds, struct http **ret, struct error *) MUST_CHECK;
void http_close(struct http *); /* NULL is fine */

/* *ret_answer lives in the arena. `why` (may be NULL) gets libcurl's words about trouble. */
enum http_trouble http_send(struct http *, struct arena *, const struct http_request *,
                            struct http_answer *ret_answer, const char **ret_why) MUST_CHECK;

/* The value of a header (name in lower case), NULL: not there. */
const char *http_header(const struct http_answer *, const char *name);

/* Sleeps; false when Ctrl-C ended it. */
bool http_pause(int64_t seconds);
bool http_interrupted(void); /* Ctrl-C came during an exchange or a pause */
