/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Rules about changed lines and changed files: see rules.h. C is read twice: as it stands, and as
 * code alone, where comments and strings are blank, so that a rule about calls looks at calls.
 */
#include <ctype.h>
#include <string.h>

#include "common/fragment.h"
#include "common/text.h"
#include "rules.h"
#include "rules_text.h"

enum { MOST_LINES = 800, MOST_BYTES = 512 << 10, HEAD_LINES = 10 };

struct look {
    struct arena *arena;
    const struct rules_file *file;
    struct lines lines;
    struct lines code;     /* without comments and strings; empty unless it is C */
    struct lines comments; /* what may allow: of C the comments, else all */
    struct breaches found;
};

bool rules_is_c(const char *path)
{
    return ends_with(path, ".c") || ends_with(path, ".h");
}

bool rules_is_text(const char *bytes, size_t n)
{
    return !memchr(bytes, '\0', n < 8000 ? n : 8000);
}

/* Bytes for tests to read, in whatever state they are wanted. */
static bool is_data(const char *path)
{
    return strstr(path, "/tests/data/") || (strstr(path, "/tests/fuzz/") && !rules_is_c(path)) ||
           ends_with(path, ".patch") || ends_with(path, ".diff");
}

/* "projects/NAME/FOLDER/...": in one of these folders of a library? */
static bool is_library(const char *path, const char *folder)
{
    size_t name = starts_with(path, "projects/") ? strlen("projects/") : 0;
    const char *slash = name ? strchr(path + name, '/') : NULL;
    return slash && starts_with(slash + 1, folder);
}

/* What is in raw/ is the specification's, and explained there. */
static bool is_public_header(const char *path)
{
    bool part = starts_with(path, "projects/") || starts_with(path, "tools/");
    return part && ends_with(path, ".h") && strstr(path, "/include/") && !strstr(path, "/raw/") &&
           !is_data(path);
}

static bool is_makefile(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    return ends_with(name, ".mk") || strcmp(name, "Makefile") == 0;
}

/* --- Code alone --------------------------------------------------------------------------------
 */

/* The end of what begins at `at`: a comment, a string, a character; or `at` itself. */
static const char *skip_no_code(const char *at, const char *end)
{
    if (end - at >= 2 && at[0] == '/' && at[1] == '*') {
        const char *close = memmem(at + 2, (size_t)(end - at) - 2, "*/", 2);
        return close ? close + 2 : end;
    }
    if (end - at >= 2 && at[0] == '/' && at[1] == '/') {
        const char *close = memchr(at, '\n', (size_t)(end - at));
        return close ? close : end;
    }
    if (*at != '"' && *at != '\'')
        return at;
    for (const char *p = at + 1; p < end && *p != '\n'; p++) {
        if (*p == *at)
            return p + 1;
        p += *p == '\\' && p + 1 < end && p[1] != '\n';
    }
    return at + 1; /* not closed on its line: an apostrophe in assembly, a message of #error */
}

/* Blanks what is no code in `code`, and what is no comment in `comments`; both begin as copies. */
static void part_code(const char *bytes, size_t n, char *code, char *comments)
{
    for (const char *at = bytes, *end = bytes + n; at < end;) {
        const char *next = skip_no_code(at, end);
        bool comment = next > at && *at == '/', other = next > at;
        next = other ? next : at + 1;
        for (; at < next; at++) {
            if (*at == '\n')
                continue;
            if (other)
                code[at - bytes] = ' ';
            if (!comment)
                comments[at - bytes] = ' ';
        }
    }
}

/* Is `name` called on this line of code? The place of the name, else NULL. */
static bool calls(const char *code, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = code; (at = strstr(at, name)); at += n) {
        bool whole = at == code || (!isalnum((unsigned char)at[-1]) && at[-1] != '_');
        if (whole && at[n + strspn(at + n, " ")] == '(')
            return true;
    }
    return false;
}

/* --- Lines -------------------------------------------------------------------------------------
 */

static const struct {
    const char *name, *instead;
    bool in_tests; /* tests may */
} banned[] = {
    {"strcpy", "text.h", false},        {"strcat", "text.h", false},
    {"sprintf", "text_addf()", false},  {"vsprintf", "text.h", false},
    {"gets", "file_read()", false},     {"strtok", "strcspn()", false},
    {"gmtime", "gmtime_r()", false},    {"localtime", "gmtime_r()", false},
    {"ctime", "instant_text()", false}, {"asctime", "instant_text()", false},
    {"atoi", "strtol()", false},        {"tmpnam", "mkostemp()", false},
    {"mktemp", "mkostemp()", false},    {"system", "posix_spawn()", true},
};
static const char *const prints[] = {"printf", "fprintf", "vprintf", "vfprintf",
                                     "puts",   "fputs",   "putchar", "perror"};

static void check_code(struct look *l, unsigned n, const char *code)
{
    const char *path = l->file->path;
    bool test = strstr(path, "/tests/");
    for (size_t i = 0; i < sizeof banned / sizeof *banned; i++)
        if (calls(code, banned[i].name) && !(test && banned[i].in_tests))
            breach_add(l->arena, &l->found, "banned", n, "%s() is banned; use %s", banned[i].name,
                       banned[i].instead);
    if (!is_library(path, "src/") && !is_library(path, "include/"))
        return;
    for (size_t i = 0; i < sizeof prints / sizeof *prints; i++)
        if (calls(code, prints[i]))
            breach_add(l->arena, &l->found, "debug", n,
                       "%s() in a library; a status says what happened", prints[i]);
}

static bool is_conflict(const char *line)
{
    return starts_with(line, "<<<<<<< ") || starts_with(line, ">>>>>>> ") ||
           starts_with(line, "||||||| ");
}

static void check_line(struct look *l, unsigned n, const char *line)
{
    const char *path = l->file->path;
    size_t length = strlen(line);
    bool crlf = length && line[length - 1] == '\r';
    size_t end = length - crlf, indent = strspn(line, " \t");
    if (is_conflict(line))
        breach_add(l->arena, &l->found, "conflict", n, "a mark of a merge conflict");
    if (is_data(path))
        return;
    if (crlf)
        breach_add(l->arena, &l->found, "line-end", n, "the line ends in CR LF");
    if (end && strchr(" \t", line[end - 1]) && !ends_with(path, ".md"))
        breach_add(l->arena, &l->found, "blanks", n, "blanks at the end of the line");
    if (memchr(line, '\t', indent) && indent < end && !is_makefile(path))
        breach_add(l->arena, &l->found, "tab", n, "a tab at the beginning of the line");
}

/* --- Public names ------------------------------------------------------------------------------
 */

static bool is_blank(const char *line)
{
    return !line[strspn(line, " \t\r")];
}

/* Does a declaration that wants a comment begin on this line, outside of all braces? Macros that
 * are used, and names that end in '_', are nobody's affair. */
static bool declares(const char *code)
{
    static const char *const nothing[] = {"#", "_Static_assert", "extern  "}; /* extern "C" */
    size_t macro = starts_with(code, "#define ") ? strlen("#define ") : 0;
    size_t n =
        strspn(code + macro, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    if (!n || isdigit((unsigned char)code[macro]) || code[macro + n - 1] == '_')
        return false;
    if (macro)
        return true;
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (starts_with(code, nothing[i]))
            return false;
    if (strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == n)
        return false;
    return !starts_with(code, "struct ") || strpbrk(code, "({"); /* named beforehand: none */
}

static bool has_comment(const struct look *l, size_t i)
{
    const char *line = l->lines.at.at[i];
    size_t in = strspn(line, " \t");
    return strstr(line, "/*") || strstr(line, "*/") || strstr(line, "//") || line[in] == '*';
}

/* A comment in the paragraph, or down to where the declaration ends (of a struct, inside it)
 * explains it. */
static bool is_explained(const struct look *l, size_t at)
{
    for (size_t i = at + 1; i-- > 0 && !is_blank(l->lines.at.at[i]);)
        if (has_comment(l, i))
            return true;
    int depth = 0;
    for (size_t i = at; i < l->lines.at.n; i++) {
        const char *code = l->code.at.at[i];
        if (has_comment(l, i))
            return true;
        bool body = strchr(code, '{') && (strchr(code, ')') || depth);
        for (const char *p = code; *p; p++)
            depth += (*p == '{') - (*p == '}');
        if (body || (!depth && (strchr(code, ';') || is_blank(code))))
            return false;
    }
    return false;
}

static void check_comments(struct look *l)
{
    int depth = 0;
    bool continued = false;
    for (size_t i = 0; i < l->code.at.n; i++) {
        const char *code = l->code.at.at[i], *last = code + strlen(code);
        bool changed = !l->file->changed || l->file->changed[i + 1];
        if (depth == 0 && !continued && changed && declares(code) && !is_explained(l, i))
            breach_add(l->arena, &l->found, "comment", (unsigned)i + 1,
                       "a public name without a comment: what it is, units, errors");
        for (const char *p = code; *p && code[0] != '#'; p++)
            depth += (*p == '{' || *p == '(') - (*p == '}' || *p == ')');
        while (last > code && strchr(" \r", last[-1]))
            last--;
        continued = last > code && last[-1] == '\\';
    }
}

/* --- Files -------------------------------------------------------------------------------------
 */

static bool names_licence(const char *path)
{
    static const char *const endings[] = {".c", ".h", ".S", ".sh", ".t", ".mk", ".pl", ".awk"};
    const char *slash = strrchr(path, '/');
    if (is_data(path) || strcmp(slash ? slash + 1 : path, "project.mk") == 0)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(path, endings[i]))
            return true;
    return false;
}

static void check_licence(struct look *l)
{
    static const char wanted[] = "SPDX-License-Identifier: MIT OR Apache-2.0";
    for (size_t i = 0; i < l->lines.at.n && i < 3; i++)
        if (strstr(l->lines.at.at[i], wanted))
            return;
    breach_add(l->arena, &l->found, "licence", 1, "no \"%s\" in the first three lines", wanted);
}

static void check_fragment(struct look *l, const char *name)
{
    struct fragment f;
    const char *kinds = "";
    for (size_t i = 0; fragment_kinds[i]; i++)
        kinds = arena_printf(l->arena, "%s%s%s", kinds, i ? ", " : "", fragment_kinds[i]);
    if (!fragment_parse(l->arena, name, &f))
        breach_add(l->arena, &l->found, "fragment", 0,
                   "thismonth will not read it; call it SLUG.PROJECT.KIND.md, like "
                   "ranges.acpi.added.md");
    else if (l->file->parts && !string_list_has(l->file->parts, f.project))
        breach_add(l->arena, &l->found, "fragment", 0, "no part is called \"%s\"", f.project);
    else if (!fragment_heading(f.kind))
        breach_add(l->arena, &l->found, "fragment", 0,
                   "\"%s\" is no kind of change; there are %s: %s.%s.KIND.md", f.kind, kinds,
                   f.slug, f.project);
    if (!fragment_headline(l->arena, l->file->bytes, l->file->n))
        breach_add(l->arena, &l->found, "fragment", 1, "it says nothing");
}

static void check_whole(struct look *l)
{
    static const char folder[] = "newsletter/fragments/";
    const struct rules_file *f = l->file;
    const char *path = f->path;
    bool code = rules_is_c(path) && !is_data(path);
    size_t size = f->size > f->n ? f->size : f->n;
    if (size > MOST_BYTES)
        breach_add(l->arena, &l->found, "size", 0, "%zu KiB, %d are there; git keeps them for ever",
                   size >> 10, MOST_BYTES >> 10);
    if (!rules_is_text(f->bytes, f->n))
        return;
    if (code && l->lines.at.n > MOST_LINES)
        breach_add(l->arena, &l->found, "length", MOST_LINES + 1,
                   "%zu lines, %d are there; which idea is missing?", l->lines.at.n, MOST_LINES);
    if (f->added && names_licence(path))
        check_licence(l);
    if (f->n && f->bytes[f->n - 1] != '\n' && !is_data(path) &&
        (!f->changed || f->changed[l->lines.at.n]))
        breach_add(l->arena, &l->found, "last-line", (unsigned)l->lines.at.n,
                   "no newline at the end");
    if (starts_with(path, folder))
        check_fragment(l, path + strlen(folder));
}

/* --- Exceptions --------------------------------------------------------------------------------
 */

static bool is_allowed(const struct look *l, const struct breach *b)
{
    const char *rule = b->rule->name;
    const struct string_list *messages = l->file->messages;
    if (b->rule->about == RULE_LINE) {
        for (unsigned n = b->line; n && n + 1 >= b->line; n--)
            if (n <= l->comments.at.n &&
                line_allows(l->comments.at.at[n - 1], rule) == ALLOW_REASONED)
                return true;
        return false;
    }
    for (size_t i = 0; i < l->comments.at.n && i < HEAD_LINES; i++)
        if (line_allows(l->comments.at.at[i], rule) == ALLOW_REASONED)
            return true;
    for (size_t i = 0; messages && !l->comments.at.n && i < messages->n; i++)
        if (line_allows(messages->at[i], rule) == ALLOW_REASONED)
            return true;
    return false;
}

static struct look look_at(struct arena *arena, const struct rules_file *file)
{
    struct look l = {.arena = arena, .file = file};
    if (!rules_is_text(file->bytes, file->n))
        return l;
    l.lines = lines_split(arena, file->bytes, file->n);
    l.comments = l.lines;
    if (!rules_is_c(file->path) || is_data(file->path))
        return l;
    char *code = arena_strndup(arena, file->bytes, file->n);
    char *comments = arena_strndup(arena, file->bytes, file->n);
    part_code(file->bytes, file->n, code, comments);
    l.code = lines_split(arena, code, file->n);
    l.comments = lines_split(arena, comments, file->n);
    return l;
}

bool rules_allowed(struct arena *arena, const struct rules_file *file, const char *rule,
                   unsigned line)
{
    struct look l = look_at(arena, file);
    return is_allowed(&l, &(struct breach){.rule = rule_named(rule), .line = line});
}

static void keep(struct arena *arena, const struct look *l, struct breaches *list)
{
    for (size_t i = 0; i < l->found.n; i++)
        if (!is_allowed(l, &l->found.at[i]))
            *list_push(arena, list) = l->found.at[i];
}

void rules_file(struct arena *arena, const struct rules_file *file, struct breaches *list)
{
    struct look l = look_at(arena, file);
    check_whole(&l);
    for (size_t i = 0; i < l.lines.at.n; i++) {
        if (file->changed && !file->changed[i + 1])
            continue;
        check_line(&l, (unsigned)i + 1, l.lines.at.at[i]);
        if (i < l.code.at.n)
            check_code(&l, (unsigned)i + 1, l.code.at.at[i]);
        if (!is_data(file->path) && (l.code.at.n || !strstr(file->path, "/tests/")))
            allow_check(arena, l.comments.at.at[i], (unsigned)i + 1, &l.found);
    }
    if (is_public_header(file->path))
        check_comments(&l);
    keep(arena, &l, list);
}
