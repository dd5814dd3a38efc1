/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* http_policy.c: good manners, case by case, without a clock. */
#include "src/http_policy.h"

#include "ci/test.h"

enum { NOW = 1700000000 };

static struct http_outcome came(int status)
{
    return (struct http_outcome){
        .status = status, .retry_after = -1, .remaining = -1, .server_now = NOW};
}

static void expect(const struct http_outcome *o, unsigned attempt, bool patient,
                   enum http_what what, int64_t seconds)
{
    struct http_advice a = http_advise(o, attempt, patient);
    assert_int_equal(a.what, what);
    if (what == HTTP_WAIT || what == HTTP_LIMITED)
        assert_int_equal(a.seconds, seconds);
}

static void good_answers_are_taken(void **state)
{
    (void)state;
    static const int good[] = {200, 201, 204, 304};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct http_outcome o = came(good[i]);
        o.remaining = 0; /* the last one of an hour is an answer like any other */
        expect(&o, 0, false, HTTP_TAKE, 0);
    }
}

static void what_is_forbidden_is_not_asked_again(void **state)
{
    (void)state;
    static const int refused[] = {301, 400, 401, 403, 404, 410, 422, 451};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct http_outcome o = came(refused[i]);
        o.remaining = 4000;
        expect(&o, 0, true, HTTP_REFUSED, 0);
    }
}

static void trouble_is_tried_three_times(void **state)
{
    (void)state;
    static const int broken[] = {0, 500, 502, 503, 504};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct http_outcome o = came(broken[i]);
        expect(&o, 0, false, HTTP_WAIT, 1);
        expect(&o, 1, false, HTTP_WAIT, 2);
        expect(&o, 2, false, HTTP_TIRED, 0);
    }
    struct http_outcome hopeless = came(0), later = came(503);
    hopeless.hopeless = true;
    expect(&hopeless, 0, true, HTTP_REFUSED, 0);
    later.retry_after = 7;
    expect(&later, 0, false, HTTP_WAIT, 7);
    later.retry_after = 61;
    expect(&later, 0, false, HTTP_LIMITED, 61);
    expect(&later, 0, true, HTTP_WAIT, 61);
}

static void retry_after_comes_first(void **state)
{
    (void)state;
    static const int limits[] = {403, 429};
    for (size_t i = 0; i < 2; i++) {
        struct http_outcome o = came(limits[i]);
        o.retry_after = 30;
        o.remaining = 0;
        o.reset = NOW + 3000;
        expect(&o, 0, false, HTTP_WAIT, 30);
        expect(&o, 2, false, HTTP_WAIT, 30);
        expect(&o, 3, true, HTTP_TIRED, 0);
        o.retry_after = 0;
        expect(&o, 0, false, HTTP_WAIT, 0);
    }
}

static void the_primary_limit_ends_at_its_reset(void **state)
{
    (void)state;
    struct http_outcome o = came(403);
    o.remaining = 0;
    o.reset = NOW + 59;
    expect(&o, 0, false, HTTP_WAIT, 60);
    o.reset = NOW + 60; /* further away than a minute */
    expect(&o, 0, false, HTTP_LIMITED, 61);
    expect(&o, 0, true, HTTP_WAIT, 61);
    o.reset = NOW - 5; /* it is over by the server's own clock */
    expect(&o, 0, false, HTTP_WAIT, 1);
    o.reset = NOW + 365 * 86400; /* absurd: nobody waits for that */
    expect(&o, 0, true, HTTP_LIMITED, 365 * 86400 + 1);
}

static void a_limit_without_a_time_doubles_from_a_minute(void **state)
{
    (void)state;
    struct http_outcome o = came(403), in_200 = came(200), plain = came(429);
    o.limited = in_200.limited = true;
    expect(&o, 0, false, HTTP_WAIT, 60);
    expect(&o, 1, false, HTTP_LIMITED, 120);
    expect(&o, 1, true, HTTP_WAIT, 120);
    expect(&o, 2, true, HTTP_WAIT, 240);
    expect(&o, 3, true, HTTP_TIRED, 0);
    expect(&in_200, 0, false, HTTP_WAIT, 60);
    expect(&plain, 0, false, HTTP_WAIT, 60);
}

TESTS(test(good_answers_are_taken), test(what_is_forbidden_is_not_asked_again),
      test(trouble_is_tried_three_times), test(retry_after_comes_first),
      test(the_primary_limit_ends_at_its_reset), test(a_limit_without_a_time_doubles_from_a_minute))
