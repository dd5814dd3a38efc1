/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * preflight lint: which commits, title and lines the rules look at, and how findings are told. What
 * nobody touched is nobody's fault: of a file only its changed lines are looked at, of the history
 * only the commits that the base has not, and no merges.
 *
 *     preflight lint                      commits and changed lines
 *     preflight lint --title "acpi: x"    and what the pull request is called
 *     preflight lint --message FILE       that message alone, as the hook commit-msg has it
 *     preflight lint --all                all lines of all files, no commits
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"
#include "common/file.h"
#include "common/repository.h"
#include "common/text.h"
#include "edits.h"
#include "owners.h"
#include "parts.h"
#include "preflight.h"
#include "process.h"
#include "rules.h"
#include "rules_text.h"

struct lint {
    struct arena *arena;
    struct preflight *preflight;
    struct string_list areas, parts;
    struct string_list allowances; /* lines of messages */
};

/* What may stand before the colon beside the names of parts: places that no record describes. */
static const char *const more_areas[] = {"ci", "docs", "house", "newsletter"};

static void know_parts(struct lint *lint, const struct parts *parts)
{
    for (size_t i = 0; i < parts->at.n; i++) {
        *list_push(lint->arena, &lint->areas) = parts->at.at[i].name;
        *list_push(lint->arena, &lint->parts) = parts->at.at[i].name;
    }
    for (size_t i = 0; i < sizeof more_areas / sizeof *more_areas; i++)
        if (!string_list_has(&lint->areas, more_areas[i]))
            *list_push(lint->arena, &lint->areas) = more_areas[i];
}

/* --- How findings are told ---------------------------------------------------------------------
 */

/* What cannot be seen is made visible: tabs, carriage returns, blanks at the end. */
static const char *visible(struct arena *arena, const char *line)
{
    struct text out = {0};
    size_t n = strlen(line), indent = strspn(line, " ");
    bool ends = n && isspace((unsigned char)line[n - 1]);
    for (const char *p = line + (line[indent] == '\t' ? 0 : indent); *p; p++)
        if (*p == '\t' || *p == '\r')
            text_adds(&out, *p == '\t' ? "\\t" : "\\r");
        else
            text_addc(&out, *p);
    text_adds(&out, ends ? "|" : "");
    const char *copy = arena_strdup(arena, text_cstr(&out));
    text_release(&out);
    return copy;
}

static bool is_wanted(const struct lint *lint, const struct rule *rule)
{
    const char *only = lint->preflight->options.rule;
    return !only || strcmp(only, rule->name) == 0;
}

static void tell(struct lint *lint, const struct breach *breach, const char *file,
                 const char *found, const char *next)
{
    const struct rule *rule = breach->rule;
    size_t n = rule->good ? strlen(rule->good) : 0;
    const char *good =
        n ? arena_strndup(lint->arena, rule->good, n - (rule->good[n - 1] == '\n')) : NULL;
    bool layout = rule->next && strcmp(rule->next, "make format") == 0; /* of C alone */
    if (rule->next && !(layout && !rules_is_c(file)))
        next = rule->next;
    if (is_wanted(lint, rule))
        report_finding(&lint->preflight->report, &(struct finding){.file = file,
                                                                   .line = breach->line,
                                                                   .rule = rule->name,
                                                                   .text = breach->text,
                                                                   .bad = found,
                                                                   .good = good,
                                                                   .next = next});
}

static const char *line_of(struct arena *arena, const char *bytes, unsigned line)
{
    for (unsigned n = 1; n < line && bytes; n++) {
        bytes = strchr(bytes, '\n');
        bytes = bytes ? bytes + 1 : NULL;
    }
    return bytes && line ? arena_strndup(arena, bytes, strcspn(bytes, "\n")) : NULL;
}

/* --- Messages ----------------------------------------------------------------------------------
 */

static void lint_message(struct lint *lint, const char *where, const char *message,
                         const char *next, bool title)
{
    struct breaches found = {0};
    if (title)
        rules_title(lint->arena, message, &lint->areas, &found);
    else
        rules_message(lint->arena, message, &lint->areas, &found);
    for (size_t i = 0; i < found.n; i++) {
        struct breach *breach = &found.at[i];
        const char *line = line_of(lint->arena, message, breach->line);
        breach->line = breach->line > 1 ? breach->line : 0;
        tell(lint, breach, where, line ? visible(lint->arena, line) : NULL, next);
    }
}

static enum status lint_commit(struct lint *lint, const git_oid *id, struct error *error)
{
    git_repository *repository = lint->preflight->repository;
    git_commit *commit = NULL;
    char name[11];
    if (git_commit_lookup(&commit, repository, id) < 0)
        return repository_error(repository, "a commit", error);
    git_oid_tostr(name, sizeof name, id);
    if (git_commit_parentcount(commit) < 2) {
        const char *message = arena_strdup(lint->arena, git_commit_message(commit));
        lint_message(lint, arena_printf(lint->arena, "commit %s", name), message,
                     arena_printf(lint->arena, "git rebase -i --autosquash %s^", name), false);
        for (char *line, *rest = arena_strdup(lint->arena, message); (line = strsep(&rest, "\n"));)
            if (strstr(line, "allow("))
                *list_push(lint->arena, &lint->allowances) = line;
    }
    git_commit_free(commit);
    return STATUS_OK;
}

/* A message that is being written: what git will take out of it is none of it. */
static enum status lint_draft(struct lint *lint, const char *file, struct error *error)
{
    char *bytes, *line;
    size_t n;
    struct text message = {0};
    const char *path = file;
    if (file[0] != '/' && lint->preflight->prefix[0])
        path = path_join(lint->arena, lint->preflight->prefix, file);
    TRY(file_read(lint->arena, path, &bytes, &n, error));
    while ((line = strsep(&bytes, "\n"))) {
        if (strstr(line, "------------------------ >8 ---"))
            break;
        if (line[0] != '#')
            text_addf(&message, "%s\n", line);
    }
    while (message.n && message.at[message.n - 1] == '\n')
        message.at[--message.n] = '\0';
    lint_message(lint, "message", text_cstr(&message),
                 "git commit --edit --file .git/COMMIT_EDITMSG", false);
    text_release(&message);
    return STATUS_OK;
}

/* --- Files -------------------------------------------------------------------------------------
 */

static struct rules_file as_rules_file(const struct lint *lint, const struct edit *edit)
{
    return (struct rules_file){.path = edit->path,
                               .bytes = edit->bytes,
                               .n = edit->n,
                               .size = edit->size,
                               .added = edit->added,
                               .changed = edit->changed,
                               .parts = &lint->parts,
                               .messages = &lint->allowances};
}

/* "--lines=3:5" for every run of changed lines. */
static void add_ranges(struct arena *arena, struct string_list *words, const struct edit *edit)
{
    size_t lines = 1;
    for (size_t i = 0; i < edit->n; i++)
        lines += edit->bytes[i] == '\n';
    for (size_t from = 1; from <= lines; from++) {
        size_t to = from;
        while (to <= lines && edit->changed[to])
            to++;
        if (to > from)
            *list_push(arena, words) = arena_printf(arena, "--lines=%zu:%zu", from, to - 1);
        from = to;
    }
}

/* Another rule about the layout has said what is wrong with this line. */
static bool is_told(const struct breaches *list, unsigned line)
{
    static const char *const layout[] = {"blanks", "line-end", "tab"};
    for (size_t i = 0; i < list->n; i++)
        for (size_t j = 0; j < sizeof layout / sizeof *layout; j++)
            if (list->at[i].line == line && strcmp(list->at[i].rule->name, layout[j]) == 0)
                return true;
    return false;
}

/* What clang-format says of line N: "path:N:column: warning: code should be ...". */
static void read_format(struct lint *lint, const struct edit *edit, const char *said,
                        struct breaches *list)
{
    size_t n = strlen(edit->path);
    unsigned last = 0;
    struct rules_file file = as_rules_file(lint, edit);
    for (const char *line = said; line; line = (line = strchr(line, '\n')) ? line + 1 : NULL) {
        if (strncmp(line, edit->path, n) != 0 || line[n] != ':')
            continue;
        unsigned number = (unsigned)strtoul(line + n + 1, NULL, 10);
        const char *end = strchrnul(line, '\n');
        if (number == last || (edit->changed && !edit->changed[number]) ||
            !memmem(line, (size_t)(end - line), "clang-format", 12))
            continue;
        last = number;
        if (!is_told(list, number) && !rules_allowed(lint->arena, &file, "format", number))
            *list_push(lint->arena, list) =
                (struct breach){rule_named("format"), number, "not laid out as clang-format would"};
    }
}

static enum status run_format(struct lint *lint, struct string_list *words, struct text *said,
                              struct error *error)
{
    int exit = 0;
    *list_push(lint->arena, words) = NULL;
    TRY(process_run((char **)(uintptr_t)words->at, said, &exit, error));
    if (exit == 127)
        return error_set(error, STATUS_WORLD,
                         "the rule format was not looked at, because there is no clang-format; "
                         "install it: make deps");
    if (exit)
        return error_set(error, STATUS_WORLD, "clang-format failed: %s", text_cstr(said));
    return STATUS_OK;
}

/* New files in one process, those with old lines in one each: the option is for one file. */
static enum status ask_format(struct lint *lint, const struct edits *edits, struct text *said,
                              struct error *error)
{
    static const char *const first[] = {"clang-format", "--dry-run", "--ferror-limit=0"};
    enum { FIRST = sizeof first / sizeof *first };
    struct string_list whole = {0};
    for (size_t i = 0; i < FIRST; i++)
        *list_push(lint->arena, &whole) = first[i];
    for (size_t i = 0; i < edits->at.n; i++) {
        const struct edit *edit = &edits->at.at[i];
        struct string_list words = {0};
        if (!rules_is_c(edit->path))
            continue;
        if (!edit->changed) {
            *list_push(lint->arena, &whole) = edit->path;
            continue;
        }
        for (size_t j = 0; j < FIRST; j++)
            *list_push(lint->arena, &words) = first[j];
        add_ranges(lint->arena, &words, edit);
        if (words.n == FIRST)
            continue;
        *list_push(lint->arena, &words) = edit->path;
        TRY(run_format(lint, &words, said, error));
    }
    return whole.n > FIRST ? run_format(lint, &whole, said, error) : STATUS_OK;
}

static int by_line(const void *a, const void *b)
{
    const struct breach *x = a, *y = b;
    return x->line != y->line ? (x->line > y->line) - (x->line < y->line)
                              : strcmp(x->rule->name, y->rule->name);
}

/* What cannot be asked of clang-format does not keep the other rules from being told. */
static enum status lint_files(struct lint *lint, const struct edits *edits, struct error *error)
{
    enum status status = STATUS_OK;
    struct text format = {0};
    if (is_wanted(lint, rule_named("format")))
        status = ask_format(lint, edits, &format, error);
    for (size_t i = 0; i < edits->at.n; i++) {
        const struct edit *edit = &edits->at.at[i];
        struct rules_file file = as_rules_file(lint, edit);
        struct breaches found = {0};
        rules_file(lint->arena, &file, &found);
        if (rules_is_c(edit->path))
            read_format(lint, edit, text_cstr(&format), &found);
        if (found.n)
            qsort(found.at, found.n, sizeof *found.at, by_line);
        for (size_t j = 0; j < found.n; j++) {
            const char *line = rules_is_text(edit->bytes, edit->n)
                                   ? line_of(lint->arena, edit->bytes, found.at[j].line)
                                   : NULL;
            tell(lint, &found.at[j], edit->path,
                 line && found.at[j].rule->about == RULE_LINE ? visible(lint->arena, line) : NULL,
                 arena_printf(lint->arena, "build/bin/preflight lint --rule %s",
                              found.at[j].rule->name));
        }
    }
    text_release(&format);
    return status;
}

/* --- The command -------------------------------------------------------------------------------
 */

/* An example as one line, or that it is empty. */
static const char *shown(struct arena *arena, const char *example)
{
    size_t n = strlen(example);
    const char *all = n ? "" : "(nothing)";
    struct lines lines = lines_split(arena, example, n);
    for (size_t i = 0; i < lines.at.n; i++)
        all = arena_printf(arena, "%s%s%s", all, visible(arena, lines.at.at[i]),
                           i + 1 < lines.at.n || example[n - 1] == '\n' ? "\\n" : "");
    return all;
}

static void list_rules(struct arena *arena, struct report *report)
{
    for (size_t i = 0; i < rules_n; i++)
        report_line(report, "%-11s %s\n              bad:  %s\n              good: %s",
                    rules[i].name, rules[i].wants, shown(arena, rules[i].bad),
                    shown(arena, rules[i].good));
    report_line(report,
                "\n"
                "An exception is reasoned: \"allow(RULE): why\" in a comment on the line or "
                "the one above; about a\nwhole file in its first ten lines, about a message "
                "on a line of its own below the subject.");
}

static enum status lint_changes(struct lint *lint, const struct changes *changes,
                                const struct parts *parts, struct error *error)
{
    struct options *options = &lint->preflight->options;
    struct edits edits = {0};
    if (options->title)
        lint_message(lint, "title", options->title, "give the pull request another title", true);
    for (size_t i = 0; i < changes->commits.n; i++)
        TRY(lint_commit(lint, &changes->commits.at[i], error));
    if (options->all)
        TRY(edits_all(lint->arena, lint->preflight->repository, &edits, error));
    else
        TRY(edits_find(lint->arena, lint->preflight->repository, changes, &edits, error));
    TRY(lint_files(lint, &edits, error));
    if (file_exists(".github/CODEOWNERS") && is_wanted(lint, rule_named("owners")))
        TRY(owners_check(lint->arena, parts, &lint->preflight->report, error));
    if (!lint->preflight->report.findings)
        report_line(&lint->preflight->report, "lint: nothing to mend");
    return STATUS_OK;
}

enum status lint_command(struct preflight *preflight, struct error *error)
{
    struct arena *arena = preflight->arena;
    struct options *options = &preflight->options;
    static const struct changes none;
    const struct changes *changes = &none;
    struct parts parts;
    struct lint lint = {.arena = arena, .preflight = preflight};
    if (options->rule && !rule_named(options->rule))
        return error_set(error, STATUS_USAGE,
                         "--rule: no rule is called \"%s\"; build/bin/preflight lint --rules lists "
                         "them",
                         options->rule);
    if (options->rules) {
        list_rules(arena, &preflight->report);
        return STATUS_OK;
    }
    if (!options->all && !options->message)
        TRY(preflight_changes(preflight, &changes, error));
    TRY(parts_load(arena, preflight->repository, changes == &none ? NULL : changes, &parts, error));
    know_parts(&lint, &parts);
    if (options->message)
        TRY(lint_draft(&lint, options->message, error));
    else
        TRY(lint_changes(&lint, changes, &parts, error));
    return report_status(&preflight->report);
}
