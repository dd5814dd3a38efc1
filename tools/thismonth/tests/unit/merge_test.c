/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Where things go in a post, and what stays as its editor left it. merge_property_test.c has the
 * rest. */
#include "merge_fixture.h"

static const char *id(unsigned number)
{
    return arena_printf(&arena, "o/n#%u", number);
}

static struct change *add_to_branch(const char *of, unsigned number, const char *title,
                                    const char *branch)
{
    struct change *c = add(of, number, title, "mia");
    c->branch = branch;
    c->on_default = false;
    return c;
}

static struct change *add_hidden(const char *of, unsigned number)
{
    struct change *c = add(of, number, "Bump", "mia");
    c->show = false;
    c->why = "bot";
    return c;
}

#define LINE(n, title) "- [" title "](https://github.com/o/n/pull/" #n ")\n"
#define HIDDEN(n)      "<!-- - [Bump](https://github.com/o/n/pull/" #n ") (bot) -->\n"
#define ACPI           "### [`acpi`](https://github.com/o/n/tree/HEAD/projects/acpi)\n"
#define UEFI           "### [`uefi`](https://github.com/o/n/tree/HEAD/projects/uefi)\n"
#define MERGED         "These changes were merged this month:\n\n"
#define MERGED_ONE     "One change was merged this month:\n\n"

static void contains_once(const char *post, const char *what)
{
    const char *at = strstr(post, what);
    if (at && !strstr(at + 1, what))
        return;
    printf("%s\n----- %s:\n%s\n-----\n", post, at ? "has twice" : "has not", what);
    fail_msg("not once in the post");
}

/* --- New posts -------------------------------------------------------------------------------- */

static void a_new_post_has_everything(void **state)
{
    (void)state;
    begin();
    add("uefi", 1, "U", "ada");
    add("acpi", 2, "A", "ada")->author.first_time = YES;
    add_hidden("acpi", 3);
    add_to_branch("acpi", 4, "N", "next");
    add("acpi", 5, "B", "bob");
    add(NULL, 6, "I", "edith");
    add("toy", 7, "T", "tim");
    const char *post = draft(NULL);
    assert_true(starts_with(post, "{\n  \"title\": \"This Month: January 2024\",\n"
                                  "  \"date\": \"2024-01-06T00:13:20Z\",\n  \"draft\": true,\n"
                                  "  \"month\": \"2024-01\",\n  \"editors\": [\"edith\"],\n"
                                  "  \"summary\": \"What happened"));
    contains_once(
        post,
        "\n" ACPI "\n_Maintained by [@mia](https://github.com/mia)._\n\n"
        "About `acpi`.\n\n" MERGED LINE(2, "A") LINE(5, "B") HIDDEN(
            3) "\n"
               "One change went into the `next` branch, soon `v2`:\n\n" LINE(
                   4,
                   "N") "\n"
                        "Thanks to [@ada](https://github.com/ada) and "
                        "[@bob](https://github.com/bob) "
                        "for their contributions!\n\n"
                        "Welcome to [@ada](https://github.com/ada), whose first contribution this "
                        "is!\n\n" UEFI "\nAbout `uefi`.\n\n" MERGED_ONE LINE(
                            1, "U") "\n"
                                    "Thanks to [@ada](https://github.com/ada) for their "
                                    "contribution!\n\n"
                                    "## Other Projects\n");
    contains_once(post, "of this repository:\n\n" LINE(6, "I") "\n## Projects");
    contains_once(post, "### [Toy Kernel](https://github.com/tim/toy)\n\n_Written by "
                        "[@tim](https://github.com/tim)._\n\nAbout Toy Kernel.\n\n");
    assert_int_equal(merged.inserted.n, 7);
    assert_int_equal(record.draft.printed.n, 7);
    assert_string_equal(draft(post), post);
    assert_int_equal(merged.inserted.n + merged.reports.n, 0);
}

static void a_quiet_month(void **state)
{
    (void)state;
    begin();
    config.projects.at[1].always = true;
    const char *post = draft(NULL);
    contains_once(post, UEFI "\nAbout `uefi`.\n\nIt was a quiet month here: nothing notable was "
                             "merged.\n\n## Other");
    assert_string_equal(draft(post), post);
    assert_false(merged.forgotten);
    add("uefi", 1, "U", NULL);
    post = draft(post);
    contains_once(post, UEFI "\nAbout `uefi`.\n\n" MERGED_ONE LINE(1, "U") "\n## Other");
    assert_null(strstr(post, "quiet"));
    assert_null(memory_line(&record.draft, "none:uefi"));
}

static void blank_and_missing_posts_are_new(void **state)
{
    (void)state;
    begin();
    add("acpi", 1, "A", NULL);
    add("acpi", 2, "B", NULL);
    const char *post = draft(NULL);
    draft(replaced(post, LINE(2, "B"), ""));
    assert_string_equal(record.draft.dismissed.at[0], id(2));
    const char *again = draft(" \r\n\n"); /* begun anew, but a deleted line was deleted for good */
    contains_once(again, MERGED_ONE LINE(1, "A") "\n##");
    assert_null(strstr(again, "pull/2"));
}

static void hidden_ones_only(void **state)
{
    (void)state;
    begin();
    add_hidden(NULL, 1);
    add("acpi", 2, "A", NULL);
    add_hidden("acpi", 3)->branch = "next";
    record.changes.at[2].on_default = false;
    const char *post = draft(NULL);
    contains_once(post, "added below your text. -->\n\n" HIDDEN(1) "\n## Projects");
    contains_once(post, MERGED_ONE LINE(2, "A") HIDDEN(3) "\n## Other");
    add_to_branch("acpi", 4, "N", "next");
    add(NULL, 5, "I", NULL);
    post = draft(post); /* what shows comes under a sentence of its own */
    contains_once(post, LINE(2, "A") HIDDEN(3) "\nOne change went into the `next` branch, soon "
                                               "`v2`:\n\n" LINE(4, "N") "\n## Other");
    contains_once(post, HIDDEN(1) "\nWhat changed in the tools");
}

/* --- Places ----------------------------------------------------------------------------------- */

/* Drafts changes 10, 20 and 30 of acpi, lets `edit` change the list, adds 25, and compares the
 * list. */
static void list_becomes(const char *edited, const char *wanted)
{
    begin();
    add("acpi", 10, "A", NULL);
    add("acpi", 20, "B", NULL);
    add("acpi", 30, "C", NULL);
    const char *post = draft(NULL);
    post = replaced(post, LINE(10, "A") LINE(20, "B") LINE(30, "C"), edited);
    assert_string_equal(draft(post), post);
    add("acpi", 25, "New", NULL);
    contains_once(draft(post), arena_printf(&arena, MERGED "%s\n## Other", wanted));
}

static void a_change_goes_behind_its_predecessor(void **state)
{
    (void)state;
    list_becomes(LINE(10, "A") LINE(20, "B") LINE(30, "C"),
                 LINE(10, "A") LINE(20, "B") LINE(25, "New") LINE(30, "C"));
    list_becomes(LINE(30, "C") LINE(20, "Reworded") LINE(10, "A"),
                 LINE(30, "C") LINE(20, "Reworded") LINE(25, "New") LINE(10, "A"));
    list_becomes(LINE(10, "A") LINE(30, "C"), LINE(10, "A") LINE(25, "New") LINE(30, "C"));
    list_becomes(LINE(30, "C"), LINE(25, "New") LINE(30, "C"));
    list_becomes("Nothing.\n", LINE(25, "New") "\nNothing.\n");
    list_becomes(LINE(20, "B") "  a remark\n\n  - nested\n\n  more\n" LINE(30, "C"),
                 LINE(20, "B") "  a remark\n\n  - nested\n\n  more\n" LINE(25, "New")
                     LINE(30, "C"));
    list_becomes(LINE(20, "B") "lazy\n  ```\n  - code\n  ```\n" LINE(30, "C"),
                 LINE(20, "B") "lazy\n  ```\n  - code\n  ```\n" LINE(25, "New") LINE(30, "C"));
    list_becomes(LINE(20, "B") "\n" LINE(30, "C"),
                 LINE(20, "B") LINE(25, "New") "\n" LINE(30, "C"));
    list_becomes("- Paging\n  " LINE(20, "B") "  " LINE(30, "C"),
                 "- Paging\n  " LINE(20, "B") "  " LINE(30, "C") LINE(25, "New"));
    list_becomes(" *  [B](https://github.com/o/n/pull/20)\n",
                 " *  [B](https://github.com/o/n/pull/20)\n"
                 " * [New](https://github.com/o/n/pull/25)\n");
    list_becomes("1. [B](https://github.com/o/n/pull/20)\n",
                 "1. [B](https://github.com/o/n/pull/20)\n"
                 "1. [New](https://github.com/o/n/pull/25)\n");
    list_becomes("<!-- - [B](https://github.com/o/n/pull/20) mine -->\n" LINE(10, "A"),
                 "<!-- - [B](https://github.com/o/n/pull/20) mine -->\n" LINE(10, "A")
                     LINE(25, "New"));
    list_becomes("<!--\n" LINE(20, "B") LINE(30, "C") "-->\n",
                 LINE(25, "New") "<!--\n" LINE(20, "B") LINE(30, "C") "-->\n");
    list_becomes("#### Fixes\n\n" LINE(20, "B") "\n#### Rest\n\n" LINE(30, "C"),
                 "#### Fixes\n\n" LINE(20, "B") LINE(25, "New") "\n#### Rest\n\n" LINE(30, "C"));
    list_becomes("See https://github.com/o/n/pull/20.\n\n" LINE(30, "C"),
                 "See https://github.com/o/n/pull/20.\n\n" LINE(25, "New") LINE(30, "C"));
    list_becomes("<div>\n" LINE(20, "B") "</div>\n\n" LINE(30, "C"),
                 "<div>\n" LINE(20, "B") "</div>\n\n" LINE(25, "New") LINE(30, "C"));
}

static void hidden_ones_follow_the_list(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", NULL);
    add_hidden("acpi", 20);
    add("acpi", 30, "C", NULL);
    add_hidden("acpi", 40);
    const char *post = draft(NULL);
    contains_once(post, MERGED LINE(10, "A") LINE(30, "C") HIDDEN(20) HIDDEN(40) "\n");
    add_hidden("acpi", 35);
    post = draft(post);
    contains_once(post, LINE(30, "C") HIDDEN(20) HIDDEN(35) HIDDEN(40) "\n");
    add_hidden("acpi", 15);
    add("acpi", 50, "D", NULL);
    post = replaced(post, HIDDEN(20), "- [Bump](https://github.com/o/n/pull/20)\n- mine\n");
    contains_once(draft(post),
                  LINE(10, "A") LINE(30, "C")
                      LINE(50, "D") "- [Bump](https://github.com/o/n/pull/20)\n- mine\n" HIDDEN(15)
                          HIDDEN(35) HIDDEN(40) "\n");
}

static void groups_stand_in_order(void **state)
{
    (void)state;
    begin();
    add_to_branch("acpi", 10, "N", "next");
    const char *post = draft(NULL);
    add("acpi", 20, "M", "ada");
    add_to_branch("acpi", 30, "O", "old");
    add_to_branch("acpi", 40, "P", "next");
    post = draft(post);
    contains_once(
        post, "About `acpi`.\n\n" MERGED_ONE LINE(
                  20, "M") "\n"
                           "These changes went into the `next` branch, soon `v2`:\n\n" LINE(10, "N")
                               LINE(40, "P") "\nOne change went into the `old` branch:\n\n" LINE(
                                   30, "O") "\nThanks to [@ada]");
    /* a line that was moved among another branch's does not draw others after it */
    post = replaced(post, LINE(40, "P"), "");
    post = replaced(post, LINE(20, "M"), LINE(20, "M") LINE(40, "P"));
    add_to_branch("acpi", 50, "Q", "next");
    contains_once(draft(post), "`v2`:\n\n" LINE(10, "N") LINE(50, "Q") "\n");
}

static void sections_are_found_again(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", NULL);
    add("uefi", 20, "U", NULL);
    const char *post = draft(NULL);
    add("acpi", 30, "B", NULL);
    const struct memory before = record.draft;
    static const char *const headings[] = {
        "### acpi\n",
        "### The [acpi](https://github.com/o/n/tree/HEAD/projects/acpi) interpreter\n",
        "### ACPI, all new\n", /* by what stands under it */
        "#### [`acpi`](https://github.com/o/n/tree/HEAD/projects/acpi) \n",
    };
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        record.draft = before;
        contains_once(draft(replaced(post, ACPI, headings[i])), MERGED LINE(10, "A") LINE(30, "B"));
    }
    /* by the name that the editor gave it, when nothing stands under it any more */
    record.draft = before;
    record.changes.n = 2;
    const char *renamed = draft(replaced(post, ACPI, "### All new\n"));
    renamed = draft(replaced(renamed, LINE(10, "A"), ""));
    record.changes.n = 3;
    renamed = draft(renamed);
    contains_once(renamed, "### All new\n");
    contains_once(renamed, LINE(30, "B"));
    assert_null(strstr(renamed, ACPI));
}

static void sections_come_in_order_and_stay(void **state)
{
    (void)state;
    begin();
    add("uefi", 10, "U", NULL);
    const char *post = draft(NULL);
    add("acpi", 20, "A", NULL);
    contains_once(draft(post), LINE(20, "A") "\n" UEFI);
    /* deleted as a whole: comes back with what is new only */
    post = draft(NULL);
    const char *from = strstr(post, ACPI), *to = strstr(post, UEFI);
    post = arena_printf(&arena, "%.*s%s", (int)(from - post), post, to);
    assert_string_equal(draft(post), post);
    add("acpi", 30, "New", "ada");
    post = draft(post);
    contains_once(post, MERGED_ONE LINE(30, "New") "\nThanks to [@ada]");
    assert_null(strstr(post, "pull/20"));
    assert_string_equal(draft(post), post);
}

static void parts_are_found_again(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", NULL);
    const char *post = draft(NULL);
    const char *renamed = draft(replaced(post, "## Projects\n", "## What we did\n"));
    add("uefi", 20, "U", NULL);
    const char *more = draft(renamed);
    contains_once(more, "## What we did\n");
    assert_null(strstr(more, "## Projects\n"));
    assert_true(strstr(more, LINE(20, "U")) < strstr(more, "## Other"));
    /* a deleted part comes back when something has to stand in it */
    const char *from = strstr(more, "## Other"), *to = strstr(more, "## Join");
    more = arena_printf(&arena, "%.*s%s", (int)(from - more), more, to);
    assert_string_equal(draft(more), more);
    add("toy", 30, "T", NULL);
    more = draft(more);
    assert_true(strstr(more, "## Other Projects\n\nWhat our readers") < strstr(more, "### [Toy"));
    assert_true(strstr(more, "### [Toy") < strstr(more, "## Join"));
}

/* --- Sentences -------------------------------------------------------------------------------- */

static void sentences_follow_the_list(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", "ada");
    const char *post = draft(NULL);
    contains_once(post, MERGED_ONE LINE(10, "A") "\nThanks to [@ada](https://github.com/ada) for "
                                                 "their contribution!\n");
    add("acpi", 20, "B", "bob");
    post = draft(post);
    contains_once(
        post,
        MERGED LINE(10, "A") LINE(
            20, "B") "\nThanks to "
                     "[@ada](https://github.com/ada) and [@bob](https://github.com/bob) for their "
                     "contributions!\n");
    /* what was deleted is not counted in what is written next */
    post = draft(replaced(post, LINE(10, "A"), ""));
    contains_once(post, "[@ada](https://github.com/ada) and");
    add("acpi", 30, "C", "cy");
    post = draft(post);
    contains_once(post,
                  MERGED LINE(20, "B") LINE(30, "C") "\nThanks to [@bob](https://github.com/bob) "
                                                     "and [@cy](https://github.com/cy) for");
    assert_string_equal(draft(post), post);
}

static void edited_sentences_stay(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", "ada");
    const char *post = draft(NULL);
    post = replaced(post, "Thanks to [@ada]", "Many thanks to [@ada]");
    post = replaced(post, MERGED_ONE, "What a month:\n\n");
    add("acpi", 20, "B", "bob");
    post = draft(post);
    contains_once(post, "What a month:\n\n" LINE(10, "A") LINE(20, "B"));
    contains_once(post, "Many thanks to [@ada](https://github.com/ada) for their contribution!");
    assert_int_equal(merged.reports.n, 1);
    assert_contains(merged.reports.at[0], "acpi: ");
    assert_contains(merged.reports.at[0], "not named: @bob");
    draft(post);
    assert_int_equal(merged.reports.n, 0); /* said once */
    add("acpi", 30, "C", "cy");
    draft(replaced(post, "Many thanks", "[@cy](https://github.com/cy) did much. Many thanks"));
    assert_contains(merged.reports.at[0], "not named: @bob"); /* @cy is */
    assert_null(strstr(merged.reports.at[0], "@cy"));
}

static void deleted_sentences_stay_deleted(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", "ada");
    add_to_branch("acpi", 15, "N", "next");
    const char *post = draft(NULL);
    post = replaced(post, MERGED_ONE, "");
    post = replaced(post, "_Maintained by [@mia](https://github.com/mia)._\n\n", "");
    post = replaced(post, "Thanks to [@ada](https://github.com/ada) for their contribution!\n", "");
    add("acpi", 20, "B", "bob");
    add_to_branch("acpi", 25, "O", "next");
    post = draft(post);
    contains_once(post, "About `acpi`.\n\n" LINE(10, "A") LINE(20, "B") "\nThese changes went");
    assert_null(strstr(post, "Thanks"));
    assert_null(strstr(post, "Maintained"));
}

static void a_sentence_of_the_editors_own_is_enough(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", "mia");
    const char *post = draft(NULL);
    assert_null(strstr(post, "Thanks"));
    add("acpi", 20, "B", "bob");
    contains_once(draft(post), LINE(20, "B") "\nThanks to [@bob](https://github.com/bob) for");
    post = replaced(post, LINE(10, "A"), LINE(10, "A") "\nBy @bob, whom we thank.\n");
    assert_null(strstr(draft(post), "Thanks to"));
}

static void a_record_that_was_not_written(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", "ada");
    const char *post = draft(NULL);
    struct memory old = record.draft;
    add("acpi", 20, "B", "bob");
    post = draft(post);
    record.draft = old; /* the post was written, its record was not */
    assert_string_equal(draft(post), post);
    assert_int_equal(merged.reports.n, 0);
    add("acpi", 30, "C", "cy");
    contains_once(draft(post), "and [@cy](https://github.com/cy) for");
}

static void better_names_are_used(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", NULL)->author.name = "Ada L.";
    const char *post = draft(NULL);
    contains_once(post, "Thanks to Ada L. for");
    record.changes.at[0].author.login = "ada";
    contains_once(draft(post), "Thanks to [@ada](https://github.com/ada) for");
}

/* --- What a person did ------------------------------------------------------------------------ */

static void what_stands_is_not_put_in_again(void **state)
{
    static const char *const lines[] = {
        "- [Reworded](http://www.github.com/O/N/pull/10/files#x)\n",
        "<!-- - [A](https://github.com/o/n/pull/10) (by hand) -->\n",
        "Only https://github.com/o/n/pull/10 is mentioned.\n",
        "- B\n  - [A](https://github.com/o/n/pull/10)\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        begin();
        add("acpi", 10, "A", NULL);
        const char *post = replaced(draft(NULL), LINE(10, "A"), lines[i]);
        assert_string_equal(draft(post), post);
        assert_int_equal(record.draft.dismissed.n, 0);
        post = draft(replaced(post, lines[i], "")); /* now it is gone, for good */
        assert_string_equal(record.draft.dismissed.at[0], id(10));
        assert_string_equal(draft(post), post);
        assert_null(strstr(post, "pull/10"));
    }
}

static void what_was_collected_no_more_is_remembered(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", NULL);
    add("acpi", 20, "B", NULL);
    const char *post = draft(NULL);
    record.changes.n = 1;
    post = draft(replaced(post, LINE(20, "B"), ""));
    assert_string_equal(record.draft.dismissed.at[0], id(20));
    record.changes.n = 2;
    assert_string_equal(draft(post), post);
}

static void what_an_editor_put_in_is_theirs(void **state)
{
    (void)state;
    begin();
    const char *post = draft(NULL);
    post = replaced(post, "## Infra", "- [Early](https://github.com/o/n/pull/10)\n\n## Infra");
    add("acpi", 10, "A", NULL);
    assert_string_equal(draft(post), post);
    assert_int_equal(record.draft.printed.n, 1);
    draft(replaced(post, "- [Early](https://github.com/o/n/pull/10)\n", ""));
    assert_int_equal(record.draft.dismissed.n, 1);
}

static void commits_without_a_link(void **state)
{
    (void)state;
    begin();
    config.repository = NULL;
    struct change *c = add("acpi", 10, "Typo", NULL);
    c->repository = c->url = NULL;
    c->number = 0;
    c->kind = KIND_DIRECT;
    const char *post = draft(NULL);
    contains_once(post, "- Typo (`0000000aabcd`)\n");
    assert_string_equal(draft(post), post);
    struct change *p = add("acpi", 11, "Pull", NULL);
    p->repository = p->url = NULL;
    post = draft(post);
    contains_once(post, "- Typo (`0000000aabcd`)\n- Pull (`0000000babcd`)\n");
    assert_string_equal(draft(post), post);
    post = replaced(post, "- Pull (`0000000babcd`)\n", "");
    assert_string_equal(draft(post), post);
    assert_string_equal(record.draft.dismissed.at[0], "#11");
}

/* --- Bytes ------------------------------------------------------------------------------------ */

static void ends_of_lines_survive(void **state)
{
    struct text crlf = {0};
    (void)state;
    begin();
    add("acpi", 10, "A", "ada");
    const char *post = draft(NULL);
    text_adds(&crlf, "\xEF\xBB\xBF");
    for (const char *s = post; *s; s++)
        text_adds(&crlf, *s == '\n' ? "\r\n" : (char[]){*s, '\0'});
    add("acpi", 20, "B", "bob");
    const char *more = draft(text_cstr(&crlf));
    text_release(&crlf);
    assert_true(starts_with(more, "\xEF\xBB\xBF{\r\n"));
    for (const char *s = more; (s = strchr(s, '\n')); s++)
        assert_int_equal(s[-1], '\r');
    contains_once(more, "pull/10)\r\n- [B](https://github.com/o/n/pull/20)\r\n\r\nThanks to");
    contains_once(more, "[@bob](https://github.com/bob) for their contributions!\r\n");
}

static void a_missing_end_stays_missing(void **state)
{
    (void)state;
    begin();
    const char *post = draft(NULL);
    post = arena_printf(&arena, "%.*s", (int)(strstr(post, "\n## Other") - post - 1), post);
    add("acpi", 10, "A", NULL);
    const char *more = draft(post);
    assert_memory_equal(post, more, strlen(post));
    assert_true(ends_with(more, MERGED_ONE "- [A](https://github.com/o/n/pull/10)"));
    assert_string_equal(draft(more), more);
}

static void unfit_posts_are_refused(void **state)
{
    static const char *const bad[][2] = {
        {"## Projects", "<<<<<<< HEAD\n## Projects"},
        {"## Join", "<!-- \n## Join"},
        {"## Projects", "~~~\n## Projects"},
        {"\"draft\": true,", "\"draft\" true,"},
        {"{\n", "\n"},
        {"{\n", "---\ntitle: x\n---\n"},
    };
    (void)state;
    begin();
    add("acpi", 10, "A", NULL);
    const char *post = draft(NULL);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = {0};
        memset(&merged, 0, sizeof merged);
        if (try_draft(replaced(post, bad[i][0], bad[i][1]), &error) != STATUS_USAGE)
            fail_msg("%s was merged into", bad[i][1]);
        assert_contains(error.text, "post.md:");
        assert_null(merged.post.at);
    }
}

static void without_memory_nothing_is_put_in(void **state)
{
    (void)state;
    begin();
    add("acpi", 10, "A", NULL);
    const char *post = draft(NULL);
    memset(&record.draft, 0, sizeof record.draft);
    add("uefi", 20, "U", NULL);
    assert_string_equal(draft(post), post);
    assert_true(merged.forgotten);
    assert_int_equal(merged.reports.n, 1);
    assert_string_equal(merged.reports.at[0], "uefi: o/n#20 U");
    assert_int_equal(record.draft.printed.n + record.draft.lines.n, 0);
}

static void prose_has_headings(void **state)
{
    struct prose p = {.join = "as it was"};
    struct error error;
    (void)state;
    begin();
    assert_int_equal(prose_load(&arena, "/nowhere", &p, &error), STATUS_WORLD);
    assert_string_equal(p.join, "as it was");
    assert_contains(error.text, "/nowhere/introduction.md");
}

TESTS(test(a_new_post_has_everything), test(a_quiet_month), test(blank_and_missing_posts_are_new),
      test(hidden_ones_only), test(a_change_goes_behind_its_predecessor),
      test(hidden_ones_follow_the_list), test(groups_stand_in_order),
      test(sections_are_found_again), test(sections_come_in_order_and_stay),
      test(parts_are_found_again), test(sentences_follow_the_list), test(edited_sentences_stay),
      test(deleted_sentences_stay_deleted), test(a_sentence_of_the_editors_own_is_enough),
      test(a_record_that_was_not_written), test(better_names_are_used),
      test(what_stands_is_not_put_in_again), test(what_was_collected_no_more_is_remembered),
      test(what_an_editor_put_in_is_theirs), test(commits_without_a_link),
      test(ends_of_lines_survive), test(a_missing_end_stays_missing), test(unfit_posts_are_refused),
      test(without_memory_nothing_is_put_in), test(prose_has_headings))
