/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* C as tokens, and as lines with marks. */
#include "ci/test.h"
#include "src/code.h"

static struct arena arena;
static struct names names;
static struct text out;

static int set_up(void **state)
{
    struct name types[] = {
        {.id = "struct.x_a", .text = "x_a", .kind = NAME_STRUCT},
        {.id = "x_a", .text = "x_a", .kind = NAME_FUNCTION},
        {.id = "x_b", .text = "x_b", .kind = NAME_TYPE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        types[i].project = "x";
        types[i].page = "here";
        types[i].about = "";
        names_add(&arena, &names, &types[i]);
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    text_release(&out);
    arena_release(&arena);
    return 0;
}

static struct runs begin(void)
{
    static const struct place here = {.names = &names, .project = "x", .page = "here"};
    struct runs runs;
    text_clear(&out);
    runs_begin(&runs, &here, &out);
    return runs;
}

/* Tokens as letters: N name, 0 number, T text, P punctuation, C comment, D directive; with their
 * bytes. */
static const char *tokens(const char *text)
{
    struct token_list list = lex(&arena, text, strlen(text));
    static char drawn[512];
    size_t n = 0;
    for (size_t i = 0; i < list.n; i++)
        n += (size_t)snprintf(drawn + n, sizeof drawn - n, "%s%c%.*s", i ? " " : "",
                              "N0TPCD"[list.at[i].kind], (int)(list.at[i].end - list.at[i].at),
                              text + list.at[i].at);
    drawn[n] = '\0';
    return drawn;
}

static void text_becomes_tokens(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"int a_1=0x1Fu;", "Nint Na_1 P= 00x1Fu P;"},
        {"1e+5 .5", "01e+5 P. 05"},
        {"a->b.c", "Na P-> Nb P. Nc"},
        {"u\"x\\\"y\" L'z' \"\"", "Tu\"x\\\"y\" TL'z' T\"\""},
        {"the pool's own", "Nthe Npool P' Ns Nown"},
        {"\"no end\nx", "T\"no end Nx"},
        {"/* a */ b // c", "C/* a */ Nb C// c"},
        {"/* no end", "C/* no end"},
        {"#define A 1 /* c */\nb", "D#define A 1 C/* c */ Nb"},
        {"#define A \\\n  1\nb", "D#define A \\\n  1 Nb"},
        {"#define A /* in */ 1", "D#define A /* in */ 1"},
        {"#define A \"/*\"", "D#define A \"/*\""},
        {"/* c */ #if X", "C/* c */ D#if X"},
        {"a # b", "Na P# Nb"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(tokens(rows[i][0]), rows[i][1]);
}

static const char *declaration(const char *text, const char *name)
{
    struct token_list list = lex(&arena, text, strlen(text));
    struct mark mark = {.at = (size_t)(strstr(text, name) - text), .id = "ID"};
    struct mark_list marks = {.at = &mark, .n = 1};
    struct runs runs = begin();
    if (text[0] == '#')
        code_define(&runs, text, &list.at[0], &marks);
    else
        code_declaration(&runs, text, &list, 0, list.n, &marks);
    runs_end(&runs);
    return text_cstr(&out);
}

static void declarations_are_laid_out(void **state)
{
    (void)state;
    assert_string_equal(declaration("struct x_a  f(x_b   b /* said */);", "f("),
                        "[[\"k\",\"struct\"],\" \",[\"a\",\"x_a\",\"\",\"struct.x_a\"],\" \","
                        "[\"d\",\"f\",\"ID\"],\"(\",[\"a\",\"x_b\",\"\",\"x_b\"],\" b);\"]");
    /* after a dot it is a member, whoever else is called so */
    assert_string_equal(declaration("a.x_a = f;", "f;"),
                        "[\"a.x_a = \",[\"d\",\"f\",\"ID\"],\";\"]");
    assert_string_equal(
        declaration(
            "long_type function(long_type first_of_all, long_type (*second)(long_type, long_type), "
            "other third)\n    MUST_CHECK;",
            "function"),
        "[\"long_type \",[\"d\",\"function\",\"ID\"],\"(\\n    long_type first_of_all,\\n    "
        "long_type "
        "(*second)(long_type, long_type),\\n    other third) MUST_CHECK;\"]");
    assert_string_equal(
        declaration("STATUS(API *Open)\n(void);", "Open"),
        "[\"STATUS(API *\",[\"d\",\"Open\",\"ID\"],\")(\",[\"k\",\"void\"],\");\"]");
}

static void macros_are_one_line(void **state)
{
    (void)state;
    assert_string_equal(declaration("#define  A   1", "A"),
                        "[[\"k\",\"#define\"],\" \",[\"d\",\"A\",\"ID\"],\" \",[\"n\",\"1\"]]");
    assert_string_equal(
        declaration("#define A \\\n    x_b", "A"),
        "[[\"k\",\"#define\"],\" \",[\"d\",\"A\",\"ID\"],\" \",[\"a\",\"x_b\",\"\",\"x_b\"]]");
    assert_string_equal(declaration("#define A(a, b) \\\n  a; \\\n  b", "A("),
                        "[[\"k\",\"#define\"],\" \",[\"d\",\"A\",\"ID\"],\"(a, b) ...\"]");
    assert_string_equal(declaration("#define A(a) (a)", "A("),
                        "[[\"k\",\"#define\"],\" \",[\"d\",\"A\",\"ID\"],\"(a) (a)\"]");
    assert_string_equal(declaration("#define A", "A"),
                        "[[\"k\",\"#define\"],\" \",[\"d\",\"A\",\"ID\"]]");
}

static const char *example(const char *text)
{
    struct runs runs = begin();
    code_example(&runs, text);
    runs_end(&runs);
    return text_cstr(&out);
}

static void examples_stay_as_they_are(void **state)
{
    (void)state;
    assert_string_equal(
        example("return  x_a(); // why\n"),
        "[[\"k\",\"return\"],\"  \",[\"a\",\"x_a\",\"\",\"x_a\"],\"(); \",[\"c\",\"// why\"],"
        "\"\\n\"]");
    /* a table: nothing but names */
    assert_string_equal(example("if 5   don't\nx_b    7\n"),
                        "[\"if 5   don't\\n\",[\"a\",\"x_b\",\"\",\"x_b\"],\"    7\\n\"]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(text_becomes_tokens),
        test(declarations_are_laid_out),
        test(macros_are_one_line),
        test(examples_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
