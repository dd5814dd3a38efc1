/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Runs a guest's tests and speaks TAP: see guest.h. Uses nothing of the libraries under test. */
#include "guest.h"

#define DEBUG_CONSOLE 0xe9
#define DEBUG_EXIT    0xf4 /* isa-debug-exit: QEMU ends with 2 * value + 1 */
#define EXIT_PASSED   0x10
#define EXIT_FAILED   0x11

void guest_run(void);

uint32_t guest_start_info = 1; /* not in .bss: written before C begins */
const char *guest_running;
static size_t failures; /* of the test that runs */
static bool skipped;
static size_t current;

static void put_char(char c)
{
    __asm__ volatile("outb %0, %1" : : "a"(c), "Nd"((uint16_t)DEBUG_CONSOLE));
}

static void put(const char *text)
{
    while (*text)
        put_char(*text++);
}

static void put_decimal(size_t value)
{
    if (value >= 10)
        put_decimal(value / 10);
    put_char((char)('0' + value % 10));
}

static void put_hex(uint64_t value)
{
    put("0x");
    unsigned shift = 60;
    while (shift && !(value >> shift))
        shift -= 4;
    for (;; shift -= 4) {
        put_char("0123456789abcdef"[value >> shift & 15]);
        if (!shift)
            return;
    }
}

static void __attribute__((noreturn)) leave(uint32_t code)
{
    __asm__ volatile("outl %0, %1" : : "a"(code), "Nd"((uint16_t)DEBUG_EXIT));
    for (;;)
        __asm__ volatile("cli; hlt");
}

static void put_result(const char *result)
{
    put(result);
    put_decimal(current + 1);
    put(" - ");
    put(guest_tests[current].name);
}

bool guest_check(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return true;
    failures++;
    put("# ");
    put(file);
    put_char(':');
    put_decimal((size_t)line);
    put(": ");
    put(what);
    put_char('\n');
    return false;
}

bool guest_check_equal(uint64_t got, uint64_t wanted, const char *what, const char *file, int line)
{
    if (guest_check(got == wanted, what, file, line))
        return true;
    guest_note("got   ", got);
    guest_note("wanted", wanted);
    return false;
}

void guest_skip(const char *why)
{
    skipped = true;
    put_result("ok ");
    put(" # SKIP ");
    put(why);
    put_char('\n');
}

void guest_note(const char *text, uint64_t number)
{
    put("# ");
    put(text);
    put_char(' ');
    put_hex(number);
    put_char('\n');
}

void guest_fail(const char *why, uint64_t number)
{
    guest_note(why, number);
    put_result("not ok ");
    put("\nBail out! the guest cannot go on\n");
    leave(EXIT_FAILED);
}

uint64_t guest_phys(const volatile void *pointer)
{
    return (uint64_t)(uintptr_t)pointer - 0xffffffff80000000;
}

void guest_run(void)
{
    size_t failed = 0;
    put("1..");
    put_decimal(guest_tests_n);
    put_char('\n');
    for (current = 0; current < guest_tests_n; current++) {
        failures = 0;
        skipped = false;
        guest_running = guest_tests[current].name;
        guest_tests[current].run();
        failed += failures != 0;
        if (skipped)
            continue;
        put_result(failures ? "not ok " : "ok ");
        put_char('\n');
    }
    leave(failed ? EXIT_FAILED : EXIT_PASSED);
}
