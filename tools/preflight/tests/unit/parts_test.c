/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "parts.h"

#include "ci/test.h"

static void patterns(void **state)
{
    static const struct {
        const char *pattern, *path;
        bool fits;
    } rows[] = {
        {"a/b.c", "a/b.c", true},
        {"a/b.c", "a/b.cc", false},
        {"a/b.cc", "a/b.c", false},
        {"a/*", "a/b", true},
        {"a/*", "a/", true},
        {"a/*", "a/b/c", false},
        {"*/b", "a/b", true},
        {"*", "a/b", false},
        {"*.md", "README.md", true},
        {"*.md", "a/README.md", false},
        {"a/**", "a/b/c", true},
        {"a/**", "a", false},
        {"a/**/c", "a/c", true},
        {"a/**/c", "a/b/b/c", true},
        {"a/**/c", "a/bc", false},
        {"**", "a/b/c", true},
        {"**/x.md", "x.md", true},
        {"**/x.md", "a/b/x.md", true},
        {"**.md", "a/b/x.md", true},
        {"a?c", "abc", true},
        {"a?c", "a/c", false},
        {"a?c", "ac", false},
        {"*a*b*", "xxaxxbxx", true},
        {"*a*b*", "xxbxxaxx", false},
        {"", "", true},
        {"", "a", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (path_fits(rows[i].pattern, rows[i].path) != rows[i].fits)
            fail_msg("\"%s\" and \"%s\"", rows[i].pattern, rows[i].path);
}

static void what_a_path_concerns(void **state)
{
    const char *paths[] = {"projects/acpi", "doc/acpi"};
    const struct part part = {.project = {.paths = {.at = paths, .n = 2}}};
    static const struct {
        const char *path;
        enum concern concern;
    } rows[] = {
        {"projects/acpi/src/osi.c", CONCERNS_USERS},
        {"projects/acpi/tests/x", CONCERNS_ITSELF},
        {"projects/acpi/tests/data/README.md", CONCERNS_ITSELF},
        {"projects/acpi/src/tests/x.c", CONCERNS_USERS},
        {"projects/acpi/testsuite/x.c", CONCERNS_USERS},
        {"projects/acpi/bench", CONCERNS_ITSELF},
        {"projects/acpi/doc/acpi.1", CONCERNS_ITSELF},
        {"projects/acpi/README.md", CONCERNS_NOBODY},
        {"projects/acpi/examples/README.md", CONCERNS_NOBODY},
        {"projects/acpi/LICENSE-MIT", CONCERNS_NOBODY},
        {"projects/acpi", CONCERNS_USERS},
        {"doc/acpi/tests/x", CONCERNS_ITSELF},
        {"doc/acpi/x", CONCERNS_USERS},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (part_concern(&part, rows[i].path) != rows[i].concern)
            fail_msg("%s", rows[i].path);
    assert_int_equal(part_concern(NULL, "tests/x"), CONCERNS_USERS);
    assert_int_equal(part_concern(NULL, "README.md"), CONCERNS_NOBODY);
}

TESTS(test(patterns), test(what_a_path_concerns))
