/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Take, wait or give up: see http_policy.h. */
#include "http_policy.h"

enum {
    MINUTE = 60,
    TRIES = 3,             /* of what is broken */
    LIMIT_TRIES = 4,       /* of what is limited */
    LONGEST = 2 * 60 * 60, /* what even the patient wait for; GitHub's limits last an hour */
};

static struct http_advice limit(const struct http_outcome *o, unsigned attempt, bool patient)
{
    int64_t seconds = (int64_t)MINUTE << (attempt < LIMIT_TRIES ? attempt : LIMIT_TRIES);
    if (o->retry_after >= 0)
        seconds = o->retry_after;
    else if (o->remaining == 0 && o->reset)
        seconds = o->reset > o->server_now ? o->reset - o->server_now + 1 : 1;
    if (attempt + 1 >= LIMIT_TRIES)
        return (struct http_advice){HTTP_TIRED, seconds};
    bool too_long = seconds > (patient ? LONGEST : MINUTE);
    return (struct http_advice){too_long ? HTTP_LIMITED : HTTP_WAIT, seconds};
}

struct http_advice http_advise(const struct http_outcome *o, unsigned attempt, bool patient)
{
    bool limited = o->limited || o->status == 429 ||
                   (o->status == 403 && (o->retry_after >= 0 || o->remaining == 0));
    if (limited)
        return limit(o, attempt, patient);
    if (o->status == 304 || (o->status >= 200 && o->status < 300))
        return (struct http_advice){.what = HTTP_TAKE};
    if (o->hopeless || (o->status && o->status < 500))
        return (struct http_advice){.what = HTTP_REFUSED};
    if (attempt + 1 >= TRIES)
        return (struct http_advice){.what = HTTP_TIRED};
    if (o->retry_after > MINUTE && !patient)
        return (struct http_advice){HTTP_LIMITED, o->retry_after};
    return (struct http_advice){HTTP_WAIT, o->retry_after >= 0 ? o->retry_after : 1 << attempt};
}
