/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The clock of the BIOS, and the roots of tables in its memory. */
#include <time.h>

#include "tests/unit/mock_bios.h"

#include "doors/bios/facts.c"

static struct {
    uint32_t date_cx, date_dx, time_cx, time_dx;
    uint32_t next_date_dx; /* from the second question on; 0: the same */
    bool no_clock;
    unsigned dates;
} bios;

void interrupt(uint8_t vector, struct bios_registers *r)
{
    assert_int_equal(vector, 0x1a);
    if (bios.no_clock) {
        set_carry(r, 0);
        return;
    }
    if (r->eax >> 8 == 4) {
        r->ecx = bios.date_cx;
        r->edx = bios.dates++ && bios.next_date_dx ? bios.next_date_dx : bios.date_dx;
    } else {
        assert_int_equal(r->eax >> 8, 2);
        r->ecx = bios.time_cx;
        r->edx = bios.time_dx;
    }
}

static uint32_t bcd(int value)
{
    return (uint32_t)(value / 10 << 4 | value % 10);
}

static void set_clock(const struct tm *tm)
{
    memset(&bios, 0, sizeof bios);
    int year = tm->tm_year + 1900;
    bios.date_cx = bcd(year / 100) << 8 | bcd(year % 100);
    bios.date_dx = bcd(tm->tm_mon + 1) << 8 | bcd(tm->tm_mday);
    bios.time_cx = bcd(tm->tm_hour) << 8 | bcd(tm->tm_min);
    bios.time_dx = bcd(tm->tm_sec) << 8;
}

/* Against the C library, from 1970 to 2199, leap years and turns of centuries included. */
static void time_is_that_of_the_library(void **state)
{
    (void)state;
    for (int64_t t = 0; t < 7258118400; t += 86399 * 3 + 7919) {
        time_t now = t;
        struct tm tm;
        assert_non_null(gmtime_r(&now, &tm));
        set_clock(&tm);
        if (bios_time() != t)
            fail_msg("%lld came back as %lld", (long long)t, (long long)bios_time());
    }
}

static void midnight(void **state)
{
    (void)state;
    struct tm tm;
    time_t before = 951782399; /* 2000-02-28 23:59:59 */
    gmtime_r(&before, &tm);
    set_clock(&tm);
    bios.next_date_dx = 0x0229;
    bios.time_cx = bios.time_dx = 0;
    assert_int_equal(bios_time(), before + 1);
}

static void no_time(void **state)
{
    (void)state;
    static const struct {
        uint32_t date_cx, date_dx, time_cx, time_dx;
    } rows[] = {
        {0x2024, 0x0010, 0x1000, 0},      {0x2024, 0x1310, 0x1000, 0},
        {0x2024, 0x0100, 0x1000, 0},      {0x2024, 0x0132, 0x1000, 0},
        {0x2024, 0x0101, 0x2400, 0},      {0x2024, 0x0101, 0x1060, 0},
        {0x2024, 0x0101, 0x1000, 0x6000}, {0x1a24, 0x0101, 0x1000, 0},
        {0x20f4, 0x0101, 0x1000, 0},      {0x2024, 0x0a01, 0x1000, 0},
        {0x2024, 0x010b, 0x1000, 0},      {0x2024, 0x0101, 0x0c00, 0},
        {0x1969, 0x0101, 0x1000, 0},      {0, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        memset(&bios, 0, sizeof bios);
        bios.date_cx = rows[i].date_cx;
        bios.date_dx = rows[i].date_dx;
        bios.time_cx = rows[i].time_cx;
        bios.time_dx = rows[i].time_dx;
        assert_int_equal(bios_time(), 0);
    }
    memset(&bios, 0, sizeof bios);
    bios.no_clock = true;
    assert_int_equal(bios_time(), 0);
}

static void seal(uint8_t *at, size_t size, size_t checksum)
{
    at[checksum] = 0;
    uint8_t sum = 0;
    for (size_t i = 0; i < size; i++)
        sum = (uint8_t)(sum + at[i]);
    at[checksum] = (uint8_t)-sum;
}

static void tables(void **state)
{
    (void)state;
    memset(bios_low, 0, sizeof bios_low);
    assert_true(bios_smbios_find() == 0);
    assert_true(bios_rsdp_find() == 0);
    uint8_t *rsdp = bios_low + 0xe1230, *old = bios_low + 0xf5670, *new = bios_low + 0xffff0 - 0x20;
    memcpy(rsdp, "RSD PTR ", 8);
    seal(rsdp, 20, 8);
    assert_true(bios_rsdp_find() == 0xe1230);
    rsdp[9] ^= 1;
    assert_true(bios_rsdp_find() == 0);

    memcpy(old, "_SM_", 4);
    old[5] = 31;
    seal(old, 31, 4);
    assert_true(bios_smbios_find() == 0xf5670);
    memcpy(new, "_SM3_", 5);
    new[6] = 24;
    seal(new, 24, 5);
    assert_true(bios_smbios_find() == 0xfffd0); /* the newer one counts */
    new[20] ^= 1;
    assert_true(bios_smbios_find() == 0xf5670);
    old[5] = 0; /* lengths that cannot be */
    assert_true(bios_smbios_find() == 0);
    memmove(bios_low + 0xffff0, old, 16);
    bios_low[0xffff5] = 17; /* beyond the end */
    memset(old, 0, 32);
    assert_true(bios_smbios_find() == 0);
}

TESTS(test(time_is_that_of_the_library), test(midnight), test(no_time), test(tables))
