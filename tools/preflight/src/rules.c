/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The table of rules, and reasoned exceptions: see rules.h. */
#include "rules.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "common/text.h"
#include "rules_text.h"

static const char acpi_c[] = "projects/acpi/src/tables/madt.c";
static const char acpi_h[] = "projects/acpi/include/acpi/madt.h";

const struct rule rules[] = {
    {"form", RULE_MESSAGE, "a subject is \"area: what it does\"", NULL, "Fixed the parser",
     "acpi: read the last entry of the MADT", NULL},
    {"area", RULE_MESSAGE, "the area is a part of this repository, or ci, docs, house", NULL,
     "apci: read the last entry of the MADT", "acpi: read the last entry of the MADT", NULL},
    {"imperative", RULE_MESSAGE, "a subject says what the commit does, as an order", NULL,
     "acpi: added a check of lengths", "acpi: add a check of lengths", NULL},
    {"columns", RULE_MESSAGE, "a subject has at most 72 columns", NULL,
     "acpi: read the last entry of the MADT too, which was left out as long as tables were short",
     "acpi: read the last entry of the MADT", NULL},
    {"dot", RULE_MESSAGE, "a subject ends without a dot", NULL,
     "acpi: read the last entry of the MADT.", "acpi: read the last entry of the MADT", NULL},
    {"unfinished", RULE_MESSAGE, "no commit waits to be squashed, none is called WIP", NULL,
     "fixup! acpi: read the last entry of the MADT", "acpi: read the last entry of the MADT", NULL},
    {"body", RULE_MESSAGE, "the second line is blank; prose below it has at most 80 columns", NULL,
     "acpi: read the last entry of the MADT\nIt was left out.",
     "acpi: read the last entry of the MADT\n\nIt was left out.", NULL},

    {"conflict", RULE_LINE, "no mark of a merge conflict is left", acpi_c, "<<<<<<< HEAD", "int x;",
     "git diff --check"},
    {"line-end", RULE_LINE, "lines end in LF", acpi_c, "int x;\r", "int x;",
     "git config core.autocrlf input && git add --renormalize ."},
    {"blanks", RULE_LINE, "no blanks at the end of a line", acpi_c, "int x; ", "int x;",
     "git diff --check"},
    {"tab", RULE_LINE, "four spaces, not a tab (makefiles aside)", acpi_c, "\tint x;", "    int x;",
     "make format"},
    {"format", RULE_LINE, "C is laid out by clang-format", acpi_c, "int  x ;", "int x;",
     "make format"},
    {"banned", RULE_LINE, "no function that cannot be called safely", acpi_c,
     "strcpy(name, argument);", "text_adds(&name, argument);", NULL},
    {"debug", RULE_LINE, "a library prints nothing; programs do", acpi_c,
     "printf(\"here %d\\n\", x);", "return ACPI_BAD_TABLE;", NULL},
    {"comment", RULE_LINE, "a public name has a comment", acpi_h, "size_t acpi_count(void);",
     "/* CPUs that the MADT names. */\nsize_t acpi_count(void);", NULL},

    {"licence", RULE_FILE, "the first lines of a new source name its licence", acpi_c, "int x;\n",
     "/* SPDX-License-Identifier: MIT OR Apache-2.0 */\nint x;\n", NULL},
    {"last-line", RULE_FILE, "the last line ends in a newline", acpi_c, "int x;", "int x;\n",
     "make format"},
    {"length", RULE_FILE, "a source has at most 800 lines", NULL, "a file of 900 lines",
     "two files, each with an idea of its own", NULL},
    {"size", RULE_FILE, "a file has at most 512 KiB", NULL, "the image of a disk",
     "the script that makes it, or a seed of a few KiB", NULL},
    {"fragment", RULE_FILE, "a news fragment is SLUG.PROJECT.KIND.md and says something",
     "newsletter/fragments/ranges.acpi.added.md", "", "Map whole ranges in one call\n",
     "make note"},
    {"owners", RULE_FILE, "what GitHub reads says what the project.json files say", NULL,
     "a project.json that changed alone",
     "one that changed with .github/CODEOWNERS, labels and forms", "make owners WRITE=1"},
    {"allow", RULE_LINE, "an exception names a rule and says why", acpi_c,
     "/* allow(debug): */ int x;", "/* allow(debug): shown while firmware boots */ int x;", NULL},
};
const size_t rules_n = sizeof rules / sizeof *rules;

const struct rule *rule_named(const char *name)
{
    for (size_t i = 0; i < rules_n; i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    return NULL;
}

void breach_add(struct arena *arena, struct breaches *list, const char *rule, unsigned line,
                const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct breach b = {
        .rule = rule_named(rule), .line = line, .text = arena_vprintf(arena, format, args)};
    va_end(args);
    if (!b.rule)
        BUG("no rule %s", rule);
    *list_push(arena, list) = b;
}

struct lines lines_split(struct arena *arena, const char *bytes, size_t n)
{
    struct lines lines = {0};
    for (size_t from = 0; from < n;) {
        const char *end = memchr(bytes + from, '\n', n - from);
        size_t length = end ? (size_t)(end - bytes) - from : n - from;
        *list_push(arena, &lines.at) = arena_strndup(arena, bytes + from, length);
        from += length + 1;
    }
    return lines;
}

/* --- Exceptions --------------------------------------------------------------------------------
 */

/* The next "allow(...):" from `line` on; its name, what follows it. */
static const char *next_allow(const char *line, const char **ret_name, size_t *ret_n)
{
    while ((line = strstr(line, "allow("))) {
        const char *name = line + strlen("allow(");
        size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz-");
        line = name;
        if (!n || strncmp(name + n, "):", 2) != 0)
            continue;
        *ret_name = name;
        *ret_n = n;
        return name + n + 2;
    }
    return NULL;
}

/* A reason is at least a word of three letters, before the comment ends. */
static bool is_reasoned(const char *reason)
{
    size_t letters = 0;
    for (; *reason && !starts_with(reason, "*/") && letters < 3; reason++)
        letters = isalpha((unsigned char)*reason) ? letters + 1 : 0;
    return letters == 3;
}

enum allowance line_allows(const char *line, const char *rule)
{
    const char *name;
    size_t n;
    while ((line = next_allow(line, &name, &n)))
        if (strlen(rule) == n && memcmp(rule, name, n) == 0)
            return is_reasoned(line) ? ALLOW_REASONED : ALLOW_BARE;
    return ALLOW_NOT;
}

static const char *nearest_rule(const char *word)
{
    const struct rule *best = NULL;
    for (size_t i = 0; i < rules_n; i++)
        if (edit_distance(word, rules[i].name) <= 3 &&
            (!best || edit_distance(word, rules[i].name) < edit_distance(word, best->name)))
            best = &rules[i];
    return best ? best->name : NULL;
}

void allow_check(struct arena *arena, const char *line, unsigned number, struct breaches *list)
{
    const char *at;
    size_t n;
    while ((line = next_allow(line, &at, &n))) {
        const char *name = arena_strndup(arena, at, n), *near = nearest_rule(name);
        if (!rule_named(name))
            breach_add(arena, list, "allow", number, "no rule is called \"%s\"%s%s%s", name,
                       near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        else if (!is_reasoned(line))
            breach_add(arena, list, "allow", number, "allow(%s) says no reason", name);
    }
}
