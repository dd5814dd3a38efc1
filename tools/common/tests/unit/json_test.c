/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "common/json.h"

#include "ci/test.h"

static struct arena arena;
static struct error error;

static enum status parse(const char *text, struct json **ret)
{
    return json_parse(&arena, "f.json", 1, text, strlen(text), ret, &error);
}

/* Each text is refused, with this in the message. */
static void bad_text_is_refused_by_name_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"", "f.json:1:1: not JSON"},
        {"{\n\"a\": 1,\n}", "f.json:3:2: not JSON here"},
        {"{} trailing", "not JSON from here on: trailing"},
        {"{\n\"a\": 1,\n\"a\": 2}", "f.json:3: key \"a\" stands here a second time"},
        {"{\"a\": \"x\\u0000y\"}", "\\u0000"},
        {"{\"a\": tru}", "not JSON"},
        {"[1, 2", "bracket is missing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct json *doc;
        assert_int_equal(parse(rows[i].text, &doc), STATUS_USAGE);
        assert_contains(error.text, rows[i].message);
    }
    struct text deep = {0};
    for (int i = 0; i < 500; i++)
        text_addc(&deep, '[');
    struct json *doc;
    assert_int_equal(parse(deep.at, &doc), STATUS_USAGE);
    assert_contains(error.text, "nested deeper than 100");
    text_release(&deep);
    assert_int_equal(json_parse(&arena, "f.json", 7, "{\0}", 3, &doc, &error), STATUS_USAGE);
    assert_contains(error.text, "f.json:7: a NUL byte");
    arena_release(&arena);
}

static void getters_check_types_and_leave_the_rest(void **state)
{
    (void)state;
    struct json *doc;
    const char *text = "untouched";
    int64_t n = 42;
    bool yes = true;
    struct string_list list = {0};
    assert_int_equal(
        parse("{\"s\": \"x\", \"n\": 7, \"f\": 1.5,\n \"b\": false,\n \"l\": [\"a\", \"b\"],"
              " \"m\": [1], \"z\": null, \"big\": 1e300}",
              &doc),
        STATUS_OK);
    struct json_at top = json_top(doc);
    assert_int_equal(json_string(json_get(top, "no"), &text, &error), STATUS_OK);
    assert_int_equal(json_string(json_get(top, "z"), &text, &error), STATUS_OK);
    assert_string_equal(text, "untouched");
    assert_int_equal(json_string(json_get(top, "n"), &text, &error), STATUS_USAGE);
    assert_string_equal(error.text, "f.json:1: n: wanted a string, found a number");
    assert_int_equal(json_string(json_get(top, "s"), &text, &error), STATUS_OK);
    assert_string_equal(text, "x");
    assert_int_equal(json_integer(json_get(top, "n"), 0, 7, &n, &error), STATUS_OK);
    assert_int_equal(n, 7);
    assert_int_equal(json_integer(json_get(top, "n"), 0, 6, &n, &error), STATUS_USAGE);
    assert_contains(error.text, "from 0 to 6");
    assert_int_equal(json_integer(json_get(top, "f"), 0, 6, &n, &error), STATUS_USAGE);
    assert_int_equal(json_integer(json_get(top, "big"), 0, INT64_MAX, &n, &error), STATUS_USAGE);
    assert_int_equal(json_bool(json_get(top, "b"), &yes, &error), STATUS_OK);
    assert_false(yes);
    assert_int_equal(json_bool(json_get(top, "l"), &yes, &error), STATUS_USAGE);
    assert_contains(error.text, "f.json:3: l: wanted true or false, found a list");
    assert_int_equal(json_strings(json_get(top, "l"), &list, &error), STATUS_OK);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.at[1], "b");
    assert_int_equal(json_strings(json_get(top, "m"), &list, &error), STATUS_USAGE);
    assert_int_equal(json_require(json_get(top, "gone"), &error), STATUS_USAGE);
    assert_string_equal(error.text, "f.json:1: key \"gone\" is missing; add it");
    json_free(doc);
    arena_release(&arena);
}

static void unknown_keys_name_the_nearest(void **state)
{
    (void)state;
    struct json *doc;
    assert_int_equal(parse("{\n \"title\": \"x\",\n \"titel\": 1}", &doc), STATUS_OK);
    assert_int_equal(json_known(json_top(doc), &error, "title", "posts", NULL), STATUS_USAGE);
    assert_string_equal(error.text, "f.json:3: unknown key \"titel\"; did you mean \"title\"?");
    assert_int_equal(json_known(json_top(doc), &error, "posts", "titel", "title", NULL), STATUS_OK);
    json_free(doc);
    assert_int_equal(parse("{\"zzzzzzzz\": 1}", &doc), STATUS_OK);
    assert_int_equal(json_known(json_top(doc), &error, "title", NULL), STATUS_USAGE);
    assert_string_equal(error.text, "f.json:1: unknown key \"zzzzzzzz\"; remove it");
    json_free(doc);
    arena_release(&arena);
}

static void lines_are_found_beside_nasty_strings(void **state)
{
    (void)state;
    struct json *doc;
    assert_int_equal(
        parse("{\"a\": \"}]\\\"\\\\\",\n\"b\": [ {}, [],\n {\"c\":\n -1.5e3 } ],\n\"d\": true}",
              &doc),
        STATUS_OK);
    struct json_at top = json_top(doc);
    struct json_at inner = json_index(json_get(top, "b"), 2);
    assert_int_equal(json_line(inner), 3);
    assert_int_equal(json_line(json_get(inner, "c")), 4);
    assert_int_equal(json_line(json_get(top, "d")), 5);
    assert_int_equal(json_count(json_get(top, "b")), 3);
    struct json_at value;
    assert_string_equal(json_key(top, 2, &value), "d");
    assert_null(json_key(top, 3, &value));
    json_free(doc);
    arena_release(&arena);
}

static void strings_are_written_as_json(void **state)
{
    (void)state;
    struct text t = {0};
    json_add_string(&t, "a\"b\\c\n\t\x01\x7F\xFF \xC3\xA4");
    assert_string_equal(t.at, "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\xEF\xBF\xBD \xC3\xA4\"");
    text_clear(&t);
    json_add_string(&t, NULL);
    assert_string_equal(t.at, "null");
    text_release(&t);
}

TESTS(test(bad_text_is_refused_by_name_and_line), test(getters_check_types_and_leave_the_rest),
      test(unknown_keys_name_the_nearest), test(lines_are_found_beside_nasty_strings),
      test(strings_are_written_as_json))
