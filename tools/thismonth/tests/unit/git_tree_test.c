/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "src/git_tree.h"

#include "common/text.h"
#include "git_make.h"

static struct objects objects;
static struct error error;

static void note_path(void *ctx, const char *path)
{
    text_addf(ctx, "%s ", path);
}

static void compares(const git_oid *before, const git_oid *after, const char *wanted)
{
    struct text paths = {0};
    assert_int_equal(tree_compare(&objects, before, after, note_path, &paths, &error), STATUS_OK);
    assert_string_equal(text_cstr(&paths), wanted);
    text_release(&paths);
}

static const char *hex(git_oid id)
{
    static char text[4][GIT_OID_HEXSZ + 1];
    static int next;
    next = (next + 1) % 4;
    return git_oid_tostr(text[next], sizeof *text, &id);
}

static void differences(void **state)
{
    (void)state;
    git_oid empty = make_tree(NULL), sub = make_tree("x", "1", "y", "2", NULL);
    git_oid other = make_tree("x", "1", "y", "3", NULL);
    git_oid a = make_tree("a", "1", "b", "1", "d/", hex(sub), NULL);
    git_oid b = make_tree("a", "1", "b", "2", "c", "1", "d/", hex(other), NULL);
    compares(&a, &a, "");
    compares(&a, &b, "b c d/y ");
    compares(&b, &a, "b c d/y ");
    compares(NULL, &a, "a b d/x d/y ");
    compares(&a, &empty, "a b d/x d/y ");
    compares(NULL, &empty, "");

    /* A file that becomes a folder; names that sort around the '/'. */
    git_oid file = make_tree("d", "1", "d-", "1", "d0", "1", NULL);
    git_oid folder = make_tree("d/", hex(sub), "d-", "1", "d0", "1", NULL);
    compares(&file, &folder, "d d/x d/y ");
    compares(&folder, &file, "d d/x d/y ");
}

static git_oid write_tree(const char *bytes, size_t n)
{
    git_odb *odb;
    git_oid id;
    assert_int_equal(git_repository_odb(&odb, made), 0);
    assert_int_equal(git_odb_write(&id, odb, bytes, n, GIT_OBJECT_TREE), 0);
    git_odb_free(odb);
    return id;
}

static void damage(void **state)
{
    (void)state;
    static const char whole[] = "100644 name\0aaaaaaaaaaaaaaaaaaaa40000 sub\0bbbbbbbbbbbbbbbbbbbb";
    git_oid good = make_tree("a", "1", NULL);
    for (size_t n = 1; n < sizeof whole - 1; n++) {
        if (n == 32)
            continue; /* the first entry alone is a tree */
        git_oid bad = write_tree(whole, n);
        struct text paths = {0};
        assert_int_equal(tree_compare(&objects, &good, &bad, note_path, &paths, &error),
                         STATUS_WORLD);
        assert_non_null(strstr(error.text, hex(bad)));
        assert_non_null(strstr(error.text, "fsck"));
        text_release(&paths);
    }
    git_oid missing = write_tree(whole, sizeof whole - 1);
    struct text paths = {0};
    assert_int_equal(tree_compare(&objects, NULL, &missing, note_path, &paths, &error),
                     STATUS_WORLD);
    assert_non_null(strstr(error.text, "6262626262"));
    text_release(&paths);
}

static void depth(void **state)
{
    (void)state;
    git_oid tree = make_tree("leaf", "1", NULL);
    for (int i = 0; i < 300; i++)
        tree = make_tree("d/", hex(tree), NULL);
    struct text paths = {0};
    assert_int_equal(tree_compare(&objects, NULL, &tree, note_path, &paths, &error), STATUS_WORLD);
    assert_non_null(strstr(error.text, "nested too deeply"));
    text_release(&paths);
}

static void entries(void **state)
{
    (void)state;
    git_oid tree = make_tree("a", "1", "b", "2", NULL), id;
    bool found;
    assert_int_equal(tree_find(&objects, &tree, "b", &found, &id, &error), STATUS_OK);
    assert_true(found);
    assert_int_equal(tree_find(&objects, &tree, "bb", &found, &id, &error), STATUS_OK);
    assert_false(found);
}

static int set_up(void **state)
{
    return make_repository(state) || objects_open(&objects, made, &error) != STATUS_OK;
}

static int tear_down(void **state)
{
    objects_close(&objects);
    return remove_repository(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences),
        cmocka_unit_test(damage),
        cmocka_unit_test(depth),
        cmocka_unit_test(entries),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
