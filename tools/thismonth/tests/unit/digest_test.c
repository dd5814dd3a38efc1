/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "src/digest.h"

#include <stdlib.h>
#include <unistd.h>

#include "ci/test.h"
#include "common/json.h"

static struct arena arena;
static struct error error;
static char folder[] = "/tmp/digest_test.XXXXXX";

static const char *in_folder(const char *name)
{
    return arena_printf(&arena, "%s/%s", folder, name);
}

static void write_record(const char *month, const char *changes)
{
    FILE *f = fopen(in_folder(arena_printf(&arena, "%s.json", month)), "w");
    assert_non_null(f);
    fprintf(f,
            "{\"month\": \"%s\", \"collected_at\": \"%s-28T00:00:00Z\", "
            "\"window\": {\"from\": \"%s-01\", \"until\": \"%s-28\"}, \"changes\": [%s]}\n",
            month, month, month, month, changes);
    fclose(f);
}

#define CHANGE(rest)                                                   \
    "{\"repository\": \"o/n\", \"title\": \"SECRET\", \"merged_at\": " \
    "\"2026-10-05T00:00:00Z\", " rest "}"
#define BY(login, name, bot) \
    "\"author\": {\"login\": " login ", \"name\": " name ", \"bot\": " bot "}"

#define SHOWN                                                                                 \
    "\"number\": 1, \"kind\": \"merge\", \"projects\": [\"acpi\"], \"show\": true, \"url\": " \
    "\"https://example.org/1\", "

static struct json *digested(void)
{
    struct config config = {.records = folder};
    struct text out = {0};
    struct json *doc = NULL;
    assert_int_equal(digest(&arena, &config, &out, &error), STATUS_OK);
    assert_null(strstr(text_cstr(&out), "SECRET"));
    assert_int_equal(json_parse(&arena, "digest", 1, text_cstr(&out), out.n, &doc, &error),
                     STATUS_OK);
    text_release(&out);
    return doc;
}

static int64_t number(struct json_at at)
{
    int64_t n = -1;
    assert_int_equal(json_integer(at, 0, 1000, &n, &error), STATUS_OK);
    return n;
}

static const char *string(struct json_at at)
{
    const char *s = NULL;
    assert_int_equal(json_string(at, &s, &error), STATUS_OK);
    return s;
}

static void records_are_counted_and_grouped(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    write_record(
        "2026-10",
        CHANGE(
            "\"number\": 1, \"kind\": \"merge\", \"projects\": [\"acpi\", \"uefi\"], "
            "\"show\": true, \"url\": \"https://example.org/?a=1&b=2\", " BY(
                "\"Ada\"", "\"A. L.\"",
                "false")) "," CHANGE("\"kind\": \"direct\", \"projects\": [\"uefi\"], \"show\": "
                                     "true, "
                                     "\"commits\": [\"0123456789abcdef0123456789abcdef01234567\", "
                                     "\"1123456789abcdef0123456789abcdef01234567\"], " BY(
                                         "\"ADA\"", "null",
                                         "false")) "," CHANGE("\"number\": 3, \"kind\": \"merge\", "
                                                              "\"projects\": [\"acpi\"], "
                                                              "\"show\": false, \"url\": "
                                                              "\"https://example.org/3\", " BY(
                                                                  "\"x[bot]\"", "null",
                                                                  "true")) "," CHANGE("\"number\": "
                                                                                      "4, "
                                                                                      "\"kind\": "
                                                                                      "\"merge\", "
                                                                                      "\"projects\""
                                                                                      ": [], "
                                                                                      "\"show\": "
                                                                                      "true, "
                                                                                      "\"url\": "
                                                                                      "\"https://"
                                                                                      "example.org/"
                                                                                      "4\", " BY(
                                                                                          "null",
                                                                                          "\"Max\"",
                                                                                          "fals"
                                                                                          "e")));
    struct json *doc = digested();
    struct json_at top = json_top(doc), month = json_get(json_get(top, "months"), "2026-10");
    assert_int_equal(number(json_get(month, "changes")), 4);
    assert_int_equal(number(json_get(month, "people")), 2);
    assert_int_equal(number(json_get(json_get(month, "projects"), "acpi")), 2);
    assert_int_equal(number(json_get(json_get(month, "projects"), "uefi")), 2);
    /* Commits count where the change is printed; two of a direct push, one of a merge. */
    assert_int_equal(number(json_get(json_get(month, "landed"), "acpi")), 2);
    assert_int_equal(number(json_get(json_get(month, "landed"), "uefi")), 2);
    assert_int_equal(number(json_get(json_get(month, "landed"), "")), 1);
    assert_int_equal(json_count(json_get(month, "shown")), 2);
    /* One person, however the login is written; no bot. */
    struct json_at ada = json_get(json_get(month, "by"), "ada");
    assert_int_equal(json_count(ada), 3);
    assert_int_equal(number(json_index(ada, 0)), 2);
    assert_string_equal(string(json_index(ada, 1)), "acpi");
    assert_string_equal(string(json_index(ada, 2)), "uefi");
    assert_int_equal(json_count(json_get(json_get(month, "by"), "max")), 1);
    assert_false(json_there(json_get(json_get(month, "by"), "x[bot]")));
    assert_string_equal(string(json_get(json_get(json_get(top, "people"), "ada"), "login")), "Ada");
    assert_string_equal(string(json_get(json_get(json_get(top, "people"), "max"), "name")), "Max");
    assert_false(json_there(json_get(json_get(top, "people"), "x[bot]")));
    /* Keys as HTML has them. */
    struct json_at told = json_get(month, "told");
    assert_int_equal(json_count(told), 4);
    assert_string_equal(string(json_index(json_index(told, 0), 0)),
                        "https://example.org/?a=1&amp;b=2");
    assert_string_equal(string(json_index(json_index(told, 1), 0)), "0123456789ab");
    assert_string_equal(string(json_index(json_index(told, 2), 1)), "");
    json_free(doc);
}

static void a_folder_without_records_is_empty(void **state)
{
    (void)state;
    assert_int_equal(unlink(in_folder("2026-10.json")), 0);
    struct json *doc = digested();
    assert_true(json_there(json_get(json_top(doc), "months")));
    assert_false(json_there(json_get(json_get(json_top(doc), "months"), "2026-10")));
    json_free(doc);
}

/* Many are shared out among threads: the same comes out, in order. */
static void many_months_come_in_their_order(void **state)
{
    (void)state;
    enum { MONTHS = 250 };
    for (unsigned i = 0; i < MONTHS; i++)
        write_record(arena_printf(&arena, "%04u-%02u", 2000 + i / 12, 1 + i % 12),
                     i % 2 ? CHANGE(SHOWN BY("\"Ada\"", "\"A. L.\"", "false"))
                           : CHANGE(SHOWN BY("\"max\"", "null", "false")));
    struct config config = {.records = folder};
    struct text out = {0};
    struct json *doc = NULL;
    assert_int_equal(digest(&arena, &config, &out, &error), STATUS_OK);
    const char *at = strstr(text_cstr(&out), "\"months\"");
    for (unsigned i = 0; i < MONTHS; i++) {
        at = strstr(at, arena_printf(&arena, "\"%04u-%02u\"", 2000 + i / 12, 1 + i % 12));
        assert_non_null(at);
    }
    assert_int_equal(json_parse(&arena, "digest", 1, text_cstr(&out), out.n, &doc, &error),
                     STATUS_OK);
    struct json_at months = json_get(json_top(doc), "months");
    assert_int_equal(number(json_get(json_get(months, "2020-10"), "changes")), 1);
    assert_int_equal(json_count(json_get(json_get(months, "2010-07"), "told")), 1);
    assert_string_equal(
        string(json_get(json_get(json_get(json_top(doc), "people"), "ada"), "name")), "A. L.");
    const char *max = strstr(text_cstr(&out), "\"max\": {");
    assert_non_null(max);
    assert_null(strstr(max + 1, "\"max\": {")); /* each once */
    json_free(doc);
    text_clear(&out);
    write_record("2009-03", "{}");
    assert_int_equal(digest(&arena, &config, &out, &error), STATUS_USAGE);
    assert_non_null(strstr(error.text, "2009-03.json:1:"));
    text_release(&out);
    for (unsigned i = 0; i < MONTHS; i++)
        assert_int_equal(
            unlink(in_folder(arena_printf(&arena, "%04u-%02u.json", 2000 + i / 12, 1 + i % 12))),
            0);
}

static void a_broken_record_is_named(void **state)
{
    (void)state;
    struct config config = {.records = folder};
    struct text out = {0};
    write_record("2026-09", "{}");
    assert_int_equal(digest(&arena, &config, &out, &error), STATUS_USAGE);
    assert_non_null(strstr(error.text, "2026-09.json:1:"));
    text_release(&out);
    assert_int_equal(unlink(in_folder("2026-09.json")), 0);
    assert_int_equal(rmdir(folder), 0);
    arena_release(&arena);
}

TESTS(test(records_are_counted_and_grouped), test(a_folder_without_records_is_empty),
      test(many_months_come_in_their_order), test(a_broken_record_is_named))
