/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The index of authors: since when, kept, extended, and not believed when damaged. */
#include "src/git_authors.h"

#include "common/file.h"
#include "git_make.h"

static struct arena arena;
static struct error error;
static git_oid tree;

/* Opens the index for main as it stands. */
static struct authors open_authors(const char *cache)
{
    struct history h;
    struct refs refs;
    struct watched watched = {.repository = "home/thing"};
    struct authors authors;
    assert_int_equal(history_open(&h, made, true, &error), STATUS_OK);
    if (refs_read(&arena, &h, &watched, &refs, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    struct authors_options options = {
        .cache = cache, .name = "home/thing", .owner = "home", .refs = &refs};
    if (authors_open(&arena, &h, &options, &authors, &error) != STATUS_OK)
        fail_msg("%s", error.text);
    history_close(&h);
    return authors;
}

static int64_t since(const struct authors *authors, const char *name)
{
    int64_t at;
    return authors_since(authors, name, NULL, &at) ? at : -1;
}

static const char *cache_folder(void)
{
    return arena_printf(&arena, "%s/cache", make_folder);
}

static const char *index_file(void)
{
    struct string_list found = {0};
    assert_int_equal(
        path_glob(&arena, arena_printf(&arena, "%s/*.authors", cache_folder()), &found, &error),
        STATUS_OK);
    assert_int_equal(found.n, 1);
    return found.at[0];
}

static git_oid base, merge;

/*  base(Old, 100) --- merge(Boss, 500) --- squash(Sam, 600)
 *       \- side(New, 200) -/                                   */
static void landing_counts(void **state)
{
    (void)state;
    tree = make_tree("f", "1", NULL);
    base = make_commit(&tree, "Old", 100, "begin", NULL, 0);
    git_oid side = make_commit(&tree, "New", 200, "work", &base, 1);
    merge = make_commit(&tree, "Boss", 500, "Merge pull request #1 from new/x\n\nT",
                        (git_oid[]){base, side}, 2);
    make_ref("refs/heads/main", make_commit(&tree, "Sam", 600, "T (#2)", &merge, 1));
    make_ref("refs/heads/loose", make_commit(&tree, "Loose", 650, "unmerged", &base, 1));
    struct authors a = open_authors(NULL);
    assert_int_equal(since(&a, "Old"), 100);
    assert_int_equal(since(&a, "New"), 500);
    assert_int_equal(since(&a, "nEW"), 500);
    assert_int_equal(since(&a, "Sam"), 600);
    assert_int_equal(since(&a, "Loose"), -1);
    assert_int_equal(since(&a, "Nobody"), -1);
    assert_int_equal(since(&a, ""), -1);
    int64_t at;
    assert_true(authors_since(&a, "Renamed", "NEW@example.org", &at));
    assert_int_equal(at, 500);
    assert_false(authors_since(&a, NULL, NULL, &at));
    arena_release(&arena);
}

static void kept_and_extended(void **state)
{
    (void)state;
    struct authors a = open_authors(cache_folder()), b = open_authors(cache_folder());
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.at, b.at, a.n * sizeof *a.at);
    git_oid side = make_commit(&tree, "Late", 300, "work", &base, 1), tip;
    git_reference *main = NULL;
    assert_int_equal(git_reference_lookup(&main, made, "refs/heads/main"), 0);
    tip = *git_reference_target(main);
    git_reference_free(main);
    make_ref("refs/heads/main",
             make_commit(&tree, "Boss", 900, "Merge pull request #3 from late/x\n\nT",
                         (git_oid[]){tip, side}, 2));
    a = open_authors(cache_folder());
    b = open_authors(NULL);
    assert_int_equal(since(&a, "Late"), 900);
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.at, b.at, a.n * sizeof *a.at);
    arena_release(&arena);
}

static void rewritten_history(void **state)
{
    (void)state;
    git_oid old;
    git_reference *main = NULL;
    assert_int_equal(git_reference_lookup(&main, made, "refs/heads/main"), 0);
    old = *git_reference_target(main);
    git_reference_free(main);
    make_ref("refs/heads/main", make_commit(&tree, "Sam", 1000, "all new", &base, 1));
    struct authors a = open_authors(cache_folder());
    assert_int_equal(since(&a, "Sam"), 1000); /* not 600: that commit is gone */
    assert_int_equal(since(&a, "New"), -1);
    make_ref("refs/heads/main", old);
    arena_release(&arena);
}

static void damage(void **state)
{
    (void)state;
    struct authors right = open_authors(cache_folder());
    const char *path = index_file();
    char *bytes;
    size_t n;
    assert_int_equal(file_read(&arena, path, &bytes, &n, &error), STATUS_OK);
    for (size_t at = 0; at < n + n / 7;
         at += 1 + (at & 1)) { /* each byte wrong, then some lengths too short */
        size_t length = at < n ? n : (at - n) * 7;
        if (at < n)
            bytes[at] ^= 0x41;
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fwrite(bytes, 1, length, f);
        fclose(f);
        if (at < n)
            bytes[at] ^= 0x41;
        struct authors a = open_authors(cache_folder());
        assert_int_equal(a.n, right.n);
        assert_memory_equal(a.at, right.at, a.n * sizeof *a.at);
    }
    arena_release(&arena);
}

static void unwritable(void **state)
{
    (void)state;
    struct authors a = open_authors("/proc/no/such/folder");
    assert_int_equal(since(&a, "Old"), 100);
    assert_non_null(a.warning);
    assert_contains(a.warning, "could not be kept");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(landing_counts),    cmocka_unit_test(kept_and_extended),
        cmocka_unit_test(rewritten_history), cmocka_unit_test(damage),
        cmocka_unit_test(unwritable),
    };
    return cmocka_run_group_tests(tests, make_repository, remove_repository);
}
