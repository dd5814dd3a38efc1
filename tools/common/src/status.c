/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Errors that travel up: see status.h. */
#include "common/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text that did not fit ends in "..." rather than in half a sentence that looks whole. */
static void mark_cut(char *text, size_t size, int wanted)
{
    if (wanted >= 0 && (size_t)wanted >= size)
        memcpy(text + size - 4, "...", 4);
}

enum status error_set(struct error *error, enum status status, const char *format, ...)
{
    if (!error)
        return status;
    va_list args;
    va_start(args, format);
    int wanted = vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    mark_cut(error->text, sizeof error->text, wanted);
    error->status = status;
    return status;
}

enum status error_prefix(struct error *error, const char *format, ...)
{
    if (!error)
        return STATUS_WORLD;
    char old[sizeof error->text], front[1024];
    memcpy(old, error->text, sizeof old);
    va_list args;
    va_start(args, format);
    int wanted = vsnprintf(front, sizeof front, format, args);
    va_end(args);
    mark_cut(front, sizeof front, wanted);
    wanted = snprintf(error->text, sizeof error->text, "%s: %s", front, old);
    mark_cut(error->text, sizeof error->text, wanted);
    return error->status;
}

void error_print(const char *program, const struct error *error)
{
    fprintf(stderr, "%s: %s\n", program, error->text);
}

void bug_at(const char *file, int line, const char *format, ...)
{
    fprintf(stderr, "BUG: %s:%d: ", file, line);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}
