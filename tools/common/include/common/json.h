/* SPDX-License-Identifier: MIT OR Apache-2.0 */
/*
 * JSON that people write, read strictly (cJSON underneath): every error names file, line, the key,
 * and what was wanted; unknown keys are errors that name the nearest known one.
 *
 *     struct json *doc;
 *     TRY(json_load(&arena, "newsletter/thismonth.json", &doc, error));
 *     struct json_at top = json_top(doc);
 *     TRY(json_known(top, error, "title", "posts", NULL));
 *     TRY(json_string(json_get(top, "title"), &config->title, error));   // absent: left as it was
 *
 * `struct json_at` is a place in a document: a value, or the place where a key is missing. Values
 * are copied into the arena. A getter leaves its output untouched where the key is absent, or null
 * where null is allowed; json_require() makes absence an error.
 * Beyond cJSON: trailing bytes, duplicate keys, \u0000 and nesting beyond 100 are errors.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/status.h"
#include "common/text.h"

struct cJSON;
struct json; /* a document, living in its arena */
struct json_at {
    struct json *doc;
    const struct cJSON *value;  /* NULL: not there */
    const struct cJSON *parent; /* of a missing value, for the line of the message */
    const char *key;            /* of the value in its object, else NULL */
};

/* STATUS_WORLD: cannot be read; STATUS_USAGE: not JSON (file:line:column and what is wrong). */
enum status json_load(struct arena *, const char *path, struct json **ret_doc,
                      struct error *) MUST_CHECK;
/* The same from memory; `name` stands for the file in messages. `first_line` is the number of the
 * first line. */
enum status json_parse(struct arena *, const char *name, unsigned first_line, const char *bytes,
                       size_t n, struct json **ret_doc, struct error *) MUST_CHECK;
void json_free(struct json *); /* frees cJSON's tree; what was copied out stays */

struct json_at json_top(struct json *);
struct json_at json_get(struct json_at object, const char *key);
struct json_at json_index(struct json_at array, size_t i);
size_t json_count(struct json_at array_or_object); /* 0 when missing */
const char *json_key(struct json_at object, size_t i, struct json_at *ret_value);
bool json_there(struct json_at);       /* present and not null */
const char *json_path(struct json_at); /* the file's name */
unsigned json_line(struct json_at);    /* 1-based line of the value (of the parent if missing) */

/* STATUS_USAGE "file:line: key: ..." in front of `format`. */
enum status json_error(struct json_at, struct error *, const char *format, ...) PRINTF(3, 4);

enum status json_known(struct json_at object, struct error *, ... /* keys, NULL */) MUST_CHECK;
enum status json_require(struct json_at, struct error *) MUST_CHECK;
enum status json_string(struct json_at, const char **ret, struct error *) MUST_CHECK;
enum status json_strings(struct json_at, struct string_list *ret, struct error *) MUST_CHECK;
enum status json_integer(struct json_at, int64_t min, int64_t max, int64_t *ret,
                         struct error *) MUST_CHECK;
enum status json_bool(struct json_at, bool *ret, struct error *) MUST_CHECK;
enum status json_object(struct json_at, struct error *) MUST_CHECK; /* is one, or missing */
enum status json_array(struct json_at, struct error *) MUST_CHECK;

/* Writing: appends `s` as a JSON string with quotes, NULL as null; bytes that are no UTF-8 become
 * U+FFFD. */
void json_add_string(struct text *, const char *s);
