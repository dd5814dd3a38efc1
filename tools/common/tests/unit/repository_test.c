/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "common/repository.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ci/test.h"

static char folder[] = "/tmp/repository_test.XXXXXX";
static struct arena arena;
static struct error error;

static git_repository *make(const char *name)
{
    git_repository *repository = NULL;
    assert_int_equal(
        git_repository_init(&repository, arena_printf(&arena, "%s/%s", folder, name), 1), 0);
    return repository;
}

static enum status open_named(const char *name, unsigned how)
{
    git_repository *repository = NULL;
    error.text[0] = '\0';
    enum status status = repository_open(arena_printf(&arena, "%s/%s", folder, name), how,
                                         "c.json:7: git", &repository, &error);
    git_repository_free(repository);
    return status;
}

static void write_file(const char *name, const char *text)
{
    FILE *f = fopen(arena_printf(&arena, "%s/%s", folder, name), "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void opens(void **state)
{
    (void)state;
    git_repository_free(make("good.git"));
    assert_int_equal(open_named("good.git", 0), STATUS_OK);
    assert_int_equal(open_named("good.git/objects/pack", 0), STATUS_USAGE);
    assert_int_equal(open_named("good.git/objects/pack", REPOSITORY_UPWARDS), STATUS_OK);
}

static void refuses(void **state)
{
    (void)state;
    assert_int_equal(open_named("missing.git", 0), STATUS_USAGE);
    assert_contains(error.text, "c.json:7: git: there is no clone at");
    assert_contains(error.text, "git clone --mirror");
    write_file("file", "x");
    assert_int_equal(open_named("file", 0), STATUS_USAGE);
    assert_contains(error.text, "is not a git repository");
    assert_int_equal(open_named("file", REPOSITORY_UPWARDS), STATUS_USAGE);
    assert_contains(error.text, "lies in no git repository; go into a clone");
    assert_int_equal(open_named("missing.git", REPOSITORY_UPWARDS), STATUS_USAGE);
    assert_contains(error.text, "c.json:7: git: there is no ");
    git_repository_free(make("shallow.git"));
    write_file("shallow.git/shallow", "0123456789012345678901234567890123456789\n");
    assert_int_equal(open_named("shallow.git", 0), STATUS_USAGE);
    assert_contains(error.text, "fetch --unshallow");
    assert_int_equal(open_named("shallow.git", REPOSITORY_SHALLOW), STATUS_OK);
    git_repository_free(make("treeless.git"));
    write_file("treeless.git/config",
               "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
               "[extensions]\n\tpartialClone = origin\n"
               "[remote \"origin\"]\n\tpartialclonefilter = combine:blob:none+tree:0\n");
    assert_int_equal(open_named("treeless.git", 0), STATUS_USAGE);
    assert_contains(error.text, "--refetch");
    write_file("treeless.git/config",
               "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
               "[extensions]\n\tpartialClone = origin\n\tworktreeConfig = true\n"
               "[remote \"origin\"]\n\tpartialclonefilter = blob:none\n");
    assert_int_equal(open_named("treeless.git", 0), STATUS_OK);
    write_file("treeless.git/config", "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
                                      "[extensions]\n\tobjectFormat = sha256\n");
    assert_int_equal(open_named("treeless.git", 0), STATUS_USAGE);
    assert_contains(error.text, "objectformat");
    write_file("treeless.git/config", "[core\n");
    assert_int_equal(open_named("treeless.git", 0), STATUS_WORLD);
}

static void errors_name_the_repository(void **state)
{
    (void)state;
    git_repository *repository = make("good.git");
    git_error_set_str(GIT_ERROR_ODB, "it is missing");
    assert_int_equal(repository_error(repository, "commit 123", &error), STATUS_WORLD);
    assert_contains(error.text, "good.git/: commit 123: it is missing");
    assert_contains(error.text, "fsck");
    git_repository_free(repository);
}

static void github_names(void **state)
{
    (void)state;
    static const struct {
        const char *url, *name; /* NULL: none */
    } table[] = {
        {"https://github.com/owner/name", "owner/name"},
        {"https://github.com/owner/name.git", "owner/name"},
        {"https://github.com/owner/name/", "owner/name"},
        {"https://token@GitHub.com:443/owner/name.git", "owner/name"},
        {"git@github.com:owner/name.git", "owner/name"},
        {"ssh://git@github.com/owner/name.git", "owner/name"},
        {"https://ghe.example.org/owner/name", "owner/name"},
        {"https://gitlab.com/owner/name", NULL},
        {"https://github.com.evil.example/owner/name", NULL},
        {"https://github.com/owner", NULL},
        {"https://github.com/owner/name/tree", NULL},
        {"/srv/github.com/owner/name", NULL},
        {"../github.com:owner/name", NULL},
        {"file:///srv/owner/name", NULL},
    };
    git_repository *repository = make("remote.git");
    setenv("GITHUB_SERVER_URL", "https://ghe.example.org", 1);
    assert_null(repository_github_name(repository, &arena));
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        git_remote *remote;
        if (i)
            assert_int_equal(git_remote_delete(repository, "origin"), 0);
        assert_int_equal(git_remote_create(&remote, repository, "origin", table[i].url), 0);
        git_remote_free(remote);
        const char *name = repository_github_name(repository, &arena);
        if (table[i].name ? !name || strcmp(name, table[i].name) != 0 : name != NULL)
            fail_msg("%s: %s", table[i].url, name ? name : "none");
    }
    unsetenv("GITHUB_SERVER_URL");
    git_repository_free(repository);
}

static int set_up(void **state)
{
    (void)state;
    setenv("HOME", "/nonexistent", 1);
    return mkdtemp(folder) == NULL || repository_startup(&error) != STATUS_OK;
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    repository_shutdown();
    return nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens),
        cmocka_unit_test(refuses),
        cmocka_unit_test(errors_name_the_repository),
        cmocka_unit_test(github_names),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
