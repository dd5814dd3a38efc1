/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * github.c against exchanges with the real GitHub as they were recorded (@octokit/fixtures): a
 * rename, pages, a search, an error. The stand-in replays them; tests/github.t does the rest.
 */
#include "src/github.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ci/test.h"
#include "common/file.h"

static struct arena arena;
static struct github *github;
static pid_t server;
static char folder[] = "/tmp/github-test-XXXXXX";

static int serve(void **state)
{
    (void)state;
    int out[2];
    unsigned port = 0;
    struct error error;
    const char *packages = getenv("NODE_PATH");
    if (!packages || !file_exists(arena_printf(&arena, "%s/ajv", packages)) || !mkdtemp(folder) ||
        pipe(out) != 0)
        return 0;
    const char *world = arena_printf(&arena, "%s/world", folder);
    static const char nothing[] = "{\"repositories\": [], \"pulls\": []}";
    assert_int_equal(file_write(world, nothing, strlen(nothing), NULL, &error), STATUS_OK);
    server = fork();
    if (server == 0) {
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        execlp("node", "node", "tools/thismonth/tests/github/server.js", world,
               arena_printf(&arena, "%s/log", folder), (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    FILE *ready = fdopen(out[0], "r");
    if (!ready || fscanf(ready, "ready %u", &port) != 1)
        return -1;
    fclose(ready);
    struct github_options options = {
        .token = "ghp_0123456789",
        .api = arena_printf(&arena, "http://127.0.0.1:%u/fixtures/replay", port),
        .graphql = "http://127.0.0.1:1/graphql",
        .cache = arena_printf(&arena, "%s/http", folder),
        .seconds = 10,
    };
    setenv("no_proxy", "127.0.0.1", 1);
    return github_open(&arena, &options, &github, &error) == STATUS_OK ? 0 : -1;
}

static enum status get(const char *path, struct github_answer *answer, struct error *error)
{
    if (!github)
        skip();
    return github_get(github, arena_printf(&arena, "%s%s", github_api(github), path), answer,
                      error);
}

static const char *word(struct github_answer *answer, const char *key)
{
    const char *text = NULL;
    assert_int_equal(json_string(json_get(json_top(answer->doc), key), &text, NULL), STATUS_OK);
    return text;
}

static void a_rename_is_followed(void **state)
{
    (void)state;
    struct github_answer answer;
    struct error error;
    assert_int_equal(get("/repos/octokit-fixture-org/rename-repository", &answer, &error),
                     STATUS_OK);
    assert_contains(answer.moved, "/repositories/1000");
    assert_string_equal(word(&answer, "name"), "rename-repository-newname");
    json_free(answer.doc);
}

static void pages_are_followed_by_their_links(void **state)
{
    (void)state;
    static const size_t sizes[] = {3, 3, 3, 3, 1};
    struct github_answer answer;
    struct error error;
    const char *first = "/repos/octokit-fixture-org/paginate-issues/issues?per_page=3";
    assert_int_equal(get(first, &answer, &error), STATUS_OK);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(json_count(json_top(answer.doc)), sizes[i]);
        json_free(answer.doc);
        if (i == 4)
            break;
        assert_contains(answer.next, "/repositories/1000/issues?");
        assert_int_equal(github_get(github, answer.next, &answer, &error), STATUS_OK);
    }
    assert_null(answer.next);
}

static void a_search_tells_its_total(void **state)
{
    (void)state;
    struct github_answer answer;
    struct error error;
    int64_t total = 0;
    const char *query = "/search/issues?q=sesame%20repo%3Aoctokit-fixture-org%2Fsearch-issues";
    assert_int_equal(get(query, &answer, &error), STATUS_OK);
    struct json_at top = json_top(answer.doc);
    assert_int_equal(json_integer(json_get(top, "total_count"), 0, 100, &total, NULL), STATUS_OK);
    assert_int_equal(total, json_count(json_get(top, "items")));
    assert_true(total > 0);
    json_free(answer.doc);
}

static void an_error_says_what_github_said(void **state)
{
    (void)state;
    struct github_answer answer;
    struct error error;
    assert_int_equal(get("/repos/octokit-fixture-org/errors/labels", &answer, &error),
                     STATUS_WORLD);
    assert_int_equal(answer.status, 422);
    assert_null(answer.doc);
    assert_contains(error.text, "Validation Failed");
    assert_int_equal(get("/repos/nobody/nothing", &answer, &error), STATUS_WORLD);
    assert_int_equal(answer.status, 404);
    assert_contains(error.text, "correct its name");
}

static void an_answer_that_was_kept_serves_offline(void **state)
{
    (void)state;
    struct github *offline;
    struct github_answer answer;
    struct error error;
    if (!github)
        skip();
    const char *url = arena_printf(&arena, "%s/orgs/octokit-fixture-org", github_api(github));
    assert_int_equal(github_get(github, url, &answer, &error), STATUS_OK);
    json_free(answer.doc);
    struct github_options options = {.token = "ghp_0123456789",
                                     .api = github_api(github),
                                     .cache = arena_printf(&arena, "%s/http", folder),
                                     .offline = true};
    assert_int_equal(github_open(&arena, &options, &offline, &error), STATUS_OK);
    assert_int_equal(github_get(offline, url, &answer, &error), STATUS_OK);
    assert_string_equal(word(&answer, "login"), "octokit-fixture-org");
    json_free(answer.doc);
    assert_null(github_summary(offline));
    github_close(offline);
    options.token = "ghp_another"; /* what one may see is not for another */
    assert_int_equal(github_open(&arena, &options, &offline, &error), STATUS_OK);
    assert_int_equal(github_get(offline, url, &answer, &error), STATUS_WORLD);
    assert_contains(error.text, "not in the cache");
    github_close(offline);
}

static int end(void **state)
{
    (void)state;
    github_close(github);
    if (server > 0) {
        kill(server, SIGTERM);
        waitpid(server, NULL, 0);
        const char *remove = arena_printf(&arena, "rm -rf '%s'", folder);
        if (system(remove) != 0)
            return -1;
    }
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_rename_is_followed), test(pages_are_followed_by_their_links),
        test(a_search_tells_its_total), test(an_error_says_what_github_said),
        test(an_answer_that_was_kept_serves_offline)};
    return cmocka_run_group_tests(tests, serve, end);
}
