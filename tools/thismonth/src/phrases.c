/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* The words between generated lines: see phrases.h. One table says which key may hold what. */
#include "phrases.h"

#include <string.h>

#include "common/json.h"

static const struct {
    const char *key;
    const char *placeholders; /* that may stand in it, each in braces */
} table[PHRASES] = {
    [PHRASE_MERGED_ONE] = {"merged.one", ""},
    [PHRASE_MERGED_MANY] = {"merged.many", "{count}"},
    [PHRASE_BRANCH_ONE] = {"branch.one", "{branch}{note}"},
    [PHRASE_BRANCH_MANY] = {"branch.many", "{branch}{note}{count}"},
    [PHRASE_NOTE] = {"note", "{note}"},
    [PHRASE_NONE] = {"none", ""},
    [PHRASE_MAINTAINED] = {"maintained", "{names}"},
    [PHRASE_WRITTEN] = {"written", "{names}"},
    [PHRASE_THANKS_ONE] = {"thanks.one", "{names}"},
    [PHRASE_THANKS_MANY] = {"thanks.many", "{names}"},
    [PHRASE_WELCOME_ONE] = {"welcome.one", "{names}"},
    [PHRASE_WELCOME_MANY] = {"welcome.many", "{names}"},
    [PHRASE_AND_TWO] = {"and.two", "{a}{b}"},
    [PHRASE_AND_MIDDLE] = {"and.middle", ""},
    [PHRASE_AND_LAST] = {"and.last", ""},
    [PHRASE_ALSO] = {"also", "{names}"},
    [PHRASE_COMMITS] = {"commits", "{count}"},
    [PHRASE_RELEASED] = {"released", "{release}"},
    [PHRASE_DIRECT_ONE] = {"direct.one", ""},
    [PHRASE_DIRECT_MANY] = {"direct.many", "{count}"},
    [PHRASE_INFRASTRUCTURE] = {"infrastructure", ""},
    [PHRASE_POST_TITLE] = {"post.title", "{title}{month}"},
    [PHRASE_POST_SUMMARY] = {"post.summary", "{month}"},
};

/* The placeholder at s, braces included: its length, or 0 if none begins there. */
static size_t placeholder_at(const char *s)
{
    if (*s != '{')
        return 0;
    size_t n = 1 + strspn(s + 1, "abcdefghijklmnopqrstuvwxyz");
    return n > 1 && s[n] == '}' ? n + 1 : 0;
}

static enum status check_keys(struct json_at top, struct error *error)
{
    for (size_t i = 0; i < json_count(top); i++) {
        struct json_at value;
        const char *key = json_key(top, i, &value);
        const char *nearest = table[0].key;
        for (size_t k = 0; k < PHRASES; k++)
            if (edit_distance(key, table[k].key) < edit_distance(key, nearest))
                nearest = table[k].key;
        if (strcmp(key, nearest) != 0)
            return json_error(value, error, "unknown key; the nearest known one is \"%s\"",
                              nearest);
    }
    return STATUS_OK;
}

static enum status check_placeholders(struct json_at value, size_t k, const char *text,
                                      struct error *error)
{
    for (const char *s = text; *s; s++) {
        size_t n = placeholder_at(s);
        if (!n)
            continue;
        char name[32];
        if (n >= sizeof name)
            return json_error(value, error, "unknown placeholder %.*s", (int)n, s);
        memcpy(name, s, n);
        name[n] = '\0';
        if (!strstr(table[k].placeholders, name))
            return json_error(value, error, "unknown placeholder %s; this phrase knows %s", name,
                              table[k].placeholders[0] ? table[k].placeholders : "none");
    }
    return STATUS_OK;
}

enum status phrases_load(struct arena *arena, const char *path, struct phrases *ret_phrases,
                         struct error *error)
{
    struct json *doc;
    TRY(json_load(arena, path, &doc, error));
    struct json_at top = json_top(doc);
    struct phrases phrases = {0};
    enum status status = json_object(top, error);
    if (status == STATUS_OK)
        status = check_keys(top, error);
    for (size_t k = 0; k < PHRASES && status == STATUS_OK; k++) {
        struct json_at value = json_get(top, table[k].key);
        status = json_require(value, error);
        if (status == STATUS_OK)
            status = json_string(value, &phrases.at[k], error);
        if (status == STATUS_OK)
            status = check_placeholders(value, k, phrases.at[k], error);
        if (status == STATUS_OK && strpbrk(phrases.at[k], "\r\n"))
            status = json_error(value, error, "a phrase is one line; take the line break out");
    }
    json_free(doc);
    if (status == STATUS_OK)
        *ret_phrases = phrases;
    return status;
}

/* The value of the placeholder of `n` bytes at `s` among name, value, ..., NULL; "" without one. */
static const char *value_of(const char *s, size_t n, va_list args)
{
    const char *name, *value;
    while ((name = va_arg(args, const char *))) {
        value = va_arg(args, const char *);
        if (strlen(name) == n - 2 && strncmp(name, s + 1, n - 2) == 0)
            return value ? value : "";
    }
    return "";
}

char *phrase(struct arena *arena, const struct phrases *phrases, enum phrase which, ...)
{
    struct text out = {0};
    for (const char *s = phrases->at[which]; *s;) {
        size_t n = placeholder_at(s);
        if (n) {
            va_list args;
            va_start(args, which);
            text_adds(&out, value_of(s, n, args));
            va_end(args);
        } else {
            text_addc(&out, *s);
        }
        s += n ? n : 1;
    }
    char *filled = arena_strndup(arena, text_cstr(&out), out.n);
    text_release(&out);
    return filled;
}

char *phrase_list(struct arena *arena, const struct phrases *phrases,
                  const struct string_list *items)
{
    if (items->n == 0)
        return arena_strdup(arena, "");
    if (items->n == 2)
        return phrase(arena, phrases, PHRASE_AND_TWO, "a", items->at[0], "b", items->at[1], NULL);
    char *all = arena_strdup(arena, items->at[0]);
    for (size_t i = 1; i < items->n; i++)
        all = arena_printf(arena, "%s%s%s", all,
                           phrases->at[i + 1 < items->n ? PHRASE_AND_MIDDLE : PHRASE_AND_LAST],
                           items->at[i]);
    return all;
}
