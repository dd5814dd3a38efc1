/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Comments as text: out of their marks, into blocks, into runs. */
#include "ci/test.h"
#include "src/prose.h"

static struct arena arena;
static struct names names;
static struct text out;

static void knows(const char *id, const char *text, enum name_kind kind)
{
    struct name name = {
        .id = id, .text = text, .kind = kind, .project = "x", .page = "other", .about = ""};
    names_add(&arena, &names, &name);
}

static int set_up(void **state)
{
    (void)state;
    knows("x_map", "x_map", NAME_FUNCTION);
    knows("X_OK", "X_OK", NAME_CONSTANT);
    knows("struct.x_space", "x_space", NAME_STRUCT);
    knows("struct.reset", "reset", NAME_STRUCT);
    *list_push(&arena, &names.headers) = "x/paging.h";
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    text_release(&out);
    arena_release(&arena);
    return 0;
}

static const char *blocks(const char *prose)
{
    struct place here = {.names = &names, .project = "x", .page = "here"};
    text_clear(&out);
    prose_blocks(&here, prose, &out);
    return text_cstr(&out);
}

/* The runs of one paragraph. */
static const char *words(const char *sentence)
{
    const char *all = blocks(sentence);
    static char part[1024];
    snprintf(part, sizeof part, "%.*s", (int)(strlen(all) - strlen("[{\"p\":[]}]")), all + 7);
    return part;
}

static void comments_lose_their_marks(void **state)
{
    static const struct {
        const char *comment, *prose;
        size_t column;
    } rows[] = {
        {"/* one line */", "one line", 0},
        {"/*one*/", "one", 0},
        {"// to the end", "to the end", 0},
        {"/**/", "", 0},
        {"/*\n * first\n *\n *     code\n */", "first\n\n    code", 0},
        {"/* first\n * second */", "first\nsecond", 0},
        {"/* first\n *second\n */", "first\nsecond", 0},
        {"/* behind a member,\n       on two lines */", "behind a member,\non two lines", 4},
        {"/* text\n     deeper */", "text\n  deeper", 0},
        {"/* text\n\n\n   more */", "text\n\n\nmore", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(
            prose_of_comment(&arena, rows[i].comment, strlen(rows[i].comment), rows[i].column),
            rows[i].prose);
}

static void headings_are_between_dashes(void **state)
{
    const char *text = "---- Memory (7.2) -------\nWhat is below.";
    (void)state;
    assert_string_equal(prose_heading(&arena, &text), "Memory (7.2)");
    assert_string_equal(text, "What is below.");
    text = "--- A - B ---";
    assert_string_equal(prose_heading(&arena, &text), "A - B");
    assert_string_equal(text, "");
    text = "--- A title of some length\n------\nWhat is below.";
    assert_string_equal(prose_heading(&arena, &text), "A title of some length");
    assert_string_equal(text, "What is below.");
    text = "-- no";
    assert_null(prose_heading(&arena, &text));
    text = "----";
    assert_null(prose_heading(&arena, &text));
}

static void lines_become_blocks(void **state)
{
    static const char *const rows[][2] = {
        {"", "[]"},
        {"a\nb\n\nc", "[{\"p\":[\"a b\"]},{\"p\":[\"c\"]}]"},
        {"a:\n- b\n  c\n- d", "[{\"p\":[\"a:\"]},{\"ul\":[[\"b c\"],[\"d\"]]}]"},
        {"- b\n\n- d\n\nend", "[{\"ul\":[[\"b\"],[\"d\"]]},{\"p\":[\"end\"]}]"},
        {"a\n\n    b | c\n      d\n\n    e\nf",
         "[{\"p\":[\"a\"]},{\"pre\":[\"b | c\\n  d\\n\\ne\\n\"]},{\"p\":[\"f\"]}]"},
        {"a\n\n  ONE    is a\n         number\n  TWO    too\n\nb",
         "[{\"p\":[\"a\"]},{\"dl\":[[[\"ONE\"],[\"is a number\"]],[[\"TWO\"],[\"too\"]]]},"
         "{\"p\":[\"b\"]}]"},
        {"  ONE\n  TWO  x", "[{\"dl\":[[[\"ONE\"],[]],[[\"TWO\"],[\"x\"]]]}]"},
        {"    only code", "[{\"pre\":[\"only code\\n\"]}]"},
        {"-\n-x", "[{\"p\":[\"- -x\"]}]"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(blocks(rows[i][0]), rows[i][1]);
}

static void sentences_know_their_code(void **state)
{
#define LINK(text, id) "[\"a\",\"" text "\",\"projects/x/api/other/\",\"" id "\"]"
    static const char *const rows[][2] = {
        {"plain words, a dash - and 4K", "\"plain words, a dash - and 4K\""},
        {"see x_map().", "\"see \"," LINK("x_map()", "x_map") ",\".\""},
        {"`x_map` and `struct x_space`",
         LINK("x_map", "x_map") ",\" and \"," LINK("struct x_space", "struct.x_space")},
        {"x_space: X_OK", LINK("x_space", "struct.x_space") ",\": \"," LINK("X_OK", "X_OK")},
        {"a reset of it", "\"a reset of it\""}, /* a word of English, too */
        {"`reset`", LINK("reset", "struct.reset")},
        {"into *ret_size; env->alloc; .dynamic_from; other()",
         "\"into \",[\"x\",\"*ret_size\"],\"; \",[\"x\",\"env->alloc\"],\"; \","
         "[\"x\",\".dynamic_from\"],\"; \",[\"x\",\"other()\"]"},
        {"X_..._GUID, X_FLAG_* and so on...",
         "[\"x\",\"X_..._GUID\"],\", \",[\"x\",\"X_FLAG_*\"],\" and so on...\""},
        {"in x/paging.h.", "\"in \",[\"a\",\"x/paging.h\",\"projects/x/api/paging/\",\"\"],\".\""},
        {"at https://a.example/b?c=d.",
         "\"at \",[\"u\",\"https://a.example/b?c=d\",\"https://a.example/b?c=d\"],\".\""},
        {"\\_SB_._INI, _STA", "[\"x\",\"\\\\_SB_._INI\"],\", \",[\"x\",\"_STA\"]"},
        {"javascript:alert(1) is text", "\"javascript:alert(1) is text\""},
        {"a ` alone", "\"a ` alone\""},
        {"<b> \"q\" & </script>", "\"<b> \\\"q\\\" & </script>\""},
        {"2 * size, ditto (*)", "\"2 * size, ditto (*)\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(words(rows[i][0]), rows[i][1]);
}

static void first_sentences_are_plain(void **state)
{
    static const char *const rows[][2] = {
        {"Maps `x`. More.", "Maps x"},
        {"Is it there? Yes.", "Is it there?"},
        {"As v1.2 has it\nand more", "As v1.2 has it and more"},
        {"Wait... for it. End", "Wait... for it"},
        {"- a list", ""},
        {"    code", ""},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(prose_sentence(&arena, rows[i][0]), rows[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(comments_lose_their_marks), test(headings_are_between_dashes),
        test(lines_become_blocks),       test(sentences_know_their_code),
        test(first_sentences_are_plain),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
