/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Versions, and how what is unreleased becomes a release. */
#include "ci/test.h"

#include "changelog.h"

static struct arena arena;
static struct error error;

static void versions(void **state)
{
    (void)state;
    static const char *const none[] = {"",       "1",           "1.2",    "1.2.3.4",
                                       "1.2.x",  "v1.2.3",      "01.2.3", "1.2.3-rc",
                                       " 1.2.3", "1.2.1000000", "1..3",   "-1.2.3"};
    struct version v, w;
    assert_true(version_parse("0.10.2", &v));
    assert_int_equal(v.major, 0);
    assert_int_equal(v.minor, 10);
    assert_int_equal(v.patch, 2);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (version_parse(none[i], &v))
            fail_msg("\"%s\" is no version", none[i]);
    static const char *const rising[] = {"0.0.9", "0.1.0", "0.1.10", "0.9.0", "0.10.0", "1.0.0"};
    for (size_t i = 1; i < sizeof rising / sizeof *rising; i++) {
        assert_true(version_parse(rising[i - 1], &v));
        assert_true(version_parse(rising[i], &w));
        assert_int_equal(version_compare(v, w), -1);
        assert_int_equal(version_compare(w, v), 1);
        assert_int_equal(version_compare(w, w), 0);
    }
}

static void newest(void **state)
{
    (void)state;
    struct version v;
    assert_true(changelog_newest("# C\n\n## Unreleased\n\n## [0.2.0] - x\n\n## [0.1.0]\n", &v));
    assert_int_equal(v.minor, 2);
    assert_false(changelog_newest("# C\n## Unreleased\n## [Unreleased]\n", &v));
    assert_false(changelog_newest("", &v));
}

static const char *release(const char *text, const char *version, struct news_list news,
                           const char **ret_section)
{
    struct changelog_release made = {0};
    if (changelog_release(&arena, "CHANGELOG.md", text, version, "2026-11-22", &news, &made,
                          &error) != STATUS_OK)
        return error.text;
    if (ret_section)
        *ret_section = made.section;
    return made.text;
}

static void what_is_written_moves(void **state)
{
    (void)state;
    const char *section;
    assert_string_equal(
        release("# C\n\n## Unreleased\n\n### Added\n\n- One.\n- Two,\n  on two lines.\n", "0.1.0",
                (struct news_list){0}, &section),
        "# C\n\n## Unreleased\n\n## [0.1.0] - 2026-11-22\n\n### Added\n\n- One.\n"
        "- Two,\n  on two lines.\n");
    assert_string_equal(section, "### Added\n\n- One.\n- Two,\n  on two lines.");
}

static void fragments_join(void **state)
{
    (void)state;
    struct news news[] = {{"fixed", "# Mend it\n\nIt was `broken`.\n\n    code\n"},
                          {"added", "Three\n"},
                          {"added", "\r\n- Four\r\nmore\r\n"}};
    const char *text = "# C\n\n## [Unreleased]\n\nA word first.\n\n### Notes\n\nHeading of its "
                       "own.\n\n### Fixed\n\n- Two.\n\n"
                       "### Added\n- One.\n\n\n## [0.1.0] - 2026-01-01\n\n- Old.\n";
    assert_string_equal(release(text, "0.1.1", (struct news_list){.at = news, .n = 3}, NULL),
                        "# C\n\n## [Unreleased]\n\n## [0.1.1] - 2026-11-22\n\nA word first.\n\n"
                        "### Added\n\n- One.\n- Three\n- Four\n  more\n\n"
                        "### Fixed\n\n- Two.\n- Mend it\n\n  It was `broken`.\n\n      code\n\n"
                        "### Notes\n\nHeading of its own.\n\n## [0.1.0] - 2026-01-01\n\n- Old.\n");
}

static void fragments_alone(void **state)
{
    (void)state;
    struct news news[] = {{"security", "Refuse it"}};
    assert_string_equal(
        release("## Unreleased", "1.0.0", (struct news_list){.at = news, .n = 1}, NULL),
        "## Unreleased\n## [1.0.0] - 2026-11-22\n\n### Security\n\n- Refuse it\n");
}

static void refusals(void **state)
{
    (void)state;
    static const char one[] = "## Unreleased\n\n- One.\n\n## [0.2.0] - x\n";
    struct news_list none = {0};
    assert_string_equal(release(one, "0.2", none, NULL),
                        "\"0.2\" is no version; write it as 0.1.0");
    assert_string_equal(release(one, "0.2.0", none, NULL),
                        "CHANGELOG.md: 0.2.0 is not above 0.2.0, which is released");
    assert_string_equal(release(one, "0.1.9", none, NULL),
                        "CHANGELOG.md: 0.1.9 is not above 0.2.0, which is released");
    assert_string_equal(release("# C\n\n- One.\n", "0.1.0", none, NULL),
                        "CHANGELOG.md: there is no line \"## Unreleased\"; add it");
    assert_string_equal(release("## Unreleased\n\n### Added\n\n", "0.1.0", none, NULL),
                        "CHANGELOG.md: nothing is under \"## Unreleased\", and no news fragment is "
                        "there; write one: make note");
}

static void the_next_version(void **state)
{
    (void)state;
    static const struct {
        const char *newest, *unreleased, *kind, *next;
    } rows[] = {
        {NULL, "### Fixed\n- x", NULL, "0.1.0"},
        {"0.1.0", "### Fixed\n- x", "security", "0.1.1"},
        {"0.1.9", "### Fixed\n- x", "added", "0.2.0"},
        {"0.1.9", "### Removed\n- x", NULL, "0.2.0"},
        {"1.2.3", "", "fixed", "1.2.4"},
        {"1.2.3", "### Security\n- x", "changed", "1.3.0"},
        {"1.2.3", "### Added\n- x", "removed", "2.0.0"},
        {"1.2.3", "### Removed\n- x", "fixed", "2.0.0"},
        {"1.2.3", "- without a heading", NULL, "1.3.0"},
        {"1.2.3", "### Performance\n- x", NULL, "1.3.0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct changelog_release made;
        struct news_list news = {0};
        const char *old =
            rows[i].newest ? arena_printf(&arena, "\n## [%s] - x\n", rows[i].newest) : "";
        const char *text = arena_printf(&arena, "## Unreleased\n\n%s\n%s", rows[i].unreleased, old);
        if (rows[i].kind)
            *list_push(&arena, &news) = (struct news){rows[i].kind, "News"};
        assert_int_equal(changelog_release(&arena, "C", text, NULL, "today", &news, &made, &error),
                         STATUS_OK);
        assert_string_equal(made.version, rows[i].next);
        assert_non_null(strstr(made.text, arena_printf(&arena, "## [%s] - today", rows[i].next)));
    }
}

TESTS(test(versions), test(newest), test(the_next_version), test(what_is_written_moves),
      test(fragments_join), test(fragments_alone), test(refusals))
