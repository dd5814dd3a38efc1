/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* A commit-graph made by hand, read; then with every byte wrong and every length cut. */
#include "src/git_graph.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ci/test.h"
#include "common/text.h"

enum { COMMITS = 6 };
static char folder[] = "/tmp/git_graph_test.XXXXXX";
static char path[128];

static void add32(struct text *t, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        text_addc(t, (char)(n >> shift & 0xff));
}

static void add_id(struct text *t, int n)
{
    char id[20] = {(char)(n * 40)};
    id[19] = (char)n;
    text_add(t, id, sizeof id);
}

/* 0 <- 1 <- 2, 3 merges 2 and 1, 4 is an octopus of 3, 0, 1, 2; 5 stands alone. */
static struct text make(void)
{
    static const uint32_t parents[COMMITS][2] = {
        {0x70000000, 0x70000000}, {0, 0x70000000},         {1, 0x70000000}, {2, 1},
        {3, 0x80000000},          {0x70000000, 0x70000000}};
    static const uint32_t level[COMMITS] = {1, 2, 3, 4, 5, 1};
    static const uint32_t edges[] = {0, 1, 0x80000002};
    static const struct {
        const char *id;
        uint32_t size;
    } chunks[] = {
        {"OIDF", 1024}, {"OIDL", COMMITS * 20}, {"CDAT", COMMITS * 36}, {"EDGE", sizeof edges}};
    struct text t = {0};
    uint32_t at = 8 + 5 * 12;
    text_add(&t, "CGPH\1\1\4\0", 8);
    for (size_t i = 0; i < 4; at += chunks[i++].size) {
        text_add(&t, chunks[i].id, 4);
        add32(&t, 0);
        add32(&t, at);
    }
    text_add(&t, "\0\0\0\0\0\0\0\0", 8);
    add32(&t, at);
    for (int first = 0, below = 0; first < 256; first++) {
        while (below < COMMITS && below * 40 <= first)
            below++;
        add32(&t, (uint32_t)below);
    }
    for (int i = 0; i < COMMITS; i++)
        add_id(&t, i);
    for (int i = 0; i < COMMITS; i++) {
        add_id(&t, 100 + i);
        add32(&t, parents[i][0]);
        add32(&t, parents[i][1]);
        add32(&t, level[i] << 2 | 1); /* a date beyond 32 bits */
        add32(&t, (uint32_t)i);
    }
    for (size_t i = 0; i < 3; i++)
        add32(&t, edges[i]);
    text_add(&t, "12345678901234567890", 20);
    return t;
}

static struct git_graph *open_bytes(const char *bytes, size_t n)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
    return git_graph_open(folder);
}

static void reads(void **state)
{
    (void)state;
    struct text t = make();
    struct git_graph *g = open_bytes(t.at, t.n);
    struct graph_commit commit;
    uint32_t parents[8] = {0}, position;
    git_oid id;
    assert_non_null(g);
    assert_int_equal(git_graph_count(g), COMMITS);
    for (uint32_t i = 0; i < COMMITS; i++) {
        git_graph_id(g, i, &id);
        assert_true(git_graph_find(g, &id, &position));
        assert_int_equal(position, i);
        git_graph_commit(g, i, &commit);
        assert_int_equal(commit.tree.id[19], 100 + i);
        assert_int_equal(commit.date, (INT64_C(1) << 32) + i);
        id.id[10] = 1;
        assert_false(git_graph_find(g, &id, &position));
    }
    assert_int_equal(git_graph_parents(g, 0, parents, 8), 0);
    assert_int_equal(git_graph_parents(g, 2, parents, 8), 1);
    assert_int_equal(parents[0], 1);
    assert_int_equal(git_graph_parents(g, 3, parents, 8), 2);
    assert_int_equal(parents[1], 1);
    assert_int_equal(git_graph_parents(g, 4, parents, 8), 4);
    assert_int_equal(parents[0] * 1000 + parents[1] * 100 + parents[2] * 10 + parents[3], 3012);
    assert_int_equal(git_graph_parents(g, 4, NULL, 0), 4);
    assert_false(git_graph_broken(g));
    git_graph_close(g);
    text_release(&t);
}

/* Uses everything; whatever the bytes say, positions stay in range. */
static void use(struct git_graph *g)
{
    uint32_t parents[64], position;
    struct graph_commit commit;
    git_oid id;
    if (!g)
        return;
    for (uint32_t i = 0; i < git_graph_count(g); i++) {
        git_graph_id(g, i, &id);
        if (git_graph_find(g, &id, &position))
            assert_true(position < git_graph_count(g));
        git_graph_commit(g, i, &commit);
        uint32_t n = git_graph_parents(g, i, parents, 64);
        for (uint32_t k = 0; k < n && k < 64; k++)
            assert_true(parents[k] < git_graph_count(g));
    }
    git_graph_close(g);
}

static void wrong_bytes(void **state)
{
    (void)state;
    static const char values[] = {1, (char)0xff};
    size_t fanout = 8 + 5 * 12;
    struct text t = make();
    for (size_t at = 0; at<t.n; at += at> fanout && at < fanout + 1000 ? 19 : 1) {
        char right = t.at[at];
        for (size_t i = 0; i < sizeof values; i++) {
            t.at[at] = values[i];
            use(open_bytes(t.at, t.n));
        }
        t.at[at] = right;
    }
    text_release(&t);
}

static void wrong_lengths(void **state)
{
    (void)state;
    struct text t = make();
    for (size_t n = 0; n < t.n; n += 7)
        use(open_bytes(t.at, n));
    text_release(&t);
}

static void breaks(void **state)
{
    (void)state;
    struct text t = make();
    size_t records = 8 + 5 * 12 + 1024 + COMMITS * 20;
    uint32_t parents[8];
    t.at[records + 36 + 20 + 3] = 5; /* 1's parent is 5: possible */
    struct git_graph *g = open_bytes(t.at, t.n);
    assert_int_equal(git_graph_parents(g, 1, parents, 8), 1);
    assert_false(git_graph_broken(g));
    git_graph_close(g);
    t.at[records + 36 + 20 + 3] = 2; /* its child: a ring */
    g = open_bytes(t.at, t.n);
    assert_int_equal(git_graph_parents(g, 1, parents, 8), 0);
    assert_true(git_graph_broken(g));
    git_graph_close(g);
    text_release(&t);
}

static int leave(void **state)
{
    (void)state;
    unlink(path);
    char info[64];
    snprintf(info, sizeof info, "%s/info", folder);
    rmdir(info);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),
        cmocka_unit_test(wrong_bytes),
        cmocka_unit_test(wrong_lengths),
        cmocka_unit_test(breaks),
    };
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/info", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/info/commit-graph", folder);
    return cmocka_run_group_tests(tests, NULL, leave);
}
