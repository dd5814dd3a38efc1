/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What every test kernel for QEMU includes: tests by name, TAP on the debug console, and where
 * memory is. Declared as `guests` in a project.mk, run by ci/qemu/run.
 *
 *     static void adds(void) { check(1 + 1 == 2); }
 *     GUEST_TESTS(test(adds))
 *
 * The CPU is in 64-bit mode at CPL 0 with the machine that start.S describes. A check that fails is
 * reported with file and line, and the test goes on. Exceptions are the test's own business:
 * without an IDT they reset the machine, which ci/qemu/run reports.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct guest_test {
    const char *name;
    void (*run)(void);
};

#define test(function)      \
    {                       \
#function, function \
    }
#define GUEST_TESTS(...)                                   \
    const struct guest_test guest_tests[] = {__VA_ARGS__}; \
    const size_t guest_tests_n = sizeof guest_tests / sizeof *guest_tests;

extern const struct guest_test guest_tests[];
extern const size_t guest_tests_n;

/* The condition holds; both numbers are equal (and are shown in hex when not). */
#define check(condition) guest_check((condition), #condition, __FILE__, __LINE__)
#define check_equal(got, wanted) \
    guest_check_equal((uint64_t)(got), (uint64_t)(wanted), #got " == " #wanted, __FILE__, __LINE__)

bool guest_check(bool holds, const char *what, const char *file, int line);
bool guest_check_equal(uint64_t got, uint64_t wanted, const char *what, const char *file, int line);

/* Says why the rest of this test is not run; return after it. */
void guest_skip(const char *why);

/* A comment line of TAP: "# text 0x123". */
void guest_note(const char *text, uint64_t number);

/* Ends the machine at once: the test that runs has failed for `why`. */
void guest_fail(const char *why, uint64_t number) __attribute__((noreturn));

/* Set while a test runs that may end the machine: nothing but its name. */
extern const char *guest_running;

/* The physical address of something in the guest. */
uint64_t guest_phys(const volatile void *pointer);

/* The first byte after the guest, a multiple of 4096; RAM from here up to the size given to QEMU.
 */
extern unsigned char guest_end[];

/* Physical address of the PVH start info. */
extern uint32_t guest_start_info;
