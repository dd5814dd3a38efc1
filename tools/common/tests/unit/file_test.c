/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "common/file.h"

#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ci/test.h"

static struct arena arena;
static struct error error;
static char folder[64];

static int setup(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/file_test.XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void writes_and_reads_back(void **state)
{
    (void)state;
    char *path = path_join(&arena, folder, "a/b/c.txt"), *bytes;
    size_t n;
    bool changed = false;
    assert_false(file_exists(path));
    assert_int_equal(file_write(path, "x\0y", 3, &changed, &error), STATUS_OK);
    assert_true(changed);
    assert_int_equal(file_write(path, "x\0y", 3, &changed, &error), STATUS_OK);
    assert_false(changed);
    assert_int_equal(file_read(&arena, path, &bytes, &n, &error), STATUS_OK);
    assert_int_equal(n, 3);
    assert_memory_equal(bytes, "x\0y", 4);
}

static void keeps_the_mode_and_the_link(void **state)
{
    (void)state;
    char *path = path_join(&arena, folder, "real"), *link = path_join(&arena, folder, "link");
    struct stat st;
    assert_int_equal(file_write(path, "1", 1, NULL, &error), STATUS_OK);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(file_write(link, "2", 1, NULL, &error), STATUS_OK);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
}

static void missing_file_says_so(void **state)
{
    (void)state;
    char *bytes;
    size_t n;
    assert_int_equal(file_read(&arena, "/nowhere/x", &bytes, &n, &error), STATUS_WORLD);
    assert_string_equal(error.text,
                        "/nowhere/x: cannot read: No such file or directory (check the path)");
}

static size_t entries(const char *of)
{
    struct string_list found = {0};
    assert_int_equal(path_glob(&arena, path_join(&arena, of, "*"), &found, &error), STATUS_OK);
    return found.n;
}

/* A limit on the size of files makes write(2) fail half-way, as a full disk does. */
static void failed_write_leaves_the_old_file(void **state)
{
    (void)state;
    char *path = path_join(&arena, folder, "post.md"), *bytes;
    size_t n;
    assert_int_equal(file_write(path, "old", 3, NULL, &error), STATUS_OK);
    static char large[1 << 20];
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_equal(file_write(path, large, sizeof large, NULL, &error), STATUS_WORLD);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_contains(error.text, "post.md: cannot write: File too large");
    assert_int_equal(file_read(&arena, path, &bytes, &n, &error), STATUS_OK);
    assert_string_equal(bytes, "old");
    assert_int_equal(entries(folder), 1);
}

static void folder_that_is_a_file_is_refused(void **state)
{
    (void)state;
    char *path = path_join(&arena, folder, "f");
    assert_int_equal(file_write(path, "1", 1, NULL, &error), STATUS_OK);
    assert_int_equal(file_write(path_join(&arena, path, "g"), "1", 1, NULL, &error), STATUS_WORLD);
    assert_contains(error.text, "/f: cannot use as a folder: Not a directory");
}

static void lock_keeps_the_second_run_out(void **state)
{
    (void)state;
    char *path = path_join(&arena, folder, "records/2024-01.json");
    int lock;
    assert_int_equal(file_lock(path, &lock, &error), STATUS_OK);
    pid_t child = fork();
    if (child == 0) {
        int second;
        alarm(1); /* it waits: SIGALRM ends it */
        _exit(file_lock(path, &second, NULL) == STATUS_OK ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    file_unlock(lock);
    assert_int_equal(file_lock(path, &lock, &error), STATUS_OK);
    file_unlock(lock);
    assert_int_equal(entries(path_dir(&arena, path)), 0); /* nothing is left behind */
}

static void paths_are_joined(void **state)
{
    (void)state;
    assert_string_equal(path_join(&arena, "a", "b"), "a/b");
    assert_string_equal(path_join(&arena, "a/", "b"), "a/b");
    assert_string_equal(path_join(&arena, ".", "b"), "b");
    assert_string_equal(path_join(&arena, "", "b"), "b");
    assert_string_equal(path_join(&arena, "a", "/b"), "/b");
    assert_string_equal(path_dir(&arena, "a/b"), "a");
    assert_string_equal(path_dir(&arena, "/b"), "/");
    assert_string_equal(path_dir(&arena, "b"), ".");
}

#define in_folder(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
TESTS(in_folder(writes_and_reads_back), in_folder(keeps_the_mode_and_the_link),
      in_folder(missing_file_says_so), in_folder(failed_write_leaves_the_old_file),
      in_folder(folder_that_is_a_file_is_refused), in_folder(lock_keeps_the_second_run_out),
      in_folder(paths_are_joined))
