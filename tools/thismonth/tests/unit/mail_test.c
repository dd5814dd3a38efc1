/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "src/mail.h"

#include <stdlib.h>
#include <unistd.h>

#include "ci/test.h"
#include "common/file.h"

#define BASE "<base href=\"https://example.org/sub/this-month/2026-11/\">"

/* What HTML becomes; a text of several lines ends in a newline. */
static const struct {
    const char *html, *text;
} cases[] = {
    {"", ""},
    {"plain", "plain\n"},
    {"<p>One\n  two</p>\n<p>three<br>four</p>", "One two\n\nthree\nfour\n"},
    {"<p>&lt;b&gt; &amp; &quot;c&quot; <em>d</em> <strong>e</strong> <code>f</code></p>",
     "<b> & \"c\" d e f\n"},
    /* Links: their address follows, relative ones are resolved; persons need none. */
    {BASE "<p>See <a href=\"/sub/x\">the map</a>, <a href=\"#y\">below</a>.</p>",
     "See the map <https://example.org/sub/x>, below\n"
     "<https://example.org/sub/this-month/2026-11/#y>.\n"},
    {"<p><a href=\"https://github.com/ada\">@ada</a>, <a href=\"mailto:a@b.c\">write</a>, "
     "<a href=\"https://e.org\">https://e.org</a></p>",
     "@ada, write <a@b.c>, <https://e.org>\n"},
    {"<p><a href=\"https://github.com/ada/x\">@ada</a></p>", "@ada <https://github.com/ada/x>\n"},
    {"<p>(<a>nowhere</a>)</p>", "(nowhere)\n"},
    {BASE "<p><img src=\"a.svg\" alt=\"A box\"></p>",
     "(A box) <https://example.org/sub/this-month/2026-11/a.svg>\n"},
    {"<p>a<img>b</p>", "a() b\n"},
    /* Headings, without the anchors that the site gives them. */
    {"<h2 id=\"a\">Big <code>x</code> <a class=\"anchor\" href=\"#a\">#</a></h2><p>t</p>"
     "<h3><a href=\"https://e.org/\">Small</a></h3><h4>Least</h4><p>u</p>",
     "Big x\n=====\n\nt\n\nSmall\n-----\n\n<https://e.org/>\n\nLeast\n\nu\n"},
    {"<p>a</p><h2>\303\274\303\266</h2>", "a\n\n\n\303\274\303\266\n==\n"},
    /* Lists: the address of what an item is about has the line below. */
    {"<ul>\n<li><a href=\"https://e.org/1\">One</a> by <a href=\"https://e.org/2\">two</a></li>\n"
     "<li>See <a href=\"https://e.org/3\">three</a></li>\n</ul>",
     "- One by two <https://e.org/2>\n  https://e.org/1\n- See three <https://e.org/3>\n"},
    {"<p>a</p><ol><li>b<ul><li>c</li><li>d<ol><li>e</li></ol></li></ul></li><li>f</li></ol>"
     "<p>g</p>",
     "a\n\n1. b\n   - c\n   - d\n     1. e\n2. f\n\ng\n"},
    {"<ul><li><p>a</p><p>b</p></li><li><p>c</p><pre><code>d\n</code></pre></li></ul>",
     "- a\n\n  b\n\n- c\n\n      d\n"},
    {"<ul><li></li><li>a</li></ul>", "- a\n"},
    /* What keeps its lines. */
    {"<p>a</p><pre tabindex=\"0\"><code><span>int x;</span>\n\n  y\n</code></pre><p>b</p>",
     "a\n\n    int x;\n\n      y\n\nb\n"},
    {"<pre class=\"plain\">-- \nname</pre>", "-- \nname\n"},
    {"<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td><em>d</em></td>"
     "</tr></tbody></table>",
     "    a | b\n    c | d\n"},
    {"<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc\n"},
    {"<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb\n"},
    /* Lines are filled, words stay whole. */
    {"<p>1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 12345 7</p>",
     "1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 12345\n7\n"},
    {"<ul><li>1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 12345</li></ul>",
     "- 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890\n  12345\n"},
    {"<p>\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
     "1234567890 1234567890 1234567890 1234567890 1234567890 12345 7</p>",
     "\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244\303\244 "
     "1234567890 1234567890 1234567890 1234567890 1234567890 12345\n7\n"},
    /* What no mail should hold, and what is no text. */
    {"<p>a\xe2\x80\xae"
     "b\xe2\x81\xa6"
     "c&#x202e;d&#7;e&#127;</p>",
     "abcde\n"},
    {"<svg><title>a</title></svg><script>b</script><style>c</style><p>d</p>", "d\n"},
    /* Broken HTML. */
    {"<ul><li>a<p>b</ul></p></div>c", "- a\n\n  b\n\nc\n"},
};

static void html_becomes_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text out = {0};
        mail_text(cases[i].html, strlen(cases[i].html), &out);
        assert_string_equal(text_cstr(&out), cases[i].text);
        text_release(&out);
    }
}

/* Deeper than a line is wide. */
static void depth_is_no_matter(void **state)
{
    (void)state;
    struct text html = {0}, out = {0};
    for (int i = 0; i < 100; i++)
        text_adds(&html, i % 3 ? "<ul><li>" : "<blockquote>");
    text_adds(&html, "the end of it");
    mail_text(text_cstr(&html), html.n, &out);
    assert_contains(text_cstr(&out), "the");
    text_release(&html);
    text_release(&out);
}

static void files_are_turned_in_place(void **state)
{
    (void)state;
    char folder[] = "/tmp/mail_test.XXXXXX";
    struct arena arena = {0};
    struct error error = {0};
    struct string_list paths = {0};
    bool changed;
    char *bytes;
    size_t n;
    assert_non_null(mkdtemp(folder));
    const char *path = path_join(&arena, folder, "index.txt");
    assert_int_equal(file_write(path, "<p>a &amp; b</p>", 16, &changed, &error), STATUS_OK);
    *list_push(&arena, &paths) = path;
    *list_push(&arena, &paths) = path_join(&arena, folder, "missing.txt");
    assert_int_equal(mail_files(&paths, &error), STATUS_WORLD);
    assert_contains(error.text, "missing.txt");
    assert_int_equal(file_read(&arena, path, &bytes, &n, &error), STATUS_OK);
    assert_string_equal(bytes, "a & b\n");
    *list_push(&arena, &paths) = path;
    paths.at[0] = "/dev/full";
    paths.n = 1;
    assert_int_equal(mail_files(&paths, &error), STATUS_WORLD);
    assert_contains(error.text, "/dev/full");
    unlink(path);
    rmdir(folder);
    arena_release(&arena);
}

TESTS(test(html_becomes_text), test(depth_is_no_matter), test(files_are_turned_in_place))
