/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "common/project.h"

#include "ci/test.h"

static struct arena arena;
static struct error error;

static enum status read(const char *text, struct project *ret)
{
    struct json *doc;
    assert_int_equal(json_parse(&arena, "p.json", 1, text, strlen(text), &doc, &error), STATUS_OK);
    enum status status = project_read(&arena, json_top(doc), ret, &error);
    json_free(doc);
    return status;
}

static void only_a_name_is_needed(void **state)
{
    (void)state;
    struct project p;
    assert_int_equal(read("{\"name\": \"acpi\"}", &p), STATUS_OK);
    assert_string_equal(p.title, "`acpi`");
    assert_int_equal(p.weight, 100);
    assert_null(p.repository);
    assert_int_equal(p.direct, DIRECT_AUTO);
    assert_int_equal(
        read("{\"repository\": \"phil-opp/blog_os\", \"written_by\": [\"phil-opp\"]}", &p),
        STATUS_OK);
    assert_string_equal(p.name, "blog_os");
    arena_release(&arena);
}

static void everything_is_read(void **state)
{
    (void)state;
    struct project p;
    assert_int_equal(
        read("{\"name\": \"x\", \"weight\": -3, \"repository\": \"o/n\", \"git\": \"../x.git\","
             " \"default_branch\": \"trunk\", \"paths\": [\"projects/x\", \"doc/x\"], \"direct\": "
             "true,"
             " \"always\": true, \"branches\": {\"next\": \"soon\"}, \"needs\": [\"y\"],"
             " \"maintainers\": [{\"login\": \"A\", \"names\": [\"Aa\"], \"since\": \"2022-06\","
             " \"until\": \"2023-01\", \"url\": \"https://a.example\"}]}",
             &p),
        STATUS_OK);
    assert_int_equal(p.weight, -3);
    assert_string_equal(p.paths.at[1], "doc/x");
    assert_int_equal(p.direct, DIRECT_YES);
    assert_true(p.always);
    assert_string_equal(p.branches.at[0].branch, "next");
    assert_string_equal(p.maintainers.at[0].url, "https://a.example");
    assert_false(project_has_maintainer(&p, "a", NULL, "2022-05"));
    assert_true(project_has_maintainer(&p, "a", NULL, "2022-06"));
    assert_true(project_has_maintainer(&p, NULL, "Aa", "2023-01"));
    assert_false(project_has_maintainer(&p, "a", "Aa", "2023-02"));
    assert_false(project_has_maintainer(&p, "b", "Bb", "2022-07"));
    assert_false(project_has_maintainer(&p, NULL, NULL, "2022-07"));
    arena_release(&arena);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        {"{}", "p.json:1: key \"name\" is missing"},
        {"{\"name\": \"a b\"}", "name: \"a b\" is no name"},
        {"{\"name\": \"\"}", "is no name"},
        {"{\"name\": \"a\",\n \"maintainer\": []}",
         "p.json:2: unknown key \"maintainer\"; did you mean \"maintainers\"?"},
        {"{\"name\": \"a\", \"repository\": \"a\"}", "is no repository; write \"owner/name\""},
        {"{\"name\": \"a\", \"repository\": \"a/b/c\"}", "is no repository"},
        {"{\"name\": \"a\", \"paths\": [\"/x\"]}", "write paths from the repository's root"},
        {"{\"name\": \"a\", \"paths\": [\"x/\"]}", "write paths"},
        {"{\"name\": \"a\", \"paths\": [\"../x\"]}", "write paths"},
        {"{\"name\": \"a\", \"direct\": \"sometimes\"}", "use true, false or \"auto\""},
        {"{\"name\": \"a\", \"direct\": 3}", "wanted true or false"},
        {"{\"name\": \"a\", \"maintainers\": [{}]}", "needs a \"login\" or \"names\""},
        {"{\"name\": \"a\", \"maintainers\": [{\"login\": \"x\", \"since\": \"2022-13\"}]}",
         "\"2022-13\" is no month"},
        {"{\"name\": \"a\", \"weight\": 1.5}", "whole number"},
        {"{\"name\": \"a\", \"branches\": []}", "wanted an object, found a list"},
        {"[]", "wanted an object, found a list"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct project p;
        assert_int_equal(read(rows[i].text, &p), STATUS_USAGE);
        assert_contains(error.text, rows[i].message);
    }
    arena_release(&arena);
}

TESTS(test(only_a_name_is_needed), test(everything_is_read), test(mistakes_are_named))
