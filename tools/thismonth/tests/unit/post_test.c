/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Lines, links and mentions of a post. A post is drawn as one letter a line, see kinds(). */
#include "ci/test.h"
#include "src/post.h"

static struct arena arena;
static struct post post;

static void read_post(const char *bytes)
{
    arena_release(&arena);
    post_read(&arena, bytes, strlen(bytes), &post);
}

/* B blank, T text, H heading, I item, C code, F front matter; small: hidden; behind it ' within an
 * item, + nested, > goes on into the next line. */
static const char *kinds(const char *bytes)
{
    static char drawn[512];
    size_t n = 0;
    read_post(bytes);
    for (size_t i = 0; i < post.lines.n; i++) {
        const struct post_line *line = &post.lines.at[i];
        drawn[n] = "BTHICF"[line->kind];
        if (line->hidden)
            drawn[n] = (char)(drawn[n] + 'a' - 'A');
        n++;
        if (line->item != NO_LINE && line->item != i)
            drawn[n++] = line->nested ? '+' : '\'';
        if (line->open)
            drawn[n++] = '>';
    }
    drawn[n] = '\0';
    return drawn;
}

static void lines_have_kinds(void **state)
{
    static const char *const posts[][2] = {
        {"", ""},
        {"# A\n\ntext\n###### B\n####### no\n#no\n", "HBTHTT"},
        {"- a\n- b\n\n  more\n\nend\n", "IIBT'BT"},
        {"- a\nlazy\n  still\n\nend", "IT'T'BT"},
        {"- a\n  - b\n    - c\n  - d\n- e\n", "II+I+I+I"},
        {"- a\n\n\n  b\n\n c\n", "IBBT'BT"},
        {"1. a\n2) b\n10. c\n", "III"},
        {"text\n2. no item\n1. item\n", "TTI"},
        {"* * *\n- - -\n***\n---\n", "TTTT"},
        {"-\n-a\n*\tx\n", "ITI"},
        {"- a\n# H\n- b\n```\n- c\n```\n", "IHIC>C>C"},
        {"- a\n  ```\n  # x\n  ```\n  b\n", "IC'>C'>C'T'"},
        {"- a\n  ```\n  # x\nout\n", "IC'>C'T"},
        {"~~~~\n~~~\n```\n~~~~~  \nx\n", "C>C>C>CT"},
        {"``` a`b\nx\n", "TT"},
        {"<!-- a -->\n<!-- - b -->\n- c\n", "tiI"},
        {"<!--\n- a\n\n- b\n-->\n- c", "t>i>B>i>tI"},
        {"- a <!-- b\nc --> d\n- e", "I>T'I"},
        {"- a\n<!-- - h -->\n  text\n", "IiT"},
        {"- a\n  <!-- x -->\n  text\n", "It'T'"},
        {"<!-->\ntext\n", "tT"},
        {"`<!--`\n\\<!-- x\n", "TT"},
        {"- a\n<div>\n- no item\n\n- b\n", "ITTBI"},
        {"- a\n<span>\n- b\n", "IT'I"},
        {"text\n\n<span>\n- no item\n\n- b\n", "TBTTBI"},
        {"{\n\"a\": 1 }\n\ntext", "F>FBT"},
        {"\xEF\xBB\xBF{ \"a\": \"}\\\"\" }\nx", "FT"},
        {"---\ntitle: x\n---\n- a\n", "F>F>FI"},
        {"+++\n+++\nx\n", "F>FT"},
        {"---\nno front matter\n", "TT"},
        {"> quoted\n> - no item\n", "TT"},
        {"a\r\n\r\n- b\r\n", "TBI"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++)
        if (strcmp(kinds(posts[i][0]), posts[i][1]) != 0)
            fail_msg("%s\nis %s rather than %s", posts[i][0], kinds(posts[i][0]), posts[i][1]);
}

static void lines_cover_all_bytes(void **state)
{
    static const char bytes[] = "\xEF\xBB\xBF{}\r\na\n\nb\r\n\xFF no end";
    (void)state;
    read_post(bytes);
    assert_string_equal(post.eol, "\n");
    assert_int_equal(post.lines.at[0].begin, 0);
    assert_int_equal(post.lines.at[0].n, 2);
    for (size_t i = 1; i < post.lines.n; i++)
        assert_int_equal(post.lines.at[i].begin, post.lines.at[i - 1].end);
    assert_int_equal(post.lines.at[post.lines.n - 1].end, strlen(bytes));
    read_post("a\r\nb\r\nc\n");
    assert_string_equal(post.eol, "\r\n");
}

/* All mentions as "id@line" with i (item), n (nested), h (hidden) behind. */
static const char *mentions(const char *bytes)
{
    struct mention_list list = {0};
    char *drawn = "";
    arena_release(&arena);
    post_mentions(&arena, bytes, strlen(bytes), &list);
    for (size_t i = 0; i < list.n; i++)
        drawn = arena_printf(&arena, "%s%s%s:%u%s%s%s", drawn, i ? " " : "", list.at[i].id,
                             list.at[i].line, list.at[i].item ? "i" : "",
                             list.at[i].nested ? "n" : "", list.at[i].hidden ? "h" : "");
    return drawn;
}

#define PULL "https://github.com/o/n/pull/"

static void changes_are_mentioned(void **state)
{
    static const char *const posts[][2] = {
        {"- [a](" PULL "1)\n", "o/n#1:1i"},
        {"- [a](" PULL "1) and [b](" PULL "2)\n  [c](" PULL "3)\n", "o/n#1:1i o/n#2:1 o/n#3:2"},
        {"- [a](" PULL "1)\n  - [b](" PULL "2)\n", "o/n#1:1i o/n#2:2in"},
        {"- words\n  [a](" PULL "1)\n", "o/n#1:2i"},
        {"<!-- - [a](" PULL "1) (bot) -->\n", "o/n#1:1ih"},
        {"<!--\n- [a](" PULL "1)\n- [b](" PULL "2)\n-->\n", "o/n#1:2ih o/n#2:3ih"},
        {"See " PULL "1, <" PULL "2> and [x]: " PULL "3.", "o/n#1:1 o/n#2:1 o/n#3:1"},
        {"[a](http://www.GitHub.com/O/N/pull/1/files?w=1#top)", "O/N#1:1"},
        {"[a](" PULL "12a) [b](https://github.com/o/n/pull/) [c](/o/n/pull/1)", ""},
        {"[a](https://github.com/o/n/commit/ABCDEF0123456789abcdef)", "o/n@abcdef012345:1"},
        {"[a](" PULL "5/commits/abcdef0123456789)", "o/n#5:1"},
        {"[a](https://code.example.org/o/n/pull/7)", "o/n#7:1"},
        {"- a (`0123456789ab`)\n- b (`xyz`) `0123456789ab`\n", "@0123456789ab:1i"},
        {"`" PULL "1` ```\n", ""},
        {"```\n- [a](" PULL "1)\n```\n", ""},
        {"- [see " PULL "9 `](x)` \\](y)](" PULL "1)\n", "o/n#1:1i"},
        {"- [[v1] a](" PULL "1) [![i](" PULL "2)](" PULL "3)\n", "o/n#1:1i o/n#3:1"},
        {"- [a](<" PULL "1> \"title)\")\n", "o/n#1:1i"},
        {"- [wrapped\n  title](" PULL "1)\n", "o/n#1:2i"},
        {"---\nx: " PULL "1\n---\n" PULL "2\n", "o/n#2:4"},
        {"- a\n\n" PULL "1\n", "o/n#1:3"},
        {"- a <!-- " PULL "1 --> [b](" PULL "2)\n", "o/n#1:1ih o/n#2:1"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++)
        if (strcmp(mentions(posts[i][0]), posts[i][1]) != 0)
            fail_msg("%s\nmentions %s rather than %s", posts[i][0], mentions(posts[i][0]),
                     posts[i][1]);
}

static void identities_compare(void **state)
{
    struct change pull = {.repository = "o/n", .number = 12, .url = PULL "12"};
    struct change direct = {.repository = "o/n",
                            .url = "https://github.com/o/n/commit/0123456789abcdef"};
    struct change moved = {
        .repository = "new/n", .number = 3, .url = "https://github.com/old/n/pull/3"};
    (void)state;
    arena_release(&arena);
    *list_push(&arena, &pull.commits) = "fedcba9876543210";
    *list_push(&arena, &direct.commits) = "0123456789abcdef";
    assert_true(same_id("o/n#1", "O/N#1"));
    assert_false(same_id("o/n#1", "o/n#11"));
    assert_false(same_id("o/n#1", "o/nn#1"));
    assert_true(same_id("o/n@0123456", "o/n@0123456789ab"));
    assert_false(same_id("o/n@012345", "o/n@012345"));
    assert_false(same_id("o/n#1234567", "o/n@1234567"));
    assert_false(same_id("none", "none"));
    assert_true(id_means("O/n#12", &pull));
    assert_false(id_means("o/n#1", &pull));
    assert_true(id_means("@fedcba987654", &pull));
    assert_false(id_means("o/n@fedcba987654", &pull));
    assert_true(id_means("o/n@0123456789ab", &direct));
    assert_true(id_means("@0123456789ab", &direct));
    assert_false(id_means("x/y@0123456789ab", &direct));
    assert_true(id_means("old/n#3", &moved));
    assert_true(id_means("new/n#3", &moved));
}

static void headings_have_words(void **state)
{
    static const char *const lines[][2] = {
        {"### [`acpi`](https://github.com/o/n)", "acpi"},
        {"## Other Projects ##  ", "other projects"},
        {"#", ""},
        {"### **A** \\`b\\` [c](d) e", "a `b` c e"},
        {"### [open](", "open"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_string_equal(heading_words(&arena, lines[i][0], strlen(lines[i][0])), lines[i][1]);
}

static void problems_are_found(void **state)
{
    static const struct {
        const char *bytes, *rule;
        unsigned line;
    } posts[] = {
        {"{}\n\n<!-- a\n", "unclosed-comment", 3},
        {"{}\n~~~\n```\n", "unclosed-comment", 2},
        {"{}\n<<<<<<< a\n=======\n>>>>>>> b\n", "conflict-marker", 2},
        {"{}\n>>>>>>> b\n", "conflict-marker", 2},
        {"{ \"a\": \"}\n", "front-matter", 1},
        {"{}\n- a\n  ```\n\nb\n", NULL, 0}, /* ends with its item */
        {"{}\n=======\n<<<<<<\n<<<<<<<<\n", NULL, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) {
        struct error error = {0};
        read_post(posts[i].bytes);
        assert_int_equal(post.problems.n, posts[i].rule ? 1 : 0);
        enum status status = post_fit(&arena, &post, "x.md", &error);
        assert_int_equal(status, posts[i].rule ? STATUS_USAGE : STATUS_OK);
        if (!posts[i].rule)
            continue;
        assert_string_equal(post.problems.at[0].rule, posts[i].rule);
        assert_int_equal(post.problems.at[0].line, posts[i].line);
        assert_contains(error.text, "x.md:");
    }
}

/* Random bytes out of what matters: nothing but sanitizers and the covering of all bytes judges. */
static void any_bytes_can_be_read(void **state)
{
    static const char alphabet[] =
        "-- **``~~<<!!-->>##[[]]((  \t\t\n\n\r\\{}\"1.|_=/:hpgx\xC3\xBC\xFF";
    uint64_t x = 88172645463325252u;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        char bytes[200];
        size_t n = 0;
        while (n < sizeof bytes - 1 && (x ^= x << 13, x ^= x >> 7, x ^= x << 17, x % 150))
            bytes[n++] = alphabet[(x >> 20) % (sizeof alphabet - 1)];
        bytes[n] = '\0';
        read_post(bytes);
        size_t at = 0;
        for (size_t i = 0; i < post.lines.n; i++) {
            assert_int_equal(post.lines.at[i].begin, at);
            at = post.lines.at[i].end;
        }
        assert_int_equal(at, n);
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
        test(lines_have_kinds),      test(lines_cover_all_bytes), test(changes_are_mentioned),
        test(identities_compare),    test(headings_have_words),   test(problems_are_found),
        test(any_bytes_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
