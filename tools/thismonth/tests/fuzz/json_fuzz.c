/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/* Any bytes as JSON that people write: as a project, and every value's line. */
#include "common/json.h"

#include <stdlib.h>

#include "common/project.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void visit(struct json_at at, unsigned depth)
{
    struct error error;
    const char *text = NULL;
    int64_t number;
    bool yes;
    struct string_list list = {0};
    if (json_line(at) == 0 || depth > 200)
        abort();
    (void)!json_string(at, &text, &error);
    (void)!json_integer(at, -5, 5, &number, &error);
    (void)!json_bool(at, &yes, &error);
    (void)!json_strings(at, &list, &error);
    for (size_t i = 0; i < json_count(at) && i < 20; i++)
        visit(json_index(at, i), depth + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena = {0};
    struct json *doc;
    struct project project;
    struct error error;
    if (n < 4096 && json_parse(&arena, "f", 1, (const char *)data, n, &doc, &error) == STATUS_OK) {
        visit(json_top(doc), 0);
        (void)!project_read(&arena, json_top(doc), &project, &error);
        json_free(doc);
    }
    arena_release(&arena);
    return 0;
}
