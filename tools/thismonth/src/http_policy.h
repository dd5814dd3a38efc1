/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Good manners towards GitHub, as a function of what came back and nothing else: take the answer,
 * wait and ask again, or give up. Times are the server's, so a wrong clock here does no harm.
 *
 * From "Best practices for using the REST API" and "Rate limits": Retry-After is obeyed, else the
 * primary limit's reset, else a minute and then exponentially longer; what GitHub forbids for
 * other reasons than a limit is not asked again.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct http_outcome {
    int status;          /* 0: no whole answer came */
    bool hopeless;       /* ... and would not the next time */
    int64_t retry_after; /* seconds, -1: not said */
    int64_t remaining;   /* of the primary limit, -1: not said */
    int64_t reset;       /* instant of its end, 0: not said */
    int64_t server_now;  /* instant */
    bool limited;        /* the text speaks of a limit (secondary, GraphQL's RATE_LIMITED) */
};

enum http_what {
    HTTP_TAKE,
    HTTP_WAIT,    /* `seconds`, then ask again */
    HTTP_REFUSED, /* asking again would not help */
    HTTP_LIMITED, /* a limit that is `seconds` away, longer than may be waited for */
    HTTP_TIRED,   /* asked often enough */
};

struct http_advice {
    enum http_what what;
    int64_t seconds;
};

/* `attempt` counts from 0; `patient`: longer waits than a minute are welcome. */
struct http_advice http_advise(const struct http_outcome *, unsigned attempt, bool patient);
