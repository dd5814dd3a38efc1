/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * What every unit test on the host includes: cmocka with the headers it wants, and a few words.
 *
 *     static void adds(void **state) { (void)state; assert_int_equal(1 + 1, 2); }
 *     TESTS(test(adds))
 */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define test(function) cmocka_unit_test(function)
#define TESTS(...)                                        \
    int main(void)                                        \
    {                                                     \
        const struct CMUnitTest tests[] = {__VA_ARGS__};  \
        return cmocka_run_group_tests(tests, NULL, NULL); \
    }

/* The text contains `part`; both are shown when not. */
static inline void assert_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" does not contain \"%s\"", text, part);
}
