/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Whose change it is: see attribute.h. */
#include "attribute.h"

#include <string.h>

struct attribution attribution(struct arena *arena, const struct watched *watched)
{
    return (struct attribution){watched, arena_array(arena, watched->projects.n, sizeof(size_t))};
}

static bool lies_in(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

void attribute_path(struct attribution *a, const char *path)
{
    const struct watched *w = a->watched;
    for (size_t i = 0; i < w->projects.n; i++)
        for (size_t k = 0; k < w->projects.at[i]->paths.n; k++)
            if (lies_in(path, w->projects.at[i]->paths.at[k])) {
                a->files[i]++;
                break;
            }
}

void attribute(struct arena *arena, struct attribution *a, int files,
               struct string_list *ret_projects)
{
    const struct watched *w = a->watched;
    for (size_t i = 0; i < w->projects.n; i++)
        if (!w->projects.at[i]->paths.n) /* more than any other, also of a change without files */
            a->files[i] = (size_t)(files > 0 ? files : 0) + 1;
    for (;;) {
        size_t most = 0;
        for (size_t i = 1; i < w->projects.n; i++)
            if (a->files[i] > a->files[most])
                most = i;
        if (!w->projects.n || !a->files[most])
            return;
        *list_push(arena, ret_projects) = w->projects.at[most]->name;
        a->files[most] = 0;
    }
}
