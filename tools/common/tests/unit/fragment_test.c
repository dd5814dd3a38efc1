/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Names and first lines of news fragments. */
#include "ci/test.h"
#include "common/fragment.h"

static struct arena arena;

static void names(void **state)
{
    (void)state;
    struct fragment f = {0};
    assert_true(fragment_parse(&arena, "range-map.x86_64.added.md", &f));
    assert_string_equal(f.slug, "range-map");
    assert_string_equal(f.project, "x86_64");
    assert_string_equal(f.kind, "added");
    assert_true(fragment_parse(&arena, "acpi-6.5.acpi.changed.md", &f));
    assert_string_equal(f.slug, "acpi-6.5");
    assert_string_equal(f.project, "acpi");
}

static void no_names(void **state)
{
    (void)state;
    static const char *const none[] = {
        "README.md",   "x.added.md", "x.acpi.added.txt", ".acpi.added.md",
        "x..added.md", "x.acpi..md", "x.acpi.added",     "a/x.acpi.added.md",
        ".md",         "",
    };
    struct fragment f = {.slug = "untouched"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (fragment_parse(&arena, none[i], &f))
            fail_msg("%s is no fragment", none[i]);
    assert_string_equal(f.slug, "untouched");
}

static void kinds(void **state)
{
    (void)state;
    size_t n = 0;
    while (fragment_kinds[n])
        assert_non_null(fragment_heading(fragment_kinds[n++]));
    assert_int_equal(n, 6);
    assert_string_equal(fragment_heading("security"), "Security");
    assert_null(fragment_heading("Added"));
    assert_null(fragment_heading("feature"));
}

static void first_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text, *line;
    } rows[] = {
        {"Map ranges\n", "Map ranges"},
        {"\n\n# Map  \r\nMore\n", "Map"},
        {"- Map", "Map"},
        {"* `x` and *y*\n", "`x` and *y*"},
        {"\xEF\xBB\xBF"
         "Map\n",
         "Map"},
        {"", NULL},
        {" \n\t\n", NULL},
        {"#\n-\n", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *line = fragment_headline(&arena, rows[i].text, strlen(rows[i].text));
        if (rows[i].line)
            assert_string_equal(line, rows[i].line);
        else
            assert_null(line);
    }
}

TESTS(test(names), test(no_names), test(kinds), test(first_lines))
