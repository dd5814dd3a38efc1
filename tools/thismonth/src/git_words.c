/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Messages taken apart: see git_words.h. */
#include "git_words.h"

#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "common/text.h"

/* --- Small steps over a span: each moves past what it found ----------------------------------- */

static bool skip_word(struct span *s, const char *word)
{
    size_t n = strlen(word);
    if (s->n < n || memcmp(s->at, word, n) != 0)
        return false;
    s->at += n;
    s->n -= n;
    return true;
}

/* Decimal digits, at most nine of them, not all zero. */
static bool skip_number(struct span *s, unsigned *ret_number)
{
    unsigned value = 0;
    size_t n = 0;
    while (n < s->n && s->at[n] >= '0' && s->at[n] <= '9') {
        if (n == 9)
            return false;
        value = value * 10 + (unsigned)(s->at[n++] - '0');
    }
    if (!n || !value)
        return false;
    s->at += n;
    s->n -= n;
    *ret_number = value;
    return true;
}

/* What stands before the next `stop` (or the end); moves past the `stop`. */
static struct span take_until(struct span *s, char stop)
{
    const char *end = s->n ? memchr(s->at, stop, s->n) : NULL;
    struct span part = {s->at, end ? (size_t)(end - s->at) : s->n};
    size_t used = part.n + (end != NULL);
    s->at += used;
    s->n -= used;
    return part;
}

/* --- The forms -------------------------------------------------------------------------------- */

static struct span first_body_line(struct span message)
{
    struct span body = message_body(message), line = {message.at, 0};
    span_line(&body, &line);
    return span_trim(line);
}

static bool parse_merge(struct span s, struct span message, struct words *w)
{
    char between = '/';
    if (skip_word(&s, "Auto merge of #") || skip_word(&s, "Rollup merge of #"))
        between = ':';
    else if (!skip_word(&s, "Merge pull request #"))
        return false;
    if (!skip_number(&s, &w->number))
        return false;
    if (skip_word(&s, " from ") || skip_word(&s, " - ")) {
        struct span head = take_until(&s, between == '/' ? ' ' : ',');
        if (memchr(head.at, between, head.n)) {
            w->owner = take_until(&head, between);
            w->branch = head;
        }
    }
    w->kind = WORDS_MERGE;
    w->title = first_body_line(message);
    return true;
}

/* "#12 #13", and nothing else behind. */
static bool parse_bors(struct span s, struct span message, struct words *w)
{
    unsigned number;
    if (!skip_word(&s, "Merge #"))
        return false;
    struct span numbers = {s.at - 1, s.n + 1};
    do {
        if (!skip_number(&s, &number))
            return false;
    } while (skip_word(&s, " #"));
    if (s.n)
        return false;
    w->kind = WORDS_BORS;
    w->numbers = numbers;
    w->body = message_body(message);
    return true;
}

static bool parse_squash(struct span s, struct words *w)
{
    size_t open = s.n;
    while (open && s.at[open - 1] != '(')
        open--;
    if (!open)
        return false;
    struct span tail = {s.at + open, s.n - open};
    unsigned number;
    if (!skip_word(&tail, "#") || !skip_number(&tail, &number) || !span_is(tail, ")"))
        return false;
    struct span title = span_trim((struct span){s.at, open - 1});
    w->kind = WORDS_SQUASH;
    w->number = number;
    w->title = title.n ? title : s;
    return true;
}

/* The owner in "https://github.com/owner/name" or "git@github.com:owner/name". */
static struct span url_owner(struct span url)
{
    size_t end = url.n, begin;
    while (end && url.at[end - 1] != '/')
        end--;
    if (!end)
        return (struct span){url.at, 0};
    for (begin = --end; begin && url.at[begin - 1] != '/' && url.at[begin - 1] != ':';)
        begin--;
    return (struct span){url.at + begin, end - begin};
}

static bool parse_branch(struct span s, struct words *w)
{
    if (!skip_word(&s, "Merge branch '") && !skip_word(&s, "Merge branches '") &&
        !skip_word(&s, "Merge remote-tracking branch '") && !skip_word(&s, "Merge remote branch '"))
        return false;
    w->kind = WORDS_BRANCH;
    w->branch = take_until(&s, '\'');
    if (!skip_word(&w->branch, "refs/heads/") && !skip_word(&w->branch, "refs/remotes/origin/") &&
        !skip_word(&w->branch, "origin/"))
        skip_word(&w->branch, "upstream/");
    if (skip_word(&s, " of ")) {
        struct span url = take_until(&s, ' ');
        w->owner = url_owner(url);
    }
    return true;
}

void words_parse(struct span message, struct words *ret_words)
{
    struct span subject = message_subject(message);
    struct words w = {.title = subject};
    if (!parse_merge(subject, message, &w) && !parse_bors(subject, message, &w) &&
        !parse_branch(subject, &w))
        parse_squash(subject, &w);
    *ret_words = w;
}

/* --- bors ------------------------------------------------------------------------------------- */

/* " r=reviewer a=login" at the end of a line, in either order, comes off. */
static void take_bors_people(struct span *title, struct span *ret_login)
{
    for (;;) {
        size_t space = title->n;
        while (space && title->at[space - 1] != ' ')
            space--;
        struct span word = {title->at + space, title->n - space};
        if (!space || word.n < 2 || word.at[1] != '=' || (word.at[0] != 'r' && word.at[0] != 'a'))
            return;
        if (word.at[0] == 'a')
            *ret_login = (struct span){word.at + 2, word.n - 2};
        *title = span_trim((struct span){title->at, space});
    }
}

bool bors_next(struct words *words, struct bors_line *ret_line)
{
    struct span body = words->body, line;
    struct bors_line found = {.title = {body.at, 0}, .login = {body.at, 0}};
    while (words->numbers.n && (*words->numbers.at == ' ' || *words->numbers.at == '#'))
        words->numbers = (struct span){words->numbers.at + 1, words->numbers.n - 1};
    if (!skip_number(&words->numbers, &found.number))
        return false;
    while (span_line(&body, &line)) {
        unsigned number;
        line = span_trim(line);
        if (!skip_number(&line, &number) || number != found.number || !skip_word(&line, ":"))
            continue;
        found.title = span_trim(line);
        take_bors_people(&found.title, &found.login);
        break;
    }
    *ret_line = found;
    return true;
}

/* --- People ----------------------------------------------------------------------------------- */

bool noreply_login(struct span email, struct span *ret_login)
{
    static const char host[] = "@users.noreply.github.com";
    size_t n = strlen(host);
    if (email.n <= n || strncasecmp(email.at + email.n - n, host, n) != 0)
        return false;
    struct span login = {email.at, email.n - n}, id = login;
    while (id.n && id.at[0] >= '0' && id.at[0] <= '9')
        id = (struct span){id.at + 1, id.n - 1};
    if (id.at > login.at && skip_word(&id, "+"))
        login = id;
    for (size_t i = 0; i < login.n; i++) {
        char c = login.at[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!plain && c != '-' && c != '_' && c != '[' && c != ']')
            return false;
    }
    *ret_login = login;
    return login.n > 0;
}

bool bot_name(const char *name_or_login)
{
    return name_or_login && ends_with(name_or_login, "[bot]");
}

bool bot_branch(const char *branch)
{
    return branch && (starts_with(branch, "renovate/") || starts_with(branch, "dependabot/"));
}

const char *span_text(struct arena *arena, struct span s, struct span encoding)
{
    char name[64];
    if (!s.n)
        return "";
    if (!encoding.n || encoding.n >= sizeof name || s.n > SIZE_MAX / 8)
        return arena_strndup(arena, s.at, s.n);
    memcpy(name, encoding.at, encoding.n);
    name[encoding.n] = '\0';
    if (strcasecmp(name, "utf-8") == 0 || strcasecmp(name, "utf8") == 0)
        return arena_strndup(arena, s.at, s.n);
    iconv_t how = iconv_open("UTF-8", name);
    if (how == (iconv_t)-1)
        return arena_strndup(arena, s.at, s.n);
    size_t left = s.n * 4, from_left = s.n;
    char *text = arena_alloc(arena, left + 1), *to = text, *from = (char *)(uintptr_t)s.at;
    bool ok = iconv(how, &from, &from_left, &to, &left) != (size_t)-1;
    iconv_close(how);
    return ok ? text : arena_strndup(arena, s.at, s.n);
}
