/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Every rule of classify.c both ways: titles that it decides, and near misses that it must leave
 * alone. */
#include "src/classify.h"

#include "ci/test.h"

struct row {
    const char *title;
    bool bot;
    const char *why;        /* wanted, not strict */
    const char *strict_why; /* wanted with hide.strict; NULL: the same */
};

static const struct row rows[] = {
    /* default: what people write */
    {"Add support for 5-level paging", false, "default", NULL},
    {"Fix page fault error code", false, "default", NULL},
    {"feat: iterate sub-tables", false, "default", NULL},
    {"fix(uefi): close the protocol", false, "default", NULL},
    {"Document the ownership of memory maps", false, "default", NULL},
    {"Remove the `nightly` feature", false, "default", NULL},
    {"", false, "default", NULL},
    /* dependencies */
    {"chore(deps): update actions/checkout action to v4", false, "dependencies", NULL},
    {"fix(deps): update rust crate bitflags to 2.4", true, "dependencies", NULL},
    {"build(deps): bump x from 1 to 2", true, "dependencies", NULL},
    {"Build(deps-dev): Bump x from 1.0 to 1.1", false, "dependencies", NULL},
    {"Bump bitflags from 1.3.2 to 2.0.0", false, "dependencies", NULL},
    {"bump actions/checkout from 3 to 4", false, "dependencies", NULL},
    {"chore: bump uart_16550 from 0.2 to 0.3", false, "dependencies", NULL},
    {"Update uefi requirement from 0.10 to 0.11", false, "dependencies", NULL},
    {"Bump the stack size", false, "default", NULL},
    {"Update the dependency graph in the README", false, "default", NULL},
    {"chore(uefi): bring deps in order", false, "default", NULL},
    {"Updates requirements of the kernel's entry", false, "default", NULL},
    /* release: shown whoever wrote it */
    {"Release version 0.14.8", false, "release", NULL},
    {"Release v0.15", true, "release", NULL},
    {"chore: release v0.9.1", true, "release", NULL},
    {"chore(release): 1.2.0", true, "release", NULL},
    {"release: uefi 0.26.0", false, "release", NULL},
    {"Prepare 0.11.0-alpha release", false, "release", NULL},
    {"Publish new version of the bootloader", false, "release", NULL},
    {"Cut 0.3.0", false, "release", NULL},
    {"Bump version to 0.14.9", false, "release", NULL},
    {"chore: bump versions", false, "release", NULL},
    {"Bump uefi-macros version", false, "release", NULL},
    {"Bump version from 0.1.0 to 0.2.0", false, "release", NULL},
    {"Version bump", false, "release", NULL},
    {"Update changelog", false, "release", NULL},
    {"Update Changelog.md for the new paging API", true, "release", NULL},
    {"Write release notes", false, "release", NULL},
    {"Don't release the lock twice", false, "default", NULL},
    {"Add a version field", false, "default", NULL},
    {"Print the version of the firmware", false, "default", NULL},
    {"Prepare for ACPI 6.5", false, "release", NULL},
    {"Tag pointers with LAM", false, "default", NULL},
    /* bot */
    {"Add renovate.json", true, "bot", NULL},
    {"Pin dependencies", true, "bot", NULL},
    {"Add renovate.json", false, "default", NULL},
    /* lock-file */
    {"Lock file maintenance", false, "lock-file", NULL},
    {"Update Cargo.lock", false, "lock-file", NULL},
    {"update lockfile", false, "lock-file", NULL},
    {"Run cargo update", false, "lock-file", NULL},
    {"nix flake update", false, "lock-file", NULL},
    {"treewide: update flake", false, "lock-file", NULL},
    {"Refresh package-lock.json", false, "lock-file", NULL},
    {"Lock the file table", false, "default", NULL},
    {"Add a lock file for the journal", false, "default", NULL},
    {"Update the lock order documentation", false, "default", NULL},
    /* title: the configuration's own pattern */
    {"Translate chapter 3", false, "title", NULL},
    {"Mistranslated address", false, "default", NULL},
    /* strict: ci */
    {"ci: use the new runner", false, "default", "ci"},
    {"CI: cache", false, "default", "ci"},
    {"build(ci): split jobs", false, "default", "ci"},
    {"Fix CI", false, "default", "ci"},
    {"Update github actions", false, "default", "ci"},
    {"workflows: drop macOS", false, "default", "ci"},
    {"Circular buffer for the log", false, "default", "default"},
    {"Fix circular import", false, "default", "default"},
    /* strict: lint */
    {"Fix clippy lints", false, "default", "lint"},
    {"style: run rustfmt", false, "default", "lint"},
    {"Silence compiler warnings", false, "default", "lint"},
    {"cargo fmt", false, "default", "lint"},
    {"Print a warning when ACPI is missing", false, "default", "default"},
    {"Format device paths as text", false, "default", "default"},
    /* strict: typo */
    {"Fix typo in README", false, "default", "typo"},
    {"Correct spelling", false, "default", "typo"},
    {"Prototype of the new API", false, "default", "default"},
    /* strict: toolchain */
    {"Update to the latest nightly", false, "default", "toolchain"},
    {"nix: add mtools", false, "default", "toolchain"},
    {"Bump MSRV to 1.70", false, "default", "toolchain"},
    {"Run the kernel overnight", false, "default", "default"},
    {"Unix time from the RTC", false, "default", "default"},
};

static const char *decide(const struct classifier *c, const struct change *given, bool *ret_show)
{
    struct change change = *given;
    classify(c, &change);
    *ret_show = change.show;
    return change.why;
}

static const char *why_of(const struct config *config, const struct change *given, bool *ret_show)
{
    struct classifier *c;
    struct error error;
    assert_int_equal(classifier_new(config, &c, &error), STATUS_OK);
    const char *why = decide(c, given, ret_show);
    classifier_free(c);
    return why;
}

static size_t wrong_rows(const struct config *config)
{
    struct classifier *c;
    struct error error;
    size_t wrong = 0;
    bool strict = config->hide.strict;
    assert_int_equal(classifier_new(config, &c, &error), STATUS_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *wanted = strict && rows[i].strict_why ? rows[i].strict_why : rows[i].why;
        struct change change = {.title = rows[i].title, .author.bot = rows[i].bot};
        bool show, shown = strcmp(wanted, "default") == 0 || strcmp(wanted, "release") == 0;
        const char *why = decide(c, &change, &show);
        if (strcmp(why, wanted) == 0 && show == shown)
            continue;
        print_error("\"%s\"%s: %s, wanted %s\n", rows[i].title, strict ? " (strict)" : "", why,
                    wanted);
        wrong++;
    }
    classifier_free(c);
    return wrong;
}

static void each_title_meets_its_rule(void **state)
{
    (void)state;
    const char *patterns[] = {"^translate\\>"};
    struct config config = {.file = "c.json", .hide.titles = {.at = patterns, .n = 1}};
    assert_int_equal(wrong_rows(&config), 0);
    config.hide.strict = true;
    assert_int_equal(wrong_rows(&config), 0);
    assert_true(sizeof rows / sizeof *rows >= 60);
}

static void authors_match_as_globs(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *login, *name;
        bool hidden;
    } cases[] = {
        {"*[bot]", "renovate[bot]", NULL, true},   {"*[bot]", "robot", NULL, false},
        {"*[bot]", NULL, "dependabot[bot]", true}, {"octo*", "Octocat", NULL, true},
        {"octocat", "octocat2", NULL, false},      {"*", NULL, NULL, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config config = {.file = "c.json",
                                .hide.authors = {.at = (const char *[]){cases[i].pattern}, .n = 1}};
        struct change change = {.title = "x",
                                .author = {.login = cases[i].login, .name = cases[i].name}};
        bool show;
        const char *why = why_of(&config, &change, &show);
        assert_int_equal(show, !cases[i].hidden);
        assert_string_equal(why, cases[i].hidden ? "author" : "default");
    }
}

static void ci_only_paths_hide_when_strict(void **state)
{
    (void)state;
    const char *paths[] = {".github/workflows/a.yml", "src/x.c"};
    struct config config = {.file = "c.json", .hide.strict = true};
    struct change change = {.title = "Run more", .files = 1, .paths = {.at = paths, .n = 1}};
    bool show;
    assert_string_equal(why_of(&config, &change, &show), "ci");
    change.paths.n = change.files = 2;
    assert_string_equal(why_of(&config, &change, &show), "default");
    change.paths.n = 1; /* the list was cut: it proves nothing */
    assert_string_equal(why_of(&config, &change, &show), "default");
    change.paths.n = change.files = 0;
    assert_string_equal(why_of(&config, &change, &show), "default");
}

static void a_bad_pattern_is_named(void **state)
{
    (void)state;
    struct config config = {.file = "c.json",
                            .hide.titles = {.at = (const char *[]){"ok", "(("}, .n = 2}};
    struct classifier *c;
    struct error error;
    assert_int_equal(classifier_new(&config, &c, &error), STATUS_USAGE);
    assert_contains(error.text, "c.json: hide.titles: \"((\" is no extended regular expression");
}

TESTS(test(each_title_meets_its_rule), test(authors_match_as_globs),
      test(ci_only_paths_hide_when_strict), test(a_bad_pattern_is_named))
