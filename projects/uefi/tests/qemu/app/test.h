/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What every family of tests on real firmware includes. All families are one application and one
 * boot (uefi-tests.efi, tests/qemu/run.sh); TAP goes to the debug console.
 *
 *     static void stalls(void) { check_ok(uefi_stall(10)); }
 *     TESTS(boot, test(stalls))                         // and FAMILY(boot) in families.h
 *
 * A check that fails is reported with its place, and the test goes on. The family `exit` runs last:
 * it ends boot services. Lines to the host, in order (tools/uefi-run, --out):
 *
 *     say("@screendump NAME.ppm"); say("@sendkey a"); say("@mouse_move 10 0"); say("@mouse_button
 * 1");
 */
#pragma once
#include "uefi/protocol.h"

struct uefi_test {
    const char *name; /* NULL ends a list */
    void (*run)(void);
};

/* clang-format off */
#define test(function) {#function, function}
/* clang-format on */
#define TESTS(family, ...)                          \
    extern const struct uefi_test family##_tests[]; \
    const struct uefi_test family##_tests[] = {__VA_ARGS__, {NULL, NULL}};

/* The condition holds; the status is ok, or is this code; the numbers are equal; the bytes are.
 * Each answers whether it was so. */
#define check(condition)           test_check((condition), #condition, __FILE__, __LINE__)
#define check_ok(status)           test_check_status(status, EFI_SUCCESS, #status, __FILE__, __LINE__)
#define check_status(status, code) test_check_status(status, code, #status, __FILE__, __LINE__)
#define check_equal(got, wanted) \
    test_check_equal((uint64_t)(got), (uint64_t)(wanted), #got " == " #wanted, __FILE__, __LINE__)

bool test_check(bool holds, const char *what, const char *file, int line);
bool test_check_status(uefi_status, EFI_STATUS wanted, const char *what, const char *file,
                       int line);
bool test_check_equal(uint64_t got, uint64_t wanted, const char *what, const char *file, int line);

/* Says why the rest of this test is not run; return after it. Only for what the machine of run.sh
 * cannot have. */
void test_skip(const char *why);

/* A comment line: "# text 0x123". */
void note(const char *text, uint64_t number);

/* A line as it is. */
void say(const char *line);

/* Is this IA32? */
#define IA32 (sizeof(void *) == 4)
