/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "src/arrange.h"

#include "ci/test.h"

static struct arena arena;

static struct change *add(struct record *r, unsigned number, const char *of, bool show)
{
    struct change *c = list_push(&arena, &r->changes);
    *c = (struct change){.repository = "o/n",
                         .number = number,
                         .title = "t",
                         .merged_at = number,
                         .branch = "main",
                         .on_default = true,
                         .show = show,
                         .why = "x",
                         .author = {.first_time = NO}};
    if (of)
        *list_push(&arena, &c->projects) = of;
    return c;
}

static void add_project(struct config *config, const char *name, bool other, bool always)
{
    *list_push(&arena, &config->projects) =
        (struct project){.name = name, .title = name, .other = other, .always = always};
}

static void sections_groups_and_order(void **state)
{
    (void)state;
    struct config config = {.welcome = true};
    struct record r = {.month = {2024, 1}};
    struct outline o;
    add_project(&config, "first", false, false);
    add_project(&config, "quiet", false, false);
    add_project(&config, "always", false, true);
    add_project(&config, "theirs", true, false);
    *list_push(&arena, &config.projects.at[0].branches) =
        (struct branch_note){"next", "the future"};
    add(&r, 1, "first", true);
    struct change *next = add(&r, 2, "first", true);
    next->branch = "next";
    next->on_default = false;
    add(&r, 3, "first", false);
    add(&r, 4, NULL, false);
    add(&r, 5, "theirs", true);
    add(&r, 6, "first", true);
    arrange(&arena, &config, &r, &o);
    assert_int_equal(o.sections.n, 4);
    assert_string_equal(o.sections.at[0].key, "infrastructure");
    assert_int_equal(o.sections.at[0].groups.at[0].hidden.n, 1); /* nobody needs to see it */
    struct section *s = &o.sections.at[1];
    assert_string_equal(s->key, "first");
    assert_int_equal(s->groups.n, 2);
    assert_null(s->groups.at[0].branch);
    assert_int_equal(s->groups.at[0].shown.n, 2);
    assert_int_equal(s->groups.at[0].hidden.n, 1);
    assert_string_equal(s->groups.at[1].branch, "next");
    assert_string_equal(s->groups.at[1].note, "the future");
    assert_string_equal(o.sections.at[2].key, "always");
    assert_int_equal(o.sections.at[2].groups.n, 0);
    assert_int_equal(o.sections.at[3].part, PART_OTHER);
    arena_release(&arena);
}

static void a_section_all_hidden_shows_what_it_has(void **state)
{
    (void)state;
    struct config config = {0};
    struct record r = {.month = {2024, 1}};
    struct outline o;
    add_project(&config, "p", false, false);
    add(&r, 1, "p", false)->author.bot = true;
    arrange(&arena, &config, &r, &o);
    assert_int_equal(o.sections.at[0].groups.at[0].shown.n, 1);
    assert_int_equal(o.sections.at[0].groups.at[0].hidden.n, 0);
    assert_int_equal(o.sections.at[0].thanked.n, 0);
    arena_release(&arena);
}

static void thanks_leave_out_maintainers_and_bots(void **state)
{
    (void)state;
    struct config config = {.welcome = true};
    struct record r = {.month = {2024, 1}};
    struct outline o;
    add_project(&config, "p", false, false);
    *list_push(&arena, &config.projects.at[0].maintainers) =
        (struct maintainer){.login = "Boss", .until = "2024-01"};
    *list_push(&arena, &config.projects.at[0].maintainers) =
        (struct maintainer){.login = "past", .until = "2023-12"};
    add(&r, 1, "p", true)->author.login = "boss";
    add(&r, 2, "p", true)->author.login = "past";
    add(&r, 3, "p", true)->author = (struct person){.name = "No Login", .first_time = YES};
    add(&r, 4, "p", true)->author = (struct person){.login = "robot", .bot = true};
    add(&r, 5, "p", true)->author = (struct person){.login = "PAST", .name = "Other Name"};
    add(&r, 6, "p", true)->author = (struct person){0}; /* a deleted account */
    add(&r, 7, "p", false)->author.login = "hidden";
    arrange(&arena, &config, &r, &o);
    struct section *s = &o.sections.at[0];
    assert_int_equal(s->thanked.n, 2);
    assert_string_equal(s->thanked.at[0].login, "past");
    assert_string_equal(s->thanked.at[1].name, "No Login");
    assert_int_equal(s->thanked_changes, 3);
    assert_int_equal(s->welcomed.n, 1);
    config.welcome = false;
    arrange(&arena, &config, &r, &o);
    assert_int_equal(o.sections.at[0].welcomed.n, 0);
    arena_release(&arena);
}

TESTS(test(sections_groups_and_order), test(a_section_all_hidden_shows_what_it_has),
      test(thanks_leave_out_maintainers_and_bots))
