/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "ci/test.h"
#include "common/file.h"
#include "src/phrases.h"

static struct arena arena;
static struct phrases phrases;

static const char *real_file(void)
{
    char *bytes;
    size_t n;
    struct error error;
    if (file_read(&arena, "newsletter/prose/phrases.json", &bytes, &n, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    return bytes;
}

/* Loads the newsletter's own phrases with `what` replaced. */
static enum status load(const char *what, const char *with, struct error *error)
{
    char path[] = "/tmp/phrases.XXXXXX";
    const char *bytes = real_file(), *at = strstr(bytes, what);
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    if (!at || !file)
        fail_msg("nothing like \"%s\" in the phrases", what);
    fprintf(file, "%.*s%s%s", (int)(at - bytes), bytes, with, at + strlen(what));
    fclose(file);
    enum status status = phrases_load(&arena, path, &phrases, error);
    remove(path);
    return status;
}

static void loads_its_own(void **state)
{
    struct error error;
    (void)state;
    assert_int_equal(load("", "", &error), STATUS_OK);
    for (size_t i = 0; i < PHRASES; i++)
        assert_non_null(phrases.at[i]);
}

static void errors_name_line_and_way_out(void **state)
{
    static const char *const wrong[][4] = {
        {"\"merged.many\"", "\"merged.meny\"", ":3: ", "merged.many"},
        {"\"none\"", "\"x\": \"y\", \"none\"", "unknown key", "nearest"},
        {"These changes were merged", "{names} merged", "{names}", "{count}"},
        {"One change was merged", "{a} merged", "{a}", "none"},
        {"One change was merged", "{averyveryverylongplaceholderindeed}", "placeholder", ":2: "},
        {"One change was merged", "One\\nchange", "line break", ":2: "},
        {"\"and.two\": \"{a} and {b}\",", "", "and.two", "missing"},
        {"\"and.two\": \"{a} and {b}\"", "\"and.two\": 2", "and.two", "string"},
        {"{\n", "[\n", "phrases.", ":"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error error;
        struct phrases before = phrases;
        assert_int_equal(load(wrong[i][0], wrong[i][1], &error), STATUS_USAGE);
        assert_contains(error.text, wrong[i][2]);
        assert_contains(error.text, wrong[i][3]);
        assert_memory_equal(&before, &phrases, sizeof phrases);
    }
    struct error error;
    assert_int_equal(phrases_load(&arena, "/nowhere/phrases.json", &phrases, &error), STATUS_WORLD);
}

static void placeholders_are_filled(void **state)
{
    struct phrases p = {
        .at = {[PHRASE_BRANCH_MANY] = "{count} in {branch}{note} {unknown} {", [PHRASE_NONE] = ""}};
    (void)state;
    assert_string_equal(phrase(&arena, &p, PHRASE_BRANCH_MANY, "branch", "{count}", "count", "2",
                               "note", NULL, NULL),
                        "2 in {count}  {");
    assert_string_equal(phrase(&arena, &p, PHRASE_NONE, NULL), "");
}

static void lists_are_joined(void **state)
{
    struct string_list items = {0};
    struct error error;
    (void)state;
    assert_int_equal(load("", "", &error), STATUS_OK);
    assert_string_equal(phrase_list(&arena, &phrases, &items), "");
    *list_push(&arena, &items) = "A";
    assert_string_equal(phrase_list(&arena, &phrases, &items), "A");
    *list_push(&arena, &items) = "B";
    assert_string_equal(phrase_list(&arena, &phrases, &items), "A and B");
    *list_push(&arena, &items) = "C";
    assert_string_equal(phrase_list(&arena, &phrases, &items), "A, B, and C");
    *list_push(&arena, &items) = "D";
    assert_string_equal(phrase_list(&arena, &phrases, &items), "A, B, C, and D");
}

static int done(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {test(loads_its_own), test(errors_name_line_and_way_out),
                                       test(placeholders_are_filled), test(lists_are_joined)};
    return cmocka_run_group_tests(tests, NULL, done);
}
