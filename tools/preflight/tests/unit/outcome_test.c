/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#include "outcome.h"

#include "ci/test.h"

static struct arena arena;

static struct outcome check(const char *target)
{
    return (struct outcome){.target = target, .root = "/there/is/", .temporary = "/tmp/tmp."};
}

/* "FILE:LINE rule: text" of the only finding. */
static const char *only(const struct outcome *outcome)
{
    if (outcome->findings.n != 1)
        fail_msg("%zu findings", outcome->findings.n);
    const struct finding *f = &outcome->findings.at[0];
    return arena_printf(&arena, "%s:%u %s: %s", f->file ? f->file : "-", f->line, f->rule, f->text);
}

static void compilers(void **state)
{
    static const struct {
        const char *line, *finding; /* NULL: none */
    } rows[] = {
        {"projects/x/src/a.c:12:5: error: expected ';'",
         "projects/x/src/a.c:12 build: expected ';'"},
        {"projects/x/src/a.c:12: error: no column", "projects/x/src/a.c:12 build: no column"},
        {"/there/is/src/a.c:1:2: fatal error: x.h: No such file",
         "src/a.c:1 build: x.h: No such file"},
        {"src/a.c:7: undefined reference to `f'", "src/a.c:7 build: undefined reference to `f'"},
        {"src/a.c:7:1: warning: so so", NULL},
        {"src/a.c: In function 'f':", NULL},
        {"/usr/include/stdio.h:7:1: error: elsewhere", NULL},
        {"src/a.c:0:1: error: no such line", NULL},
        {"src/a.c:99999999999999999999: error: no such line", NULL},
        {"error: nowhere", NULL},
        {"a b.c:1: error: a blank", NULL},
        {"", NULL},
        {":", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome outcome = check("check/x");
        outcome_line(&arena, &outcome, rows[i].line);
        if (rows[i].finding)
            assert_string_equal(only(&outcome), rows[i].finding);
        else
            assert_int_equal(outcome.findings.n, 0);
    }
    struct outcome outcome = check("check/x");
    outcome_line(&arena, &outcome, "a.c:1:2: error: as gcc says it");
    outcome_line(&arena, &outcome, "a.c:1:3: error: as clang says it");
    outcome_line(&arena, &outcome, "a.c:2:3: error: another");
    assert_int_equal(outcome.findings.n, 2);
    assert_string_equal(outcome.findings.at[0].next, "make check/x");
    arena_release(&arena);
}

static void points(void **state)
{
    static const struct {
        const char *program, *tap, *finding;
    } rows[] = {
        {"tools/x/tests/a.t", "ok 1 - a\nnot ok 2 - b\n1..2\n# exit 1\n",
         "tools/x/tests/a.t:0 test: b"},
        {"tools/x/tests/a.t", "not ok 1 - b # SKIP no c\nok 2\n1..2\n", NULL},
        {"tools/x/tests/a.t", "not ok 1 - b # TODO\n1..1\n", NULL},
        {"tools/x/tests/a.t", "not ok\n1..1\n# exit 1\n",
         "tools/x/tests/a.t:0 test: a test without a name"},
        {"tools/x/tests/a.t", "ok 1 - a\n", "tools/x/tests/a.t:0 test: ended before it was done"},
        {"tools/x/tests/a.t", "", "tools/x/tests/a.t:0 test: ended before it was done"},
        {"tools/x/tests/a.t", "ok 1\n1..1\n# exit 7\n",
         "tools/x/tests/a.t:0 test: ended before it was done, exit status 7"},
        {"tools/x/tests/a.t", "ok 1\n# exit 124\n", "tools/x/tests/a.t:0 test: ran out of time"},
        {"build/gcc/projects/x/tests/unit/a_test",
         "1..1\nnot ok 1 - adds\n# 0x1 != 0x2\n# projects/x/tests/unit/a_test.c:36: error: "
         "Failure!\n# not ok - "
         "tests\n# exit 1\n",
         "projects/x/tests/unit/a_test.c:36 test: adds"},
        {"build/fuzz/projects/x/tests/fuzz/a_fuzz", "# boom\nnot ok 1 - seeds\n1..1\n",
         "projects/x/tests/fuzz/a_fuzz.c:0 test: seeds"},
        {"tools/x/tests/a.t", "not ok 1 - without an end",
         "tools/x/tests/a.t:0 test: without an end"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct outcome outcome = check("check/x");
        outcome_tap(&arena, &outcome, rows[i].program, rows[i].tap);
        if (rows[i].finding)
            assert_string_equal(only(&outcome), rows[i].finding);
        else
            assert_int_equal(outcome.findings.n, 0);
    }
    arena_release(&arena);
}

static void quotations(void **state)
{
    (void)state;
    struct outcome outcome = check("check/x");
    outcome_tap(&arena, &outcome, "build/gcc/projects/x/tests/unit/a_test",
                "1..1\nnot ok 1 - adds\n# 0x1 != 0x2\n# /there/is/a.c:36: error: Failure!\n");
    assert_string_equal(outcome.findings.at[0].file, "a.c");
    assert_string_equal(outcome.findings.at[0].bad, "0x1 != 0x2");
    assert_null(outcome.findings.at[0].good);
    assert_string_equal(outcome.findings.at[0].next, "make check/x T=a_test");
    outcome_tap(&arena, &outcome, "build/clang/projects/x/tests/unit/a_test",
                "1..1\nnot ok 1 - adds\n# 0x1 != 0x2\n# /there/is/a.c:36: error: Failure!\n");
    assert_int_equal(outcome.findings.n, 1); /* told once */

    outcome = check("check/x");
    outcome_tap(&arena, &outcome, "t/a.t",
                "not ok 1 - says\n# got:    one\n# two\n# and /tmp/tmp.aB3/x and /there/is/y\n"
                "# wanted: three\n#   four\n1..1\n");
    assert_string_equal(outcome.findings.at[0].bad, "one\ntwo\nand $work/x and y");
    assert_string_equal(outcome.findings.at[0].good, "three\n  four");

    struct text tap = {0};
    text_adds(&tap, "not ok 1 - much\n# got: 0\n");
    for (int i = 1; i < 20; i++)
        text_addf(&tap, "# %d\n", i);
    outcome = check("check/x");
    outcome_tap(&arena, &outcome, "t/a.t", text_cstr(&tap));
    assert_contains(outcome.findings.at[0].bad, "\n11\n... and 8 more lines");
    text_release(&tap);
    arena_release(&arena);
}

static void house_rules(void **state)
{
    (void)state;
    struct outcome outcome = check("lint");
    outcome_tap(
        &arena, &outcome, "ci/lint/sources.t",
        "not ok 1 - banned: strcpy (use text.h)\n# got:    tools/a.c:3: strcpy(a, b)\n"
        "# tools/b.c:4: strcpy(c, d)\n# wanted: \nnot ok 2 - format: laid out\n# bash -c x\n"
        "# tools/a.c:9:4: error: code should be clang-formatted\nnot ok 3 - nothing known\n1..3\n");
    assert_int_equal(outcome.findings.n, 4);
    const struct finding *f = outcome.findings.at;
    assert_string_equal(f[0].rule, "banned");
    assert_string_equal(f[0].file, "tools/a.c");
    assert_string_equal(f[0].text, "strcpy(a, b)");
    assert_int_equal(f[1].line, 4);
    assert_string_equal(f[2].rule, "format");
    assert_string_equal(f[2].text, "code should be clang-formatted");
    assert_string_equal(f[3].file, "ci/lint/sources.t");
    assert_string_equal(f[3].next, "make lint T=sources");
    arena_release(&arena);
}

static void nothing_known(void **state)
{
    (void)state;
    struct outcome outcome = check("check/x");
    for (int i = 0; i < 20; i++)
        outcome_line(&arena, &outcome, arena_printf(&arena, "line %d", i));
    outcome_line(&arena, &outcome, "make: *** [Makefile:2: check/x] Error 1");
    outcome_failed(&arena, &outcome);
    assert_string_equal(only(&outcome), "-:0 make: make check/x failed");
    assert_contains(outcome.findings.at[0].bad, "line 12\nline 13");
    assert_contains(outcome.findings.at[0].bad, "line 19");
    outcome_failed(&arena, &outcome);
    assert_int_equal(outcome.findings.n, 1);
    arena_release(&arena);
}

TESTS(test(compilers), test(points), test(quotations), test(house_rules), test(nothing_known))
