/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Headers through libclang, onto pages: the small repository in tests/data. tests/manual.t looks at
 * every form; here stands what holds for all of them. */
#include <cjson/cJSON.h>
#include <unistd.h>

#include "ci/test.h"
#include "src/outline.h"
#include "src/page.h"

static struct arena arena;
static struct error error;
static struct names names;
static header_list low, high;

static int read_headers(void **state)
{
    struct string_list folders = {0};
    (void)state;
    assert_int_equal(chdir("tools/manual/tests/data"), 0);
    *list_push(&arena, &folders) = "projects/low/include";
    assert_int_equal(headers_read(&arena, "low", &folders, &low, &error), STATUS_OK);
    *list_push(&arena, &folders) = "projects/high/include";
    assert_int_equal(headers_read(&arena, "high", &folders, &high, &error), STATUS_OK);
    for (size_t i = 0; i < low.n; i++)
        for (size_t k = 0; k < low.at[i].declarations.n; k++) {
            const struct declaration *d = &low.at[i].declarations.at[k];
            for (size_t j = 0; j < d->all.n; j++) {
                struct name name = {.id = d->all.at[j].id,
                                    .text = d->all.at[j].text,
                                    .kind = d->all.at[j].kind,
                                    .project = "low",
                                    .page = low.at[i].page,
                                    .about = ""};
                names_add(&arena, &names, &name);
            }
        }
    return 0;
}

static int done(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void headers_are_found_by_folder(void **state)
{
    (void)state;
    assert_int_equal(low.n, 2);
    assert_string_equal(low.at[0].include, "low/low.h");
    assert_string_equal(low.at[0].page, "low");
    assert_string_equal(low.at[1].include, "low/room/deep.h");
    assert_string_equal(low.at[1].page, "room/deep");
    assert_int_equal(high.n, 1); /* what it includes is another project's */
}

static void declarations_stand_in_a_row(void **state)
{
    (void)state;
    const struct header *h = &low.at[0];
    for (size_t i = 0; i < h->declarations.n; i++) {
        const struct declaration *d = &h->declarations.at[i];
        assert_true(d->at < d->end && d->end <= h->n);
        if (i)
            assert_true(h->declarations.at[i - 1].end <= d->at);
        for (size_t k = 0; k < d->all.n; k++)
            if (d->all.at[k].at != NO_PLACE) {
                assert_true(d->at <= d->all.at[k].at && d->all.at[k].at < d->end);
                assert_memory_equal(h->text + d->all.at[k].at, d->all.at[k].text,
                                    strlen(d->all.at[k].text));
            }
    }
}

static void every_name_is_in_one_item(void **state)
{
    (void)state;
    size_t declared = 0, shown = 0;
    struct outline outline = outline_read(&arena, &low.at[0]);
    for (size_t i = 0; i < low.at[0].declarations.n; i++)
        declared += low.at[0].declarations.at[i].all.n;
    for (size_t i = 0; i < outline.sections.n; i++)
        for (size_t k = 0; k < outline.sections.at[i].items.n; k++) {
            const struct item *item = &outline.sections.at[i].items.at[k];
            for (size_t j = 0; j < item->entries.n; j++)
                shown += item->entries.at[j].declaration->all.n;
        }
    assert_true(declared > 30);
    assert_int_equal(declared, shown);
    assert_int_equal(outline.sections.n, 3);
    assert_null(outline.sections.at[0].title);
    assert_string_equal(outline.sections.at[1].title, "A section");
}

static void pages_are_json(void **state)
{
    (void)state;
    struct project project = {.name = "low"};
    for (size_t i = 0; i < low.n + 2; i++) {
        struct text out = {0};
        if (i < low.n)
            assert_int_equal(page_header(&arena, &low.at[i], &names, &out, &error), STATUS_OK);
        else if (i == low.n)
            assert_true(page_letters(&project, &names, 0, &out));
        else
            page_names(&names, &out);
        cJSON *json = cJSON_ParseWithLengthOpts(text_cstr(&out), out.n + 1, NULL, true);
        assert_non_null(json);
        cJSON_Delete(json);
        text_release(&out);
    }
}

static void a_project_without_names_has_one_page_of_them(void **state)
{
    (void)state;
    struct project project = {.name = "nobody"};
    struct text out = {0};
    assert_true(page_letters(&project, &names, 0, &out));
    assert_non_null(strstr(text_cstr(&out), "\"parts\": [],\n\"letters\": []}"));
    assert_false(page_letters(&project, &names, 1, &out));
    project.name = "low";
    assert_false(page_letters(&project, &names, 1, &out));
    text_release(&out);
}

static void releases_are_read_off_a_changelog(void **state)
{
    static const char *const rows[][3] = {
        {"## Unreleased\n## [1.2.0] - 2026-11-30\n## 1.1.0\n", "1.2.0", "2026-11-30"},
        {"# x\n\n## 0.1.0\n", "0.1.0", ""},
        {"## [2.0.0-rc.1] - 2026-01-02", "2.0.0-rc.1", "2026-01-02"},
        {"## Unreleased\n\n### [1.0] not this\n", NULL, NULL},
        {"", NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct release release = {0};
        assert_int_equal(newest_release(&arena, rows[i][0], &release), rows[i][1] != NULL);
        if (rows[i][1]) {
            assert_string_equal(release.version, rows[i][1]);
            assert_string_equal(release.date, rows[i][2]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(headers_are_found_by_folder),       test(declarations_stand_in_a_row),
        test(every_name_is_in_one_item),         test(pages_are_json),
        test(releases_are_read_off_a_changelog), test(a_project_without_names_has_one_page_of_them),
    };
    return cmocka_run_group_tests(tests, read_headers, done);
}
