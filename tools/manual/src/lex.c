/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Tokens of C: see lex.h. */
#include "lex.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Behind the closing quote, or the end of the line, which a text cannot cross. */
static const char *behind_text(const char *p)
{
    char quote = *p++;
    while (*p && *p != quote && *p != '\n')
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p == quote ? p + 1 : p;
}

static const char *behind_comment(const char *p)
{
    if (p[1] == '/')
        return p + strcspn(p, "\n");
    const char *end = strstr(p + 2, "*/");
    return end ? end + 2 : p + strlen(p);
}

static bool begins_comment(const char *p)
{
    return p[0] == '/' && (p[1] == '/' || p[1] == '*');
}

/* u8"...", L'.': is the word of n bytes in front of the quote a prefix? "don't" has none. */
static bool is_prefix(const char *word, size_t n)
{
    return n == 0 || (n == 1 && strchr("LuU", *word)) || (n == 2 && memcmp(word, "u8", 2) == 0);
}

/* A comment inside a directive belongs to it, one that ends it does not. */
static const char *behind_directive(const char *p)
{
    const char *end = p;
    while (*p && *p != '\n') {
        if (begins_comment(p)) {
            p = behind_comment(p);
            continue;
        }
        p = *p == '"' || *p == '\'' ? behind_text(p) : p + (p[0] == '\\' && p[1] == '\n' ? 2 : 1);
        if (!isspace((unsigned char)p[-1]))
            end = p;
    }
    return end;
}

static const char *behind_word(const char *p)
{
    while (is_word(*p))
        p++;
    return p;
}

static const char *behind_number(const char *p)
{
    while (is_word(*p) || *p == '.' || ((*p == '+' || *p == '-') && strchr("eEpP", p[-1])))
        p++;
    return p;
}

struct token_list lex(struct arena *arena, const char *text, size_t n)
{
    struct token_list tokens = {0};
    bool first = true; /* of its line */
    for (const char *p = text; p < text + n && *p;) {
        if (isspace((unsigned char)*p)) {
            first |= *p++ == '\n';
            continue;
        }
        struct token t = {.at = (size_t)(p - text)};
        const char *end = behind_word(p);
        if (begins_comment(p)) {
            t.kind = TOKEN_COMMENT;
            end = behind_comment(p);
        } else if (*p == '#' && first) {
            t.kind = TOKEN_DIRECTIVE;
            end = behind_directive(p);
        } else if (isdigit((unsigned char)*p)) {
            t.kind = TOKEN_NUMBER;
            end = behind_number(p);
        } else if ((*end == '"' || *end == '\'') && is_prefix(p, (size_t)(end - p)) &&
                   !(end == p && p > text && *p == '\'' && is_word(p[-1]))) {
            t.kind = TOKEN_TEXT;
            end = behind_text(end);
        } else if (end > p) {
            t.kind = TOKEN_NAME;
        } else {
            t.kind = TOKEN_PUNCTUATION;
            end = p + (p[0] == '-' && p[1] == '>' ? 2 : 1);
        }
        first = first && t.kind == TOKEN_COMMENT;
        t.end = (size_t)(end - text);
        *list_push(arena, &tokens) = t;
        p = end;
    }
    return tokens;
}

bool is_keyword(const char *name, size_t n)
{
    static const char *const words[] = {
        "_Atomic",  "_Bool",   "_Noreturn", "_Static_assert", "__asm__",  "__attribute__",
        "auto",     "bool",    "break",     "case",           "char",     "const",
        "continue", "default", "do",        "double",         "else",     "enum",
        "extern",   "float",   "for",       "goto",           "if",       "inline",
        "int",      "long",    "register",  "restrict",       "return",   "short",
        "signed",   "sizeof",  "static",    "static_assert",  "struct",   "switch",
        "typedef",  "union",   "unsigned",  "void",           "volatile", "while",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], name, n) == 0)
            return true;
    return false;
}
