/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * Any text as a header's: its tokens, its comments as blocks, its code as an example, and as a
 * README. What must hold: tokens follow each other inside the text, what is written is JSON, and an
 * example has every byte that it was made of.
 */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdlib.h>

#include "code.h"
#include "page.h"
#include "prose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static struct names names;

static void prepare(void)
{
    static struct arena arena;
    static const char *const ids[] = {"struct.x_space", "x_map", "X_OK"};
    static const char *const texts[] = {"x_space", "x_map", "X_OK"};
    for (size_t i = 0; i < 3 && names.sorted.n < 3; i++) {
        struct name name = {
            .id = ids[i], .text = texts[i], .project = "x", .page = "y", .about = ""};
        names_add(&arena, &names, &name);
    }
    if (!names.headers.n)
        *list_push(&arena, &names.headers) = "x/y.h";
}

/* Checks JSON, and returns what its runs show. */
static cJSON *parsed(const struct text *out)
{
    cJSON *json = cJSON_ParseWithLengthOpts(text_cstr(out), out->n + 1, NULL, true);
    if (!json)
        abort();
    return json;
}

static size_t shown(const cJSON *runs)
{
    size_t n = 0;
    const cJSON *run;
    cJSON_ArrayForEach(run, runs) n +=
        strlen(cJSON_IsArray(run) ? cJSON_GetArrayItem(run, 1)->valuestring : run->valuestring);
    return n;
}

static bool is_ascii(const char *text)
{
    while (*text > 0)
        text++;
    return *text == '\0';
}

static void try_comment(struct arena *arena, const char *text, const struct token *t)
{
    struct place place = {.names = &names, .project = "x", .page = "here"};
    const char *prose = prose_of_comment(arena, text + t->at, t->end - t->at, t->at % 80);
    struct text out = {0};
    prose_blocks(&place, prose, &out);
    cJSON_Delete(parsed(&out));
    prose_sentence(arena, prose);
    prose_heading(arena, &prose);
    text_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena = {0};
    struct text out = {0};
    struct place place = {.names = &names, .project = "x", .page = "here"};
    struct runs runs;
    struct release release;
    char *text = malloc(n + 1); /* exactly as long as it is, so that every overrun is seen */
    for (size_t i = 0; i < n; i++)
        text[i] = data[i] ? (char)data[i] : ' ';
    text[n] = '\0';
    prepare();
    struct token_list tokens = lex(&arena, text, n);
    for (size_t i = 0, at = 0; i < tokens.n; i++) {
        if (tokens.at[i].at < at || tokens.at[i].end <= tokens.at[i].at || tokens.at[i].end > n)
            abort();
        at = tokens.at[i].end;
        if (tokens.at[i].kind == TOKEN_COMMENT)
            try_comment(&arena, text, &tokens.at[i]);
    }
    runs_begin(&runs, &place, &out);
    code_example(&runs, text);
    runs_end(&runs);
    cJSON *json = parsed(&out);
    if (is_ascii(text) && shown(json) != n)
        abort();
    cJSON_Delete(json);
    text_clear(&out);
    page_markdown(&arena, "projects/x/README.md", text, "", &names, &out);
    newest_release(&arena, text, &release);
    text_release(&out);
    arena_release(&arena);
    free(text);
    return 0;
}
