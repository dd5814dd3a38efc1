/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* http_cache.c: what is stored comes back; whatever is damaged does not; the folder stays bounded.
 */
#include "src/http_cache.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ci/test.h"
#include "common/file.h"

static struct arena arena;
static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    static const char pattern[] = "/tmp/http-cache-XXXXXX";
    memcpy(folder, pattern, sizeof pattern);
    return mkdtemp(folder) ? 0 : -1;
}

static const char *cache(void)
{
    return arena_printf(&arena, "%s/a/http", folder);
}

static size_t each_file(void (*act)(const char *path))
{
    DIR *dir = opendir(cache());
    size_t n = 0;
    assert_non_null(dir);
    for (const struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.') {
            n++;
            if (act)
                act(arena_printf(&arena, "%s/%s", cache(), e->d_name));
        }
    closedir(dir);
    return n;
}

static void store(const char *key, const char *body)
{
    struct http_cached c = {
        .etag = "W/\"1\"", .link = "<x>; rel=\"next\"", .body = (char *)(uintptr_t)body};
    c.n = strlen(body);
    http_cache_store(cache(), key, &c);
}

static bool find(const char *key, const char *body)
{
    struct http_cached c = {0};
    bool there = http_cache_find(&arena, cache(), key, &c);
    if (there) {
        assert_int_equal(c.n, strlen(body));
        assert_memory_equal(c.body, body, c.n);
        assert_string_equal(c.etag, "W/\"1\"");
        assert_string_equal(c.link, "<x>; rel=\"next\"");
    }
    return there;
}

static void what_is_stored_comes_back(void **state)
{
    (void)state;
    struct http_cached c = {.body = (char *)(uintptr_t) "", .n = 0}, got;
    struct stat st;
    store("GET a", "{\"a\": 1}\nmore\n");
    assert_true(find("GET a", "{\"a\": 1}\nmore\n"));
    assert_false(find("GET b", ""));
    store("GET a", "new");
    assert_true(find("GET a", "new"));
    http_cache_store(cache(), "GET empty", &c);
    assert_true(http_cache_find(&arena, cache(), "GET empty", &got));
    assert_null(got.etag);
    assert_null(got.link);
    assert_int_equal(got.n, 0);
    assert_int_equal(stat(cache(), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_false(http_cache_find(&arena, NULL, "GET a", &got));
    http_cache_store(NULL, "GET a", &c); /* no cache: nothing happens */
}

static void a_key_or_a_header_of_two_lines_is_not_stored(void **state)
{
    (void)state;
    struct http_cached c = {.etag = "x\nbody: 3", .body = (char *)(uintptr_t) "abc", .n = 3}, got;
    http_cache_store(cache(), "GET etag", &c);
    assert_false(http_cache_find(&arena, cache(), "GET etag", &got));
    c.etag = NULL;
    http_cache_store(cache(), "GET\nx", &c);
    assert_false(http_cache_find(&arena, cache(), "GET\nx", &got));
}

static char *bytes;
static size_t bytes_n, at;
static void read_it(const char *path)
{
    assert_int_equal(file_read(&arena, path, &bytes, &bytes_n, NULL), STATUS_OK);
}
static void write_damaged(const char *path)
{
    char *copy = arena_strndup(&arena, bytes, bytes_n);
    copy[at] ^= 0x11;
    assert_int_equal(file_write(path, copy, bytes_n, NULL, NULL), STATUS_OK);
}
static void write_short(const char *path)
{
    assert_int_equal(file_write(path, bytes, at, NULL, NULL), STATUS_OK);
}
static void remove_it(const char *path)
{
    unlink(path);
}

static void whatever_is_damaged_is_a_miss(void **state)
{
    (void)state;
    each_file(remove_it);
    store("GET a", "a body of some length");
    each_file(read_it);
    for (at = 0; at < bytes_n; at++) {
        struct http_cached c = {0};
        each_file(write_damaged);
        /* the two headers have no check of their own: at worst a request is asked in vain */
        if (http_cache_find(&arena, cache(), "GET a", &c))
            assert_memory_equal(c.body, "a body of some length", c.n);
    }
    for (at = 0; at < bytes_n; at++) {
        struct http_cached c = {0};
        each_file(write_short);
        assert_false(http_cache_find(&arena, cache(), "GET a", &c));
    }
}

static void the_oldest_go_first(void **state)
{
    (void)state;
    each_file(remove_it);
    for (int i = 0; i < 10; i++) {
        store(arena_printf(&arena, "GET %d", i), "a body");
        usleep(3000);
    }
    struct error error;
    const char *left = arena_printf(&arena, "%s/0123456789abcdef.XyZ123", cache());
    assert_int_equal(file_write(left, "x", 1, NULL, &error), STATUS_OK);
    struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    assert_int_equal(utimensat(0, left, old, 0), 0);
    http_cache_sweep(cache(), 400); /* a file has some 90 bytes */
    assert_false(file_exists(left));
    assert_false(find("GET 0", "a body"));
    assert_true(find("GET 9", "a body"));
    assert_in_range(each_file(NULL), 2, 5);
    http_cache_sweep(cache(), 0);
    assert_int_equal(each_file(NULL), 0);
    http_cache_sweep("/nonexistent/folder", 0);
    http_cache_sweep(NULL, 0);
}

static int tidy(void **state)
{
    (void)state;
    each_file(remove_it);
    rmdir(cache());
    rmdir(arena_printf(&arena, "%s/a", folder));
    rmdir(folder);
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(what_is_stored_comes_back), test(a_key_or_a_header_of_two_lines_is_not_stored),
        test(whatever_is_damaged_is_a_miss), test(the_oldest_go_first)};
    return cmocka_run_group_tests(tests, make_folder, tidy);
}
