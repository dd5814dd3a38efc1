/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Months and instants: see calendar.h. Gregorian arithmetic by timegm/gmtime_r; no locale, no zone.
 */
#include "calendar.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* n decimal digits at s, or -1. */
static int digits(const char *s, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

bool month_parse(const char *text, struct month *ret_month)
{
    if (strlen(text) != 7 || text[4] != '-')
        return false;
    struct month m = {.year = digits(text, 4), .month = digits(text + 5, 2)};
    if (m.year < 1900 || m.month < 1 || m.month > 12)
        return false;
    *ret_month = m;
    return true;
}

const char *month_text(struct arena *arena, struct month m)
{
    return arena_printf(arena, "%04d-%02d", m.year, m.month);
}

const char *month_title(struct arena *arena, struct month m)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return arena_printf(arena, "%s %d", names[m.month - 1], m.year);
}

struct month month_of(int64_t instant)
{
    time_t t = (time_t)instant;
    struct tm tm;
    if (!gmtime_r(&t, &tm))
        BUG("instant %lld has no year", (long long)instant);
    return (struct month){.year = tm.tm_year + 1900, .month = tm.tm_mon + 1};
}

struct month month_add(struct month m, int months)
{
    int n = m.year * 12 + m.month - 1 + months;
    return (struct month){.year = n / 12, .month = n % 12 + 1};
}

int month_compare(struct month a, struct month b)
{
    return (a.year * 12 + a.month) - (b.year * 12 + b.month);
}

static int64_t month_start(struct month m)
{
    struct tm tm = {.tm_year = m.year - 1900, .tm_mon = m.month - 1, .tm_mday = 1};
    return timegm(&tm);
}

struct window month_window(struct month m)
{
    return (struct window){.from = month_start(m), .until = month_start(month_add(m, 1))};
}

static const char *format_instant(struct arena *arena, int64_t instant, const char *format)
{
    time_t t = (time_t)instant;
    struct tm tm;
    char text[64];
    if (!gmtime_r(&t, &tm) || strftime(text, sizeof text, format, &tm) == 0)
        BUG("instant %lld has no date", (long long)instant);
    return arena_strdup(arena, text);
}

const char *instant_text(struct arena *arena, int64_t instant)
{
    return format_instant(arena, instant, "%Y-%m-%dT%H:%M:%SZ");
}

const char *date_text(struct arena *arena, int64_t instant)
{
    return format_instant(arena, instant, "%Y-%m-%d");
}

bool instant_parse(const char *text, int64_t *ret_instant)
{
    size_t n = strlen(text);
    struct month m;
    char head[8] = {0};
    if (n != 10 && n != 20)
        return false;
    memcpy(head, text, 7);
    int day = digits(text + 8, 2);
    if (!month_parse(head, &m) || text[7] != '-' || day < 1)
        return false;
    struct tm tm = {.tm_year = m.year - 1900, .tm_mon = m.month - 1, .tm_mday = day};
    if (n == 20) {
        tm.tm_hour = digits(text + 11, 2);
        tm.tm_min = digits(text + 14, 2);
        tm.tm_sec = digits(text + 17, 2);
        if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z' ||
            tm.tm_hour < 0 || tm.tm_hour > 23 || tm.tm_min < 0 || tm.tm_min > 59 || tm.tm_sec < 0 ||
            tm.tm_sec > 60)
            return false;
    }
    int64_t instant = timegm(&tm);
    if (tm.tm_mday != day) /* February 30 became March 1 */
        return false;
    *ret_instant = instant;
    return true;
}
