/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Months and instants, UTC throughout. An instant is seconds since 1970-01-01T00:00:00Z; a window
 * is half open, [from, until).
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "common/arena.h"

struct month {
    int year;  /* 1900 to 9999 */
    int month; /* 1 to 12 */
};
struct window {
    int64_t from, until;
};

bool month_parse(const char *text, struct month *ret_month); /* exactly "YYYY-MM" */
const char *month_text(struct arena *, struct month);        /* "2024-01" */
const char *month_title(struct arena *, struct month);       /* "January 2024" */
struct month month_of(int64_t instant);
struct month month_add(struct month, int months); /* may be negative */
int month_compare(struct month a, struct month b);
struct window month_window(struct month);

/* "2024-01-09T11:10:22Z"; reads also a bare date "2024-01-09" (midnight). */
const char *instant_text(struct arena *, int64_t instant);
const char *date_text(struct arena *, int64_t instant); /* "2024-01-09" */
bool instant_parse(const char *text, int64_t *ret_instant);
