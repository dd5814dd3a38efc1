/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* From a date, as clocks of machines say it, to the days that struct boot_info counts in. */
#pragma once
#include <stdint.h>

/* Days from 1970-01-01 to a day (from 1) of a month (from 1) of the Gregorian calendar. Years begin
 * in March here, so that the leap day is the last one. */
static inline int64_t date_days(unsigned year, unsigned month, unsigned day)
{
    unsigned y = month < 3 ? year - 1 : year, m = month < 3 ? month + 9 : month - 3;
    return 365 * (int64_t)y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}
