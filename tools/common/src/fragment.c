/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* News fragments: see fragment.h. */
#include "common/fragment.h"

#include <string.h>

#include "common/text.h"

const char *const fragment_kinds[] = {"added", "changed",  "deprecated", "removed",
                                      "fixed", "security", NULL};
static const char *const headings[] = {"Added",   "Changed", "Deprecated",
                                       "Removed", "Fixed",   "Security"};

const char *fragment_heading(const char *kind)
{
    for (size_t i = 0; fragment_kinds[i]; i++)
        if (strcmp(kind, fragment_kinds[i]) == 0)
            return headings[i];
    return NULL;
}

/* What stands behind the last dot comes off `name`. NULL: there is no dot, or nothing behind it. */
static const char *take_last(char *name)
{
    char *dot = strrchr(name, '.');
    if (!dot || !dot[1])
        return NULL;
    *dot = '\0';
    return dot + 1;
}

bool fragment_parse(struct arena *arena, const char *name, struct fragment *ret_fragment)
{
    if (!ends_with(name, ".md") || strchr(name, '/') || name[0] == '.')
        return false;
    char *rest = arena_strndup(arena, name, strlen(name) - strlen(".md"));
    const char *kind = take_last(rest), *project = kind ? take_last(rest) : NULL;
    if (!project || !rest[0])
        return false;
    *ret_fragment = (struct fragment){.slug = rest, .project = project, .kind = kind};
    return true;
}

const char *fragment_headline(struct arena *arena, const char *text, size_t n)
{
    const char *end = text + n;
    while (text < end && *text && strchr(" \t\r\n#-*\xEF\xBB\xBF", *text))
        text++;
    size_t length = 0;
    while (text + length < end && text[length] && !strchr("\r\n", text[length]))
        length++;
    while (length && strchr(" \t", text[length - 1]))
        length--;
    return length ? arena_strndup(arena, text, length) : NULL;
}
