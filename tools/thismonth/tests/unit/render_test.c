/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Lines out of changes. The property at the end: whatever a title holds, CommonMark (cmark-gfm with
 * GitHub's extensions) shows its text and nothing else, linked, plain, hidden, and shown again.
 * With TITLES=FOLDER the titles are written there instead, for tests/titles.t to show them to Hugo.
 */
#include "merge_fixture.h"
#include "src/render.h"
#include "src/render_title.h"

static void title_is(const char *raw, const char *wanted)
{
    assert_string_equal(render_title(&arena, raw), wanted);
}

static void titles_stay_as_they_are(void **state)
{
    static const char *const same[] = {
        "Use `asm!` in foo_bar_baz",
        "Fix a * b and c_ d",
        "[v0.9] Fix [#1] of it",
        "feat(uefi): add #[repr(C)] & co",
        "C:\\path and \\o/",
        "a < b > c, x -> y, foo --bar",
        "50% & more; R&D",
        "Bump x from 1.0 to 2.0",
        ":tada: done!",
        "*mut T and &str",
        "~/.config and a ~ b",
        "\xC3\xBC\xE2\x80\x94\xF0\x9F\x8E\x89",
        "# Not a heading",
        "1. not a list",
        "`` a ` b `` and `c`",
        "See https://github.com/o/n/pull/3 and www.example.org",
        "snake_case_ and _private",
    };
    (void)state;
    begin();
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        title_is(same[i], same[i]);
}

static void titles_are_escaped(void **state)
{
    (void)state;
    begin();
    title_is("__init__ and *all*", "\\_\\_init\\_\\_ and \\*all\\*");
    title_is("Vec<T> &amp; &#35; <b", "Vec\\<T> \\&amp; \\&#35; <b");
    title_is("a ` tick", "a \\` tick");
    title_is("open [ and ] [x](javascript:alert(1))", "open [ and ] \\[x\\](javascript:alert(1))");
    title_is("end ](http://x", "end \\](http://x");
    title_is("![img](x) [^1] ^2", "!\\[img\\](x) \\[^1\\] ^2");
    title_is("a [x] [X] [ ] [y]", "a \\[x\\] \\[X\\] \\[ \\] [y]");
    title_is("x", "&#120;");
    title_is("^1", "\\^1");
    title_is("~~gone~~", "\\~\\~gone\\~\\~");
    title_is("back\\", "back\\\\");
    title_is("a\\*b", "a\\\\*b");
    title_is("{{< x >}} {{% y %}} {{{", "{&#123;< x >}} {&#123;% y %}} {&#123;{");
    title_is("Document `{{< ref >}}`", "Document {&#123;< ref >}}");
    title_is("close --> and --!> and <!-- open", "close --&gt; and --!&gt; and &lt;!-- open");
    title_is("`-->`", "--&gt;");
    title_is("tab\tand\x01 bell\x07 \xE2\x80\xAE rtl\xE2\x80\xAC \xC2\x85", "tab and bell  rtl");
    title_is("bad \xFF\xC3 bytes", "bad \xEF\xBF\xBD\xEF\xBF\xBD bytes");
    title_is("   blanks   ", "blanks");
    title_is("", "");
}

static void long_titles_are_cut(void **state)
{
    char raw[20001];
    (void)state;
    begin();
    memset(raw, 'x', 10000);
    raw[10000] = '\0';
    const char *cut = render_title(&arena, raw);
    assert_int_equal(strlen(cut), 255 + 3);
    assert_true(ends_with(cut, "x\xE2\x80\xA6"));
    raw[256] = '\0';
    title_is(raw, raw);
    for (size_t i = 0; i < 10000; i++)
        memcpy(raw + 2 * i, "\xC3\xBC", 2);
    raw[20000] = '\0';
    cut = render_title(&arena, raw);
    assert_int_equal(strlen(cut), 2 * 255 + 3);
    memset(raw, 'x', 300);
    memcpy(raw + 200, " `code", 6);
    memcpy(raw + 290, "`", 2);
    cut = render_title(&arena, raw);
    assert_int_equal(strlen(cut), 200 + 3); /* before the code, not inside it */
    memset(raw, '`', 10000);
    raw[10000] = '\0';
    assert_int_equal(strlen(render_title(&arena, raw)), 2 * 255 + 3);
}

static void changes(void **state)
{
    (void)state;
    begin();
    struct change *c = add("acpi", 7, "Add `x`", "ada");
    *list_push(&arena, &c->projects) = "uefi";
    c->release = "v1.2";
    assert_string_equal(render_change(&arena, &config, c, false),
                        "- [Add `x`](https://github.com/o/n/pull/7) (also `uefi`) (released as "
                        "`v1.2`)");
    c->show = false;
    c->why = "bot";
    assert_string_equal(render_change(&arena, &config, c, true),
                        "<!-- - [Add `x`](https://github.com/o/n/pull/7) (bot) -->");
    c->title = "a --b `--c`";
    assert_string_equal(render_change(&arena, &config, c, true),
                        "<!-- - [a -&#45;b -&#45;c](https://github.com/o/n/pull/7) (bot) -->");
    struct change *d = add("acpi", 0, "# Typo", NULL);
    d->kind = KIND_DIRECT;
    *list_push(&arena, &d->commits) = "f00dfeed";
    d->url = "javascript:alert(1)";
    assert_string_equal(render_change(&arena, &config, d, false),
                        "- \\# Typo (`00000000abcd`) (2 commits)");
    d->title = "\x02";
    d->url = "https://x/) [y](z";
    assert_string_equal(render_change(&arena, &config, d, false),
                        "- [o/n@00000000abcd](https://x/%29%20%5By%5D%28z) (2 commits)");
}

static void sentences(void **state)
{
    (void)state;
    begin();
    struct section s = {.key = "acpi", .project = &config.projects.at[0]};
    struct project *project = &config.projects.at[0];
    assert_null(render_thanks(&arena, &config, &s));
    assert_null(render_welcome(&arena, &config, &s));
    *list_push(&arena, &s.thanked) = (struct person){.login = "ada"};
    s.thanked_changes = 1;
    assert_string_equal(render_thanks(&arena, &config, &s),
                        "Thanks to [@ada](https://github.com/ada) for their contribution!");
    s.thanked_changes = 2;
    assert_string_equal(render_thanks(&arena, &config, &s),
                        "Thanks to [@ada](https://github.com/ada) for their contributions!");
    *list_push(&arena, &s.thanked) = (struct person){.name = "B. *B_"};
    assert_string_equal(render_thanks(&arena, &config, &s),
                        "Thanks to [@ada](https://github.com/ada) and B. \\*B\\_ for their "
                        "contributions!");
    *list_push(&arena, &s.thanked) = (struct person){.login = "c"};
    assert_contains(render_thanks(&arena, &config, &s), "), B. \\*B\\_, and [@c](");
    *list_push(&arena, &s.welcomed) = (struct person){.login = "c"};
    assert_contains(render_welcome(&arena, &config, &s), "first contribution this is");
    *list_push(&arena, &project->maintainers) =
        (struct maintainer){.login = "late", .since = "2024-02"};
    *list_push(&arena, &project->maintainers) =
        (struct maintainer){.login = "left", .until = "2023-12", .url = "https://x.org/"};
    assert_string_equal(render_maintainers(&arena, &config, &s, "2024-01"),
                        "_Maintained by [@mia](https://github.com/mia)._");
    assert_contains(render_maintainers(&arena, &config, &s, "2023-12"), "[@left](https://x.org/)");
    assert_string_equal(render_heading(&arena, &config, &s),
                        "### [`acpi`](https://github.com/o/n/tree/HEAD/projects/acpi)");
    project->paths.n = 0;
    assert_string_equal(render_heading(&arena, &config, &s),
                        "### [`acpi`](https://github.com/o/n)");
    project->repository = config.repository = NULL;
    assert_string_equal(render_heading(&arena, &config, &s), "### `acpi`");
    s.project = NULL;
    assert_null(render_heading(&arena, &config, &s));
    assert_null(render_maintainers(&arena, &config, &s, "2024-01"));
}

static void introductions(void **state)
{
    (void)state;
    begin();
    struct section s = {.key = "acpi", .project = &config.projects.at[0]};
    struct group g = {.branch = NULL};
    assert_null(render_intro(&arena, &config, &s, &g));
    struct change *a = add("acpi", 1, "a", NULL), *b = add("acpi", 2, "b", NULL);
    a = &record.changes.at[0];
    *list_push(&arena, &g.shown) = a;
    assert_contains(render_intro(&arena, &config, &s, &g), "One change was merged");
    *list_push(&arena, &g.shown) = b;
    assert_contains(render_intro(&arena, &config, &s, &g), "changes were merged");
    a->kind = KIND_DIRECT;
    assert_contains(render_intro(&arena, &config, &s, &g), "changes were merged");
    b->kind = KIND_DIRECT;
    assert_contains(render_intro(&arena, &config, &s, &g), "changes were committed");
    g.branch = "next";
    assert_contains(render_intro(&arena, &config, &s, &g), "the `next` branch:");
    g.note = "soon";
    assert_contains(render_intro(&arena, &config, &s, &g), "the `next` branch, soon:");
    g.branch = "a`b{{<";
    assert_contains(render_intro(&arena, &config, &s, &g), "the `a?b?{<` branch");
    assert_contains(render_intro(&arena, &config, &s, NULL), "nothing notable");
}

/* --- The property ----------------------------------------------------------------------------- */

static uint64_t chance_state = 0x2545F4914F6CDD1D;

static size_t chance(size_t below)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return (size_t)(chance_state >> 11) % below;
}

static const char *const fragments[] = {
    "`",
    "`",
    "``",
    "```",
    "`a`",
    "` b `",
    "*",
    "*",
    "**",
    "_",
    "_",
    "__",
    "~",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "[x]",
    "[x](y)",
    "[x][y]",
    "](",
    "![",
    "![a](b)",
    "[^1]",
    "^",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "--!>",
    "--",
    "-",
    "{",
    "{{",
    "{{<",
    ">}}",
    "{{%",
    "}}",
    "&",
    "&amp;",
    "&#35;",
    "&lt",
    "\\",
    "\\\\",
    "\\*",
    "\\`",
    "#",
    "# ",
    "1. ",
    "2) ",
    "+ ",
    "- ",
    "> ",
    "| a | b |",
    "http://a.b/c",
    "https://github.com/o/n/pull/3",
    "www.a.org",
    "a@b.org",
    "<http://x>",
    ":x:",
    "@x",
    "#12",
    "=",
    "===",
    "---",
    "***",
    "___",
    "$",
    "!",
    "\"q\"",
    "'",
    "...",
    " ",
    " ",
    "  ",
    "word",
    "foo_bar",
    "x",
    "\xC3\xBC",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xF0\x9F\x8E\x89",
    "\xC2\xA0",
    "\xFF",
    "\xC3",
    "\x01",
    "\t",
    "\xE2\x80\xAE",
    "\xE2\x80\x8F",
    "<?",
    "<![CDATA[",
    "[x]: y",
    "\"",
    "~~~",
    "<script>",
    "<div",
    "javascript:",
    "T",
    "a.",
    ";",
    ",",
    "/",
    "0",
};

static char *random_title(size_t longest)
{
    char *raw = arena_strdup(&arena, "");
    for (size_t n = 1 + chance(longest); n; n--)
        raw = arena_printf(&arena, "%s%s", raw,
                           fragments[chance(sizeof fragments / sizeof *fragments)]);
    return raw;
}

/* The text of valid, unhurtful characters: what title_markdown's first step is meant to leave. */
static char *plain(const char *raw)
{
    struct text t = {0};
    for (size_t left = strlen(raw), n; left; raw += n, left -= n) {
        static const char *const gone[] = {"\x01", "\xE2\x80\xAE", "\xE2\x80\x8F"};
        n = utf8_length(raw, left);
        bool drop = false;
        for (size_t i = 0; i < 3; i++)
            drop |= starts_with(raw, gone[i]);
        if (!n)
            text_adds(&t, "\xEF\xBF\xBD");
        else if (!drop)
            text_add(&t, *raw == '\t' ? " " : raw, n);
        n = n ? n : 1;
    }
    char *s = arena_strdup(&arena, text_cstr(&t));
    text_release(&t);
    while (*s == ' ')
        s++;
    size_t n = strlen(s);
    while (n && s[n - 1] == ' ')
        s[--n] = '\0';
    return s;
}

/* What a reader should see: the text without the backticks of its code. */
static char *visible(const char *raw)
{
    const char *s = plain(raw);
    struct text t = {0};
    while (*s) {
        size_t ticks = strspn(s, "`");
        const char *close = ticks ? s + ticks : NULL;
        while (close && *close && !(*close == '`' && strspn(close, "`") == ticks))
            close += *close == '`' ? strspn(close, "`") : 1;
        if (close && *close) {
            const char *from = s + ticks, *to = close;
            if (*from == ' ' && to[-1] == ' ' && strspn(from, " ") < (size_t)(to - from)) {
                from++;
                to--;
            }
            text_add(&t, from, (size_t)(to - from));
            s = close + ticks;
        } else {
            size_t n = ticks ? ticks : 1;
            text_add(&t, s, n);
            s += n;
        }
    }
    char *copy = arena_strdup(&arena, text_cstr(&t));
    text_release(&t);
    return copy;
}

/* Runs of blanks are one, for a reader. */
static char *squeeze(char *s)
{
    char *to = s;
    for (const char *p = s; *p; p++)
        if (*p != ' ' || (to > s && to[-1] != ' '))
            *to++ = *p;
    while (to > s && to[-1] == ' ')
        to--;
    *to = '\0';
    return s;
}

static void unescape(char *s)
{
    static const char *const names[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
    char *to = s;
    while (*s) {
        size_t i = 0;
        while (i < 4 && !starts_with(s, names[i][0]))
            i++;
        *to++ = i < 4 ? names[i][1][0] : *s;
        s += i < 4 ? strlen(names[i][0]) : 1;
    }
    *to = '\0';
}

/* What cmark-gfm makes of Markdown: its tree as XML, one node a line. */
static char *tree(const char *markdown)
{
    char path[] = "/tmp/titles.XXXXXX", command[256], buffer[4096];
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fputs(markdown, file);
    fclose(file);
    snprintf(
        command, sizeof command,
        "cmark-gfm -e footnotes -e table -e strikethrough -e autolink -e tagfilter -e tasklist "
        "-t xml %s",
        path);
    FILE *pipe = popen(command, "r");
    struct text t = {0};
    size_t n;
    while ((n = fread(buffer, 1, sizeof buffer, pipe)))
        text_add(&t, buffer, n);
    int status = pclose(pipe);
    remove(path);
    if (status != 0)
        skip();
    char *xml = arena_strdup(&arena, text_cstr(&t));
    text_release(&t);
    return xml;
}

/* Reads the text of the n-th item; says "..." of anything but text, code and (in plain ones) links.
 */
static char *item_of(char **at, bool linked)
{
    struct text t = {0};
    size_t near = strnlen(*at, 1 << 16);
    char *line, *end = memmem(*at, near, "</item>", 7), *begin = memmem(*at, near, "<item>", 6);
    if (!end || !begin || begin > end)
        fail_msg("an item is missing");
    *end = '\0';
    for (char *save = NULL, *s = begin; (line = strtok_r(s, "\n", &save)); s = NULL) {
        line += strspn(line, " ");
        bool leaf = starts_with(line, "<text") || starts_with(line, "<code ");
        if (leaf) {
            char *text = strchr(line, '>') + 1, *close = strrchr(text, '<');
            *close = '\0';
            unescape(text);
            text_adds(&t, text);
        } else if (*line && !starts_with(line, "<item") && !starts_with(line, "<paragraph>") &&
                   !starts_with(line, "</paragraph>") && !starts_with(line, "<link dest") &&
                   !starts_with(line, "</link>")) {
            text_addf(&t, "...%s", line);
        }
        if (!linked && starts_with(line, "<link destination=\"https://github.com"))
            text_adds(&t, "...a link");
    }
    *at = end + 1;
    char *copy = arena_strdup(&arena, text_cstr(&t));
    text_release(&t);
    return copy;
}

static size_t characters(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static void check_visible(const char *raw, const char *line, char *shown)
{
    char *wanted = squeeze(visible(raw));
    squeeze(shown);
    size_t n = strlen(shown);
    if (characters(plain(raw)) > 256 && ends_with(shown, "\xE2\x80\xA6")) { /* a beginning of it */
        shown[n - 3] = '\0';
        n = strlen(squeeze(shown));
        wanted[n < strlen(wanted) ? n : strlen(wanted)] = '\0';
        squeeze(wanted);
    }
    if (strcmp(shown, wanted) != 0) {
        printf("# title   %s\n# written %s\n# seen    %s\n# wanted  %s\n", raw, line, shown,
               wanted);
        fail_msg("a title is not shown as it is");
    }
}

enum { TITLES = 3000 };

static const char *titles[TITLES], *markdown[TITLES];

/* Renders all titles in one form, has cmark read them, compares. */
static void check_form(bool linked, bool hidden)
{
    struct text t = {0};
    struct change c = {.number = 1, .repository = "o/n", .why = "r"};
    *list_push(&arena, &c.commits) = "0123456789abcdef";
    for (size_t i = 0; i < TITLES; i++) {
        c.title = titles[i];
        c.url = linked ? "https://github.com/o/n/pull/1" : NULL;
        char *line = render_change(&arena, &config, &c, hidden);
        if (strstr(line, "{{") || strpbrk(line, "\r\n"))
            fail_msg("not safe: %s", line);
        if (hidden) {
            char *end = strstr(line, "-->");
            if (!starts_with(line, "<!-- - ") || strstr(line + 4, "--") != end || end[3])
                fail_msg("not one comment: %s", line);
            *end = '\0';
            line += strlen("<!-- ");
        }
        markdown[i] = line;
        text_addf(&t, "%s\n", line);
    }
    char *xml = tree(text_cstr(&t)), *at = xml;
    text_release(&t);
    for (size_t i = 0; i < TITLES; i++) {
        char *shown = item_of(&at, linked);
        const char *tail =
            linked ? (hidden ? " (r)" : "") : (hidden ? " (0123456789ab) (r)" : " (0123456789ab)");
        if (!ends_with(shown, tail) && !ends_with(shown, arena_printf(&arena, "%s ", tail)))
            fail_msg("%s\nseen %s\nwithout its end %s", markdown[i], shown, tail);
        shown[strlen(shown) - strlen(tail)] = '\0';
        if (*squeeze(visible(titles[i])))
            check_visible(titles[i], markdown[i], shown);
    }
}

static void any_title_is_shown(void **state)
{
    (void)state;
    begin();
    for (size_t i = 0; i < TITLES; i++)
        titles[i] = random_title(i % 20 == 0 ? 200 : i % 3 ? 8 : 20);
    check_form(true, false);
    check_form(false, false);
    check_form(true, true);
    check_form(false, true);
}

/* For tests/titles.t: a page of titles, and what should be seen of each, line by line. */
static int write_titles(const char *folder)
{
    begin();
    FILE *page = fopen(arena_printf(&arena, "%s/page.md", folder), "w");
    FILE *seen = fopen(arena_printf(&arena, "%s/seen.txt", folder), "w");
    if (!page || !seen)
        return 1;
    for (unsigned i = 0; i < 600; i++) {
        struct change *c = add("acpi", i + 1, random_title(i % 3 ? 8 : 20), NULL);
        char *text = squeeze(visible(c->title));
        if (!*text || characters(plain(c->title)) > 256)
            continue;
        fprintf(page, "%s\n", render_change(&arena, &config, c, false));
        if (i % 5 == 0)
            fprintf(page, "%s\n", render_change(&arena, &config, c, true));
        fprintf(seen, "%s\n", text);
    }
    return fclose(page) | fclose(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(titles_stay_as_they_are),
        test(titles_are_escaped),
        test(long_titles_are_cut),
        test(changes),
        test(sentences),
        test(introductions),
        test(any_title_is_shown),
    };
    const char *folder = getenv("TITLES");
    return folder ? write_titles(folder) : cmocka_run_group_tests(tests, NULL, NULL);
}
