/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Rules about messages of commits and titles: see rules.h. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "common/text.h"
#include "rules.h"
#include "rules_text.h"

enum { SUBJECT_COLUMNS = 72, BODY_COLUMNS = 80 };

static size_t columns(const char *s)
{
    size_t n = 0, length;
    for (size_t left = strlen(s); left; s += length, left -= length, n++)
        if (!(length = utf8_length(s, left)))
            length = 1;
    return n;
}

/* --- Imperative --------------------------------------------------------------------------------
 */

/* Verbs that subjects begin with. Only their own forms are found: a rule that takes "embedded" or
 * "spelling" for a story is a rule that people learn to ignore. */
static const char *const verbs[] = {
    "add",    "allow",    "avoid",     "bump",    "clean",     "correct",  "create",
    "delete", "document", "drop",      "enable",  "ensure",    "extend",   "fix",
    "give",   "handle",   "implement", "improve", "introduce", "keep",     "let",
    "make",   "mend",     "prevent",   "provide", "reduce",    "refactor", "refuse",
    "remove", "rename",   "replace",   "rewrite", "rework",    "say",      "simplify",
    "skip",   "stop",     "take",      "tell",    "turn",      "write"};
/* And those whose third person is a plural, too: "builds", "tests". */
static const char *const nouns[] = {"build", "change",  "check",  "count",  "merge", "move",
                                    "print", "read",    "report", "return", "show",  "split",
                                    "store", "support", "test",   "update", "use",   "wrap"};

static bool is_one_of(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, list[i]) == 0)
            return true;
    return false;
}

/* The order that "adds", "added", "adding" was made of, else NULL. */
static const char *order_of(struct arena *arena, const char *word)
{
    static const struct {
        const char *ending, *instead;
        bool plural, doubled; /* looks like a plural; the letter before it was doubled: "dropped" */
    } forms[] = {
        {"ies", "y", true, false},  {"es", "", true, false},   {"s", "", true, false},
        {"ied", "y", false, false}, {"ed", "", false, false},  {"ed", "e", false, false},
        {"ed", "", false, true},    {"ing", "", false, false}, {"ing", "e", false, false},
        {"ing", "", false, true},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t cut = strlen(forms[i].ending) + forms[i].doubled;
        if (!ends_with(word, forms[i].ending) || strlen(word) <= cut)
            continue;
        int stem = (int)(strlen(word) - cut);
        const char *verb = arena_printf(arena, "%.*s%s", stem, word, forms[i].instead);
        if (is_one_of(verb, verbs, sizeof verbs / sizeof *verbs) ||
            (!forms[i].plural && is_one_of(verb, nouns, sizeof nouns / sizeof *nouns)))
            return verb;
    }
    return NULL;
}

static void check_imperative(struct arena *arena, const char *what, struct breaches *list)
{
    size_t n = 0;
    while (isalpha((unsigned char)what[n]) || what[n] == '-')
        n++;
    if (!n || (what[n] != ' ' && what[n] != '\0'))
        return; /* a name: code, a path, a number */
    char *word = arena_strndup(arena, what, n);
    for (size_t i = 0; i < n; i++)
        word[i] = (char)tolower((unsigned char)word[i]);
    const char *order = order_of(arena, word);
    if (order)
        breach_add(arena, list, "imperative", 1,
                   "\"%s\" tells a story; say what the commit does: \"%s\"", word, order);
}

/* --- Areas -------------------------------------------------------------------------------------
 */

static void check_area(struct arena *arena, const char *area, const struct string_list *areas,
                       struct breaches *list)
{
    const char *best = NULL;
    if (string_list_has(areas, area))
        return;
    for (size_t i = 0; i < areas->n; i++)
        if (edit_distance(area, areas->at[i]) <= 2 &&
            (!best || edit_distance(area, areas->at[i]) < edit_distance(area, best)))
            best = areas->at[i];
    if (best) {
        breach_add(arena, list, "area", 1, "no area is called \"%s\"; did you mean \"%s\"?", area,
                   best);
        return;
    }
    struct text all = {0};
    for (size_t i = 0; i < areas->n; i++)
        text_addf(&all, "%s%s", i ? ", " : "", areas->at[i]);
    breach_add(arena, list, "area", 1, "no area is called \"%s\"; there are %s", area,
               text_cstr(&all));
    text_release(&all);
}

/* "acpi, uefi: what" and "acpi/aml: what". Returns what stands behind the colon, or NULL: the
 * subject has no such form. */
static const char *check_areas(struct arena *arena, const char *subject,
                               const struct string_list *areas, struct breaches *list)
{
    const char *colon = strstr(subject, ": ");
    size_t n = colon ? (size_t)(colon - subject) : 0;
    if (!n ||
        strspn(subject, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./, -") <
            n ||
        !colon[2] || colon[2] == ' ')
        return NULL;
    char *head = arena_strndup(arena, subject, n), *rest = head, *area;
    while ((area = strsep(&rest, ","))) {
        area += strspn(area, " ");
        if (!area[0] || strchr(area, ' '))
            return NULL;
        area[strcspn(area, "/")] = '\0';
        check_area(arena, area, areas, list);
    }
    return colon + 2;
}

/* --- A subject, a message ----------------------------------------------------------------------
 */

static bool is_unfinished(const char *subject)
{
    static const char *const marks[] = {"fixup!", "squash!", "amend!"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (starts_with(subject, marks[i]))
            return true;
    for (const char *s = subject; (s = strcasestr(s, "wip")); s++)
        if ((s == subject || !isalnum((unsigned char)s[-1])) && !isalnum((unsigned char)s[3]))
            return true;
    return false;
}

void rules_title(struct arena *arena, const char *title, const struct string_list *areas,
                 struct breaches *list)
{
    size_t n = strlen(title);
    if (is_unfinished(title)) {
        breach_add(arena, list, "unfinished", 1, "this says of itself that it is not finished");
        return;
    }
    if (starts_with(title, "Revert \"")) /* git's own words, about a subject that was looked at */
        return;
    const char *what = check_areas(arena, title, areas, list);
    if (what)
        check_imperative(arena, what, list);
    else
        breach_add(arena, list, "form", 1, "the form is \"area: what it does\"");
    if (columns(title) > SUBJECT_COLUMNS)
        breach_add(arena, list, "columns", 1, "%zu columns, %d are there", columns(title),
                   SUBJECT_COLUMNS);
    if (n && title[n - 1] == '.')
        breach_add(arena, list, "dot", 1, "it ends with a dot");
}

/* Code, quotes, tables, trailers and addresses are not broken. */
static bool is_prose(const char *line)
{
    size_t word = strcspn(line, " :");
    return !strchr(" \t>|#", line[0]) && !strstr(line, "://") &&
           !(line[word] == ':' && line[word + 1] == ' ' && memchr(line, '-', word));
}

void rules_message(struct arena *arena, const char *message, const struct string_list *areas,
                   struct breaches *list)
{
    struct lines lines = lines_split(arena, message, strlen(message));
    struct breaches found = {0};
    rules_title(arena, lines.at.n ? lines.at.at[0] : "", areas, &found);
    if (lines.at.n > 1 && lines.at.at[1][0])
        breach_add(arena, &found, "body", 2, "the second line is not blank");
    for (size_t i = 2; i < lines.at.n; i++)
        if (columns(lines.at.at[i]) > BODY_COLUMNS && is_prose(lines.at.at[i]))
            breach_add(arena, &found, "body", (unsigned)i + 1, "%zu columns, %d are there",
                       columns(lines.at.at[i]), BODY_COLUMNS);
    for (size_t i = 0; i < found.n; i++) {
        bool allowed = false;
        for (size_t j = 1; j < lines.at.n && !allowed; j++)
            allowed = line_allows(lines.at.at[j], found.at[i].rule->name) == ALLOW_REASONED;
        if (!allowed)
            *list_push(arena, list) = found.at[i];
    }
    for (size_t i = 1; i < lines.at.n; i++)
        allow_check(arena, lines.at.at[i], (unsigned)i + 1, list);
}
