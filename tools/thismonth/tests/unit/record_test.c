/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "src/record.h"

#include <unistd.h>

#include "ci/test.h"

static struct arena arena;
static struct error error;

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* What is written, read and written again gives the same bytes, every field set and every field
 * empty. */
static void a_record_survives_the_disk(void **state)
{
    (void)state;
    char path[] = "/tmp/record_test.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct record r = {.month = {2024, 1},
                       .collected_at = 1707123600,
                       .window = month_window((struct month){2024, 1}),
                       .complete = true};
    *list_push(&arena, &r.sources) = "git";
    *list_push(&arena, &r.sources) = "api";
    *list_push(&arena, &r.warnings) = "a \"quoted\"\nwarning";
    struct change full = {.repository = "o/n",
                          .number = 445,
                          .title = "expose `x` \x01 ä",
                          .url = "https://github.com/o/n/pull/445",
                          .author = {.login = "l", .name = "N", .bot = true, .first_time = YES},
                          .merged_at = 1704798622,
                          .opened_at = 1704700000,
                          .branch = "next",
                          .kind = KIND_REBASE,
                          .files = 2,
                          .insertions = 3,
                          .deletions = 0,
                          .release = "v1",
                          .why = "bot",
                          .sources = SOURCE_GIT | SOURCE_API};
    *list_push(&arena, &full.projects) = "a";
    *list_push(&arena, &full.projects) = "b";
    *list_push(&arena, &full.commits) = "0123456789abcdef0123456789abcdef01234567";
    struct change bare = {.title = "",
                          .author.first_time = UNKNOWN,
                          .files = -1,
                          .insertions = -1,
                          .deletions = -1,
                          .show = true,
                          .why = "default",
                          .on_default = true,
                          .kind = KIND_DIRECT,
                          .sources = SOURCE_EDITOR,
                          .commits = full.commits};
    *list_push(&arena, &r.changes) = full;
    *list_push(&arena, &r.changes) = bare;
    *list_push(&arena, &r.draft.printed) = "o/n#445";
    memory_set(&arena, &r.draft, "thanks:a", "Thanks!");
    memory_set(&arena, &r.draft, "thanks:a", "Thanks to \"you\"!");
    assert_int_equal(record_write(&arena, path, &r, &error), STATUS_OK);
    struct record back;
    assert_int_equal(record_read(&arena, path, &back, &error), STATUS_OK);
    assert_int_equal(back.changes.n, 2);
    assert_int_equal(back.changes.at[0].author.first_time, YES);
    assert_int_equal(back.changes.at[1].author.first_time, UNKNOWN);
    assert_int_equal(back.changes.at[0].deletions, 0);
    assert_int_equal(back.changes.at[1].deletions, -1);
    assert_int_equal(back.changes.at[0].sources, SOURCE_GIT | SOURCE_API);
    assert_string_equal(memory_line(&back.draft, "thanks:a"), "Thanks to \"you\"!");
    assert_null(memory_line(&back.draft, "thanks:b"));
    struct text x = {0}, y = {0};
    record_print(&x, &arena, &r);
    record_print(&y, &arena, &back);
    assert_string_equal(x.at, y.at);
    text_release(&x);
    text_release(&y);
    unlink(path);
    arena_release(&arena);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const char head[] =
        "{\"month\": \"2024-01\", \"collected_at\": \"2024-02-05T09:00:00Z\", \"window\": "
        "{\"from\": \"2024-01-01\", \"until\": \"2024-02-01\"}";
    static const struct {
        const char *rest, *message;
    } rows[] = {
        {", \"change\": []}", "unknown key \"change\"; did you mean \"changes\"?"},
        {",\n\"changes\": [{\"number\": 1}]}", ":2: key \"title\" is missing"},
        {",\n\"changes\": [{\"title\": \"x\", \"merged_at\": \"2024-01-09\"}]}",
         "a change needs a \"number\" or \"commits\""},
        {",\n\"changes\": [{\"title\": \"x\", \"number\": 1, \"merged_at\": \"yesterday\"}]}",
         "\"yesterday\" is no instant"},
        {",\n\"changes\": [{\"title\": \"x\", \"number\": 1, \"merged_at\": \"2024-01-09\", "
         "\"kind\": \"octopus\"}]}",
         "use merge, squash, rebase or direct"},
        {",\n\"changes\": [{\"title\": \"x\", \"commits\": [\"12\"], \"merged_at\": "
         "\"2024-01-09\"}]}",
         "\"12\" is no full commit id"},
        {",\n\"changes\": [{\"title\": \"x\", \"number\": 1, \"merged_at\": \"2024-01-09\", "
         "\"sources\": [\"hearsay\"]}]}",
         "is no source"},
    };
    char path[] = "/tmp/record_test.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct record r;
        write_file(path, arena_printf(&arena, "%s%s", head, rows[i].rest));
        assert_int_equal(record_read(&arena, path, &r, &error), STATUS_USAGE);
        assert_contains(error.text, rows[i].message);
        assert_contains(error.text, path);
    }
    unlink(path);
    arena_release(&arena);
}

TESTS(test(a_record_survives_the_disk), test(mistakes_are_named))
