/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Memory of one run: everything that a command reads lives in one arena and goes with it, so no
 * struct of the tools owns anything. Out of memory ends the program with a message (host tools
 * only; the freestanding libraries never allocate).
 *
 *     struct arena arena = {0};                  // all-zero is empty
 *     char *s = arena_printf(&arena, "%s#%u", repository, number);
 *     arena_release(&arena);
 *
 * Threads: one arena per thread.
 */
#pragma once
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "common/status.h"

struct arena_block;
struct arena {
    struct arena_block *last;
    size_t used; /* bytes used in the last block */
};

/* Zeroed, aligned for any type. Size 0 gives a pointer that must not be read. */
void *arena_alloc(struct arena *, size_t size);
/* As arena_alloc of n * size; a product that overflows ends the program. */
void *arena_array(struct arena *, size_t n, size_t size);
char *arena_strdup(struct arena *, const char *);                /* NULL gives NULL */
char *arena_strndup(struct arena *, const char *, size_t bytes); /* always terminated */
char *arena_printf(struct arena *, const char *format, ...) PRINTF(2, 3);
char *arena_vprintf(struct arena *, const char *format, va_list);
void arena_release(struct arena *);

/*
 * Growable arrays in an arena. Declare `LIST(struct change) changes;`, push with
 * `*list_push(&arena, &changes) = c;`, read `changes.at[i]` for i < changes.n.
 * Elements move when the list grows: keep indices, not pointers, while pushing.
 */
#define LIST(T)        \
    struct {           \
        T *at;         \
        size_t n, cap; \
    }
#define list_push(arena, list)                                                                    \
    ((list)->n == (list)->cap                                                                     \
         ? (void)((list)->at = arena_grow((arena), (list)->at, &(list)->cap, sizeof *(list)->at)) \
         : (void)0,                                                                               \
     &(list)->at[(list)->n++])
/* Doubles *cap (at least 8) and returns the moved array; new elements are zero. */
void *arena_grow(struct arena *, const void *at, size_t *cap, size_t size);

struct string_list {
    const char **at;
    size_t n, cap;
};
static inline int string_list_has(const struct string_list *list, const char *s)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->at[i], s) == 0)
            return 1;
    return 0;
}
