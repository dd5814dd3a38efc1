/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Commits as numbers, what is reachable, and lanes: compared with the plain way on random
 * histories. */
#include "src/git_history.h"

#include "git_make.h"
#include "src/git_lanes.h"
#include "src/git_reach.h"

static struct arena arena;
static struct error error;

static const char *text(struct span s)
{
    return arena_strndup(&arena, s.n ? s.at : "", s.n);
}

static void signatures(void **state)
{
    (void)state;
    static const struct {
        const char *line, *name, *email;
        int64_t time;
    } table[] = {
        {"Ann B <ann@x.y> 1700000000 +0100", "Ann B", "ann@x.y", 1700000000},
        {"  Ann   <ann@x.y> -5 +0000", "Ann", "ann@x.y", -5},
        {"<ann@x.y> 7 +0000", "", "ann@x.y", 7},
        {" <> 7", "", "", 7},
        {"Ann <a <b> c> 7 +0000", "Ann", "a <b> c", 7},
        {"Ann <ann> x", "Ann", "ann", 0},
        {"Ann", "Ann", "", 0},
        {"", "", "", 0},
        {"> 5", "", "", 5},
        {"Ann <a> 99999999999999999999999999", "Ann", "a", INT64_MAX},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct signature s = signature_parse((struct span){table[i].line, strlen(table[i].line)});
        assert_string_equal(text(s.name), table[i].name);
        assert_string_equal(text(s.email), table[i].email);
        if (table[i].time == INT64_MAX)
            assert_true(s.time > INT64_C(1) << 59);
        else
            assert_int_equal(s.time, table[i].time);
    }
    arena_release(&arena);
}

static void commits(void **state)
{
    (void)state;
    static const char raw[] = "tree 0123456789012345678901234567890123456789\n"
                              "parent 1123456789012345678901234567890123456789\n"
                              "parent 2123456789012345678901234567890123456789\n"
                              "author A <a> 1 +0000\ncommitter C <c> 2 +0000\nencoding latin1\n"
                              "gpgsig -----BEGIN\n \n -----END\n\n\n  Subject \n\nBody\n";
    struct commit_text t = {0};
    assert_true(commit_parse(raw, sizeof raw - 1, &t));
    assert_int_equal(t.tree.id[0], 1);
    assert_int_equal(t.parents.n, 2 * 48);
    assert_int_equal(t.author.time, 1);
    assert_int_equal(t.committer.time, 2);
    assert_string_equal(text(t.encoding), "latin1");
    assert_string_equal(text(message_subject(t.message)), "Subject");
    assert_string_equal(text(message_body(t.message)), "Body");
    for (size_t n = 0; n < sizeof raw; n++) { /* every prefix, in memory of exactly that size */
        char *copy = malloc(n + 1);
        memcpy(copy, raw, n);
        copy = realloc(copy, n ? n : 1);
        struct commit_text cut = {0};
        if (commit_parse(copy, n, &cut)) {
            message_subject(cut.message);
            message_body(cut.message);
        }
        free(copy);
    }
    arena_release(&arena);
}

/* --- Random histories ------------------------------------------------------------------------- */

enum { COMMITS = 60 };
struct random_history {
    git_oid ids[COMMITS];
    int parents[COMMITS][3], n[COMMITS]; /* earlier commits */
};

static void random_history(struct random_history *r, unsigned seed, bool skewed)
{
    git_oid tree = make_tree("f", "1", NULL);
    srand(seed);
    for (int i = 0; i < COMMITS; i++) {
        git_oid parents[3];
        r->n[i] = i == 0 ? 0 : rand() % 10 < 6 ? 1 : rand() % 3 + (rand() % 20 > 0);
        if (r->n[i] > i)
            r->n[i] = i;
        for (int k = 0; k < r->n[i]; k++) {
            int back = 1 + rand() % (k ? 12 : 3);
            r->parents[i][k] = i > back ? i - back : i - 1;
            parents[k] = r->ids[r->parents[i][k]];
        }
        char message[32];
        snprintf(message, sizeof message, "%u.%d", seed, i);
        int64_t date = 1700000000 + i * 100 + (skewed && rand() % 5 == 0 ? -5000 : 0);
        r->ids[i] = make_commit(&tree, "Ann", date, message, parents, (size_t)r->n[i]);
    }
}

static void reach(const struct random_history *r, int from, bool *seen)
{
    if (seen[from])
        return;
    seen[from] = true;
    for (int k = 0; k < r->n[from]; k++)
        reach(r, r->parents[from][k], seen);
}

static void differences(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed < 13; seed++) {
        struct random_history r;
        struct history h;
        bool skewed = seed % 3 == 0;
        random_history(&r, seed, skewed);
        assert_int_equal(history_open(&h, made, false, &error), STATUS_OK);
        bool of[COMMITS] = {0}, without[COMMITS] = {0}, got[COMMITS] = {0};
        struct commit_list a = {0}, b = {0}, difference;
        for (int i = 0; i < 3; i++) {
            int x = rand() % COMMITS, y = rand() % COMMITS;
            reach(&r, x, of);
            reach(&r, y, without);
            *list_push(&arena, &a) = history_commit(&h, &r.ids[x]);
            *list_push(&arena, &b) = history_commit(&h, &r.ids[y]);
        }
        assert_int_equal(reach_difference(&arena, &h, &a, &b, &difference, &error), STATUS_OK);
        for (size_t i = 0; i < difference.n; i++) {
            git_oid id;
            history_id(&h, difference.at[i], &id);
            for (int k = 0; k < COMMITS; k++)
                if (git_oid_equal(&id, &r.ids[k])) {
                    assert_false(got[k]);
                    got[k] = true;
                }
        }
        for (int k = 0; k < COMMITS; k++) {
            if (of[k] && !without[k])
                assert_true(got[k]);
            else if (!skewed)
                assert_false(got[k]);
        }
        history_close(&h);
        arena_release(&arena);
    }
}

/* All of history is in lanes, each commit once, each lane a run of first parents. */
static void lanes(void **state)
{
    (void)state;
    for (unsigned seed = 100; seed < 108; seed++) {
        struct random_history r;
        struct history h;
        struct lanes l;
        struct refs refs = {.default_branch = "main", .named = 1};
        random_history(&r, seed, seed % 2);
        assert_int_equal(history_open(&h, made, false, &error), STATUS_OK);
        bool of[COMMITS] = {0};
        for (int i = 0; i < 3; i++) {
            int tip = COMMITS - 1 - 7 * i;
            reach(&r, tip, of);
            *list_push(&arena, &refs.branches) = (struct branch){
                .name = i ? "other" : "main", .tip = history_commit(&h, &r.ids[tip])};
        }
        assert_int_equal(lanes_walk(&arena, &h, &refs, NULL, INT64_MIN, NULL, NULL, &l, &error),
                         STATUS_OK);
        size_t wanted = 0, counted = 0;
        for (int k = 0; k < COMMITS; k++) {
            wanted += of[k];
            assert_int_equal(lanes_of(&l, history_commit(&h, &r.ids[k])) != NO_LANE, of[k]);
        }
        for (uint32_t i = 0; i < l.list.n; i++)
            for (size_t k = l.list.at[i].begin; k < l.list.at[i].end; k++, counted++) {
                struct links links;
                assert_int_equal(lanes_of(&l, l.order[k]), i);
                assert_int_equal(history_links(&h, l.order[k], &links, &error), STATUS_OK);
                if (k + 1 < l.list.at[i].end)
                    assert_int_equal(links.parents[0], l.order[k + 1]);
            }
        assert_int_equal(counted, wanted);
        lanes_release(&l);
        history_close(&h);
        arena_release(&arena);
    }
}

static void numbers(void **state)
{
    (void)state;
    struct history h;
    struct links links;
    git_oid id = {{7}};
    assert_int_equal(history_open(&h, made, true, &error), STATUS_OK);
    uint32_t number = history_commit(&h, &id);
    for (unsigned i = 0; i < 20000; i++) { /* the table grows */
        git_oid other = {{(unsigned char)i, (unsigned char)(i >> 8), 3}};
        history_commit(&h, &other);
    }
    assert_int_equal(history_commit(&h, &id), number);
    assert_int_equal(history_links(&h, number, &links, &error), STATUS_WORLD);
    assert_non_null(strstr(error.text, "commit 0700000000"));
    git_oid tree = make_tree("f", "1", NULL);
    assert_int_equal(history_links(&h, history_commit(&h, &tree), &links, &error), STATUS_WORLD);
    assert_non_null(strstr(error.text, "another type"));
    history_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures),  cmocka_unit_test(commits), cmocka_unit_test(numbers),
        cmocka_unit_test(differences), cmocka_unit_test(lanes),
    };
    return cmocka_run_group_tests(tests, make_repository, remove_repository);
}
