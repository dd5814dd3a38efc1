/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* collect.c with a source made of rows: folding of direct commits, joining, what is carried over.
 */
#include "src/collect.h"

#include "ci/test.h"

static struct arena arena;
static struct error error;

struct canned {
    const struct change *changes;
    size_t n;
    enum status status;
};

static enum status tell(void *ctx, struct arena *a, const struct watched *w, struct window window,
                        struct harvest *harvest, struct error *e)
{
    const struct canned *canned = ctx;
    (void)w;
    for (size_t i = 0; i < canned->n; i++)
        if (canned->changes[i].merged_at >= window.from &&
            canned->changes[i].merged_at < window.until)
            *list_push(a, &harvest->changes) = canned->changes[i];
    if (canned->status == STATUS_FINDINGS)
        *list_push(a, &harvest->warnings) = "in part";
    return canned->status > STATUS_FINDINGS ? error_set(e, canned->status, "away") : canned->status;
}

static struct project project = {.name = "acpi"};

static struct config one_repository(void)
{
    struct config config = {.file = "c.json"};
    struct watched w = {.repository = "o/n"};
    *list_push(&arena, &w.projects) = &project;
    *list_push(&arena, &config.watched) = w;
    return config;
}

static struct change direct(const char *commit, int64_t at, const char *author, const char *of)
{
    struct change c = {.repository = "o/n",
                       .title = commit,
                       .author.name = author,
                       .merged_at = at,
                       .branch = "main",
                       .on_default = true,
                       .kind = KIND_DIRECT,
                       .files = 1,
                       .insertions = -1,
                       .deletions = -1,
                       .sources = SOURCE_GIT};
    *list_push(&arena, &c.commits) = arena_printf(&arena, "%s00000000000000000000", commit);
    if (of)
        *list_push(&arena, &c.projects) = of;
    return c;
}

static struct change pull(unsigned number, int64_t at, const char *title)
{
    struct change c = {.repository = "o/n",
                       .number = number,
                       .title = title,
                       .merged_at = at,
                       .branch = "main",
                       .on_default = true,
                       .files = 3,
                       .insertions = -1,
                       .deletions = -1,
                       .sources = SOURCE_GIT};
    *list_push(&arena, &c.commits) = arena_printf(&arena, "%030u", number);
    return c;
}

static struct record collect_now(const struct config *config, const struct source *sources,
                                 size_t n, const struct record *earlier, enum status wanted)
{
    struct record record = {0};
    struct collection how = {.month = {1970, 1},
                             .window = {0, 1000},
                             .read = {0, 1000},
                             .earlier = earlier,
                             .now = 5000,
                             .sources = sources,
                             .sources_n = n};
    assert_int_equal(collect(&arena, config, &how, &record, &error), wanted);
    return record;
}

static struct source source_of(struct canned *canned)
{
    return (struct source){.name = "canned", .ctx = canned, .collect = tell};
}

static void neighbours_of_one_author_become_one_line(void **state)
{
    (void)state;
    struct config config = one_repository();
    const struct change rows[] = {
        direct("aaaaaaaaaaaa", 1, "A", "acpi"),
        direct("bbbbbbbbbbbb", 2, "A", "acpi"),
        direct("cccccccccccc", 3, "A", NULL), /* another sequence: does not part them */
        direct("dddddddddddd", 4, "A", "acpi"),
        direct("eeeeeeeeeeee", 5, "B", "acpi"),
        direct("ffffffffffff", 6, "A", "acpi"), /* B stands between */
        pull(7, 7, "merged"),
        direct("888888888888", 8, "A", "acpi"),
    };
    struct canned canned = {rows, sizeof rows / sizeof *rows, STATUS_OK};
    struct source source = source_of(&canned);
    struct record r = collect_now(&config, &source, 1, NULL, STATUS_OK);
    assert_int_equal(r.changes.n, 5);
    assert_int_equal(r.changes.at[0].commits.n, 3);
    assert_int_equal(r.changes.at[0].files, 3);
    assert_string_equal(r.changes.at[0].title, "aaaaaaaaaaaa");
    assert_string_equal(r.changes.at[1].title, "cccccccccccc");
    assert_string_equal(r.changes.at[2].title, "eeeeeeeeeeee");
    assert_int_equal(r.changes.at[3].commits.n, 2); /* a pull request does not part them */
    assert_string_equal(r.changes.at[4].url, "https://github.com/o/n/pull/7");
    assert_string_equal(change_id(&arena, &r.changes.at[0]), "o/n@aaaaaaaaaaaa");
    assert_true(r.complete);
    arena_release(&arena);
}

static void a_printed_line_stays_and_later_commits_begin_another(void **state)
{
    (void)state;
    struct config config = one_repository();
    struct change rows[] = {
        direct("aaaaaaaaaaaa", 1, "A", "acpi"),
        direct("bbbbbbbbbbbb", 2, "A", "acpi"),
        direct("cccccccccccc", 3, "A", "acpi"),
        direct("dddddddddddd", 4, "A", "acpi"),
    };
    struct canned canned = {rows, 2, STATUS_OK};
    struct source source = source_of(&canned);
    struct record first = collect_now(&config, &source, 1, NULL, STATUS_OK);
    assert_int_equal(first.changes.n, 1);
    *list_push(&arena, &first.draft.printed) = change_id(&arena, &first.changes.at[0]);
    canned.n = 4;
    struct record second = collect_now(&config, &source, 1, &first, STATUS_OK);
    assert_int_equal(second.changes.n, 2);
    assert_int_equal(second.changes.at[0].commits.n, 2);
    assert_string_equal(second.changes.at[1].title, "cccccccccccc");
    assert_int_equal(second.changes.at[1].commits.n, 2);
    assert_int_equal(second.draft.printed.n, 1); /* the memory is carried over */
    struct record unprinted = collect_now(&config, &source, 1, &(struct record){0}, STATUS_OK);
    assert_int_equal(unprinted.changes.n, 1);
    arena_release(&arena);
}

static void two_witnesses_are_joined(void **state)
{
    (void)state;
    struct config config = one_repository();
    struct change git_rows[] = {pull(1, 10, "as in git"), direct("aaaaaaaaaaaa", 20, "A", "acpi"),
                                pull(3, 30, "only git")};
    struct change api_rows[] = {pull(1, 11, "as edited"), pull(2, 20, "was a direct commit"),
                                pull(4, 40, "only api")};
    git_rows[0].files = 9;
    for (size_t i = 0; i < 3; i++) {
        api_rows[i].sources = SOURCE_API;
        api_rows[i].files = -1;
        api_rows[i].author.login = "octocat";
    }
    api_rows[1].commits = git_rows[1].commits;
    struct canned git = {git_rows, 3, STATUS_OK}, api = {api_rows, 3, STATUS_OK};
    struct source sources[] = {source_of(&git), source_of(&api)};
    struct record r = collect_now(&config, sources, 2, NULL, STATUS_OK);
    assert_int_equal(r.changes.n, 4);
    assert_string_equal(r.changes.at[0].title, "as edited");
    assert_int_equal(r.changes.at[0].files, 9);
    assert_string_equal(r.changes.at[0].author.login, "octocat");
    assert_int_equal(r.changes.at[0].sources, SOURCE_GIT | SOURCE_API);
    assert_int_equal(r.changes.at[1].number, 2);
    assert_int_equal(r.changes.at[1].kind, KIND_SQUASH);
    struct text all = {0};
    for (size_t i = 0; i < r.warnings.n; i++)
        text_addf(&all, "%s\n", r.warnings.at[i]);
    assert_contains(all.at, "o/n#1: the title is \"as edited\" on GitHub, \"as in git\" in git");
    assert_contains(all.at, "o/n#3: \"only git\" is not known to canned");
    assert_contains(all.at, "o/n#4: \"only api\" is not known to canned");
    text_release(&all);
    arena_release(&arena);
}

static void a_partial_answer_is_kept_and_said(void **state)
{
    (void)state;
    struct config config = one_repository();
    struct change rows[] = {pull(1, 10, "x")};
    struct canned part = {rows, 1, STATUS_FINDINGS}, away = {rows, 1, STATUS_WORLD};
    struct source source = source_of(&part);
    struct record r = collect_now(&config, &source, 1, NULL, STATUS_FINDINGS);
    assert_int_equal(r.changes.n, 1);
    assert_false(r.complete);
    assert_string_equal(r.warnings.at[0], "in part");
    source = source_of(&away);
    (void)collect_now(&config, &source, 1, NULL, STATUS_WORLD);
    assert_string_equal(error.text, "away");
    arena_release(&arena);
}

TESTS(test(neighbours_of_one_author_become_one_line),
      test(a_printed_line_stays_and_later_commits_begin_another), test(two_witnesses_are_joined),
      test(a_partial_answer_is_kept_and_said))
