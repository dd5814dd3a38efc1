/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "src/git_words.h"

#include "ci/test.h"

static struct arena arena;

static struct span span(const char *s)
{
    return (struct span){s, strlen(s)};
}

static const char *text(struct span s)
{
    return span_text(&arena, s, (struct span){"", 0});
}

static void messages(void **state)
{
    (void)state;
    static const struct {
        const char *message;
        enum words_kind kind;
        unsigned number;
        const char *owner, *branch, *title;
    } table[] = {
        {"Merge pull request #12 from ann/topic\n\nA title\n\nA body", WORDS_MERGE, 12, "ann",
         "topic", "A title"},
        {"Merge pull request #12 from ann/topic/with/slashes\n\nT", WORDS_MERGE, 12, "ann",
         "topic/with/slashes", "T"},
        {"Merge pull request #12 from ann/topic", WORDS_MERGE, 12, "ann", "topic", ""},
        {"Merge pull request #12 from ann/topic\n\n\n\r\n  Far below  ", WORDS_MERGE, 12, "ann",
         "topic", "Far below"},
        {"\n\nMerge pull request #12 from ann/topic\n\nT", WORDS_MERGE, 12, "ann", "topic", "T"},
        {"Merge pull request #12", WORDS_MERGE, 12, "", "", ""},
        {"Merge pull request #12 by hand\n\nT", WORDS_MERGE, 12, "", "", "T"},
        {"Merge pull request #0 from a/b\n\nT", WORDS_PLAIN, 0, "", "",
         "Merge pull request #0 from a/b"},
        {"Merge pull request #9999999999 from a/b", WORDS_PLAIN, 0, "", "",
         "Merge pull request #9999999999 from a/b"},
        {"Auto merge of #345 - ann:topic, r=boss\n\nA title", WORDS_MERGE, 345, "ann", "topic",
         "A title"},
        {"Rollup merge of #345 - ann:topic, r=boss\n\nA title", WORDS_MERGE, 345, "ann", "topic",
         "A title"},
        {"Merge #4\n\n4: T r=a a=b", WORDS_BORS, 0, "", "", "Merge #4"},
        {"Merge #4 #5\n\n4: T", WORDS_BORS, 0, "", "", "Merge #4 #5"},
        {"Merge #4 of something", WORDS_PLAIN, 0, "", "", "Merge #4 of something"},
        {"A title (#7)", WORDS_SQUASH, 7, "", "", "A title"},
        {"A title (#6) (#7)", WORDS_SQUASH, 7, "", "", "A title (#6)"},
        {"  A title (#7)  \r\n\r\nbody (#8)", WORDS_SQUASH, 7, "", "", "A title"},
        {"(#7)", WORDS_SQUASH, 7, "", "", "(#7)"},
        {"A title (#7).", WORDS_PLAIN, 0, "", "", "A title (#7)."},
        {"A title (# 7)", WORDS_PLAIN, 0, "", "", "A title (# 7)"},
        {"A title (#07x)", WORDS_PLAIN, 0, "", "", "A title (#07x)"},
        {"A title (#-7)", WORDS_PLAIN, 0, "", "", "A title (#-7)"},
        {"Revert \"A title (#7)\"", WORDS_PLAIN, 0, "", "", "Revert \"A title (#7)\""},
        {"Revert \"A title (#7)\" (#8)", WORDS_SQUASH, 8, "", "", "Revert \"A title (#7)\""},
        {"Merge branch 'next'", WORDS_BRANCH, 0, "", "next", "Merge branch 'next'"},
        {"Merge branch 'next' into main", WORDS_BRANCH, 0, "", "next",
         "Merge branch 'next' into main"},
        {"Merge branch 'x' of https://github.com/ann/thing into y", WORDS_BRANCH, 0, "ann", "x",
         "Merge branch 'x' of https://github.com/ann/thing into y"},
        {"Merge branch 'x' of git@github.com:ann/thing", WORDS_BRANCH, 0, "ann", "x",
         "Merge branch 'x' of git@github.com:ann/thing"},
        {"Merge remote-tracking branch 'origin/next'", WORDS_BRANCH, 0, "", "next",
         "Merge remote-tracking branch 'origin/next'"},
        {"Merge branches 'a' and 'b'", WORDS_BRANCH, 0, "", "a", "Merge branches 'a' and 'b'"},
        {"Merge branch '", WORDS_BRANCH, 0, "", "", "Merge branch '"},
        {"", WORDS_PLAIN, 0, "", "", ""},
        {"\n \n", WORDS_PLAIN, 0, "", "", ""},
        {"just words\nand more", WORDS_PLAIN, 0, "", "", "just words"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct words w;
        words_parse(span(table[i].message), &w);
        if (w.kind != table[i].kind)
            fail_msg("'%s': kind %d", table[i].message, w.kind);
        assert_int_equal(w.number, table[i].number);
        assert_string_equal(text(w.owner), table[i].owner);
        assert_string_equal(text(w.branch), table[i].branch);
        assert_string_equal(text(w.title), table[i].title);
    }
    arena_release(&arena);
}

static void long_and_cut_messages(void **state)
{
    (void)state;
    static const char message[] =
        "Merge pull request #12 from ann/topic\n\nA title (#3)\n4: x r=y a=z";
    struct words w;
    struct bors_line line;
    char *title = arena_alloc(&arena, 10001);
    for (size_t n = 0; n < sizeof message; n++) { /* every prefix, in memory of exactly that size */
        char *copy = arena_alloc(&arena, n + 1);
        memcpy(copy, message, n);
        words_parse((struct span){copy, n}, &w);
        while (bors_next(&w, &line))
            ;
    }
    memset(title, 'x', 10000);
    words_parse((struct span){title, 10000}, &w);
    assert_int_equal(w.title.n, 10000);
    arena_release(&arena);
}

static void bors(void **state)
{
    (void)state;
    struct words w;
    struct bors_line line;
    words_parse(
        span(
            "Merge #41 #4 #5\n\n4: The a=b rule r=boss a=ann\n\n41: Other r=a,b\nbody\n\n4: again"),
        &w);
    assert_true(bors_next(&w, &line));
    assert_int_equal(line.number, 41);
    assert_string_equal(text(line.title), "Other");
    assert_string_equal(text(line.login), "");
    assert_true(bors_next(&w, &line));
    assert_int_equal(line.number, 4);
    assert_string_equal(text(line.title), "The a=b rule");
    assert_string_equal(text(line.login), "ann");
    assert_true(bors_next(&w, &line));
    assert_int_equal(line.number, 5);
    assert_string_equal(text(line.title), "");
    assert_false(bors_next(&w, &line));
    arena_release(&arena);
}

static void logins(void **state)
{
    (void)state;
    static const struct {
        const char *email, *login; /* NULL: none */
    } table[] = {
        {"1234567890123+Ann-B@users.noreply.github.com", "Ann-B"},
        {"ann@users.noreply.github.com", "ann"},
        {"ann@USERS.noreply.GitHub.com", "ann"},
        {"49699333+dependabot[bot]@users.noreply.github.com", "dependabot[bot]"},
        {"1+@users.noreply.github.com", NULL},
        {"@users.noreply.github.com", NULL},
        {"a b@users.noreply.github.com", NULL},
        {"a+b@users.noreply.github.com", NULL},
        {"ann@users.noreply.github.com.evil.example", NULL},
        {"ann@example.org", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct span login;
        bool found = noreply_login(span(table[i].email), &login);
        assert_int_equal(found, table[i].login != NULL);
        if (found)
            assert_string_equal(text(login), table[i].login);
    }
    assert_true(bot_name("renovate[bot]"));
    assert_false(bot_name("robot") || bot_name(NULL) || bot_name(""));
    assert_true(bot_branch("renovate/all") && bot_branch("dependabot/cargo/x"));
    assert_false(bot_branch("renovate") || bot_branch(NULL) || bot_branch("my-renovate/x"));
    arena_release(&arena);
}

static void encodings(void **state)
{
    (void)state;
    assert_string_equal(span_text(&arena, span("Gr\xfc\xdf"), span("ISO-8859-1")),
                        "Gr\xc3\xbc\xc3\x9f");
    assert_string_equal(span_text(&arena, span("Gr\xfc\xdf"), span("utf-8")), "Gr\xfc\xdf");
    assert_string_equal(span_text(&arena, span("x\xff"), span("no-such-encoding")), "x\xff");
    assert_string_equal(span_text(&arena, span("x\x81"), span("Shift_JIS")), "x\x81");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages),  cmocka_unit_test(long_and_cut_messages),
        cmocka_unit_test(bors),      cmocka_unit_test(logins),
        cmocka_unit_test(encodings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
