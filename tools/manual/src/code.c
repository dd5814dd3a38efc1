/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* C with marks: see code.h. */
#include "code.h"

#include <ctype.h>
#include <string.h>

enum { WIDEST = 84 }; /* columns of a declaration on one line */

static bool is(const char *text, const struct token *t, const char *what)
{
    return t->end - t->at == strlen(what) && memcmp(text + t->at, what, t->end - t->at) == 0;
}

/* "struct", "union" or "enum" if the token is that, else NULL. */
static const char *tag_word(const char *text, const struct token *t)
{
    static const char *const words[] = {"struct", "union", "enum"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(text, t, words[i]))
            return words[i];
    return NULL;
}

static void add_name(struct runs *runs, const char *text, const struct token *before,
                     const struct token *t)
{
    const char *name = text + t->at;
    size_t n = t->end - t->at;
    bool member = before && (is(text, before, ".") || is(text, before, "->"));
    const struct name *known =
        member ? NULL
               : names_find(runs->place->names, before ? tag_word(text, before) : NULL, name, n);
    if (is_keyword(name, n) || (n > 2 && !known && memcmp(name + n - 2, "_t", 2) == 0))
        runs_mark(runs, "k", name, n);
    else if (known)
        runs_name(runs, known, name, n);
    else
        runs_text(runs, name, n);
}

static void add_token(struct runs *runs, const char *text, const struct token *before,
                      const struct token *t)
{
    static const char *const kinds[] = {
        [TOKEN_NUMBER] = "n", [TOKEN_TEXT] = "s", [TOKEN_COMMENT] = "c", [TOKEN_DIRECTIVE] = "k"};
    if (t->kind == TOKEN_NAME)
        add_name(runs, text, before, t);
    else if (t->kind == TOKEN_PUNCTUATION)
        runs_text(runs, text + t->at, t->end - t->at);
    else
        runs_mark(runs, kinds[t->kind], text + t->at, t->end - t->at);
}

/* Statements and declarations have these; tables of numbers and pictures do not. */
static bool looks_like_code(const char *text)
{
    const char *end = text + strlen(text);
    while (end > text && isspace((unsigned char)end[-1]))
        end--;
    return strstr(text, ";\n") || strstr(text, "{\n") || strstr(text, "; //") ||
           starts_with(text, "#") || (end > text && end[-1] == ';');
}

void code_example(struct runs *runs, const char *text)
{
    struct arena arena = {0};
    struct token_list tokens = lex(&arena, text, strlen(text));
    bool code = looks_like_code(text);
    size_t at = 0;
    for (size_t i = 0; i < tokens.n; i++) {
        const struct token *t = &tokens.at[i];
        runs_text(runs, text + at, t->at - at);
        if (!code && (t->kind != TOKEN_NAME || is_keyword(text + t->at, t->end - t->at)))
            runs_text(runs, text + t->at, t->end - t->at);
        else
            add_token(runs, text, i ? t - 1 : NULL, t);
        at = t->end;
    }
    runs_text(runs, text + at, strlen(text + at));
    arena_release(&arena);
}

/* --- Declarations ----------------------------------------------------------------------------- */

static const struct mark *mark_at(const struct mark_list *marks, size_t at)
{
    for (size_t i = 0; marks && i < marks->n; i++)
        if (marks->at[i].at == at)
            return &marks->at[i];
    return NULL;
}

/* What stands between two tokens: nothing, or one blank. */
static bool is_apart(const char *text, const struct token *a, const struct token *b)
{
    if (is(text, b, "(") && is(text, a, ")")) /* a break before the parameters of a pointer */
        return false;
    if (is(text, b, ")") || is(text, b, ",") || is(text, b, ";")) /* a comment stood between */
        return false;
    return b->at > a->end;
}

/* The parenthesis in front of the parameters, if the marked name is a function's or a pointer's to
 * one; else `last`. */
static size_t parameters(const char *text, const struct token_list *tokens, size_t first,
                         size_t last, const struct mark_list *marks)
{
    for (size_t i = first; i < last; i++)
        if (mark_at(marks, tokens->at[i].at)) {
            do
                i++;
            while (i < last &&
                   (is(text, &tokens->at[i], ")") || tokens->at[i].kind == TOKEN_COMMENT));
            return i < last && is(text, &tokens->at[i], "(") ? i : last;
        }
    return last;
}

static size_t width(const char *text, const struct token_list *tokens, size_t first, size_t last)
{
    size_t n = 0;
    const struct token *before = NULL;
    for (size_t i = first; i < last; i++) {
        const struct token *t = &tokens->at[i];
        if (t->kind == TOKEN_COMMENT)
            continue;
        n += t->end - t->at + (before && is_apart(text, before, t));
        before = t;
    }
    return n;
}

bool code_declaration(struct runs *runs, const char *text, const struct token_list *tokens,
                      size_t first, size_t last, const struct mark_list *marks)
{
    size_t open = width(text, tokens, first, last) > WIDEST
                      ? parameters(text, tokens, first, last, marks)
                      : last;
    const struct token *before = NULL;
    bool broken = open < last;
    int depth = 0; /* inside the parameters */
    for (size_t i = first; i < last; i++) {
        const struct token *t = &tokens->at[i];
        if (t->kind == TOKEN_COMMENT || t->kind == TOKEN_DIRECTIVE)
            continue;
        if (depth == 1 && before && (before == &tokens->at[open] || is(text, before, ",")))
            runs_text(runs, "\n    ", 5);
        else if (before && is_apart(text, before, t))
            runs_text(runs, " ", 1);
        if (i >= open)
            depth += is(text, t, "(") - is(text, t, ")");
        if (depth == 0 && i > open)
            open = last; /* what follows is no parameter */
        const struct mark *mark = mark_at(marks, t->at);
        if (mark)
            runs_declared(runs, mark->member ? "m" : "d", text + t->at, t->end - t->at, mark->id);
        else
            add_token(runs, text, before, t);
        before = t;
    }
    return broken;
}

/* The directive's bytes on one line: continuations and runs of blanks are one blank. */
static void one_line(struct text *out, const char *at, const char *end)
{
    for (; at < end; at++) {
        bool blank = isspace((unsigned char)*at) || (*at == '\\' && at[1] == '\n');
        if (!blank)
            text_addc(out, *at);
        else if (!out->n || out->at[out->n - 1] != ' ')
            text_addc(out, ' ');
    }
}

void code_define(struct runs *runs, const char *text, const struct token *directive,
                 const struct mark_list *marks)
{
    struct arena arena = {0};
    struct text line = {0};
    const char *at = text + directive->at, *end = text + directive->end;
    const char *name = at + 1;
    name += strspn(name, " \t");
    name += strlen("define");
    name += strspn(name, " \t");
    size_t n = strcspn(name, "( \t\r\n\\");
    const struct mark *mark = mark_at(marks, (size_t)(name - text));
    const char *behind = name + n;
    bool cut = *behind == '(' && memchr(behind, '\n', (size_t)(end - behind));
    if (cut)
        end = behind + strcspn(behind, ")") + 1;
    one_line(&line, behind, end);
    runs_mark(runs, "k", "#define", 7);
    runs_text(runs, " ", 1);
    runs_declared(runs, "d", name, n, mark ? mark->id : "");
    const char *rest = text_cstr(&line);
    struct token_list tokens = lex(&arena, rest, line.n);
    size_t done = 0;
    for (size_t i = 0; i < tokens.n; i++) {
        runs_text(runs, rest + done, tokens.at[i].at - done);
        if (tokens.at[i].kind != TOKEN_COMMENT)
            add_token(runs, rest, i ? &tokens.at[i - 1] : NULL, &tokens.at[i]);
        done = tokens.at[i].end;
    }
    if (cut)
        runs_text(runs, " ...", 4);
    text_release(&line);
    arena_release(&arena);
}
