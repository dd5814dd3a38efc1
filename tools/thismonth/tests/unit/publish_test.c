/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "ci/test.h"
#include "src/publish.h"

static struct arena arena;

#define DATE    1707123600 /* 2024-02-05T09:00:00Z */
#define PUBLIC  "{ \"date\": \"2024-02-05T09:00:00Z\", \"draft\": false }\n"
#define DRAFTED "{ \"date\": \"2024-02-01\", \"draft\": true }\n"

static void becomes(const char *draft, const char *wanted)
{
    struct text post = {0};
    struct error error;
    if (publish_post(&arena, "p.md", draft, strlen(draft), DATE, &post, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    assert_string_equal(text_cstr(&post), wanted);
    text_release(&post);
}

static void front_matter_is_edited_in_place(void **state)
{
    (void)state;
    becomes(DRAFTED, PUBLIC);
    becomes("{\"draft\":true,\"date\":\"x\"}",
            "{\"draft\":false,\"date\":\"2024-02-05T09:00:00Z\"}");
    becomes(
        "\xEF\xBB\xBF{\r\n\t\"a\": { \"draft\": true, \"b\": [1, \"]\"] },\r\n\t\"draft\" : "
        "true\r\n"
        "}\r\n\r\nText",
        "\xEF\xBB\xBF{ \"date\": \"2024-02-05T09:00:00Z\",\r\n\t\"a\": { \"draft\": true, \"b\": "
        "[1, \"]\"] },\r\n\t\"draft\" : false\r\n}\r\n\r\nText");
    becomes("{}", "{ \"date\": \"2024-02-05T09:00:00Z\"}");
    becomes("{\"date\": \"a \\\" b\", \"drafty\": true}",
            "{\"date\": \"2024-02-05T09:00:00Z\", \"drafty\": true}");
    becomes(PUBLIC, PUBLIC);
}

static void hints_go(void **state)
{
    (void)state;
    becomes(DRAFTED "\nText.\n\n<!-- hint: a -->\n<!--  hint: b\n\nc -->\n\nMore.\n",
            PUBLIC "\nText.\n\nMore.\n");
    becomes(DRAFTED "Text.\r\n\r\n<!-- hint: a -->\r\n\r\nMore.\r\n",
            PUBLIC "Text.\r\n\r\nMore.\r\n");
    becomes(DRAFTED "a <!-- hint: x --> b <!-- hint: y -->\n<!-- hint: z --> c",
            PUBLIC "a  b \n c");
    becomes(DRAFTED "\nText.\n\n<!-- hint: at the end -->", PUBLIC "\nText.\n\n");
}

static void all_else_stays(void **state)
{
    static const char rest[] = "\n- [a](https://github.com/o/n/pull/1)  \n"
                               "<!-- - [b](https://github.com/o/n/pull/2) (bot) -->\n"
                               "<!-- a note, no hint: at all -->\n\n\n"
                               "```\n<!-- hint: in code -->\n```\n\xFF `<!-- hint: x -->` end";
    char draft[1024], wanted[1024];
    (void)state;
    snprintf(draft, sizeof draft, DRAFTED "%s", rest);
    snprintf(wanted, sizeof wanted, PUBLIC "%s", rest);
    becomes(draft, wanted);
}

static void unfit_posts_are_refused(void **state)
{
    static const char *const unfit[][2] = {
        {"Text", "p.md:1: the front matter must be a JSON object"},
        {"{ \"a\": 1", "p.md:1: "},
        {"{ \"a\" 1 }\n", "p.md:1"},
        {"{}\n\n<!-- open", "p.md:3: a comment"},
        {"{}\n```\n", "p.md:2: a code block"},
        {"{}\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b\n", "p.md:2: a conflict"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
        struct text post = {0};
        struct error error;
        assert_int_equal(
            publish_post(&arena, "p.md", unfit[i][0], strlen(unfit[i][0]), DATE, &post, &error),
            STATUS_USAGE);
        assert_contains(error.text, unfit[i][1]);
        assert_null(post.at);
    }
}

static int done(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(front_matter_is_edited_in_place),
        test(hints_go),
        test(all_else_stays),
        test(unfit_posts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
