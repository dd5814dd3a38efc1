/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Reading what checks printed: see outcome.h. Only lines that have a known form are believed. */
#include "outcome.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

enum {
    TAIL_LINES = 8,    /* shown when nothing else is known */
    QUOTED_LINES = 12, /* of what a test said of a failure */
};

static const char *without(struct arena *arena, const struct outcome *outcome, const char *s)
{
    struct text out = {0};
    while (*s) {
        if (starts_with(s, outcome->root)) {
            s += strlen(outcome->root);
        } else if (starts_with(s, outcome->temporary)) {
            s += strlen(outcome->temporary);
            while (isalnum((unsigned char)*s))
                s++;
            text_adds(&out, "$work");
        } else {
            text_addc(&out, *s++);
        }
    }
    const char *copy = arena_strdup(arena, text_cstr(&out));
    text_release(&out);
    return copy;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Compilers say the same in other words, so of a line only the first message counts. */
static void add(struct arena *arena, struct outcome *outcome, const struct finding *finding)
{
    for (size_t i = 0; i < outcome->findings.n; i++) {
        const struct finding *known = &outcome->findings.at[i];
        if (same(known->file, finding->file) && known->line == finding->line &&
            same(known->rule, finding->rule) &&
            (strcmp(finding->rule, "build") == 0 || same(known->text, finding->text)))
            return;
    }
    *list_push(arena, &outcome->findings) = *finding;
}

/* "FILE:LINE: text" or "FILE:LINE:COLUMN: text" with a path from the root. */
static bool split_place(struct arena *arena, const char *s, const char **ret_file,
                        unsigned *ret_line, const char **ret_text)
{
    size_t n = strcspn(s, ": \t");
    char *end;
    if (!n || s[n] != ':' || s[0] == '/' || !isdigit((unsigned char)s[n + 1]))
        return false;
    unsigned long line = strtoul(s + n + 1, &end, 10);
    if (*end != ':' || !line || line > 100000000)
        return false;
    if (isdigit((unsigned char)end[1])) {
        char *behind;
        (void)strtoul(end + 1, &behind, 10);
        end = *behind == ':' ? behind : end;
    }
    *ret_file = arena_strndup(arena, s, n);
    *ret_line = (unsigned)line;
    *ret_text = end + 1 + strspn(end + 1, " ");
    return true;
}

/* --- Compilers ---------------------------------------------------------------------------------
 */

void outcome_line(struct arena *arena, struct outcome *outcome, const char *line)
{
    static const char *const marks[] = {"error: ", "fatal error: ", "undefined reference to "};
    struct finding finding = {.rule = "build",
                              .next = arena_printf(arena, "make %s", outcome->target)};
    line = without(arena, outcome, line);
    if (!starts_with(line, "make: ***") && !starts_with(line, "make["))
        *list_push(arena, &outcome->tail) = line;
    if (!split_place(arena, line, &finding.file, &finding.line, &finding.text))
        return;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (starts_with(finding.text, marks[i])) {
            finding.text += ends_with(marks[i], "error: ") ? strlen(marks[i]) : 0;
            add(arena, outcome, &finding);
            return;
        }
}

void outcome_failed(struct arena *arena, struct outcome *outcome)
{
    struct text last = {0};
    if (outcome->findings.n)
        return;
    size_t n = outcome->tail.n, first = n > TAIL_LINES ? n - TAIL_LINES : 0;
    for (size_t i = first; i < n; i++)
        text_addf(&last, "%s%s", i > first ? "\n" : "", outcome->tail.at[i]);
    *list_push(arena, &outcome->findings) =
        (struct finding){.rule = "make",
                         .text = arena_printf(arena, "make %s failed", outcome->target),
                         .bad = last.n ? arena_strdup(arena, text_cstr(&last)) : NULL,
                         .next = arena_printf(arena, "make %s", outcome->target)};
    text_release(&last);
}

/* --- Tests -------------------------------------------------------------------------------------
 */

/* The source of a test, and in *ret_name what T= calls it by. */
static const char *test_source(struct arena *arena, const char *program, const char **ret_name)
{
    const char *source = program;
    if (starts_with(program, "build/")) {
        const char *below = strchr(program + strlen("build/"), '/');
        source = arena_printf(arena, "%s.c", below ? below + 1 : program);
    }
    const char *slash = strrchr(source, '/');
    const char *name = arena_strdup(arena, slash ? slash + 1 : source);
    char *dot = strrchr(name, '.');
    if (dot)
        *dot = '\0';
    *ret_name = name;
    return source;
}

/* What stands below a "not ok", without "# ". */
struct said {
    LIST(const char *) lines;
};

static const char *join(struct arena *arena, const struct said *said, size_t from, size_t to)
{
    struct text text = {0};
    for (size_t i = from; i < to && i < from + QUOTED_LINES; i++)
        text_addf(&text, "%s%s", i > from ? "\n" : "", said->lines.at[i]);
    if (to > from + QUOTED_LINES)
        text_addf(&text, "\n... and %zu more lines", to - from - QUOTED_LINES);
    const char *copy = text.n ? arena_strdup(arena, text_cstr(&text)) : NULL;
    text_release(&text);
    return copy;
}

/* The value behind `label`, in the line and those that follow up to `to`. */
static const char *labelled(struct arena *arena, const struct said *said, size_t from, size_t to,
                            const char *label)
{
    struct said rest = {.lines = said->lines};
    const char *first = rest.lines.at[from] + strlen(label);
    const char *was = rest.lines.at[from];
    rest.lines.at[from] = first + strspn(first, " ");
    const char *value = join(arena, &rest, from, to);
    rest.lines.at[from] = was;
    return value ? value : "";
}

static size_t find_label(const struct said *said, size_t from, const char *label)
{
    while (from < said->lines.n && !starts_with(said->lines.at[from], label))
        from++;
    return from;
}

/* A house rule prints a list of places: each is a finding of its own. */
static bool add_places(struct arena *arena, struct outcome *outcome, const struct said *said,
                       const struct finding *like)
{
    bool any = false;
    size_t n = find_label(said, 0, "wanted:");
    for (size_t i = 0; i < n; i++) {
        struct finding finding = *like;
        const char *line = said->lines.at[i];
        line += starts_with(line, "got:") ? 4 : 0;
        line += strspn(line, " ");
        if (!split_place(arena, line, &finding.file, &finding.line, &finding.text))
            continue;
        if (starts_with(finding.text, "error: "))
            finding.text += strlen("error: ");
        add(arena, outcome, &finding);
        any = true;
    }
    return any;
}

/* One "not ok" with what was said below it. */
static void add_failure(struct arena *arena, struct outcome *outcome, const char *source,
                        const char *test, const char *name, const struct said *said)
{
    bool lint = strcmp(outcome->target, "lint") == 0;
    size_t colon = strcspn(name, ": ");
    struct finding finding = {.file = source,
                              .rule = lint && name[colon] == ':' ? arena_strndup(arena, name, colon)
                                                                 : "test",
                              .text = name,
                              .next = arena_printf(arena, "make %s T=%s", outcome->target, test)};
    if (lint && add_places(arena, outcome, said, &finding))
        return;
    size_t n = find_label(said, 0, "| "); /* what follows is more than a report wants */
    size_t got = find_label(said, 0, "got:");
    size_t wanted = find_label(said, got, "wanted:");
    if (got < n)
        finding.bad = labelled(arena, said, got, wanted < n ? wanted : n, "got:");
    if (wanted < n)
        finding.good = labelled(arena, said, wanted, n, "wanted:");
    for (size_t i = 0; i < n; i++) { /* cmocka tells where */
        const char *file, *text;
        unsigned line;
        if (split_place(arena, said->lines.at[i], &file, &line, &text) &&
            starts_with(text, "error: ")) {
            finding.file = file;
            finding.line = line;
            n = i;
        }
    }
    if (!finding.bad)
        finding.bad = join(arena, said, 0, n);
    add(arena, outcome, &finding);
}

/* "not ok 3 - name", and neither skipped nor expected: the name; else NULL. */
static const char *failed_name(const char *line)
{
    if (!starts_with(line, "not ok") || strstr(line, "# SKIP") || strstr(line, "# TODO"))
        return NULL;
    line += strlen("not ok");
    line += strspn(line, " ");
    line += strspn(line, "0123456789");
    line += strspn(line, " -");
    return *line ? line : "a test without a name";
}

void outcome_tap(struct arena *arena, struct outcome *outcome, const char *program, const char *tap)
{
    const char *test, *source = test_source(arena, program, &test), *name = NULL, *ended = NULL;
    size_t before = outcome->findings.n;
    struct said said = {0};
    bool plan = false;
    for (const char *at = without(arena, outcome, tap); *at;) {
        size_t n = strcspn(at, "\n");
        const char *line = arena_strndup(arena, at, n), *failed = failed_name(line);
        at += n + (at[n] == '\n');
        plan |= starts_with(line, "1..");
        if (starts_with(line, "# exit ")) {
            ended = line + strlen("# exit ");
        } else if (line[0] == '#' && name) {
            *list_push(arena, &said.lines) = line + 1 + (line[1] == ' ');
        } else if (failed || starts_with(line, "ok ")) {
            if (name)
                add_failure(arena, outcome, source, test, name, &said);
            name = failed;
            said.lines.n = 0;
        }
    }
    if (name)
        add_failure(arena, outcome, source, test, name, &said);
    if ((ended || !plan) && outcome->findings.n == before) {
        struct finding finding = {
            .file = source,
            .rule = "test",
            .text = ended && strcmp(ended, "124") == 0
                        ? "ran out of time"
                        : arena_printf(arena, "ended before it was done%s%s",
                                       ended ? ", exit status " : "", ended ? ended : ""),
            .next = arena_printf(arena, "make %s T=%s", outcome->target, test)};
        add(arena, outcome, &finding);
    }
}
