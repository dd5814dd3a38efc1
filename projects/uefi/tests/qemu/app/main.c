/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Runs all families: see test.h. Output by port, so that it does not rest on what is tested. */
#include "test.h"

#include "families.h"

static struct {
    unsigned number;
    bool failed;
    const char *skipped;
    bool any_failed;
} now;

static void put(char c)
{
    __asm__ volatile("outb %0, %1" : : "a"(c), "Nd"((uint16_t)0xe9));
}

static void text(const char *s)
{
    while (*s)
        put(*s++);
}

static void hex(uint64_t number)
{
    text("0x");
    bool digits = false;
    for (int shift = 60; shift >= 0; shift -= 4) {
        unsigned digit = (unsigned)(number >> shift) & 15;
        digits = digits || digit || shift == 0;
        if (digits)
            put("0123456789abcdef"[digit]);
    }
}

static void decimal(unsigned number)
{
    if (number >= 10)
        decimal(number / 10);
    put((char)('0' + number % 10));
}

void say(const char *line)
{
    text(line);
    put('\n');
}

void note(const char *what, uint64_t number)
{
    text("# ");
    text(what);
    put(' ');
    hex(number);
    put('\n');
}

static void complain(const char *what, const char *file, int line)
{
    now.failed = true;
    text("# ");
    text(file);
    put(':');
    decimal((unsigned)line);
    text(": ");
    say(what);
}

bool test_check(bool holds, const char *what, const char *file, int line)
{
    if (!holds)
        complain(what, file, line);
    return holds;
}

bool test_check_status(uefi_status got, EFI_STATUS wanted, const char *what, const char *file,
                       int line)
{
    if (got.code == wanted)
        return true;
    complain(what, file, line);
    text("#   answers ");
    say(uefi_status_text(got));
    return false;
}

bool test_check_equal(uint64_t got, uint64_t wanted, const char *what, const char *file, int line)
{
    if (got == wanted)
        return true;
    complain(what, file, line);
    note("  got", got);
    note("  wanted", wanted);
    return false;
}

void test_skip(const char *why)
{
    now.skipped = why;
}

static void run(const char *family, const struct uefi_test *tests)
{
    for (; tests->name; tests++) {
        now.failed = false;
        now.skipped = NULL;
        tests->run();
        text(now.failed ? "not ok " : "ok ");
        decimal(++now.number);
        text(" - ");
        text(family);
        text(": ");
        text(tests->name);
        if (now.skipped) {
            text(" # SKIP ");
            text(now.skipped);
        }
        put('\n');
        now.any_failed |= now.failed;
    }
}

/* clang-format off */
#define DECLARE(family) extern const struct uefi_test family##_tests[];
#define RUN(family) run(#family, family##_tests);
/* clang-format on */
FAMILIES(DECLARE)

uefi_status app_main(void)
{
    FAMILIES(RUN)
    text("done ");
    decimal(now.number);
    put('\n');
    __asm__ volatile("outl %0, %1" : : "a"(now.any_failed ? 0x11 : 0x10), "Nd"((uint16_t)0xf4));
    for (;;)
        ;
}
