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

/* A source that is asked again knows a change of another month. */
static struct change recalled;
static size_t recalls;

static enum status remember(void *ctx, struct arena *a, struct doubt *doubts, size_t n,
                            struct error *e)
{
    (void)ctx, (void)e;
    recalls++;
    for (size_t i = 0; i < n; i++) {
        struct denial no = {.number = doubts[i].told.number, .why = "is not merged (closed)"};
        if (doubts[i].told.number == recalled.number)
            *list_push(a, &doubts[i].harvest->changes) = recalled;
        else
            *list_push(a, &doubts[i].harvest->denials) = no;
    }
    return STATUS_OK;
}

static void what_one_does_not_tell_it_is_asked(void **state)
{
    (void)state;
    struct config config = one_repository();
    struct change git_rows[] = {pull(1, 990, "of the next window"), pull(2, 20, "by hand")};
    struct canned git = {git_rows, 2, STATUS_OK}, api = {NULL, 0, STATUS_OK};
    struct source sources[] = {source_of(&git), source_of(&api)};
    sources[1].recall = remember;
    recalled = pull(1, 1010, "of the next window");
    recalled.sources = SOURCE_API;
    recalls = 0;
    struct record r = collect_now(&config, sources, 2, NULL, STATUS_OK);
    assert_int_equal(recalls, 1); /* both at once */
    assert_int_equal(r.changes.n, 1);
    assert_int_equal(r.changes.at[0].number, 2);
    struct text all = {0};
    for (size_t i = 0; i < r.warnings.n; i++)
        text_addf(&all, "%s\n", r.warnings.at[i]);
    assert_contains(all.at, "o/n#2: \"by hand\" is not merged (closed); it is listed");
    assert_null(strstr(all.at, "o/n#1: \"of the next window\" is not known"));
    text_release(&all);
    api.status = STATUS_FINDINGS; /* a source that did not get everything is not asked again */
    r = collect_now(&config, sources, 2, NULL, STATUS_FINDINGS);
    assert_int_equal(recalls, 1);
    assert_int_equal(r.changes.n, 2);
    arena_release(&arena);
}

static void a_number_of_another_repository_is_none(void **state)
{
    (void)state;
    enum { DAYS = 24 * 3600 };
    struct config config = one_repository();
    struct change git_rows[] = {pull(5, 10, "imported")}, real = pull(5, 700, "the real five");
    struct canned git = {git_rows, 1, STATUS_OK}, api = {&real, 1, STATUS_OK};
    struct source sources[] = {source_of(&git), source_of(&api)};
    real.sources = SOURCE_API;
    struct string_list other = {0};
    *list_push(&arena, &other) = "ffffffffffffffffffffffffffffff";
    real.commits = other;
    struct record r = collect_now(&config, sources, 2, NULL, STATUS_OK);
    assert_int_equal(r.changes.n, 1); /* within a day: the same, however it is called */
    git_rows[0].merged_at = 1;
    real.merged_at = 2 * DAYS;
    struct collection how = {.month = {1970, 1},
                             .window = {0, 3 * DAYS},
                             .read = {0, 3 * DAYS},
                             .now = 9 * DAYS,
                             .sources = sources,
                             .sources_n = 2};
    assert_int_equal(collect(&arena, &config, &how, &r, &error), STATUS_OK);
    assert_int_equal(r.changes.n, 2);
    assert_int_equal(r.changes.at[0].number, 0);
    assert_string_equal(r.changes.at[0].title, "imported");
    assert_contains(r.changes.at[0].url, "/commit/");
    assert_int_equal(r.changes.at[1].number, 5);
    assert_string_equal(r.changes.at[1].title, "the real five");
    arena_release(&arena);
}

static void a_rebased_pull_request_is_one_line(void **state)
{
    (void)state;
    struct config config = one_repository();
    struct change git_rows[] = {
        direct("aaaaaaaaaaaa", 1, "B", "acpi"), direct("bbbbbbbbbbbb", 2, "A", "acpi"),
        direct("cccccccccccc", 2, "A", "acpi"), direct("dddddddddddd", 2, "A", "acpi"),
        direct("eeeeeeeeeeee", 3, "C", "acpi")};
    struct change api_row = pull(9, 2, "Three commits");
    struct canned git = {git_rows, 5, STATUS_OK}, api = {&api_row, 1, STATUS_OK};
    struct source sources[] = {source_of(&git), source_of(&api)};
    api_row.sources = SOURCE_API;
    api_row.kind = KIND_REBASE;
    api_row.own_commits = 3;
    api_row.commits = git_rows[3].commits;
    config.watched.at[0].direct = DIRECT_YES;
    struct record r = collect_now(&config, sources, 2, NULL, STATUS_OK);
    assert_int_equal(r.changes.n, 3);
    assert_int_equal(r.changes.at[1].number, 9);
    assert_int_equal(r.changes.at[1].kind, KIND_REBASE);
    assert_int_equal(r.changes.at[1].commits.n, 3);
    assert_string_equal(r.changes.at[1].commits.at[0], git_rows[1].commits.at[0]);
    assert_string_equal(r.changes.at[2].title, "eeeeeeeeeeee");
    config.watched.at[0].direct = DIRECT_AUTO; /* there is a pull request: no direct commits */
    r = collect_now(&config, sources, 2, NULL, STATUS_OK);
    assert_int_equal(r.changes.n, 1);
    api_row.own_commits = 200; /* more than there are */
    r = collect_now(&config, sources, 2, NULL, STATUS_OK);
    assert_int_equal(r.changes.at[0].commits.n, 4);
    arena_release(&arena);
}

static void a_deleted_account_is_nobody(void **state)
{
    (void)state;
    struct config config = one_repository();
    struct change git_rows[] = {pull(1, 10, "x")}, api_row = pull(1, 10, "x");
    struct canned git = {git_rows, 1, STATUS_OK}, api = {&api_row, 1, STATUS_OK};
    struct source sources[] = {source_of(&git), source_of(&api)};
    git_rows[0].author = (struct person){.login = "gone", .name = "Gone Person"};
    api_row.sources = SOURCE_API;
    api_row.opened_at = 5;
    struct record r = collect_now(&config, sources, 2, NULL, STATUS_OK);
    assert_null(r.changes.at[0].author.login);
    assert_null(r.changes.at[0].author.name);
    assert_int_equal(r.changes.at[0].opened_at, 5);
    arena_release(&arena);
}

TESTS(test(neighbours_of_one_author_become_one_line),
      test(a_printed_line_stays_and_later_commits_begin_another), test(two_witnesses_are_joined),
      test(a_partial_answer_is_kept_and_said), test(what_one_does_not_tell_it_is_asked),
      test(a_number_of_another_repository_is_none), test(a_rebased_pull_request_is_one_line),
      test(a_deleted_account_is_nobody))
