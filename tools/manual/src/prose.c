/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Comments as text: see prose.h. Two steps: lines into blocks by their indentation, then each
 * block's text into runs. */
#include "prose.h"

#include <ctype.h>
#include <string.h>

#include "code.h"

/* --- Out of the comment ----------------------------------------------------------------------- */

static const char *trimmed_end(const char *begin, const char *end)
{
    while (end > begin && isspace((unsigned char)end[-1]))
        end--;
    return end;
}

char *prose_of_comment(struct arena *arena, const char *comment, size_t n, size_t column)
{
    struct text out = {0};
    const char *at = comment + 2, *end = comment + n;
    if (comment[1] == '*' && n >= 4)
        end -= 2;
    size_t margin = column + 3; /* where the words of the first line begin */
    for (bool first = true; at < end; first = false) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = newline ? newline : end;
        const char *word = at + strspn(at, " \t");
        if (word > line_end)
            word = line_end;
        if (first)
            at = word;
        else if (word < line_end && *word == '*')
            at = word + 1 + (word + 1 < line_end && word[1] == ' ');
        else
            at = (size_t)(word - at) > margin ? at + margin : word;
        text_add(&out, at, (size_t)(trimmed_end(at, line_end) - at));
        text_addc(&out, '\n');
        at = newline ? newline + 1 : end;
    }
    const char *text = text_cstr(&out);
    text += strspn(text, "\n");
    char *prose =
        arena_strndup(arena, text, (size_t)(trimmed_end(text, text + strlen(text)) - text));
    text_release(&out);
    return prose;
}

char *prose_heading(struct arena *arena, const char **text)
{
    size_t dashes = strspn(*text, "-");
    if (dashes < 3 || (*text)[dashes] != ' ')
        return NULL;
    const char *begin = *text + dashes + 1, *end = begin + strcspn(begin, "\n");
    *text = end + strspn(end, "\n");
    dashes = strspn(*text, "-"); /* on a line of their own, where they were too many for one */
    if (dashes && ((*text)[dashes] == '\n' || !(*text)[dashes]))
        *text += dashes + strspn(*text + dashes, "\n");
    while (end > begin && (end[-1] == '-' || end[-1] == ' '))
        end--;
    return arena_strndup(arena, begin, (size_t)(end - begin));
}

/* --- Runs ------------------------------------------------------------------------------------- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* A word of C that nobody would take for one of English. */
static bool looks_like_name(const char *word, size_t n)
{
    bool upper = false, other = false;
    for (size_t i = 0; i < n; i++) {
        upper |= i > 0 && isupper((unsigned char)word[i]);
        other |= word[i] == '_' || isdigit((unsigned char)word[i]);
    }
    return other || upper;
}

/* Behind what reads as one name: a_b, a->b, a.b_c, A_..._B, A_*, a(), and AML's _SB_._INI. */
static const char *behind_name(const char *at)
{
    for (;;) {
        if (is_word(*at))
            at++;
        else if (at[0] == '-' && at[1] == '>' && is_word(at[2]))
            at += 2;
        else if (at[0] == '.' && (at[1] == '_' || islower((unsigned char)at[1])))
            at++;
        else if (starts_with(at, "...") && (at[-1] == '_' || at[3] == '_'))
            at += 3;
        else
            break;
    }
    if (at[-1] == '_' && *at == '*')
        at++;
    return starts_with(at, "()") ? at + 2 : at;
}

static const char *behind_path(const char *at)
{
    while (is_word(*at) || *at == '/' || (*at == '.' && is_word(at[1])))
        at++;
    return at;
}

/* Code in a sentence: a link if it names something. "struct x", "x()" and "*x" name x. */
static void add_code(struct runs *runs, const char *code, size_t n)
{
    const struct names *names = runs->place->names;
    const char *tag = NULL, *name = code + strspn(code, "*");
    static const char *const tags[] = {"struct ", "union ", "enum "};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (starts_with(name, tags[i])) {
            tag = tags[i];
            name += strlen(tag);
        }
    size_t left = name < code + n ? n - (size_t)(name - code) : 0;
    if (left > 2 && memcmp(name + left - 2, "()", 2) == 0)
        left -= 2;
    char word[16] = "";
    if (tag)
        memcpy(word, tag, strlen(tag) - 1);
    const struct name *known = left ? names_find(names, tag ? word : NULL, name, left) : NULL;
    const char *header = names_header(names, code, n);
    if (known)
        runs_name(runs, known, code, n);
    else if (header)
        runs_header(runs, header, code, n);
    else
        runs_mark(runs, "x", code, n);
}

/* A word of the sentence, and how far it reaches. */
static const char *add_word(struct runs *runs, const char *at)
{
    const char *end = behind_path(at);
    const char *header = names_header(runs->place->names, at, (size_t)(end - at));
    if (header) {
        runs_header(runs, header, at, (size_t)(end - at));
        return end;
    }
    end = behind_name(strchr("*.\\", *at) ? at + 1 : at);
    size_t n = (size_t)(end - at);
    bool call = n > 2 && memcmp(end - 2, "()", 2) == 0;
    bool known = names_find(runs->place->names, NULL, at, n) && looks_like_name(at, n);
    if (known || call || memchr(at, '_', n) || (memchr(at, '>', n) && n > 3))
        add_code(runs, at, n);
    else
        runs_text(runs, at, n);
    return end;
}

static const char *behind_url(const char *at)
{
    const char *end = at + strcspn(at, " \n\"<>`)");
    while (end > at && strchr(".,;:!?", end[-1]))
        end--;
    return end;
}

static void add_runs(const struct place *place, const char *text, struct text *out)
{
    struct runs runs;
    runs_begin(&runs, place, out);
    for (const char *p = text; *p;) {
        const char *end = *p == '`' ? strchr(p + 1, '`') : NULL;
        bool begins = p == text || !is_word(p[-1]);
        bool prefixed = strchr("*.\\", *p) && (isalpha((unsigned char)p[1]) || p[1] == '_') &&
                        (p == text || strchr(" (", p[-1]));
        if (end) {
            add_code(&runs, p + 1, (size_t)(end - p - 1));
            p = end + 1;
        } else if (begins && (starts_with(p, "https://") || starts_with(p, "http://"))) {
            end = behind_url(p);
            runs_url(&runs, p, (size_t)(end - p));
            p = end;
        } else if (prefixed || (begins && (isalpha((unsigned char)*p) || *p == '_'))) {
            p = add_word(&runs, p);
        } else {
            runs_text(&runs, p++, 1);
        }
    }
    runs_end(&runs);
}

/* --- Blocks ----------------------------------------------------------------------------------- */

struct line {
    const char *at; /* its first word */
    size_t n, indent;
};

static struct line read_line(const char **text)
{
    struct line line = {.indent = strspn(*text, " ")};
    line.at = *text + line.indent;
    line.n = strcspn(line.at, "\n");
    *text = line.at + line.n + (line.at[line.n] == '\n');
    return line;
}

static struct line next_line(const char *text)
{
    return read_line(&text);
}

struct blocks {
    const struct place *place;
    struct text *out;
    bool any;
};

static void begin_block(struct blocks *b, const char *kind)
{
    text_addf(b->out, "%s{\"%s\":", b->any ? "," : "", kind);
    b->any = true;
}

/* Appends the lines of a paragraph, as long as `more` says of the next one. */
static void join_lines(struct text *joined, const char **text, size_t indent,
                       bool (*more)(const struct line *, size_t indent))
{
    for (;;) {
        struct line line = read_line(text);
        if (joined->n)
            text_addc(joined, ' ');
        text_add(joined, line.at, line.n);
        struct line next = next_line(*text);
        if (!**text || !more(&next, indent))
            return;
    }
}

static bool is_item(const struct line *line)
{
    return line->n > 2 && starts_with(line->at, "- ");
}

static bool goes_on(const struct line *line, size_t indent)
{
    return line->n && line->indent < indent + 4 && !is_item(line) &&
           (line->indent == indent || line->indent < 2);
}

static bool is_hanging(const struct line *line, size_t indent)
{
    return line->n && line->indent > indent;
}

static void add_paragraph(struct blocks *b, const char **text, size_t indent)
{
    struct text joined = {0};
    join_lines(&joined, text, indent, goes_on);
    begin_block(b, "p");
    add_runs(b->place, text_cstr(&joined), b->out);
    text_addc(b->out, '}');
    text_release(&joined);
}

static void add_list(struct blocks *b, const char **text)
{
    begin_block(b, "ul");
    text_addc(b->out, '[');
    bool first = true;
    for (struct line line = next_line(*text); **text && is_item(&line); line = next_line(*text)) {
        struct text joined = {0};
        join_lines(&joined, text, line.indent, is_hanging);
        text_adds(b->out, first ? "" : ",");
        add_runs(b->place, text_cstr(&joined) + 2, b->out);
        text_release(&joined);
        first = false;
        while (**text == '\n' && is_item(&(struct line){.at = *text + 1, .n = strlen(*text + 1)}))
            (*text)++;
    }
    text_adds(b->out, "]}");
}

static void add_example(struct blocks *b, const char **text)
{
    size_t least = next_line(*text).indent;
    const char *begin = *text, *end = *text;
    for (const char *p = *text; *p;) {
        struct line line = read_line(&p);
        if (line.n && line.indent < 4)
            break;
        if (!line.n)
            continue; /* belongs to it if it goes on behind */
        least = line.indent < least ? line.indent : least;
        end = line.at + line.n;
        *text = p;
    }
    struct text example = {0};
    while (begin < end) {
        const char *line = begin;
        struct line parts = read_line(&begin);
        if (parts.n)
            text_add(&example, line + least, parts.indent - least + parts.n);
        text_addc(&example, '\n');
    }
    begin_block(b, "pre");
    struct runs runs;
    runs_begin(&runs, b->place, b->out);
    code_example(&runs, text_cstr(&example));
    runs_end(&runs);
    text_addc(b->out, '}');
    text_release(&example);
}

/* "WORD   meaning": two blanks or more between the two. */
static const char *gap(const struct line *line)
{
    for (const char *p = line->at; p + 2 < line->at + line->n; p++)
        if (p[0] == ' ' && p[1] == ' ')
            return p;
    return NULL;
}

static void add_table(struct blocks *b, const char **text, size_t indent)
{
    begin_block(b, "dl");
    text_addc(b->out, '[');
    bool first = true;
    for (struct line line = next_line(*text); **text && line.n && line.indent == indent;
         line = next_line(*text)) {
        struct text joined = {0}, term = {0};
        const char *space = gap(&line);
        size_t n = space ? (size_t)(space - line.at) : line.n;
        text_add(&term, line.at, n);
        join_lines(&joined, text, indent, is_hanging);
        const char *meaning = text_cstr(&joined) + n;
        text_adds(b->out, first ? "[" : ",[");
        add_runs(b->place, text_cstr(&term), b->out);
        text_addc(b->out, ',');
        add_runs(b->place, meaning + strspn(meaning, " "), b->out);
        text_addc(b->out, ']');
        text_release(&joined);
        text_release(&term);
        first = false;
    }
    text_adds(b->out, "]}");
}

void prose_blocks(const struct place *place, const char *prose, struct text *out)
{
    struct blocks b = {.place = place, .out = out};
    text_addc(out, '[');
    while (*prose) {
        struct line line = next_line(prose);
        if (!line.n)
            read_line(&prose);
        else if (is_item(&line))
            add_list(&b, &prose);
        else if (line.indent >= 4)
            add_example(&b, &prose);
        else if (line.indent >= 2)
            add_table(&b, &prose, line.indent);
        else
            add_paragraph(&b, &prose, line.indent);
    }
    text_addc(out, ']');
}

char *prose_sentence(struct arena *arena, const char *prose)
{
    struct text joined = {0};
    struct line line = next_line(prose);
    if (line.n && line.indent < 2 && !is_item(&line))
        join_lines(&joined, &prose, line.indent, goes_on);
    const char *text = text_cstr(&joined), *end = text;
    while (*end &&
           !(strchr(".?!", *end) && (end[1] == ' ' || !end[1]) && end > text + 1 && end[-1] != '.'))
        end++;
    struct text sentence = {0};
    for (const char *p = text; p < end + (*end == '?' || *end == '!'); p++)
        if (*p != '`')
            text_addc(&sentence, *p);
    char *copy = arena_strdup(arena, text_cstr(&sentence));
    text_release(&sentence);
    text_release(&joined);
    return copy;
}
