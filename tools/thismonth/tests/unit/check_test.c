/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Every rule of check, both ways: what it must find, and what looks like it and is right. */
#include "merge_fixture.h"
#include "src/check.h"

static struct check_input input;
static struct finding_list findings;

static void check(const char *post)
{
    input.post = (struct check_file){"2024-01/index.md", post, strlen(post)};
    memset(&findings, 0, sizeof findings);
    check_post(&arena, &input, &findings);
}

/* A drafted month in which nothing is wrong. */
static const char *good_post(void)
{
    begin();
    struct watched *watched = list_push(&arena, &config.watched);
    *watched = (struct watched){.repository = "rust-osdev/multiboot2"};
    add("acpi", 1, "First", "ada");
    add("acpi", 2, "Second", "bob");
    add("acpi", 3, "Mia's", "mia");
    add("acpi", 4, "Bump", "renovate")->show = false;
    add("acpi", 5, "A robot's", "robot")->author.bot = true;
    add("toy", 6, "Toy", "zoe");
    add(NULL, 7, "CI", "kim");
    input = (struct check_input){.config = &config, .record = &record};
    return draft(NULL);
}

static void a_drafted_post_is_right(void **state)
{
    (void)state;
    check(good_post());
    for (size_t i = 0; i < findings.n; i++)
        printf("# %u %s %s\n", findings.at[i].line, findings.at[i].rule, findings.at[i].text);
    assert_int_equal(findings.n, 0);
}

/* A change to the good post, and what must be found then: the rule's name, NULL for nothing. */
static const struct {
    const char *rule, *text; /* a part of the finding's text */
    const char *what, *with;
} cases[] = {
    {"front-matter", "title", "  \"title\": \"This Month: January 2024\",\n", ""},
    {"front-matter", "summary", "\"summary\": \"What", "\"summery\": \"What"},
    {"front-matter", "is no month", "\"2024-01\"", "\"January\""},
    {"front-matter", "is no date", "2024-01-06T00:13:20Z", "soon"},
    {"front-matter", "draft", "true", "\"yes\""},
    {"front-matter", "", "\"draft\": true,", "\"draft\": true"},
    {"front-matter", "JSON object", "{\n  \"title\"", "---\ntitle: x\n---\n\n{"},
    {"front-matter", "never closes", "\n}\n", "\n"},
    {NULL, NULL, "true", "true, \"extra\": [1]"},

    {"conflict-marker", "conflict", "## Projects",
     "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n\n## Projects"},
    {"conflict-marker", "conflict", "## Projects", ">>>>>>> x\n\n## Projects"},
    {NULL, NULL, "## Projects", "Seven\n=======\n\n<<<<<<<< eight\n\n## Projects"},

    {"unclosed-comment", "never ends", "## Join", "<!-- \n\n## Join"},
    {"unclosed-comment", "within this one", "## Join", "<!-- a\n<!-- b -->\n\n## Join"},
    {"unclosed-comment", "code block", "## Join", "```c\n\n## Join"},
    {NULL, NULL, "## Join", "<!-- a\n\nb -->\n\n```\n<!--\n```\n\n`<!--` \\<!-- \n\n## Join"},

    {"duplicate", "#1 stands in line", "- [Second]",
     "- [Again](https://github.com/O/N/pull/1/files)\n- [Second]"},
    {"duplicate", "#1 stands in line", "- [Second]",
     "<!-- - [A](https://github.com/o/n/pull/1) -->\n- [Second]"},
    {NULL, NULL, "- [Second]", "  - follows [#1](https://github.com/o/n/pull/1)\n- [Second]"},

    {"wrong-repository", "section of acpi", "- [Second]",
     "- [A](https://github.com/x/y/pull/9)\n- [Second]"},
    {"wrong-repository", "did you mean rust-osdev/multiboot2", "## Join",
     "[a](https://github.com/rust-osdev/multboot2)\n\n## Join"},
    {"wrong-repository", "make them agree", "## Join",
     "[`multboot2`](https://github.com/rust-osdev/multiboot2)\n\n## Join"},
    {NULL, NULL, "## Infra",
     "- [A](https://github.com/x/y/pull/9)\n- "
     "[`multiboot2`](https://github.com/rust-osdev/multiboot2)\n"
     "- [it](https://github.com/other/multiboot)\n\n## Infra"},

    {"text-number-mismatch", "#12", "## Join", "[#12](https://github.com/o/n/pull/21)\n\n## Join"},
    {"text-number-mismatch", "#1", "## Join",
     "[o/n#1](https://github.com/o/n/issues/12)\n\n## Join"},
    {"text-number-mismatch", "@ada", "## Join", "[@ada](https://github.com/bob)\n\n## Join"},
    {"text-number-mismatch", "@ada", "## Join", "[@ada](https://github.com/o/n/pull/1)\n\n## Join"},
    {NULL, NULL, "## Join",
     "[#12](https://github.com/o/n/pull/12/files) [fix #3](https://github.com/o/n/pull/4)\n"
     "[@Ada](https://github.com/ada) [@j](https://github.com/orgs/o/people/j)\n\n## Join"},

    {"bad-scheme", "ttps", "## Join", "[a](ttps://github.com/a)\n\n## Join"},
    {"bad-scheme", "javascript", "## Join", "[a](javascript:alert(1))\n\n## Join"},
    {"bad-scheme", "https://www.example.org/x", "## Join", "[a](www.example.org/x)\n\n## Join"},
    {NULL, NULL, "## Join",
     "[a](mailto:a@b.org) [b](../2023-12/) [c](pic.svg) [d](#join)\n\n## Join"},

    {"shortcode", "Hugo", "## Join", "`{{< x >}}`\n\n## Join"},
    {"shortcode", "Hugo", "## Join", "```\n{{% x %}}\n```\n\n## Join"},
    {NULL, NULL, "## Join", "`${{ matrix }}` {&#123;< x >}}\n\n## Join"},

    {"host-spelling", "ygithub.com", "## Join", "[a](https://ygithub.com/a)\n\n## Join"},
    {"host-spelling", "gihub.com", "## Join", "see https://gihub.com/a\n\n## Join"},
    {NULL, NULL, "## Join",
     "[a](https://gitlab.com/a) [b](https://www.GitHub.com/a) https://gist.github.com\n\n## Join"},

    {"empty-section", "news", "## Join", "### News\n\n<!-- hidden -->\n\n## Join"},
    {"empty-section", "of the list", "- [Toy](https://github.com/tim/toy/pull/6)",
     "<!-- - [Toy](https://github.com/tim/toy/pull/6) -->"},
    {NULL, NULL, "## Join", "### News\n\n#### More\n\nHere:\n\n![a](b.svg)\n\n## Join"},

    {"placeholder", "TODO", "## Join", "- TODO: write\n\n## Join"},
    {"placeholder", "{names}", "## Join", "Thanks to {names}!\n\n## Join"},
    {"placeholder", "nowhere", "## Join", "[a]()\n\n## Join"},
    {"placeholder", "hint", "\"draft\": true", "\"draft\": false"},
    {NULL, NULL, "## Join",
     "- Remove the last TODO, `{names}`\n- TODOs\n\n<!-- TODO -->\n\n## Join"},

    {"thanks-missing", "@bob", " and [@bob](https://github.com/bob)", ""},
    {"thanks-missing", "@ada", "Thanks to [@ada](https://github.com/ada) and", "@ada2 and"},
    {NULL, NULL, "Thanks to [@ada](https://github.com/ada) and", "ADA is @Ada, as you know;"},

    {"thanks-maintainer", "@mia", "Thanks to [@ada]",
     "Thanks to [@mia](https://github.com/mia), [@ada]"},
    {NULL, NULL, "Thanks to [@ada]", "[@mia](https://github.com/mia) thanks [@ada]"},
};

static void rules_find_what_they_say(void **state)
{
    size_t failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *post = good_post();
        check(replaced(post, cases[i].what, cases[i].with));
        bool as_wanted = cases[i].rule ? findings.n > 0 : findings.n == 0;
        for (size_t k = 0; k < findings.n && cases[i].rule; k++)
            as_wanted &= strcmp(findings.at[k].rule, cases[i].rule) == 0 &&
                         strcmp(findings.at[k].path, "2024-01/index.md") == 0;
        as_wanted = as_wanted && (!cases[i].rule || strstr(findings.at[0].text, cases[i].text));
        for (size_t k = 0; k < findings.n && !as_wanted; k++)
            printf("# %u: %s: %s\n", findings.at[k].line, findings.at[k].rule, findings.at[k].text);
        if (!as_wanted)
            printf("# case %zu (%s): %s\n", i, cases[i].rule ? cases[i].rule : "good",
                   cases[i].with);
        failed += !as_wanted;
    }
    assert_int_equal(failed, 0);
}

static void earlier_posts(void **state)
{
    static const char told[] = "- [a](https://github.com/o/n/pull/1)\n\n"
                               "Coming: https://github.com/o/n/pull/2\n";
    struct earlier_post earlier = {.path = "2023-12/index.md"};
    (void)state;
    const char *post = good_post();
    post_mentions(&arena, told, strlen(told), &earlier.mentions);
    input.earlier = &earlier;
    input.earlier_n = 1;
    check(post);
    assert_int_equal(findings.n, 1); /* a mere mention is no issue's line */
    assert_string_equal(findings.at[0].rule, "in-earlier-issue");
    assert_contains(findings.at[0].text, "o/n#1 was told in 2023-12/index.md:1");
}

static const struct {
    const char *rule, *text, *path, *bytes;
} contributions[] = {
    {NULL, NULL, "other/a.md",
     "{\"title\": \"A\", \"repository\": \"o/a\", \"written_by\": [\"x\"]}\n\nNews.\n"},
    {NULL, NULL, "links/a.md", "{\"title\": \"A\", \"link\": \"https://a.org\"}\n"},
    {NULL, NULL, "links/a.md",
     "{\"title\": \"A\", \"link\": \"https://a.org\", \"part\": \"infrastructure\"}\n"},
    {"contribution-front-matter", "written_by", "other/a.md",
     "{\"title\": \"A\", \"repository\": \"o/a\"}\n"},
    {"contribution-front-matter", "at least one", "other/a.md",
     "{\"title\": \"A\", \"repository\": \"o/a\", \"written_by\": []}\n"},
    {"contribution-front-matter", "repository", "other/a.md",
     "{\"title\": \"A\", \"written_by\": [\"x\"]}\n"},
    {"contribution-front-matter", "title", "links/a.md", "{\"link\": \"https://a.org\"}\n"},
    {"contribution-front-matter", "no web address", "links/a.md",
     "{\"title\": \"A\", \"link\": \"https://\"}\n"},
    {"contribution-front-matter", "no part", "links/a.md",
     "{\"title\": \"A\", \"link\": \"https://a.org\", \"part\": \"x\"}\n"},
    {"contribution-front-matter", "JSON object", "other/a.md", "News.\n"},
    {"bad-scheme", "ttps", "other/a.md",
     "{\"title\": \"A\", \"repository\": \"o/a\", \"written_by\": [\"x\"]}\n\n[a](ttps://x)\n"},
};

static void contributions_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof contributions / sizeof *contributions; i++) {
        const char *post = good_post();
        struct check_file file = {contributions[i].path, contributions[i].bytes,
                                  strlen(contributions[i].bytes)};
        input.contributions = &file;
        input.contributions_n = 1;
        check(post);
        if (findings.n != (contributions[i].rule != NULL))
            fail_msg("contribution %zu: %zu findings", i, findings.n);
        if (!findings.n)
            continue;
        assert_string_equal(findings.at[0].rule, contributions[i].rule);
        assert_string_equal(findings.at[0].path, contributions[i].path);
        assert_contains(findings.at[0].text, contributions[i].text);
    }
}

/* The examples of the manual are true. */
static void the_table_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < check_rules_n; i++) {
        const struct check_rule *rule = &check_rules[i];
        bool tested = false;
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
            tested |= cases[k].rule && strcmp(cases[k].rule, rule->name) == 0;
        tested |= strcmp(rule->name, "in-earlier-issue") == 0 ||
                  strcmp(rule->name, "contribution-front-matter") == 0;
        if (!tested)
            fail_msg("no test of %s", rule->name);
        if (!*rule->bad)
            continue;
        const char *post = good_post();
        check(replaced(post, "## Join", arena_printf(&arena, "%s\n\n## Join", rule->bad)));
        assert_int_equal(findings.n, 1);
        assert_string_equal(findings.at[0].rule, rule->name);
        check(replaced(post, "## Join", arena_printf(&arena, "%s\n\n## Join", rule->good)));
        assert_int_equal(findings.n, 0);
    }
}

static void lines_are_named(void **state)
{
    (void)state;
    const char *post = good_post();
    check(arena_printf(&arena, "%s\n[a](ttps://x)\n\n`{{<`\n", post));
    size_t lines = 0;
    for (size_t i = 0; i < input.post.n; i++)
        lines += input.post.bytes[i] == '\n';
    assert_int_equal(findings.n, 2);
    assert_int_equal(findings.at[0].line, lines - 2);
    assert_int_equal(findings.at[1].line, lines);
    check(replaced(good_post(), "2024-01-06T00:13:20Z", "soon"));
    assert_int_equal(findings.at[0].line, 3);
}

TESTS(test(a_drafted_post_is_right), test(rules_find_what_they_say), test(earlier_posts),
      test(contributions_are_checked), test(the_table_holds), test(lines_are_named))
