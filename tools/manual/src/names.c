/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* What is declared where: see names.h. */
#include "names.h"

#include <stdio.h>
#include <string.h>

#include "common/status.h"

const char *name_kind_word(enum name_kind kind)
{
    switch (kind) {
    case NAME_FUNCTION:
        return "function";
    case NAME_MACRO:
        return "macro";
    case NAME_STRUCT:
        return "struct";
    case NAME_UNION:
        return "union";
    case NAME_ENUM:
        return "enum";
    case NAME_TYPE:
        return "type";
    case NAME_CONSTANT:
        return "constant";
    case NAME_VARIABLE:
        return "variable";
    case NAME_MEMBER:
        return "member";
    }
    BUG("name kind %d", (int)kind);
}

/* Where `id` stands, or would. */
static size_t place(const struct names *names, const char *id)
{
    size_t low = 0, high = names->sorted.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(names->sorted.at[middle]->id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct name *names_get(const struct names *names, const char *id)
{
    size_t i = place(names, id);
    return i < names->sorted.n && strcmp(names->sorted.at[i]->id, id) == 0 ? names->sorted.at[i]
                                                                           : NULL;
}

struct name *names_add(struct arena *arena, struct names *names, const struct name *name)
{
    struct name *there = names_get(names, name->id);
    if (there)
        return there;
    size_t i = place(names, name->id);
    there = arena_alloc(arena, sizeof *there);
    *there = *name;
    *list_push(arena, &names->sorted) = there;
    memmove(names->sorted.at + i + 1, names->sorted.at + i,
            (names->sorted.n - 1 - i) * sizeof *names->sorted.at);
    names->sorted.at[i] = there;
    return there;
}

const struct name *names_find(const struct names *names, const char *tag, const char *word,
                              size_t n)
{
    static const char *const kinds[] = {"", "struct.", "union.", "enum."};
    char id[256];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i]);
        if (tag && (length == 0 || strncmp(kinds[i], tag, length - 1) != 0))
            continue;
        if (snprintf(id, sizeof id, "%s%.*s", kinds[i], (int)n, word) >= (int)sizeof id)
            return NULL;
        const struct name *found = names_get(names, id);
        if (found)
            return found;
    }
    return NULL;
}

const char *names_header(const struct names *names, const char *word, size_t n)
{
    for (size_t i = 0; i < names->headers.n; i++)
        if (strlen(names->headers.at[i]) == n && memcmp(names->headers.at[i], word, n) == 0)
            return names->headers.at[i];
    return NULL;
}
